"""Where things live on each system, and places where a live encrypted database must not be kept."""

import os
import sys
from pathlib import Path

LOG_SUFFIX = ".safeguard"
_SYNCED = ("onedrive", "dropbox", "google drive", "googledrive", "icloud", "box sync", "nextcloud")


def documents_folder() -> Path:
    """The user's own documents folder; offered as the place for PDFs saved from the program."""
    return Path.home() / "Documents"


def default_logs_folder() -> Path:
    """Where a new log is offered to live: local to this computer and private to this account."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home()))) / "Safeguard Log"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Safeguard Log"
    return Path(os.environ.get("XDG_DATA_HOME", str(Path.home() / ".local" / "share"))) / "safeguard-log"


def settings_file() -> Path:
    """The plain settings of this computer: which log was open last, theme, text size. Never a name or a key."""
    if sys.platform == "win32":
        return default_logs_folder() / "settings.json"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Preferences" / "uk.safeguard-log.json"
    base = Path(os.environ.get("XDG_CONFIG_HOME", str(Path.home() / ".config")))
    return base / "safeguard-log" / "settings.json"


def warning_about(folder: Path) -> str | None:
    """Why ``folder`` is a poor place for a log, in one sentence, or None.

    Synchronised and network folders copy a database and its write-ahead file at different moments: a rollback or a
    broken log follows sooner or later.
    """
    lowered = [part.lower() for part in folder.parts]
    if any(name in part for part in lowered for name in _SYNCED):
        return (
            "This folder is copied to the internet by a synchronising program, which can damage an open log. "
            "Choose a folder that stays on this computer."
        )
    if str(folder).startswith(("\\\\", "//")):
        return (
            "This folder is on a server. A network fault can damage an open log. Choose one on this computer."
        )
    if "public" in lowered or "desktop" in lowered:
        return "Others who use this computer can see this folder. Choose one in your own account."
    return None
