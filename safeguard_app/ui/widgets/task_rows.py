"""Things to do beneath each other, as many as a day may have: made in portions, so that no key waits for them."""

from collections.abc import Callable, Sequence
from functools import cache

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import text_scale
from safeguard_app.ui.widgets.button import small
from safeguard_app.ui.widgets.task_row import TaskItem, TaskRow

MOST_SHOWN = 60
"""Rows that stand there at first; whoever wants more asks for so many again."""
AT_ONCE = 12
"""Rows made in one go: laid out and painted within what nobody notices."""
_AFTER_PAINTING_MS = 20


def _none(place: int) -> TaskItem:
    raise IndexError(place)


class TaskRows(QWidget):
    """Rows, and a button for those that are left. A row that says what it said before is not made anew.

    Signals:
        acted(object), opened(object): as a row has them; carry the key of its task.
        standing(): as many rows as there is to be stand there.
    """

    acted = Signal(object)
    opened = Signal(object)
    standing = Signal()

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        """Start without a row."""
        super().__init__(parent)
        self.setAccessibleName(label)
        self.rows: list[TaskRow] = []
        self.more_button = small("")
        self.more_button.hide()
        self.more_button.clicked.connect(self._show_more)
        self._tasks: Callable[[int], TaskItem] = _none
        self._count = 0
        self._limit = MOST_SHOWN
        self._drawn_at = 0.0
        self._spare: list[TaskRow] = []
        self._waits = self._asked = False
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def waits(self) -> bool:
        """Whether rows are still to be made, once those there are painted."""
        return self._waits

    def show_tasks(self, tasks: Sequence[TaskItem], at_once: int = AT_ONCE) -> None:
        """Show other things to do; no more than ``at_once`` rows are made before the next painting."""
        self.show_each(len(tasks), tuple(tasks).__getitem__, at_once)

    def show_each(self, count: int, task: Callable[[int], TaskItem], at_once: int = AT_ONCE) -> None:
        """The same of things that are put in words one by one: of hundreds that is done for those that stand there."""
        self._tasks, self._count = cache(task), count
        if self._drawn_at != text_scale():  # rows of another size of text are of no use
            self._drop(self.rows)
            self.rows, self._drawn_at = [], text_scale()
        self._fill(at_once)
        self._go_on_later()

    def showEvent(self, event: QShowEvent) -> None:
        """What is left is made once the page is in view, whether or not anything of it is in sight to paint."""
        super().showEvent(event)
        self._go_on_later()

    def _go_on_later(self) -> None:
        if self._waits and not self._asked:
            self._asked = True
            QTimer.singleShot(
                0, self, self._once_laid_out
            )  # however long what is shown besides takes until then

    def _once_laid_out(self) -> None:
        QTimer.singleShot(_AFTER_PAINTING_MS, self, self._go_on)

    def _go_on(self) -> None:
        self._asked = False
        if self._waits and self.isVisible():
            self._fill(AT_ONCE)
            self._go_on_later()

    def _show_more(self) -> None:
        first = len(self.rows)
        self._limit += MOST_SHOWN
        self._fill(AT_ONCE)
        self._go_on_later()
        if first < len(self.rows):
            self.rows[first].button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, at_once: int) -> None:
        before, kept = list(self.rows), dict[TaskItem, list[TaskRow]]()
        for line in (*self.rows, *self._spare):
            kept.setdefault(line.task, []).append(line)
        wanted = map(self._tasks, range(min(self._count, self._limit)))
        self.rows, self._waits = [], False
        for task in wanted:
            if same := kept.get(task):
                self.rows.append(same.pop(0))
            elif at_once > 0:
                at_once -= 1
                self.rows.append(self._made(task))
            else:
                self._waits = True
                break
        left = [line for lines in kept.values() for line in lines]
        self._spare = left if self._waits else []
        for line in left:
            line.hide()
        if not self._waits:
            self._drop(left)
        self._place(before)
        self._say_more()
        if not self._waits:
            self.standing.emit()

    def _made(self, task: TaskItem) -> TaskRow:
        line = TaskRow(task)
        line.acted.connect(self.acted)
        line.opened.connect(self.opened)
        return line

    def _drop(self, lines: Sequence[TaskRow]) -> None:
        for line in lines:
            self._layout.removeWidget(line)
            line.hide()
            line.deleteLater()

    def _place(self, before: Sequence[TaskRow]) -> None:
        """Put the rows in their order; those that stand in it already are left in peace."""
        same = 0
        while same < len(self.rows) and same < len(before) and self.rows[same] is before[same]:
            same += 1
        for line in (*before[same:], *self.rows[same:]):
            self._layout.removeWidget(line)
        for place, line in enumerate(self.rows[same:], start=same):
            self._layout.insertWidget(place, line)
            line.show()

    def _say_more(self) -> None:
        left = self._count - self._limit
        shown = left > 0 and not self._waits
        if shown:
            some = min(left, MOST_SHOWN)
            self.more_button.setText(f"Show {some} more" if left > some else f"Show the other {left}")
            self.more_button.setToolTip(f"{left:,} further things stand after these")
            self._layout.setContentsMargins(0, 0, 0, tokens.SPACE_1)
        self.more_button.setVisible(shown)
