"""Whom the record or the register keeps from being told: no copy for a family goes out past that unseen.

A copy for a parent is a copy for whichever parent comes for it. So one that is about a child of whom somebody must not
be told, or whose parent is held back from being told, waits until a person says why it may go out all the same
(domain.md 3.2 "what must be kept from the family", 4.7). What a form keeps from the family stands in none of these.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from safeguard_app.documents.content import Block, Document, FieldTable, Section
from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.documents_issued import AnswerState, FormAnswer, Referral
from safeguard_app.domain.entries import Telling, Whom
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.people import KnownPerson, PersonRef
from safeguard_app.domain.person_facts import TellingRule
from safeguard_app.domain.person_rules import shown_name
from safeguard_app.domain.text_rules import folded
from safeguard_app.services.copy_people import Behind
from safeguard_app.services.families import CHILDREN, children_of_family
from safeguard_app.services.labels import today
from safeguard_app.services.one_person import present
from safeguard_app.services.person_details import barred_from_hearing, links_of, rule_is_about
from safeguard_app.services.referral_tellings import telling_words
from safeguard_app.services.register_facts import known_person, relatives_of, same_name
from safeguard_app.services.session import Session
from safeguard_app.services.telling_bars import children_of, held_tellings
from safeguard_app.services.who_is_meant import may_mean, names_of_person

FAMILY_AUDIENCES = frozenset({Audience.PARENT, Audience.SUBJECT_ACCESS})
"""Copies that come into a family's hands."""
NOT_FOR_FAMILY = "Answers that are for the authority alone are left out of copies for a family."
_KEEP, _NOTHING = "keep_from_family", frozenset({"", "no", "none", "nothing", "n/a"})
"""The field of a form that asks for it, and what is typed there where there is nothing."""
_ONLY_BY_NAME = frozenset({Whom.OTHER, Whom.REPORTER, Whom.ADULT, Whom.CHILD})
"""Held back from them, it concerns a copy that is theirs. A parent who is held back concerns their child's as well."""


def held_back(session: Session, behind: Sequence[Behind], subjects: Sequence[PersonRef]) -> tuple[str, ...]:
    """What stands against a copy that is for ``subjects``, of these records: a sentence for each rule and each hold."""
    theirs = [present(session, one) for one in subjects]
    known = [one for one in (known_person(session, person) for person in theirs) if one is not None]
    children = children_of_family(session, known)
    records = [one for one in behind if isinstance(one.stored.content, Incident)]
    there = {child.reference: child for one in records for child in children_of(session, one.stored.content)}
    found = [*_by_rule(_Copy(session, theirs, known, children), there)]
    for record in records:
        found += _by_hold(session, record, theirs, children)
        found += _by_form(session, record, children)
    found += _by_standing(session, known)
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


@dataclass(frozen=True, slots=True)
class _Copy:
    """Whose copy it is: as they were named, as the register knows them, and the children of their families."""

    session: Session
    theirs: Sequence[PersonRef]
    known: Sequence[KnownPerson]
    children: Sequence[KnownPerson]

    def is_for(self, rule: TellingRule) -> bool:
        """Whether a rule is about somebody whose copy it is."""
        by_name = (one.name for one in self.theirs)
        return any(rule_is_about(rule, one) for one in self.known) or any(
            same_name(rule.name, one) for one in by_name
        )

    def concerns(self, child: KnownPerson, rule: TellingRule, there: Mapping[Reference, KnownPerson]) -> bool:
        """Whether the rule of a brother or sister counts for the copy of a child."""
        own = [one for one in self.known if one.person.kind in CHILDREN]
        if not own or child not in self.children:
            return False
        relatives = (relative for one in own for relative in relatives_of(self.session, one))
        return child.reference in there or any(rule_is_about(rule, one) for one in relatives)


