"""Opens exhibits: read on the vault's thread, decoded in a process apart, shown over the window in pixels or words."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from safeguard_app.domain.file_texts import DateOrder, FileText
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services import evidence_showing, evidence_text
from safeguard_app.services.evidence_showing import OpenedFile, ShownPage
from safeguard_app.services.evidence_text import ReadText
from safeguard_app.services.evidence_views import EvidenceView
from safeguard_app.services.session import Session
from safeguard_app.ui.desktop.page_painting import image_of
from safeguard_app.ui.evidence.copy_maker import CopyMaker
from safeguard_app.ui.evidence.picture_sheet import PictureSheet
from safeguard_app.ui.evidence.text_sheet import TextSheet
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.tasks import Lane, TaskRunner, Urgency

_Choices = tuple[tuple[Reference, str], ...]


class ExhibitViewer(QObject):
    """Shows one exhibit at a time, or two beside each other. What cannot be shown says why; the program goes on.

    Signals:
        kept(object): a redacted or marked copy was sealed; carries Changes.
    """

    kept = Signal(object)

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
        self.copies = CopyMaker(session, tasks, messages, over, self)
        self.copies.kept.connect(self.kept)

    def show(
        self, item: Reference, others: Sequence[EvidenceView] = (), *, can_be_copied: bool = False
    ) -> None:
        """Open an exhibit, which can be compared with ``others``; the audit has it before it is read."""
        choices = tuple((one.item, one.exhibit) for one in others if one.opens_as and one.item != item)
        self._tasks.run(
            partial(evidence_showing.open_file, self._session, item),
            partial(self._opened, choices, can_be_copied),
            self._messages.show_problem,
            owner=self,
        )

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

    def _opened(self, choices: _Choices, can_be_copied: bool, opened: object) -> None:
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
        self._draw(opened, 0, partial(self._open_sheet, opened, choices, can_be_copied))

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

    def _open_sheet(self, opened: OpenedFile, choices: _Choices, can_be_copied: bool, drawn: object) -> None:
        assert isinstance(drawn, ShownPage)
        sheet = PictureSheet(
            image_of(drawn, drawn.depth),
            drawn.title,
            drawn.pages,
            others=choices,
            can_be_copied=can_be_copied,
        )
        sheet.page_requested.connect(partial(self._turn, opened, sheet))
        sheet.beside_requested.connect(partial(self._compare, sheet))
        sheet.copy_requested.connect(partial(self._copy, opened, sheet))
        self.sheet = sheet
        sheet.open_over(self._over)
        if drawn.pages > 1 or choices:
            self.get_ready()

    def _compare(self, sheet: PictureSheet, item: Reference | None) -> None:
        """Another exhibit beside it, opened and noted like the first."""
        if item is None:
            sheet.show_alone()
            return
        self._tasks.run(
            partial(evidence_showing.open_file, self._session, item),
            partial(self._opened_beside, sheet),
            self._messages.show_problem,
            owner=sheet,
        )

    def _opened_beside(self, sheet: PictureSheet, opened: object) -> None:
        assert isinstance(opened, OpenedFile)
        self._draw(opened, 0, partial(self._drawn_beside, sheet, opened.item))

    def _drawn_beside(self, sheet: PictureSheet, item: Reference, drawn: object) -> None:
        assert isinstance(drawn, ShownPage)
        if isValid(sheet) and sheet.isVisible() and sheet.others.value() == item:
            sheet.show_beside(image_of(drawn, drawn.depth), drawn.title)
            self.get_ready()

    def _copy(self, opened: OpenedFile, sheet: PictureSheet, page: int) -> None:
        """The picture makes way for its copy."""
        sheet.reject()
        self.copies.begin_with(opened, page)

    def _turn(self, opened: OpenedFile, sheet: PictureSheet, page: int) -> None:
        self._draw(opened, page, partial(self._turned, sheet))

    def _turned(self, sheet: PictureSheet, drawn: object) -> None:
        assert isinstance(drawn, ShownPage)
        if sheet is self.sheet and sheet.isVisible():
            sheet.show_page(image_of(drawn, drawn.depth), drawn.page)
            self.get_ready()


def _let_be(_result: object) -> None:
    """Where none can be started, opening the exhibit will say so."""
