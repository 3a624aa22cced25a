"""Every box of the program comes from here, so that tests can record them and all sound alike.

A box is a sheet over the window. What was asked is answered by a callable on the window's thread; where something
would be lost, the safe answer is first and has the keyboard.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeguard_app.domain.errors import Cancelled, KnownProblem
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import Button, ButtonKind
from safeguard_app.ui.widgets.icon_label import IconLabel
from safeguard_app.ui.widgets.layouts import row
from safeguard_app.ui.widgets.modal_sheet import ModalSheet
from safeguard_app.ui.widgets.text_label import TextLabel, muted


@dataclass(frozen=True, slots=True)
class Answer:
    """One button of a box: ``key`` is what the asker gets back."""

    key: str
    words: str
    filled: bool = False


CLOSE = Answer("close", "Close")


@dataclass(frozen=True, slots=True)
class Message:
    """What a box says. ``items`` are listed beneath: what would be lost, what was found."""

    title: str
    sentence: str
    next_step: str = ""
    meaning: Meaning = Meaning.NOTE
    items: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = (CLOSE,)
    """Escape and the cross give the last: the safe one."""
    keyboard: str = ""
    """The key of the answer that has the keyboard; the first where none is named, so the safe answer stands there."""


class MessageSheet(ModalSheet):
    """One box.

    Signals:
        answered(str): a button was pressed; carries its key.
    """

    answered = Signal(str)

    def __init__(self, message: Message) -> None:
        """Build the box for a message."""
        super().__init__(message.title, width=520, cancel_words=message.answers[-1].words)
        self.message = message
        self._key = message.answers[-1].key
        icon = QVBoxLayout()
        icon.addWidget(IconLabel(message.meaning.icon, message.meaning.value, 22))
        icon.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(tokens.SPACE_2)
        words.addWidget(TextLabel(message.sentence, tokens.SUB, wrap=True))
        for item in message.items:
            words.addWidget(TextLabel(f"•  {item}", wrap=True))
        if message.next_step:
            words.addWidget(muted(message.next_step, wrap=True))
        self.body.addLayout(row(icon, words, space=tokens.SPACE_3))
        self.buttons: dict[str, Button] = {}
        self.footer.addStretch(1)
        for answer in message.answers:
            button = Button(answer.words, kind=ButtonKind.FILLED if answer.filled else ButtonKind.OUTLINED)
            button.clicked.connect(partial(self._pressed, answer.key))
            self.buttons[answer.key] = button
            self.footer.addWidget(button)

    def first_focus(self) -> QWidget:
        """The answer that has the keyboard."""
        return self.buttons[self.message.keyboard or self.message.answers[0].key]

    def done(self, result: int) -> None:
        """Tell the answer once the box is gone."""
        super().done(result)
        self.answered.emit(self._key)

    def _pressed(self, key: str) -> None:
        self._key = key
        self.accept()


class Messages(QObject):
    """Shows boxes over one window.

    Signals:
        shown(object): a box opened; carries its Message. Tests listen here.
    """

    shown = Signal(object)

    def __init__(self, window: QWidget) -> None:
        """``window`` is what boxes lie over."""
        super().__init__(window)
        self._window = window
        self._open: MessageSheet | None = None

    @property
    def open_sheet(self) -> MessageSheet | None:
        """The box on screen, for tests that press its buttons."""
        return self._open

    def show(self, message: Message, on_answer: Callable[[str], None] | None = None) -> None:
        """Open a box; ``on_answer`` gets the key of the button pressed."""
        sheet = MessageSheet(message)
        sheet.answered.connect(
            self._gone, Qt.ConnectionType.DirectConnection
        )  # before an answer opens another box
        if on_answer is not None:
            sheet.answered.connect(on_answer)
        self._open = sheet
        sheet.open_over(self._window)
        self.shown.emit(message)

    def show_problem(self, problem: KnownProblem, title: str = "That did not work") -> None:
        """Say what happened and what to do now. A task the user stopped is not mentioned."""
        if isinstance(problem, Cancelled):
            return
        self.show(Message(title, problem.sentence, problem.next_step, Meaning.LATE))

    def _gone(self, _key: str) -> None:
        self._open = None
