"""The curtain: covers everything in the window at once and keeps the work. It is not the lock: keys stay."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget
from shiboken6 import isValid

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colour
from safeguard_app.ui.theme.icons import APP_MARK
from safeguard_app.ui.widgets.icon_label import IconLabel
from safeguard_app.ui.widgets.modal_sheet import PROTECTS, belongs_to
from safeguard_app.ui.widgets.text_label import TextLabel, muted

_LIFTS = frozenset({Qt.Key.Key_Escape, Qt.Key.Key_F8})


class Curtain(QFrame):
    """A child of the window above everything, sheets included. Escape, F8 or a click lifts it.

    Signals:
        drawn(): it covers the window.
        lifted(): the work is in view again.
    """

    drawn = Signal()
    lifted = Signal()

    def __init__(self, window: QWidget) -> None:
        """Open to begin with."""
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # nothing beneath is painted first
        self.setAccessibleName("Curtain")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._before: QWidget | None = None
        self._reason = muted("")
        layout = QVBoxLayout(self)
        layout.setSpacing(tokens.SPACE_2)
        layout.addStretch(1)
        words = TextLabel("The curtain is drawn", tokens.PAGE)
        hint = muted("Press F8 or Escape, or click, to go on. Nothing was lost.")
        for part in (IconLabel(APP_MARK, "accent", 30), words, self._reason, hint):
            layout.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        window.installEventFilter(self)
        self.hide()

    @property
    def is_drawn(self) -> bool:
        """Whether the window is covered."""
        return not self.isHidden()

    def draw(self, reason: str = "") -> None:
        """Cover everything now. ``reason`` is said on the curtain when the user did not ask for it."""
        if self.is_drawn:
            return
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        self._before = QApplication.focusWidget()
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))
        window = self.window()
        self.setGeometry(window.rect())
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)
        self.drawn.emit()

    def lift(self) -> None:
        """Show the work again, with the keyboard where it was."""
        if not self.is_drawn:
            return
        application = QApplication.instance()
        assert application is not None
        application.removeEventFilter(self)
        self.hide()
        if self._before is not None and isValid(self._before):
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None
        self.lifted.emit()

    def turn(self) -> None:
        """Draw it or lift it."""
        if self.is_drawn:
            self.lift()
        else:
            self.draw()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window, stay on top, and let no shortcut reach the work beneath."""
        if event.type() == QEvent.Type.Resize and watched is self.parent() and self.is_drawn:
            self.setGeometry(self.window().rect())
            self.raise_()
        if event.type() == QEvent.Type.Shortcut and self.isVisible() and belongs_to(watched, self.window()):
            return not watched.property(PROTECTS)
        if event.type() == QEvent.Type.ChildAdded and watched is self.parent() and self.is_drawn:
            self.raise_()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Plain ground, to the edges."""
        QPainter(self).fillRect(event.rect(), colour("rail"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape and F8 lift it; every other key goes nowhere."""
        event.accept()
        if event.key() in _LIFTS:
            self.lift()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click lifts it."""
        event.accept()
        self.lift()

    def focusNextPrevChild(self, _forwards: bool) -> bool:
        """The keyboard stays here."""
        return True
