"""A sheet over the dimmed window, for the few things that may not be passed by.

The sheet and its dim are children of the window, not windows of their own: the curtain covers them, no second
window can be captured or lost behind another, and the work beneath stays as it is. While a sheet is open the
keyboard stays inside it and no shortcut reaches the page beneath, except those that protect (curtain, lock, help).
"""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QDialog, QFrame, QScrollArea, QToolButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colour, scaled
from safeguard_app.ui.theme.focus_ring import wants_ring
from safeguard_app.ui.theme.icons import paint_icon
from safeguard_app.ui.widgets.focus_order import in_reading_order, show_whole
from safeguard_app.ui.widgets.headed_section import Line
from safeguard_app.ui.widgets.layouts import Pane, row
from safeguard_app.ui.widgets.text_label import TextLabel

PROTECTS = "protects"
"""Dynamic property of the QActions that work while a sheet is open: curtain, lock, help."""


class CloseCross(QToolButton):
    """The cross at the right of a title bar."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        """``label`` says what it does, such as "Cancel, add nothing"."""
        super().__init__(parent)
        self.setAccessibleName(label)
        self.setToolTip(label)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedSize(scaled(32), scaled(28))
        wants_ring(self, 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The cross, on a ground while the pointer is on it."""
        painter = QPainter(self)
        if self.underMouse():
            painter.fillRect(self.rect(), colour("hover"))
        side = scaled(tokens.ICON_BUTTON)
        paint_icon(painter, "x", "text", (self.width() - side) / 2, (self.height() - side) / 2, side)


class _Dim(QWidget):
    """Lies over the whole window, darkens it and takes its mouse and keyboard."""

    def __init__(self, window: QWidget, sheet: "ModalSheet") -> None:
        super().__init__(window)
        self._sheet = sheet
        window.installEventFilter(self)
        self.setGeometry(window.rect())

    def paintEvent(self, _event: QPaintEvent) -> None:
        shade = QColor(Qt.GlobalColor.black)
        shade.setAlphaF(tokens.DIM_ALPHA)
        QPainter(self).fillRect(self.rect(), shade)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def focusNextPrevChild(self, forwards: bool) -> bool:
        return self._sheet.step_focus(forwards=forwards)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
            self._sheet.place()
        return False


