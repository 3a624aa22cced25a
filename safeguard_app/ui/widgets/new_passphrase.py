"""Choosing a passphrase: typed twice or suggested, judged as it is typed, refused below 2^60 guesses."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colour
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.layouts import WrapLayout, column
from safeguard_app.ui.widgets.passphrase_field import PassphraseField
from safeguard_app.ui.widgets.status_text import IconWords

LEAST_LOG2_GUESSES: Final = 60
_PAUSE_MS: Final = 120


@dataclass(frozen=True, slots=True)
class Judgement:
    """How hard a passphrase is to guess: ``log2_guesses``, and advice in a sentence."""

    log2_guesses: int
    advice: str = ""

    @property
    def enough(self) -> bool:
        """Whether it may be used."""
        return self.log2_guesses >= LEAST_LOG2_GUESSES


class _Meter(QWidget):
    """A thin bar that fills up to what is enough; the words beneath say the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = 0.0
        self._enough = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(100, 6)

    def show_judgement(self, judgement: Judgement) -> None:
        self._share = min(1.0, judgement.log2_guesses / LEAST_LOG2_GUESSES)
        self._enough = judgement.enough
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("line"))
        painter.drawRoundedRect(area, 3, 3)
        painter.setBrush(colour("done" if self._enough else "due"))
        painter.drawRoundedRect(QRectF(0, 0, area.width() * self._share, area.height()), 3, 3)


class NewPassphrase(QWidget):
    """Two fields, a meter and "Suggest five words".

    Signals:
        changed(): what is typed changed.
    """

    changed = Signal()

    def __init__(self, label: str = "Passphrase", parent: QWidget | None = None) -> None:
        """``label`` names the first field."""
        super().__init__(parent)
        self.setAccessibleName(label)
        self._judge: Callable[[str], Judgement] | None = None
        self._suggest: Callable[[], str] | None = None
        self._judged = Judgement(0)
        self.first = PassphraseField(label)
        self.second = PassphraseField(f"{label}, again")
        self.suggest_button = Button("Suggest five words", "lightbulb", small=True)
        self._meter = _Meter()
        self._words = IconWords(Meaning.NOTE.icon, "Five or more unrelated words. You may paste.", "muted")
        self._first = Field(label, self.first, name="passphrase")
        self._second = Field("The same again", self.second, name="passphrase_again")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        acts = WrapLayout()
        acts.addWidget(self.suggest_button)
        under = column(self._meter, self._words, acts, space=tokens.SPACE_2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_2)
        layout.addWidget(self._first)
        layout.addLayout(under)
        layout.addWidget(self._second)
        self._connect()

    def set_judge(self, judge: Callable[[str], Judgement], suggest: Callable[[], str]) -> None:
        """``judge`` is asked as one types; ``suggest`` gives five random words."""
        self._judge, self._suggest = judge, suggest
        self.suggest_button.setVisible(True)

    def rename(self, label: str) -> None:
        """Announce the fields by another name, where several people choose on one page."""
        self.setAccessibleName(label)
        self.first.setAccessibleName(label)
        self.second.setAccessibleName(f"{label}, again")

    def text(self) -> str:
        """What is typed in the first field."""
        return self.first.text()

    def clear(self) -> None:
        """Empty both fields."""
        self.first.take()
        self.second.take()
        self._judge_now()

    def check(self) -> bool:
        """Whether it may be used; what is wrong is said beside the field."""
        self._pause.stop()
        self._judge_now()
        first = "" if self._judged.enough else self._judged.advice or "Add more unrelated words."
        if not self.first.text():
            first = "Choose a passphrase of five or more words."
        second = "" if self.first.text() == self.second.text() else "The two are not the same."
        self._first.set_error(first)
        self._second.set_error("" if first else second)
        if first:
            self._first.focus_editor()
        elif second:
            self._second.focus_editor()
        return not first and not second

    def judge_now(self) -> None:
        """Judge without waiting for the pause in typing, for tests and pictures."""
        self._judge_now()

    def _connect(self) -> None:
        self.first.textChanged.connect(self._typed)
        self.second.textChanged.connect(self._typed_again)
        self._pause.timeout.connect(self._judge_now)
        self.suggest_button.clicked.connect(self._suggest_pressed)

    def _typed(self, _text: str) -> None:
        self._first.set_error("")
        self._pause.start()
        self.changed.emit()

    def _typed_again(self, _text: str) -> None:
        self._second.set_error("")
        self.changed.emit()

    def _judge_now(self) -> None:
        text = self.first.text()
        if not text or self._judge is None:
            self._judged = Judgement(0)
            self._words.set_words(Meaning.NOTE.icon, "Five or more unrelated words. You may paste.", "muted")
        else:
            self._judged = self._judge(text)
            meaning = Meaning.DONE if self._judged.enough else Meaning.DUE
            lead = "Strong enough." if self._judged.enough else "Not strong enough yet."
            self._words.set_words(meaning.icon, f"{lead} {self._judged.advice}".strip(), meaning.value)
        self._meter.show_judgement(self._judged)

    def _suggest_pressed(self) -> None:
        if self._suggest is None:
            return
        words = self._suggest()
        self.first.setText(words)
        self.second.clear()
        self.first.show_text()
        self._judge_now()
        self.second.setFocus(Qt.FocusReason.OtherFocusReason)
