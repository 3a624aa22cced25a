"""One run of the real program that unlocks, types and locks.

Usage: ``python -m tests.app.one_run LOG PASSPHRASE WORDS NOTES``. NOTES is a folder: ``open`` is written there once it
is unlocked and has typed, and it goes on to the lock when ``go`` is there.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from safeguard_app.app.program import Program
from safeguard_app.system.paths import settings_file
from safeguard_app.system.process_hardening import harden_process
from safeguard_app.ui.unlock.unlock_page import UnlockPage
from tests.journeys.keyboard import Keyboard, until


def main(log: Path, passphrase: str, words: str, notes: Path) -> int:
    """Unlock as the first of the roles, begin an incident, lock by hand, and end as the lock ends."""
    harden_process()
    application = QApplication(["run"])
    program = Program(application, settings_file(), log=log)
    program.start()
    page = program.window.findChild(UnlockPage)
    assert isinstance(page, UnlockPage)
    page.passphrase.setText(passphrase)
    page.unlock_button.click()
    until(lambda: program.workplace is not None and not program.tasks.busy, "unlocked")
    keys = Keyboard()
    keys.press("Ctrl+N")
    until(lambda: "seen or been told" in _announced(), "a form")
    keys.type(words)
    (notes / "open").touch()
    until((notes / "go").exists, "the test has looked")
    QTimer.singleShot(0, program.lock_by_hand)
    return application.exec()


def _announced() -> str:
    focused = QApplication.focusWidget()
    return focused.accessibleName() if focused is not None else ""


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], Path(sys.argv[4])))
