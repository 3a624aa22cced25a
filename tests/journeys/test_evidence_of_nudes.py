"""Scenario 4, its evidence: nothing may be stored, and what came in before anybody knew is removed by two people.

Traps: the deputy who answers the question leaves no name and no hash of a file anywhere; a record without a picture is
complete; whoever saw it by accident is written down; nothing is deleted by one person alone.
"""

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.evidence import CaptureFacts, IntakeAnswer
from safeguard_app.domain.incidents import INDECENT_IMAGE, Participant
from safeguard_app.services import evidence, evidence_items, incident_pages, incidents, keeping, opening
from safeguard_app.services.evidence_views import IntakePermit
from safeguard_app.services.incident_lists import IncidentFilter, StateFilter, rows
from safeguard_app.vault import reading
from tests.journeys.driver import Journey, SetClock
from tests.journeys.opened_files import Opened
from tests.journeys.schools import MadeLog, add_pupil, sign_in
from tests.journeys.tasks_at_the_desk import file_concern, lock, open_case, sign_in_as, unlock
from tests.journeys.tasks_with_evidence import filed, shot

pytestmark = pytest.mark.journey

KEPT = shot(77)
SUSPECT = shot(123)
NAME = "IMG-suspect-4471.png"
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF")


@pytest.fixture
def stanmere(made: MadeLog, clock: SetClock) -> MadeLog:
    """A chat about Aisha, with one screenshot that was taken in before anybody knew, and a backup that holds it."""
    clock.set("2026-10-05 09:20")
    home = made.folder.parent
    session = sign_in(made, "dsl", home, clock)
    aisha = add_pupil(session, "Aisha Karim", date(2013, 2, 4), "Year 9", "9F")
    filed(
        session,
        "CB",
        "A chat of fourteen in which Aisha is named.",
        "2026-10-05 09:05",
        "2026-10-04 20:00",
        Participant(aisha, "target"),
    )
    (row,) = rows(session, IncidentFilter(StateFilter.ALL))
    permit = evidence.declare(session, row.reference, IntakeAnswer.NO_SEEN_ALL)
    assert isinstance(permit, IntakePermit)
    evidence.take_in_bytes(session, permit, KEPT, "chat.png", CaptureFacts(what="The chat"))
    (home / "stick").mkdir()
    clock.set("2026-10-05 09:40")
    keeping.back_up(session, home / "stick")
    opening.lock(session)
    return made


def test_nothing_of_it_is_stored_and_what_was_is_removed_by_two_people(
    begin: Callable[..., Journey], stanmere: MadeLog, clock: SetClock, opened: Opened
) -> None:
    suspect = stanmere.folder.parent / NAME
    suspect.write_bytes(SUSPECT)
    clock.set("2026-10-05 12:00")
    journey = begin(stanmere)
    unlock(journey, "deputy")
    open_case(journey, "2026-0001")
    opened.paths.clear()
    the_deputy_is_stopped(journey, suspect)
    in_words_only(journey)
    assert not [path for path in opened.paths if NAME in path], "not opened, by anything in this program"
    open_case(journey, "2026-0001")
    discovered_later(journey)
    clock.set("2026-10-07 09:00")
    sign_in_as(journey, "dsl")
    open_case(journey, "2026-0001")
    carried_out_by_another(journey)
    lock(journey)
    nothing_of_it_lies_anywhere(journey, stanmere)
    look_behind(stanmere, clock)


def the_deputy_is_stopped(journey: Journey, suspect: Path) -> None:
    """He answers that it might show one: no dialog opens, and whom to ring is shown."""
    journey.dialogs.choose = (suspect,)
    journey.keys.press("Ctrl+E")
    journey.wait_for("Does it show, or might it show")
    journey.keys.press("1")
    journey.wait_for("Stop here. Nothing was opened, read or kept.")
    assert journey.dialogs.opened == []
    assert journey.sees("01632 960101") and journey.sees("Report Remove")


