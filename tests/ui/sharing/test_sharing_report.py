"""A report that names nobody, shared in the window: no audience is asked for, and printing it asks nothing."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.periods import Period
from safeguard_app.services.paper_views import GovernorsPaper, MonthlyPaper, ReportKind
from safeguard_app.ui.paper.paper_desk import RecordPaper
from tests.ui.accessibility import check_page
from tests.ui.clipping import clipped
from tests.ui.sharing.shared_record import Sharing, fill
from tests.ui.sharing.test_in_view import locked, opened

YEAR = Period(date(2026, 9, 1), date(2026, 10, 12))
PAPERS = {
    "governors": RecordPaper("Report to those who govern", GovernorsPaper(ReportKind.ANNUAL, YEAR)),
    "month": RecordPaper("Summary of a month", MonthlyPaper(Compartment.DAILY)),
}


@pytest.mark.parametrize("which", PAPERS)
def test_who_is_named_is_not_asked_of_what_names_nobody(at: Sharing, which: str) -> None:
    at.papers.share(PAPERS[which])
    sheet = opened(at)
    assert [sheet.ticks[one].text() for one in sheet.chosen()] == [PAPERS[which].title]
    assert not sheet.audience.isVisible() and not sheet.subject.isVisible()
    check_page(sheet)
    assert clipped(sheet) == []
    assert len(sheet.ticks) == 1, "no child’s record stands beside it"
    fill(sheet, "Mrs Ada Frost", "Board of governors", "Meeting of the full board")
    QTest.keyClick(sheet.make_button, Qt.Key.Key_Space)
    at.settle()
    assert at.desk.page is not None
    (made,) = at.desk.page.view.papers
    assert (
        made.title.startswith(("Annual safeguarding report", "Summary for"))
        and at.desk.page.view.audience == ""
    )


@pytest.mark.parametrize("which", PAPERS)
def test_it_is_printed_for_the_school_without_a_question_and_shared_from_its_pages(
    at: Sharing, which: str
) -> None:
    at.papers.print(PAPERS[which])
    at.settle()
    assert at.work.messages.open_sheet is None
    sheet = at.papers.open_print_sheet
    assert sheet is not None
    sheet.reject()
    at.papers.preview(PAPERS[which])
    at.settle()
    pages = at.papers.open_sheet
    assert pages is not None and pages.share_button.isVisible()
    QTest.keyClick(pages.share_button, Qt.Key.Key_Return)
    assert opened(at).chosen() != () and at.papers.open_sheet is None


def test_its_draft_is_its_own_and_not_that_of_the_record_it_hangs_on(at: Sharing) -> None:
    at.papers.share(PAPERS["month"])
    sheet = opened(at)
    record = sheet.choices.incident
    sheet.purpose.setText("Meeting of the full board")
    draft = locked(at)
    at.desk.begin(record, "record")
    of_record = opened(at)
    assert of_record.purpose.text() == "" and of_record.chosen() == ("record",)
    of_record.reject()
    at.desk.resume(draft)
    again = opened(at)
    assert again.purpose.text() == "Meeting of the full board"
    assert [again.ticks[one].text() for one in again.chosen()] == ["Summary of a month"]
