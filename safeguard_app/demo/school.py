"""Building the demo school's log: made, unlocked, filled in story order through the program's own services."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from safeguard_app.demo.happenings import draft_happenings, incident_happenings
from safeguard_app.demo.register import Cast, data, declaration_happenings, enter_people
from safeguard_app.demo.story_clock import StoryClock, end_of_story
from safeguard_app.domain.identifiers import UserId
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.school import ContactToRing, School
from safeguard_app.domain.users import Role
from safeguard_app.services import opening
from safeguard_app.services.opening import Computer, PersonWithKey, RecoveryKey
from safeguard_app.services.session import Session

_STORY_DAYS = 120
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True, repr=False)
class DemoLog:
    """The demo's log and everything that opens it: printed beside it, since it protects nothing."""

    folder: Path
    recovery: RecoveryKey
    users: dict[str, UserId]
    passphrases: dict[str, str]
    names: dict[str, str]
    cast: Cast


def lead_passphrase() -> str:
    """What opens every demo as its DSL, unless somebody who looked round it changed that."""
    passphrase: str = next(one["passphrase"] for one in data("people")["users"] if one["key"] == "lead")
    return passphrase


def build(folder: Path, computer: Computer, tell: Tell = lambda _: None) -> DemoLog:
    """Make the demo school's log at ``folder``. Its story ends on the newest school-day afternoon."""
    end = end_of_story(computer.clock.now().astimezone(computer.zone))
    clock = StoryClock(end - timedelta(days=_STORY_DAYS))
    story = Computer(clock, computer.zone, computer.state, computer.catalogue)
    content = data("people")
    users = content["users"]
    recovery = opening.new_recovery_key()
    people = tuple(
        PersonWithKey(one["name"], tuple(Role(role) for role in one["roles"]), one["passphrase"])
        for one in users
    )
    made = opening.create_log(folder, _school(content), people, recovery, story, demo=True)
    keys = [one["key"] for one in users]
    log = DemoLog(
        folder=folder,
        recovery=recovery,
        users=dict(zip(keys, made.users, strict=True)),
        passphrases={one["key"]: one["passphrase"] for one in users},
        names={one["key"]: one["name"] for one in users},
        cast=Cast(end, computer.zone),
    )
    tell("The demo school’s log is made.")
    _tell_the_story(log, story, clock, tell)
    return log


def _school(content: dict[str, dict[str, str]]) -> School:
    school = content["school"]
    contacts = tuple(ContactToRing(one["agency"], one["name"], one["phone"]) for one in content["contacts"])  # type: ignore[index]
    return School(
        name=school["name"],
        nation=Nation.ENGLAND,
        local_authority=school["local_authority"],
        contacts=contacts,
        chair_name=school["chair_name"],
        head_name=school["head_name"],
        dsl_name=school["dsl_name"],
        address=school["address"],
        phone=school["phone"],
        email=school["email"],
        secure_email=school["secure_email"],
    )


def _tell_the_story(log: DemoLog, story: Computer, clock: StoryClock, tell: Tell) -> None:
    session = opening.unlock(log.folder, log.users["lead"], log.passphrases["lead"], story)
    try:
        enter_people(session, log.cast)
        tell("People are on the register.")
        happenings = [
            *declaration_happenings(log.cast),
            *incident_happenings(log.cast),
            *draft_happenings(log.cast),
        ]
        for at, happen in sorted(happenings, key=_time_of):
            clock.set_forward(at)
            happen(session)
        tell("Declarations and incidents are filed, with their evidence.")
        clock.set_forward(log.cast.end)
    finally:
        opening.lock(session)


def _time_of(happening: tuple[datetime, Callable[[Session], None]]) -> datetime:
    return happening[0]
