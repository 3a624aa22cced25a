"""Backups: called one only when compared, never at the cost of an earlier one, and damage in any file is named."""

import errno
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeguard_app.domain.errors import Cancelled
from safeguard_app.domain.identifiers import Compartment, RecordId
from safeguard_app.system import regular_files
from safeguard_app.system.paths import LOG_SUFFIX
from safeguard_app.system.resources import read_resource
from safeguard_app.vault import (
    backup,
    backup_folder,
    database,
    hand_in,
    reading,
    restore_check,
    verified_copy,
)
from safeguard_app.vault.backup import back_up, last_backup
from safeguard_app.vault.findings import sentence
from safeguard_app.vault.keys import vault_file
from safeguard_app.vault.open_vault import Notice, OpenVault
from safeguard_app.vault.problems import (
    BackupInsideLog,
    BackupNotMade,
    KeyFileDamaged,
    NotABackup,
    WrongPassphrase,
    WrongRecoveryKey,
)
from safeguard_app.vault.sealed_files import path_of
from tests.vault.made_log import HEAD, JUNIOR, LEAD, MadeForTest, attach, file_incident, fingerprint


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    place = tmp_path / "stick"
    place.mkdir()
    return place


@pytest.fixture
def used(log: MadeForTest) -> MadeForTest:
    """A log with evidence in two compartments, one of them closed to the lead, and a hand-in that waits."""
    head = log.unlock(HEAD)
    record = file_incident(head, where=Compartment.NOT_DSL)
    attach(head, record, b"sealed from the lead" * 100, Compartment.NOT_DSL)
    log.lock(head)
    junior = log.unlock(JUNIOR)
    hand_in.hand_in(junior, Compartment.NOT_HEAD, b"Waiting.")
    log.lock(junior)
    lead = log.unlock()
    attach(lead, file_incident(lead), b"pixels" * 5000)
    log.lock(lead)
    return log


def _generation(stick: Path) -> Path:
    return backup_folder.generations(backup_folder.found_at(stick))[-1][1]


def _files(stick: Path) -> list[Path]:
    return sorted(path for path in stick.rglob("*") if path.is_file())


def test_a_backup_opens_with_each_key_and_holds_everything(used: MadeForTest, stick: Path) -> None:
    vault = used.unlock()
    report = back_up(vault, stick)
    assert (report.number, report.files, report.new_files, report.absent) == (1, 2, 2, 0)
    assert report.sealed == (Compartment.NOT_DSL,)
    assert last_backup(vault) == used.clock.now()
    used.lock(vault)
    with_key = restore_check.restore_check(stick, used.recovery)
    assert with_key.findings == ()
    assert set(with_key.opened) == set(Compartment)
    for passphrase, user in ((LEAD, 0), (HEAD, 1), (JUNIOR, 3)):
        report_ = restore_check.restore_check(stick, passphrase, used.users[user])
        assert report_.findings == ()
        assert report_.number == 1
    with pytest.raises(WrongPassphrase):
        restore_check.restore_check(stick, "not it", used.users[0])
    with pytest.raises(WrongRecoveryKey):
        restore_check.restore_check(stick, "AGE-SECRET-KEY-1" + "Q" * 58)


def test_what_is_restored_by_hand_is_the_log(used: MadeForTest, stick: Path, tmp_path: Path) -> None:
    """As the help says: the newest folder and ``files`` put together are a log again."""
    vault = used.unlock()
    record = file_incident(vault, "Backed up.")
    back_up(vault, stick)
    used.lock(vault)
    restored = tmp_path / "restored.safeguard"
    shutil.copytree(_generation(stick), restored)
    shutil.copytree(backup_folder.found_at(stick) / "files", restored, dirs_exist_ok=True)
    used.folder, used.state = restored, tmp_path / "other state"
    again = used.unlock()
    assert again.find(record) is not None
    from safeguard_app.vault import verifying

    assert verifying.verify(again) == []


_IN_CODE = re.compile(r"`([^`]+)`")


