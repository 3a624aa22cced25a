"""The day sheet and dates for a calendar, asked for on Today."""

from pathlib import Path

from safeguard_app.domain.identifiers import Compartment
from safeguard_app.ui.today.calendar_sheet import CalendarSheet
from tests.ui.accessibility import check_page
from tests.ui.today.conftest import TodayDesk


def test_a_calendar_is_asked_about_before_any_place_and_then_saved(
    today_desk: TodayDesk, tmp_path: Path
) -> None:
    page, papers = today_desk.presenter.page, today_desk.presenter.papers
    asked: list[Path] = []
    target = tmp_path / "dates.ics"

    def choose(_over: object, proposed: Path) -> Path:
        asked.append(proposed)
        return target

    papers.choose_place = choose
    today_desk.read()
    page.dates_button.click()
    today_desk.desk.settle()
    sheet = papers.open_sheet
    assert isinstance(sheet, CalendarSheet)
    check_page(sheet)
    assert asked == []
    assert sheet.others_tick.isVisible()
    assert not sheet.wish().others
    sheet.save_button.click()
    today_desk.desk.settle()
    assert asked[0].name == "Due dates.ics"
    assert target.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


def test_a_part_is_chosen_for_the_sheet_where_there_are_several(today_desk: TodayDesk) -> None:
    wanted: list[object] = []
    today_desk.presenter.papers.sheet_requested.connect(wanted.append)
    today_desk.presenter.page.sheet_button.click()
    today_desk.desk.settle()
    today_desk.presenter.papers._part_chosen(Compartment.DAILY.value)
    today_desk.presenter.papers._part_chosen("cancel")
    assert wanted == [Compartment.DAILY]
