"""A drop-down list that looks like the fields and buttons around it."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyledItemDelegate, QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colour, font, scaled
from safeguard_app.ui.theme.icons import paint_icon


class ChoiceBox(QComboBox):
    """One value of several, each with words.

    Signals:
        chosen(object): the user picked a value; carries it. Setting it from the program is silent.
    """

    chosen = Signal(object)

    def __init__(
        self,
        label: str,
        choices: Sequence[tuple[object, str]] = (),
        *,
        small: bool = False,
        prefix: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """``label`` is the accessible name; ``prefix`` is shown before the chosen words, as in ``Kind: ...``."""
        super().__init__(parent)
        self._small = small
        self._prefix = prefix
        self._values: list[object] = []
        self.setAccessibleName(label)
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(
            QSizePolicy.Policy.Fixed if small else QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed
        )
        self.setMaxVisibleItems(14)
        self.set_choices(choices)
        self.activated.connect(self._activated)

    def set_choices(self, choices: Sequence[tuple[object, str]]) -> None:
        """Replace all choices; the first is chosen."""
        self.clear()
        self._values = [value for value, _ in choices]
        for _, words in choices:
            self.addItem(words)
        self.updateGeometry()

    def values(self) -> tuple[object, ...]:
        """What there is to choose from, in order."""
        return tuple(self._values)

    def value(self) -> object:
        """The chosen value, or None when there is nothing to choose."""
        index = self.currentIndex()
        return self._values[index] if 0 <= index < len(self._values) else None

    def set_value(self, value: object) -> None:
        """Choose a value without telling anyone. An unknown value leaves the choice as it is."""
        if value in self._values:
            self.setCurrentIndex(self._values.index(value))

    def sizeHint(self) -> QSize:
        """Wide enough for the longest words."""
        metrics = QFontMetrics(font(tokens.BASE if self._small else tokens.READ))
        texts = [self.itemText(index) for index in range(self.count())]
        if self._small:
            texts = [self.currentText()]
        widest = max((metrics.horizontalAdvance(self._prefix + text) for text in texts), default=40)
        height = scaled(tokens.BUTTON_SMALL if self._small else tokens.FIELD)
        return QSize(widest + 3 * tokens.SPACE_2 + scaled(tokens.ICON_BUTTON) + 4, height)

    def minimumSizeHint(self) -> QSize:
        """A small one never hides its words; a wide one may be squeezed and elides."""
        hint = self.sizeHint()
        return hint if self._small else QSize(min(hint.width(), scaled(120)), hint.height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the page, it never changes an answer."""
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Border, words, chevron."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 2 if self.hasFocus() else 1
        painter.setPen(QPen(colour(self._border()), width))
        painter.setBrush(colour("hover" if self.underMouse() and self.isEnabled() else "paper"))
        half = width / 2
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(half, half, -half, -half), tokens.RADIUS, tokens.RADIUS
        )
        ink = "text" if self.isEnabled() else "disabled"
        side = scaled(tokens.ICON_BUTTON)
        right = self.width() - side - tokens.SPACE_2
        paint_icon(painter, "chevron-down", ink, right, (self.height() - side) / 2, side)
        chosen = font(tokens.BASE if self._small else tokens.READ)
        painter.setFont(chosen)
        painter.setPen(colour(ink))
        area = QRectF(tokens.SPACE_2 + 1, 0, right - 2 * tokens.SPACE_2, self.height())
        words = QFontMetrics(chosen).elidedText(
            self._prefix + self.currentText(), Qt.TextElideMode.ElideRight, round(area.width()) + 4
        )
        painter.drawText(
            area.adjusted(0, 0, 4, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words
        )

    def _border(self) -> str:
        if self.hasFocus():
            return "focus"
        if self.property("wrong"):
            return "late"
        return "control" if self.isEnabled() else "line2"

    def _activated(self, _index: int) -> None:
        self.updateGeometry()
        self.chosen.emit(self.value())
