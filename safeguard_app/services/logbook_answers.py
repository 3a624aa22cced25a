"""Answers of an entry as they may be kept: cleaned field by field, what needs another look named beside its field."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from safeguard_app.catalogue.logbooks import Logbook, LogbookField, LogbookFieldKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import CaseNumber, Reference
from safeguard_app.domain.logbook_standing import day_of
from safeguard_app.domain.logbooks import DatedPerson, EntryAnswer
from safeguard_app.domain.moments import EARLIEST_YEAR, LATEST_YEAR
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.periods import check_period
from safeguard_app.domain.text_rules import STATEMENT_LIMIT
from safeguard_app.services.cleaning import IN_THE_FUTURE, Cleaning
from safeguard_app.services.labels import today
from safeguard_app.services.logbook_facts import place_now
from safeguard_app.services.logbook_words import options_of
from safeguard_app.services.register_facts import known_person
from safeguard_app.services.session import Session
from safeguard_app.vault import reading

NEEDED = "“{label}” is not answered yet."
NOT_ASKED = "This is not asked in this register."
NO_SUCH_CASE = "There is no record of this number that you can open. Check the number."
NOT_A_CASE = "Type a case number, such as 2026-0042."
ENDS_BEFORE = "This is before it begins. Check both days."
NOT_ASKED_FOR = "Enter also on which day it was asked for."
BEFORE_IT_CAME = "This is before the day from which it counts. Check both days."
WHY_LONGER = "Enter why it takes longer: they are told the reason."
MOST_PEOPLE = 200
_YES_NO = frozenset({"yes", "no", "unknown"})


def clean_answers(
    session: Session, book: Logbook, answers: Sequence[EntryAnswer], kept: Sequence[EntryAnswer] = ()
) -> tuple[EntryAnswer, ...]:
    """The answers in the order of the fields. Raises RuleViolation by the ids of the fields.

    ``kept`` are those of the version before: what was answered then to a field not asked any more stays, and a choice
    made then stays allowed.
    """
    cleaning = Cleaning()
    given = {answer.field: answer for answer in answers}
    before = {answer.field: answer for answer in kept}
    asked = book.fields_for(session.nation)
    known = {field.id for field in asked}
    for name in given.keys() - known:
        cleaning.say(cleaning.line(name, "answers") or "answers", NOT_ASKED)
    made: list[EntryAnswer] = []
    for field in asked:
        answer = _clean(session, field, given.get(field.id), before.get(field.id), cleaning)
        if answer is not None:
            made.append(answer)
        elif field.required:
            cleaning.say(field.id, NEEDED.format(label=session.words().fill(field.label)))
    made += [answer for name, answer in before.items() if name not in known]
    _check_order(session, book, made, cleaning)
    cleaning.finish()
    return tuple(made)


def _clean(
    session: Session,
    field: LogbookField,
    answer: EntryAnswer | None,
    before: EntryAnswer | None,
    cleaning: Cleaning,
) -> EntryAnswer | None:
    """One answer, of the shape its field wants and no other; None where nothing was answered."""
    if answer is None:
        return None
    match field.kind:
        case LogbookFieldKind.DAY:
            return _day(session, field, answer.day, cleaning)
        case LogbookFieldKind.TIME:
            return _time(session, field, answer, cleaning)
        case LogbookFieldKind.PERSON | LogbookFieldKind.PEOPLE:
            return _people(session, field, answer.people, cleaning)
        case LogbookFieldKind.USERS:
            return _users(session, field, answer.users, cleaning)
        case LogbookFieldKind.CASE:
            return _case(session, field, answer, before, cleaning)
        case _:
            return _texts(session, field, answer.texts, before, cleaning)


def _texts(
    session: Session,
    field: LogbookField,
    texts: tuple[str, ...],
    before: EntryAnswer | None,
    cleaning: Cleaning,
) -> EntryAnswer | None:
    if field.kind is LogbookFieldKind.TEXT:
        clean = tuple(cleaning.text(text, field.id, limit=STATEMENT_LIMIT) for text in texts[:1])
    else:
        clean = tuple(cleaning.line(text, field.id) for text in texts)
    if field.kind is LogbookFieldKind.ACCOUNT:
        return EntryAnswer(field.id, clean[:2]) if any(clean[1:2]) or any(clean[:1]) else None
    clean = tuple(text for text in clean if text.strip())
    if field.kind is LogbookFieldKind.LINE:
        clean = clean[:1]
    allowed = _allowed(session, field)
    if allowed is not None:
        said = frozenset(before.texts) if before is not None else frozenset()
        if any(code not in allowed | said for code in clean):
            cleaning.say(field.id, "Choose one of the answers.")
        if field.kind is not LogbookFieldKind.CHOICES:
            clean = clean[:1]
    return EntryAnswer(field.id, tuple(dict.fromkeys(clean))) if clean else None


def _allowed(session: Session, field: LogbookField) -> frozenset[str] | None:
    if field.kind is LogbookFieldKind.YES_NO:
        return _YES_NO
    if field.kind in {LogbookFieldKind.CHOICE, LogbookFieldKind.CHOICES}:
        return frozenset(choice.code for choice in options_of(session, field))
    return None


def _day(session: Session, field: LogbookField, day: date | None, cleaning: Cleaning) -> EntryAnswer | None:
    if day is None:
        return None
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        cleaning.say(field.id, "Check the year.")
    elif not field.ahead and day > today(session):
        cleaning.say(field.id, IN_THE_FUTURE)
    return EntryAnswer(field.id, day=day)


def _time(
    session: Session, field: LogbookField, answer: EntryAnswer, cleaning: Cleaning
) -> EntryAnswer | None:
    if answer.at is None:
        return None
    moment = (
        cleaning.moment(answer.at, field.id)
        if field.ahead
        else cleaning.passed(answer.at, field.id, session.now())
    )
    if not moment.is_known:
        return None
    return EntryAnswer(field.id, at=moment)


def _people(
    session: Session, field: LogbookField, people: tuple[PersonRef, ...], cleaning: Cleaning
) -> EntryAnswer | None:
    if len(people) > (1 if field.kind is LogbookFieldKind.PERSON else MOST_PEOPLE):
        cleaning.say(
            field.id, "Name one person." if field.kind is LogbookFieldKind.PERSON else "Name fewer people."
        )
        return None
    clean = tuple(_person(session, field, person, cleaning) for person in people)
    return EntryAnswer(field.id, people=tuple(dict.fromkeys(clean))) if clean else None


def _person(session: Session, field: LogbookField, person: PersonRef, cleaning: Cleaning) -> PersonRef:
    known = known_person(session, person)
    if known is not None and field.of and known.person.kind not in field.of:
        cleaning.say(field.id, "This person is something else on the register. Choose again.")
    return cleaning.person(person, field.id)


def _users(
    session: Session, field: LogbookField, users: tuple[DatedPerson, ...], cleaning: Cleaning
) -> EntryAnswer | None:
    if len(users) > MOST_PEOPLE:
        cleaning.say(field.id, f"Keep to {MOST_PEOPLE} people.")
        return None
    for user in users:
        try:
            check_period(user.period, field.id)
        except RuleViolation as refused:
            cleaning.say(field.id, refused.fields[field.id])
    clean = tuple(replace(one, person=_person(session, field, one.person, cleaning)) for one in users)
    return EntryAnswer(field.id, users=clean) if clean else None


def _case(
    session: Session,
    field: LogbookField,
    answer: EntryAnswer,
    before: EntryAnswer | None,
    cleaning: Cleaning,
) -> EntryAnswer | None:
    """The incident of a number typed, in whichever open part has it; one kept before, where it is filed by now."""
    typed = cleaning.line("".join(answer.texts[:1]), field.id)
    if not typed:
        return (
            _where_it_is(session, field, answer.case, before, cleaning) if answer.case is not None else None
        )
    try:
        number = CaseNumber.parse(typed)
    except ValueError:
        cleaning.say(field.id, NOT_A_CASE)
        return None
    found = find_case(session, number)
    if found is None:
        cleaning.say(field.id, NO_SUCH_CASE)
        return None
    return EntryAnswer(field.id, case=found)


def _where_it_is(
    session: Session, field: LogbookField, case: Reference, before: EntryAnswer | None, cleaning: Cleaning
) -> EntryAnswer | None:
    """An incident that a form named, in the part in which it is filed now: nothing elsewhere tells of it."""
    place = place_now(session, case)
    if place is None and (before is None or before.case != case):
        cleaning.say(field.id, NO_SUCH_CASE)
        return None
    return EntryAnswer(field.id, case=place or case)


def find_case(session: Session, number: CaseNumber) -> Reference | None:
    """The incident of a case number, where one of this user's keys opens it and it was not entered in error."""
    for compartment in session.vault:
        if session.vault.series(compartment.id).letter != number.letter:
            continue
        stored = reading.by_case(compartment.connection, compartment.id, number.year, number.serial)
        if stored is not None and stored.content.entered_in_error is None:
            return stored.reference
    return None


