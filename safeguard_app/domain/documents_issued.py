"""Referrals being prepared, verdicts kept, and documents that were issued: what went out, byte for byte."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from safeguard_app.domain.contact_check import Verdict
from safeguard_app.domain.evidence import StoredFile
from safeguard_app.domain.identifiers import RecordId, Reference, UserId
from safeguard_app.domain.people import PersonRef, Withdrawal


class AnswerState(StrEnum):
    """How one field of a form stands. Nothing is ever printed blank.

    ``PART`` is worked out and never given: the log knows some of what is asked, and the rest is still to be answered.
    """

    ANSWERED = "answered"
    NOT_KNOWN = "not_known"
    NOT_ASKED = "not_asked"
    WITHHELD = "withheld"
    EMPTY = "empty"
    PART = "part"


STILL_ASKED = frozenset({AnswerState.EMPTY, AnswerState.PART})
"""How a field stands that nobody answered yet, or not all of it."""


@dataclass(frozen=True, slots=True)
class FormAnswer:
    """One field: its state and its text, or the reason why it is not known or withheld."""

    field: str
    state: AnswerState
    text: str = ""


@dataclass(frozen=True, slots=True)
class Referral:
    """A form being answered: about one adult, one child or one of each, or about the incident as a whole (neither).

    Earlier concerns are printed only when ticked.
    """

    form: str
    answers: tuple[FormAnswer, ...]
    earlier_concerns: tuple[Reference, ...] = ()
    urgent_not_checked: bool = False
    adult: PersonRef | None = None
    withdrawn: Withdrawal | None = None
    child: PersonRef | None = None
    form_version: int = 0
    """Which version of a school's own form it was begun on, and stays on; 0 for one of ours."""

    @property
    def subject(self) -> PersonRef | None:
        """Whom the form is about first, where it is about somebody."""
        return self.adult or self.child


@dataclass(frozen=True, slots=True)
class KeptVerdict:
    """A contact check kept with an incident. Checking again adds another; none is changed, one may be taken back."""

    verdict: Verdict
    checked_at: datetime
    checked_by: UserId
    withdrawn: Withdrawal | None = None


@dataclass(frozen=True, slots=True)
class DocumentPart:
    """One part of a document as it was issued: its heading, and a short hash of each row or paragraph of it."""

    title: str
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentVersion:
    """Which version of a paper a document is, by which the next one says what changed; 0 for what has no versions.

    ``content`` is a hash of all of it. ``version_of`` says of what it is a version where that is not its record.
    """

    number: int = 0
    content: str = ""
    parts: tuple[DocumentPart, ...] = ()
    version_of: str = ""


NO_VERSION = DocumentVersion()


@dataclass(frozen=True, slots=True)
class IssuedDocument:
    """A PDF this log made. ``chain_head`` is what stands in its footer; the bytes are kept under ``stored``."""

    title: str
    kind: str
    copy_number: int
    stored: StoredFile
    chain_head: str
    issued_at: datetime
    issued_by: UserId
    made_of: int = 0
    """The version of its record that it was made of; 0 for a register, and for documents that did not say yet."""
    shows: tuple[RecordId, ...] = ()
    """Exhibits whose pictures stand in it: with one of them in quarantine it is not opened any more."""
    removed: bool = False
    """Whether its bytes went with an exhibit that was removed as the police directed."""
    version: DocumentVersion = NO_VERSION
    made_for: RecordId | None = None
    """The sharing that it was made for, named before that is kept: where it never was, the document is left over."""
