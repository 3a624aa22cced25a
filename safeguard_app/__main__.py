"""``python -m safeguard_app``: the window, or with ``--cli`` a headless command."""

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


if __name__ == "__main__":
    if "--cli" in sys.argv[1:2]:
        del sys.argv[1]
        cli_main()
    else:
        window_main()
