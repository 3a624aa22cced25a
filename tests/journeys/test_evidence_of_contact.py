"""Scenario 2, its evidence: photographs of a friend's screen in one batch, a transcript, and what the LADO gets of it.

Traps: Mia asked not to be named, so no paper that leaves names her; what Joel Merrin reported himself stays as made.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import pyzipper  # type: ignore[import-untyped]

from safeguard_app.domain.evidence import Reached, TakenWith
from safeguard_app.domain.incidents import Participant
from safeguard_app.domain.people import AdultType
from safeguard_app.services import evidence_items, incident_pages, opening
from safeguard_app.services.incident_lists import IncidentFilter, StateFilter, rows
from tests.journeys.driver import Journey, SetClock
from tests.journeys.schools import MadeLog, add_adult, add_pupil, sign_in
from tests.journeys.tasks_at_the_desk import (
    Capture,
    fill_facts,
    lock,
    open_case,
    open_intake,
    save_panel,
    unlock,
)
from tests.journeys.tasks_on_paper import words_of
from tests.journeys.tasks_with_evidence import filed, hand_out, shot

pytestmark = pytest.mark.journey

REPORTED = ("Freya asked to follow him. He rejected it.", "Freya asked again. He rejected it.")


@pytest.fixture
def ashcombe(made: MadeLog, clock: SetClock) -> tuple[MadeLog, str]:
    """Joel Merrin reported two requests himself; Mia told of the chats, and asked not to be named. And that case."""
    clock.set("2026-09-14 16:20")
    session = sign_in(made, "dsl", made.folder.parent, clock)
    merrin = add_adult(session, "Joel Merrin", "Teaching assistant", kind=AdultType.SUPPLY)
    freya = add_pupil(session, "Freya Linden", date(2012, 3, 3), "Year 10", "10F")
    mia = add_pupil(session, "Mia Rowe", date(2012, 5, 21), "Year 10", "10F")
    attempt = (Participant(freya, "child_contacted"), Participant(merrin, "adult_contacted"))
    filed(session, "PCA", REPORTED[0], "2026-09-14 16:05", "2026-09-14 15:00", *attempt)
    clock.set("2026-09-24 16:20")
    filed(session, "PCA", REPORTED[1], "2026-09-24 16:10", "2026-09-24 15:00", *attempt)
    clock.set("2026-10-16 16:05")
    concern = (Participant(merrin, "adult_of_concern"), Participant(freya, "child_contacted"))
    account = "Mia showed me chats: late at night, “delete this”, “our secret”. No images."
    case = filed(session, "SPC", account, "2026-10-16 15:50", "2026-10-09 23:00", *concern, withheld=mia)
    opening.lock(session)
    return made, case


def test_five_photographs_of_a_friend_s_screen_and_what_the_lado_gets(
    begin: Callable[..., Journey], ashcombe: tuple[MadeLog, str], clock: SetClock
) -> None:
    log, case = ashcombe
    clock.set("2026-10-16 16:20")
    journey = begin(log)
    unlock(journey)
    open_case(journey, case)
    the_photographs(journey)
    the_transcript(journey)
    clock.set("2026-10-19 09:10")
    pack = journey.home / "lado.zip"
    exhibits = (
        *(f"Ex{number}, Photograph of the chats" for number in range(1, 6)),
        "Ex6, Transcript of the chats",
    )
    passphrase = hand_out(
        journey, exhibits, "Ms Hale", "Eastmarch Council", "Allegation about an adult", "LADO 4471", pack
    )
    journey.wait_for("No. 1, evidence bundle, encrypted zip: Ex1, Ex2, Ex3, Ex4, Ex5 and Ex6")
    lock(journey)
    nobody_is_named(pack, passphrase)
    look_behind(log, case, clock)


def the_photographs(journey: Journey) -> None:
    """Six files are chosen by mistake; the one too many is left out before the rest goes in."""
    paths = [journey.home / f"screen {number}.png" for number in range(1, 6)]
    for number, path in enumerate(paths):
        path.write_bytes(shot(20 + 30 * number))
    stray = journey.home / "staff-room rota.png"
    journey.dialogs.choose = (stray, *paths)
    open_intake(journey)
    journey.wait_for("Your answer covers all 6 files")
    keys = journey.keys
    keys.go_to("What will be taken in", back=True)
    keys.press("Delete")
    journey.wait_for("Your answer covers all 5 files")
    fill_facts(
        journey,
        Capture(
            what="Photograph of the chats",
            at="today 1555",
            posted="9 October 2026, 23:14",
            platform="Instagram",
            whose="Mia Rowe",
            supplied_by="Mia Rowe",
            reached="Shown by somebody who had it",
            original="On Mia’s telephone, which she keeps",
            taken_with="A device of the school",
        ),
    )
    save_panel(journey, "Take in and seal")
    journey.dialogs.choose = ()
    assert journey.sees("Ex5") and not journey.sees("Ex6") and not journey.sees("rota")


def the_transcript(journey: Journey) -> None:
    """What stands on the photographs, typed as it stands there."""
    keys = journey.keys
    open_intake(journey)
    journey.wait_for("Type a statement")
    keys.activate("Type a statement")
    journey.wait_focus("Whose words are they?")
    keys.type("Joel Merrin to Freya Linden")
    keys.fill("Their words", "delete this\nour secret")
    keys.activate("Add the statement")
    journey.wait_for("statement 1.txt")
    fill_facts(journey, Capture(what="Transcript of the chats"))
    save_panel(journey, "Take in and seal")
    assert journey.sees("Ex6")


def nobody_is_named(pack: Path, passphrase: str) -> None:
    """No paper of the bundle, and no name of a file in it, says who showed the chats."""
    with pyzipper.AESZipFile(pack) as bundle:
        bundle.setpassword(passphrase.encode())
        names = bundle.namelist()
        papers = " ".join(words_of(bundle.read(one)) for one in names if one.endswith(".pdf"))
        texts = " ".join(bundle.read(one).decode() for one in names if one.endswith(".txt"))
    assert sum("/exhibits/" in one for one in names) == 6
    assert "Ex5" in papers and "LADO 4471" not in names
    for word in ("Mia", "Rowe"):
        assert word not in f"{papers} {texts} {' '.join(names)}"
    assert "withheld" in papers, "and it says that a name is missing"
    assert "Shown by somebody who had it" in papers


def look_behind(log: MadeLog, case: str, clock: SetClock) -> None:
    """The facts stand on every photograph; the two reports are as he made them."""
    session = sign_in(log, "dsl", log.folder.parent, clock)
    try:
        by_case = {row.case: row.reference for row in rows(session, IncidentFilter(StateFilter.ALL))}
        shown = evidence_items.exhibits(session, by_case[case]).items
        assert len({one.sha256 for one in shown}) == 6
        for one in shown[:5]:
            assert one.facts.reached is Reached.SHOWN_BY and one.facts.taken_with is TakenWith.SCHOOL
            assert one.facts.device_owner == "Mia Rowe", "inside the log nothing is withheld"
        for earlier, said in zip(("2026-0001", "2026-0002"), REPORTED, strict=True):
            page = incident_pages.open_record(session, by_case[earlier])
            (account,) = page.accounts
            assert page.version == 1 and [one.text for one in account.passages] == [said]
    finally:
        opening.lock(session)
