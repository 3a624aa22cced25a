"""Saying that one is away, and that one is back: asked for on Today."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.errors import KnownProblem, RuleViolation
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.moments import describe
from safeguard_app.services import away
from safeguard_app.services.away import AwayForm
from safeguard_app.services.form_drafts import FormName, new_draft
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.incidents.time_readers import ahead_reader
from safeguard_app.ui.messages import Message, Messages
from safeguard_app.ui.people.day_field import DayField
from safeguard_app.ui.people.sheet_keeper import SheetKeeper
from safeguard_app.ui.tasks import TaskRunner
from safeguard_app.ui.today.away_sheet import AwaySheet


class AwayDesk(QObject):
    """Opens the sheet and writes what was said.

    Signals:
        changed(object): it was written; carries the Changes.
        drafts_changed(): a draft of the sheet was begun, kept or ended.
    """

    changed = Signal(object)
    drafts_changed = Signal()

    def __init__(
        self,
        session: Session,
        tasks: TaskRunner,
        messages: Messages,
        over: QWidget,
        parent: QObject | None = None,
    ) -> None:
        """``over`` is the page that the sheet lies over."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._messages = messages
        self._over = over
        self.open_sheet: AwaySheet | None = None
        self.sheets = SheetKeeper(session, tasks, messages, self)
        self.sheets.drafts_changed.connect(self.drafts_changed)

    def ask(self) -> None:
        """Ask from when to when, and who covers."""
        self._tasks.run(
            partial(away.covers, self._session), self._open, self._messages.show_problem, owner=self
        )

    def back(self, reference: object) -> None:
        """The user is back."""
        assert isinstance(reference, Reference)
        self._tasks.run(
            partial(away.back_early, self._session, reference),
            self._written,
            self._messages.show_problem,
            owner=self,
        )

    def _open(self, covers: object) -> None:
        assert isinstance(covers, tuple)
        if not covers:
            self._messages.show(
                Message(
                    "I am away",
                    "Nobody else can open this log yet.",
                    "Add a user under Settings first. Whoever covers needs a key of their own.",
                )
            )
            return
        sheet = AwaySheet(covers, self._day("First day away"), self._day("Last day away"))
        sheet.given.connect(self._keep)
        sheet.closed.connect(self._closed)
        self.open_sheet = sheet
        self.sheets.open(sheet, sheet.boxes, new_draft(FormName.AWAY), self._over.window())

    def _day(self, label: str) -> DayField:
        session = self._session
        say = partial(describe, zone=session.zone, long=True)
        return DayField(label, ahead_reader(session.now, session.zone), say, session.zone, "14/9/2026")

    def _keep(self, form: object) -> None:
        assert isinstance(form, AwayForm)
        self._tasks.run(partial(away.say_away, self._session, form), self._kept, self._not_kept, owner=self)

    def _closed(self) -> None:
        self.open_sheet = None

    def _kept(self, changes: object) -> None:
        if self.open_sheet is not None:
            self.open_sheet.accept()
        self.sheets.came_about()
        self._written(changes)

    def _not_kept(self, problem: KnownProblem) -> None:
        """What was typed stays in the sheet."""
        if isinstance(problem, RuleViolation) and self.open_sheet is not None:
            self.open_sheet.show_errors(problem.fields)
        else:
            self._messages.show_problem(problem)

    def _written(self, changes: object) -> None:
        assert isinstance(changes, Changes)
        self.changed.emit(changes)
