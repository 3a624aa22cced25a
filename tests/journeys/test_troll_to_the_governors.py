"""Scenario 1, to its end: the law to ask about, Kai’s own welfare, a ban and its letters, "LarkbridgeTruth", governors.

The call, the report to the platform and the police stand on the record already. Traps: a ban before he was heard says
that it is provisional, the letters name no other child and no case, and an account that is nobody's yet stays so.
"""

from collections.abc import Callable

import pytest

from safeguard_app.domain.identifiers import Reference
from safeguard_app.services import bans_list, case_pages, cases, incident_pages, incidents, keeping, opening
from safeguard_app.services.incident_lists import IncidentFilter, StateFilter, rows
from safeguard_app.services.response_page import response_of
from safeguard_app.services.session import Session
from tests.journeys.driver import Journey, SetClock
from tests.journeys.larkbridge import HALLOWAY, file_the_trolling, send_letter
from tests.journeys.schools import MadeLog, sign_in
from tests.journeys.tasks_at_the_desk import (
    UNKNOWN,
    Named,
    file_concern,
    from_menu,
    lock,
    open_case,
    save_panel,
    unlock,
    write_concern,
)
from tests.journeys.tasks_with_cases import link

pytestmark = pytest.mark.journey

WELFARE = "Kai was seen on his own: he is settled, and does not know of the posts."
REASON = "You wrote that you know where a teacher parks."
TRUTH = "@LarkbridgeTruth"


def test_a_troll_is_banned_and_the_governors_hear_of_it(
    begin: Callable[..., Journey], larkbridge: MadeLog, clock: SetClock
) -> None:
    file_the_trolling(larkbridge, clock)
    clock.set("2026-09-16 11:00")
    journey = begin(larkbridge)
    unlock(journey)
    the_welfare_of_kai(journey)
    open_case(journey, "2026-0001")
    the_law_to_ask_about(journey)
    clock.set("2026-09-17 12:00")
    the_notice(journey)
    clock.set("2026-09-25 15:00")
    heard_and_decided(journey)
    clock.set("2026-11-09 09:00")
    the_anonymous_account(journey)
    open_case(journey, "2026-0001")
    clock.set("2026-11-11 14:00")
    legal_advice(journey)
    clock.set("2026-11-12 19:30")
    the_governors(journey)
    clock.set("2026-11-27 09:00")
    the_review(journey)
    lock(journey)
    look_behind(larkbridge, clock)


def the_welfare_of_kai(journey: Journey) -> None:
    """His father's posts are not his: a note of his own, on his page and in no record about a teacher."""
    keys = journey.keys
    open_case(journey, "Kai Halloway")
    keys.press("Ctrl+M")
    journey.wait_focus("What was said or done")
    keys.type(WELFARE)
    save_panel(journey, "Save note")
    journey.wait_for(WELFARE)


def the_law_to_ask_about(journey: Journey) -> None:
    """Possibly a threatening communication: set by a person, with a reason, and confirmed by others."""
    from_menu(journey, "More", "Laws that may apply")
    journey.keys.go_to("Threatening message (Online Safety Act 2023, section 181)")
    journey.keys.press("Space")
    journey.keys.fill("Why it is changed", "Posted that he knows where she parks")
    save_panel(journey, "Put away")
    journey.wait_for("Threatening message (Online Safety Act 2023, section 181)")
    assert journey.sees("confirm with the police or the school’s legal adviser")


def the_notice(journey: Journey) -> None:
    """From the premises and from events, provisional, with a week to answer; and its letter."""
    keys = journey.keys
    keys.activate("Record: Provisional ban from the premises")
    journey.wait_focus("Reason")
    keys.type(REASON)
    keys.fill("From", "17/9/2026")
    keys.fill("Until", "18/12")
    keys.activate("School events")
    keys.fill("How the child is brought and collected", "Kai is handed over at the gate.")
    keys.fill("They may answer until", "24/9")
    save_panel(journey, "Save step")
    journey.wait_for(f"Ban of {HALLOWAY}: provisional")
    letter(
        journey,
        "Provisional ban from the premises",
        "onto the school premises or to school events from Thursday 17 September 2026 until Friday 18 December 2026",
        "This is provisional.",
        "by Thursday 24 September 2026",
    )


def letter(journey: Journey, title: str, *expected: str) -> None:
    """What went to him: signed by the Headteacher, nothing open, no case number and no child but his own."""
    sent = send_letter(journey, title, "Kai Halloway")
    assert sent.startswith(HALLOWAY) and "Dear Mr Halloway," in sent
    assert sent.rstrip().endswith("Mr Simon Pell\nHeadteacher")
    missing = [one for one in (*expected, REASON, "Kai is handed over at the gate.") if one not in sent]
    assert not missing and not any(one in sent for one in ("2026-0001", "Ella", "[")), missing


def heard_and_decided(journey: Journey) -> None:
    """His answer of Wednesday, and the decision of Friday: until 18 December, looked at again on 27 November."""
    keys = journey.keys
    keys.activate("Record: Representations received")
    journey.wait_focus("What they answered")
    keys.type("I was upset.")
    keys.fill("When", "23/9/2026 0900")
    save_panel(journey, "Save step")
    keys.activate("Record: Decision on the ban")
    journey.wait_focus("Decision")
    keys.choose("Decision", "The ban is confirmed")
    keys.fill("Looked at again on", "27/11")
    save_panel(journey, "Save step")
    journey.wait_for(f"Ban of {HALLOWAY}: in force")
    letter(
        journey,
        "Decision on the ban",
        "I wrote to you on Thursday 17 September 2026",
        "I received what you told us about it on Wednesday 23 September 2026",
        "or to school events from Thursday 17 September 2026 until Friday 18 December 2026",
        "I will look at this again on Friday 27 November 2026",
    )


