"""What a holder of a database's key does behind the program's back is found, and named by its case where it has one.

The edits are those of ``tests/vault/test_chain_tampering.py``; beside them the ones that take no key: an old page or a
whole old file put back, the write-ahead file taken away, files swapped, a slot or a recipient planted.
"""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.identifiers import Compartment, UserId
from safeguard_app.vault import sealed_files, verifying
from safeguard_app.vault.key_change import sealed_key
from safeguard_app.vault.keys import vault_file
from safeguard_app.vault.keys.identities import Identity
from safeguard_app.vault.keys.vault_file import Slot
from safeguard_app.vault.open_vault import Notice
from safeguard_app.vault.problems import DatabaseDamaged
from tests.trials.trial import Setting, Tally
from tests.vault.made_log import HEAD, LEAD, MadeForTest, attach, file_incident, make_log
from tests.vault.test_chain_tampering import WAYS, _drop_guards

_PAGE = 4096
Attack = Callable[[MadeForTest, Path], None]
"""Given the log, and a folder with the log as it was some records earlier."""


def run(setting: Setting) -> Tally:
    """Every attack on a fresh copy of a log in which two people have worked."""
    tally = Tally()
    for number in range(setting.tries(1, 20)):
        log, earlier = _used(setting.folder / f"log{number}", setting)
        for name, (tamper, code, named) in WAYS.items():
            copied = _copied(log, setting.folder / "tried")
            connection = copied.bare()
            _drop_guards(connection)
            tamper(connection)
            connection.close()
            found, cases = _found(copied)
            tally.expect(code in found and (bool(cases) or not named), f"{name}: {sorted(found)}")
        for name, attack in _ATTACKS.items():
            copied = _copied(log, setting.folder / "tried")
            attack(copied, earlier)
            found, _ = _found(copied)
            tally.expect(bool(found), f"{name}: nothing was said")
    return tally


def _used(place: Path, setting: Setting) -> tuple[MadeForTest, Path]:
    log = make_log(place / "whole")
    vault = log.unlock()
    for _ in range(setting.random.randrange(2, 30)):
        record = file_incident(vault, "Marker words of an account. " * setting.random.randrange(1, 40))
    for _ in range(2):
        attach(vault, record, setting.random.randbytes(3000))
    log.lock(vault)
    earlier = place / "earlier"
    shutil.copytree(log.folder, earlier)
    vault = log.unlock(HEAD)
    file_incident(vault, "Marker of a later account.")
    log.lock(vault)
    log.opened.clear()
    return log, earlier


def _copied(log: MadeForTest, place: Path) -> MadeForTest:
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(log.folder.parent, place)
    return replace(log, folder=place / log.folder.name, state=place / "state", opened=[])


def _found(log: MadeForTest) -> tuple[set[str], set[str]]:
    """Codes of everything said, and the cases that were named."""
    try:
        vault = log.unlock(LEAD)
    except DatabaseDamaged as problem:
        return {problem.code}, set()
    said = {notice.notice.value for notice in vault.notices if notice.notice is not Notice.FAILED_ATTEMPTS}
    found = verifying.verify(vault)
    cases = {finding.case for finding in found if finding.case}
    try:
        vault.abandon()
    except KnownProblem:
        said.add("refused at closing")
    return said | {finding.code for finding in found}, cases


def _old_file(log: MadeForTest, earlier: Path) -> None:
    shutil.copy(earlier / "c1.db", log.folder / "c1.db")


def _old_log(log: MadeForTest, earlier: Path) -> None:
    shutil.rmtree(log.folder)
    shutil.copytree(earlier, log.folder)


def _old_page(log: MadeForTest, earlier: Path) -> None:
    """The newest page of the events is put back as it was: every page by itself still checks out."""
    new, old = (log.folder / "c1.db").read_bytes(), (earlier / "c1.db").read_bytes()
    pages = range(0, min(len(new), len(old)), _PAGE)
    changed = [at for at in pages if new[at : at + _PAGE] != old[at : at + _PAGE]]
    at = changed[-1]
    (log.folder / "c1.db").write_bytes(new[:at] + old[at : at + _PAGE] + new[at + _PAGE :])


def _files_swapped(log: MadeForTest, _earlier: Path) -> None:
    first, second = sealed_files.all_files(log.folder / "c1.files")[:2]
    kept = first.read_bytes()
    second.replace(first)
    second.write_bytes(kept)


def _databases_swapped(log: MadeForTest, _earlier: Path) -> None:
    kept = (log.folder / "c1.db").read_bytes()
    shutil.copy(log.folder / "c2.db", log.folder / "c1.db")
    (log.folder / "c2.db").write_bytes(kept)


def _slot_planted(log: MadeForTest, _earlier: Path) -> None:
    content = vault_file.read(log.folder)
    mine = content.slots[0]
    planted = Slot(UserId("9" * 32), "Deputy 9", mine.salt, mine.cost, Identity.generate().recipient)
    vault_file.write(log.folder, msgspec.structs.replace(content, slots=(*content.slots, planted)))


def _slot_replaced(log: MadeForTest, _earlier: Path) -> None:
    """Somebody who knows the daily log's key lets a passphrase of their own in as another user."""
    content = vault_file.read(log.folder)
    slot = content.slots[1]
    other = Identity.from_passphrase("their own", bytes.fromhex(slot.salt), slot.cost, cheap_allowed=True)
    forged = msgspec.structs.replace(slot, recipient=other.recipient)
    slots = tuple(forged if one.id == slot.id else one for one in content.slots)
    vault_file.write(log.folder, msgspec.structs.replace(content, slots=slots))


def _recipient_planted(log: MadeForTest, _earlier: Path) -> None:
    content = vault_file.read(log.folder)
    key = log.key(Compartment.ADULTS)
    vault = log.unlock()
    recipients = vault.roster().content.recipients(Compartment.ADULTS)
    log.lock(vault)
    wider = sealed_key(key, (*recipients, Identity.generate().recipient))
    sealed = msgspec.structs.replace(content.compartments["c2"], key=wider)
    compartments = {**content.compartments, "c2": sealed}
    vault_file.write(log.folder, msgspec.structs.replace(content, compartments=compartments))


_ATTACKS: dict[str, Attack] = {
    "old database put back": _old_file,
    "old log put back": _old_log,
    "old page put back": _old_page,
    "sealed files swapped": _files_swapped,
    "databases swapped": _databases_swapped,
    "slot planted": _slot_planted,
    "slot replaced": _slot_replaced,
    "recipient planted": _recipient_planted,
}
