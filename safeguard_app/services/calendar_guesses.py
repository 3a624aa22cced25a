"""What an event of a calendar file may be in the school's year: proposed by its title, and chosen by a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.school import DaysKind, SchoolDays
from safeguard_app.services.calendar_reading import CalendarEvent

_TERM_FROM_DAYS = 14
_INSET = (
    "inset",
    "training day",
    "staff day",
    "non-pupil",
    "exceptional closure",
    "development day",
    "baker day",
)
_HALF_TERM = ("half term", "half-term", "mid-term", "midterm", "mid term")
_BEGINS = ("start", "begin", "first day", "return", "opens")
_ENDS = ("end", "last day", "close", "finish", "break up")


class EventIs(StrEnum):
    """What a person says that an event is."""

    LEAVE_OUT = "leave_out"
    TERM = "term"
    TERM_BEGINS = "term_begins"
    TERM_ENDS = "term_ends"
    HALF_TERM = "half_term"
    INSET = "inset"
    CLOSED = "closed"


WORDS = {
    EventIs.LEAVE_OUT: "Leave out",
    EventIs.TERM: "A whole term",
    EventIs.TERM_BEGINS: "First day of a term",
    EventIs.TERM_ENDS: "Last day of a term",
    EventIs.HALF_TERM: "Half term",
    EventIs.INSET: "INSET",
    EventIs.CLOSED: "Closed for another reason",
}
_KINDS = {
    EventIs.TERM: DaysKind.TERM,
    EventIs.HALF_TERM: DaysKind.HALF_TERM,
    EventIs.INSET: DaysKind.INSET,
    EventIs.CLOSED: DaysKind.CLOSED,
}


@dataclass(frozen=True, slots=True)
class ChosenEvent:
    """An event with what it is said to be."""

    event: CalendarEvent
    is_: EventIs


def guess(event: CalendarEvent) -> EventIs:
    """A proposal from the title; "leave out" for whatever does not speak of the school's year."""
    title = event.title.casefold()
    if any(word in title for word in _INSET):
        return EventIs.INSET
    if any(word in title for word in _HALF_TERM):
        return EventIs.HALF_TERM
    if "term" not in title or "parent" in title:
        return EventIs.LEAVE_OUT
    if (event.last - event.first).days >= _TERM_FROM_DAYS:
        return EventIs.TERM
    if any(word in title for word in _BEGINS):
        return EventIs.TERM_BEGINS
    return EventIs.TERM_ENDS if any(word in title for word in _ENDS) else EventIs.LEAVE_OUT


def as_days(chosen: Sequence[ChosenEvent]) -> tuple[SchoolDays, ...]:
    """The entries they make. A first day goes with the next last day. Raises RuleViolation where one has no other."""
    made, began = [], None
    for one in sorted(chosen, key=lambda found: (found.event.first, found.is_ is EventIs.TERM_ENDS)):
        event = one.event
        if (kind := _KINDS.get(one.is_)) is not None:
            made.append(SchoolDays(kind, event.title, event.first, event.last))
        elif one.is_ is EventIs.TERM_BEGINS:
            if began is not None:
                raise RuleViolation(
                    {"events": f"“{began.title}” has no last day of its term. Choose one, or leave it out."}
                )
            began = event
        elif one.is_ is EventIs.TERM_ENDS:
            if began is None:
                raise RuleViolation(
                    {"events": f"“{event.title}” has no first day of its term. Choose one, or leave it out."}
                )
            made.append(SchoolDays(DaysKind.TERM, began.title, began.first, event.last))
            began = None
    if began is not None:
        raise RuleViolation(
            {"events": f"“{began.title}” has no last day of its term. Choose one, or leave it out."}
        )
    return tuple(made)
