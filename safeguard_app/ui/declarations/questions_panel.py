"""One adult and one pupil: what they have in common, the question, and what was answered."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.services.relation_questions import QuestionLine
from safeguard_app.ui.people.day_field import DayField
from safeguard_app.ui.people.wrapped import wrapped
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button, ButtonKind, small
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.scroll_page import SidePanel
from safeguard_app.ui.widgets.text_label import TextLabel, muted

_NEEDED = "Type the day on which they were asked."


class QuestionsPanel(SidePanel):
    """The panel; says what stands here until a line is chosen.

    Signals:
        no_requested(), declare_requested(), take_back_requested(): the answer is no; there is something to declare; an
            answer was wrong.
    """

    no_requested = Signal()
    declare_requested = Signal()
    take_back_requested = Signal()

    def __init__(self, day: DayField, today: date, parent: QWidget | None = None) -> None:
        """``day`` is made with the school's own zone."""
        super().__init__("Question", parent=parent)
        self.line: QuestionLine | None = None
        self.day = day
        self.day.set_day(today)
        self.day_field = Field("Day they were asked", day, name="on")
        self.no_button = Button("Asked: not related", "check", kind=ButtonKind.FILLED, hint="Ctrl+Enter")
        self.declare_button = Button("Declare it", "plus")
        self.back_button = small("Take back", "undo-2")
        self._shown: QWidget = QWidget()
        acts = wrapped(self.no_button, self.declare_button, space=tokens.SPACE_2)
        for part in (self._shown, self.day_field, acts, wrapped(self.back_button)):
            self.column.addWidget(part)
        self.column.addStretch(1)
        self.no_button.clicked.connect(self.no_requested)
        self.declare_button.clicked.connect(self.declare_requested)
        self.back_button.clicked.connect(self.take_back_requested)
        self.show_line(None)

    def show_line(self, line: QuestionLine | None) -> None:
        """Show a pair; what can be done depends on whether it was answered."""
        self.line = line
        self.day_field.set_error("")
        fresh = QWidget()
        fresh.setLayout(column(*self._parts(line), space=tokens.SPACE_2))
        self.column.replaceWidget(self._shown, fresh)
        self._shown.hide()
        self._shown.deleteLater()
        self._shown = fresh
        asks = line is not None and line.answer is None
        for part in (self.day_field, self.no_button, self.declare_button):
            part.setVisible(asks)
        self.back_button.setVisible(line is not None and line.answer is not None)

    def day_typed(self) -> date | None:
        """The day they were asked; where it cannot be read, that is said beside it."""
        fault = self.day.fault() or ("" if self.day.day() is not None else _NEEDED)
        self.day_field.set_error(fault)
        if fault:
            self.day.setFocus()
            return None
        return self.day.day()

    @staticmethod
    def _parts(line: QuestionLine | None) -> list[QWidget]:
        if line is None:
            return [muted("Choose a line.", wrap=True)]
        parts: list[QWidget] = [TextLabel(line.adult.name, tokens.SECTION, wrap=True)]
        if line.adult_role:
            parts.append(muted(line.adult_role, wrap=True))
        parts += [TextLabel(sentence, tokens.READ, wrap=True) for sentence in line.sentences]
        if line.question:
            parts.append(TextLabel(line.question, tokens.STRONG, wrap=True))
        if line.came:
            parts.append(muted(line.came, wrap=True))
        return parts
