"""Keeps what is typed in a sheet over the window, as the keeper of the bigger forms does for theirs."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from safeguard_app.domain.identifiers import RecordId
from safeguard_app.services.form_drafts import FormDraft
from safeguard_app.services.session import Session
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.people.form_keeper import FormKeeper
from safeguard_app.ui.people.form_part import FormPage
from safeguard_app.ui.tasks import TaskRunner
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.modal_sheet import ModalSheet


class SheetBoxes(FormPage):
    """What of a sheet a draft keeps: boxes that stand elsewhere in it. Here stands that words came back."""

    def __init__(self, editors: Mapping[str, QWidget], fit: Callable[[], None]) -> None:
        """``fit`` shows what goes with the answers once they were put back."""
        super().__init__()
        self._editors = dict(editors)
        self._fit = fit
        self.setLayout(column(self.draft_notice, space=0))

    def add_editors(self, editors: Mapping[str, QWidget]) -> None:
        """More boxes, made later than the others."""
        self._editors.update(editors)

    def editors(self) -> Mapping[str, QWidget]:
        """Every box of the sheet."""
        return self._editors

    def fit(self) -> None:
        """Answers were put back."""
        self._fit()


class SheetKeeper(QObject):
    """One sheet at a time. Words that a lock or a power cut took away are there when the sheet is opened again.

    A sheet that is confirmed has its words kept until its act came about: where it was refused, nothing has to be
    typed twice.

    Signals:
        drafts_changed(): a draft was begun, kept or ended.
    """

    drafts_changed = Signal()

    def __init__(
        self, session: Session, tasks: TaskRunner, messages: Messages, parent: QObject | None = None
    ) -> None:
        """Watches nothing yet."""
        super().__init__(parent)
        self._keeper = FormKeeper(session, tasks, messages, self)
        self._keeper.found.connect(self._found)
        self._keeper.drafts_changed.connect(self.drafts_changed)
        self._page: FormPage | None = None
        self._confirmed: FormDraft | None = None

    def open(
        self,
        sheet: ModalSheet,
        page: FormPage,
        draft: FormDraft,
        over: QWidget,
        *,
        kept_when_closed: bool = False,
    ) -> None:
        """Open a sheet whose boxes stand in ``page``. Cancelled, it lets its words go unless ``kept_when_closed``."""
        self._keeper.leave()
        page.mark_fresh()
        self._page = page
        self._keeper.begin(page, draft, look=True)
        sheet.finished.connect(partial(self._finished, kept_when_closed))
        sheet.open_over(over)

    def came_about(self) -> None:
        """What the sheet was confirmed for is done: its draft goes."""
        confirmed, self._confirmed = self._confirmed, None
        if confirmed is not None:
            self._keeper.end_left(confirmed.id)

    def let_go(self, draft: RecordId) -> None:
        """What a draft was for came about otherwise, or cannot come about any more: it goes."""
        self._keeper.end_left(draft)

    def flush(self, then: Callable[[], None]) -> None:
        """Keep what is typed, then go on: before locking."""
        self._keeper.flush(then)

    def _found(self, draft: object) -> None:
        assert isinstance(draft, FormDraft) and self._page is not None
        opened = self._keeper.draft
        in_view = opened.in_view if opened is not None else draft.in_view
        self._keeper.leave()
        self._keeper.go_on(self._page, replace(draft, in_view=in_view))
        self._page.draft_notice.fresh_button.hide()

    def _finished(self, kept_when_closed: bool, result: int) -> None:
        confirmed = result == QDialog.DialogCode.Accepted
        self._confirmed = self._keeper.draft if confirmed else None
        if confirmed or kept_when_closed:
            self._keeper.leave()
        else:
            self._keeper.end()
        self._page = None
