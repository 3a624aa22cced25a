"""Rows of the desk over the large log, without a window: Today, registers, a record, papers, and what is asked while
somebody types.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from random import Random

from safeguard_app.documents.content import DataTable, Document
from safeguard_app.documents.render import render
from safeguard_app.domain.assessments import Assessment
from safeguard_app.domain.coaching import Where, Written
from safeguard_app.domain.entries import Note, NoteKind
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.moments import exactly
from safeguard_app.domain.records import RecordKind
from safeguard_app.services import (
    assessments,
    drive_pages,
    entries,
    incident_lists,
    known_handles,
    logbook_lists,
    merging,
    opening,
    people,
)
from safeguard_app.services.coach import coach_of
from safeguard_app.services.handle_records import holders
from safeguard_app.services.handover_brief import brief_document
from safeguard_app.services.incident_lists import IncidentFilter
from safeguard_app.services.inspection import inspection_document
from safeguard_app.services.known_handles import Asked, TypedWords
from safeguard_app.services.paper_chronology import chronology_document
from safeguard_app.services.paper_frames import page_frame
from safeguard_app.services.paper_views import ChronologyPaper, InspectionPaper
from safeguard_app.services.session import Session
from safeguard_app.ui.incidents.record_view import gather as gather_record
from safeguard_app.ui.today.today_view import gather
from safeguard_app.vault import reading
from tests.bench import invented
from tests.bench.course import Course
from tests.bench.invented_desk import CONSENT
from tests.bench.large_log import END
from tests.bench.rows import Baseline, Row, at_most, median, percentile, seconds, within

_OPEN = "SELECT line FROM summary WHERE kind = 'incident' AND state <> 'closed'"
_ALL = "SELECT line FROM summary WHERE kind = 'incident'"
_PEOPLE = "SELECT body FROM version WHERE kind = 'person'"
_ENTRIES = "SELECT line FROM summary WHERE kind = 'logbook_entry' AND state = ?"
_ABOUT = "SELECT body FROM version WHERE about = ?"
_PAUSES = 24
"""At how many places of a long account somebody pauses."""


def rows(course: Course) -> Iterator[Row]:
    """All of them."""
    yield _today_at_first(course)
    session = course.log.unlock()
    try:
        yield _today_again(course, session)
        yield from _registers(course, session)
        yield from _on_a_record(course, session)
        yield from _papers(course, session)
        yield _duplicates(course, session)
        yield from _typing(course, session)
    finally:
        opening.lock(session)


def busiest_person(session: Session) -> tuple[Reference, int]:
    """Whoever stands in most records, and in how many."""
    counts, daily = people.record_counts(session), session.vault.daily
    named = [record for record, _ in daily.listing.lines(RecordKind.PERSON)]
    record = max(named, key=lambda one: counts.get(one, 0))
    return Reference(daily.id, record), counts[record]


def fullest_record(session: Session) -> tuple[Reference, int]:
    """The open incident of the daily log on which most hangs, and how much that is."""
    daily = session.vault.daily
    found = [
        (len(reading.about(daily.connection, row.reference)), row.reference)
        for row in incident_lists.rows(session, IncidentFilter())
        if row.reference.compartment is daily.id
    ]
    most, reference = max(found)
    return reference, most


def _today_at_first(course: Course) -> Row:
    """What is gathered once after unlock, nothing kept from before; the chain's check stands in another row."""
    ours, whole, plainly = [], [], []
    note = ""
    for _ in range(course.times(9)):
        session = course.log.unlock()
        try:
            ours.append(seconds(partial(gather, session, at_first=True)))
            whole.append(seconds(partial(gather, session)))
            plainly.append(seconds(partial(_fetch, session, _OPEN)))
            note = _what_stands_there(session)
        finally:
            opening.lock(session)
    baseline = Baseline("read the lines of the open ones with SQLCipher", percentile(plainly, 0.5))
    name = "Today with everything on it, first after unlock"
    note += f"; with thousands of entries of registers {percentile(whole, 0.5) * 1000:.0f} ms later"
    return within(name, percentile(ours, 0.5), baseline, 0.3, note=note)


