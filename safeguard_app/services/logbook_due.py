"""What is due in the registers: reviews of entries, a register's own next entry, and the clock a breach starts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import cast

from safeguard_app.catalogue.logbooks import Logbook, ReviewOf
from safeguard_app.domain.date_words import count_words
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.logbook_standing import EntryCode, begins_on, day_of, entry_standing, months_later
from safeguard_app.domain.logbooks import EntryAnswer, EntryState
from safeguard_app.domain.moments import clock_words, day_end
from safeguard_app.domain.person_rules import in_post_on, on_roll_on
from safeguard_app.domain.records import RecordKind
from safeguard_app.domain.working_time import is_over
from safeguard_app.services.labels import today
from safeguard_app.services.logbook_clocks import EntryClock, entry_clock
from safeguard_app.services.logbook_facts import FiledEntry, entries, kept, rules_of, subject_of
from safeguard_app.services.one_person import going_on_id
from safeguard_app.services.register_facts import person_now, state_of, who_has_left
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusLine, StatusMeaning

_CONCERNS = (RecordKind.LOGBOOK_ENTRY, RecordKind.PERSON)
_FOUND = RecordId("")
"""Stands in a memory that holds one thing."""
SOON = timedelta(days=14)
"""How far ahead a review is worth a line among what is coming."""
_ASKED_FOR = timedelta(days=365)
"""So long the receipt of what was sent is asked for: a list of old files that was brought in is not late at once."""


@dataclass(frozen=True, slots=True)
class DueEntry:
    """One thing due in a register. Where that is the register's own next entry, ``reference`` is of one before it.

    ``hours``: a clock that runs by the hour, and so presses from its first.
    """

    logbook: str
    title: str
    reference: Reference | None
    text: str
    by: datetime
    is_clock: bool = False
    hours: bool = False


@dataclass(frozen=True, slots=True)
class DueCount:
    """How much of a register is late, is due today or has a clock of hours running, and waits for a decision.

    ``open``: entries whose clock of days runs, or waits for something.
    """

    late: int = 0
    due: int = 0
    waiting: int = 0
    open: int = 0


def due_entries(session: Session) -> tuple[DueEntry, ...]:
    """Everything due in the registers the school keeps, soonest first: reviews as far ahead as is worth a line.

    A clock is told of from its first day: what it asks for takes time. Worked out once for as long as nothing of it
    was written: a register may have thousands of entries.
    """
    day = today(session)
    memory = session.worked_out("due in registers", (day, state_of(session, *_CONCERNS)))
    if _FOUND not in memory:
        found = (one for book in kept(session) for one in _of_book(session, book))
        near = (one for one in found if one.is_clock or one.by.date() <= day + SOON)
        memory[_FOUND] = tuple(sorted(near, key=lambda one: one.by))
    return cast(tuple[DueEntry, ...], memory[_FOUND])


def due_in(session: Session, book: Logbook, filed: Sequence[FiledEntry]) -> DueCount:
    """How many entries of a register are due or late now."""
    due = _of_entries(session, book, filed)
    found = _count(session, due)
    if book.clock is not None:
        clocks = (entry_clock(session, book, one.entry) for one in filed)
        unmet = sum(one is not None and not one.met for one in clocks)
        pressing = _count(session, [one for one in due if one.is_clock])
        return replace(found, open=unmet - pressing.late - pressing.due)
    if book.deciding is None:
        return found
    rules, day = rules_of(book), today(session)
    standings = (entry_standing(one.entry, rules, day, session.zone) for one in filed)
    return replace(found, waiting=sum(one.code is EntryCode.WAITING for one in standings))


def register_due(session: Session, book: Logbook, newest: date | None, so_far: DueCount) -> DueCount:
    """With the register's own next entry, where it has one."""
    own = _own_due(session, book, newest)
    more = _count(session, [own] if own is not None else [])
    return replace(so_far, late=so_far.late + more.late, due=so_far.due + more.due)


def due_words(count: DueCount) -> StatusLine | None:
    """A count as a status; None where nothing is due."""
    if count.late:
        return StatusLine(StatusMeaning.LATE, f"{count.late} overdue")
    if count.due:
        return StatusLine(StatusMeaning.DUE, f"{count.due} due")
    if count.waiting:
        return StatusLine(StatusMeaning.DUE, f"{count.waiting} not decided yet")
    return StatusLine(StatusMeaning.NOTE, f"{count.open} open") if count.open else None


def _of_book(session: Session, book: Logbook) -> list[DueEntry]:
    filed = tuple(entries(session, book.id))
    if not filed:
        return []
    found = list(_of_entries(session, book, filed))
    if book.reviewing is not None and book.reviewing.of is ReviewOf.REGISTER:
        own = _own_due(session, book, _newest(session, book, filed))
        if own is not None:
            found.append(replace(own, reference=filed[-1].reference))
    return found


def _newest(session: Session, book: Logbook, filed: Iterable[FiledEntry]) -> date | None:
    days = (begins_on(one.entry.newest, rules_of(book), session.zone) for one in filed)
    return max((day for day in days if day is not None), default=None)


def _own_due(session: Session, book: Logbook, newest: date | None) -> DueEntry | None:
    """The register's own next entry; nothing is due in one that nobody has begun."""
    if book.reviewing is None or book.reviewing.of is not ReviewOf.REGISTER or newest is None:
        return None
    fill = session.words().fill
    by = day_end(months_later(newest, book.reviewing.months), session.zone)
    return DueEntry(book.id, fill(book.title), None, fill(book.reviewing.text), by)


