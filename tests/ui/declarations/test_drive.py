"""A declaration drive by keyboard: begun, a slip found by its code, nothing to declare, and what is declared."""

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from safeguard_app.domain.declaration_drives import ReturnKind
from safeguard_app.domain.people import AdultType
from safeguard_app.services import drive_pages
from safeguard_app.services.drive_views import DrivePage, DriveRow
from safeguard_app.services.paper_views import DrivePaper, DriveSheet
from safeguard_app.ui.evidence.declaration_sheet import ImageAnswer
from safeguard_app.ui.people.reason_sheet import ReasonSheet
from safeguard_app.ui.theme.theme import Theme
from safeguard_app.ui.widgets.button import Button
from tests.services.conftest import adult
from tests.ui.accessibility import check_page
from tests.ui.clipping import clipped, cut_off
from tests.ui.conftest import Stage
from tests.ui.declarations.opened import Opened
from tests.ui.demo_log import OpenDemo
from tests.ui.keyboard import focused, press, write


@pytest.fixture
def opened(demo: OpenDemo, stage: Stage) -> Opened:
    made = Opened(demo, stage)
    made.presenter.register.drive_button.setFocus()
    press("Enter")
    made.settle()
    assert focused() is made.presenter.drive.page.title
    press("Enter")
    made.settle()
    return made


def page_of(opened: Opened) -> DrivePage:
    found = opened.demo.wait(partial(drive_pages.view, opened.demo.session)).page
    assert found is not None
    return found


def row_of(opened: Opened, code: str) -> DriveRow:
    return next(row for row in page_of(opened).rows if row.code == code)


def test_a_slip_is_found_by_its_code_and_entered_with_enter(opened: Opened) -> None:
    drive = opened.presenter.drive
    first = page_of(opened).rows[0]
    assert focused() is drive.page.code
    write(first.printed.lower())
    press("Enter")
    opened.settle()
    assert focused() is drive.panel.nil_button
    press("Enter")
    opened.settle()
    assert row_of(opened, first.code).kind is ReturnKind.NIL
    assert focused() is drive.page.code and drive.page.code.text() == ""
    assert drive.page.counts.text() == page_of(opened).counts
    assert "1 had nothing to declare" in page_of(opened).counts


def test_the_one_key_works_from_the_list_too(opened: Opened) -> None:
    drive = opened.presenter.drive
    first = page_of(opened).rows[0]
    drive.page.choose(first.code)
    drive.page.table.setFocus()
    press("Ctrl+Enter")
    opened.settle()
    assert row_of(opened, first.code).kind is ReturnKind.NIL


def test_a_mistyped_code_is_said_beside_it_and_stays(opened: Opened) -> None:
    drive = opened.presenter.drive
    write("K7M-4P3")
    press("Enter")
    opened.settle()
    assert drive.page.code_field.error
    assert drive.page.code.text() == "K7M-4P3" and focused() is drive.page.code


def test_a_day_that_is_not_understood_enters_nothing(opened: Opened) -> None:
    drive = opened.presenter.drive
    first = page_of(opened).rows[0]
    drive.page.choose(first.code)
    drive.panel.day.setFocus()
    press("Ctrl+A")
    write("soon")
    press("Ctrl+Enter")
    opened.settle()
    assert drive.panel.day_field.error
    assert row_of(opened, first.code).waits


def test_one_who_declares_gets_the_form_filled_in_and_is_linked(opened: Opened) -> None:
    demo, drive = opened.demo, opened.presenter.drive
    adult = demo.person("merrin")
    first = next(row for row in page_of(opened).rows if row.adult.reference == adult.reference)
    drive.page.choose(first.code)
    drive.panel.declares_button.click()
    opened.settle()
    form = opened.form
    assert opened.shows(form)
    assert [one.name for one in form.adult.people()] == [first.name]
    row = form.pupils.rows()[0]
    row.set_pupil(demo.person("leon"))
    row.relation.setFocus()
    press("C", "o", "u")
    form.declared.at.setFocus()
    write("today 0830")
    press("Ctrl+Enter")
    opened.settle()
    found = row_of(opened, first.code)
    assert found.kind is ReturnKind.DECLARED
    assert any(line.linked for line in found.declared)
    assert opened.shows(drive.page)


def test_leaving_the_form_leads_back_and_links_nothing(opened: Opened) -> None:
    drive = opened.presenter.drive
    first = page_of(opened).rows[0]
    drive.page.choose(first.code)
    drive.panel.declares_button.click()
    opened.settle()
    assert opened.presenter.forms is not None
    opened.presenter.forms.leave()
    opened.settle()
    assert opened.shows(drive.page) and not drive.declaring
    assert row_of(opened, first.code).waits


