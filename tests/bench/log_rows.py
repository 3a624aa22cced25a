"""Rows over the large log without a window: unlocking, lists, search, type-ahead, filing and adding to a record."""

import statistics
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from random import Random

from safeguard_app.domain.entries import Note, NoteKind
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.incidents import Danger, Participant
from safeguard_app.domain.moments import exactly
from safeguard_app.domain.people import KnownPerson, PersonRef
from safeguard_app.domain.records import RecordKind
from safeguard_app.domain.relation_questions import Settled
from safeguard_app.domain.relation_questions import relation_questions as compared
from safeguard_app.services import (
    entries,
    incident_lists,
    incidents,
    insights,
    opening,
    patterns,
    people,
    relation_questions,
    search,
)
from safeguard_app.services.chronology import chronology_of
from safeguard_app.services.incident_form import IncidentForm, Typed
from safeguard_app.services.incident_lists import IncidentFilter, StateFilter
from safeguard_app.services.session import Session
from safeguard_app.ui.people.person_view import person_view
from safeguard_app.ui.today.today_view import gather
from safeguard_app.vault import reading
from safeguard_app.vault.keys.stretching import CHEAPEST, stretch
from safeguard_app.vault.searching import match_expression
from tests.bench import bare, invented
from tests.bench.course import Course
from tests.bench.desk_rows import busiest_person
from tests.bench.large_log import PASSPHRASE
from tests.bench.rows import Baseline, Row, at_most, median, percentile, seconds, told, within
from tests.bench.word_lists import SEARCHED, TYPED_NAMES

_OPEN_LINES = "SELECT line FROM summary WHERE kind = 'incident' AND state <> 'closed'"
_LINES = "SELECT line FROM summary WHERE kind = 'incident'"
_PERSON_LINES = "SELECT line FROM summary WHERE kind = 'person'"
_ALL = IncidentFilter(StateFilter.ALL)


def rows(course: Course) -> Iterator[Row]:
    """All of them, in the order in which a person would meet them."""
    yield _unlocking(course)
    session = course.log.unlock()
    try:
        yield from _lists(course, session)
        yield _searching(course, session)
        yield _typing_ahead(course, session)
        yield _radar(course, session)
        yield from _insights(course, session)
        yield from _relations(course, session)
        yield from _person(course, session)
        yield from _committing(course, session)
    finally:
        opening.lock(session)


def _person(course: Course, session: Session) -> Iterator[Row]:
    """The page and the chronology of whoever stands in most records; the baseline of each is its budget."""
    busiest, count = busiest_person(session)
    note, budget = f"in {count} records", Baseline("its budget", 0.2)
    for name, act in (("a person’s page", person_view), ("a person’s chronology", chronology_of)):
        ours = median(partial(act, session, busiest), course.times(9))
        yield within(f"{name}, of whoever stands in most records", ours, budget, 0.2, note=note)


def _unlocking(course: Course) -> Row:
    """Open, check the whole chain, record the unlock, gather Today; stretching the passphrase is taken off."""
    keys = bare.keys_of(course.log)
    stretched = median(partial(stretch, PASSPHRASE, bytes(16), CHEAPEST, cheap_allowed=True), 3)
    ours, plain = [], []
    for _ in range(course.times(9)):
        opened: list[Session] = []
        ours.append(seconds(partial(_unlock_and_gather, course, opened)) - stretched)
        opening.lock(opened[0])
        plain.append(seconds(partial(bare.open_and_hash_chain, course.log, keys)))
    baseline = Baseline("open the databases with SQLCipher and hash every event", statistics.median(plain))
    note = f"{course.log.events:,} events, {course.log.versions:,} versions of records"
    return within(
        "unlock to what Today shows, after the KDF", statistics.median(ours), baseline, 0.5, note=note
    )


def _unlock_and_gather(course: Course, opened: list[Session]) -> None:
    opened.append(course.log.unlock())
    gather(opened[0], at_first=True)


