"""``python -m safeguard_app``: the window; with ``--cli`` a headless command; else a process apart for one file."""

import os
import sys

from safeguard_app.system.own_program import FILL_FORM, LOOK_INTO, PROTECT, READ_PICTURE
from safeguard_app.system.process_hardening import harden_process


def window_main() -> None:
    """Entry point of the window, and in a packaged build of every process that this program starts anew."""
    harden_process()
    if LOOK_INTO in sys.argv[1:2]:
        _look_into()
    if READ_PICTURE in sys.argv[1:2]:
        _read_picture("".join(sys.argv[2:3]))
    if FILL_FORM in sys.argv[1:2]:
        _fill_form()
    if PROTECT in sys.argv[1:2]:
        _protect()
    from safeguard_app.app.start import start_window

    sys.exit(start_window(sys.argv[1:]))


def cli_main() -> None:
    """Entry point of headless work."""
    harden_process()
    from safeguard_app.app.start import run_command

    sys.exit(run_command(sys.argv[1:]))


def _look_into() -> None:
    """The process that looks into one evidence file."""
    from safeguard_app.evidence_files import child

    os._exit(child.main())  # its answer is on its way; nobody waits while an interpreter tidies up


def _read_picture(folder: str) -> None:
    """The process that reads the words of one picture."""
    from safeguard_app.evidence_files import picture_child

    os._exit(picture_child.main(folder))


def _fill_form() -> None:
    """The process that reads or fills the fields of one PDF form."""
    from safeguard_app.evidence_files import form_child

    os._exit(form_child.main())


def _protect() -> None:
    """The process that protects one PDF whose bytes came from outside."""
    from safeguard_app.documents import protection_child

    os._exit(protection_child.main())


if __name__ == "__main__":
    if "--cli" in sys.argv[1:2]:
        del sys.argv[1]
        cli_main()
    else:
        window_main()
