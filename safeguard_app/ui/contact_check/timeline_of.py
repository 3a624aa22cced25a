"""From the points of a verdict to the drawn line: where each stands, and what was on file in between."""

from collections.abc import Sequence
from datetime import tzinfo

from safeguard_app.domain.contact_check import PointKind
from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.declarations import StepKind
from safeguard_app.domain.moments import Moment, days_of
from safeguard_app.services.contact_check_views import PointLine
from safeguard_app.ui.widgets.contact_timeline import PointKind as DrawnAs
from safeguard_app.ui.widgets.contact_timeline import Stretch, TimePoint, TimeSpan

_DAY = 86_400
_ACKNOWLEDGED = frozenset({StepKind.ACKNOWLEDGED, StepKind.ACKNOWLEDGED_WITH_CONDITIONS})
_AFTER = {
    StepKind.DECLARED: (Stretch.DECLARED, "Declared, not acknowledged"),
    StepKind.ACKNOWLEDGED: (Stretch.ACKNOWLEDGED, "Acknowledged"),
    StepKind.ACKNOWLEDGED_WITH_CONDITIONS: (Stretch.ACKNOWLEDGED, "Conditions"),
    StepKind.REFUSED: (Stretch.NOTHING, "Refused"),
    StepKind.ENDED: (Stretch.NOTHING, "Ended"),
    StepKind.SUPERSEDED: (Stretch.NOTHING, "Replaced"),
}
NOTHING_WORDS = "Nothing on file"


def points_of(lines: Sequence[PointLine], zone: tzinfo) -> tuple[TimePoint, ...]:
    """Each point that is known at all, placed in days. What is known only roughly stands in the middle of its range."""
    known = [line for line in lines if line.at.start is not None]
    years = {day.year for line in known for day in days_of(line.at, zone) or ()}
    return tuple(
        TimePoint(_place(line.at), line.label, _date_words(line, zone, year=len(years) > 1), _kind(line))
        for line in known
    )


def spans_of(lines: Sequence[PointLine]) -> tuple[TimeSpan, ...]:
    """What was on file from the beginning of the line on, changed by each step that counts."""
    known = sorted((line for line in lines if line.at.start is not None), key=_line_place)
    if not known:
        return ()
    spans = [TimeSpan(_place(known[0].at) - 1, Stretch.NOTHING, NOTHING_WORDS)]
    for line in known:
        found = _AFTER.get(line.step) if line.step is not None else None
        if found is None:
            continue
        stretch, words = found
        if stretch is Stretch.DECLARED and spans[-1].stretch is Stretch.ACKNOWLEDGED:
            continue
        spans.append(TimeSpan(_place(line.at), stretch, words))
    return tuple(spans)


def unplaced(lines: Sequence[PointLine]) -> tuple[str, ...]:
    """Points that cannot be drawn because nothing is known of their time."""
    return tuple(f"{line.label}: not known when" for line in lines if line.at.start is None)


def _place(at: Moment) -> float:
    assert at.start is not None
    end = at.end or at.start
    return (at.start.timestamp() + end.timestamp()) / 2 / _DAY


def _line_place(line: PointLine) -> float:
    return _place(line.at)


def _kind(line: PointLine) -> DrawnAs:
    if line.kind in (PointKind.CONTACT, PointKind.CONTACT_ENDED):
        return DrawnAs.CONTACT
    return DrawnAs.ACKNOWLEDGED if line.step in _ACKNOWLEDGED else DrawnAs.STEP


def _date_words(line: PointLine, zone: tzinfo, *, year: bool) -> str:
    days = days_of(line.at, zone)
    if days is None or days[0] != days[1]:
        return line.when
    return day_words(days[0], year=year)