def _restoring_steps() -> list[str]:
    """The numbered steps under "Restoring" on the help page, as it is shipped."""
    page = read_resource("help/backup.md").decode().partition("## Restoring\n")[2].partition("\n## ")[0]
    return [line for line in page.splitlines() if re.match(r"\d\. ", line)]


def test_the_help_names_what_lies_on_the_stick() -> None:
    """Every name in the steps is one that the program gives; nothing else is asked to be found."""
    _, look, copy, evidence, *_ = (_IN_CODE.findall(step) for step in _restoring_steps())
    ending, example, partial = look
    assert (ending, partial) == (backup_folder.ENDING, backup_folder.PARTIAL)
    assert backup_folder.is_finished_name(example) and not backup_folder.is_finished_name(example + partial)
    assert copy == [LOG_SUFFIX]
    assert evidence == [backup_folder.FILES, f"{Compartment.DAILY}.files", vault_file.NAME]


def test_a_log_is_restored_by_the_steps_of_the_help(used: MadeForTest, stick: Path) -> None:
    """Done by hand as written, by the names in it, on the computer that knows the log as it was before."""
    vault = used.unlock()
    back_up(vault, stick)
    record = file_incident(vault, "Backed up, with evidence.")
    attach(vault, record, b"more pixels" * 100)
    back_up(vault, stick)
    lost = file_incident(vault, "After the backup.")
    used.lock(vault)
    on_stick = fingerprint(stick)

    steps = [_IN_CODE.findall(step) for step in _restoring_steps()]
    name = used.folder.name
    used.folder.rename(used.folder.with_name("damaged log"))
    (place,) = [one for one in stick.iterdir() if one.name.endswith(steps[1][0])]
    numbered = [
        one for one in place.iterdir() if one.name[:4].isdigit() and not one.name.endswith(steps[1][2])
    ]
    newest = max(numbered, key=lambda one: int(one.name[:4]))
    copied = used.folder.parent / newest.name
    shutil.copytree(newest, copied)
    assert name.endswith(steps[2][0])
    copied.rename(copied.with_name(name))
    for inside in (place / steps[3][0]).iterdir():
        shutil.copytree(inside, used.folder / inside.name)
    assert (used.folder / steps[3][1]).is_dir() and (used.folder / steps[3][2]).is_file()

    again = used.unlock()
    assert {notice.notice for notice in again.notices} == {Notice.OLDER_COPY}
    assert again.find(record) is not None and again.find(lost) is None
    from safeguard_app.vault import verifying

    assert {finding.code for finding in verifying.verify(again)} == {"older_copy"}
    assert fingerprint(stick) == on_stick


def test_checking_changes_nothing(used: MadeForTest, stick: Path) -> None:
    vault = used.unlock()
    back_up(vault, stick)
    before = fingerprint(stick)
    restore_check.restore_check(stick, used.recovery)
    assert fingerprint(stick) == before


def test_later_backups_copy_only_what_is_new_and_old_ones_stay(used: MadeForTest, stick: Path) -> None:
    vault = used.unlock()
    back_up(vault, stick)
    first = fingerprint(_generation(stick))
    attach(vault, file_incident(vault), b"another" * 100)
    report = back_up(vault, stick)
    assert (report.number, report.files, report.new_files) == (2, 3, 1)
    generations = backup_folder.generations(report.place)
    assert fingerprint(generations[0][1]) == first
    for _ in range(backup.KEPT + 1):
        back_up(vault, stick)
    assert len(backup_folder.generations(report.place)) == backup.KEPT
    assert restore_check.restore_check(stick, used.recovery).findings == ()


def _flip(path: Path, place: int) -> None:
    raw = bytearray(path.read_bytes())
    raw[place] ^= 1
    path.write_bytes(bytes(raw))


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
    assert there.read_bytes() == good
    assert restore_check.restore_check(stick, used.recovery).findings == ()
    again = back_up(vault, stick)
    assert (again.new_files, again.mended) == (0, 0)


