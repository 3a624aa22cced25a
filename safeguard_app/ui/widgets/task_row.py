"""A row of Today: status chip, what to do, when, and the one act."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colour, scaled
from safeguard_app.ui.theme.meanings import Status
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.status_chip import StatusChip
from safeguard_app.ui.widgets.text_label import ElidedLabel, TextLabel, muted

_WIDE = 640
"""Row width at the design's text size from which everything stands on one line."""


@dataclass(frozen=True, slots=True)
class TaskItem:
    """One thing to do. ``number`` is the case number, ``when`` the day, ``how_long`` beneath it, ``act`` the button."""

    key: object
    status: Status
    title: str
    number: str
    detail: str
    when: str
    how_long: str
    act: str


class TaskRow(QFrame):
    """55 high; the row under the keyboard has the tint. ``key`` of the task is the caller's own.

    Signals:
        acted(object): its button was pressed; carries the key.
        opened(object): the row itself was clicked; carries the key.
    """

    acted = Signal(object)
    opened = Signal(object)

    def __init__(self, task: TaskItem, parent: QWidget | None = None) -> None:
        """Show one thing to do."""
        super().__init__(parent)
        self.task = task
        self.setAccessibleName(
            f"{task.status.words}: {task.title}, {task.number}, {task.when}, {task.how_long}"
        )
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        chip = StatusChip(task.status)
        second = QHBoxLayout()
        second.setSpacing(tokens.SPACE_2)
        second.addWidget(TextLabel(task.number))
        second.addWidget(ElidedLabel(task.detail, tone="muted"), 1)
        words = QWidget()
        lines = QVBoxLayout(words)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addStretch(1)
        lines.addWidget(TextLabel(task.title, tokens.READ, wrap=True))
        lines.addLayout(second)
        lines.addStretch(1)
        due = QWidget()
        day = TextLabel(task.when, tokens.STRONG, task.status.meaning.value)
        due.setLayout(column(None, day, muted(task.how_long, wrap=True), None, space=0))
        self.button = Button(task.act)
        self.button.setAccessibleName(f"{task.act}: {task.title}")
        self.button.installEventFilter(self)
        self.button.clicked.connect(self._pressed)
        self._parts = (chip, words, due, self.button)
        self._wide: bool | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(8, 8, 6, 8)
        self._grid.setSpacing(tokens.SPACE_2)
        self._grid.setColumnStretch(1, 1)
        self._fit()
        self._arrange(wide=True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def minimumSizeHint(self) -> QSize:
        """As narrow as its parts beneath each other."""
        return QSize(scaled(320), super().minimumSizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Another text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange) and hasattr(self, "_grid"):
            self._fit()

    def _fit(self) -> None:
        self.setMinimumHeight(scaled(tokens.ROW_TODAY))
        self._parts[2].setFixedWidth(scaled(126))
        self.button.setMinimumWidth(scaled(tokens.ACTION_WIDTH))
        self._grid.setColumnMinimumWidth(0, scaled(88))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put day and act under the words where there is no room beside them."""
        super().resizeEvent(event)
        self._arrange(wide=self.width() >= scaled(_WIDE))

    def eventFilter(self, _watched: object, event: QEvent) -> bool:
        """The keyboard came to the button or left it: the tint goes with it."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return False

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the row opens what it is about."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit(self.task.key)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground and the line beneath."""
        painter = QPainter(self)
        if self.button.hasFocus():
            painter.fillRect(self.rect(), colour("tint"))
        elif self.underMouse():
            painter.fillRect(self.rect(), colour("hover"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, colour("line"))

    def _arrange(self, *, wide: bool) -> None:
        if wide == self._wide:
            return
        self._wide = wide
        chip, words, due, button = self._parts
        for part in self._parts:
            self._grid.removeWidget(part)
        middle, left = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignLeft
        if wide:
            self._grid.addWidget(chip, 0, 0, middle | left)
            self._grid.addWidget(words, 0, 1)
            self._grid.addWidget(due, 0, 2, middle)
            self._grid.addWidget(button, 0, 3, middle)
        else:
            self._grid.addWidget(chip, 0, 0, Qt.AlignmentFlag.AlignTop | left)
            self._grid.addWidget(words, 0, 1, 1, 2)
            self._grid.addWidget(due, 1, 1, middle)
            self._grid.addWidget(button, 1, 2, middle)

    def _pressed(self) -> None:
        self.acted.emit(self.task.key)
