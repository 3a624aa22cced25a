"""What stands against somebody hearing of a record: rules of a child's register entry, and tellings that are held."""

from collections.abc import Iterable, Iterator
from typing import Any

from safeguard_app.domain.entries import Telling, TellingState, Whom
from safeguard_app.domain.folded_text import folded_name
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.moments import certainly_before
from safeguard_app.domain.people import KnownPerson
from safeguard_app.domain.person_facts import TellingRule
from safeguard_app.domain.records import Stored
from safeguard_app.services.families import CHILDREN, barred_in_family
from safeguard_app.services.referral_tellings import telling_words
from safeguard_app.services.register_facts import (
    bare_name,
    known_person,
    person_on_register,
    relatives_of,
    same_name,
)
from safeguard_app.services.session import Session
from safeguard_app.services.who_is_meant import may_mean, names_of_person


def against(
    session: Session, incident: Incident, entries: Iterable[Stored[Any]], name: str
) -> tuple[str, ...]:
    """What stands against anything of a record going to somebody of this name, a sentence for each; none for nobody.

    A name counts that may be theirs: any of the register's, "Mr and Mrs Lund", "The parents of Freya".
    """
    if not name.strip():
        return ()
    children = children_of(session, incident)
    found = []
    for rule, words, _ in barred_in_family(session, children):
        if may_mean(_of_rule(session, rule), name, a_parent=True):
            found.append(words)
    for one in held_tellings(entries):
        names = _of_telling(session, one, children)
        if may_mean(names, name, a_parent=one.whom is Whom.PARENT):
            found.append(telling_words(session, one))
    return tuple(dict.fromkeys(found))


def children_of(session: Session, incident: Incident) -> tuple[KnownPerson, ...]:
    """The children of a record whom the register knows."""
    known = (known_person(session, one.person) for one in incident.participants)
    return tuple(one for one in known if one is not None and one.person.kind in CHILDREN)


def held_tellings(entries: Iterable[Stored[Any]]) -> tuple[Telling, ...]:
    """Of whom the last that was entered is that they are held back, or not told.

    That they had been told before they were held back lifts no hold, whenever it is entered.
    """
    latest: dict[tuple[Whom, str], Telling] = {}
    for one in entries:
        telling = one.content
        if not isinstance(telling, Telling) or telling.withdrawn is not None:
            continue
        whom = telling.whom, _name(telling.name)
        held = latest.get(whom)
        told = telling.state is TellingState.TOLD
        if held is None or not told or not certainly_before(telling.at, held.at):
            latest[whom] = telling
    return tuple(one for one in latest.values() if one.state is not TellingState.TOLD)


def _name(name: str) -> str:
    """ "Mr Erik Lund" is Erik Lund; "Mr Lund" is nobody but Mr Lund."""
    bare = bare_name(name)
    return bare if " " in bare else folded_name(name)


def _of_rule(session: Session, rule: TellingRule) -> Iterator[str]:
    yield rule.name
    known = person_on_register(session, rule.person) if rule.person is not None else None
    if known is not None:
        yield from names_of_person(known)


def _of_telling(session: Session, telling: Telling, children: Iterable[KnownPerson]) -> Iterator[str]:
    """What stands there, and what else the register calls a relative of that name."""
    yield telling.name
    for child in children:
        for relative in relatives_of(session, child):
            names = names_of_person(relative)
            if any(same_name(telling.name, one) for one in names):
                yield from names
