"""Small numbers in a report: which are left out, and what else has to be, so that no total gives them back.

No figure for schools is laid down anywhere; domain.md 9 proposes this rule. 1 to 4 is "<5" and nothing is "0". Where a
total that is known would tell such a number, the next smallest beside it is left out as well, along rows and columns,
until none can be worked out. A table has rows and columns and no third side. Whether a number can be worked out is
decided as for flows in a network: numbers are its edges, totals hold at its nodes, and a number that is left out is
safe just where some other table, with the same totals and the same marks, has another number there.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

LEAST = 5
"""The least number that is shown."""
BELOW, LEFT_OUT = f"<{LEAST}", "not shown"
NONE, SOME = "none", "some"
LEAST_READINGS = 3
"""How many values a reader must still think possible of a small number in a list: of two, one is nearly certain."""
SMALLEST_COHORT = 10
_NO_END = 1_000_000_000
Counts = tuple[tuple[int, ...], ...]
"""Rows of numbers."""


class Mark(StrEnum):
    """How a number is printed."""

    SHOWN = "shown"
    BELOW = "below"
    """1 to 4, and said to be that."""
    LEFT_OUT = "left_out"
    """Anything: it would tell a small one."""


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A table as it may be printed: a mark for each number. With totals they are its last row and column."""

    counts: Counts
    marks: tuple[tuple[Mark, ...], ...]

    def words(self, row: int, column: int, *, to_five: bool = False) -> str:
        """What is printed for one number; ``to_five`` rounds what is shown, for a trust."""
        mark = self.marks[row][column]
        if mark is Mark.BELOW:
            return BELOW
        if mark is Mark.LEFT_OUT:
            return LEFT_OUT
        shown = self.counts[row][column]
        return str(rounded(shown) if to_five else shown)

    def drawn(self, row: int, column: int, *, to_five: bool = False) -> int | None:
        """What a chart may draw; None where it is not said."""
        if self.marks[row][column] is not Mark.SHOWN:
            return None
        shown = self.counts[row][column]
        return rounded(shown) if to_five else shown


def suppressed(counts: Sequence[Sequence[int]], *, with_totals: bool = False) -> Suppressed:
    """A table as it may be printed. ``with_totals`` adds those of rows and columns, which may be left out too.

    Without, the total of each column is taken as known all the same: it is printed somewhere else.
    """
    table: Counts = tuple(tuple(row) for row in counts)
    if any(number < 0 for row in table for number in row):
        raise ValueError("a number of records is never negative")
    if not with_totals and table and len(table[0]) > 1:
        return _column_by_column(table)
    whole = _with_totals(table) if table and table[0] else table
    net = _Net(whole, totals_known_elsewhere=not with_totals)
    net.protect()
    shown = whole if with_totals else table
    marks = tuple(
        tuple(net.marks[row, column] for column in range(len(numbers))) for row, numbers in enumerate(shown)
    )
    return Suppressed(shown, marks)


def _column_by_column(table: Counts) -> Suppressed:
    """Without totals of rows a column tells nothing of the next, and covers nothing in it."""
    columns = [suppressed([(row[column],) for row in table]) for column in range(len(table[0]))]
    marks = tuple(tuple(one.marks[row][0] for one in columns) for row in range(len(table)))
    return Suppressed(table, marks)


def _with_totals(table: Counts) -> Counts:
    rows = tuple((*row, sum(row)) for row in table)
    return (*rows, tuple(sum(row[column] for row in rows) for column in range(len(rows[0]))))


def one_number(count: int, *, to_five: bool = False) -> str:
    """A number that stands alone."""
    return suppressed(((count,),)).words(0, 0, to_five=to_five)


def of_staff(count: int) -> str:
    """Allegations against adults who work here: never more than that there are any, which is always "<5"."""
    return BELOW if count else "0"


def none_or_some(count: int) -> str:
    """For a school of one class, where any number points at somebody."""
    return SOME if count else NONE


def rounded(count: int) -> int:
    """To the nearest five, and never up from nothing."""
    return (count + 2) // LEAST * LEAST


