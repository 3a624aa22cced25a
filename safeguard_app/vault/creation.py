"""Making a log: all of it under a temporary name, then one rename. A half-made log is never found."""

import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.identifiers import SERIES_LETTERS, Compartment, UserId, new_record_id, new_user_id
from safeguard_app.domain.records import Series
from safeguard_app.domain.school import School
from safeguard_app.domain.users import Role, Roster, RosterUser, compartments_read_by
from safeguard_app.system.atomic_files import flush_folder, is_there, make_private_folder
from safeguard_app.system.clock import Clock
from safeguard_app.system.problems import problem_for
from safeguard_app.vault import database, demo_mark, schema
from safeguard_app.vault.compartment import OpenCompartment
from safeguard_app.vault.keys import passphrases, stretching, vault_file
from safeguard_app.vault.keys.identities import Identity, seal
from safeguard_app.vault.keys.stretching import Cost
from safeguard_app.vault.keys.vault_file import SealedKey, Slot, VaultFile
from safeguard_app.vault.problems import OtherLogExists


@dataclass(frozen=True, slots=True, repr=False)
class NewUser:
    """A user to be made: each types their own passphrase. ``label`` is what the unlock page shows ("Deputy 2")."""

    name: str
    label: str
    roles: tuple[Role, ...]
    passphrase: str
    reads_adult_concerns: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class MadeLog:
    """What first run needs to know of a new log: the recovery key is shown once and kept nowhere."""

    folder: Path
    recovery_key: str
    users: tuple[UserId, ...]


def create(
    folder: Path,
    school: School,
    users: tuple[NewUser, ...],
    clock: Clock,
    *,
    recovery: Identity | None = None,
    cost: Cost | None = None,
    demo: bool = False,
) -> MadeLog:
    """Make a log at ``folder``. Raises WeakPassphrase, OtherLogExists or what the disk refuses."""
    if is_there(folder):
        raise OtherLogExists
    for user in users:
        if not demo:
            passphrases.require_strong(user.passphrase, (school.name, user.name))
    chosen = cost if cost is not None else stretching.calibrated()
    recovery = recovery or Identity.generate()
    made = [made_user(user, chosen, clock, demo=demo) for user in users]
    roster = Roster(tuple(entry for _, entry in made), recovery.recipient)
    vault_id = secrets.token_hex(16)
    making = folder.with_name(f"{folder.name}.{secrets.token_hex(4)}.making")
    make_private_folder(making)
    try:
        sealed = {
            compartment.value: SealedKey(
                make_compartment(making, vault_id, compartment, roster, school, clock, demo=demo)
            )
            for compartment in Compartment
        }
        content = VaultFile(
            format=vault_file.format_for(tuple(slot for slot, _ in made)),
            vault_id=vault_id,
            generation=1,
            school=school.name,
            demo=demo,
            slots=tuple(slot for slot, _ in made),
            recovery_recipient=recovery.recipient,
            compartments=sealed,
            nation=school.nation.value,
        )
        vault_file.write(making, content)
        making.rename(folder)
        flush_folder(folder.parent)
    except OSError as error:
        shutil.rmtree(making, ignore_errors=True)
        raise problem_for(error) from None
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    return MadeLog(folder, recovery.secret_text, tuple(slot.id for slot, _ in made))


def made_user(user: NewUser, cost: Cost, clock: Clock, *, demo: bool) -> tuple[Slot, RosterUser]:
    """A new user's way in and their line of the roster. Takes as long as one stretch of the passphrase."""
    salt = stretching.new_salt()
    identity = Identity.from_passphrase(user.passphrase, salt, cost, cheap_allowed=demo)
    id_ = new_user_id()
    slot = Slot(id_, user.label, salt.hex(), cost, identity.recipient, signs=user.roles == (Role.CHAIR,))
    entry = RosterUser(
        id=id_,
        name=user.name,
        label=user.label,
        roles=user.roles,
        recipient=identity.recipient,
        verifying=identity.verifying,
        reads=compartments_read_by(user.roles, reads_adult_concerns=user.reads_adult_concerns),
        since=clock.now(),
    )
    return slot, entry


def make_compartment(
    folder: Path,
    vault_id: str,
    compartment: Compartment,
    roster: Roster,
    school: School,
    clock: Clock,
    *,
    demo: bool,
) -> str:
    """Make one compartment's database with its first event; its key as armoured age text for its readers.

    The first event says it of a demo, where no later write can take it back (:mod:`.demo_mark`).
    """
    key = database.fresh_key()
    connection = database.create(folder / f"{compartment}.db", key)
    try:
        schema.migrate(connection)
        opened = OpenCompartment(compartment, folder, connection, vault_id)
        letter = "" if compartment is Compartment.DAILY else secrets.choice(SERIES_LETTERS)
        actor = roster.users[0].id
        with opened.write(
            EventKind.LOG_CREATED, actor, clock.now(), facts=demo_mark.facts(demo=demo)
        ) as work:
            work.put(new_record_id(), Series(vault_id, compartment, letter))
            work.put(new_record_id(), roster)
            if compartment is Compartment.DAILY:
                work.put(new_record_id(), school)
        database.checkpoint(connection)
    finally:
        connection.close()
    return seal(key.hex().encode(), roster.recipients(compartment), armoured=True).decode()
