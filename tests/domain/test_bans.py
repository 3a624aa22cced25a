"""How a ban stands: provisional until they were heard, or the time for it is over, and somebody decided after that."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from safeguard_app.domain.bans import Ban, Step, bans_of
from safeguard_app.domain.identifiers import RecordId
from safeguard_app.domain.moments import Moment, exactly, not_known
from safeguard_app.domain.responses import BanOutcome, BanStanding, BanTerms, ResponseStep, RungKind

ZONE = ZoneInfo("Europe/London")
TERMS = BanTerms(
    start=date(2026, 9, 17),
    end=date(2026, 12, 18),
    reason="You wrote that you know where a teacher parks.",
    representations_until=date(2026, 9, 24),
)
CONFIRMED = replace(TERMS, outcome=BanOutcome.CONFIRMED, review_on=date(2026, 11, 27))
LIFTED = replace(TERMS, outcome=BanOutcome.LIFTED)


def at(month: int, day: int, hour: int = 11) -> Moment:
    """A local time of 2026."""
    return exactly(datetime(2026, month, day, hour, tzinfo=ZONE))


def step(number: int, kind: RungKind, when: Moment, ban: BanTerms | None = None, notice: int = 0) -> Step:
    """A step with the id of its record; ``notice`` is the ban that it names, 0 for none."""
    made = ResponseStep("adult_author", kind.value, kind, when, "Mrs Carol Denning", "Mr Dean Halloway")
    about = RecordId(f"{notice:032x}") if notice else made.notice
    return RecordId(f"{number:032x}"), replace(made, ban=ban, notice=about)


NOTICE = step(1, RungKind.BAN, at(9, 17), TERMS)


def only(*steps: Step) -> Ban:
    """The one ban among steps."""
    (found,) = bans_of(steps, ZONE)
    return found


def decided(when: Moment, terms: BanTerms = CONFIRMED) -> Step:
    """A decision about it."""
    return step(3, RungKind.BAN_DECISION, when, terms)


def heard(when: Moment) -> Step:
    """What they said about it."""
    return step(2, RungKind.REPRESENTATIONS, when)


@pytest.mark.parametrize(
    ("steps", "standing"),
    [
        ((), BanStanding.PROVISIONAL),
        ((heard(at(9, 23)),), BanStanding.PROVISIONAL),
        ((decided(at(9, 24)),), BanStanding.PROVISIONAL),
        ((decided(at(9, 25)),), BanStanding.CONFIRMED),
        ((heard(at(9, 22)), decided(at(9, 22, 15))), BanStanding.CONFIRMED),
        ((heard(at(9, 23)), decided(at(9, 22))), BanStanding.PROVISIONAL),
        ((decided(not_known()),), BanStanding.PROVISIONAL),
        ((heard(at(9, 23)), decided(not_known())), BanStanding.CONFIRMED),
        ((decided(at(9, 22), LIFTED),), BanStanding.LIFTED),
    ],
    ids=[
        "nothing since",
        "heard, nobody decided",
        "on the last day for an answer",
        "the day after it",
        "heard on the day",
        "heard later",
        "decided nobody knows when",
        "the same, and heard",
        "lifted at once",
    ],
)
def test_it_is_provisional_until_they_were_heard_or_the_time_is_over(
    steps: tuple[Step, ...], standing: BanStanding
) -> None:
    assert only(NOTICE, *steps).standing(date(2026, 10, 1)) is standing


def test_where_no_day_was_given_only_hearing_them_lets_it_be_decided() -> None:
    asked_nothing = step(1, RungKind.BAN, at(9, 17), replace(TERMS, representations_until=None))
    assert only(asked_nothing, decided(at(11, 1))).too_soon
    assert not only(asked_nothing, heard(at(9, 20)), decided(at(11, 1))).too_soon


def test_it_holds_from_its_first_to_its_last_day() -> None:
    ban = only(NOTICE)
    days = (date(2026, 9, 16), date(2026, 9, 17), date(2026, 12, 18), date(2026, 12, 19))
    assert [ban.in_force(day) for day in days] == [False, True, True, False]
    assert ban.standing(days[-1]) is BanStanding.ENDED
    assert [ban.window_over(date(2026, 9, day)) for day in (24, 25)] == [False, True]


def test_the_newest_decision_or_review_says_how_long_and_whether() -> None:
    shorter = replace(CONFIRMED, outcome=BanOutcome.CONTINUES, end=date(2026, 11, 30))
    review = step(4, RungKind.BAN_REVIEW, at(11, 20), shorter)
    assert only(NOTICE, decided(at(9, 25)), review).terms.end == date(2026, 11, 30)
    early = step(4, RungKind.BAN_REVIEW, at(9, 20), LIFTED)
    assert not only(NOTICE, decided(at(9, 25)), early).lifted, (
        "a review before the decision says nothing of it"
    )
    late = step(4, RungKind.BAN_REVIEW, at(11, 20), LIFTED)
    assert only(NOTICE, decided(at(9, 25)), late).lifted
    assert only(NOTICE, decided(at(9, 25), LIFTED)).lifted


def test_steps_count_by_their_day_in_whatever_order_they_were_entered() -> None:
    first, second = decided(at(9, 25)), step(4, RungKind.BAN_DECISION, at(10, 1), LIFTED)
    for steps in ((NOTICE, first, second), (second, NOTICE, first)):
        assert only(*steps).lifted


def test_of_two_bans_each_has_the_steps_that_name_it_and_the_newest_those_that_name_none() -> None:
    other = step(9, RungKind.BAN, at(10, 5), replace(TERMS, start=date(2026, 10, 5)))
    about_first = step(5, RungKind.BAN_DECISION, at(9, 25), CONFIRMED, notice=1)
    about_none = step(6, RungKind.BAN_DECISION, at(10, 20), LIFTED)
    one, two = bans_of((NOTICE, other, about_first, about_none), ZONE)
    assert (one.notice, two.notice) == (NOTICE[0], other[0])
    assert one.standing(date(2026, 10, 21)) is BanStanding.CONFIRMED
    assert two.standing(date(2026, 10, 21)) is BanStanding.LIFTED
