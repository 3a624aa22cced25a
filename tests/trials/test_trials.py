"""The trials themselves: that each could fail, and that the command says so when one does."""

import base64
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.evidence_files import child
from safeguard_app.evidence_files.apart import LookingIn
from safeguard_app.evidence_files.pixels import NotShown
from safeguard_app.services import evidence
from safeguard_app.services.media_types import TYPES, UNKNOWN, media_type_of
from safeguard_app.services.session import Session
from safeguard_app.system.limited_process import ProcessStopped
from safeguard_app.vault import database, sealed_files, verifying
from tests.evidence_files.made_files import picture
from tests.trials import __main__ as command
from tests.trials.damage import Spoil, Victim, a_victim, judge
from tests.trials.forked_looking import Ends, ForkedLooking
from tests.trials.intake_desk import begin, half_there, offered, sit_down, wrong_after_unlock
from tests.trials.plaintext import MARKER, shows_marker
from tests.trials.sameness import said_before
from tests.trials.simulated_disk import Note, Operation, SimulatedDisk
from tests.trials.spoiled_files import whole_files
from tests.trials.trial import Setting, Tally
from tests.vault.made_log import DEPUTY, MadeForTest, make_log


def _disk(*notes: tuple[Operation, str, int, bytes]) -> SimulatedDisk:
    disk = SimulatedDisk({"old": b"old"}, {"folder"})
    for note in notes:
        disk.apply(Note(*note))
    return disk


def _survivors(disk: SimulatedDisk, path: str) -> set[bytes | None]:
    return {disk.after_power_cut(Random(seed))[0].get(path) for seed in range(60)}


def test_what_was_not_flushed_may_be_lost() -> None:
    disk = _disk(
        (Operation.CREATED, "new", 0, b""),
        (Operation.WRITTEN, "new", 0, b"content"),
    )
    assert _survivors(disk, "new") == {None, b"", b"content"}
    assert _survivors(disk, "old") == {b"old"}


def test_what_was_flushed_is_kept() -> None:
    disk = _disk(
        (Operation.CREATED, "new", 0, b""),
        (Operation.WRITTEN, "new", 0, b"content"),
        (Operation.FLUSHED, "new", 0, b""),
    )
    assert _survivors(disk, "new") == {b"content"}


def test_sectors_are_lost_one_by_one() -> None:
    disk = _disk((Operation.WRITTEN, "old", 0, b"a" * 1024))
    assert b"a" * 512 in _survivors(disk, "old")
    assert bytes(512) + b"a" * 512 in {
        raw and raw.replace(b"old", bytes(3)) for raw in _survivors(disk, "old")
    }


def test_a_rename_is_kept_once_its_folder_was_flushed() -> None:
    renamed = (
        (Operation.CREATED, "folder/new", 0, b""),
        (Operation.FLUSHED, "folder/new", 0, b""),
        (Operation.RENAMED, "folder/new", 0, b"folder/named"),
    )
    assert _survivors(_disk(*renamed), "folder/named") == {None, b""}
    assert _survivors(_disk(*renamed, (Operation.FLUSHED, "folder", 0, b"")), "folder/named") == {b""}


def test_a_folder_that_was_not_flushed_may_take_its_files_with_it() -> None:
    disk = _disk(
        (Operation.FOLDER_MADE, "made", 0, b""),
        (Operation.CREATED, "made/new", 0, b""),
        (Operation.FLUSHED, "made/new", 0, b""),
        (Operation.FLUSHED, "made", 0, b""),
    )
    assert _survivors(disk, "made/new") == {None, b""}


@pytest.mark.parametrize("before", ["", "a", "ab", "abc"])
def test_the_marker_is_found_in_every_spelling(before: str) -> None:
    text = f"{before}{MARKER} and more"
    for raw in (
        text.encode(),
        text.lower().encode(),
        text.encode("utf-16-le"),
        text.encode().hex().encode(),
        base64.b64encode(text.encode()),
    ):
        assert shows_marker(b"\x00" + raw + b"\xff")
    assert not shows_marker(text.encode()[::-1])


