"""The program is killed while keys change: the log is in exactly one state, and everybody who should gets in."""

import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.users import Role
from safeguard_app.system.clock import SystemClock
from safeguard_app.vault import (
    backup,
    findings,
    recovery_key,
    restore_check,
    unlocking,
    user_keys,
    verifying,
)
from safeguard_app.vault.creation import NewUser
from safeguard_app.vault.keys import vault_file
from safeguard_app.vault.keys.identities import Identity
from safeguard_app.vault.open_vault import Notice
from safeguard_app.vault.problems import NotABackup, UserUnknown, WrongPassphrase
from safeguard_app.vault.unlocking import Surroundings, unlock
from tests.trials.trial import Setting, Tally
from tests.vault.made_log import DEPUTY, HEAD, JUNIOR, LEAD, MadeForTest, attach, file_incident, make_log

ACTS = ("passphrase", "add", "remove", "recover", "renew", "backup")
CHANGED = "changed words"
RENEWED = Identity.from_secret(b"an invented key for this trial!!")
NEWCOMER = NewUser("Nerys Holloway", "Deputy 3", (Role.DEPUTY,), "third words", reads_adult_concerns=True)


def act(name: str, log: Path, state: Path, users: list[str], recovery: str) -> None:
    """In the child: unlock, say so, do the one thing, say so."""
    around = Surroundings(SystemClock(), state)
    if name == "recover":
        print("ready", flush=True)
        user_keys.recover(log, recovery, users[0], CHANGED, around)  # type: ignore[arg-type]
    else:
        vault = unlock(log, users[2], DEPUTY, around)  # type: ignore[arg-type]
        print("ready", flush=True)
        if name == "passphrase":
            user_keys.change_passphrase(vault, DEPUTY, CHANGED)
        elif name == "add":
            user_keys.add_user(vault, NEWCOMER)
        elif name == "remove":
            user_keys.remove_user(vault, users[3])  # type: ignore[arg-type]
        elif name == "renew":
            recovery_key.replace(vault, RENEWED)
        else:
            backup.back_up(vault, log.parent / "stick")
    print("done", flush=True)
    signal.pause()


def run(setting: Setting) -> Tally:
    """Each act in turn, killed somewhere between its beginning and a little after its usual end."""
    tally = Tally()
    whole = _prepared(setting.folder / "whole")
    for name in ACTS:
        usual = _usual_time(whole, setting.folder, name)
        for number in range(setting.tries(5, 200)):
            place = setting.folder / f"{name}{number}"
            log = _copied(whole, place)
            done = _killed(log, name, setting.random.uniform(0, usual * 1.3))
            wrong = _wrong(log, name, done=done)
            tally.expect(not wrong, f"{name} {number}: {wrong[:2]}")
            tally.noted(f"{name} finished", int(done))
            shutil.rmtree(place)
    return tally


def _prepared(place: Path) -> MadeForTest:
    log = make_log(place)
    (place / "stick").mkdir()
    vault = log.unlock(DEPUTY)
    for compartment in Compartment:
        for _ in range(20):
            record = file_incident(vault, "Words of the account. " * 100, compartment)
        attach(vault, record, b"pixels" * 10_000, compartment)
    backup.back_up(vault, place / "stick")
    log.lock(vault)
    log.opened.clear()
    return log


def _copied(whole: MadeForTest, place: Path) -> MadeForTest:
    shutil.copytree(whole.folder.parent, place)
    return replace(whole, folder=place / whole.folder.name, state=place / "state", opened=[])


def _command(log: MadeForTest, name: str) -> list[str]:
    where = [str(log.folder), str(log.state), ",".join(log.users), log.recovery]
    return [sys.executable, "-m", "tests.trials.keychange_kill", name, *where]


def _usual_time(whole: MadeForTest, folder: Path, name: str) -> float:
    log = _copied(whole, folder / f"timed-{name}")
    with subprocess.Popen(_command(log, name), stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        began = time.monotonic()
        child.stdout.readline()
        took = time.monotonic() - began
        child.kill()
    return took


def _killed(log: MadeForTest, name: str, seconds: float) -> bool:
    """Whether it had said that it was done."""
    with subprocess.Popen(_command(log, name), stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(seconds)
        child.kill()
        return b"done" in child.stdout.read()


def _wrong(log: MadeForTest, name: str, *, done: bool) -> list[str]:
    wrong = []
    opened: list[str] = []
    ways = [(LEAD, 0), (CHANGED, 0), (HEAD, 1), (DEPUTY, 2), (CHANGED, 2), (JUNIOR, 3)]
    for passphrase, number in ways:
        try:
            vault = log.unlock(passphrase, log.users[number])
        except (WrongPassphrase, UserUnknown):
            continue
        except KnownProblem as problem:
            wrong.append(f"user {number}: {problem.code}")
            continue
        opened.append(f"{number} {passphrase}")
        allowed = {Notice.FAILED_ATTEMPTS, Notice.KEY_FILE_MENDED, Notice.ORPHANS}
        wrong += [f"notice {one.notice}" for one in vault.notices if one.notice not in allowed]
        wrong += [findings.sentence(finding) for finding in verifying.verify(vault)]
        log.lock(vault)
    wrong += _wrong_state(opened, name, done=done)
    wrong += _recovery_wrong(log, name, done=done)
    if name == "backup":
        wrong += _backup_wrong(log, done=done)
    return wrong


def _recovery_wrong(log: MadeForTest, name: str, *, done: bool) -> list[str]:
    """One recovery key opens every part, the other none; after "done" it is the new one."""
    content = vault_file.read(log.folder)
    former, renewed = (
        set(unlocking.open_keys(content, identity))
        for identity in (Identity.from_text(log.recovery), RENEWED)
    )
    states = [(set(Compartment), set[Compartment]())]
    if name == "renew":
        states = [(set[Compartment](), set(Compartment))] + ([] if done else states)
    wrong = [] if (former, renewed) in states else [f"recovery keys open {former} and {renewed}"]
    if any(sealed.previous for sealed in content.compartments.values()):
        wrong.append("a previous key was left behind")
    return wrong


def _wrong_state(opened: list[str], name: str, *, done: bool) -> list[str]:
    """Every user gets in by exactly one passphrase; the one removed, not at all; after "done" the new state holds."""
    users = [one.split()[0] for one in opened]
    expected = {"0", "1", "2", "3"}
    missing = expected - set(users)
    wrong = [] if len(users) == len(set(users)) else [f"two passphrases open one user: {opened}"]
    if missing and (name, missing) != ("remove", {"3"}):
        wrong.append(f"cannot get in: {sorted(missing)}")
    new = {"passphrase": f"2 {CHANGED}", "recover": f"0 {CHANGED}"}.get(name)
    if done and new is not None and new not in opened:
        wrong.append("was said to be done, and is not")
    if done and name == "remove" and "3" in users:
        wrong.append("was removed, and gets in")
    return wrong


def _backup_wrong(log: MadeForTest, *, done: bool) -> list[str]:
    try:
        report = restore_check.restore_check(log.folder.parent / "stick", log.recovery)
    except NotABackup:
        return ["the earlier backup is gone"]
    wrong = [findings.sentence(finding) for finding in report.findings]
    return wrong if report.number == 2 or not done else ["the backup was said to be made, and is not there"]


if __name__ == "__main__":
    act(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4].split(","), sys.argv[5])
