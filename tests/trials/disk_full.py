"""The disk is full, or faulty, at one write after another of a run: a clear message, and nothing acknowledged is lost.

Each try is a whole run of the program's real writer in which, from the k-th change of a file on, every change fails
with "no space left"; or in which the k-th change alone fails with an input/output error.
"""

import errno
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from tests.trials.noted_run import compiled, refusing
from tests.trials.simulated_disk import Operation, read_notes
from tests.trials.survival import Acknowledged, what_is_wrong
from tests.trials.trial import Setting, Tally
from tests.vault.made_log import DEPUTY, MadeForTest, make_log

_ALWAYS = 10**9
_REFUSED = {
    Operation.CREATED,
    Operation.WRITTEN,
    Operation.FLUSHED,
    Operation.RENAMED,
    Operation.FOLDER_MADE,
}
_AT_UNLOCK = {"no_room_to_open", "disk_fault_at_opening"}
_EXPECTED = {
    errno.ENOSPC: {"disk_full", "disk_fault"} | _AT_UNLOCK,
    errno.EIO: {"disk_fault", "disk_fault_at_opening", "database_damaged"},
}


def run(setting: Setting) -> Tally:
    """Refuse at one change after another, spread over the run; at every single one in the full form."""
    tally = Tally()
    library = compiled(setting.folder)
    whole = make_log(setting.folder / "whole")
    chance = setting.random.randrange(10**9)
    changes = _changes(whole, library, setting.folder, chance)
    tally.noted("changes in a run", changes)
    for error, count in ((errno.ENOSPC, _ALWAYS), (errno.EIO, 1)):
        tries = setting.tries(25, changes)
        for number in range(tries):
            start = number * changes // tries
            wrong = _tried(whole, library, setting.folder / "tried", chance, start, count, error, tally)
            tally.expect(not wrong, f"{errno.errorcode[error]} from change {start}: {wrong[:2]}")
    return tally


def _changes(whole: MadeForTest, library: Path, folder: Path, chance: int) -> int:
    """How many changes an undisturbed run makes."""
    log = _copied(whole, folder / "counted")
    file = folder / "notes"
    environment = refusing(library, log.folder.parent, file, -1, 0, 0)
    subprocess.run(_command(log, chance), env=environment, stdout=subprocess.DEVNULL, check=True)
    notes = read_notes(file.read_bytes(), log.folder.parent)
    file.unlink()
    return sum(note.operation in _REFUSED for note in notes)


def _tried(
    whole: MadeForTest,
    library: Path,
    place: Path,
    chance: int,
    start: int,
    count: int,
    error: int,
    tally: Tally,
) -> list[str]:
    shutil.rmtree(place, ignore_errors=True)
    log = _copied(whole, place)
    environment = refusing(library, place, place.with_suffix(".notes"), start, count, error)
    child = subprocess.run(_command(log, chance), env=environment, capture_output=True, check=False)
    place.with_suffix(".notes").unlink()
    saved = Acknowledged()
    saved.read(child.stdout)
    tally.noted("acknowledged", saved.lines)
    wrong = []
    if b"Traceback" in child.stderr or child.returncode != 0:
        wrong.append("ended with a bug: " + child.stderr.decode().strip()[-160:].replace("\n", " | "))
    problems = [line.split()[1] for line in child.stdout.decode().splitlines() if line.startswith("problem ")]
    for problem in problems:
        tally.noted(problem)
    if strange := set(problems) - _EXPECTED[error]:
        wrong.append(f"said {sorted(strange)}")
    return wrong + what_is_wrong(log, DEPUTY, log.users[2], saved)


def _copied(whole: MadeForTest, place: Path) -> MadeForTest:
    shutil.copytree(whole.folder.parent, place)
    return replace(whole, folder=place / whole.folder.name, state=place / "state", opened=[])


def _command(log: MadeForTest, chance: int) -> list[str]:
    arguments = [str(log.folder), str(log.state), log.users[2], DEPUTY, str(chance), "3"]
    return [sys.executable, "-m", "tests.trials.writer", *arguments]
