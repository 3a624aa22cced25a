"""The list that opens under a field while one types: people, cases, commands.

It is a child of the window, not a window of its own, so that the curtain and the dim of a sheet cover it and the
keyboard stays in the field.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from safeguard_app.domain.text_rules import folded
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colour, font, scaled
from safeguard_app.ui.theme.icons import paint_icon
from safeguard_app.ui.theme.tokens import TypeStyle

AnyIndex = QModelIndex | QPersistentModelIndex
_ROW = 30
_LAST_ROW = 35
_SHOWN = 9


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One row. ``key`` is the caller's own; ``count`` stands at the right; ``icon`` marks an act, set off by a line."""

    key: object
    text: str
    detail: str = ""
    count: str = ""
    icon: str = ""


class _Rows(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[Suggestion, ...] = ()

    def set_rows(self, rows: Sequence[Suggestion]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (row.text, row.detail, row.count)))
        return None


class _Painter(QStyledItemDelegate):
    def __init__(self, rows: _Rows, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = rows
        self.sought = ""

    def sizeHint(self, _option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        row = self._rows.rows[index.row()]
        return QSize(100, scaled(_LAST_ROW if row.icon and index.row() else _ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        row = self._rows.rows[index.row()]
        area: QRect = option.rect
        painter.save()
        if row.icon and index.row() and not self._rows.rows[index.row() - 1].icon:
            painter.fillRect(QRect(area.left(), area.top() + 1, area.width(), 1), colour("line"))
            area = area.adjusted(0, 4, 0, 0)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, colour("tint"))
        area = area.adjusted(tokens.SPACE_2, 0, -tokens.SPACE_2, 0)
        if row.icon:
            side = scaled(tokens.ICON_BUTTON)
            paint_icon(painter, row.icon, "text", area.left(), area.center().y() - side / 2 + 1, side)
            area = area.adjusted(side + 4, 0, 0, 0)
        self._paint_texts(painter, row, area)
        painter.restore()

    def _paint_texts(self, painter: QPainter, row: Suggestion, area: QRect) -> None:
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        metrics = QFontMetrics(font())
        if row.count:
            painter.setFont(font())
            painter.setPen(colour("muted"))
            painter.drawText(area, right, row.count)
            area = area.adjusted(0, 0, -metrics.horizontalAdvance(row.count) - tokens.SPACE_3, 0)
        split = min(scaled(198), area.width() // 2) if row.detail else area.width()
        paint_match(
            painter,
            row.text,
            "" if row.icon else self.sought,
            QRect(area.topLeft(), QSize(split - 8, area.height())),
            tokens.READ,
        )
        if row.detail:
            painter.setFont(font())
            painter.setPen(colour("text"))
            rest = area.adjusted(split, 0, 0, 0)
            painter.drawText(
                rest, left, metrics.elidedText(row.detail, Qt.TextElideMode.ElideRight, rest.width())
            )


def paint_match(painter: QPainter, text: str, sought: str, area: QRect, style: TypeStyle) -> None:
    """Paint a text on one line with the part that was typed in bold, elided where the room ends."""
    plain, bold = font(style), font(style, strong=True)
    text = QFontMetrics(bold).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    start = folded(text).find(folded(sought)) if sought else -1
    pieces = [(text, plain)]
    if start >= 0 and len(text.casefold()) == len(text):
        end = start + len(sought)
        pieces = [(text[:start], plain), (text[start:end], bold), (text[end:], plain)]
    left = area.left()
    painter.setPen(colour("text"))
    for words, chosen in pieces:
        painter.setFont(chosen)
        width = QFontMetrics(chosen).horizontalAdvance(words)
        spot = QRect(QPoint(left, area.top()), QSize(width + 2, area.height()))
        painter.drawText(spot, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        left += width


class SuggestionList(QFrame):
    """Rows under a field; the field passes Up, Down and Enter on.

    Signals:
        picked(object): a row was chosen; carries the Suggestion.
    """

    picked = Signal(object)

    def __init__(self, label: str, anchor: QWidget) -> None:
        """``anchor`` is the field it opens under; ``label`` its accessible name."""
        super().__init__(anchor.window())
        self._anchor = anchor
        self._model = _Rows(self)
        self._view = QListView(self)
        self._painter = _Painter(self._model, self)
        self._view.setModel(self._model)
        self._view.setItemDelegate(self._painter)
        self._view.setAccessibleName(label)
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setMouseTracking(True)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setUniformItemSizes(False)
        self._view.clicked.connect(self._clicked)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self._view)
        self.hide()

    def offer(self, rows: Sequence[Suggestion], sought: str) -> None:
        """Show rows under the field with the typed part in bold; no rows closes the list."""
        self._painter.sought = sought.strip()
        self._model.set_rows(rows)
        if not rows:
            self.hide()
            return
        window = self._anchor.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        self._view.setCurrentIndex(self._model.index(0))
        self._place(window)
        self.show()
        self.raise_()

    def move_by(self, step: int) -> None:
        """Go up or down the rows, stopping at the ends."""
        count = len(self._model.rows)
        row = min(max(self._view.currentIndex().row() + step, 0), count - 1)
        self._view.setCurrentIndex(self._model.index(row))

    def pick_current(self) -> bool:
        """Choose the marked row; False when the list is closed or empty."""
        index = self._view.currentIndex()
        if not self.isVisible() or not index.isValid():
            return False
        self._pick(index)
        return True

    def rows(self) -> tuple[Suggestion, ...]:
        """What is offered now."""
        return self._model.rows if self.isVisible() else ()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paper with the border of a control."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("control"), 1))
        painter.setBrush(colour("paper"))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), tokens.RADIUS, tokens.RADIUS)

    def _place(self, window: QWidget) -> None:
        corner = self._anchor.mapTo(window, QPoint(0, self._anchor.height() + 4))
        heights = [self._view.sizeHintForRow(row) for row in range(min(_SHOWN, len(self._model.rows)))]
        height = sum(heights) + 10
        below = window.height() - corner.y() - 4
        room = max(below, 60)
        if height > below and corner.y() - self._anchor.height() - 8 > below:
            height = min(height, corner.y() - self._anchor.height() - 12)
            corner = self._anchor.mapTo(window, QPoint(0, -4 - height))
            room = height
        width = max(self._anchor.width(), min(scaled(420), window.width() - corner.x() - 8))
        left = max(4, min(corner.x(), window.width() - width - 4))
        self.setGeometry(left, corner.y(), width, min(height, room))

    def _clicked(self, index: QModelIndex) -> None:
        self._pick(index)

    def _pick(self, index: QModelIndex) -> None:
        row = self._model.rows[index.row()]
        self.hide()
        self.picked.emit(row)
