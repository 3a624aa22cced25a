"""Who on the register may be entered twice: proposed with the reason, never decided.

People are compared only where something says so: the same name and date of birth, the same name where one has no date
of birth, the same account, the same number, or the same date of birth and a near name.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from safeguard_app.domain.import_matching import OnRegister
from safeguard_app.domain.people import Person, PersonKind
from safeguard_app.domain.person_names import plain_person_name
from safeguard_app.domain.text_rules import folded

SAME_NUMBER = "The same number in the school’s system"
SAME_DAY = "The same name and date of birth"
SAME_ACCOUNT = "The same account"
NO_DAY = "The same name, and one of them has no date of birth"
NEAR_NAME = "The same date of birth and a similar name"
_MOST_OF_A_KIND = 12
"""A group larger than this shares something that says nothing, such as a date entered for everybody."""


@dataclass(frozen=True, slots=True)
class PossibleDuplicate:
    """Two entries that may be one person, and why."""

    one: OnRegister
    other: OnRegister
    why: str


def possible_duplicates(people: Sequence[OnRegister]) -> tuple[PossibleDuplicate, ...]:
    """Every pair worth a look, once, the surest reason first; pairs told apart before are left."""
    found: dict[frozenset[str], PossibleDuplicate] = {}
    for why, groups, also in (
        (SAME_NUMBER, _groups(people, lambda one: one.numbers), _yes),
        (SAME_DAY, _groups(people, _name_and_day), _yes),
        (SAME_ACCOUNT, _groups(people, _accounts), _yes),
        (NO_DAY, _groups(people, _names), _day_missing),
        (NEAR_NAME, _groups(people, _days), _near),
    ):
        for one, other in _pairs(groups):
            pair = frozenset({one.id, other.id})
            if pair not in found and also(one.person, other.person) and not _told_apart(one, other):
                found[pair] = PossibleDuplicate(one, other, why)
    return tuple(found.values())


def is_near(one: str, other: str) -> bool:
    """Whether two names are near: two letters apart at most, or the same surname and forenames that begin alike."""
    first, second = plain_person_name(one), plain_person_name(other)
    if first == second:
        return True
    if first.split()[-1:] == second.split()[-1:] and first[:2] == second[:2]:
        return True
    return len(first) > 5 and _within_two(first, second)


def _groups(
    people: Iterable[OnRegister], keys: Callable[[Person], Iterable[Hashable]]
) -> list[list[OnRegister]]:
    groups: dict[Hashable, list[OnRegister]] = defaultdict(list)
    for one in people:
        for key in keys(one.person):
            groups[key].append(one)
    return [group for group in groups.values() if 1 < len(group) <= _MOST_OF_A_KIND]


def _pairs(groups: Iterable[Sequence[OnRegister]]) -> Iterator[tuple[OnRegister, OnRegister]]:
    for group in groups:
        yield from combinations(group, 2)


def _told_apart(one: OnRegister, other: OnRegister) -> bool:
    return other.id in one.person.told_apart or one.id in other.person.told_apart


def _name_and_day(person: Person) -> Iterable[Hashable]:
    if person.name and person.date_of_birth is not None:
        yield plain_person_name(person.name), person.date_of_birth


def _names(person: Person) -> Iterable[Hashable]:
    if person.name and person.kind is not PersonKind.UNKNOWN_PERSON:
        yield plain_person_name(person.name)


def _days(person: Person) -> Iterable[Hashable]:
    if person.name and person.date_of_birth is not None:
        yield person.date_of_birth


def _accounts(person: Person) -> Iterable[Hashable]:
    return {(handle.platform, folded(handle.name).lstrip("@")) for handle in person.handles}


def _yes(_one: Person, _other: Person) -> bool:
    return True


def _day_missing(one: Person, other: Person) -> bool:
    return one.date_of_birth is None or other.date_of_birth is None


def _near(one: Person, other: Person) -> bool:
    return is_near(one.name, other.name)


def _within_two(first: str, second: str) -> bool:
    """Whether at most two letters were added, left out or changed between two texts."""
    if abs(len(first) - len(second)) > 2:
        return False
    before = list(range(len(second) + 1))
    for place, letter in enumerate(first, 1):
        line = [place]
        for at, other in enumerate(second, 1):
            line.append(min(before[at] + 1, line[-1] + 1, before[at - 1] + (letter != other)))
        if min(line) > 2:
            return False
        before = line
    return before[-1] <= 2
