"""Looking round the demo school: made afresh in a folder of its own, opened as the DSL, stamped DEMO throughout."""

import shutil
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from safeguard_app.app.computer import this_computer
from safeguard_app.demo import school
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.services import opening
from safeguard_app.services.log_face import face_of
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
        partial(make_and_open, default_logs_folder() / DEMO_FOLDER),
        program.show_work,
        program.demo_failed,
        lane=Lane.VAULT,
    )


def make_and_open(folder: Path) -> Session:
    """A new demo log in ``folder``, in place of an earlier one, opened as the DSL."""
    make_private_folder(folder)
    log = _place_for_it(folder)
    computer: Computer = this_computer(_state_of(log))
    made = school.build(log, computer)
    return opening.unlock(made.folder, made.users["lead"], made.passphrases["lead"], computer)


def _place_for_it(folder: Path) -> Path:
    """Where no log is, or an earlier demo that nobody has open was; anything else that lies here is left alone."""
    for number in count(1):
        log = folder / f"demo{f'-{number}' if number > 1 else ''}{LOG_SUFFIX}"
        if not log.exists() or _removed(log):
            return log
    raise AssertionError("numbers do not end")


def _removed(log: Path) -> bool:
    """Take an earlier demo away. A real log, one that cannot be read or one in use somewhere is never touched.

    Its key file calling it a demo is not enough: it has to open with a demo's passphrase and say so itself.
    """
    try:
        face = face_of(log)
        if not face.demo:
            return False
        computer = this_computer(_state_of(log))
        opening.lock(opening.unlock(log, face.ways_in[0].user, school.lead_passphrase(), computer))
        shutil.rmtree(log)
    except (KnownProblem, OSError):
        return False
    shutil.rmtree(_state_of(log), ignore_errors=True)
    return True


def _state_of(log: Path) -> Path:
    return log.with_suffix(".state")