def merged_years(sizes: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """Year groups in their order, by place, those with fewer than ten pupils together with their neighbours."""
    groups: list[list[int]] = []
    for place in range(len(sizes)):
        if groups and _size(groups[-1], sizes) < SMALLEST_COHORT:
            groups[-1].append(place)
        else:
            groups.append([place])
    if len(groups) > 1 and _size(groups[-1], sizes) < SMALLEST_COHORT:
        last = groups.pop()
        groups[-1] += last
    return tuple(tuple(group) for group in groups)


def _size(group: Sequence[int], sizes: Sequence[int]) -> int:
    return sum(sizes[place] for place in group)


# ---------------------------------------------------------------- what could be worked out

_Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Edge:
    """A number that a reader does not know: from and to which sum it goes, and between which bounds it lies."""

    place: _Place
    start: str
    end: str
    value: int
    least: int
    most: int


class _Net:
    """A table with its totals, the last row and column, as a network: rows flow into columns, totals into rows."""

    def __init__(self, whole: Counts, *, totals_known_elsewhere: bool) -> None:
        """``totals_known_elsewhere``: those of columns are known and cannot be left out; rows are not added up."""
        self._whole = whole
        self._elsewhere = totals_known_elsewhere
        self._tall = len(whole) - 1
        self._wide = len(whole[0]) - 1 if whole else 0
        self.marks: dict[_Place, Mark] = {
            (row, column): Mark.BELOW if 0 < number < LEAST else Mark.SHOWN
            for row, numbers in enumerate(whole)
            for column, number in enumerate(numbers)
        }
        self._lines: dict[str, list[_Place]] = {}
        for place in self.marks:
            for line in self._ends(place):
                self._lines.setdefault(line, []).append(place)

    def protect(self) -> None:
        """Leave out more until none of the small numbers can be worked out."""
        while (exposed := self._exposed() or self._narrow()) is not None:
            more = self._next_to(exposed)
            if more is not None:
                self.marks[more] = Mark.LEFT_OUT
                continue
            column = [(row, exposed[1]) for row in range(self._tall)]
            if all(self.marks[place] is Mark.LEFT_OUT for place in column):
                column = [place for place in self.marks if self._may_go(place)]
            if all(self.marks[place] is Mark.LEFT_OUT for place in column):
                raise AssertionError("a small number can be worked out of what is known elsewhere")
            for place in column:
                self.marks[place] = Mark.LEFT_OUT

    def _ends(self, place: _Place) -> tuple[str, str]:
        """From which sum to which a number goes."""
        row, column = place
        start = "of columns" if row == self._tall else f"row {row}"
        end = "of rows" if column == self._wide else f"column {column}"
        return (end, start) if (row == self._tall) != (column == self._wide) else (start, end)

    def _may_go(self, place: _Place) -> bool:
        """Whether a number is on this table, and can be left out."""
        return not self._elsewhere or (place[0] < self._tall and place[1] < self._wide)

    def _at(self, place: _Place) -> int:
        return self._whole[place[0]][place[1]]

    def _next_to(self, exposed: _Place) -> _Place | None:
        """The smallest number shown in a sum that lacks a second one to cover the first; totals come last."""
        own = self._ends(exposed)
        lacking = [line for line in self._lines if self._lacks(line)]
        for lines in ([one for one in lacking if one in own], lacking, own, list(self._lines)):
            beside = {place for line in lines for place in self._lines[line]}
            may = [
                place
                for place in beside
                if self.marks[place] is Mark.SHOWN and self._at(place) >= LEAST and self._may_go(place)
            ]
            if may:
                return min(may, key=lambda place: (self._is_total(place), self._at(place), place))
        return None

    def _lacks(self, line: str) -> bool:
        """Whether just one number of a sum is not known."""
        if self._elsewhere and not line.startswith("column"):
            return False
        return sum(self.marks[place] is not Mark.SHOWN for place in self._lines[line]) == 1

    def _is_total(self, place: _Place) -> bool:
        return place[0] == self._tall or place[1] == self._wide

    def _exposed(self) -> _Place | None:
        """The first small number that marks and totals give back."""
        edges = list(self._edges())
        for edge in edges:
            small = 0 < edge.value < LEAST and self._may_go(edge.place)
            if small and not any(_may_change(edges, edge, up=up) for up in (True, False)):
                return edge.place
        return None

    def _narrow(self) -> _Place | None:
        """A small number of a list that could be one of two at most: seventeen "<5" of 18 are nearly all 1."""
        if not self._elsewhere or self._wide != 1:
            return None
        total, column = (self._tall, 0), [(row, 0) for row in range(self._tall)]
        least = most = sum(self._at(place) for place in column if self.marks[place] is not Mark.SHOWN)
        if self.marks[total] is Mark.BELOW:
            least, most = 1, LEAST - 1
        known = {
            place: self._bounds(place, mark)
            for place in column
            if (mark := self.marks[place]) is not Mark.SHOWN
        }
        for place in column:
            if self.marks[place] is Mark.BELOW:
                others = [bounds for one, bounds in known.items() if one != place]
                high = min(LEAST - 1, most - sum(low for low, _ in others))
                low = max(1, least - sum(top for _, top in others))
                if high - low < LEAST_READINGS - 1:
                    return place
        return None

    def _edges(self) -> Iterator[_Edge]:
        for place, mark in self.marks.items():
            unpublished = self._elsewhere and place[1] == self._wide
            if unpublished or mark is not Mark.SHOWN:
                least, most = (0, _NO_END) if unpublished else self._bounds(place, mark)
                yield _Edge(place, *self._ends(place), self._at(place), least, most)

    def _bounds(self, place: _Place, mark: Mark) -> tuple[int, int]:
        """Between what a reader knows a number to lie; of one left out beside a small one, that it was the smallest."""
        if mark is Mark.BELOW:
            return 1, LEAST - 1
        column = [(row, place[1]) for row in range(self._tall)]
        if all(self.marks[one] is Mark.LEFT_OUT for one in column) or self._at(place) < LEAST:
            return 0, _NO_END
        shown = [
            self._at(one)
            for line in self._ends(place)
            for one in self._lines[line]
            if self.marks[one] is Mark.SHOWN and self._at(one) >= LEAST and not self._is_total(one)
        ]
        return LEAST, max(min(shown, default=_NO_END), self._at(place))


def _may_change(edges: Sequence[_Edge], edge: _Edge, *, up: bool) -> bool:
    """Whether a number could be one more, or one less, with others changed so that every known sum still holds."""
    if edge.value + 1 > edge.most if up else edge.value - 1 < edge.least:
        return False
    start, goal = (edge.end, edge.start) if up else (edge.start, edge.end)
    waiting, seen = deque([start]), {start}
    while waiting:
        here = waiting.popleft()
        if here == goal:
            return True
        for other in edges:
            if other is edge:
                continue
            there = ""
            if other.start == here and other.value < other.most:
                there = other.end
            elif other.end == here and other.value > other.least:
                there = other.start
            if there and there not in seen:
                seen.add(there)
                waiting.append(there)
    return False
