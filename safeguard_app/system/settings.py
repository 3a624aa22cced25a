"""The plain settings of this computer: an allow-list of keys, none of which can hold a name, a key or a passphrase."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from safeguard_app.system.atomic_files import make_private_folder, write_whole
from safeguard_app.system.regular_files import read_regular


@dataclass(frozen=True, slots=True)
class Settings:
    """What is remembered between starts. ``last_log`` is the folder that was open; the rest is how it looks."""

    last_log: str = ""
    theme: str = "system"
    text_percent: int = 100
    idle_minutes: int = 5
    window_width: int = 0
    window_height: int = 0
    writing_coach: bool = True


_BOUNDS = {
    "text_percent": (100, 200),
    "idle_minutes": (1, 45),
    "window_width": (0, 20_000),
    "window_height": (0, 20_000),
}
_LONGEST = 64 * 1024
_THEMES = frozenset({"system", "light", "dark", "contrast"})


def read_settings(path: Path) -> Settings:
    """The settings kept at ``path``; the defaults where there are none or they cannot be read."""
    try:
        loaded = json.loads(read_regular(path, _LONGEST))
    except (OSError, ValueError, RecursionError):
        return Settings()
    return _bounded(loaded) if isinstance(loaded, dict) else Settings()


def write_settings(path: Path, settings: Settings) -> None:
    """Keep ``settings`` at ``path``."""
    make_private_folder(path.parent)
    write_whole(path, json.dumps(asdict(settings), indent=2, sort_keys=True).encode() + b"\n")


def _bounded(loaded: Mapping[str, Any]) -> Settings:
    """Known keys of the right type and within bounds; anything else falls back to its default."""
    taken: dict[str, Any] = {}
    for name, default in asdict(Settings()).items():
        value = loaded.get(name, default)
        if type(value) is not type(default):
            continue
        least, most = _BOUNDS.get(name, (0, 0))
        if name in _BOUNDS and not least <= value <= most:
            continue
        taken[name] = value
    settings = Settings(**taken)
    return settings if settings.theme in _THEMES else replace(settings, theme="system")
