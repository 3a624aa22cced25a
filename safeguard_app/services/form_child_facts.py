"""What the register holds of the child of a form and of each of its parents, by the form's dotted paths.

Only what stands there is given. A parent who must not be told is listed all the same, with why: whoever receives the
form has to know it before they ring (domain.md 3.2, 4.7).
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from safeguard_app.domain.date_words import day_words, joined_words
from safeguard_app.domain.people import FamilyLink, KnownPerson, NumberKind, Person, PersonRef
from safeguard_app.domain.person_rules import relation_words, shown_name
from safeguard_app.domain.records import Stored
from safeguard_app.services.form_facts import Fact, Given, in_part
from safeguard_app.services.labels import label, today
from safeguard_app.services.person_details import (
    barred_words,
    current_statuses,
    grown_ups,
    links_of,
    rule_is_about,
)
from safeguard_app.services.reference import ListName
from safeguard_app.services.referral_people import accounts_words, born_words, reached_words
from safeguard_app.services.referral_tellings import told_as_parent
from safeguard_app.services.register_facts import known_person
from safeguard_app.services.session import Session

_EARLIER = frozenset({"former_surname", "former_name"})
"""Kinds of a further name that somebody had before."""


def more_child_facts(session: Session, child: PersonRef) -> dict[str, Given]:
    """Paths below ``child`` beyond who they are: names, class, statuses, household, who works with them."""
    known = known_person(session, child)
    if known is None:
        return {}
    person, day = known.person, today(session)
    numbers = [one.value for one in person.numbers if one.kind is NumberKind.UPN]
    return {
        "child.known_as": person.known_as,
        "child.all_names": joined_words(
            [
                *filter(None, [person.known_as]),
                *(one.name for one in person.names if one.kind not in _EARLIER),
            ]
        ),
        "child.earlier_names": joined_words([one.name for one in person.names if one.kind in _EARLIER]),
        "child.other_names": joined_words([one.name for one in person.names]),
        "child.class": ", ".join(filter(None, (person.year_group, person.class_name))),
        "child.number": joined_words(numbers),
        "child.contact": reached_words(person),
        "child.accounts": accounts_words(session, person),
        "child.statuses": "\n".join(current_statuses(session, person)),
        "child.statuses_and_days": _statuses(session, person, day),
        "child.interpreter": person.interpreter,
        "child.professionals": "\n".join(
            ", ".join(filter(None, (one.name, one.role, one.agency, one.telephone, one.email)))
            for one in person.professionals
            if one.period.covers(day)
        ),
        "child.household": _relatives(session, known, household=True),
        "child.household_referred": in_part(
            _relatives(session, known, household=True), "which of them are also referred"
        ),
        "child.household_school": in_part(_relatives(session, known, household=True), "their school"),
        "child.relatives_elsewhere": _relatives(session, known, household=False),
        "child.not_to_be_used": "\n".join(
            barred_words(one) for one in person.not_to_be_used if one.holds_on(day)
        ),
        "child.must_not_be_told": "\n".join(
            ": ".join(filter(None, (rule.name, "; ".join(filter(None, (rule.reason, rule.order))))))
            for rule in person.telling_rules
            if not rule.may and rule.holds_on(day)
        ),
    }


def parents_of(session: Session, child: PersonRef) -> tuple[tuple[KnownPerson, FamilyLink], ...]:
    """The parents and carers of a child that the register knows; those with parental responsibility come first."""
    known = known_person(session, child)
    if known is None:
        return ()
    found = grown_ups(session, known)
    return tuple(
        sorted(found, key=lambda one: (not one[1].parental_responsibility, shown_name(one[0].person)))
    )


def parent_facts(
    session: Session,
    entries: Sequence[Stored[Any]],
    child: PersonRef,
    parent: KnownPerson,
    link: FamilyLink,
    *,
    only: bool,
) -> dict[str, Given]:
    """Paths below ``parent``. ``only``: nobody else of the record could be meant where no name was noted."""
    person = parent.person
    barred = [barred_words(one) for one in person.not_to_be_used if one.holds_on(today(session))]
    safe = [person.safe_to_contact, *(f"Not to be used: {one}" for one in barred)]
    return {
        "parent.name": shown_name(person),
        "parent.relationship": relation_words(link.relation, link.words).capitalize(),
        "parent.responsibility": "Yes" if link.parental_responsibility else "",
        "parent.household": "The same household as the child" if link.household else "",
        "parent.date_of_birth": born_words(session, person),
        "parent.contact": reached_words(person),
        "parent.safe": in_part(
            "\n".join(filter(None, safe)), "" if person.safe_to_contact else "a safe number and time"
        ),
        "parent.interpreter": person.interpreter,
        "parent.against_telling": _against(session, child, parent),
        "parent.told": told_as_parent(session, entries, shown_name(person), only=only),
    }


def _statuses(session: Session, person: Person, day: date) -> Fact:
    """Those that hold, each with since when."""
    held = [one for one in person.statuses if one.period.covers(day)]
    lines = []
    for one in held:
        since = f", since {day_words(one.period.start)}" if one.period.start is not None else ""
        until = f", until {day_words(one.period.end)}" if one.period.end is not None else ""
        lines.append(f"{label(session, ListName.PERSON_STATUSES, one.code)}{since}{until}")
    return in_part("\n".join(lines), "" if all(one.period.start for one in held) else "since when")


def _against(session: Session, child: PersonRef, parent: KnownPerson) -> str:
    known = known_person(session, child)
    rules = known.person.telling_rules if known is not None else ()
    found = [
        "; ".join(filter(None, ("Must not be told", rule.reason, rule.order)))
        for rule in rules
        if not rule.may and rule.holds_on(today(session)) and rule_is_about(rule, parent)
    ]
    return "\n".join(found)


def _relatives(session: Session, child: KnownPerson, *, household: bool) -> str:
    """Relatives who are no parents or carers, one to a line: children of the household, or whoever lives elsewhere."""
    carers = {one.reference for one, _ in grown_ups(session, child)} if household else set()
    lines = []
    for other, link in links_of(session, child):
        if link.household is not household or other.reference in carers:
            continue
        said = (
            f"{shown_name(other.person)} ({relation_words(link.relation, link.words)})",
            born_words(session, other.person),
            other.person.year_group,
        )
        lines.append(", ".join(part for part in said if part))
    return "\n".join(lines)
