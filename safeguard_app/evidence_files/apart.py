"""Looking into an evidence file from the main program: the work itself is done in a process apart.

One such process may stand ready: importing what it needs takes four times as long as showing a screenshot.
"""

import threading

import msgspec

from safeguard_app.domain.file_statements import FileReading
from safeguard_app.evidence_files.pixels import NotShown, Pixels, Refusal, unpacked
from safeguard_app.evidence_files.question import LIMITS, MOST_READ, Question
from safeguard_app.system.limited_process import LimitedProcess, ProcessStopped

CHILD = "--look-into"
"""The argument that makes this program the process apart."""


class LookingIn:
    """Looks into files, one process for each. Safe to use from several threads."""

    def __init__(self) -> None:
        """No process is started yet."""
        self._ready: LimitedProcess | None = None
        self._lock = threading.Lock()

    def get_ready(self) -> None:
        """Have a process stand by, so that the next file is looked into at once. Raises ProcessStopped."""
        with self._lock:
            if self._ready is not None and self._ready.is_waiting:
                return
            self._drop()
            self._ready = LimitedProcess((CHILD,), LIMITS)

    def read(self, content: bytes, media_type: str) -> FileReading:
        """What a file says of itself. Raises ProcessStopped."""
        try:
            return msgspec.json.decode(self._ask(content, Question(media_type)), type=FileReading)
        except (msgspec.DecodeError, NotShown) as error:
            raise ProcessStopped from error

    def show(self, content: bytes, media_type: str, page: int = 0) -> Pixels:
        """A picture, or a page counted from 0, as pixels. Raises :class:`NotShown` or ProcessStopped."""
        try:
            return unpacked(self._ask(content, Question(media_type, page)))
        except ValueError as error:
            raise ProcessStopped from error

    def end(self) -> None:
        """Let the process that stands by go."""
        with self._lock:
            self._drop()

    def _ask(self, content: bytes, question: Question) -> bytes:
        if len(content) > MOST_READ:
            raise ProcessStopped
        said = self._taken().ask(question.put(content))
        if said.code == 0:
            return said.content
        try:
            refusal = Refusal(said.code)
        except ValueError:
            raise ProcessStopped from None
        raise NotShown(refusal)

    def _taken(self) -> LimitedProcess:
        """The process that stands by, or a new one."""
        with self._lock:
            ready, self._ready = self._ready, None
        if ready is not None and ready.is_waiting:
            return ready
        if ready is not None:
            ready.end()
        return LimitedProcess((CHILD,), LIMITS)

    def _drop(self) -> None:
        ready, self._ready = self._ready, None
        if ready is not None:
            ready.end()
