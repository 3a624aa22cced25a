"""What a fresh process measures of itself: ``python -m tests.bench.fresh BEGUN bare | program FOLDER STATE``.

``BEGUN`` is the monotonic clock when the process was asked for; all processes of a computer share that clock. Nothing
of the program is imported before the work begins. Prints one line of JSON.
"""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


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
    return {"shown": monotonic() - begun, "resident": _resident()}


def _program(begun: float, folder: Path, state: Path) -> dict[str, float]:
    """The real program: to the unlock page, then with the passphrase to Today, then its size at rest."""
    from safeguard_app.system.process_hardening import harden_process

    harden_process()
    from PySide6.QtWidgets import QApplication

    from safeguard_app.app.program import Program
    from safeguard_app.ui.unlock.unlock_page import UnlockPage

    application = QApplication(["bench"])
    program = Program(application, state / "settings.json", log=folder)
    program.start()
    page = program.window.findChild(UnlockPage)
    assert isinstance(page, UnlockPage)
    _wait(application, page.passphrase.isVisible)
    page.repaint()
    shown = monotonic() - begun
    return {"shown": shown, **_unlocked(application, program, page, state)}


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
    painted: list[float] = []
    page.passphrase.setText(PASSPHRASE)
    pressed = monotonic()
    page.unlock_button.click()
    _wait(application, lambda: program.workplace is not None)
    workplace = program.workplace
    assert workplace is not None
    workplace.today.read.connect(lambda _view: painted.append(_painted(program)))
    _wait(application, lambda: bool(painted))
    today = painted[0] - pressed
    _wait(application, lambda: not program.tasks.busy)
    gc.collect()
    return {"stretched": stretched, "today": today, "resident": _resident()}


def _painted(program: object) -> float:
    from safeguard_app.app.program import Program

    assert isinstance(program, Program)
    program.window.repaint()
    return monotonic()


def _wait(application: object, condition: Callable[[], bool]) -> None:
    from PySide6.QtWidgets import QApplication

    assert isinstance(application, QApplication)
    end = monotonic() + 60
    while not condition():
        if monotonic() > end:
            raise TimeoutError("nothing came of it within a minute")
        application.processEvents()


def _resident() -> float:
    """Bytes of memory that this process holds (Linux), 0 where that cannot be told."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS:"))
    return float(line.split()[1]) * 1024


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
