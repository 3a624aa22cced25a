"""One bit flipped in any file of a log, locked or left by a crash: detected or harmless, never a bug, never wrong."""

from functools import partial
from pathlib import Path

from tests.trials.damage import a_victim, judge
from tests.trials.trial import Setting, Tally


def run(setting: Setting) -> Tally:
    """As many flips in each kind of file; every byte of the small ones in the full form."""
    tally = Tally()
    for killed in (False, True):
        victim = a_victim(setting.folder / f"killed-{killed}", killed=killed)
        root = victim.whole.folder.parent
        for path in victim.files():
            size = (root / path).stat().st_size
            if size == 0:
                continue
            for place in _places(setting, size):
                flip = partial(_flip, path, place, setting.random.randrange(8))
                judge(victim, flip, tally, f"{path} byte {place}{' after a crash' if killed else ''}")
    return tally


def _places(setting: Setting, size: int) -> list[int]:
    if setting.full and size <= 8192:
        return list(range(size))
    return [setting.random.randrange(size) for _ in range(setting.tries(4, 1500))]


def _flip(path: Path, place: int, bit: int, root: Path) -> None:
    with (root / path).open("r+b") as stream:
        stream.seek(place)
        (byte,) = stream.read(1)
        stream.seek(place)
        stream.write(bytes([byte ^ 1 << bit]))
