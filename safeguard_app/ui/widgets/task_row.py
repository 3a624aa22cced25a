"""A row of Today: status chip, what to do, when, and the one act."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colour, scaled
from safeguard_app.ui.theme.meanings import Status
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.layouts import column, row
from safeguard_app.ui.widgets.status_chip import StatusChip
from safeguard_app.ui.widgets.text_label import TextLabel, muted


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
        self._key = task.key
        self.setAccessibleName(
            f"{task.status.words}: {task.title}, {task.number}, {task.when}, {task.how_long}"
        )
        self.setMinimumHeight(scaled(tokens.ROW_TODAY))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        chip = QWidget()
        chip.setLayout(row(StatusChip(task.status), None))
        chip.setFixedWidth(scaled(88))
        second = QHBoxLayout()
        second.setSpacing(tokens.SPACE_2)
        second.addWidget(TextLabel(task.number))
        second.addWidget(muted(task.detail), 1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(TextLabel(task.title, tokens.READ, wrap=True))
        words.addLayout(second)
        words.addStretch(1)
        due = QWidget()
        day = TextLabel(task.when, tokens.STRONG, task.status.meaning.value)
        due.setLayout(column(None, day, muted(task.how_long), None, space=0))
        due.setFixedWidth(scaled(126))
        self.button = Button(task.act)
        self.button.setAccessibleName(f"{task.act}: {task.title}")
        self.button.setMinimumWidth(scaled(tokens.ACTION_WIDTH))
        self.button.installEventFilter(self)
        self.button.clicked.connect(self._pressed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 8, 6, 8)
        layout.setSpacing(tokens.SPACE_2)
        layout.addWidget(chip)
        layout.addLayout(words, 1)
        layout.addWidget(due)
        layout.addWidget(self.button)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def eventFilter(self, _watched: object, event: QEvent) -> bool:
        """The keyboard came to the button or left it: the tint goes with it."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return False

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the row opens what it is about."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit(self._key)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground and the line beneath."""
        painter = QPainter(self)
        if self.button.hasFocus():
            painter.fillRect(self.rect(), colour("tint"))
        elif self.underMouse():
            painter.fillRect(self.rect(), colour("hover"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, colour("line"))

    def _pressed(self) -> None:
        self.acted.emit(self._key)
