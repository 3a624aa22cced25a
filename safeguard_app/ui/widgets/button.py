"""Every push button of the program: outlined, filled, quiet or as a link."""

from enum import Enum, auto

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colour, font, scaled
from safeguard_app.ui.theme.focus_ring import wants_ring
from safeguard_app.ui.theme.icons import paint_icon

_GAP = tokens.SPACE_2
_MNEMONIC = Qt.TextFlag.TextShowMnemonic | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class ButtonKind(Enum):
    """How much a button stands out; one filled button to a window."""

    OUTLINED = auto()
    FILLED = auto()
    QUIET = auto()
    LINK = auto()


class Button(QPushButton):
    """A button with an icon before its words and, where it has a key, the key in quieter letters after them."""

    def __init__(
        self,
        text: str,
        icon: str = "",
        kind: ButtonKind = ButtonKind.OUTLINED,
        *,
        hint: str = "",
        small: bool = False,
        chevron: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``hint`` is a key such as ``Ctrl+Enter``; ``chevron`` marks a button that opens a menu."""
        super().__init__(text, parent)
        self._icon = icon
        self._kind = kind
        self._hint = hint
        self._small = small
        self._chevron = chevron
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        if kind is ButtonKind.LINK:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        wants_ring(self)

    @property
    def kind(self) -> ButtonKind:
        """How much it stands out now."""
        return self._kind

    def set_kind(self, kind: ButtonKind) -> None:
        """Let it stand out more or less."""
        self._kind = kind
        self.updateGeometry()
        self.update()

    def set_icon_name(self, icon: str) -> None:
        """Show another icon, or none for an empty name."""
        self._icon = icon
        self.updateGeometry()
        self.update()

    def set_hint(self, hint: str) -> None:
        """Show another key, or none."""
        self._hint = hint
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Width of icon, words and key with the padding of the kind, and never too narrow to hit."""
        wide = round(self._content_width()) + 2 * self._padding()
        return QSize(max(wide, tokens.TARGET), self._height())

    def minimumSizeHint(self) -> QSize:
        """Never narrower than its words: a label is not clipped."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses a focused button, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, border, icon, words, key, chevron."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        left = (self.width() - self._content_width()) / 2
        if self._kind is ButtonKind.QUIET and self.property("leading"):
            left = self._padding()
        self._paint_content(painter, left)

    def _height(self) -> int:
        if self._kind is ButtonKind.LINK:
            return scaled(tokens.TARGET)
        return scaled(tokens.BUTTON_SMALL if self._small else tokens.BUTTON)

    def _padding(self) -> int:
        return {ButtonKind.LINK: 0, ButtonKind.QUIET: tokens.SPACE_2}.get(
            self._kind, tokens.SPACE_2 if self._small else tokens.SPACE_3
        )

    def _strong(self) -> bool:
        return self._kind is ButtonKind.FILLED

    def _text_width(self) -> int:
        size = QFontMetrics(font(strong=self._strong())).size(Qt.TextFlag.TextShowMnemonic, self.text())
        return size.width()

    def _content_width(self) -> float:
        parts = [float(self._text_width())] if self.text() else []
        if self._icon:
            parts.append(scaled(tokens.ICON_BUTTON))
        if self._hint:
            parts.append(QFontMetrics(font()).horizontalAdvance(self._hint))
        if self._chevron:
            parts.append(scaled(tokens.ICON_BUTTON))
        return sum(parts) + _GAP * max(0, len(parts) - 1)

    def _ink(self) -> str:
        if not self.isEnabled():
            return "disabled"
        return {ButtonKind.FILLED: "onaccent", ButtonKind.LINK: "accent"}.get(self._kind, "text")

    def _paint_ground(self, painter: QPainter) -> None:
        if self._kind is ButtonKind.LINK:
            return
        ground, border = self._grounds()
        painter.setBrush(ground)
        painter.setPen(QPen(border, 1) if border.alpha() else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), tokens.RADIUS, tokens.RADIUS
        )

    def _grounds(self) -> tuple[QColor, QColor]:
        none = QColor(Qt.GlobalColor.transparent)
        under = self.underMouse() and self.isEnabled()
        if self._kind is ButtonKind.FILLED and self.isEnabled():
            ground = colour("accenthover" if under or self.isDown() else "accent")
            return ground, ground
        if self._kind is ButtonKind.QUIET:
            return (colour("tint") if self.isChecked() else colour("hover") if under else none), none
        ground = colour("tint" if self.isChecked() or self.isDown() else "hover" if under else "paper")
        return ground, colour("control" if self.isEnabled() else "line2")

    def _paint_content(self, painter: QPainter, left: float) -> None:
        ink = self._ink()
        if self._icon:
            side = scaled(tokens.ICON_BUTTON)
            paint_icon(painter, self._icon, ink, left, (self.height() - side) / 2, side)
            left += side + _GAP
        if self.text():
            left = self._paint_text(painter, left, ink)
        if self._hint:
            painter.setFont(font())
            painter.setPen(colour(ink if ink in ("onaccent", "disabled") else "muted"))
            width = QFontMetrics(font()).horizontalAdvance(self._hint)
            painter.drawText(QRectF(left, 0, width + 1, self.height()), _MNEMONIC, self._hint)
            left += width + _GAP
        if self._chevron:
            side = scaled(tokens.ICON_BUTTON)
            paint_icon(painter, "chevron-down", ink, left, (self.height() - side) / 2, side)

    def _paint_text(self, painter: QPainter, left: float, ink: str) -> float:
        width = self._text_width()
        painter.setFont(font(strong=self._strong()))
        painter.setPen(colour(ink))
        painter.drawText(QRect(round(left), 0, width + 1, self.height()), self._text_flags(), self.text())
        if self._kind is ButtonKind.LINK:
            metrics = QFontMetrics(font())
            base = (self.height() + metrics.ascent() - metrics.descent()) / 2 + 2.5
            painter.setPen(QPen(colour(ink), 2 if self.underMouse() else 1))
            painter.drawLine(QPointF(left, base), QPointF(left + width, base))
        return left + width + _GAP

    def _text_flags(self) -> int:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        shown = self.style().styleHint(QStyle.StyleHint.SH_UnderlineShortcut, option, self)
        flag = Qt.TextFlag.TextShowMnemonic if shown else Qt.TextFlag.TextHideMnemonic
        return int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft) | int(flag)


def filled(text: str, icon: str = "", *, hint: str = "") -> Button:
    """The one act that stands out in a window."""
    return Button(text, icon, ButtonKind.FILLED, hint=hint)


def link(text: str, icon: str = "") -> Button:
    """An act written as a link within text."""
    return Button(text, icon, ButtonKind.LINK)


def small(text: str, icon: str = "", *, chevron: bool = False) -> Button:
    """The button of page and record headers."""
    return Button(text, icon, small=True, chevron=chevron)