@pytest.mark.parametrize(("outcome", "code"), [("passed", 0), ("failure", 1), ("nothing", 1)])
def test_the_command_reports_and_exits(
    outcome: str,
    code: int,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def trial(setting: Setting) -> Tally:
        assert setting.folder.is_dir()
        tally = Tally()
        if outcome != "nothing":
            tally.expect(outcome == "passed", "what went wrong")
        return tally

    monkeypatch.setattr(command, "trial_called", lambda _: trial)
    file = tmp_path / "rows.json"
    assert command.main(["kill9", "--json", str(file)]) == code
    (row,) = json.loads(file.read_text(encoding="utf-8"))
    assert {"trial", "count", "failures", "seconds"} <= set(row)
    assert ("what went wrong" in capsys.readouterr().out) == (outcome == "failure")


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(SystemExit):
        command.main(["no-such-trial"])


def test_every_name_is_a_trial() -> None:
    assert all(callable(command.trial_called(name)) for name in command.NAMES)


@pytest.fixture(scope="module")
def victim(tmp_path_factory: pytest.TempPathFactory) -> Victim:
    return a_victim(tmp_path_factory.mktemp("victim"), killed=False)


def _judged(victim: Victim, spoil: Spoil) -> Tally:
    tally = Tally()
    judge(victim, spoil, tally, "spoiled")
    assert tally.count == 1
    return tally


def _altering(victim: Victim, *statements: str) -> Spoil:
    """Somebody with the key and a tool of their own."""

    def spoil(root: Path) -> None:
        path = root / victim.whole.folder.name / f"{Compartment.DAILY}.db"
        connection = database.open_existing(path, victim.whole.key(Compartment.DAILY))
        for statement in statements:
            connection.execute(statement)
        connection.close()

    return spoil


def _cut_an_exhibit(victim: Victim) -> Spoil:
    def spoil(root: Path) -> None:
        files = root / victim.whole.folder.name / f"{Compartment.DAILY}.files"
        path = next(files.rglob(f"*{sealed_files.SUFFIX}"))
        path.write_bytes(path.read_bytes()[:-1])

    return spoil


def test_a_log_left_alone_is_harmless(victim: Victim) -> None:
    assert _judged(victim, lambda _: None) == Tally(1, notes={"harmless": 1})


@pytest.mark.parametrize(
    ("statements", "read"),
    [
        (
            (
                "DROP TRIGGER version_kept_update",
                "UPDATE version SET body = replace(body, 'Words of', 'Other words of')",
            ),
            "c1 version",
        ),
        (("UPDATE summary SET state = 'closed' WHERE kind = 'incident'",), "c1 summary"),
        (("DELETE FROM file_key",), "c1 file_key"),
    ],
)
def test_altered_words_are_a_failure_though_the_check_finds_them(
    victim: Victim, statements: tuple[str, ...], read: str
) -> None:
    spoil = _altering(victim, *statements)
    altered = victim.spoiled(spoil).unlock(DEPUTY)
    assert verifying.verify(altered)
    altered.abandon()
    (failure,) = _judged(victim, spoil).failed
    assert "OtherWordsError" in failure
    assert read in failure


def test_a_crash_on_reading_is_a_failure_though_the_check_finds_the_damage(
    victim: Victim, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> bytes:
        raise RuntimeError("a bug")

    spoil = _cut_an_exhibit(victim)
    damaged = victim.spoiled(spoil).unlock(DEPUTY)
    assert verifying.verify(damaged)
    damaged.abandon()
    monkeypatch.setattr(sealed_files, "read", crash)
    (failure,) = _judged(victim, spoil).failed
    assert "RuntimeError a bug" in failure


def test_a_read_that_says_damage_is_a_pass(victim: Victim, monkeypatch: pytest.MonkeyPatch) -> None:
    tally = _judged(victim, _cut_an_exhibit(victim))
    assert tally == Tally(1, notes={"found by the check": 1})
    monkeypatch.setattr(verifying, "verify", lambda _: [])
    assert _judged(victim, _cut_an_exhibit(victim)) == Tally(1, notes={"said on reading": 1})


def test_an_earlier_time_is_a_beginning_of_what_was_written() -> None:
    assert said_before("version", [1, 2], [1, 2, 3])
    assert not said_before("version", [1, 3], [1, 2, 3])
    assert said_before("summary", [1, 3], [1, 2, 3])
    assert not said_before("summary", [1, 4], [1, 2, 3])
    assert not said_before("file", b"a", b"ab")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[MadeForTest, Session, Reference]]:
    """A log with one incident, to which one batch of two files was taken in."""
    log = make_log(tmp_path / "log")
    session = sit_down(log)
    about, permit = begin(session)
    paths = [tmp_path / "one.txt", tmp_path / "two.txt"]
    for path in paths:
        path.write_text(path.name, encoding="utf-8")
    assert len(evidence.take_in(session, permit, offered(paths)).taken) == 2
    yield log, session, about
    log.close_all()


_TWO = [b"one.txt", b"two.txt"]


def test_a_whole_batch_is_not_half_there(desk: tuple[MadeForTest, Session, Reference]) -> None:
    _, session, about = desk
    assert half_there(session, about, _TWO) == [] == wrong_after_unlock(session)


def test_an_exhibit_that_is_not_what_was_offered_is_found(
    desk: tuple[MadeForTest, Session, Reference],
) -> None:
    _, session, about = desk
    assert half_there(session, about, [b"one.txt", b"other"]) == ["Ex2 is not what was offered"]


def test_a_record_without_its_file_and_a_file_without_a_record_are_found(
    desk: tuple[MadeForTest, Session, Reference],
) -> None:
    _, session, about = desk
    files = session.vault.daily.files
    sealed_files.all_files(files)[0].unlink()
    assert [one[-len("has no file") :] for one in half_there(session, about, _TWO)] == ["has no file"]
    assert len(wrong_after_unlock(session)) == 1, "the check finds it too"
    sealed_files.take_in_bytes(files, b"an orphan")
    assert "1 files on the shelf that no record names" in wrong_after_unlock(session)


def _dies() -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def _raises() -> int:
    raise ValueError("a bug")


def forked_answers_as_one_started_anew() -> None:
    """In a process of its own."""
    ends, anew = Ends(), LookingIn()
    for content in (picture("PNG", 5, 3, (1, 2, 3, 255)), b"no picture"):
        said: list[object] = []
        for looking in (ForkedLooking(ends), anew):
            try:
                said.append(looking.show(content, "image/png"))
            except NotShown as refused:
                said.append(refused.refusal)
        assert said[0] == said[1]
    assert ends.count == 2 and not ends.killed and not ends.raised
    anew.end()


def forked_and_how_each_ended() -> None:
    """In a process of its own."""
    for main, ended in ((_dies, {"SIGKILL": 1}), (_raises, {})):
        ends = Ends()
        with pytest.MonkeyPatch.context() as patched, pytest.raises(ProcessStopped):
            patched.setattr(child, "main", main)
            ForkedLooking(ends).read(b"content", "text/plain")
        assert ends.count == 1 and ends.killed == ended and len(ends.raised) == (not ended)


@pytest.mark.parametrize("what", [forked_answers_as_one_started_anew, forked_and_how_each_ended])
def test_forked_processes_are_as_those_started_anew_and_how_they_end_is_counted(
    what: Callable[[], None],
) -> None:
    """Apart: this process may be larger by now than such a process may become."""
    words = f"from tests.trials import test_trials; test_trials.{what.__name__}()"
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_kind_that_is_spoiled_was_known_before() -> None:
    kinds = {media_type_of(content[:4096]) for content in whole_files().values()}
    assert set(TYPES) - kinds == {"image/avif", "audio/mp4", "video/mp4", UNKNOWN}
