"""Who is "Child B" in the copies of a record: a key that is kept in the vault beside it, and stands in no copy.

The same letter stays with the same person, in every paper of the record and whenever one is issued again. With it are
kept what a person left out beyond the rule, and what they put back, each with its reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from safeguard_app.domain.audiences import Audience, Footing, letter_of
from safeguard_app.domain.people import PersonRef


@dataclass(frozen=True, slots=True)
class Lettered:
    """One person and what copies call them. ``person`` is as the record, or the register, names them."""

    person: PersonRef
    called: str
    footing: Footing


@dataclass(frozen=True, slots=True)
class Choice:
    """Words left out of, or put back into, copies of one kind of paper for one audience: which, why, who, when.

    ``picture`` holds for the picture of an exhibit instead: its name, "Ex3"; it can only be put back, and ``sha256``
    says which picture that was: one in its place is decided on anew. ``seen`` are words that a machine read there as
    somebody's name, and whoever chose looked at and said that they name nobody who may not be named. ``whose`` is
    :func:`whose_of` the people whose copy it was: what is put back for one family may show another family's child. What
    is left out is left out of everybody's. ``despite``: ``words`` are what stands against this copy going to anybody, a
    rule on telling or a hold, and it goes all the same.
    """

    audience: Audience
    paper: str
    words: str
    reason: str
    by_name: str
    at: datetime
    put_back: bool = False
    picture: bool = False
    whose: str = ""
    sha256: str = ""
    seen: tuple[str, ...] = ()
    despite: bool = False


@dataclass(frozen=True, slots=True)
class NamesKey:
    """The key of one record's copies. ``anchor`` is the record or person it is of; empty for a part as a whole."""

    anchor: str
    lettered: tuple[Lettered, ...] = ()
    choices: tuple[Choice, ...] = ()

    def called(self, person: PersonRef) -> str:
        """What somebody is called; empty for nobody known."""
        return next((one.called for one in self.lettered if _is_same(one.person, person)), "")

    def of(self, audience: Audience, paper: str, whose: str) -> tuple[Choice, ...]:
        """What was chosen for a kind of paper and an audience; put back counts for those whose copy it is alone."""
        return tuple(
            one
            for one in self.choices
            if (one.audience, one.paper) == (audience, paper) and (one.whose == whose or not one.put_back)
        )


def whose_of(subjects: Sequence[PersonRef]) -> str:
    """The people whose copy it is, as a hash that tells no name; empty for nobody in particular."""
    if not subjects:
        return ""
    named = "|".join(sorted(one.reference.id if one.reference else one.name for one in subjects))
    return sha256(named.encode()).hexdigest()[:16]


def with_letter(key: NamesKey, person: PersonRef, footing: Footing) -> NamesKey:
    """The key with somebody on it; unchanged where they have a letter already."""
    if key.called(person):
        return key
    called = letter_of(len(key.lettered), footing)
    return replace(key, lettered=(*key.lettered, Lettered(person, called, footing)))


def _is_same(one: PersonRef, other: PersonRef) -> bool:
    if one.reference is not None or other.reference is not None:
        return one.reference == other.reference
    return one.name == other.name
