"""The page of a case: people across its records, suspected accounts, and one chronology of them all.

Whoever looks at it looks at its records, and each first view is an event, written before anything is shown.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from safeguard_app.domain.allegations import AllegationFile
from safeguard_app.domain.cases import Attribution
from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.entries import Action, Closing, Decision, Note, NoteKind, Telling, counts
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.letters import Letter
from safeguard_app.domain.moments import Moment, exactly, on_day
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.domain.responses import ResponseStep
from safeguard_app.domain.support import Support
from safeguard_app.domain.text_rules import visible
from safeguard_app.services import cases
from safeguard_app.services import incident_words as words
from safeguard_app.services.allegation_words import dated_lines
from safeguard_app.services.case_views import (
    CaseAction,
    CasePage,
    CasePerson,
    ChronologyLine,
    SuspectedLine,
)
from safeguard_app.services.incident_pages import readers_of
from safeguard_app.services.incident_views import EntryLine
from safeguard_app.services.labels import category_name, entered, platform_name, today, when
from safeguard_app.services.referral_life import lives
from safeguard_app.services.response_words import lines_on_paper
from safeguard_app.services.session import Session
from safeguard_app.vault import reading

_SIGNIFICANT_NOTES = frozenset(
    {NoteKind.ADVICE, NoteKind.LADO_CONTACT, NoteKind.POLICE, NoteKind.PLATFORM_REPORT}
)
"""Contacts with others; conversations and plain notes stand in the long chronology."""


@dataclass(frozen=True, slots=True)
class RecordWithEntries:
    """One record of a case and what hangs on it and stands."""

    stored: Stored[Incident]
    entries: tuple[Stored[Any], ...]

    @property
    def number(self) -> str:
        """Its case number."""
        return str(self.stored.content.case)


def open_case(session: Session, case: Reference) -> CasePage:
    """The page of a case. Raises KeyError where there is none such here."""
    stored = cases.stored_case(session, case)
    found = cases.records_of(session, stored)
    for seen in (stored.reference, *(one.reference for one in found)):
        part = session.vault.compartment(seen.compartment)
        part.note_view(seen.id, session.user.id, session.now())
    whole = [_with_entries(session, one) for one in found]
    made = (cases.case_record(session, stored.content, one) for one in found)
    return CasePage(
        reference=case,
        version=stored.number,
        title=stored.content.title,
        readers=readers_of(session, case.compartment),
        opened=f"Started {entered(session, stored.content.opened_at)}, by"
        f" {session.name_of(stored.content.opened_by)}",
        records=tuple(one for one in made if one is not None),
        people=_people(session, whole),
        suspected=tuple(
            _suspected(session, one.number, entry.content)
            for one in whole
            for entry in one.entries
            if isinstance(entry.content, Attribution)
        ),
        chronology=_chronology(session, whole),
        actions=_actions(session, whole),
    )


def attribution_line(session: Session, stored: Stored[Attribution]) -> EntryLine:
    """A suspected account on its record, in words that leave it a suspicion."""
    content = stored.content
    lines = (
        f"Rests on: {visible(content.basis)}",
        "A suspicion: until it is shown, this is not an account of theirs.",
    )
    title = f"{_account(session, content)}, perhaps {content.suspected.name}"
    by = session.name_of(stored.recorded_by)
    return EntryLine(stored.reference.id, title, when(session, content.at), lines, by)


def suspected_on(session: Session, reference: Reference) -> tuple[EntryLine, ...]:
    """The suspected accounts on one record."""
    connection = session.vault.compartment(reference.compartment).connection
    found = reading.about(connection, reference, (RecordKind.ATTRIBUTION,))
    return tuple(attribution_line(session, one) for one in found if counts(one.content))


def _with_entries(session: Session, stored: Stored[Incident]) -> RecordWithEntries:
    connection = session.vault.compartment(stored.reference.compartment).connection
    entries = reading.about(connection, stored.reference)
    return RecordWithEntries(stored, tuple(one for one in entries if counts(one.content)))


def _people(session: Session, whole: Sequence[RecordWithEntries]) -> tuple[CasePerson, ...]:
    """Everybody, each once, with the roles they have and where; who is in more records stands first."""
    found: dict[str, tuple[PersonRef, list[str]]] = {}
    for record in whole:
        for one in record.stored.content.participants:
            person = one.person
            key = person.reference.id if person.reference is not None else f"name {person.name.casefold()}"
            roles = found.setdefault(key, (person, []))[1]
            roles.append(f"{words.role_words(session, one.role).capitalize()} in {record.number}")
    ordered = sorted(found.values(), key=lambda entry: -len(entry[1]))
    return tuple(CasePerson(person.name, tuple(roles), person.reference) for person, roles in ordered)


def _account(session: Session, content: Attribution) -> str:
    platform = platform_name(session, content.platform)
    return f"{content.handle} on {platform}" if platform else content.handle


def _suspected(session: Session, number: str, content: Attribution) -> SuspectedLine:
    where = ", ".join(part for part in (number, when(session, content.at)) if part)
    return SuspectedLine(_account(session, content), content.suspected.name, visible(content.basis), where)


def _chronology(session: Session, whole: Sequence[RecordWithEntries]) -> tuple[ChronologyLine, ...]:
    lines = [line for record in whole for line in _lines_of(session, record)]
    return tuple(sorted(lines, key=lambda line: line.at))


def _lines_of(session: Session, record: RecordWithEntries) -> list[ChronologyLine]:
    incident = record.stored.content
    kind = category_name(session, incident.category)
    first = " ".join(incident.accounts[0].text.split()) if incident.accounts else ""
    summary = visible(incident.summary or first)
    lines = [_line(session, record, incident.attention.moment, f"Came to attention: {kind}", summary)]
    if incident.happened.is_known:
        lines.append(_line(session, record, incident.happened, f"Happened: {kind}", ""))
    lines += [made for entry in record.entries if (made := _entry(session, record, entry)) is not None]
    return [*lines, *_of_referrals(session, record), *_of_files(session, record)]


def _of_referrals(session: Session, record: RecordWithEntries) -> Iterator[ChronologyLine]:
    """The steps of each referral: rung, sent, answered."""
    for life in lives(session, record.entries):
        for step, line in zip(life.contents, life.steps, strict=True):
            yield _line(session, record, step.at, f"Referral to the {life.to}: {line.title}", _joined(line))


def _of_files(session: Session, record: RecordWithEntries) -> Iterator[ChronologyLine]:
    """What of an allegation file has its day: advice, what may begin, suspension, findings, outcome, duties."""
    about_head = record.stored.content.head_is_subject
    for entry in record.entries:
        if isinstance(entry.content, AllegationFile):
            for at, what, text in dated_lines(session, entry.content, head_is_subject=about_head):
                yield _line(session, record, at, what, text, True, entry)


def _entry(session: Session, record: RecordWithEntries, stored: Stored[Any]) -> ChronologyLine | None:
    content = stored.content
    match content:
        case Note():
            line, contact = words.note_line(session, stored), content.kind in _SIGNIFICANT_NOTES
            return _line(session, record, content.at, line.title, _joined(line), contact, stored)
        case Decision():
            line = words.decision_line(session, stored)
            return _line(session, record, content.at, f"Decision: {line.title}", _joined(line), True, stored)
        case Telling():
            line = words.telling_line(session, stored)
            state = f"{line.status.words}: " if line.status is not None else ""
            return _line(session, record, content.at, f"{state}{line.title}", _joined(line), True, stored)
        case Action() if content.done_at is not None:
            line = words.action_line(session, stored)
            at = exactly(content.done_at.astimezone(session.zone))
            return _line(session, record, at, f"Done: {line.title}", _joined(line), False, stored)
        case Closing():
            line = words.closing_line(session, stored)
            at = exactly(content.at.astimezone(session.zone))
            return _line(session, record, at, line.title, _joined(line), True, stored)
        case Attribution():
            line = attribution_line(session, stored)
            return _line(session, record, content.at, f"Suspected: {line.title}", _joined(line), True, stored)
        case ResponseStep() | Support():
            return _response(session, record, content.at, stored)
        case Letter():
            return _response(session, record, on_day(content.day, session.zone), stored)
        case _:
            return None


def _response(
    session: Session, record: RecordWithEntries, at: Moment, stored: Stored[Any]
) -> ChronologyLine | None:
    """A step of the response, an offer of support or a letter, in the words it has on paper."""
    for one in lines_on_paper(session, record.stored.content, [stored]):
        return _line(session, record, at, one.title.rstrip("."), one.text, True, stored)
    return None


def _line(
    session: Session,
    record: RecordWithEntries,
    at: Moment,
    what: str,
    detail: str,
    significant: bool = True,
    stored: Stored[Any] | None = None,
) -> ChronologyLine:
    """A line at its time; what has none stands where it was entered, and says that the time is not known."""
    written = stored.recorded_at if stored is not None else record.stored.content.entered_at
    known = when(session, at) if at.is_known else f"Not known, entered {entered(session, written)}"
    return ChronologyLine(
        at.start or written, known, record.number, record.stored.reference, what, detail, significant
    )


def _joined(line: EntryLine) -> str:
    return " ".join(part if part.endswith((".", "!", "?")) else f"{part}." for part in line.lines if part)


def _actions(session: Session, whole: Sequence[RecordWithEntries]) -> tuple[CaseAction, ...]:
    """What is still to be done, the soonest first; without a day last."""
    found = [
        (entry.content, record)
        for record in whole
        for entry in record.entries
        if isinstance(entry.content, Action) and not entry.content.is_done
    ]
    found.sort(key=lambda one: (one[0].due is None, one[0].due))
    return tuple(
        CaseAction(
            record.number,
            record.stored.reference,
            action.what,
            action.assigned_to,
            day_words(action.due) if action.due is not None else "No date set",
            action.due is not None and action.due < today(session),
        )
        for action, record in found
    )
