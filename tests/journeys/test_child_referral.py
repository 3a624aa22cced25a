"""A referral of a child: from the record to paper by keyboard, with where the child is and who must not be told."""

from collections.abc import Callable
from datetime import date

import pytest

from safeguard_app.services import opening
from tests.journeys.driver import Journey, SetClock
from tests.journeys.schools import MadeLog, add_pupil, sign_in
from tests.journeys.tasks_at_the_desk import Named, file_concern, from_menu, unlock, write_concern
from tests.journeys.tasks_on_paper import answer, printed, words_of

pytestmark = pytest.mark.journey

WHERE = "Where is the child now, and with whom?"
FORM = "Referral to children’s social care (MARF)"


def test_a_child_is_referred_by_keyboard(
    begin: Callable[..., Journey], made: MadeLog, clock: SetClock
) -> None:
    session = sign_in(made, "dsl", made.folder.parent, clock)
    add_pupil(session, "Ella Tan", date(2016, 4, 2), "Year 5", "5N")
    opening.lock(session)
    clock.set("2026-09-14 13:00")
    journey = begin(made)
    unlock(journey)
    write_concern(
        journey,
        "Ella said that nobody was at home all night.",
        kind=("Something else",),
        told_by=Named("ella", row="Ella Tan"),
        told="today 1230",
        happened="yest 9pm",
        people=(Named("ella", "Child at the centre of the concern", row="Ella Tan"),),
    )
    file_concern(journey)
    from_menu(journey, "More", "Start a referral or form")
    journey.wait_for("Which form?")
    journey.settle()
    journey.keys.activate(f"Begin: {FORM}, about Ella Tan")
    journey.wait_for("that must be answered")
    journey.wait_for(WHERE)
    journey.settle()
    answer(journey, WHERE, "In school, with Ms Finch, until 15:15.")
    journey.keys.activate("Not known: Who collects the child at home time, and when?")
    journey.settle()

    words = words_of(printed(journey))
    for said in (FORM, "Ella Tan", "In school, with Ms Finch, until 15:15.", "nobody was at home all night"):
        assert said in words
    assert "Not known" in words and "Not answered yet" in words
    assert journey.sees("Printing is not sending")
