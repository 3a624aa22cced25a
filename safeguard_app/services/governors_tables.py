"""Numbers for a report, each table with its small numbers left out before it becomes anything that can be printed.

What leaves this module holds no number that is not printed: a chart is drawn from what is said, and from nothing else.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from safeguard_app.documents.content import Amount, Chart, ChartKind, ChartSeries
from safeguard_app.domain.suppression import LEAST, LEFT_OUT, Mark, Suppressed, none_or_some, suppressed
from safeguard_app.services.insight_tallies import Tally

Place = tuple[int, int]
"""Row and column."""


@dataclass(frozen=True, slots=True)
class Printing:
    """How numbers are printed: rounded to five for a trust, or no more than whether there are any."""

    to_five: bool = False
    one_class: bool = False

    @property
    def nothing(self) -> str:
        """How it is printed that there is none."""
        return self.number(0)

    def number(self, count: int) -> str:
        """A number that stands alone, and is in no total."""
        return self.words(suppressed(((count,),)), 0, 0)

    def words(self, found: Suppressed, row: int, column: int) -> str:
        """One number of a table."""
        if self.one_class:
            return none_or_some(found.counts[row][column])
        return found.words(row, column, to_five=self.to_five)


@dataclass(frozen=True, slots=True)
class Published:
    """A table as it is printed: words for each number, and what may be drawn of it."""

    title: str
    heading: str
    labels: tuple[str, ...]
    series: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]
    drawn: tuple[tuple[int | None, ...], ...]
    note: str = ""
    nothing: str = "0"
    marks: tuple[tuple[Mark, ...], ...] = ()
    """What became of each number; none for a school of one class, which is told no number at all."""

    def said(self, label: str, series: int = 0) -> str:
        """What is printed beside a label; nothing was counted where there is none such."""
        if label in self.labels:
            return self.words[self.labels.index(label)][series]
        return LEFT_OUT if series in self.withheld() else self.nothing

    def mark(self, label: str, series: int) -> Mark:
        """What became of the number beside a label."""
        if label in self.labels:
            return self.marks[self.labels.index(label)][series] if self.marks else Mark.SHOWN
        return Mark.LEFT_OUT if series in self.withheld() else Mark.SHOWN

    def withheld(self) -> frozenset[int]:
        """The columns of which no number is said."""
        return frozenset(
            place
            for place in range(len(self.series))
            if self.marks and all(row[place] is Mark.LEFT_OUT for row in self.marks)
        )

    def chart(self, kind: ChartKind = ChartKind.BARS) -> Chart:
        """The words as a table under its title, with a picture where there is something to draw."""
        amounts = [
            ChartSeries(
                name,
                tuple(
                    Amount(drawn[place], words[place])
                    for words, drawn in zip(self.words, self.drawn, strict=True)
                ),
            )
            for place, name in enumerate(self.series)
        ]
        return Chart(self.title, kind, self.heading, self.labels, tuple(amounts), self.note)


def published_list(counted: Sequence[tuple[str, int]], printing: Printing) -> tuple[tuple[str, str], ...]:
    """Numbers that add up to one that is known, each with its label."""
    found = suppressed([(count,) for _, count in counted])
    return tuple((label, printing.words(found, row, 0)) for row, (label, _) in enumerate(counted))


def published_states(tally: Tally, printing: Printing) -> Published:
    """Rows whose numbers add up to one that may be known each, such as how many of one time limit were met."""
    ordered = tally.by_label()
    marks = [tuple(suppressed([(count,) for count in row]).marks) for row in ordered.numbers()]
    return _printed(ordered, [tuple(mark for (mark,) in row) for row in marks], printing)


def published(
    tally: Tally,
    printing: Printing,
    groups: Sequence[Sequence[int]] = (),
    *,
    hidden: Collection[Place] = (),
    apart: str = "",
) -> Published:
    """A tally as it may be printed.

    ``groups`` are rows that add up to a total of their own, such as a year's terms. ``hidden`` are numbers that would
    tell what another table leaves out: they cover nothing here, as though they were known. ``apart`` is the row of
    records that are in no other row, where one may be in several of those.
    """
    counts = tally.numbers()
    marks = [[Mark.LEFT_OUT for _ in tally.series] for _ in counts]
    for column in range(len(tally.series)):
        for group in groups or (range(len(counts)),):
            rest = [place for place in group if (place, column) not in hidden]
            found = suppressed([(counts[place][column],) for place in rest])
            for place, (mark,) in zip(rest, found.marks, strict=True):
                marks[place][column] = mark
        if apart in tally.labels:
            _part_from(tally, column, tally.labels.index(apart), marks)
    return _printed(tally, [tuple(row) for row in marks], printing)


def _part_from(tally: Tally, column: int, apart: int, marks: Sequence[list[Mark]]) -> None:
    """Beside the number of all, those in no row say how many are in one, and the fullest row how many are not."""
    counts = [len(row[column]) for row in tally.cells]
    whole = len({one for row in tally.cells for one in row[column]})
    if 0 < whole - counts[apart] < LEAST and counts[apart]:
        marks[apart][column] = Mark.LEFT_OUT
    if 0 < counts[apart] < LEAST:
        for place, count in enumerate(counts):
            if place != apart and count > whole - LEAST + 1 and marks[place][column] is Mark.SHOWN:
                marks[place][column] = Mark.LEFT_OUT


def by_itself(found: Published, withheld: str) -> Published:
    """A table that has a line only for what there is: where a column is left out whole, no line says that there is any.

    ``withheld`` is the line for all of those.
    """
    columns = found.withheld()
    if not columns:
        return found
    told = [
        place
        for place, row in enumerate(found.marks)
        if any(
            (mark is not Mark.SHOWN or found.words[place][column] != found.nothing)
            for column, mark in enumerate(row)
            if column not in columns
        )
    ]
    rest = tuple(LEFT_OUT if column in columns else found.nothing for column in range(len(found.series)))
    last = tuple(Mark.LEFT_OUT if column in columns else Mark.SHOWN for column in range(len(found.series)))
    drawn = tuple(None if column in columns else 0 for column in range(len(found.series)))
    return replace(
        found,
        labels=(*(found.labels[place] for place in told), withheld),
        words=(*(found.words[place] for place in told), rest),
        drawn=(*(found.drawn[place] for place in told), drawn),
        marks=(*(found.marks[place] for place in told), last),
    )


def _printed(tally: Tally, marks: Sequence[tuple[Mark, ...]], printing: Printing) -> Published:
    found = Suppressed(tally.numbers(), tuple(marks))
    columns = range(len(tally.series))
    rows = range(len(tally.labels))
    return Published(
        tally.title,
        tally.heading,
        tally.labels,
        tally.series,
        tuple(tuple(printing.words(found, row, column) for column in columns) for row in rows),
        tuple(tuple(_drawn(found, row, column, printing) for column in columns) for row in rows),
        tally.note,
        printing.nothing,
        () if printing.one_class else tuple(marks),
    )


def _drawn(found: Suppressed, row: int, column: int, printing: Printing) -> int | None:
    if printing.one_class:
        return None if found.counts[row][column] else 0
    return found.drawn(row, column, to_five=printing.to_five)


def merged(tally: Tally, groups: Sequence[Sequence[int]]) -> Tally:
    """The same with some rows put together: a record in two of them counts once."""
    labels = tuple(_joined([tally.labels[place] for place in group]) for group in groups)
    cells = tuple(
        tuple(
            tuple(dict.fromkeys(one for place in group for one in tally.cells[place][column]))
            for column in range(len(tally.series))
        )
        for group in groups
    )
    return Tally(tally.title, tally.kind, tally.heading, labels, tally.series, cells, tally.note)


def _joined(labels: Sequence[str]) -> str:
    """ "Year 4 and Year 5", "Reception to Year 6": they stand in their order."""
    return " and ".join(labels) if len(labels) < 3 else f"{labels[0]} to {labels[-1]}"
