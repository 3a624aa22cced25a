"""Before a paper is printed or saved by itself: does it stay in the school, or is it for somebody outside?

What is for somebody outside is shared (decision 0036): with a purpose, a lawful basis and a second person's check. What
is for the school's own file is printed or saved as ever, and its event says so. What is asked about is what
:func:`outside_of` knows, and a copy of it for somebody. Nothing else is: a letter, a safety plan, a custody record and
a handover form go outside in a way of their own; a day sheet, a slip to sign or a certificate stays in the school.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum, auto

from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.documents_issued import IssuedDocument
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.services import cases, referrals
from safeguard_app.services.access_bundles import stored_bundle
from safeguard_app.services.insight_records import gather
from safeguard_app.services.issued_jobs import job_of
from safeguard_app.services.logbook_facts import child_of
from safeguard_app.services.monthly_summary import MONTHLY_TITLE, records_told
from safeguard_app.services.one_person import present
from safeguard_app.services.paper_chronology import records_of
from safeguard_app.services.paper_governors import GOVERNORS_TITLE, part_of
from safeguard_app.services.paper_views import (
    AccessBundlePaper,
    AudiencePaper,
    AuthorityFormPaper,
    CasePaper,
    ChronologyPaper,
    GovernorsPaper,
    IncidentPaper,
    MonthlyPaper,
    PaperJob,
    ReferralPaper,
    ReportJob,
    SchedulePaper,
    TransferPackPaper,
)
from safeguard_app.services.people import ref_of
from safeguard_app.services.session import Session
from safeguard_app.services.sharing_choices import key_of_subject, whose_copy
from safeguard_app.services.sharing_views import PaperChoice
from safeguard_app.services.transfer_records import naming_records
from safeguard_app.vault import reading

IN_VIEW = "view"
"""With what the keys begin of what is of no one record."""
_OF_SEVERAL = (CasePaper, ChronologyPaper, TransferPackPaper, AccessBundlePaper)
"""What leaves although it is of no one record."""
_IN_VIEW = "As it stood in view. It says more than this record does."
_NOBODY = (
    "As it stood in view. Nobody is named in it. The sharing is kept with the newest record that it counts."
)
_ANEW = "Made anew, as it stands now. It says more than this record does."


@dataclass(frozen=True, slots=True)
class Outside:
    """What sharing opens with: a document chosen on its record, or the ``sharing`` it was made for already.

    ``audience`` and ``subject`` are as the sheet of sharing names them; ``view`` is a document that is offered besides
    what the record has of its own, as it stood in view: it hangs on the newest record that stands in it.
    """

    record: Reference
    key: str = ""
    audience: str = ""
    subject: str = ""
    sharing: Reference | None = None
    view: PaperChoice | None = None
    asked: bool = True
    """Whether it is asked about before it is printed or saved; a report is made for the school, and not."""
    apart: str = ""
    """The key of a document that is shared by itself: nothing of the record on which it hangs is offered beside it."""


class NotFromHere(Enum):
    """Why what may be for somebody outside cannot be shared where it is in view. It is asked about all the same."""

    NO_RECORD = auto()
    """Nothing of it stands on a record of its part of the log."""
    ITS_PAGE = auto()
    """What it was made of is not known any more: its page shares it."""


MayLeave = Outside | NotFromHere


def may_leave(session: Session, job: PaperJob) -> MayLeave | None:
    """What is asked about before this paper goes out; None for one that is printed or saved without a question."""
    found = outside_of(session, job)
    if found is not None:
        return found
    inner = job.job if isinstance(job, AudiencePaper) else job
    return NotFromHere.NO_RECORD if isinstance(inner, _OF_SEVERAL) else None


def outside_of(session: Session, job: PaperJob) -> Outside | None:
    """What is shared where this paper is for somebody outside; None for one that never leaves the school."""
    match job:
        case AudiencePaper(inner, audience, whose):
            found = outside_of(session, inner)
            if found is None or audience is Audience.SCHOOL:
                return found
            subject = _one_of(session, found.record, whose)
            return replace(found, audience=audience.value, subject=subject)
        case IncidentPaper(incident):
            return Outside(incident, "record/pictures" if job.pictures else "record")
        case SchedulePaper(incident):
            return Outside(incident, "schedule/pictures" if job.pictures else "schedule")
        case ReferralPaper(referral):
            return Outside(_record_of(session, referral), f"referral/{referral.id}")
        case AuthorityFormPaper(form, referral):
            record = _record_of(session, referral)
            return Outside(record, f"authority/{form.id}/{referral.id}", Audience.AUTHORITY.value)
        case CasePaper(case, everything):
            held = cases.records_of(session, cases.stored_case(session, case))
            newest = _newest(session, case.compartment, [one.reference for one in held])
            return Outside(newest, f"case{'/all' if everything else ''}/{case.id}") if newest else None
        case ChronologyPaper() | TransferPackPaper() | AccessBundlePaper():
            return _in_view(session, job)
        case GovernorsPaper() | MonthlyPaper():
            return _report(session, job)
        case _:
            return None


def outside_of_issued(session: Session, document: Reference) -> MayLeave | None:
    """The same of a document that was issued earlier: one made to be shared is shared with what it was made for."""
    stored = _issued(session, document)
    if stored is None:
        return None
    connection = session.vault.compartment(document.compartment).connection
    for place, of, shared in reading.contents_of_kind(connection, RecordKind.SHARING):
        if shared.withdrawn is None and any(one.document == document.id for one in shared.documents):
            record = Reference(document.compartment, RecordId(of or document.id))
            return Outside(record, sharing=Reference(document.compartment, place))
    try:
        made_as = job_of(session, stored)
    except KeyError:
        return NotFromHere.ITS_PAGE
    if made_as is None:
        return None
    found = may_leave(session, made_as.job)
    if not isinstance(found, Outside):
        return found
    view = replace(found.view, detail=_ANEW) if found.view is not None else None
    return replace(found, audience=made_as.audience or found.audience, view=view)


def _issued(session: Session, document: Reference) -> Stored[IssuedDocument] | None:
    stored = session.vault.get(document)
    return stored if stored.kind is RecordKind.DOCUMENT else None  # type: ignore[return-value]  # the kind says it


def _one_of(session: Session, record: Reference, whose: tuple[PersonRef, ...]) -> str:
    """Sharing asks for one person: with a relative their child stays named, so of both the relative says more."""
    wanted = {key_of_subject(one) for one in whose}
    for one in whose:
        if {key_of_subject(named) for named in whose_copy(session, record, one)} == wanted:
            return key_of_subject(one)
    return key_of_subject(whose[0]) if whose else ""


def _in_view(
    session: Session, job: ChronologyPaper | TransferPackPaper | AccessBundlePaper
) -> Outside | None:
    """A paper that has no record of its own: it is shared from the newest one that stands in it. None without one."""
    alone_for, part, subject = "", Compartment.DAILY, ""
    match job:
        case ChronologyPaper():
            part, records, of = job.part, records_of(session, job), job.person.id
            title = f"Chronology of {ref_of(session, job.person).name}"
        case TransferPackPaper(entry):
            child = child_of(session, entry)
            known = present(session, child).reference if child is not None else None
            records = naming_records(session, known) if known is not None else ()
            title, alone_for, of = "Transfer pack", Audience.TRANSFER.value, entry.id
        case AccessBundlePaper(bundle):
            found = stored_bundle(session, bundle)
            part = found.reference.compartment
            records = tuple(one.record for one in found.content.items if one.given)
            subject = key_of_subject(found.content.person)
            title, alone_for, of = "Subject-access bundle", Audience.SUBJECT_ACCESS.value, bundle.id
    record = _newest(session, part, records)
    if record is None:
        return None
    key = f"{IN_VIEW}/{of}"
    view = PaperChoice(key, title, _IN_VIEW, job, alone_for)
    return Outside(record, key, alone_for, subject, view=view)


def _report(session: Session, job: ReportJob) -> Outside | None:
    """A report that names nobody: it is shared from the newest record that it counts. None where it counts none."""
    match job:
        case GovernorsPaper():
            part, of, title = part_of(job), f"governors/{job.kind.value}", GOVERNORS_TITLE
            counted = gather(session, job.period, (part,), want=())
            records = tuple(one.reference for one in counted.records)
        case MonthlyPaper(part):
            of, title, records = "monthly", MONTHLY_TITLE, records_told(session, part)
    record = _newest(session, part, records)
    if record is None:
        return None
    key = f"{IN_VIEW}/{of}"
    view = PaperChoice(key, title, _NOBODY, job, names_nobody=True)
    return Outside(record, key, view=view, asked=False, apart=key)


def _newest(session: Session, part: Compartment, records: Iterable[Reference]) -> Reference | None:
    """Of these records of a part the one that was entered last, and is not marked as entered in error."""
    live = []
    for one in records:
        stored = session.vault.find(one.id) if one.compartment is part else None
        content = stored.content if stored is not None else None
        if isinstance(content, Incident) and content.entered_in_error is None:
            live.append((content.entered_at, one))
    return max(live, key=lambda one: one[0])[1] if live else None


def _record_of(session: Session, referral: Reference) -> Reference:
    return referrals.about(referrals.stored_referral(session, referral))
