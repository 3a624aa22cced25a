"""What a step of a referral, and what is said of a clock, need before they are kept; each of their texts cleaned."""

from dataclasses import replace

from safeguard_app.domain.clock_acts import ActOnClock, ClockAct, Wait
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.referral_steps import LEVELS, ReferralStep, StepTaken
from safeguard_app.services.cleaning import Cleaning
from safeguard_app.services.session import Session

MEANWHILE = "Say what protects the child until they answer; if nothing can, say so, and ring who can."
"""Escalation never delays protection (domain.md 4.2)."""


def checked_step(session: Session, step: ReferralStep) -> ReferralStep:
    """A step says when it was: clocks run from it and are met by it."""
    cleaning = Cleaning()
    if session.catalogue.nations[session.nation].agency(step.agency) is None:
        cleaning.say("agency", "Choose whom the referral goes to.")
    if not step.at.is_known:
        cleaning.say("at", "Say when it was: time limits are counted by it.")
    if step.taken is StepTaken.ESCALATED and not 1 <= step.level <= LEVELS:
        cleaning.say("level", f"Choose a level from 1 to {LEVELS}.")
    needs = {
        StepTaken.DECLINED: "Say what they decided and why, in their words.",
        StepTaken.ACCEPTED: "Say what they decided.",
        StepTaken.OUTCOME: "Say what came of it.",
        StepTaken.ESCALATED: "Say with what you disagree, and what you ask for.",
    }
    made = replace(
        step,
        at=cleaning.passed(step.at, "at", session.now()),
        referral=cleaning.line(step.referral, "referral"),
        agency=cleaning.line(step.agency, "agency"),
        about=cleaning.line(step.about, "about"),
        by=cleaning.name(step.by, "by"),
        with_whom=cleaning.line(step.with_whom, "with_whom"),
        how=cleaning.line(step.how, "how"),
        text=cleaning.text(step.text, "text", needed=needs.get(step.taken, "")),
        advised=cleaning.text(step.advised, "advised"),
        reference=cleaning.line(step.reference, "reference"),
        level=step.level if step.taken is StepTaken.ESCALATED else 0,
        meanwhile=cleaning.text(
            step.meanwhile, "meanwhile", needed=MEANWHILE if step.taken is StepTaken.ESCALATED else ""
        ),
    )
    cleaning.finish()
    return made


def checked_clock_act(session: Session, act: ClockAct) -> ClockAct:
    """What is said of a clock fits that clock, and has its time and its reason."""
    clock = session.catalogue.clocks.get(act.clock)
    if clock is None or not clock.serves(session.nation):
        raise RuleViolation({"clock": "Choose the time limit."})
    cleaning = Cleaning()
    if not act.at.is_known:
        cleaning.say("at", "Say when it was.")
    if act.act is ActOnClock.STARTED and clock.unit is None and act.due is None:
        cleaning.say("due", "Choose the day: this limit has none of its own.")
    if act.act is ActOnClock.PAUSED and (act.wait is None or act.wait not in clock.pauses):
        cleaning.say("wait", "Choose what is waited for.")
    if act.act is ActOnClock.LONGER and not clock.longer:
        cleaning.say("text", "This limit cannot be made longer.")
    if act.until is not None and act.until.start is not None:
        if act.at.start is not None and act.until.start < act.at.start:
            cleaning.say("until", "This is before it was asked for. Check both.")
    elif act.until is not None:
        cleaning.say("until", "Say when it came.")
    needs = {
        ActOnClock.PAUSED: "Say what was asked for, and of whom.",
        ActOnClock.LONGER: "Say why.",
        ActOnClock.MET: "Say how it was done.",
    }
    made = replace(
        act,
        at=cleaning.passed(act.at, "at", session.now()),
        until=cleaning.passed(act.until, "until", session.now()) if act.until is not None else None,
        run=cleaning.line(act.run, "run"),
        clock=cleaning.line(act.clock, "clock"),
        text=cleaning.text(act.text, "text", needed=needs.get(act.act, "")),
        reference=cleaning.line(act.reference, "reference"),
        wait=act.wait if act.act is ActOnClock.PAUSED else None,
    )
    cleaning.finish()
    return made


WAIT_WORDS = {
    Wait.PROOF: "Proof of who they are",
    Wait.CLARITY: "The request being made clear",
}
"""What a clock waits for, as it is asked and told."""
