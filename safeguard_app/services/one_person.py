"""Entries that were merged into one person: whom a reference of before the merge means now.

What records hold of somebody is a frozen copy and is never rewritten. So wherever two references are compared, both
are first taken to the entry that goes on.
"""

from collections.abc import Mapping
from dataclasses import replace

from safeguard_app.domain.contact_check import ContactQuestion
from safeguard_app.domain.declarations import Declaration
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.domain.people import Person, PersonRef
from safeguard_app.domain.records import RecordKind
from safeguard_app.services.session import Session
from safeguard_app.vault import reading
from safeguard_app.vault.compartment import OpenCompartment


def going_on(session: Session, reference: Reference) -> Reference:
    """The entry under which a person stands now; the same one where nothing was merged."""
    if reference.compartment is not Compartment.DAILY:
        return reference
    return replace(reference, id=going_on_id(session, reference.id))


def going_on_id(session: Session, record: RecordId) -> RecordId:
    """The same of a record of the daily log."""
    return session.vault.daily.listing.merged().get(record, record)


def linked(session: Session, part: OpenCompartment, record: RecordId) -> list[tuple[RecordId, str]]:
    """Records of one open part that name somebody, by whichever of the entries merged into them, each with the role.

    Merges are kept with the register, in the daily log; a record in another part names who was merged all the same.
    """
    gone = [one for one, going in session.vault.daily.listing.merged().items() if going == record]
    return reading.linked_to(part.connection, record, gone)


def counts_in(session: Session, part: OpenCompartment, kind: RecordKind) -> Mapping[str, int]:
    """For everybody on the register: in how many records of a kind in one open part they are named."""
    return part.listing.counts(kind, session.vault.daily.listing.merged())


def present(session: Session, person: PersonRef) -> PersonRef:
    """Somebody named in a record, by the entry that goes on; the copy of the name stays."""
    if person.reference is None:
        return person
    reference = going_on(session, person.reference)
    return person if reference == person.reference else replace(person, reference=reference)


def with_present_relatives(session: Session, person: Person) -> Person:
    """A person whose relatives, and whoever may or must not be told, are named by the entries that go on."""
    if not (person.family or person.telling_rules) or not session.vault.daily.listing.merged():
        return person
    family = tuple(replace(link, person=going_on_id(session, link.person)) for link in person.family)
    rules = tuple(
        replace(rule, person=going_on_id(session, rule.person)) if rule.person is not None else rule
        for rule in person.telling_rules
    )
    return replace(person, family=family, telling_rules=rules)


def present_declaration(session: Session, declaration: Declaration) -> Declaration:
    """A declaration for comparing: everybody in it by the entry that goes on."""
    if not session.vault.daily.listing.merged():
        return declaration
    return replace(
        declaration,
        adult=present(session, declaration.adult),
        pupils=tuple(
            replace(
                one,
                pupil=present(session, one.pupil),
                children=tuple(present(session, child) for child in one.children),
            )
            for one in declaration.pupils
        ),
        steps=tuple(replace(step, by=present(session, step.by)) for step in declaration.steps),
    )


def present_question(session: Session, question: ContactQuestion) -> ContactQuestion:
    """A question about a contact, both people by the entries that go on."""
    adult, pupil = present(session, question.adult), present(session, question.pupil)
    if (adult, pupil) == (question.adult, question.pupil):
        return question
    return replace(question, adult=adult, pupil=pupil)
