"""The youngest age a service allowed on the day of a record, and how many of its pupils were younger (policy 001 L53).

Ages are dated data of the catalogue (``platforms.toml``): a service changes its terms, a law changes them all, and a
record is read by what held on its own day.
"""

from safeguard_app.catalogue.platforms import MinimumAge
from safeguard_app.domain.date_words import count_words, day_words
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.moments import Moment, days_of
from safeguard_app.domain.people import PersonKind
from safeguard_app.domain.person_rules import age_on
from safeguard_app.services.register_facts import known_person
from safeguard_app.services.session import Session


def held_minimum_age(session: Session, platform: str, at: Moment) -> MinimumAge | None:
    """The age that held on the first day of a time; None where the day, or an age for it, is not known."""
    found, days = session.catalogue.platforms.get(platform), days_of(at, session.zone)
    return found.minimum_age_on(days[0]) if found is not None and days is not None else None


def minimum_age_words(session: Session, incident: Incident) -> str:
    """The age, since when, whose rule it is, and how many pupils here were younger; empty where none is known.

    Nobody is named: the line also stands on a page whose names are hidden.
    """
    at = incident.happened if days_of(incident.happened, session.zone) else incident.attention.moment
    held, days = held_minimum_age(session, incident.platform, at), days_of(at, session.zone)
    if held is None or days is None:
        return ""
    words = f"{held.age}, since {day_words(held.in_force_from)}, by {held.source}."
    if held.confirm:
        words += " Check it against the service’s own terms."
    known = {one.person: known_person(session, one.person) for one in incident.participants}
    younger = 0
    for found in known.values():
        if found is not None and found.person.kind is PersonKind.PUPIL:
            age = age_on(found.person, days[1])
            younger += age is not None and age < held.age
    if younger:
        were = "was" if younger == 1 else "were"
        words += f" {count_words(younger, 'pupil')} on this record {were} younger that day."
    return words
