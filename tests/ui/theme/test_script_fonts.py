"""What Linux lacks to write names with is lent by the fonts of documents, and taken from nobody who has it."""

import sys

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QTextLayout

from safeguard_app.ui.theme import script_fonts
from tests.documents.scripts_written import NAMES

pytestmark = pytest.mark.usefixtures("qapp")
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Windows and macOS have every script")


def _boxes(name: str) -> int:
    """How many glyphs of a name would be drawn as a box."""
    layout = QTextLayout(name, QFont("DejaVu Sans", 11, QFont.Weight.Bold))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return sum(list(run.glyphIndexes()).count(0) for run in layout.glyphRuns())


@linux
def test_names_in_every_script_are_drawn() -> None:
    lent = [script_fonts.lend(name) for name in (*script_fonts._FONTS, *script_fonts._ALWAYS)]
    try:
        assert -1 not in lent
        assert {key: _boxes(name) for key, name in NAMES.items()} == dict.fromkeys(NAMES, 0)
    finally:
        for number in lent:
            QFontDatabase.removeApplicationFont(number)


@linux
def test_only_what_is_missing_is_lent(monkeypatch: pytest.MonkeyPatch) -> None:
    has = {QFontDatabase.WritingSystem.Thai, QFontDatabase.WritingSystem.Hebrew}
    monkeypatch.setattr(QFontDatabase, "families", lambda system: ["Some"] if system in has else [])
    asked: list[str] = []
    monkeypatch.setattr(script_fonts, "lend", asked.append)
    for step in script_fonts.lending():
        step()
    assert "tamil" in asked
    assert "cjk" in asked
    assert "arabic" in asked
    assert not {"thai", "hebrew"} & set(asked)


def test_nothing_is_lent_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert list(script_fonts.lending()) == []
