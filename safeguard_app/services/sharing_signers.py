"""Who may have signed on paper that they checked what goes out: not whoever prepared it, nor anybody on the record.

A name on paper is spelt as people spell it: "J. Abbey, DSL", "Abbey, Jo", "me". Whoever raised the concern in their
post may check, as a Headteacher does who was told first: they know of it, and the record is not about them.
"""

import re
from collections.abc import Iterable, Iterator

from safeguard_app.catalogue.choices import ListName
from safeguard_app.domain.folded_text import folded_name
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.incidents import Incident, Participant
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.person_rules import is_the_one
from safeguard_app.domain.records import Stored
from safeguard_app.domain.sharings import Sharing
from safeguard_app.services.conduct_of import concerned, names_of
from safeguard_app.services.identified import people_behind
from safeguard_app.services.one_person import present
from safeguard_app.services.register_facts import (
    adults_named,
    known_person,
    person_of_user,
    same_name,
)
from safeguard_app.services.session import Session
from safeguard_app.services.sharing_reading import incident_of
from safeguard_app.services.who_is_meant import TITLES, may_be_signed_by, may_mean, names_of_person, swapped

NOBODY = "Enter the name of whoever signed: an office alone, or “me”, says nobody."
_PREPARED = (
    "This may be {name}, who prepared it and cannot check it. Enter who else signed, by their whole name as it stands"
    " on the register of people."
)
_ON_RECORD = (
    "This may be {name}, who stands on the record, so somebody else checks it. Enter who else signed, by their whole"
    " name."
)
_MYSELF = frozenset({"me", "myself", "i", "self", "same", "ditto"})
_RAISED_IT = "reporter"
_OFFICES = (
    *("school_lead", "school_lead_short", "deputy", "head", "acting_head"),
    *("head_alternate", "chair", "vice_chair"),
)
"""What the nation calls those who check most often."""
_LEAST_SHORT = 4
"""Letters of a word that may be short for an office: "Head"."""


def against_signer(session: Session, stored: Stored[Sharing], typed: str) -> str:
    """Why this cannot be the name of a second person who checked it; empty where it can."""
    preparer = session.name_of(stored.content.prepared_by)
    theirs = tuple(_names_of_user(session, stored.content.prepared_by, preparer))
    bare = _without_offices(session, typed, theirs)
    if not bare or bare in _MYSELF:
        return NOBODY
    if may_be_signed_by(theirs, bare) and not _is_somebody_else(session, bare, theirs):
        return _PREPARED.format(name=preparer)
    for person, names in _on_record(session, incident_of(stored)):
        if any(may_mean(names, one) for one in (bare, swapped(bare))):
            return _ON_RECORD.format(name=person.name)
    return ""


def _names_of_user(session: Session, user: str, name: str) -> Iterator[str]:
    yield name
    known = session.roster.user(user)
    on_register = person_of_user(session, known) if known is not None else None
    if on_register is not None:
        yield from names_of_person(on_register)


def _is_somebody_else(session: Session, bare: str, theirs: Iterable[str]) -> bool:
    """Whether it is the whole name of another user, or of another adult who works here."""
    words = bare.replace(",", " ").split()
    for many in range(2, len(words) + 1):
        name = " ".join(words[:many])  # behind it stands what they are: "Joan Abbey, teacher"
        known = [one.name for one in session.roster.users if same_name(one.name, name)]
        known += [one.person.name for one in adults_named(session, name)]
        if any(not any(same_name(one, their) for their in theirs) for one in known):
            return True
    return False


def _without_offices(session: Session, typed: str, theirs: Iterable[str]) -> str:
    """The name without the office beside it, in this nation's words, as the school calls it, or short ("Head")."""
    terms = session.words().terms
    said = [*(terms[one] for one in _OFFICES), *(one.label for one in session.roster.users)]
    said += [
        session.words().fill(one.label) for one in session.catalogue.choices(ListName.OFFICES, session.nation)
    ]
    offices = {word for one in said for word in _words(one)}
    kept = {word for name in theirs for word in _words(name)}
    left = [
        word
        for word in re.findall(r"[^\s,;/()]+|,", folded_name(typed))
        if (plain := word.strip(".")) in kept
        or not (
            plain in offices or (len(plain) >= _LEAST_SHORT and any(one.startswith(plain) for one in offices))
        )
    ]
    return (
        " ".join(left).strip(" ,")
        if any(one.strip(".,") and one.strip(".") not in TITLES for one in left)
        else ""
    )


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", folded_name(text))


def _on_record(session: Session, record: Reference) -> Iterator[tuple[PersonRef, tuple[str, ...]]]:
    """Everybody on the record and behind it by now, but those who raised it and work here."""
    stored = session.vault.compartment(record.compartment).get(record.id)
    if stored is None or not isinstance(stored.content, Incident):
        return
    there = stored.content.participants
    everybody = (*there, *people_behind(session, there, record))
    for one in everybody:
        if not _raised_it_alone(session, one.person, everybody):
            yield one.person, names_of(session, one.person)
    yield from ((one.person, one.names) for one in concerned(session, record))


def _raised_it_alone(session: Session, person: PersonRef, everybody: Iterable[Participant]) -> bool:
    who = present(session, person)
    roles = {one.role for one in everybody if is_the_one(present(session, one.person), who)}
    known = known_person(session, person)
    works_here = known is not None and (known.person.posts or known.person.offices)
    has_key = any(same_name(one.name, person.name) for one in session.roster.users)
    return roles == {_RAISED_IT} and bool(works_here or has_key)
