"""The headless front end: exit codes, ways to give a passphrase, and what is said, over a real log."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from safeguard_app import cli
from safeguard_app.domain.document_identity import grouped_digits
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.school import School
from safeguard_app.domain.users import Role
from safeguard_app.services import keeping, opening, paper
from safeguard_app.services.log_face import face_of
from safeguard_app.services.opening import Computer
from safeguard_app.services.paper_views import Issued, RegisterPaper
from safeguard_app.system.settings import Settings, write_settings
from safeguard_app.vault.creation import NewUser, create
from safeguard_app.vault.keys.stretching import CHEAPEST
from tests.shipped import shipped_catalogue

LEAD, HEAD = "quiet maple river", "early stone window"
NOW = datetime(2026, 9, 14, 8, 5, tzinfo=UTC)
Run = Callable[..., int]


class _Morning:
    """A clock that stands still."""

    def now(self) -> datetime:
        return NOW


@dataclass(frozen=True)
class Made:
    """A log of two users on a computer that has not seen it."""

    log: Path
    computer: Computer
    recovery: str


@pytest.fixture
def made(tmp_path: Path) -> Made:
    users = (
        NewUser("Miss Jo Abbey", "DSL", (Role.DSL,), LEAD),
        NewUser("Mrs Carol Denning", "Headteacher", (Role.HEAD,), HEAD),
    )
    log = tmp_path / "school.safeguard"
    school = School("Baylis Lane Primary", Nation.ENGLAND, "Eastmarch Council")
    made = create(log, school, users, _Morning(), cost=CHEAPEST, demo=True)
    computer = Computer(_Morning(), ZoneInfo("Europe/London"), tmp_path / "state", shipped_catalogue())
    return Made(log, computer, made.recovery_key)


def run(made: Made, *words: str | Path, secret: str | None = None) -> int:
    """One command; ``secret`` comes through a pipe."""
    arguments = [str(word) for word in words]
    if secret is not None:
        reading, writing = os.pipe()
        os.write(writing, secret.encode())
        os.close(writing)
        arguments += ["--passphrase-fd", str(reading)]
    return cli.main(arguments, made.computer)


def test_a_whole_log_ends_with_0_and_says_what_was_checked(
    made: Made, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(made, "verify", made.log, secret=f"{LEAD}\n") == 0
    said = capsys.readouterr().out
    assert "Whole:" in said
    assert "the daily log" in said


def test_the_first_slot_opens_unless_a_role_is_named(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(made, "verify", made.log, "--as", "headteacher", secret=HEAD) == 0
    assert run(made, "verify", made.log, "--as", "Headteacher", secret=LEAD) == 2
    assert run(made, "verify", made.log, "--as", "Caretaker", secret=LEAD) == 2
    assert "“DSL”, “Headteacher”" in capsys.readouterr().out


def test_a_wrong_passphrase_ends_with_2_and_names_no_damage(
    made: Made, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(made, "verify", made.log, secret="not the one at all") == 2
    said = capsys.readouterr().out
    assert "passphrase" in said
    assert "damaged" not in said


def test_a_folder_that_is_no_log_ends_with_2(made: Made, tmp_path: Path) -> None:
    assert run(made, "verify", tmp_path / "nowhere", secret=LEAD) == 2


def test_a_name_that_no_disk_takes_ends_with_2(
    made: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(made, "verify", tmp_path / ("x" * 300 + ".safeguard"), secret=LEAD) == 2
    said = capsys.readouterr()
    assert "too long" in said.out and "Traceback" not in said.err


def test_a_folder_that_may_not_be_looked_into_ends_with_2(
    made: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    stat = Path.stat

    def refused(path: Path, **named: bool) -> object:
        if path.parent.name == "shut.safeguard":
            raise PermissionError(13, "no")
        return stat(path, **named)

    monkeypatch.setattr(Path, "stat", refused)
    assert run(made, "verify", tmp_path / "shut.safeguard", secret=LEAD) == 2
    said = capsys.readouterr().out
    assert "may not look into" in said and "shut" not in said


def test_a_damaged_database_ends_with_2_or_1_and_is_never_whole(
    made: Made, capsys: pytest.CaptureFixture[str]
) -> None:
    path = made.log / "c2.db"
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)
    assert run(made, "verify", made.log, secret=LEAD) in (1, 2)
    assert "Whole" not in capsys.readouterr().out


@pytest.mark.parametrize("number", ["99999", "-1"])
def test_a_descriptor_that_is_not_there_ends_with_2(
    made: Made, number: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(made, "verify", made.log, f"--passphrase-fd={number}") == 2
    assert "file descriptor" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["verify"], ["conquer"], [], ["verify", "x", "--passphrase", "secret"]])
def test_a_command_not_understood_ends_with_3(
    made: Made, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        run(made, *words)
    assert ended.value.code == 3
    assert "usage:" in capsys.readouterr().err


def test_ctrl_c_at_the_prompt_ends_with_130(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_prompt: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("getpass.getpass", interrupted)
    assert run(made, "verify", made.log) == 130


def test_without_a_terminal_no_passphrase_is_taken_from_a_script(made: Made) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "safeguard_app", "--cli", "verify", str(made.log)],
        input=f"{LEAD}\n",
        capture_output=True,
        text=True,
        timeout=120,
        start_new_session=True,  # no controlling terminal
        check=False,
    )
    assert ended.returncode == 2
    assert "--passphrase-fd" in ended.stdout
    assert "Traceback" not in ended.stderr


def test_what_is_typed_at_the_prompt_is_not_shown(made: Made) -> None:
    terminals = pytest.importorskip("pty", reason="pseudo terminals are of Unix")
    ours, theirs = terminals.openpty()
    program = subprocess.Popen(
        [sys.executable, "-m", "safeguard_app", "--cli", "verify", str(made.log)],
        stdin=theirs,
        stdout=subprocess.DEVNULL,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    shown = b""
    while b": " not in shown:
        shown += os.read(ours, 4096)
    os.write(ours, f"{LEAD}\n".encode())
    assert program.wait(120) == 0
    shown += _rest(ours)
    assert b"Passphrase of DSL" in shown
    assert LEAD.encode() not in shown


def _rest(terminal: int) -> bytes:
    """What still stands in a terminal whose other end has gone."""
    shown = b""
    try:
        while more := os.read(terminal, 4096):
            shown += more
    except OSError:
        pass
    finally:
        os.close(terminal)
    return shown


def test_a_backup_and_its_check_by_passphrase_and_by_recovery_key(
    made: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    assert run(made, "backup", made.log, stick, secret=LEAD) == 0
    assert "Backed up, opened and compared" in capsys.readouterr().out
    assert run(made, "restore-check", stick, secret=LEAD) == 0
    assert run(made, "restore-check", stick, "--recovery-key", secret=made.recovery) == 0
    assert "opens and is whole" in capsys.readouterr().out
    assert run(made, "restore-check", stick, secret="something else entirely") == 2
    assert run(made, "restore-check", tmp_path / "state", secret=LEAD) == 2


def test_a_backup_of_a_log_that_lacks_a_file_ends_with_1(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = keeping.BackupReport(tmp_path, ("Missing in the log itself",), "", whole=False)
    monkeypatch.setattr(keeping, "back_up", lambda *_: report)
    assert run(made, "backup", made.log, tmp_path, secret=LEAD) == 1


def test_a_damaged_backup_ends_with_1(made: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    assert run(made, "backup", made.log, stick, secret=LEAD) == 0
    copy = next(stick.rglob("c2.db"))
    copy.write_bytes(copy.read_bytes() + b"x")
    assert run(made, "restore-check", stick, secret=LEAD) == 1
    assert "fault" in capsys.readouterr().out


def test_a_mended_key_file_is_a_finding(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    (made.log / "vault.json.copy").unlink()
    assert run(made, "verify", made.log, secret=LEAD) == 1
    assert "key file" in capsys.readouterr().out
    assert run(made, "verify", made.log, secret=LEAD) == 0, "mended on the way in"


def test_a_file_set_aside_is_a_finding(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    shelf = made.log / "c1.files" / "ab"
    shelf.mkdir(parents=True)
    (shelf / f"{'ab' * 16}.age").write_bytes(b"not ours")
    assert run(made, "verify", made.log, secret=LEAD) == 1
    assert "no record names" in capsys.readouterr().out


def test_a_part_without_a_key_here_is_named_and_missed_when_it_is_gone(
    made: Made, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(made, "verify", made.log, secret=LEAD) == 0
    assert "Not checked, because your key does not open it" in capsys.readouterr().out
    whole = (made.log / "c4.db").read_bytes()
    (made.log / "c4.db").write_bytes(whole[:-7])
    assert run(made, "verify", made.log, secret=LEAD) == 1
    (made.log / "c4.db").unlink()
    assert run(made, "verify", made.log, secret=LEAD) == 1
    assert "missing" in capsys.readouterr().out
    (made.log / "c4.db").write_bytes(whole)
    assert run(made, "verify", made.log, secret=LEAD) == 0


def test_an_older_copy_is_a_finding(made: Made, tmp_path: Path) -> None:
    assert run(made, "verify", made.log, secret=LEAD) == 0
    older = tmp_path / "older.safeguard"
    shutil.copytree(made.log, older)
    assert run(made, "verify", made.log, secret=LEAD) == 0
    shutil.rmtree(made.log)
    older.rename(made.log)
    assert run(made, "verify", made.log, secret=LEAD) == 1


def test_the_installation_tests_itself(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(made, "self-test") == 0
    assert capsys.readouterr().out


def test_the_demo_is_offered_only_where_the_layer_above_brings_it(made: Made) -> None:
    with pytest.raises(SystemExit):
        run(made, "demo")
    assert cli.main(["demo", "--out", "x"], made.computer, {"demo": lambda *_: 0}) == 0


def issued_register(made: Made) -> Issued:
    """A document of the log, which is locked again."""
    session = opening.unlock(made.log, face_of(made.log).ways_in[0].user, LEAD, made.computer)
    issued = paper.issue(session, RegisterPaper())
    opening.lock(session)
    return issued


def test_a_document_handed_back_is_checked(
    made: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    issued = issued_register(made)
    handed = tmp_path / "handed back.pdf"
    handed.write_bytes(issued.pdf)
    assert run(made, "check", handed, "--log", made.log, secret=LEAD) == 0
    said = capsys.readouterr().out
    assert "Byte for byte as this log issued it." in said
    assert "copy 1" in said and "Miss Jo Abbey" in said
    handed.write_bytes(issued.pdf + b" ")
    assert run(made, "check", handed, "--log", made.log, secret=LEAD) == 1
    assert "1 was added after their end" in capsys.readouterr().out
    handed.write_bytes(b"not a PDF")
    assert run(made, "check", handed, "--log", made.log, secret=LEAD) == 1
    assert "This is no PDF." in capsys.readouterr().out


def test_whoever_has_a_copy_is_named_on_no_console(
    made: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is written to a console stays there, and other programs read it: the window alone names them."""
    session = opening.unlock(made.log, face_of(made.log).ways_in[0].user, LEAD, made.computer)
    issued = paper.issue(session, RegisterPaper())
    paper.printed(session, issued.document, 1, "PC Ann Reed")
    opening.lock(session)
    handed = tmp_path / "handed back.pdf"
    handed.write_bytes(issued.pdf)
    for given in ((handed,), ("--number", issued.document.id[:16])):
        assert run(made, "check", *given, "--log", made.log, secret=LEAD) == 0
        said = capsys.readouterr().out
        assert "names nobody here" in said and "Went out: Printed" in said
        assert "Reed" not in said
    handed.write_bytes(b"not a PDF")
    run(made, "check", handed, "--log", made.log, secret=LEAD)
    assert "names nobody here" not in capsys.readouterr().out


