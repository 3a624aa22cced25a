"""Kinds of concern on the report to those who govern, and what on it is a sum of them.

Kinds are decided on first. An area of online risk, the motives of bullying and the time limits count the same records
again by something that follows from their kind, so a number of theirs less a kind that is shown gives back one that is
not. Each is printed therefore only as far as every kind within it is (decision 0044).
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from safeguard_app.catalogue.choices import ListName
from safeguard_app.domain.suppression import LEFT_OUT, Mark
from safeguard_app.services import governors_numbers as numbers
from safeguard_app.services import insight_topics
from safeguard_app.services.governors_tables import (
    Place,
    Printing,
    Published,
    by_itself,
    published,
    published_states,
)
from safeguard_app.services.insight_records import Counted, Gathered
from safeguard_app.services.insight_tallies import Tally, Years, years_of
from safeguard_app.services.labels import category_name, label
from safeguard_app.services.session import Session

NOT_ONE_BY_ONE = "Not shown one by one"
"""The line that stands for all whose numbers are left out together."""
_LIMITS = "A time limit stands here where the number of each kind of concern that it is about is shown."


@dataclass(frozen=True, slots=True)
class Kinds:
    """The kinds of concern of some days as they are printed, which decide on what follows from them."""

    session: Session
    table: Published
    years: Years

    def mark(self, code: str, column: int) -> Mark:
        """What became of the number of a kind in a school year."""
        return self.table.mark(category_name(self.session, code), column)

    def tells(self, one: Counted) -> bool:
        """Whether a sum in which a record is counted could tell a number of its kind that is not shown."""
        return self.mark(one.line.category, self.years.place(one.day)) is not Mark.SHOWN

    def codes_left_out(self, column: int) -> tuple[str, ...]:
        """The kinds that a column does not show."""
        codes = self.session.catalogue.categories
        return tuple(code for code in codes if self.mark(code, column) is not Mark.SHOWN)


def kinds_of(session: Session, gathered: Gathered, printing: Printing) -> Kinds:
    """The kinds of some records."""
    tally = insight_topics.by_kind(session, gathered).by_label()
    table = by_itself(published(tally, printing), NOT_ONE_BY_ONE)
    return Kinds(session, table, years_of(session, gathered))


def areas(kinds: Kinds, gathered: Gathered, printing: Printing) -> Published:
    """Areas of online risk; one with a kind in it that is not shown is not shown itself.

    Where no kind is shown there is nothing to take from an area, and the areas are a list of their own.
    """
    session = kinds.session
    tally = insight_topics.by_area(session, gathered)
    own = {code: str(one.risk_area) for code, one in session.catalogue.categories.items()}
    named = {
        one.code: label(session, ListName.RISK_AREAS, one.code)
        for one in session.catalogue.lists[ListName.RISK_AREAS].choices
    }
    telling = {one.reference for one in gathered.records if kinds.tells(one)}
    hidden = set[Place]()
    for column in set(range(len(tally.series))) - kinds.table.withheld():
        usual = {named.get(own[code], insight_topics.NOT_NOTED) for code in kinds.codes_left_out(column)}
        hidden |= {
            (row, column)
            for row, words in enumerate(tally.labels)
            if words in usual or telling.intersection(tally.cells[row][column])
        }
    return published(tally, printing, hidden=hidden, apart=insight_topics.NOT_NOTED)


def bullying(kinds: Kinds, records: Sequence[Counted], printing: Printing, *, motives: bool) -> Published:
    """Bullying by its motives or methods: a column for each kind, left out whole where it would tell how many."""
    tally = numbers.bullying(kinds.session, records, motives=motives).by_label((insight_topics.NOT_NOTED,))
    hidden = {
        (row, column)
        for column, code in enumerate(numbers.bullying_kinds(kinds.session))
        if _would_tell(kinds, records, code, tally, column)
        for row in range(len(tally.labels))
    }
    found = published(tally, printing, hidden=hidden, apart=insight_topics.NOT_NOTED)
    return by_itself(found, NOT_ONE_BY_ONE)


def _would_tell(kinds: Kinds, records: Sequence[Counted], code: str, tally: Tally, column: int) -> bool:
    """Whether the numbers of one kind would say more of it than the table of kinds does.

    Of a kind that is "<5" there, motives alone say no more than that there is one: a record may have several. Those of
    which none is noted are apart from all others, and both together say that there are two.
    """
    years = {kinds.years.place(one.day) for one in records}
    marks = {kinds.mark(code, place) for place in years}
    if marks <= {Mark.SHOWN}:
        return False
    said = [words for words, row in zip(tally.labels, tally.cells, strict=True) if row[column]]
    several = len(said) > 1 and insight_topics.NOT_NOTED in said
    return Mark.LEFT_OUT in marks or several or len(years) > 1


def limits(kinds: Kinds, records: Sequence[Counted], printing: Printing) -> Published:
    """Time limits of records whose kinds are all shown."""
    tally = numbers.limits_met(kinds.session, records)
    telling = {one.reference for one in records if kinds.tells(one)}
    kept = list(_without(tally, telling)) if not printing.one_class else list(range(len(tally.labels)))
    shown = replace(
        tally,
        labels=tuple(tally.labels[row] for row in kept),
        cells=tuple(tally.cells[row] for row in kept),
        note=_LIMITS if len(kept) < len(tally.labels) else tally.note,
    )
    found = published_states(shown, printing)
    return found if len(kept) == len(tally.labels) else _with_a_rest(found)


def _without(tally: Tally, telling: Collection[object]) -> Iterator[int]:
    for row, cells in enumerate(tally.cells):
        if not any(one in telling for cell in cells for one in cell):
            yield row


def _with_a_rest(found: Published) -> Published:
    wide = len(found.series)
    return replace(
        found,
        labels=(*found.labels, NOT_ONE_BY_ONE),
        words=(*found.words, (LEFT_OUT,) * wide),
        drawn=(*found.drawn, (None,) * wide),
        marks=(*found.marks, (Mark.LEFT_OUT,) * wide),
    )
