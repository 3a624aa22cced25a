"""Two journeys without names, asked for on Insights: proposed, others chosen, typed reasons ticked, pages requested."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from safeguard_app.domain.entries import Outcome
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services import entries
from safeguard_app.services.paper_views import JourneysPaper
from safeguard_app.ui.insights.journeys_sheet import JourneysSheet
from tests.ui.accessibility import check_page
from tests.ui.insights.conftest import InsightsDesk


@pytest.fixture
def asked(at_insights: InsightsDesk) -> list[object]:
    """Papers that were requested."""
    found: list[object] = []
    at_insights.presenter.papers.paper_requested.connect(lambda _title, job: found.append(job))
    return found


def closed(at: InsightsDesk) -> list[Reference]:
    """Two records that were closed."""
    found = [at.name("@third.one", hour) for hour in (13, 14)]
    for one in found:
        at.desk.wait(lambda record=one: entries.close(at.session, record, Outcome.RESOLVED, "Ended."))  # type: ignore[misc]
    return found


def opened(qtbot: QtBot, at: InsightsDesk) -> JourneysSheet:
    button = at.presenter.page.journeys_button
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    at.desk.settle()
    sheet = at.presenter.papers.open_journeys
    assert isinstance(sheet, JourneysSheet)
    return sheet


def test_return_twice_shows_the_two_that_are_proposed(
    qtbot: QtBot, at_insights: InsightsDesk, asked: list[object]
) -> None:
    records = closed(at_insights)
    sheet = opened(qtbot, at_insights)
    assert sheet.focusWidget() is sheet.show_button
    check_page(sheet)
    qtbot.keyClick(sheet.show_button, Qt.Key.Key_Return)
    (job,) = asked
    assert isinstance(job, JourneysPaper)
    assert set(job.records) == set(records) and job.with_words == ()


def test_others_are_chosen_and_reasons_ticked_by_keyboard(
    qtbot: QtBot, at_insights: InsightsDesk, asked: list[object]
) -> None:
    closed(at_insights)
    sheet = opened(qtbot, at_insights)
    first, second = sheet.boxes
    second.setFocus()
    qtbot.keyClick(second, Qt.Key.Key_Home)
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Home)
    qtbot.keyClick(sheet.show_button, Qt.Key.Key_Return)
    assert asked == [] and sheet.isVisible()
    assert "same record" in second.accessibleDescription()
    qtbot.keyClick(second, Qt.Key.Key_End)
    sheet.ticks[0].setFocus()
    qtbot.keyClick(sheet.ticks[0], Qt.Key.Key_Space)
    qtbot.keyClick(sheet.show_button, Qt.Key.Key_Return)
    record = first.value()
    assert asked == [JourneysPaper((record,), (record,))]  # type: ignore[arg-type]


def test_where_nothing_was_closed_the_sheet_says_so(
    qtbot: QtBot, at_insights: InsightsDesk, asked: list[object]
) -> None:
    sheet = opened(qtbot, at_insights)
    assert sheet.boxes == []
    assert not sheet.show_button.isEnabled()
    assert sheet.focusWidget() is sheet.cancel_button
    check_page(sheet)
    assert asked == []
