"""What became of the referrals of a record: each with its steps in order, and the step that is offered next.

A referral may go on a form prepared here or on the agency's own: children's social care, the Prevent lead and the
police have theirs. Printing or saving a form is no step. Where a referral is declined, challenging it is offered.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from safeguard_app.domain.documents_issued import Referral
from safeguard_app.domain.identifiers import RecordId
from safeguard_app.domain.moments import sort_key
from safeguard_app.domain.records import Stored
from safeguard_app.domain.referral_steps import LEVELS, ReferralStep, StepTaken
from safeguard_app.domain.text_rules import visible
from safeguard_app.services.clock_words import step_words
from safeguard_app.services.incident_views import EntryLine
from safeguard_app.services.labels import when
from safeguard_app.services.own_forms import known_forms
from safeguard_app.services.session import Session

AGENCIES = ("allegations", "front_door", "prevent", "police")
"""Whom a referral of a record may go to, where the nation has them: ids of the catalogue."""
PRINTING_WORDS = (
    "Printing or saving a form meets no time limit. What counts is recorded here: phoned, sent, answered."
)


@dataclass(frozen=True, slots=True)
class AgencyChoice:
    """Somebody a referral can go to, in the nation's words."""

    agency: str
    name: str


@dataclass(frozen=True, slots=True)
class LifeView:
    """One referral: to whom, about whom, its steps, and at which level its decision would be challenged next."""

    referral: str
    agency: str
    to: str
    about: str
    steps: tuple[EntryLine, ...]
    contents: tuple[ReferralStep, ...]
    """The same steps as they are kept, for correcting one."""
    declined: bool
    next_level: int
    proposed: StepTaken


def lives(session: Session, entries: Sequence[Stored[Any]]) -> tuple[LifeView, ...]:
    """Every referral of a record that has a step or a form, in order. ``entries`` are live."""
    found: dict[str, list[Stored[ReferralStep]]] = {}
    names: dict[str, tuple[str, str]] = {}
    known = known_forms(session)
    for entry in entries:
        content = entry.content
        if isinstance(content, Referral):
            form = known.get(content.form)
            if form is not None and form.agency not in AGENCIES:
                continue  # a report or a record: nobody decides on it
            subject = content.subject.name if content.subject is not None else ""
            names[entry.reference.id] = (form.agency if form is not None else "", subject)
            found.setdefault(entry.reference.id, [])
        elif isinstance(content, ReferralStep):
            found.setdefault(content.referral, []).append(entry)
            names.setdefault(content.referral, (content.agency, content.about))
    return tuple(_life(session, one, *names[one], steps) for one, steps in found.items())


def agencies(session: Session) -> tuple[AgencyChoice, ...]:
    """Whom a referral can go to in this nation."""
    nation = session.catalogue.nations[session.nation]
    words = session.words()
    return tuple(
        AgencyChoice(one, words.fill(agency.name))
        for one in AGENCIES
        if (agency := nation.agency(one)) is not None
    )


def step_choices(agency: str, life: LifeView | None) -> tuple[tuple[StepTaken, str], ...]:
    """The steps that can be recorded of a referral; challenging a decision only once there is one to challenge."""
    offered = []
    for taken in StepTaken:
        if taken is StepTaken.THRESHOLD_AGREED and agency != "allegations":
            continue
        if taken is StepTaken.ESCALATED and (life is None or not life.declined):
            continue
        offered.append((taken, step_words(taken)))
    return tuple(offered)


def _life(
    session: Session, referral: str, agency: str, about: str, steps: list[Stored[ReferralStep]]
) -> LifeView:
    steps.sort(key=lambda one: sort_key(one.content.at))
    nation = session.catalogue.nations[session.nation].agency(agency)
    taken = [one.content.taken for one in steps]
    levels = [one.content.level for one in steps if one.content.taken is StepTaken.ESCALATED]
    return LifeView(
        referral=referral,
        agency=agency,
        to=session.words().fill(nation.name) if nation is not None else agency,
        about=about or next((one.content.about for one in steps if one.content.about), ""),
        steps=tuple(_line(session, one) for one in steps),
        contents=tuple(one.content for one in steps),
        declined=StepTaken.DECLINED in taken,
        next_level=min(LEVELS, max(levels, default=0) + 1),
        proposed=_proposed(taken),
    )


def _proposed(taken: Sequence[StepTaken]) -> StepTaken:
    if not taken:
        return StepTaken.PHONED
    if StepTaken.SENT not in taken:
        return StepTaken.SENT
    return StepTaken.ESCALATED if taken[-1] is StepTaken.DECLINED else StepTaken.ACKNOWLEDGED


def _line(session: Session, stored: Stored[ReferralStep]) -> EntryLine:
    step = stored.content
    who = f"With {step.with_whom}" if step.with_whom else ""
    lines = [
        who,
        step.how,
        visible(step.text),
        f"Advised: {visible(step.advised)}" if step.advised else "",
        f"What protects the child meanwhile: {visible(step.meanwhile)}" if step.meanwhile else "",
        f"Their reference: {step.reference}" if step.reference else "",
    ]
    by = step.by or session.name_of(stored.recorded_by)
    return EntryLine(
        RecordId(stored.reference.id),
        step_words(step.taken, step.level),
        when(session, step.at),
        tuple(line for line in lines if line),
        by,
    )
