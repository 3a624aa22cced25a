"""A demo never becomes a real log, nor a real log a demo: the log itself says which it is, whatever vault.json says."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from safeguard_app.vault import creation, restore_check, user_keys, verifying
from safeguard_app.vault.backup import back_up
from safeguard_app.vault.keys import stretching, vault_file
from safeguard_app.vault.keys.identities import Identity
from safeguard_app.vault.keys.passphrases import suggested
from safeguard_app.vault.keys.stretching import CHEAPEST, Cost
from safeguard_app.vault.problems import DemoDiffers, WeakPassphrase
from tests.vault.made_log import LEAD, SCHOOL, USERS, MadeForTest, StoppedClock, fingerprint

_QUICK = Cost(memory_kib=1024, passes=1, lanes=1)
"""What counts as a real log's cost here, so that no test takes a second for each passphrase."""


@pytest.fixture
def real(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MadeForTest]:
    """A real log of one lead, with a strong passphrase and a cost that only a lowered floor allows."""
    monkeypatch.setattr(stretching, "FLOOR", _QUICK)
    monkeypatch.setattr(stretching, "calibrated", lambda: _QUICK)
    recovery, clock, folder = Identity.generate(), StoppedClock(), tmp_path / "real.safeguard"
    lead = replace(USERS[0], passphrase=_STRONG)
    made = creation.create(folder, SCHOOL, (lead,), clock, recovery=recovery, cost=_QUICK)
    log = MadeForTest(folder, tmp_path / "state", recovery.secret_text, made.users, clock)
    yield log
    log.close_all()


_STRONG = suggested()


def _call_it(folder: Path, *, demo: bool) -> None:
    """Write the other word into the key file, both copies, each with a checksum that holds."""
    vault_file.write(folder, msgspec.structs.replace(vault_file.read(folder), demo=demo))


def test_each_says_what_it_is(log: MadeForTest, real: MadeForTest) -> None:
    assert log.unlock().is_demo
    assert not real.unlock(_STRONG, real.users[0]).is_demo


def test_a_demo_called_real_is_not_recovered_into_one(log: MadeForTest) -> None:
    _call_it(log.folder, demo=False)
    before = fingerprint(log.folder)
    with pytest.raises(DemoDiffers, match="was made as a demo"):
        user_keys.recover(log.folder, log.recovery, log.users[0], suggested(), log.around())
    assert fingerprint(log.folder) == before
    _call_it(log.folder, demo=True)
    assert log.unlock().notices == []


def test_a_real_log_called_a_demo_is_not_opened(real: MadeForTest) -> None:
    _call_it(real.folder, demo=True)
    before = fingerprint(real.folder)
    with pytest.raises(DemoDiffers, match="own log"):
        real.unlock(_STRONG, real.users[0])
    with pytest.raises(DemoDiffers, match="own log"):
        user_keys.recover(real.folder, real.recovery, real.users[0], "abc", real.around())
    assert fingerprint(real.folder) == before
    _call_it(real.folder, demo=False)
    assert real.unlock(_STRONG, real.users[0]).user.id == real.users[0]


def test_no_word_of_the_key_file_makes_a_passphrase_or_its_stretching_cheap(real: MadeForTest) -> None:
    vault = real.unlock(_STRONG, real.users[0])
    vault.file = msgspec.structs.replace(vault.file, demo=True)
    with pytest.raises(WeakPassphrase):
        user_keys.change_passphrase(vault, _STRONG, "abc")
    user_keys.change_passphrase(vault, _STRONG, suggested())
    assert vault.file.slot(vault.user.id).cost == _QUICK != CHEAPEST


def test_a_weak_passphrase_is_refused_at_recovery_and_changes_nothing(real: MadeForTest) -> None:
    before = fingerprint(real.folder)
    with pytest.raises(WeakPassphrase):
        user_keys.recover(real.folder, real.recovery, real.users[0], "abc", real.around())
    assert fingerprint(real.folder) == before


def test_verify_names_it_where_the_word_changes_while_the_log_is_open(log: MadeForTest) -> None:
    vault = log.unlock()
    assert verifying.verify(vault) == []
    _call_it(log.folder, demo=False)
    assert "demo_differs" in {finding.code for finding in verifying.verify(vault)}


def test_a_check_of_a_backup_names_it(log: MadeForTest, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    report = back_up(log.unlock(LEAD), stick)
    (made,) = [one for one in report.place.iterdir() if (one / vault_file.NAME).exists()]
    _call_it(made, demo=False)
    codes = {finding.code for finding in restore_check.restore_check(stick, log.recovery).findings}
    assert "demo_differs" in codes


def test_every_part_says_it(log: MadeForTest) -> None:
    from safeguard_app.vault.demo_mark import says_demo

    assert all(says_demo(compartment.connection) for compartment in log.unlock())
