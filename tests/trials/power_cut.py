"""The power fails while the program's real writer works: nothing acknowledged is lost, and everything adds up.

Every write, flush and rename of the writer is noted by ``write_log.c`` (compiled here, loaded with LD_PRELOAD; Linux
with a C compiler), then states that a disk could be left in are rebuilt at random moments and opened by the program.
"""

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from tests.trials.noted_run import compiled, watching
from tests.trials.simulated_disk import Note, SimulatedDisk, read_notes
from tests.trials.survival import Acknowledged, what_is_wrong
from tests.trials.trial import Setting, Tally
from tests.vault.made_log import DEPUTY, MadeForTest, make_log


def run(setting: Setting) -> Tally:
    """Note some runs, cut the power at random moments of each."""
    tally = Tally()
    library = compiled(setting.folder)
    runs, cuts = (1, setting.tries(40, 0)) if not setting.full else (20, 500)
    for number in range(runs):
        log = make_log(setting.folder / f"run{number}")
        root = log.folder.parent
        start, folders = _tree(root)
        notes = _noted_run(log, library, setting, number)
        tally.noted("operations", len(notes))
        disk = SimulatedDisk(start, folders)
        done = 0
        for moment in sorted(setting.random.randint(1, len(notes)) for _ in range(cuts)):
            for note in notes[done:moment]:
                disk.apply(note)
            done = moment
            wrong = _after_cut(disk, log, setting)
            tally.expect(not wrong, f"run {number}, operation {moment}: {wrong[:2]}")
    return tally


def _tree(root: Path) -> tuple[dict[str, bytes], set[str]]:
    paths = sorted(root.rglob("*"))
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in paths if path.is_file()}
    return files, {path.relative_to(root).as_posix() for path in paths if path.is_dir()}


def _noted_run(log: MadeForTest, library: Path, setting: Setting, number: int) -> list[Note]:
    root, file = log.folder.parent, setting.folder / f"notes{number}"
    arguments = [str(log.folder), str(log.state), log.users[2], DEPUTY]
    chance = setting.random.randrange(10**9)
    subprocess.run(
        [sys.executable, "-m", "tests.trials.writer", *arguments, str(chance), "6"],
        env=watching(library, root, file),
        stdout=subprocess.DEVNULL,
        check=True,
    )
    raw = file.read_bytes()
    file.unlink()
    return read_notes(raw, root)


def _after_cut(disk: SimulatedDisk, log: MadeForTest, setting: Setting) -> list[str]:
    place = setting.folder / "after"
    shutil.rmtree(place, ignore_errors=True)
    files, folders = disk.after_power_cut(setting.random)
    for folder in sorted(folders):
        (place / folder).mkdir(parents=True, exist_ok=True)
    for path, raw in files.items():
        (place / path).write_bytes(raw)
    saved = Acknowledged()
    saved.read(disk.said)
    found = replace(log, folder=place / log.folder.name, state=place / "state", opened=[])
    return what_is_wrong(found, DEPUTY, log.users[2], saved)
