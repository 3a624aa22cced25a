"""Scenario 6, the group chat: racist messages at home and taunts on the bus, at a primary school of Northern Ireland.

Traps: what was sent at home is recorded although the statutory list does not name it; the edited face is no indecent
image and still an image of a child; a service's youngest age is that of the day; no page and no paper says LADO or
Channel.
"""

from collections.abc import Callable
from dataclasses import replace

import pytest

from safeguard_app.services import cases, incidents, keeping, opening
from safeguard_app.services.incident_lists import IncidentFilter, StateFilter, rows
from tests.derrylough_school import GROUP, TARGET
from tests.journeys.derrylough import begin_reading
from tests.journeys.driver import Journey, SetClock
from tests.journeys.keyboard import until
from tests.journeys.perceiving import texts_on_screen
from tests.journeys.schools import MadeLog, sign_in
from tests.journeys.tasks_at_the_desk import (
    Capture,
    Named,
    add_evidence,
    add_note,
    file_concern,
    from_menu,
    lock,
    name_somebody,
    open_case,
    save_panel,
    tell,
    unlock,
    write_concern,
)
from tests.journeys.tasks_on_paper import printed_from_preview, words_of
from tests.journeys.tasks_with_evidence import shot

pytestmark = pytest.mark.journey

PARENTS = ("Mrs Irwin", "Mrs Bell", "Mr Crane", "Mrs Doak", "Mr Fife", "Mrs Gault")
RACE = "Race, ethnic origin or language"
AGE = "13, since Thu 11 Apr 2024"
ADDRESSED = (
    "A restorative meeting, talks with six families, and somebody of his own to go to until Christmas."
)
ON_THE_BUS = ("Travelling to or from school in term time", "Spoken, face to face")
AT_HOME = ("None of these", "Section 3 does not name it", "A group chat", "Pictures, video or edited images")


