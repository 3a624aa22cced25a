"""Copies for audiences of the papers that the demo school can print: one of each kind that has any."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.people import PersonKind, PersonRef
from safeguard_app.services import cases, evidence, form_subjects, incidents, people, referrals
from safeguard_app.services.logbook_facts import child_of
from safeguard_app.services.paper_views import (
    AudiencePaper,
    CasePaper,
    ChronologyPaper,
    IncidentPaper,
    PaperJob,
    ReferralPaper,
    SchedulePaper,
    TransferPackPaper,
)
from safeguard_app.services.session import Session

OUTSIDE = tuple(one for one in Audience if one is not Audience.SCHOOL)
"""Whom a copy leaves the school for."""
_ONE_EACH = {
    SchedulePaper: Audience.POLICE,
    ChronologyPaper: Audience.PARENT,
    CasePaper: Audience.AUTHORITY,
    ReferralPaper: Audience.SUBJECT_ACCESS,
}
"""Of kinds of which a walk through every paper makes one copy, for whom; of the record it makes each."""


def copies(session: Session, jobs: Sequence[PaperJob]) -> list[AudiencePaper]:
    """One paper of each kind among ``jobs`` that can be a child's copy, for each audience that there is for it."""
    return [
        _copy(paper, whose, audience)
        for paper, whose in _first_of_each(session, jobs)
        for audience in _for(paper)
    ]


def few_copies(session: Session, jobs: Sequence[PaperJob]) -> list[AudiencePaper]:
    """The same, but of most kinds one copy alone: for a walk through every paper there is."""
    return [
        one for one in copies(session, jobs) if _ONE_EACH.get(type(one.job), one.audience) is one.audience
    ]


def _for(job: PaperJob) -> tuple[Audience, ...]:
    """A pack goes to the next school and nowhere else."""
    return (Audience.TRANSFER,) if isinstance(job, TransferPackPaper) else OUTSIDE


def _copy(job: PaperJob, whose: PersonRef, audience: Audience) -> AudiencePaper:
    return AudiencePaper(job, audience, (whose,) if audience.needs_subjects else ())


def _first_of_each(session: Session, jobs: Sequence[PaperJob]) -> Iterator[tuple[PaperJob, PersonRef]]:
    """Of each kind the first that concerns a child, and whose copy it is."""
    for kind, child in _CHILD.items():
        found = ((job, child(session, job)) for job in jobs if type(job) is kind)
        yield next((job, whose) for job, whose in found if whose is not None)


def child_of_record(session: Session, record: Reference) -> PersonRef | None:
    """The first child of a record of the daily log."""
    if record.compartment is not Compartment.DAILY:
        return None
    children = form_subjects.children_of(session, incidents.current(session, record).content)
    return children[0] if children else None


def _of_several(session: Session, job: IncidentPaper) -> PersonRef | None:
    """Of a record with another child, who is called by a letter."""
    several = len(form_subjects.children_of(session, incidents.current(session, job.incident).content)) > 1
    return child_of_record(session, job.incident) if several else None


def _of_schedule(session: Session, job: SchedulePaper) -> PersonRef | None:
    """Of a record that has exhibits to list."""
    return child_of_record(session, job.incident) if evidence.exhibits_of(session, job.incident) else None


def _of_chronology(session: Session, job: ChronologyPaper) -> PersonRef | None:
    person = people.stored_person(session, job.person).content
    return people.ref_of(session, job.person) if person.kind is PersonKind.PUPIL else None


def _of_case(session: Session, job: CasePaper) -> PersonRef | None:
    held = cases.records_of(session, cases.stored_case(session, job.case))
    return next((child for one in held if (child := child_of_record(session, one.reference))), None)


def _of_form(session: Session, job: ReferralPaper) -> PersonRef | None:
    stored = referrals.stored_referral(session, job.referral).content
    return stored.child if stored.adult is None and job.referral.compartment is Compartment.DAILY else None


_CHILD: dict[type, Callable[[Session, Any], PersonRef | None]] = {
    IncidentPaper: _of_several,
    SchedulePaper: _of_schedule,
    ChronologyPaper: _of_chronology,
    CasePaper: _of_case,
    ReferralPaper: _of_form,
    TransferPackPaper: lambda session, job: child_of(session, job.entry),
}
"""Every kind of paper of which a copy is offered, and the child whose copy one of them is."""
