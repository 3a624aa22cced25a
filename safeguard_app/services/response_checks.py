"""What a step of a response, a ban and an offer of support need before they are kept, and each text cleaned."""

from dataclasses import replace
from datetime import date

from safeguard_app.catalogue.choices import ListName
from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.moments import days_of
from safeguard_app.domain.responses import (
    BanOutcome,
    BanTerms,
    PlatformReport,
    PlatformResult,
    ResponseStep,
    RungKind,
)
from safeguard_app.domain.support import Support
from safeguard_app.domain.text_rules import masked_addresses
from safeguard_app.services.cleaning import Cleaning
from safeguard_app.services.incident_form import masks_addresses
from safeguard_app.services.session import Session

_LINK_LIMIT = 2_000
_KEPT_ELSEWHERE = frozenset({RungKind.EVIDENCE, RungKind.TELLING})
_SAID_IN = {
    RungKind.STEP: "Say what was done or said.",
    RungKind.REPRESENTATIONS: "Write down what they say about the ban, in their words.",
}
_BANS = frozenset({RungKind.BAN, RungKind.BAN_DECISION, RungKind.BAN_REVIEW})


def checked_step(session: Session, incident: Incident, step: ResponseStep) -> ResponseStep:
    """A step with its texts made canonical. Raises RuleViolation naming every field that needs a look."""
    cleaning = Cleaning()
    _checked_rung(session, cleaning, step)
    if not step.at.is_known:
        cleaning.say("at", "Say when.")
    if step.kind in _SAID_IN and not (step.said.strip() or step.answer.strip() or step.reference.strip()):
        cleaning.say("answer" if step.kind is RungKind.REPRESENTATIONS else "said", _SAID_IN[step.kind])
    if step.kind is RungKind.PLATFORM_REPORT and step.platform is None:
        cleaning.say("platform", "Say which platform it was reported to.")
    if step.kind in _BANS and step.ban is None:
        cleaning.say("start", "Say from which day.")
    cleaned = replace(
        step,
        at=cleaning.passed(step.at, "at", session.now()),
        by=cleaning.name(step.by, "by", needed="Say who took this step."),
        with_whom=cleaning.line(step.with_whom, "with_whom", needed=_needs_whom(step)),
        said=cleaning.text(step.said, "said"),
        answer=cleaning.text(step.answer, "answer"),
        deadline=cleaning.moment(step.deadline, "deadline") if step.deadline is not None else None,
        result_at=cleaning.passed(step.result_at, "result_at", session.now()) if step.result_at else None,
        reference=cleaning.line(step.reference, "reference"),
        platform=_report(session, cleaning, step.platform) if step.platform is not None else None,
        ban=_terms(session, cleaning, step) if step.ban is not None else None,
    )
    cleaning.finish()
    return _masked(session, incident, cleaned)


def checked_support(session: Session, support: Support) -> Support:
    """An offer says to whom, what, by whom and when."""
    cleaning = Cleaning()
    if not support.offered and not support.other.strip():
        cleaning.say("offered", "Tick what was offered, or say it in words.")
    if not support.at.is_known:
        cleaning.say("at", "Say when it was offered.")
    known = {choice.code for choice in session.catalogue.lists[ListName.SUPPORT_KINDS].choices}
    if any(code not in known for code in support.offered):
        cleaning.say("offered", "Tick what was offered, or say it in words.")
    cleaned = replace(
        support,
        to=cleaning.person(support.to, "to"),
        offered=cleaning.lines(support.offered, "offered"),
        by=cleaning.name(support.by, "by", needed="Say who offered it."),
        at=cleaning.passed(support.at, "at", session.now()),
        other=cleaning.line(support.other, "other"),
        note=cleaning.text(support.note, "note"),
        followed_up=cleaning.passed(support.followed_up, "followed_up", session.now())
        if support.followed_up is not None
        else None,
    )
    cleaning.finish()
    return cleaned


