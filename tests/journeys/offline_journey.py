"""A whole journey, or the headless demo, in a process that is forbidden the network from its first line on.

Usage: ``python -m tests.journeys.offline_journey window HOME`` or ``... demo HOME``.
"""

from tests.journeys.no_network import Watch

WATCH = Watch()

import os  # noqa: E402 - nothing is imported before the watch
import sys  # noqa: E402
from pathlib import Path  # noqa: E402


def window(home: Path) -> None:
    """Unlock, write, attach, check, refer, print, look at every page, lock."""
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

    application = QApplication(["journey"])
    clock = SetClock("2026-09-14 13:00")
    made = make_log(home / "school.safeguard", clock)
    journey = Journey(application, home, clock, made.folder)
    journey.start()
    WATCH.look()
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
    WATCH.look()
    from_menu(journey, "More", "Start a referral")
    journey.wait_for("Page 1 of")
    journey.settle()
    journey.keys.activate("Print")
    journey.wait_for("Office printer")
    journey.keys.activate("Print")
    journey.wait_for("Printing is not sending")
    WATCH.look()
    journey.keys.press("Ctrl+Shift+N")
    journey.wait_focus("Adult who works here")
    journey.keys.press("F1")
    journey.settle()
    for page in ("Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+5", "Ctrl+6", "Ctrl+7", "Ctrl+8"):
        journey.keys.press("Escape")
        journey.keys.press(page)
        journey.settle()
        WATCH.look()
    lock(journey)
    journey.close()
    WATCH.look()


def demo(home: Path) -> None:
    """What ``safeguard-log-cli demo`` does, as its entry point does it."""
    from safeguard_app.app.start import run_command

    code = run_command(["demo", "--out", str(home / "out"), "--without-pictures"])
    WATCH.look()
    assert code == 0


if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["HOME"] = sys.argv[2]
    {"window": window, "demo": demo}[sys.argv[1]](Path(sys.argv[2]))
    assert not WATCH.asked, WATCH.asked
    sys.stdout.write("no network was asked for\n")