def test_paper_handed_back_is_checked_by_its_number(
    made: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    issued = issued_register(made)
    number = grouped_digits(issued.document.id[:16])
    assert run(made, "check", "--number", number, "--log", made.log, secret=LEAD) == 0
    said = capsys.readouterr().out
    assert (
        "This log issued a document of this number." in said
        and "copy 1" in said
        and f"Number: {number}" in said
    )
    assert run(made, "check", "--number", "1" * 16, "--log", made.log, secret=LEAD) == 1
    assert "No document of this number is known here." in capsys.readouterr().out
    assert run(made, "check", "--number", number[:-1], "--log", made.log, secret=LEAD) == 3
    assert "15 of 16 digits" in capsys.readouterr().out
    for both in (("check",), ("check", tmp_path / "x.pdf", "--number", number)):
        with pytest.raises(SystemExit) as ended:
            run(made, *both)
        assert ended.value.code == 3


def test_checking_a_document_needs_a_file_a_log_and_a_passphrase(
    made: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    handed = tmp_path / "handed back.pdf"
    assert run(made, "check", handed, "--log", made.log, secret=LEAD) == 2
    assert "could not be read" in capsys.readouterr().out
    handed.write_bytes(b"%PDF-1.7")
    assert run(made, "check", handed, "--log", made.log, secret="wrong words here") == 2
    settings = tmp_path / "settings.json"
    monkeypatch.setattr(cli, "settings_file", lambda: settings)
    capsys.readouterr()
    assert run(made, "check", handed, secret=LEAD) == 2
    assert "--log" in capsys.readouterr().out
    write_settings(settings, Settings(last_log=str(made.log)))
    assert run(made, "check", handed, secret=LEAD) == 1
