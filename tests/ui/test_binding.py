"""The Qt binding itself: a release of it that loses references would stop the program after some minutes of use."""

import sys

from PySide6.QtCore import QObject


def test_a_call_that_returns_nothing_keeps_the_count_of_none() -> None:
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(500):
        thing.setObjectName("x")
    assert sys.getrefcount(None) > before - 100
