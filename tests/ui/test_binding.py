"""The Qt binding itself: a release of it that loses references would stop the program after some minutes of use."""

import sys
from pathlib import Path

from PySide6.QtCore import QObject


def test_a_call_that_returns_nothing_keeps_the_count_of_none() -> None:
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(500):
        thing.setObjectName("x")
    assert sys.getrefcount(None) > before - 100


def test_nobody_walks_the_focus_chain() -> None:
    """The binding takes each widget of the chain for the owner of the next, and crashes some time later."""
    ui = Path(__file__).resolve().parents[2] / "safeguard_app" / "ui"
    users = [file.name for file in ui.rglob("*.py") if "InFocusChain(" in file.read_text(encoding="utf-8")]
    assert users == []
