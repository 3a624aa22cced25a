"""One entry of a register in full, and what its forms ask."""

from datetime import date, timedelta

from safeguard_app.catalogue.logbooks import Logbook, LogbookField, LogbookFieldKind, WhoDecides
from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.logbook_standing import EntryStanding, entry_standing
from safeguard_app.domain.logbooks import (
    EntryAnswer,
    EntryPaper,
    EntryState,
    EntryStep,
    EntryStepKind,
    LogbookEntry,
)
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.person_rules import person_ref
from safeguard_app.domain.records import Stored
from safeguard_app.domain.transfer_codes import transfer_code
from safeguard_app.services.incident_choices import ChoiceLine
from safeguard_app.services.labels import entered, today
from safeguard_app.services.logbook_clocks import clock_status, waited_words
from safeguard_app.services.logbook_facts import (
    book_of,
    case_of,
    place_now,
    rules_of,
    stored_entry,
    subject_of,
)
from safeguard_app.services.logbook_views import (
    ChangeLine,
    EntryDetail,
    EntryForm,
    EntryStepLine,
    EntryVersionLine,
    FieldLine,
    StepForm,
)
from safeguard_app.services.logbook_words import (
    answer_words,
    case_words,
    entry_name,
    late_words,
    options_of,
    standing_status,
    step_by,
    step_words,
)
from safeguard_app.services.logbooks import capacities_offered, steps_offered
from safeguard_app.services.register_facts import known_person, person_of_user
from safeguard_app.services.session import Session
from safeguard_app.vault import reading

ENTERED_LATER = "entered"


def detail(session: Session, reference: Reference, on: date | None = None) -> EntryDetail:
    """Everything about one entry. The view is recorded before anything is returned.

    With a day ``on`` that is past, what it said and how it stood then, over everything known now.
    """
    stored = stored_entry(session, reference)
    session.vault.compartment(reference.compartment).note_view(reference.id, session.user.id, session.now())
    entry = stored.content
    book = book_of(session, entry.logbook)
    now_day = today(session)
    day = on or now_day
    standing = entry_standing(entry, rules_of(book), day, session.zone)
    case = case_of(book, entry.newest)
    clock = clock_status(session, book, entry, day)
    return EntryDetail(
        reference=reference,
        version=stored.number,
        logbook=book.id,
        title=entry_name(session, book, standing.state),
        subtitle=session.words().fill(book.title),
        status=clock or standing_status(session, book, standing, day),
        facts=(*facts_of(session, book, standing.state), *_code_of(book, reference)),
        steps=tuple(
            _step_line(session, book, place, step) for place, step in enumerate(entry.steps) if step.on <= day
        ),
        review=day_words(standing.review_on) if standing.review_on is not None else "",
        warning=late_words(session, book, standing),
        clock=clock,
        clock_source=" ".join(
            filter(None, (_clock_source(session, book), waited_words(session, book, entry, day)))
        ),
        case=place_now(session, case) if case is not None else None,
        case_words=_case_words(session, book, entry.newest),
        before=_before(session, book, entry) if day == now_day else (),
        versions=_versions(session, stored),
        offered=_offered(session, book, entry, standing),
        lasting=book.lasting or book.grows,
        as_at=f"As it stood on {day_words(day)}" if day != now_day else "",
        paper=book.paper,
    )


def _code_of(book: Logbook, reference: Reference) -> tuple[tuple[str, str], ...]:
    """By what the slip that comes back is known again."""
    if book.paper is not EntryPaper.TRANSFER_PACK:
        return ()
    return (("Code of this file, on its receipt slip", transfer_code(reference.id)),)


def facts_of(session: Session, book: Logbook, state: EntryState) -> tuple[tuple[str, str], ...]:
    """Every answer with its label, in the order of the fields; what is not asked any more stands last."""
    fill = session.words().fill
    made = []
    for field in book.fields:
        answer = state.answer(field.id)
        if answer is not None:
            made.append((fill(field.label), answer_words(session, field, answer)))
    return tuple((label, words) for label, words in made if words)


def new_form(
    session: Session, logbook: str, case: Reference | None = None, about: PersonRef | None = None
) -> EntryForm:
    """The form of a new entry, perhaps about an incident, or about somebody: then with the day they left."""
    book = book_of(session, logbook)
    field = next((one for one in book.fields if one.kind is LogbookFieldKind.CASE), None)
    answers: tuple[EntryAnswer, ...] = ()
    if case is not None and field is not None:
        answers = (EntryAnswer(field.id, case=case),)
    if about is not None and book.about:
        answers = (*answers, EntryAnswer(book.about, people=(about,)), *_left_on(session, book, about))
    return _form(session, book, answers)


def _left_on(session: Session, book: Logbook, about: PersonRef) -> tuple[EntryAnswer, ...]:
    """The last day on roll, for the file of a child who left; nothing where the register does not know it."""
    known = known_person(session, about) if book.paper is EntryPaper.TRANSFER_PACK else None
    ends = [period.end for period in known.person.on_roll if period.end is not None] if known else []
    return (EntryAnswer(book.dated_by, day=max(ends)),) if ends else ()


