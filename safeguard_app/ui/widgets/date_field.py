"""A date or time as people say it, with what was understood said back beside it; nothing is guessed silently."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.widgets.layouts import WrapLayout
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.status_text import IconWords


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a parser made of the typed words.

    ``value`` is the caller's own (None when not understood), ``echo`` what is said back
    ("Sunday 11 October 2026, about 21:00"), ``question`` what is asked when it could mean two things or nothing.
    """

    value: object = None
    echo: str = ""
    question: str = ""


Parser = Callable[[str], Understanding]


class _Echo(IconWords):
    def sizeHint(self) -> QSize:
        return super().sizeHint() if self.text() else QSize(0, 0)


class DateField(QWidget):
    """A line to type a date in, and the echo after it.

    Signals:
        understood(object): the text changed and was read; carries the Understanding, a question included.
    """

    understood = Signal(object)

    def __init__(
        self,
        label: str,
        parser: Parser,
        *,
        placeholder: str = "",
        extra: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``extra`` stands between line and echo (the precision segments of mock 03)."""
        super().__init__(parent)
        self._parser = parser
        self._result = Understanding()
        self.line = LineField(label, limit=60, placeholder=placeholder, parent=self)
        self.line.setFixedWidth(scaled(144))
        self.setAccessibleName(label)
        self._echo = _Echo("corner-down-right", "", "text", strong=True)
        self._echo.hide()  # its arrow points to nothing until something is typed
        wrap = WrapLayout(12, 4)
        wrap.addWidget(self.line)
        if extra is not None:
            wrap.addWidget(extra)
        wrap.addWidget(self._echo)
        self.setLayout(wrap)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self._read)

    @property
    def result(self) -> Understanding:
        """What was understood of the text as it stands."""
        return self._result

    def text(self) -> str:
        """The words as typed."""
        return self.line.text()

    def set_text(self, text: str) -> None:
        """Put words in as though they were typed."""
        self.line.setText(text)

    def read_again(self) -> None:
        """Ask the parser again: the precision changed, or the day did."""
        self._read(self.line.text())

    def _read(self, text: str) -> None:
        self._result = self._parser(text) if text.strip() else Understanding()
        result = self._result
        if result.question:
            self._echo.set_words("circle-question-mark", result.question, "due")
        else:
            self._echo.set_words("corner-down-right", result.echo, "text")
        self._echo.setVisible(bool(result.echo or result.question))
        self.line.setAccessibleDescription(result.question or result.echo)
        self.updateGeometry()
        self.understood.emit(result)
