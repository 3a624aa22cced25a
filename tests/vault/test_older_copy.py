"""An older copy: noticed until people in two roles acknowledged it, with a reason that stays."""

import shutil
from pathlib import Path

import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.older_copies import RECOVERY_VOICE
from safeguard_app.domain.records import RecordKind
from safeguard_app.domain.users import Role
from safeguard_app.vault import older_copy, reading, verifying
from safeguard_app.vault.creation import NewUser
from safeguard_app.vault.open_vault import Notice, OpenVault
from safeguard_app.vault.problems import WrongRecoveryKey
from tests.vault.made_log import DEPUTY, HEAD, JUNIOR, LEAD, USERS, MadeForTest, file_incident, make_log

DAILY, ADULTS, NOT_HEAD, NOT_DSL = Compartment
WHY = "Friday's backup was put back."


def put_back(log: MadeForTest, passphrase: str = LEAD) -> None:
    """The log goes on, and then the copy from before is in its place."""
    log.lock(log.unlock(passphrase))
    kept = log.folder.with_name("kept")
    shutil.copytree(log.folder, kept)
    vault = log.unlock(passphrase)
    for compartment in vault.compartments:
        file_incident(vault, where=compartment)
    log.lock(vault)
    shutil.rmtree(log.folder)
    kept.rename(log.folder)


def _older(vault: OpenVault) -> list[Compartment | None]:
    return [one.compartment for one in vault.notices if one.notice is Notice.OLDER_COPY]


def test_two_roles_acknowledge_and_it_is_not_said_any_more(log: MadeForTest) -> None:
    put_back(log, DEPUTY)
    vault = log.unlock(DEPUTY)
    assert set(_older(vault)) == set(Compartment)
    file_incident(vault, "An emergency does not wait.")
    assert older_copy.accept(vault, WHY) == ()
    log.lock(vault)
    vault = log.unlock(HEAD)
    assert older_copy.accept(vault, "As I was told on Monday.") == (DAILY, ADULTS, NOT_DSL)
    assert _older(vault) == [], "the verdict goes away at once"
    assert vault.older == set()
    log.lock(vault)
    vault = log.unlock(DEPUTY)
    assert _older(vault) == [NOT_HEAD], "the Headteacher does not read that part"
    log.lock(vault)
    vault = log.unlock(LEAD)
    assert older_copy.accept(vault, WHY) == (NOT_HEAD,)
    assert verifying.verify(vault) == []


def test_two_deputies_are_one_role(log: MadeForTest) -> None:
    put_back(log, JUNIOR)
    vault = log.unlock(JUNIOR)
    assert older_copy.accept(vault, WHY) == ()
    log.lock(vault)
    vault = log.unlock(DEPUTY)
    assert older_copy.accept(vault, WHY) == ()
    assert _older(vault) == [DAILY]
    log.lock(vault)
    vault = log.unlock(HEAD)
    assert DAILY in older_copy.accept(vault, WHY)


def test_the_reason_stays_readable_and_every_acknowledgement_is_signed(log: MadeForTest) -> None:
    put_back(log)
    vault = log.unlock()
    older_copy.accept(vault, WHY)
    older_copy.accept(vault, "A second time changes nothing.")
    occasion = older_copy.occasions(vault)[0]
    assert [(one.recorded_by, one.reason) for one in occasion.accepted] == [(log.users[0], WHY)]
    signed = [
        one.signed
        for one in reading.events(vault.daily.connection, newest=999)
        if one.event.kind is EventKind.OLDER_COPY_ACCEPTED
    ]
    assert signed == [True]
    log.lock(vault)
    head = log.unlock(HEAD)
    older_copy.accept(head, "As told.")
    kept = reading.of_kind(head.daily.connection, DAILY, RecordKind.OLDER_COPY)
    assert [one.reason for one in kept] == [WHY, "As told."]


def test_one_person_in_both_roles_is_seconded_by_the_recovery_key(tmp_path: Path) -> None:
    alone = NewUser("Imogen Larkfield", "DSL and Headteacher", (Role.DSL, Role.HEAD), LEAD)
    log = make_log(tmp_path, (alone,))
    put_back(log)
    vault = log.unlock()
    assert older_copy.accept(vault, WHY) == ()
    with pytest.raises(WrongRecoveryKey):
        older_copy.accept(vault, WHY, "AGE-SECRET-KEY-1QQQQ")
    assert older_copy.accept(vault, WHY, log.recovery) == (DAILY, ADULTS)
    voices = [one.content.by for one in reading.of_kind(vault.daily.connection, DAILY, RecordKind.OLDER_COPY)]
    assert voices == [log.users[0], RECOVERY_VOICE]
    assert verifying.verify(vault) == []
    log.close_all()


def test_one_person_in_both_roles_with_a_deputy_needs_the_deputy(tmp_path: Path) -> None:
    both = NewUser("Imogen Larkfield", "DSL and Headteacher", (Role.DSL, Role.HEAD), LEAD)
    log = make_log(tmp_path, (both, USERS[3]))
    put_back(log)
    vault = log.unlock()
    assert older_copy.accept(vault, WHY, log.recovery) == (ADULTS,), "the deputy reads the daily log alone"
    log.lock(vault)
    vault = log.unlock(JUNIOR, log.users[1])
    assert older_copy.accept(vault, "As told.") == (DAILY,)
    log.close_all()


def test_the_only_reader_of_a_part_does_not_settle_it_alone(tmp_path: Path) -> None:
    log = make_log(tmp_path, (USERS[0], USERS[1]))
    put_back(log)
    vault = log.unlock()
    part = next(one for one in older_copy.occasions(vault) if one.compartment is NOT_HEAD)
    assert part.needs_recovery_key
    assert older_copy.accept(vault, WHY) == ()
    assert older_copy.accept(vault, WHY, log.recovery) == (NOT_HEAD,)
    log.close_all()


def test_an_older_key_file_alone_is_noticed_and_acknowledged_too(log: MadeForTest) -> None:
    from safeguard_app.vault import user_keys

    names = ("vault.json", "vault.json.copy")
    old = {name: (log.folder / name).read_bytes() for name in names}
    vault = log.unlock()
    user_keys.change_passphrase(vault, LEAD, "changed words")
    user_keys.change_passphrase(vault, "changed words", LEAD)
    log.lock(vault)
    for name, content in old.items():
        (log.folder / name).write_bytes(content)
    vault = log.unlock(HEAD)
    assert DAILY in vault.older
    older_copy.accept(vault, WHY)
    log.lock(vault)
    vault = log.unlock(JUNIOR)
    assert older_copy.accept(vault, WHY) == (DAILY,)
