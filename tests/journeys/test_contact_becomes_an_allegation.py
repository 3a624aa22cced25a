"""Scenario 2 to its end: a second report, a low-level concern, what a friend shows, the LADO, and the outcome.

Traps: the time limit counts from Friday 15:50; his own reports in good faith stay as made, and are said to be his; Mia
asked not to be named, and stands on no paper; whoever reads the daily log alone learns of none of it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from safeguard_app.services import cases, incident_pages, keeping, opening
from safeguard_app.services.incident_lists import IncidentFilter, StateFilter, rows
from tests.journeys.ashcombe import FIRST, make_ashcombe
from tests.journeys.driver import Journey, SetClock
from tests.journeys.schools import MadeLog, picture, sign_in
from tests.journeys.tasks_at_the_desk import (
    Capture,
    Further,
    Named,
    add_evidence,
    add_note,
    ask_the_register,
    decide,
    file_concern,
    lock,
    name_somebody,
    open_case,
    save_panel,
    sign_in_as,
    unlock,
    write_concern,
)
from tests.journeys.tasks_on_paper import printed_from_preview, words_of
from tests.journeys.tasks_with_an_allegation import (
    LOCKED,
    after_the_meeting,
    look_at_the_copy,
    look_at_the_form,
    outcome,
    send_the_form,
    take_advice,
)
from tests.journeys.tasks_with_cases import link, take_out

pytestmark = pytest.mark.journey

ATTEMPT = ("About children online", "Pupil’s attempt to contact an adult")
CONDUCT = ("About adults who work here", "Other conduct of an adult who works here")
LOW_LEVEL = "Concern about an adult, below the harm threshold"
MET = "May meet the harm threshold"
RISK = "Behaved in a way that shows they may pose a risk of harm to children"
SUITABILITY = (
    "Behaved, or may have behaved, in a way that shows they may not be suitable to work with children"
)
CASE = "Requests, a lift and messages"
FREYA = Named("freya", "Child in contact with the adult", row="Freya Linden")
ASKED = Named("merrin", "Adult the pupil tried to contact", row="Joel Merrin")
CONCERN = Named("merrin", "Adult of concern", row="Joel Merrin")


@dataclass
class Numbers:
    """The case numbers, as they were given."""

    reports: list[str] = field(default_factory=lambda: ["2026-0001"])
    lift: str = ""
    third: str = ""
    chats: str = ""


def test_follow_requests_become_an_allegation(
    begin: Callable[..., Journey], tmp_path: Path, clock: SetClock
) -> None:
    log = make_ashcombe(tmp_path, clock)
    clock.set("2026-09-24 16:20")
    journey = begin(log)
    unlock(journey)
    known = Numbers()
    he_reports_the_second(journey, known)
    clock.set("2026-10-06 16:30")
    the_head_records_a_lift(journey, known)
    clock.set("2026-10-16 15:56")
    mia_shows_the_chats(journey, known)
    clock.set("2026-10-16 16:20")
    decide_on_the_threshold(journey, known)
    clock.set("2026-10-16 16:40")
    leave_a_message(journey, known)
    link_them(journey, known)
    clock.set("2026-10-19 09:05")
    open_case(journey, known.chats)
    look_at_the_form(send_the_form(journey, clock))
    clock.set("2026-10-19 11:10")
    open_case(journey, known.chats)
    take_advice(journey)
    clock.set("2026-10-21 16:00")
    after_the_meeting(journey)
    clock.set("2026-12-07 12:00")
    outcome(journey)
    look_at_the_copy(journey)
    look_at_the_case(journey, known)
    the_deputy_learns_nothing(journey, known)
    lock(journey)
    look_behind(log, known, clock)


def he_reports_the_second(journey: Journey, known: Numbers) -> None:
    """24 September: rejected, reported the same day; the check of the register says so to his credit."""
    write_concern(
        journey,
        "Freya asked again. He rejected it.",
        kind=ATTEMPT,
        told_by=Named("merrin", row="Joel Merrin"),
        told="today 1610",
        happened="today 1500",
        people=(FREYA, ASKED),
    )
    known.reports.append(file_concern(journey))
    own = Further(
        "The adult reported it themselves",
        "The other person",
        "Not known",
        "Rejected it",
        "The adult themself",
        "today 1610",
    )
    ask_the_register(journey, "Joel Merrin", "Freya Linden", "today 1500", "Instagram", own)
    assert journey.sees("None on this register")
    assert journey.sees("Reported to the Headteacher by Joel Merrin themself on Thu 24 Sep 2026, 16:10")
    assert journey.sees("The request was rejected outright")
    journey.keys.press("Ctrl+Return")
    journey.wait_for("Step 3 of 3, keep")
    journey.keys.activate(f"Keep with {known.reports[1]}…")
    journey.wait_for(f"Kept with {known.reports[1]}")
    journey.settle()


def the_head_records_a_lift(journey: Journey, known: Numbers) -> None:
    """6 October: below the threshold, decided by the Headteacher, kept with concerns about adults."""
    sign_in_as(journey, "head")
    write_concern(
        journey,
        "Joel Merrin drove Freya home in his car after swimming.",
        kind=CONDUCT,
        told_by=Named("Mrs Dale"),
        told="today 1545",
        happened="mon 1800",
        people=(CONCERN, Named("freya", "Child at the centre of the concern", row="Freya Linden")),
    )
    known.lift = file_concern(journey)
    assert len(known.lift.split("-")) == 3, "it stands in a part of its own, with the concerns about adults"
    decide(journey, LOW_LEVEL, "Spoken to. No lifts.", "Once, and her mother knew.", when="today 1625")
    assert not journey.sees(LOCKED)


def mia_shows_the_chats(journey: Journey, known: Numbers) -> None:
    """16 October, 15:50: the register has nothing; the verdict goes with the new concern; the third request apart."""
    sign_in_as(journey, "dsl")
    keys = journey.keys
    asked = Further(
        "Another pupil reported it", "The other person", "Outside it", "Accepted it", "Nobody yet"
    )
    ask_the_register(journey, "Joel Merrin", "Freya Linden", "9/10 11pm", "Instagram", asked)
    assert journey.sees("None on this register")
    assert not journey.sees("To the adult’s credit")
    keys.press("Ctrl+Return")
    journey.wait_for("Step 3 of 3, keep")
    keys.activate("Start a new incident with it")
    journey.wait_focus("What have you seen or been told?")
    journey.settle()
    keys.type("Mia showed me chats: late at night, “delete this”, “our secret”. No images.")
    keys.go_to("Yes", about="Is anyone in danger now?", back=True)
    keys.pick("Is anyone in danger now?", "No")
    withheld(journey)
    known.chats = file_concern(journey)
    assert journey.sees("None on this register")
    facts = Capture(
        what="Photograph of the chats",
        at="today 1555",
        platform="Instagram",
        whose="Mia Rowe",
        reached="Shown by somebody who had it",
    )
    add_evidence(journey, facts, *(picture(journey.home / f"{n}.png", 40 * n) for n in (1, 2)))
    write_concern(
        journey, "Freya asked a third time. He did not report it.", kind=ATTEMPT, people=(FREYA, ASKED)
    )
    withheld(journey)
    keys.fill("When did it happen?", "9/10 1900")
    known.third = file_concern(journey)


def withheld(journey: Journey) -> None:
    """Mia told of it at ten to four, and asks not to be named."""
    name_somebody(journey, "Who told you", Named("mia", row="Mia Rowe"))
    journey.keys.fill("When you were told", "today 1550")
    journey.keys.activate("They ask not to be named")


def decide_on_the_threshold(journey: Journey, known: Numbers) -> None:
    """Limbs 3 and 4; and the low-level concern is read anew with its reason, its limit counting from now."""
    for case, why in (
        (known.chats, "Secrecy, late at night, and asked to delete."),
        (known.lift, "Seen with the chats, the lift may be part of a pattern."),
    ):
        open_case(journey, case)
        keys = journey.keys
        keys.press("Ctrl+D")
        journey.wait_focus("Decision")
        keys.choose("Decision", MET)
        keys.activate(RISK)
        keys.activate(SUITABILITY)
        keys.fill("What speaks for or against it", "He also coaches at a swimming club.")
        keys.fill("Why", why)
        save_panel(journey, "Save decision")
        assert journey.sees(LOCKED)
    seen = journey.screen()
    assert LOW_LEVEL in seen and MET in seen, "what was decided first stays beside what is decided now"
    assert "when it was decided that it may meet the harm threshold after all" in seen
    assert "harm threshold: Due by the end of Mon 19 Oct 2026" in seen, "it is not late since the seventh"


def leave_a_message(journey: Journey, known: Numbers) -> None:
    """16:35, an answering machine: the limit that began on Friday at 15:50 is met, on both records."""
    for case in (known.lift, known.chats):
        open_case(journey, case)
        add_note(
            journey,
            "Message left on the answering machine, with name and number.",
            kind="Contact about an allegation: LADO",
            with_whom="Ms Hale",
            when="today 1635",
        )
        journey.wait_for("Met: Fri 16 Oct 2026, 16:35")
    seen = journey.screen()
    assert "Fri 16 Oct 2026, 15:50, when it came to the school’s attention" in seen
    assert "the end of Mon 19 Oct 2026" in seen, "the limit ends on Monday, and began on Friday"


def link_them(journey: Journey, known: Numbers) -> None:
    """The third request was put with the first alone; it is taken out again and linked with the rest."""
    open_case(journey, known.third)
    link(journey, known.reports[0], "The same request again.")
    open_case(journey, known.chats)
    link(journey, known.lift, "The same adult and the same child.", CASE)
    for number in known.reports:
        link(journey, number, "His own report of an earlier request.")
    open_case(journey, known.third)
    take_out(journey, "It belongs with the allegation.")
    link(journey, known.chats, "He did not report it.")
    assert journey.sees(f"Open the case {CASE}")


def look_at_the_case(journey: Journey, known: Numbers) -> None:
    """One chronology from 14 September on, on the page and on paper; on paper Mia stands nowhere."""
    open_case(journey, known.chats)
    journey.keys.activate(f"Open the case {CASE}")
    journey.wait_for("People in these records")
    seen = journey.screen()
    for number in (*known.reports, known.third, known.lift, known.chats):
        assert number in seen
    for said in (
        "Mon 14 Sep 2026, 16:05",
        "Referral to the Designated Officer (LADO): Sent the form, or handed it over, Mon 19 Oct 2026, 09:10",
        "Advice of the LADO, Mon 19 Oct 2026, 11:00",
        "Outcome of the allegation, Fri 4 Dec 2026, 15:00",
        "Barring and regulator, Mon 7 Dec 2026, 11:00",
    ):
        assert said in seen, said
    journey.keys.activate("Print the chronology")
    words = words_of(printed_from_preview(journey))
    told = ("Mon 14 Sep 2026", "Tue 15 Sep 2026", "Thu 24 Sep 2026", "Tue 6 Oct 2026", "Fri 16 Oct 2026")
    dated = words.partition("When Record What")[2]
    places = [dated.index(day) for day in (*told, "Mon 19 Oct 2026", "Wed 21 Oct 2026")]
    assert places == sorted(places)
    assert FIRST in words and "Mia" not in words and "Rowe" not in words


def the_deputy_learns_nothing(journey: Journey, known: Numbers) -> None:
    """Whoever reads the daily log alone sees three requests, and no case, no concern, no allegation."""
    sign_in_as(journey, "deputy")
    for number in (*known.reports, known.third):
        open_case(journey, number)
        seen = journey.screen()
        assert "In no case yet" in seen or number == known.reports[0], (
            "the case that was left again is its own"
        )
        for trace in (CASE, known.chats, known.lift, "our secret", LOCKED, MET):
            assert trace not in seen


def look_behind(log: MadeLog, known: Numbers, clock: SetClock) -> None:
    """His reports are as he made them; one case holds all five."""
    session = sign_in(log, "dsl", log.folder.parent, clock)
    try:
        by_case = {row.case: row.reference for row in rows(session, IncidentFilter(StateFilter.ALL))}
        for number, said in zip(known.reports, (FIRST, "Freya asked again. He rejected it."), strict=True):
            page = incident_pages.open_record(session, by_case[number])
            assert page.version == 1 and [one.text for one in page.accounts[0].passages] == [said]
        (case,) = [one for one in cases.rows(session) if one.title == CASE]
        held = {one.number for one in case.records}
        assert held == {*known.reports, known.third, known.lift, known.chats}
        assert keeping.check(session).whole
    finally:
        opening.lock(session)
