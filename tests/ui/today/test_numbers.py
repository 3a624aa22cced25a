"""Every number on Today opens what it counts: as many rows as it says, tile by tile and line by line."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtWidgets import QLabel

from safeguard_app.domain.date_words import count_words
from safeguard_app.domain.head_meetings import AWAITING
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference, new_record_id
from safeguard_app.domain.moments import exactly
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.referral_steps import ReferralStep, StepTaken
from safeguard_app.domain.responses import PlatformReport, ResponseStep, RungKind
from safeguard_app.services import entries, head_meetings, incident_lists, incidents, responses
from safeguard_app.services.bans_list import BanLine, ban_lines
from safeguard_app.services.incident_lists import IncidentFilter
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusLine, StatusMeaning
from safeguard_app.ui.shell.page import PageKey
from safeguard_app.ui.today.bans_part import MOST_NEAR, BansPart
from safeguard_app.ui.today.today_presenter import TodayPresenter
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.task_row import TaskRow
from tests.services.conftest import log_incident
from tests.ui.accessibility import check_page
from tests.ui.conftest import Stage
from tests.ui.demo_fixture import Work, demo, work

__all__ = ["demo", "work"]
ANOTHER_PAGE = {"reviews"}
"""Opens a register, which has a test of its own."""


class Desk:
    """Today of the demo school, and the list asked for last."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.lists: list[IncidentFilter] = []
        self.queues = 0
        session = work.demo.session
        work.demo.wait(partial(_leave_something_of_each, session))
        self.presenter = TodayPresenter(session, work.demo.tasks, work.messages, parent=work.window)
        self.presenter.list_requested.connect(self.lists.append)
        self.presenter.queue_requested.connect(self._queued)
        work.show(PageKey.TODAY, self.presenter)
        work.settle()

    def _queued(self) -> None:
        self.queues += 1

    def rows(self, key: str) -> int:
        """How many rows there are where a tile leads to."""
        page = self.presenter.page
        if key in ("late", "due"):
            return len(page.rows)
        if key == "drafts":
            return len(page._drafts.findChildren(TaskRow))
        if key == "head":
            meeting = self.presenter.meeting
            assert meeting.in_front and not self.queues
            shown = meeting.page.table.model_rows.rowCount()
            meeting.left.emit()
            self.work.settle()
            return shown
        return self.listed()

    def listed(self) -> int:
        """How many incidents the list holds that was asked for last."""
        wanted = self.lists.pop()
        return len(self.work.demo.wait(partial(incident_lists.rows, self.work.demo.session, wanted)))


def _leave_something_of_each(session: Session) -> None:
    """A referral and a report that nobody answered for days, and a form that was begun."""
    days_ago = exactly(session.now() - timedelta(days=9))
    somebody = PersonRef(None, "Rowan Applegarth")
    record = log_incident(session, "CB", (somebody, "target"), happened=days_ago, told=days_ago)
    sent = ReferralStep(new_record_id(), "allegations", StepTaken.SENT, days_ago, how="By their form")
    entries.add_step(session, record, sent)
    report = PlatformReport("facebook", "A post about parking")
    step = ResponseStep("platform_reports", "platform", RungKind.PLATFORM_REPORT, days_ago, "Miss Jo Abbey")
    responses.add_step(session, record, replace(step, platform=report))
    incidents.save_draft(session, replace(incidents.new_form(session), account="Half a sentence"))


@pytest.fixture
def desk(work: Work) -> Desk:
    return Desk(work)


def test_every_tile_opens_as_many_rows_as_it_counts(desk: Desk) -> None:
    seen = {}
    counts = [button.count for button in desk.presenter.page.counts.buttons()]
    for count in counts:
        if count.key in ANOTHER_PAGE or not count.number:
            continue
        # found again: back from the meeting the day is read again
        next(one for one in desk.presenter.page.counts.buttons() if one.count.key == count.key).click()
        desk.work.settle()
        seen[count.key] = (count.number, desk.rows(count.key))
    assert {key for key, (count, rows) in seen.items() if count != rows} == set(), seen
    assert {"late", "due", "open", "chases", "platforms", "head", "drafts"} <= set(seen)


