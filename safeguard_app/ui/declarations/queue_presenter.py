"""The Headteacher's queue at work: everything that waits, decided in one sitting, signed with one passphrase."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from safeguard_app.domain.date_words import count_words
from safeguard_app.domain.errors import KnownProblem, RuleViolation
from safeguard_app.domain.identifiers import UserId
from safeguard_app.services import chair_signing, declaration_queue, people
from safeguard_app.services.declaration_views import Queue
from safeguard_app.services.form_drafts import FormName, new_draft
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.declarations.queue_sheet import QueueSheet, offer
from safeguard_app.ui.declarations.register_page import RegisterPage
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.people.register_tools import RegisterTools
from safeguard_app.ui.people.sheet_keeper import SheetKeeper
from safeguard_app.ui.tasks import TaskRunner


class QueueFlow(QObject):
    """Opens the sheet and keeps what is signed. Stretching the key takes a second: on the vault's thread, not here.

    Signals:
        decided(object): decisions were kept; carries Changes.
    """

    decided = Signal(object)

    def __init__(
        self,
        session: Session,
        tasks: TaskRunner,
        messages: Messages,
        tools: RegisterTools,
        sheets: SheetKeeper,
        parent: QObject | None = None,
    ) -> None:
        """Nothing is open yet."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._messages = messages
        self._tools = tools
        self._sheets = sheets
        self.sheet: QueueSheet | None = None
        self._register: RegisterPage | None = None
        self._signer: UserId | None = None
        """Whose passphrase signs the sheet that is open; None: the signed-in user's."""

    def open_over(self, widget: QWidget) -> None:
        """Read what waits now and go through it, in a sheet over the window of a widget."""
        self._tasks.run(
            partial(declaration_queue.awaiting, self._session),
            partial(self._read, widget),
            self._messages.show_problem,
            owner=widget,
        )

    def attend(self, register: RegisterPage) -> None:
        """Have the page of the register say what waits for the Chair, and open it from there."""
        self._register = register
        register.chair_requested.connect(partial(self.open_for_chair_over, register))
        self.look_for_chair()

    def look_for_chair(self) -> None:
        """Read anew what waits for the Chair."""
        if self._register is not None:
            self._tasks.run(
                partial(chair_signing.chair_waits, self._session),
                self._register.show_chair,
                self._messages.show_problem,
                owner=self._register,
            )

    def open_for_chair_over(self, widget: QWidget, signer: UserId) -> None:
        """What waits for the Chair, for the Chair to read and sign at this computer.

        It is kept in no draft: what somebody decides is theirs, and the drafts are those of whoever is signed in.
        """
        self._tasks.run(
            partial(chair_signing.awaiting_chair, self._session, signer),
            partial(self._read_for_chair, widget, signer),
            self._messages.show_problem,
            owner=widget,
        )

    def _read_for_chair(self, widget: QWidget, signer: UserId, queue: object) -> None:
        sheet = self._made(queue, signer)
        if sheet is not None:
            sheet.open_over(widget)

    def _made(self, queue: object, signer: UserId | None = None) -> QueueSheet | None:
        """The sheet for a queue, where anything waits and none is open."""
        assert isinstance(queue, Queue)
        if not queue.items or (self.sheet is not None and isValid(self.sheet)):
            return None
        sheet = QueueSheet(queue, self._tools)
        sheet.people_searched.connect(self._look_up)
        sheet.sign_requested.connect(self._sign)
        sheet.closed.connect(self._closed)
        self.sheet, self._signer = sheet, signer
        return sheet

    def _read(self, widget: QWidget, queue: object) -> None:
        assert isinstance(queue, Queue)
        sheet = self._made(queue)
        if sheet is None:
            return
        name = count_words(queue.mine, "declaration")
        draft = new_draft(FormName.QUEUE, name=name)
        self._sheets.open(sheet, sheet.fields, draft, widget, kept_when_closed=True)

    def _look_up(self, page: object, words: str) -> None:
        self._tasks.run(
            partial(people.suggest, self._session, words),
            partial(self._found, page, words),
            self._messages.show_problem,
            owner=self.sheet,
        )

    def _found(self, page: object, words: str, found: object) -> None:
        assert isinstance(found, list)
        offer(page, found, words)

    def _sign(self, decisions: object, passphrase: str) -> None:
        assert isinstance(decisions, tuple) and self.sheet is not None
        self.sheet.set_busy(True)
        signs = (
            partial(declaration_queue.acknowledge, self._session)
            if self._signer is None
            else partial(chair_signing.acknowledge_as_chair, self._session, self._signer)
        )
        self._tasks.run(
            partial(signs, decisions, passphrase),
            self._signed,
            self._refused,
            owner=self,
        )

    def _signed(self, changes: object) -> None:
        assert isinstance(changes, Changes)
        if self.sheet is not None:
            self.sheet.signed()
        self.decided.emit(changes)

    def _refused(self, problem: KnownProblem) -> None:
        """Everything decided so far stays in the sheet."""
        if self.sheet is None:
            self._messages.show_problem(problem)
            return
        sentence = problem.sentence
        if isinstance(problem, RuleViolation):
            sentence = " ".join(problem.fields.values())
        self.sheet.show_problem(sentence, problem.next_step)

    def _closed(self) -> None:
        self.sheet = None
