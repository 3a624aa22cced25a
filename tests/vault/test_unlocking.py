"""Each thing that can be wrong has its own message, and nothing of the log is altered by finding out."""

import errno
import os
import re
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.identifiers import Compartment, UserId
from safeguard_app.system import atomic_files
from safeguard_app.system.instance_lock import InstanceLock, LogInUse
from safeguard_app.system.problems import DiskFault, DiskFull, ReadOnlyFolder
from safeguard_app.vault import chain, reading, unlocking
from safeguard_app.vault.compartment import OpenCompartment
from safeguard_app.vault.database import database_problems
from safeguard_app.vault.keys import vault_file
from safeguard_app.vault.open_vault import Notice
from safeguard_app.vault.problems import (
    DatabaseDamaged,
    DemoDiffers,
    DiskFaultAtOpening,
    KeyFileDamaged,
    LogTooNew,
    NoRoomToOpen,
    NotALog,
    SealedKeyDamaged,
    UserUnknown,
    WrongPassphrase,
)
from tests.vault.made_log import DEPUTY, HEAD, JUNIOR, LEAD, MadeForTest, file_incident, fingerprint


def _cut(folder: Path, name: str, length: int) -> None:
    with (folder / name).open("r+b") as stream:
        stream.truncate(length)


def _write(folder: Path, names: tuple[str, ...], content: bytes) -> None:
    for name in names:
        (folder / name).write_bytes(content)


def _no_key_file(folder: Path) -> None:
    for name in _KEY_FILES:
        (folder / name).unlink()


def _newer(folder: Path) -> None:
    content = msgspec.structs.replace(vault_file.read(folder), format=vault_file.FORMAT + 1)
    vault_file.write(folder, content)


def _flip(folder: Path, name: str, place: int) -> None:
    raw = bytearray((folder / name).read_bytes())
    raw[place] ^= 1
    (folder / name).write_bytes(bytes(raw))


_KEY_FILES = (vault_file.NAME, vault_file.COPY_NAME)

SPOILED: list[tuple[str, Callable[[Path], None], type[KnownProblem]]] = [
    ("no key file", _no_key_file, NotALog),
    ("key file damaged", lambda folder: _write(folder, _KEY_FILES, b"{"), KeyFileDamaged),
    ("newer program", _newer, LogTooNew),
    ("database missing", lambda folder: (folder / "c1.db").unlink(), DatabaseDamaged),
    ("database empty", lambda folder: _cut(folder, "c1.db", 0), DatabaseDamaged),
    ("database of one byte", lambda folder: _cut(folder, "c1.db", 1), DatabaseDamaged),
    ("database cut", lambda folder: _cut(folder, "c1.db", 8192), DatabaseDamaged),
    ("database cut within a page", lambda folder: _cut(folder, "c1.db", 9000), DatabaseDamaged),
    ("another compartment's database missing", lambda folder: (folder / "c3.db").unlink(), DatabaseDamaged),
    ("salt flipped", lambda folder: _flip(folder, "c1.db", 3), DatabaseDamaged),
    ("first page flipped", lambda folder: _flip(folder, "c1.db", 100), DatabaseDamaged),
    (
        "plain database",
        lambda folder: _write(folder, ("c1.db",), b"SQLite format 3\0" * 512),
        DatabaseDamaged,
    ),
]

REFUSED: list[tuple[int, type[KnownProblem]]] = [
    (errno.ENOSPC, NoRoomToOpen),
    (errno.EIO, DiskFaultAtOpening),
    (errno.EROFS, ReadOnlyFolder),
]
"""What the disk answers at the lock file."""


@pytest.mark.parametrize(("_name", "spoil", "expected"), SPOILED, ids=[name for name, _, _ in SPOILED])
def test_its_own_message_and_nothing_altered(
    log: MadeForTest, _name: str, spoil: Callable[[Path], None], expected: type[KnownProblem]
) -> None:
    spoil(log.folder)
    before = fingerprint(log.folder)
    with pytest.raises(expected) as caught:
        log.unlock()
    assert type(caught.value) is expected
    assert fingerprint(log.folder) == before


def test_every_message_differs() -> None:
    problems: set[type[KnownProblem]] = {
        *(problem for _, _, problem in SPOILED),
        *(problem for _, problem in REFUSED),
        *(WrongPassphrase, LogInUse, UserUnknown, DiskFull, DiskFault, DemoDiffers),
    }
    assert len({problem.code for problem in problems}) == len(problems)
    assert len({problem.sentence for problem in problems}) == len(problems)


