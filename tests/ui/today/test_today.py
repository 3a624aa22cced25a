"""Today: what stands there, what its buttons ask for, backup, and what unlock noticed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from safeguard_app.domain.entries import Action, NoteKind, Telling, TellingState, Whom
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.moments import not_known
from safeguard_app.services import entries, incidents
from safeguard_app.services import today as today_service
from safeguard_app.services.due import DueSource
from safeguard_app.services.incident_lists import IncidentFilter, StateFilter
from safeguard_app.services.session import Changes
from safeguard_app.services.status import StatusMeaning
from safeguard_app.services.unlock_notices import notice_lines
from safeguard_app.ui.today.today_page import act_words
from safeguard_app.ui.widgets.task_row import TaskRow
from safeguard_app.vault.open_vault import Notice, UnlockNotice
from tests.services.conftest import adult, log_incident, moment, pupil
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


def test_a_number_opens_the_list_it_counts(qtbot: QtBot, today_desk: TodayDesk) -> None:
    _file(today_desk, told="2026-10-05 09:00")
    today_desk.read()
    late = next(one for one in today_desk.presenter.page.counts.buttons() if one.count.key == "late")
    qtbot.keyClick(late, Qt.Key.Key_Space)
    name, wanted = today_desk.heard[-1]
    assert name == "list" and isinstance(wanted, IncidentFilter)
    assert wanted.meaning is StatusMeaning.LATE and wanted.state is StateFilter.OPEN


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
