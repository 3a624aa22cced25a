"""What a field is answered in: a line, a box, the form's own answers. Each gives its text as the form keeps it."""

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeguard_app.services.reference import FieldKind
from safeguard_app.services.referral_views import FieldView
from safeguard_app.ui.incidents.text_box import TextBox
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.segmented_control import SegmentedControl
from safeguard_app.ui.widgets.tick_box import TickBox

LINE_LIMIT = 500
_LONG = frozenset({FieldKind.LONG_TEXT, FieldKind.TABLE})
_MOST_SEGMENTS = 3


class AnswerEditor(Protocol):
    """A widget that holds an answer."""

    def text(self) -> str:
        """The answer; several choices one to a line."""


class LineAnswer(LineField):
    """A name, a number, a day in words."""


class SegmentAnswer(SegmentedControl):
    """One of two or three answers."""

    def text(self) -> str:
        """The chosen answer, or nothing."""
        return str(self.value() or "")


class ChoiceAnswer(ChoiceBox):
    """One of many answers; none is chosen for the user."""

    def text(self) -> str:
        """The chosen answer, or nothing."""
        return str(self.value() or "")


class TicksAnswer(QWidget):
    """Any of several answers."""

    def __init__(self, field: FieldView, chosen: tuple[str, ...]) -> None:
        """Tick what is answered already."""
        super().__init__()
        self.setAccessibleName(field.label)
        self.boxes = {words: TickBox(words) for words in field.allowed}
        for words, box in self.boxes.items():
            box.setChecked(words in chosen)
        self.setLayout(column(*self.boxes.values(), space=0))
        self.setFocusProxy(next(iter(self.boxes.values())))

    def text(self) -> str:
        """What is ticked, one to a line, in the form's order."""
        return "\n".join(words for words, box in self.boxes.items() if box.isChecked())


class UnknownReason(QWidget):
    """Why a field is not known: one of the form's wordings, or the school's own."""

    _OWN = "another reason"

    def __init__(self, field: FieldView, reason: str) -> None:
        """Show the reason that stands, or the form's first wording."""
        super().__init__()
        self.setAccessibleName(f"Why it is not known: {field.label}")
        wordings = [(words, words) for words in field.unknown]
        self.wording_box = ChoiceBox(
            f"Printed wording: {field.label}", [*wordings, (self._OWN, "Another reason")]
        )
        self.own_line = LineField("The reason, as it is printed", limit=LINE_LIMIT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_2)
        layout.addWidget(self.wording_box)
        layout.addWidget(self.own_line)
        own = bool(reason) and reason not in field.unknown
        self.wording_box.set_value(self._OWN if own else reason)
        self.own_line.setText(reason if own else "")
        self.own_line.setVisible(own)
        self.wording_box.chosen.connect(self._chosen)
        self.setFocusProxy(self.wording_box)

    def text(self) -> str:
        """The reason as it is printed."""
        chosen = str(self.wording_box.value() or "")
        return self.own_line.text() if chosen == self._OWN else chosen

    def _chosen(self, value: object) -> None:
        self.own_line.setVisible(value == self._OWN)
        if value == self._OWN:
            self.own_line.setFocus(Qt.FocusReason.OtherFocusReason)


def editor_for(field: FieldView, text: str) -> QWidget:
    """The widget to answer a field in, showing ``text``; it is also an :class:`AnswerEditor`.

    "Not known" is not offered among the answers: it is a way of its own, with its reason.
    """
    allowed = tuple(words for words in field.allowed if words not in field.unknown)
    if field.kind is FieldKind.CHOICES and field.allowed:
        return TicksAnswer(field, tuple(text.split("\n")))
    if allowed and len(allowed) <= _MOST_SEGMENTS:
        choices = [(words, words) for words in allowed]
        return SegmentAnswer(field.label, choices, text if text in allowed else None)
    if allowed:
        box = ChoiceAnswer(field.label, [("", "Choose"), *((words, words) for words in allowed)])
        box.set_value(text)
        return box
    if field.kind in _LONG or "\n" in text or len(text) > LINE_LIMIT:
        written = TextBox(field.label, lines=4)
        written.set_text(text)
        return written
    line = LineAnswer(field.label, limit=LINE_LIMIT)
    line.setText(text)
    return line
