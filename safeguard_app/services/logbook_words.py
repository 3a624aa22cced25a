"""Entries of registers in words: what an entry is called, each answer, and how it stands."""

from datetime import date

from safeguard_app.catalogue.choices import Choice
from safeguard_app.catalogue.logbooks import Logbook, LogbookField, LogbookFieldKind
from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.logbook_standing import EntryCode, EntryStanding
from safeguard_app.domain.logbooks import (
    DatedPerson,
    EntryAnswer,
    EntryState,
    EntryStep,
    EntryStepKind,
    LogbookEntry,
)
from safeguard_app.services.labels import office_name, platform_name, when
from safeguard_app.services.register_facts import name_now
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusLine, StatusMeaning

_YES_NO = {"yes": "Yes", "no": "No", "unknown": "Not known"}
_LONGEST_NAME = 80
_STEP_WORDS = {EntryStepKind.REVIEWED: "Looked at again", EntryStepKind.ENDED: "Ended"}
ANOTHER_PART = "A record in another part of the log"


def entry_name(session: Session, book: Logbook, state: EntryState) -> str:
    """What an entry is called in lists: the fields that name it, short; never empty."""
    parts = []
    for name in book.name_fields:
        field, answer = book.field(name), state.answer(name)
        if field is not None and answer is not None:
            parts.append(" ".join(answer_words(session, field, answer).split()))
    words = ", ".join(part for part in parts if part)
    if len(words) > _LONGEST_NAME:
        words = words[: _LONGEST_NAME - 4].rsplit(" ", 1)[0] + " ..."
    return words or session.words().fill(book.one)


def logbook_names(session: Session, entry: LogbookEntry) -> tuple[str, str]:
    """What an entry is called, and its register, wherever it is found: also where the catalogue has it no more."""
    book = session.catalogue.logbooks.get(entry.logbook)
    if book is None:
        return "Entry of a register", ""
    return entry_name(session, book, entry.newest), session.words().fill(book.title)


def answer_words(session: Session, field: LogbookField, answer: EntryAnswer) -> str:
    """An answer in words; empty for none."""
    match field.kind:
        case LogbookFieldKind.DAY:
            return day_words(answer.day) if answer.day is not None else ""
        case LogbookFieldKind.TIME:
            return when(session, answer.at)
        case LogbookFieldKind.YES_NO:
            return _YES_NO.get(answer.texts[0], answer.texts[0]) if answer.texts else ""
        case LogbookFieldKind.CHOICE | LogbookFieldKind.CHOICES:
            return "; ".join(choice_words(session, field, code) for code in answer.texts)
        case LogbookFieldKind.PERSON | LogbookFieldKind.PEOPLE:
            return ", ".join(name_now(session, person) for person in answer.people)
        case LogbookFieldKind.USERS:
            return "\n".join(_user_words(session, one) for one in answer.users)
        case LogbookFieldKind.ACCOUNT:
            return account_words(session, answer)
        case LogbookFieldKind.CASE:
            return case_words(session, answer)
        case LogbookFieldKind.LINE | LogbookFieldKind.TEXT:
            return "\n".join(answer.texts)


def options_of(session: Session, field: LogbookField) -> tuple[Choice, ...]:
    """What may be chosen in this nation."""
    if field.options_from is not None:
        return session.catalogue.choices(field.options_from, session.nation)
    return tuple(choice for choice in field.options if choice.serves(session.nation))


def choice_words(session: Session, field: LogbookField, code: str) -> str:
    """The label of a code, in the nation's words; the code in words where the catalogue has none such."""
    choices = session.catalogue.lists[field.options_from].choices if field.options_from else field.options
    found = next((choice for choice in choices if choice.code == code), None)
    return session.words().fill(found.label) if found is not None else code.replace("_", " ").capitalize()


def account_words(session: Session, answer: EntryAnswer) -> str:
    """An account: "Instagram, oakfield_primary"."""
    platform, name = (*answer.texts, "", "")[:2]
    return ", ".join(part for part in (platform_name(session, platform), name) if part)


def case_words(session: Session, answer: EntryAnswer) -> str:
    """The case number, where this user's keys open the record."""
    if answer.case is None:
        return ""
    found = session.vault.find(answer.case.id)
    return (
        str(found.content.case) if found is not None and isinstance(found.content, Incident) else ANOTHER_PART
    )


def _user_words(session: Session, user: DatedPerson) -> str:
    start, end = user.period.start, user.period.end
    since = f"from {day_words(start)}" if start is not None else ""
    until = f"to {day_words(end)}" if end is not None else ""
    return ", ".join(part for part in (name_now(session, user.person), f"{since} {until}".strip()) if part)


def step_words(session: Session, book: Logbook, kind: EntryStepKind) -> str:
    """What a step is called in its register."""
    deciding = book.deciding
    if kind in _STEP_WORDS or deciding is None:
        return _STEP_WORDS.get(kind, kind.value.capitalize())
    words = {
        EntryStepKind.GIVEN: deciding.given,
        EntryStepKind.REFUSED: deciding.refused,
        EntryStepKind.WITHDRAWN: deciding.withdrawn,
    }
    return session.words().fill(words[kind])


def step_by(session: Session, step: EntryStep) -> str:
    """Who took a step: "Mrs Carol Denning, Headteacher"."""
    return ", ".join(
        part for part in (name_now(session, step.by), office_name(session, step.capacity)) if part
    )


def standing_words(session: Session, book: Logbook, standing: EntryStanding) -> str:
    """How an entry stands, without when."""
    match standing.code:
        case EntryCode.NOT_YET:
            return "Not yet"
        case EntryCode.NOTED:
            return "Entered"
        case EntryCode.IN_FORCE:
            return session.words().fill(book.holds_words)
        case EntryCode.WAITING:
            return "Not decided yet"
        case EntryCode.ENDED:
            return session.words().fill(book.over_words)
        case EntryCode.GIVEN | EntryCode.REFUSED | EntryCode.WITHDRAWN:
            return step_words(session, book, EntryStepKind(standing.code.value))


def standing_status(session: Session, book: Logbook, standing: EntryStanding, day: date) -> StatusLine:
    """A standing as a status: undecided is due, an overdue review late, what holds is done."""
    words = standing_words(session, book, standing)
    if standing.review_on is not None and standing.review_on < day:
        return StatusLine(StatusMeaning.LATE, f"{words}: review overdue")
    meanings = {
        EntryCode.WAITING: StatusMeaning.DUE,
        EntryCode.GIVEN: StatusMeaning.DONE,
        EntryCode.IN_FORCE: StatusMeaning.DONE,
    }
    return StatusLine(meanings.get(standing.code, StatusMeaning.NOTE), words)


def decided_words(session: Session, standing: EntryStanding) -> str:
    """By whom and when it was decided: "Mrs Carol Denning, Headteacher, Mon 5 Oct 2026"; empty where nobody did."""
    step = standing.decided
    if step is None:
        return ""
    return f"{step_by(session, step)}, {day_words(step.on)}"


def late_words(session: Session, book: Logbook, standing: EntryStanding) -> str:
    """What stands out where the decision came after what it should have come before; empty where it did not."""
    deciding, step = book.deciding, standing.decided
    if deciding is None or not deciding.before:
        return ""
    answer = standing.state.answer(deciding.before)
    if answer is None or answer.day is None:
        return ""
    if step is None or step.on > answer.day:
        return session.words().fill(deciding.late_words)
    return ""
