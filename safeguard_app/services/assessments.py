"""Risk and needs assessments and safety plans: made for one child of a record, reviewed, ended, taken back."""

from dataclasses import dataclass, replace

from safeguard_app.catalogue.choices import ListName
from safeguard_app.domain.assessments import Assessment, Measure, PlanEnd, Risk
from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Reference, new_record_id
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.people import PersonRef, Withdrawal
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.domain.text_rules import visible
from safeguard_app.services.cleaning import Cleaning
from safeguard_app.services.incidents import current, required_reason
from safeguard_app.services.labels import label, today, when
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.services.status import StatusLine, StatusMeaning
from safeguard_app.vault import reading


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One plan on the record's page, in ready words. ``content`` is what a review starts from."""

    plan: Reference
    version: int
    content: Assessment
    title: str
    when: str
    lines: tuple[str, ...]
    status: StatusLine


def make(session: Session, incident: Reference, assessment: Assessment) -> Changes:
    """Keep the assessment of a child. One plan for each child of a record: a second is a review of the first."""
    record = _open_record(session, incident)
    clean = _checked(session, record, assessment)
    if any(
        _same(one.content.child, clean.child) and one.content.is_running for one in _stored(session, incident)
    ):
        raise RuleViolation({"child": f"{clean.child.name} has a plan on this record. Review that one."})
    work_on = session.vault.compartment(incident.compartment)
    record_id = new_record_id()
    with work_on.write(EventKind.PLAN_MADE, session.user.id, session.now(), record=incident.id) as work:
        work.put(record_id, clean, about=incident.id)
    return _written(
        incident, Reference(incident.compartment, record_id), f"The plan for {clean.child.name} is kept."
    )


def review(
    session: Session, incident: Reference, plan: Reference, assessment: Assessment, *, replacing: int
) -> Changes:
    """Look at a plan again: a further version, with what the review found. Raises RuleViolation."""
    record = _open_record(session, incident)
    stored = _running(session, incident, plan)
    clean = _checked(session, record, replace(assessment, child=stored.content.child))
    if not clean.found.strip():
        raise RuleViolation({"found": "Say what the review found, even if nothing has changed."})
    return _supersede(
        session,
        incident,
        stored,
        clean,
        EventKind.PLAN_REVIEWED,
        "Reviewed",
        replacing,
        "The review is kept.",
    )


def end(session: Session, incident: Reference, plan: Reference, reason: str) -> Changes:
    """A plan is not needed any more."""
    why = required_reason(reason)
    stored = _running(session, incident, plan)
    ended = replace(stored.content, ended=PlanEnd(today(session), session.user.name, why))
    said = f"The plan for {ended.child.name} is ended."
    return _supersede(session, incident, stored, ended, EventKind.PLAN_ENDED, why, stored.number, said)


def take_back(session: Session, incident: Reference, plan: Reference, reason: str) -> Changes:
    """A plan was entered in error: it leaves the page, search and Today; it stays on file."""
    why = required_reason(reason)
    stored = _one(session, incident, plan)
    if stored.content.withdrawn is not None:
        raise RuleViolation({"plan": "This was taken back already."})
    mark = Withdrawal(session.now(), session.user.name, why)
    kept = replace(stored.content, withdrawn=mark)
    return _supersede(
        session, incident, stored, kept, EventKind.ENTRY_CORRECTED, why, stored.number, "Taken back."
    )


def plans(session: Session, incident: Reference) -> tuple[PlanLine, ...]:
    """The plans of a record that were not taken back, running ones first."""
    found = [one for one in _stored(session, incident) if one.content.withdrawn is None]
    return tuple(_line(session, one) for one in sorted(found, key=lambda one: not one.content.is_running))


def running_for(session: Session, incident: Reference) -> list[str]:
    """For whom a plan of the record is in force."""
    return [one.content.child.name for one in _stored(session, incident) if one.content.is_running]


def children(incident: Incident) -> tuple[PersonRef, ...]:
    """Whom a plan of this record may be for: everybody named in it, once."""
    return tuple(dict.fromkeys(one.person for one in incident.participants))


def stored_plan(session: Session, plan: Reference) -> Stored[Assessment]:
    """The newest version of a plan. Raises NoKey or KeyError."""
    stored = session.vault.get(plan)
    if stored.kind is not RecordKind.ASSESSMENT:
        raise KeyError(plan.id)
    return stored  # type: ignore[return-value]  # the kind says the type


def risk_words(session: Session, risk: Risk) -> str:
    """One risk in a line."""
    said = [visible(part).strip() for part in (risk.what, risk.basis) if part.strip()]
    words = ". ".join(part.rstrip(".") if place < len(said) else part for place, part in enumerate(said, 1))
    return f"{label(session, ListName.RISK_LEVELS, risk.level)}: {words}"


def measure_words(measure: Measure) -> str:
    """One measure in a line: what, by whom, until when."""
    until = f"until {day_words(measure.until)}" if measure.until is not None else ""
    rest = ", ".join(part for part in (measure.by_whom, until) if part)
    return f"{measure.what} ({rest})" if rest else measure.what


