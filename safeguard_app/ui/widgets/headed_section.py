"""A section of a record or page: heading, something at the right, a line, then its content."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLayout, QSizePolicy, QVBoxLayout, QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colour
from safeguard_app.ui.theme.tokens import TypeStyle
from safeguard_app.ui.widgets.layouts import row
from safeguard_app.ui.widgets.text_label import TextLabel


class Line(QFrame):
    """A hairline across its parent: ``line2`` under heads, ``line`` between rows."""

    def __init__(self, ink: str = "line2", parent: QWidget | None = None) -> None:
        """One pixel high."""
        super().__init__(parent)
        self._ink = ink
        self.setFixedHeight(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The line."""
        QPainter(self).fillRect(self.rect(), colour(self._ink))


class HeadedSection(QWidget):
    """Heading above content. Its accessible name is the heading, so that a jump to it is announced."""

    def __init__(
        self,
        heading: str,
        *,
        style: TypeStyle = tokens.SECTION,
        aside: QWidget | None = None,
        line: bool = True,
        space: int = tokens.SPACE_2,
        parent: QWidget | None = None,
    ) -> None:
        """``aside`` stands at the right of the heading; ``line`` draws the line beneath."""
        super().__init__(parent)
        self.setAccessibleName(heading)
        self.heading_label = TextLabel(heading, style)
        self.heading_label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_1)
        head = row(self.heading_label, None)
        if aside is not None:
            head.addWidget(aside)
        layout.addLayout(head)
        if line:
            layout.addWidget(Line())
        self._body = QVBoxLayout()
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(space)
        layout.addLayout(self._body)

    def set_heading(self, heading: str) -> None:
        """Change the heading."""
        self.heading_label.setText(heading)
        self.setAccessibleName(heading)

    def add(self, *items: QWidget | QLayout) -> None:
        """Put content at the end."""
        for item in items:
            if isinstance(item, QWidget):
                self._body.addWidget(item)
            else:
                self._body.addLayout(item)

    def show_only(self, widgets: Sequence[QWidget]) -> None:
        """Have ``widgets`` as the content, in this order; what of them stands here already is not made anew."""
        wanted = {id(widget) for widget in widgets}
        while (item := self._body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and id(widget) not in wanted:
                widget.hide()
                widget.deleteLater()
        self.add(*widgets)

    def clear(self) -> None:
        """Take all content out."""
        self.show_only(())
