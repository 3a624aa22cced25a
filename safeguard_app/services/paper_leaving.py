"""Before a paper is printed or saved by itself: does it stay in the school, or is it for somebody outside?

What is for somebody outside is shared (decision 0036): with a purpose, a lawful basis and a second person's check. What
is for the school's own file is printed or saved as ever, and its event says so. Papers that never go outside, such as a
day sheet, slips to sign or a certificate, are not asked about.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.documents_issued import IssuedDocument, Referral
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.services import authority_forms, cases, referrals
from safeguard_app.services.access_bundles import stored_bundle
from safeguard_app.services.logbook_facts import book_of, stored_entry, subject_of
from safeguard_app.services.one_person import present
from safeguard_app.services.paper_chronology import records_of
from safeguard_app.services.paper_evidence import KINDS
from safeguard_app.services.paper_incident import KIND as INCIDENT_KIND
from safeguard_app.services.paper_prepared import entries_of
from safeguard_app.services.paper_views import (
    AccessBundlePaper,
    AudiencePaper,
    AuthorityFormPaper,
    CasePaper,
    ChronologyPaper,
    IncidentPaper,
    PaperJob,
    ReferralPaper,
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
_IN_VIEW = "As it stood in view. It says more than this record does."


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
        case _:
            return None


def outside_of_issued(session: Session, document: Reference) -> Outside | None:
    """The same of a document that was issued earlier: one made to be shared is shared with what it was made for."""
    stored = session.vault.get(document)
    content = stored.content
    if not isinstance(content, IssuedDocument):
        return None
    connection = session.vault.compartment(document.compartment).connection
    for place, of, shared in reading.contents_of_kind(connection, RecordKind.SHARING):
        if shared.withdrawn is None and any(one.document == document.id for one in shared.documents):
            record = Reference(document.compartment, RecordId(of or document.id))
            return Outside(record, sharing=Reference(document.compartment, place))
    if stored.about is None:
        return None
    record = Reference(document.compartment, RecordId(stored.about))
    about = session.vault.find(record.id)
    if about is None or not isinstance(about.content, Incident):
        return None
    kind, audience = _split(content.kind)
    key = _key_of(session, record, kind, content.title)
    return Outside(record, key, audience) if key else None


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
            state = stored_entry(session, entry).content
            child = subject_of(book_of(session, state.logbook), state.newest)
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


def _newest(session: Session, part: Compartment, records: Iterable[Reference]) -> Reference | None:
    """Of these records of a part the one that was entered last, and is not marked as entered in error."""
    live = []
    for one in records:
        stored = session.vault.find(one.id) if one.compartment is part else None
        content = stored.content if stored is not None else None
        if isinstance(content, Incident) and content.entered_in_error is None:
            live.append((content.entered_at, one))
    return max(live, key=lambda one: one[0])[1] if live else None


def _split(kind: str) -> tuple[str, str]:
    """As what a paper is kept, and the audience that a copy of it was made for."""
    for one in Audience:
        if kind.endswith(f"_{one.value}"):
            return kind.removesuffix(f"_{one.value}"), "" if one is Audience.SCHOOL else one.value
    return kind, ""


def _key_of(session: Session, record: Reference, kind: str, title: str) -> str:
    if kind == INCIDENT_KIND:
        return "record"
    if kind == KINDS[SchedulePaper]:
        return "schedule"
    forms: list[Stored[Referral]] = [
        one for one in entries_of(session, record) if isinstance(one.content, Referral)
    ]
    for one in forms:
        try:
            known = referrals.kept_as(session, one)
        except KeyError:  # a form of the school that is not here any more
            continue
        if known == kind:
            return f"{_own_pdf(session, title) or 'referral'}/{one.reference.id}"
    return ""


def _own_pdf(session: Session, title: str) -> str:
    """An authority's own PDF is kept as the form that it was filled from: its title tells them apart."""
    lines = authority_forms.lines(session)
    return next(
        (f"authority/{one.reference.id}" for one in lines if title == f"{one.title}, {one.authority}"), ""
    )


def _record_of(session: Session, referral: Reference) -> Reference:
    return referrals.about(referrals.stored_referral(session, referral))
