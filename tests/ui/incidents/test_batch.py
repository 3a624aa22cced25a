"""A batch in the window: what is in doubt is taken out with advice, a stop keeps the rest, statements and pastes."""

import threading
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QRect, Qt
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.evidence import Way
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.moments import exactly
from safeguard_app.services import evidence, evidence_showing
from safeguard_app.ui.desktop.screen_grab import Grabbed
from safeguard_app.ui.evidence.declaration_sheet import DeclarationSheet, ImageAnswer
from safeguard_app.ui.evidence.stop_advice import StopAdviceSheet
from safeguard_app.ui.incidents.evidence_section import EvidenceSection
from safeguard_app.ui.incidents.intake_panel import MOST_PASTED, IntakePanel
from safeguard_app.ui.incidents.intake_progress import IntakeProgress, Pausing
from safeguard_app.ui.incidents.note_panel import NotePanel
from safeguard_app.ui.shell import commands
from safeguard_app.ui.shell.page import RecordAct
from safeguard_app.ui.tasks import Step
from safeguard_app.vault import reading, sealed_files
from tests.ui.incidents.conftest import IncidentsDesk
from tests.ui.incidents.record_in_view import panel_of, texts, view_of
from tests.ui.incidents.test_evidence import answer, drop, file_dialogs, presenter_of


def _files(folder: Path, count: int) -> list[Path]:
    made = [folder / f"page {number}.txt" for number in range(count)]
    for path in made:
        path.write_text(path.name)
    return made


def _panel(at_desk: IncidentsDesk, paths: list[Path] | None = None) -> IntakePanel:
    at_desk.open(at_desk.file("CB", (at_desk.cast.tyler, "target")))
    presenter_of(at_desk).begin_with(paths or [])
    answer(at_desk, ImageAnswer.NO_SEEN_ALL)
    panel = presenter_of(at_desk).panel
    assert panel is not None
    return panel


Hold = Callable[[IntakePanel, int], threading.Event]


@pytest.fixture
def hold(at_desk: IncidentsDesk) -> Iterator[Hold]:
    """Has somebody press Pause as that piece of a batch is read; set once the thread that reads is about to wait."""
    begun: list[Pausing] = []

    def hold_at(panel: IntakePanel, piece: int) -> threading.Event:
        begin, held = panel.progress.begin, threading.Event()

        def begin_and_pause() -> Pausing:
            pausing, pieces = begin(), count(1)
            wait = pausing.may_go_on
            begun.append(pausing)

            def may_go_on(cancelled: Callable[[], bool]) -> bool:
                if next(pieces) == piece:
                    pausing.pause()
                    held.set()
                return wait(cancelled)

            pausing.may_go_on = may_go_on  # type: ignore[method-assign, assignment]
            return pausing

        panel.progress.begin = begin_and_pause  # type: ignore[method-assign]
        return held

    yield hold_at
    for pausing in begun:
        pausing.stop()  # of a test that failed, too


def test_what_is_in_doubt_is_taken_out_unread_and_the_advice_comes_after_the_rest(
    qtbot: QtBot, at_desk: IncidentsDesk, tmp_path: Path
) -> None:
    paths = _files(tmp_path, 3)
    panel = _panel(at_desk, paths)
    panel.batch.table.selectRow(1)
    paths[1].unlink()
    qtbot.keyClick(panel.batch.table, Qt.Key.Key_N)
    at_desk.settle()
    assert [one.words for one in panel.sources()] == ["page 0.txt", "page 2.txt"]
    panel.save_button.click()
    at_desk.settle()
    view = at_desk.presenter.page.record.view
    assert view is not None and [one.exhibit for one in view.evidence.items] == ["Ex1", "Ex2"]
    assert isinstance(presenter_of(at_desk).sheet, StopAdviceSheet)
    daily = at_desk.session.vault.daily
    refused = at_desk.desk.wait(lambda: reading.events_of_kind(daily.connection, EventKind.INTAKE_REFUSED))
    assert [dict(event.facts) for event in refused] == [{"answer": "yes_or_possibly"}]