def _what_stands_there(session: Session) -> str:
    view = gather(session)
    day = view.today
    steps = sum(len(reading.of_kind(part.connection, part.id, RecordKind.RESPONSE)) for part in session.vault)
    return (
        f"{day.open:,} open, {day.late:,} late, {day.due:,} due; {steps:,} steps of responses in the log, "
        f"{len(view.queue.items):,} declarations waiting, {len(view.asks):,} to ask about"
    )


def _today_again(course: Course, session: Session) -> Row:
    """As it is gathered after each write."""
    gather(session)
    newest = incident_lists.rows(session, IncidentFilter())[0].reference
    taken = []
    for number in range(course.times(15)):
        entries.add_note(session, newest, Note(NoteKind.CALL, exactly(session.now()), f"Call {number}."))
        taken.append(seconds(partial(gather, session)))
    baseline = Baseline(
        "read the lines of the open ones with SQLCipher", median(partial(_fetch, session, _OPEN), 5)
    )
    return within(
        "Today with everything on it, after a note was added", percentile(taken, 0.5), baseline, 0.3
    )


def _registers(course: Course, session: Session) -> Iterator[Row]:
    """The fullest register, the list of them, and the drive that runs."""
    plainly = Baseline(
        "read its entries with SQLCipher", median(partial(_fetch, session, _ENTRIES, CONSENT), 5)
    )
    first = seconds(partial(logbook_lists.logbook_page, session, CONSENT))
    page = logbook_lists.logbook_page(session, CONSENT)
    ours = median(partial(logbook_lists.logbook_page, session, CONSENT), course.times(9))
    note = f"first after unlock {first * 1000:.0f} ms; read behind the window"
    yield within(f"a register of {len(page.rows):,} entries", ours, plainly, 0.5, note=note)
    ours = median(partial(logbook_lists.overview, session), course.times(9))
    yield within("the list of registers", ours, plainly, 0.5)
    view = drive_pages.view(session)
    asked = len(view.page.rows) if view.page is not None else 0
    ours = median(partial(drive_pages.view, session), course.times(9))
    people_read = Baseline("read all people with SQLCipher", median(partial(_fetch, session, _PEOPLE), 5))
    yield within(f"a declaration drive that asks {asked:,} adults", ours, people_read, 1)


def _on_a_record(course: Course, session: Session) -> Iterator[Row]:
    """A record with everything on it, and its plans."""
    record, count = fullest_record(session)
    plainly = Baseline(
        "read what hangs on it with SQLCipher", median(partial(_fetch, session, _ABOUT, record.id), 5)
    )
    ours = median(partial(gather_record, session, record), course.times(15))
    yield within("a record’s page", ours, plainly, 0.2, note=f"{count} entries hang on it")
    daily = session.vault.daily
    planned = [
        stored
        for stored in reading.of_kind(daily.connection, daily.id, RecordKind.ASSESSMENT)
        if isinstance(stored.content, Assessment) and stored.content.is_running
    ]
    about = Reference(daily.id, incident_lists.rows(session, IncidentFilter())[0].reference.id)
    for stored in planned[:1]:
        about = Reference(daily.id, type(about.id)(str(stored.about)))
    ours = median(partial(assessments.plans, session, about), course.times(15))
    yield within("the plans of a record", ours, plainly, 0.05, note=f"{len(planned):,} plans in force")


