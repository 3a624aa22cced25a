"""A log that is open: the compartments this user's key opened, and what was found on the way in."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from safeguard_app.domain.audit_trail import COMPUTER, Event, EventKind
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.domain.records import RecordKind, Series, Stored
from safeguard_app.domain.school import School
from safeguard_app.domain.users import Roster, RosterUser
from safeguard_app.system.clock import Clock
from safeguard_app.system.instance_lock import InstanceLock
from safeguard_app.vault import reading
from safeguard_app.vault.compartment import OpenCompartment
from safeguard_app.vault.keys.identities import Identity
from safeguard_app.vault.keys.vault_file import VaultFile
from safeguard_app.vault.last_seen import LastSeen
from safeguard_app.vault.problems import DatabaseDamaged, LongWorkUnderWay, NoKey


class Notice(StrEnum):
    """What unlock noticed and the user must see. Each has its own words in the window."""

    OLDER_COPY = "older_copy"
    """The log is older than, or differs from, what this computer last saw of it."""
    CHAIN_BROKEN = "chain_broken"
    """The audit chain does not add up."""
    KEYS_DIFFER = "keys_differ"
    """The key file and the rosters inside the log do not agree on who may open it; ``label`` names the slot."""
    KEY_FILE_MENDED = "key_file_mended"
    """One of the two copies of vault.json was missing or damaged and was written again from the other."""
    NOT_REMEMBERED = "not_remembered"
    """This computer cannot write its own memory of the log, so an older copy would not be noticed next time."""
    NO_MEMORY = "no_memory"
    """This computer has not seen the log before: compare the head with the newest printed page."""
    MIGRATED = "migrated"
    """The log was brought up to this version of the program; a verified copy from before lies beside it."""
    FAILED_ATTEMPTS = "failed_attempts"
    """Wrong passphrases were tried since the last unlock."""
    ORPHANS = "orphans"
    """Sealed files that no record names were set aside."""
    WAITING_UNREAD = "waiting_unread"
    """A hand-in could not be taken in: damaged, or not signed by a user of this log."""
    HANDED_FILE_LOST = "handed_file_lost"
    """The words of a hand-in were taken in, and a file that went with them was missing or not what was handed in."""
    TAKEN_IN_APART = "taken_in_apart"
    """What was handed in to another part was taken in to this one, where whom it is about cannot read it."""
    NEVER_ARRIVED = "never_arrived"
    """A concern was handed in and is neither here nor waiting; ``number`` is the event of this part that says so."""


@dataclass(frozen=True, slots=True)
class UnlockNotice:
    """One notice, the compartment it concerns where there is one, and a count or an event number."""

    notice: Notice
    compartment: Compartment | None = None
    number: int = 0
    label: str = ""


@dataclass(slots=True, repr=False)
class OpenVault:
    """An unlocked log. Lives on the vault's one thread from unlock to lock."""

    folder: Path
    file: VaultFile
    identity: Identity
    user: RosterUser
    compartments: dict[Compartment, OpenCompartment]
    keys: dict[Compartment, bytes]
    lock: InstanceLock
    clock: Clock
    last_seen: LastSeen
    is_demo: bool
    """As the log's own first event has it; the key file is only known to agree."""
    notices: list[UnlockNotice] = field(default_factory=list)
    older: set[Compartment] = field(default_factory=set)
    """Compartments older than, or different from, what this computer last saw, until that is accepted."""
    pending_keys: dict[Compartment, bytes] = field(default_factory=dict)
    """New keys of compartments that still opened with the previous one: an interrupted rekey."""
    announced: list[tuple[Compartment, str, Event]] = field(default_factory=list)
    """Hand-ins that wait, as slips announce them: part, id and the event with the slip. Noted after their intake."""
    chains_checked: bool = False
    """Whether every hash of every open part was recomputed since the unlock, whatever that found."""
    _series: dict[Compartment, Series] = field(default_factory=dict)
    _long_work: bool = False

    @property
    def daily(self) -> OpenCompartment:
        """The daily log, which every user opens."""
        return self.compartments[Compartment.DAILY]

    def compartment(self, wanted: Compartment) -> OpenCompartment:
        """An open compartment, or :class:`NoKey`."""
        found = self.compartments.get(wanted)
        if found is None:
            raise NoKey
        return found

    def __iter__(self) -> Iterator[OpenCompartment]:
        """The open compartments, the daily log first."""
        return iter(self.compartments.values())

    def roster(self, compartment: Compartment = Compartment.DAILY) -> Stored[Roster]:
        """The roster kept inside a compartment."""
        return roster_of(self.compartment(compartment))

    def school(self) -> Stored[School]:
        """The school's own record."""
        return only(self.daily, RecordKind.SCHOOL)

    def series(self, compartment: Compartment) -> Series:
        """Which letter the case numbers of a compartment carry."""
        if compartment not in self._series:
            self._series[compartment] = only(self.compartment(compartment), RecordKind.SERIES).content
        return self._series[compartment]

    def get(self, reference: Reference) -> Stored[object]:
        """The newest version of a record. Raises :class:`NoKey` or KeyError."""
        found = reading.current(self.compartment(reference.compartment).connection, reference)
        if found is None:
            raise KeyError(reference.id)
        return found

    def find(self, record: RecordId) -> Stored[object] | None:
        """The newest version of a record in whichever open compartment holds it."""
        for compartment in self:
            found = reading.current(compartment.connection, Reference(compartment.id, record))
            if found is not None:
                return found
        return None

    def last_of(self, kind: EventKind) -> datetime | None:
        """When the newest event of a kind happened in the daily log."""
        return reading.last_time_of(self.daily.connection, kind.value)

    @contextlib.contextmanager
    def long_work(self) -> Iterator[None]:
        """While a backup or a check goes through the log in steps: others write, but nothing moves or is rekeyed."""
        self.require_no_long_work()
        self._long_work = True
        try:
            yield
        finally:
            self._long_work = False

    def require_no_long_work(self) -> None:
        """Raise :class:`LongWorkUnderWay` while a backup or a check goes through the log."""
        if self._long_work:
            raise LongWorkUnderWay

    def remember_heads(self) -> None:
        """Tell this computer how far each open chain has come; an older copy is not remembered until accepted."""
        for compartment in self:
            if compartment.id not in self.older:
                self.last_seen.remember(
                    compartment.id, self.keys[compartment.id], compartment.head, self.file.generation
                )

    def note_head(self, compartment: OpenCompartment) -> None:
        """After a commit: remember how far this chain has come, without waiting for the disk."""
        if compartment.id not in self.older and compartment.id in self.keys:
            key = self.keys[compartment.id]
            self.last_seen.note(compartment.id, key, compartment.head, self.file.generation)

    def adopt(self, compartment: OpenCompartment, key: bytes) -> None:
        """Take an opened compartment in, and remember its heads from now on."""
        self._series.pop(compartment.id, None)
        self.compartments[compartment.id] = compartment
        self.keys[compartment.id] = key
        compartment.on_commit = self.note_head

    def close(self, at: datetime, *, idle: bool = False) -> None:
        """Lock: a signed event in every open compartment, then close them and let go of the log."""
        actor = COMPUTER if idle else self.user.id
        try:
            for compartment in self:
                compartment.note(
                    EventKind.LOCKED, actor, at, facts={"idle": int(idle)}, signer=self.identity.sign
                )
            self.remember_heads()
        finally:
            self.abandon()

    def abandon(self) -> None:
        """Close everything without an event: after a failure, or when nothing may be written.

        Whatever a closing database reports, every one is closed and the log is let go of; the first report is raised.
        """
        reported: list[KnownProblem] = []
        for compartment in self:
            try:
                compartment.close()
            except KnownProblem as problem:
                reported.append(problem)
        self.compartments.clear()
        self.keys.clear()
        self.lock.release()
        if reported:
            raise reported[0]


def roster_of(compartment: OpenCompartment) -> Stored[Roster]:
    """The roster kept inside a compartment, its newest version."""
    return only(compartment, RecordKind.ROSTER)


def only(compartment: OpenCompartment, kind: RecordKind) -> Stored[Any]:
    """The one record of its kind in a compartment. A log without it is damaged.

    Read again once anything was written: unlocking alone asks for the roster of each part five times over.
    """
    connection = compartment.connection
    changes, kept = connection.total_changes, compartment.alone.get(kind)
    if kept is not None and kept[0] == changes:
        return kept[1]
    found = reading.of_kind(connection, compartment.id, kind)
    if len(found) != 1:
        raise DatabaseDamaged
    if not connection.in_transaction:  # what is rolled back leaves no count behind
        compartment.alone[kind] = (changes, found[0])
    return found[0]
