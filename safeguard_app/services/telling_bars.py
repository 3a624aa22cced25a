"""What stands against somebody hearing of a record: rules of a child's register entry, and tellings that are held."""

from collections.abc import Iterable
from typing import Any

from safeguard_app.domain.entries import Telling, TellingState, Whom
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.people import PersonKind
from safeguard_app.domain.records import Stored
from safeguard_app.services.person_details import barred_from_hearing
from safeguard_app.services.referral_tellings import telling_words
from safeguard_app.services.register_facts import known_person, same_name
from safeguard_app.services.session import Session

_CHILDREN = frozenset({PersonKind.PUPIL, PersonKind.FORMER_PUPIL})


def against(
    session: Session, incident: Incident, entries: Iterable[Stored[Any]], name: str
) -> tuple[str, ...]:
    """What stands against anything of a record going to somebody of this name, a sentence for each; none for nobody."""
    if not name.strip():
        return ()
    found = []
    for one in incident.participants:
        child = known_person(session, one.person)
        if child is not None and child.person.kind in _CHILDREN:
            barred = barred_from_hearing(session, child)
            found += [words for rule, words in barred if same_name(rule.name, name)]
    held = held_tellings(entries)
    found += [telling_words(session, one) for one in held if same_name(one.name, name)]
    return tuple(dict.fromkeys(found))


def held_tellings(entries: Iterable[Stored[Any]]) -> tuple[Telling, ...]:
    """Of whom the last that was entered is that they are held back, or not told."""
    latest: dict[tuple[Whom, str], Telling] = {}
    for one in entries:
        telling = one.content
        if isinstance(telling, Telling) and telling.withdrawn is None:
            latest[telling.whom, telling.name] = telling
    return tuple(one for one in latest.values() if one.state is not TellingState.TOLD)
