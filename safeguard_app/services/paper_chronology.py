"""The chronology of a person, or of several, on paper: the lines of one part of the log, and which part that is.

A paper is kept with one part, so it shows the lines of that part alone, and always says so. Whoever asked in a record
not to be named is left out of its lines. Each line says which record it is from.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from safeguard_app.documents.content import (
    Block,
    Column,
    DataTable,
    Document,
    PageFrame,
    Paragraph,
    Run,
    Section,
    Words,
    strong,
)
from safeguard_app.documents.render import runs_over
from safeguard_app.domain.date_words import MONTHS, count_words, day_words
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.periods import ALWAYS, Period
from safeguard_app.domain.person_rules import describe_person, shown_name
from safeguard_app.domain.records import RecordKind
from safeguard_app.domain.school_year import year_begins
from safeguard_app.services.chronologies import MOST_IN_COLUMNS, SharedRow, SideBySide, side_by_side
from safeguard_app.services.chronology import chronology_of
from safeguard_app.services.chronology_views import ChronologyLine, Speed
from safeguard_app.services.copy_people import Behind
from safeguard_app.services.incidents import current
from safeguard_app.services.labels import today
from safeguard_app.services.lines_for_parents import lines_for, without_others
from safeguard_app.services.of_others import NOTHING, OF_OTHERS, LeftOut, of_others
from safeguard_app.services.paper_bound import UNBOUND_PAGES, Binding, bound
from safeguard_app.services.paper_frames import note_views, page_frame
from safeguard_app.services.paper_prepared import Prepared, entries_of
from safeguard_app.services.paper_views import ChronologyPaper
from safeguard_app.services.part_names import part_name
from safeguard_app.services.people import stored_person
from safeguard_app.services.session import Session
from safeguard_app.services.withheld_copies import left_out_of
from safeguard_app.services.withheld_names import Withheld, with_named, without_names

KIND = "chronology"
_BOLD = "Lines in bold are significant events."
_MOST_MONTHS = 24
"""So many fit the contents of a page."""
_FURTHER = 3
"""So much stands behind the people in what a version is of: length, first and last day."""
_BESIDE = "(words beside)"
"""Stands in the second column of a line that two children share."""


def chronology_paper(session: Session, job: ChronologyPaper) -> Prepared:
    """The chronology of a person, kept with the part that its lines are of."""
    note_views(session, job.person, *job.beside)
    frame, copy = page_frame(session, job.part, None, KIND, version_of=_version_of(job))
    document = chronology_document(session, job, frame)
    if runs_over(document, UNBOUND_PAGES):
        whose = "\n".join(_whose(session, one) for one in (job.person, *job.beside))
        body = chronology_document(session, job, frame, in_sections=True)
        document = bound(session, body, Binding(facts=(("About", whose),)))
    records = records_of(session, job)
    return Prepared(
        document, job.part, None, KIND, copy, "Chronology.pdf", records=records, version_of=_version_of(job)
    )


def _version_of(job: ChronologyPaper) -> str:
    """The same chronology is of the same people and days and as long; how its lines stand is another matter."""
    days = (job.period.start, job.period.end)
    return "|".join((*(one.id for one in (job.person, *job.beside)), f"{job.everything}", *map(str, days)))


@dataclass(frozen=True, slots=True)
class ChronologyAsked:
    """Whose chronology was wanted, how long, of which days: what a version of one keeps."""

    people: tuple[str, ...]
    everything: bool
    period: Period


def asked_by_version(version_of: str) -> ChronologyAsked | None:
    """What :func:`_version_of` says, read again; None where a document keeps nothing of it."""
    whose, *asked = version_of.rsplit("|", _FURTHER)
    if len(asked) != _FURTHER:
        return None
    everything, *days = asked
    start, end = (None if one == f"{None}" else date.fromisoformat(one) for one in days)
    return ChronologyAsked(tuple(whose.split("|")), everything == f"{True}", Period(start, end))


def records_of(session: Session, job: ChronologyPaper) -> tuple[Reference, ...]:
    """The incidents of the part that anybody of the paper is named in."""
    lines = (
        line
        for person in (job.person, *job.beside)
        for line in chronology_of(session, person).shown(everything=True, newest_first=False)
    )
    found = (one.record for one in lines if one.part is job.part and one.opens is RecordKind.INCIDENT)
    return tuple(dict.fromkeys(found))


def chronology_document(
    session: Session, job: ChronologyPaper, frame: PageFrame, *, in_sections: bool = False
) -> Document:
    """The lines wanted, as they stand today; ``in_sections`` for a cover, which says whose they are."""
    whose = (job.person, *job.beside)
    printed = PrintedLines(session, Speed(job.whole, frozenset(job.turned)), whose)
    table = _several(session, job, printed) if job.beside else _one(session, job, printed)
    count = len(table.rows)
    length = "Everything entered" if job.everything else "Significant events"
    order = "newest first" if job.newest_first else "oldest first"
    day = today(session)
    part = part_name(session, job.part)
    bold = (Paragraph(_BOLD, small=True),) if job.everything and count else ()
    people = [Paragraph(_whose(session, one)) for one in whose]
    looked = Paragraph(f"Looked into: {part} alone. What is kept elsewhere is not on this paper.", small=True)
    blocks: tuple[Block, ...] = (*people, table.whole, *bold, looked)
    if in_sections:
        blocks = (Section("About this chronology", (*bold, looked)), *table.sections(session))
    return Document(
        title="Chronology",
        file_title="Chronology",
        frame=frame,
        blocks=blocks,
        standing=(
            f"As at {day_words(day)}. {length}, {order}: {count_words(count, 'line')}.",
            *days_asked(job.period),
            *((OF_OTHERS,) if table.lacks else ()),
        ),
        numbered=False,
        running=_running(session, whose),
    )


def _running(session: Session, whose: Sequence[Reference]) -> str:
    """ "Chronology of Wren Maple, and 2 more": of which a loose page is one."""
    first = shown_name(stored_person(session, whose[0]).content)
    more = f", and {len(whose) - 1} more" if len(whose) > 1 else ""
    return f"Chronology of {first}{more}"


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of a chronology as they are printed, each with its day; ``lacks`` some that are about others alone."""

    columns: tuple[Column, ...]
    days: tuple[date, ...]
    rows: tuple[tuple[Words, ...], ...]
    lacks: bool = False

    @property
    def whole(self) -> DataTable:
        """All of them in one table."""
        return DataTable(self.columns, self.rows, empty="No lines.")

    def sections(self, session: Session) -> tuple[Section, ...]:
        """A table for each month, in the order the lines stand in; for each school year where months are many."""
        titles = [f"{MONTHS[day.month - 1]} {day.year}" for day in self.days]
        if len(set(titles)) > _MOST_MONTHS:
            years = (year_begins(day, session.nation).year for day in self.days)
            titles = [f"School year {year} to {year + 1}" for year in years]
        found: dict[str, list[tuple[Words, ...]]] = {}
        for title, row in zip(titles, self.rows, strict=True):
            found.setdefault(title, []).append(row)
        return tuple(Section(title, (DataTable(self.columns, tuple(rows)),)) for title, rows in found.items())


