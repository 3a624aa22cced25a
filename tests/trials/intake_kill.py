"""The program is killed at random points while a batch of files is taken in: each exhibit is whole, or not there.

The writer is forked from the trial, which has everything imported. It says over a pipe how far the batch has come, as
the window would; what it said is there after the next unlock.
"""

import os
import select
import shutil
import signal
import time
from dataclasses import replace
from pathlib import Path
from random import Random

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.services import evidence
from safeguard_app.services.evidence_views import BatchStep
from safeguard_app.services.session import Session
from safeguard_app.vault.open_vault import Notice
from tests.trials.intake_desk import begin, catalogue, half_there, offered, sit_down, wrong_after_unlock
from tests.trials.trial import Setting, Tally
from tests.vault.made_log import MadeForTest, make_log

_FILES = 24
_LOGS = 25
"""A log lives through so many kills before a fresh one is taken."""
_LONGEST = 0.6
"""Seconds from the first file on; most batches take longer."""
_STUCK = 60.0


def run(setting: Setting) -> Tally:
    """Kill, look, and go on with the same log."""
    tally = Tally()
    catalogue()
    contents, paths = _sources(setting.folder / "sources", setting.random)
    for number in range(setting.tries(15, 200)):
        if number % _LOGS == 0:
            log = make_log(setting.folder / f"log{number}")
            reached: dict[str, int] = {}
        said = _killed_after(log, paths, setting.random.uniform(0, _LONGEST))
        tally.noted("killed in the first batch", int("done" not in said))
        latest = _take_down(said, reached)
        wrong = _what_is_wrong(log, contents, reached, latest, tally)
        tally.expect(not wrong, f"kill {number}: {wrong[:2]}")
        if number % _LOGS == _LOGS - 1:
            shutil.rmtree(log.folder.parent)
    return tally


def _sources(folder: Path, chance: Random) -> tuple[list[bytes], list[Path]]:
    """Small ones, one larger than what is read at once, and one that is there twice."""
    folder.mkdir()
    contents = [chance.randbytes(chance.randrange(1, 200_000)) for _ in range(_FILES)]
    contents[5] = chance.randbytes(3_000_000)
    contents[9] = contents[8]
    paths = [folder / f"page {place}.bin" for place in range(_FILES)]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    return contents, paths


def _killed_after(log: MadeForTest, paths: list[Path], seconds: float) -> str:
    """Everything the writer said until it was killed, ``seconds`` after the batch began."""
    hearing, saying = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            _take_in_for_ever(replace(log, opened=[]), paths, saying)
        finally:
            os._exit(1)
    os.close(saying)
    begun = select.select([hearing], [], [], _STUCK)[0]
    said = os.read(hearing, 65536) if begun else b"nothing in a minute"
    time.sleep(seconds)
    os.kill(pid, signal.SIGKILL)
    while piece := os.read(hearing, 65536):
        said += piece
    os.close(hearing)
    _, status = os.waitpid(pid, 0)
    if os.waitstatus_to_exitcode(status) != -signal.SIGKILL:
        raise RuntimeError(f"the writer ended by itself: {said.decode()[-200:]}")
    return said.decode()


def _take_in_for_ever(log: MadeForTest, paths: list[Path], saying: int) -> None:
    """In the child: one batch after another, each for an incident of its own."""
    session = sit_down(log)
    while True:
        about, permit = begin(session)
        _say(saying, "began", about.id, "0")

        def told(step: BatchStep, about: Reference = about) -> bool:
            _say(saying, "began", about.id, str(step.place))
            return True

        intake = evidence.take_in(session, permit, offered(paths), told)
        _say(saying, "done", about.id, str(len(intake.taken)))


def _say(saying: int, *words: str) -> None:
    os.write(saying, (" ".join(words) + "\n").encode())


def _take_down(said: str, reached: dict[str, int]) -> set[str]:
    """How many exhibits each incident has at least, by whole lines only; the incidents this was about."""
    latest = set()
    for line in said.split("\n")[:-1]:
        _, record, count = line.split()
        latest.add(record)
        reached[record] = max(int(count), reached.get(record, 0))
    return latest


def _what_is_wrong(
    log: MadeForTest, contents: list[bytes], reached: dict[str, int], latest: set[str], tally: Tally
) -> list[str]:
    try:
        session = sit_down(log)
    except KnownProblem as problem:
        return [f"does not open: {problem.code}"]
    try:
        tally.noted("set aside", int(any(one.notice is Notice.ORPHANS for one in session.vault.notices)))
        return wrong_after_unlock(session) + _exhibits_wrong(session, contents, reached, latest, tally)
    finally:
        log.opened.remove(session.vault)
        log.lock(session.vault)


def _exhibits_wrong(
    session: Session, contents: list[bytes], reached: dict[str, int], latest: set[str], tally: Tally
) -> list[str]:
    wrong = []
    for record, count in reached.items():
        about = Reference(Compartment.DAILY, RecordId(record))
        numbers = [one.content.exhibit for one in evidence.exhibits_of(session, about)]
        if len(numbers) < count:
            wrong.append(f"lost {count - len(numbers)} of {count} exhibits")
        if numbers != list(range(1, len(numbers) + 1)):
            wrong.append("exhibits are not numbered one after another")
        if record in latest:  # the check after unlock has read the others
            wrong += half_there(session, about, contents)
    tally.notes["exhibits acknowledged"] = max(
        tally.notes.get("exhibits acknowledged", 0), sum(reached.values())
    )
    return wrong
