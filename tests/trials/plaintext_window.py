"""The window in the trial of plaintext: typed, filed, shown, printed and locked with the marker in every text."""

import time
from pathlib import Path

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from safeguard_app.system.process_hardening import harden_process
from safeguard_app.system.reading_data import reading_data
from safeguard_app.ui.desktop.screen_grab import Grabbed
from safeguard_app.ui.incidents.intake_panel import IntakePanel
from tests.evidence_files.words_in_pictures import chat
from tests.journeys.driver import Journey, SetClock
from tests.journeys.schools import make_log
from tests.journeys.tasks_at_the_desk import (
    Capture,
    Named,
    add_evidence,
    add_note,
    file_concern,
    lock,
    save_panel,
    unlock,
    write_concern,
)
from tests.journeys.tasks_on_paper import printed


def walk(place: Path, marker: str) -> None:
    """In the child: a concern, a picture looked into and copied, a note, search, print, a look round, lock, back."""
    harden_process()
    application = QApplication(["journey"])
    clock = SetClock("2026-09-14 13:00")
    made = make_log(place / "larchmere.safeguard", clock)
    journey = Journey(application, place, clock, made.folder)
    journey.start()
    unlock(journey)
    write_concern(
        journey,
        f"{marker} was written under the video.",
        kind=("Cyberbullying",),
        told_by=Named(f"{marker} Hart"),
        told="today 1230",
        happened="yest 9pm",
        people=(Named("Ella Tan", "Target"),),
    )
    file_concern(journey)
    add_evidence(
        journey,
        Capture(what=f"{marker} shown", address=f"https://www.example.org/{marker}"),
        _screenshot(place / "source" / f"{marker}.png", marker),
    )
    _read_by_machine(journey)
    _look_into(journey)
    _copy(journey, marker)
    _seal_what_is_made_here(journey, marker, place / "source" / f"{marker}.eml")
    _read_and_quarantine(journey, marker)
    add_note(journey, f"{marker} rang for advice.")
    journey.keys.press("Ctrl+F")
    journey.keys.type(marker)
    journey.settle()
    journey.keys.press("Ctrl+P")
    journey.wait_for("Page 1 of")
    journey.settle()
    assert printed(journey), "nothing was printed"
    for page in range(1, 9):
        journey.keys.press("Escape")
        journey.keys.press(f"Ctrl+{page}")
        journey.settle()
    journey.keys.press("Ctrl+N")
    journey.wait_focus("What have you seen or been told?")
    journey.keys.type(f"{marker} half a sentence")
    lock(journey)
    unlock(journey)
    assert journey.sees(f"{marker} half"), "the draft is on Today"
    journey.close()


def _screenshot(path: Path, marker: str) -> Path:
    """A picture in which the marker is to be read."""
    path.write_bytes(chat((marker, "was written on a wall")))
    return path


def _read_by_machine(journey: Journey) -> None:
    """Where this computer has something to read it with, the words of the picture go into the log."""
    if reading_data() is None:
        return
    keys = journey.keys
    for _ in range(60):
        keys.activate("Who had Ex1")
        journey.wait_for("sealed, read back and compared")
        read = journey.sees("words read by Tesseract")
        keys.press("Escape")
        journey.wait_gone("sealed, read back and compared")
        if read:
            return
        time.sleep(0.5)
    raise AssertionError("no machine read the picture")


def _copy(journey: Journey, marker: str) -> None:
    """A redacted copy, with the marker in its text and in its reasons; checked, and kept."""
    keys = journey.keys
    keys.activate("Make a redacted or marked copy of Ex1")
    journey.wait_focus("Picture: Ex1, to be marked")
    keys.press("Enter")
    keys.press("Right")
    keys.press("T")
    keys.press("Enter")
    journey.wait_focus("Words")
    keys.type(marker)
    keys.press("Tab")
    keys.type(f"{marker} hidden")
    keys.press("Tab")
    keys.type(f"For {marker}")
    keys.press("Ctrl+Enter")
    journey.wait_for("Redacted copy of Ex1")


def _seal_what_is_made_here(journey: Journey, marker: str, mail: Path) -> None:
    """Under one permit: a mail, a picture of the screen, a typed statement, and a paste."""
    keys = journey.keys
    journey.dialogs.choose = (mail,)
    keys.press("Ctrl+E")
    journey.wait_for("Does it show, or might it show")
    keys.press("3")
    journey.wait_for(mail.name)
    _capture(journey, marker)
    keys.activate("Type a statement", back=True)
    journey.wait_focus("Whose words are they?")
    keys.type(f"{marker} Hart")
    keys.fill("Their words", f"{marker} said it again")
    keys.activate("Add the statement")
    journey.wait_for("statement 1.txt")
    QGuiApplication.clipboard().setText(f"{marker} was copied")
    keys.activate("Paste", back=True)
    journey.wait_for("pasted text 1.txt")
    QGuiApplication.clipboard().clear()
    keys.fill("What it is", f"{marker} again")
    save_panel(journey, "Take in and seal")
    journey.dialogs.choose = ()


def _capture(journey: Journey, marker: str) -> None:
    """The screen shows the marker, as pixels and in what the picture says of itself; all of it is taken."""
    panels = (one for one in journey.application.allWidgets() if isinstance(one, IntakePanel))
    panel = next(one for one in panels if one.isVisible())
    row = marker.encode() * 12
    image = QImage(row * 8, len(row) // 3, 8, len(row) // 3 * 3, QImage.Format.Format_RGB888).copy()
    image.setText("Comment", marker)
    panel.grab_screens = lambda: [Grabbed(image, marker, QRect(0, 0, 80, 60))]
    keys = journey.keys
    keys.activate("Capture the screen", back=True)
    journey.wait_for("Nothing captured yet")
    keys.press("Return")
    journey.wait_focus("The screen as it was")
    keys.press("A")
    journey.wait_for("1 picture captured")
    keys.press("Escape")
    journey.wait_for("capture 1.png")
    assert marker.encode() in panel.sources()[-1].content, "the capture carries the marker"


def _read_and_quarantine(journey: Journey, marker: str) -> None:
    """The mail is read inside the program, and the paste put in quarantine."""
    keys = journey.keys
    keys.activate("Show the e-mail Ex2")
    journey.wait_for(f"{marker} looks")
    keys.press("Escape")
    journey.wait_gone(f"{marker} looks")
    keys.activate("Quarantine Ex5: it should not have been kept")
    journey.wait_for("Put Ex5 in quarantine?")
    keys.activate("Quarantine now")
    journey.wait_for("Leave the log as it is")
    keys.press("Escape")
    journey.wait_gone("Leave the log as it is")
    journey.settle()


def _look_into(journey: Journey) -> None:
    """The exhibit in the process apart: shown, asked what it says of itself; and who had it."""
    keys = journey.keys
    keys.activate("Show the picture Ex1")
    journey.wait_for("Blurred until you ask for it.")
    keys.press("S")
    keys.press("Escape")
    journey.wait_gone("Blurred until you ask for it.")
    keys.activate("Complete or correct the facts of Ex1")
    journey.wait_for("What the file says of itself")
    keys.press("Escape")
    journey.wait_gone("What the file says of itself")
    keys.activate("Who had Ex1")
    journey.wait_for("Looked at, inside the program")
    keys.press("Escape")
    journey.settle()
