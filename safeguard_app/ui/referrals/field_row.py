"""One field of a form in a list: how it stands, what it says, and what can be done with it."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from safeguard_app.domain.documents_issued import STILL_ASKED, AnswerState
from safeguard_app.services.form_places import Place
from safeguard_app.services.referral_views import FieldView
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button, ButtonKind, link
from safeguard_app.ui.widgets.icon_label import IconLabel
from safeguard_app.ui.widgets.layouts import WrapLayout, column, row
from safeguard_app.ui.widgets.text_label import TextLabel, muted

_MARKS = {
    AnswerState.ANSWERED: ("check", "text"),
    AnswerState.WITHHELD: ("lock", "text"),
    AnswerState.NOT_KNOWN: ("circle-slash", "text"),
    AnswerState.NOT_ASKED: ("circle-slash", "text"),
    AnswerState.EMPTY: ("clock", "due"),
    AnswerState.PART: ("clock", "due"),
}
_PLACES = {
    Place.RECORD: "On the record",
    Place.PERSON: "On the register",
    Place.SETTINGS: "In Settings",
}
"""Where else than in the form something is answered: then every form and paper has it."""
_LONGEST = 240


class FieldRow(QWidget):
    """Signals:
    answer_asked(str): Answer or Change was pressed; carries the field's key.
    not_known_asked(str): Not known was pressed.
    place_asked(object): go to where it is answered for every form; carries the FieldView.
    """

    answer_asked = Signal(str)
    not_known_asked = Signal(str)
    place_asked = Signal(object)

    def __init__(self, field: FieldView, parent: QWidget | None = None) -> None:
        """Show a field. An empty one offers Answer and Not known, any other Change."""
        super().__init__(parent)
        self.key = field.key
        self.setAccessibleName(field.label)
        empty = field.state in STILL_ASKED
        icon, ink = _MARKS[field.state]
        self.answer_button = Button("Answer" if empty else "Change")
        self.answer_button.setAccessibleName(f"{'Answer' if empty else 'Change'}: {field.label}")
        self.answer_button.clicked.connect(partial(self.answer_asked.emit, field.key))
        self.not_known_button = Button("Not known")
        self.not_known_button.setAccessibleName(f"Not known: {field.label}")
        self.not_known_button.clicked.connect(partial(self.not_known_asked.emit, field.key))
        self.place_link = link(_PLACES.get(field.place, ""), "folder-open")
        self.place_link.setAccessibleName(f"{_PLACES.get(field.place, '')}: {field.label}")
        self.place_link.clicked.connect(partial(self.place_asked.emit, field))
        label, second = TextLabel(field.label, tokens.STRONG, wrap=True), _second(field)
        icon_label = IconLabel(icon, ink, tokens.ICON_BUTTON)
        if second:
            mark = column(icon_label, None)
            words = column(label, muted(second, wrap=True), None, space=0)
        else:
            mark = column(None, icon_label, None)
            words = column(None, label, None, space=0)
        acts = WrapLayout(tokens.SPACE_2, tokens.SPACE_1, right=True)
        acts.addWidget(self.answer_button)
        if empty and field.unknown:
            acts.addWidget(self.not_known_button)
        if empty and field.place in _PLACES:
            acts.addWidget(self.place_link)
        holder = QWidget()
        holder.setLayout(acts)
        holder.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Minimum)
        self.setLayout(row(mark, words, holder, space=tokens.SPACE_2 + 2, margins=(0, 8, 0, 8)))

    def stand_out(self, *, yes: bool) -> None:
        """Fill the Answer button: the one act the page leads to next."""
        self.answer_button.set_kind(ButtonKind.FILLED if yes else ButtonKind.OUTLINED)


def _second(field: FieldView) -> str:
    """The second line: help where there is nothing yet, else what will print."""
    if field.state is AnswerState.EMPTY:
        return field.help
    shown = " ".join((field.known if field.state is AnswerState.PART else field.printed).split())
    if len(shown) > _LONGEST:
        shown = f"{shown[:_LONGEST].rstrip()} …"
    if field.state is AnswerState.PART:
        return f"Part is known (from the record): {shown}\nStill to be answered: {field.rest}"
    return f"{shown}  (from the record)" if field.from_record else shown
