"""The register of declarations as it stood on a day: rows for the page and for print, and one declaration in full.

A row shows what was in force at the end of that day, over everything entered by now (so that an old signed sheet
entered today counts from its own date, and says so), or over what had been entered by then.
"""

from datetime import date, timedelta

from safeguard_app.domain.contact_sentences import STEP_LABELS
from safeguard_app.domain.date_words import count_words, day_words
from safeguard_app.domain.declaration_asks import Ask
from safeguard_app.domain.declaration_rules import gives_exception, late_entry_words
from safeguard_app.domain.declarations import Declaration, DeclarationKind, Step, StepKind
from safeguard_app.domain.moments import day_start, days_of
from safeguard_app.domain.records import Stored
from safeguard_app.domain.standing import STANDING_WORDS, Stage, Standing, StandingCode, State, stage_of
from safeguard_app.services.declaration_asks import ASK_AGAIN, ASK_WHETHER_ENDED, asks_of, with_asks
from safeguard_app.services.declaration_queue import is_to_review, is_waiting, others_of, role_of
from safeguard_app.services.declaration_views import Register, RegisterRow
from safeguard_app.services.labels import office_name, today, when
from safeguard_app.services.register_facts import name_now, register_state, standing_on, stored_declarations
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusLine, StatusMeaning

NOT_THE_EXCEPTION = (
    "Acknowledged or not, this is no exception to the rule of no contact with pupils (004 §6.7)."
)
HEADINGS = {
    DeclarationKind.FAMILY_RELATIONSHIP: "Family relationships",
    DeclarationKind.FRIENDSHIP: "Friendships with parents and families",
    DeclarationKind.FORMER_PUPIL: "Contact with former pupils",
    DeclarationKind.OTHER: "Other connections",
}
"""Each kind has its own part of the register: only the first can be the exception of policy 004 §6.7."""
_PLAIN = {
    StandingCode.NOTHING: StatusMeaning.NOTE,
    StandingCode.ACKNOWLEDGED: StatusMeaning.DONE,
    StandingCode.ACKNOWLEDGED_WITH_CONDITIONS: StatusMeaning.DONE,
    StandingCode.REFUSED: StatusMeaning.NOTE,
    StandingCode.SUPERSEDED: StatusMeaning.NOTE,
    StandingCode.ENDED: StatusMeaning.NOTE,
}


def register(session: Session, on: date | None = None, *, as_known_then: bool = False) -> Register:
    """The register as at the end of day ``on`` (None: now). ``as_known_then``: only what had been entered by then.

    Leaves no trace: it is a list of the daily log.
    """
    now = session.now()
    day = on or today(session)
    end = day_start(day + timedelta(days=1), session.zone)
    known_at = min(end, now) if as_known_then else now
    rows = []
    for stored in stored_declarations(session):
        held = standing_on(session, stored.content, day, known_at)
        if any(state.code is not StandingCode.NOTHING for state in held.possible):
            rows.append(_row(session, stored, held, day))
    order = list(DeclarationKind)
    rows.sort(
        key=lambda row: (order.index(row.kind), row.adult.casefold().split()[-1:], row.adult.casefold())
    )
    is_today = day == today(session)
    return Register(
        on=day,
        is_today=is_today,
        as_at=f"Today, {day_words(day)}" if is_today else day_words(day),
        rows=tuple(rows),
        counts=_counts(session, rows),
        completeness=_completeness(session),
    )


def status_of(session: Session, held: Standing, day: date) -> StatusLine:
    """A standing as a status: waiting is due, an overdue review is late, an acknowledgement in force is done."""
    state = held.state
    if not held.is_certain:
        return StatusLine(StatusMeaning.NOTE, "Changed about then, exact date not known")
    if is_waiting(state):
        words = _STAGES.get(stage_of(held), "") or f"With the {session.words().term('head')}"
        return StatusLine(StatusMeaning.DUE, f"{words}: a change" if state.change_waiting else words)
    if state.is_acknowledged and state.review_on is not None and state.review_on < day:
        return StatusLine(StatusMeaning.LATE, "Review overdue")
    return StatusLine(_PLAIN[state.code], STANDING_WORDS[state.code])


