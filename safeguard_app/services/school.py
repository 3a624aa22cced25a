"""The school's own details and whom it would ring: shown and changed. Its name and nation are those of first run.

The name stands on the unlock page in plain words and the nation decides law, agencies and words of every record, so
neither is changed here.
"""

from dataclasses import dataclass, replace
from datetime import date

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.records import RecordKind
from safeguard_app.domain.school import ContactToRing, School
from safeguard_app.services.cleaning import Cleaning
from safeguard_app.services.labels import today
from safeguard_app.services.session import Changes, Session, changed

_NAMES = ("head_name", "chair_name", "dsl_name")
_LINES = ("local_authority", "address", "phone", "email", "secure_email")
PHONE_LIMIT = 60


@dataclass(frozen=True, slots=True)
class ContactForm:
    """Somebody to ring, as asked for: whom, what for, and what the school has given so far."""

    agency: str
    label: str
    when: str
    name: str
    phone: str
    note: str


@dataclass(frozen=True, slots=True)
class SchoolTitles:
    """What the nation calls those who are named."""

    head: str
    chair: str
    lead: str
    authority: str


def titles(session: Session) -> SchoolTitles:
    """The nation's titles, for labels."""
    words = session.words()
    authority = words.term("authority")
    return SchoolTitles(
        words.term("head"),
        words.term("chair"),
        words.term("school_lead"),
        f"{authority[:1].upper()}{authority[1:]}",
    )


def contact_forms(session: Session) -> tuple[ContactForm, ...]:
    """Whom the school is asked to name, in the nation's words and order, with what it has said."""
    words = session.words()
    forms = []
    for agency in session.catalogue.nations[session.nation].contacts_to_ask():
        own = session.school.contact(agency.id) or ContactToRing(agency.id, "", "")
        label = words.fill(agency.contact_label or agency.name)
        forms.append(ContactForm(agency.id, label, words.fill(agency.when), own.name, own.phone, own.note))
    return tuple(forms)


def change(session: Session, school: School) -> Changes:
    """Keep changed details as a further version. Contacts of agencies that were not asked for stay as they are.

    Raises RuleViolation for what cannot be kept; name and nation are always those of first run, and the calendar has a
    way of its own (:mod:`safeguard_app.services.school_calendar`).
    """
    stored = session.vault.school()
    clean = _checked(session, school)
    if clean == stored.content:
        return Changes(said="Nothing was changed.")
    compartment = session.vault.daily
    with compartment.write(EventKind.SCHOOL_CHANGED, session.user.id, session.now()) as work:
        work.put(stored.reference.id, clean, replacing=stored.number)
    session.refresh()
    return changed(stored.reference, kinds=(RecordKind.SCHOOL,), said="The school’s details are saved.")


def cleaned(school: School, today: date, cleaning: Cleaning) -> School:
    """A school's details as they may be kept, for first run and for every change; ``cleaning`` learns what may not."""
    named = {field: cleaning.name(getattr(school, field), field) for field in _NAMES}
    lines = {field: cleaning.line(getattr(school, field), field) for field in _LINES}
    contacts = tuple(_contact(contact, cleaning) for contact in school.contacts)
    if fault := _since_fault(school.register_complete_since, today):
        cleaning.say("register_complete_since", fault)
    return replace(
        school,
        local_authority=lines["local_authority"],
        contacts=tuple(contact for contact in contacts if contact.name or contact.phone or contact.note),
        chair_name=named["chair_name"],
        head_name=named["head_name"],
        dsl_name=named["dsl_name"],
        address=lines["address"],
        phone=lines["phone"],
        email=lines["email"],
        secure_email=lines["secure_email"],
    )


def _checked(session: Session, school: School) -> School:
    cleaning = Cleaning()
    clean = cleaned(school, today(session), cleaning)
    cleaning.finish()
    before = session.school
    asked = {contact.agency for contact in school.contacts}
    others = tuple(contact for contact in before.contacts if contact.agency not in asked)
    contacts = (*clean.contacts, *others)
    return replace(
        before,
        local_authority=clean.local_authority,
        contacts=contacts,
        chair_name=clean.chair_name,
        head_name=clean.head_name,
        dsl_name=clean.dsl_name,
        address=clean.address,
        phone=clean.phone,
        email=clean.email,
        secure_email=clean.secure_email,
        register_complete_since=clean.register_complete_since,
    )


def _since_fault(since: str, today: date) -> str:
    try:
        ahead = bool(since) and date.fromisoformat(since) > today
    except ValueError:
        return "This is not a day. Choose it again."
    return "The register cannot be complete since a day that is yet to come." if ahead else ""


def _contact(contact: ContactToRing, cleaning: Cleaning) -> ContactToRing:
    agency = cleaning.line(contact.agency, "contacts")
    return ContactToRing(
        agency,
        cleaning.name(contact.name, f"{agency}_name"),
        cleaning.line(contact.phone, f"{agency}_phone", PHONE_LIMIT),
        cleaning.line(contact.note, f"{agency}_note"),
    )
