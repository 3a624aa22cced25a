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


class Material(StrEnum):
    """What is about to be taken in on a record where terrorism material may turn up (domain.md 5.4).

    To collect a manual, propaganda or an attack video can be an offence (Terrorism Act 2000, section 58): by default
    only what shows the person's own words comes in.
    """

    OWN_WORDS = "own_words"
    ADVISED = "advised"
    """Something else, which the police or the Prevent lead said may be kept."""
    FORBIDDEN = "manual_or_propaganda"
    NOT_SURE = "not_sure"

    @property
    def may_enter(self) -> bool:
        """Whether anything is read after this answer."""
        return self in (Material.OWN_WORDS, Material.ADVISED)


class Reached(StrEnum):
    """How the material was reached: nobody befriends, logs in or asks somebody to."""

    PUBLIC = "public"
    SHOWN_BY = "shown_by"
    OWN_ACCOUNT = "own_account"
    SENT_TO_SCHOOL = "sent_to_school"
    NOT_KNOWN = "not_known"


class TakenWith(StrEnum):
    """Whose device the picture was taken with: a member of staff's own keeps a copy of its own."""

    SCHOOL = "school"
    OWN = "own"
    OTHER = "other"
    NOT_KNOWN = "not_known"


class Way(StrEnum):
    """The way the file came in."""

    FILE = "file"
    DROP = "drop"
    PASTE = "paste"
    TYPED = "typed"
    """A statement typed here, in somebody's words."""
    CAPTURE = "capture"
    """A picture of the screen, taken by the program itself."""
    HELD = "held"
    """No file came in: the thing is held elsewhere."""
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
    taken_with: TakenWith = TakenWith.NOT_KNOWN
    copies: str = ""
    """Where other copies remain, and when they were removed."""
    related: str = ""
    """Other exhibits of the record that show the same or belong with it, by their names: "Ex2, Ex4"."""
    child: str = ""
    """Which child it shows who can be recognised, and how: no indecent image, and yet an image of a child."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file in the vault: its random name there, and what it was when it came in."""

    file: str
    sha256: str
    size: int
    media_type: str
    original_name: str


HELD_ELSEWHERE = "application/x-held-elsewhere"
"""The type of what is no file: a device or a paper, of which only the record is here."""
NO_FILE = StoredFile("", "", 0, HELD_ELSEWHERE, "")
"""Stands where a file would be named."""


class HeldKind(StrEnum):
    """What is held elsewhere."""

    DEVICE = "device"
    PAPER = "paper"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class HeldItem:
    """A thing that is kept as evidence and is no file: a telephone in a sealed bag, a letter in the safe.

    ``since`` is when it came into the hands of ``held_by``; where it goes from there is the register of handing over
    (domain.md 5.2, 6.3).
    """

    kind: HeldKind
    what: str
    identifier: str = ""
    """Make, model, serial number: what tells it from another."""
    owner: str = ""
    seal: str = ""
    """The number of its bag or seal."""
    where: str = ""
    held_by: str = ""
    since: Moment | None = None


@dataclass(frozen=True, slots=True)
class Quarantine:
    """An exhibit turned out to be what must not be kept: hidden from every view and every way out from ``at`` on."""

    at: datetime
    by: UserId
    by_name: str


class DirectionKind(StrEnum):
    """What the police said is to be done with an exhibit in quarantine."""

    REMOVE = "remove"
    """Remove it for good."""
    RELEASE = "release"
    """It may be kept and used like any other."""


@dataclass(frozen=True, slots=True)
class PoliceDirection:
    """A direction of the police as one person entered it; another one, with a key of their own, carries it out.

    ``reference`` is the police's own, ``officer`` who gave it (name, number, force), ``told_at`` when.
    """

    kind: DirectionKind
    reference: str
    officer: str
    told_at: Moment
    words: str
    at: datetime
    by: UserId
    by_name: str


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """That a second person did as the police directed."""

    at: datetime
    by: UserId
    by_name: str


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
    quarantine: Quarantine | None = None
    direction: PoliceDirection | None = None
    removed: CarriedOut | None = None
    material: Material | None = None
    advised_by: str = ""
    """Who said that it may be kept, with their reference: for :attr:`Material.ADVISED` alone."""
    derived: Derivation | None = None
    held: HeldItem | None = None
    """For what is no file; ``stored`` is :data:`NO_FILE` then."""

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

    @property
    def has_file(self) -> bool:
        """Whether a sealed file belongs to it."""
        return self.held is None

    @property
    def is_live(self) -> bool:
        """Whether it counts, is shown and may go out: neither taken back nor in quarantine."""
        return self.withdrawn is None and self.quarantine is None
