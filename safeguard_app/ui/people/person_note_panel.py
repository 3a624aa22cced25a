"""A note on a person: a call, meeting, message or visit that belongs to no incident."""

from PySide6.QtWidgets import QWidget

from safeguard_app.domain.entries import Note, NoteKind
from safeguard_app.domain.moments import not_known
from safeguard_app.services.incident_form import Typed
from safeguard_app.ui.incidents.entry_panel import EntryPanel
from safeguard_app.ui.incidents.form_tools import FormTools
from safeguard_app.ui.incidents.text_box import TextBox
from safeguard_app.ui.people.day_field import typed_of
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.layouts import WrapLayout
from safeguard_app.ui.widgets.line_field import LineField

_FOR_A_CONCERN = "For a concern, begin an incident instead: it has deadlines, and says what to do."


class PersonNotePanel(EntryPanel):
    """The same questions as a note on a record, without what becomes an action there."""

    def __init__(self, tools: FormTools, *, kept: str = "", correcting: Note | None = None) -> None:
        """``kept`` says where it is kept and who reads it; ``correcting`` is the note that a new version replaces."""
        hint = " ".join(filter(None, (kept, "" if correcting is not None else _FOR_A_CONCERN)))
        heading = "Note on this person" if correcting is None else "Correct the note"
        super().__init__(heading, "Save note", hint)
        self._before = correcting
        self.reason = LineField("Why is it corrected?", limit=500)
        self.text = TextBox("What was said or done", lines=3)
        kinds = [(NoteKind(one.code), one.label) for one in tools.choices.note_kinds]
        self.kind = ChoiceBox("Kind of note", kinds)
        self.kind.setMaximumWidth(scaled(320))
        self.kind.set_value(NoteKind.NOTE)
        self.with_whom = LineField("With whom", limit=200)
        self.organisation = LineField("Where from", limit=200, placeholder="Organisation, if any")
        self.at = tools.time_field("When", placeholder="today 1315")
        self.at.set_typed(Typed("now", tools.reader("now").moment))
        self.at.mark_prefilled()
        self.advised = TextBox("What they advised, in their words")
        self.reference = LineField("Their reference", limit=200)
        self._build()
        if correcting is not None:
            self._show(correcting)

    def note(self) -> Note:
        """The note as typed."""
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
        )

    def _build(self) -> None:
        if self._before is not None:
            self.add_field(
                "Why is it corrected?", self.reason, "reason", help_text="The version before stays on file."
            )
        self.add_field("What was said or done?", self.text, "text")
        self.add_field("Kind", self.kind, "kind")
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

    def _show(self, note: Note) -> None:
        self.text.set_text(note.text)
        self.kind.set_value(note.kind)
        self.with_whom.setText(note.with_whom)
        self.organisation.setText(note.organisation)
        self.advised.set_text(note.advised)
        self.reference.setText(note.reference)
        self.at.set_typed(typed_of(note.at))
