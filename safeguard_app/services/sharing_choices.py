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
from safeguard_app.services.disclosures import in_use
from safeguard_app.services.paper_views import ChronologyPaper, IncidentPaper, ReferralPaper, SchedulePaper
from safeguard_app.services.session import Session
from safeguard_app.services.sharing_views import BasisLine, KnownRecipient, PaperChoice, SharingChoices
from safeguard_app.vault import reading

AS_IT_STANDS = "Everybody named, but for whoever asked not to be"
_AUDIENCES = tuple(one for one in Audience if one is not Audience.SCHOOL)
CONFIRM = "Confirm with your data protection officer."


def choices(session: Session, incident: Reference) -> SharingChoices:
    """Everything that can be chosen for a record. Raises RuleViolation for one that is entered in error."""
    stored = in_use(session, incident)
    entries = reading.about(session.vault.compartment(incident.compartment).connection, incident)
    return SharingChoices(
        incident,
        str(stored.content.case),
        papers(session, stored, entries),
        tuple(dict.fromkeys(_known(session, entries))),
        (("", AS_IT_STANDS), *((one.value, f"For {WORDS[one]}") for one in _AUDIENCES)),
        tuple((key, one.name) for key, one in subjects(stored).items()),
        basis_lines(session, ListName.SHARING_BASES),
        basis_lines(session, ListName.SHARING_CONDITIONS),
    )


def subjects(incident: Stored[Incident]) -> dict[str, PersonRef]:
    """Whose copy of the record it may be: everybody in it, by a key that a draft can keep."""
    people = (one.person for one in incident.content.participants)
    return {one.reference.id if one.reference is not None else f"name/{one.name}": one for one in people}


def papers(
    session: Session, incident: Stored[Incident], entries: Iterable[Stored[Any]]
) -> tuple[PaperChoice, ...]:
    """The documents of a record that somebody outside may be given: forms first, as they are what is asked for."""
    place, held = incident.reference, tuple(entries)
    found = [*_forms(session, held)]
    found.append(
        PaperChoice(
            "record",
            "Incident record",
            "Everything on the record. Who asked not to be named is left out.",
            IncidentPaper(place),
        )
    )
    exhibits = [one.content for one in held if isinstance(one.content, EvidenceItem)]
    if any(one.is_live for one in exhibits):
        found.append(
            PaperChoice(
                "schedule", "Evidence schedule", "What each exhibit is. No pictures.", SchedulePaper(place)
            )
        )
    for one in incident.content.participants:
        person = one.person.reference
        known = session.vault.find(person.id) if person is not None else None
        if known is None or getattr(known.content, "kind", None) is not PersonKind.PUPIL or person is None:
            continue
        found.append(
            PaperChoice(
                f"chronology/{person.id}",
                f"Chronology of {one.person.name}",
                "What this part of the log knows, of other records too.",
                ChronologyPaper(known.reference, place.compartment),
            )
        )
    return tuple({one.key: one for one in found}.values())


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


def _forms(session: Session, entries: Iterable[Stored[Any]]) -> Iterator[PaperChoice]:
    for one in entries:
        content = one.content
        if not isinstance(content, Referral) or content.withdrawn is not None:
            continue
        form = session.catalogue.forms.get(content.form)
        if form is None:
            continue
        about = f"About {content.subject.name}." if content.subject is not None else "About the incident."
        yield PaperChoice(
            f"referral/{one.reference.id}",
            session.words().fill(form.title),
            about,
            ReferralPaper(one.reference),
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
