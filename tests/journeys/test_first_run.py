"""First run: from the welcome page to Today, every step by keyboard, everybody typing their own passphrase."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from safeguard_app.services.log_face import face_of
from tests.documents.reading import pages
from tests.journeys.driver import Journey

pytestmark = pytest.mark.journey

LEAD = "quiet maple river lantern seventeen"
HEAD = "early stone window orchard parcel"
DEPUTY = "yellow paper boat thimble canyon"


def passphrase(journey: Journey, label: str, words: str) -> None:
    """Type a passphrase and type it again."""
    journey.keys.go_to(label)
    journey.keys.type(words)
    journey.keys.go_to(f"{label}, again")
    journey.keys.type(words)


def test_the_school_makes_its_log_and_comes_to_today(begin: Callable[..., Journey]) -> None:
    journey = begin()
    name_the_school(journey)
    name_the_lead(journey)
    name_the_others(journey)
    groups = print_recovery_key(journey)
    type_groups_back(journey, groups)
    folder = make_the_log(journey)
    open_it(journey)
    assert_today_is_empty(journey)

    face = face_of(folder)
    assert [way.label for way in face.ways_in] == [
        "Designated Safeguarding Lead",
        "Headteacher",
        "Deputy DSL",
    ]
    assert not face.demo
    for secret in (LEAD, HEAD, DEPUTY, "".join(groups), "Okello", "Pell", "Reed", "Boateng"):
        assert secret.encode() not in journey.settings_path.read_bytes()


def name_the_school(journey: Journey) -> None:
    """The welcome page, the school and whom to ring."""
    keys = journey.keys
    journey.wait_focus("Look round the demo school")
    keys.activate("Make our school’s log")

    journey.wait_for("Which school is this log for?")
    keys.type("Larkbridge Primary")
    keys.fill("Local authority", "Eastmarch Council")
    keys.press("Return")

    journey.wait_for("Whom would you ring?")
    keys.type("Eastmarch front door")
    keys.tab()
    keys.type("01632 960102")
    keys.activate("Next")


def name_the_lead(journey: Journey) -> None:
    """The DSL, whose first passphrase is too weak."""
    keys = journey.keys
    journey.wait_for("Who leads on safeguarding?")
    keys.type("Mrs Ruth Okello")
    passphrase(journey, "Your passphrase", "password")
    keys.activate("Next")
    journey.wait_for("Add more unrelated words.")
    assert journey.sees("Who leads on safeguarding?"), "a weak passphrase goes no further"
    keys.press("Ctrl+A")
    keys.type(LEAD)
    keys.go_to("Your passphrase, again")
    keys.press("Ctrl+A")
    keys.type(LEAD)
    journey.wait_for("Strong enough.")
    keys.activate("Next")


def name_the_others(journey: Journey) -> None:
    """The Headteacher, a deputy and the Chair of Governors."""
    keys = journey.keys
    journey.wait_for("Who else opens the log?")
    keys.pick("Headteacher: now or later", "Add now")
    keys.go_to("Headteacher: name")
    keys.type("Mr Simon Pell")
    passphrase(journey, "Headteacher: passphrase", HEAD)
    keys.pick("Deputy DSL: now or later", "Add now")
    keys.go_to("Deputy DSL: name")
    keys.type("Mr Tom Reed")
    passphrase(journey, "Deputy DSL: passphrase", DEPUTY)
    keys.fill("Chair of Governors", "Dr Ama Boateng")
    keys.activate("Next")


def type_groups_back(journey: Journey, groups: tuple[str, ...]) -> None:
    """Two groups of the sheet are asked for; the first is mistyped once."""
    keys = journey.keys
    assert not re.search(r"Group \d+ of the recovery key", journey.screen()), (
        "not told while the key is shown"
    )
    keys.activate("I have the sheet")
    seen = journey.screen()
    assert not any(group in seen or " ".join(group) in seen for group in groups), "the key is off the screen"
    typed_back = re.findall(r"Group (\d+) of the recovery key", journey.screen())
    assert len(set(typed_back)) == 2
    first, second = dict.fromkeys(typed_back)
    keys.go_to(f"Group {first} of the recovery key")
    keys.type("WRONG")
    keys.go_to(f"Group {second} of the recovery key")
    keys.type(groups[int(second) - 1])
    keys.activate("Next")
    journey.wait_for(f"Group {first} is not as it stands on the sheet.")
    keys.press("Ctrl+A")
    keys.type(groups[int(first) - 1].lower())
    keys.activate("Next")


def make_the_log(journey: Journey) -> Path:
    """Choose the folder; the log is made there."""
    keys = journey.keys
    journey.wait_for("Where shall the log be kept?")
    folder = journey.home / "Larkbridge.safeguard"
    keys.fill("Folder of the log", str(folder))
    keys.activate("Make the log")
    journey.wait_for("The log is made. Unlock it with your passphrase.")
    return folder


def open_it(journey: Journey) -> None:
    """Unlock the new log for the first time."""
    journey.wait_focus("Passphrase")
    assert journey.sees("Larkbridge Primary")
    assert not journey.sees("Okello"), "a locked log names nobody"
    journey.keys.type(LEAD)
    journey.keys.press("Return")
    journey.wait_for("Mrs Ruth Okello")


def print_recovery_key(journey: Journey) -> tuple[str, ...]:
    """Print the sheet on the printer that keeps what it is sent; the groups as they stand on the screen."""
    keys = journey.keys
    journey.wait_for("Print the recovery key and seal it")
    assert journey.sees("Give it to the Chair of Governors or the trust. Not the Headteacher’s safe")
    spelled = re.findall(r"Group \d+: ((?:\S )*\S)$", journey.screen(), re.MULTILINE)
    groups = tuple(one.replace(" ", "") for one in spelled)
    assert len(groups) >= 10
    keys.activate("Print the sheet")
    journey.wait_for("Page 1 of 1")
    assert not journey.sees("Save PDF"), "the recovery key never lies on a disk"
    keys.activate("Print")
    journey.wait_for("Office printer")
    keys.activate("Print")
    journey.wait_for("Sent to the printer")
    keys.press("Escape")
    journey.wait_gone("Sent to the printer")
    keys.press("Escape")
    journey.wait_gone("Page 1 of 1")
    job = journey.printing.jobs[0]
    printed = "".join("".join(pages(job.pdf)).split())
    assert printed.index("AGE-SECRET-KEY") < printed.index(groups[0])
    assert all(group in printed for group in groups)
    return groups


def assert_today_is_empty(journey: Journey) -> None:
    """An empty log teaches what to do first."""
    journey.settle()
    assert journey.sees("No backup yet")