def _by_rule(copy: _Copy, there: Mapping[Reference, KnownPerson]) -> Iterator[str]:
    """A rule about somebody is against their own copy; one about whoever it is, against every copy of the child's.

    So is one of a brother or sister who stands on the records, or that is about a relative of the child.
    """
    everybody = {**there, **{one.reference: one for one in copy.children}}
    for child in everybody.values():
        for rule, words in barred_from_hearing(copy.session, child):
            if child in copy.known or copy.is_for(rule) or copy.concerns(child, rule, there):
                yield words


def _by_standing(session: Session, known: Sequence[KnownPerson]) -> Iterator[str]:
    """What is no bar, and has to be thought of where a grown-up has a copy of their child's.

    A rule that has ended; and that no parental responsibility is entered for them, where it is for somebody else.
    """
    day = today(session)
    for one in (each for each in known if each.person.kind not in CHILDREN):
        for child in relatives_of(session, one):
            if child.person.kind not in CHILDREN:
                continue
            about = f"{shown_name(one.person)} and {shown_name(child.person)}"
            for rule in child.person.telling_rules:
                if not rule.may and rule.until is not None and rule.until < day and rule_is_about(rule, one):
                    yield f"{about}: a rule against telling ended on {day_words(rule.until)}"
            links = links_of(session, child)
            theirs = [link for relative, link in links if relative.reference == one.reference]
            if any(link.parental_responsibility for _, link in links) and not any(
                link.parental_responsibility or link.household for link in theirs
            ):
                yield f"{about}: no parental responsibility is entered, for somebody else it is"


def _by_hold(
    session: Session, record: Behind, theirs: Sequence[PersonRef], children: Sequence[KnownPerson]
) -> Iterator[str]:
    number = record.stored.content.case
    for telling in held_tellings(record.entries):
        own = any(_is_of(session, telling.name, one) for one in theirs)
        if own or (telling.whom not in _ONLY_BY_NAME and _may_concern(session, record, telling, children)):
            yield f"{number}: {telling_words(session, telling)}"


def _by_form(session: Session, record: Behind, children: Sequence[KnownPerson]) -> Iterator[str]:
    """A form about one of these children that says what must be kept from the family: it stands in free text too."""
    ours = {one.reference for one in children}
    for entry in record.entries:
        form = entry.content
        if not isinstance(form, Referral) or form.withdrawn is not None or not ours:
            continue
        child = present(session, form.child).reference if form.child is not None else None
        if (child is None or child in ours) and any(_says_what_to_keep(one) for one in form.answers):
            yield f"{record.stored.content.case}: a form says what must be kept from the family"


def _says_what_to_keep(answer: FormAnswer) -> bool:
    typed = answer.state is AnswerState.ANSWERED and answer.field.partition("@")[0] == _KEEP
    return typed and folded(answer.text).strip(" .") not in _NOTHING


def _is_of(session: Session, name: str, person: PersonRef) -> bool:
    """Whether a hold is on somebody whose copy it is, by any name of theirs."""
    known = known_person(session, person)
    names = (person.name, *(names_of_person(known) if known is not None else ()))
    return any(same_name(name, one) for one in names) or may_mean((name,), person.name)


def _may_concern(session: Session, record: Behind, telling: Telling, children: Sequence[KnownPerson]) -> bool:
    """Whether whoever is held back may be a parent of one of these children: not of another child of the record."""
    if telling.whom is not Whom.PARENT:
        return False
    ours = {one.reference for one in children}
    others = [known_person(session, one.person) for one in record.stored.content.participants]
    of_others = any(
        _is_called(telling.name, relative)
        for other in others
        if other is not None and other.person.kind in CHILDREN and other.reference not in ours
        for relative in relatives_of(session, other)
    )
    of_ours = any(
        _is_called(telling.name, relative) for child in children for relative in relatives_of(session, child)
    )
    return of_ours or (bool(children) and not of_others)


def _is_called(name: str, relative: KnownPerson) -> bool:
    return any(same_name(name, one) for one in names_of_person(relative))
