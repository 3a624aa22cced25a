"""Whom each kind of paper is about: what is about one child is nobody else's copy.

A new kind of paper has a line in ``ABOUT``; one without is no copy for a family at all.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.letters import Letter
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import paper_views as jobs
from safeguard_app.services.access_bundles import stored_bundle
from safeguard_app.services.assessments import stored_plan
from safeguard_app.services.copy_people import Behind, CopyPeople
from safeguard_app.services.logbook_facts import child_of
from safeguard_app.services.one_person import present
from safeguard_app.services.paper_prepared import entries_of
from safeguard_app.services.people import ref_of
from safeguard_app.services.referrals import stored_referral
from safeguard_app.services.register_facts import known_person, plain_name, relatives_of
from safeguard_app.services.session import Session

About = Callable[[Session, Any], tuple[PersonRef, ...] | None]
"""Whom a paper is about by its nature: nobody more than whoever stands on its records, or None for no copy at all."""

NOT_FOR = (
    "This paper is not about a record, so no copy of it is made for this audience. Choose one of a record."
)
NOT_ON_A_FORM = (
    "An authority’s own form is filled for that authority alone. Choose our form for anybody else."
)
WHOSE = "Say whose copy this is: everybody else is left out of it."
ABOUT_ANOTHER = (
    "This paper is about somebody else. Choose them as whose copy it is, or choose the record instead."
)
NOT_ON_IT = "{name} does not stand on this record, nor does their family. Choose somebody who does."
FOR_THE_NEXT_SCHOOL = "The transfer pack is made for the next school. Choose a record for anybody else."
ASKED_FOR = "A bundle is for whoever asked to see their records, and nobody else."


def check_whose(session: Session, job: jobs.AudiencePaper) -> None:
    """Refuse a paper that is about somebody else, or about no record, as the copy of a family."""
    about = about_whom(session, job.job)
    if isinstance(job.job, jobs.AccessBundlePaper):
        _check_bundle(session, job, about or ())
        return
    if not job.audience.needs_subjects:
        return
    if about is None:
        form = isinstance(job.job, jobs.AuthorityFormPaper)
        raise RuleViolation({"audience": NOT_ON_A_FORM if form else NOT_FOR})
    if not job.subjects:
        raise RuleViolation({"subjects": WHOSE})
    if not all(_is_among(session, one, job.subjects) for one in about):
        raise RuleViolation({"subjects": ABOUT_ANOTHER})
    if isinstance(job.job, jobs.TransferPackPaper) and job.audience is not Audience.TRANSFER:
        raise RuleViolation({"audience": FOR_THE_NEXT_SCHOOL})


def check_on_records(session: Session, job: jobs.AudiencePaper, records: Iterable[Reference]) -> None:
    """Refuse a copy for somebody who does not stand on its records, nor anybody of their family."""
    about = about_whom(session, job.job) or ()
    subjects = [one for one in job.subjects if not _is_among(session, one, about)]
    if not subjects or not job.audience.needs_subjects:
        return
    stored = [session.vault.compartment(one.compartment).get(one.id) for one in records]
    behind = [Behind(one, entries_of(session, one.reference)) for one in stored if one is not None]
    there = CopyPeople(session, Audience.SCHOOL, behind, ()).everybody()
    known = {one.person.reference for one in there} - {None}
    names = {plain_name(name) for one in there for name in one.names}
    for subject in subjects:
        real = present(session, subject)
        if real.reference in known or plain_name(subject.name) in names:
            continue
        person = known_person(session, real)
        if person is None or not any(one.reference in known for one in relatives_of(session, person)):
            raise RuleViolation({"subjects": NOT_ON_IT.format(name=subject.name)})


def about_whom(session: Session, job: jobs.PaperJob) -> tuple[PersonRef, ...] | None:
    """Whom a paper is about, whoever else stands in it; None where it is no copy for a family."""
    return ABOUT.get(type(job), _no_copy)(session, job)


def _check_bundle(session: Session, job: jobs.AudiencePaper, asked: Sequence[PersonRef]) -> None:
    wrong = job.audience.needs_subjects and job.audience is not Audience.SUBJECT_ACCESS
    if wrong or not all(_is_among(session, one, asked) for one in job.subjects):
        raise RuleViolation({"subjects": ASKED_FOR})


def _is_among(session: Session, person: PersonRef, subjects: Sequence[PersonRef]) -> bool:
    """Whether a copy is somebody's; two entries that were joined are one person."""
    wanted = _one_of_register(session, person)
    return any(_one_of_register(session, one) == wanted for one in subjects)


