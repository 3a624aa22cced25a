"""Entering in the registers of a school, and what happens to an entry afterwards (domain.md 1 and 8).

An entry that names an incident stands in the part of the log of that incident, and moves with it; one about an adult
who works here stands where that adult's own key does not reach. A change keeps what held before; a correction and a
step taken back keep what was written; nothing is removed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from safeguard_app.catalogue.categories import ADULT_OF_CONCERN
from safeguard_app.catalogue.choices import ListName
from safeguard_app.catalogue.logbooks import Logbook, LogbookFieldKind, WhoDecides
from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference, new_record_id
from safeguard_app.domain.incidents import Participant
from safeguard_app.domain.logbook_rules import (
    office_fault,
    parent_fault,
    with_change,
    with_correction,
    with_entry_step,
    with_step_taken_back,
)
from safeguard_app.domain.logbook_standing import EntryCode, begins_on, entry_standing
from safeguard_app.domain.logbooks import (
    DECISIONS,
    EntryAnswer,
    EntryPaper,
    EntryState,
    EntryStep,
    EntryStepKind,
    LogbookEntry,
)
from safeguard_app.domain.people import OfficeKind, PersonRef, Withdrawal
from safeguard_app.domain.person_rules import HEAD_OFFICES, holds_office, is_the_one
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.domain.text_rules import STATEMENT_LIMIT
from safeguard_app.domain.transfer_codes import check_code
from safeguard_app.services.cleaning import Cleaning
from safeguard_app.services.incidents import required_reason
from safeguard_app.services.labels import label, today
from safeguard_app.services.logbook_answers import clean_answers
from safeguard_app.services.logbook_facts import (
    NotKept,
    book_of,
    case_of,
    is_kept,
    rules_of,
    stored_entry,
    subject_of,
)
from safeguard_app.services.register_facts import acknowledgers, is_signed_in, offices_known, offices_of
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.services.subject_of_concern import subjects_of
from safeguard_app.vault.problems import StaleVersion

KINDS = (RecordKind.LOGBOOK_ENTRY,)
ANOTHER_PART = (
    "This case stands in another part of the log. Take this entry back, and enter it anew with the case."
)
NOT_YOUR_KEY = (
    "An entry about this person stands where your key does not reach. Hand it in as a concern instead."
)
ANOTHER_AUTHORISES = "Whoever reviewed it does not authorise it too. Somebody else does."
_SLIP = "slip_code"
_REVIEWER = "reviewed_by"
OWN_DECISION = "This is about you. Somebody else enters the decision."


@dataclass(frozen=True, slots=True)
class EntryStepInput:
    """One step as entered. ``on`` None: no day was given. ``capacity`` goes with what an office decides."""

    kind: EntryStepKind
    on: date | None
    by: PersonRef
    capacity: OfficeKind | None = None
    conditions: str = ""
    note: str = ""
    review_on: date | None = None


def enter(
    session: Session,
    logbook: str,
    answers: Sequence[EntryAnswer],
    decided: EntryStepInput | None = None,
    *,
    record: RecordId | None = None,
) -> tuple[Reference, Changes]:
    """Enter in a register, with the decision where there is one already. ``record`` is the id its draft had.

    Raises RuleViolation by the ids of the fields; those of the decision begin with ``decision_``.
    """
    book = book_of(session, logbook)
    if not is_kept(session, book) or not session.opens(book.home):
        raise NotKept
    entry = LogbookEntry(book.id, (_state(session, clean_answers(session, book, answers)),))
    if decided is not None:
        try:
            entry = _with_step(session, book, entry, decided)
        except RuleViolation as refused:
            raise RuleViolation(
                {f"decision_{name}": words for name, words in refused.fields.items()}
            ) from refused
    reference = Reference(_home(session, book, entry.newest), record or new_record_id())
    _check_slip(book, reference, entry.newest)
    _write(session, EventKind.LOGBOOK_ENTERED, reference, entry)
    return reference, changed(reference, kinds=KINDS, said=f"Entered: {session.words().fill(book.title)}.")


def change(
    session: Session,
    reference: Reference,
    answers: Sequence[EntryAnswer],
    since: date | None,
    reason: str,
    *,
    version: int,
) -> Changes:
    """Enter what holds from a day on, with what changed. What held before stays, for the days before."""
    why = required_reason(reason)
    stored, book = _open(session, reference, version)
    state = _state(session, clean_answers(session, book, answers, stored.content.newest.answers))
    begins = begins_on(stored.content.newest, rules_of(book), session.zone)
    made = with_change(stored.content, replace(state, since=since, why=why), begins, today(session))
    _stay(session, book, reference, made.newest)
    _check_slip(book, reference, made.newest)
    _write(session, EventKind.LOGBOOK_CHANGED, reference, made, reason=why, replacing=version)
    return changed(
        reference, kinds=KINDS, said="The change is entered. What held before stays for the days before."
    )


def correct(
    session: Session, reference: Reference, answers: Sequence[EntryAnswer], reason: str, *, version: int
) -> Changes:
    """Correct what was entered wrongly, for every day it is said to hold."""
    why = required_reason(reason)
    stored, book = _open(session, reference, version)
    state = _state(session, clean_answers(session, book, answers, stored.content.newest.answers))
    made = with_correction(stored.content, state)
    _stay(session, book, reference, made.newest)
    _check_slip(book, reference, made.newest)
    _write(session, EventKind.ENTRY_CORRECTED, reference, made, reason=why, replacing=version)
    return changed(reference, kinds=KINDS, said="The entry is corrected. What it said before stays on file.")


def add_step(session: Session, reference: Reference, entered: EntryStepInput, *, version: int) -> Changes:
    """Add a decision, a review or an end. Raises RuleViolation naming ``on``, ``by``, ``review_on`` and the rest."""
    stored, book = _open(session, reference, version)
    made = _with_step(session, book, stored.content, entered)
    facts: dict[str, str | int] = {"step": entered.kind.value}
    _write(session, EventKind.LOGBOOK_STEP, reference, made, facts=facts, replacing=version)
    return changed(reference, kinds=KINDS, said="The step is on the register.")


def take_back_step(
    session: Session, reference: Reference, place: int, reason: str, *, version: int
) -> Changes:
    """Take a step back, with a reason: it stays on file and counts no longer. ``place`` counts from 0."""
    why = required_reason(reason)
    stored, _ = _open(session, reference, version)
    mark = Withdrawal(session.now(), session.user.name, why)
    made = with_step_taken_back(stored.content, place, mark)
    _write(session, EventKind.ENTRY_CORRECTED, reference, made, reason=why, replacing=version)
    return changed(
        reference, kinds=KINDS, said="The step is taken back. It stays on file and counts no longer."
    )


def enter_in_error(session: Session, reference: Reference, reason: str, *, version: int) -> Changes:
    """Take a whole entry back: off the register and every list at once; the audit keeps that it was made."""
    why = required_reason(reason)
    stored, _ = _open(session, reference, version)
    mark = Withdrawal(session.now(), session.user.name, why)
    made = replace(stored.content, entered_in_error=mark)
    _write(session, EventKind.ENTERED_IN_ERROR, reference, made, reason=why, replacing=version)
    return changed(reference, kinds=KINDS, said="The entry is taken off the register.")


def steps_offered(session: Session, entry: LogbookEntry) -> tuple[EntryStepKind, ...]:
    """The steps that can follow as the entry stands today; none for what tells of one day."""
    book = book_of(session, entry.logbook)
    if not book.lasting:
        return ()
    code = entry_standing(entry, rules_of(book), today(session), session.zone).code
    going_on = (EntryStepKind.REVIEWED, EntryStepKind.ENDED)
    if book.deciding is None:
        return going_on
    if code is EntryCode.GIVEN:
        return (EntryStepKind.WITHDRAWN, EntryStepKind.GIVEN, *going_on)
    if code is EntryCode.WAITING:
        return (EntryStepKind.GIVEN, EntryStepKind.REFUSED, EntryStepKind.ENDED)
    return (EntryStepKind.GIVEN, EntryStepKind.REFUSED)


def capacities_offered(
    session: Session, book: Logbook, subject: PersonRef | None
) -> tuple[tuple[OfficeKind, str], ...]:
    """The offices in which somebody may decide what ``subject`` asks for; none where no office decides."""
    if book.deciding is None or book.deciding.who is not WhoDecides.HEAD:
        return ()
    offices = offices_of(session, subject) if subject is not None else ()
    who = acknowledgers(session)
    asked_by_head = holds_office(offices, HEAD_OFFICES, today(session))
    allowed = who.for_head if asked_by_head else who.for_staff
    return tuple((office, label(session, ListName.OFFICES, office.value)) for office in allowed)


def _state(session: Session, answers: tuple[EntryAnswer, ...]) -> EntryState:
    user = session.user
    return EntryState(answers, session.catalogue.version, session.now(), user.id, user.name)


def _with_step(session: Session, book: Logbook, entry: LogbookEntry, entered: EntryStepInput) -> LogbookEntry:
    cleaning = Cleaning()
    step = EntryStep(
        kind=entered.kind,
        on=entered.on or date.min,
        by=cleaning.person(entered.by, "by"),
        entered_at=session.now(),
        entered_by=session.user.id,
        entered_by_name=session.user.name,
        capacity=entered.capacity,
        conditions=cleaning.text(entered.conditions, "conditions", limit=STATEMENT_LIMIT),
        note=cleaning.text(entered.note, "note", limit=STATEMENT_LIMIT),
        review_on=entered.review_on,
    )
    if entered.on is None:
        cleaning.say("on", "Enter the day.")
    elif fault := _decision_fault(session, book, entry, step):
        cleaning.say("by", fault)
    if entered.kind in DECISIONS and book.deciding is None:
        cleaning.say("kind", "Nothing is decided in this register.")
    if not book.lasting:
        cleaning.say("kind", "An entry of this register has no steps.")
    cleaning.finish()
    return with_entry_step(entry, step, today(session))


def _decision_fault(session: Session, book: Logbook, entry: LogbookEntry, step: EntryStep) -> str:
    if book.deciding is None or step.kind not in DECISIONS:
        return ""
    subject = subject_of(book, entry.newest)
    reviewer = entry.newest.answer(_REVIEWER) if book.paper is EntryPaper.DISPOSAL_CERTIFICATE else None
    if reviewer is not None and any(is_the_one(one, step.by) for one in reviewer.people):
        return ANOTHER_AUTHORISES
    if book.deciding.who is WhoDecides.PARENT:
        return parent_fault(subject, step)
    if subject is not None and is_signed_in(session, subject):
        return OWN_DECISION
    offices = offices_known(session, subject or PersonRef(None, ""), step.by)
    return office_fault(subject, step, offices, acknowledgers(session), session.titles())


def _open(session: Session, reference: Reference, version: int) -> tuple[Stored[LogbookEntry], Logbook]:
    stored = stored_entry(session, reference)
    if stored.number != version:
        raise StaleVersion
    if stored.content.entered_in_error is not None:
        raise RuleViolation({"steps": "This entry was taken off the register."})
    return stored, book_of(session, stored.content.logbook)


def _home(session: Session, book: Logbook, state: EntryState) -> Compartment:
    """The part of the log an entry belongs in."""
    case = case_of(book, state)
    if book.home is Compartment.DAILY:
        return case.compartment if case is not None else Compartment.DAILY
    subject = subject_of(book, state)
    found = subjects_of(session, [Participant(subject, ADULT_OF_CONCERN)]) if subject is not None else None
    home: Compartment | None = book.home
    if found is not None and not found.may_stand_in(book.home):
        home = None if found.head and found.lead else found.home()
    if home is None or not session.opens(home):
        raise RuleViolation({book.about: NOT_YOUR_KEY})
    if case is not None and case.compartment is not home:
        raise RuleViolation({_case_field(book): ANOTHER_PART})
    return home


def _stay(session: Session, book: Logbook, reference: Reference, state: EntryState) -> None:
    """Refuse what would have the entry stand in another part of the log than it does."""
    if book.home is Compartment.DAILY and case_of(book, state) is None:
        return
    if _home(session, book, state) is not reference.compartment:
        field = _case_field(book) if book.home is Compartment.DAILY else book.about
        raise RuleViolation({field: ANOTHER_PART})


def _check_slip(book: Logbook, reference: Reference, state: EntryState) -> None:
    """Refuse a receipt that came with the slip of another file."""
    answer = state.answer(_SLIP) if book.paper is EntryPaper.TRANSFER_PACK else None
    if answer is not None and answer.texts:
        check_code(reference.id, answer.texts[0], _SLIP)


def _case_field(book: Logbook) -> str:
    return next((field.id for field in book.fields if field.kind is LogbookFieldKind.CASE), "answers")


def _write(
    session: Session,
    kind: EventKind,
    reference: Reference,
    entry: LogbookEntry,
    *,
    reason: str | None = None,
    replacing: int | None = None,
    facts: dict[str, str | int] | None = None,
) -> None:
    case = case_of(book_of(session, entry.logbook), entry.newest)
    about = case.id if case is not None else None
    compartment = session.vault.compartment(reference.compartment)
    with compartment.write(kind, session.user.id, session.now(), record=reference.id, facts=facts) as work:
        work.put(reference.id, entry, about=about, reason=reason, replacing=replacing)
