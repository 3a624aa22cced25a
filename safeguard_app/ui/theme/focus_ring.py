"""The ring around the button, row action or segment that has the keyboard.

Two pixels, one pixel outside the border, painted by one widget that floats beside the focused one, so that no
layout moves. Fields show focus by their own border instead; a widget asks for the ring with the dynamic property
``ring`` (see :func:`wants_ring`).
"""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from shiboken6 import isValid

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colour

_WIDTH = 2
_GAP = 1
_OUT = _WIDTH + _GAP
_FOLLOWED = frozenset({QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide})


def wants_ring(widget: QWidget, inset: int = 0) -> None:
    """Let the focus ring be drawn around this widget when it has the keyboard.

    ``inset`` pulls the ring inwards, for widgets that fill their pane to the edge.
    """
    widget.setProperty("ring", inset + 1)


class _RingWidget(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("focus"), _WIDTH))
        half = _WIDTH / 2
        corner = tokens.RADIUS + _GAP + half
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), corner, corner)


class FocusRing(QObject):
    """Follows the keyboard through the whole application."""

    def __init__(self, application: QApplication) -> None:
        """Start following."""
        super().__init__(application)
        self._target: QWidget | None = None
        self._ring: _RingWidget | None = None
        self._watched: list[QWidget] = []
        application.focusChanged.connect(self._focus_moved)

    @classmethod
    def of(cls, application: QApplication) -> "FocusRing":
        """Return the application's one ring: two would paint over each other."""
        for child in application.children():
            if isinstance(child, cls):
                return child
        return cls(application)

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._let_go()
        if new is not None and new.property("ring"):
            self._target = new
            self._follow(new)

    def _let_go(self) -> None:
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._watched.clear()
        self._target = None
        if self._ring is not None and isValid(self._ring):
            self._ring.hide()
            self._ring.deleteLater()
        self._ring = None

    def _follow(self, target: QWidget) -> None:
        host = _host_of(target)
        if host is None:
            return
        self._ring = _RingWidget(host)
        watched: QWidget | None = target
        while watched is not None and watched is not host:
            watched.installEventFilter(self)
            self._watched.append(watched)
            watched = watched.parentWidget()
        self._place()

    def _place(self) -> None:
        if self._ring is None or self._target is None or not isValid(self._ring):
            return
        host = self._ring.parentWidget()
        if host is None:
            return
        inset = int(self._target.property("ring") or 1) - 1
        out = _OUT - inset
        corner = self._target.mapTo(host, QPoint(0, 0))
        self._ring.setGeometry(QRect(corner, self._target.size()).adjusted(-out, -out, out, out))
        self._ring.setVisible(self._target.isVisible())
        self._ring.raise_()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Move with the target; never takes an event away."""
        if event.type() in _FOLLOWED:
            self._place()
        return False


def _host_of(target: QWidget) -> QWidget | None:
    """The nearest ancestor that scrolls with the target, or the window, so that nothing clips the ring."""
    host = target.parentWidget()
    while host is not None and not host.isWindow():
        above = host.parentWidget()
        if above is not None and isinstance(above.parentWidget(), QAbstractScrollArea):
            return host
        if host.property("ringhost"):
            return host
        host = above
    return host
