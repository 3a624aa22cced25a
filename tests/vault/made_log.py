"""An invented school's log for tests, and shorthand for opening it, writing to it and spoiling it."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.evidence import EvidenceItem, IntakeAnswer, StoredFile, Way
from safeguard_app.domain.identifiers import CaseNumber, Compartment, RecordId, UserId, new_record_id
from safeguard_app.domain.incidents import Account, Attention, Danger, Incident
from safeguard_app.domain.moments import exactly
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.school import School
from safeguard_app.domain.users import Role
from safeguard_app.vault import creation, database, sealed_files, unlocking
from safeguard_app.vault.creation import NewUser
from safeguard_app.vault.database import Connection
from safeguard_app.vault.keys import vault_file
from safeguard_app.vault.keys.identities import Identity, unseal
from safeguard_app.vault.keys.stretching import CHEAPEST
from safeguard_app.vault.open_vault import OpenVault
from safeguard_app.vault.unlocking import Surroundings

SCHOOL = School("Larchmere Test School", Nation.ENGLAND, "Invented Borough Council")
LEAD, HEAD, DEPUTY, JUNIOR = "lead words", "head words", "deputy words", "junior words"
USERS = (
    NewUser("Imogen Larkfield", "DSL", (Role.DSL,), LEAD),
    NewUser("Petra Underhay", "Headteacher", (Role.HEAD,), HEAD),
    NewUser("Osian Trewin", "Deputy 1", (Role.DEPUTY,), DEPUTY, reads_adult_concerns=True),
    NewUser("Lowri Ashcombe", "Deputy 2", (Role.DEPUTY,), JUNIOR),
)
START = datetime(2026, 9, 7, 8, 30, tzinfo=UTC)


@dataclass(slots=True)
class StoppedClock:
    """A clock that stands still until it is told."""

    at: datetime = START

    def now(self) -> datetime:
        """The moment it was last set to."""
        return self.at

    def forward(self, minutes: int) -> None:
        """Move on, or back with a negative number."""
        self.at += timedelta(minutes=minutes)


@dataclass(slots=True)
class MadeForTest:
    """A log on the disk, and whatever of it a test has open."""

    folder: Path
    state: Path
    recovery: str
    users: tuple[UserId, ...]
    clock: StoppedClock
    opened: list[OpenVault] = field(default_factory=list)

    def around(self) -> Surroundings:
        """This computer, as the test has it."""
        return Surroundings(self.clock, self.state)

    def unlock(
        self, passphrase: str = LEAD, user: UserId | None = None, *, check_later: bool = False
    ) -> OpenVault:
        """Open as the user whose first passphrase this was, or as ``user``."""
        order = (LEAD, HEAD, DEPUTY, JUNIOR)
        chosen = user if user is not None else self.users[order.index(passphrase)]
        vault = unlocking.unlock(self.folder, chosen, passphrase, self.around(), check_later=check_later)
        self.opened.append(vault)
        return vault

    def lock(self, vault: OpenVault) -> None:
        """Lock in the ordinary way."""
        vault.close(self.clock.now())

    def close_all(self) -> None:
        """Let go of everything a test left open."""
        for vault in self.opened:
            vault.abandon()

    def key(self, compartment: Compartment) -> bytes:
        """The database key, as somebody has it who holds the recovery key."""
        sealed = vault_file.read(self.folder).compartments[compartment.value]
        return bytes.fromhex(unseal(sealed.key.encode(), self.recovery).decode())

    def bare(self, compartment: Compartment = Compartment.DAILY) -> Connection:
        """The database as a holder of its key opens it with a tool of their own: no guard, no triggers respected."""
        return database.open_existing(self.folder / f"{compartment}.db", self.key(compartment))


def make_log(place: Path, users: tuple[NewUser, ...] = USERS) -> MadeForTest:
    """A fresh log under ``place``."""
    clock, recovery = StoppedClock(), Identity.generate()
    folder = place / "larchmere.safeguard"
    made = creation.create(folder, SCHOOL, users, clock, recovery=recovery, cost=CHEAPEST, demo=True)
    return MadeForTest(folder, place / "state", recovery.secret_text, made.users, clock)


def incident(text: str = "Marker text of the account.", serial: int = 1, letter: str = "") -> Incident:
    """A short invented incident."""
    author = PersonRef(None, "Imogen Larkfield", "DSL")
    return Incident(
        case=CaseNumber(2026, letter, serial),
        category="CB",
        catalogue_version="test",
        danger=Danger.NO,
        danger_asked_at=START,
        happened=exactly(START),
        attention=Attention(exactly(START)),
        accounts=(Account(author, text, exactly(START)),),
        participants=(),
        entered_at=START,
        entered_by=UserId("0" * 32),
    )


def file_incident(
    vault: OpenVault,
    text: str = "Marker text of the account.",
    where: Compartment = Compartment.DAILY,
    record: RecordId | None = None,
    kind: EventKind = EventKind.FILED,
) -> RecordId:
    """File an incident as the program does; its record id."""
    id_ = record if record is not None else new_record_id()
    compartment, letter = vault.compartment(where), vault.series(where).letter
    now = vault.clock.now()
    with compartment.write(kind, vault.user.id, now, record=id_) as work:
        content = incident(text, work.next_serial(now.year), letter)
        work.put(id_, replace(content, case=replace(content.case, year=now.year)))
    return id_


def attach(
    vault: OpenVault, record: RecordId, content: bytes, where: Compartment = Compartment.DAILY
) -> StoredFile:
    """Seal evidence and add it to an incident, in the order the program does."""
    compartment = vault.compartment(where)
    taken = sealed_files.take_in_bytes(compartment.files, content)
    stored = StoredFile(taken.file, taken.sha256, taken.size, "image/png", "picture.png")
    exhibit = EvidenceItem(1, stored, Way.FILE, IntakeAnswer.NO_SEEN_ALL, START, START, vault.user.id)
    with compartment.write(
        EventKind.EVIDENCE_SEALED, vault.user.id, vault.clock.now(), record=record
    ) as work:
        work.put(new_record_id(), exhibit, about=record)
        work.put_file_key(taken.file, taken.secret)
    return stored


def fingerprint(folder: Path) -> dict[str, str]:
    """Every file of a log with its hash, but for the lock, whose text says who holds it."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != unlocking.LOCK_NAME
    }
