"""The index at the right of a record: what there is, what is complete, and a way to jump."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colour, font, scaled
from safeguard_app.ui.theme.focus_ring import wants_ring
from safeguard_app.ui.theme.icons import icon, paint_icon
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.text_label import TextLabel

_ROW = 28


@dataclass(frozen=True, slots=True)
class IndexRow:
    """A section: ``icon`` says how complete it is (check, circle-dashed, circle-slash, minus, clock, history).

    ``note`` stands at the right ("2 of 3", "none"); ``tone`` colours icon and note.
    """

    key: str
    title: str
    icon: str = "check"
    note: str = ""
    tone: str = "text"


class _Entry(QPushButton):
    def __init__(self, entry: IndexRow, parent: QWidget) -> None:
        super().__init__(entry.title, parent)
        self.entry = entry
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(", ".join(filter(None, (entry.title, entry.note))))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        wants_ring(self, 2)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(font(strong=True))
        wide = metrics.horizontalAdvance(self.entry.title) + metrics.horizontalAdvance(self.entry.note)
        return QSize(scaled(tokens.ICON_BUTTON) + wide + 4 * tokens.SPACE_2, scaled(_ROW))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("tint" if self.isChecked() else "hover"))
            painter.drawRoundedRect(self.rect(), tokens.RADIUS, tokens.RADIUS)
        side = scaled(tokens.ICON_CHIP)
        left = tokens.SPACE_2
        paint_icon(painter, self.entry.icon, self.entry.tone, left, (self.height() - side) / 2, side)
        area = QRect(
            left + side + tokens.SPACE_2, 0, self.width() - left - side - 2 * tokens.SPACE_2, self.height()
        )
        painter.setFont(font(strong=self.isChecked()))
        painter.setPen(colour("text"))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.entry.title)
        painter.setFont(font())
        painter.setPen(colour("muted" if self.entry.tone == "text" else self.entry.tone))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self.entry.note)


class SectionIndex(QWidget):
    """ "On this record". For narrow windows :meth:`as_button` gives the same jumps in a menu.

    Signals:
        jumped(str): a section was chosen; carries its key.
    """

    jumped = Signal(str)

    def __init__(self, heading: str = "On this record", parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setAccessibleName(heading)
        self.setFixedWidth(scaled(tokens.SECTION_INDEX))
        self._entries: dict[str, _Entry] = {}
        self._rows: tuple[IndexRow, ...] = ()
        self._menu_button: Button | None = None
        self._list = QWidget()
        self._layout = QVBoxLayout(self._list)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addStretch(1)
        self._area = _bare_area(self._list)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 12, 0, 12)
        outer.setSpacing(tokens.SPACE_1)
        outer.addWidget(TextLabel(heading, tokens.STRONG))
        outer.addWidget(self._area, 1)

    def set_rows(self, rows: Sequence[IndexRow]) -> None:
        """Show sections, in the order of the record."""
        current = self.current()
        for entry in self._entries.values():
            self._layout.removeWidget(entry)
            entry.hide()
            entry.deleteLater()
        self._rows = tuple(rows)
        self._entries = {}
        for place, row in enumerate(rows):
            entry = _Entry(row, self._list)
            entry.clicked.connect(self._pressed)
            self._entries[row.key] = entry
            self._layout.insertWidget(place, entry)
        # The title of the section in view is bold: it may need a little more than the design's width.
        widest = max((entry.sizeHint().width() for entry in self._entries.values()), default=0)
        self.setFixedWidth(max(scaled(tokens.SECTION_INDEX), widest + 2 * tokens.SPACE_3))
        self.set_current(current)
        self._fill_menu()

    def set_current(self, key: str) -> None:
        """Mark the section in view."""
        for known, entry in self._entries.items():
            entry.setChecked(known == key)
            entry.update()
        if key in self._entries:
            self._area.ensureWidgetVisible(self._entries[key], 0, scaled(_ROW))

    def current(self) -> str:
        """The section marked, or an empty string."""
        return next((key for key, entry in self._entries.items() if entry.isChecked()), "")

    def as_button(self) -> Button:
        """The button "Jump to" that stands for the index in a narrow window; one and the same each time."""
        if self._menu_button is None:
            self._menu_button = Button("Jump to", "list", small=True, chevron=True)
            menu = QMenu(self._menu_button)
            menu.triggered.connect(self._menu_chosen)
            self._menu_button.setMenu(menu)
            self._fill_menu()
        return self._menu_button

    def _fill_menu(self) -> None:
        if self._menu_button is None:
            return
        menu = self._menu_button.menu()
        menu.clear()
        for row in self._rows:
            words = f"{row.title}, {row.note}" if row.note else row.title
            menu.addAction(icon(row.icon, row.tone), words).setData(row.key)

    def _menu_chosen(self, action: object) -> None:
        from PySide6.QtGui import QAction

        assert isinstance(action, QAction)
        self.set_current(str(action.data()))
        self.jumped.emit(str(action.data()))

    def _pressed(self) -> None:
        entry = self.sender()
        assert isinstance(entry, _Entry)
        self.set_current(entry.entry.key)
        self.jumped.emit(entry.entry.key)


def _bare_area(content: QWidget) -> QScrollArea:
    """What scrolls only where the window is too low for every section: rows are never pressed together."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    area.viewport().setAutoFillBackground(False)
    content.setAutoFillBackground(False)
    return area
