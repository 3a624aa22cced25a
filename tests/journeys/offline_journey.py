"""A whole journey through the window, for a process that may not ask for a network.

Usage: ``python -m tests.journeys.offline_journey HOME``, under :mod:`tests.journeys.network_watch`.
"""

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.journeys.driver import Journey, SetClock
from tests.journeys.schools import make_log, picture
from tests.journeys.tasks_at_the_desk import (
    Capture,
    Named,
    add_evidence,
    add_note,
    file_concern,
    from_menu,
    lock,
    unlock,
    write_concern,
)


class Watch:
    """The hook this process began with. It has to be there: a walk that nobody watches proves nothing."""

    def __init__(self) -> None:
        """Find it."""
        self._look = sys.modules["sitecustomize"].look
        self.looks = 0

    def look(self) -> None:
        """Fail if this process has a socket open that could leave the computer, opened through Python or not."""
        self._look()
        self.looks += 1


def walk(home: Path, watch: Watch) -> None:
    """Unlock, write, attach, check, refer, print, look at every page, lock."""
    application = QApplication(["journey"])
    clock = SetClock("2026-09-14 13:00")
    made = make_log(home / "school.safeguard", clock)
    journey = Journey(application, home, clock, made.folder)
    journey.start()
    watch.look()
    unlock(journey)
    write_concern(
        journey,
        "He messages Ella late at night: https://www.example.org/profile",
        kind=("Staff-pupil contact",),
        told_by=Named("Ella Tan"),
        told="today 1230",
        happened="yest 9pm",
        people=(Named("Mr Owen Tarn", "Adult of concern"),),
    )
    file_concern(journey)
    link = "https://www.example.org/p/1"
    add_evidence(journey, Capture(what="Screenshot", address=link), picture(home / "one.png"))
    add_note(journey, "Rang for advice.")
    watch.look()
    from_menu(journey, "More", "Start a referral")
    journey.wait_for("Page 1 of")
    journey.settle()
    journey.keys.activate("Print")
    journey.wait_for("Office printer")
    journey.keys.activate("Print")
    journey.wait_for("Printing is not sending")
    watch.look()
    journey.keys.press("Ctrl+Shift+N")
    journey.wait_focus("Adult who works here")
    journey.keys.press("F1")
    journey.settle()
    for page in ("Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+5", "Ctrl+6", "Ctrl+7", "Ctrl+8"):
        journey.keys.press("Escape")
        journey.keys.press(page)
        journey.settle()
        watch.look()
    lock(journey)
    journey.close()
    watch.look()


if __name__ == "__main__":
    watched = Watch()
    walk(Path(sys.argv[1]), watched)
    sys.stdout.write(f"walked to the end, {watched.looks} looks\n")
