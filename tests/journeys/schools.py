"""Logs that journeys start from: real ones, no demo's, and an invented school."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtGui import QColor, QImage

from safeguard_app.domain.identifiers import UserId
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.people import (
    AdultType,
    FamilyLink,
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
from safeguard_app.services import opening, people
from safeguard_app.services.opening import Computer, PersonWithKey
from safeguard_app.services.session import Session
from safeguard_app.vault.keys import stretching
from safeguard_app.vault.keys.stretching import Cost
from tests.journeys.driver import ZONE, SetClock, catalogue

PASSPHRASES = {
    "dsl": "quiet maple river lantern seventeen",
    "head": "early stone window orchard parcel",
    "deputy": "yellow paper boat thimble canyon",
}
LABELS = {"dsl": "Designated Safeguarding Lead", "head": "Headteacher", "deputy": "Deputy DSL"}
SCHOOL = School(
    name="Larkbridge Primary",
    nation=Nation.ENGLAND,
    local_authority="Eastmarch Council",
    contacts=(
        ContactToRing("police", "PC Example", "01632 960101"),
        ContactToRing("front_door", "Eastmarch front door", "01632 960102"),
        ContactToRing("allegations", "Ms Hale", "01632 960103"),
        ContactToRing("hr", "Mr Lund", "01632 960104"),
    ),
    chair_name="Dr Ama Boateng",
    head_name="Mr Simon Pell",
    dsl_name="Mrs Ruth Okello",
    address="2 Lark Lane, Eastmarch",
    phone="01632 960100",
    email="office@larkbridge.example",
)


QUICK = Cost(memory_kib=1024, passes=1, lanes=1)
"""What counts as a real log's cost within :func:`quick_keys`: each real one takes a third of a second."""


@contextmanager
def quick_keys() -> Iterator[None]:
    """Lower what a real log's passphrases have to cost in this process. No other opens what is made meanwhile."""
    floor, stretching.FLOOR = stretching.FLOOR, QUICK
    try:
        yield
    finally:
        stretching.FLOOR = floor


@dataclass(frozen=True)
class MadeLog:
    """A log on disk, locked. ``recovery`` is its recovery key."""

    folder: Path
    users: dict[str, UserId]
    recovery: str


def make_log(folder: Path, clock: SetClock, school: School = SCHOOL) -> MadeLog:
    """DSL, Headteacher, and a deputy who does not read concerns about adults. Not a demo log."""
    names = (school.dsl_name, school.head_name, "Mr Tom Reed")
    people = tuple(
        PersonWithKey(name, (role,), PASSPHRASES[key], role is Role.HEAD)
        for name, role, key in zip(names, (Role.DSL, Role.HEAD, Role.DEPUTY), PASSPHRASES, strict=True)
    )
    recovery = opening.new_recovery_key()
    calibrated, stretching.calibrated = stretching.calibrated, lambda: stretching.FLOOR
    try:
        made = opening.create_log(folder, school, people, recovery, computer_of(folder.parent, clock))
    finally:
        stretching.calibrated = calibrated
    return MadeLog(folder, dict(zip(PASSPHRASES, made.users, strict=True)), recovery.text)


def computer_of(home: Path, clock: SetClock) -> Computer:
    """The computer of a journey whose home is ``home``."""
    return Computer(clock, ZONE, home / "state", catalogue())


def sign_in(made: MadeLog, who: str, home: Path, clock: SetClock) -> Session:
    """Open the log without a window, to prepare or to look behind a journey."""
    return opening.unlock(made.folder, made.users[who], PASSPHRASES[who], computer_of(home, clock))


def add_pupil(
    session: Session, name: str, born: date, year: str, class_name: str, *family: FamilyLink
) -> PersonRef:
    """A pupil on roll since September 2024."""
    person = Person(
        name,
        PersonKind.PUPIL,
        date_of_birth=born,
        year_group=year,
        class_name=class_name,
        on_roll=(Period(date(2024, 9, 2)),),
        family=family,
    )
    return people.ref_of(session, people.add(session, person)[0])


def add_former_pupil(session: Session, name: str, born: date, left: date, *family: FamilyLink) -> PersonRef:
    """A pupil who was on roll from September 2018 until the day they left."""
    person = Person(
        name,
        PersonKind.FORMER_PUPIL,
        date_of_birth=born,
        on_roll=(Period(date(2018, 9, 3), left),),
        family=family,
    )
    return people.ref_of(session, people.add(session, person)[0])


def add_adult(
    session: Session, name: str, title: str, *offices: OfficeKind, kind: AdultType = AdultType.EMPLOYEE
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


def picture(path: Path, shade: int = 40) -> Path:
    """A small picture made here: what a screenshot stands for in a test."""
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(QColor(shade, 200 - shade, 90))
    assert image.save(str(path))
    return path
