"""What a decision may say on this record: below the threshold never hides a limb of it, and who may decide it.

A concern about an adult that stays below the harm threshold is decided by the Headteacher, with the rationale; where
the Headteacher is the subject, by whoever takes their place (domain.md 4.3; KCSIE Part Four).
"""

from datetime import date, timedelta

from safeguard_app.domain.bank_holidays import bank_holidays_between
from safeguard_app.domain.entries import Decision, DecisionKind, counts
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.records import RecordKind
from safeguard_app.domain.working_time import is_working_day
from safeguard_app.services.cleaning import Cleaning
from safeguard_app.services.labels import today
from safeguard_app.services.register_facts import bare_name
from safeguard_app.services.session import Session
from safeguard_app.vault import reading

TICKED = "A part of the harm threshold is ticked: untick it, or choose “May meet the harm threshold”."
_LONGEST_HOLIDAY = 70
EARLIER = "An earlier decision ticked a limb. Say why it is not met now."


def require_rules(
    session: Session,
    reference: Reference,
    incident: Incident,
    decision: Decision,
    *,
    but: RecordId | None = None,
) -> None:
    """Raise :class:`RuleViolation` beside the field that a rule speaks of; ``but`` is the entry being corrected."""
    cleaning = Cleaning()
    low = decision.kind is DecisionKind.LOW_LEVEL_CONCERN
    if low and decision.limbs:
        cleaning.say("limbs", TICKED)
    elif low and not decision.limbs_why.strip() and _said_before(session, reference, but):
        cleaning.say("limbs_why", EARLIER)
    refused = _may_not_decide(session, incident, decision)
    if refused:
        cleaning.say("decided_by", refused)
    cleaning.finish()


def review_day(session: Session, days: int) -> date:
    """The day to propose for another look, so many days from now: when the school is open, as far as that is known.

    Where its calendar does not reach, and where it would be closed for months, the next working day.
    """
    first = today(session) + timedelta(days=days)
    closed = bank_holidays_between(session.nation, first.year, first.year + 1)
    calendar = session.school.calendar
    near = [first + timedelta(days=later) for later in range(_LONGEST_HOLIDAY)]
    working = [day for day in near if is_working_day(day, closed)]
    is_open = [day for day in working if calendar.is_open(day, closed)]
    return is_open[0] if calendar.knows(first) and is_open else working[0]


def low_level_decider(session: Session, *, head_is_subject: bool) -> tuple[str, str]:
    """Who decides a concern below the threshold: their name, as far as the school has said, and their title."""
    title = session.words(head_is_subject=head_is_subject).term("head")
    return (session.school.chair_name if head_is_subject else session.school.head_name), title


def _said_before(session: Session, reference: Reference, but: RecordId | None) -> bool:
    connection = session.vault.compartment(reference.compartment).connection
    return any(
        one.reference.id != but
        and counts(one.content)
        and (one.content.limbs or one.content.kind is DecisionKind.HARM_THRESHOLD_MET)
        for one in reading.about(connection, reference, (RecordKind.DECISION,))
    )


def _may_not_decide(session: Session, incident: Incident, decision: Decision) -> str:
    """Nobody decides on a concern about themselves, and the lead does not take the Headteacher's decision."""
    by, school, words = bare_name(decision.decided_by.partition(",")[0]), session.school, session.words()
    head = bare_name(school.head_name)
    if incident.head_is_subject and by and by == head:
        title, instead = words.term("head"), words.term("head_alternate")
        return f"This record is about the {title}: the {instead} decides."
    is_lead = bool(by) and by == bare_name(school.dsl_name) and by != head
    if decision.kind is DecisionKind.LOW_LEVEL_CONCERN and is_lead and school.head_name:
        _, title = low_level_decider(session, head_is_subject=incident.head_is_subject)
        return f"Below the threshold the {title} decides. Write who decided."
    return ""
