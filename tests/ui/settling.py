"""Waiting until a window stands still: layouts within layouts take several rounds, more on a busy computer."""

from collections.abc import Callable

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

_MOST_ROUNDS = 40


def until_still(window: QWidget, round_of_events: Callable[[], None]) -> None:
    """Let events come in until nothing moves any more."""
    before: list[QRect] = []
    for _ in range(_MOST_ROUNDS):
        round_of_events()
        now = [child.geometry() for child in window.findChildren(QWidget)]
        if now == before:
            return
        before = now
