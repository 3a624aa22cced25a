"""A backup and a check go through the log in steps, and others write meanwhile: both stay true to one moment."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.errors import Cancelled
from safeguard_app.domain.identifiers import Compartment, RecordId, new_record_id
from safeguard_app.domain.users import Role
from safeguard_app.vault import backup_folder, drafts, restore_check, user_keys, verifying
from safeguard_app.vault.backup import back_up
from safeguard_app.vault.creation import NewUser
from safeguard_app.vault.database import PAGE
from safeguard_app.vault.open_vault import OpenVault
from safeguard_app.vault.problems import LongWorkUnderWay
from tests.vault.made_log import JUNIOR, LEAD, MadeForTest, attach, file_incident

T = TypeVar("T")


@dataclass
class Busy:
    """Somebody who works on while the long job pauses, and hears nothing while a piece of it runs beside."""

    work: Callable[[], object]
    every: int = 1
    pauses: int = 0
    asides: int = 0
    refused: list[BaseException] = field(default_factory=list)

    def pause(self) -> None:
        """Between two steps."""
        self.pauses += 1
        if self.pauses % self.every == 0:
            self.work()

    def aside(self, work: Callable[[], T]) -> T:
        """Before and after a piece that runs beside."""
        self.asides += 1
        self.work()
        made = work()
        self.work()
        return made


@pytest.fixture
def large(log: MadeForTest) -> OpenVault:
    """A log of some megabytes: long drafts, because they are quickly written."""
    vault = log.unlock()
    file_incident(vault, "Filed before.")
    file_incident(vault, "Filed before, about an adult.", Compartment.ADULTS)
    for number in range(12):
        drafts.save(vault, new_record_id(), bytes([number]) * 400_000)
    return vault


def _restored(log: MadeForTest, stick: Path, place: Path) -> OpenVault:
    """As the help says: the newest folder and ``files`` put together."""
    log.close_all()
    log.opened.clear()
    found = backup_folder.found_at(stick)
    shutil.copytree(backup_folder.generations(found)[-1][1], place / "again.safeguard")
    if (found / "files").is_dir():
        shutil.copytree(found / "files", place / "again.safeguard", dirs_exist_ok=True)
    log.folder, log.state = place / "again.safeguard", place / "another computer"
    return log.unlock()


def test_what_is_written_between_two_steps_is_in_the_backup_and_all_of_it_agrees(
    log: MadeForTest, large: OpenVault, stick: Path, tmp_path: Path
) -> None:
    written: list[tuple[Compartment, RecordId]] = []
    evidence: list[RecordId] = []

    def write() -> None:
        where = (Compartment.DAILY, Compartment.ADULTS)[len(written) % 2]
        record = file_incident(large, f"Filed while it was being copied, {len(written)}.", where)
        written.append((where, record))
        attach(large, record, b"pixels" * 200, where)
        evidence.append(record)

    busy = Busy(write, every=3)
    report = back_up(large, stick, way=busy)
    assert large.daily.path.stat().st_size > 4_000_000, "there were steps to write between"
    assert busy.pauses > 15 and len(written) > 6
    checked = restore_check.restore_check(stick, log.recovery)
    assert checked.findings == ()
    assert verifying.verify(large) == []
    manifest = backup_folder.read_manifest(backup_folder.generations(backup_folder.found_at(stick))[-1][1])
    stood = {
        name: large.compartment(Compartment(name)).head.number > head.number
        for name, head in manifest.heads.items()
    }
    assert stood["c1"], "what was filed after the last step of its copy is not in it"
    again = _restored(log, stick, tmp_path)
    there = [record for _, record in written if again.find(record) is not None]
    assert 3 < len(there) < len(written)
    assert report.files == len(there)
    assert verifying.verify(again) == []


def test_a_write_that_was_taken_back_is_not_in_the_backup(
    log: MadeForTest, large: OpenVault, stick: Path, tmp_path: Path
) -> None:
    taken_back: list[RecordId] = []

    def fail() -> None:
        """Each time SQLite begins the copy again; so it is not done for ever."""
        if len(taken_back) == 4:
            return
        record = new_record_id()
        taken_back.append(record)
        with (
            pytest.raises(ZeroDivisionError),
            large.daily.write(EventKind.NOTE_ADDED, large.user.id, log.clock.now()) as work,
        ):
            work.execute(
                "INSERT INTO draft (id, author, sealed, saved_at) VALUES (?, ?, zeroblob(300000), '')",
                (record, large.user.id),
            )
            raise ZeroDivisionError

    back_up(large, stick, way=Busy(fail, every=10))
    assert len(taken_back) == 4
    assert restore_check.restore_check(stick, log.recovery).findings == ()
    again = _restored(log, stick, tmp_path)
    ids = {row[0] for row in again.daily.connection.execute("SELECT id FROM draft").fetchall()}
    assert len(ids) == 12 and not ids & set(taken_back)


def test_keys_stay_as_they_are_while_the_log_is_gone_through(
    log: MadeForTest, large: OpenVault, stick: Path
) -> None:
    newcomer = NewUser("Bryn Tallis", "Deputy 3", (Role.DEPUTY,), "bryn words")
    acts: list[Callable[[], object]] = [
        lambda: user_keys.change_passphrase(large, LEAD, "other words"),
        lambda: user_keys.add_user(large, newcomer),
        lambda: user_keys.remove_user(large, log.users[3]),
        lambda: back_up(large, stick),
        lambda: verifying.verify(large),
    ]
    refused: list[str] = []

    def try_all() -> None:
        for act in acts:
            with pytest.raises(LongWorkUnderWay) as raised:
                act()
            refused.append(raised.value.code)

    back_up(large, stick, way=Busy(try_all, every=25))
    assert len(refused) >= 10
    before = len(refused)
    verifying.verify(large, way=Busy(try_all, every=5))
    assert len(refused) > before
    user_keys.remove_user(large, log.users[3])
    assert JUNIOR and len(large.file.slots) == 3, "and afterwards they change as ever"


def test_stopping_between_two_steps_leaves_nothing_and_the_log_is_free(
    log: MadeForTest, large: OpenVault, stick: Path
) -> None:
    def stop() -> None:
        raise Cancelled

    busy = Busy(lambda: None)
    busy.aside = lambda work: work()  # type: ignore[method-assign]
    busy.work, busy.every = stop, 9
    with pytest.raises(Cancelled):
        back_up(large, stick, way=busy)
    assert not [path for path in stick.rglob("*") if path.is_file()]
    assert back_up(large, stick).number == 1


def test_the_pages_are_copied_in_short_steps(large: OpenVault, stick: Path) -> None:
    busy = Busy(lambda: None)
    back_up(large, stick, way=busy)
    assert busy.pauses >= large.daily.path.stat().st_size // PAGE // 64


def test_a_check_finds_nothing_in_what_is_written_meanwhile(log: MadeForTest) -> None:
    vault = log.unlock()
    first = [file_incident(vault, f"Filed before, {number}.") for number in range(600)]
    attach(vault, first[0], b"pixels" * 500)
    written: list[RecordId] = []

    def write() -> None:
        written.append(file_incident(vault, f"Filed meanwhile, {len(written)}."))
        attach(vault, written[-1], b"more pixels" * 50)

    busy = Busy(write, every=2)
    assert verifying.verify(vault, way=busy) == []
    assert len(written) > 10
    assert verifying.verify(vault) == []


def test_a_check_in_steps_still_finds_what_was_altered(log: MadeForTest) -> None:
    vault = log.unlock()
    for number in range(300):
        file_incident(vault, f"Filed, {number}.")
    log.lock(vault)
    bare = log.bare()
    bare.execute("DROP TRIGGER version_kept_update")
    bare.execute("UPDATE version SET body = replace(body, 'Filed, 7.', 'Filed, 8.') WHERE case_serial = 8")
    bare.close()
    again = log.unlock()
    found = verifying.verify(again, way=Busy(lambda: file_incident(again, "Meanwhile."), every=2))
    assert ("row_altered", "2026-0008") in {(one.code, one.case) for one in found}
    assert not [one for one in found if one.case > "2026-0300"], (
        "nothing is said of what was written meanwhile"
    )
