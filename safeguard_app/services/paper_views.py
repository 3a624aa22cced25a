"""What pages show of documents: a preview held in memory, and documents that were issued."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.periods import ALWAYS, Period
from safeguard_app.services.session import Changes


@dataclass(frozen=True, slots=True)
class IncidentPaper:
    """The record of one incident. ``names_withheld``: whoever asked not to be named is not, as in copies that leave.

    ``pictures`` adds a contact sheet of the pictures that may be shown. ``audience`` is for whom the copy is made,
    where that leaves parts of the record out.
    """

    incident: Reference
    names_withheld: bool = True
    pictures: bool = False
    audience: Audience | None = None
    subjects: tuple[PersonRef, ...] = ()
    """Whose copy it is: what is about others alone is left out of it."""


@dataclass(frozen=True, slots=True)
class ReferralPaper:
    """A referral form as it stands answered. ``audience`` is for whom the copy is made, ``subjects`` whose it is."""

    referral: Reference
    audience: Audience | None = None
    subjects: tuple[PersonRef, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetPaper:
    """The acknowledgement sheet of one declaration, to be signed or as a certificate of what stands."""

    declaration: Reference


@dataclass(frozen=True, slots=True)
class PlanPaper:
    """The safety plan of one child, for those who keep it."""

    plan: Reference


@dataclass(frozen=True, slots=True)
class RegisterPaper:
    """The register of declarations as at the end of a day (None: today).

    With ``as_known_then`` only what had been entered by then counts.
    """

    on: date | None = None
    as_known_then: bool = False


@dataclass(frozen=True, slots=True)
class LogbookPaper:
    """One of the school's registers as at the end of a day (None: today), as :class:`RegisterPaper` is.

    It shows what this user's keys open, so it is kept with the most closed part that an entry of it stands in.
    """

    logbook: str
    on: date | None = None
    as_known_then: bool = False


@dataclass(frozen=True, slots=True)
class TransferPackPaper:
    """The child protection file of a child who leaves, for the next school, by an entry of its register."""

    entry: Reference


@dataclass(frozen=True, slots=True)
class DisposalCertificatePaper:
    """That paper files or copies outside the log were disposed of, by an entry of its register."""

    entry: Reference


EntryJob = TransferPackPaper | DisposalCertificatePaper
"""Made of one entry of a register."""


@dataclass(frozen=True, slots=True)
class ChronologyPaper:
    """The chronology of a person as far as one part of the log goes, in one of its two lengths.

    Each line stands ``whole`` or as one sentence, but those ``turned`` the other way, by their keys. With others
    ``beside`` it shows several, in ``columns`` or line by line.
    """

    person: Reference
    part: Compartment
    everything: bool = False
    newest_first: bool = True
    whole: bool = True
    turned: tuple[str, ...] = ()
    period: Period = ALWAYS
    beside: tuple[Reference, ...] = ()
    columns: bool = False
    audience: Audience | None = None
    """For whom the copy is made, where that leaves lines out; ``subjects`` are those whose copy it is."""
    subjects: tuple[PersonRef, ...] = ()


@dataclass(frozen=True, slots=True)
class ChainSlipPaper:
    """The audit trail slip on which ``part`` stands."""

    part: Compartment


@dataclass(frozen=True, slots=True)
class DaySheetPaper:
    """What is late, due and coming of one part, by case numbers alone."""

    part: Compartment


@dataclass(frozen=True, slots=True)
class InspectionPaper:
    """Concerns and referrals of one part over a stretch of days (None: this school year), without names."""

    part: Compartment
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class JourneysPaper:
    """Journeys of these records without names; those of ``with_words`` with the reasons that were typed."""

    records: tuple[Reference, ...]
    with_words: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class HandoverBriefPaper:
    """What a new safeguarding lead takes over of one part, to be signed by both."""

    part: Compartment


@dataclass(frozen=True, slots=True)
class AgendaPaper:
    """What one part brings to the meeting with the Headteacher, by case numbers alone."""

    part: Compartment


class ReportKind(StrEnum):
    """Which report to those who govern."""

    ANNUAL = "annual"
    TERMLY = "termly"


@dataclass(frozen=True, slots=True)
class ReportTyped:
    """What a report says that no record does: agreed actions, what pupils say, recruitment, who holds which office."""

    actions: str = ""
    voice: str = ""
    offices: tuple[tuple[str, str], ...] = ()
    """Who holds those that the log does not know, by the keys they are asked for."""
    recruitment: str = ""


@dataclass(frozen=True, slots=True)
class GovernorsPaper:
    """The report to those who govern, over some days; ``adults`` counts the part about adults who work here too.

    ``to_five`` rounds every number, for a trust.
    """

    kind: ReportKind
    period: Period
    adults: bool = False
    to_five: bool = False
    typed: ReportTyped = ReportTyped()


@dataclass(frozen=True, slots=True)
class MonthlyPaper:
    """The Headteacher's summary of one part over a month (None: the month so far), by case numbers alone."""

    part: Compartment
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class CustodyPaper:
    """Who had one exhibit."""

    item: Reference


