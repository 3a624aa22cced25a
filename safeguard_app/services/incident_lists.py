"""Lists of incidents over every open compartment: filtered, sorted, with what is due in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.entries import Whom
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.domain.incidents import IncidentState
from safeguard_app.domain.index_lines import IncidentLine
from safeguard_app.domain.records import RecordKind
from safeguard_app.services.due import DueItem, due_items, due_of_closed
from safeguard_app.services.due_limits import DueSource
from safeguard_app.services.handle_records import records_naming_account
from safeguard_app.services.labels import category_name
from safeguard_app.services.machine_reading import may_be_shown_small
from safeguard_app.services.next_step import next_step
from safeguard_app.services.one_person import linked
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusMeaning
from safeguard_app.vault import searching


class StateFilter(StrEnum):
    """Which incidents a list shows."""

    OPEN = "open"
    """New and open together: everything still to be worked on."""
    NEW = "new"
    CLOSED = "closed"
    ALL = "all"


class Sort(StrEnum):
    """In which order."""

    NEWEST = "newest"
    OLDEST = "oldest"
    DUE = "due"


AGES: tuple[tuple[str, int, int], ...] = (
    ("This week", 0, 1),
    ("1 to 2 weeks", 1, 2),
    ("2 to 4 weeks", 2, 4),
    ("Over 4 weeks", 4, 10_000),
)
"""Ages of records by their names: from so many weeks to less than so many, since they came to attention."""
_OPEN = "Open"


@dataclass(frozen=True, slots=True)
class IncidentFilter:
    """What a list is narrowed to: ``person``: records that name them; ``meaning``: with something late, or due."""

    state: StateFilter = StateFilter.OPEN
    category: str = ""
    person: RecordId | None = None
    text: str = ""
    meaning: StatusMeaning | None = None
    source: DueSource | None = None
    """Only records with something from there that is late or due."""
    sort: Sort = Sort.NEWEST
    handle: str = ""
    """Only records that name this account."""
    age: str = ""
    """Only records of this age: see :data:`AGES`."""
    records: frozenset[Reference] | None = None
    """Only these: what a number on Insights counted, which ``counted`` says in words."""
    counted: str = ""


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """One incident in a list, in ready words: three lines of it are painted."""

    reference: Reference
    title: str
    people: str
    case: str
    day: str
    status: str
    meaning: StatusMeaning | None
    state: IncidentState
    sort: datetime


def all_lines(session: Session, *states: IncidentState) -> list[tuple[Reference, IncidentLine]]:
    """The index lines of every incident this user's keys open; only in one of ``states`` where any is given."""
    return [
        (Reference(compartment.id, record), line)
        for compartment in session.vault
        for record, line in compartment.listing.lines(RecordKind.INCIDENT, states)
        if isinstance(line, IncidentLine)
    ]


def rows(session: Session, wanted: IncidentFilter) -> list[IncidentRow]:
    """The list a filter asks for. Leaves no trace: a list shows no more than that a record exists."""
    named = _naming(session, wanted.person)
    hits = _hits(session, wanted.text)
    accounts = records_naming_account(session, wanted.handle) if wanted.handle else None
    read = _read_in_pictures(session, wanted.text)
    closed = session.worked_out("closed rows", session.now().astimezone(session.zone).date())
    made = [
        _row(session, compartment.id, record, line, closed)
        for compartment in session.vault
        for record, line in compartment.listing.lines(RecordKind.INCIDENT, _STATES[wanted.state])
        if isinstance(line, IncidentLine)
        and (not wanted.category or line.category == wanted.category)
        and (named is None or record in named)
        and (accounts is None or Reference(compartment.id, record) in accounts)
        and (hits is None or record in hits or record in read)
        and (not wanted.age or age_of(session, line) == wanted.age)
        and (wanted.records is None or Reference(compartment.id, record) in wanted.records)
        and (wanted.source is None or _waits(session, Reference(compartment.id, record), line, wanted.source))
        and (wanted.meaning is None or _has(session, Reference(compartment.id, record), line, wanted.meaning))
        and (hits is None or record in hits or may_be_shown_small(session, Reference(compartment.id, record)))
    ]
    made.sort(key=lambda row: row.sort, reverse=wanted.sort is Sort.NEWEST)
    if wanted.sort is Sort.DUE:
        order = {StatusMeaning.LATE: 0, StatusMeaning.DUE: 1, StatusMeaning.NOTE: 2}
        made.sort(key=lambda row: order.get(row.meaning, 3) if row.meaning else 3)
    return made


def age_of(session: Session, line: IncidentLine) -> str:
    """The name of a record's age among :data:`AGES`."""
    weeks = (session.now() - (line.attention.start or line.entered_at)).days / 7
    return next((name for name, low, high in AGES if low <= weeks < high), "")


_STATES: Mapping[StateFilter, tuple[IncidentState, ...]] = {
    StateFilter.OPEN: (IncidentState.NEW, IncidentState.OPEN),
    StateFilter.NEW: (IncidentState.NEW,),
    StateFilter.CLOSED: (IncidentState.CLOSED,),
    StateFilter.ALL: (),
}
"""None is named where every one is wanted."""


