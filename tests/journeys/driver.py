"""The whole program in this process, off screen, with a clock that is set, fakes for printer and file dialogs.

Works with and without pytest, so that a journey can also run in a process of its own.
"""

import shutil
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache, partial
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMainWindow, QMenu, QWidget

from safeguard_app.app.program import Program
from safeguard_app.app.relaunching import RebuildInProcess
from safeguard_app.app.start import _arguments
from safeguard_app.catalogue.catalogue import Catalogue
from safeguard_app.services.opening import Computer
from safeguard_app.ui.desktop.printing import PrintJob
from safeguard_app.ui.evidence.capture_bar import CaptureBar
from safeguard_app.ui.evidence.frozen_screen import FrozenScreen
from safeguard_app.ui.in_steps import InSteps
from safeguard_app.ui.paper import paper_desk
from safeguard_app.ui.referrals.copy_window import CopyWindow
from safeguard_app.vault.keys import stretching
from tests.journeys.keyboard import Keyboard, until
from tests.journeys.perceiving import is_on_screen, screen
from tests.shipped import shipped_catalogue

ZONE = ZoneInfo("Europe/London")
_MAY_BE_WINDOWS = (QMainWindow, QMenu, QDialog, CaptureBar, CopyWindow, FrozenScreen)
"""The last two show nothing of the log: they stand there while its window is away for a capture of the screen."""


@cache
def catalogue() -> Catalogue:
    """The catalogue that ships, read once."""
    return shipped_catalogue()


class SetClock:
    """Stands at a time that a journey sets, and moves on a second each time it is asked."""

    def __init__(self, text: str) -> None:
        """``text`` is a local time such as ``2026-09-14 08:05``."""
        self.at = datetime.fromisoformat(text).replace(tzinfo=ZONE)

    def now(self) -> datetime:
        """A second later than before."""
        self.at += timedelta(seconds=1)
        return self.at

    def set(self, text: str) -> None:
        """Another day, or later on the same."""
        self.at = datetime.fromisoformat(text).replace(tzinfo=ZONE)


@dataclass
class FakePrinting:
    """A printer that keeps what it was sent."""

    jobs: list[PrintJob] = field(default_factory=list)

    def printers(self) -> tuple[str, ...]:
        """One."""
        return ("Office printer",)

    def send(self, job: PrintJob) -> None:
        """Keep the job."""
        self.jobs.append(job)


class FakeDialogs:
    """The system's file dialogs: answers prepared beforehand, and a list of which were opened."""

    def __init__(self) -> None:
        self.opened: list[str] = []
        self.folder = ""
        self.save_to = ""
        self.choose: tuple[Path, ...] = ()
        self._before = {
            name: QFileDialog.__dict__.get(name)
            for name in ("getExistingDirectory", "getSaveFileName", "open")
        }
        fake = self

        def existing(*_: object) -> str:
            fake.opened.append("folder")
            return fake.folder

        def save(_parent: object, _title: str, proposed: str, _kinds: str) -> tuple[str, str]:
            fake.opened.append(f"save {Path(proposed).name}")
            return fake.save_to, ""

        def opened(dialog: QFileDialog, *_: object) -> None:
            fake.opened.append(f"files {dialog.windowTitle()}")
            names = [str(path) for path in fake.choose]
            if names:
                QTimer.singleShot(0, dialog, lambda: dialog.filesSelected.emit(names))

        QFileDialog.getExistingDirectory = staticmethod(existing)  # type: ignore[assignment]
        QFileDialog.getSaveFileName = staticmethod(save)  # type: ignore[assignment]
        QFileDialog.open = opened  # type: ignore[method-assign]

    def put_back(self) -> None:
        """The system's own again."""
        for name, was in self._before.items():
            setattr(QFileDialog, name, was)


class StrayWindows:
    """Notices windows that no page may open: the curtain would not cover them, and they take the keyboard.

    It looks where a widget is shown. A filter of every event would see the same, and made journeys a third slower.
    """

    def __init__(self) -> None:
        self.seen: list[str] = []
        self._show, self._set_visible = QWidget.show, QWidget.setVisible
        show, set_visible = self._show, self._set_visible

        def looked_at_show(widget: QWidget) -> None:
            self._look(widget)
            show(widget)

        def looked_at_visible(widget: QWidget, visible: bool) -> None:
            if visible:
                self._look(widget)
            set_visible(widget, visible)

        QWidget.show = looked_at_show  # type: ignore[method-assign]
        QWidget.setVisible = looked_at_visible  # type: ignore[method-assign]

    def put_back(self) -> None:
        """Qt's own again."""
        QWidget.show = self._show  # type: ignore[method-assign]
        QWidget.setVisible = self._set_visible  # type: ignore[method-assign]

    def _look(self, widget: QWidget) -> None:
        if not widget.isWindow() or isinstance(widget, _MAY_BE_WINDOWS):
            return
        if widget.windowType() not in (Qt.WindowType.Popup, Qt.WindowType.ToolTip):
            stack = traceback.extract_stack(limit=6)
            where = [f"{frame.name} in {Path(frame.filename).name}" for frame in stack]
            self.seen.append(f"{type(widget).__name__} “{widget.accessibleName()}”: {', '.join(where)}")


