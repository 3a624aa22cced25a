"""A whole journey through the window, for a process that may not ask for a network.

Usage: ``python -m tests.journeys.offline_journey HOME``, under :mod:`tests.journeys.network_watch`.
"""

import sys
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication

from safeguard_app.services import opening
from tests.journeys.driver import Journey, SetClock
from tests.journeys.schools import add_adult, add_pupil, make_log, picture, sign_in
from tests.journeys.tasks_at_the_desk import (
    Capture,
    Named,
    add_evidence,
    add_note,
    ask_the_register,
    file_concern,
    lock,
    sign_in_as,
    unlock,
    write_concern,
)
from tests.journeys.tasks_on_paper import begin_first_form, printed, printed_from_preview

ADULT, PUPIL = "Mr Owen Tarn", "Ella Tan"


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
    """Unlock, write, attach, check and keep the verdict, refer, print, lock, unlock, look at every page, lock."""
    application = QApplication(["journey"])
    clock = SetClock("2026-09-14 13:00")
    made = make_log(home / "school.safeguard", clock)
    session = sign_in(made, "dsl", home, clock)
    add_adult(session, ADULT, "Sports coach")
    add_pupil(session, PUPIL, date(2016, 4, 2), "Year 5", "5N")
    opening.lock(session)
    journey = Journey(application, home, clock, made.folder)
    journey.start()
    watch.look()
    unlock(journey)
    write_concern(
        journey,
        "He messages Ella late at night: https://www.example.org/profile",
        kind=("Staff-pupil contact",),
        told_by=Named("ella", row=PUPIL),
        told="today 1230",
        happened="yest 9pm",
        people=(
            Named("tarn", "Adult of concern", row=ADULT),
            Named("ella", "Child in contact with the adult", row=PUPIL),
        ),
    )
    case = file_concern(journey)
    link = "https://www.example.org/p/1"
    add_evidence(journey, Capture(what="Screenshot", address=link), picture(home / "one.png"))
    add_note(journey, "Rang for advice.")
    watch.look()
    print_on_paper(journey)
    watch.look()
    check_and_keep(journey, case)
    watch.look()
    sign_in_as(journey, "dsl")
    watch.look()
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


def print_on_paper(journey: Journey) -> None:
    """The record, and a referral about it: PDF files in the printer's hands."""
    journey.keys.press("Ctrl+P")
    record = printed_from_preview(journey)
    begin_first_form(journey)
    journey.wait_for("Page 1 of")
    journey.settle()
    referral = printed(journey)
    journey.wait_for("Printing is not sending")
    assert record.startswith(b"%PDF-") and referral.startswith(b"%PDF-") and record != referral


def check_and_keep(journey: Journey, case: str) -> None:
    """Ask the register about the contact, and keep its verdict with the record."""
    ask_the_register(journey, ADULT, PUPIL, "yest 9pm", "Instagram")
    assert journey.sees("None on this register")
    journey.keys.press("Ctrl+Return")
    journey.wait_for(f"Keep with {case}")
    journey.keys.press("1")
    journey.wait_for(f"Kept with {case}")
    journey.keys.activate(f"Open {case}")
    journey.wait_for("First verdict on this contact")
    journey.settle()


if __name__ == "__main__":
    watched = Watch()
    walk(Path(sys.argv[1]), watched)
    sys.stdout.write(f"walked to the end, {watched.looks} looks\n")
