"""What is read before the unlock page is shown, and what behind it. In a process of its own: this one has it all."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from safeguard_app.app.reading_ahead import ReadingAhead
from safeguard_app.ui.tasks import TaskRunner
from tests.journeys.driver import SetClock
from tests.journeys.schools import make_log

_SCRIPT = """
import json, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from safeguard_app.app.program import Program

application = QApplication(["test"])
program = Program(application, Path(sys.argv[2]), log=Path(sys.argv[1]))
program.start()
application.processEvents()
shown, read = sorted(sys.modules), []
program.reading_ahead.done.connect(lambda: read.append(True))
while not read:
    application.processEvents()
before = set(sys.modules)
from safeguard_app.app import workplace
from safeguard_app.services import opening
late = sorted(name for name in set(sys.modules) - before if name.startswith("safeguard_app"))
print(json.dumps({"shown": shown, "late": late, "ahead": sorted(before), "catalogue": program._computer is not None,
                  "page": [type(program.take_today_page()).__name__, program.take_today_page()]}))
"""
_LATER = (
    "PIL",
    "PySide6.QtPrintSupport",
    "pypdfium2",
    "pyrage",
    "reportlab",
    "sqlcipher3",
    "zxcvbn",
    "safeguard_app.app.workplace",
    "safeguard_app.catalogue",
    "safeguard_app.documents",
    "safeguard_app.services.opening",
    "safeguard_app.ui.first_run",
    "safeguard_app.ui.help",
    "safeguard_app.ui.incidents",
)


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What a fresh process says of itself."""
    place = tmp_path_factory.mktemp("ahead")
    made = make_log(place / "school.safeguard", SetClock("2026-09-07 08:00"))
    command = [sys.executable, "-c", _SCRIPT, str(made.folder), str(place / "settings.json")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path.cwd())
    assert done.returncode == 0, done.stderr
    answer: dict[str, list[str]] = json.loads(done.stdout.splitlines()[-1])
    return answer


@pytest.mark.parametrize("module", _LATER)
def test_the_unlock_page_waits_for_nothing_that_it_does_not_need(
    said: dict[str, list[str]], module: str
) -> None:
    assert "safeguard_app.ui.unlock.unlock_page" in said["shown"]
    assert module not in said["shown"]


@pytest.mark.parametrize("module", ["PIL", "pikepdf", "pypdfium2", "reportlab", "uharfbuzz"])
def test_a_log_that_is_only_open_does_without_what_papers_and_pictures_need(
    said: dict[str, list[str]], module: str
) -> None:
    """Each is some ten megabytes in every log."""
    assert "safeguard_app.services.paper" in said["ahead"] and module not in said["ahead"]


def test_behind_the_unlock_page_everything_is_read_that_today_needs(said: dict[str, list[str]]) -> None:
    assert said["late"] == []
    assert said["catalogue"]


def test_todays_page_is_made_by_then_and_handed_over_once(said: dict[str, list[str]]) -> None:
    assert said["page"] == ["TodayPage", None]


@pytest.mark.parametrize("midst", [False, True], ids=["before it began", "in the midst of it"])
def test_where_the_program_ends_nothing_more_is_read(midst: bool, qtbot: QtBot) -> None:
    asked: list[str] = []
    runner, owner = TaskRunner(lambda failure: asked.append(repr(failure))), QObject()
    ahead = ReadingAhead(runner, lambda: asked.append("catalogue"), owner)
    ahead.begin()
    if midst:
        ahead._read_pages(None)
        assert ahead._turns.isActive()
    runner.shut_down()
    assert asked == []
    assert not ahead._begins.isActive()
    assert not ahead._turns.isActive()
