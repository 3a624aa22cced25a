"""Whom the record or the register keeps from being told: no copy for a family goes out past that unseen.

A copy for a parent is a copy for whichever parent comes for it. So one that is about a child of whom somebody must not
be told, or whose parent is held back from being told, waits until a person says why it may go out all the same
(domain.md 3.2 "what must be kept from the family", 4.7). What a form keeps from the family stands in none of these.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from safeguard_app.documents.content import Block, Document, FieldTable, Section
from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.entries import Telling, Whom
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.people import KnownPerson, PersonRef
from safeguard_app.domain.person_rules import shown_name
from safeguard_app.services.copy_people import CHILDREN, Behind
from safeguard_app.services.one_person import present
from safeguard_app.services.person_details import barred_from_hearing, rule_is_about
from safeguard_app.services.referral_tellings import telling_words
from safeguard_app.services.register_facts import known_person, relatives_of, same_name
from safeguard_app.services.session import Session
from safeguard_app.services.telling_bars import held_tellings

FAMILY_AUDIENCES = frozenset({Audience.PARENT, Audience.SUBJECT_ACCESS})
"""Copies that come into a family's hands."""
NOT_FOR_FAMILY = "Answers that are for the authority alone are left out of copies for a family."
_ONLY_BY_NAME = frozenset({Whom.OTHER, Whom.REPORTER, Whom.ADULT, Whom.CHILD})
"""Held back from them, it concerns a copy that is theirs. A parent who is held back concerns their child's as well."""


def held_back(session: Session, behind: Sequence[Behind], subjects: Sequence[PersonRef]) -> tuple[str, ...]:
    """What stands against a copy that is for ``subjects``, of these records: a sentence for each rule and each hold."""
    theirs = [present(session, one) for one in subjects]
    known = [one for one in (known_person(session, person) for person in theirs) if one is not None]
    children = _children(session, known)
    found = [*_by_rule(session, known, children)]
    for record in behind:
        if isinstance(record.stored.content, Incident):
            found += _by_hold(session, record, theirs, children)
    return tuple(dict.fromkeys(found))


def without_kept(document: Document) -> Document:
    """The document without the answers of a form that are not for a family, label and all: a label would tell too."""
    blocks = tuple(one for block in document.blocks for one in _without(block))
    if blocks == document.blocks:
        return document
    return replace(document, blocks=blocks, standing=(*document.standing, NOT_FOR_FAMILY))


def _without(block: Block | Section) -> Iterator[Any]:
    match block:
        case Section(blocks=inner):
            left = tuple(one for part in inner for one in _without(part))
            if left or not inner:
                yield replace(block, blocks=left)
        case FieldTable(fields=fields):
            rest = tuple(one for one in fields if one.for_family)
            if rest:
                yield replace(block, fields=rest)
        case _:
            yield block


def _children(session: Session, known: Sequence[KnownPerson]) -> list[KnownPerson]:
    """The children whose copy it is, and those in whose family whoever it is for is."""
    found = {}
    for one in known:
        for there in (one, *relatives_of(session, one)):
            if there.person.kind in CHILDREN:
                found[there.reference] = there
    return [*found.values()]


def _by_rule(
    session: Session, known: Sequence[KnownPerson], children: Sequence[KnownPerson]
) -> Iterator[str]:
    """A rule about somebody is against their own copy; one about whoever it is, against every copy of the child's."""
    for child in children:
        for rule, words in barred_from_hearing(session, child):
            if child in known or any(rule_is_about(rule, one) for one in known):
                yield words


def _by_hold(
    session: Session, record: Behind, theirs: Sequence[PersonRef], children: Sequence[KnownPerson]
) -> Iterator[str]:
    number = record.stored.content.case
    for telling in held_tellings(record.entries):
        own = any(same_name(telling.name, one.name) for one in theirs)
        if own or (telling.whom not in _ONLY_BY_NAME and _may_concern(session, record, telling, children)):
            yield f"{number}: {telling_words(session, telling)}"


def _may_concern(session: Session, record: Behind, telling: Telling, children: Sequence[KnownPerson]) -> bool:
    """Whether whoever is held back may be a parent of one of these children: not of another child of the record."""
    if telling.whom is not Whom.PARENT:
        return False
    ours = {one.reference for one in children}
    others = [known_person(session, one.person) for one in record.stored.content.participants]
    of_others = any(
        same_name(telling.name, shown_name(relative.person))
        for other in others
        if other is not None and other.person.kind in CHILDREN and other.reference not in ours
        for relative in relatives_of(session, other)
    )
    of_ours = any(
        same_name(telling.name, shown_name(relative.person))
        for child in children
        for relative in relatives_of(session, child)
    )
    return of_ours or (bool(children) and not of_others)