def test_a_file_is_left_out_by_the_keyboard(qtbot: QtBot, at_desk: IncidentsDesk, tmp_path: Path) -> None:
    panel = _panel(at_desk, _files(tmp_path, 2))
    panel.batch.table.selectRow(0)
    qtbot.keyClick(panel.batch.table, Qt.Key.Key_Delete)
    assert [one.words for one in panel.sources()] == ["page 1.txt"]
    assert "covers this" in panel.batch.says.text()


def test_the_buttons_of_a_line_take_it_out_and_what_is_in_doubt_does_not_come_back(
    at_desk: IncidentsDesk, tmp_path: Path
) -> None:
    paths = _files(tmp_path, 3)
    panel, presenter = _panel(at_desk, paths), presenter_of(at_desk)
    panel.batch.table.selectRow(0)
    panel.batch.out_button.click()
    panel.batch.table.selectRow(0)
    panel.batch.doubt_button.click()
    at_desk.settle()
    assert [one.words for one in panel.sources()] == ["page 2.txt"]
    assert at_desk.window.said[-1].startswith("Taken out, unread.") and presenter_of(at_desk).sheet is None
    panel.add_paths(paths, Way.FILE)
    assert [one.words for one in panel.sources()] == ["page 2.txt", "page 0.txt"], (
        "only left out, it may come back"
    )
    said = texts(panel.errors)
    assert "Not added: page 1.txt." in said and "answer the question anew" in said
    panel.away_button.click()
    seen = presenter.sheet
    assert isinstance(seen, StopAdviceSheet) and presenter_of(at_desk).panel is None
    seen.close_button.click()

    presenter.begin_with(paths[1:2])
    answer(at_desk, ImageAnswer.NO_SEEN_ALL)
    again = presenter.panel
    assert again is not None and len(again.sources()) == 1, "under an answer of its own"
    again.batch.doubt_button.click()
    at_desk.settle()
    assert presenter.panel is None and isinstance(presenter.sheet, StopAdviceSheet), (
        "nothing is left to wait for"
    )


def test_a_stopped_batch_keeps_the_rest_listed_and_goes_on_without_another_question(
    qtbot: QtBot, at_desk: IncidentsDesk, tmp_path: Path
) -> None:
    panel = _panel(at_desk, _files(tmp_path, 4))
    presenter = presenter_of(at_desk)
    begin = panel.progress.begin

    def stop_after_two() -> Pausing:
        pausing = begin()
        pieces = iter((True, True))
        pausing.may_go_on = lambda _cancelled: next(pieces, False)  # type: ignore[method-assign, assignment, misc]
        return pausing

    panel.progress.begin = stop_after_two  # type: ignore[method-assign]
    panel.save_button.click()
    at_desk.settle()
    assert len(panel.sources()) in (2, 3) and panel.save_button.isEnabled()
    left = len(panel.sources())
    assert f"{left} files still to go" in panel.batch.says.text()
    panel.progress.begin = begin  # type: ignore[method-assign]
    more = tmp_path / "more.txt"
    more.write_text("of another batch")
    panel.add_paths([more], Way.FILE)
    panel.save_button.click()
    question = presenter.question.sheet
    assert isinstance(question, DeclarationSheet) and question.isVisible(), (
        "what was not in it is asked about"
    )
    question.reject()
    panel.batch.table.selectRow(left)
    panel.batch.out_button.click()
    panel.save_button.click()
    at_desk.settle()
    assert presenter.panel is None
    view = at_desk.presenter.page.record.view
    assert view is not None and len(view.evidence.items) == 4


