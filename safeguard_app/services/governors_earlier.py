"""Reports to those who govern that were issued before, by their days: two over the same days tell their difference.

A number of the autumn, taken from that of the year, is the number of the spring, small or not. Nothing in one report
can prevent that (decision 0044), so whoever makes one is told which earlier ones share days with it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from safeguard_app.domain.date_words import MONTHS, day_words
from safeguard_app.domain.documents_issued import IssuedDocument
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.periods import Period
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.domain.school import DaysKind
from safeguard_app.domain.school_year import year_begins
from safeguard_app.domain.terms import terms_within
from safeguard_app.services import inspection, paper
from safeguard_app.services.labels import today
from safeguard_app.services.session import Session
from safeguard_app.vault import reading

_DAY = r"[A-Z][a-z]{2} (\d{1,2}) ([A-Z][a-z]{2}) (\d{4})"
_DAYS = re.compile(rf"From {_DAY} to {_DAY}\.")
_SHORT = tuple(month[:3] for month in MONTHS)
_MOST = 12
"""So many are read again, the newest first: three a year, for four years."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A report that was issued: its title, its days as far as they can be read on it, and the day it was made."""

    title: str
    period: Period
    made: date

    @property
    def words(self) -> str:
        """By what it is known."""
        days = ""
        if self.period.start is not None and self.period.end is not None:
            days = f"{day_words(self.period.start)} to {day_words(self.period.end)}, "
        return f"{self.title}, {days}made on {day_words(self.made)}"


def terms(session: Session) -> tuple[tuple[Period, str], ...]:
    """The terms of this school year and the one before, the newest first: no two of them share a day.

    The school's own where its calendar has them; else the usual three, as the school year of the nation begins.
    """
    now = today(session)
    begins = year_begins(now, session.nation)
    before = begins.replace(year=begins.year - 1)
    known = [(one.name, one.period) for one in session.school.days if one.kind is DaysKind.TERM]
    found = terms_within(before, now, known, begins.month)
    return tuple((one.period, f"{one.name}, {inspection.days_said(one.period)}") for one in reversed(found))


def earlier(session: Session, kind: str) -> tuple[Earlier, ...]:
    """The newest reports that were issued in the parts which are open, newest first."""
    found: list[Stored[IssuedDocument]] = [
        stored
        for compartment in session.vault
        for stored in reading.of_kind(compartment.connection, compartment.id, RecordKind.DOCUMENT)
        if stored.content.kind == kind
    ]
    found.sort(key=lambda one: one.content.issued_at, reverse=True)
    return tuple(_earlier(session, stored) for stored in found[:_MOST])


def _earlier(session: Session, stored: Stored[IssuedDocument]) -> Earlier:
    content = stored.content
    made = content.issued_at.astimezone(session.zone).date()
    return Earlier(content.title, _period_on(session, stored), made)


def _period_on(session: Session, stored: Stored[IssuedDocument]) -> Period:
    """The days that stand on its pages; without an end where they cannot be read any more, which may be any days."""
    from safeguard_app.documents import pdf_contents  # it brings in pikepdf, which the window does without

    try:
        texts = pdf_contents.contents_of(paper.issued_bytes(session, stored)).texts
    except KnownProblem:
        return Period(None, None)
    return days_said(text for _, text in texts)


def days_said(texts: Iterable[str]) -> Period:
    """The first days that texts say as the report says its own; without an end where none do."""
    found = next((days for text in texts if (days := _DAYS.search(" ".join(text.split())))), None)
    if found is None:
        return Period(None, None)
    first, last = found.groups()[:3], found.groups()[3:]
    try:
        return Period(_day(*first), _day(*last))
    except ValueError:
        return Period(None, None)  # words like it that somebody typed, and no days


def _day(day: str, month: str, year: str) -> date:
    return date(int(year), _SHORT.index(month) + 1, int(day))


def sharing_days(found: Sequence[Earlier], period: Period) -> tuple[Earlier, ...]:
    """Those with a day in common; one whose days are not known may be any."""
    return tuple(one for one in found if _shares(one.period, period))


def _shares(one: Period, other: Period) -> bool:
    first = max(one.start or date.min, other.start or date.min)
    return first <= min(one.end or date.max, other.end or date.max)
