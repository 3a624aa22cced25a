"""What people do with a referral form, key by key: start it on a record, answer a question, print it."""

from tests.journeys.driver import Journey
from tests.journeys.keyboard import until
from tests.journeys.tasks_at_the_desk import from_menu

SITE = "Is the adult on site now, and when are they next with children?"


def start_referral(journey: Journey) -> None:
    """From the record in view."""
    from_menu(journey, "More", "Start a referral")
    journey.wait_for("Due by the end of tomorrow")
    journey.wait_for(SITE)
    journey.settle()


def answer(journey: Journey, question: str, words: str) -> None:
    """Answer one question of the form."""
    keys = journey.keys
    keys.activate(f"Answer: {question}")
    journey.wait_focus(question)
    keys.type(words)
    _save(journey)


def choose_answer(journey: Journey, question: str, choice: str) -> None:
    """Answer a question that is asked as a choice."""
    keys = journey.keys
    keys.activate(f"Answer: {question}")
    journey.wait_for("Save answer")
    keys.pick(question, choice)
    _save(journey)


def _save(journey: Journey) -> None:
    journey.keys.activate("Save answer")
    journey.settle()
    journey.wait_gone("Save answer")


def printed(journey: Journey) -> bytes:
    """Print the form; the bytes that went to the printer."""
    keys = journey.keys
    before = len(journey.printing.jobs)
    keys.activate("Print")
    journey.wait_for("Office printer")
    keys.activate("Print")
    until(lambda: len(journey.printing.jobs) > before, "a print job")
    journey.settle()
    return journey.printing.jobs[-1].pdf
