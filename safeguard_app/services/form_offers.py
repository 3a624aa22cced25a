"""The forms that can be begun on a record, about whom, to whom they go, and in which order they are offered.

Offered are the forms of the nation that fit the record's category. First come those that go where the category may be
referred to, in the category's own order; what is begun already is gone on with. The order advises; it decides nothing.
"""

from dataclasses import dataclass, replace

from safeguard_app.catalogue.words import Words
from safeguard_app.domain.date_words import joined_words
from safeguard_app.domain.documents_issued import Referral
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.person_rules import is_the_one
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.services.authority_forms import lines
from safeguard_app.services.form_part_facts import DID
from safeguard_app.services.form_subjects import ReferredPeople, adults_of, children_of
from safeguard_app.services.incidents import current
from safeguard_app.services.own_forms import offered_forms
from safeguard_app.services.reference import Form, Packaging
from safeguard_app.services.session import Session
from safeguard_app.vault import reading


@dataclass(frozen=True, slots=True)
class FormOffer:
    """One form about one person, or about the record. ``begun`` is the one that is there already, if any."""

    form: str
    title: str
    purpose: str
    to: str
    about: str
    """ "About Freya Lund", or empty for the record as a whole."""
    adult: PersonRef | None
    child: PersonRef | None
    proposed: bool
    """Whether it goes where records of this category may be referred to."""
    begun: Reference | None = None
    own_pdf: str = ""
    """Whose own PDF it is filled into, where it is offered as that."""

    @property
    def subject(self) -> PersonRef | None:
        """Whom the form would be about first."""
        return self.adult or self.child


@dataclass(frozen=True, slots=True)
class Offers:
    """What can be begun on a record. ``missing`` says what the record has to name for further forms."""

    incident: Reference
    case: str
    offers: tuple[FormOffer, ...]
    missing: str


def offers(session: Session, incident: Reference) -> Offers:
    """Everything that can be begun on a record, in the order in which it is offered."""
    stored = current(session, incident)
    content = stored.content
    begun = _begun(session, incident)
    found = [
        (_rank(session, form, content), offer)
        for form in offered_forms(session)
        if _fits(session, form, stored)
        for offer in _of_form(session, form, content, begun)
    ]
    found += [(rank, on_pdf) for rank, offer in found for on_pdf in _on_own_pdf(session, offer)]
    found.sort(key=lambda one: one[0])
    return Offers(incident, str(content.case), tuple(offer for _, offer in found), _missing(session, content))


def subjects_of(
    session: Session, form: Form, incident: Incident
) -> tuple[tuple[PersonRef | None, PersonRef | None], ...]:
    """Which adult and which child a form can be about on this record; neither for one about the record as a whole."""
    match form.packaging:
        case Packaging.INCIDENT:
            return ((None, None),)
        case Packaging.CHILD:
            return tuple((None, child) for child in children_of(session, incident))
        case Packaging.ADULT:
            return tuple((adult, None) for adult in adults_of(incident))
        case Packaging.ADULT_AND_CHILD:
            adults, children = adults_of(incident), children_of(session, incident)
            return tuple((adult, child) for adult in adults for child in children if child != adult)


def recipient_of(session: Session, form: Form, words: Words) -> str:
    """Who receives a form: the agency by its name and the authority, or whom the form says."""
    return ", ".join(part for part in recipient_and_authority(session, form, words) if part)


def recipient_and_authority(session: Session, form: Form, words: Words) -> tuple[str, str]:
    """The same in two: the agency, and whose it is; a form that says itself who receives it has no authority."""
    if form.recipient:
        return words.fill(form.recipient), ""
    agency = session.catalogue.nations[session.nation].agency(form.agency)
    whose = form.authority or session.school.local_authority
    return (words.fill(agency.name) if agency is not None else "", whose)


