"""The chains may be recomputed after the unlock: what that finds is the same, and what waits for it is done then."""

from collections.abc import Callable

import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.vault import reading, unlocking
from safeguard_app.vault.open_vault import Notice, OpenVault
from safeguard_app.vault.problems import LongWorkUnderWay
from tests.vault.made_log import MadeForTest, file_incident


def _break_the_chain(log: MadeForTest) -> None:
    connection = log.bare()
    connection.execute("DROP TRIGGER event_kept_update")
    connection.execute("UPDATE event SET payload = replace(payload, 'at', 'AT') WHERE number = 3")
    connection.close()


def _noticed(vault: OpenVault) -> list[Notice]:
    return [one.notice for one in vault.notices]


def _stray(vault: OpenVault) -> Callable[[], bool]:
    """A file that no row names; whether it still lies where it was put."""
    path = next(vault.daily.files.rglob("*.age")).with_name(f"{'0' * 32}.age")
    path.write_bytes(b"from something that was interrupted")
    return path.exists


def test_a_broken_chain_keeps_nobody_out_and_is_noticed_by_the_check(used: MadeForTest) -> None:
    _break_the_chain(used)
    vault = used.unlock(check_later=True)
    assert Notice.CHAIN_BROKEN not in _noticed(vault) and not vault.chains_checked
    assert unlocking.check_chains(vault)
    assert [one.number for one in vault.notices if one.notice is Notice.CHAIN_BROKEN] == [3]
    assert vault.chains_checked


def test_a_whole_chain_is_no_news(used: MadeForTest) -> None:
    vault = used.unlock(check_later=True)
    assert not unlocking.check_chains(vault)
    assert vault.chains_checked


def test_unlocking_without_more_checks_at_once(used: MadeForTest) -> None:
    assert used.unlock().chains_checked


def test_files_that_no_row_names_wait_for_the_check(used: MadeForTest) -> None:
    vault = used.unlock()
    lies_there = _stray(vault)
    used.lock(vault)
    vault = used.unlock(check_later=True)
    assert lies_there()
    assert unlocking.check_chains(vault)
    assert not lies_there() and Notice.ORPHANS in _noticed(vault)
    newest = reading.events(vault.daily.connection, newest=vault.daily.head.number, limit=1)[0].event
    assert newest.kind is EventKind.ORPHANS_SET_ASIDE


def test_in_a_broken_chain_no_file_is_moved(used: MadeForTest) -> None:
    vault = used.unlock()
    lies_there = _stray(vault)
    used.lock(vault)
    _break_the_chain(used)
    vault = used.unlock(check_later=True)
    unlocking.check_chains(vault)
    assert lies_there() and Notice.ORPHANS not in _noticed(vault)


def test_while_it_pauses_others_write_and_nothing_is_rekeyed(
    used: MadeForTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("safeguard_app.vault.chain._EVENTS_AT_ONCE", 2)
    vault = used.unlock(check_later=True)
    written: list[str] = []

    def write() -> None:
        with pytest.raises(LongWorkUnderWay):
            vault.require_no_long_work()
        if not written:
            written.append(file_incident(vault))

    assert not unlocking.check_chains(vault, write)
    assert written
    vault.require_no_long_work()
