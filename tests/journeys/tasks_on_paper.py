"""What people do with a referral form and other paper, key by key: start one, answer a question, print."""

from safeguard_app.documents.page_images import page_count, page_text
from tests.journeys.driver import Journey
from tests.journeys.keyboard import until
from tests.journeys.tasks_at_the_desk import from_menu

SITE = "Is the adult on site now, and when are they next with children?"

_FOR_WHOM = "Who is it for?"


def begin_first_form(journey: Journey) -> None:
    """From the record in view: of the forms that fit it the first, about the adult where there is one."""
    from_menu(journey, "More", "Start a referral or form")
    journey.wait_for("Which form?")
    journey.settle()
    journey.keys.press("Return")


def start_referral(journey: Journey) -> None:
    """The form of an allegation, from the record in view."""
    begin_first_form(journey)
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


def own_file(journey: Journey) -> None:
    """What is printed or saved now stays in the school."""
    journey.wait_for(_FOR_WHOM)
    journey.keys.activate("For the school’s own file")


def printed(journey: Journey) -> bytes:
    """Print what is in view; the bytes that went to the printer."""
    before = len(journey.printing.jobs)
    journey.keys.activate("Print")
    until(lambda: journey.sees("Office printer") or journey.sees(_FOR_WHOM), "how, or for whom")
    if journey.sees(_FOR_WHOM):
        own_file(journey)
    journey.wait_for("Office printer")
    journey.keys.activate("Print")
    until(lambda: len(journey.printing.jobs) > before, "a print job")
    journey.settle()
    return journey.printing.jobs[-1].pdf


def printed_from_preview(journey: Journey) -> bytes:
    """A preview opens over the page: print from there, and close it."""
    journey.wait_for("Page 1 of")
    pdf = printed(journey)
    journey.keys.press("Escape")
    journey.wait_gone("Page 1 of")
    return pdf


def words_of(pdf: bytes) -> str:
    """All words of a document, with one space between them."""
    return " ".join(" ".join(page_text(pdf, page) for page in range(page_count(pdf))).split())