def people_words(form: Form, people: ReferredPeople) -> str:
    """Whom a form is about, for its head. A form that names nobody says nobody here either."""
    if form.unnamed:
        return "Names nobody."
    if people.adult is None and people.child is not None:
        return f"{people.child.name}, child."
    children = joined_words([child.name for child in people.shown])
    if people.adult is not None:
        return f"{people.adult.name}, adult of concern." + (f" {children}, child." if children else "")
    return f"{children}, child." if children else "About the record as a whole."


def _of_form(
    session: Session, form: Form, incident: Incident, begun: list[Stored[Referral]]
) -> list[FormOffer]:
    words = session.words(head_is_subject=incident.head_is_subject)
    return [
        FormOffer(
            form=form.id,
            title=words.fill(form.title),
            purpose=words.fill(form.purpose),
            to=recipient_of(session, form, words),
            about=_about(adult, child),
            adult=adult,
            child=child,
            proposed=_proposed(session, form, incident) and not (form.done_to and _only_did(incident, child)),
            begun=next((one.reference for one in begun if _is(one.content, form, adult, child)), None),
        )
        for adult, child in subjects_of(session, form, incident)
    ]


def _on_own_pdf(session: Session, offer: FormOffer) -> list[FormOffer]:
    """The same offer once more for each authority's own PDF that takes the answers of its form."""
    return [
        replace(
            offer,
            title=f"{line.title}, {line.authority}",
            purpose=f"The authority’s own PDF, filled from the answers to “{offer.title}”.",
            to=line.authority,
            own_pdf=line.authority,
        )
        for line in lines(session)
        if offer.form in line.serves
    ]


def _about(*people: PersonRef | None) -> str:
    names = [one.name for one in people if one is not None]
    return f"About {joined_words(names)}" if names else ""


def _is(referral: Referral, form: Form, adult: PersonRef | None, child: PersonRef | None) -> bool:
    return referral.form == form.id and _same(referral.adult, adult) and _same(referral.child, child)


def _same(one: PersonRef | None, other: PersonRef | None) -> bool:
    return one is other is None or (one is not None and other is not None and is_the_one(one, other))


def _begun(session: Session, incident: Reference) -> list[Stored[Referral]]:
    connection = session.vault.compartment(incident.compartment).connection
    found = reading.about(connection, incident, (RecordKind.REFERRAL,))
    return [one for one in reversed(found) if one.content.withdrawn is None]


def _fits(session: Session, form: Form, incident: Stored[Incident]) -> bool:
    if form.childs_file and incident.reference.compartment is not Compartment.DAILY:
        return False
    of_kind = not form.categories or incident.content.category in form.categories
    return form.serves(session.nation) and of_kind


def _proposed(session: Session, form: Form, incident: Incident) -> bool:
    category = session.catalogue.categories.get(incident.category)
    may_go_to = category.referrals if category is not None and not form.variant_of else ()
    return incident.category in form.categories or form.agency in may_go_to


def _only_did(incident: Incident, child: PersonRef | None) -> bool:
    """Whether a child stands on the record as somebody alleged to have done it, and as nothing else."""
    roles = {one.role for one in incident.participants if child is not None and is_the_one(one.person, child)}
    return bool(roles) and roles <= set(DID)


def _rank(session: Session, form: Form, incident: Incident) -> tuple[int, int]:
    """Of an adult who works here first; then whom the category may go to in its order; then the rest in theirs."""
    if form.packaging is Packaging.ADULT and _proposed(session, form, incident):
        return 0, form.order
    category = session.catalogue.categories.get(incident.category)
    may_go_to = category.referrals if category is not None and not form.variant_of else ()
    if form.agency in may_go_to:
        return 1, may_go_to.index(form.agency) * 1000 + form.order
    return (2 if incident.category in form.categories else 3), form.order


def _missing(session: Session, incident: Incident) -> str:
    """What the record has to name first, for forms that are about one person."""
    nobody = [
        words
        for words, there in (
            ("an adult of concern", adults_of(incident)),
            ("a child", children_of(session, incident)),
        )
        if not there
    ]
    if not nobody:
        return ""
    return f"Forms about {joined_words(nobody, 'or')} can be begun once the record names one."
