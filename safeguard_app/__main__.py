"""``python -m safeguard_app``: the window; with ``--cli`` a headless command; with ``--look-into`` a file's reader."""

import os
import sys

from safeguard_app.system.process_hardening import harden_process


def window_main() -> None:
    """Entry point of the window."""
    harden_process()
    from safeguard_app.app.start import start_window

    sys.exit(start_window(sys.argv[1:]))


def cli_main() -> None:
    """Entry point of headless work."""
    harden_process()
    from safeguard_app.app.start import run_command

    sys.exit(run_command(sys.argv[1:]))


def look_into_main() -> None:
    """Entry point of the process that looks into one evidence file."""
    harden_process()
    from safeguard_app.evidence_files import child

    os._exit(child.main())  # its answer is on its way; nobody waits while an interpreter tidies up


if __name__ == "__main__":
    if "--look-into" in sys.argv[1:2]:
        look_into_main()
    elif "--cli" in sys.argv[1:2]:
        del sys.argv[1]
        cli_main()
    else:
        window_main()