def _lists(course: Course, session: Session) -> Iterator[Row]:
    """The first list after unlock, and what a change of the filter takes from then on."""
    plainly = median(partial(_fetch, session, _OPEN_LINES), 5)
    read = Baseline("read the lines of the open ones with SQLCipher", plainly)
    yield told(
        "list of open incidents, first after unlock",
        seconds(partial(_list, session, IncidentFilter())),
        read,
        note="part of unlock to Today",
    )
    yield told(
        "list of all incidents, first after unlock",
        seconds(partial(_list, session, _ALL)),
        read,
        note="the lines of ten thousand are worked out once",
    )
    for name, wanted in (
        ("list of open incidents", IncidentFilter()),
        ("list of all incidents", _ALL),
        ("filter: one category", replace(_ALL, category="PV")),
        ("filter: a word of the text", replace(_ALL, text="swimming")),
    ):
        yield within(name, median(partial(_list, session, wanted), course.times(15)), read, 0.05)
    newest = incident_lists.rows(session, IncidentFilter())[0].reference
    taken = []
    for number in range(course.times(15)):
        note = Note(NoteKind.CALL, exactly(session.now()), f"Call number {number}.")
        entries.add_note(session, newest, note)
        taken.append(seconds(partial(_list, session, _ALL)))
    yield within("list of all incidents, after a note was added", statistics.median(taken), read, 0.05)


def _list(session: Session, wanted: IncidentFilter) -> object:
    return incident_lists.rows(session, wanted), incident_lists.counts(session)


def _fetch(session: Session, statement: str) -> object:
    return session.vault.daily.connection.execute(statement).fetchall()


def _searching(course: Course, session: Session) -> Row:
    """The 95th percentile over common and rare words, and over each beginning of them that a person types."""
    plain = bare.PlainSearch(course.scratch / "plain.sqlite", session)
    typed = [word[:length] for word in SEARCHED for length in range(2, len(word) + 1)]
    ours, plainly = [], []
    try:
        search.search(session, "warm")
        for words in typed:
            ours.append(seconds(partial(search.search, session, words)))
            plainly.append(seconds(partial(plain.find, match_expression(words))))
    finally:
        plain.close()
    baseline = Baseline("FTS5 with snippets in plain SQLite", percentile(plainly, 0.95))
    note = f"{len(typed)} searches; median {statistics.median(ours) * 1000:.0f} ms"
    return within("search, 95th percentile", percentile(ours, 0.95), baseline, 0.1, note=note)


def _typing_ahead(course: Course, session: Session) -> Row:
    """People for a field: the 95th percentile over every beginning of what is typed."""
    typed = [word[:length] for word in TYPED_NAMES for length in range(1, len(word) + 1)]
    first = seconds(partial(people.suggest, session, typed[0]))
    ours = [seconds(partial(people.suggest, session, part)) for part in typed]
    baseline = Baseline(
        "read the lines of all people with SQLCipher", median(partial(_fetch, session, _PERSON_LINES), 5)
    )
    note = f"first after unlock {first * 1000:.0f} ms"
    return within("type-ahead of people, 95th percentile", percentile(ours, 0.95), baseline, 0.05, note=note)


def _radar(course: Course, session: Session) -> Row:
    """The pattern radar over every record, as it runs behind the window: lines read already, nothing kept between."""
    plainly = median(partial(_fetch, session, _LINES), 3)
    found = patterns.radar(session)
    note = f"{len(found.open)} findings; in steps on the vault’s thread, the counting on a thread beside"
    return within(
        "pattern radar over the whole log",
        median(partial(patterns.radar, session), course.times(5)),
        Baseline("read the lines of all incidents with SQLCipher", plainly),
        2,
        note=note,
    )


def _insights(course: Course, session: Session) -> Iterator[Row]:
    """Topics over the whole log: the one shown first, with nothing kept; then every other, read ahead behind it."""
    everything = insights.periods(session)[-1][0]
    first, *others = [key for key, _ in insights.topic_names()]
    plain = Baseline(
        "read the lines of all incidents with SQLCipher", median(partial(_fetch, session, _LINES), 3)
    )

    def anew(operation: Callable[[], object]) -> float:
        session._worked_out.clear()
        return seconds(operation)

    def shown_first() -> float:
        return anew(partial(insights.insight, session, first, everything))

    ours = statistics.median(shown_first() for _ in range(course.times(5)))
    yield within("Insights: the topic shown first, over the whole log", ours, plain, 0.5)
    ahead = anew(partial(insights.read_ahead, session))
    yield told("Insights: what the other topics need, read behind it", ahead, plain)
    taken = {
        key: median(partial(insights.insight, session, key, everything), course.times(3)) for key in others
    }
    slowest = max(taken, key=lambda key: taken[key])
    note = f"of {len(others)}, {slowest}"
    yield within("Insights: the slowest other topic", taken[slowest], plain, 0.5, note=note)


