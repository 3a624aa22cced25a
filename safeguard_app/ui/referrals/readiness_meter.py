"""How ready a form is: answered, not known, empty, as a bar and in words."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colour, scaled
from safeguard_app.ui.widgets.layouts import WrapLayout, row
from safeguard_app.ui.widgets.status_text import IconWords
from safeguard_app.ui.widgets.text_label import TextLabel


class _Bar(QWidget):
    """Answered in the accent, not known as a hatch, empty left open. The words above say the same."""

    def __init__(self) -> None:
        super().__init__()
        self._shares = (0.0, 0.0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_shares(self, answered: float, unknown: float) -> None:
        self._shares = (answered, unknown)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(100, scaled(8))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        shape = QPainterPath()
        shape.addRoundedRect(area, area.height() / 2, area.height() / 2)
        painter.fillPath(shape, colour("duebg"))
        painter.save()
        painter.setClipPath(shape)
        answered = area.width() * self._shares[0]
        painter.fillRect(QRectF(area.left(), area.top(), answered, area.height()), colour("accent"))
        unknown = QRectF(area.left() + answered, area.top(), area.width() * self._shares[1], area.height())
        painter.setClipRect(unknown, Qt.ClipOperation.IntersectClip)
        painter.fillRect(unknown, colour("control"))
        painter.setPen(QPen(colour("paper"), 1.5))
        left = unknown.left() - area.height()
        while left < unknown.right():
            painter.drawLine(QPointF(left, area.bottom()), QPointF(left + area.height(), area.top()))
            left += 5
        painter.restore()
        painter.setPen(QPen(colour("control"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)


class ReadinessMeter(QWidget):
    """The counts over the bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with nothing asked."""
        super().__init__(parent)
        self.setAccessibleName("How ready the form is")
        self.counts_label = TextLabel("", tokens.SUB)
        self.empty_words = IconWords("clock", "", "due")
        self.unknown_words = IconWords("circle-slash", "", "muted")
        self._bar = _Bar()
        side = WrapLayout(tokens.SPACE_4, 2, right=True)
        side.addWidget(self.empty_words)
        side.addWidget(self.unknown_words)
        holder = QWidget()
        holder.setLayout(side)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_2)
        layout.addLayout(row(self.counts_label, holder, space=tokens.SPACE_3))
        layout.addWidget(self._bar)

    def show_counts(
        self, words: str, *, answered: int, unknown: int, empty: int, asked: int, part: int = 0
    ) -> None:
        """Show how many of ``asked`` fields stand how. ``part`` of those still asked are known in part."""
        self.counts_label.setText(words)
        said = _open_words(empty - part, part)
        if empty:
            self.empty_words.set_words("clock", said, "due")
        else:
            self.empty_words.set_words("circle-check", "None empty", "done")
        self.unknown_words.set_words("circle-slash", f"{unknown} not known", "muted")
        total = max(1, asked)
        self._bar.set_shares(answered / total, unknown / total)
        self.setAccessibleDescription(f"{words}, {said or '0 empty'}, {unknown} not known")


def _open_words(empty: int, part: int) -> str:
    counted = ((empty, "empty"), (part, "in part"))
    return ", ".join(f"{count} {word}" for count, word in counted if count)
