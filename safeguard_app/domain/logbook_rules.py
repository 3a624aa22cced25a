"""How the history of an entry grows, and who may decide it. History is added to and taken back, never rewritten.

Nobody decides what they asked for themselves; what the Headteacher asks for is decided by whoever takes that place.
"""

from dataclasses import replace
from datetime import date

from safeguard_app.domain.declaration_rules import Acknowledgers, OfficesKnown
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.logbooks import DECISIONS, EntryState, EntryStep, LogbookEntry
from safeguard_app.domain.people import PersonRef, Withdrawal
from safeguard_app.domain.person_rules import HEAD_OFFICES, holds_office, same_person
from safeguard_app.domain.title_words import TitleWords

MOST_STEPS = 200
MOST_STATES = 100
FUTURE = "This is still to come. Enter it once it has happened."


def office_fault(
    subject: PersonRef | None,
    step: EntryStep,
    offices: OfficesKnown,
    who: Acknowledgers,
    words: TitleWords,
) -> str:
    """Why the person named may not decide, or "" when they may. Other steps than decisions anybody may take."""
    if step.kind not in DECISIONS:
        return ""
    if subject is not None and same_person(step.by, subject):
        return "Nobody decides what they asked for themselves."
    asked_by_head = holds_office(offices.declaring, HEAD_OFFICES, step.on)
    allowed = who.for_head if asked_by_head else who.for_staff
    if step.capacity not in allowed:
        decides = words.chair if asked_by_head else words.head
        own = f"What the {words.head} asks for" if asked_by_head else "This"
        return f"{own} is decided by the {decides}. Choose who decided, and in which office."
    if offices.deciding is None or holds_office(offices.deciding, (step.capacity,), step.on):
        return ""
    return "This person does not hold that office on the day of the decision. Check the day, or the office’s dates."


def parent_fault(subject: PersonRef | None, step: EntryStep) -> str:
    """Why the person named may not consent for a child: a child does not decide for themself here."""
    if step.kind in DECISIONS and subject is not None and same_person(step.by, subject):
        return "Name who decided for the child: somebody with parental responsibility."
    return ""


def with_entry_step(entry: LogbookEntry, step: EntryStep, today: date) -> LogbookEntry:
    """The entry with ``step`` put where its day belongs. Fields named: ``on``, ``review_on``, ``steps``."""
    faults: dict[str, str] = {}
    if step.on > today:
        faults["on"] = FUTURE
    if step.review_on is not None and step.review_on < step.on:
        faults["review_on"] = "The review is before the step itself. Check both days."
    if len(entry.steps) >= MOST_STEPS:
        faults["steps"] = f"Keep to {MOST_STEPS} steps in one entry."
    if faults:
        raise RuleViolation(faults)
    later = (place for place, one in enumerate(entry.steps) if one.withdrawn is None and one.on > step.on)
    place = next(later, len(entry.steps))
    return replace(entry, steps=(*entry.steps[:place], step, *entry.steps[place:]))


def with_step_taken_back(entry: LogbookEntry, place: int, withdrawal: Withdrawal) -> LogbookEntry:
    """The entry with the step at ``place`` taken back: it stays on file and counts no longer."""
    if not 0 <= place < len(entry.steps):
        raise RuleViolation({"steps": "There is no such step any more. Look at the entry again."})
    if entry.steps[place].withdrawn is not None:
        raise RuleViolation({"steps": "This step has already been taken back."})
    steps = list(entry.steps)
    steps[place] = replace(steps[place], withdrawn=withdrawal)
    return replace(entry, steps=tuple(steps))


def with_change(entry: LogbookEntry, state: EntryState, begins: date | None, today: date) -> LogbookEntry:
    """The entry with what holds from ``state.since`` on. Fields named: ``since``."""
    since = state.since
    if since is None:
        raise RuleViolation({"since": "Enter from which day on this holds."})
    if since > today:
        raise RuleViolation({"since": FUTURE})
    if begins is not None and since < begins:
        raise RuleViolation(
            {"since": "This is before the entry begins. Check the day, or correct the entry."}
        )
    last = entry.newest.since
    if last is not None and since < last:
        raise RuleViolation(
            {"since": "A later change is entered already. Check the day, or correct the entry."}
        )
    if len(entry.states) >= MOST_STATES:
        raise RuleViolation({"since": f"Keep to {MOST_STATES} changes in one entry."})
    return replace(entry, states=(*entry.states, state))


def with_correction(entry: LogbookEntry, state: EntryState) -> LogbookEntry:
    """The entry with what holds now corrected; its day and why it changed stay."""
    newest = entry.newest
    corrected = replace(state, since=newest.since, why=newest.why)
    return replace(entry, states=(*entry.states[:-1], corrected))
