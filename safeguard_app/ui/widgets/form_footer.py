"""The bar under a form that stays in view: its acts at the left, what is still open, leaving at the right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

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
        bar = row(holder, space=tokens.SPACE_3, margins=(24, edge, 24, edge))
        bar.addWidget(self._aside, 0, Qt.AlignmentFlag.AlignVCenter)
        outer.addLayout(bar)
        self.setMinimumHeight(scaled(tokens.FORM_FOOTER))

    def add(self, *widgets: QWidget) -> None:
        """Put acts and words at the left, in order."""
        for widget in widgets:
            self._left.addWidget(widget)

    def add_right(self, *widgets: QWidget) -> None:
        """Put acts and words at the right."""
        for widget in widgets:
            self._right.addWidget(widget)
        self._aside.show()
