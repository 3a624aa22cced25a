"""A school's log for tests: real keys and databases at the cheapest cost, three users, and a clock that tests set."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from safeguard_app.catalogue.catalogue import Catalogue
from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.identifiers import Reference, UserId
from safeguard_app.domain.incidents import Danger, Participant
from safeguard_app.domain.moments import Moment, exactly
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.people import (
    AdultType,
    Office,
    OfficeKind,
    Person,
    PersonKind,
    PersonRef,
    Post,
)
from safeguard_app.domain.periods import Period
from safeguard_app.domain.school import ContactToRing, School
from safeguard_app.domain.users import Role
from safeguard_app.services import incidents, opening, people
from safeguard_app.services.incident_form import IncidentForm, Typed
from safeguard_app.services.session import Session
from safeguard_app.vault.creation import NewUser, create
from safeguard_app.vault.keys.stretching import CHEAPEST
from safeguard_app.vault.unlocking import Surroundings, unlock
from tests.shipped import shipped_catalogue

ZONE = ZoneInfo("Europe/London")
PASSPHRASES = {"dsl": "quiet maple river", "head": "early stone window", "deputy": "yellow paper boat"}


def at(text: str) -> datetime:
    """``2026-09-22 08:50`` in the school's own time."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def moment(text: str) -> Moment:
    """An exact moment in the school's own time."""
    return exactly(at(text))


@dataclass
class SetClock:
    """A clock that stands still until a test moves it."""

    at: datetime

    def now(self) -> datetime:
        """The time it was set to."""
        return self.at

    def set(self, text: str) -> None:
        """Set it to a local time."""
        self.at = at(text)

    def forward(self, **amount: int) -> None:
        """Move it on."""
        self.at += timedelta(**amount)


@dataclass
class MadeSchool:
    """A made log, and whoever is signed in. Only one person is, as in life: the log has one lock."""

    folder: Path
    state: Path
    clock: SetClock
    catalogue: Catalogue
    users: dict[str, UserId]
    recovery: str = ""
    _open: Session | None = field(default=None)

    def sign_in(self, who: str = "dsl") -> Session:
        """Lock, and unlock as somebody else."""
        self.close()
        vault = unlock(self.folder, self.users[who], PASSPHRASES[who], Surroundings(self.clock, self.state))
        self._open = Session(vault, self.catalogue, ZONE)
        return self._open

    def recover(self, key: str, who: str, passphrase: str) -> Session:
        """Lock, and unlock as somebody else with a recovery key and a new passphrase."""
        self.close()
        computer = opening.Computer(self.clock, ZONE, self.state, self.catalogue)
        self._open = opening.recover(self.folder, key, self.users[who], passphrase, computer)
        return self._open

    def put_back_an_older_copy(self, who: str = "dsl") -> None:
        """Somebody works on, and then the copy of the log from before lies in its place."""
        self.sign_in(who)
        self.close()
        kept = self.folder.with_name("kept")
        shutil.copytree(self.folder, kept)
        session = self.sign_in(who)
        for compartment in session.vault:
            compartment.note(EventKind.CHECKED, session.user.id, session.now())
        self.close()
        shutil.rmtree(self.folder)
        kept.rename(self.folder)

    def close(self) -> None:
        """Lock, if somebody is signed in."""
        if self._open is not None:
            opening.lock(self._open)
            self._open = None


