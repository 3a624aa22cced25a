"""Evidence items: what was kept, how it was captured, and the declaration that came before.

Policy 004 §9.2 and §9.4 (keep, screen print, note time, date and place of the site); 004 §7.1 and domain.md 5 (an
indecent image of a child is never copied). The file itself is in the vault; this is the record beside it.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from safeguard_app.domain.derivatives import Derivation, exhibit_name
from safeguard_app.domain.identifiers import UserId
from safeguard_app.domain.moments import Moment
from safeguard_app.domain.people import Withdrawal


class IntakeAnswer(StrEnum):
    """Answer to: does it show, or might it show, a nude, semi-nude or sexual image of anyone under 18?"""

    NO_SEEN_ALL = "no_seen_all"
    YES_OR_POSSIBLY = "yes_or_possibly"
    NOT_SEEN = "not_seen"

    @property
    def may_enter(self) -> bool:
        """Only one answer lets anything be read."""
        return self is IntakeAnswer.NO_SEEN_ALL


class Reached(StrEnum):
    """How the material was reached: nobody befriends, logs in or asks somebody to."""

    PUBLIC = "public"
    SHOWN_BY = "shown_by"
    OWN_ACCOUNT = "own_account"
    SENT_TO_SCHOOL = "sent_to_school"
    NOT_KNOWN = "not_known"


class Way(StrEnum):
    """The way the file came in."""

    FILE = "file"
    DROP = "drop"
    PASTE = "paste"
    DERIVED = "derived"
    """Made here, from another exhibit."""


@dataclass(frozen=True, slots=True)
class CaptureFacts:
    """What a reader in court asks about a screenshot. Empty means not given; completeness counts what is missing."""

    what: str = ""
    captured_at: Moment | None = None
    captured_by: str = ""
    posted_as_shown: str = ""
    url: str = ""
    handle: str = ""
    platform: str = ""
    device: str = ""
    device_owner: str = ""
    supplied_by: str = ""
    reached: Reached = Reached.NOT_KNOWN
    whole_thread: str = ""
    original_kept: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file in the vault: its random name there, and what it was when it came in."""

    file: str
    sha256: str
    size: int
    media_type: str
    original_name: str


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """One exhibit of an incident: number within the case, the stored file, the declaration, the facts.

    ``derived``: a copy made here of the exhibit whose number it carries; the declaration is that exhibit's own.
    """

    exhibit: int
    stored: StoredFile
    way: Way
    declared: IntakeAnswer
    declared_at: datetime
    entered_at: datetime
    entered_by: UserId
    facts: CaptureFacts = CaptureFacts()
    withdrawn: Withdrawal | None = None
    derived: Derivation | None = None

    @property
    def name(self) -> str:
        """ "Ex3"; "Ex3-A" for a copy made of it."""
        return exhibit_name(self.exhibit, self.copy)

    @property
    def original_name(self) -> str:
        """The name of the exhibit itself, also of a copy made of it."""
        return exhibit_name(self.exhibit)

    @property
    def copy(self) -> int:
        """Which copy it is, counted from 1; 0 for an original."""
        return self.derived.copy if self.derived is not None else 0


COMPLETENESS = (
    "captured_at",
    "captured_by",
    "posted_as_shown",
    "url",
    "handle",
    "device_owner",
    "supplied_by",
    "reached",
)
"""Facts that a complete screenshot carries (004 §9.2; domain.md 6.2)."""


def answered(facts: CaptureFacts) -> tuple[str, ...]:
    """Which of :data:`COMPLETENESS` are given."""
    given = []
    for name in COMPLETENESS:
        value = getattr(facts, name)
        if (
            value is None
            or value in ("", Reached.NOT_KNOWN)
            or (isinstance(value, Moment) and not value.is_known)
        ):
            continue
        given.append(name)
    return tuple(given)