def _one_of_register(session: Session, person: PersonRef) -> Reference | str | None:
    return ref_of(session, person.reference).reference if person.reference is not None else person.name


# ---------------------------------------------------------------- each kind


def _no_copy(_session: Session, _job: object) -> None:
    """Of a whole part, of adults, or of what left the school: not about a record of a child."""


def _whoever_stands_there(_session: Session, _job: object) -> tuple[PersonRef, ...]:
    """The copy of anybody on its records: others are called by letters."""
    return ()


def _child_of_plan(session: Session, job: jobs.PlanPaper) -> tuple[PersonRef, ...]:
    return (stored_plan(session, job.plan).content.child,)


def _subject_of_form(session: Session, job: jobs.ReferralPaper) -> tuple[PersonRef, ...]:
    subject = stored_referral(session, job.referral).content.subject
    return (subject,) if subject is not None else ()


def _people_of_chronology(session: Session, job: jobs.ChronologyPaper) -> tuple[PersonRef, ...]:
    return tuple(ref_of(session, one) for one in (job.person, *job.beside))


def _child_who_leaves(session: Session, job: jobs.TransferPackPaper) -> tuple[PersonRef, ...] | None:
    child = child_of(session, job.entry)
    return (child,) if child is not None else None


def _child_of_letter(session: Session, job: jobs.LetterPaper) -> tuple[PersonRef, ...]:
    """The addressee's own child, as the record has them."""
    part = session.vault.compartment(job.incident.compartment)
    stored, record = part.get(job.letter), part.get(job.incident.id)
    letter = stored.content if stored is not None else None
    if not isinstance(letter, Letter) or not letter.child.strip():
        return ()
    there = record.content.participants if record and isinstance(record.content, Incident) else ()
    wanted = plain_name(letter.child)
    return next(
        ((one.person,) for one in there if plain_name(one.person.name) == wanted),
        (PersonRef(None, letter.child),),
    )


def _whoever_asked(session: Session, job: jobs.AccessBundlePaper) -> tuple[PersonRef, ...]:
    return stored_bundle(session, job.bundle).content.subjects


ABOUT: Mapping[type, About] = {
    jobs.AccessBundlePaper: _whoever_asked,
    jobs.AccessLogPaper: _no_copy,
    jobs.AgendaPaper: _no_copy,
    jobs.AudiencePaper: _no_copy,
    jobs.AuthorityFormPaper: _no_copy,
    jobs.CasePaper: _whoever_stands_there,
    jobs.ChainSlipPaper: _no_copy,
    jobs.ChronologyPaper: _people_of_chronology,
    jobs.CustodyPaper: _whoever_stands_there,
    jobs.DaySheetPaper: _no_copy,
    jobs.DisposalCertificatePaper: _no_copy,
    jobs.DrivePaper: _no_copy,
    jobs.GovernorsPaper: _no_copy,
    jobs.HandoverBriefPaper: _no_copy,
    jobs.HandoverPaper: _whoever_stands_there,
    jobs.IncidentPaper: _whoever_stands_there,
    jobs.InspectionPaper: _no_copy,
    jobs.JourneysPaper: _no_copy,
    jobs.LetterPaper: _child_of_letter,
    jobs.LogbookPaper: _no_copy,
    jobs.MonthlyPaper: _no_copy,
    jobs.OutgoingPaper: _no_copy,
    jobs.PlanPaper: _child_of_plan,
    jobs.ReferralPaper: _subject_of_form,
    jobs.RegisterPaper: _no_copy,
    jobs.SchedulePaper: _whoever_stands_there,
    jobs.SharingPaper: _no_copy,
    jobs.SheetPaper: _no_copy,
    jobs.TransferPackPaper: _child_who_leaves,
}
