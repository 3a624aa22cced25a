"""A short history with a mark for each step: declared, discussed, acknowledged, review."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colour, font, scaled
from safeguard_app.ui.theme.icons import paint_icon

_STEP = 52
_MARK = 24


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step: title, detail, and whether it has happened.

    ``icon`` stands in the circle (check, clock, x ...); ``-`` leaves it empty.
    """

    title: str
    detail: str = ""
    happened: bool = True
    icon: str = ""

    @property
    def icon_name(self) -> str:
        """The icon to paint."""
        return self.icon or ("check" if self.happened else "clock")


class StepsList(QWidget):
    """Steps from top to bottom, joined by a line."""

    def __init__(self, label: str, steps: Sequence[StepRow] = (), parent: QWidget | None = None) -> None:
        """``label`` is the accessible name; the steps are its description."""
        super().__init__(parent)
        self.setAccessibleName(label)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._steps: tuple[StepRow, ...] = ()
        self.set_steps(steps)

    def set_steps(self, steps: Sequence[StepRow]) -> None:
        """Show other steps."""
        self._steps = tuple(steps)
        spoken = (f"{step.title}: {step.detail}" if step.detail else step.title for step in steps)
        self.setAccessibleDescription("; ".join(spoken))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Height of all steps at a usual panel width."""
        return QSize(scaled(240), self.heightForWidth(scaled(286)))

    def hasHeightForWidth(self) -> bool:
        """Details wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height of all steps at a width."""
        return sum(self._heights(width))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Line, marks, words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        heights = self._heights(self.width())
        mark = scaled(_MARK)
        middle = mark / 2
        top = 0.0
        for place, (step, height) in enumerate(zip(self._steps, heights, strict=True)):
            if place + 1 < len(self._steps):
                painter.setPen(QPen(colour("control"), 1))
                painter.drawLine(round(middle), round(top + mark), round(middle), round(top + height))
            self._paint_step(painter, step, top, height)
            top += height

    def _paint_step(self, painter: QPainter, step: StepRow, top: float, height: int) -> None:
        mark, side = scaled(_MARK), scaled(tokens.ICON_CHIP)
        ink = "done" if step.happened else "note"
        painter.setPen(QPen(colour(ink if step.happened else "control"), 1))
        painter.setBrush(colour("donebg" if step.happened else "paper"))
        painter.drawEllipse(QRectF(0.5, top + 0.5, mark - 1, mark - 1))
        if step.icon != "-":
            paint_icon(painter, step.icon_name, ink, (mark - side) / 2, top + (mark - side) / 2, side)
        left = mark + tokens.SPACE_2
        line = scaled(tokens.BASE.line)
        room = self.width() - left
        painter.setPen(colour("text"))
        painter.setFont(font(strong=True))
        wrap = int(Qt.TextFlag.TextWordWrap)
        title = self._text_height(step.title, room, strong=True)
        painter.drawText(QRect(left, round(top) + 1, room, title), wrap, step.title)
        painter.setPen(colour("muted"))
        painter.setFont(font())
        painter.drawText(QRect(left, round(top) + 1 + max(line, title), room, height), wrap, step.detail)

    def _heights(self, width: int) -> list[int]:
        room = max(40, width - scaled(_MARK) - tokens.SPACE_2)
        least = scaled(_STEP)
        return [
            max(
                least,
                self._text_height(step.title, room, strong=True)
                + (self._text_height(step.detail, room, strong=False) if step.detail else 0)
                + tokens.SPACE_3,
            )
            for step in self._steps
        ]

    @staticmethod
    def _text_height(text: str, room: int, *, strong: bool) -> int:
        metrics = QFontMetrics(font(strong=strong))
        return metrics.boundingRect(QRect(0, 0, room, 10_000), int(Qt.TextFlag.TextWordWrap), text).height()
