"""Insights: what this user's keys open, counted by one thing at a time, as a chart and as numbers that open lists.

It runs behind everything else: the records are read in short steps on the vault's thread, and counted beside it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from safeguard_app.documents.content import Chart
from safeguard_app.domain.date_words import count_words
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.periods import Period
from safeguard_app.services import inspection
from safeguard_app.services.insight_records import Gathered, gather
from safeguard_app.services.insight_standing import bans, declarations, time_limits
from safeguard_app.services.insight_tallies import Tally
from safeguard_app.services.insight_topics import TOPICS
from safeguard_app.services.session import Session
from safeguard_app.vault.giving_way import NOBODY_WAITS, GiveWay

DECLARATIONS, BANS, LIMITS = "declarations", "bans", "limits"
_STANDING: Mapping[str, tuple[str, Callable[[Session, Gathered], Tally]]] = {
    DECLARATIONS: ("Declarations", declarations),
    BANS: ("Bans in force", bans),
}


@dataclass(frozen=True, slots=True)
class InsightCell:
    """A number, said whole for those who listen, and the records that it counts."""

    number: int
    spoken: str
    records: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class InsightRow:
    """A label and its numbers."""

    label: str
    cells: tuple[InsightCell, ...]


@dataclass(frozen=True, slots=True)
class InsightView:
    """One topic, counted. ``alternative`` stands for the picture; ``chart`` is for :func:`picture` alone."""

    key: str
    title: str
    heading: str
    series: tuple[str, ...]
    rows: tuple[InsightRow, ...]
    note: str
    alternative: str
    counted: str
    """ "214 records that came to attention from ... to ..."."""
    chart: Chart


def topic_names() -> tuple[tuple[str, str], ...]:
    """What can be counted by: keys and names, in order."""
    last = tuple((key, name) for key, (name, _) in _STANDING.items())
    return (*((topic.key, topic.name) for topic in TOPICS), (LIMITS, "Time limits"), *last)


def periods(session: Session) -> tuple[tuple[Period, str], ...]:
    """The stretches of days that are offered; two school years side by side come first."""
    this, both, *others = inspection.periods(session)
    return (both, this, *others)


def insight(session: Session, key: str, period: Period, ways: GiveWay = NOBODY_WAITS) -> InsightView:
    """One topic over some days. Raises KeyError for none of :func:`topic_names`."""
    topic = next((one for one in TOPICS if one.key == key), None)
    gathered = gather(session, period, want=topic.want if topic is not None else (), ways=ways)
    ways.pause()
    if topic is not None:
        tally = ways.aside(partial(topic.count, session, gathered))
    elif key == LIMITS:
        tally = time_limits(session, gathered, ways)
    else:
        tally = _STANDING[key][1](session, gathered)
    return _view(key, tally, gathered)


def read_ahead(session: Session, ways: GiveWay = NOBODY_WAITS) -> None:
    """Have what topics read beside the lines ready, so that each is there at once; kept until something is written."""
    gathered = gather(session, periods(session)[-1][0], ways=ways)
    time_limits(session, gathered, ways)


def picture(view: InsightView, width: float, size: float) -> bytes:
    """The chart as SVG: ``$text$`` and its like stand for colours, ``$font$`` for the family of the type."""
    from safeguard_app.documents import charts  # heavy, and nothing before the numbers needs it

    return charts.to_svg(view.chart, width, size)


def _view(key: str, tally: Tally, gathered: Gathered) -> InsightView:
    from safeguard_app.documents import charts  # heavy, and nothing before the numbers needs it

    chart = tally.chart()
    rows = tuple(
        InsightRow(
            label,
            tuple(
                InsightCell(len(cell), f"{label}, {series}: {len(cell)}", tuple(dict.fromkeys(cell)))
                for series, cell in zip(tally.series, cells, strict=True)
            ),
        )
        for label, cells in zip(tally.labels, tally.cells, strict=True)
    )
    counted = f"{count_words(len(gathered.records), 'record')} came to attention in these days"
    if key in _STANDING:
        counted = "Whatever the days chosen, this is how it stands today"
    return InsightView(
        key,
        tally.title,
        tally.heading,
        tally.series,
        rows,
        tally.note,
        charts.alternative_of(chart),
        f"{counted}, in what you can open.",
        chart,
    )
