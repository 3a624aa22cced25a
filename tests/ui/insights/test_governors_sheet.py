"""The report to those who govern, asked for by key: what is proposed, what is typed, and that none of it is lost."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QRadioButton
from pytestqt.qtbot import QtBot

from safeguard_app.domain.periods import Period
from safeguard_app.services import paper, today
from safeguard_app.services.paper_views import GovernorsPaper, ReportKind
from safeguard_app.ui.insights.governors_sheet import GovernorsSheet
from tests.ui.accessibility import check_page
from tests.ui.insights.conftest import InsightsDesk

YEAR = Period(date(2026, 9, 1), date(2026, 10, 5))


@pytest.fixture
def asked(at_insights: InsightsDesk) -> list[object]:
    """Papers that were requested."""
    found: list[object] = []
    at_insights.presenter.papers.paper_requested.connect(lambda _title, job: found.append(job))
    return found


def opened(qtbot: QtBot, at: InsightsDesk) -> GovernorsSheet:
    button = at.presenter.page.governors_button
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    at.desk.settle()
    sheet = at.presenter.papers.open_report
    assert isinstance(sheet, GovernorsSheet)
    return sheet


def test_return_twice_makes_the_annual_report_of_this_year(
    qtbot: QtBot, at_insights: InsightsDesk, asked: list[object]
) -> None:
    sheet = opened(qtbot, at_insights)
    check_page(sheet)
    assert sheet.focusWidget() is sheet.show_button
    qtbot.keyClick(sheet.show_button, Qt.Key.Key_Return)
    (job,) = asked
    assert isinstance(job, GovernorsPaper)
    assert (job.kind, job.period, job.adults, job.to_five) == (ReportKind.ANNUAL, YEAR, False, False)


def test_it_is_shared_from_its_sheet_by_one_key(
    qtbot: QtBot, at_insights: InsightsDesk, asked: list[object]
) -> None:
    shared: list[tuple[str, object]] = []
    at_insights.presenter.papers.share_requested.connect(lambda title, job: shared.append((title, job)))
    sheet = opened(qtbot, at_insights)
    sheet.kind.set_value(ReportKind.TERMLY)
    qtbot.keyClick(sheet.share_button, Qt.Key.Key_Return)
    ((title, job),) = shared
    assert title == "Report to those who govern" and asked == [] and not sheet.isVisible()
    assert isinstance(job, GovernorsPaper) and (job.kind, job.period) == (ReportKind.TERMLY, YEAR)


def test_what_is_typed_stays_for_the_next_report(
    qtbot: QtBot, at_insights: InsightsDesk, asked: list[object]
) -> None:
    sheet = opened(qtbot, at_insights)
    sheet.voice.set_text("They want to be heard.")
    sheet.recruitment.set_text("The record of checks was looked at.")
    sheet.offices["governor"].setText("Ms Ada Frost")
    sheet.adults.setChecked(True)
    qtbot.keyClick(sheet.show_button, Qt.Key.Key_Return)
    at_insights.desk.settle()
    (job,) = asked
    assert isinstance(job, GovernorsPaper)
    assert job.adults and job.typed.voice == "They want to be heard."
    assert job.typed.recruitment == "The record of checks was looked at."
    assert dict(job.typed.offices)["governor"] == "Ms Ada Frost"
    drafts = at_insights.desk.wait(lambda: today.today(at_insights.session)).drafts
    assert not [one for one in drafts if "govern" in one.kind], (
        "it is never finished, so Today does not ask for it"
    )
    again = opened(qtbot, at_insights)
    at_insights.desk.settle()
    assert again.voice.text() == "They want to be heard."
    assert again.offices["governor"].text() == "Ms Ada Frost"


def test_other_days_are_asked_for_beside_the_field(
    qtbot: QtBot, at_insights: InsightsDesk, asked: list[object]
) -> None:
    sheet = opened(qtbot, at_insights)
    qtbot.keyClick(sheet.period_box, Qt.Key.Key_End)
    qtbot.keyClick(sheet.show_button, Qt.Key.Key_Return)
    assert asked == [] and "Type both days" in sheet.days_field.error
    sheet.days.set_period(Period(date(2026, 10, 4), date(2026, 10, 1)))
    qtbot.keyClick(sheet.show_button, Qt.Key.Key_Return)
    assert asked == [] and "before the first" in sheet.days_field.error
    sheet.days.set_period(Period(date(2026, 10, 1), date(2026, 10, 4)))
    qtbot.keyClick(sheet.show_button, Qt.Key.Key_Return)
    (job,) = asked
    assert isinstance(job, GovernorsPaper) and job.period == Period(date(2026, 10, 1), date(2026, 10, 4))


def test_the_termly_report_is_offered_terms(
    qtbot: QtBot, at_insights: InsightsDesk, asked: list[object]
) -> None:
    sheet = opened(qtbot, at_insights)
    annual = sheet.kind.findChildren(QRadioButton)[0]
    annual.setFocus()
    qtbot.keyClick(annual, Qt.Key.Key_Right)
    assert sheet.kind.value() is ReportKind.TERMLY
    assert sheet.period_box.itemText(0) == "Autumn 2026, 1 Sep 2026 to 5 Oct 2026"
    qtbot.keyClick(sheet.period_box, Qt.Key.Key_Down)
    qtbot.keyClick(sheet.show_button, Qt.Key.Key_Return)
    (job,) = asked
    assert isinstance(job, GovernorsPaper)
    assert job.period == Period(date(2026, 4, 1), date(2026, 8, 31)) and not sheet.overlap.isVisible()


def test_an_earlier_report_over_the_same_days_is_named_and_waits_for_a_tick(
    qtbot: QtBot, at_insights: InsightsDesk, asked: list[object]
) -> None:
    at_insights.desk.wait(lambda: paper.issue(at_insights.session, GovernorsPaper(ReportKind.TERMLY, YEAR)))
    sheet = opened(qtbot, at_insights)
    check_page(sheet)
    qtbot.keyClick(sheet.show_button, Qt.Key.Key_Return)
    assert asked == [] and "Tick this" in sheet.despite_field.error
    assert sheet.focusWidget() is sheet.despite
    said = [one.text() for one in sheet.overlap.findChildren(QLabel)]
    assert any("Tue 1 Sep 2026 to Mon 5 Oct 2026, made on Mon 5 Oct 2026" in one for one in said), said
    qtbot.keyClick(sheet.despite, Qt.Key.Key_Space)
    qtbot.keyClick(sheet.show_button, Qt.Key.Key_Return)
    assert len(asked) == 1
