"""A log with something in every file of it, spoiled in one place, opened, and judged.

What may happen: unlocking says that something is damaged, or it opens and is read table by table and file by file, as
pages do. Each read says that something is damaged, or gives exactly what was written; of a log that unlocking called an
older copy, what it said at an earlier time. A bug, a wrong passphrase, or other words than were written: a failure, no
matter what a notice or the check finds as well. What is missing must be said.
"""

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference, new_record_id
from safeguard_app.vault import drafts, hand_in, reading, verifying
from safeguard_app.vault.compartment import OpenCompartment
from safeguard_app.vault.open_vault import Notice, OpenVault
from safeguard_app.vault.problems import (
    DatabaseDamaged,
    EvidenceDamaged,
    KeyFileDamaged,
    LogTooNew,
    NotALog,
    SealedKeyDamaged,
)
from safeguard_app.vault.unlocking import LOCK_NAME
from tests.trials.handed import filing, hand_in_with_file
from tests.trials.sameness import Files, Name, file_content, files_of, reads, said_before, said_by
from tests.trials.trial import Tally
from tests.vault.made_log import DEPUTY, JUNIOR, MadeForTest, attach, file_incident, make_log

_DAMAGE = (DatabaseDamaged, EvidenceDamaged, KeyFileDamaged, LogTooNew, NotALog, SealedKeyDamaged)
_SAYS_SO = {
    Notice.OLDER_COPY,
    Notice.CHAIN_BROKEN,
    Notice.KEYS_DIFFER,
    Notice.KEY_FILE_MENDED,
    Notice.WAITING_UNREAD,
    Notice.HANDED_FILE_LOST,
    Notice.NEVER_ARRIVED,
    Notice.NO_MEMORY,
    Notice.ORPHANS,
}
_WORDS, _SCREENSHOT = "Waiting.", b"a screenshot " * 200
Spoil = Callable[[Path], None]


class OtherWordsError(Exception):
    """A page would show what was never written, or miss what was, with nothing to say so."""


@dataclass(slots=True)
class Victim:
    """A log to be spoiled again and again, each time from the whole."""

    whole: MadeForTest
    place: Path
    handed: RecordId
    """The record that the hand-in becomes."""
    heads: dict[Compartment, int] = field(default_factory=dict)
    """How far each part came before it was unlocked for a trial, which leaves events of its own."""
    files_named: Files = field(default_factory=dict)
    said: dict[Name, Any] = field(default_factory=dict)
    """What each read of the whole log gives."""

    def files(self) -> list[Path]:
        """Every file of it, relative to its place: the log's and this computer's memory of it."""
        root = self.whole.folder.parent
        found = [path.relative_to(root) for path in sorted(root.rglob("*")) if path.is_file()]
        return [path for path in found if path.name != LOCK_NAME]

    def spoiled(self, spoil: Spoil) -> MadeForTest:
        """A fresh copy, spoiled."""
        shutil.rmtree(self.place, ignore_errors=True)
        shutil.copytree(self.whole.folder.parent, self.place)
        spoil(self.place)
        folder = self.place / self.whole.folder.name
        return replace(self.whole, folder=folder, state=self.place / "state", opened=[])


def a_victim(folder: Path, *, killed: bool) -> Victim:
    """A log with records, evidence, a draft and a hand-in with a file; ``killed`` leaves its write-ahead files."""
    log = make_log(folder / "whole")
    junior = log.unlock(JUNIOR)
    draft, _ = hand_in_with_file(junior, Compartment.ADULTS, _WORDS, _SCREENSHOT)
    log.lock(junior)
    vault = log.unlock(DEPUTY)
    for compartment in Compartment:
        record = file_incident(vault, "Words of the account. " * 20, compartment)
        attach(vault, record, b"pixels" * 300, compartment)
    drafts.save(vault, new_record_id(), b"being typed")
    log.lock(vault)
    log.opened.clear()
    if killed:
        arguments = [str(log.folder), str(log.state), log.users[2], DEPUTY]
        subprocess.run([sys.executable, "-m", "tests.trials.damage", *arguments], check=False)
    victim = Victim(log, folder / "spoiled", draft)
    untouched = victim.spoiled(lambda _: None)
    opened = untouched.unlock(DEPUTY)
    victim.heads = {one.id: _before(one, EventKind.UNLOCKED) for one in opened}
    victim.files_named = files_of(opened)
    victim.said = said_by(opened, victim.heads, victim.files_named)
    assert verifying.verify(opened) == []
    opened.abandon()
    return victim


