"""A note on a person: a call, meeting, message or visit that belongs to no incident."""

from safeguard_app.domain.entries import Note, NoteKind
from safeguard_app.ui.incidents.form_tools import FormTools
from safeguard_app.ui.incidents.note_fields import NoteFields
from safeguard_app.ui.people.day_field import typed_of
from safeguard_app.ui.widgets.line_field import LineField

_FOR_A_CONCERN = "For a concern, begin an incident instead: it has deadlines, and says what to do."


class PersonNotePanel(NoteFields):
    """The same questions as a note on a record, without what becomes an action there."""

    def __init__(self, tools: FormTools, *, kept: str = "", correcting: Note | None = None) -> None:
        """``kept`` says where it is kept and who reads it; ``correcting`` is the note that a new version replaces."""
        hint = " ".join(filter(None, (kept, "" if correcting is not None else _FOR_A_CONCERN)))
        heading = "Note on this person" if correcting is None else "Correct the note"
        super().__init__(heading, hint, tools, NoteKind.NOTE)
        self._before = correcting
        self.reason = LineField("Why is it corrected?", limit=500)
        self._build()
        if correcting is not None:
            self._show(correcting)

    def note(self) -> Note:
        """The note as typed."""
        return self.typed_note()

    def _build(self) -> None:
        if self._before is not None:
            self.add_field(
                "Why is it corrected?", self.reason, "reason", help_text="The version before stays on file."
            )
        self.ask_note()

    def _show(self, note: Note) -> None:
        self.text.set_text(note.text)
        self.kind.set_value(note.kind)
        self.with_whom.setText(note.with_whom)
        self.organisation.setText(note.organisation)
        self.advised.set_text(note.advised)
        self.reference.setText(note.reference)
        self.at.set_typed(typed_of(note.at))
