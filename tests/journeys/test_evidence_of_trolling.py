"""Scenario 1, its evidence: six exhibits of a parent's posts, each come by in its own way, and what leaves the school.

Traps: the photograph whose capture time comes before the post, the anonymous account that is nobody's yet, Ella's
name on what is sent to a parent, and a police pack that leaves out what was not asked for.
"""

import hashlib
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import pyzipper  # type: ignore[import-untyped]
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage

from safeguard_app.domain.incidents import Participant
from safeguard_app.domain.people import OfficeKind
from safeguard_app.services import evidence_items, evidence_showing, incident_pages, keeping, opening
from safeguard_app.services.incident_lists import IncidentFilter, StateFilter, rows
from safeguard_app.ui.desktop.screen_grab import Grabbed
from safeguard_app.ui.incidents import intake_panel
from tests.journeys.driver import Journey, SetClock
from tests.journeys.keyboard import until
from tests.journeys.schools import MadeLog, add_adult, add_pupil, sign_in
from tests.journeys.tasks_at_the_desk import (
    Capture,
    add_evidence,
    fill_facts,
    lock,
    open_case,
    open_intake,
    save_panel,
    unlock,
)
from tests.journeys.tasks_with_evidence import (
    filed,
    hand_out,
    phone_picture,
    pixels,
    redact,
    shot,
    who_had,
)

pytestmark = pytest.mark.journey

THREAT = "https://www.facebook.example/groups/larkbridge/posts/77120?comment=31&ref=a%20b"


@pytest.fixture
def larkbridge(made: MadeLog, clock: SetClock) -> MadeLog:
    """The trolling of Ms Nandra stands in the log; nothing is kept with it yet."""
    clock.set("2026-09-14 08:10")
    session = sign_in(made, "dsl", made.folder.parent, clock)
    nandra = add_adult(session, "Ms Priya Nandra", "Year 5 teacher")
    add_adult(session, "Mr Simon Pell", "Headteacher", OfficeKind.HEADTEACHER)
    ella = add_pupil(session, "Ella Tan", date(2016, 4, 2), "Year 5", "5N")
    filed(
        session,
        "TR",
        "Two posts in the public group insult Ms Nandra. The second names Ella.",
        "2026-09-14 08:05",
        "2026-09-11 20:14",
        Participant(nandra, "target"),
        Participant(ella, "depicted"),
    )
    opening.lock(session)
    return made