def days_asked(period: Period) -> tuple[str, ...]:
    """Which days a paper was asked for; nothing where it was all of them."""
    if period == ALWAYS:
        return ()
    since = f"from {day_words(period.start)}" if period.start is not None else "from the first line"
    until = f"to {day_words(period.end)}" if period.end is not None else "onwards"
    return (f"Lines {since} {until}.",)


@dataclass
class PrintedLines:
    """Lines as they are printed: at one of two speeds, without whoever asked in their record not to be named.

    Those ``whose`` chronology it is are named in it all the same.
    """

    session: Session
    speed: Speed
    whose: tuple[Reference, ...] = ()
    _names: dict[Reference, Withheld | None] = field(default_factory=dict)

    def row(self, line: ChronologyLine) -> tuple[Words, ...]:
        """When, from which record, what."""
        return (line.day, line.number, self.words(line))

    def words(self, line: ChronologyLine, *, number: bool = False, said: str | None = None) -> Words:
        """A line: its heading, bold where it is significant, and what is said behind it."""
        clean = self.clean(line)
        if number and clean.opens is RecordKind.INCIDENT:
            clean = replace(clean, what=f"{clean.what} ({clean.number})")
        rest = self.speed.words(clean) if said is None else said
        rest = "\n".join(part for part in (rest, clean.marked and f"{clean.marked}.") if part)
        head: Run = strong(clean.what) if clean.significant else Run(clean.what)
        return (head, Run(f"\n{rest}")) if rest else (head,)

    def clean(self, line: ChronologyLine) -> ChronologyLine:
        """The line without the names that stay out of copies of its record."""
        if line.opens is not RecordKind.INCIDENT:
            return line
        if line.record not in self._names:
            incident = current(self.session, line.record).content
            incident = with_named(self.session, incident, [PersonRef(one, "") for one in self.whose])
            self._names[line.record] = left_out_of(self.session, incident, line.record)
        left: ChronologyLine = without_names(line, self._names[line.record])
        return left


