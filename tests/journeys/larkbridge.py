"""Larkbridge Primary on 16 September, after the threat: what other journeys of scenario 1 prove is on record."""

from dataclasses import replace
from datetime import datetime

from PySide6.QtGui import QGuiApplication

from safeguard_app.domain.incidents import Participant
from safeguard_app.domain.moments import Moment, exactly
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.responses import ResponseStep, RungKind, StepResult
from safeguard_app.services import opening, people, responses
from safeguard_app.services.incident_lists import IncidentFilter, StateFilter, rows
from safeguard_app.services.session import Session
from tests.journeys.driver import ZONE, Journey, SetClock
from tests.journeys.schools import MadeLog, sign_in
from tests.journeys.tasks_at_the_desk import save_panel
from tests.journeys.tasks_with_evidence import filed

HALLOWAY = "Mr Dean Halloway"


def file_the_trolling(log: MadeLog, clock: SetClock) -> None:
    """The posts about Ms Nandra as 2026-0001: he was rung and refused, and the police know of the threat."""
    clock.set("2026-09-16 09:30")
    session = sign_in(log, "dsl", log.folder.parent, clock)
    filed(
        session,
        "TR",
        "Two posts in the public group insult Ms Nandra. The second names Ella.",
        "2026-09-14 08:05",
        "2026-09-11 20:14",
        Participant(_known(session, "Ms Priya Nandra"), "target"),
        Participant(PersonRef(None, HALLOWAY, "Parent of Kai"), "author"),
        Participant(_known(session, "Ella Tan"), "depicted"),
    )
    (row,) = rows(session, IncidentFilter(StateFilter.ALL))
    rung = _local("2026-09-14 15:40")
    call = ResponseStep("adult_author", "phone", RungKind.STEP, rung, "Mr Simon Pell", HALLOWAY)
    asked = replace(call, said="Asked to remove both posts by 17:00.", result=StepResult.REFUSED)
    police = replace(call, rung="police", at=_local("2026-09-16 09:10"), said="101", reference="EM-0416")
    for one in (asked, police):
        responses.add_step(session, row.reference, one)
    opening.lock(session)


def send_letter(journey: Journey, title: str, child: str) -> str:
    """Draft a letter from the record, keep it as it stands, copy it and say that it was sent; its text."""
    keys = journey.keys
    keys.activate(f"Draft the letter: {title}")
    journey.wait_focus("Letter")
    keys.fill("Their own child", child)
    save_panel(journey, "Keep letter")
    journey.wait_for("Ready, not sent")
    keys.activate(f"Copy as plain text: {title}")
    journey.settle()
    copied = QGuiApplication.clipboard().text()
    keys.activate(f"Sent: {title}")
    journey.wait_focus("How it was sent")
    keys.type("First class post")
    save_panel(journey, "Put away")
    journey.wait_gone("Ready, not sent")
    return copied


def _known(session: Session, name: str) -> PersonRef:
    (found,) = people.suggest(session, name)
    return found.person


def _local(text: str) -> Moment:
    return exactly(datetime.fromisoformat(text).replace(tzinfo=ZONE))
