"""What a fresh process measures of itself: ``python -m tests.bench.fresh BEGUN bare | program FOLDER STATE``.

``BEGUN`` is the monotonic clock when the process was asked for; all processes of a computer share that clock. Nothing
of the program is imported before the work begins. Prints one line of JSON.
"""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic, process_time
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
_ACCOUNT = "What have you seen or been told?"


def main(arguments: list[str]) -> int:
    """Measure and print."""
    begun, what, *rest = arguments
    measured = _bare(float(begun)) if what == "bare" else _program(float(begun), Path(rest[0]), Path(rest[1]))
    print(json.dumps(measured))
    sys.stdout.flush()
    os._exit(0)  # nothing was written that a tidy end would have to save


def _bare(begun: float) -> dict[str, float]:
    from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow

    application = QApplication(["bare"])
    window, field = QMainWindow(), QLineEdit()
    window.setCentralWidget(field)
    window.show()
    field.setFocus()
    _wait(application, field.isVisible)
    field.repaint()
    return {"shown": monotonic() - begun, "shown_processor": process_time(), "resident": _resident()}


def _program(begun: float, folder: Path, state: Path) -> dict[str, float]:
    """The real program: to the unlock page, then with the passphrase to Today, then its size at rest."""
    from safeguard_app.system.process_hardening import harden_process

    harden_process()
    from PySide6.QtWidgets import QApplication

    from safeguard_app.app.program import Program
    from safeguard_app.ui.unlock.unlock_page import UnlockPage

    application = QApplication(["bench"])
    program = Program(application, state / "settings.json", log=folder)
    ready: list[float] = []
    program.reading_ahead.done.connect(lambda: ready.append(monotonic()))
    program.start()
    page = program.window.findChild(UnlockPage)
    assert isinstance(page, UnlockPage)
    _wait(application, page.passphrase.isVisible)
    page.repaint()
    shown, worked = monotonic(), process_time()
    _wait(application, lambda: bool(ready))
    _rest(application, 0.5)  # all of it in less than a passphrase takes to type
    times = {"shown": shown - begun, "shown_processor": worked, "ahead": ready[0] - shown}
    return times | _unlocked(application, program, page, state) | _at_work(application, program)


def _unlocked(application: object, program: object, page: object, state: Path) -> dict[str, float]:
    import gc
    from dataclasses import replace

    from safeguard_app.app.program import Program
    from safeguard_app.ui.unlock.unlock_page import UnlockPage
    from safeguard_app.vault.keys.stretching import DEFAULT, stretch
    from tests.bench.large_log import END, PASSPHRASE, SetClock

    assert isinstance(program, Program) and isinstance(page, UnlockPage)
    program.computer = replace(program.computer, clock=SetClock(END), state=state)
    stretching = monotonic()
    stretch("five plain words of somebody", bytes(16), DEFAULT)
    stretched = monotonic() - stretching
    painted = _when_today_is_painted(application)
    page.passphrase.setText(PASSPHRASE)
    pressed, worked = monotonic(), process_time()
    page.unlock_button.click()
    _wait(application, lambda: bool(painted))
    today, worked = painted[0] - pressed, process_time() - worked
    _wait(application, lambda: not program.tasks.busy)
    gc.collect()
    return {"stretched": stretched, "today": today, "today_processor": worked, "resident": _resident()}


def _at_work(application: object, program: object) -> dict[str, float]:
    """Keys that have to be answered at once: a new incident, the curtain, and the lock until the process may end."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QWidget

    from safeguard_app.app.program import Program

    assert isinstance(program, Program)
    window, focused = program.window, QApplication.focusWidget
    locked: list[float] = []

    class _Leaving:
        def start_again(self, _arguments: object) -> None:
            locked.append(monotonic())

    program.relauncher = _Leaving()
    pressed, worked = monotonic(), process_time()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    _wait(application, lambda: isinstance(here := focused(), QWidget) and here.accessibleName() == _ACCOUNT)
    writing, worked = _painted(program) - pressed, process_time() - worked
    _wait(application, lambda: not program.tasks.busy)
    pressed = monotonic()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_F8)
    _wait(application, lambda: window.curtain.is_drawn)
    drawn = _painted(program) - pressed
    program.lock_by_hand()
    _wait(application, lambda: bool(locked))
    times = {"writing": writing, "writing_processor": worked, "curtain": drawn}
    return times | {"locked": locked[0] - pressed - drawn}


def _when_today_is_painted(application: object) -> list[float]:
    """Filled with the moment at which the page of Today, with what was read in it, comes to its first painting."""
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication

    from safeguard_app.ui.today.today_page import TodayPage
    from safeguard_app.ui.today.today_view import TodayView

    assert isinstance(application, QApplication)
    painted: list[float] = []
    show = TodayPage.show_first

    def _show(page: TodayPage, view: TodayView, *further: Any) -> None:
        show(page, view, *further)
        page.heading.installEventFilter(watch)

    class _Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                watched.removeEventFilter(self)
                QTimer.singleShot(0, lambda: painted.append(monotonic()))  # once all of it is painted
            return False

    watch = _Watch(application)
    TodayPage.show_first = _show  # type: ignore[method-assign,assignment]
    return painted


def _painted(program: object) -> float:
    from safeguard_app.app.program import Program

    assert isinstance(program, Program)
    program.window.repaint()
    return monotonic()


def _wait(application: object, condition: Callable[[], bool]) -> None:
    from PySide6.QtCore import QEventLoop, QTimer
    from PySide6.QtWidgets import QApplication

    assert isinstance(application, QApplication)
    beat = QTimer()
    beat.start(2)
    end = monotonic() + 60
    while not condition():
        if monotonic() > end:
            raise TimeoutError("nothing came of it within a minute")
        # Waiting, not turning: a loop that turns takes the interpreter from the vault's thread, as no event loop does.
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def _rest(application: object, seconds: float) -> None:
    """What is done while nobody presses anything."""
    end = monotonic() + seconds
    _wait(application, lambda: monotonic() > end)


def _resident() -> float:
    """Bytes of memory that this process holds (Linux), 0 where that cannot be told."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS:"))
    return float(line.split()[1]) * 1024


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
