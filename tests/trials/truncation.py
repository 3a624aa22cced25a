"""Any file of a log cut short, emptied, lengthened or gone: detected or harmless, and never opened as an empty log.

That holds for a hand-in in its inbox too: its readers miss one that was taken from it before it was taken in.
"""

from functools import partial
from pathlib import Path

from tests.trials.damage import a_victim, judge
from tests.trials.trial import Setting, Tally

_PAGE = 4096


def run(setting: Setting) -> Tally:
    """Some lengths of each file, the edges always; every length of the small ones in the full form."""
    tally = Tally()
    for killed in (False, True):
        victim = a_victim(setting.folder / f"killed-{killed}", killed=killed)
        root = victim.whole.folder.parent
        for path in victim.files():
            size = (root / path).stat().st_size
            for length in _lengths(setting, size):
                judge(victim, partial(_cut, path, length), tally, f"{path} cut to {length} of {size}")
            judge(victim, partial(_gone, path), tally, f"{path} gone")
    return tally


def _lengths(setting: Setting, size: int) -> list[int]:
    if setting.full and size <= _PAGE:
        return list(range(size))
    pages = range(0, size, _PAGE) if setting.full else ()
    some = [setting.random.randrange(size) for _ in range(setting.tries(1, 50))] if size else []
    edges = {0, 1, size // 2 // _PAGE * _PAGE, size - 1, size + 1, size + _PAGE, *pages, *some}
    chosen = sorted(length for length in edges if length >= 0 and length != size)
    return chosen if setting.full else setting.random.sample(chosen, min(3, len(chosen)))


def _cut(path: Path, length: int, root: Path) -> None:
    with (root / path).open("r+b") as stream:
        stream.truncate(length)


def _gone(path: Path, root: Path) -> None:
    (root / path).unlink()
