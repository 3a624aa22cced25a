"""What a trial is: a count of tries, a count of failures, and for the first few of those what went wrong."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

SHOWN = 5


@dataclass(slots=True)
class Tally:
    """Counts tries and failures as a trial goes on."""

    count: int = 0
    failed: list[str] = field(default_factory=list)
    notes: dict[str, int] = field(default_factory=dict)
    """Further counts worth reading: what was detected where, how many commits were acknowledged."""

    def passed(self) -> None:
        """One try went as it has to."""
        self.count += 1

    def failure(self, what: str) -> None:
        """One try did not."""
        self.count += 1
        self.failed.append(what)

    def expect(self, holds: bool, what: str) -> None:
        """One try, judged by ``holds``."""
        if holds:
            self.passed()
        else:
            self.failure(what)

    def noted(self, what: str, count: int = 1) -> None:
        """Add to one of the further counts."""
        self.notes[what] = self.notes.get(what, 0) + count


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a trial works, how long, and its source of chance (seeded, so that a failure comes again)."""

    folder: Path
    full: bool
    random: Random

    def tries(self, short: int, full: int) -> int:
        """How many: the short count for every change, the full count by flag."""
        return full if self.full else short


Trial = Callable[[Setting], Tally]
