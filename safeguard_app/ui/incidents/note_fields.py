"""What every note asks, on a record or on a person: what was said, of which kind, with whom, when, what was advised."""

from PySide6.QtWidgets import QWidget

from safeguard_app.domain.entries import Agreed, Note, NoteKind
from safeguard_app.domain.moments import not_known
from safeguard_app.services.incident_form import Typed
from safeguard_app.ui.incidents.entry_panel import EntryPanel
from safeguard_app.ui.incidents.form_tools import FormTools
from safeguard_app.ui.incidents.text_box import TextBox
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.layouts import WrapLayout
from safeguard_app.ui.widgets.line_field import LineField


class NoteFields(EntryPanel):
    """Base of the forms for a note."""

    def __init__(
        self, heading: str, hint: str, tools: FormTools, kind: NoteKind, parent: QWidget | None = None
    ) -> None:
        """``kind`` is chosen to begin with. The boxes are there; :meth:`ask_note` puts them into the form."""
        super().__init__(heading, "Save note", hint, parent)
        self.text = TextBox("What was said or done", lines=3)
        self.kind = ChoiceBox(
            "Kind of note", [(NoteKind(one.code), one.label) for one in tools.choices.note_kinds]
        )
        self.kind.setMaximumWidth(scaled(320))
        self.kind.set_value(kind)
        self.with_whom = LineField("With whom", limit=200)
        self.organisation = LineField("Where from", limit=200, placeholder="Organisation, if any")
        self.at = tools.time_field("When", placeholder="today 1315")
        self.at.set_typed(Typed("now", tools.reader("now").moment))
        self.at.mark_prefilled()
        self.advised = TextBox("What they advised, in their words")
        self.reference = LineField("Their reference", limit=200)

    def ask_note(self) -> Field:
        """Put the questions into the form; returns the one for the kind, which may say more."""
        self.add_field("What was said or done?", self.text, "text")
        kind = self.add_field("Kind", self.kind, "kind")
        pair = WrapLayout(tokens.SPACE_3, tokens.SPACE_1)
        for line in (self.with_whom, self.organisation):
            line.setFixedWidth(scaled(240))
            pair.addWidget(line)
        holder = QWidget()
        holder.setLayout(pair)
        holder.setFocusProxy(self.with_whom)
        self.add_field("With whom?", holder, "with_whom", optional=True)
        self.add_field("When?", self.at, "at")
        self.add_field("What did they advise, in their words?", self.advised, "advised", optional=True)
        self.add_field("Their reference", self.reference, "reference", optional=True)
        return kind

    def typed_note(self, agreed: tuple[Agreed, ...] = ()) -> Note:
        """The note as it stands in the boxes, with what was agreed."""
        kind = self.kind.value()
        assert isinstance(kind, NoteKind)
        return Note(
            kind=kind,
            at=self.at.typed().moment or not_known(),
            text=self.text.text(),
            with_whom=self.with_whom.text(),
            organisation=self.organisation.text(),
            advised=self.advised.text(),
            reference=self.reference.text(),
            agreed=agreed,
        )
