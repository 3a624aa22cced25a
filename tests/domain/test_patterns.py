"""The rules of the pattern radar over lines of lists: what they count, within how long, and what they leave out."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from safeguard_app.domain.entries import DecisionKind
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.domain.incidents import IncidentState
from safeguard_app.domain.index_lines import IncidentLine, LinePerson
from safeguard_app.domain.moments import Moment, between, exactly, not_known, on_day
from safeguard_app.domain.named_accounts import handles_in, plain_handle
from safeguard_app.domain.pattern_rules import Finding, Measure, PatternDismissal, PatternRule
from safeguard_app.domain.patterns import find_patterns
from safeguard_app.domain.periods import Period

ZONE = ZoneInfo("Europe/London")
ON = date(2026, 10, 12)
SHONA, JOEL = (
    LinePerson("a" * 32, "Shona Pike", "adult_of_concern"),
    LinePerson("b" * 32, "Joel Merrin", "alleged"),
)
TYLER = LinePerson("c" * 32, "Tyler Pike", "target")


def at(day: int, hour: int = 9, minute: int = 0, month: int = 10) -> datetime:
    """A local time of 2026."""
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


def ref(number: int, part: Compartment = Compartment.DAILY) -> Reference:
    """The record of a number."""
    return Reference(part, RecordId(f"{number:032x}"))


def line(
    noticed: datetime, *people: LinePerson, happened: Moment | None = None, low: bool = False
) -> IncidentLine:
    """A line of a list as far as rules look at it."""
    return IncidentLine(
        case="2026-0001",
        category="CB",
        state=IncidentState.OPEN,
        summary="",
        happened=happened or not_known(),
        attention=exactly(noticed),
        entered_at=noticed,
        people=people,
        severity=None,
        actions=(),
        holds=(),
        told=(),
        noted=(),
        decided=(DecisionKind.LOW_LEVEL_CONCERN,) if low else (),
        evidence=0,
        review_on=None,
        review_owner="",
        head_is_subject=False,
    )


RULE = PatternRule(
    "r", Measure.LOW_LEVEL_ADULT, "t", "f", "w", "s", 3, 100, by_term=True, roles=("adult_of_concern",)
)


def found(rule: PatternRule, *lines: IncidentLine, on: date = ON, **given: object) -> tuple[Finding, ...]:
    """What one rule finds."""
    numbered = [(ref(number), one) for number, one in enumerate(lines, 1)]
    return find_patterns([rule], numbered, on=on, zone=ZONE, **given)  # type: ignore[arg-type]


def numbers(finding: Finding) -> list[int]:
    """Which records, by their numbers."""
    return [int(one.id, 16) for one in finding.records]


def test_three_low_level_concerns_about_one_adult_in_a_term() -> None:
    three = [line(at(day), SHONA, low=True) for day in (1, 5, 9)]
    (finding,) = found(RULE, *three)
    assert numbers(finding) == [1, 2, 3] and finding.names == ("Shona Pike",)
    assert (finding.first, finding.last) == (date(2026, 10, 1), date(2026, 10, 9))
    assert found(RULE, *three[:2]) == ()
    assert found(RULE, *three[:2], line(at(9), SHONA)) == (), "another decision is not counted"
    assert found(RULE, *three[:2], line(at(9), replace(SHONA, role="reporter"), low=True)) == ()
    assert found(RULE, *three[:2], line(at(9), JOEL, low=True)) == (), "another adult"


def test_a_term_of_the_calendar_counts_for_itself() -> None:
    lines = [line(at(day, month=month), SHONA, low=True) for month, day in ((7, 10), (9, 20), (10, 9))]
    autumn = (Period(date(2026, 9, 1), date(2026, 12, 18)),)
    assert found(RULE, *lines, terms=autumn) == ()
    assert len(found(RULE, *lines)) == 1, "without a calendar the days count"
    assert len(found(replace(RULE, days=30), *lines)) == 0
    (third,) = found(RULE, *lines, line(at(2), SHONA, low=True), terms=autumn)
    assert numbers(third) == [2, 4, 3]


def test_somebody_named_in_words_is_counted_by_those_words() -> None:
    words = LinePerson("", "A  supply Teacher", "adult_of_concern")
    other = replace(words, name="a supply teacher")
    lines = [line(at(1), words, low=True), line(at(2), other, low=True), line(at(3), words, other, low=True)]
    (finding,) = found(RULE, *lines)
    assert len(finding.records) == 3, "named twice in one record is one record"


PAIR = PatternRule("p", Measure.PAIR, "t", "f", "w", "s", 3, 30, roles=("target", "alleged"))


def test_the_same_pair_whatever_their_roles_and_only_the_newest_run() -> None:
    swapped = (replace(JOEL, role="target"), replace(TYLER, role="alleged"))
    lines = [line(at(day), JOEL, TYLER) for day in (1, 8)] + [line(at(10), *swapped)]
    (finding,) = found(PAIR, *lines)
    assert finding.names == ("Joel Merrin", "Tyler Pike")
    old = [line(at(day, month=2), JOEL, TYLER) for day in (1, 2, 3)]
    (newest,) = found(PAIR, *old, *lines)
    assert numbers(newest) == [4, 5, 6]
    assert found(PAIR, *old) == (), "what is long past is no longer shown"
    assert found(PAIR, *old, line(at(9), JOEL, TYLER)) == ()


def test_a_run_is_as_long_as_each_of_its_windows_fits() -> None:
    days = [(6, 20), (7, 1), (7, 12), (8, 1), (8, 10), (9, 1)]
    lines = [line(at(day, month=month), JOEL, TYLER) for month, day in days]
    (finding,) = found(replace(PAIR, days=45), *lines)
    assert numbers(finding) == [1, 2, 3, 4, 5, 6]
    (shorter,) = found(replace(PAIR, days=30), *lines, on=date(2026, 9, 2))
    assert numbers(shorter) == [3, 4, 5], "the newest that fit; what stands alone is no part of it"


def test_pairs_are_of_people_on_the_register() -> None:
    words = LinePerson("", "A parent", "alleged")
    assert found(PAIR, *(line(at(day), TYLER, words) for day in (1, 2, 3))) == ()


HANDLE = PatternRule("h", Measure.HANDLE, "t", "f", "w", "s", 2, 365)


def test_the_same_account_in_several_records() -> None:
    first = replace(line(at(1)), handles=("truth.lane",))
    (finding,) = found(HANDLE, first, replace(line(at(2)), handles=("other", "truth.lane")))
    assert finding.names == ("@truth.lane",) and finding.key == "truth.lane"


@pytest.mark.parametrize(
    ("texts", "named"),
    [
        (("@Truth.In.The.Lane, and again @truth.in.the.lane.",), ("truth.in.the.lane",)),
        (("write to jo@example.org",), ()),
        (("no account", "@a"), ()),
        (("@one and @two-b",), ("one", "two-b")),
    ],
)
def test_accounts_in_texts(texts: tuple[str, ...], named: tuple[str, ...]) -> None:
    assert handles_in(texts) == named


def test_an_account_is_compared_in_one_form() -> None:
    assert plain_handle(" @LarkbridgeTruth. ") == "larkbridgetruth"
    assert plain_handle("not an account") == ""


TIME = PatternRule("t", Measure.TIME_OF_DAY, "t", "f", "w", "s", 3, 30, roles=("target",), minutes=60)


def _timed(*times: datetime | Moment) -> list[IncidentLine]:
    moments = [one if isinstance(one, Moment) else exactly(one) for one in times]
    return [line(at(11), TYLER, happened=one) for one in moments]


def test_the_same_time_of_day() -> None:
    (finding,) = found(TIME, *_timed(at(1, 12, 40), at(5, 13, 20), at(9, 13, 39), at(9, 8)))
    assert numbers(finding) == [1, 2, 3]
    assert found(TIME, *_timed(at(1, 12, 40), at(5, 13, 20), at(9, 13, 41))) == ()


def test_midnight_is_no_border_and_summer_time_no_shift() -> None:
    assert len(found(TIME, *_timed(at(1, 23, 45), at(5, 0, 10), at(9, 23, 50)))) == 1
    november = date(2026, 11, 3)
    lines = _timed(at(20, 15, 30), at(24, 15, 35), datetime(2026, 11, 2, 15, 40, tzinfo=UTC))
    assert len(found(TIME, *lines, on=november)) == 1


def test_a_time_that_is_not_known_is_no_time_of_day() -> None:
    day = on_day(date(2026, 10, 5), ZONE)
    span = between(at(5, 12), at(5, 14))
    assert found(TIME, *_timed(at(1, 12, 40), at(9, 12, 45), day)) == ()
    assert found(TIME, *_timed(at(1, 12, 40), at(9, 12, 45), span)) == ()


REVIEW = PatternRule("v", Measure.LOW_LEVEL_REVIEW, "t", "f", "w", "s", 1, 98)


def test_low_level_concerns_wait_a_term_to_be_looked_through_together() -> None:
    first, second = line(at(1), SHONA, low=True), line(at(9), JOEL, low=True)
    due = date(2026, 10, 1) + timedelta(days=98)
    assert found(REVIEW, first, second, on=due - timedelta(days=1)) == ()
    (finding,) = found(REVIEW, first, second, on=due)
    assert numbers(finding) == [1, 2], "all that wait, the newer ones too"
    assert found(REVIEW, first, second, on=due, reviewed={ref(1).id}) == ()


def test_only_the_categories_of_a_rule_count() -> None:
    lines = [line(at(day), SHONA, low=True) for day in (1, 5, 9)]
    assert found(replace(RULE, categories=("SPC",)), *lines) == ()
    assert len(found(replace(RULE, categories=("CB",)), *lines)) == 1


def test_a_dismissal_covers_no_further_record() -> None:
    lines = [line(at(day), SHONA, low=True) for day in (1, 5, 9)]
    (finding,) = found(RULE, *lines)
    put_aside = PatternDismissal("r", finding.key, tuple(finding.ids), "in_hand", at(10), "Jo")
    assert put_aside.covers(finding)
    (more,) = found(RULE, *lines, line(at(11), SHONA, low=True))
    assert not put_aside.covers(more), "a further record brings it back"
    (fewer,) = [replace(finding, records=finding.records[:2])]
    assert put_aside.covers(fewer)
    assert not put_aside.covers(replace(finding, rule="other"))
    assert not put_aside.covers(replace(finding, key="other"))