def form_of(session: Session, reference: Reference) -> tuple[EntryForm, int]:
    """The form that corrects or changes an entry, from what holds now; and the version it starts from."""
    stored = stored_entry(session, reference)
    book = book_of(session, stored.content.logbook)
    return _form(session, book, stored.content.newest.answers), stored.number


def step_form(session: Session, reference: Reference) -> StepForm:
    """The form of a step that may follow now."""
    stored = stored_entry(session, reference)
    entry = stored.content
    book = book_of(session, entry.logbook)
    by_head = book.deciding is not None and book.deciding.who is WhoDecides.HEAD
    return StepForm(
        reference=reference,
        version=stored.number,
        title=entry_name(session, book, entry.newest),
        offered=tuple((kind, step_words(session, book, kind)) for kind in steps_offered(session, entry)),
        capacities=capacities_offered(session, book, subject_of(book, entry.newest)),
        proposed_by=_myself(session) if not by_head else None,
        conditions=book.deciding is not None,
    )


def _myself(session: Session) -> PersonRef:
    known = person_of_user(session)
    return person_ref(known, today(session)) if known is not None else session.myself()


def _form(session: Session, book: Logbook, answers: tuple[EntryAnswer, ...]) -> EntryForm:
    fill, deciding = session.words().fill, book.deciding
    decisions: tuple[tuple[EntryStepKind, str], ...] = ()
    if deciding is not None:
        kinds = (EntryStepKind.GIVEN, EntryStepKind.REFUSED)
        decisions = tuple((kind, step_words(session, book, kind)) for kind in kinds)
    return EntryForm(
        logbook=book.id,
        title=fill(book.title),
        one=fill(book.one),
        help=fill(book.help),
        fields=tuple(_field_line(session, field) for field in book.fields_for(session.nation)),
        answers=answers,
        decision=fill(deciding.label) if deciding is not None else "",
        decisions=decisions,
        who=deciding.who if deciding is not None else None,
        lasting=book.lasting,
        cases=tuple((one.field, case_words(session, one)) for one in answers if one.case is not None),
    )


def _field_line(session: Session, field: LogbookField) -> FieldLine:
    fill = session.words().fill
    options = tuple(
        ChoiceLine(one.code, fill(one.label), fill(one.help)) for one in options_of(session, field)
    )
    return FieldLine(
        field.id,
        fill(field.label),
        field.kind,
        fill(field.help),
        field.required,
        field.ahead,
        field.myself,
        frozenset(field.of),
        options,
    )


def _step_line(session: Session, book: Logbook, place: int, step: EntryStep) -> EntryStepLine:
    says = []
    if step.conditions:
        says.append(f"Conditions: {step.conditions}")
    if step.note:
        says.append(step.note)
    if step.review_on is not None:
        says.append(f"Review by {day_words(step.review_on)}")
    back = step.withdrawn
    taken = (
        f"Taken back {entered(session, back.at)} by {back.by_name}: {back.reason}" if back is not None else ""
    )
    entered_on = step.entered_at.astimezone(session.zone).date()
    late = f"Entered {day_words(entered_on)} by {step.entered_by_name}" if entered_on != step.on else ""
    return EntryStepLine(
        place,
        step_words(session, book, step.kind),
        day_words(step.on),
        step_by(session, step),
        ". ".join(part.rstrip(".") for part in says),
        late,
        taken,
        step.kind,
    )


def _clock_source(session: Session, book: Logbook) -> str:
    if book.clock is None:
        return ""
    clock, fill = session.catalogue.clocks[book.clock.clock], session.words().fill
    parts = (f"{fill(clock.text).rstrip('.')} ({fill(clock.source)}).", fill(book.clock.confirm_with))
    return " ".join(part for part in parts if part)


def _case_words(session: Session, book: Logbook, state: EntryState) -> str:
    for field in book.fields:
        answer = state.answer(field.id)
        if field.kind is LogbookFieldKind.CASE and answer is not None:
            return case_words(session, answer)
    return ""


def _before(session: Session, book: Logbook, entry: LogbookEntry) -> tuple[ChangeLine, ...]:
    """What held before each change, the latest first: only what differed."""
    made = []
    for before, after in zip(entry.states, entry.states[1:], strict=False):
        if after.since is None:
            continue
        told = dict(facts_of(session, book, after))
        facts = [
            (label, words) for label, words in facts_of(session, book, before) if told.get(label) != words
        ]
        until = day_words(after.since - timedelta(days=1))
        made.append(ChangeLine(f"Until {until}", after.why, tuple(facts)))
    return tuple(reversed(made))


def _versions(session: Session, stored: Stored[LogbookEntry]) -> tuple[EntryVersionLine, ...]:
    connection = session.vault.compartment(stored.reference.compartment).connection
    return tuple(
        EntryVersionLine(
            one.number, entered(session, one.recorded_at), session.name_of(one.recorded_by), one.reason or ""
        )
        for one in reading.versions(connection, stored.reference)
    )


def _offered(
    session: Session, book: Logbook, entry: LogbookEntry, _standing: EntryStanding
) -> tuple[tuple[EntryStepKind, str], ...]:
    return tuple((kind, step_words(session, book, kind)) for kind in steps_offered(session, entry))
