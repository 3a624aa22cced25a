"""Bringing a log up to this version of the program: a verified copy first, then the migrations, then an event.

The copy lies beside the log, in ``<log>.before-migration-<number>``, and is a whole log of the older version: its
folder can be opened with the program that wrote it. What one user cannot open is migrated when one who can unlocks.
"""

import shutil
from functools import partial
from pathlib import Path
from secrets import token_hex

from safeguard_app.domain.audit_trail import COMPUTER, EventKind
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.system.atomic_files import flush_folder, make_private_folder
from safeguard_app.system.problems import problem_for
from safeguard_app.vault import chain, hand_in, index_check, indexes, reading, schema
from safeguard_app.vault.chain import ChainFinding
from safeguard_app.vault.database import Connection
from safeguard_app.vault.keys import vault_file
from safeguard_app.vault.keys.vault_file import VaultFile
from safeguard_app.vault.open_vault import Notice, OpenVault, UnlockNotice
from safeguard_app.vault.sealed_files import all_files
from safeguard_app.vault.verified_copy import Databases, Pace, closed_databases, copy_database, copy_file

__all__ = ["Databases", "bring_up_to_date", "note"]


def bring_up_to_date(folder: Path, content: VaultFile, databases: Databases) -> dict[Compartment, list[int]]:
    """Apply pending migrations to the open databases; which were applied to each. Raises LogTooNew before any is."""
    waiting = {
        one: steps for one, (connection, _) in databases.items() if (steps := schema.pending(connection))
    }
    if not waiting:
        return {}
    newest = max(number for steps in waiting.values() for number, _ in steps)
    copy_before(folder, content, databases, newest)
    applied = {}
    for compartment in waiting:
        connection, _ = databases[compartment]
        adds_up = _adds_up(content.vault_id, compartment)
        applied[compartment] = schema.migrate(connection, adds_up, _derive(compartment))
    return applied


def _adds_up(vault_id: str, compartment: Compartment) -> schema.Check:
    def check(connection: Connection) -> bool:
        broken = chain.verify_events(connection, vault_id, compartment)
        wrong = any(isinstance(found, ChainFinding) for found in chain.verify_rows(connection))
        return not broken and not wrong

    return check


def _derive(compartment: Compartment) -> schema.Derive:
    """Lists, links and search text as this program has them."""

    def derive(connection: Connection) -> None:
        for record in index_check.differing(connection, compartment):
            on = partial(reading.hanging_on, connection, Reference(compartment, record))
            indexes.reindex(connection, record, on)

    return derive


def note(vault: OpenVault, applied: dict[Compartment, list[int]]) -> None:
    """Say in each chain which migrations were applied."""
    for compartment, numbers in applied.items():
        facts = {"schema": numbers[-1]}
        vault.compartment(compartment).note(EventKind.MIGRATED, COMPUTER, vault.clock.now(), facts=facts)
        vault.notices.append(UnlockNotice(Notice.MIGRATED, compartment, numbers[-1]))


def copy_before(folder: Path, content: VaultFile, databases: Databases, number: int) -> Path:
    """A verified copy of the whole log beside it. One that is there already is kept: it is from an earlier try."""
    target = folder.with_name(f"{folder.name}.before-migration-{number}")
    if target.exists():
        target = folder.with_name(f"{target.name}-{token_hex(2)}")
    making = target.with_name(target.name + ".making")
    try:
        make_private_folder(making)
        for compartment, (connection, key) in databases.items():
            copy_database(connection, key, making / f"{compartment}.db")
        for path in _other_files(folder, databases):
            copy_file(path, making / path.relative_to(folder), Pace(None))
        vault_file.write(making, content)
        making.rename(target)
        flush_folder(target.parent)
    except OSError as error:
        shutil.rmtree(making, ignore_errors=True)
        raise problem_for(error) from None
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    return target


def _other_files(folder: Path, databases: Databases) -> list[Path]:
    shelves = [folder / f"{compartment}.files" for compartment in Compartment]
    return [
        *closed_databases(folder, databases),
        *(path for shelf in shelves for path in all_files(shelf)),
        *(path for one in Compartment for path in hand_in.everything_waiting(folder, one)),
    ]
