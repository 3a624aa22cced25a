"""The chronologies of several people side by side: one row for each line, with what it is for each of them.

A line that stands in several chronologies, such as a decision on a record that names two of them, is one row.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from safeguard_app.domain.date_words import joined_words
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.periods import ALWAYS, Period
from safeguard_app.services.chronology import chronology_of
from safeguard_app.services.chronology_views import Chronology, ChronologyLine, LineKind
from safeguard_app.services.people import ref_of
from safeguard_app.services.session import Session

MOST_IN_COLUMNS = 3
"""People whose columns can still be read on an upright A4 page."""


@dataclass(frozen=True, slots=True)
class SharedRow:
    """One row: a line for each person whose chronology it stands in, None for the others."""

    at: datetime
    day: str
    cells: tuple[ChronologyLine | None, ...]

    @property
    def first(self) -> ChronologyLine:
        """The line as the first of them has it."""
        return next(one for one in self.cells if one is not None)


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Several chronologies, each under the name that tells it from the others."""

    names: tuple[str, ...]
    chronologies: tuple[Chronology, ...]

    def rows(
        self,
        *,
        everything: bool,
        newest_first: bool,
        kind: LineKind | None = None,
        period: Period = ALWAYS,
    ) -> tuple[SharedRow, ...]:
        """The rows wanted, in the order wanted: a row stands where it is wanted for any of them."""
        found: dict[str, list[ChronologyLine | None]] = {}
        for place, one in enumerate(self.chronologies):
            wanted = one.shown(everything=everything, newest_first=False, kind=kind, period=period)
            for line in wanted:
                found.setdefault(line.key, [None] * len(self.chronologies))[place] = line
        made = [_row(cells) for cells in found.values()]
        made.sort(key=lambda row: row.at, reverse=newest_first)
        return tuple(made)

    def whose(self, row: SharedRow) -> str:
        """Whose line it is, in words: "Ella Thorne and Kai Halloway"."""
        return joined_words([name for name, cell in zip(self.names, row.cells, strict=True) if cell])


def side_by_side(session: Session, people: Sequence[Reference]) -> SideBySide:
    """The chronologies of several people. Namesakes have their class or post behind the name."""
    found = tuple(chronology_of(session, one) for one in dict.fromkeys(people))
    names = [one.name for one in found]
    told_apart = tuple(
        f"{one.name}, {ref_of(session, one.person).description}" if names.count(one.name) > 1 else one.name
        for one in found
    )
    return SideBySide(told_apart, found)


def _row(cells: list[ChronologyLine | None]) -> SharedRow:
    first = next(one for one in cells if one is not None)
    return SharedRow(first.at, first.day, tuple(cells))
