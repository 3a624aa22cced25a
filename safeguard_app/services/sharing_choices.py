"""What the sheet of sharing offers: documents of the record, who is known already, and lawful bases to choose from."""

from collections.abc import Iterable, Iterator
from typing import Any

from safeguard_app.catalogue.choices import ListName
from safeguard_app.domain.audiences import WORDS, Audience
from safeguard_app.domain.disclosures import Disclosure
from safeguard_app.domain.documents_issued import Referral
from safeguard_app.domain.entries import Telling
from safeguard_app.domain.evidence import EvidenceItem
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.people import PersonKind, PersonRef
from safeguard_app.domain.records import Stored
from safeguard_app.domain.referral_steps import ReferralStep
from safeguard_app.domain.sharings import Sharing
from safeguard_app.services import authority_forms, cases
from safeguard_app.services.audience_outlook import OfferedPerson, people_of
from safeguard_app.services.disclosures import in_use
from safeguard_app.services.incidents import current
from safeguard_app.services.media_types import shown_as
from safeguard_app.services.own_forms import form_begun_on
from safeguard_app.services.paper_subjects import NOT_ON_A_FORM
from safeguard_app.services.paper_views import (
    AuthorityFormPaper,
    CasePaper,
    ChronologyPaper,
    IncidentPaper,
    ReferralPaper,
    SchedulePaper,
)
from safeguard_app.services.register_facts import known_person, relatives_of
from safeguard_app.services.session import Session
from safeguard_app.services.sharing_views import BasisLine, KnownRecipient, PaperChoice, SharingChoices
from safeguard_app.vault import reading

AS_IT_STANDS = "Everybody named, but for whoever asked not to be"
_AUDIENCES = tuple(one for one in Audience if one is not Audience.SCHOOL)
_ALONE = {
    Audience.SUBJECT_ACCESS.value: "The bundle is made for whoever asked to see their records, and nobody else.",
    Audience.TRANSFER.value: "The transfer pack is made for the next school, and nobody else.",
}
"""Why a paper that is made for one audience alone is not made for another."""
CONFIRM = "Confirm with your data protection officer."
_LOOK = "A name that can be read in a picture is not left out: look at each before it goes."


def choices(
    session: Session,
    incident: Reference,
    beside: tuple[PaperChoice, ...] = (),
    missing: tuple[str, ...] = (),
    *,
    apart: bool = False,
) -> SharingChoices:
    """Everything that can be chosen for a record, after what is offered ``beside``: see :class:`SharingChoices`.

    ``apart``: what is beside it is shared by itself, so nothing of the record is offered, nor who was told of it.

    Raises RuleViolation for one that is entered in error.
    """
    stored = in_use(session, incident)
    connection = session.vault.compartment(incident.compartment).connection
    entries = [] if apart else reading.about(connection, incident)
    own = () if apart else papers(session, stored, entries)
    return SharingChoices(
        incident,
        str(stored.content.case),
        (*beside, *own),
        tuple(dict.fromkeys(_known(session, entries))),
        (("", AS_IT_STANDS), *((one.value, f"For {WORDS[one]}") for one in _AUDIENCES)),
        tuple((key, one.words) for key, one in subjects(session, incident).items()),
        basis_lines(session, ListName.SHARING_BASES),
        basis_lines(session, ListName.SHARING_CONDITIONS),
        beside,
        missing,
    )


def subjects(session: Session, incident: Reference) -> dict[str, OfferedPerson]:
    """Whose copy of the record it may be: everybody in it and their relatives, by a key that a draft can keep."""
    return {key_of_subject(one.person): one for one in people_of(session, incident)}


def whose_copy(session: Session, incident: Reference, chosen: PersonRef) -> tuple[PersonRef, ...]:
    """Who stays named: whoever was chosen, and for a relative the children of the record whose family they are."""
    theirs = []
    for one in current(session, incident).content.participants:
        known = known_person(session, one.person)
        if known is None or known.reference == chosen.reference:
            continue
        if any(relative.reference == chosen.reference for relative in relatives_of(session, known)):
            theirs.append(one.person)
    return (chosen, *dict.fromkeys(theirs))


def key_of_subject(person: PersonRef) -> str:
    """By what a draft names whose copy it is."""
    return person.reference.id if person.reference is not None else f"name/{person.name}"


def papers(
    session: Session, incident: Stored[Incident], entries: Iterable[Stored[Any]]
) -> tuple[PaperChoice, ...]:
    """The documents of a record that somebody outside may be given: forms first, as they are what is asked for."""
    held = tuple(entries)
    found = (
        *_authority_forms(session, held),
        *_forms(session, held),
        *_records(incident.reference, held),
        *_chronologies(session, incident),
        *_cases(session, incident.reference),
    )
    return tuple({one.key: one for one in found}.values())


def refused_for(wanted: Iterable[PaperChoice], audience: str) -> str:
    """Why one of these is not made for an audience; empty where each is."""
    refused = [one.alone_for for one in wanted if audience and one.alone_for and one.alone_for != audience]
    return next((_ALONE.get(one, NOT_ON_A_FORM) for one in refused), "")


def basis_lines(session: Session, name: ListName) -> tuple[BasisLine, ...]:
    """A list of bases in the nation's words; what has to be confirmed says so."""
    words = session.words()
    return tuple(
        BasisLine(
            one.code,
            words.fill(one.label),
            " ".join(filter(None, (words.fill(one.help), CONFIRM if one.confirm else ""))),
        )
        for one in session.catalogue.lists[name].choices
        if one.serves(session.nation)
    )


