"""The forms that can be begun on a record, about whom, to whom they go, and in which order they are offered.

Offered are the forms of the nation that fit the record's category. First come those that go where the category may be
referred to, in the category's own order; what is begun already is gone on with. The order advises; it decides nothing.
"""

from dataclasses import dataclass

from safeguard_app.catalogue.words import Words
from safeguard_app.domain.date_words import joined_words
from safeguard_app.domain.documents_issued import Referral
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.person_rules import is_the_one
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.services.form_subjects import ReferredPeople, adults_of, children_of
from safeguard_app.services.incidents import current
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
    subject: PersonRef | None
    proposed: bool
    """Whether it goes where records of this category may be referred to."""
    begun: Reference | None = None


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
        for form in session.catalogue.forms.values()
        if _fits(session, form, content)
        for offer in _of_form(session, form, content, begun)
    ]
    found.sort(key=lambda one: one[0])
    return Offers(incident, str(content.case), tuple(offer for _, offer in found), _missing(session, content))


def subjects_of(session: Session, form: Form, incident: Incident) -> tuple[PersonRef | None, ...]:
    """Whom a form can be about on this record; one without a name for a form about the record as a whole."""
    if form.packaging is Packaging.INCIDENT:
        return (None,)
    return adults_of(incident) if form.packaging is Packaging.ADULT else children_of(session, incident)


def recipient_of(session: Session, form: Form, words: Words) -> str:
    """Who receives a form: the agency by its name and the authority, or whom the form says."""
    if form.recipient:
        return words.fill(form.recipient)
    agency = session.catalogue.nations[session.nation].agency(form.agency)
    to = (words.fill(agency.name) if agency is not None else "", session.school.local_authority)
    return ", ".join(part for part in to if part)


def people_words(form: Form, people: ReferredPeople) -> str:
    """Whom a form is about, for its head. A form that names nobody says nobody here either."""
    if form.unnamed:
        return "Names nobody."
    if people.child is not None:
        return f"{people.child.name}, child."
    children = joined_words([child.name for child in people.children])
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
            about=f"About {subject.name}" if subject is not None else "",
            subject=subject,
            proposed=_proposed(session, form, incident),
            begun=next((one.reference for one in begun if _is(one.content, form, subject)), None),
        )
        for subject in subjects_of(session, form, incident)
    ]


def _is(referral: Referral, form: Form, subject: PersonRef | None) -> bool:
    if referral.form != form.id:
        return False
    if subject is None:
        return referral.subject is None
    return referral.subject is not None and is_the_one(referral.subject, subject)


def _begun(session: Session, incident: Reference) -> list[Stored[Referral]]:
    connection = session.vault.compartment(incident.compartment).connection
    found = reading.about(connection, incident, (RecordKind.REFERRAL,))
    return [one for one in reversed(found) if one.content.withdrawn is None]


def _fits(session: Session, form: Form, incident: Incident) -> bool:
    return form.serves(session.nation) and (not form.categories or incident.category in form.categories)


def _proposed(session: Session, form: Form, incident: Incident) -> bool:
    category = session.catalogue.categories.get(incident.category)
    may_go_to = category.referrals if category is not None else ()
    return incident.category in form.categories or form.agency in may_go_to


def _rank(session: Session, form: Form, incident: Incident) -> tuple[int, int]:
    """Of an adult who works here first; then whom the category may go to in its order; then the rest in theirs."""
    if form.packaging is Packaging.ADULT and _proposed(session, form, incident):
        return 0, form.order
    category = session.catalogue.categories.get(incident.category)
    may_go_to = category.referrals if category is not None else ()
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
