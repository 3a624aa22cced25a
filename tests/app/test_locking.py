"""What locks, and what a lock takes with it: idle, session and power events, a fault; clipboard, curtain, quitting."""

import threading
from collections.abc import Callable

import pytest
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication

from safeguard_app.app.workplace import Workplace
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.services import entry_drafts, machine_reading, opening
from safeguard_app.services.session import Changes, Session
from safeguard_app.system import limited_process
from safeguard_app.system.instance_lock import InstanceLock
from safeguard_app.system.limited_process import ProcessStopped
from safeguard_app.ui.declarations.declaration_form_page import DeclarationFormPage
from safeguard_app.ui.desktop.session_events import SessionEvent
from safeguard_app.ui.shell.main_window import MainWindow
from safeguard_app.ui.shell.page import PageKey
from safeguard_app.ui.widgets.task_row import TaskRow
from safeguard_app.vault.giving_way import GiveWay
from safeguard_app.vault.open_vault import OpenVault
from tests.journeys.driver import Journey
from tests.journeys.keyboard import until
from tests.journeys.schools import PASSPHRASES, MadeLog
from tests.journeys.tasks_at_the_desk import Named, file_concern, unlock, write_concern

Begin = Callable[..., Journey]


def at_work(begin: Begin, made: MadeLog) -> Journey:
    """Unlocked, with half a sentence in a new incident."""
    journey = begin(made)
    unlock(journey)
    journey.keys.press("Ctrl+N")
    journey.wait_focus("What have you seen or been told?")
    journey.keys.type("Half a sentence that")
    return journey


def wait_locked(journey: Journey, made: MadeLog) -> list[str]:
    """It is at the unlock page again and has let the log go; the arguments of the new start."""
    until(lambda: bool(journey.starts), "locked")
    journey.wait_focus("Passphrase")
    assert journey.program.workplace is None
    InstanceLock(made.folder / "vault.lock").release()
    assert not journey.sees("Half a sentence")
    return journey.starts[-1]


def drawn(journey: Journey) -> bool:
    """Whether the curtain covers the window."""
    return journey.program.window.curtain.is_drawn


def see_the_draft(journey: Journey) -> None:
    """Nothing that was typed is lost."""
    unlock(journey)
    assert journey.sees("Half a sentence that"), "Today has the draft"


def test_a_locked_sleeping_or_woken_computer_locks_the_log(begin: Begin, made: MadeLog) -> None:
    journey = at_work(begin, made)
    for event in SessionEvent:
        journey.starts.clear()
        journey.program._session_events.happened.emit(event)
        assert journey.program.window.curtain.is_drawn, f"{event}: at once, before anything is saved"
        arguments = wait_locked(journey, made)
        assert "locked because the computer was locked or slept at" in arguments[-1], event
        see_the_draft(journey)


def test_a_call_holds_the_lock_for_want_of_use_and_no_other(begin: Begin, made: MadeLog) -> None:
    journey = at_work(begin, made)
    program = journey.program
    journey.keys.press("F7")
    held = [program.call.is_on, not program.idle._timer.isActive()]
    assert journey.sees("The log does not lock for want of use for another 45 minutes.")
    program._session_events.happened.emit(SessionEvent.SESSION_LOCKED)
    wait_locked(journey, made)
    held += [not journey.program.call.is_on, not journey.sees("On a call")]
    assert held == [True] * 4
    see_the_draft(journey)
    assert journey.program.idle._timer.isActive(), "the next unlock counts as ever"


def test_nobody_there_locks_as_the_settings_say(begin: Begin, made: MadeLog) -> None:
    journey = at_work(begin, made)
    idle = journey.program.idle
    assert idle._timer.isActive()
    idle.nearly_idle.emit(30)
    assert journey.sees("Locks in 30 seconds")
    idle.active_again.emit()
    assert not journey.sees("Locks in 30 seconds")
    idle.idle.emit()
    arguments = wait_locked(journey, made)
    assert "locked after 5 minutes without use at" in arguments[-1]
    assert not journey.program.idle._timer.isActive(), "nothing is counted while it is locked"


def test_the_clipboard_goes_with_the_lock(
    begin: Begin, made: MadeLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _self: True)  # unknown off screen
    journey = at_work(begin, made)
    journey.keys.press("Ctrl+A")
    journey.keys.press("Ctrl+C")
    assert QGuiApplication.clipboard().text() == "Half a sentence that"
    journey.keys.press("Ctrl+L")
    assert QGuiApplication.clipboard().text() == ""
    wait_locked(journey, made)


