"""A LADO referral from a complete record: what is still empty, answers, preview, print, save, and what audit keeps."""

import hashlib
from collections.abc import Callable
from datetime import date

import pytest

from safeguard_app.domain.people import OfficeKind
from safeguard_app.services import opening
from tests.journeys.driver import Journey, SetClock
from tests.journeys.keyboard import until
from tests.journeys.schools import MadeLog, add_adult, add_pupil, sign_in
from tests.journeys.tasks_at_the_desk import Named, file_concern, unlock, write_concern
from tests.journeys.tasks_on_paper import SITE, answer, own_file, printed, start_referral, words_of

pytestmark = pytest.mark.journey

KNOWS = "Who else knows?"
SPOKEN = "Has the adult been spoken to: by whom, and what was said?"


@pytest.fixture
def larkbridge(made: MadeLog, clock: SetClock) -> MadeLog:
    """The Headteacher, a coach and a pupil are on the register."""
    session = sign_in(made, "dsl", made.folder.parent, clock)
    add_adult(session, "Mr Simon Pell", "Headteacher", OfficeKind.HEADTEACHER)
    add_adult(session, "Mr Owen Tarn", "Sports coach")
    add_pupil(session, "Ella Tan", date(2016, 4, 2), "Year 5", "5N")
    opening.lock(session)
    return made


def test_a_referral_on_paper_says_what_was_answered_and_no_more(
    begin: Callable[..., Journey], larkbridge: MadeLog, clock: SetClock
) -> None:
    clock.set("2026-09-14 13:00")
    journey = begin(larkbridge)
    keys = journey.keys
    unlock(journey)
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
    case = file_concern(journey)
    start_referral(journey)

    answer(journey, SITE, "On site until 15:30 today; next with children tomorrow at 08:30.")
    answer(journey, KNOWS, "Mr Pell, and Ella’s form tutor.")
    keys.activate(f"Not known: {SPOKEN}")
    journey.settle()
    journey.wait_for("1 not known")

    pdf = printed(journey)
    words = words_of(pdf)
    for said in ("Mr Owen Tarn", "Ella Tan", "On site until 15:30 today", "Mr Pell, and Ella’s form tutor."):
        assert said in words
    assert "Not known" in words and "Larkbridge Primary" in words
    assert journey.sees("Printing is not sending"), "no clock is met by printing"

    saved = journey.home / "referral.pdf"
    journey.dialogs.save_to = str(saved)
    keys.activate("Save PDF")
    own_file(journey)
    journey.wait_for("Save a readable copy")
    keys.activate("Choose where to save")
    until(saved.exists, "the file is written")
    journey.settle()
    (proposed,) = journey.dialogs.opened
    assert proposed == f"save {case}.pdf", "nobody’s name stands in a file name"
    assert saved.read_bytes()[:5] == b"%PDF-"

    keys.press("Ctrl+7")
    journey.settle()
    keys.pick("Part of the log", "Concerns about adults")
    journey.settle()
    for content in (pdf, saved.read_bytes()):
        in_audit(journey, hashlib.sha256(content).hexdigest())


def in_audit(journey: Journey, digest: str) -> None:
    """Go down the audit until an event shows the hash of a document."""
    keys = journey.keys
    keys.go_to("Events, newest first")
    keys.press("Ctrl+Home")
    for _ in range(12):
        journey.settle()
        if digest in "".join(journey.screen().replace("\u200b", "").split()):
            return
        keys.press("Down")
    raise AssertionError(f"no event with {digest}")
