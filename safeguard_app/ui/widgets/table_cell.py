"""What a cell of a data table shows, and how it is painted: one line or two, strong, quiet, a link or a status."""

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colour, font, scaled
from safeguard_app.ui.theme.icons import paint_icon
from safeguard_app.ui.theme.meanings import Status
from safeguard_app.ui.widgets.status_chip import chip_size, paint_chip


class CellStyle(Enum):
    """How the first line of a cell is written."""

    PLAIN = auto()
    STRONG = auto()
    MUTED = auto()
    LINK = auto()
    READ = auto()
    STRUCK = auto()
    CODE = auto()
    CHIP = auto()
    """A status chip; the cell's status must be set."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. ``detail`` is a second, quieter line; a ``status`` gives its icon and colour to the first."""

    text: str = ""
    detail: str = ""
    style: CellStyle = CellStyle.PLAIN
    status: Status | None = None
    tone: str = ""
    """A colour token for the first line, where no status gives it."""

    @property
    def spoken(self) -> str:
        """The cell in words, for screen readers."""
        return ", ".join(filter(None, (self.text, self.detail)))


def status_cell(status: Status, detail: str = "") -> Cell:
    """A cell that shows a status as icon and words."""
    return Cell(status.words, detail, status=status)


def chip_cell(status: Status) -> Cell:
    """A cell that shows a status chip."""
    return Cell(status.words, style=CellStyle.CHIP, status=status)


def paint_cell(painter: QPainter, cell: Cell, area: QRect, *, right: bool, wrap: bool) -> None:
    """Paint a cell into an area that already has its side padding taken off."""
    if cell.style is CellStyle.CHIP and cell.status is not None:
        size = chip_size(cell.status)
        top = area.center().y() - size.height() / 2 + 1
        paint_chip(painter, cell.status, QRectF(area.left(), top, size.width(), size.height()))
        return
    first = area
    if cell.detail:
        line = scaled(tokens.BASE.line)
        top = area.center().y() - line + 1
        first = QRect(area.left(), top, area.width(), line)
        _paint_line(
            painter, cell.detail, "muted", QRect(area.left(), top + line, area.width(), line), right=right
        )
    _paint_first(painter, cell, first, right=right, wrap=wrap)


def _paint_first(painter: QPainter, cell: Cell, area: QRect, *, right: bool, wrap: bool) -> None:
    ink = cell.status.meaning.value if cell.status else cell.tone or _INK.get(cell.style, "text")
    if cell.status is not None:
        side = scaled(tokens.ICON_STATUS)
        top = area.center().y() - side / 2 + 1
        if wrap:
            top = _wrapped_top(cell, area) + (scaled(tokens.BASE.line) - side) / 2
        paint_icon(painter, cell.status.icon_name, ink, area.left(), top, side)
        area = area.adjusted(side + 4, 0, 0, 0)
    chosen = _font_of(cell)
    if wrap:
        painter.setFont(chosen)
        painter.setPen(colour(ink))
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft) | int(
            Qt.TextFlag.TextWordWrap
        )
        painter.drawText(area, flags, cell.text)
        return
    width = _paint_line(painter, cell.text, ink, area, right=right, style=cell.style)
    if cell.style is CellStyle.LINK and cell.text:
        metrics = QFontMetrics(chosen)
        base = area.center().y() + (metrics.ascent() - metrics.descent()) / 2 + 3
        painter.setPen(QPen(colour(ink), 1))
        painter.drawLine(QPointF(area.left(), base), QPointF(area.left() + width, base))


def _wrapped_top(cell: Cell, area: QRect) -> float:
    room = QRect(0, 0, area.width() - scaled(tokens.ICON_STATUS) - 4, 10_000)
    height = (
        QFontMetrics(_font_of(cell)).boundingRect(room, int(Qt.TextFlag.TextWordWrap), cell.text).height()
    )
    return area.center().y() - height / 2 + 1


def _paint_line(
    painter: QPainter, text: str, ink: str, area: QRect, *, right: bool, style: CellStyle = CellStyle.PLAIN
) -> int:
    chosen = _font_for(style)
    metrics = QFontMetrics(chosen)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.setFont(chosen)
    painter.setPen(colour(ink))
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | side, shown)
    return metrics.horizontalAdvance(shown)


_INK = {CellStyle.MUTED: "muted", CellStyle.LINK: "accent", CellStyle.STRUCK: "muted"}


def _font_of(cell: Cell) -> QFont:
    return _font_for(cell.style)


def _font_for(style: CellStyle) -> QFont:
    if style is CellStyle.READ:
        return font(tokens.READ)
    if style is CellStyle.CODE:
        return font(tokens.CODE)
    chosen = font(strong=style is CellStyle.STRONG)
    chosen.setStrikeOut(style is CellStyle.STRUCK)
    return chosen