def _one(session: Session, job: ChronologyPaper, printed: PrintedLines) -> _Lines:
    found = chronology_of(session, job.person)
    shown = found.shown(everything=job.everything, newest_first=job.newest_first, period=job.period)
    there = [one for one in shown if one.part is job.part]
    given = without_others(there, _about_others(session, job))
    lines = lines_for(job.audience, given)
    columns = (Column("When", 1.15), Column("Record", 1.05), Column("What", 3.8))
    rows = tuple(printed.row(one) for one in lines)
    return _Lines(columns, _days(session, lines), rows, lacks=len(given) < len(there))


def _about_others(session: Session, job: ChronologyPaper) -> LeftOut:
    """What of its records is about others alone, where it is a copy for a family or the next school."""
    if job.audience is None or not job.subjects:
        return NOTHING
    behind = [Behind(current(session, one), entries_of(session, one)) for one in records_of(session, job)]
    return LeftOut(of_others(session, job.audience, behind, job.subjects).entries)


def _days(session: Session, lines: Sequence[ChronologyLine] | Sequence[SharedRow]) -> tuple[date, ...]:
    return tuple(one.at.astimezone(session.zone).date() for one in lines)


def _several(session: Session, job: ChronologyPaper, printed: PrintedLines) -> _Lines:
    """One part of the log alone: before the rows are made, so that nothing of another part shares one."""
    whole, left = side_by_side(session, (job.person, *job.beside)), _about_others(session, job)
    there = [[line for line in one.lines if line.part is job.part] for one in whole.chronologies]
    given = [without_others(lines, left) for lines in there]
    parts = (
        replace(one, lines=lines_for(job.audience, lines))
        for one, lines in zip(whole.chronologies, given, strict=True)
    )
    lacks = any(len(one) < len(other) for one, other in zip(given, there, strict=True))
    found = SideBySide(whole.names, tuple(parts))
    rows = found.rows(everything=job.everything, newest_first=job.newest_first, period=job.period)
    if job.columns and len(found.names) <= MOST_IN_COLUMNS:
        columns = (Column("When", 0.9), *(Column(name, 2.0) for name in found.names))
        cells = tuple((row.day, *_cells(row, printed)) for row in rows)
        return _Lines(columns, _days(session, rows), cells, lacks=lacks)
    columns = (Column("When", 1.1), Column("Whose", 1.05), Column("Record", 1.05), Column("What", 3.1))
    lines = tuple((row.day, found.whose(row), row.first.number, printed.words(_for_all(row))) for row in rows)
    return _Lines(columns, _days(session, rows), lines, lacks=lacks)


def _cells(row: SharedRow, printed: PrintedLines) -> list[Words]:
    """The cells of one row; what two of them share is said in full once."""
    made: list[Words] = []
    for place, line in enumerate(row.cells):
        if line is None:
            made.append("")
        elif any(one is not None and one.detail == line.detail for one in row.cells[:place]) and line.detail:
            made.append(printed.words(line, number=True, said=_BESIDE))
        else:
            made.append(printed.words(line, number=True))
    return made


def _for_all(row: SharedRow) -> ChronologyLine:
    """One line for all of them: where its heading differs, such as by role, each stands in it."""
    lines = [one for one in row.cells if one is not None]
    heads = list(dict.fromkeys(one.what for one in lines))
    return replace(row.first, what="\n".join(heads), significant=any(one.significant for one in lines))


def _whose(session: Session, person: Reference) -> str:
    found = stored_person(session, person).content
    return f"{shown_name(found)}. {describe_person(found, today(session))}."