def _relations(course: Course, session: Session) -> Iterator[Row]:
    """Whom to ask whether they are related: over the log, and the rules alone over a register of ten thousand."""
    daily = session.vault.daily
    read = partial(reading.of_kind, daily.connection, daily.id, RecordKind.PERSON)
    plainly = Baseline("read every entry of the register, none compared", median(read, course.times(5)))
    found = relation_questions.count(session)
    note = f"{found} questions; in steps on the vault’s thread, the comparing on a thread beside"

    def anew() -> None:
        session.worked_out("relations").clear()
        relation_questions.count(session)

    yield within("questions to ask, over the register", median(anew, course.times(5)), plainly, 1, note=note)
    chance, day = Random(5), session.now().date()
    register = [
        KnownPerson(Reference(daily.id, invented.record_id(chance)), invented.person(chance, day))
        for _ in range(10_000)
    ]
    rules = replace(session.catalogue.relations, most_sharing=50)
    ours = median(partial(compared, register, day, rules, Settled()), course.times(5))
    yield within("questions to ask, comparing 10,000 people", ours, plainly, 0.5)


def _committing(course: Course, session: Session) -> Iterator[Row]:
    """Filing an incident and adding a note, beside a bare insert of the very same rows, each waiting for the disk."""
    with_search = bare.BareTables(course.scratch / "c1.db", full_text=True)
    without = bare.BareTables(course.scratch / "c2.db", full_text=False)
    try:
        filing = _acts(course, session, _file, (with_search, without))
        same = "the same rows bare into the same tables with SQLCipher"
        yield at_most("file an incident", filing[0], Baseline(same, filing[1]), 3)
        unsearched = Baseline(f"{same}, none of them searchable", filing[2])
        yield told("file an incident", filing[0], unsearched)
        noting = _acts(course, session, _note, (with_search, without))
        yield told("add a note to an incident", noting[0], Baseline(same, noting[1]))
    finally:
        with_search.close()
        without.close()


_Act = Callable[[Session, int], Callable[[], object]]


def _acts(course: Course, session: Session, act: _Act, plain: tuple[bare.BareTables, ...]) -> list[float]:
    """The medians of an act and of the same rows put bare into each of ``plain``, all taking turns."""
    daily = session.vault.daily
    taken: list[list[float]] = []
    for number in range(course.times(60)):
        prepared, before = act(session, number), daily.head.number
        ours = seconds(prepared)
        written = bare.written_since(daily.connection, before)
        taken.append([ours, *(seconds(partial(one.commit, written)) for one in plain)])
    return [statistics.median(values) for values in zip(*taken, strict=True)]


def _file(session: Session, number: int) -> Callable[[], object]:
    return partial(incidents.file, session, _form(session, number))


def _note(session: Session, number: int) -> Callable[[], object]:
    rows_ = incident_lists.rows(session, IncidentFilter())
    own = [row.reference for row in rows_ if row.reference.compartment is session.vault.daily.id]
    note = Note(NoteKind.CALL, exactly(session.now()), invented.passage(Random(number), 2, 4))
    return partial(entries.add_note, session, own[number % len(own)], note)


def _form(session: Session, number: int) -> IncidentForm:
    now, chance = session.now(), Random(number)
    people_in_it = (PersonRef(None, invented.name(chance)), PersonRef(None, invented.name(chance)))
    roles = ("target", "alleged")
    return replace(
        incidents.new_form(session, quick=False, category="CB"),
        danger=Danger.NO,
        danger_asked_at=now,
        account=invented.passage(chance, 6, 12),
        told=Typed("now", exactly(now)),
        happened=Typed("now", exactly(now)),
        participants=tuple(Participant(who, role) for who, role in zip(people_in_it, roles, strict=True)),
    )
