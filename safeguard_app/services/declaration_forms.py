"""What is entered about declarations: a declaration, one of its steps, a correction, a decision on the queue."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from safeguard_app.domain.declarations import DeclarationKind, DeclaredPupil, How, StepKind
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.moments import Moment
from safeguard_app.domain.people import OfficeKind, PersonRef
from safeguard_app.services.evidence_views import IntakePermit


@dataclass(frozen=True, slots=True)
class SheetToSeal:
    """A scanned signed sheet to keep with a step: under a permit, from a file or (scanned or pasted) from memory.

    The permit is asked for with the declaration's own reference, before any file dialog opens.
    """

    permit: IntakePermit
    path: Path | None = None
    content: bytes = b""
    name: str = ""


@dataclass(frozen=True, slots=True)
class StepInput:
    """One step as entered: when it took effect, how, by whom; when it is entered is the log's own clock.

    ``by`` is whoever did it: the adult for declared and ended, whoever decides for acknowledged and refused (then
    with the office they acted in, ``capacity``). ``present`` goes with discussed. ``review_on`` goes with a review
    date set, and may go with an acknowledgement.
    """

    kind: StepKind
    at: Moment
    how: How
    by: PersonRef
    capacity: OfficeKind | None = None
    present: tuple[PersonRef, ...] = ()
    conditions: tuple[str, ...] = ()
    protocol: str = ""
    note: str = ""
    review_on: date | None = None
    risk: str = ""
    mitigations: str = ""
    copy_to: str = ""
    copy_on: date | None = None


@dataclass(frozen=True, slots=True)
class DeclarationInput:
    """A new declaration: who declares what about which pupils, and the steps taken so far, "declared" first."""

    kind: DeclarationKind
    adult: PersonRef
    pupils: tuple[DeclaredPupil, ...]
    steps: tuple[StepInput, ...]
    nature: str = ""
    note: str = ""
    department: str = ""
    line_manager: str = ""


@dataclass(frozen=True, slots=True)
class DeclarationDetails:
    """What may be corrected about a declaration. Its adult and history stay: enter a new one, or take back a step."""

    pupils: tuple[DeclaredPupil, ...]
    nature: str = ""
    note: str = ""
    department: str = ""
    line_manager: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """One declaration of the queue as the signed-in Headteacher decides it, on screen.

    ``version`` is the version in view. ``kind`` is ACKNOWLEDGED, ACKNOWLEDGED_WITH_CONDITIONS or REFUSED. With
    ``discussed`` given, a "discussed" step (with who was ``present``) is entered before the decision.
    """

    reference: Reference
    version: int
    kind: StepKind = StepKind.ACKNOWLEDGED
    conditions: tuple[str, ...] = ()
    protocol: str = ""
    note: str = ""
    review_on: date | None = None
    discussed: Moment | None = None
    present: tuple[PersonRef, ...] = ()
    risk: str = ""
    mitigations: str = ""
    copy_to: str = ""
    copy_on: date | None = None
