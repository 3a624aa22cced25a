"""The question about indecent images comes before any file dialog, and its answers are kept to.

What is opened by whom is watched by an audit hook of the interpreter.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication

from tests.journeys.driver import Journey
from tests.journeys.keyboard import until
from tests.journeys.opened_files import Opened
from tests.journeys.perceiving import name_of
from tests.journeys.schools import picture
from tests.journeys.tasks_at_the_desk import (
    Capture,
    add_evidence,
    file_cyberbullying,
    unlock,
)

pytestmark = pytest.mark.journey

QUESTION = "Does it show, or might it show, a nude, semi-nude or sexual image of anyone under 18?"


@pytest.fixture(autouse=True)
def clipboard() -> Iterator[None]:
    """Empty again afterwards: what lies on it must not outlive the application."""
    yield
    QGuiApplication.clipboard().clear()


@pytest.fixture(scope="module")
def desk(begin_once: Callable[..., Journey]) -> Journey:
    """Somebody is signed in, for all tests here."""
    started = begin_once("2026-09-14 13:00")
    unlock(started)
    return started


@pytest.fixture
def journey(desk: Journey) -> Journey:
    """A cyberbullying record of this test’s own is in view."""
    desk.dialogs.opened.clear()
    desk.dialogs.choose = ()
    file_cyberbullying(desk, "Comments about Ella under a video.")
    return desk


def test_not_seen_reads_nothing_says_what_to_do_and_opens_a_record_in_words(
    journey: Journey, opened: Opened, tmp_path: Path
) -> None:
    suspect = picture(tmp_path / "suspect-of-all-names.png")
    opened.paths.clear()
    on_clipboard(suspect)
    keys = journey.keys
    journey.dialogs.choose = (suspect,)
    keys.press("Ctrl+E")
    journey.wait_for(QUESTION)
    assert name_of(keys.focused()) == "I have not seen it", "Enter without reading reads nothing"
    keys.press("Return")
    journey.wait_for("Stop here. Nothing was opened, read or kept.")
    assert journey.dialogs.opened == [], "no file dialog opened"
    for advice in (
        "Do not look at it, copy it, photograph it, print it",
        "Emergency",
        "999",
        "01632 960101",
        "01632 960102",
    ):
        assert journey.sees(advice)
    keys.activate("Open a words-only record")
    journey.wait_for("Is anyone in danger now?")
    journey.settle()
    assert journey.sees("Indecent image of a child")
    assert not [path for path in opened.paths if "suspect" in path]
    urls = QGuiApplication.clipboard().mimeData().urls()
    assert [url.fileName() for url in urls] == [suspect.name], "the clipboard is as it was"

    keys.press("Ctrl+S")
    journey.settle()
    keys.press("Ctrl+7")
    journey.wait_for("Declared “I have not seen it”")
    assert "suspect" not in journey.screen(), "the audit keeps the answer without a file name"


def test_yes_or_possibly_adds_nothing_and_may_be_left(journey: Journey) -> None:
    keys = journey.keys
    keys.press("Ctrl+E")
    journey.wait_for(QUESTION)
    keys.press("1")
    journey.wait_for("Stop here. Nothing was opened, read or kept.")
    keys.press("Escape")
    journey.wait_gone("Stop here.")
    assert journey.sees("Nothing is kept here yet.")
    assert journey.dialogs.opened == []


def test_escape_at_the_question_leaves_everything_as_it_was(journey: Journey) -> None:
    journey.keys.press("Ctrl+E")
    journey.wait_for(QUESTION)
    journey.keys.press("Escape")
    journey.wait_gone(QUESTION)
    assert journey.dialogs.opened == []
    assert journey.sees("Nothing is kept here yet.")


def test_after_no_a_picture_becomes_an_exhibit_and_is_looked_at_inside(
    journey: Journey, tmp_path: Path
) -> None:
    shot = picture(tmp_path / "comments.png")
    add_evidence(journey, Capture(what="Comments under the video", by="Ms Hart"), shot)
    assert journey.dialogs.opened == ["files Choose evidence"]
    assert journey.sees("Ex1") and journey.sees("Comments under the video")
    keys = journey.keys
    keys.activate("Show the picture Ex1")
    journey.wait_for("Blurred until you ask for it. Opening it is in the audit.")
    assert name_of(keys.focused()).startswith("Hold to show")
    keys.press("S")
    assert journey.sees("Picture: ")
    keys.press("Escape")
    journey.wait_gone("Blurred until you ask for it.")
    assert shot.read_bytes()[:4] == b"\x89PNG", "the original stays where it was"


def test_what_is_no_file_is_refused_one_by_one_and_the_rest_is_taken(
    journey: Journey, tmp_path: Path
) -> None:
    """A directory, a pipe, an empty file, a file that went; and a name that climbs."""
    import os

    good = picture(tmp_path / "good.png")
    folder, pipe = tmp_path / "folder.png", tmp_path / "pipe.png"
    empty, gone = tmp_path / "empty.png", tmp_path / "gone.png"
    folder.mkdir()
    os.mkfifo(pipe)
    empty.touch()
    gone.write_bytes(b"soon not here")
    climbing = tmp_path / "folder.png" / ".." / "good2.png"
    picture(tmp_path / "good2.png", 120)
    journey.dialogs.choose = (folder, pipe, empty, gone, good, climbing)
    keys = journey.keys
    keys.press("Ctrl+E")
    journey.wait_for(QUESTION)
    keys.press("3")
    journey.wait_for("good.png")
    gone.unlink()
    keys.fill("What it is", "A batch")
    keys.press("Ctrl+Return")
    journey.wait_for("Not everything was added")
    said = journey.screen()
    for name in ("folder.png", "pipe.png", "empty.png", "gone.png"):
        assert f"{name}: " in said
    keys.press("Escape")
    journey.wait_gone("Not everything was added")
    journey.settle()
    assert journey.sees("Ex1") and journey.sees("Ex2") and not journey.sees("Ex3")
    assert journey.sees("good2.png") and not journey.sees("..")


def test_a_text_named_as_a_picture_is_kept_and_not_shown_as_one(journey: Journey, tmp_path: Path) -> None:
    false = tmp_path / "false.png"
    false.write_bytes(b"This is no picture at all.\n")
    journey.dialogs.choose = (false,)
    journey.keys.press("Ctrl+E")
    journey.wait_for(QUESTION)
    journey.keys.press("3")
    journey.wait_for("false.png")
    journey.keys.fill("What it is", "Sent as a picture")
    journey.keys.press("Ctrl+Return")
    until(lambda: journey.sees("Ex1"), "taken in")
    journey.settle()
    assert not journey.sees("Show the picture Ex1")


def on_clipboard(path: Path) -> None:
    """As though a file had been copied in the file manager."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    QGuiApplication.clipboard().setMimeData(data)
