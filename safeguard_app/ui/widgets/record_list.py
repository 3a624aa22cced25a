"""The list pane's rows: two or three lines each, painted by a delegate over frozen rows."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colour, font, scaled
from safeguard_app.ui.theme.icons import paint_icon
from safeguard_app.ui.theme.meanings import Status

AnyIndex = QModelIndex | QPersistentModelIndex
_PAD = tokens.SPACE_4
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row. With ``third`` or ``status`` it has three lines, otherwise two with ``aside`` half-way down."""

    id: Hashable
    title: str
    aside: str = ""
    second: str = ""
    third: str = ""
    status: Status | None = None

    @property
    def spoken(self) -> str:
        """The row in words, for screen readers."""
        status = self.status.words if self.status else ""
        return ", ".join(filter(None, (self.title, self.aside, self.second, self.third, status)))


class ListRows(QStringListModel):
    """The model over frozen rows, or over whatever rows are made of: of ten thousand, a screen shows ten.

    The base is used for its count alone: a view that is laid out asks twice for each row how many there are, and Qt
    answers that twenty times as fast as Python would.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._of: Sequence[Any] = ()
        self._ids: list[Hashable] = []
        self._make: Callable[[Any], ListRow] | None = None
        self._made: dict[int, ListRow] = {}

    def set_rows(
        self,
        of: Sequence[Any],
        make: Callable[[Any], ListRow] | None = None,
        id_of: Callable[[Any], Hashable] = attrgetter("id"),
    ) -> None:
        """Show other rows; the same ids in the same order only repaint.

        ``make`` makes the row of each of ``of`` once it is asked for, and ``id_of`` its id; without, they are rows.
        """
        ids = list(map(id_of, of))
        same = bool(ids) and ids == self._ids
        self._of, self._ids, self._make = tuple(of), ids, make
        self._made.clear()
        if same:
            self.dataChanged.emit(self.index(0), self.index(len(ids) - 1))
        else:
            self.setStringList([""] * len(ids))

    def row_at(self, place: int) -> ListRow:
        """The row at a place."""
        made = self._made.get(place)
        if made is None:
            one = self._of[place]
            made = self._made[place] = self._make(one) if self._make is not None else one
        return made

    def place_of(self, row_id: Hashable) -> int:
        """Where the row with this id stands, or -1."""
        return self._ids.index(row_id) if row_id in self._ids else -1

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """A row can be marked, and neither written over nor dragged away."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The title, or the whole row in words."""
        if not index.isValid():
            return None
        row = self.row_at(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        return row.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None


class _RowPainter(QStyledItemDelegate):
    def __init__(self, rows: ListRows, three_lines: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = rows
        self._three = three_lines

    def sizeHint(self, _option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        return QSize(120, scaled(tokens.ROW_RECORD if self._three else tokens.ROW_PEOPLE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        area: QRect = option.rect
        row = self._rows.row_at(index.row())
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, colour("tint"))
            painter.fillRect(QRect(area.left(), area.top(), 3, area.height()), colour("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, colour("hover"))
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), colour("line"))
        self._paint_words(painter, row, area.adjusted(_PAD, 0, -_PAD + 2, -1))
        painter.restore()

    def _paint_words(self, painter: QPainter, row: ListRow, area: QRect) -> None:
        line = scaled(tokens.BASE.line)
        count = 3 if self._three else 2
        top = area.top() + (area.height() - count * line) // 2
        first = QRect(area.left(), top, area.width(), line)
        aside = first if self._three else area
        taken = self._paint(painter, row.aside, "muted", aside, _RIGHT)
        room = first.adjusted(0, 0, -taken, 0)
        self._paint(painter, row.title, "text", room, _LEFT, strong=True)
        second = room if not self._three else first
        self._paint(painter, row.second, "muted", second.translated(0, line), _LEFT)
        if self._three:
            self._paint_third(painter, row, first.translated(0, 2 * line))

    def _paint_third(self, painter: QPainter, row: ListRow, area: QRect) -> None:
        if row.status is not None:
            ink = row.status.meaning.value
            words = QFontMetrics(font()).elidedText(
                row.status.words, Qt.TextElideMode.ElideRight, area.width() * 2 // 3
            )
            wide = self._paint(painter, words, ink, area, _RIGHT)
            side = scaled(tokens.ICON_STATUS)
            left = area.right() - wide + tokens.SPACE_3 - side - 3
            paint_icon(painter, row.status.icon_name, ink, left, area.center().y() - side / 2 + 1, side)
            area = area.adjusted(0, 0, -wide - side, 0)
        self._paint(painter, row.third, "text", area, _LEFT)

    @staticmethod
    def _paint(
        painter: QPainter, text: str, ink: str, area: QRect, align: Qt.AlignmentFlag, *, strong: bool = False
    ) -> int:
        """Paint one line, elided; the width it took with the gap after it."""
        if not text:
            return 0
        chosen = font(strong=strong)
        metrics = QFontMetrics(chosen)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.setFont(chosen)
        painter.setPen(colour(ink))
        painter.drawText(area, align, shown)
        return metrics.horizontalAdvance(shown) + tokens.SPACE_3


class RecordList(QListView):
    """The list itself: arrows move, Enter opens, and the choice survives new rows.

    Signals:
        row_chosen(object): the marked row changed; carries the ListRow, or None.
        row_opened(object): Enter or double click; carries the ListRow.
    """

    row_chosen = Signal(object)
    row_opened = Signal(object)

    def __init__(self, label: str, *, three_lines: bool = True, parent: QWidget | None = None) -> None:
        """``three_lines`` for incidents, two for people."""
        super().__init__(parent)
        self._rows = ListRows(self)
        self._chosen_id: Hashable = None
        self.setAccessibleName(label)
        self.setModel(self._rows)
        self.setItemDelegate(_RowPainter(self._rows, three_lines, self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.selectionModel().currentChanged.connect(self._current_moved)
        self.doubleClicked.connect(self._opened)

    def set_rows(
        self,
        of: Sequence[Any],
        make: Callable[[Any], ListRow] | None = None,
        id_of: Callable[[Any], Hashable] = attrgetter("id"),
    ) -> None:
        """Show rows; the marked one stays marked when it is among them, and nothing is announced then.

        With ``make`` and ``id_of``, what they are made of: see :meth:`ListRows.set_rows`.
        """
        wanted = self._chosen_id
        blocked = self.blockSignals(True)
        self._rows.set_rows(of, make, id_of)
        found = wanted is not None and self.choose(wanted)
        self.blockSignals(blocked)
        if wanted is not None and not found:
            self._chosen_id = None
            self.row_chosen.emit(None)

    def choose(self, row_id: Hashable) -> bool:
        """Mark the row with an id; False when it is not there."""
        place = self._rows.place_of(row_id)
        if place < 0:
            return False
        self.setCurrentIndex(self._rows.index(place))
        return True

    def chosen(self) -> ListRow | None:
        """The marked row, or None."""
        index = self.currentIndex()
        return self._rows.row_at(index.row()) if index.isValid() else None

    def row_count(self) -> int:
        """How many rows are shown."""
        return self._rows.rowCount()

    def row_center(self, place: int) -> QPoint:
        """Where the middle of a row is in the viewport, for tests that click."""
        return self.visualRect(self._rows.index(place)).center()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the marked row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._opened(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _current_moved(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self._chosen_id = self._rows.row_at(current.row()).id if current.isValid() else self._chosen_id
        if current.isValid():
            self.row_chosen.emit(self._rows.row_at(current.row()))

    def _opened(self, index: QModelIndex) -> None:
        self.row_opened.emit(self._rows.row_at(index.row()))
