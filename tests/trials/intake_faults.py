"""A disk that is full or faulty, and a stick that is pulled out, at every write and read of a batch that is taken in.

Reads fail in the trial's own process: with an input/output error, because the stick has gone with all that is on it, or
the source changes at that moment. Writes fail below the program, in a child, SQLite's too (``write_log.c``): with "no
space left" from one on, or with an input/output error at one alone. Each time there is a clear message, exhibits are
whole or absent, the rest of the batch goes on or stays listed, and the log has nothing to complain of after unlock.
"""

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import BinaryIO
from unittest.mock import patch

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.services import evidence
from safeguard_app.services.evidence_views import Intake
from safeguard_app.system.regular_files import open_regular
from safeguard_app.vault import sealed_files
from tests.trials.intake_desk import (
    begin,
    catalogue,
    get_up,
    half_there,
    offered,
    sit_down,
    wrong_after_unlock,
)
from tests.trials.noted_run import compiled, refusing
from tests.trials.simulated_disk import Note, Operation, read_notes
from tests.trials.trial import Setting, Tally
from tests.vault.made_log import MadeForTest, StoppedClock, make_log

_ALWAYS = 10**9
_LOGS = 20
"""A log is used for so many tries before a fresh one is taken."""
_CHANGES = {
    *(Operation.CREATED, Operation.WRITTEN, Operation.FLUSHED),
    *(Operation.RENAMED, Operation.FOLDER_MADE),
}
_SIZES = (70_000, 10, 300_000, 9_000)
_AT_READING = {"not_a_readable_file", "source_changed", "disk_fault"}
_AT_WRITING = {
    errno.ENOSPC: {"disk_full", "disk_fault"},
    errno.EIO: {"disk_fault", "database_damaged"},
}


def run(setting: Setting) -> Tally:
    """Reads, then writes: at each one in the full form, at some spread over the batch in the short one."""
    tally = Tally()
    catalogue()
    sources = _Sources(setting.folder / "sources", setting.random)
    _reads(setting, sources, tally)
    _writes(setting, sources, tally)
    return tally


class _Sources:
    """A stick with the files of a batch."""

    def __init__(self, folder: Path, chance: Random) -> None:
        self._folder = folder
        self.contents = [chance.randbytes(size) for size in _SIZES]
        self.paths = [folder / f"page {place}.bin" for place in range(len(_SIZES))]
        self.put()

    def put(self) -> None:
        """As they were, plugged in."""
        self._folder.mkdir(exist_ok=True)
        for path, content in zip(self.paths, self.contents, strict=True):
            path.write_bytes(content)

    def pull_out(self) -> None:
        """Gone, and what was open is of no use any more."""
        shutil.rmtree(self._folder, ignore_errors=True)


@dataclass(slots=True)
class _Reads:
    """Counts reads of a batch, and lets one of them meet something."""

    sources: _Sources
    at: int
    way: str
    made: int = 0
    file: int = -1
    """Of which file of the batch the source was opened last."""
    met: int = -1
    """Of which file the read was that met it."""

    def open(self, path: Path) -> BinaryIO:
        """In place of the program's own."""
        if path in self.sources.paths:
            self.file = self.sources.paths.index(path)
        if self.way == "changed" and path in self.sources.paths and self.made == self.at:
            self.at = -1  # a source that changes before it is opened is another file
        self.next(path)
        return _Counted(open_regular(path), path, self)  # type: ignore[return-value]

    def next(self, path: Path) -> None:
        """Before each opening and reading."""
        if self.met >= 0 and self.way == "pulled out" and path in self.sources.paths:
            raise OSError(errno.ENODEV, "no such device")
        self.made += 1
        if self.made - 1 != self.at:
            return
        self.met = self.file
        if self.way == "error":
            raise OSError(errno.EIO, "input/output error")
        if self.way == "pulled out":
            self.sources.pull_out()
            if path in self.sources.paths:
                raise OSError(errno.ENODEV, "no such device")
        elif self.way == "changed":
            with self.sources.paths[self.file].open("ab") as source:
                source.write(b"more")


class _Counted:
    """A file whose reads are counted."""

    def __init__(self, stream: BinaryIO, path: Path, reads: _Reads) -> None:
        self._stream, self._path, self._reads = stream, path, reads

    def __enter__(self) -> "_Counted":
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def read(self, size: int = -1) -> bytes:
        self._reads.next(self._path)
        return self._stream.read(size)

    def fileno(self) -> int:
        return self._stream.fileno()


