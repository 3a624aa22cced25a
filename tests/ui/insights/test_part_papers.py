"""The list for an inspection, asked for by key: part and time chosen, pages requested."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.periods import Period
from safeguard_app.services.paper_views import HandoverBriefPaper, InspectionPaper, MonthlyPaper
from safeguard_app.ui.insights.part_paper_sheet import PartPaperSheet
from tests.ui.accessibility import check_page, small_targets
from tests.ui.insights.conftest import InsightsDesk


@pytest.fixture
def asked(at_insights: InsightsDesk) -> list[object]:
    """Papers that were requested."""
    found: list[object] = []
    at_insights.presenter.papers.paper_requested.connect(lambda _title, job: found.append(job))
    return found


def opened(qtbot: QtBot, at: InsightsDesk) -> PartPaperSheet:
    button = at.presenter.page.inspection_button
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    at.desk.settle()
    sheet = at.presenter.papers.open_sheet
    assert isinstance(sheet, PartPaperSheet)
    return sheet


def test_return_twice_shows_this_school_year(
    qtbot: QtBot, at_insights: InsightsDesk, asked: list[object]
) -> None:
    sheet = opened(qtbot, at_insights)
    assert sheet.focusWidget() is sheet.show_button
    qtbot.keyClick(sheet.show_button, Qt.Key.Key_Return)
    this_year = Period(date(2026, 9, 1), date(2026, 10, 5))
    assert asked == [InspectionPaper(Compartment.DAILY, this_year)]


def test_part_and_time_are_chosen(qtbot: QtBot, at_insights: InsightsDesk, asked: list[object]) -> None:
    sheet = opened(qtbot, at_insights)
    assert sheet.part_box.isVisible() and sheet.period_box is not None
    sheet.part_box.setFocus()
    qtbot.keyClick(sheet.part_box, Qt.Key.Key_Down)
    sheet.period_box.setFocus()
    qtbot.keyClick(sheet.period_box, Qt.Key.Key_Down)
    qtbot.keyClick(sheet.show_button, Qt.Key.Key_Return)
    assert asked == [InspectionPaper(Compartment.ADULTS, Period(date(2025, 9, 1), date(2026, 10, 5)))]


def test_other_days_are_typed_and_checked(
    qtbot: QtBot, at_insights: InsightsDesk, asked: list[object]
) -> None:
    sheet = opened(qtbot, at_insights)
    assert sheet.period_box is not None
    sheet.period_box.setFocus()
    qtbot.keyClick(sheet.period_box, Qt.Key.Key_End)
    assert sheet.days_field.isVisible()
    qtbot.waitUntil(lambda: small_targets(sheet) == [])  # the sheet grows with what comes into it
    check_page(sheet)
    qtbot.keyClick(sheet.show_button, Qt.Key.Key_Return)
    assert asked == [] and sheet.isVisible()
    assert "Type both days" in sheet.days.accessibleDescription()
    sheet.days.set_period(Period(date(2026, 10, 4), date(2026, 10, 1)))
    qtbot.keyClick(sheet.show_button, Qt.Key.Key_Return)
    assert asked == [] and "before the first" in sheet.days.accessibleDescription()
    sheet.days.set_period(Period(date(2026, 10, 1), date(2026, 10, 4)))
    qtbot.keyClick(sheet.show_button, Qt.Key.Key_Return)
    assert asked == [InspectionPaper(Compartment.DAILY, Period(date(2026, 10, 1), date(2026, 10, 4)))]


def test_a_handover_brief_asks_for_the_part_alone(
    qtbot: QtBot, at_insights: InsightsDesk, asked: list[object]
) -> None:
    button = at_insights.presenter.page.handover_button
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    at_insights.desk.settle()
    sheet = at_insights.presenter.papers.open_sheet
    assert sheet is not None and sheet.period_box is None and not sheet.share_button.isVisible()
    check_page(sheet)
    qtbot.keyClick(sheet.part_box, Qt.Key.Key_Down)
    qtbot.keyClick(sheet.show_button, Qt.Key.Key_Return)
    assert asked == [HandoverBriefPaper(Compartment.ADULTS)]


def test_a_summary_of_a_month_asks_for_part_and_month(
    qtbot: QtBot, at_insights: InsightsDesk, asked: list[object]
) -> None:
    button = at_insights.presenter.page.monthly_button
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    at_insights.desk.settle()
    sheet = at_insights.presenter.papers.open_sheet
    assert sheet is not None and sheet.part_box.values() == (Compartment.DAILY, Compartment.ADULTS)
    shared: list[object] = []
    at_insights.presenter.papers.share_requested.connect(lambda _title, job: shared.append(job))
    assert sheet.share_button.isVisible()
    qtbot.keyClick(sheet.share_button, Qt.Key.Key_Return)
    assert shared == [MonthlyPaper(Compartment.DAILY, Period(date(2026, 10, 1), date(2026, 10, 5)))]
    qtbot.keyClick(button, Qt.Key.Key_Return)
    at_insights.desk.settle()
    sheet = at_insights.presenter.papers.open_sheet
    assert sheet is not None
    qtbot.keyClick(sheet.show_button, Qt.Key.Key_Return)
    assert asked == [MonthlyPaper(Compartment.DAILY, Period(date(2026, 10, 1), date(2026, 10, 5)))]