def receipt_ways(session: Session) -> tuple[tuple[str, str], ...]:
    """How somebody may have said that it arrived: code and words."""
    return tuple((one.code, one.label) for one in basis_lines(session, ListName.SHARING_RECEIPTS))


def _referrals(
    session: Session, entries: Iterable[Stored[Any]]
) -> Iterator[tuple[Stored[Referral], str, str]]:
    """Each that stands, with the title of its form and whom it is about."""
    for one in entries:
        content = one.content
        if not isinstance(content, Referral) or content.withdrawn is not None:
            continue
        try:
            form = form_begun_on(session, content)
        except KeyError:
            continue
        about = f"About {content.subject.name}." if content.subject is not None else "About the incident."
        yield one, session.words().fill(form.title), about


def _forms(session: Session, entries: Iterable[Stored[Any]]) -> Iterator[PaperChoice]:
    for one, title, about in _referrals(session, entries):
        yield PaperChoice(f"referral/{one.reference.id}", title, about, ReferralPaper(one.reference))


def _authority_forms(session: Session, entries: Iterable[Stored[Any]]) -> Iterator[PaperChoice]:
    """Before everything else: it is what was asked for, and where it cannot be filled nothing was made yet."""
    lines = authority_forms.lines(session)
    for one, title, about in _referrals(session, entries):
        for line in lines:
            if one.content.form not in line.serves:
                continue
            unseen = "" if line.form.mapped else " Nobody has looked yet at which answer goes where."
            yield PaperChoice(
                f"authority/{line.reference.id}/{one.reference.id}",
                f"{line.title}, {line.authority}",
                f"The authority’s own PDF, from “{title}”. {about}{unseen}",
                AuthorityFormPaper(line.reference, one.reference),
                alone_for=Audience.AUTHORITY.value,
            )


def _records(place: Reference, entries: Iterable[Stored[Any]]) -> Iterator[PaperChoice]:
    """The record and its evidence; with pictures where there are any that can be shown."""
    items = [one.content for one in entries if isinstance(one.content, EvidenceItem) and one.content.is_live]
    pictures = any(one.has_file and shown_as(one.stored.media_type) == "picture" for one in items)
    withheld = "Everything on the record. Who asked not to be named is left out."
    yield PaperChoice("record", "Incident record", withheld, IncidentPaper(place))
    if pictures:
        job = IncidentPaper(place, pictures=True)
        yield PaperChoice("record/pictures", "Incident record with pictures", _LOOK, job)
    if items:
        what = "What each exhibit is. No pictures."
        yield PaperChoice("schedule", "Evidence schedule", what, SchedulePaper(place))
    if pictures:
        shown = SchedulePaper(place, pictures=True)
        yield PaperChoice("schedule/pictures", "Evidence schedule with pictures", _LOOK, shown)


def _chronologies(session: Session, incident: Stored[Incident]) -> Iterator[PaperChoice]:
    for one in incident.content.participants:
        person = one.person.reference
        known = session.vault.find(person.id) if person is not None else None
        if known is None or getattr(known.content, "kind", None) is not PersonKind.PUPIL or person is None:
            continue
        yield PaperChoice(
            f"chronology/{person.id}",
            f"Chronology of {one.person.name}",
            "What this part of the log knows, of other records too.",
            ChronologyPaper(known.reference, incident.reference.compartment),
        )


def _cases(session: Session, place: Reference) -> Iterator[PaperChoice]:
    """The cases it is in; one that stands in another part has other readers, and is shared from there."""
    for case in cases.of_record(session, place):
        if case.reference.compartment is not place.compartment:
            continue
        for everything, key, detail in (
            (False, "case", "Significant events alone, of all its records."),
            (True, "case/all", "Everything that stands on its records, of others than this one too."),
        ):
            yield PaperChoice(
                f"{key}/{case.reference.id}",
                f"Chronology of the case: {case.title}",
                detail,
                CasePaper(case.reference, everything),
            )


def _known(session: Session, entries: Iterable[Stored[Any]]) -> Iterator[KnownRecipient]:
    """Who stands on the record as spoken to, then the school's contacts. The same words stand once."""
    words = session.words()
    profile = session.catalogue.nations[session.nation]
    for one in reversed(tuple(entries)):
        match one.content:
            case Sharing(withdrawn=None) as shared:
                yield _recipient(shared.recipient, shared.organisation, shared.contact)
            case Disclosure(withdrawn=None) as given:
                yield _recipient(given.recipient, given.organisation, "")
            case ReferralStep(withdrawn=None) as step if step.with_whom:
                agency = profile.agency(step.agency)
                yield _recipient(step.with_whom, words.fill(agency.name) if agency else "", "")
            case Telling(withdrawn=None) as told if told.name:
                yield _recipient(told.name, "", "")
    for one_to_ring in session.school.contacts:
        known = profile.agency(one_to_ring.agency)
        name = words.fill(known.name) if known is not None else one_to_ring.agency
        yield _recipient(one_to_ring.name, name, one_to_ring.phone)


def _recipient(name: str, organisation: str, contact: str) -> KnownRecipient:
    words = ", ".join(part for part in (name, organisation, contact) if part)
    return KnownRecipient(words, name, organisation, contact)