def _reads(setting: Setting, sources: _Sources, tally: Tally) -> None:
    log = make_log(setting.folder / "whole batch")
    whole = _Reads(sources, -1, "none")
    wrong = _tried_reading(log, whole, tally)
    tally.expect(not wrong, f"an undisturbed batch: {wrong[:2]}")
    tally.noted("reads of a batch", whole.made)
    for way in ("error", "pulled out", "changed"):
        tries = setting.tries(min(6, whole.made), whole.made)
        for number in range(tries):
            if number % _LOGS == 0:  # all that a log holds is checked after each try
                shutil.rmtree(log.folder.parent)
                log = make_log(setting.folder / f"{way} {number}")
            at = number * whole.made // tries
            wrong = _tried_reading(log, _Reads(sources, at, way), tally)
            tally.expect(not wrong, f"{way} at read {at}: {wrong[:2]}")


def _tried_reading(log: MadeForTest, reads: _Reads, tally: Tally) -> list[str]:
    reads.sources.put()
    session = sit_down(log)
    about, permit = begin(session)
    try:
        with patch.object(sealed_files, "open_regular", reads.open):
            intake = evidence.take_in(session, permit, offered(reads.sources.paths))
    except Exception as bug:  # noqa: BLE001 - a trial counts whatever gets out
        return [f"{type(bug).__name__} {bug}"]
    finally:
        get_up(log, session)
    for one in intake.refused:
        tally.noted(one.problem.code)
    wrong = _not_refused(reads, intake)
    if strange := {one.problem.code for one in intake.refused} - _AT_READING:
        wrong.append(f"said {sorted(strange)}")
    return wrong + _wrong_after(log, {about.id: len(intake.taken)}, reads.sources.contents)


def _not_refused(reads: _Reads, intake: Intake) -> list[str]:
    """The file that met it is refused; with the stick gone, all after it too; every other is taken in."""
    refused = {one.place for one in intake.refused}
    everyone = set(range(len(reads.sources.paths)))
    expected = {reads.met} if reads.met >= 0 else set()
    if reads.way == "pulled out" and reads.met >= 0:
        later = {place for place in everyone if place > reads.met}
        # Pulled out once it was read: nothing is amiss with the file itself.
        expected = later if reads.met not in refused else later | {reads.met}
    wrong = [] if refused == expected else [f"refused {sorted(refused)}, not {sorted(expected)}"]
    if len(intake.taken) + len(refused) != len(everyone) or intake.rest:
        wrong.append("some of the batch is neither taken in nor refused")
    return wrong


def _wrong_after(log: MadeForTest, taken: dict[str, int], contents: list[bytes]) -> list[str]:
    """After the next unlock: what the log complains of, and exhibits that are too few or not what they were."""
    try:
        session = sit_down(log)
    except KnownProblem as problem:
        return [f"does not open: {problem.code}"]
    try:
        wrong = wrong_after_unlock(session)
        for record, count in taken.items():
            about = Reference(Compartment.DAILY, RecordId(record))
            wrong += half_there(session, about, contents)
            if len(evidence.exhibits_of(session, about)) < count:
                wrong.append("lost an exhibit")
        return wrong
    finally:
        get_up(log, session)


def _writes(setting: Setting, sources: _Sources, tally: Tally) -> None:
    sources.put()
    whole, tried = make_log(setting.folder / "whole"), setting.folder / "tried"
    notes = setting.folder / "notes"
    library = compiled(setting.folder)
    command = [sys.executable, "-m", "tests.trials.intake_faults", str(sources.paths[0].parent)]
    command += [str(tried / whole.folder.name), str(tried / "state"), ",".join(whole.users)]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=refusing(library, tried, notes, -1, 0, 0),
    ) as taker:
        ask = _asking(taker, whole, tried, notes)
        ask(-1, 0, 0)
        first, last = _counted(read_notes(notes.read_bytes(), tried))
        tally.noted("writes of a batch", last - first)
        for error, count in ((errno.ENOSPC, _ALWAYS), (errno.EIO, 1)):
            tries = setting.tries(10, last - first)
            for number in range(tries):
                start = first + number * (last - first) // tries
                said = ask(start, count, error)
                log = replace(whole, folder=tried / whole.folder.name, state=tried / "state", opened=[])
                wrong = _wrong_of_writing(log, said, error, sources.contents, tally)
                tally.expect(not wrong, f"{errno.errorcode[error]} at write {start - first}: {wrong[:2]}")
        assert taker.stdin is not None
        taker.stdin.close()


