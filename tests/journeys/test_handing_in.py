"""A deputy hands in a concern about an adult; the DSL finds it at the next unlock, and the deputy reads it no more."""

from collections.abc import Callable

import pytest

from safeguard_app.services import opening
from tests.journeys.driver import Journey, SetClock
from tests.journeys.schools import MadeLog, add_adult, sign_in
from tests.journeys.tasks_at_the_desk import Named, sign_in_as, unlock, write_concern

pytestmark = pytest.mark.journey

WORDS = "He messages two pupils at night; one showed me."


@pytest.fixture
def larkbridge(made: MadeLog, clock: SetClock) -> MadeLog:
    """A coach is on the register."""
    session = sign_in(made, "dsl", made.folder.parent, clock)
    add_adult(session, "Mr Owen Tarn", "Sports coach")
    opening.lock(session)
    return made


def test_a_deputy_hands_in_what_only_the_lead_may_read(
    begin: Callable[..., Journey], larkbridge: MadeLog, clock: SetClock
) -> None:
    clock.set("2026-09-14 12:40")
    journey = begin(larkbridge)
    unlock(journey, "deputy")
    write_concern(
        journey,
        WORDS,
        kind=("Staff-pupil contact",),
        told_by=Named("A pupil of Year 6"),
        told="today 1230",
        happened="yest 9pm",
        people=(Named("tarn", "Adult of concern", row="Mr Owen Tarn"),),
    )
    journey.wait_for("Hand in")
    assert journey.sees("afterwards you cannot read it any more")
    journey.keys.press("Ctrl+Return")
    journey.settle()
    journey.wait_gone("Is anyone in danger now?")
    journey.keys.press("Ctrl+2")
    journey.settle()
    assert not journey.sees(WORDS)
    for words in (WORDS, "Year 6"):
        assert words not in journey.screen()

    clock.set("2026-09-14 13:15")
    sign_in_as(journey, "dsl")
    journey.keys.press("Ctrl+2")
    journey.settle()
    journey.keys.go_to("Incidents")
    journey.keys.press("Down")
    journey.wait_for(WORDS)
    assert journey.sees("Mr Tom Reed"), "who handed it in"

    sign_in_as(journey, "deputy")
    journey.keys.press("Ctrl+2")
    journey.settle()
    assert WORDS not in journey.screen()
