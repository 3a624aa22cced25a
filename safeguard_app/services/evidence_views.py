"""What pages give and show about evidence: the permit, what to do when nothing may be read, items, completeness."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.evidence import CaptureFacts, IntakeAnswer, Material, Way
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services.incident_form import IncidentForm
from safeguard_app.services.session import Changes
from safeguard_app.services.status import StatusLine

QUESTION = "Does it show, or might it show, a nude, semi-nude or sexual image of anyone under 18?"
"""Asked before any file dialog opens (domain rule 5.3.2)."""


@dataclass(frozen=True, slots=True)
class MaterialSaid:
    """The answer to what the material is, where that is asked; ``advised_by`` names who said it may be kept."""

    material: Material | None = None
    advised_by: str = ""


NOT_ASKED = MaterialSaid()
"""Where what the material is is not asked, or was not answered."""


class IntakePermit:
    """The right to take in one batch for one record, given only after "No, I have seen all of it" was recorded.

    It is spent by the first use, whether that succeeds or not; another batch asks again. Of a batch that was stopped
    half way, what is left may still come in under it, and nothing else.
    """

    __slots__ = ("about", "answer", "declared_at", "kind", "rest", "spent", "token")

    def __init__(
        self, about: Reference, answer: IntakeAnswer, declared_at: datetime, kind: MaterialSaid
    ) -> None:
        """Made by :func:`safeguard_app.services.evidence.declare` alone."""
        self.about = about
        self.answer = answer
        self.declared_at = declared_at
        self.kind = kind
        self.rest: tuple[Offered, ...] = ()
        self.token = secrets.token_hex(8)
        self.spent = False


@dataclass(frozen=True, slots=True)
class ToRing:
    """Somebody to ring: the agency, the school's own contact there, the number, and what for."""

    agency: str
    name: str
    number: str
    what_for: str


@dataclass(frozen=True, slots=True)
class StopAdvice:
    """What a person sees after an answer that lets nothing in: nothing was read.

    ``form`` is a new incident form, prefilled, for a record in words only; None where the words belong on this record.
    """

    title: str
    sentence: str
    do_now: tuple[str, ...]
    do_not: tuple[str, ...]
    ring: tuple[ToRing, ...]
    copies: tuple[str, ...]
    """Where copies may be: this program neither made nor removed any."""
    form: IncidentForm | None


@dataclass(frozen=True, slots=True)
class IntakeState:
    """Whether evidence may be added to a record, and what stands beside the button."""

    is_open: bool
    why_closed: str
    note: str
    asks_material: bool = False
    """Whether what the material is has to be said too, before anything is read (domain.md 5.4)."""


@dataclass(frozen=True, slots=True)
class Offered:
    """One thing to take in: a file (``path``) or content already in memory (``content`` with a ``name``)."""

    way: Way
    facts: CaptureFacts
    path: Path | None = None
    content: bytes = b""
    name: str = ""


@dataclass(frozen=True, slots=True)
class BatchStep:
    """How far a batch has come: file ``place`` (from 0) of ``count``, and bytes read of all that will be."""

    place: int
    count: int
    done: int
    total: int


class BatchProgress(Protocol):
    """Told how far a batch has come; may wait for as long as it is to pause, and returns False to stop."""

    def __call__(self, step: BatchStep, /) -> bool:
        """Report, on the thread that reads."""
        ...


@dataclass(frozen=True, slots=True)
class TakenIn:
    """One exhibit that was sealed. ``note`` says what a person should know: the same content twice, an odd type."""

    item: Reference
    exhibit: str
    note: str


@dataclass(frozen=True, slots=True)
class NotTakenIn:
    """One file of a batch that was not kept, and why. ``place`` counts from 0 in the batch."""

    place: int
    problem: KnownProblem


@dataclass(frozen=True, slots=True)
class Intake:
    """What came of a batch."""

    changes: Changes
    taken: tuple[TakenIn, ...]
    refused: tuple[NotTakenIn, ...]
    rest: tuple[Offered, ...] = ()
    """What was not come to, because somebody stopped it or the disk is full: the permit is good for these still."""
    stopped_by: KnownProblem | None = None
    """Why it stopped, where nobody asked for it."""


@dataclass(frozen=True, slots=True)
class FactLine:
    """One capture fact: the field it is kept in, its label, the words, and help for an empty one."""

    field: str
    label: str
    words: str
    help: str
    asked: bool
    """Whether this category's completeness counts it."""


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """One exhibit on the incident's page."""

    item: Reference
    version: int
    exhibit: str
    """ "Ex1"."""
    title: str
    type_words: str
    file_name: str
    """The file's own name as it may safely be shown."""
    size_words: str
    sha256: str
    sealed: str
    """ "Sealed Mon 12 Oct 2026, 12:40, by Miss Jo Abbey"."""
    declared: str
    facts: CaptureFacts
    fact_lines: tuple[FactLine, ...]
    completeness: StatusLine
    missing: tuple[str, ...]
    opens_as: str
    """What this program shows it as: "picture", "document", "text", "e-mail", "list"; empty for what stays sealed."""
    why_not: str
    withdrawn: str
    is_held: bool = False
    """Whether it is no file, but a thing held elsewhere."""
    quarantine: str = ""
    """Since when and by whom, for one in quarantine, of which nothing else is told."""
    copied: str = ""
    """Of a copy made here: how it differs from its exhibit, what it hides and why; empty for an original."""
    made_from: str = ""
    """Of a copy: what stays as it was of the exhibit it was made from."""
    can_be_copied: bool = False
    """Whether a redacted or marked copy can be made of it."""
    queries: tuple[str, ...] = ()
    """Questions where its times do not go together."""


@dataclass(frozen=True, slots=True)
class EvidenceList:
    """All exhibits of an incident, and how complete the set is."""

    items: tuple[EvidenceView, ...]
    completeness: StatusLine
    missing: tuple[tuple[str, str], ...]
    """(label, help) of what no exhibit gives yet."""
    intake: IntakeState
