"""What a search found, under the field it was typed in: people, incidents, declarations, then commands.

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
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from safeguard_app.ui.search.matched_words import Stretch, paint_stretches, plain_text, width_of
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colour, font, scaled
from safeguard_app.ui.theme.icons import paint_icon
from safeguard_app.ui.theme.meanings import Status
from safeguard_app.ui.widgets.text_label import muted

AnyIndex = QModelIndex | QPersistentModelIndex
_EDGE = 6
_LINE = 20
_WIDEST = 620
_ICON_ROOM = 30


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One row. ``key`` is the caller's own; ``hint`` stands at the right (a key of the keyboard).

    ``first`` is the title, ``second`` a quiet line, ``third`` other words that were found; each with its matches.
    """

    key: object
    icon: str
    first: tuple[Stretch, ...]
    second: tuple[Stretch, ...] = ()
    third: tuple[Stretch, ...] = ()
    status: Status | None = None
    hint: str = ""
    begins_group: bool = False

    @property
    def spoken(self) -> str:
        """The row in words, for screen readers."""
        status = self.status.words if self.status is not None else ""
        parts = (plain_text(self.first), plain_text(self.second), status, plain_text(self.third), self.hint)
        return ", ".join(part for part in parts if part)

    @property
    def lines(self) -> int:
        """How many lines it takes."""
        return 1 + bool(self.second) + bool(self.third)


class _Rows(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[ResultRow, ...] = ()

    def set_rows(self, rows: Sequence[ResultRow]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return plain_text(row.first)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        return None


class _Painter(QStyledItemDelegate):
    def __init__(self, rows: _Rows, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = rows

    def sizeHint(self, _option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        row = self._rows.rows[index.row()]
        return QSize(100, scaled(_LINE * row.lines) + 2 * _EDGE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        row = self._rows.rows[index.row()]
        area: QRect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, colour("tint"))
            painter.fillRect(QRect(area.left(), area.top(), 3, area.height()), colour("accent"))
        if row.begins_group and index.row():
            painter.fillRect(QRect(area.left(), area.top(), area.width(), 1), colour("line"))
        side = scaled(tokens.ICON_BUTTON)
        line = scaled(_LINE)
        top = area.top() + _EDGE
        paint_icon(painter, row.icon, "text", area.left() + 10, top + (line - side) / 2, side)
        left = area.left() + 10 + max(scaled(_ICON_ROOM) - 10, side + tokens.SPACE_2)
        room = QRect(left, top, area.right() - left - tokens.SPACE_3, line)
        self._paint_first(painter, row, room)
        if row.second:
            room = room.translated(0, line)
            paint_stretches(painter, row.second, room, tokens.BASE, "muted")
        if row.third:
            paint_stretches(painter, row.third, room.translated(0, line), tokens.BASE, "text")
        painter.restore()

    def _paint_first(self, painter: QPainter, row: ResultRow, room: QRect) -> None:
        right = room.right()
        if row.status is not None:
            side = scaled(tokens.ICON_STATUS)
            width = width_of((Stretch(row.status.words),), tokens.BASE) + side + 4
            if width < room.width() // 2:
                left = right - width
                ink = row.status.meaning.value
                top = room.top() + (room.height() - side) / 2
                paint_icon(painter, row.status.icon_name, ink, left, top, side)
                words = QRect(left + side + 4, room.top(), width, room.height())
                paint_stretches(painter, (Stretch(row.status.words),), words, tokens.BASE, ink)
                right = left - tokens.SPACE_3
        if row.hint:
            painter.setFont(font())
            painter.setPen(colour("muted"))
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), row.hint)
            right -= width_of((Stretch(row.hint),), tokens.BASE) + tokens.SPACE_3
        title = QRect(room.left(), room.top(), right - room.left(), room.height())
        paint_stretches(painter, row.first, title, tokens.READ, "text")


class ResultList(QFrame):
    """Rows under a field; the field passes Up, Down and Enter on.

    Signals:
        picked(object): a row was chosen; carries the ResultRow.
        marked(str): another row is marked; carries it in words, for the field's description.
    """

    picked = Signal(object)
    marked = Signal(str)

    def __init__(self, label: str, anchor: QWidget) -> None:
        """``anchor`` is the field it opens under; ``label`` its accessible name."""
        super().__init__(anchor.window())
        self._anchor = anchor
        self._model = _Rows(self)
        self.view = QListView(self)
        self.view.setModel(self._model)
        self.view.setItemDelegate(_Painter(self._model, self))
        self.view.setAccessibleName(label)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.clicked.connect(self._clicked)
        self.sentence_label = muted("", wrap=True)
        self.sentence_label.setContentsMargins(8, 4, 8, 4)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.setSpacing(0)
        layout.addWidget(self.view)
        layout.addWidget(self.sentence_label)
        self.hide()

    def offer(self, rows: Sequence[ResultRow], sentence: str) -> None:
        """Show rows and, beneath, how many there are."""
        window = self._anchor.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        self._model.set_rows(rows)
        self.sentence_label.setText(sentence)
        self.sentence_label.setVisible(bool(sentence))
        self.view.setVisible(bool(rows))
        if rows:
            self._mark(0)
        self._place(window)
        self.show()
        self.raise_()

    def move_by(self, step: int) -> None:
        """Go up or down the rows, stopping at the ends."""
        count = len(self._model.rows)
        if count:
            self._mark(min(max(self.view.currentIndex().row() + step, 0), count - 1))

    def pick_current(self) -> bool:
        """Choose the marked row; False when there is none."""
        index = self.view.currentIndex()
        if not self.isVisible() or not index.isValid():
            return False
        self._pick(index)
        return True

    def rows(self) -> tuple[ResultRow, ...]:
        """What is offered now."""
        return self._model.rows if self.isVisible() else ()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paper with the border of a control."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("control"), 1))
        painter.setBrush(colour("paper"))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), tokens.RADIUS, tokens.RADIUS)

    def _mark(self, row: int) -> None:
        index = self._model.index(row)
        self.view.setCurrentIndex(index)
        self.marked.emit(self._model.rows[row].spoken)

    def _place(self, window: QWidget) -> None:
        corner = self._anchor.mapTo(window, QPoint(0, self._anchor.height() + 4))
        width = max(self._anchor.width(), min(scaled(_WIDEST), window.width() - 16))
        left = max(8, min(corner.x(), window.width() - width - 8))
        rows = sum(self.view.sizeHintForRow(row) for row in range(len(self._model.rows)))
        words = self.sentence_label.heightForWidth(width - 8) if self.sentence_label.text() else 0
        height = min(rows + words + 12, max(80, window.height() - corner.y() - 12))
        self.setGeometry(left, corner.y(), width, height)

    def _clicked(self, index: QModelIndex) -> None:
        self._pick(index)

    def _pick(self, index: QModelIndex) -> None:
        row = self._model.rows[index.row()]
        self.hide()
        self.picked.emit(row)
