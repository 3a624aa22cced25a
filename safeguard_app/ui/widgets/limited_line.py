"""One line that holds so many characters: what does not fit is refused whole, and said beside it.

A text that is cut reads like a whole one, so nothing is cut: neither typed, pasted, dropped nor composed.
"""

from collections.abc import Callable

from PySide6.QtGui import QDropEvent, QValidator
from PySide6.QtWidgets import QLineEdit, QWidget

from safeguard_app.ui.widgets.limit_remark import LimitRemark, line_is_full

Cleaning = Callable[[str], str]


class _Limit(QValidator):
    """Cleans what comes in, and refuses it when it is then too long. Qt undoes a refused change as a whole."""

    def __init__(self, limit: int, cleaned: Cleaning, parent: QWidget) -> None:
        super().__init__(parent)
        self._limit = limit
        self._cleaned = cleaned

    def validate(self, text: str, place: int) -> object:
        """Whether a text may stand; where it was cleaned, also the text as it is to stand, and the place in it."""
        if _units(text) > 2 * self._limit:
            return QValidator.State.Invalid  # Qt may have cut it already
        clean = self._cleaned(text)
        fits = len(clean) <= self._limit
        state = QValidator.State.Acceptable if fits else QValidator.State.Invalid
        if clean == text:
            return state  # handing the text back would move the cursor
        before = text.encode("utf-16-le", "surrogatepass")[: 2 * place].decode("utf-16-le", "ignore")
        return state, clean, _units(self._cleaned(before))


class LimitedLine(QLineEdit):
    """A line edit with a limit in characters, as people count them. The base of every field of one line."""

    def __init__(self, limit: int, cleaned: Cleaning, parent: QWidget | None = None) -> None:
        """``cleaned`` takes out of a text what may not stand in the line."""
        super().__init__(parent)
        self.limit = limit
        self.remark = LimitRemark(self)
        self._cleaned = cleaned
        self._checks = _Limit(limit, cleaned, self)
        self.setMaxLength(2 * limit + 2)  # in UTF-16 units: only so that Qt makes nothing of megabytes
        self.setValidator(self._checks)
        self.inputRejected.connect(self._refused)
        self.textChanged.connect(self._accepted)

    def dropEvent(self, event: QDropEvent) -> None:
        """What does not fit stays where it was dragged from."""
        dropped = self._cleaned(event.mimeData().text()[: 4 * self.limit + 4])
        if event.source() is not self and len(self.text()) + len(dropped) > self.limit:
            self._refused()
            event.setDropAction(event.dropAction().IgnoreAction)
            event.ignore()
            return
        super().dropEvent(event)

    def _refused(self) -> None:
        self.remark.say(line_is_full(self.limit))

    def _accepted(self, _text: str) -> None:
        self.remark.take_back()


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
