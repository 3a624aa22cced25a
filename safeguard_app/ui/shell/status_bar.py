"""The bar at the foot: what is saved, whether the record is whole, when the backup was checked, who is here."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colour, font, scaled
from safeguard_app.ui.theme.icons import paint_icon
from safeguard_app.ui.widgets.layouts import WrapLayout

_GAP = 7
_NARROW = 640


class _Item(QLabel):
    def __init__(self, icon: str, label: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon = icon
        self._label = label
        self._tone = "muted"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def say(self, words: str, tone: str = "muted", icon: str = "") -> None:
        if icon:
            self._icon = icon
        self._tone = tone
        self.setText(words)
        self.setAccessibleName(f"{self._label}: {words}")
        self.setVisible(bool(words))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        wide = QFontMetrics(font()).horizontalAdvance(self.text())
        return QSize(scaled(tokens.ICON_CHIP) + _GAP + wide + 2, scaled(tokens.STATUS_BAR - 4))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = scaled(tokens.ICON_CHIP)
        paint_icon(painter, self._icon, self._tone, 0, (self.height() - side) / 2, side)
        painter.setPen(colour(self._tone))
        painter.setFont(font())
        area = QRect(side + _GAP, 0, self.width(), self.height())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())


class ShellStatusBar(QFrame):
    """26 high. Each setter shows a sentence; an empty one hides its place. ``tone`` is a colour token."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with nothing to say."""
        super().__init__(parent)
        self.setProperty("ground", "rail")
        self.setAccessibleName("State of the log")
        self._saved = _Item("check", "Saving", self)
        self._idle = _Item("clock", "Locking", self)
        self._whole = _Item("shield-check", "The record", self)
        self._backup = _Item("hard-drive", "Backup", self)
        self._user = _Item("user", "Signed in", self)
        right = WrapLayout(tokens.SPACE_4, 0, right=True)
        for item in (self._idle, self._whole, self._backup, self._user):
            right.addWidget(item)
        holder = QWidget(self)
        holder.setLayout(right)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 2, 12, 1)
        layout.setSpacing(tokens.SPACE_4)
        layout.addWidget(self._saved, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(holder, 1)
        self._fit()

    def set_saved(self, words: str, tone: str = "muted", icon: str = "check") -> None:
        """What became of the last change: "All changes saved 15:42", "Draft kept in the log 15:44"."""
        self._saved.say(words, tone, icon)
        QAccessible.updateAccessibility(QAccessibleEvent(self._saved, QAccessible.Event.NameChanged))

    def set_whole(self, words: str, tone: str = "muted") -> None:
        """Whether the record is whole, and when that was checked."""
        self._whole.say(words, tone)
        self._whole.setVisible(bool(words) and self.width() >= scaled(_NARROW))

    def set_backup(self, words: str, tone: str = "muted") -> None:
        """When a backup was last opened and compared."""
        self._backup.say(words, tone)
        self._backup.setVisible(bool(words) and self.width() >= scaled(_NARROW))

    def set_user(self, words: str) -> None:
        """Who is signed in, with their role."""
        self._user.say(words)

    def set_locking(self, words: str) -> None:
        """Said shortly before the log locks for want of use; an empty sentence takes it away."""
        self._idle.say(words, "due")

    def words(self) -> tuple[str, ...]:
        """Everything said now, for tests."""
        items = (self._saved, self._idle, self._whole, self._backup, self._user)
        return tuple(item.text() for item in items if item.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Large text in a small window: what Today says as well makes room for the page."""
        super().resizeEvent(event)
        narrow = self.width() < scaled(_NARROW)
        for item in (self._whole, self._backup):
            item.setVisible(bool(item.text()) and not narrow)

    def changeEvent(self, event: QEvent) -> None:
        """Text grew or shrank."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line above."""
        super().paintEvent(event)
        QPainter(self).fillRect(0, 0, self.width(), 1, colour("line"))

    def _fit(self) -> None:
        self.setMinimumHeight(scaled(tokens.STATUS_BAR))
