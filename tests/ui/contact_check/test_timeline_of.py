"""From the points of a verdict to the drawn line."""

from datetime import date, datetime

from safeguard_app.domain.contact_check import PointKind
from safeguard_app.domain.declarations import StepKind
from safeguard_app.domain.moments import Moment, between_days, exactly, not_known, on_day
from safeguard_app.services.contact_check_views import PointLine
from safeguard_app.ui.contact_check.timeline_of import points_of, spans_of, unplaced
from safeguard_app.ui.widgets.contact_timeline import PointKind as DrawnAs
from safeguard_app.ui.widgets.contact_timeline import Stretch
from tests.ui.demo_log import ZONE


def _at(text: str) -> Moment:
    return exactly(datetime.fromisoformat(text).replace(tzinfo=ZONE))


def _contact(at: Moment) -> PointLine:
    return PointLine(PointKind.CONTACT, None, "Contact", "when", at)


def _step(kind: StepKind, at: Moment) -> PointLine:
    return PointLine(PointKind.STEP, kind, kind.value, "when", at)


def test_what_was_on_file_changes_with_each_step_that_counts() -> None:
    lines = (
        _contact(_at("2026-09-19T19:00")),
        _step(StepKind.DECLARED, _at("2026-09-24T15:00")),
        _step(StepKind.DISCUSSED, _at("2026-09-25T12:30")),
        _step(StepKind.ACKNOWLEDGED_WITH_CONDITIONS, _at("2026-09-28T16:10")),
        _step(StepKind.ENDED, _at("2026-10-10T16:10")),
    )
    spans = spans_of(lines)
    assert [span.stretch for span in spans] == [
        Stretch.NOTHING,
        Stretch.DECLARED,
        Stretch.ACKNOWLEDGED,
        Stretch.NOTHING,
    ]
    assert [span.words for span in spans] == [
        "Nothing on file",
        "Declared, not acknowledged",
        "Conditions",
        "Ended",
    ]
    assert spans[0].start < points_of(lines, ZONE)[0].at


def test_a_change_declared_later_does_not_end_the_acknowledgement() -> None:
    lines = (
        _step(StepKind.DECLARED, _at("2026-09-01T09:00")),
        _step(StepKind.ACKNOWLEDGED, _at("2026-09-03T09:00")),
        _step(StepKind.DECLARED, _at("2026-10-01T09:00")),
        _contact(_at("2026-10-05T19:00")),
    )
    assert [span.stretch for span in spans_of(lines)] == [
        Stretch.NOTHING,
        Stretch.DECLARED,
        Stretch.ACKNOWLEDGED,
    ]


def test_points_are_true_to_scale_and_drawn_as_what_they_are() -> None:
    lines = (
        _contact(_at("2026-09-19T12:00")),
        _step(StepKind.DECLARED, on_day(date(2026, 9, 21), ZONE)),
        _step(StepKind.ACKNOWLEDGED, _at("2026-09-29T12:00")),
    )
    points = points_of(lines, ZONE)
    assert [point.kind for point in points] == [DrawnAs.CONTACT, DrawnAs.STEP, DrawnAs.ACKNOWLEDGED]
    assert abs(points[1].at - points[0].at - 2) < 0.01
    assert abs(points[2].at - points[0].at - 10) < 0.01
    assert [point.date for point in points] == ["Sat 19 Sep", "Mon 21 Sep", "Tue 29 Sep"]


def test_the_year_is_said_when_it_is_not_the_same_for_all() -> None:
    lines = (_contact(_at("2026-09-19T12:00")), _step(StepKind.DECLARED, _at("2027-01-13T12:00")))
    assert [point.date for point in points_of(lines, ZONE)] == ["Sat 19 Sep 2026", "Wed 13 Jan 2027"]


def test_what_is_known_roughly_keeps_its_words_and_what_is_not_known_is_said_beside_the_line() -> None:
    lines = (
        _contact(between_days(date(2026, 9, 14), date(2026, 9, 18), ZONE)),
        _step(StepKind.DECLARED, not_known()),
    )
    (point,) = points_of(lines, ZONE)
    assert point.date == "when"
    assert unplaced(lines) == ("declared: not known when",)
    assert len(spans_of(lines)) == 1


def test_nothing_known_draws_nothing() -> None:
    assert spans_of((_contact(not_known()),)) == ()
