"""Stretches of a text, none over another, and whether one more would be: a look-up, however many there are."""

from bisect import bisect_left
from collections.abc import Iterable


class Stretches:
    """From where to where each goes, in order. A long text holds thousands, so none is compared with all."""

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        """``spans`` are apart, in any order."""
        self._spans = sorted(spans)

    def touch(self, start: int, end: int) -> bool:
        """Whether a stretch shares a sign with one of them: only the last that begins before its end can."""
        at = bisect_left(self._spans, (end,))
        return at > 0 and start < self._spans[at - 1][1]

    def add(self, start: int, end: int) -> None:
        """One more, which touches none."""
        self._spans.insert(bisect_left(self._spans, (start, end)), (start, end))