def _check_order(session: Session, book: Logbook, made: Sequence[EntryAnswer], cleaning: Cleaning) -> None:
    days = {answer.field: day_of(answer, session.zone) for answer in made}
    begins, ends = days.get(book.dated_by), days.get(book.ends_by) if book.ends_by else None
    if begins is not None and ends is not None and ends < begins:
        cleaning.say(book.ends_by, ENDS_BEFORE)
    _check_clock(book, made, days, cleaning)


def _check_clock(
    book: Logbook, made: Sequence[EntryAnswer], days: Mapping[str, date | None], cleaning: Cleaning
) -> None:
    """What a clock waited for was asked before it was given, after it began; a longer period has its reason."""
    rule = book.clock
    if rule is None:
        return
    begins = days.get(rule.starts)
    for name in (*(wait.since for wait in rule.waits), rule.longer, rule.met_by):
        day = days.get(name)
        if day is not None and begins is not None and day < begins:
            cleaning.say(name, BEFORE_IT_CAME)
    for wait in rule.waits:
        since, until = days.get(wait.since), days.get(wait.until)
        if until is not None and since is None:
            cleaning.say(wait.since, NOT_ASKED_FOR)
        elif until is not None and since is not None and until < since:
            cleaning.say(wait.until, ENDS_BEFORE)
    if days.get(rule.longer) is not None and all(one.field != rule.longer_reason for one in made):
        cleaning.say(rule.longer_reason, WHY_LONGER)
