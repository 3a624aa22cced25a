"""Opens exhibits: read on the vault's thread, decoded in a process apart, shown over the window in pixels or words."""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.file_texts import DateOrder, FileText
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services import evidence_showing, evidence_text
from safeguard_app.services.evidence_showing import OpenedFile, ShownPage
from safeguard_app.services.evidence_text import ReadText
from safeguard_app.services.session import Session
from safeguard_app.ui.desktop.page_painting import image_of
from safeguard_app.ui.evidence.picture_sheet import PictureSheet
from safeguard_app.ui.evidence.text_sheet import TextSheet
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.tasks import Lane, TaskRunner, Urgency


class ExhibitViewer(QObject):
    """Shows one exhibit at a time. A file that cannot be shown says why; the program goes on."""

    def __init__(
        self,
        session: Session,
        tasks: TaskRunner,
        messages: Messages,
        over: QWidget,
        parent: QObject | None = None,
    ) -> None:
        """The sheet opens ``over`` a page."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._messages = messages
        self._over = over
        self.sheet: PictureSheet | TextSheet | None = None
        """The sheet opened last, for tests."""

    def show(self, item: Reference) -> None:
        """Open an exhibit; the audit has it before it is read."""
        operation = partial(evidence_showing.open_file, self._session, item)
        self._tasks.run(operation, self._opened, self._messages.show_problem, owner=self)

    def get_ready(self) -> None:
        """Somebody is about to open one: the process that will look into it is started."""
        self._tasks.run(
            self._session.looking_in.get_ready,
            _let_be,
            _let_be,
            owner=self,
            lane=Lane.GENERAL,
            urgency=Urgency.UNHURRIED,
        )

    def _opened(self, opened: object) -> None:
        assert isinstance(opened, OpenedFile)
        if opened.is_read:
            self._tasks.run(
                partial(evidence_text.words_of, opened),
                partial(self._read, opened),
                self._messages.show_problem,
                owner=self,
                lane=Lane.GENERAL,
            )
            return
        self._draw(opened, 0, partial(self._open_sheet, opened))

    def _read(self, opened: OpenedFile, text: object) -> None:
        assert isinstance(text, FileText)
        self._lay_out(opened, text, DateOrder.NOT_KNOWN, partial(self._open_text, opened, text))

    def _lay_out(self, opened: OpenedFile, text: FileText, order: DateOrder, then: "partial[None]") -> None:
        self._tasks.run(
            partial(evidence_text.readable, self._session, opened, text, order),
            then,
            self._messages.show_problem,
            owner=self,
            lane=Lane.GENERAL,
        )

    def _open_text(self, opened: OpenedFile, text: FileText, read: object) -> None:
        assert isinstance(read, ReadText)
        sheet = TextSheet(read)
        sheet.reading_chosen.connect(partial(self._read_otherwise, opened, text, sheet))
        self.sheet = sheet
        sheet.open_over(self._over)

    def _read_otherwise(self, opened: OpenedFile, text: FileText, sheet: TextSheet, order: object) -> None:
        assert isinstance(order, DateOrder)
        self._lay_out(opened, text, order, partial(self._show_otherwise, sheet))

    def _show_otherwise(self, sheet: TextSheet, read: object) -> None:
        assert isinstance(read, ReadText)
        if sheet is self.sheet and sheet.isVisible():
            sheet.show_pages(read.pages)

    def _draw(self, opened: OpenedFile, page: int, then: "partial[None]") -> None:
        self._tasks.run(
            partial(evidence_showing.shown, opened, page),
            then,
            self._messages.show_problem,
            owner=self,
            lane=Lane.GENERAL,
        )

    def _open_sheet(self, opened: OpenedFile, drawn: object) -> None:
        assert isinstance(drawn, ShownPage)
        sheet = PictureSheet(image_of(drawn, drawn.depth), drawn.title, drawn.pages)
        sheet.page_requested.connect(partial(self._turn, opened, sheet))
        self.sheet = sheet
        sheet.open_over(self._over)
        if drawn.pages > 1:
            self.get_ready()

    def _turn(self, opened: OpenedFile, sheet: PictureSheet, page: int) -> None:
        self._draw(opened, page, partial(self._turned, sheet))

    def _turned(self, sheet: PictureSheet, drawn: object) -> None:
        assert isinstance(drawn, ShownPage)
        if sheet is self.sheet and sheet.isVisible():
            sheet.show_page(image_of(drawn, drawn.depth), drawn.page)
            self.get_ready()


def _let_be(_result: object) -> None:
    """Where none can be started, opening the exhibit will say so."""