def judge(victim: Victim, spoil: Spoil, tally: Tally, what: str) -> None:
    """Spoil a copy, open it, and count how it went."""
    log = victim.spoiled(spoil)
    try:
        outcome = _outcome(log, victim)
    except _DAMAGE as problem:
        outcome = problem.code
    except KnownProblem as problem:
        tally.failure(f"{what}: said {problem.code}")
        return
    except Exception as bug:  # noqa: BLE001 - any bug is a failure of this try, and the next goes on
        tally.failure(f"{what}: {type(bug).__name__} {str(bug)[:80]}")
        return
    finally:
        _let_go(log)
    tally.passed()
    tally.noted(outcome)


def _outcome(log: MadeForTest, victim: Victim) -> str:
    vault = log.unlock(DEPUTY)
    refused = _refused(vault, victim)
    hand_in.take_in_waiting(vault, filing(vault))
    arrived = _arrived(vault, victim.handed)
    if _noticed(vault):
        return "noticed at unlock"
    if verifying.verify(vault):
        return "found by the check"
    if not arrived:
        raise OtherWordsError("what was handed in is not there")
    return "said on reading" if refused else "harmless"


def _refused(vault: OpenVault, victim: Victim) -> list[Name]:
    """The reads that said that something is damaged. Raises unless every other one gives what was written."""
    refused, wrong = [], []
    for (part, name), read in reads(vault, _heads(vault, victim), victim.files_named).items():
        whole = victim.said[part, name]
        try:
            said = read()
        except _DAMAGE:
            refused.append((part, name))
            continue
        if said != whole and not (part in vault.older and said_before(name, said, whole)):
            wrong.append(f"{part} {name}")
    if wrong:
        raise OtherWordsError(", ".join(wrong))
    return refused


def _heads(vault: OpenVault, victim: Victim) -> dict[Compartment, int]:
    """Up to where the events are those that were written: an older copy goes on from where it is."""
    heads = dict(victim.heads)
    for part in vault.older:
        heads[part] = _before(vault.compartment(part), EventKind.OLDER_COPY)
    return heads


def _before(compartment: OpenCompartment, kind: EventKind) -> int:
    """The number of the event before the newest of a kind."""
    return reading.events_of_kind(compartment.connection, kind)[-1].number - 1


def _noticed(vault: OpenVault) -> bool:
    return any(notice.notice in _SAYS_SO for notice in vault.notices)


def _arrived(vault: OpenVault, record: RecordId) -> bool:
    """Whether what was handed in is a record now, with its file. :class:`OtherWordsError` where it is another one."""
    place = Reference(Compartment.ADULTS, record)
    compartment = vault.compartment(place.compartment)
    stored = compartment.get(record)
    if stored is None:
        return False
    contents = []
    for exhibit in reading.about(compartment.connection, place):
        kept = exhibit.content.stored
        try:
            contents.append(file_content(compartment, kept.file, kept.sha256))
        except _DAMAGE:
            return False
    if stored.content.accounts[0].text != _WORDS or contents not in ([], [_SCREENSHOT]):
        raise OtherWordsError("what was handed in")
    return bool(contents)


def _let_go(log: MadeForTest) -> None:
    for vault in log.opened:
        try:
            vault.abandon()
        except KnownProblem:
            continue
    log.opened.clear()


def _work_and_be_killed(arguments: list[str]) -> None:
    """In the child: write, and end without locking, so that the newest commits stand in write-ahead files only."""
    import os
    import signal

    from safeguard_app.domain.identifiers import UserId
    from safeguard_app.system.clock import SystemClock
    from safeguard_app.vault.unlocking import Surroundings, unlock

    around = Surroundings(SystemClock(), Path(arguments[1]))
    vault = unlock(Path(arguments[0]), UserId(arguments[2]), arguments[3], around)
    for compartment in Compartment:
        file_incident(vault, "Written just before the crash. " * 10, compartment)
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    _work_and_be_killed(sys.argv[1:])
