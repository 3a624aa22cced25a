"""Clocks and the steps of a referral in words: units, what was done, what was said of a time limit."""

from safeguard_app.catalogue.clocks import Clock
from safeguard_app.domain.clock_acts import ActOnClock, ClockAct
from safeguard_app.domain.date_words import count_words
from safeguard_app.domain.referral_steps import StepTaken
from safeguard_app.domain.working_time import Unit
from safeguard_app.services.session import Session

STEP_WORDS = {
    StepTaken.PHONED: "Rang, and spoke to somebody",
    StepTaken.LEFT_MESSAGE: "Left a message on an answering machine",
    StepTaken.MET: "Met in person",
    StepTaken.THRESHOLD_AGREED: "They agreed that the harm threshold is met",
    StepTaken.SENT: "Sent the form, or handed it over",
    StepTaken.ACKNOWLEDGED: "They acknowledged it",
    StepTaken.CHASED: "Rang because nothing was heard",
    StepTaken.ACCEPTED: "They decided to act on it",
    StepTaken.DECLINED: "They decided not to act on it",
    StepTaken.ESCALATED: "Challenged their decision",
    StepTaken.OUTCOME: "Outcome",
}
LEVEL_WORDS = {
    1: "Level 1: worker to worker",
    2: "Level 2: between line managers",
    3: "Level 3: senior managers, formally",
    4: "Level 4: the safeguarding partnership",
    5: "Level 5: the partnership’s final decision",
}
"""Levels of professional challenge (domain.md 4.2); authorities number them differently: confirm locally."""


def step_words(taken: StepTaken, level: int = 0) -> str:
    """What happened, with the level of a challenge."""
    words = STEP_WORDS[taken]
    return f"{words}. {LEVEL_WORDS[level]}" if level in LEVEL_WORDS else words


def act_words(session: Session, act: ClockAct) -> str:
    """What was said of which time limit."""
    clock = session.catalogue.clocks.get(act.clock)
    named = session.words().fill(clock.trigger) if clock is not None else act.clock
    said = {
        ActOnClock.STARTED: "began",
        ActOnClock.PAUSED: "waits" if act.until is None else "waited",
        ActOnClock.LONGER: "made longer",
        ActOnClock.MET: "done",
    }[act.act]
    return f"{named}: {said}"


def unit_words(clock: Clock, *, more: int = 0) -> str:
    """ "One working day", "24 hours", "By the end of the same day", "At once", "On the day that is set"."""
    amount = clock.amount + more
    if clock.unit is None:
        return "On the day that is set"
    if clock.unit is Unit.IMMEDIATE:
        return "At once"
    if not amount:
        return "By the end of the same day"
    unit = clock.unit.value.replace("_", " ").removesuffix("s")
    return f"One {unit}" if amount == 1 else count_words(amount, unit)