def counts(session: Session) -> dict[StateFilter, int]:
    """How many incidents there are in each state, over what this user's keys open."""
    found = [compartment.listing.states(RecordKind.INCIDENT) for compartment in session.vault]
    return {
        wanted: sum(one.get(state, 0) for one in found for state in states or IncidentState)
        for wanted, states in _STATES.items()
    }


def _has(session: Session, reference: Reference, line: IncidentLine, meaning: StatusMeaning) -> bool:
    """Whether anything on a record is late, or due: what is due today on one that is late is counted on Today too."""
    return any(item.meaning is meaning for item in due_items(session, reference, line))


def _waits(session: Session, reference: Reference, line: IncidentLine, source: DueSource) -> bool:
    """Whether something from one source is late or due on a record."""
    asking = (StatusMeaning.LATE, StatusMeaning.DUE)
    closed = line.state is IncidentState.CLOSED
    items = due_of_closed(session) if closed else due_items(session, reference, line)
    return any(
        item.source is source and item.meaning in asking and item.reference == reference for item in items
    )


def _row(
    session: Session,
    home: Compartment,
    record: RecordId,
    line: IncidentLine,
    closed: dict[RecordId, tuple[IncidentLine, IncidentRow]],
) -> IncidentRow:
    """The list row of one incident; of a closed one, nothing in it changes for the rest of the day."""
    kept = closed.get(record)
    if kept is not None and kept[0] is line:
        return kept[1]
    row = row_of(session, Reference(home, record), line)
    if line.state is IncidentState.CLOSED:
        closed[record] = (line, row)
    return row


def row_of(
    session: Session, reference: Reference, line: IncidentLine, *, on_paper: bool = False
) -> IncidentRow:
    """The list row of one incident; ``on_paper`` every day of it stands by its date, as it is read on others."""
    today = session.now().astimezone(session.zone).date()
    status, meaning = status_of(
        line,
        due_items(session, reference, line) if line.state is not IncidentState.CLOSED else [],
        today if on_paper else None,
    )
    sort = line.attention.start or line.entered_at
    came = sort.astimezone(session.zone).date()
    names = [person.name for person in line.people if person.role not in {"reporter", "mentioned"}]
    return IncidentRow(
        reference=reference,
        title=category_name(session, line.category),
        people=short_names(names or [person.name for person in line.people]),
        case=line.case,
        day=day_words(came) if on_paper else short_day(came, today),
        status=_with_next(session, line, status),
        meaning=meaning,
        state=line.state,
        sort=sort,
    )


def _with_next(session: Session, line: IncidentLine, status: str) -> str:
    """Where nothing presses, the one next step stands for the state."""
    if status != _OPEN:
        return status
    step = next_step(session, line, ())
    return f"{_OPEN}: {step.short}" if step is not None else status


def status_of(
    line: IncidentLine, due: list[DueItem], on: date | None = None
) -> tuple[str, StatusMeaning | None]:
    """The one status a list row or a header shows, worst first; on a paper made ``on`` a day by dates alone."""
    if line.state is IncidentState.CLOSED:
        return "Closed", None
    if any(item.meaning is StatusMeaning.LATE for item in due):
        return "Late", StatusMeaning.LATE
    if any(item.meaning is StatusMeaning.DUE for item in due):
        return f"Due on {day_words(on)}" if on is not None else "Due today", StatusMeaning.DUE
    if line.holds:
        return f"Held: {line.holds[0].name}", StatusMeaning.NOTE
    if line.state is IncidentState.NEW:
        return "New", StatusMeaning.NOTE
    reviews = [day for day in (line.review_on, line.decision_review) if day is not None]
    if reviews:
        day = min(reviews)
        words = f"Review on {day_words(day)}" if on is not None else f"Review {day.day} {day:%b}"
        return words, StatusMeaning.NOTE
    if Whom.PARENT in line.told:
        return "Parents told", StatusMeaning.DONE
    return _OPEN, None


def short_names(names: list[str]) -> str:
    """``Shona Pike, Tyler Pike``; from the fourth on they are counted."""
    distinct = list(dict.fromkeys(names))
    if len(distinct) <= 3:
        return ", ".join(distinct)
    return f"{', '.join(distinct[:2])} and {len(distinct) - 2} others"


def short_day(day: date, today: date) -> str:
    """``Today``, ``8 Oct``, or with the year where it is another one."""
    if day == today:
        return "Today"
    words = day_words(day, year=day.year != today.year)
    return words.partition(" ")[2]


def _naming(session: Session, person: RecordId | None) -> set[RecordId] | None:
    if person is None:
        return None
    return {record for compartment in session.vault for record, _ in linked(session, compartment, person)}


def _hits(session: Session, text: str) -> set[RecordId] | None:
    if not text.strip():
        return None
    found: set[RecordId] = set()
    for compartment in session.vault:
        found.update(searching.matching(compartment, text))
    return found


def _read_in_pictures(session: Session, text: str) -> set[RecordId]:
    """Records in a picture of which a machine read it, those in words only included."""
    found: set[RecordId] = set()
    if text.strip():
        for compartment in session.vault:
            found.update(searching.matching_pictures(compartment, text))
    return found