class Journey:
    """One person at one computer. Everything they do goes through :attr:`keys`."""

    def __init__(
        self, application: QApplication, home: Path, clock: SetClock, log: Path | None = None
    ) -> None:
        """``home`` takes settings, state and what is saved; ``log`` is the log to open, None for the first start."""
        self.application = application
        self.home = home
        self.clock = clock
        self.state = home / "state"
        self.settings_path = home / "settings.json"
        self.printing = FakePrinting()
        self.dialogs = FakeDialogs()
        self.starts: list[list[str]] = []
        self.faults: list[BaseException] = []
        self._ending = False
        self.keys = Keyboard(self._check)
        self.stray = StrayWindows()
        self._printing_before = paper_desk.printing_here  # type: ignore[attr-defined]
        self._calibrated_before = stretching.calibrated
        paper_desk.printing_here = lambda _pages: self.printing  # type: ignore[attr-defined,assignment]
        stretching.calibrated = lambda: stretching.FLOOR
        self.program = self._make(log)

    def start(self, locked_words: str = "") -> None:
        """Show the first page and wait until the window has the keyboard."""
        program = self.program
        program.start(locked_words)
        program.window.activateWindow()
        until(program.window.isActiveWindow, "the window comes to the front")

    # --- what is perceived

    def sees(self, words: str) -> bool:
        """Whether words are somewhere on screen."""
        return is_on_screen(words)

    def wait_for(self, words: str) -> None:
        """Wait until words are on screen."""
        until(lambda: self.sees(words), f"“{words}” on screen")

    def wait_gone(self, words: str) -> None:
        """Wait until words are not on screen any more."""
        until(lambda: not self.sees(words), f"“{words}” off the screen")

    def wait_focus(self, name: str) -> None:
        """Wait until what has the keyboard is announced so."""
        from tests.journeys.perceiving import name_of

        until(lambda: name_of(self.keys.focused()) == name, f"the keyboard at “{name}”")

    def settle(self) -> None:
        """Wait until nothing is under way: results are shown, what was typed is looked up."""
        until(self._is_still, "nothing under way")
        self.application.processEvents()
        self._check()

    def screen(self) -> str:
        """Everything on screen as one text."""
        self.settle()
        return screen()

    # --- the end

    def close(self) -> None:
        """Lock if open, let the threads end and put the system's own dialogs back."""
        self._ending = True
        try:
            if self.program.workplace is not None:
                starts = len(self.starts)
                self.program.lock()
                until(lambda: len(self.starts) > starts, "locked at the end")
        finally:
            self._drop(self.program)
            self.stray.put_back()
            self.dialogs.put_back()
            paper_desk.printing_here = self._printing_before  # type: ignore[attr-defined]
            stretching.calibrated = self._calibrated_before
        self._check()

    def _is_still(self) -> bool:
        program = self.program
        return not program.tasks.busy and not any(
            one.under_way for one in program.window.findChildren(InSteps)
        )

    def _check(self) -> None:
        if self.faults:
            raise self.faults[0]
        assert not self.stray.seen, f"a window of its own flashed up: {self.stray.seen}"

    def _make(self, log: Path | None) -> Program:
        computer = Computer(self.clock, ZONE, self.state, catalogue())
        program = Program(
            self.application,
            self.settings_path,
            log=log,
            computer=computer,
            relauncher=RebuildInProcess(self._start_again),
        )
        program.tasks._on_bug = self._fault
        return program

    def _fault(self, failure: BaseException) -> None:
        self.faults.append(failure)

    def _start_again(self, arguments: Sequence[str]) -> None:
        self.starts.append(list(arguments))
        if self._ending:
            return
        QTimer.singleShot(0, partial(self.keys.when_released, self._rebuild))

    def _rebuild(self) -> None:
        """What the new process would do with its arguments."""
        wanted = _arguments(self.starts[-1])
        self._drop(self.program)
        self.program = self._make(wanted.log)
        self.start(wanted.locked)

    def _drop(self, program: Program) -> None:
        program.idle.stop()
        program.window.let_close()
        program.tasks.shut_down()
        for part in (program.theme, program.guard, program.idle, program.window):
            part.deleteLater()
        program.deleteLater()
        self.application.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def copy_log(made: Path, home: Path) -> Path:
    """A log that was made once, for one journey."""
    place = home / "school.safeguard"
    shutil.copytree(made, place)
    return place


def later(act: Callable[[], None]) -> None:
    """Do something once events come in again."""
    QTimer.singleShot(0, act)