def in_words_only(journey: Journey) -> None:
    """The record that takes the picture's place, with what is known of it."""
    keys = journey.keys
    keys.activate("Open a words-only record")
    journey.wait_for("Is anyone in danger now?")
    journey.settle()
    assert journey.sees("Indecent image of a child") and journey.sees("Aisha Karim")
    keys.pick("Is anyone in danger now?", "No")
    keys.go_to("What have you seen or been told?")
    keys.type("Mr Farrow says that a chat shows a picture of Aisha. I have not seen it.")
    keys.choose("What do others say it shows?", "Nude")
    keys.choose("Is it said to be real, altered, or made with AI?", "Made with AI")
    keys.fill("Did any adult see it, and how did that come about?", "Mr Farrow, by accident, for one second.")
    keys.fill(
        "Which device is being kept, by whom, and where?", "Ben’s phone, off, sealed bag S-0041, to PC 3391."
    )
    keys.fill("Which references were given?", "Police 101 ST-2214")
    keys.fill("Address or page", "https://chat.example/room/14")
    file_concern(journey)
    shown = journey.screen()
    for words in (
        "Words only",
        "S-0041",
        "ST-2214",
        "Mr Farrow, by accident",
        "hxxps://chat[.]example/room/14",
    ):
        assert words in shown
    assert "Not given yet" not in shown and "Add evidence" not in shown
    journey.keys.press("Ctrl+E")
    journey.settle()
    assert not journey.sees("Does it show, or might it show"), "no way in is open on it"


def discovered_later(journey: Journey) -> None:
    """What lies in the other record turns out to be one: hidden at once, and the police are heard."""
    keys = journey.keys
    keys.activate("Quarantine Ex1: it should not have been kept")
    journey.wait_for("Put Ex1 in quarantine?")
    keys.activate("Quarantine now")
    journey.wait_for("Ex1 in quarantine")
    assert journey.sees("Backups that hold it") and journey.sees("Mon 5 Oct 2026, 09:40")
    keys.activate("Enter what the police directed")
    journey.wait_focus("Police reference")
    keys.type("ST-2214")
    keys.fill("Given by", "PC 3391, Eastmarch Police")
    keys.fill("When they said so", "today 1130")
    keys.activate("Enter the direction")
    journey.wait_for("Police direction: remove it for good. Reference ST-2214")
    assert not journey.sees("Carry it out"), "nobody carries out alone what they entered"
    keys.press("Escape")
    journey.settle()
    assert not journey.sees("The chat") and not journey.sees("chat.png")


def carried_out_by_another(journey: Journey) -> None:
    """The DSL, with her own passphrase."""
    keys = journey.keys
    keys.activate("What to do now about Ex1")
    journey.wait_for("Police direction: remove it for good. Reference ST-2214")
    keys.activate("Carry it out")
    journey.wait_for("Carry out what the police directed?")
    keys.activate("Carry it out")
    journey.wait_gone("Carry out what the police directed?")
    journey.settle()
    assert journey.sees("Removed")


def nothing_of_it_lies_anywhere(journey: Journey, log: MadeLog) -> None:
    """Every byte that was written beside the log, and in it: no name, no hash, no picture, no thumbnail."""
    marks = [
        NAME.encode(),
        b"IMG-suspect",
        *(form(one) for one in (SUSPECT, KEPT) for form in (_digest, _hex, _middle)),
    ]
    home = log.folder.parent
    looked = [path for path in home.rglob("*") if path.is_file() and path.name != NAME]
    assert any(path.is_relative_to(log.folder) for path in looked)
    for path in looked:
        content = path.read_bytes()
        assert not content.startswith(PICTURES), path
        assert not [mark for mark in marks if mark in content], path


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def _hex(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()


def _middle(content: bytes) -> bytes:
    return content[16:80]


def look_behind(log: MadeLog, clock: SetClock) -> None:
    """The audit has the answer alone; the record is of the right kind; the exhibit is gone, and what was done stays."""
    session = sign_in(log, "dsl", log.folder.parent, clock)
    try:
        by_case = {row.case: row.reference for row in rows(session, IncidentFilter(StateFilter.ALL))}
        assert sorted(by_case) == ["2026-0001", "2026-0002"]
        words = incidents.current(session, by_case["2026-0002"]).content
        assert words.category == INDECENT_IMAGE and words.intake_closed
        page = incident_pages.open_record(session, by_case["2026-0002"])
        assert page.evidence_closed and page.evidence_count == 0
        without = evidence_items.exhibits(session, by_case["2026-0002"])
        assert without.completeness.words == ""
        assert without.missing == (), "screenshots are not missing where none may be kept"
        daily = session.vault.daily.connection
        (refused,) = reading.events_of_kind(daily, EventKind.INTAKE_REFUSED)
        assert dict(refused.facts) == {"answer": "yes_or_possibly"}
        (away,) = reading.events_of_kind(daily, EventKind.EVIDENCE_QUARANTINED)
        (removed,) = reading.events_of_kind(daily, EventKind.EVIDENCE_REMOVED)
        assert away.actor == log.users["deputy"] and removed.actor == log.users["dsl"]
        assert keeping.check(session).whole
    finally:
        opening.lock(session)
