"""A record of the demo that is shared in the window, as the tests of sharing use it."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from safeguard_app.domain.identifiers import Reference
from safeguard_app.services import form_drafts, sharing_pages
from safeguard_app.services.form_drafts import FormName
from safeguard_app.services.sharing_views import SharingView
from safeguard_app.ui.paper.paper_desk import PaperDesk
from safeguard_app.ui.sharing.sharing_desk import SharingDesk
from safeguard_app.ui.sharing.sharing_page import SharingPage
from safeguard_app.ui.sharing.sharing_sheet import SharingSheet
from safeguard_app.ui.shell.page import PageKey, PlainPage
from safeguard_app.ui.widgets.modal_sheet import ModalSheet
from tests.ui.demo_fixture import Work
from tests.ui.paper.test_paper_desk import Printer


def fill(
    sheet: SharingSheet,
    recipient: str = "Ms Priya Sandhu",
    organisation: str = "Eastmarch children’s services",
    purpose: str = "Strategy discussion",
) -> None:
    """What has to be said before documents are made."""
    sheet.recipient.setText(recipient)
    sheet.organisation.setText(organisation)
    sheet.purpose.setText(purpose)
    sheet.basis.set_value("public_task")
    sheet.condition.set_value("safeguarding")


class Sharing:
    """The desk over the window, with a record of the demo."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.printer = Printer("Office")
        work.show(PageKey.TODAY, PlainPage("Today", QWidget()))
        demo = work.demo
        papers = PaperDesk(demo.session, demo.tasks, work.messages, work.window, printing=self.printer)
        self.papers = papers
        self.desk = SharingDesk(demo.session, demo.tasks, work.messages, work.window, papers)
        self.incident: Reference = demo.log.cast.incidents["tomasz_bullied"]
        self.said: list[str] = []
        self.desk.said.connect(self.said.append)

    def settle(self) -> None:
        for _ in range(5):
            self.work.settle()

    def begin(self) -> SharingSheet:
        self.desk.begin(self.incident, "record")
        self.settle()
        assert self.desk.sheet is not None
        return self.desk.sheet

    def prepared(self, documents: int = 1) -> SharingPage:
        """Made and kept, by what a person would type."""
        sheet = self.begin()
        for tick in [one for one in sheet.ticks.values() if not one.isChecked()][: documents - 1]:
            tick.setChecked(True)
        fill(sheet)
        sheet.make_button.click()
        self.settle()
        assert self.desk.page is not None
        return self.desk.page

    def print_out(self, page: SharingPage) -> None:
        """Sent to the printer, with what the sheet of printing proposes."""
        page.print_button.click()
        self.settle()
        assert self.papers.open_print_sheet is not None
        self.papers.open_print_sheet.print_button.click()
        self.settle()

    def sheet(self) -> SharingSheet | None:
        """What asks what goes."""
        return self.desk.sheet

    def page(self) -> SharingPage | None:
        """The sharing in view."""
        return self.desk.page

    def view(self) -> SharingView:
        found = self.work.demo.wait(partial(sharing_pages.views, self.work.demo.session, self.incident))
        return found[0]

    def over(self) -> ModalSheet | None:
        """What is asked over the page now."""
        return self.desk.over

    def now(self) -> str:
        """The time in this log, as it is typed."""
        session = self.work.demo.session
        return f"today {session.now().astimezone(session.zone):%H%M}"

    def drafts(self) -> list[FormName]:
        found = self.work.demo.wait(partial(form_drafts.open_forms, self.work.demo.session))
        return [one.form_name for one in found]


def some(folder: Path, many: int, _window: QWidget, names: tuple[str, ...]) -> tuple[Path, ...]:
    """The first ``many`` places that a person would choose in ``folder``."""
    return tuple(folder / name for name in names[:many])