def test_a_racist_group_chat_and_taunts_on_the_bus(
    begin: Callable[..., Journey], derrylough: MadeLog, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.set("2026-11-18 10:20")
    journey, reader = begin_reading(begin, derrylough, monkeypatch)
    unlock(journey)
    chat = note_of_concern(journey)
    bus = taunts_on_the_bus(journey)
    same_case(journey, chat)
    clock.set("2026-11-18 15:40")
    open_case(journey, chat)
    four_screenshots(journey)
    gateway_advises(journey)
    clock.set("2026-11-19 12:30")
    six_families(journey)
    clock.set("2026-11-27 15:00")
    review(journey, chat, bus)
    reader.every_page()
    lock(journey)
    assert len(reader.papers()) == 2
    reader.assert_nothing_of_elsewhere("Designated Teacher", "Principal", "Board of Governors", "Gateway")
    look_behind(derrylough, clock)


def note_of_concern(journey: Journey) -> str:
    """The classroom assistant's slip about Sunday evening, told at 09:20 and handed over at ten; the case number."""
    keys = journey.keys
    write_concern(
        journey,
        "They put my face on a potato and wrote go home. Then everyone laughed.",
        kind=("Cyberbullying",),
        told_by=Named("tomasz", row=TARGET),
        told="today 0920",
        happened="sun 1930",
        people=(
            Named("tomasz", "Target", row=TARGET),
            *(Named(name.lower(), "Person alleged to have caused harm", row=name) for name in GROUP),
        ),
    )
    in_full(journey)
    questions(journey, ("A group chat", "Pictures, video or edited images"), "None of these")
    keys.fill(
        "Why does it belong in the statutory record, or why is that in doubt?",
        "At home on Sunday. Section 3 does not name it; recorded under the school’s policy.",
    )
    keys.activate("The account was written on paper, and is typed here as its writer’s words")
    name_somebody(journey, "Who wrote it", Named("quinn", row="Miss Orla Quinn"))
    keys.fill("When it was written", "today 0930")
    keys.fill("When it was handed over", "today 1000")
    keys.fill("Where the original is kept", "Child protection file")
    keys.fill("When did it reach you?", "today 1000")
    keys.choose("Platform", "WhatsApp")
    keys.fill("Address or page", "P7 Legends")
    keys.pick("Where the people were", "Away from school")
    case = file_concern(journey)
    seen = journey.screen()
    for words in (
        "Miss Orla Quinn",
        "Wed 18 Nov 2026, 09:20",
        "Wed 18 Nov 2026, 10:00",
        "Sun 15 Nov 2026",
        RACE,
    ):
        assert words in seen, words
    assert AGE in seen and "7 pupils on this record were younger that day" in seen
    return case


def in_full(journey: Journey) -> None:
    """From a quick concern to the full record."""
    journey.keys.go_to("Quick concern", back=True)
    journey.keys.pick("How much to write down", "Full record")
    journey.settle()


def questions(journey: Journey, methods: tuple[str, ...], where: str) -> None:
    """The questions of the statutory record, as the form asks them."""
    for words in (*methods, RACE):
        journey.keys.go_to(words)
        journey.keys.press("Space")
    journey.keys.choose("Where and when did it happen, for the statutory record?", where)


def taunts_on_the_bus(journey: Journey) -> str:
    """Tuesday's taunts, travelling in term: a record of its own, which section 3 asks for."""
    write_concern(
        journey,
        "On the bus Reece and Noah shouted the same words at him.",
        kind=("About children online", "Discriminatory content"),
        told_by=Named("tomasz", row=TARGET),
        told="today 0920",
        happened="yest 1515",
        precision="About",
        people=(
            Named("tomasz", "Target", row=TARGET),
            *(Named(name.lower(), "Person alleged to have caused harm", row=name) for name in GROUP[:2]),
        ),
    )
    in_full(journey)
    questions(journey, ("Spoken, face to face",), "Travelling to or from school in term time")
    file_concern(
        journey
    )  # the number of the other record stands in the list, and is read first on a busy computer
    journey.wait_for("Filed as 2026-0002.")
    journey.wait_for("Questions: Discriminatory content")
    journey.settle()
    return "2026-0002"


def same_case(journey: Journey, chat: str) -> None:
    """The two are one case."""
    journey.keys.activate("Link to a case or to another record")
    journey.wait_focus("Case or record")
    journey.keys.type(chat)
    until(lambda: sum(chat in text for text in texts_on_screen()) > 1, "the record to link to")
    journey.settle()
    journey.keys.press("Return")
    journey.settle()
    journey.keys.fill("Why they belong together", "The same pupils, the same words, two days later.")
    save_panel(journey, "Put away")
    journey.wait_for(chat)


def four_screenshots(journey: Journey) -> None:
    """From his mother: three of words, one of the edited face, of which is said what it is and is not."""
    paths = [journey.home / f"group {number}.png" for number in range(1, 5)]
    for number, path in enumerate(paths):
        path.write_bytes(shot(20 + 40 * number))
    facts = Capture(
        what="Messages in P7 Legends",
        posted="15 Nov 2026, 19:30 to 20:15",
        platform="WhatsApp",
        supplied_by="Mrs Zielna, his mother",
        reached="Seen through one’s own account",
    )
    add_evidence(journey, facts, *paths[:3])
    sticker = replace(facts, what="Edited face, sent as a sticker", child="Tomasz: his face on a potato")
    add_evidence(journey, sticker, paths[3])
    assert journey.sees("Ex4") and not journey.sees("Ex5")
    assert journey.sees("Tomasz: his face on a potato. It is shown to nobody who need not see it")


def gateway_advises(journey: Journey) -> None:
    """Advice at ten past three; a referral weighed and not made, with the reason."""
    keys = journey.keys
    add_note(
        journey,
        "Rang for advice before deciding.",
        kind="Advice taken",
        with_whom="Duty social worker, Gateway team",
        when="today 1510",
        advised="No referral. Ring again if it goes on.",
    )
    keys.press("Ctrl+D")
    journey.wait_focus("Decision")
    keys.choose("Decision", "Considered, and not referred")
    keys.fill("What was decided", "UNOCINI considered: no. The school deals with it.")
    keys.fill("Why", "He is safe at home, his family acts with the school, and it stopped at once.")
    keys.activate("Add something that was considered")
    keys.choose("What was considered", "Referral to social services")
    keys.fill("Why not", "No significant harm, as the Gateway team saw it too.")
    keys.activate("Add somebody who was asked")
    keys.fill("Who was asked", "Duty social worker")
    keys.fill("Role or agency", "HSC Trust Gateway team")
    keys.fill("When they were asked", "today 1510")
    keys.fill("Review on", "27/11/2026")
    save_panel(journey, "Save decision")
    journey.wait_for("UNOCINI considered: no.")


def six_families(journey: Journey) -> None:
    """Each is told of the conduct, and that the service asks for an age none of them has."""
    told = "What was written in the group; and that nobody under 13 may have an account there."
    for hour, name in enumerate(PARENTS, 6):
        tell(journey, "Parent or carer", name=name, when=f"today {hour:02}30", what=told)
    seen = journey.screen()
    assert all(name in seen for name in PARENTS) and "nobody under 13" in seen


def review(journey: Journey, chat: str, bus: str) -> None:
    """Friday: it stopped. How it was addressed goes onto both records, and onto paper."""
    journey.keys.press("Ctrl+1")
    journey.wait_for("Look at the decision again")
    both = (
        (bus, "Questions: Discriminatory content", ON_THE_BUS),
        (chat, "Questions: Cyberbullying", AT_HOME),
    )
    for case, heading, said in both:
        open_case(journey, case)
        journey.wait_for(heading)
        journey.settle()
        from_menu(journey, "More", "Correct, with a reason")
        journey.wait_focus("Reason for the correction")
        journey.keys.type("Reviewed")
        journey.keys.fill("How was it addressed?", ADDRESSED)
        journey.keys.press("Ctrl+Return")
        journey.wait_for("Version 2")
        journey.settle()
        page = journey.screen()
        journey.keys.press("Ctrl+P")
        paper = words_of(printed_from_preview(journey))
        for words in (RACE, ADDRESSED, *said):
            assert words in paper, words
        assert RACE in page and ADDRESSED in page
    for words in (AGE, "UNOCINI", "Gateway", "Derrylough Primary"):
        assert words in paper, words


def look_behind(log: MadeLog, clock: SetClock) -> None:
    """The statutory fields of both, in one case; nothing became an indecent image; the log is whole."""
    session = sign_in(log, "dsl", log.folder.parent, clock)
    try:
        found = [row.reference for row in rows(session, IncidentFilter(StateFilter.ALL))]
        kept = {one.category: one for one in (incidents.current(session, place).content for place in found)}
        said = {
            code: {answer.question: answer.values for answer in one.answers} for code, one in kept.items()
        }
        assert said["CB"]["statutory_place"] == ("outside",) and said["EQ"]["statutory_place"] == (
            "travelling",
        )
        assert said["CB"]["method"] == ("group", "pictures") and said["EQ"]["method"] == ("spoken",)
        for answers in said.values():
            assert answers["motivation"] == ("race",) and answers["addressed"] == (ADDRESSED,)
        assert "II" not in kept, "an image of a child, and no indecent one"
        (one_case,) = cases.rows(session)
        assert len(one_case.records) == 2
        assert keeping.check(session).whole
    finally:
        opening.lock(session)