def _of_entries(session: Session, book: Logbook, filed: Sequence[FiledEntry]) -> list[DueEntry]:
    if book.clock is not None:
        found = (one(session, book, entry) for entry in filed for one in (_clock_of, _arrival_of))
        return [one for one in found if one is not None]
    if book.reviewing is None or book.reviewing.of is not ReviewOf.ENTRY:
        return []
    return _reviews(session, book, filed)


def _clock_of(session: Session, book: Logbook, one: FiledEntry) -> DueEntry | None:
    rule = book.clock
    found: EntryClock | None = entry_clock(session, book, one.entry)
    if rule is None or found is None or not found.runs or found.due is None:
        return None
    fill = session.words().fill
    text = fill(rule.text or session.catalogue.clocks[rule.clock].text)
    if rule.confirm_with and not rule.text:
        text = f"{text} {fill(rule.confirm_with)}"
    return DueEntry(
        book.id,
        fill(book.title),
        one.reference,
        text,
        found.due.by,
        is_clock=True,
        hours=not found.due.whole_day,
    )


def _arrival_of(session: Session, book: Logbook, one: FiledEntry) -> DueEntry | None:
    """That what was sent is to be asked after: until its receipt is entered, and for a year at most."""
    rule, state = book.clock, one.entry.newest
    if rule is None or not rule.arrives_by or state.answer(rule.arrives_by) is not None:
        return None
    sent = day_of(state.answer(rule.met_by), session.zone)
    if sent is None or one.entry.entered_in_error is not None or today(session) - sent > _ASKED_FOR:
        return None
    fill, by = session.words().fill, day_end(sent + timedelta(days=rule.arrives_days), session.zone)
    return DueEntry(book.id, fill(book.title), one.reference, fill(rule.arrives_text), by)


def _reviews(session: Session, book: Logbook, filed: Sequence[FiledEntry]) -> list[DueEntry]:
    """One for each entry in force, the newest where several are about the same; none about who has left."""
    assert book.reviewing is not None
    newest: dict[object, tuple[date, FiledEntry]] = {}
    for one in filed:
        review_on, about = _review_of(session, book, one)
        if review_on is not None and (about not in newest or newest[about][0] < review_on):
            newest[about] = (review_on, one)
    fill, day = session.words().fill, today(session)
    horizon, gone = day + SOON, who_has_left(session, day)
    title, text = fill(book.title), fill(book.reviewing.text)
    due = [
        (review_on, one)
        for review_on, one in newest.values()
        if review_on <= horizon and not _has_left(session, book, one.entry.newest, day, gone)
    ]
    ends = {review_on: day_end(review_on, session.zone) for review_on in {review_on for review_on, _ in due}}
    return [DueEntry(book.id, title, one.reference, text, ends[review_on]) for review_on, one in due]


def _review_of(session: Session, book: Logbook, one: FiledEntry) -> tuple[date | None, object]:
    """When an entry is to be looked at again, and what tells it from others; worked out once a day."""
    memory = session.worked_out("register reviews", today(session))
    known = memory.get(one.reference.id)
    if known is None or known[0] is not one.entry:
        standing = entry_standing(one.entry, rules_of(book), today(session), session.zone)
        about = tuple(_told_apart(session, standing.state.answer(name)) for name in book.name_fields)
        known = memory[one.reference.id] = (one.entry, standing.review_on, about)
    return known[1], known[2]


def _told_apart(session: Session, answer: EntryAnswer | None) -> object:
    """An answer for comparing: somebody on the register by their entry, whatever they were called or were then."""
    if answer is None or not answer.people:
        return answer
    return tuple(
        going_on_id(session, one.reference.id) if one.reference is not None else one.name
        for one in answer.people
    )


def _has_left(
    session: Session, book: Logbook, state: EntryState, day: date, gone: frozenset[RecordId]
) -> bool:
    """Whether whoever an entry is about is on roll, or in post, no more; ``gone`` may have left."""
    subject = subject_of(book, state)
    if subject is None or subject.reference is None:
        return False
    if going_on_id(session, subject.reference.id) not in gone:  # a register may be about thousands
        return False
    person = person_now(session, subject)
    if person is None:
        return False
    if person.on_roll and on_roll_on(person, day) is False:
        return not person.posts or in_post_on(person, day) is False
    return bool(person.posts) and not person.on_roll and in_post_on(person, day) is False


def _count(session: Session, found: Iterable[DueEntry]) -> DueCount:
    now, day = session.now(), today(session)
    late = due = 0
    for one in found:
        if is_over(one.by, now):
            late += 1
        elif one.hours or one.by.astimezone(session.zone).date() <= day:
            due += 1
    return DueCount(late, due)


def how_late(by: datetime, now: datetime) -> str:
    """How late, or in how many days: "3 days late", "in 5 days"."""
    days = (by.date() - now.date()).days
    if is_over(by, now):
        return f"{count_words(-days, 'day')} late" if days < 0 else f"since {clock_words(by)}"
    if days == 0:
        return "end of day" if by.time() >= time(23, 58) else f"before {clock_words(by)}"
    return f"in {count_words(days, 'day')}"