def test_what_another_program_put_on_the_clipboard_stays(
    begin: Begin, made: MadeLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _self: False)
    journey = at_work(begin, made)
    QGuiApplication.clipboard().setText("a shopping list")
    journey.keys.press("Ctrl+L")
    wait_locked(journey, made)
    assert QGuiApplication.clipboard().text() == "a shopping list"
    QGuiApplication.clipboard().clear()


def test_another_display_draws_the_curtain_and_says_why(
    begin: Begin, made: MadeLog, qapp: QApplication
) -> None:
    journey = at_work(begin, made)
    qapp.screenAdded.emit(qapp.primaryScreen())
    assert drawn(journey)
    assert journey.sees("Another display was connected. What is here may be seen on it.")
    journey.keys.press("Escape")
    assert not drawn(journey)
    assert journey.program.workplace is not None


def test_quitting_keeps_what_is_typed_and_starts_nothing_again(begin: Begin, made: MadeLog) -> None:
    journey = at_work(begin, made)
    left: list[str] = []
    journey.program._leave = lambda: left.append("left")  # type: ignore[method-assign]
    assert not journey.program.window.close(), "the cross asks first"
    until(lambda: bool(left), "left")
    assert journey.starts == []
    InstanceLock(made.folder / "vault.lock").release()
    journey.program.workplace = None


def test_a_computer_that_sleeps_while_it_quits_does_not_start_it_again(begin: Begin, made: MadeLog) -> None:
    journey = at_work(begin, made)
    left: list[str] = []
    journey.program._leave = lambda: left.append("left")  # type: ignore[method-assign]
    journey.program.quit()
    journey.program._session_events.happened.emit(SessionEvent.SLEEP)
    until(lambda: bool(left), "left")
    assert journey.starts == []
    journey.program.workplace = None


