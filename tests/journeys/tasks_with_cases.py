"""What people do with records that belong together, key by key."""

from tests.journeys.driver import Journey
from tests.journeys.keyboard import until
from tests.journeys.tasks_at_the_desk import save_panel


def link(journey: Journey, to: str, why: str, title: str = "") -> None:
    """Link the record in view to another."""
    keys = journey.keys
    keys.activate("Link to a case or to another record")
    journey.wait_focus("Case or record")
    elsewhere = journey.screen().count(to)
    keys.type(to)
    until(lambda: journey.screen().count(to) > 1 + elsewhere, "the record is offered")
    keys.press("Return")
    keys.fill("Why they belong together", why)
    if title:
        keys.fill("What to call a new case", title)
    save_panel(journey, "What is a new case called?")
    assert journey.sees("Why here: ") and journey.sees(to)


def take_out(journey: Journey, why: str) -> None:
    """Take the record in view out of its case."""
    journey.keys.activate("Take this record out of the case…")
    journey.wait_focus("Why does it not belong there?")
    journey.keys.type(why)
    save_panel(journey, "Take out")
