"""The clock's moments, places that are warned about, and memory that stays out of files."""

import subprocess
import sys
from pathlib import Path

import pytest

from safeguard_app.system.clock import SystemClock
from safeguard_app.system.paths import default_logs_folder, settings_file, warning_about


def test_moments_are_aware_and_whole_seconds() -> None:
    now = SystemClock().now()
    assert now.utcoffset() is not None
    assert now.microsecond == 0


@pytest.mark.parametrize(
    "place",
    [
        "/srv/someone/OneDrive - School/log",
        "/Users/someone/Dropbox/log",
        "/Users/someone/Library/Mobile Documents/iCloud Drive/log",
        "//server/share/log",
        "/srv/someone/Desktop/log",
        "/Users/Public/log",
    ],
)
def test_poor_places_are_warned_about(place: str) -> None:
    assert warning_about(Path(place))


def test_ordinary_places_are_not(tmp_path: Path) -> None:
    assert warning_about(Path("/srv/someone/.local/share/safeguard-log/log")) is None
    assert warning_about(default_logs_folder()) is None


def test_settings_follow_the_users_own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert settings_file().is_relative_to(tmp_path / "config")
    assert default_logs_folder().is_relative_to(tmp_path / "data")


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_hardened_process_leaves_no_core_and_lets_nobody_look() -> None:
    script = (
        "import resource, ctypes; from safeguard_app.system.process_hardening import harden_process;"
        "harden_process(); print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3))"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "(0, 0) 0"
