"""The page of a case: people across its records, suspected accounts, and one chronology of them all.

Whoever looks at it looks at its records, and each first view is an event, written before anything is shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from safeguard_app.domain.cases import Attribution
from safeguard_app.domain.date_words import day_words, joined_words
from safeguard_app.domain.entries import Action, counts
from safeguard_app.domain.evidence import EvidenceItem
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.named_accounts import plain_handle
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.domain.text_rules import visible
from safeguard_app.services import cases
from safeguard_app.services import incident_words as words
from safeguard_app.services.case_views import (
    CaseAction,
    CasePage,
    CasePerson,
    ChronologyLine,
    SuspectedLine,
)
from safeguard_app.services.incident_pages import readers_of
from safeguard_app.services.incident_views import EntryLine
from safeguard_app.services.labels import entered, today, when
from safeguard_app.services.record_lines import RecordEntries, account_words, attribution_line, record_lines
from safeguard_app.services.session import Session
from safeguard_app.vault import reading


@dataclass(frozen=True, slots=True)
class RecordWithEntries:
    """One record of a case and what hangs on it and stands."""

    stored: Stored[Incident]
    entries: tuple[Stored[Any], ...]

    @property
    def number(self) -> str:
        """Its case number."""
        return str(self.stored.content.case)


def open_case(session: Session, case: Reference, *, on_paper: bool = False) -> CasePage:
    """The page of a case; ``on_paper`` every day of it stands by its date. Raises KeyError where there is none such."""
    stored = cases.stored_case(session, case)
    found = cases.records_of(session, stored)
    for seen in (stored.reference, *(one.reference for one in found)):
        part = session.vault.compartment(seen.compartment)
        part.note_view(seen.id, session.user.id, session.now())
    whole = [_with_entries(session, one) for one in found]
    made = (cases.case_record(session, stored.content, one, on_paper=on_paper) for one in found)
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
            replace(
                _suspected(session, one.number, entry.content, whole),
                record=one.stored.reference,
                entry=entry.reference.id,
            )
            for one in whole
            for entry in one.entries
            if isinstance(entry.content, Attribution)
        ),
        chronology=_chronology(session, whole),
        actions=_actions(session, whole),
    )


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


def _suspected(
    session: Session, number: str, content: Attribution, whole: Sequence[RecordWithEntries]
) -> SuspectedLine:
    where = ", ".join(part for part in (number, when(session, content.at)) if part)
    return SuspectedLine(
        account_words(session, content),
        content.suspected.name,
        visible(content.basis),
        where,
        _shown_by(plain_handle(content.handle), whole),
    )


def _shown_by(handle: str, whole: Sequence[RecordWithEntries]) -> str:
    """The exhibits that were captured from an account, in every record of the case."""
    found = [
        f"{item.name} in {record.number}"
        for record in whole
        for item in (one.content for one in record.entries)
        if isinstance(item, EvidenceItem) and item.derived is None
        if handle and plain_handle(item.facts.handle) == handle
    ]
    return f"Shown by {joined_words(found)}" if found else ""


def _chronology(session: Session, whole: Sequence[RecordWithEntries]) -> tuple[ChronologyLine, ...]:
    lines = [
        line
        for one in whole
        for line in record_lines(RecordEntries(session, one.stored.reference, one.number, one.entries))
    ]
    return tuple(sorted(lines, key=lambda line: line.at))


def _actions(session: Session, whole: Sequence[RecordWithEntries]) -> tuple[CaseAction, ...]:
    """What is still to be done, the soonest first; without a day last."""
    found = [
        (entry.content, record, entry.reference.id)
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
            entry,
        )
        for action, record, entry in found
    )