_STAGES = {
    Stage.UNDER_DISCUSSION: "Under discussion",
    Stage.MORE_INFORMATION: "More information wanted",
}


def review_words(state: State) -> str:
    """When it is to be reviewed; empty for what is over."""
    if state.review_on is None or state.code in {StandingCode.ENDED, StandingCode.SUPERSEDED}:
        return ""
    return day_words(state.review_on)


def _row(session: Session, stored: Stored[Declaration], held: Standing, day: date) -> RegisterRow:
    content = stored.content
    state = held.state
    others = others_of(session, content, day)
    acknowledged = state.by if state.is_acknowledged else None
    asked = asks_of(session, content, held, day)
    note = _note(session, content, held.steps, asked)
    return RegisterRow(
        reference=stored.reference,
        version=stored.number,
        kind=content.kind,
        adult=name_now(session, content.adult),
        adult_role=role_of(session, content.adult, day),
        others=others,
        relationship="; ".join(dict.fromkeys(other.relationship for other in others)),
        declared=_day(session, state.declared_by or _declared(held.steps)),
        acknowledged=_day(session, acknowledged),
        acknowledged_by=_by(session, acknowledged),
        review=review_words(state),
        status=with_asks(status_of(session, held, day), asked),
        note=note,
        exception=gives_exception(content.kind),
        heading=HEADINGS[content.kind],
        to_review=is_to_review(state, day),
        to_ask=bool(asked),
    )


def _declared(steps: tuple[Step, ...]) -> Step | None:
    return next((step for step in steps if step.kind is StepKind.DECLARED), None)


def _day(session: Session, step: Step | None) -> str:
    if step is None:
        return ""
    days = days_of(step.at, session.zone)
    if days is None or days[0] != days[1]:
        return when(session, step.at)
    return day_words(days[0])


def _by(session: Session, step: Step | None) -> str:
    """The title of the office in which it was acknowledged, or the name where no office was entered."""
    if step is None:
        return ""
    return office_name(session, step.capacity) or step.by.name


def _note(session: Session, content: Declaration, steps: tuple[Step, ...], asked: tuple[Ask, ...]) -> str:
    late = [
        f"{STEP_LABELS[step.kind]}: {words}"
        for step in steps
        if (words := late_entry_words(step, session.zone))
    ]
    if not gives_exception(content.kind):
        late.append(NOT_THE_EXCEPTION)
    late += [one.sentence for one in asked]
    return ". ".join(part.rstrip(".") for part in late) + ("." if late else "")


def _counts(session: Session, rows: list[RegisterRow]) -> str:
    if not rows:
        return "No declarations on the register."
    done = sum(row.status.meaning is StatusMeaning.DONE for row in rows)
    asked = sum(row.status in {ASK_AGAIN, ASK_WHETHER_ENDED} for row in rows)
    waiting = sum(row.status.meaning is StatusMeaning.DUE for row in rows) - asked
    late = sum(row.status.meaning is StatusMeaning.LATE for row in rows)
    parts = [f"{done} acknowledged"]
    if waiting:
        parts.append(f"{waiting} with the {session.words().term('head')}")
    if asked:
        parts.append(f"{asked} to ask about again")
    if late:
        parts.append(f"{late} with a review overdue")
    if other := len(rows) - done - waiting - asked - late:
        parts.append(f"{other} ended, refused or replaced")
    return f"{count_words(len(rows), 'declaration')}: {', '.join(parts)}."


def _completeness(session: Session) -> str:
    since = register_state(session).complete_since
    if since is None:
        return "This register is not yet complete: ask for the paper file before concluding anything from it."
    return f"Complete since {day_words(since)}: every paper declaration is entered from that day on."
