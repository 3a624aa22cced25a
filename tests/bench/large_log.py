"""A log as large as a school's gets: made through the vault's own way of writing, so that chain and lists are true.

Everything is drawn from a fixed seed. Each incident, and each thing added to it later, is an event of its own, as in
life; people come in batches, as from an import. The disk is not waited for while the log is made.

``python -m tests.bench.large_log OUT [INCIDENTS]`` makes one to look at.
"""

import hashlib
import json
import shutil
import sys
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from safeguard_app.catalogue.loader import load_catalogue
from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.away import Away
from safeguard_app.domain.identifiers import CaseNumber, Compartment, Reference, UserId
from safeguard_app.domain.incidents import Participant
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.people import PersonKind, PersonRef
from safeguard_app.domain.school import School
from safeguard_app.domain.users import Role
from safeguard_app.services import opening
from safeguard_app.services.opening import Computer
from safeguard_app.services.session import Session
from safeguard_app.vault import creation
from safeguard_app.vault.keys.stretching import CHEAPEST
from tests.bench import invented, invented_desk, word_lists

ZONE = ZoneInfo("Europe/London")
END = datetime(2026, 10, 12, 15, 42, tzinfo=ZONE)
"""The log's own today."""
STORY = timedelta(days=4 * 365)
"""How far back the log goes."""
PASSPHRASE = "quiet maple river"
_NAME, _MARKS = "Larkbridge Primary.safeguard", "made.json"
_PEOPLE_AT_ONCE = 25
_OFTEN = 25
"""Every so manieth record names the same pupil: a school has one of whom there are hundreds."""
_NOTED, _REGISTERED = 10, 7
"""After every so manieth record there is a note on a person, or an entry of a register."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything."""

    incidents: int
    people: int
    declarations: int
    consents: int = 0
    """Entries of the fullest register."""

    @classmethod
    def of(cls, incidents: int) -> "Size":
        """As many people as incidents: a large school, and everybody who ever left it."""
        return cls(incidents, incidents, incidents // 50, incidents // 2)


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
    folder = parent / _NAME
    school = School("Larkbridge Primary", Nation.ENGLAND, "Eastmarch Council", head_name="Mrs Carol Denning")
    users = (
        creation.NewUser("Miss Jo Abbey", "DSL", (Role.DSL,), PASSPHRASE),
        creation.NewUser("Mr Sam Okoro", "Deputy", (Role.DEPUTY,), "seven under river maple"),
    )
    made = creation.create(folder, school, users, clock, cost=CHEAPEST, demo=True)
    session = opening.unlock(folder, made.users[0], PASSPHRASE, computer)
    try:
        for compartment in session.vault:
            compartment.on_commit = None
            with compartment.without_guard() as connection:
                connection.execute("PRAGMA synchronous = OFF")
        writer = _Writer(session, clock)
        writer.write(size)
        writer.cover(made.users[1])
        clock.at = END
        events = sum(compartment.head.number for compartment in session.vault)
        versions = sum(_versions(compartment.connection) for compartment in session.vault)
    finally:
        opening.lock(session)
    return LargeLog(folder, computer, made.users[0], size, events, versions)


def kept(parent: Path, size: Size, scratch: Path) -> LargeLog:
    """A copy, in ``scratch``, of the log of ``size`` that is kept in ``parent``, and made there where it is not yet.

    Made anew as well where what makes it has changed.
    """
    marks, made_by = parent / _MARKS, _made_by(size)
    found = json.loads(marks.read_text(encoding="utf-8")) if marks.exists() else {}
    if found.get("made_by") != made_by:
        shutil.rmtree(parent, ignore_errors=True)
        parent.mkdir(parents=True)
        log = make(parent, size)
        found = {"made_by": made_by, "user": log.user, "events": log.events, "versions": log.versions}
        marks.write_text(json.dumps(found), encoding="utf-8")
    scratch.mkdir()
    shutil.copytree(parent, scratch, dirs_exist_ok=True)
    computer = Computer(SetClock(END), ZONE, scratch / "state", load_catalogue())
    return LargeLog(
        scratch / _NAME, computer, UserId(found["user"]), size, found["events"], found["versions"]
    )


def _made_by(size: Size) -> str:
    """A checksum of what a log is made by."""
    folder = Path(__file__).parent
    sources = sorted(Path(str(one.__file__)) for one in (invented, invented_desk, word_lists))
    made = "".join(path.read_text(encoding="utf-8") for path in (*sources, folder / "large_log.py"))
    return hashlib.sha256(f"{size} {made}".encode()).hexdigest()


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
        every = max(1, size.incidents // size.consents) if size.consents else 0
        for place in range(size.incidents):
            self.clock.at = first + place * step
            self._file(often=place % _OFTEN == 0)
            if every and place % every == 0:
                self._enter(invented_desk.CONSENT)
            if place % _REGISTERED == 0:
                self._enter(invented_desk.BOOKS[place // _REGISTERED % len(invented_desk.BOOKS)])
            if place % _NOTED == 0:
                self._note_on(self.chance.choice(self.pupils))
        self._drive()

    def cover(self, away: UserId) -> None:
        """Another user is away, and whoever opens the log covers."""
        content = Away(
            away, END.date() - timedelta(days=1), END.date() + timedelta(days=5), self.session.user.id
        )
        self._put(EventKind.AWAY_SAID, content, by=away)

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

    def _enter(self, book: str) -> None:
        pupil, adult = self.chance.choice(self.pupils), self.chance.choice(self.adults)
        at, user = self.clock.at, self.session.user
        self._put(
            EventKind.LOGBOOK_ENTERED,
            invented_desk.register_entry(book, pupil, adult, at, user, self.chance),
        )

    def _note_on(self, who: PersonRef) -> None:
        self._put(EventKind.PERSON_NOTE_ADDED, invented_desk.person_note(who, self.clock.at, self.chance))

    def _drive(self) -> None:
        at, user = END - timedelta(days=20), self.session.user
        self._put(EventKind.DRIVE_BEGUN, invented_desk.drive(self.adults, at, user, self.chance))

    def _put(self, kind: EventKind, content: object, by: UserId | None = None) -> None:
        """A record of the daily log, and its event."""
        record, user = invented.record_id(self.chance), by or self.session.user.id
        with self.session.vault.daily.write(kind, user, self.clock.at, record=record) as work:
            work.put(record, content)

    def _file(self, *, often: bool) -> None:
        chance, at, user = self.chance, self.clock.at, self.session.user.id
        category = invented.category(chance)
        involved = invented.involved(category, self.pupils, self.adults, chance)
        if often and not invented.is_about_an_adult(category):
            involved = (Participant(self.pupils[0], "alleged"), *involved)
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
        people = [one.person for one in involved if one.role != "reporter"]
        for event, hung in invented_desk.hung_on(record, END - at, at, people, chance):
            with compartment.write(event, user, at, record=record) as work:
                work.put(invented.record_id(chance), hung, about=record)


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
