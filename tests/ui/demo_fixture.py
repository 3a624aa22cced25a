"""The demo school's log with the lead signed in, and a main window to put a page into."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.ui.messages import Messages
from safeguard_app.ui.shell.main_window import MainWindow
from safeguard_app.ui.shell.page import Page, PageKey
from safeguard_app.vault import reading
from tests.ui.clipping import clipped
from tests.ui.conftest import Stage
from tests.ui.demo_log import OpenDemo, made_demo


@pytest.fixture
def demo(qtbot: QtBot, tmp_path: Path) -> Iterator[OpenDemo]:
    """A copy of the demo's log, the lead signed in. It is made once in a run."""
    opened = OpenDemo(made_demo(), tmp_path)
    yield opened
    opened.close()
    shutil.rmtree(opened.folder)


@dataclass
class Work:
    """A window on screen with one page in it, and the log behind."""

    demo: OpenDemo
    stage: Stage
    window: MainWindow

    @property
    def messages(self) -> Messages:
        """The boxes of the window."""
        return self.window.messages

    def show(self, key: PageKey, page: Page, *, width: int = 1366, height: int = 736) -> None:
        """Put a page into the window and let it read."""
        self.window.add_page(key, page)
        self.window.show_work(key)
        self.stage.present(self.window, width, height)
        self.demo.settle()

    def settle(self) -> None:
        """Let everything asked for come about."""
        self.demo.settle()
        self.stage.settle()
        self.demo.settle()

    def clipped(self) -> list[str]:
        """What is clipped once layouts that were asked for have come about, however slow the computer is."""
        for _ in range(40):
            found = clipped(self.window)
            if not found:
                break
            self.stage.settle()
        return found

    def events(self, kind: EventKind, compartment: Compartment = Compartment.DAILY) -> int:
        """How many events of a kind a compartment holds."""

        def count() -> int:
            connection = self.demo.session.vault.compartment(compartment).connection
            found = reading.events(connection, newest=10_000, limit=10_000)
            return sum(logged.event.kind is kind for logged in found)

        return self.demo.wait(count)


@pytest.fixture
def work(demo: OpenDemo, stage: Stage) -> Work:
    """The window and the log."""
    return Work(demo, stage, MainWindow())
