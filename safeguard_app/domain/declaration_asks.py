"""What has changed since a declaration was acknowledged, so that somebody asks: posts, arrivals, leavers, offices.

Nothing here ends or changes an acknowledgement: a person asks, and enters what was said (decision 0018). Each thing is
asked once; a change declared, a review or another acknowledgement after it answers it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from enum import StrEnum

from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.declarations import OtherSide, Step, StepKind
from safeguard_app.domain.moments import days_of
from safeguard_app.domain.people import OfficeKind, Person, Post
from safeguard_app.domain.person_rules import ADULT_TYPE_WORDS, shown_name
from safeguard_app.domain.standing import ACKNOWLEDGEMENTS, Standing

_LOOKED = ACKNOWLEDGEMENTS | {StepKind.DECLARED, StepKind.REVIEWED}


class AskKind(StrEnum):
    """Why somebody has to ask."""

    POST_CHANGED = "post_changed"
    ADULT_LEFT = "adult_left"
    OTHER_LEFT = "other_left"
    ARRIVED = "arrived"
    DECIDER_LEFT = "decider_left"


ABOUT_ENDING = frozenset({AskKind.ADULT_LEFT, AskKind.OTHER_LEFT})


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing to ask, in a sentence."""

    kind: AskKind
    sentence: str


@dataclass(frozen=True, slots=True)
class PeopleNow:
    """The people of a declaration as the register has them; None where somebody is not on it."""

    adult: Person | None = None
    others: tuple[tuple[OtherSide, Person | None], ...] = ()
    decider: Person | None = None
    """Whoever gave the acknowledgement in force."""


def asks(held: Standing, people: PeopleNow, day: date, zone: tzinfo, decides: str) -> tuple[Ask, ...]:
    """What is to be asked on a day about a declaration that is acknowledged. ``decides``: the title of who decides."""
    state = held.state
    acknowledged = _day_of(state.by, zone)
    if not held.is_certain or not state.is_acknowledged or acknowledged is None:
        return ()
    looked = max(
        filter(None, (_day_of(s, zone) for s in held.steps if s.kind in _LOOKED)), default=acknowledged
    )
    found: list[Ask] = []
    if people.adult is not None:
        found += _about_adult(people.adult, looked, day, waiting=state.change_waiting)
    for side, person in people.others:
        if person is not None and side is OtherSide.PUPIL:
            found += _about_pupil(person, acknowledged, looked, day)
    if people.decider is not None and state.by is not None and state.by.capacity is not None:
        found += _about_decider(people.decider, state.by.capacity, looked, day, decides)
    return tuple(found)


def _day_of(step: Step | None, zone: tzinfo) -> date | None:
    days = days_of(step.at, zone) if step is not None else None
    return days[1] if days is not None else None


def _about_adult(adult: Person, looked: date, day: date, *, waiting: bool) -> list[Ask]:
    name = shown_name(adult)
    ends = [post.period.end for post in adult.posts if post.period.end is not None]
    if adult.posts and len(ends) == len(adult.posts) and max(ends) < day:
        sentence = (
            f"{name} left on {day_words(max(ends))}. Ask whether this has ended, and enter “Ended” if so."
        )
        return [Ask(AskKind.ADULT_LEFT, sentence)]
    begun = [
        post for post in adult.posts if post.period.start is not None and looked < post.period.start <= day
    ]
    joined_since = all(post.period.start is not None and post.period.start > looked for post in adult.posts)
    if waiting or not begun or joined_since:
        return []
    newest = max(begun, key=_start)
    what = newest.title or ADULT_TYPE_WORDS[newest.adult_type]
    sentence = (
        f"{name} has a new post since {day_words(_start(newest))}: {what}. Ask again, and enter what is declared now "
        "as a change."
    )
    return [Ask(AskKind.POST_CHANGED, sentence)]


def _start(post: Post) -> date:
    return post.period.start or date.min


def _about_pupil(pupil: Person, acknowledged: date, looked: date, day: date) -> list[Ask]:
    name = shown_name(pupil)
    ends = [period.end for period in pupil.on_roll if period.end is not None]
    if pupil.on_roll and len(ends) == len(pupil.on_roll) and acknowledged <= max(ends) < day:
        sentence = (
            f"{name} left on {day_words(max(ends))}. Ask whether this has ended, or goes on as contact."
        )
        return [Ask(AskKind.OTHER_LEFT, sentence)]
    came = [one.start for one in pupil.on_roll if one.start is not None and looked < one.start <= day]
    if not came:
        return []
    sentence = (
        f"{name} came on roll on {day_words(max(came))}, after this was last looked at. Ask whether what was agreed "
        "still fits."
    )
    return [Ask(AskKind.ARRIVED, sentence)]


def _about_decider(
    decider: Person, capacity: OfficeKind, looked: date, day: date, decides: str
) -> Sequence[Ask]:
    held = [office.period for office in decider.offices if office.kind is capacity]
    ends = [period.end for period in held if period.end is not None]
    if not held or len(ends) != len(held) or not looked <= max(ends) < day:
        return []
    sentence = (
        f"{shown_name(decider)} acknowledged this, and has not held the office since {day_words(max(ends))}. It stays "
        f"in force; ask the {decides} to acknowledge it again."
    )
    return [Ask(AskKind.DECIDER_LEFT, sentence)]