def the_anonymous_account(journey: Journey) -> None:
    """A record of its own in the same case; whose account it may be stays a suspicion."""
    keys = journey.keys
    write_concern(
        journey,
        "An account that gives no name repeats the insults.",
        kind=("Trolling",),
        told_by=Named("nandra", row="Ms Priya Nandra"),
        told="today 0830",
        happened="today 0712",
        people=(Named("nandra", "Target", row="Ms Priya Nandra"), Named(TRUTH, "Account used", row=UNKNOWN)),
    )
    file_concern(journey)
    journey.wait_for("Filed as 2026-0002.")
    journey.settle()
    link(journey, "2026-0001", "The same insults, of the same teacher.", "Posts about a teacher")
    keys.activate("Suspected account")
    journey.wait_focus("Account")
    keys.type(TRUTH)
    keys.choose("Platform", "Facebook")
    keys.go_to("Whose it may be")
    keys.type(HALLOWAY)
    journey.wait_for(UNKNOWN)
    keys.press("Down", 12)
    keys.press("Return")
    keys.fill("What that rests on", "The words are those of the posts of September. Nothing proves it.")
    save_panel(journey, "Put away")
    journey.wait_for(f"{TRUTH} on Facebook, perhaps {HALLOWAY}")
    assert journey.sees("A suspicion: until it is shown, this is not an account of theirs.")


def legal_advice(journey: Journey) -> None:
    """Wednesday 11 November: the solicitor, before anything is threatened."""
    keys = journey.keys
    keys.activate("Record: Legal advice")
    journey.wait_for("Before you do")
    keys.fill("With whom", "The school’s solicitor")
    keys.fill("What they answered", "Do not name him as the account’s owner. Report it to the platform.")
    save_panel(journey, "Save step")
    journey.wait_for("Do not name him as the account’s owner.")
    journey.wait_for("Next: Governing body")


def the_governors(journey: Journey) -> None:
    """Thursday 12 November: referred, with the minute, and without more names than they need."""
    keys = journey.keys
    keys.activate("Record: Governing body")
    journey.wait_focus("What was done or said")
    keys.type("One case of an adult’s posts about a teacher, one ban in force.")
    keys.fill("With whom", "Dr Ama Boateng")
    keys.fill("Reference", "Minute 7.2")
    save_panel(journey, "Save step")
    journey.wait_for("Minute 7.2")


def the_review(journey: Journey) -> None:
    """The ban continues, and he is told."""
    keys = journey.keys
    keys.activate("Record: Review of the ban")
    journey.wait_focus("Decision")
    keys.choose("Decision", "The ban continues")
    keys.fill("Looked at again on", "11/12")
    save_panel(journey, "Save step")
    journey.wait_for("To be looked at again on Fri 11 Dec 2026")
    letter(
        journey,
        "Review of the ban",
        "It continues until Friday 18 December 2026.",
        "I will look at it again on Friday 11 December 2026",
    )


def look_behind(log: MadeLog, clock: SetClock) -> None:
    """One ladder case and one ban for the governors; two records in one case; the account is nobody's."""
    session = sign_in(log, "dsl", log.folder.parent, clock)
    try:
        found = {row.case: row.reference for row in rows(session, IncidentFilter(StateFilter.ALL))}
        first, second = found["2026-0001"], found["2026-0002"]
        numbers = bans_list.response_numbers(session)
        assert (numbers.ladder_cases, numbers.bans) == (1, 1)
        (ban,) = bans_list.ban_lines(session)
        assert (ban.person, ban.case) == (HALLOWAY, "2026-0001") and "Provisional" not in ban.status.words
        response = response_of(session, first)
        assert response.ladder is not None
        taken = {rung.code: step.when for rung in response.ladder.rungs for step in rung.steps}
        assert "Wed 11 Nov 2026" in taken["legal"] and "Thu 12 Nov 2026" in taken["governors"]
        (standing,) = response.bans
        assert standing.terms.events and standing.terms.premises
        assert [one.letter.sent is not None for one in response.letters] == [True, True, True]
        assert incidents.current(session, first).content.possible_laws == ("threats_2023",)
        assert WELFARE not in str(incident_pages.open_record(session, first))
        suspected_alone(session, second)
        assert keeping.check(session).whole
    finally:
        opening.lock(session)


def suspected_alone(session: Session, second: Reference) -> None:
    """On the record of the account nobody is its author; the case says whose it may be, and what that rests on."""
    names = {one.name for one in incident_pages.open_record(session, second).people}
    assert TRUTH in names and HALLOWAY not in names
    (case,) = cases.rows(session)
    page = case_pages.open_case(session, case.reference)
    assert {one.number for one in page.records} == {"2026-0001", "2026-0002"}
    (line,) = page.suspected
    assert TRUTH in str(line) and HALLOWAY in str(line) and "Nothing proves it." in str(line)
