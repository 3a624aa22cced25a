"""This computer as the program sees it: its clock, its state folder, the school's time zone, the catalogue."""

from pathlib import Path
from zoneinfo import ZoneInfo

from safeguard_app.catalogue.loader import load_catalogue
from safeguard_app.services.opening import Computer
from safeguard_app.system.clock import SystemClock
from safeguard_app.system.paths import default_logs_folder

SCHOOL_ZONE = "Europe/London"
"""All four nations keep the same time. What is shown and due is in it, whatever this computer is set to."""


def this_computer(state: Path | None = None) -> Computer:
    """The real one; ``state`` moves what it remembers elsewhere (a demo, a test)."""
    folder = state if state is not None else default_logs_folder() / "state"
    return Computer(SystemClock(), ZoneInfo(SCHOOL_ZONE), folder, load_catalogue())
