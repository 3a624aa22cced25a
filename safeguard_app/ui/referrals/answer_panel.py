"""Answering one field in place: in words or the form's own answers, or saying why there is none."""

from dataclasses import dataclass
from enum import Enum
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.documents_issued import STILL_ASKED, AnswerState
from safeguard_app.services.referral_views import FieldView
from safeguard_app.ui.incidents.entry_panel import EntryPanel
from safeguard_app.ui.referrals.answer_editors import LINE_LIMIT, AnswerEditor, UnknownReason, editor_for
from safeguard_app.ui.widgets.button import link
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.segmented_control import SegmentedControl


class Way(Enum):
    """How a field is answered."""

    ANSWER = "Answer"
    NOT_KNOWN = "Not known"
    NOT_ASKED = "Not asked"
    WITHHELD = "Withhold"


_WAY_OF = {
    AnswerState.NOT_KNOWN: Way.NOT_KNOWN,
    AnswerState.NOT_ASKED: Way.NOT_ASKED,
    AnswerState.WITHHELD: Way.WITHHELD,
}
_LABELS = {
    Way.ANSWER: ("Answer", ""),
    Way.NOT_KNOWN: ("Why it is not known", "Printed in place of the answer."),
    Way.NOT_ASKED: (
        "Why nobody has asked",
        "Printed with the reason, such as “so that no question leads her”.",
    ),
    Way.WITHHELD: ("Why it is withheld", "The reason is printed. What is withheld is not."),
}


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """What was given for a field. ``text`` is the answer (several choices one to a line) or the reason."""

    key: str
    way: Way
    text: str


class AnswerPanel(EntryPanel):
    """One field, open for answering. What is typed stays until it is saved or put away.

    Signals:
        followed(str): let the field follow the record again; carries its key.
    """

    followed = Signal(str)

    def __init__(self, field: FieldView, parent: QWidget | None = None) -> None:
        """Show the field as it stands."""
        super().__init__(field.label, "Save answer", field.help, parent)
        self.form_field = field
        way = _WAY_OF.get(field.state, Way.ANSWER)
        ways = [(one, one.value) for one in Way if one is not Way.NOT_KNOWN or field.unknown]
        self.way_control = SegmentedControl(f"How to answer: {field.label}", ways, way)
        self.fields.addWidget(self.way_control)
        self._editors: dict[Way, QWidget] = {}
        self._wrapped: dict[Way, Field] = {}
        for one, _ in ways:
            self._add(one, _editor(one, field, field.text if one is way else ""))
        self.follow_link = link("Let it follow the record again")
        self._given_by_hand = not field.from_record and field.state not in STILL_ASKED
        self.fields.addWidget(self.follow_link)
        self.follow_link.setVisible(self._given_by_hand)
        self._first = self.given()
        self.follow_link.clicked.connect(self._follow)
        self.way_control.chosen.connect(self._way_chosen)
        self._show(way)

    @property
    def way(self) -> Way:
        """How it is answered now."""
        value = self.way_control.value()
        assert isinstance(value, Way)
        return value

    def editor(self, way: Way) -> QWidget:
        """What a way is answered in, for tests."""
        return self._editors[way]

    def given(self) -> GivenAnswer:
        """What stands in it now."""
        editor = cast(AnswerEditor, self._editors[self.way])
        return GivenAnswer(self.form_field.key, self.way, editor.text().strip())

    def has_changed(self) -> bool:
        """Whether something was typed or chosen that the form does not hold yet."""
        return bool(self.given().text) and self.given() != self._first

    def focus_first(self) -> None:
        """Give the keyboard to the answer."""
        self._wrapped[self.way].focus_editor()

    def _add(self, way: Way, editor: QWidget) -> None:
        label, help_text = _LABELS[way]
        name = self.form_field.key if way is Way.ANSWER else f"{way.name.lower()}_reason"
        self._editors[way] = editor
        wrapped = self.add_field(label, editor, name, help_text=help_text)
        wrapped.label.setVisible(way is not Way.ANSWER)  # the heading asks already
        self._wrapped[way] = wrapped

    def _way_chosen(self, way: object) -> None:
        assert isinstance(way, Way)
        self._show(way)
        self.focus_first()

    def _show(self, way: Way) -> None:
        for one, field in self._wrapped.items():
            field.setVisible(one is way)

    def _follow(self) -> None:
        self.followed.emit(self.form_field.key)


def _editor(way: Way, field: FieldView, text: str) -> QWidget:
    if way is Way.ANSWER:
        return editor_for(field, text)
    if way is Way.NOT_KNOWN:
        return UnknownReason(field, text)
    line = LineField(f"{_LABELS[way][0]}: {field.label}", limit=LINE_LIMIT)
    line.setText(text)
    return line