def _checked_rung(session: Session, cleaning: Cleaning, step: ResponseStep) -> None:
    """The step is one that the catalogue has, of the kind it says."""
    cleaning.line(step.ladder, "rung")
    cleaning.line(step.rung, "rung")
    ladder = session.catalogue.ladders.get(step.ladder)
    rung = ladder.rung(step.rung) if ladder is not None else None
    if rung is None or rung.kind is not step.kind or step.kind in _KEPT_ELSEWHERE:
        cleaning.say("rung", "This step is not one of those that can be recorded here.")


def _needs_whom(step: ResponseStep) -> str:
    return "Say who the ban is about." if step.kind is RungKind.BAN else ""


def _report(session: Session, cleaning: Cleaning, report: PlatformReport) -> PlatformReport:
    if report.result is not PlatformResult.WAITING and not report.told_by.strip():
        cleaning.say("told_by", "Say who told you. Nobody looks to find out.")
    return replace(
        report,
        platform=cleaning.line(report.platform, "platform", needed="Say which platform it was reported to."),
        what=cleaning.text(report.what, "what", needed="Say in words what was reported."),
        link=cleaning.line(report.link, "link", _LINK_LIMIT),
        chased=tuple(cleaning.passed(one, "chased", session.now()) for one in report.chased),
        told_by=cleaning.line(report.told_by, "told_by"),
    )


def _terms(session: Session, cleaning: Cleaning, step: ResponseStep) -> BanTerms:
    ban = step.ban
    assert ban is not None
    lifted = ban.outcome is BanOutcome.LIFTED
    if step.kind in (RungKind.BAN_DECISION, RungKind.BAN_REVIEW) and ban.outcome is None:
        cleaning.say("outcome", "Choose what was decided.")
    if not lifted:
        _days_of_ban(session, cleaning, step, ban)
        if not ban.premises and not ban.events:
            cleaning.say("scope", "Tick what it covers: the premises, events, or both.")
    why = "Say why. The reason stands in the letter." if step.kind in _BANS else ""
    return replace(
        ban,
        scope=cleaning.text(ban.scope, "scope"),
        reason=cleaning.text(ban.reason, "reason", needed=why),
        collection=cleaning.text(ban.collection, "collection"),
    )


def _days_of_ban(session: Session, cleaning: Cleaning, step: ResponseStep, ban: BanTerms) -> None:
    """A ban ends after it begins, and is looked at again before it ends."""
    if ban.end is not None and ban.end < ban.start:
        cleaning.say("end", f"It would end before it begins, on {day_words(ban.start)}.")
    decided = step.kind in (RungKind.BAN_DECISION, RungKind.BAN_REVIEW)
    ends = f" It falls before the ban ends, on {day_words(ban.end)}." if ban.end is not None else ""
    if decided and ban.review_on is None:
        cleaning.say("review_on", f"Say on which day it is looked at again.{ends}")
    if ban.review_on is not None and ban.end is not None and ban.review_on >= ban.end:
        cleaning.say("review_on", f"Choose an earlier day.{ends}")
    first = _first_day(session, step)
    if ban.review_on is not None and first is not None and ban.review_on <= first:
        cleaning.say("review_on", f"Choose a day after {day_words(first)}.")
    until = ban.representations_until
    if step.kind is RungKind.BAN and until is not None and first is not None and until < first:
        cleaning.say("representations_until", "Choose a day after the letter: they need time to answer.")


def _first_day(session: Session, step: ResponseStep) -> date | None:
    days = days_of(step.at, session.zone)
    return days[0] if days is not None else None


def _masked(session: Session, incident: Incident, step: ResponseStep) -> ResponseStep:
    """The address of material that nobody may open is kept so that nobody does so by accident."""
    if not masks_addresses(session, incident.category, intake_closed=incident.intake_closed):
        return step
    report = step.platform
    return replace(
        step,
        said=masked_addresses(step.said),
        answer=masked_addresses(step.answer),
        platform=replace(report, what=masked_addresses(report.what), link=masked_addresses(report.link))
        if report is not None
        else None,
    )
