"""Numbers for a report, each table with its small numbers left out before it becomes anything that can be printed.

What leaves this module holds no number that is not printed: a chart is drawn from what is said, and from nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from safeguard_app.documents.content import Amount, Chart, ChartKind, ChartSeries
from safeguard_app.domain.suppression import Mark, Suppressed, none_or_some, suppressed
from safeguard_app.services.insight_tallies import Tally


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

    def said(self, label: str, series: int = 0) -> str:
        """What is printed beside a label; nothing was counted where there is none such."""
        return self.words[self.labels.index(label)][series] if label in self.labels else self.nothing

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
    words, drawn = [], []
    for row in tally.numbers():
        found = suppressed([(count,) for count in row])
        words.append(tuple(printing.words(found, place, 0) for place in range(len(row))))
        drawn.append(tuple(_drawn(found, place, 0, printing) for place in range(len(row))))
    series = tally.series
    return Published(tally.title, tally.heading, tally.labels, series, tuple(words), tuple(drawn), tally.note)


def published(tally: Tally, printing: Printing, groups: Sequence[Sequence[int]] = ()) -> Published:
    """A tally as it may be printed. ``groups`` are rows that add up to a total of their own, such as a year's terms."""
    counts = tally.numbers()
    words: dict[int, tuple[str, ...]] = {}
    drawn: dict[int, tuple[int | None, ...]] = {}
    for group in groups or (range(len(counts)),):
        found = suppressed([counts[place] for place in group])
        for row, place in enumerate(group):
            columns = range(len(tally.series))
            words[place] = tuple(printing.words(found, row, column) for column in columns)
            drawn[place] = tuple(_drawn(found, row, column, printing) for column in columns)
    order = range(len(counts))
    return Published(
        tally.title,
        tally.heading,
        tally.labels,
        tally.series,
        tuple(words[place] for place in order),
        tuple(drawn[place] for place in order),
        tally.note,
        printing.nothing,
    )


def _drawn(found: Suppressed, row: int, column: int, printing: Printing) -> int | None:
    if printing.one_class:
        return None if found.counts[row][column] else 0
    if found.marks[row][column] is not Mark.SHOWN:
        return None
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
