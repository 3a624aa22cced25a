"""Several shared documents on their way to a printer that takes one and refuses the next."""

import pytest

from safeguard_app.services import sharing_printing
from safeguard_app.services.session import Changes
from safeguard_app.system.problems import DiskFull
from safeguard_app.ui.desktop.print_problems import PrinterRefused
from safeguard_app.ui.desktop.printing import PrintJob
from safeguard_app.ui.messages import MessageSheet
from safeguard_app.ui.sharing.sharing_page import SharingPage
from tests.ui.accessibility import check_page
from tests.ui.clipping import clipped
from tests.ui.paper.test_paper_desk import Printer
from tests.ui.sharing.shared_record import Sharing


class Choosy(Printer):
    """Refuses the second document, once."""

    refuses_next = True

    def send(self, job: PrintJob) -> None:
        if len(self.jobs) == 1 and self.refuses_next:
            self.refuses_next = False
            raise PrinterRefused
        super().send(job)


def urgent(at: Sharing) -> SharingPage:
    page = at.prepared(2)
    page.urgent_button.click()
    at.settle()
    return page


def sent(at: Sharing, page: SharingPage) -> MessageSheet | None:
    page.print_button.click()
    at.settle()
    assert at.papers.open_print_sheet is not None
    at.papers.open_print_sheet.print_button.click()
    for _ in range(3):
        at.settle()
    return at.work.messages.open_sheet


def test_the_message_and_the_page_say_how_many_were_printed(at: Sharing) -> None:
    printer = at.papers._printing = Choosy("Office")
    page = urgent(at)
    box = sent(at, page)
    assert box is not None and box.message.title == "Not everything was printed"
    assert "The first 1 of 2 was printed." in box.message.sentence
    assert "kept with their record" in box.message.sentence and "print again" in box.message.next_step
    check_page(box)
    assert clipped(box) == []
    assert len(printer.jobs) == 1 and "Printed 1 of 2" in page.view.ways[0]
    box.buttons["again"].click()
    for _ in range(3):
        at.settle()
    assert len(printer.jobs) == 2 and printer.jobs[0].pdf != printer.jobs[1].pdf
    assert len(page.view.ways) == 1 and "1 of 2" not in page.view.ways[0]


def test_what_cannot_be_noted_is_not_sent_and_what_went_before_is_entered(
    at: Sharing, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, real = urgent(at), sharing_printing.going

    def full(session: object, run: object, number: int, *rest: object) -> Changes:
        if number == 1:
            raise DiskFull
        return real(session, run, number, *rest)  # type: ignore[arg-type]  # as given

    monkeypatch.setattr(sharing_printing, "going", full)
    box = sent(at, page)
    assert box is not None and "The first 1 of 2 was printed." in box.message.sentence
    assert len(at.printer.jobs) == 1 and "Printed 1 of 2" in page.view.ways[0]
