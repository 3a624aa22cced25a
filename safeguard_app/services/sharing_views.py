"""What the sheets of sharing show and are told: choices, what was typed, and one sharing as it stands."""

from dataclasses import dataclass

from safeguard_app.domain.identifiers import RecordId, Reference, UserId
from safeguard_app.domain.moments import Moment, not_known
from safeguard_app.services.paper_views import PaperJob
from safeguard_app.services.status import StatusLine, StatusMeaning

NOT_SAID = not_known()


@dataclass(frozen=True, slots=True)
class PaperChoice:
    """A document of the record that may go. ``key`` names it in a draft."""

    key: str
    title: str
    detail: str
    job: PaperJob
    alone_for: str = ""
    """The audience it is made for, besides as it stands; empty where it is made for any."""
    names_nobody: bool = False
    """It is the same for whoever receives it: numbers, and no name of a child."""


@dataclass(frozen=True, slots=True)
class KnownRecipient:
    """Somebody who is known already: on the record, or among the school's contacts."""

    words: str
    recipient: str
    organisation: str
    contact: str


@dataclass(frozen=True, slots=True)
class BasisLine:
    """One lawful basis or condition, with what is to be known of it."""

    code: str
    label: str
    help: str


@dataclass(frozen=True, slots=True)
class SharingChoices:
    """Everything the sheet offers."""

    incident: Reference
    case: str
    papers: tuple[PaperChoice, ...]
    recipients: tuple[KnownRecipient, ...]
    audiences: tuple[tuple[str, str], ...]
    """For whom copies are made: code and words; empty as code for documents as they stand."""
    subjects: tuple[tuple[str, str], ...]
    """Whose copy it may be: key and words."""
    bases: tuple[BasisLine, ...]
    conditions: tuple[BasisLine, ...]
    beside: tuple[PaperChoice, ...] = ()
    """Those of the papers that are not of the record: they were in view where sharing was asked for."""
    missing: tuple[str, ...] = ()
    """Titles of what was chosen in an unfinished draft and cannot be offered any more."""


@dataclass(frozen=True, slots=True)
class SharingInput:
    """A sharing as typed. ``papers`` are keys of :class:`PaperChoice`."""

    incident: Reference
    papers: tuple[str, ...] = ()
    purpose: str = ""
    basis: str = ""
    condition: str = ""
    recipient: str = ""
    organisation: str = ""
    contact: str = ""
    audience: str = ""
    subject: str = ""
    """Key of whose copy it is, where the audience asks for that."""
    receipt_due: Moment = NOT_SAID


@dataclass(frozen=True, slots=True)
class ReceiptInput:
    """A receipt as typed."""

    at: Moment
    by_name: str = ""
    how: str = ""


@dataclass(frozen=True, slots=True)
class Checker:
    """Somebody who may check here: their own passphrase opens the part of the log that the record is in."""

    user: UserId
    words: str


@dataclass(frozen=True, slots=True)
class SharedPaper:
    """One document of a sharing."""

    document: Reference
    title: str
    sha256: str


@dataclass(frozen=True, slots=True)
class SharingView:
    """One sharing as it stands, in words."""

    reference: Reference
    incident: Reference
    case: str
    number: int
    version: int
    title: str
    to: str
    contact: str
    purpose: str
    basis: str
    audience: str
    """ "For a parent"; empty for documents as they stand."""
    papers: tuple[SharedPaper, ...]
    prepared: str
    status: StatusLine
    checked: str
    """Who checked it and when, or that it went unchecked; empty while neither."""
    ways: tuple[str, ...]
    failed: tuple[str, ...]
    """When it was to go out, and nothing did."""
    receipt_due: str
    receipt: str
    withdrawn: str
    may_check: bool
    may_go: bool
    may_take_back: bool
    may_enter_receipt: bool
    checkers: tuple[Checker, ...] = ()
    about: str = ""
    """Who is on the record, with their roles: whoever looks at it has to see that it is the right child."""
    under_way: bool = False
    """Pages of it went to a printer, and how that ended is not noted yet, or never will be: the computer stopped."""
    since: StatusLine | None = None
    """What became of the record after it was prepared, on its page alone (``sharing_since``)."""

    @property
    def barred(self) -> bool:
        """Whether it does not go out any more: somebody was taken off what it tells of."""
        return self.since is not None and self.since.meaning is StatusMeaning.LATE

    @property
    def record(self) -> RecordId:
        """Its id, as drafts name it."""
        return self.reference.id
