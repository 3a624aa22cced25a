"""Noting a contact with the officer the referral goes to: a call, a message left, the form handed over."""

from PySide6.QtWidgets import QWidget

from safeguard_app.domain.entries import Note, NoteKind
from safeguard_app.domain.moments import not_known
from safeguard_app.services.incident_form import Typed
from safeguard_app.ui.incidents.entry_panel import EntryPanel
from safeguard_app.ui.incidents.text_box import TextBox
from safeguard_app.ui.incidents.time_field import Describe, Reader, TimeField
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.line_field import LineField

_WAYS = (
    ("Spoke on the telephone.", "Spoke on the telephone"),
    ("Message left on an answering machine.", "Left a message on an answering machine"),
    ("Met in person.", "Met in person"),
    ("Referral form sent by secure e-mail.", "Sent the form by secure e-mail"),
    ("Referral form sent by post or handed over.", "Sent the form by post, or handed it over"),
)


class ContactPanel(EntryPanel):
    """What is saved becomes a note of the incident; the first such note meets the clock, a message left included."""

    def __init__(self, to: str, reader: Reader, describe: Describe, parent: QWidget | None = None) -> None:
        """``to`` is whom the referral goes to, in the nation's words."""
        super().__init__(
            "Record as sent, or a contact",
            "Save",
            "The first contact counts, a message left included. Printing alone is not sending.",
            parent,
        )
        self._to = to
        self.how_box = ChoiceBox("How", _WAYS)
        self.at_field = TimeField("When", reader, describe, placeholder="today 1635")
        self.at_field.set_typed(Typed("now", reader("now").moment))
        self.whom_line = LineField("With whom", limit=120)
        self.said_box = TextBox("What was said or left", lines=2)
        self.advised_box = TextBox("Advice received, in their words", lines=2)
        self.reference_line = LineField("Their reference", limit=120)
        self.add_field("How", self.how_box, "kind")
        self.add_field("When", self.at_field, "at")
        self.add_field("With whom", self.whom_line, "with_whom", optional=True)
        self.add_field("What was said or left", self.said_box, "text", optional=True)
        self.add_field("Advice received, in their words", self.advised_box, "advised", optional=True)
        self.add_field("Their reference", self.reference_line, "reference", optional=True)

    def note(self) -> Note:
        """The note to add to the incident."""
        how = str(self.how_box.value())
        return Note(
            kind=NoteKind.LADO_CONTACT,
            at=self.at_field.typed().moment or not_known(),
            text=f"{how} {self.said_box.text().strip()}".strip(),
            with_whom=self.whom_line.text().strip(),
            organisation=self._to,
            advised=self.advised_box.text().strip(),
            reference=self.reference_line.text().strip(),
        )

    def slips(self) -> dict[str, str]:
        """The time has to be known: a clock is met by it."""
        known = self.at_field.typed().moment is not None
        return {} if known else {"at": "Say when it was, such as “today 1635”."}
