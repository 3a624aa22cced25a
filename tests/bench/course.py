"""What every part of the bench is given: how large a form is asked for, a place on the disk, and the large log."""

from dataclasses import dataclass
from pathlib import Path

from tests.bench import large_log
from tests.bench.large_log import LargeLog

MEGABYTE = 1_000_000


@dataclass(slots=True)
class Course:
    """One run of the bench."""

    scratch: Path
    quick: bool
    kept: Path | None = None
    """Where the large log is kept from run to run; None: it is made for this one."""
    _log: LargeLog | None = None

    @property
    def size_words(self) -> str:
        """How large the log is, for the name of a row."""
        return f"{self._size.incidents:,} incidents, {self._size.people:,} people"

    @property
    def log(self) -> LargeLog:
        """The large log, made once and locked again; rows open it as they need."""
        if self._log is None and self.kept is not None:
            self._log = large_log.kept(self.kept, self._size, self.scratch / "large")
        elif self._log is None:
            place = self.scratch / "large"
            place.mkdir()
            self._log = large_log.make(place, self._size)
        return self._log

    def times(self, full: int) -> int:
        """How often to repeat: fewer in the quick form."""
        return max(3, full // 3) if self.quick else full

    @property
    def _size(self) -> large_log.Size:
        return large_log.QUICK if self.quick else large_log.FULL