@dataclass(frozen=True, slots=True)
class SchedulePaper:
    """The evidence schedule of an incident; ``pictures`` adds a contact sheet of its pictures."""

    incident: Reference
    pictures: bool = False


@dataclass(frozen=True, slots=True)
class HandoverPaper:
    """The form that goes with exhibits handed over, to be signed and filled in by hand."""

    incident: Reference
    exhibits: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class LetterPaper:
    """A letter kept with an incident: no case number, marking or chain head stands on it."""

    incident: Reference
    letter: RecordId


@dataclass(frozen=True, slots=True)
class CasePaper:
    """The chronology of a case; ``everything`` and not the significant alone."""

    case: Reference
    everything: bool = False
    audience: Audience | None = None
    """For whom the copy is made, where that leaves lines out; ``subjects`` are those whose copy it is."""
    subjects: tuple[PersonRef, ...] = ()


@dataclass(frozen=True, slots=True)
class OutgoingPaper:
    """The register of what went out of one part, as filtered: ``kind`` is a code of it, None everything."""

    part: Compartment
    text: str = ""
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class SharingPaper:
    """The sheet that goes with what is shared: a line to sign for the second person, and a receipt slip."""

    sharing: Reference


class DriveSheet(StrEnum):
    """What of a declaration drive is printed."""

    SLIPS = "slips"
    CHASE = "chase"


@dataclass(frozen=True, slots=True)
class DrivePaper:
    """Slips of a declaration drive (``codes`` empty: of everybody who has not returned theirs), or who has not."""

    drive: Reference
    sheet: DriveSheet
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AudiencePaper:
    """Any paper as one audience may have it: others left out, and called by letters (``domain/audiences.py``).

    ``subjects`` are those whose copy it is, and who stay named beside them.
    """

    job: "PaperJob"
    audience: Audience
    subjects: tuple[PersonRef, ...] = ()


@dataclass(frozen=True, slots=True)
class AuthorityFormPaper:
    """An authority's own PDF form, filled from a referral as it stands answered."""

    form: Reference
    referral: Reference


@dataclass(frozen=True, slots=True)
class AccessBundlePaper:
    """What somebody who asked to see their records is given of one part of the log: others are always left out."""

    bundle: Reference


@dataclass(frozen=True, slots=True)
class AccessLogPaper:
    """What was left out of a bundle, by which exemption and why, and each decision: not shown to whoever asked."""

    bundle: Reference


EvidencePaper = CustodyPaper | SchedulePaper | HandoverPaper
AccessPaper = AccessBundlePaper | AccessLogPaper
GoingPaper = EvidencePaper | SharingPaper
FormJob = ReferralPaper | AuthorityFormPaper
RecordJob = IncidentPaper | FormJob | PlanPaper | SheetPaper | CasePaper | LetterPaper | GoingPaper
"""About one record, or what hangs on it."""
WholePartJob = ChainSlipPaper | DaySheetPaper | InspectionPaper | OutgoingPaper
PartJob = WholePartJob | JourneysPaper | HandoverBriefPaper | AgendaPaper
"""About one part of the log as a whole; journeys are of the daily log."""
ReportJob = GovernorsPaper | MonthlyPaper
"""Numbers for those who govern and for the Headteacher."""
PaperJob = (
    RegisterPaper
    | LogbookPaper
    | EntryJob
    | ChronologyPaper
    | DrivePaper
    | PartJob
    | ReportJob
    | RecordJob
    | AudiencePaper
    | AccessPaper
)
"""What can be printed and is kept; ``paper_kinds`` has the builder of each.

Blank forms hold nothing: see ``paper_forms`` and ``paper.issue_form``.
"""


@dataclass(frozen=True, slots=True)
class Preview:
    """A document made but not kept: for looking at only. ``pdf`` never reaches a disk."""

    pdf: bytes
    title: str
    pages: int
    file_name: str
    """Proposed name for a saved copy: the case number only, or what the form is."""
    since: str = ""
    """What became of its record after it was issued: see :class:`IssuedLine`."""
    waits: bool = False
    """Made to be shared, and nobody checked it yet: it is looked at, and does not go out."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A document that is now kept, byte for byte, with its hash in the audit: this is what is printed or saved."""

    changes: Changes
    document: Reference
    pdf: bytes
    sha256: str
    file_name: str
    copy: str
    """ "copy 2"."""
    since: str = ""
    """What became of its record after it was issued: see :class:`IssuedLine`."""
    waits: bool = False
    """Made to be shared, and nobody checked it yet."""


@dataclass(frozen=True, slots=True)
class IssuedLine:
    """A document issued earlier."""

    document: Reference
    title: str
    issued: str
    by: str
    copy: str
    size_words: str
    sha256: str
    chain_head: str
    went_out: tuple[str, ...]
    """ "Printed Mon 12 Oct 2026, 12:50, 1 copy, by Miss Jo Abbey"."""
    since: str
    """ "Made before a person was taken off this record on Mon 12 Oct 2026. Tell whoever received it."; or empty."""
