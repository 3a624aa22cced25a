"""The sheet is lost: the lead makes a new recovery key, the Headteacher takes it over for their part. Keyboard only."""

import re
from collections.abc import Callable

import pytest

from safeguard_app.domain.identifiers import Compartment
from safeguard_app.services import opening
from safeguard_app.vault.problems import WrongRecoveryKey
from tests.documents.reading import pages
from tests.journeys.driver import Journey, SetClock
from tests.journeys.schools import PASSPHRASES, MadeLog, computer_of
from tests.journeys.tasks_at_the_desk import lock, sign_in_as, unlock

pytestmark = pytest.mark.journey

NEW = "copper lantern meadow tide basket"


def _shown_groups(journey: Journey) -> tuple[str, ...]:
    spelled = re.findall(r"Group \d+: ((?:\S )*\S)$", journey.screen(), re.MULTILINE)
    return tuple(one.replace(" ", "") for one in spelled)


def _print_the_sheet(journey: Journey) -> str:
    keys = journey.keys
    keys.activate("Print the sheet")
    journey.wait_for("Page 1 of 1")
    assert not journey.sees("Save PDF"), "the recovery key never lies on a disk"
    keys.activate("Print")
    journey.wait_for("Office printer")
    keys.activate("Print")
    journey.wait_for("Sent to the printer")
    keys.press("Escape")
    journey.wait_gone("Page 1 of 1")
    return "".join("".join(pages(journey.printing.jobs[0].pdf)).split())


def _type_two_groups_back(journey: Journey, groups: tuple[str, ...]) -> None:
    asked = dict.fromkeys(re.findall(r"Group (\d+) of the recovery key", journey.screen()))
    first, second = asked
    for number in (first, second):
        journey.keys.fill(f"Group {number} of the recovery key", groups[int(number) - 1].lower())


def _recovered(made: MadeLog, key: str, who: str, clock: SetClock) -> set[Compartment]:
    computer = computer_of(made.folder.parent, clock)
    session = opening.recover(made.folder, key, made.users[who], NEW, computer)
    opened = set(session.vault.compartments)
    opening.lock(session)
    return opened


def test_a_new_key_is_made_typed_back_and_taken_over(
    begin: Callable[..., Journey], made: MadeLog, clock: SetClock
) -> None:
    clock.set("2026-09-14 08:05")
    journey = begin(made)
    keys = journey.keys
    unlock(journey)
    keys.press("Ctrl+8")
    journey.settle()
    keys.activate("Make a new recovery key")
    journey.wait_focus("Print the sheet")
    groups = _shown_groups(journey)
    assert len(groups) >= 10
    printed = _print_the_sheet(journey)
    assert all(group in printed for group in groups)
    keys.fill("Your passphrase", PASSPHRASES["dsl"])
    keys.press("Ctrl+Return")
    journey.wait_for("is not as it stands on the sheet.")
    assert not journey.sees("The new recovery key counts")
    _type_two_groups_back(journey, groups)
    keys.press("Ctrl+Return")
    journey.wait_for("The new recovery key counts. It does not open the part about the DSL yet")
    journey.wait_for(
        "The part about the DSL still opens with the former key. The Headteacher can change that"
    )
    assert _shown_groups(journey) == (), "it is shown once"

    sign_in_as(journey, "head")
    journey.wait_for("A new recovery key waits for you")
    keys.activate("Open Settings")
    journey.wait_focus("Take the new key over")
    keys.press("Space")
    journey.wait_focus("Your passphrase")
    keys.type(PASSPHRASES["head"])
    keys.press("Return")
    journey.wait_for("The new recovery key opens the part about the DSL now")
    journey.wait_gone("A new recovery key waits for you")
    lock(journey)

    with pytest.raises(WrongRecoveryKey):
        _recovered(made, made.recovery, "head", clock)
    assert Compartment.NOT_DSL in _recovered(made, "".join(groups), "head", clock)


def test_put_away_before_it_counts_nothing_has_changed(
    begin: Callable[..., Journey], made: MadeLog, clock: SetClock
) -> None:
    journey = begin(made)
    unlock(journey)
    journey.keys.press("Ctrl+8")
    journey.settle()
    journey.keys.activate("Make a new recovery key")
    journey.wait_focus("Print the sheet")
    first = _shown_groups(journey)
    journey.keys.press("Escape")
    journey.wait_focus("Make a new recovery key")
    assert _shown_groups(journey) == ()
    journey.keys.press("Space")
    journey.wait_focus("Print the sheet")
    assert _shown_groups(journey) != first, "a key that was put away never comes back"
    lock(journey)
    assert Compartment.DAILY in _recovered(made, made.recovery, "dsl", clock)
