"""What pages give and show about evidence: the permit, what to do when nothing may be read, items, completeness."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.evidence import CaptureFacts, IntakeAnswer, Way
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services.incident_form import IncidentForm
from safeguard_app.services.session import Changes
from safeguard_app.services.status import StatusLine

QUESTION = "Does it show, or might it show, a nude, semi-nude or sexual image of anyone under 18?"
"""Asked before any file dialog opens (domain rule 5.3.2)."""


class IntakePermit:
    """The right to take in one batch for one record, given only after "No, I have seen all of it" was recorded.

    It is spent by the first use, whether that succeeds or not; another batch asks again.
    """

    __slots__ = ("about", "answer", "declared_at", "spent", "token")

    def __init__(self, about: Reference, answer: IntakeAnswer, declared_at: datetime) -> None:
        """Made by :func:`safeguard_app.services.evidence.declare` alone."""
        self.about = about
        self.answer = answer
        self.declared_at = declared_at
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
    """What a person sees after "Yes, or possibly" or "I have not seen it": nothing was read.

    ``form`` is a new incident form, prefilled, for a record in words only.
    """

    answer: IntakeAnswer
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
    question: str = QUESTION


@dataclass(frozen=True, slots=True)
class Offered:
    """One thing to take in: a file (``path``) or content already in memory (``content`` with a ``name``)."""

    way: Way
    facts: CaptureFacts
    path: Path | None = None
    content: bytes = b""
    name: str = ""


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


@dataclass(frozen=True, slots=True)
class EvidenceList:
    """All exhibits of an incident, and how complete the set is."""

    items: tuple[EvidenceView, ...]
    completeness: StatusLine
    missing: tuple[tuple[str, str], ...]
    """(label, help) of what no exhibit gives yet."""
    intake: IntakeState
