"""Making a compartment anew that nobody who works with this log could ever open.

A school may begin with a lead alone: then only the recovery key opens the compartments that are not the lead's, and
nothing was ever written there. When somebody comes who is to read them, they are made afresh with a new key, rather
than sending for the recovery key. The old file is set aside, never deleted.

``vault.json`` first holds both sealed keys, then the files change places: a crash in between is finished at the next
unlock, by anybody, because it takes no key.
"""

import shutil
from pathlib import Path
from secrets import token_hex

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.school import School
from safeguard_app.domain.users import Roster
from safeguard_app.system.atomic_files import flush_folder, make_private_folder
from safeguard_app.system.problems import problem_for
from safeguard_app.vault import creation, reading
from safeguard_app.vault.key_change import recipients_of
from safeguard_app.vault.keys.vault_file import SealedKey, VaultFile
from safeguard_app.vault.open_vault import OpenVault
from safeguard_app.vault.sealed_files import ASIDE

_NEW = ".db.new"
_MAKING = ".making"


def never_read(vault: OpenVault, compartment: Compartment) -> bool:
    """Whether nobody but the recovery key has ever been able to open ``compartment``.

    The chained rosters of the daily log say so, the sealed key has no further recipient, and changes of users that
    were taken back do not count: they never reached the key file.
    """
    stored = vault.roster()
    versions = reading.versions(vault.daily.connection, stored.reference)
    undone = {
        version.number - 1
        for version in versions
        if (event := reading.event_numbered(vault.daily.connection, version.event)) is not None
        and event.kind is EventKind.KEYS_UNDONE
    }
    ever = [version.content for version in versions if version.number not in undone]
    had_reader = any(compartment in user.reads for roster in ever for user in roster.users)
    return not had_reader and recipients_of(vault.file.compartments[compartment.value].key) == 1


def prepare(vault: OpenVault, compartment: Compartment, roster: Roster, school: School) -> SealedKey:
    """Make the new database beside the old one; what ``vault.json`` has to hold while they change places."""
    folder, content = vault.folder, vault.file
    making = folder / f"{compartment}{_MAKING}"
    shutil.rmtree(making, ignore_errors=True)
    make_private_folder(making)
    try:
        armoured = creation.make_compartment(
            making, content.vault_id, compartment, roster, school, vault.clock, demo=vault.is_demo
        )
        (making / f"{compartment}.db").replace(_new(folder, compartment))
        making.rmdir()
        flush_folder(folder)
    except OSError as error:
        raise problem_for(error) from None
    return SealedKey(armoured, previous=content.compartments[compartment.value].key)


def finish(folder: Path, content: VaultFile) -> None:
    """Let new databases take their place where the key file has their keys; drop those it has never heard of."""
    try:
        for compartment in Compartment:
            making = folder / f"{compartment}{_MAKING}"
            if making.exists():
                shutil.rmtree(making, ignore_errors=True)
            new = _new(folder, compartment)
            if not new.exists():
                continue
            if content.compartments[compartment.value].previous is None:
                new.unlink()
            else:
                _swap(folder, compartment)
    except OSError as error:
        raise problem_for(error) from None


def _swap(folder: Path, compartment: Compartment) -> None:
    old = folder / f"{compartment}.db"
    mark = token_hex(4)
    for path in (old.with_name(old.name + "-wal"), old):
        if path.exists():
            make_private_folder(folder / ASIDE)
            path.replace(folder / ASIDE / f"{mark}-{path.name}")
    _new(folder, compartment).replace(old)
    flush_folder(folder)


def _new(folder: Path, compartment: Compartment) -> Path:
    return folder / f"{compartment}{_NEW}"
