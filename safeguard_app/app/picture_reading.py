"""Having a machine read the words of pictures that are new, behind everything that anybody waits for."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.records import RecordKind
from safeguard_app.services import machine_reading
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.tasks import Lane, Task, TaskRunner, Urgency

_CONCERNS = frozenset({RecordKind.EVIDENCE, RecordKind.INCIDENT})


class PictureReading(QObject):
    """One round at a time: after unlock, and after exhibits came in."""

    def __init__(
        self, session: Session, tasks: TaskRunner, tell: Callable[[Changes], None], parent: QObject
    ) -> None:
        """``tell`` the pages of which records pictures were read."""
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._tell = tell
        self._under_way: Task | None = None
        self._more = False
        self._ended = False

    def begin(self) -> None:
        """Read what is new; while that is under way, look once more afterwards."""
        if self._under_way is not None:
            self._more = True
            return
        if self._ended:
            return
        self._more = False
        self._under_way = self._tasks.run_long(
            partial(machine_reading.read_pictures, self._session),
            self._done,
            self._stopped,
            owner=self,
            lane=Lane.VAULT,
            urgency=Urgency.BACKGROUND,
        )

    def heard(self, changes: Changes) -> None:
        """Something was written: an exhibit perhaps, or a record closed to files, of which no look may stay."""
        if changes.kinds & _CONCERNS:
            self.begin()

    def end(self) -> None:
        """The log is locked: stop where it stands."""
        self._ended = True
        if self._under_way is not None:
            self._under_way.cancel()

    def _done(self, read: object) -> None:
        assert isinstance(read, Changes)
        self._under_way = None
        if read.touched:
            self._tell(read)
        if self._more:
            self.begin()

    def _stopped(self, _problem: KnownProblem) -> None:
        """A lock was quicker, or the disk is at fault: the next unlock goes on."""
        self._under_way = None
