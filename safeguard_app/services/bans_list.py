"""The bans in force, in words: who is kept out, since when, until when, and when that is looked at again.

Only what this user's keys open is read; a ban goes on when its record is closed, so closed records count too.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from safeguard_app.domain.bans import Ban, bans_of
from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.index_lines import IncidentLine
from safeguard_app.domain.responses import BanStanding
from safeguard_app.services import follow_ups
from safeguard_app.services.labels import today
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusLine, StatusMeaning

NEAR = timedelta(days=14)
"""An end or a review so near is said on Today."""
NO_REVIEW = "No review date"


@dataclass(frozen=True, slots=True)
class BanLine:
    """One ban in force. ``near``: it ends, or is to be looked at again, within two weeks, or nobody said when."""

    incident: Reference
    case: str
    person: str
    days: str
    status: StatusLine
    near: bool


@dataclass(frozen=True, slots=True)
class ResponseNumbers:
    """For a report to governors: how many records have a step of a ladder, and how many bans are in force."""

    ladder_cases: int
    bans: int


def ban_lines(session: Session) -> tuple[BanLine, ...]:
    """Every ban in force today, the one that is looked at or ends first at the top."""
    on = today(session)
    found: list[tuple[date, BanLine]] = []
    for reference in follow_ups.with_bans(session):
        for ban in bans_of(follow_ups.steps_of(session, reference), session.zone):
            case = _case(session, reference) if ban.in_force(on) else ""
            if case:
                line = BanLine(reference, case, ban.person, _days(ban), _status(ban, on), _is_near(ban, on))
                found.append((_next_day(ban) or date.max, line))
    return tuple(line for _, line in sorted(found, key=lambda pair: (pair[0], pair[1].case)))


def response_numbers(session: Session, parts: Collection[Compartment] = ()) -> ResponseNumbers:
    """How many records a ladder is being gone up on, and how many bans are in force: in ``parts``, or in all."""

    def counts(reference: Reference) -> bool:
        return not parts or reference.compartment in parts

    cases = sum(
        bool(_case(session, reference)) for reference in follow_ups.with_steps(session) if counts(reference)
    )
    return ResponseNumbers(cases, sum(counts(line.incident) for line in ban_lines(session)))


def _case(session: Session, reference: Reference) -> str:
    """The case number of a record; nothing for one that was entered in error, which is in no list."""
    known = session.vault.compartment(reference.compartment).listing.line(reference.id)
    return str(known[1].case) if known is not None and isinstance(known[1], IncidentLine) else ""


def _next_day(ban: Ban) -> date | None:
    days = [day for day in (ban.terms.review_on, ban.terms.end) if day is not None]
    return min(days, default=None)


def _is_near(ban: Ban, on: date) -> bool:
    return ban.terms.review_on is None or (_next_day(ban) or on) <= on + NEAR


def _days(ban: Ban) -> str:
    until = f"until {day_words(ban.terms.end)}" if ban.terms.end is not None else "with no end given"
    return f"From {day_words(ban.terms.start)} {until}"


def _status(ban: Ban, on: date) -> StatusLine:
    review, end = ban.terms.review_on, ban.terms.end
    if ban.standing(on) is BanStanding.PROVISIONAL:
        noticed = ban.noticed.ban
        answered = noticed.representations_until if noticed is not None else None
        until = f", may be answered until {day_words(answered)}" if answered is not None else ""
        return StatusLine(StatusMeaning.DUE, f"Provisional{until}")
    if review is None:
        return StatusLine(StatusMeaning.DUE, NO_REVIEW)
    if review < on:
        return StatusLine(StatusMeaning.LATE, f"To be looked at again since {day_words(review)}")
    if end is not None and end <= min(review, on + NEAR):
        return StatusLine(StatusMeaning.DUE, f"Ends {day_words(end)}")
    meaning = StatusMeaning.DUE if review <= on + NEAR else StatusMeaning.NOTE
    return StatusLine(meaning, f"Looked at again {day_words(review)}")
