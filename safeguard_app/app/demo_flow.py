"""Looking round the demo school: made afresh in a folder of its own, opened as the DSL, stamped DEMO throughout."""

import shutil
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from safeguard_app.app.computer import this_computer
from safeguard_app.demo import school
from safeguard_app.services import opening
from safeguard_app.services.opening import Computer
from safeguard_app.services.session import Session
from safeguard_app.system.atomic_files import make_private_folder
from safeguard_app.system.paths import LOG_SUFFIX, default_logs_folder
from safeguard_app.ui.tasks import Lane
from safeguard_app.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from safeguard_app.app.program import Program

DEMO_FOLDER = "demo"


def open_demo(program: "Program") -> None:
    """Make and open it off the window's thread."""
    program.window.show_face(
        EmptyState("eye", "Making the demo school", "A few seconds. Everybody in it is invented.")
    )
    program.window.set_demo(demo=True)
    program.tasks.run(
        partial(make_and_open, default_logs_folder() / DEMO_FOLDER), program.show_work, lane=Lane.VAULT
    )


def make_and_open(folder: Path) -> Session:
    """A new demo log in ``folder``, in place of an earlier one, opened as the DSL."""
    log = folder / f"demo{LOG_SUFFIX}"
    if folder.exists():
        shutil.rmtree(folder)
    make_private_folder(folder)
    computer: Computer = this_computer(folder / "state")
    made = school.build(log, computer)
    return opening.unlock(made.folder, made.users["lead"], made.passphrases["lead"], computer)
