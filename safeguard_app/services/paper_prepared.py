"""A document ready to render, and what is noted of it once it goes out. Each kind of paper prepares one in its module.

Which module prepares what stands in the table of ``paper_kinds``; that it is kept, printed and saved is ``paper``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from safeguard_app.documents.content import Document
from safeguard_app.domain.documents_issued import NO_VERSION, DocumentVersion
from safeguard_app.domain.errors import KnownProblem, RuleViolation
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.records import Stored
from safeguard_app.services.incidents import current
from safeguard_app.services.redaction import Redacted
from safeguard_app.services.session import Session
from safeguard_app.services.withheld_names import Withheld
from safeguard_app.vault import reading


@dataclass(frozen=True, slots=True)
class Issuing:
    """What is noted of a document that goes out."""

    compartment: Compartment
    about: Reference | None
    kind: str
    title: str
    copy: int
    file_name: str
    chain_head: str = ""
    made_of: int = 0
    shows: tuple[RecordId, ...] = ()
    version: DocumentVersion = NO_VERSION
    made_for: RecordId | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document ready to render, where it belongs, and what was shown to make it."""

    document: Document
    compartment: Compartment
    about: Reference | None
    kind: str
    copy: int
    file_name: str
    made_of: int = 0
    shows: tuple[RecordId, ...] = ()
    listed_as: str = ""
    """What it is called in lists, where its own title would say more than a list should."""
    records: tuple[Reference, ...] | None = None
    """The incidents that stand in it; None: the one it is ``about``."""
    redacted: Redacted | None = None
    """What was left out of it for its audience, and what it must not hold: looked for before it is issued."""
    withheld: Withheld | None = None
    """Who asked not to be named and was left out: looked for in the finished file too."""
    version_of: str = ""
    """Of what it is a version, where that is not the record it is about: a code, never words."""
    around: Callable[[Document, bytes], bytes] | None = None
    """Makes the finished file of the document and its pages, where that is another: an authority’s form, filled."""
    told: str = ""
    """What somebody should know who looks at it before it goes out."""
    not_yet: KnownProblem | None = None
    """Why it can be looked at only, and is not issued."""

    @property
    def issuing(self) -> Issuing:
        """What is noted of it once it goes out."""
        title, head = self.listed_as or self.document.title, self.document.frame.chain_head
        return Issuing(
            self.compartment,
            self.about,
            self.kind,
            title,
            self.copy,
            self.file_name,
            head,
            self.made_of,
            self.shows,
        )


def printable(session: Session, incident: Reference) -> Stored[Incident]:
    """The record as it stands. Raises RuleViolation where it is marked as entered in error."""
    stored = current(session, incident)
    if stored.content.entered_in_error is not None:
        raise RuleViolation({"incident": "This record is marked as entered in error, so it is not printed."})
    return stored


def entries_of(session: Session, incident: Reference) -> Sequence[Stored[Any]]:
    """Everything that hangs on a record."""
    return reading.about(session.vault.compartment(incident.compartment).connection, incident)