def _checked(session: Session, incident: Incident, given: Assessment) -> Assessment:
    cleaning = Cleaning()
    if not given.child.name.strip():
        cleaning.say("child", "Choose whom it is for.")
    elif not any(_same(given.child, one) for one in children(incident)):
        cleaning.say("child", "Choose somebody who is named on this record.")
    risks = tuple(_risk(cleaning, one) for one in given.risks)
    measures = tuple(_measure(cleaning, one) for one in given.measures)
    if not risks:
        cleaning.say("risks", "Say what could happen, or that no risk was found.")
    if given.review_on is None:
        cleaning.say("review_on", "Say when it is looked at again.")
    elif given.review_on < today(session):
        cleaning.say("review_on", "Choose a day that is still to come.")
    clean = replace(
        given,
        child=cleaning.person(given.child, "child") if given.child.name.strip() else given.child,
        at=cleaning.passed(given.at, "at", session.now()),
        by=cleaning.line(given.by, "by", needed="Say who assessed it."),
        risks=risks,
        measures=measures,
        needs=cleaning.text(given.needs, "needs"),
        wishes=cleaning.text(given.wishes, "wishes"),
        parents_view=cleaning.text(given.parents_view, "parents_view"),
        shared_with=cleaning.text(given.shared_with, "shared_with"),
        found=cleaning.text(given.found, "found"),
        ended=None,
        withdrawn=None,
    )
    if not clean.at.is_known:
        cleaning.say("at", "Say when it was assessed.")
    cleaning.finish()
    return clean


def _risk(cleaning: Cleaning, risk: Risk) -> Risk:
    what = cleaning.text(risk.what, "risks", needed="Say what could happen, or empty the row.")
    return Risk(what, risk.level, cleaning.text(risk.basis, "risks"))


def _measure(cleaning: Cleaning, measure: Measure) -> Measure:
    what = cleaning.line(measure.what, "measures", needed="Say what is done, or empty the row.")
    return replace(measure, what=what, by_whom=cleaning.line(measure.by_whom, "measures"))


def _open_record(session: Session, incident: Reference) -> Incident:
    record = current(session, incident).content
    if record.entered_in_error is not None:
        raise RuleViolation(
            {"child": "This record is marked as entered in error, so nothing is added to it."}
        )
    return record


def _stored(session: Session, incident: Reference) -> list[Stored[Assessment]]:
    connection = session.vault.compartment(incident.compartment).connection
    found: list[Stored[Assessment]] = reading.about(connection, incident, (RecordKind.ASSESSMENT,))
    return found


def _one(session: Session, incident: Reference, plan: Reference) -> Stored[Assessment]:
    found = next((one for one in _stored(session, incident) if one.reference == plan), None)
    if found is None:
        raise KeyError(plan.id)
    return found


def _running(session: Session, incident: Reference, plan: Reference) -> Stored[Assessment]:
    stored = _one(session, incident, plan)
    if not stored.content.is_running:
        raise RuleViolation({"plan": "This plan is ended. Make a new one."})
    return stored


def _supersede(
    session: Session,
    incident: Reference,
    stored: Stored[Assessment],
    content: Assessment,
    kind: EventKind,
    reason: str,
    replacing: int,
    said: str,
) -> Changes:
    compartment = session.vault.compartment(incident.compartment)
    with compartment.write(kind, session.user.id, session.now(), record=incident.id) as work:
        work.put(stored.reference.id, content, about=incident.id, reason=reason, replacing=replacing)
    return _written(incident, stored.reference, said)


def _written(incident: Reference, plan: Reference, said: str) -> Changes:
    return changed(incident, plan, kinds=(RecordKind.INCIDENT, RecordKind.ASSESSMENT), said=said)


def _same(one: PersonRef, other: PersonRef) -> bool:
    if one.reference is not None or other.reference is not None:
        return one.reference == other.reference
    return one.name.casefold() == other.name.casefold()


def _line(session: Session, stored: Stored[Assessment]) -> PlanLine:
    plan = stored.content
    lines = [f"Found at the review: {visible(plan.found)}"] if plan.found else []
    lines += [risk_words(session, one) for one in plan.risks]
    lines += [f"To keep them safe: {measure_words(one)}" for one in plan.measures]
    for words, text in (
        ("Needs", plan.needs),
        ("The child’s own wishes and feelings", plan.wishes),
        ("Parents’ or carers’ view", plan.parents_view),
        ("Has the plan", plan.shared_with),
    ):
        if text.strip():
            lines.append(f"{words}: {visible(text)}")
    if plan.ended is not None:
        lines.append(
            f"Ended {day_words(plan.ended.on)} by {plan.ended.by_name}: {visible(plan.ended.reason)}"
        )
    return PlanLine(
        stored.reference,
        stored.number,
        plan,
        f"Risk and needs: {plan.child.name}",
        f"{'Reviewed' if plan.found else 'Assessed'} {when(session, plan.at)}, {plan.by}",
        tuple(lines),
        _status(session, plan),
    )


def _status(session: Session, plan: Assessment) -> StatusLine:
    if plan.ended is not None:
        return StatusLine(StatusMeaning.DONE, "Ended")
    assert plan.review_on is not None
    day, words = today(session), day_words(plan.review_on)
    if plan.review_on < day:
        return StatusLine(StatusMeaning.LATE, f"Review was due {words}")
    return StatusLine(StatusMeaning.DUE if plan.review_on == day else StatusMeaning.NOTE, f"Review {words}")