def test_a_statement_typed_here_is_sealed_as_text(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    panel = _panel(at_desk)
    panel.type_statement()
    sheet = panel.statement_sheet
    assert sheet is not None
    sheet.add_button.click()
    assert sheet.isVisible() and sheet.whose_field.error and sheet.words_field.error
    qtbot.keyClicks(sheet.whose, "Mia R")
    qtbot.keyClicks(sheet.words, "He said it was our secret.")
    sheet.add_button.click()
    panel.save_button.click()
    at_desk.settle()
    view = at_desk.presenter.page.record.view
    assert view is not None
    (shown,) = view.evidence.items
    stored = at_desk.desk.wait(lambda: evidence_showing.stored_item(at_desk.session, shown.item))
    assert stored.content.way is Way.TYPED and stored.content.stored.media_type == "text/plain"
    kept = at_desk.desk.wait(lambda: evidence_showing.sealed_content(at_desk.session, stored))
    assert kept.decode().splitlines() == [
        "Statement of: Mia R",
        "Typed by: Miss Jo Abbey",
        "",
        "He said it was our secret.",
    ]


def test_paste_statement_and_capture_have_keys_of_their_own_and_the_question_comes_first(
    qtbot: QtBot, at_desk: IncidentsDesk
) -> None:
    at_desk.open(at_desk.file("CB", (at_desk.cast.tyler, "target")))
    presenter, act = presenter_of(at_desk), at_desk.presenter.do
    QGuiApplication.clipboard().setText("you are nothing")
    act(RecordAct.PASTE)
    assert presenter.panel is None and file_dialogs() == []
    answer(at_desk, ImageAnswer.NO_SEEN_ALL)
    panel = presenter_of(at_desk).panel
    assert panel is not None and [one.words for one in panel.sources()] == ["pasted text 1.txt"]
    keys = {spec.key: spec.shortcut for spec in commands._RECORD}
    shown = (panel.paste_button._hint, panel.statement_button._hint, panel.screen_button._hint)
    assert shown == tuple(keys[one] for one in (RecordAct.PASTE, RecordAct.STATEMENT, RecordAct.CAPTURE))
    assert panel.what.hasFocus() and file_dialogs() == [], "what it is comes next, and no file dialog"
    act(RecordAct.STATEMENT)
    statement = panel.statement_sheet
    assert statement is not None and statement.isVisible()
    statement.reject()
    image = QImage(8, 6, QImage.Format.Format_RGB32)
    panel.grab_screens = lambda: [Grabbed(image, "HDMI-1", QRect(0, 0, 8, 6))]
    act(RecordAct.CAPTURE)
    assert panel.capture is not None and panel.capture.bar.isVisible()
    panel.capture.end()
    panel.set_busy(True)
    act(RecordAct.PASTE)
    assert len(panel.sources()) == 1, "not while they are being taken in"
    QGuiApplication.clipboard().clear()


def test_text_and_pages_are_pasted_as_what_they_are(at_desk: IncidentsDesk) -> None:
    panel = _panel(at_desk)
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("you are nothing")
    panel.paste()
    page = QMimeData()
    page.setHtml("<p>our <b>secret</b></p>")
    clipboard.setMimeData(page)
    panel.paste()
    assert [one.words for one in panel.sources()] == ["pasted text 1.txt", "pasted page 2.html"]
    assert panel.sources()[0].content == b"you are nothing"
    panel.save_button.click()
    at_desk.settle()
    view = at_desk.presenter.page.record.view
    assert view is not None
    assert [one.type_words for one in view.evidence.items] == ["Text", "Saved web page"]
    clipboard.clear()


def test_a_paste_that_is_too_large_is_refused_in_words_and_nothing_of_it_is_listed(
    at_desk: IncidentsDesk,
) -> None:
    panel, clipboard = _panel(at_desk), QGuiApplication.clipboard()
    clipboard.clear()
    panel.paste_button.click()
    assert "There is nothing to paste." in texts(panel.errors)
    clipboard.setText("a" * (MOST_PASTED + 1))
    panel.paste_button.click()
    assert panel.sources() == () and not panel.save_button.isEnabled()
    assert "larger than 32 MB" in texts(panel.errors)
    clipboard.setText("a" * MOST_PASTED)
    panel.paste_button.click()
    assert len(panel.sources()) == 1 and panel.errors.isHidden()
    clipboard.clear()


def test_progress_says_which_file_how_much_and_that_it_is_paused(qtbot: QtBot) -> None:
    progress = IntakeProgress()
    qtbot.addWidget(progress)
    pausing = progress.begin()
    progress.show_step(Step(3_000_000, 12_000_000, "3 of 12"))
    assert progress.words.text() == "File 3 of 12, 3.0 MB of 12.0 MB" and progress.bar.value() == 250
    progress.pause_button.click()
    assert pausing.paused and progress.pause_button.text() == "Go on"
    progress.show_step(Step(4_000_000, 12_000_000, "4 of 12"))
    assert progress.words.text().startswith("Paused")
    progress.pause_button.click()
    assert pausing.may_go_on()
    progress.pause_button.click()
    progress.stop_button.click()
    assert not pausing.may_go_on(), "a stop ends a pause"


def test_locking_lets_go_of_a_batch_that_is_paused(
    qtbot: QtBot, at_desk: IncidentsDesk, hold: Hold, tmp_path: Path
) -> None:
    others = set(threading.enumerate())
    panel = _panel(at_desk, _files(tmp_path, 3))
    record, held = view_of(at_desk).reference, hold(panel, 4)
    panel.save_button.click()
    qtbot.waitUntil(held.is_set)
    batch = presenter_of(at_desk)._batch
    assert batch is not None and panel.progress.pausing.paused
    under_way = not batch.finished
    presenter_of(at_desk).stop_long_work()
    at_desk.settle()
    assert under_way and batch.finished and panel.progress.pausing.paused, (
        "a lock needs nobody to press Go on"
    )
    session = at_desk.session
    kept = at_desk.desk.wait(lambda: evidence.exhibits_of(session, record))
    on_disk = at_desk.desk.wait(lambda: sealed_files.all_files(session.vault.daily.files))
    assert [one.content.stored.original_name for one in kept] == ["page 0.txt"]
    assert [path.stem for path in on_disk] == [kept[0].content.stored.file], "nothing is half kept"
    begun = set(threading.enumerate()) - others  # other logs of the run have threads of that name too
    beside = [one for one in begun if one.name.startswith("beside")]
    at_desk.desk.put_away()
    assert beside and not any(one.is_alive() for one in beside)


def test_a_batch_goes_on_while_another_record_is_viewed_and_is_found_again(
    qtbot: QtBot, at_desk: IncidentsDesk, hold: Hold, tmp_path: Path
) -> None:
    panel, presenter = _panel(at_desk, _files(tmp_path, 3)), presenter_of(at_desk)
    first = view_of(at_desk).reference
    second = at_desk.file("CB", (at_desk.cast.demi, "target"))

    def go_to(record: Reference) -> None:
        at_desk.presenter.open_record(record)
        qtbot.waitUntil(lambda: view_of(at_desk).reference == record)

    held = hold(panel, 4)
    panel.save_button.click()
    qtbot.waitUntil(held.is_set)
    go_to(second)
    assert panel_of(at_desk) is None and presenter.panel is panel
    drop(at_desk, tmp_path / "page 0.txt")
    for said in ("dropped", "asked for"):
        box = at_desk.window.messages.open_sheet
        assert box is not None and box.message.sentence.startswith("Files are still being taken into"), said
        box.reject()
        presenter.begin()
    box = at_desk.window.messages.open_sheet
    assert box is not None
    box.reject()
    at_desk.presenter.do(RecordAct.NOTE)
    note = panel_of(at_desk)
    assert isinstance(note, NotePanel)
    qtbot.keyClicks(note.text, "Rang home.")
    at_desk.presenter.do(RecordAct.FILE)
    qtbot.waitUntil(lambda: bool(view_of(at_desk).page.notes), timeout=10_000)
    go_to(first)
    assert panel_of(at_desk) is panel and panel.progress.isVisible() and panel.progress.bar.value() > 0
    panel.progress.pausing.go_on()
    at_desk.settle()
    assert presenter_of(at_desk).panel is None and panel_of(at_desk) is None
    assert [one.exhibit for one in view_of(at_desk).evidence.items] == ["Ex1", "Ex2", "Ex3"]


def test_what_could_not_be_taken_in_meanwhile_waits_on_its_own_record(
    qtbot: QtBot, at_desk: IncidentsDesk, tmp_path: Path
) -> None:
    (path,) = _files(tmp_path, 1)
    panel, presenter = _panel(at_desk, [path]), presenter_of(at_desk)
    first = view_of(at_desk).reference
    second = at_desk.file("CB", (at_desk.cast.demi, "target"))
    panel.handle.setText("@truth.in.the.lane")
    gate = threading.Event()
    at_desk.desk.tasks.run(lambda: gate.wait(5), lambda _: None)
    at_desk.presenter.open_record(second)
    panel.save_button.click()
    path.unlink()
    gate.set()
    at_desk.settle()
    box = at_desk.window.messages.open_sheet
    assert box is not None and box.message.sentence.startswith("The file is not there any more.")
    box.reject()
    assert view_of(at_desk).reference == second and panel_of(at_desk) is None
    presenter.begin()
    box = at_desk.window.messages.open_sheet
    assert box is not None and "wait there" in box.message.sentence, "they are not taken in here"
    box.reject()
    at_desk.open(first)
    assert panel_of(at_desk) is panel and panel.errors.isVisible()
    assert panel.handle.text() == "@truth.in.the.lane" and panel.save_button.isEnabled()
    at_desk.open(second)
    assert presenter_of(at_desk).panel is None, "now it was seen, and is let go of like any other"


def test_what_the_program_captures_has_its_own_instant_and_says_how(
    qtbot: QtBot, at_desk: IncidentsDesk
) -> None:
    panel = _panel(at_desk)
    image = QImage(8, 6, QImage.Format.Format_RGB32)
    image.fill(0)
    panel.grab_screens = lambda: [Grabbed(image, "HDMI-1", QRect(0, 0, 8, 6))]
    panel.capture_screen()
    capture = panel.capture
    assert capture is not None
    capture._wait.setInterval(0)
    qtbot.keyClick(capture.bar, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(capture.frozen))
    qtbot.keyClick(capture.frozen[0], Qt.Key.Key_A)
    qtbot.keyClick(capture.bar, Qt.Key.Key_Escape)
    panel.save_button.click()
    at_desk.settle()
    view = at_desk.presenter.page.record.view
    assert view is not None
    (shown,) = view.evidence.items
    stored = at_desk.desk.wait(lambda: evidence_showing.stored_item(at_desk.session, shown.item)).content
    assert stored.way is Way.CAPTURE and stored.stored.media_type == "image/png"
    assert stored.facts.captured_at == exactly(at_desk.session.now())
    assert "Monitor HDMI-1, all of it, 8 × 6." in stored.facts.note


def test_of_many_exhibits_the_first_and_the_last_are_shown_and_more_when_asked(
    qtbot: QtBot, at_desk: IncidentsDesk, tmp_path: Path
) -> None:
    panel = _panel(at_desk, _files(tmp_path, 45))
    panel.save_button.click()
    at_desk.settle()
    section = at_desk.presenter.page.record.findChildren(EvidenceSection)[-1]
    assert len(section.rows) == 20 and section.rows[-1].accessibleName().startswith("Ex45")
    assert section.more_button.text() == "Show 20 more, Ex16 to Ex40"
    section.more_button.click()
    assert len(section.rows) == 40 and section.more_button.text() == "Show the other 5, Ex36 to Ex40"
    section.more_button.click()
    assert len(section.rows) == 45 and section.more_button.isHidden()
