"""The bar at the top: menus, search, the two things one comes for, and what protects the screen."""

from PySide6.QtCore import QEvent, QPoint, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QMenuBar, QSizePolicy, QVBoxLayout, QWidget

from safeguard_app.ui.shell.commands import ShellCommands
from safeguard_app.ui.shell.search_box import SearchBox
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colour, scaled
from safeguard_app.ui.widgets.button import Button, ButtonKind
from safeguard_app.ui.widgets.layouts import WrapLayout

_WORDS = {"curtain": "Curtain", "lock": "Lock", "help": "Help"}
_BARE = 640
"""Below this width at the design's text size the quiet buttons are icons alone, with tooltips."""
_HINTED = (("curtain", "F8"), ("lock", "Ctrl+L"), ("help", "F1"))


class _Divider(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedSize(9, scaled(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(4, 0, 1, self.height(), colour("line2"))


class CommandBar(QFrame):
    """48 high; grows to two lines when the window is narrow for the size of the text."""

    def __init__(self, commands: ShellCommands, parent: QWidget | None = None) -> None:
        """Show the commands; every button triggers the same action as its menu entry and key."""
        super().__init__(parent)
        self.setProperty("ground", "window")
        self.setAccessibleName("Commands")
        self._commands = commands
        self._menu_bar = QMenuBar(self)
        self._menu_bar.setNativeMenuBar(False)
        self._menu_bar.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._menu_bar.setAccessibleName("Menus")
        for menu in commands.menus(self):
            self._menu_bar.addMenu(menu)
        self.search = SearchBox(self)
        self.new_button = self._button("new_incident", "New incident", "plus", ButtonKind.FILLED)
        self.check_button = self._button("contact_check", "Contact check", "link-2", ButtonKind.OUTLINED)
        self._quiet = {
            "curtain": self._button("curtain", "Curtain", "eye-off", ButtonKind.QUIET, "F8"),
            "lock": self._button("lock", "Lock", "lock", ButtonKind.QUIET, "Ctrl+L"),
        }
        self._help = Button("Help", "circle-question-mark", ButtonKind.QUIET, hint="F1", parent=self)
        self._help_menu: QMenu = commands.help_menu(self)
        self._help.clicked.connect(self._open_help)
        self._quiet["help"] = self._help
        self._lay_out()

    def set_filled(self, filled: bool) -> None:
        """Whether New incident is the filled button: not on pages that end in an act of their own."""
        self.new_button.set_kind(ButtonKind.FILLED if filled else ButtonKind.OUTLINED)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow windows drop the keys from the quiet buttons; they stay in menus and tooltips."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Fit to the width of the window."""
        self.search.fit(self.width())
        wide = self.width() >= scaled(tokens.NARROW_WINDOW)
        bare = self.width() < scaled(_BARE)
        for key, hint in _HINTED:
            button = self._quiet[key]
            button.set_hint(hint if wide else "")
            button.setToolTip("" if wide else f"{_WORDS[key]}, {hint}")
            button.setText("" if bare else _WORDS[key])
            button.setAccessibleName(_WORDS[key])
        self._sides.refit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line beneath."""
        super().paintEvent(event)
        QPainter(self).fillRect(0, self.height() - 1, self.width(), 1, colour("line"))

    def _lay_out(self) -> None:
        left = WrapLayout(tokens.SPACE_3, 4)
        left.addWidget(self._menu_bar)
        left.addWidget(self.search)
        right = WrapLayout(tokens.SPACE_2, 4, right=True)
        divider = _Divider(self)
        for widget in (self.new_button, self.check_button, divider, *self._quiet.values()):
            right.addWidget(widget)
        self._left, self._right = QWidget(self), QWidget(self)
        self._left.setLayout(left)
        self._right.setLayout(right)
        self._sides = _TwoSided(self._left, self._right)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 7, 12, 8)
        layout.addWidget(self._sides)

    def _button(self, key: str, words: str, icon: str, kind: ButtonKind, hint: str = "") -> Button:
        button = Button(words, icon, kind, hint=hint, parent=self)
        action = self._commands.actions[key]
        button.clicked.connect(action.trigger)
        action.enabledChanged.connect(button.setEnabled)
        return button

    def _open_help(self) -> None:
        self._help_menu.popup(self._help.mapToGlobal(QPoint(0, self._help.height() + 2)))


class _TwoSided(QWidget):
    """Puts one group at the left and one at the right, or beneath each other when both do not fit."""

    def __init__(self, left: QWidget, right: QWidget) -> None:
        super().__init__()
        self._left, self._right = left, right
        left.setParent(self)
        right.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        left, right = self._left.sizeHint(), self._right.sizeHint()
        return QSize(left.width() + right.width() + 4, max(left.height(), right.height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(200), self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        left, right = self._left.sizeHint(), self._right.sizeHint()
        if left.width() + right.width() + 4 <= width:
            return max(left.height(), right.height())
        return self._height(self._left, width) + 4 + self._height(self._right, width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._place()
        return super().event(event)

    def refit(self) -> None:
        """What is inside changed its size: ask for the height it needs now."""
        for side in (self._left, self._right):
            layout = side.layout()
            if layout is not None:
                layout.invalidate()
        self.updateGeometry()
        self._place()

    def _place(self) -> None:
        left, right, width = self._left.sizeHint(), self._right.sizeHint(), self.width()
        if left.width() + right.width() + 4 <= width:
            height = max(left.height(), right.height())
            self._left.setGeometry(0, 0, left.width(), height)
            self._right.setGeometry(width - right.width(), 0, right.width(), height)
            return
        first = self._height(self._left, width)
        self._left.setGeometry(0, 0, width, first)
        self._right.setGeometry(0, first + 4, width, self._height(self._right, width))

    @staticmethod
    def _height(widget: QWidget, width: int) -> int:
        layout = widget.layout()
        assert layout is not None
        return layout.heightForWidth(width)
