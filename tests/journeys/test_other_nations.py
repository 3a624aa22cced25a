"""A school of Northern Ireland and one of Scotland at work: no page, form or help speaks England's words."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from safeguard_app.domain.nations import Nation
from safeguard_app.services import opening
from tests.journeys.driver import Journey, SetClock
from tests.journeys.schools import SCHOOL, MadeLog, add_adult, add_pupil, make_log, sign_in
from tests.journeys.tasks_at_the_desk import Named, file_concern, lock, unlock, write_concern
from tests.journeys.tasks_on_paper import begin_first_form

pytestmark = pytest.mark.journey

ENGLANDS = re.compile(
    r"\bLADO\b|Headteacher|Chair of Governors|Designated Safeguarding|\bDSL\b|\bMASH\b|\bMARF\b|[Ff]ront door"
    r"|Channel panel|\bKCSIE\b|[Ll]ocal authority|governing body"
)
PAGES = ("Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+5", "Ctrl+6", "Ctrl+7", "Ctrl+8")
HELP = "Pages of the help"


@pytest.fixture(params=[Nation.NORTHERN_IRELAND, Nation.SCOTLAND], ids=lambda nation: str(nation.value))
def school(request: pytest.FixtureRequest, tmp_path: Path, clock: SetClock) -> tuple[MadeLog, Nation]:
    """A log of another nation, an adult and a pupil on its register."""
    kept = replace(SCHOOL, nation=request.param, local_authority="Eastmarch", contacts=())
    made = make_log(tmp_path / "school.safeguard", clock, kept)
    session = sign_in(made, "dsl", tmp_path, clock)
    add_adult(session, "Mr Owen Tarn", "Sports coach")
    add_pupil(session, "Ella Tan", date(2016, 4, 2), "P6", "P6N")
    opening.lock(session)
    return made, request.param


def test_no_page_speaks_englands_words(
    begin: Callable[..., Journey], school: tuple[MadeLog, Nation], clock: SetClock
) -> None:
    made, nation = school
    head = {Nation.NORTHERN_IRELAND: "Principal", Nation.SCOTLAND: "Head Teacher"}[nation]
    clock.set("2026-09-14 13:00")
    journey = begin(made)
    journey.wait_focus("Passphrase")
    read(journey, "the unlock page")
    read_help(journey, head)
    unlock(journey)
    write_a_concern(journey)
    for page in PAGES:
        journey.keys.press(page)
        read(journey, page)
    assert_the_head_is_named(journey, head)
    read_help(journey, head)
    lock(journey)


def write_a_concern(journey: Journey) -> None:
    """An adult's messages to a pupil: the form, the record with what to do, and a referral."""
    write_concern(
        journey,
        "He messages Ella late at night: “our secret”.",
        kind=("Staff-pupil contact",),
        told_by=Named("ella", row="Ella Tan"),
        told="today 1230",
        happened="yest 9pm",
        people=(
            Named("tarn", "Adult of concern", row="Mr Owen Tarn"),
            Named("ella", "Child in contact with the adult", row="Ella Tan"),
        ),
    )
    read(journey, "the form")
    file_concern(journey)
    read(journey, "the record")
    journey.keys.press("Ctrl+E")
    journey.wait_for("Before you add evidence")
    read(journey, "the question before evidence")
    journey.keys.press("Escape")
    journey.wait_gone("Before you add evidence")
    begin_first_form(journey)
    journey.wait_for("Allegation about a member of staff")
    read(journey, "the referral")


def assert_the_head_is_named(journey: Journey, head: str) -> None:
    """The pages were read, not missed: the nation's own word for the head stands on Today."""
    journey.keys.press("Ctrl+1")
    assert head in read(journey, "Today")


def read_help(journey: Journey, head: str) -> None:
    """F1, and each page of the help in turn."""
    journey.keys.press("F1")
    journey.wait_for("Find in the help")
    journey.keys.go_to(HELP)
    journey.keys.press("Home")
    seen, before = "", ""
    while (now := read(journey, "the help")) != before:
        seen, before = seen + now, now
        journey.keys.press("Down")
    assert f"Acknowledged by the {head}" in seen
    journey.keys.press("Escape")
    journey.wait_gone("Find in the help")


def read(journey: Journey, where: str) -> str:
    """Everything in view, in which nothing of England's may stand."""
    seen = journey.screen()
    found = ENGLANDS.search(seen)
    assert found is None, f"{where} says “{seen[max(0, found.start() - 60) : found.end() + 60]}”"
    return seen