def test_a_file_spoiled_in_both_places_is_said(used: MadeForTest, stick: Path) -> None:
    vault = used.unlock()
    back_up(vault, stick)
    (name,) = vault.daily.known_files()
    _flip(path_of(backup_folder.found_at(stick) / backup_folder.FILES / "c1.files", name), 300)
    _flip(path_of(vault.daily.files, name), 400)
    report = back_up(vault, stick)
    assert (report.mended, report.doubtful) == (0, 1)


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


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_damage_to_any_file_is_found(used: MadeForTest, stick: Path, data: st.DataObject) -> None:
    if not any(stick.iterdir()):
        vault = used.unlock()
        back_up(vault, stick)
        used.lock(vault)
    path = data.draw(st.sampled_from(_files(stick)))
    raw = path.read_bytes()
    spoiled = bytearray(raw)
    spoiled[data.draw(st.integers(0, len(raw) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    path.write_bytes(bytes(spoiled))
    try:
        report = restore_check.restore_check(stick, used.recovery)
    except (NotABackup, KeyFileDamaged, WrongRecoveryKey):
        assert path.name in {backup_folder.MANIFEST, vault_file.NAME}
    else:
        assert report.findings
        assert all(sentence(finding) for finding in report.findings)
        named = " ".join(finding.about for finding in report.findings)
        assert path.name in named or path.name == backup_folder.MANIFEST
    finally:
        path.write_bytes(raw)


def test_missing_extra_and_older_files_are_found(used: MadeForTest, stick: Path) -> None:
    vault = used.unlock()
    back_up(vault, stick)
    older = (_generation(stick) / "c1.db").read_bytes()
    file_incident(vault)
    back_up(vault, stick)
    generation = _generation(stick)

    def codes() -> set[str]:
        return {finding.code for finding in restore_check.restore_check(stick, used.recovery).findings}

    assert codes() == set()
    newest = (generation / "c1.db").read_bytes()
    (generation / "c1.db").write_bytes(older)
    assert {"copy_altered", "head_differs"} <= codes()
    (generation / "c1.db").write_bytes(newest)
    (generation / "planted.db").write_bytes(b"x")
    assert codes() == {"copy_extra"}
    (generation / "planted.db").unlink()
    stored = next(stick.rglob("*.age"))
    kept = stored.read_bytes()
    stored.unlink()
    assert "copy_missing" in codes()
    stored.write_bytes(kept)
    assert codes() == set()


def test_a_list_that_was_made_to_fit_is_not_believed(used: MadeForTest, stick: Path) -> None:
    import msgspec

    vault = used.unlock()
    back_up(vault, stick)
    generation = _generation(stick)
    victim = next(generation.rglob("*.age"))
    victim.write_bytes(b"replaced")
    manifest = backup_folder.read_manifest(generation)
    inside = victim.relative_to(generation).as_posix()
    fitted = tuple(
        verified_copy.measured(victim, inside) if one.path == inside else one for one in manifest.files
    )
    forged = msgspec.structs.replace(manifest, files=fitted)
    (generation / backup_folder.MANIFEST).write_bytes(backup_folder.encode(forged))
    report = restore_check.restore_check(stick, used.recovery)
    assert {finding.code for finding in report.findings} == {"manifest_altered"}


@pytest.mark.parametrize("path", ["../../outside", "/etc/passwd", "a\\b", "c:x", "files/../../x"])
def test_a_list_that_leads_outside_is_not_one(used: MadeForTest, stick: Path, path: str) -> None:
    import msgspec

    back_up(used.unlock(), stick)
    generation = _generation(stick)
    manifest = backup_folder.read_manifest(generation)
    led = msgspec.structs.replace(manifest, files=(verified_copy.Copied(path, 1, "0"),))
    (generation / backup_folder.MANIFEST).write_bytes(backup_folder.encode(led))
    with pytest.raises(NotABackup):
        restore_check.restore_check(stick, used.recovery)


def test_not_inside_the_log_itself(used: MadeForTest, tmp_path: Path) -> None:
    vault = used.unlock()
    link = tmp_path / "link"
    link.symlink_to(used.folder)
    for place in (used.folder, used.folder / "c1.files", link):
        before = fingerprint(used.folder)
        with pytest.raises(BackupInsideLog):
            back_up(vault, place)
        assert fingerprint(used.folder) == before


def test_another_logs_backup_is_left_alone(used: MadeForTest, stick: Path, tmp_path: Path) -> None:
    from tests.vault.made_log import make_log

    back_up(used.unlock(), stick)
    other = make_log(tmp_path / "elsewhere")
    before = fingerprint(stick)
    with pytest.raises(BackupNotMade) as caught:
        back_up(other.unlock(), stick)
    assert caught.value.cause == "another_log"
    assert fingerprint(stick) == before
    other.close_all()


def test_a_place_that_is_not_there(used: MadeForTest, tmp_path: Path) -> None:
    with pytest.raises(BackupNotMade) as caught:
        back_up(used.unlock(), tmp_path / "pulled out")
    assert caught.value.cause == "file_gone"


@pytest.mark.parametrize("kind", ["file", "pipe", "device", "link to nothing"])
def test_a_place_that_is_no_folder(used: MadeForTest, tmp_path: Path, kind: str) -> None:
    place = tmp_path / "stick"
    match kind:
        case "file":
            place.write_bytes(b"not a folder")
        case "pipe":
            os.mkfifo(place)
        case "device":
            place.symlink_to("/dev/zero")
        case _:
            place.symlink_to(tmp_path / "nowhere")
    with pytest.raises(BackupNotMade) as caught:
        back_up(used.unlock(), place)
    assert caught.value.cause == "file_gone"


@pytest.mark.parametrize("kind", ["file", "pipe", "device"])
def test_something_in_the_place_of_the_backups_own_folder_is_left_alone(
    used: MadeForTest, stick: Path, kind: str
) -> None:
    vault = used.unlock()
    place = stick / (vault.folder.name.removesuffix(".safeguard") + ".safeguard-backup")
    match kind:
        case "file":
            place.write_bytes(b"somebody's own")
        case "pipe":
            os.mkfifo(place)
        case _:
            place.symlink_to("/dev/null")
    with pytest.raises(BackupNotMade):
        back_up(vault, stick)
    assert place.is_symlink() or kind != "device"
    assert kind != "file" or place.read_bytes() == b"somebody's own"


@pytest.mark.parametrize(
    ("number", "cause"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EROFS, "read_only_folder"),
    ],
)
def test_a_failure_at_any_step_leaves_the_earlier_backup_as_it_was(
    used: MadeForTest, stick: Path, monkeypatch: pytest.MonkeyPatch, number: int, cause: str
) -> None:
    """Every flush and every rename in turn is the one that fails."""
    vault = used.unlock()
    back_up(vault, stick)
    earlier = fingerprint(_generation(stick))
    attach(vault, file_incident(vault), os.urandom(50))
    failed = 0
    for step in range(100):
        with monkeypatch.context() as patched:
            finished = _fails_at(step, number, vault, stick, patched)
        if finished:
            break
        failed += 1
        assert fingerprint(_generation(stick)) == earlier
        assert not list(stick.rglob("*.partial"))
    assert failed > 5
    report = restore_check.restore_check(stick, used.recovery)
    assert (report.number, report.findings) == (2, ())
    causes = _CAUSES.pop(number)
    assert causes == {cause}


_CAUSES: dict[int, set[str]] = {}


def _fails_at(step: int, number: int, vault: OpenVault, stick: Path, patched: pytest.MonkeyPatch) -> bool:
    left = [step]
    fsync, rename = os.fsync, os.rename

    def counted() -> None:
        left[0] -= 1
        if left[0] == -1:
            raise OSError(number, "refused")

    def flushing(descriptor: int) -> None:
        counted()
        fsync(descriptor)

    def renaming(self: Path, target: Path) -> Path:
        counted()
        rename(self, target)
        return Path(target)

    patched.setattr(os, "fsync", flushing)
    patched.setattr(Path, "replace", renaming)
    patched.setattr(Path, "rename", renaming)
    try:
        back_up(vault, stick)
    except BackupNotMade as problem:
        _CAUSES.setdefault(number, set()).add(problem.cause)
        return False
    return True


def test_a_copy_that_differs_is_no_backup(
    used: MadeForTest, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = database.open_for_reading

    def older(path: Path, key: bytes) -> object:
        raw = bytearray(path.read_bytes())
        raw[5000] ^= 1
        path.write_bytes(bytes(raw))
        return real(path, key)

    monkeypatch.setattr(database, "open_for_reading", older)
    from safeguard_app.vault.problems import DatabaseDamaged

    with pytest.raises((BackupNotMade, DatabaseDamaged)):
        back_up(used.unlock(), stick)
    with pytest.raises(NotABackup):
        restore_check.restore_check(stick, used.recovery)


def test_stopping_leaves_nothing_half_done(used: MadeForTest, stick: Path) -> None:
    vault = used.unlock()
    with pytest.raises(Cancelled):
        back_up(vault, stick, lambda done, _total: done < 50_000)
    assert not list(stick.rglob("*.partial"))
    assert last_backup(vault) is None


def test_a_stored_file_that_is_gone_is_counted_not_hidden(used: MadeForTest, stick: Path) -> None:
    vault = used.unlock()
    (name,) = vault.daily.known_files()
    path_of(vault.daily.files, name).unlink()
    assert back_up(vault, stick).absent == 1


def test_the_event_says_counts_only(used: MadeForTest, stick: Path) -> None:
    vault = used.unlock()
    back_up(vault, stick)
    newest = reading.events(vault.daily.connection, newest=vault.daily.head.number)[0].event
    assert dict(newest.facts) == {"number": 1, "sealed": 1, "absent": 0}


def test_no_plain_word_lies_on_the_stick(used: MadeForTest, stick: Path) -> None:
    back_up(used.unlock(), stick)
    for path in _files(stick):
        raw = path.read_bytes()
        for word in (b"Marker", b"Imogen", b"pixels", b"sealed from the lead", b"SQLite format"):
            assert word not in raw


def test_unfinished_writes_of_a_closed_part_are_kept_and_said(
    used: MadeForTest, stick: Path, tmp_path: Path
) -> None:
    """The Headteacher's program was killed; the lead, who cannot open that part, makes the backup."""
    script = (
        "import os, sys; from pathlib import Path; from safeguard_app.domain.identifiers import Compartment;"
        "from safeguard_app.vault.unlocking import Surroundings, unlock;"
        "from tests.vault.made_log import HEAD, StoppedClock, file_incident;"
        "vault = unlock(Path(sys.argv[1]), sys.argv[2], HEAD, Surroundings(StoppedClock(), Path(sys.argv[3])));"
        "print(file_incident(vault, 'Just before the crash.', Compartment.NOT_DSL), flush=True);"
        "os.kill(os.getpid(), 9)"
    )
    command = [sys.executable, "-c", script, str(used.folder), used.users[1], str(used.state)]
    record = RecordId(subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip())
    assert (used.folder / "c4.db-wal").stat().st_size > 0
    back_up(used.unlock(), stick)
    mine = restore_check.restore_check(stick, LEAD, used.users[0])
    assert (mine.findings, mine.compared) == ((), (Compartment.NOT_DSL,))
    with_key = restore_check.restore_check(stick, used.recovery)
    assert (with_key.findings, with_key.compared) == ((), (Compartment.NOT_DSL,))
    used.close_all()
    restored = tmp_path / "restored.safeguard"
    shutil.copytree(_generation(stick), restored)
    shutil.copytree(backup_folder.found_at(stick) / "files", restored, dirs_exist_ok=True)
    used.folder = restored
    assert used.unlock(HEAD).find(record) is not None
