"""What waits to be shared is opened from Today by keyboard, and the sheet that goes with it is there to print."""

from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from safeguard_app.domain.date_words import day_words
from safeguard_app.services import sharing_checks, sharing_printing
from safeguard_app.services.labels import today
from safeguard_app.services.status import StatusMeaning
from safeguard_app.ui.shell.page import PageKey
from safeguard_app.ui.today.today_presenter import TodayPresenter
from safeguard_app.ui.widgets.task_row import TaskRow
from safeguard_app.ui.widgets.text_label import TextLabel
from tests.ui.accessibility import check_page
from tests.ui.clipping import clipped
from tests.ui.keyboard import focused, press
from tests.ui.sharing.shared_record import Sharing


def test_today_opens_what_waits_by_its_row_and_by_its_button(at: Sharing) -> None:
    page = at.prepared()
    place = page.view.reference
    page.urgent_button.click()
    at.settle()
    page.close_button.click()
    at.settle()
    work = at.work
    presenter = TodayPresenter(work.demo.session, work.demo.tasks, work.messages, parent=work.window)
    asked: list[object] = []
    presenter.sharing_requested.connect(asked.append)
    presenter.sharing_requested.connect(at.desk.show)
    presenter.record_requested.connect(asked.append)
    work.show(PageKey.TODAY, presenter)
    at.settle()
    (row,) = [one for one in presenter.page.findChildren(TaskRow) if "Urgent, not gone out yet" in told(one)]
    row.button.setFocus()
    press("Space")
    at.settle()
    assert asked == [place]
    opened = at.page()
    assert opened is not None and opened.view.reference == place and opened.print_button.isEnabled()
    opened.close_button.click()
    at.settle()
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert asked == [place, place]


def test_a_page_of_a_print_that_was_cut_off_says_what_to_do(at: Sharing) -> None:
    page = at.prepared()
    session, place = at.work.demo.session, page.view.reference
    page.urgent_button.click()
    at.settle()

    def cut_off() -> None:
        run = sharing_printing.begin(session, place)
        sharing_printing.going(session, run, 0, 1)

    at.work.demo.wait(cut_off)
    at.desk._show_again(at.view())
    at.settle()
    words = " ".join(one.text() for one in page.findChildren(TextLabel))
    assert "Printing begun, " in words and "look for the pages, and print again" in words
    assert page.print_button.isEnabled() and page.receipt_button.isVisible()
    assert clipped(page) == []


def told(row: TaskRow) -> str:
    """The words of a row."""
    return " ".join(one.text() for one in row.findChildren(TextLabel))


def test_the_sheet_that_goes_with_it_prints_after_a_check_and_after_it_went_out(at: Sharing) -> None:
    page = at.prepared()
    assert not hasattr(page, "sheet_button"), "until it may go the line to sign is the way to it"
    view, demo = page.view, at.work.demo
    checked = partial(
        sharing_checks.check_here, demo.session, view, demo.log.users["head"], demo.log.passphrases["head"]
    )
    demo.wait(checked)
    at.desk._show_again(at.view())
    for _ in ("checked", "gone out"):
        assert not page.view.may_check
        assert clipped(page) == []
        check_page(page)
        page.sheet_button.setFocus()
        assert focused() is page.sheet_button
        press("Space")
        at.settle()
        shown = at.papers.open_sheet
        assert shown is not None and shown.panel.pages == 1 and shown.accessibleName() == "Sharing sheet"
        shown.close_button.click()
        at.settle()
        page.print_button.click()
        at.settle()
        if (asked := at.papers.open_print_sheet) is not None:
            asked.print_button.click()
            at.settle()


def test_printed_is_said_by_its_day_and_is_not_called_done(at: Sharing) -> None:
    page = at.prepared()
    page.urgent_button.click()
    at.settle()
    at.print_out(page)
    status = at.view().status
    day = at.work.demo.wait(partial(today, at.work.demo.session))
    assert (status.meaning, status.words) == (StatusMeaning.NOTE, f"Printed, {day_words(day)}")
    assert any("Printing or saving is not sending." in one.text() for one in page.findChildren(TextLabel))
