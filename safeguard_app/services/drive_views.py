"""What the page of a declaration drive shows, in ready words."""

from dataclasses import dataclass

from safeguard_app.domain.declaration_drives import ReturnKind
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.people import PersonRef
from safeguard_app.services.status import StatusLine

TAKEN_BACK = "taken_back"
RETURN_WORDS = {
    ReturnKind.NIL.value: "Nothing to declare",
    ReturnKind.DECLARED.value: "Declared",
    ReturnKind.LEFT.value: "Works here no longer",
    TAKEN_BACK: "Taken back",
}
"""What came back, on the page and in the audit."""


@dataclass(frozen=True, slots=True)
class DeclaredLine:
    """A declaration of an adult who is asked. ``linked``: it is what they returned."""

    reference: Reference
    words: str
    linked: bool


@dataclass(frozen=True, slots=True)
class DriveRow:
    """One adult of a drive. ``kind`` None: nothing came back; ``gone``: not in post any more, so nothing is waited for.

    ``days`` counts since they were asked, for whoever has not returned their slip.
    """

    code: str
    printed: str
    adult: PersonRef
    name: str
    role: str
    asked: str
    days: int
    kind: ReturnKind | None
    gone: bool
    status: StatusLine
    came: str
    """ "Signed Mon 30 Nov 2026, entered Mon 30 Nov 2026, 09:10, by Miss Jo Abbey"; empty while nothing came."""
    declared: tuple[DeclaredLine, ...]
    later: bool = False
    """Asked after the drive had begun."""
    types: tuple[str, ...] = ()
    """How they come to work here now, such as "Governor"."""
    sheet: Reference | None = None
    """The scanned slip of the return that counts."""

    @property
    def waits(self) -> bool:
        """Whether a slip is still waited for."""
        return self.kind is None and not self.gone


@dataclass(frozen=True, slots=True)
class DrivePage:
    """One drive: who is asked, who has returned what."""

    reference: Reference
    title: str
    begun: str
    counts: str
    """ "12 of 40 not returned. 25 had nothing to declare, 2 declared, 1 works here no longer."."""
    ended: str
    """When it was ended and by whom; empty while it runs."""
    rows: tuple[DriveRow, ...]
    joiners: tuple[str, ...]
    """Adults in post now who are not asked yet."""

    @property
    def waiting(self) -> int:
        """How many slips are still waited for."""
        return sum(row.waits for row in self.rows)


@dataclass(frozen=True, slots=True)
class DriveLine:
    """The drive that runs, in the figures Today shows: slips given out, returned, and to chase."""

    title: str
    out: int
    returned: int
    to_chase: int


@dataclass(frozen=True, slots=True)
class DriveView:
    """The page in view, if there is any drive; every drive by its title, newest first; what to call the next."""

    page: DrivePage | None
    drives: tuple[tuple[Reference, str], ...]
    proposed_title: str
    adults: int
    """How many adults a drive begun now would ask."""
