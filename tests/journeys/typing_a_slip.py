"""A process of its own in which somebody types a paper slip until the power goes: run by the power-cut journey.

Usage: ``python -m tests.journeys.typing_a_slip HOME``. HOME holds ``school.safeguard``. It says ``KEPT`` once the
status bar says that the draft is kept, types on, says ``TYPED`` and waits for its end. Drafts are kept as often as
anybody's are.
"""

import os
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.journeys.driver import Journey, SetClock
from tests.journeys.tasks_at_the_desk import Named, name_somebody, unlock

FIRST = "Ella came in crying. She said “they posted it again”."
HALF = " Then she told me that"
"""Half a sentence, typed when the draft is kept for the last time."""
FURTHER = " on Sun"
"""Typed after that, and not kept any more when the power goes."""
WRITTEN_AT = "today 1230"
ORIGINAL = "Locked drawer in the office"


def main(home: Path) -> None:
    """Type, say so, and stay."""
    application = QApplication(["journey"])
    clock = SetClock("2026-09-14 13:10")
    journey = Journey(application, home, clock, home / "school.safeguard")
    journey.start()
    unlock(journey)
    keys = journey.keys
    keys.press("Ctrl+N")
    journey.wait_focus("What have you seen or been told?")
    journey.settle()
    keys.go_to("Quick concern", back=True)
    keys.pick("How much to write down", "Full record")
    keys.activate("The account was written on paper, and is typed here as its writer’s words")
    name_somebody(journey, "Who wrote it", Named("Miss Ivy Larch"))
    keys.fill("When it was written", WRITTEN_AT)
    keys.fill("Where the original is kept", ORIGINAL)
    keys.go_to("What have you seen or been told?", back=True)
    keys.type((FIRST + HALF)[:-1])
    journey.settle()
    clock.set("2026-09-14 13:30")
    keys.type(HALF[-1])
    journey.wait_for("Draft kept in the log 13:30")
    say("KEPT")
    keys.type(FURTHER)
    say("TYPED")
    application.exec()


def say(word: str) -> None:
    """To whoever watches."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    main(Path(sys.argv[1]))
