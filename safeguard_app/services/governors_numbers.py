"""What a report to those who govern counts beside the topics of Insights, of the part of the log that it is about."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from safeguard_app.catalogue.choices import ListName
from safeguard_app.catalogue.clocks import MetBy
from safeguard_app.documents.content import ChartKind
from safeguard_app.domain.entries import DecisionKind, Note, NoteKind, Telling, TellingState, Whom, counts
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.index_lines import PersonLine
from safeguard_app.domain.logbook_standing import day_of, state_on
from safeguard_app.domain.people import PersonKind
from safeguard_app.domain.periods import Period
from safeguard_app.domain.person_facts import held_on
from safeguard_app.domain.person_rules import on_roll_on
from safeguard_app.domain.records import RecordKind
from safeguard_app.services.incidents import current
from safeguard_app.services.insight_records import Counted, Gathered
from safeguard_app.services.insight_tallies import Tally, state_tally
from safeguard_app.services.insight_topics import NOT_NOTED
from safeguard_app.services.labels import category_name, label, today
from safeguard_app.services.logbook_clocks import entry_clock
from safeguard_app.services.logbook_facts import NotKept, book_of, entries, is_kept
from safeguard_app.services.paper_prepared import entries_of
from safeguard_app.services.record_clocks import MET_LATE, clocks_on
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusMeaning
from safeguard_app.vault import reading

BULLYING = ("CB", "TR", "EQ")
"""Kinds of concern that ask what was behind it, or how it was done."""
_MOTIVES, _METHODS = ("motivation", "prejudice"), ("method",)
_MOST_IN_A_CLASS = 40
LIMIT_STATES = ("Met in time", "Met late", "Late, not met", "Not met, or held")
TRAINING, FILTERING, FILES = "training", "filtering-checks", "files-sent-on"


@dataclass(frozen=True, slots=True)
class Trained:
    """One training: what, when, and how many adults."""

    what: str
    on: date
    adults: int


@dataclass(frozen=True, slots=True)
class FilesSent:
    """Files of children who left in some days: sent in time, sent late, and not sent yet."""

    in_time: int
    late: int
    not_yet: int


def bullying_kinds(session: Session) -> tuple[str, ...]:
    """The kinds of bullying in the catalogue, in the order in which tables have them across."""
    return tuple(code for code in BULLYING if code in session.catalogue.categories)


def bullying(session: Session, records: Sequence[Counted], *, motives: bool) -> Tally:
    """Bullying by kind of concern and by what seems to have been behind it, or by how it was done: two attributes."""
    name = ListName.BULLYING_MOTIVATIONS if motives else ListName.BULLYING_METHODS
    questions = _MOTIVES if motives else _METHODS
    kinds = bullying_kinds(session)
    order = [choice.code for choice in session.catalogue.choices(name, session.nation)]
    rows: dict[str, list[list[Reference]]] = {code: [[] for _ in kinds] for code in order}
    unsaid: list[list[Reference]] = [[] for _ in kinds]
    for one in records:
        if one.line.category not in kinds:
            continue
        column = kinds.index(one.line.category)
        said = [code for code in _answered(session, one.reference, questions) if code in rows]
        for code in said:
            rows[code][column].append(one.reference)
        if not said:
            unsaid[column].append(one.reference)
    named = {label(session, name, code): cells for code, cells in rows.items() if any(cells)}
    if any(unsaid):
        named[NOT_NOTED] = unsaid
    title = "Bullying by what seems to have been behind it" if motives else "Bullying by how it was done"
    heading = "What was behind it" if motives else "How it was done"
    series = [category_name(session, code) for code in kinds]
    note = "A record counts once in each line that it belongs to."
    return state_tally(title, heading, series, named, kind=ChartKind.BARS, note=note)


def _answered(session: Session, reference: Reference, questions: Iterable[str]) -> list[str]:
    connection = session.vault.compartment(reference.compartment).connection
    found = reading.newest_content(connection, reference.id)
    if found is None or not isinstance(found[1], Incident):
        return []
    return [code for one in found[1].answers if one.question in questions for code in one.values]


def limits_met(session: Session, records: Sequence[Counted]) -> Tally:
    """Each time limit by whether it was met in time, as its record says it."""
    rows: dict[str, list[list[Reference]]] = {}
    for one in records:
        content = current(session, one.reference).content
        live = [entry for entry in entries_of(session, one.reference) if counts(entry.content)]
        for view in clocks_on(session, one.reference, content, live).clocks:
            if session.catalogue.clocks[view.clock].met_by in {None, MetBy.WRITTEN_UP}:
                continue
            state = 3
            if view.status.meaning is StatusMeaning.DONE:
                state = 0
            elif view.status.words.startswith(MET_LATE):
                state = 1
            elif view.status.meaning is StatusMeaning.LATE:
                state = 2
            rows.setdefault(view.name, [[] for _ in LIMIT_STATES])[state].append(one.reference)
    ordered = dict(sorted(rows.items(), key=lambda row: (-sum(map(len, row[1])), row[0])))
    return state_tally("Time limits", "What begins it", LIMIT_STATES, ordered)


@dataclass(frozen=True, slots=True)
class StaffNumbers:
    """Concerns about adults who work here: allegations, contacts with the officer, and those below the threshold."""

    allegations: int
    contacts: int
    below: int
    in_time: bool | None
    """Whether each first contact came within its limit; None where none was needed."""


def staff_numbers(session: Session, gathered: Gathered) -> StaffNumbers:
    """Of the part about adults who work here."""
    met = [decided(one, DecisionKind.HARM_THRESHOLD_MET) for one in gathered.records]
    below = sum(decided(one, DecisionKind.LOW_LEVEL_CONCERN) for one in gathered.records)
    contacts = sum(_contacted(session, one) for one in gathered.records)
    late, any_ = False, False
    for one in gathered.records:
        content = current(session, one.reference).content
        live = [entry for entry in entries_of(session, one.reference) if counts(entry.content)]
        for view in clocks_on(session, one.reference, content, live).clocks:
            if session.catalogue.clocks[view.clock].met_by is MetBy.ALLEGATION_CONTACT:
                done = view.status.meaning is StatusMeaning.DONE
                wrong = view.status.words.startswith(MET_LATE)
                if decided(one, DecisionKind.HARM_THRESHOLD_MET):
                    wrong = wrong or view.status.meaning is StatusMeaning.LATE
                any_, late = any_ or done or wrong, late or wrong
    return StaffNumbers(sum(met), contacts, below, None if not any_ else not late)


def decided(one: Counted, kind: DecisionKind) -> bool:
    """Whether a record holds a decision of a kind."""
    return kind in one.line.decided


def _contacted(session: Session, one: Counted) -> bool:
    """Whether the officer was spoken to about it, by a referral, a note or a telling."""
    if any(referral.agency == "allegations" and referral.reached for referral in one.line.referrals):
        return True
    kinds = (RecordKind.NOTE, RecordKind.TELLING)
    connection = session.vault.compartment(one.reference.compartment).connection
    found = reading.contents_about(connection, [one.reference.id], kinds).get(one.reference.id, ())
    return any(
        (isinstance(entry, Note) and entry.kind is NoteKind.LADO_CONTACT)
        or (
            isinstance(entry, Telling)
            and entry.whom is Whom.ALLEGATIONS_OFFICER
            and entry.state is TellingState.TOLD
        )
        for entry in found
        if counts(entry)
    )


def statuses(session: Session) -> tuple[tuple[str, int], ...]:
    """How many pupils on roll have each status now, whatever the days of the report."""
    on, held = today(session), Counter[str]()
    for _, _, person in reading.contents_of_kind(session.vault.daily.connection, RecordKind.PERSON):
        there = person.entered_in_error is None and person.merged_into is None
        if there and person.kind is PersonKind.PUPIL and on_roll_on(person, on):
            held.update({status.code for status in held_on(person.statuses, on)})
    choices = session.catalogue.choices(ListName.PERSON_STATUSES, session.nation)
    return tuple((session.words().fill(one.label), held[one.code]) for one in choices)


def cohorts(session: Session) -> Mapping[str, int]:
    """How many pupils each year group has on the register today."""
    found: dict[str, int] = {}
    for _, line in session.vault.daily.listing.lines(RecordKind.PERSON):
        if isinstance(line, PersonLine) and line.kind is PersonKind.PUPIL and line.left is None:
            found[line.year_group] = found.get(line.year_group, 0) + 1
    return found


def is_one_class(session: Session) -> bool:
    """Whether every pupil on roll is in one class, as far as classes are entered: then any number names somebody."""
    classes = [
        line.class_name
        for _, line in session.vault.daily.listing.lines(RecordKind.PERSON)
        if isinstance(line, PersonLine) and line.kind is PersonKind.PUPIL and line.left is None
    ]
    return 0 < len(classes) <= _MOST_IN_A_CLASS and len(set(classes)) == 1 and "" not in classes


def trainings(session: Session, period: Period) -> tuple[Trained, ...]:
    """Trainings of the register in some days: each with its day and how many adults, the newest first."""
    found: dict[tuple[str, date], int] = {}
    for filed in entries(session, TRAINING):
        state = filed.entry.newest
        day, what = day_of(state.answer("done_on"), session.zone), state.answer("what")
        if day is not None and period.covers(day) and what is not None and what.texts:
            key = (what.texts[0], day)
            found[key] = found.get(key, 0) + 1
    made = [Trained(what, day, adults) for (what, day), adults in found.items()]
    return tuple(sorted(made, key=lambda one: (one.on, one.what), reverse=True))


def trainings_lapse(session: Session, until: date) -> int:
    """How many entries of the training register have an end by a day, or had one and were not followed by another."""
    newest: dict[tuple[str, str], date] = {}
    for filed in entries(session, TRAINING):
        state = filed.entry.newest
        ends = day_of(state.answer("until"), session.zone)
        who, what = state.answer("who"), state.answer("what")
        if ends is None or who is None or what is None or not who.people or not what.texts:
            continue
        person = who.people[0]
        key = (person.reference.id if person.reference else person.name, what.texts[0].casefold())
        newest[key] = max(ends, newest.get(key, date.min))
    return sum(ends <= until for ends in newest.values())


def last_filtering_check(session: Session) -> date | None:
    """When filtering and monitoring were last looked at, as the register has it."""
    days = (
        day_of(filed.entry.newest.answer("done_on"), session.zone) for filed in entries(session, FILTERING)
    )
    return max((day for day in days if day is not None), default=None)


def files_sent(session: Session, period: Period) -> FilesSent | None:
    """Files of children who left in some days; None where the nation or the school keeps no such register."""
    try:
        book = book_of(session, FILES)
    except NotKept:
        return None
    if not is_kept(session, book):
        return None
    in_time = late = not_yet = 0
    for filed in entries(session, FILES):
        state = state_on(filed.entry, period.end or date.max)
        left, clock = day_of(state.answer("left_on"), session.zone), entry_clock(session, book, filed.entry)
        if left is None or not period.covers(left) or clock is None:
            continue
        if not clock.met:
            not_yet += 1
        elif clock.due is None or clock.met_on is None or clock.met_on <= clock.due.by.date():
            in_time += 1
        else:
            late += 1
    return FilesSent(in_time, late, not_yet)