def test_a_return_is_taken_back_with_a_reason(opened: Opened) -> None:
    drive = opened.presenter.drive
    first = page_of(opened).rows[0]
    drive.page.choose(first.code)
    press("Ctrl+Enter")
    opened.settle()
    drive.page.choose(first.code)
    drive.panel.back_button.click()
    opened.settle()
    (sheet,) = opened.window.findChildren(ReasonSheet)
    write("It was another slip")
    press("Enter")
    opened.settle()
    del sheet
    assert row_of(opened, first.code).waits


def test_a_scan_goes_with_a_nil_return_after_the_question(
    demo: OpenDemo, stage: Stage, tmp_path: Path
) -> None:
    """Chosen for one, it is let go of where another is in view; sealed, it is seen from the row."""
    scan = tmp_path / "slip.pdf"
    scan.write_bytes(b"%PDF-1.7 a signed slip")
    opened = Opened(demo, stage, scan)
    opened.presenter.open_drive()
    opened.settle()
    press("Enter")
    opened.settle()
    drive, rows = opened.presenter.drive, page_of(opened).rows
    for asked, code in enumerate((rows[0].code, rows[1].code), start=1):
        drive.page.choose(code)
        assert drive.panel.sheet.sheet is None
        drive.panel.sheet.add_button.click()
        sheet = opened.presenter.intake.open_sheet
        assert sheet is not None and opened.files_asked == asked - 1, "the question comes first"
        sheet.cards[ImageAnswer.NO_SEEN_ALL].click()
        opened.settle()
        assert opened.files_asked == asked and drive.panel.sheet.sheet is not None
    press("Ctrl+Enter")
    opened.settle()
    assert row_of(opened, rows[0].code).sheet is None
    kept = row_of(opened, rows[1].code)
    assert kept.kind is ReturnKind.NIL and kept.sheet is not None
    assert drive.panel.sheet.sheet is None
    seen: list[object] = []
    opened.presenter.signed_sheet_opened.connect(seen.append)
    drive.page.choose(rows[1].code)
    link = next(one for one in drive.panel.findChildren(Button) if one.text() == "See the scanned slip")
    link.click()
    assert seen == [kept.sheet]


def test_what_is_printed(opened: Opened) -> None:
    drive, asked = opened.presenter.drive, list[DrivePaper]()
    opened.presenter.drive_print_requested.connect(asked.append)
    page = page_of(opened)
    drive.page.slips_button.click()
    drive.page.chase_button.click()
    drive.page.choose(page.rows[1].code)
    drive.panel.slip_button.click()
    assert asked == [
        DrivePaper(page.reference, DriveSheet.SLIPS, tuple(row.code for row in page.rows)),
        DrivePaper(page.reference, DriveSheet.CHASE),
        DrivePaper(page.reference, DriveSheet.SLIPS, (page.rows[1].code,)),
    ]


def test_slips_of_a_group_are_those_in_view(opened: Opened) -> None:
    """One kind of adult; those who came later; nobody who has returned theirs."""
    page, asked = opened.presenter.drive.page, list[DrivePaper]()
    opened.presenter.drive_print_requested.connect(asked.append)
    everybody = page_of(opened).rows
    kinds = sorted({kind for row in everybody for kind in row.types})
    assert len(kinds) > 1
    for kind in kinds:
        page.which.set_value(kind)
        page.which.chosen.emit(kind)
        page.slips_button.click()
        wanted = tuple(row.code for row in everybody if kind in row.types)
        assert asked.pop().codes == wanted == tuple(row.code for row in page.table.model_rows.rows)
        assert page.slips_button.text() == f"Print {len(wanted)} slip{'s' if len(wanted) > 1 else ''}"

    def another() -> None:
        opened.demo.clock.at += timedelta(days=1)
        adult(opened.demo.session, "Ms Ida Quill", "Governor", AdultType.GOVERNOR)

    opened.demo.wait(another)
    page.join_requested.emit()
    opened.settle()
    page.which.set_value("later")
    page.which.chosen.emit("later")
    page.slips_button.click()
    (late,) = [row for row in page_of(opened).rows if row.later]
    assert late.name == "Ms Ida Quill" and asked.pop().codes == (late.code,)
    page.choose(late.code)
    page.panel.day.set_day(opened.demo.clock.at.date())
    press("Ctrl+Enter")
    opened.settle()
    assert "later" not in page.which._values, "nobody of them is left"


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_it_can_be_used_in_a_small_window(opened: Opened, stage: Stage, theme: Theme, scale: float) -> None:
    theme.set_text_scale(scale)
    opened.window.resize(1024, 608)
    stage.settle()
    opened.presenter.drive.page.choose(page_of(opened).rows[0].code)
    opened.settle()
    check_page(opened.presenter.drive.page)
    assert clipped(opened.window) == []
    assert cut_off(opened.window) == []
