"""A table over frozen rows: quiet head, hairlines, one or two lines to a row, no grid."""

from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colour, font, scaled
from safeguard_app.ui.widgets.table_cell import Cell, CellStyle, paint_cell

AnyIndex = QModelIndex | QPersistentModelIndex
CELL_ROLE = Qt.ItemDataRole.UserRole + 1
SORT_ROLE = Qt.ItemDataRole.UserRole + 2
ROW_ROLE = Qt.ItemDataRole.UserRole + 3
_PAD = tokens.SPACE_2
_WIDE_SHARE = 210
"""What a sharing column may ask of a spare one, at the design's text size."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title, what it shows of a row, its width in pixels (0 takes a share of what is left).

    A ``spare`` one gives way where the shares would cut their own words off: what it shows stands elsewhere too.
    """

    title: str
    cell: Callable[[Any], Cell]
    width: int = 0
    right: bool = False
    wrap: bool = False
    spare: bool = False
    sort_key: Callable[[Any], Any] | None = None


class TableRows(QAbstractTableModel):
    """The model: frozen rows seen through columns. ``id_of`` names a row, so that a choice survives new rows."""

    def __init__(
        self, columns: Sequence[Column], id_of: Callable[[Any], Hashable], parent: QWidget | None = None
    ) -> None:
        """Start empty."""
        super().__init__(parent)
        self.columns = tuple(columns)
        self._id_of = id_of
        self._rows: tuple[Any, ...] = ()

    @property
    def rows(self) -> tuple[Any, ...]:
        """The rows shown, in order."""
        return self._rows

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows. The same ids in the same order only repaint; anything else resets."""
        new = tuple(rows)
        same = [self._id_of(row) for row in new] == [self._id_of(row) for row in self._rows]
        if same and new:
            self._rows = new
            self.dataChanged.emit(self.index(0, 0), self.index(len(new) - 1, len(self.columns) - 1))
            return
        self.beginResetModel()
        self._rows = new
        self.endResetModel()

    def row_at(self, index: AnyIndex) -> Any:
        """The row behind an index."""
        return self._rows[index.row()]

    def place_of(self, row_id: Hashable) -> int:
        """Where the row with this id stands, or -1."""
        return next((place for place, row in enumerate(self._rows) if self._id_of(row) == row_id), -1)

    def id_at(self, place: int) -> Hashable:
        """The id of the row at a place."""
        return self._id_of(self._rows[place])

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Titles of the columns."""
        if orientation != Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self.columns[section].right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text for search and screen readers, the cell for the painter, keys for sorting."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self.columns[index.column()]
        if role == ROW_ROLE:
            return row
        if role == SORT_ROLE and column.sort_key is not None:
            return column.sort_key(row)
        if role in (Qt.ItemDataRole.DisplayRole, CELL_ROLE, Qt.ItemDataRole.AccessibleTextRole, SORT_ROLE):
            cell = column.cell(row)
            if role == CELL_ROLE:
                return cell
            return cell.spoken if role == Qt.ItemDataRole.AccessibleTextRole else cell.text
        return None


class _CellPainter(QStyledItemDelegate):
    def __init__(self, table: "DataTable") -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        cell = index.data(CELL_ROLE)
        column = self._table.model_rows.columns[index.column()]
        area: QRect = option.rect
        painter.save()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(area, colour("tint"))
        elif index.row() == self._table.row_under_pointer:
            painter.fillRect(area, colour("hover"))
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), colour("line"))
        if isinstance(cell, Cell):
            paint_cell(painter, cell, area.adjusted(_PAD, 0, -_PAD, -1), right=column.right, wrap=column.wrap)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        return QSize(40, self._table.row_height)


