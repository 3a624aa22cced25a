"""What is entered about a person and not about an incident: a note, and who an unknown person turned out to be.

Both are records of their own, kept in the part of the log that fits whom they are about, not always where the register
of people lies. An identification alters nothing that was recorded: the incident keeps its words, and says beside them
who it is by now said to have been.
"""

from dataclasses import dataclass

from safeguard_app.domain.entries import Note
from safeguard_app.domain.identifiers import RecordId
from safeguard_app.domain.moments import Moment
from safeguard_app.domain.people import HandleConfidence, PersonRef, Withdrawal


@dataclass(frozen=True, slots=True)
class PersonNote:
    """A call, meeting, message, visit or plain note about somebody. A later version is a correction with its reason."""

    person: PersonRef
    note: Note

    @property
    def withdrawn(self) -> Withdrawal | None:
        """Set where it was taken back."""
        return self.note.withdrawn


@dataclass(frozen=True, slots=True)
class Identification:
    """Somebody recorded as unknown, or by an account alone, is now said to be ``person``: when, why, how sure."""

    unknown: PersonRef
    """Their entry on the register; without a reference, the words they have in ``incident``."""
    person: PersonRef
    at: Moment
    """When it became known."""
    basis: str
    confidence: HandleConfidence = HandleConfidence.SUSPECTED
    incident: RecordId | None = None
    """The one record it holds for, where the unknown person is not on the register."""
    withdrawn: Withdrawal | None = None