def test_a_wrong_passphrase_alters_nothing_and_is_an_event_later(log: MadeForTest) -> None:
    before = fingerprint(log.folder)
    for _ in range(2):
        with pytest.raises(WrongPassphrase):
            log.unlock("not it", log.users[0])
    assert fingerprint(log.folder) == before
    vault = log.unlock()
    failed = [n for n in vault.notices if n.notice is Notice.FAILED_ATTEMPTS]
    assert [notice.number for notice in failed] == [2]
    kinds = [one.event.kind for one in reading.events(vault.daily.connection, newest=99)]
    assert kinds.count(EventKind.UNLOCK_FAILED) == 2
    log.lock(vault)
    assert Notice.FAILED_ATTEMPTS not in {notice.notice for notice in log.unlock().notices}


def test_a_wrong_passphrase_is_said_even_where_nothing_can_be_remembered(log: MadeForTest) -> None:
    log.state.write_bytes(b"a file where the state folder would be")
    with pytest.raises(WrongPassphrase):
        log.unlock("not it", log.users[0])


def test_damage_is_never_called_a_wrong_passphrase(log: MadeForTest) -> None:
    _flip(log.folder, "c1.db", 2000)
    with pytest.raises(DatabaseDamaged):
        log.unlock()
    with pytest.raises(WrongPassphrase):
        log.unlock("not it", log.users[0])


def test_a_user_who_is_not_one(log: MadeForTest) -> None:
    with pytest.raises(UserUnknown):
        log.unlock(LEAD, UserId("f" * 32))


def test_a_damaged_sealed_key_is_not_the_passphrase(log: MadeForTest) -> None:
    content = vault_file.read(log.folder)
    broken = dict(content.compartments)
    broken["c2"] = msgspec.structs.replace(broken["c2"], key=broken["c2"].key.replace("Y", "Z"))
    vault_file.write(log.folder, msgspec.structs.replace(content, compartments=broken))
    with pytest.raises(SealedKeyDamaged):
        log.unlock()


