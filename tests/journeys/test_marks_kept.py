"""A lock while a picture is being redacted loses no mark: Today lists them, and they are there again."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.driver import Journey
from tests.journeys.schools import picture
from tests.journeys.tasks_at_the_desk import (
    Capture,
    add_evidence,
    file_cyberbullying,
    lock,
    unlock,
)

pytestmark = pytest.mark.journey


def test_marks_on_a_picture_outlive_a_lock(begin_once: Callable[..., Journey], tmp_path: Path) -> None:
    journey = begin_once("2026-09-14 13:00")
    keys = journey.keys
    unlock(journey)
    file_cyberbullying(journey, "Two pupils wrote under the video.")
    add_evidence(journey, Capture(what="Comments"), picture(tmp_path / "comments.png"))
    keys.activate("Make a redacted or marked copy of Ex1")
    journey.wait_focus("Picture: Ex1, to be marked")
    keys.press("Enter")
    journey.wait_for("Opaque box")
    lock(journey)
    unlock(journey)
    assert journey.sees("Redacted or marked copy of Ex1 of 2026-0001")
    keys.activate("Continue: 1 opaque box")
    journey.wait_for("What you put on it before is back.")
    keys.press("Escape")
    keys.press("Escape")
    journey.wait_gone("What you put on it before is back.")