class DataTable(QTableView):
    """The view. Enter, double click or a click on a link cell opens a row; arrows move through rows.

    Signals:
        row_chosen(object): the marked row changed by the user or the program; carries the row, or None.
        row_opened(object): Enter, double click or a link; carries the row.
    """

    row_chosen = Signal(object)
    row_opened = Signal(object)

    def __init__(
        self,
        label: str,
        columns: Sequence[Column],
        id_of: Callable[[Any], Hashable],
        *,
        two_lines: bool = False,
        row_height: int = 0,
        fit_rows: bool = False,
        chooses: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """``fit_rows`` makes the table as high as its rows (it stands inside a scrolling page).

        ``chooses`` False gives a plain table nothing can be marked in.
        """
        super().__init__(parent)
        self.model_rows = TableRows(columns, id_of, self)
        self.row_under_pointer = -1
        self._fit = fit_rows
        self._widest_share = 0
        self._left_out: frozenset[str] = frozenset()
        self._base_height = row_height or (tokens.ROW_TWO_LINES if two_lines else tokens.ROW_ONE_LINE)
        self.setAccessibleName(label)
        self.setModel(self.model_rows)
        self.setItemDelegate(_CellPainter(self))
        self._set_look(chooses=chooses)
        self._set_head()
        self.selectionModel().currentRowChanged.connect(self._row_changed)
        self.doubleClicked.connect(self._opened)
        self.clicked.connect(self._clicked)
        self._chosen_id: Hashable = None

    @property
    def row_height(self) -> int:
        """Height of every row at the text size in force."""
        return scaled(self._base_height)

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show rows; the marked one stays marked when it is among them."""
        wanted = self._chosen_id
        self.model_rows.set_rows(rows)
        self.verticalHeader().setDefaultSectionSize(self.row_height)
        self._widest_share = self._measured()
        self._spread_columns()
        self._fit_height()
        if wanted is not None:
            self.choose(wanted)

    def leave_out(self, titles: Collection[str]) -> None:
        """Show every column but these: nothing that is shown now would stand in them."""
        self._left_out = frozenset(titles)
        self._spread_columns()

    def choose(self, row_id: Hashable) -> bool:
        """Mark the row with an id; False when it is not there."""
        place = self.model_rows.place_of(row_id)
        if place < 0:
            return False
        self.selectRow(place)
        return True

    def chosen(self) -> Any:
        """The marked row, or None."""
        index = self.currentIndex()
        return self.model_rows.row_at(index) if index.isValid() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the marked row. With Ctrl it is the page's, which has an act of its own."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()
            else:
                self._opened(self.currentIndex())
            return
        super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer with the hover ground."""
        index = self.indexAt(event.position().toPoint())
        self._point_at(index.row() if index.isValid() else -1)
        link = index.isValid() and self._is_link(index)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if link else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: Any) -> None:
        """The pointer went away."""
        self._point_at(-1)
        super().leaveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share out the width again."""
        super().resizeEvent(event)
        self._spread_columns()
        self._fit_height()

    def _set_look(self, *, chooses: bool) -> None:
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.SingleSelection if chooses else mode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chooses else Qt.FocusPolicy.NoFocus)
        self.setCornerButtonEnabled(False)
        if self._fit:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _set_head(self) -> None:
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(tokens.TARGET)
        self.verticalHeader().setDefaultSectionSize(self.row_height)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setFixedHeight(scaled(tokens.TABLE_HEAD))
        head.setMinimumSectionSize(20)

    def _spread_columns(self) -> None:
        columns = self.model_rows.columns
        metrics = QFontMetrics(font(strong=True))
        widths = [
            max(scaled(column.width), metrics.horizontalAdvance(column.title) + 2 * _PAD + 2)
            if column.width
            else 0
            for column in columns
        ]
        shares = [place for place, width in enumerate(widths) if not width]
        for place in reversed(range(len(columns))):
            short = shares and (self.viewport().width() - sum(widths)) // len(shares) < self._widest_share
            gives_way = columns[place].title in self._left_out or bool(columns[place].spare and short)
            self.setColumnHidden(place, gives_way)
            widths[place] = 0 if gives_way else widths[place]
        spare = self.viewport().width() - sum(widths)
        for place in shares:
            least = metrics.horizontalAdvance(columns[place].title) + 2 * _PAD + 2
            widths[place] = max(spare // len(shares), least, scaled(90))
        for place, width in enumerate(widths):
            if not self.isColumnHidden(place):
                self.horizontalHeader().resizeSection(place, width)

    def _measured(self) -> int:
        """The width that the words of the widest cell of a sharing column need, up to a reasonable one."""
        metrics, most = QFontMetrics(font(strong=True)), scaled(_WIDE_SHARE)
        columns = [column for column in self.model_rows.columns if not column.width]
        if not any(column.spare for column in self.model_rows.columns):
            return 0
        cells = (column.cell(row) for row in self.model_rows.rows for column in columns)
        return min(most, max((metrics.horizontalAdvance(cell.text) for cell in cells), default=0) + 2 * _PAD)

    def _fit_height(self) -> None:
        if self._fit:
            wide = self.horizontalHeader().length() > self.viewport().width()
            bar = self.horizontalScrollBar().sizeHint().height() if wide else 0
            self.setFixedHeight(
                scaled(tokens.TABLE_HEAD) + self.model_rows.rowCount() * self.row_height + 2 + bar
            )

    def _is_link(self, index: AnyIndex) -> bool:
        cell = index.data(CELL_ROLE)
        return isinstance(cell, Cell) and cell.style is CellStyle.LINK

    def _point_at(self, row: int) -> None:
        if (
            row != self.row_under_pointer
            and self.selectionMode() != QAbstractItemView.SelectionMode.NoSelection
        ):
            self.row_under_pointer = row
            self.viewport().update()

    def _row_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self._chosen_id = self.model_rows.id_at(current.row()) if current.isValid() else None
        self.row_chosen.emit(self.model_rows.row_at(current) if current.isValid() else None)

    def _clicked(self, index: QModelIndex) -> None:
        if self._is_link(index):
            self.row_opened.emit(self.model_rows.row_at(index))

    def _opened(self, index: QModelIndex) -> None:
        self.row_opened.emit(self.model_rows.row_at(index))
