"""What earlier backups left on the stick is read again before a later backup counts on it."""

import errno
from pathlib import Path

import pytest

from safeguard_app.domain.errors import Cancelled
from safeguard_app.system import regular_files
from safeguard_app.vault import backup_folder, reading, restore_check
from safeguard_app.vault.backup import back_up
from safeguard_app.vault.sealed_files import path_of
from tests.vault.made_log import MadeForTest


def _flip(path: Path, place: int) -> None:
    raw = bytearray(path.read_bytes())
    raw[place] ^= 1
    path.write_bytes(bytes(raw))


def _counted(log: MadeForTest) -> tuple[object, object]:
    """What the newest event of the daily log says of spoiled files: copied afresh, and spoiled in both places."""
    daily = log.opened[-1].daily
    facts = reading.events(daily.connection, newest=daily.head.number)[0].event.facts
    return facts["mended"], facts["doubtful"]


@pytest.mark.parametrize("how", ["flipped", "cut", "gone", "unreadable"])
def test_a_stored_file_that_spoiled_on_the_stick_is_copied_afresh(
    used: MadeForTest, stick: Path, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sticks wear out without a word: what an earlier backup left there is read again before it counts once more."""
    vault = used.unlock()
    back_up(vault, stick)
    (name,) = vault.daily.known_files()
    there = path_of(backup_folder.found_at(stick) / backup_folder.FILES / "c1.files", name)
    good = there.read_bytes()
    if how == "flipped":
        _flip(there, len(good) // 2)
    elif how == "cut":
        there.write_bytes(good[:-1])
    elif how == "gone":
        there.unlink()
    else:
        real = regular_files.open_regular
        tries: list[Path] = []

        def worn(path: Path) -> object:
            if path == there and not tries:
                tries.append(path)
                raise OSError(errno.EIO, "cannot be read")
            return real(path)

        monkeypatch.setattr("safeguard_app.vault.verified_copy.open_regular", worn)
    report = back_up(vault, stick)
    assert (report.files, report.new_files, report.mended, report.doubtful) == (2, 0, 1, 0)
    assert _counted(used) == (1, 0), "the audit says it as well"
    assert there.read_bytes() == good
    assert restore_check.restore_check(stick, used.recovery).findings == ()
    again = back_up(vault, stick)
    assert (again.new_files, again.mended) == (0, 0)
    assert _counted(used) == (0, 0)


def test_a_file_spoiled_in_both_places_is_said(used: MadeForTest, stick: Path) -> None:
    vault = used.unlock()
    back_up(vault, stick)
    (name,) = vault.daily.known_files()
    _flip(path_of(backup_folder.found_at(stick) / backup_folder.FILES / "c1.files", name), 300)
    _flip(path_of(vault.daily.files, name), 400)
    report = back_up(vault, stick)
    assert (report.mended, report.doubtful) == (0, 1)
    assert _counted(used) == (0, 1)


def test_reading_again_is_progress_and_can_be_stopped(used: MadeForTest, stick: Path) -> None:
    vault = used.unlock()
    back_up(vault, stick)
    told: list[tuple[int, int]] = []

    def tell(done: int, total: int) -> bool:
        told.append((done, total))
        return True

    back_up(vault, stick, tell)
    assert told and all(0 <= done <= total and total > 0 for done, total in told)
    assert told[-1][0] == told[-1][1]
    with pytest.raises(Cancelled):
        back_up(vault, stick, lambda _done, _total: False)
    assert not list(stick.rglob("*.partial"))
