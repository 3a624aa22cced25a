"""What the register knows of a person beyond who they are, in words: statuses, who may be told, professionals, names.

Also what has to be said where somebody is about to be told about a pupil: read before anything is saved, and never in
anybody's way.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from safeguard_app.catalogue.choices import ListName
from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.domain.people import FamilyLink, KnownPerson, Person, PersonKind, PersonRef, Relation
from safeguard_app.domain.periods import Period
from safeguard_app.domain.person_facts import (
    SAID_IN_RECORDS,
    NotToBeUsed,
    Professional,
    TellingRule,
    held_on,
    status_target,
)
from safeguard_app.domain.person_rules import relation_words, shown_name, turned_relation
from safeguard_app.services.incidents import current
from safeguard_app.services.labels import label, today
from safeguard_app.services.register_facts import known_person, person_on_register, same_name
from safeguard_app.services.session import Session
from safeguard_app.services.subject_of_concern import SUBJECT_ROLES
from safeguard_app.services.who_is_meant import names_of_person
from safeguard_app.vault import reading

_PUPILS = frozenset({PersonKind.PUPIL, PersonKind.FORMER_PUPIL})
_GROWN_UPS = frozenset(
    {
        Relation.PARENT,
        Relation.STEP_PARENT,
        Relation.PARENTS_PARTNER,
        Relation.FOSTER_CARER,
        Relation.GUARDIAN,
        Relation.GRANDPARENT,
        Relation.AUNT_OR_UNCLE,
    }
)
"""Relatives who may be rung about a child; anybody with parental responsibility counts besides."""


@dataclass(frozen=True, slots=True)
class StatusWords:
    """One status: what it is, its days in words, a note, and whether it holds today."""

    code: str
    label: str
    days: str
    note: str
    current: bool


@dataclass(frozen=True, slots=True)
class TellingWords:
    """Who may be told, or must not be. ``person`` opens their page where the register knows them."""

    person: Reference | None
    name: str
    says: str
    why: str
    must_not: bool = False
    over: bool = False
    """It held until a day that is past."""


@dataclass(frozen=True, slots=True)
class ProfessionalWords:
    """A professional: name, what they are and where, how to reach them, from when to when."""

    name: str
    role: str
    reach: str
    days: str


@dataclass(frozen=True, slots=True)
class PersonDetails:
    """Everything of this kind on a person's page."""

    statuses: tuple[StatusWords, ...]
    telling: tuple[TellingWords, ...]
    not_to_be_used: tuple[str, ...]
    professionals: tuple[ProfessionalWords, ...]
    names: tuple[str, ...]


def details_of(session: Session, known: KnownPerson) -> PersonDetails:
    """What the page of a person shows of it."""
    person, day = known.person, today(session)
    return PersonDetails(
        statuses=_statuses(session, person, day),
        telling=(
            *_responsible(session, known),
            *(_rule_words(session, one, day) for one in _ordered(person)),
        ),
        not_to_be_used=tuple(barred_words(one) for one in person.not_to_be_used if one.holds_on(day)),
        professionals=tuple(_professional(one) for one in person.professionals),
        names=tuple(_name_words(session, one.name, one.kind, one.period) for one in person.names),
    )


def current_statuses(session: Session, person: Person) -> tuple[str, ...]:
    """The labels of the statuses that hold today."""
    return tuple(
        label(session, ListName.PERSON_STATUSES, one.code) for one in held_on(person.statuses, today(session))
    )


def said_in_records(session: Session, person: PersonRef) -> tuple[str, ...]:
    """The statuses said quietly beside a child's name in a record; none for whoever is not on the register."""
    known = known_person(session, person)
    if known is None:
        return ()
    held = held_on(known.person.statuses, today(session))
    return tuple(
        label(session, ListName.PERSON_STATUSES, one.code) for one in held if one.code in SAID_IN_RECORDS
    )


