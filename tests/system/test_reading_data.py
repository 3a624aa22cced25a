"""Where the language data of Tesseract are looked for."""

import sys
from pathlib import Path

import pytest

from safeguard_app.system import reading_data


def test_what_somebody_set_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_data, "find_spec", lambda _name: object())
    (tmp_path / "tessdata").mkdir()
    (tmp_path / "tessdata" / "eng.traineddata").write_bytes(b"")
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    assert reading_data.reading_data() == tmp_path / "tessdata"


@pytest.mark.parametrize(
    ("platform", "variables", "place"),
    [
        ("win32", {"ProgramFiles": "programs"}, "programs/Tesseract-OCR/tessdata"),
        ("win32", {"LOCALAPPDATA": "own"}, "own/Programs/Tesseract-OCR/tessdata"),
        ("darwin", {}, "/opt/homebrew/share/tessdata"),
        ("linux", {}, "/usr/share/tesseract-ocr/5/tessdata"),
    ],
)
def test_each_system_has_its_places(
    platform: str, variables: dict[str, str], place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_data, "find_spec", lambda _name: object())
    for name in ("TESSDATA_PREFIX", "ProgramFiles", "ProgramW6432", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(reading_data, "has_language", lambda folder: folder == Path(place))
    assert reading_data.reading_data() == Path(place)


def test_without_the_binding_or_without_data_it_is_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_data, "has_language", lambda _folder: True)
    monkeypatch.setattr(reading_data, "find_spec", lambda _name: None)
    assert reading_data.reading_data() is None
    monkeypatch.setattr(reading_data, "find_spec", lambda _name: object())
    monkeypatch.setattr(reading_data, "has_language", lambda _folder: False)
    assert reading_data.reading_data() is None
