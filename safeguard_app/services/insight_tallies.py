"""A tally: labels down, school years or states across, and in each cell the records that are counted there."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from safeguard_app.documents.content import Amount, Chart, ChartKind, ChartSeries
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.school_year import year_begins
from safeguard_app.services.insight_records import Counted, Gathered
from safeguard_app.services.session import Session

Cell = tuple[Reference, ...]
MOST_YEARS = 3
"""School years that are compared side by side; over more of them there is one number for all."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted: ``cells`` for each label, one for each series."""

    title: str
    kind: ChartKind
    heading: str
    labels: tuple[str, ...]
    series: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    note: str = ""

    def chart(self) -> Chart:
        """The numbers as they are, for whoever may open each record behind them."""
        series = tuple(
            ChartSeries(name, tuple(_amount(row[place]) for row in self.cells))
            for place, name in enumerate(self.series)
        )
        return Chart(self.title, self.kind, self.heading, self.labels, series, self.note)

    def numbers(self) -> tuple[tuple[int, ...], ...]:
        """How many in each cell."""
        return tuple(tuple(len(cell) for cell in row) for row in self.cells)

    def by_label(self, last: Sequence[str] = ()) -> "Tally":
        """The rows by their words, ``last`` at the end: an order by count tells the counts that are left out."""
        order = sorted(
            range(len(self.labels)),
            key=lambda place: (self.labels[place] in last, self.labels[place].casefold()),
        )
        labels = tuple(self.labels[place] for place in order)
        return replace(self, labels=labels, cells=tuple(self.cells[place] for place in order))


def _amount(cell: Cell) -> Amount:
    return Amount(len(cell), str(len(cell)))


@dataclass(frozen=True, slots=True)
class Years:
    """The columns of a tally over time: each school year, or one for all of the days."""

    names: tuple[str, ...]
    begins: tuple[date, ...]

    def place(self, day: date) -> int:
        """In which column a day falls."""
        return max((place for place, first in enumerate(self.begins) if first <= day), default=0)


def years_of(session: Session, gathered: Gathered) -> Years:
    """The newest year first column of all: what is asked for is how this year compares."""
    first, last = days_of_all(gathered)
    begins = [year_begins(first, session.nation)]
    while (following := year_begins(begins[-1].replace(year=begins[-1].year + 1), session.nation)) <= last:
        begins.append(following)
    if len(begins) > MOST_YEARS:
        return Years(("All of these days",), (date.min,))
    return Years(tuple(year_name(one) for one in begins), tuple(begins))


def year_name(begins: date) -> str:
    """ "2026 to 2027"."""
    return f"{begins.year} to {begins.year + 1}"


def days_of_all(gathered: Gathered) -> tuple[date, date]:
    """From which day to which the tally goes: that of the first record, where no first day was asked for."""
    end = gathered.period.end
    assert end is not None
    first = gathered.period.start or min((one.day for one in gathered.records), default=end)
    return min(first, end), end


def tally_of(  # noqa: PLR0913 - each of them is said by name
    title: str,
    heading: str,
    gathered: Gathered,
    years: Years,
    keys_of: Callable[[Counted], Iterable[Hashable]],
    words_of: Callable[[Hashable], str],
    *,
    order: Sequence[Hashable] | None = None,
    kind: ChartKind = ChartKind.BARS,
    note: str = "",
) -> Tally:
    """Records by what ``keys_of`` says of each, a column for each year; the fullest first where no order is given."""
    counted: dict[Hashable, list[list[Reference]]] = {key: _empty(years) for key in order or ()}
    for one in gathered.records:
        column = years.place(one.day)
        for key in keys_of(one):
            if key not in counted:
                counted[key] = _empty(years)
            counted[key][column].append(one.reference)
    keys = list(counted)
    if order is None:
        keys.sort(key=lambda key: (-sum(map(len, counted[key])), words_of(key)))
    return Tally(
        title,
        kind,
        heading,
        tuple(words_of(key) for key in keys),
        years.names,
        tuple(tuple(tuple(cell) for cell in counted[key]) for key in keys),
        note,
    )


def state_tally(
    title: str,
    heading: str,
    states: Sequence[str],
    found: Mapping[str, Sequence[Sequence[Reference]]],
    *,
    kind: ChartKind = ChartKind.STACKED,
    note: str = "",
) -> Tally:
    """Rows that were counted already, each with the records in each state."""
    labels = tuple(found)
    cells = tuple(tuple(tuple(cell) for cell in found[label]) for label in labels)
    return Tally(title, kind, heading, labels, tuple(states), cells, note)


def _empty(years: Years) -> list[list[Reference]]:
    return [[] for _ in years.names]