def with_status(session: Session, code: str) -> frozenset[RecordId]:
    """Everybody on the register who holds a status today."""
    day, daily = today(session), session.vault.daily
    found = set()
    for record, _ in reading.linked_to(daily.connection, RecordId(status_target(code))):
        known = person_on_register(session, record)
        if known is not None and any(one.code == code for one in held_on(known.person.statuses, day)):
            found.add(record)
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class ToTell:
    """A parent or carer of a pupil in a record, as the register knows them, with what stands against telling them."""

    name: str
    detail: str
    must_not: str
    """Why they must not be told; empty where nothing says so."""
    interpreter: str = ""
    safe_to_contact: str = ""


@dataclass(frozen=True, slots=True)
class TellingCautions:
    """What is said where somebody is about to be told: whom not, what not to use, and whom the register knows."""

    parents: tuple[ToTell, ...] = ()
    cautions: tuple[str, ...] = ()
    must_not: tuple[tuple[str, str], ...] = ()
    """Each name that must not be told, and the sentence about it."""

    def against(self, name: str) -> tuple[str, ...]:
        """The sentences that stand against telling somebody of this name."""
        return tuple(words for other, words in self.must_not if name.strip() and same_name(other, name))


def telling_cautions(session: Session, incident: Reference) -> TellingCautions:
    """What the register says about telling anybody about the pupils of a record.

    A relative whose own conduct the record is about is not offered.
    """
    day = today(session)
    participants = current(session, incident).content.participants
    about = {one.person.reference for one in participants if one.role in SUBJECT_ROLES}
    parents: dict[str, ToTell] = {}
    cautions: list[str] = []
    must_not: list[tuple[str, str]] = []
    for one in participants:
        known = known_person(session, one.person)
        if known is None or known.person.kind not in _PUPILS:
            continue
        child = shown_name(known.person)
        barred_ones = barred_from_hearing(session, known)
        rules = [rule for rule, _ in barred_ones]
        must_not += [(rule.name, words) for rule, words in barred_ones]
        cautions += [
            f"Not to be used for {child}: {barred_words(barred)}"
            for barred in known.person.not_to_be_used
            if barred.holds_on(day)
        ]
        for relative, link in grown_ups(session, known):
            if relative.reference in about:
                continue
            found = _to_tell(relative, link, child, rules)
            parents.setdefault(relative.reference.id, found)
            cautions += [
                f"Not to be used for {found.name}: {barred_words(barred)}"
                for barred in relative.person.not_to_be_used
                if barred.holds_on(day)
            ]
    return TellingCautions(
        tuple(parents.values()),
        tuple(dict.fromkeys([*(words for _, words in must_not), *cautions])),
        tuple(dict.fromkeys(must_not)),
    )


def barred_words(one: NotToBeUsed) -> str:
    """What is not to be used, why and until when."""
    until = f"until {day_words(one.until)}" if one.until is not None else ""
    return ", ".join(filter(None, (one.what, one.reason, until)))


def _to_tell(relative: KnownPerson, link: FamilyLink, child: str, rules: Iterable[TellingRule]) -> ToTell:
    name = shown_name(relative.person)
    against = [rule for rule in rules if rule_is_about(rule, relative)]
    detail = f"{relation_words(link.relation, link.words)} of {child}"
    if link.parental_responsibility:
        detail += ", parental responsibility"
    must_not = f"must not be told about {child}{_because(against[0])}" if against else ""
    return ToTell(name, detail, must_not, relative.person.interpreter, relative.person.safe_to_contact)


def barred_from_hearing(session: Session, child: KnownPerson) -> tuple[tuple[TellingRule, str], ...]:
    """The rules that keep somebody from hearing about a child today, each with its sentence."""
    name, day = shown_name(child.person), today(session)
    return tuple(
        (rule, f"{rule.name} must not be told about {name}{_because(rule)}")
        for rule in child.person.telling_rules
        if rule.holds_on(day) and not rule.may
    )


def rule_is_about(rule: TellingRule, relative: KnownPerson) -> bool:
    """Whether a rule on telling means this relative: by their entry, else by any name of theirs."""
    if rule.person is not None:
        return rule.person == relative.reference.id
    return any(same_name(rule.name, one) for one in names_of_person(relative))