SCHOOL = School(
    name="Baylis Lane Primary",
    nation=Nation.ENGLAND,
    local_authority="Eastmarch Council",
    contacts=(
        ContactToRing("police", "PC Example", "01632 960101"),
        ContactToRing("front_door", "Eastmarch front door", "01632 960102"),
        ContactToRing("allegations", "Ms Hale", "01632 960103"),
        ContactToRing("hr", "Mr Lund", "01632 960104"),
    ),
    chair_name="Mr Paul Strand",
    head_name="Mrs Carol Denning",
    dsl_name="Miss Jo Abbey",
    address="1 Baylis Lane, Eastmarch",
    phone="01632 960100",
    email="office@baylislane.example",
)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The catalogue that ships, read once."""
    return shipped_catalogue()


START = "2026-09-07 08:00"


def new_log(folder: Path, school: School) -> tuple[dict[str, UserId], str]:
    """Make a log with three users; their ids, and the recovery key."""
    people_with_keys = (
        NewUser("Miss Jo Abbey", "DSL", (Role.DSL,), PASSPHRASES["dsl"]),
        NewUser("Mrs Carol Denning", "Headteacher", (Role.HEAD,), PASSPHRASES["head"]),
        NewUser("Mr Tom Reed", "Deputy DSL", (Role.DEPUTY,), PASSPHRASES["deputy"]),
    )
    log = create(folder, school, people_with_keys, SetClock(at(START)), cost=CHEAPEST, demo=True)
    return dict(zip(PASSPHRASES, log.users, strict=True)), log.recovery_key


@cache
def _made_once(base: Path, school: School) -> tuple[Path, dict[str, UserId], str]:
    """A log of a school that is made once in a run, copied for tests and never opened itself."""
    folder = base / f"{_made_once.cache_info().misses}.safeguard"
    return folder, *new_log(folder, school)


@contextmanager
def _schools(own: Path, base: Path, catalogue: Catalogue) -> Iterator[Callable[..., MadeSchool]]:
    """Makes logs in a folder; whatever is still open at the end is closed.

    The first of them is a copy of one made before; a second one is another log, with keys and ids of its own.
    """
    made: list[MadeSchool] = []
    base.mkdir(exist_ok=True)

    def make(school: School = SCHOOL) -> MadeSchool:
        folder = own / f"school{len(made)}.safeguard"
        if made:
            users, recovery = new_log(folder, school)
        else:
            untouched, users, recovery = _made_once(base, school)
            shutil.copytree(untouched, folder)
        clock = SetClock(at(START))
        made.append(MadeSchool(folder, own / "state", clock, catalogue, dict(users), recovery))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def make_school(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue
) -> Iterator[Callable[..., MadeSchool]]:
    """Makes logs of one test."""
    with _schools(tmp_path, tmp_path_factory.getbasetemp() / "schools-made", catalogue) as make:
        yield make


@pytest.fixture(scope="module")
def make_once(
    tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue
) -> Iterator[Callable[..., MadeSchool]]:
    """Makes logs that stay open for a whole module, whose tests read papers of what was entered once."""
    own, base = tmp_path_factory.mktemp("once"), tmp_path_factory.getbasetemp() / "schools-made"
    with _schools(own, base, catalogue) as make:
        yield make


@pytest.fixture
def made_school(make_school: Callable[..., MadeSchool]) -> MadeSchool:
    """Baylis Lane Primary: the DSL Miss Abbey, the Headteacher Mrs Denning, the deputy Mr Reed, who reads only c1."""
    return make_school()


def pupil(session: Session, name: str, born: date, year: str = "Year 4", class_name: str = "4B") -> PersonRef:
    """A pupil on roll since September 2024."""
    person = Person(
        name,
        PersonKind.PUPIL,
        date_of_birth=born,
        year_group=year,
        class_name=class_name,
        on_roll=(Period(date(2024, 9, 2)),),
    )
    return people.ref_of(session, people.add(session, person)[0])


def adult(
    session: Session, name: str, title: str, kind: AdultType = AdultType.EMPLOYEE, *offices: OfficeKind
) -> PersonRef:
    """An adult in post since September 2025, with offices held since then."""
    since = Period(date(2025, 9, 1))
    person = Person(
        name,
        PersonKind.STAFF,
        posts=(Post(kind, title, since),),
        offices=tuple(Office(office, since) for office in offices),
    )
    return people.ref_of(session, people.add(session, person)[0])


def log_incident(
    session: Session,
    category: str,
    *people_in_it: tuple[PersonRef, str],
    account: str = "What was seen and said, in order.",
    happened: Moment | None = None,
    told: Moment | None = None,
    about_head: bool = False,
    about_lead: bool = False,
    withheld: str = "",
    online_location: str = "",
    platform: str = "",
) -> Reference:
    """File an incident; ``withheld`` is the role whose people asked not to be named."""
    now = exactly(session.now())
    form: IncidentForm = incidents.new_form(session, quick=False, category=category)
    ready = replace(
        form,
        danger=Danger.NO,
        danger_asked_at=session.now(),
        account=account,
        happened=Typed("", happened or told or now),
        told=Typed("", told or now),
        participants=tuple(
            Participant(person, role, name_withheld=role == withheld) for person, role in people_in_it
        ),
        about_head=about_head,
        about_lead=about_lead,
        online_location=online_location,
        platform=platform,
    )
    return incidents.file(session, ready)[0]


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    """The DSL, signed in on Mon 14 Sep 2026."""
    made_school.clock.set("2026-09-14 09:00")
    return made_school.sign_in()


@pytest.fixture
def incident(session: Session) -> Reference:
    """A trolling incident with one child."""
    return log_incident(session, "TR", (pupil(session, "Ella Tan", date(2016, 4, 2)), "target"))