def test_the_second_program_is_told_who_has_the_log(log: MadeForTest) -> None:
    vault = log.unlock()
    script = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from safeguard_app.domain.errors import KnownProblem
        from tests.vault.made_log import LEAD, StoppedClock
        from safeguard_app.vault.unlocking import Surroundings, unlock
        try:
            unlock(Path(sys.argv[1]), sys.argv[2], LEAD, Surroundings(StoppedClock(), Path(sys.argv[3])))
        except KnownProblem as problem:
            print(problem.code, problem.sentence)
        """
    )
    command = [sys.executable, "-c", script, str(log.folder), log.users[0], str(log.state)]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    assert told.stdout.startswith("log_in_use")
    assert str(os.getpid()) in told.stdout
    log.lock(vault)
    free = subprocess.run(command, capture_output=True, text=True, check=True)
    assert free.stdout == ""


def test_the_lock_goes_with_its_holder_however_it_ends(log: MadeForTest) -> None:
    script = (
        "import os, sys; from pathlib import Path; from safeguard_app.system.instance_lock import InstanceLock;"
        "lock = InstanceLock(Path(sys.argv[1])); os.kill(os.getpid(), 9)"
    )
    path = log.folder / unlocking.LOCK_NAME
    killed = subprocess.run([sys.executable, "-c", script, str(path)], check=False)
    assert killed.returncode == -9
    InstanceLock(path).release()


def test_a_failed_unlock_lets_go_of_the_log(log: MadeForTest) -> None:
    whole = (log.folder / "c2.db").read_bytes()
    _cut(log.folder, "c2.db", 0)
    with pytest.raises(DatabaseDamaged):
        log.unlock()
    (log.folder / "c2.db").write_bytes(whole)
    log.unlock()


@pytest.mark.parametrize(("number", "expected"), REFUSED, ids=[errno.errorcode[one] for one, _ in REFUSED])
def test_a_disk_that_refuses_has_words_of_its_own_and_nothing_is_altered(
    log: MadeForTest, monkeypatch: pytest.MonkeyPatch, number: int, expected: type[KnownProblem]
) -> None:
    real = os.open

    def refusing(path: object, flags: int, *rest: int, **named: object) -> int:
        if str(path).startswith(str(log.folder)) and flags & (os.O_WRONLY | os.O_RDWR):
            raise OSError(number, "refused")
        return real(path, flags, *rest, **named)  # type: ignore[arg-type]

    before = fingerprint(log.folder)
    with monkeypatch.context() as patched:
        patched.setattr(os, "open", refusing)
        for opening in (log.unlock, lambda: _recovering(log)):
            with pytest.raises(expected) as caught:
                opening()
            assert type(caught.value) is expected
    assert fingerprint(log.folder) == before
    assert log.unlock().notices == []


def _recovering(log: MadeForTest) -> None:
    from safeguard_app.vault import user_keys

    user_keys.recover(log.folder, log.recovery, log.users[0], "other words", log.around())


def test_a_disk_that_is_full_only_when_the_unlock_is_noted_says_the_same(
    log: MadeForTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise DiskFull

    with monkeypatch.context() as patched:
        patched.setattr(OpenCompartment, "note", full)
        with pytest.raises(NoRoomToOpen):
            log.unlock()
    assert log.unlock().notices == [], "and the log was let go of"


def test_nothing_on_the_unlock_page_is_said_to_be_saved_again() -> None:
    """Only a passphrase was typed, and that is gone."""
    for problem in (*(one for _, _, one in SPOILED), *(one for _, one in REFUSED)):
        said = f"{problem.sentence} {problem.next_step}"
        assert "typed" not in said and "screen" not in said and "save" not in said.split()


def test_one_whole_copy_of_the_key_file_is_enough_and_the_other_is_mended(log: MadeForTest) -> None:
    for name in _KEY_FILES:
        (log.folder / name).write_bytes(b"spoiled")
        vault = log.unlock()
        assert Notice.KEY_FILE_MENDED in {notice.notice for notice in vault.notices}
        log.lock(vault)
        assert vault_file.both_are(log.folder, vault.file)
    vault = log.unlock()
    assert vault.notices == []
    events = reading.events(vault.daily.connection, newest=vault.daily.head.number)
    mended = [one for one in events if one.event.kind is EventKind.KEY_FILE_MENDED]
    assert len(mended) == len(_KEY_FILES), "and the audit keeps that it was"


def test_a_database_without_a_schema_is_never_a_new_log(log: MadeForTest) -> None:
    from safeguard_app.vault import database

    key = log.key(Compartment.DAILY)
    (log.folder / "c1.db").unlink()
    empty = database.create(log.folder / "c1.db", key)
    with database_problems():
        empty.execute("CREATE TABLE something (a)")
    empty.close()
    with pytest.raises(DatabaseDamaged):
        log.unlock()


def test_an_older_copy_is_noticed_until_two_people_have_accepted_it(log: MadeForTest) -> None:
    from safeguard_app.vault import older_copy

    vault = log.unlock()
    log.lock(vault)
    old = {name: (log.folder / name).read_bytes() for name in ("c1.db", "c2.db", "c3.db")}
    vault = log.unlock()
    file_incident(vault)
    log.lock(vault)
    (log.folder / "c1.db").write_bytes(old["c1.db"])
    for _ in range(2):
        vault = log.unlock()
        older = [n.compartment for n in vault.notices if n.notice is Notice.OLDER_COPY]
        assert older == [Compartment.DAILY]
        log.lock(vault)
    vault = log.unlock()
    file_incident(vault, "An emergency does not wait.")
    assert older_copy.accept(vault, "Friday's backup was put back.") == ()
    assert older_copy.accept(vault, "Friday's backup was put back.") == ()
    log.lock(vault)
    vault = log.unlock(HEAD)
    assert older_copy.accept(vault, "As told.") == (Compartment.DAILY,)
    log.lock(vault)
    vault = log.unlock()
    assert Notice.OLDER_COPY not in {notice.notice for notice in vault.notices}


def test_a_taken_away_write_ahead_file_is_noticed(log: MadeForTest, tmp_path: Path) -> None:
    """What was committed and not yet folded in is gone without a trace in the database itself."""
    script = textwrap.dedent(
        """
        import os, sys
        from pathlib import Path
        from tests.vault.made_log import LEAD, StoppedClock, file_incident
        from safeguard_app.vault.unlocking import Surroundings, unlock
        vault = unlock(Path(sys.argv[1]), sys.argv[2], LEAD, Surroundings(StoppedClock(), Path(sys.argv[3])))
        file_incident(vault)
        os.kill(os.getpid(), 9)
        """
    )
    command = [sys.executable, "-c", script, str(log.folder), log.users[0], str(log.state)]
    assert subprocess.run(command, check=False).returncode == -9
    wal = log.folder / "c1.db-wal"
    assert wal.stat().st_size > 0
    wal.unlink()
    vault = log.unlock()
    assert Notice.OLDER_COPY in {notice.notice for notice in vault.notices}


def test_a_log_from_another_computer_says_that_this_one_has_no_memory_of_it(
    log: MadeForTest, tmp_path: Path
) -> None:
    log.lock(log.unlock())
    log.state = tmp_path / "another computer"
    assert {notice.notice for notice in log.unlock().notices} == {Notice.NO_MEMORY}


def test_an_older_key_file_is_noticed(log: MadeForTest) -> None:
    from safeguard_app.vault import user_keys

    old = [(log.folder / name).read_bytes() for name in _KEY_FILES]
    vault = log.unlock()
    user_keys.change_passphrase(vault, LEAD, "changed words")
    log.lock(vault)
    for name, raw in zip(_KEY_FILES, old, strict=True):
        (log.folder / name).write_bytes(raw)
    vault = log.unlock()
    notices = {notice.notice for notice in vault.notices}
    assert {Notice.OLDER_COPY, Notice.KEYS_DIFFER} <= notices
    assert "DSL" in {n.label for n in vault.notices if n.notice is Notice.KEYS_DIFFER}


def test_a_slot_that_the_roster_does_not_know_is_named(log: MadeForTest) -> None:
    from safeguard_app.vault.keys.vault_file import Slot

    content = vault_file.read(log.folder)
    mine = content.slots[0]
    forged = Slot(UserId("9" * 32), "Deputy 9", mine.salt, mine.cost, mine.recipient)
    vault_file.write(log.folder, msgspec.structs.replace(content, slots=(*content.slots, forged)))
    vault = log.unlock()
    assert [n.label for n in vault.notices if n.notice is Notice.KEYS_DIFFER] == ["Deputy 9"]


@pytest.mark.parametrize("changed", ["label", "school", "nation"])
def test_a_plain_word_of_the_key_file_that_the_log_does_not_know_is_named(
    log: MadeForTest, changed: str
) -> None:
    content = vault_file.read(log.folder)
    if changed == "label":
        first = msgspec.structs.replace(content.slots[0], label="Head of IT")
        forged = msgspec.structs.replace(content, slots=(first, *content.slots[1:]))
    elif changed == "school":
        forged = msgspec.structs.replace(content, school="Another School")
    else:
        forged = msgspec.structs.replace(content, nation="scotland")
    vault_file.write(log.folder, forged)
    named = [n.label for n in log.unlock().notices if n.notice is Notice.KEYS_DIFFER]
    assert named == ["Head of IT" if changed == "label" else "the school’s name or nation"]


def test_a_key_sealed_to_one_more_is_noticed(log: MadeForTest) -> None:
    from safeguard_app.vault.key_change import sealed_key
    from safeguard_app.vault.keys.identities import Identity

    vault = log.unlock()
    roster, key = vault.roster().content, vault.keys[Compartment.ADULTS]
    log.lock(vault)
    content = vault_file.read(log.folder)
    wider = (*roster.recipients(Compartment.ADULTS), Identity.generate().recipient)
    broken = dict(content.compartments)
    broken["c2"] = msgspec.structs.replace(broken["c2"], key=sealed_key(key, wider))
    vault_file.write(log.folder, msgspec.structs.replace(content, compartments=broken))
    differ = [n.compartment for n in log.unlock().notices if n.notice is Notice.KEYS_DIFFER]
    assert differ == [Compartment.ADULTS]


def test_a_clock_that_went_back_is_in_the_event_and_the_order_stays(log: MadeForTest) -> None:
    vault = log.unlock()
    file_incident(vault)
    log.clock.forward(-60 * 24 * 3650)
    file_incident(vault)
    newest = reading.events(vault.daily.connection, newest=vault.daily.head.number)[0].event
    assert newest.clock_back_seconds == 3650 * 24 * 3600
    assert newest.number == vault.daily.head.number
    assert chain.verify_events(vault.daily.connection, vault.file.vault_id, "c1") == []


def test_who_opens_what(log: MadeForTest) -> None:
    daily, adults, not_head, not_dsl = Compartment
    expected = {
        LEAD: {daily, adults, not_head},
        HEAD: {daily, adults, not_dsl},
        DEPUTY: {daily, adults, not_head, not_dsl},
        JUNIOR: {daily},
    }
    for passphrase, compartments in expected.items():
        vault = log.unlock(passphrase)
        assert set(vault.compartments) == compartments
        log.lock(vault)


def test_a_full_disk_elsewhere_costs_a_notice_not_the_unlock(
    log: MadeForTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = atomic_files.write_whole

    def full(target: Path, content: bytes) -> None:
        if log.state in target.parents:
            from safeguard_app.system.problems import DiskFull

            raise DiskFull
        real(target, content)

    monkeypatch.setattr("safeguard_app.vault.last_seen.write_whole", full)
    assert Notice.NOT_REMEMBERED in {notice.notice for notice in log.unlock().notices}


@pytest.mark.parametrize(
    ("name", "part"),
    [("c1.db", "the daily log (c1.db)"), ("c2.db", "the part about adults who work here (c2.db)")],
)
def test_damage_names_the_part_and_tells_missing_from_damaged(log: MadeForTest, name: str, part: str) -> None:
    path = log.folder / name
    _cut(log.folder, name, 1)
    with pytest.raises(DatabaseDamaged, match=re.escape(f"{part} is damaged")):
        log.unlock()
    path.unlink()
    with pytest.raises(DatabaseDamaged, match=re.escape(f"{part} is missing")):
        log.unlock()