def test_what_is_with_the_headteacher_is_all_that_waits_for_them_and_the_rest_is_a_key_away(
    desk: Desk,
) -> None:
    session = desk.work.demo.session
    lines = desk.work.demo.wait(partial(head_meetings.meeting, session)).lines
    waiting = {line.item.key for line in lines if line.item.tile in AWAITING}
    tile = next(one for one in desk.presenter.page.counts.buttons() if one.count.key == "head")
    assert tile.count.number == len(waiting) and tile.accessibleName() == tile.text()
    assert len({tile for tile, _ in waiting}) > 1, "not the declarations alone"
    tile.click()
    desk.work.settle()
    page = desk.presenter.meeting.page
    assert {line.item.key for line in page.lines} == waiting
    assert page.all_button.isVisible() is (len(lines) > len(waiting))
    assert f"wait for the Headteacher. {len(lines) - len(waiting)} more" in page.counts.text()
    check_page(page)
    page.all_button.click()
    desk.work.settle()
    assert page.shown is not None and page.lines == page.shown.lines and not page.all_button.isVisible()
    assert page.table.model_rows.rowCount() == len(lines)


def test_every_age_opens_as_many_records_as_its_bar_counts(desk: Desk) -> None:
    page = desk.presenter.page
    ages = [one for one in page.by_age.bars.buttons if one.isEnabled()]
    counted = 0
    for button in ages:
        number = int(button.accessibleName().rpartition(": ")[2])
        button.click()
        assert desk.listed() == number
        counted += number
    tiles = {one.count.key: one.count.number for one in page.counts.buttons()}
    assert counted == tiles["open"] and ages


def test_what_is_narrowed_is_shown_whole_again_and_stays_narrowed_when_it_is_read_again(desk: Desk) -> None:
    page = desk.presenter.page
    whole = len(page.rows)
    tiles = {one.count.key: one for one in page.counts.buttons()}
    tiles["late"].click()
    desk.work.settle()
    late = tiles["late"].count.number
    assert len(page.rows) == late < whole and page.all_button.isVisible()
    desk.presenter.refresh_day()
    desk.work.settle()
    assert len(page.rows) == late
    page.all_button.click()
    desk.work.settle()
    assert len(page.rows) == whole and not page.all_button.isVisible()


def test_the_bans_in_force_are_listed_and_each_opens_its_record(desk: Desk) -> None:
    session = desk.work.demo.session
    bans = desk.work.demo.wait(partial(ban_lines, session))
    opened: list[object] = []
    desk.presenter.record_requested.connect(opened.append)
    page = desk.presenter.page
    assert page.bans.isVisible() is bool(bans)
    page.bans.list_button.click()
    desk.work.settle()
    sheet = desk.presenter.bans_sheet
    assert sheet is not None and len(sheet.open_buttons) == len(bans)
    assert page.bans.list_button.text() == count_words(len(bans), "ban") + " in force"
    check_page(sheet)
    if bans:
        sheet.open_buttons[0].click()
        desk.work.settle()
        assert opened == [bans[0].incident]


def test_of_many_bans_the_first_few_that_are_near_stand_beside_today(stage: Stage) -> None:
    status = StatusLine(StatusMeaning.DUE, "Ends Fri 16 Oct 2026")
    record = Reference(Compartment.DAILY, RecordId("a" * 32))
    bans = [BanLine(record, "2026-0001", f"Person {n}", "", status, near=n < 7) for n in range(9)]
    part = BansPart()
    stage.show(part)
    part.show_bans(bans)
    said = [label.text() for label in part.findChildren(QLabel)]
    assert said[-1] == "2 more to look at soon" and part.list_button.text() == "9 bans in force"
    links = [one.text() for one in part.findChildren(Button) if one is not part.list_button]
    assert links == [f"Person {n}" for n in range(MOST_NEAR)]
    before = list(part.lines)
    part.show_bans(bans)
    assert part.lines == before, "what is said already is not made anew"