def test_the_evidence_of_the_trolling_from_the_first_screenshot_to_the_police_pack(
    begin: Callable[..., Journey], larkbridge: MadeLog, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.set("2026-09-14 08:30")
    journey = begin(larkbridge)
    unlock(journey)
    open_case(journey, "2026-0001")
    the_two_of_the_target(journey)
    clock.set("2026-09-16 07:55")
    the_threat_captured_here(journey, monkeypatch)
    clock.set("2026-09-16 08:40")
    the_photograph_of_another_parent(journey)
    the_text_message_typed(journey)
    clock.set("2026-11-09 09:00")
    the_anonymous_post(journey)
    redact(journey, "Ex2", "The name of a pupil", "For Mr Halloway")
    journey.wait_for("Ex2-A")
    clock.set("2026-11-10 10:00")
    pack, passphrase = the_police_pack(journey)
    custody = who_had(journey, "Ex1")
    for words in (
        "Received: sealed, read back and compared",
        "Looked at, inside the program",
        "Evidence facts corrected",
        "PC Reed, Eastmarch Police",
        "EM-0416",
        "Checked: as it was sealed",
    ):
        assert words in custody
    lock(journey)
    look_behind(larkbridge, clock, pack, passphrase)


def the_two_of_the_target(journey: Journey) -> None:
    """Ms Nandra's screenshots of Saturday; what her telephone says of them is offered, and used by a press."""
    first = phone_picture(journey.home / "first.jpg", "2026:09:12 09:30:00", 10)
    second = phone_picture(journey.home / "second.jpg", "2026:09:12 09:31:00", 90)
    facts = Capture(
        what="Post in the group",
        by="Ms Priya Nandra",
        posted="11 September 2026 at 20:14",
        handle="Dean Halloway",
        platform="Facebook",
        whose="Ms Nandra",
        supplied_by="Ms Priya Nandra",
        reached="Seen through one’s own account",
        original="On her telephone",
        taken_with="A member of staff’s own device",
        copies="On her telephone; she is asked to keep it",
    )
    add_evidence(journey, facts, first, second)
    assert journey.sees("Ex1") and journey.sees("Ex2")
    keys = journey.keys
    keys.activate("Complete or correct the facts of Ex1")
    journey.wait_for("What the file says of itself")
    keys.activate("Use what the file says: Device, Larkphone 9", back=True)
    keys.activate(
        "Use what the file says: Taken, Sat 12 Sep 2026, 09:30, by the clock of its device", back=True
    )
    keys.fill("Why the facts are changed", "Completed from the file")
    save_panel(journey, "Save facts")
    assert journey.sees("Larkphone 9") and journey.sees("Sat 12 Sep 2026, 09:30")
    keys.activate("Show the picture Ex1")
    journey.wait_for("Blurred until you ask for it.")
    keys.press("Escape")
    journey.wait_gone("Blurred until you ask for it.")


def the_threat_captured_here(journey: Journey, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program takes the picture itself, at an instant of its own, and the whole address is typed beside it."""
    screen = QImage(320, 200, QImage.Format.Format_RGB32)
    screen.fill(QColor("navy"))
    monkeypatch.setattr(
        intake_panel, "grab_screens", lambda: [Grabbed(screen, "HDMI-1", QRect(0, 0, 320, 200))]
    )
    keys = journey.keys
    open_intake(journey)
    journey.wait_for("Capture the screen")
    keys.activate("Capture the screen")
    journey.wait_for("Nothing captured yet")
    journey.wait_focus("Capture")
    keys.press("Return")
    journey.wait_focus("The screen as it was")
    keys.press("A")
    journey.wait_for("1 picture captured")
    keys.press("Escape")
    journey.wait_for("capture 1.png")
    until(journey.program.window.isActiveWindow, "the log is back")
    fill_facts(
        journey,
        Capture(
            what="Post: I know where she parks",
            posted="16 Sep 2026 07:50",
            address=THREAT,
            platform="Facebook",
        ),
    )
    save_panel(journey, "Take in and seal")
    assert journey.sees("Ex3") and journey.sees(THREAT)
    assert journey.sees("Wed 16 Sep 2026, 07:55"), "the capture has its own instant"


def the_photograph_of_another_parent(journey: Journey) -> None:
    """No address, and a time of capture that cannot be: both are said, and neither stops it."""
    facts = Capture(
        what="Photograph of a screen",
        at="11/9 1950",
        by="Mrs Tan",
        posted="11 Sep 2026, 20:14",
    )
    path = phone_picture(journey.home / "photograph.jpg", "2026:09:12 10:02:00", 140)
    add_evidence(journey, facts, path)
    assert journey.sees("Ex4")
    assert journey.sees("Captured Fri 11 Sep 2026, 19:50 as given, and the post shows a later time")
    keys = journey.keys
    keys.activate("Complete or correct the facts of Ex4")
    journey.wait_for("which is after the capture as given, Fri 11 Sep 2026, 19:50")
    keys.press("Escape")
    journey.settle()


def the_text_message_typed(journey: Journey) -> None:
    """What the message said, typed as a statement."""
    keys = journey.keys
    open_intake(journey)
    journey.wait_for("Type a statement")
    keys.activate("Type a statement")
    journey.wait_focus("Whose words are they?")
    keys.type("Mr Dean Halloway, in a text message to Ms Nandra")
    keys.fill("When and where were they said?", "Tue 15 Sep 2026, 18:20")
    keys.fill("Their words", "You will be sorry.")
    keys.activate("Add the statement")
    journey.wait_for("statement 1.txt")
    fill_facts(journey, Capture(what="Text message", supplied_by="Ms Priya Nandra"))
    save_panel(journey, "Take in and seal")
    keys.activate("Show the text Ex5")
    journey.wait_for("You will be sorry.")
    keys.press("Escape")
    journey.settle()


def the_anonymous_post(journey: Journey) -> None:
    """An account that is nobody's yet: the handle is kept as it stands, and no name beside it."""
    path = journey.home / "anonymous.png"
    path.write_bytes(shot(200))
    facts = Capture(
        what="Post, suspected, not attributed", posted="9 Nov 2026 07:12", handle="LarkbridgeTruth"
    )
    add_evidence(journey, facts, path)
    assert journey.sees("Ex6") and journey.sees("LarkbridgeTruth")


def the_police_pack(journey: Journey) -> tuple[Path, str]:
    """Ex1 to Ex3 and Ex5 as an encrypted zip."""
    to = journey.home / "pack.zip"
    wanted = (
        "Ex1, Post in the group",
        "Ex2, Post in the group",
        "Ex3, Post: I know where she parks",
        "Ex5, Text message",
    )
    passphrase = hand_out(
        journey, wanted, "PC Reed", "Eastmarch Police", "Threatening communication", "EM-0416", to
    )
    assert journey.sees("No. 1, evidence bundle, encrypted zip: Ex1, Ex2, Ex3 and Ex5")
    assert journey.sees("PC Reed, Eastmarch Police") and journey.sees("EM-0416")
    return to, passphrase


def look_behind(log: MadeLog, clock: SetClock, pack: Path, passphrase: str) -> None:
    """What lies in the pack is what was sealed; the copy has nothing under its box; the record is whole."""
    session = sign_in(log, "dsl", log.folder.parent, clock)
    try:
        (row,) = rows(session, IncidentFilter(StateFilter.ALL))
        items = {one.exhibit: one for one in evidence_items.exhibits(session, row.reference).items}
        assert list(items) == ["Ex1", "Ex2", "Ex2-A", "Ex3", "Ex4", "Ex5", "Ex6"]
        assert "Full address" in items["Ex4"].missing and "Full address" not in items["Ex3"].missing
        assert [one for one, view in items.items() if view.queries] == ["Ex4"]
        page = incident_pages.open_record(session, row.reference)
        assert "LarkbridgeTruth" not in {one.name for one in page.people}
        with pyzipper.AESZipFile(pack) as bundle:
            with pytest.raises(RuntimeError):
                bundle.read("evidence/data/exhibits/Ex1.jpg")
            bundle.setpassword(passphrase.encode())
            inside = {
                name.rpartition("/")[2].partition(".")[0]: hashlib.sha256(bundle.read(name)).hexdigest()
                for name in bundle.namelist()
                if "/data/exhibits/" in name
            }
        assert inside == {one: items[one].sha256 for one in ("Ex1", "Ex2", "Ex3", "Ex5")}
        stored = evidence_showing.stored_item(session, items["Ex2-A"].item)
        copy = evidence_showing.sealed_content(session, stored)
        assert (0, 0, 0) in {colour for _, colour in pixels(copy).getcolors(100_000) or ()}
        assert b"Larkphone" not in copy, "nothing of the telephone goes with the copy"
        assert keeping.check(session).whole
    finally:
        opening.lock(session)
    with zipfile.ZipFile(pack) as plain:
        assert all(one.flag_bits & 1 for one in plain.infolist() if not one.is_dir())
