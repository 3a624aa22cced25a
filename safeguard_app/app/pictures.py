"""Pictures of the real window for the headless demo: opened off screen on the demo's log, page after page."""

import os
from dataclasses import replace
from pathlib import Path

from safeguard_app.demo.school import DemoLog
from safeguard_app.services.opening import Computer


def take_pictures(log: DemoLog, computer: Computer, folder: Path) -> list[str]:
    """PNG files of the main pages, light and at 1366x768; their names. Needs Qt's libraries, but no display."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtWidgets import QApplication

    from safeguard_app.app.album import Album
    from safeguard_app.app.program import Program
    from safeguard_app.app.relaunching import RebuildInProcess
    from safeguard_app.ui.theme.theme import ThemeChoice

    application = QApplication.instance() or QApplication(["Safeguard Log"])
    assert isinstance(application, QApplication)
    stay = RebuildInProcess(_nothing_again)
    program = Program(
        application,
        folder.parent / "state" / "settings.json",
        log=log.folder,
        computer=computer,
        relauncher=stay,
    )
    program.settings = replace(program.settings, window_width=1366, window_height=768)
    program.theme.choose(ThemeChoice.LIGHT)
    album = Album(program, log, folder)
    album.begin()
    application.exec()
    program.tasks.shut_down()
    return album.taken


def _nothing_again(_arguments: object) -> None:
    """The album ends with the lock: nothing is started again."""
