"""Scenario 2, up to the voicemail: three follow requests, two of them reported, then what a friend shows the DSL.

The two reports of the adult stay as they were made, in good faith. The clock of the third began on Friday at 15:50 and
is met by a message on the LADO's answering machine that afternoon.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from safeguard_app.domain.people import AdultType, OfficeKind
from safeguard_app.services import opening
from tests.journeys.driver import Journey, SetClock
from tests.journeys.schools import SCHOOL, MadeLog, add_adult, add_pupil, make_log, sign_in
from tests.journeys.tasks_at_the_desk import (
    Named,
    add_note,
    ask_the_register,
    file_concern,
    sign_in_as,
    unlock,
    write_concern,
)

pytestmark = pytest.mark.journey

ASHCOMBE = replace(
    SCHOOL,
    name="Ashcombe Academy",
    chair_name="Mrs Imogen Vale",
    head_name="Ms Laura Finch",
    dsl_name="Mr Ken Osei",
)
ATTEMPT = ("About children online", "Pupil’s attempt to contact an adult")


@pytest.fixture
def ashcombe(tmp_path: Path, clock: SetClock) -> MadeLog:
    """Joel Merrin from an agency, Freya, and Mia who speaks up."""
    made = make_log(tmp_path / "school.safeguard", clock, ASHCOMBE)
    session = sign_in(made, "dsl", tmp_path, clock)
    add_adult(session, "Ms Laura Finch", "Headteacher", OfficeKind.HEADTEACHER)
    add_adult(session, "Joel Merrin", "Teaching assistant", kind=AdultType.SUPPLY)
    add_pupil(session, "Freya Linden", date(2012, 3, 3), "Year 10", "10F")
    add_pupil(session, "Mia Rowe", date(2012, 5, 21), "Year 10", "10F")
    opening.lock(session)
    return made


def test_two_requests_are_reported_and_the_third_is_told_by_a_friend(
    begin: Callable[..., Journey], ashcombe: MadeLog, clock: SetClock
) -> None:
    clock.set("2026-09-14 16:20")
    journey = begin(ashcombe)
    unlock(journey)
    first = reported_by_the_adult(journey, "today 1605", "Freya asked to follow him. He rejected it.")
    clock.set("2026-09-24 16:20")
    second = reported_by_the_adult(journey, "today 1610", "Freya asked again. He rejected it.")
    assert first != second

    clock.set("2026-10-16 16:05")
    sign_in_as(journey, "dsl")
    ask_the_register(journey, "Joel Merrin", "Freya Linden", "9/10 11pm", "Instagram")
    assert journey.sees("None on this register")
    write_concern(
        journey,
        "Mia showed me chats: late at night, “delete this”, “our secret”. No images.",
        kind=("Staff-pupil contact",),
        told_by=Named("mia", row="Mia Rowe"),
        told="today 1550",
        happened="9/10 11pm",
        precision="About",
        people=(
            Named("merrin", "Adult of concern", row="Joel Merrin"),
            Named("freya", "Child in contact with the adult", row="Freya Linden"),
        ),
    )
    third = file_concern(journey)
    assert third not in (first, second)
    assert lado_line(journey) == "Mon 19 Oct, in 3 days", "it began on Friday, when Mia spoke"

    clock.set("2026-10-16 16:40")
    add_note(
        journey,
        "Message left on the answering machine, with name and number.",
        kind="Contact about an allegation: LADO",
        with_whom="Ms Hale",
        when="today 1635",
    )
    assert "Oct" not in lado_line(journey), "the clock is met and stands no longer"
    assert journey.sees("Fri 16 Oct 2026, 16:35")

    keys = journey.keys
    keys.press("Ctrl+K")
    keys.type("merrin")
    journey.wait_for("Teaching assistant")
    journey.settle()
    keys.press("Return")
    journey.settle()
    page = journey.screen()
    assert first in page and second in page and third in page, "his own reports stand beside the third"


def reported_by_the_adult(journey: Journey, told: str, account: str) -> str:
    """An attempt he reports himself; the case number."""
    write_concern(
        journey,
        account,
        kind=ATTEMPT,
        told_by=Named("merrin", row="Joel Merrin"),
        told=told,
        happened="today 1500",
        precision="About",
        people=(
            Named("freya", "Child in contact with the adult", row="Freya Linden"),
            Named("merrin", "Adult the pupil tried to contact", row="Joel Merrin"),
        ),
    )
    return file_concern(journey)


def lado_line(journey: Journey) -> str:
    """What stands under the first action of ringing the LADO."""
    lines = journey.screen().split("\n")
    start = next(
        place for place, line in enumerate(lines) if "ring the LADO before any investigation" in line
    )
    return lines[start + 3]
