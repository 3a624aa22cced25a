"""A log as large as a school's gets: made through the vault's own way of writing, so that chain and lists are true.

Everything is drawn from a fixed seed. Each incident, and each thing added to it later, is an event of its own, as in
life; people come in batches, as from an import. The disk is not waited for while the log is made.

``python -m tests.bench.large_log OUT [INCIDENTS]`` makes one to look at.
"""

import sys
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from safeguard_app.catalogue.loader import load_catalogue
from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.identifiers import CaseNumber, Compartment, Reference, UserId
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.people import PersonKind, PersonRef
from safeguard_app.domain.school import School
from safeguard_app.domain.users import Role
from safeguard_app.services import opening
from safeguard_app.services.opening import Computer
from safeguard_app.services.session import Session
from safeguard_app.vault import creation
from safeguard_app.vault.keys.stretching import CHEAPEST
from tests.bench import invented

ZONE = ZoneInfo("Europe/London")
END = datetime(2026, 10, 12, 15, 42, tzinfo=ZONE)
"""The log's own today."""
STORY = timedelta(days=4 * 365)
"""How far back the log goes."""
PASSPHRASE = "quiet maple river"
_PEOPLE_AT_ONCE = 25


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything."""

    incidents: int
    people: int
    declarations: int

    @classmethod
    def of(cls, incidents: int) -> "Size":
        """A school's usual proportions."""
        return cls(incidents, incidents * 3 // 10, incidents // 50)


FULL, QUICK = Size.of(10_000), Size.of(1_000)


@dataclass(slots=True)
class SetClock:
    """Stands where it was set."""

    at: datetime

    def now(self) -> datetime:
        """The moment it was set to."""
        return self.at


@dataclass(frozen=True, slots=True)
class LargeLog:
    """The made log, what opens it, and how many events and stored versions it has."""

    folder: Path
    computer: Computer
    user: UserId
    size: Size
    events: int
    versions: int

    def unlock(self) -> Session:
        """Open it as the DSL."""
        return opening.unlock(self.folder, self.user, PASSPHRASE, self.computer)


def make(parent: Path, size: Size) -> LargeLog:
    """Make a log of ``size`` in the folder ``parent``."""
    clock = SetClock(END - STORY)
    computer = Computer(clock, ZONE, parent / "state", load_catalogue())
    folder = parent / "Larkbridge Primary.safeguard"
    school = School("Larkbridge Primary", Nation.ENGLAND, "Eastmarch Council", head_name="Mrs Carol Denning")
    users = (creation.NewUser("Miss Jo Abbey", "DSL", (Role.DSL,), PASSPHRASE),)
    made = creation.create(folder, school, users, clock, cost=CHEAPEST, demo=True)
    session = opening.unlock(folder, made.users[0], PASSPHRASE, computer)
    try:
        for compartment in session.vault:
            compartment.on_commit = None
            with compartment.without_guard() as connection:
                connection.execute("PRAGMA synchronous = OFF")
        _Writer(session, clock).write(size)
        clock.at = END
        events = sum(compartment.head.number for compartment in session.vault)
        versions = sum(_versions(compartment.connection) for compartment in session.vault)
    finally:
        opening.lock(session)
    return LargeLog(folder, computer, made.users[0], size, events, versions)


def _versions(connection: object) -> int:
    found = connection.execute("SELECT count(*) FROM version").fetchone()  # type: ignore[attr-defined]
    return int(found[0])


@dataclass(slots=True)
class _Writer:
    session: Session
    clock: SetClock
    chance: Random = field(default_factory=lambda: Random(42))
    pupils: list[PersonRef] = field(default_factory=list)
    adults: list[PersonRef] = field(default_factory=list)
    serials: dict[tuple[Compartment, int], int] = field(default_factory=dict)
    letters: dict[Compartment, str] = field(default_factory=dict)

    def write(self, size: Size) -> None:
        """People, then their declarations, then year after year of incidents."""
        self.letters = {one.id: self.session.vault.series(one.id).letter for one in self.session.vault}
        for begin in range(0, size.people, _PEOPLE_AT_ONCE):
            self._enter_people(min(_PEOPLE_AT_ONCE, size.people - begin))
        for _ in range(size.declarations):
            self._declare()
        first = self.clock.at
        step = (END - first - timedelta(hours=1)) / size.incidents
        for place in range(size.incidents):
            self.clock.at = first + place * step
            self._file()

    def _enter_people(self, count: int) -> None:
        self.clock.at += timedelta(seconds=5)
        user = self.session.user.id
        with self.session.vault.daily.write(EventKind.PERSON_ADDED, user, self.clock.at) as work:
            for _ in range(count):
                person, record = (
                    invented.person(self.chance, self.clock.at.date()),
                    invented.record_id(self.chance),
                )
                work.put(record, person)
                reference = Reference(Compartment.DAILY, record)
                named = PersonRef(reference, person.name, person.class_name or person.posts[-1].title)
                (self.pupils if person.kind is PersonKind.PUPIL else self.adults).append(named)

    def _declare(self) -> None:
        self.clock.at += timedelta(seconds=5)
        user = self.session.user
        adult, pupil = self.chance.choice(self.adults), self.chance.choice(self.pupils)
        made = invented.declaration(adult, pupil, self.clock.at, user)
        with self.session.vault.daily.write(EventKind.DECLARATION_ENTERED, user.id, self.clock.at) as work:
            work.put(invented.record_id(self.chance), made)

    def _file(self) -> None:
        chance, at, user = self.chance, self.clock.at, self.session.user.id
        category = invented.category(chance)
        involved = invented.involved(category, self.pupils, self.adults, chance)
        home = self.session.catalogue.home_of(category, [one.role for one in involved])
        serial = self.serials[home, at.year] = self.serials.get((home, at.year), 0) + 1
        case = CaseNumber(at.year, self.letters[home], serial)
        record = invented.record_id(chance)
        compartment = self.session.vault.compartment(home)
        with compartment.write(EventKind.FILED, user, at, record=record) as work:
            work.put(record, invented.incident(case, category, involved, at, user, chance))
            if END - at > timedelta(days=3):
                for content in invented.told_at_once(at, chance):
                    work.put(invented.record_id(chance), content, about=record)
        for kind, contents in invented.added_later(END - at, at, user, chance):
            with compartment.write(kind, user, at, record=record) as work:
                for content in contents:
                    work.put(invented.record_id(chance), content, about=record)


def main(arguments: list[str]) -> int:
    """Make a log and say what is in it."""
    if not arguments:
        print("usage: python -m tests.bench.large_log OUT [INCIDENTS]")
        return 2
    out = Path(arguments[0])
    out.mkdir(parents=True, exist_ok=True)
    made = make(out, Size.of(int(arguments[1])) if arguments[1:] else FULL)
    print(f"{made.folder}: {made.events:,} events, {made.versions:,} versions. Passphrase: {PASSPHRASE}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
