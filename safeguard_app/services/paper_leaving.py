"""Before a paper is printed or saved by itself: does it stay in the school, or is it for somebody outside?

What is for somebody outside is shared (decision 0036): with a purpose, a lawful basis and a second person's check. What
is for the school's own file is printed or saved as ever, and its event says so. Papers that never go outside, such as a
day sheet, slips to sign or a certificate, are not asked about.
"""

from dataclasses import dataclass, replace

from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.documents_issued import IssuedDocument, Referral
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.services import authority_forms, referrals
from safeguard_app.services.paper_evidence import KINDS
from safeguard_app.services.paper_incident import KIND as INCIDENT_KIND
from safeguard_app.services.paper_prepared import entries_of
from safeguard_app.services.paper_views import (
    AudiencePaper,
    AuthorityFormPaper,
    IncidentPaper,
    PaperJob,
    ReferralPaper,
    SchedulePaper,
)
from safeguard_app.services.session import Session
from safeguard_app.services.sharing_choices import key_of_subject
from safeguard_app.vault import reading


@dataclass(frozen=True, slots=True)
class Outside:
    """What sharing opens with: a document chosen on its record, or the ``sharing`` it was made for already.

    ``audience`` and ``subject`` are as the sheet of sharing names them.
    """

    record: Reference
    key: str = ""
    audience: str = ""
    subject: str = ""
    sharing: Reference | None = None


def outside_of(session: Session, job: PaperJob) -> Outside | None:
    """What is shared where this paper is for somebody outside; None for one that never leaves the school."""
    match job:
        case AudiencePaper(inner, audience, whose):
            found = outside_of(session, inner)
            if found is None or audience is Audience.SCHOOL:
                return found
            return replace(found, audience=audience.value, subject=key_of_subject(whose[0]) if whose else "")
        case IncidentPaper(incident):
            return Outside(incident, "record/pictures" if job.pictures else "record")
        case SchedulePaper(incident):
            return Outside(incident, "schedule/pictures" if job.pictures else "schedule")
        case ReferralPaper(referral):
            return Outside(_record_of(session, referral), f"referral/{referral.id}")
        case AuthorityFormPaper(form, referral):
            record = _record_of(session, referral)
            return Outside(record, f"authority/{form.id}/{referral.id}", Audience.AUTHORITY.value)
        case _:
            return None


def outside_of_issued(session: Session, document: Reference) -> Outside | None:
    """The same of a document that was issued earlier: one made to be shared is shared with what it was made for."""
    stored = session.vault.get(document)
    content = stored.content
    if not isinstance(content, IssuedDocument) or stored.about is None:
        return None
    record = Reference(document.compartment, RecordId(stored.about))
    connection = session.vault.compartment(document.compartment).connection
    for place, _, shared in reading.contents_of_kind(connection, RecordKind.SHARING):
        if shared.withdrawn is None and any(one.document == document.id for one in shared.documents):
            return Outside(record, sharing=Reference(document.compartment, place))
    about = session.vault.find(record.id)
    if about is None or not isinstance(about.content, Incident):
        return None
    kind, audience = _split(content.kind)
    key = _key_of(session, record, kind, content.title)
    return Outside(record, key, audience) if key else None


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
