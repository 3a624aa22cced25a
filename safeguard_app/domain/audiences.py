"""Whom a copy is for, and who may be named in it: other children, and other people, by who they are to the copy.

domain.md 3.8 (other children are left out of copies for a parent and of subject access), 7.2 (a transfer pack holds
the child's own file, and nothing wholesale about a named adult), 7.3 (third parties in subject access). Whoever asked
not to be named is named to nobody, unless the copy is theirs.
"""

from enum import StrEnum

from safeguard_app.domain.derivatives import copy_letters


class Audience(StrEnum):
    """Whom a copy is for."""

    SCHOOL = "school"
    """The school itself: as the record stands, but for whoever asked not to be named."""
    AUTHORITY = "authority"
    PARENT = "parent"
    SUBJECT_ACCESS = "subject_access"
    POLICE = "police"
    TRANSFER = "transfer"

    @property
    def needs_subjects(self) -> bool:
        """Whether it has to be said whose copy it is: everybody else is somebody else."""
        return self in _LETTERED


class Footing(StrEnum):
    """Who somebody is to a copy."""

    SUBJECT = "subject"
    """The copy is theirs: the child whose parent asked, whoever asked to see their records, who moves school."""
    CHILD = "child"
    """Another child."""
    STAFF = "staff"
    """Somebody who acts for the school or an agency."""
    UNDER_CONCERN = "under_concern"
    """An adult who works here and whose conduct is in question."""
    FAMILY = "family"
    """Of the family of whoever the copy is about."""
    THIRD_PARTY = "third_party"
    """Any other adult: another child's parent, a neighbour."""
    ACCOUNT = "account"
    """An account that nobody is shown to be behind."""


_LETTERED = frozenset({Audience.PARENT, Audience.SUBJECT_ACCESS, Audience.TRANSFER})
_OTHERS = frozenset({Footing.CHILD, Footing.UNDER_CONCERN, Footing.THIRD_PARTY, Footing.ACCOUNT})
_LEFT_OUT: dict[Audience, frozenset[Footing]] = {
    Audience.SCHOOL: frozenset(),
    Audience.AUTHORITY: frozenset(),
    Audience.POLICE: frozenset(),
    Audience.PARENT: _OTHERS,
    Audience.TRANSFER: _OTHERS,
    Audience.SUBJECT_ACCESS: _OTHERS | {Footing.FAMILY},
}
_CALLED = {Footing.CHILD: "Child", Footing.ACCOUNT: "Account"}
FIRST_OTHER = 2
"""Letters of others begin with B: A would be whoever the copy is about, who is named."""

WORDS = {
    Audience.SCHOOL: "the school itself",
    Audience.AUTHORITY: "the authority",
    Audience.PARENT: "a parent",
    Audience.SUBJECT_ACCESS: "subject access",
    Audience.POLICE: "the police",
    Audience.TRANSFER: "the next school",
}
"""As whose copy a paper is said to be: "Copy for the police"."""
RULES = {
    Audience.SCHOOL: "Everybody is named, but for whoever asked not to be.",
    Audience.AUTHORITY: "Everybody is named, but for whoever asked not to be.",
    Audience.POLICE: "Everybody is named, but for whoever asked not to be. Pictures stay as they are.",
    Audience.PARENT: (
        "Named: whoever the copy is for, their family, and adults who act for the school or an agency. Other children,"
        " other adults and accounts are called by letters. Pictures that may show others are left out."
    ),
    Audience.SUBJECT_ACCESS: (
        "Named: whoever the copy is for, and adults who act for the school or an agency. Everybody else is called by"
        " a letter, relatives too. Pictures that may show others are left out."
    ),
    Audience.TRANSFER: (
        "Named: the child who moves, their family, and adults who act for the school or an agency. Other children,"
        " other adults and an adult whose conduct is in question are called by letters. Pictures that may show others"
        " are left out."
    ),
}
"""What each may see, in a sentence or three for whoever chooses."""


def may_be_named(audience: Audience, footing: Footing, *, asked_not_to: bool = False) -> bool:
    """Whether somebody's name may stand in a copy for this audience."""
    if footing is Footing.SUBJECT:
        return True
    return not asked_not_to and footing not in _LEFT_OUT[audience]


def keeps_pictures(audience: Audience) -> bool:
    """Whether pictures of exhibits stay whole: elsewhere only redacted copies, and what a person put back, do."""
    return audience not in _LETTERED


def letter_of(place: int, footing: Footing) -> str:
    """What the ``place``-th person (from 0) who is left out of a record's copies is called: "Child B", "Adult C"."""
    return f"{_CALLED.get(footing, 'Adult')} {copy_letters(FIRST_OTHER + place)}"
