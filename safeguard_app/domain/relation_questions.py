"""Whom to ask whether they are related: adults in post and pupils who share a name, a way to reach them, or a relative.

A question, never a finding: many people share a name. It is asked once, and again only when more is shared. It rests on
the people register alone (domain.md 8: whoever asks everybody keeps the register true; policy 004 §6.7).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from safeguard_app.domain.identifiers import RecordId, UserId
from safeguard_app.domain.people import KnownPerson, Person, PersonKind, PersonRef, Relation, Withdrawal
from safeguard_app.domain.person_names import plain_person_name
from safeguard_app.domain.person_rules import in_post_on, on_roll_on, shown_name
from safeguard_app.domain.text_rules import folded

_NO_FAMILY = frozenset({Relation.FRIEND_OF_FAMILY, Relation.OTHER})
_LEAST_LETTERS = 2
_LEAST_DIGITS = 9
_PARTS = re.compile(r"[-\u2010-\u2013]")


class Shares(StrEnum):
    """What an adult and a pupil have in common."""

    FAMILY_LINK = "family_link"
    """The register links them, or both of them with somebody else."""
    CONTACT = "contact"
    """An e-mail address or a telephone number, their own or that of a relative of the pupil."""
    FAMILY_NAME = "family_name"


@dataclass(frozen=True, slots=True)
class SharedWords:
    """How one thing in common is said: ``words`` go on after both names, ``through`` where it is by somebody else."""

    shares: Shares
    words: str
    title: str
    note: str = ""
    through: str = ""


@dataclass(frozen=True, slots=True)
class RelationRules:
    """The catalogue's rules and stock texts. More than ``most_sharing`` people sharing something says nothing.

    ``passed_over`` are last names that custom gives to many who are no relatives.
    """

    most_sharing: int
    question: str
    intro: str
    answered: str
    shared: tuple[SharedWords, ...]
    passed_over: tuple[str, ...] = ()

    def words_for(self, shares: Shares) -> SharedWords:
        """The words for one thing in common."""
        return next(one for one in self.shared if one.shares is shares)


@dataclass(frozen=True, slots=True)
class InCommon:
    """One thing an adult and a pupil have in common. ``key`` tells it from another; ``count``: how many share it."""

    shares: Shares
    key: str
    what: str = ""
    """The name that is shared, as the adult writes it."""
    count: int = 0
    through: RecordId | None = None


@dataclass(frozen=True, slots=True)
class RelationQuestion:
    """An adult and a pupil to ask about, with everything they have in common, the plainest first."""

    adult: KnownPerson
    pupil: KnownPerson
    in_common: tuple[InCommon, ...]

    @property
    def pair(self) -> tuple[RecordId, RecordId]:
        """Who the two are."""
        return self.adult.reference.id, self.pupil.reference.id

    @property
    def basis(self) -> tuple[str, ...]:
        """What is in common, to be kept with the answer."""
        return tuple(one.key for one in self.in_common)


@dataclass(frozen=True, slots=True)
class RelationAnswer:
    """An adult was asked whether they are related to a pupil and said no: when, over what (``basis``), entered by whom.

    It is asked again where they have something in common that is not in ``basis``.
    """

    adult: PersonRef
    pupil: PersonRef
    on: date
    basis: tuple[str, ...]
    entered_at: datetime
    entered_by: UserId
    entered_by_name: str
    withdrawn: Withdrawal | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """What needs no question any more: pairs with a declaration, nil returns by adult, answers by pair."""

    declared: frozenset[tuple[RecordId, RecordId]] = frozenset()
    nil: Mapping[RecordId, date] = field(default_factory=dict)
    answered: Mapping[tuple[RecordId, RecordId], frozenset[str]] = field(default_factory=dict)

    def settles(self, question: RelationQuestion) -> bool:
        """Whether it was declared, asked over all of this, or answered with a nil return when the pupil was here."""
        if question.pair in self.declared:
            return True
        if set(question.basis) <= self.answered.get(question.pair, frozenset()):
            return True
        returned = self.nil.get(question.adult.reference.id)
        return returned is not None and not _came_after(question.pupil.person, returned)


def relation_questions(
    people: Sequence[KnownPerson], day: date, rules: RelationRules, settled: Settled
) -> tuple[RelationQuestion, ...]:
    """Every pair to ask about on a day, the plainest first. ``people`` is the whole register."""
    register = _Register.of(people, day, rules)
    found: dict[tuple[RecordId, RecordId], dict[str, InCommon]] = defaultdict(dict)
    for look in (register.links, register.contacts, register.names):
        for adult, pupil, common in look():
            found[adult, pupil].setdefault(common.key, common)
    made = (
        RelationQuestion(register.people[adult], register.people[pupil], tuple(common.values()))
        for (adult, pupil), common in found.items()
    )
    order = list(Shares)
    return tuple(
        sorted(
            (one for one in made if not settled.settles(one)),
            key=lambda one: (order.index(one.in_common[0].shares), _by_surname(one.adult.person), one.pair),
        )
    )


def family_names(name: str) -> dict[str, str]:
    """The family names in a name, as they are compared and as they are written: both of a double one.

    A single word is taken for a forename.
    """
    words = name.split()
    if len(words) < 2:
        return {}
    parts = (part for part in _PARTS.split(words[-1]) if len(part) >= _LEAST_LETTERS)
    return {plain_person_name(part): part for part in parts}


def contact_keys(person: Person) -> Iterator[str]:
    """The ways to reach somebody, as they are compared: a number by its digits, however it is written."""
    mail = folded(person.email).strip()
    if "@" in mail:
        yield f"mail:{mail}"
    digits = "".join(sign for sign in person.telephone if sign.isdecimal())
    if len(digits) >= _LEAST_DIGITS:
        yield f"telephone:{digits[-_LEAST_DIGITS:]}"


Found = tuple[RecordId, RecordId, InCommon]


@dataclass(slots=True)
class _Register:
    """The register, indexed by what may be in common."""

    people: dict[RecordId, KnownPerson]
    adults: dict[RecordId, KnownPerson]
    pupils: dict[RecordId, KnownPerson]
    relatives: dict[RecordId, set[RecordId]]
    rules: RelationRules

    @classmethod
    def of(cls, people: Sequence[KnownPerson], day: date, rules: RelationRules) -> "_Register":
        known = {one.reference.id: one for one in people}
        adults = {key: one for key, one in known.items() if _in_post(one.person, day)}
        pupils = {key: one for key, one in known.items() if _on_roll(one.person, day)}
        relatives: dict[RecordId, set[RecordId]] = defaultdict(set)
        for key, one in known.items():
            for link in one.person.family:
                if link.relation not in _NO_FAMILY and link.person in known and link.person != key:
                    relatives[key].add(link.person)
                    relatives[link.person].add(key)
        return cls(known, adults, pupils, relatives, rules)

    def links(self) -> Iterator[Found]:
        """Whom the register links with each other, or both with somebody else."""
        for adult in self.adults:
            for relative in sorted(self.relatives.get(adult, ())):
                if relative in self.pupils:
                    yield adult, relative, InCommon(Shares.FAMILY_LINK, "link")
                for pupil in sorted(self.relatives[relative]):
                    if pupil in self.pupils and pupil != adult:
                        common = InCommon(Shares.FAMILY_LINK, f"link:{relative}", through=relative)
                        yield adult, pupil, common

    def contacts(self) -> Iterator[Found]:
        """Who is reached in the same way, or as a relative of the pupil is."""
        who: dict[str, dict[RecordId, None]] = defaultdict(dict)
        for key, one in self.people.items():
            if key in self.adults or key in self.pupils or self._has_pupil(key):
                for way in contact_keys(one.person):
                    who[way][key] = None
        for way, keys in who.items():
            if not 1 < len(keys) <= self.rules.most_sharing:
                continue
            for adult in (key for key in keys if key in self.adults):
                for other in keys:
                    yield from self._reached(way, adult, other, len(keys))

    def names(self) -> Iterator[Found]:
        """Who has the same family name, where not too many have it."""
        adults, pupils = self._by_name(self.adults), self._by_name(self.pupils)
        for name, named in adults.items():
            also = pupils.get(name, {})
            count = len(named) + len(also)
            if not also or count > self.rules.most_sharing or name in self.rules.passed_over:
                continue
            for adult, written in named.items():
                for pupil in also:
                    yield adult, pupil, InCommon(Shares.FAMILY_NAME, f"name:{name}", written, count)

    def _has_pupil(self, key: RecordId) -> bool:
        return any(one in self.pupils for one in self.relatives.get(key, ()))

    def _reached(self, way: str, adult: RecordId, other: RecordId, count: int) -> Iterator[Found]:
        if other == adult:
            return
        what = way.partition(":")[0]
        if other in self.pupils:
            yield adult, other, InCommon(Shares.CONTACT, way, what, count)
        for pupil in sorted(self.relatives.get(other, ())):
            if pupil in self.pupils and pupil != other:
                yield adult, pupil, InCommon(Shares.CONTACT, f"{way}:{other}", what, count, other)

    @staticmethod
    def _by_name(people: Mapping[RecordId, KnownPerson]) -> dict[str, dict[RecordId, str]]:
        found: dict[str, dict[RecordId, str]] = defaultdict(dict)
        for key, one in people.items():
            for name in _names_of(one.person):
                for plain, written in family_names(name).items():
                    found[plain].setdefault(key, written)
        return found


def _names_of(person: Person) -> Iterable[str]:
    """The name and those of before: somebody may have had a pupil's family name until they married."""
    return (person.name, *(one.name for one in person.names))


def _in_post(person: Person, day: date) -> bool:
    return person.kind is PersonKind.STAFF and in_post_on(person, day) is not False


def _on_roll(person: Person, day: date) -> bool:
    return person.kind is PersonKind.PUPIL and on_roll_on(person, day) is not False


def _came_after(pupil: Person, day: date) -> bool:
    """Whether a pupil came on roll after a day for certain, so that nobody can have answered about them then."""
    starts = [period.start for period in pupil.on_roll]
    return bool(starts) and all(start is not None and start > day for start in starts)


def _by_surname(person: Person) -> tuple[str, str]:
    plain = plain_person_name(shown_name(person))
    return plain.rpartition(" ")[2], plain
