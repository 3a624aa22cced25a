"""Backups: called one only when compared, never at the cost of an earlier one, and damage in any file is named."""

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeguard_app.domain.errors import Cancelled
from safeguard_app.domain.identifiers import Compartment, RecordId
from safeguard_app.vault import (
    backup,
    backup_folder,
    database,
    reading,
    restore_check,
    verified_copy,
)
from safeguard_app.vault.backup import back_up, last_backup
from safeguard_app.vault.findings import sentence
from safeguard_app.vault.keys import vault_file
from safeguard_app.vault.open_vault import OpenVault
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
    counts = {name: value for name, value in newest.facts.items() if name != "begun"}
    assert counts == {"number": 1, "sealed": 1, "absent": 0, "mended": 0, "doubtful": 0}
    assert newest.facts["begun"] == used.clock.now().isoformat()


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
