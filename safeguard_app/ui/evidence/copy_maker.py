"""From an exhibit to a redacted or marked copy of it: opened finely, marked, drawn and proven, sealed."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.errors import KnownProblem, RuleViolation
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services import copy_drafts, derivatives, evidence_showing
from safeguard_app.services.derivatives import CannotCopy, ProvenCopy, ToMark, Wanted
from safeguard_app.services.evidence_showing import InQuarantine, OpenedFile
from safeguard_app.services.form_drafts import Filled, FormDraft
from safeguard_app.services.intake_problems import IntakeClosed
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.desktop.page_painting import image_of
from safeguard_app.ui.evidence.marking_sheet import MarkingSheet
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.people.form_keeper import FormKeeper
from safeguard_app.ui.tasks import Lane, TaskRunner


class CopyMaker(QObject):
    """Makes one copy at a time. What fails says why, and the marks are still there.

    Signals:
        kept(object): a copy was sealed; carries Changes.
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
        self.keeper = FormKeeper(session, tasks, messages, self)
        self.sheet: MarkingSheet | None = None
        """The sheet opened last, for tests."""

    def begin(self, item: Reference, page: int = 0) -> None:
        """Open an exhibit, at a page counted from 0, to make a copy of it; the audit has it before it is read."""
        self._tasks.run(
            partial(_open, self._session, item),
            partial(self._draw, page=page),
            self._messages.show_problem,
            owner=self,
        )

    def begin_with(self, opened: OpenedFile, page: int) -> None:
        """The same with a file that is open already, at a page counted from 0."""
        self._tasks.run(
            partial(derivatives.may_copy, self._session, opened.item),
            lambda _none: self._draw(opened, page=page),
            self._messages.show_problem,
            owner=self,
        )

    def _draw(self, opened: object, page: int) -> None:
        assert isinstance(opened, OpenedFile)
        self._tasks.run(
            partial(derivatives.to_mark, opened, page),
            self._show,
            self._messages.show_problem,
            owner=self,
            lane=Lane.GENERAL,
        )

    def _show(self, marked: object) -> None:
        assert isinstance(marked, ToMark)
        sheet = MarkingSheet(image_of(marked.shown, marked.shown.depth), marked)
        sheet.kept.connect(partial(self._prove, sheet, marked))
        sheet.left.connect(self.keeper.end)
        self.sheet = sheet
        sheet.open_over(self._over)
        self._tasks.run(
            partial(copy_drafts.draft_for, self._session, marked.item, marked.page),
            partial(self._keep_marks, sheet),
            self._messages.show_problem,
            owner=sheet,
        )

    def _keep_marks(self, sheet: MarkingSheet, draft: object) -> None:
        """What is put on it is kept from now on; what was left there before is put back."""
        assert isinstance(draft, FormDraft)
        self.keeper.leave()
        if draft.filled != Filled() and not sheet.begun:
            self.keeper.go_on(sheet, draft)
        else:
            self.keeper.begin(sheet, draft)

    def _prove(self, sheet: MarkingSheet, marked: ToMark, wanted: Wanted) -> None:
        self._tasks.run(
            partial(derivatives.proven, marked, wanted),
            partial(self._keep, sheet),
            partial(self._failed, sheet),
            owner=sheet,
            lane=Lane.GENERAL,
        )

    def _keep(self, sheet: MarkingSheet, copy: object) -> None:
        assert isinstance(copy, ProvenCopy)
        self._tasks.run(
            partial(derivatives.keep, self._session, copy),
            partial(self._done, sheet),
            partial(self._failed, sheet),
            owner=sheet,
        )

    def _done(self, sheet: MarkingSheet, changes: object) -> None:
        assert isinstance(changes, Changes)
        sheet.leave()
        self.kept.emit(changes)

    def _failed(self, sheet: MarkingSheet, problem: KnownProblem) -> None:
        if isinstance(problem, RuleViolation):
            sheet.show_violation(problem)
            return
        sheet.set_busy(busy=False)
        self._messages.show_problem(problem, "The copy was not kept")


def _open(session: Session, item: Reference) -> OpenedFile:
    """Refused before it is read where no copy may be made of it; then nothing is left of a draft of one either."""
    try:
        derivatives.may_copy(session, item)
    except (CannotCopy, IntakeClosed, InQuarantine):
        copy_drafts.let_go_of(session, item)
        raise
    return evidence_showing.open_file(session, item)
