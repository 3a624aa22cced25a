"""As what a document was made that was issued earlier, as far as what is kept of it tells. Only of what may leave."""

from dataclasses import dataclass

from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.cases import Case
from safeguard_app.domain.documents_issued import IssuedDocument, Referral
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.logbooks import LogbookEntry
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.services import authority_forms, paper_case, paper_chronology, paper_transfer, referrals
from safeguard_app.services.paper_access import BUNDLE_KIND
from safeguard_app.services.paper_evidence import KINDS
from safeguard_app.services.paper_incident import KIND as INCIDENT_KIND
from safeguard_app.services.paper_prepared import entries_of
from safeguard_app.services.paper_views import (
    AccessBundlePaper,
    AuthorityFormPaper,
    CasePaper,
    ChronologyPaper,
    IncidentPaper,
    PaperJob,
    ReferralPaper,
    SchedulePaper,
    TransferPackPaper,
)
from safeguard_app.services.session import Session


@dataclass(frozen=True, slots=True)
class MadeAs:
    """The paper that would be made today, and the audience of the copy; empty for one as it stands."""

    job: PaperJob
    audience: str = ""


def job_of(session: Session, document: Stored[IssuedDocument]) -> MadeAs | None:
    """As what it was made; None for a kind of paper that is not asked about.

    Raises KeyError for one that may leave, where what it was made of is not kept with it or is not here any more.
    """
    kind, audience = _split(document.content.kind)
    job = _job(session, document, kind)
    return MadeAs(job, audience) if job is not None else None


def audience_of(kind: str) -> str:
    """The audience of a copy, by what it is kept as; empty for a paper as it stands."""
    return _split(kind)[1]


def _split(kind: str) -> tuple[str, str]:
    """As what a paper is kept, and the audience that a copy of it was made for."""
    for one in Audience:
        if kind.endswith(f"_{one.value}"):
            return kind.removesuffix(f"_{one.value}"), "" if one is Audience.SCHOOL else one.value
    return kind, ""


def _job(session: Session, document: Stored[IssuedDocument], kind: str) -> PaperJob | None:
    part, version_of = document.reference.compartment, document.content.version.version_of
    own, _, _whose = version_of.partition(":")
    if kind == paper_chronology.KIND:
        return _chronology(session, document, own)
    if kind == BUNDLE_KIND:
        return AccessBundlePaper(_found(session, own, RecordKind.ACCESS_BUNDLE))
    if document.about is None:
        return None
    place = Reference(part, RecordId(document.about))
    about = session.vault.find(place.id)
    content = about.content if about is not None else None
    match content:
        case Incident():
            return _of_record(session, document.content, place, kind)
        case Case() if kind == paper_case.KIND:
            return CasePaper(place, everything=own == paper_case.EVERYTHING)
        case LogbookEntry() if kind == paper_transfer.KIND:
            return TransferPackPaper(place)
    if kind in {INCIDENT_KIND, KINDS[SchedulePaper], paper_case.KIND, paper_transfer.KIND}:
        raise KeyError(place.id)
    return None


def _chronology(session: Session, document: Stored[IssuedDocument], version_of: str) -> ChronologyPaper:
    """Of the same people and days, and as long; how its lines stood is not kept."""
    asked = paper_chronology.asked_by_version(version_of)
    if asked is None:
        raise KeyError(document.reference.id)
    people = tuple(_found(session, one, RecordKind.PERSON) for one in asked.people)
    return ChronologyPaper(
        people[0],
        document.reference.compartment,
        everything=asked.everything,
        period=asked.period,
        beside=people[1:],
    )


def _found(session: Session, record: str, kind: RecordKind) -> Reference:
    stored = session.vault.find(RecordId(record)) if record else None
    if stored is None or stored.kind is not kind:
        raise KeyError(record)
    return stored.reference


def _of_record(session: Session, content: IssuedDocument, record: Reference, kind: str) -> PaperJob | None:
    if kind == INCIDENT_KIND:
        return IncidentPaper(record, pictures=bool(content.shows))
    if kind == KINDS[SchedulePaper]:
        return SchedulePaper(record, pictures=bool(content.shows))
    for one in entries_of(session, record):
        if isinstance(one.content, Referral) and kind in {one.content.form, _kept_as(session, one)}:
            form = _own_pdf(session, content.title)
            return AuthorityFormPaper(form, one.reference) if form else ReferralPaper(one.reference)
    return None


def _kept_as(session: Session, referral: Stored[Referral]) -> str:
    """As what its documents are kept; of a form of the school that is not here any more it was one of two."""
    try:
        return referrals.kept_as(session, referral)
    except KeyError:
        return f"{referral.content.form}_{referral.reference.id}"


def _own_pdf(session: Session, title: str) -> Reference | None:
    """An authority's own PDF is kept as the form that it was filled from: its title tells them apart."""
    lines = authority_forms.lines(session)
    return next((one.reference for one in lines if title == f"{one.title}, {one.authority}"), None)
