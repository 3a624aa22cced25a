"""Rows, columns and wrapping rows with the spaces of the design."""

from typing import TypeVar

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QLayoutItem, QSizePolicy, QVBoxLayout, QWidget

from safeguard_app.ui.theme import tokens

Margins = tuple[int, int, int, int]
NO_MARGINS: Margins = (0, 0, 0, 0)
_Box = TypeVar("_Box", QVBoxLayout, QHBoxLayout)


def column(
    *items: QWidget | QLayout | int | None, space: int = tokens.SPACE_2, margins: Margins = NO_MARGINS
) -> QVBoxLayout:
    """A column; an int among the items is a space of that height, None takes up what is left."""
    return _filled(QVBoxLayout(), items, space, margins)


def row(
    *items: QWidget | QLayout | int | None, space: int = tokens.SPACE_2, margins: Margins = NO_MARGINS
) -> QHBoxLayout:
    """A row; an int among the items is a space of that width, None takes up what is left."""
    return _filled(QHBoxLayout(), items, space, margins)


def _filled(
    box: _Box, items: tuple[QWidget | QLayout | int | None, ...], space: int, margins: Margins
) -> _Box:
    box.setSpacing(space)
    box.setContentsMargins(*margins)
    for item in items:
        if item is None:
            box.addStretch(1)
        elif isinstance(item, int):
            box.addSpacing(item)
        elif isinstance(item, QWidget):
            box.addWidget(item)
        else:
            box.addLayout(item)
    return box


def emptied(layout: QLayout) -> None:
    """Take everything out of a layout; its widgets are hidden at once and then deleted."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


class Pane(QFrame):
    """A plain area with one of the grounds of the design (``paper``, ``sunken``, ``rail``, ``latebg`` ...)."""

    def __init__(
        self, ground: str = "", layout: QLayout | None = None, parent: QWidget | None = None
    ) -> None:
        """``layout`` becomes the pane's own; an empty ground lets the one beneath show."""
        super().__init__(parent)
        if ground:
            self.setProperty("ground", ground)
        if layout is not None:
            self.setLayout(layout)


class BoundedColumn(QVBoxLayout):
    """A column whose height for a width heeds how wide its widget may become at most.

    Qt asks for the height at the width of the whole row, then gives no more than that most: words that wrap there
    would lack the difference, or take it from their neighbours.
    """

    def heightForWidth(self, width: int) -> int:
        """Height at the width that the widget will have."""
        return super().heightForWidth(self._bounded(width))

    def minimumHeightForWidth(self, width: int) -> int:
        """Least height at the width that the widget will have."""
        return super().minimumHeightForWidth(self._bounded(width))

    def _bounded(self, width: int) -> int:
        widget = self.parentWidget()
        return width if widget is None else min(width, widget.maximumWidth())


class WrapLayout(QLayout):
    """Puts its items beside each other and goes on to a further line where the width ends."""

    def __init__(
        self, space: int = tokens.SPACE_2, line_space: int = tokens.SPACE_2, *, right: bool = False
    ) -> None:
        """``right`` sets the items against the right edge."""
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        """By width. A page asks for the same height dozens of times while it finds its own."""
        self._wanted: QSize | None = None
        self._least: QSize | None = None
        self._line_space = line_space
        self._right = right
        self.setSpacing(space)
        self.setContentsMargins(QMargins(0, 0, 0, 0))

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item at the end."""
        self._items.append(item)
        self._forget()

    def insert_widget(self, place: int, widget: QWidget) -> None:
        """Put a widget at a place in the order."""
        self.addWidget(widget)
        self._items.insert(place, self._items.pop())
        self.invalidate()

    def widgets(self) -> list[QWidget]:
        """The widgets in their order."""
        return [widget for item in self._items if (widget := item.widget()) is not None]

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item at a place, or None past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take the item at a place out, or None past the end."""
        self._forget()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Wants no more room than its items."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The height depends on where lines end."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height of all lines at a width."""
        if width not in self._heights:
            around = self.contentsMargins()
            inner = QRect(0, 0, width - around.left() - around.right(), 0)
            self._heights[width] = self._arrange(inner, place=False) + around.top() + around.bottom()
        return self._heights[width]

    def invalidate(self) -> None:
        """Something in it changed."""
        self._forget()
        super().invalidate()

    def _forget(self) -> None:
        self._heights.clear()
        self._wanted = self._least = None

    def setGeometry(self, rect: QRect) -> None:
        """Place the items."""
        super().setGeometry(rect)
        self._arrange(rect.marginsRemoved(self.contentsMargins()), place=True)

    def sizeHint(self) -> QSize:
        """Everything on one line."""
        if self._wanted is None:
            self._wanted = self._on_one_line()
        return self._wanted

    def _on_one_line(self) -> QSize:
        shown = [item for item in self._items if not item.isEmpty()]
        width = sum(item.sizeHint().width() for item in shown) + self.spacing() * max(0, len(shown) - 1)
        height = max((item.sizeHint().height() for item in shown), default=0)
        return QSize(width, height).grownBy(self.contentsMargins())

    def minimumSize(self) -> QSize:
        """The widest item alone."""
        if self._least is None:
            size = QSize(0, 0)
            for item in self._items:
                if not item.isEmpty():
                    size = size.expandedTo(item.minimumSize())
            self._least = size.grownBy(self.contentsMargins())
        return self._least

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        top = rect.top()
        for line in self._lines(rect.width()):
            height = max(_height_of(item, rect.width()) for item in line)
            if place:
                self._place_line(line, rect, top, height)
            top += height + self._line_space
        return max(0, top - self._line_space - rect.top())

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            wide = min(item.sizeHint().width(), width) if width > 0 else item.sizeHint().width()
            if lines and used + self.spacing() + wide <= width:
                lines[-1].append(item)
                used += self.spacing() + wide
            else:
                lines.append([item])
                used = wide
        return lines

    def _place_line(self, line: list[QLayoutItem], rect: QRect, top: int, height: int) -> None:
        widths = [min(item.sizeHint().width(), rect.width()) for item in line]
        spare = rect.width() - sum(widths) - self.spacing() * (len(line) - 1)
        left = rect.left() + (max(0, spare) if self._right else 0)
        for index, (item, wide) in enumerate(zip(line, widths, strict=True)):
            last_grows = index == len(line) - 1 and not self._right and _grows(item)
            size = QSize(wide + max(0, spare) if last_grows else wide, _height_of(item, rect.width()))
            item.setGeometry(QRect(QPoint(left, top + (height - size.height()) // 2), size))
            left += wide + self.spacing()


def _height_of(item: QLayoutItem, room: int) -> int:
    """The height an item wants at the width it gets: words that wrap ask for two lines where one is enough, too."""
    wanted = item.sizeHint()
    if room > 0 and item.hasHeightForWidth():
        return item.heightForWidth(min(room, wanted.width()))
    return wanted.height()


def _grows(item: QLayoutItem) -> bool:
    widget = item.widget()
    return widget is not None and widget.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Expanding
