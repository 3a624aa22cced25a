"""Beneath a field: what the log knows of an account that was typed in it. Nothing is put in for anybody."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.people import PersonRef
from safeguard_app.services.incident_lists import IncidentFilter, StateFilter
from safeguard_app.services.known_handles import KnownHandle, KnownHandles, TypedWords, known_handles
from safeguard_app.services.session import Session
from safeguard_app.ui.tasks import TaskRunner, Urgency
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button, link
from safeguard_app.ui.widgets.layouts import WrapLayout, column
from safeguard_app.ui.widgets.text_label import TextLabel, muted

PAUSE_MS = 800
"""How long nothing is typed before accounts are looked for."""


class HandleLines(QWidget):
    """One quiet line for each account that is known. Empty, it takes no room.

    Signals:
        records_wanted(str): the list of records that name an account; carries the account.
        person_wanted(object): the page of whoever it is said to be; carries their Reference.
    """

    records_wanted = Signal(str)
    person_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with nothing to say."""
        super().__init__(parent)
        self.setAccessibleName("Accounts that are known")
        self._lines = column(space=tokens.SPACE_1)
        self.setLayout(self._lines)
        self._parts: list[QWidget] = []
        self._shown = KnownHandles()
        self.hide()

    def words(self) -> tuple[str, ...]:
        """What is said now, for tests."""
        return tuple(one.words for one in self._shown.lines)

    def show_known(self, known: KnownHandles) -> None:
        """Say this, and nothing else."""
        if known == self._shown:
            return
        for part in self._parts:
            self._lines.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts, self._shown = [self._line(one) for one in known.lines], known
        if known.more:
            self._parts.append(muted(f"{known.more} more accounts named here are known."))
        for part in self._parts:
            self._lines.addWidget(part)
        self.setVisible(bool(known.lines))
        self.updateGeometry()

    def _line(self, known: KnownHandle) -> QWidget:
        part = QWidget()
        part.setAccessibleName(known.words)
        ways = WrapLayout(tokens.SPACE_3, 0)
        if known.records:
            label = "Show the record" if known.records == 1 else "Show the records"
            ways.addWidget(_way(label, f"{label}: @{known.handle}", partial(self._records, known.handle)))
        for person in known.people:
            label = f"Open {person.name}"
            ways.addWidget(_way(label, f"{label}: @{known.handle}", partial(self._person, person)))
        said = TextLabel(known.words, wrap=True, tone="muted")
        part.setLayout(column(said, ways, space=0))
        return part

    def _records(self, handle: str) -> None:
        self.records_wanted.emit(handle)

    def _person(self, person: PersonRef) -> None:
        self.person_wanted.emit(person.reference)


class HandleDesk(QObject):
    """Where the lines of one open log ask what is known, and what opens when one of their links is pressed.

    Signals:
        list_requested(object): carries the IncidentFilter.
        person_requested(object): carries the Reference of a person.
    """

    list_requested = Signal(object)
    person_requested = Signal(object)

    def __init__(self, session: Session, tasks: TaskRunner, parent: QObject | None = None) -> None:
        """``session`` is only ever used on the vault's thread."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks

    def watch(self, lines: HandleLines, typed: Callable[[], TypedWords]) -> "HandleWatch":
        """A watch over what ``typed`` gives, which says in ``lines`` what is known of it; it goes when they go."""
        lines.records_wanted.connect(self._list)
        lines.person_wanted.connect(self.person_requested)
        return HandleWatch(self, lines, typed)

    def ask(self, typed: TypedWords, then: Callable[[object], None], owner: QObject) -> None:
        """Ask what is known. What cannot be read now is not said: it is no more than a hint."""
        self._tasks.run(
            partial(known_handles, self._session, typed),
            then,
            _let_be,
            owner=owner,
            urgency=Urgency.UNHURRIED,
        )

    def _list(self, handle: str) -> None:
        self.list_requested.emit(IncidentFilter(StateFilter.ALL, handle=handle))


class HandleWatch(QObject):
    """Looks for accounts in one field, when typing has paused or the keyboard has left."""

    def __init__(self, desk: HandleDesk, lines: HandleLines, typed: Callable[[], TypedWords]) -> None:
        """``typed`` is read on the window's thread."""
        super().__init__(lines)
        self._desk = desk
        self._lines = lines
        self._typed = typed
        self._asked: TypedWords | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.look_now)

    def typed(self) -> None:
        """Something was typed: wait until it rests."""
        self._pause.start()

    def begin(self) -> None:
        """Another form: nothing is said until its words were looked through."""
        self._asked = None
        self._lines.show_known(KnownHandles())
        self._pause.start()

    def look_now(self) -> None:
        """Look through what stands there now, unless that was done."""
        self._pause.stop()
        typed = self._typed()
        if typed == self._asked:
            return
        self._asked = typed
        if not typed.text.strip():
            self._lines.show_known(KnownHandles())
            return
        self._desk.ask(typed, partial(self._found, typed), self)

    def _found(self, typed: TypedWords, known: object) -> None:
        assert isinstance(known, KnownHandles)
        if isValid(self._lines) and typed == self._asked:
            self._lines.show_known(known)


def _way(label: str, name: str, act: Callable[[], None]) -> Button:
    button = link(label)
    button.setAccessibleName(name)
    button.clicked.connect(act)
    return button


def _let_be(_problem: KnownProblem) -> None:
    """It is no more than a hint: nothing stands there where it cannot be had."""
