"""Settings of this computer: bounded, and never more than the allow-list."""

import json
import os
from pathlib import Path

import pytest

from safeguard_app.system.settings import Settings, read_settings, write_settings


def test_settings_come_back_as_they_were(tmp_path: Path) -> None:
    kept = Settings("log", "dark", 150, 10, 1366, 768)
    write_settings(tmp_path / "deep" / "settings.json", kept)
    assert read_settings(tmp_path / "deep" / "settings.json") == kept


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"not json",
        b'{"text_percent": 5000}',
        b'{"text_percent": "150"}',
        b'{"theme": "pink"}',
        b'{"idle_minutes": 0}',
        b'{"idle_minutes": true}',
        b"\xff\xfe",
    ],
)
def test_what_is_out_of_bounds_falls_back_to_the_default(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    assert read_settings(path) == Settings()


@pytest.mark.parametrize("kind", ["folder", "pipe", "device", "endless"])
def test_what_is_no_file_holds_the_start_up_for_nothing(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "settings.json"
    match kind:
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "device":
            path.symlink_to("/dev/zero")
        case "endless":
            path.write_bytes(b"[" * 1_000_000)
    assert read_settings(path) == Settings()


def test_nothing_but_the_allow_list_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"theme": "light", "passphrase": "x", "names": ["y"]}))
    write_settings(path, read_settings(path))
    assert set(json.loads(path.read_text())) == {
        "last_log",
        "theme",
        "text_percent",
        "idle_minutes",
        "window_width",
        "window_height",
        "writing_coach",
    }
