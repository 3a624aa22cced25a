"""The handover brief for a new safeguarding lead: open work, what is due, backup, inventory and chain head of one part.

Case numbers and words of the catalogue alone: what an action says, and whom it names, is read in the log.
"""

from collections.abc import Sequence
from datetime import date

from safeguard_app.documents.content import Document, PageFrame, Signature
from safeguard_app.documents.handover_brief import HandoverBrief, OpenRecord, to_document
from safeguard_app.domain.date_words import count_words, day_words
from safeguard_app.domain.entries import counts
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.incidents import IncidentState
from safeguard_app.domain.index_lines import IncidentLine
from safeguard_app.domain.moments import days_of
from safeguard_app.domain.records import RecordKind
from safeguard_app.services import sharing_due
from safeguard_app.services.declaration_queue import is_waiting
from safeguard_app.services.due import DueItem, due_items
from safeguard_app.services.labels import category_name, entered, today
from safeguard_app.services.next_step import NextAct, NextStep, next_step
from safeguard_app.services.paper_frames import page_frame
from safeguard_app.services.paper_prepared import Prepared
from safeguard_app.services.paper_views import HandoverBriefPaper
from safeguard_app.services.part_names import capital, part_name
from safeguard_app.services.register_facts import standing_now, stored_declarations
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusMeaning
from safeguard_app.services.today import backup_state
from safeguard_app.vault import reading

BRIEF_KIND = "handover_brief"
BRIEF_FILE = "Handover brief.pdf"
_GROUP = 4
_INVENTORY = {
    RecordKind.INCIDENT: "Incidents",
    RecordKind.CASE: "Cases",
    RecordKind.PERSON: "People on the register",
    RecordKind.DECLARATION: "Declarations",
    RecordKind.LOGBOOK_ENTRY: "Entries in registers",
    RecordKind.NOTE: "Notes",
    RecordKind.DECISION: "Decisions",
    RecordKind.ACTION: "Actions",
    RecordKind.EVIDENCE: "Exhibits and copies",
    RecordKind.REFERRAL: "Referral forms",
    RecordKind.ASSESSMENT: "Safety plans",
    RecordKind.LETTER: "Letters",
    RecordKind.DOCUMENT: "Documents issued",
}


def brief_paper(session: Session, job: HandoverBriefPaper) -> Prepared:
    """The brief of one part, kept where its readers are."""
    frame, copy = page_frame(session, job.part, None, BRIEF_KIND)
    brief = brief_document(session, job.part, frame)
    return Prepared(brief, job.part, None, BRIEF_KIND, copy, BRIEF_FILE)


def brief_document(session: Session, part: Compartment, frame: PageFrame) -> Document:
    """The brief of one part, as the log stands now. Raises NoKey."""
    opened = session.vault.compartment(part)
    found = [
        (Reference(part, record), line)
        for record, line in opened.listing.lines(RecordKind.INCIDENT, (IncidentState.NEW, IncidentState.OPEN))
        if isinstance(line, IncidentLine)
    ]
    found.sort(key=lambda pair: _since(session, pair[1]))
    due = {record.id: due_items(session, record, line) for record, line in found}
    begun = {
        str(one.about)
        for one in reading.of_kind(opened.connection, part, RecordKind.REFERRAL)
        if counts(one.content)
    }
    records = tuple(
        _record(session, line, due[record.id], referring=record.id in begun) for record, line in found
    )
    user = session.user
    return to_document(
        HandoverBrief(
            frame,
            (f"{capital(part_name(session, part))}. Made {entered(session, session.now())}.",),
            _state(
                session, part, [line for _, line in found], [one for some in due.values() for one in some]
            ),
            records,
            _inventory(session, part),
            f"This paper covers {part_name(session, part)} and nothing else. It names nobody whom a record is about; "
            "what each action and review is about stands in the log. Whoever takes over needs a passphrase of their "
            "own, made under Settings, before the other is removed.",
            Signature("Handed over by", user.name, user.label),
        )
    )


def _record(session: Session, line: IncidentLine, due: Sequence[DueItem], *, referring: bool) -> OpenRecord:
    since = _since(session, line)
    step = next_step(session, line, due, referring=referring)
    reviews = [
        day
        for day in (line.review_on, line.decision_review, *(plan.review_on for plan in line.plans))
        if day is not None
    ]
    return OpenRecord(
        case=line.case,
        kind=category_name(session, line.category),
        since=f"{_plain(since)}\n{_age((today(session) - since).days)}",
        next_step=_step(step),
        actions=_actions(line),
        review=_plain(min(reviews)) if reviews else "None set",
    )


def _step(step: NextStep | None) -> str:
    """In few words; what is to be done may name somebody, so that it is an action is enough."""
    if step is None:
        return "None"
    if step.act is NextAct.TELL:
        return step.words
    return "Do what was agreed" if step.act is NextAct.DONE else capital(step.short)


def _actions(line: IncidentLine) -> str:
    """How many are open, and when the first is due."""
    days = [one.due for one in line.actions if one.due is not None]
    if not line.actions:
        return "None"
    return f"{len(line.actions)}\nfirst due {_plain(min(days))}" if days else f"{len(line.actions)}\nno date"


def _state(
    session: Session, part: Compartment, lines: Sequence[IncidentLine], due: Sequence[DueItem]
) -> tuple[tuple[str, str], ...]:
    head = session.vault.compartment(part).head
    digits = head.hash.hex()
    groups = " ".join(digits[start : start + _GROUP] for start in range(0, len(digits), _GROUP))
    late = sum(one.meaning is StatusMeaning.LATE for one in due)
    now = sum(one.meaning is StatusMeaning.DUE for one in due)
    actions = sum(len(one.actions) for one in lines)
    reviewed, waiting = _declarations(session, part)
    return (
        ("Open records", f"{len(lines)}, with {count_words(actions, 'open action')}"),
        ("Late, and due on this day", f"{late} late, {now} due on this day"),
        ("Shared documents", sharing_due.counted(session, part)),
        ("Declarations", f"{reviewed} to review by this day, {waiting} waiting for a decision"),
        ("Backup of the log", backup_state(session).words),
        ("Chain head", f"Event {head.number:,}\n{groups}"),
    )


def _declarations(session: Session, part: Compartment) -> tuple[int, int]:
    """Of one part: in force and to be looked at again by today; not decided yet."""
    states = [
        standing_now(session, one.content).state
        for one in stored_declarations(session)
        if one.reference.compartment is part
    ]
    day = today(session)
    reviewed = sum(
        one.is_acknowledged and one.review_on is not None and one.review_on <= day for one in states
    )
    return reviewed, sum(is_waiting(one) for one in states)


def _inventory(session: Session, part: Compartment) -> tuple[tuple[str, str], ...]:
    """How many records of each kind stand there; what was taken back, or is in quarantine, is not counted."""
    connection = session.vault.compartment(part).connection
    found = ((words, reading.standing(connection, kind)) for kind, words in _INVENTORY.items())
    return tuple((words, f"{number:,}") for words, number in found if number)


def _since(session: Session, line: IncidentLine) -> date:
    known = days_of(line.attention, session.zone)
    return known[0] if known is not None else line.entered_at.astimezone(session.zone).date()


def _age(days: int) -> str:
    return count_words(max(0, days), "day")


def _plain(day: date) -> str:
    """ "12 Oct 2026"."""
    return day_words(day).partition(" ")[2]
