"""Another recovery key: what it opens, what the former one no longer does, and whole after a crash at every step."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.users import Role
from safeguard_app.vault import backup as backing_up
from safeguard_app.vault import (
    database,
    hand_in,
    reading,
    recovery_key,
    recovery_owed,
    restore_check,
    unlocking,
    user_keys,
    verifying,
)
from safeguard_app.vault.creation import NewUser
from safeguard_app.vault.keys import vault_file
from safeguard_app.vault.keys.identities import Identity
from safeguard_app.vault.open_vault import Notice, OpenVault
from safeguard_app.vault.problems import (
    DatabaseDamaged,
    RecoveryKeyBehind,
    SealedKeyDamaged,
    WrongRecoveryKey,
)
from tests.vault.made_log import DEPUTY, HEAD, JUNIOR, LEAD, USERS, MadeForTest, file_incident, make_log
from tests.vault.test_user_keys import _cut_at

DAILY, ADULTS, NOT_HEAD, NOT_DSL = Compartment
NEW = Identity.from_secret(b"an invented key for these tests!")
ALL = (LEAD, HEAD, DEPUTY, JUNIOR)


def _opens(log: MadeForTest, secret: str) -> set[Compartment]:
    return set(unlocking.open_keys(vault_file.read(log.folder), Identity.from_text(secret)))


def _clean(vault: OpenVault) -> None:
    assert vault.notices == []
    assert verifying.verify(vault) == []
    assert all(sealed.previous is None for sealed in vault.file.compartments.values())


def test_the_new_key_opens_all_and_the_former_one_nothing_new(log: MadeForTest) -> None:
    old_file = vault_file.read(log.folder)
    old_keys = unlocking.open_keys(old_file, Identity.from_text(log.recovery))
    vault = log.unlock(DEPUTY)  # reads every part
    record = file_incident(vault)
    assert recovery_key.replace(vault, NEW) == ()
    _clean(vault)
    log.lock(vault)
    assert _opens(log, NEW.secret_text) == set(Compartment)
    assert _opens(log, log.recovery) == set()
    for compartment, keys in old_keys.items():
        with pytest.raises(DatabaseDamaged):
            database.open_existing(log.folder / f"{compartment}.db", keys[0])
    with pytest.raises(WrongRecoveryKey):
        user_keys.recover(log.folder, log.recovery, log.users[0], "lead again", log.around())
    user_keys.recover(log.folder, NEW.secret_text, log.users[0], "lead again", log.around())
    vault = log.unlock("lead again", log.users[0])
    assert vault.find(record) is not None


def test_every_user_opens_what_is_theirs_as_before_and_finds_it_whole(log: MadeForTest) -> None:
    vault = log.unlock(DEPUTY)
    recovery_key.replace(vault, NEW)
    log.lock(vault)
    for passphrase in ALL:
        other = log.unlock(passphrase)
        _clean(other)
        log.lock(other)


def test_it_is_a_signed_event_in_every_part_within_reach_that_names_what_is_owed(log: MadeForTest) -> None:
    vault = log.unlock()
    assert recovery_key.replace(vault, NEW) == (NOT_DSL,)
    for compartment in vault:
        kinds = [
            (one.event.kind, one.signed, one.event.facts.get("owed"))
            for one in reading.events(compartment.connection, newest=99)
            if one.event.kind is EventKind.RECOVERY_REPLACED
        ]
        assert kinds == [(EventKind.RECOVERY_REPLACED, True, "c4")]
    assert recovery_owed.owed(vault.daily) == (NOT_DSL,)
    event = recovery_owed.last_replaced(vault.daily)
    assert event is not None and event.actor == log.users[0]
    _clean(vault)


def test_a_part_out_of_reach_stays_with_the_former_key_until_its_reader_takes_the_new_one_over(
    log: MadeForTest,
) -> None:
    vault = log.unlock()
    recovery_key.replace(vault, NEW)
    log.lock(vault)
    assert _opens(log, NEW.secret_text) == {DAILY, ADULTS, NOT_HEAD}
    assert _opens(log, log.recovery) == {NOT_DSL}
    before = log.unlock(HEAD)
    assert recovery_key.to_take_over(before) == (NOT_DSL,)
    log.lock(before)
    assert _opens(log, log.recovery) == {NOT_DSL}, "never without being asked"
    head = log.unlock(HEAD)
    record = file_incident(head, where=NOT_DSL)
    assert recovery_key.take_over(head) == (NOT_DSL,)
    assert recovery_key.take_over(head) == ()
    assert recovery_owed.owed(head.daily) == ()
    _clean(head)
    log.lock(head)
    assert _opens(log, NEW.secret_text) == set(Compartment)
    assert _opens(log, log.recovery) == set()
    lead = log.unlock()
    assert recovery_owed.owed(lead.daily) == ()
    _clean(lead)
    log.lock(lead)
    user_keys.recover(log.folder, NEW.secret_text, log.users[1], "head again", log.around())
    assert log.unlock("head again", log.users[1]).find(record) is not None


def test_the_former_key_brings_every_part_within_reach_at_once(log: MadeForTest) -> None:
    vault = log.unlock()
    assert recovery_key.replace(vault, NEW, log.recovery) == ()
    _clean(vault)
    log.lock(vault)
    assert _opens(log, NEW.secret_text) == set(Compartment)
    assert _opens(log, log.recovery) == set()
    head = log.unlock(HEAD)
    assert recovery_key.to_take_over(head) == ()
    _clean(head)


def test_a_key_that_opens_nothing_here_changes_nothing(log: MadeForTest) -> None:
    vault = log.unlock()
    with pytest.raises(WrongRecoveryKey):
        recovery_key.replace(vault, NEW, Identity.generate().secret_text)
    assert recovery_owed.last_replaced(vault.daily) is None
    assert _opens(log, log.recovery) == set(Compartment)


def test_a_former_key_that_turns_up_later_ends_what_is_owed(log: MadeForTest) -> None:
    vault = log.unlock()
    assert recovery_key.replace(vault, Identity.generate()) == (NOT_DSL,)
    assert recovery_key.replace(vault, NEW, log.recovery) == ()
    assert recovery_owed.owed(vault.daily) == ()
    log.lock(vault)
    assert _opens(log, NEW.secret_text) == set(Compartment)


def test_recovering_somebody_whose_part_is_owed_says_so_and_changes_nothing(log: MadeForTest) -> None:
    vault = log.unlock()
    recovery_key.replace(vault, NEW)
    log.lock(vault)
    with pytest.raises(RecoveryKeyBehind):
        user_keys.recover(log.folder, NEW.secret_text, log.users[1], "head again", log.around())
    log.lock(log.unlock(HEAD))
    user_keys.recover(log.folder, NEW.secret_text, log.users[3], "junior again", log.around())
    log.lock(log.unlock("junior again", log.users[3]))


def test_letting_somebody_into_an_owed_part_says_so(log: MadeForTest) -> None:
    vault = log.unlock()
    recovery_key.replace(vault, NEW)
    third = NewUser("Nerys Holloway", "Deputy 3", (Role.DEPUTY,), "third words", reads_adult_concerns=True)
    with pytest.raises(RecoveryKeyBehind):
        user_keys.add_user(vault, third, NEW.secret_text)
    with pytest.raises(WrongRecoveryKey):
        user_keys.add_user(vault, third, log.recovery)


def test_parts_nobody_could_ever_read_are_owed_nothing_and_made_anew(tmp_path: Path) -> None:
    alone = NewUser("Imogen Larkfield", "DSL and Headteacher", (Role.DSL, Role.HEAD), LEAD)
    log = make_log(tmp_path, (alone,))
    vault = log.unlock()
    assert set(vault.compartments) == {DAILY, ADULTS}
    assert recovery_key.replace(vault, NEW) == ()
    _clean(vault)
    user = user_keys.add_user(vault, USERS[2], NEW.secret_text)
    log.lock(vault)
    deputy = log.unlock(DEPUTY, user)
    assert set(deputy.compartments) == set(Compartment)
    file_incident(deputy, where=NOT_HEAD)
    _clean(deputy)
    log.lock(deputy)
    assert _opens(log, NEW.secret_text) == set(Compartment)
    log.close_all()


def test_a_removed_readers_part_stays_honest_about_its_damage(log: MadeForTest) -> None:
    """Nobody reads the part any more: only the former key brings it back, and that is what is said."""
    vault = log.unlock()
    user_keys.remove_user(vault, log.users[1], log.recovery)
    user_keys.remove_user(vault, log.users[2], log.recovery)
    assert recovery_key.replace(vault, NEW) == (NOT_DSL,)
    with pytest.raises(RecoveryKeyBehind):
        user_keys.add_user(vault, NewUser("Ada Finch", "Headteacher", (Role.HEAD,), "ada"), NEW.secret_text)
    assert recovery_key.replace(vault, NEW, log.recovery) == ()
    user = user_keys.add_user(
        vault, NewUser("Ada Finch", "Headteacher", (Role.HEAD,), "ada"), NEW.secret_text
    )
    log.lock(vault)
    assert NOT_DSL in log.unlock("ada", user).compartments


def test_a_sealed_key_that_is_damaged_is_not_called_owed(log: MadeForTest) -> None:
    import msgspec

    content = vault_file.read(log.folder)
    foreign = content.compartments["c1"].key  # the key of another part in its place
    broken = msgspec.structs.replace(content.compartments["c4"], key=foreign[:200] + foreign[201:])
    vault_file.write(
        log.folder,
        msgspec.structs.replace(content, compartments={**content.compartments, "c4": broken}),
    )
    with pytest.raises(SealedKeyDamaged):
        user_keys.recover(log.folder, log.recovery, log.users[1], "head again", log.around())


def test_concerns_that_wait_are_sealed_to_the_new_key(log: MadeForTest) -> None:
    junior = log.unlock(JUNIOR)
    hand_in.hand_in(junior, NOT_DSL, b"Concern about the lead.")
    log.lock(junior)
    vault = log.unlock()
    recovery_key.replace(vault, NEW, log.recovery)
    log.lock(vault)
    waiting = next(hand_in.inbox(log.folder, NOT_DSL).iterdir())
    from safeguard_app.vault.keys.identities import unseal

    assert b"Concern about the lead." in unseal(waiting.read_bytes(), NEW.secret_text)
    with pytest.raises(ValueError, match="does not open"):
        unseal(waiting.read_bytes(), log.recovery)


def test_a_backup_made_afterwards_opens_with_the_new_key_alone(log: MadeForTest, tmp_path: Path) -> None:
    vault = log.unlock(DEPUTY)
    stick = tmp_path / "stick"
    stick.mkdir()
    recovery_key.replace(vault, NEW)
    backing_up.back_up(vault, stick)
    report = restore_check.restore_check(stick, NEW.secret_text)
    assert (set(report.opened), report.findings) == (set(Compartment), ())
    with pytest.raises(WrongRecoveryKey):
        restore_check.restore_check(stick, log.recovery)


def _replacing(log: MadeForTest) -> None:
    recovery_key.replace(log.unlock(), NEW)


def _replacing_with_the_former(log: MadeForTest) -> None:
    recovery_key.replace(log.unlock(), NEW, log.recovery)


def _taking_over(log: MadeForTest) -> None:
    recovery_key.take_over(log.unlock(HEAD))


@pytest.mark.parametrize("change", [_replacing, _replacing_with_the_former, _taking_over])
def test_a_crash_at_every_step_leaves_one_key(
    log: MadeForTest,
    change: object,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    crash_steps: Iterator[int],
) -> None:
    assert callable(change)
    if change is _taking_over:
        vault = log.unlock()
        recovery_key.replace(vault, NEW)
        log.lock(vault)
    whole, went_through = tmp_path / "whole", False
    shutil.copytree(log.folder, whole)
    while not went_through:
        step = next(crash_steps)
        shutil.rmtree(log.folder)
        shutil.rmtree(log.state, ignore_errors=True)
        shutil.copytree(whole, log.folder)
        with monkeypatch.context() as patched:
            went_through = _cut_at(step, change, log, patched)
        log.opened.clear()
        _one_key_opens_each_part(log)
    assert step >= 7


def _one_key_opens_each_part(log: MadeForTest) -> None:
    for passphrase in ALL:  # each settles what is theirs
        vault = log.unlock(passphrase)
        assert {one.notice for one in vault.notices} <= {Notice.NO_MEMORY}, "the state folder was emptied"
        if passphrase == DEPUTY:
            assert verifying.verify(vault) == []
        log.lock(vault)
    content = vault_file.read(log.folder)
    assert all(sealed.previous is None for sealed in content.compartments.values())
    new, former = _opens(log, NEW.secret_text), _opens(log, log.recovery)
    assert new | former == set(Compartment), "each part opens with a key on paper"
    assert not new & former, "and with one only"
    vault = log.unlock(DEPUTY)
    assert set(recovery_owed.owed(vault.daily)) == (former if new else set())
    assert content.recovery_recipient == (
        NEW.recipient if new else Identity.from_text(log.recovery).recipient
    )
    log.lock(vault)
