"""Today: what stands there, what its buttons ask for, backup, and what unlock noticed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from safeguard_app.domain.entries import Action, NoteKind, Telling, TellingState, Whom
from safeguard_app.domain.identifiers import Compartment, Reference, new_record_id
from safeguard_app.domain.logbooks import EntryStepKind
from safeguard_app.domain.moments import not_known
from safeguard_app.domain.records import RecordKind
from safeguard_app.services import entries, follow_ups, incidents, logbook_today
from safeguard_app.services import today as today_service
from safeguard_app.services.away import Covering
from safeguard_app.services.due_limits import DueSource
from safeguard_app.services.incident_lists import IncidentFilter, Sort, StateFilter
from safeguard_app.services.session import Changes, Session
from safeguard_app.services.since_unlock import NewLine, SinceUnlock
from safeguard_app.services.status import StatusMeaning
from safeguard_app.services.unlock_notices import notice_lines
from safeguard_app.system.problems import DiskFault
from safeguard_app.ui.today import today_presenter
from safeguard_app.ui.today.today_page import act_words
from safeguard_app.ui.today.today_view import TodayView, gather
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.task_row import TaskRow
from safeguard_app.ui.widgets.text_label import TextLabel
from safeguard_app.vault.open_vault import Notice, UnlockNotice
from tests.services.conftest import adult, log_incident, moment, pupil
from tests.services.logbook_entries import consent, step
from tests.ui.today.conftest import TodayDesk


def _file(at: TodayDesk, category: str = "CB", told: str = "2026-10-12 09:00") -> Reference:
    def file() -> Reference:
        child = pupil(at.session, "Tyler Pike", date(2018, 3, 4))
        if category != "SPC":
            return log_incident(at.session, category, (child, "target"), told=moment(told))
        worker = adult(at.session, "Shona Pike", "Midday supervisor")
        people_in_it = ((worker, "adult_of_concern"), (child, "child_contacted"))
        return log_incident(at.session, category, *people_in_it, told=moment(told))

    return at.desk.wait(file)


def _counts(at: TodayDesk) -> dict[str, int]:
    return {button.count.key: button.count.number for button in at.presenter.page.counts.buttons()}


def _row(at: TodayDesk, words: str) -> TaskRow:
    return next(row for row in at.presenter.page.rows if words in row.accessibleName())


def test_the_first_day_teaches(today_desk: TodayDesk) -> None:
    page = today_desk.presenter.page
    assert page.heading.text() == "Monday 12 October"
    assert page._empty.isVisible() and not page.counts.isVisible()
    page.focus_first()
    assert page.new_button.hasFocus()


def test_what_is_late_stands_first_and_the_numbers_count_the_rows(today_desk: TodayDesk) -> None:
    reference = _file(today_desk, told="2026-10-05 09:00")
    today_desk.desk.wait(
        lambda: entries.add_action(
            today_desk.session, reference, Action("Look in at lunch", "Miss Jo Abbey", date(2026, 10, 12))
        )
    )
    today_desk.read()
    counts = _counts(today_desk)
    assert counts["late"] >= 1 and counts["open"] == 1
    assert counts["late"] + counts["due"] == len(today_desk.presenter.page.rows)
    assert today_desk.presenter.page.rows[0].accessibleName().startswith("Late")
    assert not today_desk.presenter.page._empty.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_each_number_opens_what_it_counts(qtbot: QtBot, today_desk: TodayDesk, key: Qt.Key) -> None:
    reference = _file(today_desk, told="2026-10-05 09:00")
    today_desk.desk.wait(
        lambda: entries.add_action(
            today_desk.session, reference, Action("Look in at lunch", "Miss Jo Abbey", date(2026, 10, 12))
        )
    )
    form = today_desk.desk.wait(
        lambda: replace(incidents.new_form(today_desk.session), account="Tyler came to me")
    )
    today_desk.desk.wait(lambda: incidents.save_draft(today_desk.session, form))
    today_desk.read()
    buttons = {button.count.key: button for button in today_desk.presenter.page.counts.buttons()}
    assert set(buttons) == {"late", "due", "head", "drafts", "open"}
    for name, word in (("late", "Late"), ("due", "Due")):
        if buttons[name].count.number:
            buttons[name].setFocus()
            qtbot.keyClick(buttons[name], key)
            rows = today_desk.presenter.page.rows
            assert len(rows) == buttons[name].count.number and rows[0].button.hasFocus()
            assert all(row.accessibleName().startswith(word) for row in rows)
    qtbot.keyClick(buttons["open"], key)
    wanted = IncidentFilter(StateFilter.OPEN, sort=Sort.NEWEST)
    assert ("list", wanted) in today_desk.heard
    qtbot.keyClick(buttons["head"], key)
    today_desk.desk.settle()
    meeting = today_desk.presenter.meeting
    assert meeting.in_front and len(meeting.page.lines) == buttons["head"].count.number
    meeting.left.emit()
    today_desk.desk.settle()
    buttons = {button.count.key: button for button in today_desk.presenter.page.counts.buttons()}
    qtbot.keyClick(buttons["drafts"], key)
    assert today_desk.presenter.page._drafts.findChildren(TaskRow)[0].button.hasFocus()


def test_the_numbers_are_reached_by_tab(qtbot: QtBot, today_desk: TodayDesk) -> None:
    _file(today_desk, told="2026-10-05 09:00")
    today_desk.read()
    buttons = today_desk.presenter.page.counts.buttons()
    buttons[0].setFocus()
    for button in buttons[1:]:
        window = today_desk.window.focusWidget()
        assert window is not None
        qtbot.keyClick(window, Qt.Key.Key_Tab)
        assert button.hasFocus()


def test_an_action_is_done_from_its_row(qtbot: QtBot, today_desk: TodayDesk) -> None:
    reference = _file(today_desk)
    today_desk.desk.wait(
        lambda: entries.add_action(
            today_desk.session, reference, Action("Look in at lunch", "Miss Jo Abbey", date(2026, 10, 12))
        )
    )
    today_desk.read()
    row = _row(today_desk, "Look in at lunch")
    assert row.button.text() == "Done"
    row.button.setFocus()
    qtbot.keyClick(row.button, Qt.Key.Key_Return)
    name, found, action = today_desk.heard[-1]
    assert (name, found) == ("done", reference) and action


def test_telling_and_first_contact_are_recorded_from_their_rows(today_desk: TodayDesk) -> None:
    reference = _file(today_desk, "SPC", told="2026-10-05 09:00")
    today_desk.read()
    telling = _row(today_desk, "Tell the Headteacher").button
    assert telling.text() == "Record telling"
    telling.click()
    buttons = {row.button.text(): row.button for row in today_desk.presenter.page.rows}
    buttons["Record contact"].click()
    asked = [("telling", reference, Whom.HEAD), ("note", reference, NoteKind.LADO_CONTACT)]
    assert today_desk.heard[-2:] == asked


def test_what_is_held_is_coming_up_and_never_late(today_desk: TodayDesk) -> None:
    reference = _file(today_desk, told="2026-10-05 09:00")
    held = Telling(
        Whom.PARENT,
        "Mrs Dawn Pike",
        TellingState.HELD,
        not_known(),
        advised_by="Ms Hale",
        until=date(2026, 10, 16),
    )
    today_desk.desk.wait(lambda: entries.add_telling(today_desk.session, reference, held))
    today_desk.read()
    page = today_desk.presenter.page
    assert page._coming.isVisible()
    assert not any("Dawn Pike" in row.accessibleName() for row in page.rows)


def test_drafts_are_there_to_go_on_with(qtbot: QtBot, today_desk: TodayDesk) -> None:
    form = today_desk.desk.wait(
        lambda: replace(incidents.new_form(today_desk.session), account="Tyler came to me")
    )
    today_desk.desk.wait(lambda: incidents.save_draft(today_desk.session, form))
    today_desk.read()
    assert _counts(today_desk)["drafts"] == 1
    drafts = next(one for one in today_desk.presenter.page.counts.buttons() if one.count.key == "drafts")
    drafts.click()
    row = today_desk.presenter.page._drafts.findChildren(TaskRow)[0]
    assert row.button.hasFocus(), "the number goes to the first draft"
    qtbot.keyClick(row.button, Qt.Key.Key_Return)
    assert today_desk.heard[-1] == ("draft", form.id)


def test_every_source_of_what_is_due_has_its_words(today_desk: TodayDesk) -> None:
    _file(today_desk, told="2026-10-05 09:00")
    found = today_desk.desk.wait(lambda: today_service.today(today_desk.session))
    item = found.before_home[0]
    assert act_words(replace(item, source=DueSource.REVIEW, whom=None, noted=None)) == "Open"
    assert act_words(replace(item, source=DueSource.ACTION, action="x", whom=None)) == "Done"
    assert act_words(replace(item, source=DueSource.HOLD, whom=Whom.PARENT)) == "Record telling"


def test_a_backup_is_opened_compared_and_says_what_was_copied_sealed(
    qtbot: QtBot, today_of: Callable[[str], TodayDesk]
) -> None:
    at = today_of("deputy")
    _file(at)
    at.read()
    assert at.presenter.page.backup.state.text() == "No backup yet"
    at.presenter.page.backup.button.click()
    at.desk.settle()
    heading, lines = at.presenter.page.backup.report.words()
    assert heading == "Backed up, opened and compared"
    assert "Copied sealed and compared, not opened" in lines, "a deputy opens the daily log alone"
    assert at.asked_for_folder == 1 and any(at.folder.rglob("*"))
    qtbot.waitUntil(lambda: at.presenter.page.backup.state.text().startswith("Opened and compared"))


def test_a_backup_that_fails_is_not_called_one(today_desk: TodayDesk) -> None:
    _file(today_desk)
    today_desk.folder = today_desk.school.folder
    today_desk.read()
    today_desk.presenter.back_up()
    today_desk.desk.settle()
    heading, lines = today_desk.presenter.page.backup.report.words()
    assert heading == "This is not a backup" and lines
    assert today_desk.presenter.page.backup.button.isEnabled()


def test_what_others_wrote_since_is_named_and_opened_by_keyboard(
    qtbot: QtBot, today_of: Callable[[str], TodayDesk]
) -> None:
    at = today_of("deputy")
    part = at.presenter.page.new_to_you
    assert part.accessibleName() == "New to you"
    assert _words(part) == ["New to you", "You are here for the first time."]
    at.desk.sign_in("dsl")
    reference = _file(at)
    session = at.desk.sign_in("deputy")
    at.presenter._session = session
    at.read()
    assert "Since you unlocked on Mon 12 Oct at 15:40." in _words(part)
    names = [button.text() for button in part.findChildren(Button) if button.isVisible()]
    assert names == ["2026-0001", "Tyler Pike"]
    assert "Miss Jo Abbey filed it. Mon 12 Oct, 15:40, Cyberbullying" in _words(part)
    first, second = (button for button in part.findChildren(Button) if button.isVisible())
    assert first.accessibleName().startswith("Open 2026-0001: Miss Jo Abbey filed it")
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Return)
    assert at.heard[-1] == ("record", reference)
    qtbot.keyClick(second, Qt.Key.Key_Space)
    opened = [name for name, *_ in at.heard]
    assert opened[-1] == "person"
    second.setFocus()
    at.read()
    kept = at.window.focusWidget()
    assert isinstance(kept, Button) and kept.text() == "Tyler Pike", "reading again takes nobody's place away"


def test_more_than_stands_there_is_counted_and_leads_to_the_audit(
    qtbot: QtBot, today_of: Callable[[str], TodayDesk]
) -> None:
    at = today_of("deputy")
    line = NewLine(
        Reference(Compartment.DAILY, new_record_id()), RecordKind.DECLARATION, "x" * 60, "Filed", ""
    )
    at.presenter.page.new_to_you.show_news(SinceUnlock("Since then.", (line,), 9))
    opener, more = (one for one in at.presenter.page.new_to_you.findChildren(Button) if one.isVisible())
    assert len(opener.text()) < 40 and "x" * 60 in opener.accessibleName()
    qtbot.keyClick(opener, Qt.Key.Key_Return)
    assert more.text() == "8 records more, in the audit"
    qtbot.keyClick(more, Qt.Key.Key_Return)
    assert at.heard[-2:] == [("declaration", line.reference), ("audit",)]


def _words(part: QWidget) -> list[str]:
    return [label.text() for label in part.findChildren(TextLabel) if label.isVisible()]


def test_an_old_backup_is_late(today_desk: TodayDesk) -> None:
    _file(today_desk)
    today_desk.presenter.back_up()
    today_desk.desk.settle()
    today_desk.school.clock.at += timedelta(days=9)
    today_desk.read()
    assert today_desk.presenter.page.backup.state.text() == "Last backup 9 days ago"


def test_what_unlock_noticed_is_said_with_what_to_do(today_desk: TodayDesk) -> None:
    def notice() -> None:
        today_desk.session.vault.notices.extend(
            (
                UnlockNotice(Notice.FAILED_ATTEMPTS, None, 2),
                UnlockNotice(Notice.CHAIN_BROKEN, Compartment.DAILY, 7),
            )
        )

    today_desk.desk.wait(notice)
    today_desk.read()
    panels = today_desk.presenter.page.notices()
    assert [panel.words()[0] for panel in panels] == [
        "The audit chain of the daily log does not add up",
        "2 wrong passphrases since the last unlock",
    ]
    assert "Write nothing more" in panels[0].words()[1]


def test_every_notice_of_unlock_has_words(today_desk: TodayDesk) -> None:
    def lines() -> list[str]:
        today_desk.session.vault.notices[:] = [
            UnlockNotice(kind, Compartment.ADULTS, 1, "Headteacher") for kind in Notice
        ]
        today_desk.session.vault.older.add(Compartment.ADULTS)
        return [line.code for line in notice_lines(today_desk.session)]

    assert sorted(today_desk.desk.wait(lines)) == sorted(kind.value for kind in Notice)


def test_out_of_sight_nothing_is_read(today_desk: TodayDesk) -> None:
    today_desk.window.hide()
    today_desk.presenter.refresh(Changes())
    assert not today_desk.desk.tasks.busy


def _long_day(at: TodayDesk, count: int) -> TodayView:
    """A day with so many things to do."""
    _file(at, told="2026-10-05 09:00")
    view = at.desk.wait(lambda: gather(at.session))
    one = view.today.before_home[0]
    many = tuple(replace(one, text=f"{one.text} ({number})") for number in range(count))
    coming = (replace(one, meaning=StatusMeaning.NOTE),)
    return replace(view, today=replace(view.today, before_home=many, coming=coming))


def test_the_first_time_only_what_the_window_has_room_for_is_made_before_painting(
    qtbot: QtBot, today_desk: TodayDesk
) -> None:
    page = today_desk.presenter.page
    view = _long_day(today_desk, 60)
    page.show_first(view)
    assert page.window().height() // 55 - 3 <= len(page.rows) < 30
    assert not page._coming.isVisible()
    first = page.rows[0]
    qtbot.waitUntil(lambda: len(page.rows) == 60)
    assert page.rows[0] is first
    assert page._coming.isVisible()


def test_of_a_very_long_day_sixty_things_stand_there_and_the_others_are_asked_for(
    qtbot: QtBot, today_desk: TodayDesk
) -> None:
    page = today_desk.presenter.page
    view = _long_day(today_desk, 130)
    items = view.today.before_home[:20]
    covered = Covering("You cover for somebody", "", items, tuple("Trolling" for _ in items))
    view = replace(view, covering=(covered,))  # so that nothing of the day itself is in sight
    page.show_first(view)
    more = page._tasks.more_button
    qtbot.waitUntil(more.isVisible)
    assert len(page.rows) == 60
    assert more.text() == "Show 60 more"
    assert page._coming.isVisible()
    more.setFocus()
    qtbot.keyClick(more, Qt.Key.Key_Return)
    assert page.rows[60].button.hasFocus()
    qtbot.waitUntil(lambda: len(page.rows) == 120)
    assert more.text() == "Show the other 10"
    qtbot.keyClick(more, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(page.rows) == 130)
    assert not more.isVisible()
    assert [row.task.title for row in page.rows] == [one.text for one in view.today.before_home]


def test_rows_that_wait_for_their_turn_are_not_made_anew(qtbot: QtBot, today_desk: TodayDesk) -> None:
    page = today_desk.presenter.page
    view = _long_day(today_desk, 30)
    page.show_view(view)
    qtbot.waitUntil(lambda: len(page.rows) == 30)
    last = page.rows[-1]
    early = tuple(replace(one, how_late="5 days late") for one in view.today.before_home[:29])
    page.show_view(replace(view, today=replace(view.today, before_home=(*early, view.today.before_home[29]))))
    assert len(page.rows) < 30, "what is new comes in portions"
    qtbot.waitUntil(lambda: len(page.rows) == 30)
    assert page.rows[-1] is last
    assert last.isVisible()


def test_a_row_that_still_says_the_same_is_not_made_anew(today_desk: TodayDesk) -> None:
    page = today_desk.presenter.page
    view = _long_day(today_desk, 4)
    page.show_view(view)
    rows = list(page.rows)
    rows[2].button.setFocus()
    later = replace(view.today.before_home[1], how_late="5 days late")
    items = (later, *view.today.before_home[2:])
    page.show_view(replace(view, today=replace(view.today, before_home=items)))
    assert page.rows[1:] == rows[2:]
    assert page.rows[0] not in rows
    today_desk.desk.settle()
    assert [row.y() for row in page.rows] == sorted(row.y() for row in page.rows)


def _reads(monkeypatch: pytest.MonkeyPatch, *fail: bool) -> list[bool]:
    """Every reading of the day from now on; ``fail`` says of the first ones whether the disk lets them down."""
    read: list[bool] = []

    def reading(session: Session, *, at_first: bool = False) -> TodayView:
        read.append(True)
        if len(read) <= len(fail) and fail[len(read) - 1]:
            raise DiskFault
        return gather(session, at_first=at_first)

    monkeypatch.setattr(today_presenter, "gather", reading)
    return read


def test_what_was_read_before_it_is_shown_is_not_read_again(
    today_desk: TodayDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, shown = _reads(monkeypatch), list[bool]()
    today_desk.presenter.read_first(lambda: shown.append(True))
    today_desk.desk.settle()
    assert shown == [True]
    today_desk.presenter.shown()
    today_desk.desk.settle()
    assert len(read) == 1
    today_desk.presenter.shown()
    today_desk.desk.settle()
    assert len(read) == 2, "from the second time on it is"


def test_what_is_due_in_large_registers_follows_what_is_shown_first(
    qtbot: QtBot, today_desk: TodayDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, presenter = today_desk.session, today_desk.presenter

    def enter() -> None:
        wren = pupil(session, "Wren Maple", date(2018, 5, 1))
        entry = consent(session, wren, "website", asked=date(2025, 9, 8))
        step(session, entry, EntryStepKind.GIVEN, date(2025, 9, 8))

    today_desk.desk.wait(enter)
    assert today_desk.desk.wait(partial(gather, session, at_first=True)).whole, "one entry is read at once"
    monkeypatch.setattr(follow_ups, "_FEW", -1)
    assert not today_desk.desk.wait(partial(gather, session, at_first=True)).whole
    monkeypatch.undo()
    monkeypatch.setattr(logbook_today, "_FEW", 0)
    first = today_desk.desk.wait(partial(gather, session, at_first=True))
    assert (first.whole, first.today.before_home) == (False, ())
    assert first.today.sentence.endswith("The registers are still being read.")
    sentences = list[str]()
    presenter.read.connect(lambda view: sentences.append(view.today.sentence))
    presenter.read_first(lambda: None)
    qtbot.waitUntil(lambda: len(sentences) == 2)
    assert sentences == [first.today.sentence, "One thing is late."]
    assert [row.task.title for row in presenter.page.rows] == ["Ask for consent again"]


@pytest.mark.parametrize("again", [False, True], ids=["once", "twice"])
def test_what_could_not_be_read_is_read_again_and_said_once(
    again: bool, today_desk: TodayDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, said = _reads(monkeypatch, True, again), list[object]()
    presenter = today_desk.presenter
    monkeypatch.setattr(presenter._messages, "show_problem", said.append)
    presenter.read_first(presenter.shown)
    today_desk.desk.settle()
    assert len(read) == 2
    assert len(said) == (1 if again else 0)