def _papers(course: Course, session: Session) -> Iterator[Row]:
    """What stands on a paper, decided and in words; setting the pages has a row of its own."""
    plainly = Baseline(
        "read the lines of all incidents with SQLCipher", median(partial(_fetch, session, _ALL), 3)
    )
    person, count = busiest_person(session)
    frame, _ = page_frame(session, Compartment.DAILY, None, "chronology")
    chronology = ChronologyPaper(person, Compartment.DAILY, everything=True)
    made = chronology_document(session, chronology, frame)
    ours = median(partial(chronology_document, session, chronology, frame), course.times(5))
    note = f"{count} records; {made.standing[0]}"
    yield within("a person’s chronology, what stands on the paper", ours, plainly, 1, note=note)
    yield _longer(course, made)
    for name, make in (
        (
            "inspection list of a year",
            partial(inspection_document, session, InspectionPaper(Compartment.DAILY), frame),
        ),
        ("handover brief", partial(brief_document, session, Compartment.DAILY, frame)),
    ):
        yield within(f"{name}, what stands on the paper", median(make, course.times(5)), plainly, 1)


def _longer(course: Course, made: Document) -> Row:
    """A chronology of a thousand lines takes four times as long to set as one of a quarter of them, and no more."""
    table = next(one for one in made.blocks if isinstance(one, DataTable))
    lines = (table.rows * (1_000 // max(1, len(table.rows)) + 1))[:1_000]
    whole, part = (replace(made, blocks=(replace(table, rows=lines[:count]),)) for count in (1_000, 250))
    ours = median(partial(render, whole, END), course.times(3))
    four = Baseline(
        "four times a quarter of its lines", 4 * median(partial(render, part, END), course.times(3))
    )
    return at_most("a chronology of 1,000 lines set on pages", ours, four, 1.2)


def _duplicates(course: Course, session: Session) -> Row:
    found = merging.duplicates(session)
    ours = median(partial(merging.duplicates, session), course.times(5))
    baseline = Baseline("read all people with SQLCipher", median(partial(_fetch, session, _PEOPLE), 3))
    return within(
        f"who may be entered twice, of {course.log.size.people:,} people",
        ours,
        baseline,
        1,
        note=f"{len(found):,} pairs; behind the window",
    )


def _typing(course: Course, session: Session) -> Iterator[Row]:
    """What is asked while somebody writes a long account: at each pause."""
    chance = Random(9)
    account = " ".join(
        f"{invented.passage(chance, 6, 9)} She wrote to @{invented.name(chance).lower().replace(' ', '.')}{place}."
        for place in range(_PAUSES)
    )
    ends = [len(account) * place // _PAUSES for place in range(1, _PAUSES + 1)]
    note = f"at {_PAUSES} pauses of an account of {len(account.split()):,} words"
    known_handles.known_handles(session, TypedWords(account[: ends[0]]))
    looked = [
        seconds(partial(known_handles.known_handles, session, TypedWords(account[:end]))) for end in ends
    ]
    plain = Baseline(
        "every @ in the account, found with one expression", median(_finding(account, r"@\w+"), 5)
    )
    yield within(
        "accounts that are known, in a long account, 95th percentile",
        percentile(looked, 0.95),
        plain,
        0.2,
        note=f"{note}; behind the window",
    )
    handle = next(iter(holders(session)))
    typed = [TypedWords(handle[:length], Asked.ACCOUNT) for length in range(1, len(handle) + 1)]
    letters = [seconds(partial(known_handles.known_handles, session, one)) for one in typed]
    yield within("an account in its own field, each letter", percentile(letters, 0.95), plain, 0.05)
    coach = coach_of(session)
    ours = [seconds(partial(coach.remarks, Written(Where.ACCOUNT, account[:end], "CB"))) for end in ends] * (
        1 if course.quick else 3
    )
    listed = "|".join(re.escape(word) for rule in coach.rules for word in rule.words)
    beside = Baseline(
        "one expression of all its words over the account", median(_finding(account, listed), 5)
    )
    yield within(
        "writing coach on a long account, 95th percentile",
        percentile(ours, 0.95),
        beside,
        0.05,
        note=f"{note}; on the window’s thread",
    )


def _finding(text: str, expression: str) -> Callable[[], object]:
    return partial(re.compile(expression, re.IGNORECASE).findall, text)


def _fetch(session: Session, statement: str, *parameters: str) -> object:
    return session.vault.daily.connection.execute(statement, parameters).fetchall()
