"""The registers of a school in one list, and one register as it stood on a day: rows for the page and for print."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from safeguard_app.catalogue.logbooks import Logbook
from safeguard_app.domain.date_words import count_words, day_words
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.logbook_standing import (
    EntryCode,
    EntryStanding,
    begins_on,
    day_of,
    entry_standing,
)
from safeguard_app.domain.moments import day_start
from safeguard_app.domain.text_rules import folded
from safeguard_app.services.labels import today
from safeguard_app.services.logbook_clocks import entry_clock, entry_status
from safeguard_app.services.logbook_due import DueCount, due_in, due_words, register_due
from safeguard_app.services.logbook_facts import (
    FiledEntry,
    NotKept,
    book_of,
    counts,
    entries,
    entries_known_at,
    is_kept,
    offered,
    rules_of,
)
from safeguard_app.services.logbook_views import EntryRow, LogbookPage, LogbookRow, Overview
from safeguard_app.services.logbook_words import (
    answer_words,
    decided_words,
    entry_name,
    late_words,
)
from safeguard_app.services.register_facts import know_everybody
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusLine, StatusMeaning

_MANY = 300
_INSTANT = timedelta(microseconds=1)


def overview(session: Session) -> Overview:
    """Every register the school keeps, and those it kept before that hold entries. Leaves no trace."""
    held = counts(session)
    rows = []
    for book in offered(session):
        kept = is_kept(session, book)
        if kept or held.get(book.id):
            rows.append(_overview_row(session, book, held.get(book.id, 0), kept=kept))
    late = sum(row.status.meaning is StatusMeaning.LATE for row in rows)
    due = sum(row.status.meaning is StatusMeaning.DUE for row in rows)
    parts = [count_words(len(rows), "register")]
    if late:
        parts.append(
            f"{count_words(late, 'one has', 'have')} something overdue"
            if late > 1
            else "one has something overdue"
        )
    if due:
        parts.append(f"{due} have something due" if due > 1 else "one has something due")
    return Overview(tuple(rows), f"{'; '.join(parts)}.")


def _overview_row(session: Session, book: Logbook, count: int, *, kept: bool) -> LogbookRow:
    fill = session.words().fill
    newest: date | None = None
    due = DueCount()
    if count:
        filed = tuple(entries(session, book.id))
        begins = (begins_on(one.entry.newest, rules_of(book), session.zone) for one in filed)
        newest = max((day for day in begins if day is not None), default=None)
        due = due_in(session, book, filed)
    if kept:
        due = register_due(session, book, newest, due)
    words = (
        StatusLine(StatusMeaning.PLAIN, "") if kept else StatusLine(StatusMeaning.NOTE, "Not kept any more")
    )
    return LogbookRow(
        book.id,
        fill(book.title),
        fill(book.purpose),
        count,
        day_words(newest) if newest is not None else "",
        due_words(due) or words,
        kept,
    )


def logbook_page(
    session: Session, logbook: str, on: date | None = None, *, as_known_then: bool = False
) -> LogbookPage:
    """One register as at the end of a day (None: now). ``as_known_then``: only what had been entered by then."""
    book = book_of(session, logbook)
    if not session.opens(book.home):
        raise NotKept
    fill, now_day = session.words().fill, today(session)
    day = on or now_day
    found = seen_entries(session, book, day, as_known_then=as_known_then)
    if len(found) > _MANY:
        know_everybody(session)
    rows = [entry_row(session, book, one, day) for one in found]
    is_today = day == now_day
    kept = is_kept(session, book)
    newest = max((row.sort for row in rows), default=None)
    due = due_words(register_due(session, book, newest, DueCount())) if is_today and kept else None
    return LogbookPage(
        logbook=book.id,
        title=fill(book.title),
        one=fill(book.one),
        purpose=fill(book.purpose),
        help=fill(book.help),
        clauses="; ".join(book.clauses),
        on=day,
        is_today=is_today,
        as_at=f"Today, {day_words(day)}" if is_today else day_words(day),
        rows=tuple(sorted(rows, key=lambda row: (-row.sort.toordinal(), row.name.casefold()))),
        counts=_counts(rows, book, _open_clocks(session, book, found)),
        dated_label=_dated_label(session, book),
        decided_label=fill(book.deciding.label) if book.deciding is not None else "",
        may_enter=kept,
        due=due,
        takes_lists=kept and book.importable,
    )


def _dated_label(session: Session, book: Logbook) -> str:
    field = book.field(book.dated_by)
    return session.words().fill(field.label) if field is not None else "Day"


@dataclass(frozen=True, slots=True)
class SeenEntry:
    """An entry and how it stood at the end of ``day``."""

    filed: FiledEntry
    standing: EntryStanding
    day: date


def seen_entries(
    session: Session,
    book: Logbook,
    day: date,
    *,
    as_known_then: bool = False,
    only: Compartment | None = None,
) -> list[SeenEntry]:
    """The entries of a register as at a day; those that begin later only where the day is today.

    ``only``: those that stand in one part of the log.
    """
    is_now = day >= today(session)
    found: Iterable[FiledEntry] = entries(session, book.id)
    if as_known_then:
        end = day_start(day + timedelta(days=1), session.zone)
        found = entries_known_at(session, book.id, session.now() + _INSTANT if is_now else end)
    rules = rules_of(book)
    return [
        SeenEntry(one, standing, day)
        for one in found
        if only is None or one.reference.compartment is only
        for standing in (entry_standing(one.entry, rules, day, session.zone),)
        if is_now or standing.code is not EntryCode.NOT_YET
    ]


def entry_row(session: Session, book: Logbook, seen: SeenEntry, day: date) -> EntryRow:
    """One entry as its register shows it."""
    standing = seen.standing
    state = standing.state
    begins = begins_on(state, rules_of(book), session.zone)
    name = entry_name(session, book, state)
    second = _second(session, book, seen)
    ends = day_of(state.answer(book.ends_by), session.zone) if book.ends_by else None
    dated = day_words(begins) if begins is not None else ""
    if ends is not None:
        dated = f"{dated} to {day_words(ends)}"
    texts = [text for answer in state.answers for text in answer.texts]
    people = [person.name for person in seen.filed.entry.people()]
    return EntryRow(
        reference=seen.filed.reference,
        name=name,
        second=second,
        dated=dated,
        decided=decided_words(session, standing),
        review=day_words(standing.review_on) if standing.review_on is not None else "",
        status=entry_status(session, book, seen.filed.entry, standing, day),
        sort=begins or date.min,
        sought=folded(" ".join((name, second, *people, *texts))),
    )


def _second(session: Session, book: Logbook, seen: SeenEntry) -> str:
    """A second line in the list: what stands out, else the first answer that does not name or date the entry."""
    if warning := late_words(session, book, seen.standing):
        return warning
    shown = {*book.name_fields, book.dated_by, book.ends_by}
    for field in book.fields_for(session.nation):
        answer = seen.standing.state.answer(field.id)
        if field.id not in shown and answer is not None:
            words = " ".join(answer_words(session, field, answer).split())
            if words:
                return words if len(words) <= 90 else words[:87].rsplit(" ", 1)[0] + " ..."
    return ""


def _open_clocks(session: Session, book: Logbook, found: list[SeenEntry]) -> int:
    clocks = (entry_clock(session, book, one.filed.entry, one.day) for one in found)
    return sum(clock is not None and not clock.met for clock in clocks)


def _counts(rows: list[EntryRow], book: Logbook, clocked: int) -> str:
    """``clocked``: of how many the clock is not met."""
    if not rows:
        return "No entries."
    total = count_words(len(rows), "entry", "entries")
    if clocked:
        return f"{total}: {clocked} open."
    if not book.lasting:
        return f"{total}."
    holds = sum(row.status.meaning in {StatusMeaning.DONE, StatusMeaning.LATE} for row in rows)
    waiting = sum(row.status.meaning is StatusMeaning.DUE for row in rows)
    parts = [f"{holds} in force"]
    if waiting:
        parts.append(f"{waiting} not decided yet")
    if other := len(rows) - holds - waiting:
        parts.append(f"{other} over, refused or not begun")
    return f"{total}: {', '.join(parts)}."
