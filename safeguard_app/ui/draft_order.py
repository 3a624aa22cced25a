"""Saves of drafts in the order they were asked for: what is older never overwrites what is newer.

An autosave waits until nobody waits for anything, and a save before locking does not: on the vault's thread the later
one comes first. Were the earlier one to follow, the words typed in between would be gone from the log.
"""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from safeguard_app.domain.identifiers import RecordId

T = TypeVar("T")


class DraftOrder:
    """One for whatever keeps drafts."""

    def __init__(self) -> None:
        """Nothing was asked for yet."""
        self._asked = 0
        self._done: dict[RecordId, int] = {}
        """The newest that was done of each draft: touched on the vault's thread alone."""

    def next(self, draft: RecordId, act: Callable[[], T]) -> Callable[[], T | None]:
        """``act`` on a draft as it is asked for now, to be run on the vault's thread. Asked on the window's.

        It does nothing, and gives None, where something that was asked for later was done before. What fails is not
        done: an older one that follows is better than none.
        """
        self._asked += 1
        return partial(self._do, draft, self._asked, act)

    def _do(self, draft: RecordId, number: int, act: Callable[[], T]) -> T | None:
        if number < self._done.get(draft, 0):
            return None
        result = act()
        self._done[draft] = number
        return result
