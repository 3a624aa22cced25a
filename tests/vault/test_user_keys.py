"""Users and their keys: changed, added, removed, recovered; kept out by keys; whole after a crash at every step."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.identifiers import Compartment, UserId
from safeguard_app.domain.users import Role
from safeguard_app.vault import (
    chain,
    database,
    hand_in,
    key_change,
    reading,
    remaking,
    unlocking,
    user_keys,
    verifying,
)
from safeguard_app.vault.creation import NewUser
from safeguard_app.vault.keys import vault_file
from safeguard_app.vault.keys.vault_file import VaultFile
from safeguard_app.vault.open_vault import Notice, OpenVault
from safeguard_app.vault.problems import (
    DatabaseDamaged,
    LabelTaken,
    NotYourself,
    RecoveryKeyNeeded,
    UserUnknown,
    WeakPassphrase,
    WrongPassphrase,
    WrongRecoveryKey,
)
from tests.vault.made_log import (
    DEPUTY,
    HEAD,
    JUNIOR,
    LEAD,
    USERS,
    MadeForTest,
    file_incident,
    fingerprint,
    make_log,
)

THIRD = NewUser("Nerys Holloway", "Deputy 3", (Role.DEPUTY,), "third words", reads_adult_concerns=True)
DAILY, ADULTS, NOT_HEAD, NOT_DSL = Compartment


def _settled(vault: OpenVault) -> None:
    """No notice, nothing for verify to find, nothing half done in the key file."""
    assert vault.notices == []
    assert verifying.verify(vault) == []
    assert all(sealed.previous is None for sealed in vault.file.compartments.values())


def test_a_changed_passphrase_opens_and_the_old_one_does_not(log: MadeForTest) -> None:
    vault = log.unlock()
    record = file_incident(vault, where=ADULTS)
    user_keys.change_passphrase(vault, LEAD, "changed words")
    file_incident(vault)
    log.lock(vault)
    with pytest.raises(WrongPassphrase):
        log.unlock()
    vault = log.unlock("changed words", log.users[0])
    assert vault.find(record) is not None
    assert [notice.notice for notice in vault.notices] == [Notice.FAILED_ATTEMPTS]
    vault.notices.clear()
    _settled(vault)
    log.lock(vault)
    for passphrase in (HEAD, DEPUTY, JUNIOR):
        other = log.unlock(passphrase)
        _settled(other)
        log.lock(other)


def test_changing_takes_the_old_passphrase(log: MadeForTest) -> None:
    vault = log.unlock()
    before = fingerprint(log.folder)
    with pytest.raises(WrongPassphrase):
        user_keys.change_passphrase(vault, "not it", "changed words")
    assert fingerprint(log.folder) == before


def test_a_weak_passphrase_is_refused_in_a_real_log(log: MadeForTest) -> None:
    vault = log.unlock()
    vault.is_demo = False
    with pytest.raises(WeakPassphrase):
        user_keys._require_strong(vault, "Larchmere Test School", "")


def test_an_added_user_opens_what_is_theirs(log: MadeForTest) -> None:
    vault = log.unlock(DEPUTY)
    record = file_incident(vault, where=NOT_DSL)
    user = user_keys.add_user(vault, THIRD)
    log.lock(vault)
    vault = log.unlock("third words", user)
    assert set(vault.compartments) == set(Compartment)
    assert vault.find(record) is not None
    _settled(vault)
    log.lock(vault)
    with pytest.raises(LabelTaken):
        user_keys.add_user(log.unlock(), THIRD)


def test_nobody_gives_a_key_they_do_not_have(log: MadeForTest) -> None:
    vault = log.unlock()
    before = fingerprint(log.folder)
    with pytest.raises(RecoveryKeyNeeded):
        user_keys.add_user(vault, THIRD)
    assert fingerprint(log.folder) == before
    with pytest.raises(WrongRecoveryKey):
        user_keys.add_user(vault, THIRD, "AGE-SECRET-KEY-1QQQQ")
    user = user_keys.add_user(vault, THIRD, log.recovery)
    _settled(vault)
    log.lock(vault)
    vault = log.unlock("third words", user)
    assert set(vault.compartments) == set(Compartment)
    _settled(vault)


def test_a_compartment_nobody_could_read_is_made_anew_for_its_first_reader(tmp_path: Path) -> None:
    log = make_log(tmp_path, USERS[:1])
    vault = log.unlock()
    old = (log.folder / "c4.db").read_bytes()
    user = user_keys.add_user(vault, USERS[1])
    _settled(vault)
    log.lock(vault)
    head = log.unlock(HEAD, user)
    assert set(head.compartments) == {DAILY, ADULTS, NOT_DSL}
    file_incident(head, where=NOT_DSL)
    _settled(head)
    log.lock(head)
    aside = [path.read_bytes() for path in (log.folder / "set-aside").iterdir()]
    assert aside == [old]
    vault = log.unlock()
    assert remaking.never_read(vault, NOT_HEAD) is False
    assert remaking.never_read(vault, NOT_DSL) is False
    user_keys.remove_user(vault, user)
    with pytest.raises(RecoveryKeyNeeded):
        user_keys.add_user(vault, NewUser("Petra Underhay", "Headteacher", (Role.HEAD,), "head again"))
    log.close_all()


def test_a_removed_user_is_cut_off_by_keys(log: MadeForTest) -> None:
    old_file = vault_file.read(log.folder)
    removed = unlocking.identity_for(old_file, log.users[2], DEPUTY, log.around())
    old_keys = {one: keys[0] for one, keys in unlocking.open_keys(old_file, removed).items()}
    vault = log.unlock()
    assert user_keys.remove_user(vault, log.users[2]) == (NOT_DSL,)
    file_incident(vault, where=ADULTS)
    _settled(vault)
    log.lock(vault)
    with pytest.raises(UserUnknown):
        log.unlock(DEPUTY)
    for compartment in (DAILY, ADULTS, NOT_HEAD):
        assert compartment not in unlocking.open_keys(vault_file.read(log.folder), removed)
        with pytest.raises(DatabaseDamaged):
            database.open_existing(log.folder / f"{compartment}.db", old_keys[compartment])
    still = database.open_existing(log.folder / f"{NOT_DSL}.db", old_keys[NOT_DSL])
    still.close()
    head = log.unlock(HEAD)
    _settled(head)
    log.lock(head)
    assert NOT_DSL not in unlocking.open_keys(vault_file.read(log.folder), removed)
    with pytest.raises(DatabaseDamaged):
        database.open_existing(log.folder / f"{NOT_DSL}.db", old_keys[NOT_DSL])


def test_removing_with_the_recovery_key_leaves_nothing_owed(log: MadeForTest) -> None:
    vault = log.unlock()
    assert user_keys.remove_user(vault, log.users[2], log.recovery) == ()
    _settled(vault)
    log.lock(vault)
    for passphrase in (HEAD, JUNIOR):
        other = log.unlock(passphrase)
        _settled(other)
        log.lock(other)


def test_whom_one_cannot_remove(log: MadeForTest) -> None:
    vault = log.unlock()
    with pytest.raises(NotYourself):
        user_keys.remove_user(vault, vault.user.id)
    with pytest.raises(UserUnknown):
        user_keys.remove_user(vault, UserId("7" * 32))
    user_keys.remove_user(vault, log.users[3])
    with pytest.raises(UserUnknown):
        user_keys.remove_user(vault, log.users[3])


def test_a_removed_users_signatures_still_hold(log: MadeForTest) -> None:
    log.lock(log.unlock(JUNIOR))
    vault = log.unlock()
    user_keys.remove_user(vault, log.users[3])
    assert verifying.verify(vault) == []


def test_recovery_lets_in_with_a_new_passphrase_and_leaves_an_event(log: MadeForTest) -> None:
    vault = log.unlock(HEAD)
    record = file_incident(vault, where=NOT_DSL)
    log.lock(vault)
    user_keys.recover(log.folder, log.recovery.lower(), log.users[1], "head again", log.around())
    with pytest.raises(WrongPassphrase):
        log.unlock(HEAD)
    vault = log.unlock("head again", log.users[1])
    assert vault.find(record) is not None
    assert set(vault.compartments) == {DAILY, ADULTS, NOT_DSL}
    for compartment in vault:
        events = reading.events(compartment.connection, newest=99)
        assert [one.signed for one in events if one.event.kind is EventKind.RECOVERED] == [True]
    vault.notices.clear()
    _settled(vault)


def test_another_logs_recovery_key_is_refused_and_remembered(log: MadeForTest) -> None:
    from safeguard_app.vault.keys.identities import Identity

    before = fingerprint(log.folder)
    with pytest.raises(WrongRecoveryKey):
        user_keys.recover(
            log.folder, Identity.generate().secret_text, log.users[1], "head again", log.around()
        )
    assert fingerprint(log.folder) == before
    assert [n.number for n in log.unlock().notices if n.notice is Notice.FAILED_ATTEMPTS] == [1]


class PowerCut(BaseException):
    """The power fails."""


Change = Callable[[MadeForTest], None]


def _changing(log: MadeForTest) -> None:
    user_keys.change_passphrase(log.unlock(), LEAD, "changed words")


def _adding(log: MadeForTest) -> None:
    user_keys.add_user(log.unlock(DEPUTY), THIRD)


def _removing(log: MadeForTest) -> None:
    user_keys.remove_user(log.unlock(HEAD), log.users[2])


def _recovering(log: MadeForTest) -> None:
    user_keys.recover(log.folder, log.recovery, log.users[0], "changed words", log.around())


@pytest.mark.parametrize("change", [_changing, _adding, _removing, _recovering])
def test_a_crash_at_every_step_leaves_one_state(
    log: MadeForTest,
    change: Change,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    crash_steps: Iterator[int],
) -> None:
    """Every key-file write, chain write and rekey in turn is the last thing that happens before the power fails."""
    whole = tmp_path / "whole"
    shutil.copytree(log.folder, whole)
    went_through = False
    while not went_through:
        step = next(crash_steps)
        shutil.rmtree(log.folder)
        shutil.rmtree(log.state, ignore_errors=True)
        shutil.copytree(whole, log.folder)
        with monkeypatch.context() as patched:
            went_through = _cut_at(step, change, log, patched)
        _every_key_still_opens(log)
    assert step >= 7


def _cut_at(step: int, change: Change, log: MadeForTest, patched: pytest.MonkeyPatch) -> bool:
    left = [step]

    def counted(real: Callable[..., object]) -> Callable[..., object]:
        def counting(*given: object, **named: object) -> object:
            if left[0] == 0:
                raise PowerCut
            left[0] -= 1
            return real(*given, **named)

        return counting

    patched.setattr(vault_file, "write", counted(vault_file.write))
    patched.setattr(database, "rekey", counted(database.rekey))
    patched.setattr("safeguard_app.vault.chain.append", counted(chain.append))
    try:
        change(log)
    except PowerCut:
        return False
    finally:
        for vault in log.opened:
            vault.abandon()
    return True


def _every_key_still_opens(log: MadeForTest) -> None:
    opened = 0
    for passphrase, user in ((LEAD, 0), ("changed words", 0), (HEAD, 1), (DEPUTY, 2), (JUNIOR, 3)):
        try:
            vault = log.unlock(passphrase, log.users[user])
        except (WrongPassphrase, UserUnknown):
            continue
        opened += 1
        assert {n.notice for n in vault.notices} <= {Notice.FAILED_ATTEMPTS}
        if passphrase == HEAD:
            assert verifying.verify(vault) == []
        log.lock(vault)
    assert opened in (3, 4)
    content: VaultFile = vault_file.read(log.folder)
    recovery = unlocking.recovery_identity(content, log.recovery)
    assert set(unlocking.open_keys(content, recovery)) == set(Compartment)
    assert all(sealed.previous is None for sealed in content.compartments.values())


def test_a_refused_change_is_taken_back_before_the_next(
    log: MadeForTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    from safeguard_app.system.problems import DiskFull

    def full(*_: object) -> None:
        raise DiskFull

    vault = log.unlock(DEPUTY)
    with monkeypatch.context() as patched:
        patched.setattr(vault_file, "write", full)
        with pytest.raises(DiskFull):
            user_keys.add_user(vault, THIRD)
    user = user_keys.add_user(vault, THIRD)
    assert [one.id for one in vault.roster().content.users if one.label == "Deputy 3"] == [user]
    _settled(vault)


def test_hand_ins_waiting_for_a_first_reader_open_with_the_recovery_key(tmp_path: Path) -> None:
    log = make_log(tmp_path, (USERS[0], USERS[3]))
    deputy = log.unlock(JUNIOR, log.users[1])
    hand_in.hand_in(deputy, NOT_DSL, b"Concern about the lead.")
    log.lock(deputy)
    lead = log.unlock()
    user = user_keys.add_user(lead, USERS[1], log.recovery)
    log.lock(lead)
    head = log.unlock(HEAD, user)
    got: list[bytes] = []
    assert hand_in.take_in_waiting(head, lambda _a, _c, content, _f: got.append(content)) == 1
    assert got == [b"Concern about the lead."]
    log.close_all()


def test_problems_of_users_have_their_own_codes() -> None:
    problems: tuple[type[KnownProblem], ...] = (RecoveryKeyNeeded, UserUnknown, NotYourself, LabelTaken)
    assert len({problem.code for problem in problems}) == len(problems)


def test_nothing_of_a_change_is_left_unconfirmed(log: MadeForTest) -> None:
    vault = log.unlock(DEPUTY)
    user_keys.add_user(vault, THIRD)
    for compartment in vault:
        assert key_change._unconfirmed(compartment) is None