def _because(rule: TellingRule) -> str:
    until = f"until {day_words(rule.until)}" if rule.until is not None else ""
    why = "; ".join(filter(None, (rule.reason, rule.order, until)))
    return f": {why}" if why else ""


def links_of(session: Session, known: KnownPerson) -> list[tuple[KnownPerson, FamilyLink]]:
    """Relatives on the register with what they are to the person, whichever side it was entered on."""
    links = {link.person: link for link in known.person.family}
    daily = session.vault.daily
    found: list[tuple[KnownPerson, FamilyLink]] = []
    for record, role in reading.linked_to(daily.connection, known.reference.id):
        if role != "family" or record in links:
            continue
        other = person_on_register(session, record)
        for link in other.person.family if other is not None else ():
            if link.person == known.reference.id and other is not None:
                turned = FamilyLink(
                    record, turned_relation(link.relation), "", link.household, link.parental_responsibility
                )
                found.append((other, turned))
    mine = ((person_on_register(session, record), link) for record, link in links.items())
    return [*((person, link) for person, link in mine if person is not None), *found]


def grown_ups(session: Session, known: KnownPerson) -> list[tuple[KnownPerson, FamilyLink]]:
    """Relatives who may be rung about a child, with what they are to the child."""
    return [
        (person, link)
        for person, link in links_of(session, known)
        if link.parental_responsibility or link.relation in _GROWN_UPS
    ]


def _responsible(session: Session, known: KnownPerson) -> tuple[TellingWords, ...]:
    if known.person.kind not in _PUPILS:
        return ()
    return tuple(
        TellingWords(
            person.reference,
            shown_name(person.person),
            "Parental responsibility",
            relation_words(link.relation, link.words).capitalize(),
        )
        for person, link in links_of(session, known)
        if link.parental_responsibility
    )


def _ordered(person: Person) -> list[TellingRule]:
    """Whoever must not be told comes first."""
    return sorted(person.telling_rules, key=lambda one: one.may)


def _rule_words(session: Session, rule: TellingRule, day: date) -> TellingWords:
    until = f"until {day_words(rule.until)}" if rule.until is not None else ""
    known = person_on_register(session, rule.person) if rule.person is not None else None
    over = not rule.holds_on(day)
    says = "May be told" if rule.may else "Must not be told"
    return TellingWords(
        Reference(Compartment.DAILY, rule.person) if rule.person is not None and known is not None else None,
        rule.name,
        f"{says} (over)" if over else says,
        ". ".join(filter(None, (rule.reason, rule.order, until[:1].upper() + until[1:]))),
        must_not=not rule.may and not over,
        over=over,
    )


def _statuses(session: Session, person: Person, day: date) -> tuple[StatusWords, ...]:
    """Those that hold first, the latest begun of each first."""
    made = [
        StatusWords(
            one.code,
            label(session, ListName.PERSON_STATUSES, one.code),
            days_words(one.period),
            one.note,
            one.period.covers(day),
        )
        for one in sorted(person.statuses, key=lambda one: one.period.start or date.min, reverse=True)
    ]
    return tuple(sorted(made, key=lambda one: not one.current))


def days_words(period: Period) -> str:
    """ "from Mon 2 Sep 2024", "from ... to ..."; empty where no day is known."""
    parts = []
    if period.start is not None:
        parts.append(f"from {day_words(period.start)}")
    if period.end is not None:
        parts.append(f"to {day_words(period.end)}")
    return " ".join(parts)


def _professional(one: Professional) -> ProfessionalWords:
    return ProfessionalWords(
        one.name,
        ", ".join(filter(None, (one.role, one.agency))),
        ", ".join(filter(None, (one.telephone, one.email))),
        days_words(one.period),
    )


def _name_words(session: Session, name: str, kind: str, period: Period) -> str:
    kinds = f" ({label(session, ListName.NAME_KINDS, kind).lower()})" if kind else ""
    days = days_words(period)
    return f"{name}{kinds}{', ' + days if days else ''}"
