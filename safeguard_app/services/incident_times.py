"""Times of a record that cannot be: still to come, or certainly in an order in which things do not happen.

Only what is certain is refused, as far as each time is known: "about" and "between" leave room.
"""

from collections.abc import Mapping
from datetime import datetime

from safeguard_app.domain.incidents import Participant
from safeguard_app.domain.moments import Moment, certainly_before, days_of
from safeguard_app.domain.people import PersonRef
from safeguard_app.services.cleaning import IN_THE_FUTURE
from safeguard_app.services.register_facts import known_person
from safeguard_app.services.session import Session

TOOK_PART = frozenset(
    {
        "target",
        "alleged",
        "adult_of_concern",
        "child_contacted",
        "adult_contacted",
        "author",
        "witness",
        "bystander",
        "amplifier",
        "depicted",
        "recipient",
    }
)
"""Roles that only somebody who had been born can take. A child at the centre, a reporter or a parent may come later."""
BEFORE_BIRTH = (
    "This is before the birth of somebody who took part. Check the day, the person and their date of birth."
)
TIMES = ("told", "happened", "seen", "reached_lead", "written", "handed_over", "rung")
"""The times of a form, by their fields."""
_NOT_BEFORE = (
    ("told", "happened", "It came to attention before it happened. Check both times."),
    ("seen", "happened", "It was seen before it happened. Check both times."),
    ("reached_lead", "told", "It reached you before it came to the school’s attention. Check both times."),
    ("written", "happened", "This was written before it happened. Check both times."),
    ("handed_over", "written", "This was handed over before it was written. Check both times."),
)
_OF_THE_SLIP = frozenset({"written", "handed_over"})


def impossible_times(
    session: Session,
    moments: Mapping[str, Moment | None],
    participants: tuple[Participant, ...],
    *,
    on_paper: bool,
) -> dict[str, str]:
    """What cannot be about the times of a form, by field; ``moments`` are its times by the names of their fields."""
    now = session.now()
    found = {field: IN_THE_FUTURE for field, moment in moments.items() if lies_ahead(moment, now)}
    for later, earlier, sentence in _NOT_BEFORE:
        one, other = moments[later], moments[earlier]
        if later in _OF_THE_SLIP and not on_paper:
            continue
        if one is not None and other is not None and certainly_before(one, other):
            found.setdefault(later, sentence)
    took_part = [one.person for one in participants if one.role in TOOK_PART]
    if any(before_birth(session, moments["happened"], person) for person in took_part):
        found.setdefault("happened", BEFORE_BIRTH)
    return found


def lies_ahead(moment: Moment | None, now: datetime) -> bool:
    """Whether a time begins after now."""
    return moment is not None and moment.start is not None and moment.start > now


def before_birth(session: Session, moment: Moment | None, person: PersonRef) -> bool:
    """Whether a time certainly lies before the day somebody on the register was born."""
    known = known_person(session, person)
    born = known.person.date_of_birth if known is not None else None
    days = days_of(moment, session.zone) if moment is not None else None
    return born is not None and days is not None and days[1] < born
