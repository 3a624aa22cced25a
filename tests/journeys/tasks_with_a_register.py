"""What a school keeps and answers beside a record, key by key: its rules on contact, and a letter to parents."""

from dataclasses import dataclass

from tests.journeys.driver import Journey
from tests.journeys.perceiving import value_of
from tests.journeys.tasks_at_the_desk import save_panel


@dataclass(frozen=True)
class Rules:
    """The rules on contact as they are typed under Settings; empty: as it stands."""

    since: str
    why: str
    former_pupils: str = ""
    reviews: str = ""


def keep_rules(journey: Journey, rules: Rules) -> None:
    """Settings, Rules on contact: change them from a day on."""
    keys = journey.keys
    keys.press("Ctrl+8")
    journey.settle()
    keys.activate("Change the rules on contact")
    journey.wait_focus("From which day")
    keys.type(rules.since)
    if rules.former_pupils:
        keys.choose("Contact with former pupils", rules.former_pupils)
    if rules.reviews:
        keys.choose("When are declarations reviewed", rules.reviews)
    keys.fill("Why is it changed", rules.why)
    keys.press("Ctrl+Return")
    journey.wait_for("The rules on contact are kept.")
    journey.settle()


def draft_and_send(journey: Journey, letter: str, how: str) -> str:
    """Draft a letter from the record in view, keep it as it is drafted, say that it was sent; its words."""
    keys = journey.keys
    keys.activate(f"Draft the letter: {letter}")
    journey.wait_focus("Letter")
    words = value_of(keys.focused())
    save_panel(journey, "Keep letter")
    journey.wait_for("Ready, not sent")
    keys.activate(f"Sent: {letter}")
    journey.wait_focus("How it was sent")
    keys.type(how)
    save_panel(journey, "Put away")
    return words
