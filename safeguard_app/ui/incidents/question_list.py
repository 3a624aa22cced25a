"""The questions of a category, drawn from the catalogue's data: adding a question there needs no code here."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeguard_app.domain.incidents import Answer
from safeguard_app.services.incident_choices import QuestionLine
from safeguard_app.services.reference import QuestionKind
from safeguard_app.ui.incidents.text_box import TextBox
from safeguard_app.ui.incidents.tick_group import TickGroup
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.segmented_control import SegmentedControl

_UNKNOWN = "unknown"
_YES_NO = (("yes", "Yes"), ("no", "No"), (_UNKNOWN, "Not known"))
_OPEN = ""


class QuestionList(QWidget):
    """One field to a question. Nothing here is required.

    Signals:
        changed(): an answer changed by the user's hand.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without questions."""
        super().__init__(parent)
        self.setAccessibleName("Questions of this kind of incident")
        self._questions: tuple[QuestionLine, ...] = ()
        self._readers: dict[str, Callable[[], Answer | None]] = {}
        self._kept: dict[str, Answer] = {}
        self._fields: list[Field] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(tokens.SPACE_3)

    def set_questions(self, questions: Sequence[QuestionLine]) -> None:
        """Put other questions. Answers given so far stay where the same question is put again."""
        if tuple(questions) == self._questions:
            return
        answers = self.answers()
        self._questions = tuple(questions)
        self.set_answers(answers)

    def answers(self) -> tuple[Answer, ...]:
        """What was answered, and answers to questions that are not put now: nothing given is dropped."""
        found = dict(self._kept)
        for question, read in self._readers.items():
            answer = read()
            if answer is None:
                found.pop(question, None)
            else:
                found[question] = answer
        return tuple(found.values())

    def set_answers(self, answers: Sequence[Answer]) -> None:
        """Show answers without telling anyone."""
        self._kept = {answer.question: answer for answer in answers}
        for field in self._fields:
            self._layout.removeWidget(field)
            field.hide()
            field.deleteLater()
        self._fields, self._readers = [], {}
        for question in self._questions:
            field = self._field(question, self._kept.get(question.id))
            self._fields.append(field)
            self._layout.addWidget(field)

    def field(self, question: str) -> Field:
        """The field of a question, for tests."""
        return next(
            field for field, one in zip(self._fields, self._questions, strict=True) if one.id == question
        )

    def _field(self, question: QuestionLine, answer: Answer | None) -> Field:
        make = {
            QuestionKind.TEXT: self._text,
            QuestionKind.YES_NO_UNKNOWN: self._yes_no,
            QuestionKind.CHOICE: self._choice,
            QuestionKind.CHOICES: self._choices,
        }.get(question.kind, self._line)
        editor = make(question, answer)
        return Field(question.text, editor, help_text=question.help)

    def _text(self, question: QuestionLine, answer: Answer | None) -> QWidget:
        box = TextBox(question.text)
        box.set_text(_first(answer))
        box.answered.connect(self.changed)
        self._readers[question.id] = lambda: _texts(question.id, box.text())
        return box

    def _line(self, question: QuestionLine, answer: Answer | None) -> QWidget:
        line = LineField(question.text, limit=500)
        line.setText(_first(answer))
        line.textEdited.connect(self.changed)
        self._readers[question.id] = lambda: _texts(question.id, line.text())
        return line

    def _yes_no(self, question: QuestionLine, answer: Answer | None) -> QWidget:
        value = _UNKNOWN if answer is not None and answer.not_known else _first(answer) or None
        control = SegmentedControl(question.text, _YES_NO, value)
        control.chosen.connect(self.changed)
        self._readers[question.id] = lambda: _yes_no_answer(question.id, control.value())
        return control

    def _choice(self, question: QuestionLine, answer: Answer | None) -> QWidget:
        choices = [(_OPEN, "Not answered yet"), *((one.code, one.label) for one in question.options)]
        box = ChoiceBox(question.text, choices)
        box.set_value(_first(answer))
        box.chosen.connect(self.changed)
        self._readers[question.id] = lambda: _texts(question.id, str(box.value() or ""))
        return box

    def _choices(self, question: QuestionLine, answer: Answer | None) -> QWidget:
        group = TickGroup(question.text, question.options)
        group.set_codes(answer.values if answer is not None else ())
        group.changed.connect(self.changed)
        self._readers[question.id] = lambda: Answer(question.id, group.codes()) if group.codes() else None
        return group


def _first(answer: Answer | None) -> str:
    return answer.values[0] if answer is not None and answer.values else ""


def _texts(question: str, text: str) -> Answer | None:
    return Answer(question, (text,)) if text.strip() else None


def _yes_no_answer(question: str, value: object) -> Answer | None:
    if value is None:
        return None
    return Answer(question, (), not_known=True) if value == _UNKNOWN else Answer(question, (str(value),))
