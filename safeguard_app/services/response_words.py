"""Steps, bans, letters and offers of support in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from safeguard_app.catalogue.choices import ListName
from safeguard_app.domain.bans import Ban
from safeguard_app.domain.date_words import day_words, joined_words
from safeguard_app.domain.entries import Note, Telling, TellingState
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.letters import Letter
from safeguard_app.domain.records import Stored
from safeguard_app.domain.responses import (
    BanOutcome,
    BanStanding,
    BanTerms,
    PlatformResult,
    ResponseStep,
    RungKind,
    StepResult,
)
from safeguard_app.domain.support import Support, SupportAnswer
from safeguard_app.domain.text_rules import visible
from safeguard_app.services.labels import label, labels, today, when
from safeguard_app.services.letters import what_is_open
from safeguard_app.services.platform_reports import chase_from
from safeguard_app.services.response_names import step_name
from safeguard_app.services.response_views import BanView, LetterLine, OfferLine, StepAct, StepLine
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusLine, StatusMeaning

_RESULT_MEANINGS = {
    StepResult.WAITING: StatusMeaning.DUE,
    StepResult.AGREED: StatusMeaning.NOTE,
    StepResult.DONE: StatusMeaning.DONE,
    StepResult.PARTLY: StatusMeaning.NOTE,
    StepResult.REFUSED: StatusMeaning.NOTE,
    StepResult.NO_ANSWER: StatusMeaning.NOTE,
}
_PLATFORM_MEANINGS = {
    PlatformResult.WAITING: StatusMeaning.DUE,
    PlatformResult.GONE: StatusMeaning.DONE,
    PlatformResult.STILL_THERE: StatusMeaning.DUE,
    PlatformResult.REFUSED: StatusMeaning.NOTE,
}
_STANDING_MEANINGS = {
    BanStanding.PROVISIONAL: StatusMeaning.DUE,
    BanStanding.CONFIRMED: StatusMeaning.NOTE,
    BanStanding.LIFTED: StatusMeaning.DONE,
    BanStanding.ENDED: StatusMeaning.DONE,
}
_ANSWER_MEANINGS = {
    SupportAnswer.THINKING: StatusMeaning.DUE,
    SupportAnswer.ACCEPTED: StatusMeaning.DONE,
    SupportAnswer.DECLINED: StatusMeaning.NOTE,
}


def step_line(session: Session, stored: Stored[ResponseStep], incident: Incident) -> StepLine:
    """A step that was taken, with what came of it."""
    step = stored.content
    return StepLine(
        entry=stored.reference.id,
        title=step_name(session, step, head_is_subject=incident.head_is_subject),
        when=when(session, step.at),
        by=step.by,
        lines=tuple(_step_lines(session, step)),
        status=_step_status(session, step),
        acts=_acts(step),
    )


def note_step(session: Session, stored: Stored[Note]) -> StepLine:
    """A note that counts as a step: it stands among the notes and is taken back there."""
    note = stored.content
    title = label(session, ListName.NOTE_KINDS, note.kind.value) + (
        f" with {note.with_whom}" if note.with_whom else ""
    )
    lines = [visible(note.text)] + ([f"Reference: {note.reference}"] if note.reference else [])
    by = session.name_of(stored.recorded_by)
    return StepLine(
        stored.reference.id, title, when(session, note.at), by, tuple(lines), None, may_withdraw=False
    )


def telling_step(session: Session, stored: Stored[Telling]) -> StepLine:
    """A telling that counts as a step: it stands among who was told and is taken back there."""
    telling = stored.content
    told = telling.state is TellingState.TOLD
    status = StatusLine(StatusMeaning.DONE, "Told") if told else StatusLine(StatusMeaning.NOTE, "Held")
    if telling.state is TellingState.NOT_TOLD:
        status = StatusLine(StatusMeaning.NOTE, "Not told")
    title = telling.name or label(session, ListName.WHOM_TOLD, telling.whom.value)
    by = telling.by or session.name_of(stored.recorded_by)
    return StepLine(stored.reference.id, title, when(session, telling.at), by, (), status, may_withdraw=False)


def letter_step(session: Session, stored: Stored[Letter]) -> StepLine:
    """A letter that was sent counts as its step: it stands among the letters and stays as it went out."""
    letter = stored.content
    assert letter.sent is not None
    status = StatusLine(StatusMeaning.DONE, "Sent")
    lines = (visible(letter.sent_how),) if letter.sent_how else ()
    return StepLine(
        entry=stored.reference.id,
        title=f"Letter to {letter.to}",
        when=when(session, letter.sent),
        by=session.name_of(stored.recorded_by),
        lines=lines,
        status=status,
        may_withdraw=False,
    )


def ban_view(session: Session, ban: Ban) -> BanView:
    """A ban as it stands today."""
    day = today(session)
    standing = ban.standing(day)
    status = StatusLine(_STANDING_MEANINGS[standing], label(session, ListName.BAN_STANDINGS, standing.value))
    return BanView(
        notice=ban.notice,
        person=ban.person,
        status=status,
        why=_why_provisional(ban, day) if standing is BanStanding.PROVISIONAL else "",
        lines=tuple(terms_lines(session, ban.terms)),
        terms=ban.terms,
        open=standing in (BanStanding.PROVISIONAL, BanStanding.CONFIRMED),
    )


def terms_lines(session: Session, ban: BanTerms) -> list[str]:
    """What a ban says, line by line."""
    lines = []
    if ban.outcome is not None:
        lines.append(f"{label(session, ListName.BAN_OUTCOMES, ban.outcome.value)}.")
    if ban.outcome is not BanOutcome.LIFTED:
        until = f"to {day_words(ban.end)}" if ban.end is not None else "until it is lifted"
        where = joined_words(
            [*(["the premises"] if ban.premises else []), *(["events"] if ban.events else [])]
        )
        lines.append(f"From {day_words(ban.start)} {until}: {where or 'nothing ticked'}.")
    if ban.scope:
        lines.append(f"What exactly: {visible(ban.scope)}")
    if ban.reason:
        lines.append(f"Reason: {visible(ban.reason)}")
    if ban.collection:
        lines.append(f"Collecting the child: {visible(ban.collection)}")
    if ban.representations_until is not None:
        lines.append(f"May answer until {day_words(ban.representations_until)}")
    if ban.review_on is not None:
        lines.append(f"To be looked at again on {day_words(ban.review_on)}")
    return lines


def letter_line(
    session: Session, incident: Incident, entries: Sequence[Stored[Any]], stored: Stored[Letter]
) -> LetterLine:
    """A letter, and whether it can go; ``entries`` are those of its record."""
    letter = stored.content
    template = session.catalogue.letters.get(letter.template)
    open_points = () if letter.sent is not None else what_is_open(session, incident, entries, letter)
    if letter.sent is not None:
        status = StatusLine(
            StatusMeaning.DONE,
            f"Sent {when(session, letter.sent)}, {letter.sent_how[:1].lower()}{letter.sent_how[1:]}",
        )
    elif open_points:
        status = StatusLine(StatusMeaning.DUE, "Draft, not ready to go")
    else:
        status = StatusLine(StatusMeaning.NOTE, "Ready, not sent")
    name = session.words().fill(template.name) if template is not None else letter.subject
    to = letter.to or "Nobody named yet"
    return LetterLine(stored.reference.id, name, to, status, open_points, letter, stored.number)


def offer_line(session: Session, stored: Stored[Support]) -> OfferLine:
    """An offer of support, and what they said to it."""
    support = stored.content
    offered = [labels(session, ListName.SUPPORT_KINDS, support.offered), support.other]
    lines = [visible(support.note)] if support.note else []
    if support.followed_up is not None:
        lines.append(f"Asked again {when(session, support.followed_up)}")
    if support.follow_up is not None:
        lines.append(f"To be asked again on {day_words(support.follow_up)}")
    words = label(session, ListName.SUPPORT_ANSWERS, support.answer.value)
    return OfferLine(
        entry=stored.reference.id,
        title="; ".join(part for part in offered if part),
        when=when(session, support.at),
        by=support.by,
        lines=tuple(lines),
        status=StatusLine(_ANSWER_MEANINGS[support.answer], words),
        answer=support.answer,
    )


def _step_lines(session: Session, step: ResponseStep) -> list[str]:
    lines = []
    if step.said:
        lines.append(visible(step.said))
    report = step.platform
    if report is not None:
        lines.append(f"Reported: {visible(report.what)}")
        if report.link:
            lines.append(f"Address: {visible(report.link)}")
    if step.ban is not None:
        lines += terms_lines(session, step.ban)
    if step.deadline is not None:
        lines.append(f"Asked for by {when(session, step.deadline)}")
    if step.answer:
        spoken = "What they said" if step.kind is not RungKind.PLATFORM_REPORT else "What was heard"
        lines.append(f"{spoken}: {visible(step.answer)}")
    if step.reference:
        lines.append(f"Reference: {step.reference}")
    if report is not None:
        lines += [f"Asked again {when(session, one)}" for one in report.chased]
        if report.told_by:
            lines.append(f"As told by {report.told_by}")
    if step.result_at is not None:
        lines.append(f"Heard {when(session, step.result_at)}")
    return lines


def _step_status(session: Session, step: ResponseStep) -> StatusLine | None:
    if step.platform is not None:
        result = step.platform.result
        words = label(session, ListName.PLATFORM_RESULTS, result.value)
        return StatusLine(_PLATFORM_MEANINGS[result], words)
    if step.result is None:
        return None
    return StatusLine(_RESULT_MEANINGS[step.result], label(session, ListName.STEP_RESULTS, step.result.value))


def _acts(step: ResponseStep) -> tuple[StepAct, ...]:
    if step.platform is not None:
        return (StepAct.TOLD, StepAct.CHASED) if chase_from(step) is not None else (StepAct.TOLD,)
    return (StepAct.RESULT,) if step.kind is RungKind.STEP and step.waits else ()


def _why_provisional(ban: Ban, day: date) -> str:
    until = ban.noticed.ban.representations_until if ban.noticed.ban is not None else None
    if ban.too_soon:
        return (
            "It was decided before they were heard and before the time to answer was over, so it stays provisional:"
            " decide again once they were heard or the time is over."
        )
    if until is None:
        return "They were not asked yet to say what they think of it. Give them a day to answer by."
    if ban.heard:
        return "They were heard. Decide, and write to them."
    if ban.window_over(day):
        return f"The time to answer was over on {day_words(until)}. Decide, and write to them."
    return (
        f"They may answer until {day_words(until)}. Until then, or until they were heard, it is not decided."
    )


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One line of the printed record."""

    when: str
    title: str
    text: str
    by: str


