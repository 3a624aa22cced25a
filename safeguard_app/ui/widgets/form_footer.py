"""The bar under a form that stays in view: its acts at the left, what is still open, leaving at the right."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QSizePolicy, QVBoxLayout, QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.widgets.headed_section import Line
from safeguard_app.ui.widgets.layouts import WrapLayout, row


class FormFooter(QFrame):
    """56 high, ground ``sunken``, a line above; grows when the window is narrow or text large."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setProperty("ground", "sunken")
        self.setAccessibleName("Acts of this form")
        self._left = WrapLayout(tokens.SPACE_3, tokens.SPACE_2)
        self._right = WrapLayout(tokens.SPACE_3, tokens.SPACE_2, right=True)
        holder = QWidget()
        holder.setLayout(self._left)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        self._aside = QWidget()
        self._aside.setLayout(self._right)
        self._aside.hide()
        self._aside.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(Line("line2"))
        edge = (tokens.FORM_FOOTER - tokens.BUTTON) // 2 - 1
        self._bar = row(holder, space=tokens.SPACE_3, margins=(24, edge, 24, edge))
        self._bar.addWidget(self._aside, 0, Qt.AlignmentFlag.AlignVCenter)
        outer.addLayout(self._bar)
        self.setMinimumHeight(scaled(tokens.FORM_FOOTER))

    def minimumSizeHint(self) -> QSize:
        """As narrow as its widest act: the two sides can stand beneath each other."""
        widest = max(self._left.minimumSize().width(), self._right.minimumSize().width())
        return QSize(widest + 48, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the right side beneath the left where both would not fit."""
        super().resizeEvent(event)
        needed = self._left.minimumSize().width() + self._right.sizeHint().width() + tokens.SPACE_3 + 48
        narrow = not self._aside.isHidden() and needed > self.width()
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._bar.direction() != direction:
            self._bar.setDirection(direction)
            alignment = Qt.AlignmentFlag(0) if narrow else Qt.AlignmentFlag.AlignVCenter
            self._bar.setAlignment(self._aside, alignment)

    def add(self, *widgets: QWidget) -> None:
        """Put acts and words at the left, in order."""
        for widget in widgets:
            self._left.addWidget(widget)

    def add_right(self, *widgets: QWidget) -> None:
        """Put acts and words at the right."""
        for widget in widgets:
            self._right.addWidget(widget)
        self._aside.show()
