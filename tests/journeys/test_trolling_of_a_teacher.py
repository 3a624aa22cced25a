"""Scenario 1, first half: a parent trolls a teacher. From her report to the threat and what followed that day."""

import re
from collections.abc import Callable

import pytest

from safeguard_app.domain.incidents import Severity
from safeguard_app.services import evidence_items, incident_pages, incidents, keeping, opening
from safeguard_app.services.incident_lists import IncidentFilter, StateFilter, rows
from tests.journeys.driver import Journey, SetClock
from tests.journeys.schools import MadeLog, picture, sign_in
from tests.journeys.tasks_at_the_desk import (
    UNKNOWN,
    Capture,
    Named,
    add_action,
    add_evidence,
    add_note,
    file_concern,
    lock,
    tell,
    triage,
    unlock,
    write_concern,
)

pytestmark = pytest.mark.journey

THREAT = "I know where she parks"


def test_a_parent_trolls_a_teacher(
    begin: Callable[..., Journey], larkbridge: MadeLog, clock: SetClock
) -> None:
    clock.set("2026-09-14 08:10")
    journey = begin(larkbridge)
    unlock(journey)
    case = report_the_posts(journey)
    keep_the_posts(journey)
    follow_up_the_day(journey, clock)
    clock.set("2026-09-15 11:00")
    tick_off_the_letter(journey)
    clock.set("2026-09-16 09:20")
    raise_to_high_for_the_threat(journey)

    after = journey.screen()
    for words in ("High", "Ex3", "Union representative", "Refused.", "Letter A".casefold()):
        assert words.casefold() in after.casefold()
    assert re.search(r"Version 2\n.*16 Sep 2026.*\n.*A threat was posted this morning", after)
    journey.keys.press("Ctrl+7")
    journey.wait_for("Audit")
    assert journey.sees(case)
    lock(journey)
    look_behind(larkbridge, clock)


def report_the_posts(journey: Journey) -> str:
    """Ms Nandra's report on Monday morning; the case number."""
    write_concern(
        journey,
        "Two posts in the public group insult Ms Nandra. The second names Ella.",
        kind=("Trolling",),
        told_by=Named("nandra", row="Ms Priya Nandra"),
        told="today 0805",
        happened="fri 2014",
        people=(
            Named("nandra", "Target", row="Ms Priya Nandra"),
            Named("Mr Dean Halloway", "Author of the post", row=UNKNOWN),
            Named("ella", "Person shown or identified", row="Ella Tan"),
        ),
    )
    case = file_concern(journey)
    assert case == "2026-0001"
    assert journey.sees("Fri 11 Sep 2026"), "the time of the post is not the time of the report"
    return case


def keep_the_posts(journey: Journey) -> None:
    """Her two screenshots, taken on her own telephone."""
    phone = Capture(
        what="Post of Friday evening",
        at="12/9 0930",
        by="Ms Priya Nandra",
        posted="Fri at 20:14",
        handle="@deanhalloway",
        platform="Facebook",
        device="Telephone",
        whose="Ms Nandra’s own",
        supplied_by="Ms Priya Nandra",
        reached="Seen through one’s own account",
    )
    add_evidence(
        journey,
        phone,
        picture(journey.home / "first.png", 10),
        picture(journey.home / "second.png", 90),
    )
    assert journey.sees("Ex1") and journey.sees("Ex2")
    assert journey.sees("Full address"), "what is missing is counted"


def follow_up_the_day(journey: Journey, clock: SetClock) -> None:
    """Who was told, the call to the parent, and the letter to send."""
    clock.set("2026-09-14 08:35")
    add_note(journey, "Union representative offered to Ms Nandra. Accepted.", when="today 0820")
    tell(journey, "Headteacher", when="today 0830", how="In person")
    clock.set("2026-09-14 16:05")
    add_note(
        journey,
        "Mr Pell asked for both posts to be removed by 17:00. Refused.",
        kind="Telephone call",
        with_whom="Mr Dean Halloway",
        when="today 1540",
    )
    add_action(journey, "Send letter A", "Mr Simon Pell", "tue")
    tell(
        journey,
        "Parent or carer",
        name="Mrs Tan",
        when="today 1550",
        said="Thanked the school. Asks that Ella is not named again.",
    )
    journey.wait_for("Mrs Tan")


def tick_off_the_letter(journey: Journey) -> None:
    """The letter has gone."""
    journey.keys.activate("Done: Send letter A…")
    journey.wait_focus("How was it done?")
    journey.keys.type("Posted first class and by e-mail.")
    journey.keys.press("Ctrl+Return")
    journey.settle()


def raise_to_high_for_the_threat(journey: Journey) -> None:
    """The threat of Wednesday: exhibit, report to the platform and the police, and a higher severity."""
    capture = Capture(
        what=f"Post: {THREAT}",
        at="today 0755",
        by="Mrs Ruth Okello",
        posted="07:50",
        address="https://www.facebook.example/groups/larkbridge/posts/77120",
        platform="Facebook",
        reached="Open to everyone",
    )
    add_evidence(journey, capture, picture(journey.home / "third.png", 60))
    add_note(journey, f"“{THREAT}” reported.", kind="Report to a platform", when="today 0830")
    add_note(journey, "Log EM-0416 opened, 101.", kind="Contact with the police", when="today 0910")
    triage(journey, "High", f"“{THREAT}”: a threat.", "A threat was posted this morning")


def look_behind(log: MadeLog, clock: SetClock) -> None:
    """The record as the log holds it."""
    session = sign_in(log, "dsl", log.folder.parent, clock)
    try:
        (row,) = rows(session, IncidentFilter(StateFilter.ALL))
        page = incident_pages.open_record(session, row.reference)
        stored = incidents.current(session, row.reference)
        exhibits = evidence_items.exhibits(session, row.reference).items
        assert stored.number == 2 and stored.content.severity is Severity.HIGH
        assert [line.exhibit for line in exhibits] == ["Ex1", "Ex2", "Ex3"]
        assert "Full address" in exhibits[0].missing and "Full address" not in exhibits[2].missing
        assert len(page.notes) == 4 and len(page.told) == 2
        assert keeping.check(session).whole, "nothing that was written breaks the chain or a stored file"
    finally:
        opening.lock(session)
