"""A panel on the ground of its meaning: verdicts, "Daily log whole", what holds, what went wrong."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colour, theme_name
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.theme.tokens import ThemeName, TypeStyle
from safeguard_app.ui.widgets.icon_label import IconLabel
from safeguard_app.ui.widgets.layouts import row
from safeguard_app.ui.widgets.text_label import TextLabel


class NoticePanel(QFrame):
    """Icon, words and perhaps buttons. The meaning is said by icon and words; the ground only helps."""

    def __init__(
        self,
        meaning: Meaning,
        heading: str,
        text: str = "",
        *,
        icon: str = "",
        large: bool = False,
        boxed: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``large`` is a verdict (page type); ``boxed`` has the border of a control and no ground (mock 03)."""
        super().__init__(parent)
        self._meaning = meaning
        self._boxed = boxed
        self.setAccessibleName(heading)
        style: TypeStyle = tokens.PAGE if large else tokens.SUB if boxed else tokens.STRONG
        ink = "text" if boxed or not large else meaning.value
        self._icon = IconLabel(icon or meaning.icon, "text" if boxed else meaning.value, 26 if large else 18)
        self._heading = TextLabel(heading, style, ink, wrap=True)
        self._text = TextLabel(text, tokens.READ if large else tokens.BASE, wrap=True)
        self._text.setTextFormat(Qt.TextFormat.AutoText)
        self._body = QVBoxLayout()
        self._body.setSpacing(tokens.SPACE_1)
        self._body.addWidget(self._heading)
        self._body.addWidget(self._text)
        side = QVBoxLayout()
        side.addWidget(self._icon)
        side.addStretch(1)
        gap = tokens.SPACE_4 if large else tokens.SPACE_2 + 4
        edge = tokens.SPACE_4 if large or boxed else tokens.SPACE_3
        self.setLayout(row(side, self._body, space=gap, margins=(tokens.SPACE_4, edge, tokens.SPACE_4, edge)))
        layout = self.layout()
        assert layout is not None
        row_layout = layout
        row_layout.setAlignment(side, Qt.AlignmentFlag.AlignTop)
        self._text.setVisible(bool(text))

    def say(self, meaning: Meaning, heading: str, text: str = "", icon: str = "") -> None:
        """Say something else."""
        self._meaning = meaning
        self._icon.set_icon(icon or meaning.icon, "text" if self._boxed else meaning.value)
        self._heading.setText(heading)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.setAccessibleName(heading)
        if self._heading.property("tone") != "text":
            self._heading.set_tone(meaning.value)
        self.update()

    def set_rich_text(self, html: str) -> None:
        """Show text with some words bold; the caller escapes every part a person typed."""
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._text.setText(html)
        self._text.setVisible(bool(html))

    def add(self, widget: QWidget) -> None:
        """Put something beneath the words: a link, a row of buttons."""
        self._body.addWidget(widget)

    def words(self) -> tuple[str, str]:
        """Heading and text, for tests."""
        return self._heading.text(), self._text.text()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ground; in high contrast a border in the colour of the meaning instead."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self._boxed:
            painter.setPen(QPen(colour("control"), 1))
            painter.setBrush(colour("paper"))
        elif theme_name() is ThemeName.HIGH_CONTRAST:
            painter.setPen(QPen(colour(self._meaning.value), 1))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(self._meaning.ground))
        painter.drawRoundedRect(area, tokens.RADIUS, tokens.RADIUS)
