"""Two entries of one person made into one: what the entry that goes on takes over, and nothing lost of either.

What stands on it stays. What is empty there is taken from the other; what comes in lists is kept of both.
"""

from dataclasses import replace
from typing import Any, TypeVar

from safeguard_app.domain.identifiers import RecordId
from safeguard_app.domain.people import FamilyLink, Person
from safeguard_app.domain.periods import Period
from safeguard_app.domain.person_facts import FurtherName
from safeguard_app.domain.person_names import plain_person_name

T = TypeVar("T")
OTHER_NAME = "also_known"
"""A code of the list ``name_kinds``."""
_TAKEN = {
    "known_as": "Known as",
    "date_of_birth": "Date of birth",
    "year_group": "Year group",
    "class_name": "Class",
    "telephone": "Telephone",
    "email": "E-mail",
    "safe_to_contact": "Before contacting them",
    "interpreter": "Interpreter",
}
_LISTS = {
    "posts": "Posts",
    "offices": "Offices",
    "handles": "Accounts",
    "numbers": "Numbers",
    "names": "Further names",
    "statuses": "Statuses",
    "telling_rules": "Who may be told",
    "not_to_be_used": "Not to be used",
    "professionals": "Professionals",
}


def combined(kept: Person, kept_id: RecordId, other: Person, other_id: RecordId) -> Person:
    """The entry that goes on, with what the other adds."""
    taken: dict[str, Any] = {name: getattr(kept, name) or getattr(other, name) for name in _TAKEN}
    lists: dict[str, Any] = {name: _both(getattr(kept, name), getattr(other, name)) for name in _LISTS}
    if other.name and plain_person_name(other.name) != plain_person_name(kept.name):
        lists["names"] = _both(lists["names"], (FurtherName(other.name, OTHER_NAME),))
    ids = {kept_id, other_id, *kept.merged_from, *other.merged_from}
    return replace(
        kept,
        **taken,
        **lists,
        on_roll=_periods(kept.on_roll, other.on_roll),
        family=_relatives(kept.family, other.family, ids),
        note="\n\n".join(dict.fromkeys(note for note in (kept.note, other.note) if note)),
        merged_from=tuple(dict.fromkeys((*kept.merged_from, other_id, *other.merged_from))),
    )


def parted(kept: Person, other: Person, other_id: RecordId) -> Person:
    """The entry that went on, no longer standing for the other; what it took over is left to be corrected by hand."""
    gone = {other_id, *other.merged_from}
    return replace(kept, merged_from=tuple(one for one in kept.merged_from if one not in gone))


def taken_over(kept: Person, made: Person) -> tuple[str, ...]:
    """What the entry that goes on would gain, in words."""
    found = [words for name, words in _TAKEN.items() if getattr(made, name) != getattr(kept, name)]
    found += [
        f"{words}: {len(getattr(made, name)) - len(getattr(kept, name))} more"
        for name, words in _LISTS.items()
        if getattr(made, name) != getattr(kept, name)
    ]
    if made.on_roll != kept.on_roll:
        found.append("On roll")
    if made.family != kept.family:
        found.append("Family and connections")
    if made.note != kept.note:
        found.append("Note")
    return tuple(found)


def _both(mine: tuple[T, ...], theirs: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(dict.fromkeys((*mine, *theirs)))


def _periods(mine: tuple[Period, ...], theirs: tuple[Period, ...]) -> tuple[Period, ...]:
    """Those of the other that overlap none of one's own: two that overlap are two accounts of the same."""
    added = [one for one in theirs if not any(one.overlaps(other) for other in mine)]
    return (*mine, *added)


def _relatives(
    mine: tuple[FamilyLink, ...], theirs: tuple[FamilyLink, ...], ids: set[RecordId]
) -> tuple[FamilyLink, ...]:
    """Nobody is a relative of themselves, and each relative stands once."""
    found = {link.person: link for link in (*theirs, *mine) if link.person not in ids}
    return tuple(found.values())