def lines_on_paper(session: Session, incident: Incident, live: Sequence[Stored[Any]]) -> list[PaperLine]:
    """Steps, letters and offers of support for the printed record, in the order they were entered."""
    return [line for one in live if (line := _on_paper(session, incident, live, one)) is not None]


def _on_paper(
    session: Session, incident: Incident, live: Sequence[Stored[Any]], stored: Stored[Any]
) -> PaperLine | None:
    match stored.content:
        case ResponseStep():
            line = step_line(session, stored, incident)
            status = (line.status.words,) if line.status is not None else ()
            return PaperLine(line.when, f"{line.title}.", _sentences((*status, *line.lines)), line.by)
        case Support():
            offer = offer_line(session, stored)
            said = _sentences((offer.title, offer.status.words, *offer.lines))
            return PaperLine(offer.when, f"Support offered to {stored.content.to.name}.", said, offer.by)
        case Letter():
            letter = letter_line(session, incident, live, stored)
            words = _sentences((f"To {letter.to}", letter.status.words))
            return PaperLine(
                day_words(stored.content.day), f"{letter.title}.", words, letter.letter.signed_by
            )
        case _:
            return None


def _sentences(parts: Sequence[str]) -> str:
    return " ".join(_sentence(part) for part in parts if part)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "”")) else f"{text}."