class ModalSheet(QDialog):
    """Base of every sheet: title bar, scrolling body, footer. Fill :attr:`body` and :attr:`footer`.

    ``finished(int)`` of QDialog tells that it was closed; subclasses add a signal with a frozen answer.

    Signals:
        closed(): the sheet is gone and the keyboard back where it was.
    """

    closed = Signal()

    def __init__(
        self,
        title: str,
        *,
        width: int = tokens.MODAL_WIDTH,
        cancel_words: str = "Cancel",
        fills_window: bool = False,
    ) -> None:
        """``title`` stands in the title bar; ``cancel_words`` name the cross and Escape.

        ``fills_window``: the sheet takes all the room there is, and something in its body grows with it.
        """
        super().__init__(None, Qt.WindowType.Widget)
        self.setAccessibleName(title)
        self._wanted_width = width
        self._fills_window = fills_window
        self._dim: _Dim | None = None
        self._before: QWidget | None = None
        cross = CloseCross(cancel_words)
        cross.clicked.connect(self.reject)
        head = Pane("rail", row(TextLabel(title), None, cross, margins=(16, 1, 4, 1)))
        head.setFixedHeight(scaled(32))
        content = QWidget()
        self.body = QVBoxLayout(content)
        self.body.setContentsMargins(24, 16, 24, 16)
        self.body.setSpacing(tokens.SPACE_3)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidget(content)
        content.setAutoFillBackground(False)
        self._content = content
        self.footer = row(margins=(24, 12, 24, 12), space=tokens.SPACE_3)
        self._foot = Pane("sunken", self.footer)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        for part in (head, self._scroll, Line("line"), self._foot):
            layout.addWidget(part)

    def open_over(self, widget: QWidget) -> None:
        """Show the sheet over the window of ``widget`` and give it the keyboard."""
        window = widget.window()
        if not self._fills_window:
            self.body.addStretch(1)
        self._before = QApplication.focusWidget()
        self._dim = _Dim(window, self)
        self.setParent(self._dim)
        self._dim.show()
        self._dim.raise_()
        self.place()
        self.show()
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)
        here = QApplication.focusWidget()
        if here is None or not self.isAncestorOf(here):
            # What should have it is hidden or off: never leave it on the page beneath.
            self.step_focus(forwards=False)

    def first_focus(self) -> QWidget:
        """What has the keyboard to begin with: the first thing in the body, unless a sheet says otherwise."""
        inside = self._focusable()
        return inside[1] if len(inside) > 1 else self

    def place(self) -> None:
        """Centre the sheet, never larger than the window; its body scrolls when it must."""
        if self._dim is None:
            return
        room = self._dim.rect().adjusted(12, 12, -12, -12)
        if self._fills_window:
            self._content.setFixedWidth(room.width() - 2)
            self._content.setMinimumHeight(self.body.minimumHeightForWidth(room.width() - 2))
            self.setGeometry(room)
            return
        width = min(scaled(self._wanted_width), room.width())
        self._content.setFixedWidth(width - 2)
        body = (
            self.body.heightForWidth(width - 2)
            if self.body.hasHeightForWidth()
            else self.body.sizeHint().height()
        )
        # Wrapped words ask for the height they need when narrow, which would leave room to scroll for nothing.
        self._content.setMinimumHeight(body)
        foot = self._foot.sizeHint().height()
        height = min(scaled(32) + body + foot + 4, room.height())
        self.setGeometry(
            QRect(room.center().x() - width // 2, room.center().y() - height // 2, width, height).intersected(
                room
            )
        )

    def show_whole(self, widget: QWidget) -> None:
        """Scroll until ``widget`` can be seen."""
        show_whole(self._scroll, widget)

    def show_top(self) -> None:
        """Scroll back to the beginning: other words stand there now."""
        self._scroll.verticalScrollBar().setValue(0)

    def step_focus(self, *, forwards: bool) -> bool:
        """Move the keyboard to the next thing inside the sheet, round and round."""
        inside = self._focusable()
        if not inside:
            return True
        here = QApplication.focusWidget()
        place = inside.index(here) if here in inside else -1
        reason = Qt.FocusReason.TabFocusReason if forwards else Qt.FocusReason.BacktabFocusReason
        target = inside[(place + (1 if forwards else -1)) % len(inside)]
        target.setFocus(reason)
        self.show_whole(target)
        return True

    def done(self, result: int) -> None:
        """Close, take the dim away and give the keyboard back."""
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        super().done(result)
        if self._dim is not None and isValid(self._dim):
            # The sheet stays the dim's child and goes with it: without a parent it would belong to Python alone and be
            # gone before the key or click that closed it is over.
            dim, self._dim = self._dim, None
            dim.hide()
            dim.deleteLater()
        if self._before is not None and isValid(self._before):
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hold shortcuts of the page beneath back while the sheet is open, and grow with what comes into it."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self._content:
            self.place()
        if event.type() != QEvent.Type.Shortcut or not self.isVisible():
            return False
        beneath = belongs_to(watched, self.window()) and not belongs_to(watched, self)
        return beneath and not self._lies_under(watched) and not watched.property(PROTECTS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves without doing anything."""
        if event.key() == Qt.Key.Key_Escape:
            self.reject()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paper with a border; no shadow."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("paper"))
        painter.setPen(QPen(colour("text"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _lies_under(self, thing: QObject) -> bool:
        """Whether something is of a sheet that was opened over this one: its keys are its own."""
        stacked = self.window().children()
        of = next((one for one in stacked if isinstance(one, _Dim) and belongs_to(thing, one)), None)
        return of is not None and self._dim in stacked and stacked.index(of) > stacked.index(self._dim)

    def _focusable(self) -> list[QWidget]:
        """Everything inside that takes the keyboard, from head to foot."""
        return in_reading_order(self)


def belongs_to(thing: QObject, owner: QWidget) -> bool:
    """Whether a widget, an action or a shortcut is ``owner`` or hangs from it, however deep."""
    here: QObject | None = thing
    while here is not None and here is not owner:
        here = here.parent()
    return here is not None