def test_a_log_whose_last_event_cannot_be_written_is_closed_all_the_same(
    begin: Begin, made: MadeLog, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    journey = at_work(begin, made)

    def full(_vault: OpenVault) -> None:
        raise KnownProblem("The disk is full.", "Make room.")

    monkeypatch.setattr(OpenVault, "remember_heads", full)
    journey.keys.press("Ctrl+L")
    wait_locked(journey, made)
    assert "the log was closed, but not every closing event could be written" in capsys.readouterr().err
    monkeypatch.undo()


def test_a_lock_does_not_wait_for_a_picture_that_is_being_read(
    begin: Begin, made: MadeLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process apart is ended before the vault's thread comes to the lock."""
    asked, stopped = threading.Event(), threading.Event()

    def slow(session: Session, way: GiveWay) -> Changes:
        def read() -> None:
            asked.set()
            with pytest.raises(ProcessStopped):
                session.looking_in.read_picture(b"x", "image/png")
            stopped.set()

        way.aside(read)
        return Changes()

    journey = at_work(begin, made)
    monkeypatch.setattr(machine_reading, "read_pictures", slow)
    monkeypatch.setattr(limited_process, "program_arguments", lambda: ["-c", "import time; time.sleep(120)"])
    workplace = journey.program.workplace
    assert workplace is not None
    workplace._pictures.begin()
    until(asked.is_set, "a picture is being read")
    journey.keys.press("Ctrl+L")
    wait_locked(journey, made)  # which has less patience than the process would take
    assert stopped.is_set()
    monkeypatch.undo()


def test_a_fault_in_closing_locks_all_the_same(
    begin: Begin, made: MadeLog, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    journey = at_work(begin, made)

    def broken(session: Session, *, idle: bool = False) -> None:
        session.vault.abandon()
        raise RuntimeError("Half a sentence that")

    with monkeypatch.context() as patched:
        patched.setattr(opening, "lock", broken)
        journey.keys.press("Ctrl+L")
        wait_locked(journey, made)
    said = capsys.readouterr().err
    assert "RuntimeError at" in said
    assert "Half a sentence" not in said
    see_the_draft(journey)


def test_a_note_that_cannot_be_kept_is_tried_again_before_it_locks(
    begin: Begin, made: MadeLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    journey = begin(made)
    unlock(journey)
    write_concern(
        journey,
        "He messages Ella late at night.",
        kind=("Staff-pupil contact",),
        told_by=Named("Ella Tan"),
        told="today 0730",
        happened="yest 9pm",
        people=(Named("Mr Owen Tarn", "Adult of concern"),),
    )
    file_concern(journey)
    journey.keys.press("Ctrl+M")
    journey.wait_focus("What was said or done")
    journey.keys.type("Half a sentence that")
    tried: list[int] = []
    real = entry_drafts.save

    def full(*arguments: object) -> None:
        tried.append(1)
        if len(tried) < 3:
            raise KnownProblem("The disk is full. Nothing was kept.", "Make room.")
        real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(entry_drafts, "save", full)
    assert journey.program.workplace is not None
    journey.program.workplace._try_again.setInterval(50)
    journey.keys.press("Ctrl+L")
    wait_locked(journey, made)
    assert len(tried) == 3
    unlock(journey)
    assert journey.sees("Half a sentence that")


def the_declaration(journey: Journey) -> DeclarationFormPage:
    """The form of a new declaration, opened from the menu."""
    assert journey.program.workplace is not None
    journey.program.window.command_requested.emit("new_declaration")
    journey.wait_focus("Adult who declares")
    forms = journey.program.workplace.declarations.forms
    assert forms is not None
    return forms.form


def test_nobody_there_locks_and_a_half_typed_declaration_is_there_again(begin: Begin, made: MadeLog) -> None:
    journey = begin(made)
    unlock(journey)
    journey.settle()
    the_declaration(journey).nature.setFocus()
    journey.keys.type("Half a sentence that")
    journey.program.idle.idle.emit()
    arguments = wait_locked(journey, made)
    assert "locked after 5 minutes without use at" in arguments[-1]
    see_the_draft(journey)
    form = the_declaration(journey)
    journey.wait_for("What you typed before is back")
    assert form.nature.text() == "Half a sentence that"


def test_today_goes_on_with_a_person_that_was_half_typed(begin: Begin, made: MadeLog) -> None:
    journey = begin(made)
    unlock(journey)
    journey.settle()
    assert journey.program.workplace is not None
    people = journey.program.workplace.people
    journey.program.window.show_page(PageKey.PEOPLE)
    people.begin_adding()
    journey.wait_focus("Name")
    journey.keys.type("Half a sentence that")
    journey.program.lock_by_hand()
    wait_locked(journey, made)
    see_the_draft(journey)
    workplace = journey.program.workplace
    assert workplace is not None
    assert journey.sees("New person, not entered yet")
    rows = workplace.today.page.findChildren(TaskRow)
    next(row for row in rows if row.button.text() == "Continue").button.click()
    journey.wait_for("What you typed before is back")
    assert workplace.people.forms.form is not None
    assert workplace.people.forms.form.name.text() == "Half a sentence that"
    assert journey.program.window.current_key is PageKey.PEOPLE


def test_a_contact_check_that_was_half_typed_is_there_again(begin: Begin, made: MadeLog) -> None:
    journey = begin(made)
    unlock(journey)
    journey.keys.press("Ctrl+Shift+N")
    journey.wait_focus("Adult who works here")
    journey.keys.type("Half a sentence that")
    journey.keys.press("Ctrl+L")
    wait_locked(journey, made)
    see_the_draft(journey)
    journey.keys.press("Ctrl+Shift+N")
    journey.wait_for("What you typed before is back")
    assert journey.program.workplace is not None
    question = journey.program.workplace.check.question
    assert question is not None and question.adult.typing() == "Half a sentence that"


def test_a_lock_that_comes_before_today_shows_nothing_of_the_log(
    begin: Begin, made: MadeLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The computer is locked in the moment between the passphrase and Today."""
    shown: list[object] = []
    show, show_work = Workplace.show, MainWindow.show_work

    def show_and_lock(place: Workplace) -> None:
        show(place)
        place.program.lock("locked because the computer was locked or slept")

    def noting(window: MainWindow, *key: PageKey) -> None:
        shown.append(key)
        show_work(window, *key)

    monkeypatch.setattr(Workplace, "show", show_and_lock)
    monkeypatch.setattr(MainWindow, "show_work", noting)
    journey = begin(made)
    journey.wait_focus("Passphrase")
    journey.keys.type(PASSPHRASES["dsl"])
    journey.keys.press("Return")
    until(lambda: bool(journey.starts), "locked")
    journey.wait_focus("Passphrase")
    assert shown == []