def _asking(
    taker: "subprocess.Popen[bytes]", whole: MadeForTest, tried: Path, notes: Path
) -> Callable[[int, int, int], list[list[str]]]:
    """Has one batch taken in by a fork of the child, on a fresh copy of the log; what it said, in words."""
    assert taker.stdin is not None and taker.stdout is not None
    asking, answering = taker.stdin, taker.stdout

    def ask(start: int, count: int, error: int) -> list[list[str]]:
        shutil.rmtree(tried, ignore_errors=True)
        shutil.copytree(whole.folder.parent, tried)
        if notes.exists():
            os.truncate(notes, 0)
        asking.write(f"{start} {count} {error}\n".encode())
        asking.flush()
        said = []
        while (line := answering.readline().decode().split()) and line[0] != "code":
            said.append(line)
        return [*said, line]

    return ask


def _counted(notes: list[Note]) -> tuple[int, int]:
    """How many changes came before the batch began, and before it had ended."""
    made, marks = 0, {}
    for note in notes:
        made += note.operation in _CHANGES
        if note.operation is Operation.SAID:
            marks[note.data.split()[0]] = made
    return marks[b"began"], marks[b"ended"]


def _wrong_of_writing(
    log: MadeForTest, said: list[list[str]], error: int, contents: list[bytes], tally: Tally
) -> list[str]:
    wrong, problems, record, taken, accounted = [], set(), "", 0, -1
    for line in said:
        match line:
            case ["began", about]:
                record = about
            case ["problem", code]:
                problems.add(code)
                tally.noted(code)
            case ["ended", kept, refused, rest]:
                taken, accounted = int(kept), int(kept) + int(refused) + int(rest)
            case ["early", _]:
                tally.noted("failed before the batch")
                return _wrong_after(log, {}, contents)
            case ["code", "0"]:
                pass
            case _:
                wrong.append(f"ended with a bug: {' '.join(line)}")
    tally.noted("taken in though the disk failed", taken)
    if accounted != len(contents):
        wrong.append(f"{accounted} of {len(contents)} files are taken in, refused or listed")
    if strange := problems - _AT_WRITING[error]:
        wrong.append(f"said {sorted(strange)}")
    return wrong + _wrong_after(log, {record: taken}, contents)


def serve(sources: Path, folder: Path, state: Path, users: list[str]) -> None:
    """In the child: for each line a fork that unlocks, takes the batch in, and locks."""
    catalogue()
    log = MadeForTest(folder, state, "", tuple(users), StoppedClock())  # type: ignore[arg-type]
    paths = sorted(sources.iterdir())
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            names = ("REFUSE_FROM", "REFUSE_COUNT", "REFUSE_WITH")
            os.environ.update(zip(names, line.split(), strict=True))
            try:
                _take_in(log, paths)
            except BaseException as bug:  # noqa: BLE001 - it is told, and counts as a failure
                _say("bug", type(bug).__name__, *str(bug).split())
            os._exit(0)
        _, status = os.waitpid(pid, 0)
        _say("code", str(os.waitstatus_to_exitcode(status)))


def _take_in(log: MadeForTest, paths: list[Path]) -> None:
    try:
        session = sit_down(log)
        about, permit = begin(session)
    except KnownProblem as problem:  # one write more or less goes before the batch
        _say("early", problem.code)
        return
    _say("began", about.id)
    try:
        intake = evidence.take_in(session, permit, offered(paths))
    except KnownProblem as problem:
        _say("problem", problem.code)
        _say("ended", "0", "0", str(len(permit.rest)))
    else:
        problems = [one.problem for one in intake.refused]
        for one in (*problems, *filter(None, (intake.stopped_by,))):
            _say("problem", one.code)
        _say("ended", str(len(intake.taken)), str(len(intake.refused)), str(len(intake.rest)))
    try:
        get_up(log, session)
    except KnownProblem as problem:
        _say("problem", problem.code)


def _say(*words: str) -> None:
    os.write(1, (" ".join(words) + "\n").encode())


if __name__ == "__main__":
    serve(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4].split(","))
