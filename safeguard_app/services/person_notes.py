"""Notes on a person: a call, a meeting, a visit, or plain words that belong to no incident.

Kept where what is known of the person is kept (see ``person_homes``), superseded and never overwritten; found by the
search and shown in the chronology of whoever opens that part of the log.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from safeguard_app.catalogue.choices import ListName
from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.entries import Note
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import RecordId, Reference, new_record_id
from safeguard_app.domain.index_lines import NOTED
from safeguard_app.domain.people import Withdrawal
from safeguard_app.domain.person_entries import PersonNote
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.services.entry_checks import checked_note
from safeguard_app.services.incidents import required_reason
from safeguard_app.services.labels import entered, label, when
from safeguard_app.services.one_person import linked
from safeguard_app.services.people import ref_of
from safeguard_app.services.person_homes import Home, home_of
from safeguard_app.services.session import Changes, Session, changed


@dataclass(frozen=True, slots=True)
class PersonNoteView:
    """One note on a person's page; ``note`` and ``version`` are what a correction starts from."""

    reference: Reference
    version: int
    note: Note
    kind: str
    when: str
    lines: tuple[str, ...]
    by: str
    entered_at: datetime


def home_of_note(session: Session, person: Reference) -> Home:
    """Where a note on this person would be kept. Raises where it cannot be."""
    return home_of(session, ref_of(session, person))


def add(session: Session, person: Reference, note: Note, record: RecordId | None = None) -> Changes:
    """Add a note on a person, as ``record`` where its draft had that id already."""
    about = ref_of(session, person)
    clean = checked_note(session, note)
    home = home_of(session, about)
    made = record or new_record_id()
    compartment = session.vault.compartment(home.compartment)
    with compartment.write(EventKind.PERSON_NOTE_ADDED, session.user.id, session.now(), record=made) as work:
        work.put(made, PersonNote(about, clean))
    reference = Reference(compartment.id, made)
    return changed(person, reference, kinds=(RecordKind.PERSON, RecordKind.PERSON_NOTE), said="Note added.")


def correct(session: Session, note: Reference, content: Note, reason: str, *, replacing: int) -> Changes:
    """Add a corrected version of a note, with its reason."""
    why = required_reason(reason)
    stored = stored_note(session, note)
    clean = replace(stored.content, note=checked_note(session, content))
    return _supersede(session, stored, clean, why, replacing, "Corrected.")


def take_back(session: Session, note: Reference, reason: str) -> Changes:
    """Mark a note as entered in error: it leaves pages, search and the chronology, and stays on file."""
    why = required_reason(reason)
    stored = stored_note(session, note)
    if stored.content.withdrawn is not None:
        raise RuleViolation({"reason": "This was taken back already."})
    mark = Withdrawal(session.now(), session.user.name, why)
    taken = replace(stored.content, note=replace(stored.content.note, withdrawn=mark))
    return _supersede(session, stored, taken, why, stored.number, "Taken back.")


def notes_on(session: Session, person: Reference) -> tuple[PersonNoteView, ...]:
    """The notes on a person in every part that is open, newest first."""
    found = []
    for compartment in session.vault:
        for record, role in linked(session, compartment, person.id):
            if role == NOTED:
                found.append(stored_note(session, Reference(compartment.id, record)))
    found.sort(key=_moment_of, reverse=True)
    return tuple(_view(session, one) for one in found)


def stored_note(session: Session, note: Reference) -> Stored[PersonNote]:
    """The newest version of a note. Raises NoKey or KeyError."""
    stored = session.vault.get(note)
    if stored.kind is not RecordKind.PERSON_NOTE:
        raise KeyError(note.id)
    return stored  # type: ignore[return-value]  # the kind says the type


def _supersede(
    session: Session, stored: Stored[PersonNote], content: PersonNote, reason: str, replacing: int, said: str
) -> Changes:
    compartment = session.vault.compartment(stored.reference.compartment)
    record = stored.reference.id
    with compartment.write(
        EventKind.PERSON_NOTE_CORRECTED, session.user.id, session.now(), record=record
    ) as work:
        work.put(record, content, reason=reason, replacing=replacing)
    touched = [one for one in (content.person.reference, stored.reference) if one is not None]
    return changed(*touched, kinds=(RecordKind.PERSON, RecordKind.PERSON_NOTE), said=said)


def _moment_of(stored: Stored[PersonNote]) -> str:
    start = stored.content.note.at.start
    return (start or stored.recorded_at).isoformat()


def _view(session: Session, stored: Stored[PersonNote]) -> PersonNoteView:
    note = stored.content.note
    whom = " of ".join(filter(None, (note.with_whom, note.organisation)))
    lines = (
        f"With {whom}" if whom else "",
        note.text,
        f"Advised: {note.advised}" if note.advised else "",
        f"Their reference: {note.reference}" if note.reference else "",
    )
    return PersonNoteView(
        stored.reference,
        stored.number,
        note,
        label(session, ListName.NOTE_KINDS, note.kind),
        when(session, note.at),
        tuple(filter(None, lines)),
        f"{session.name_of(stored.recorded_by)}, {entered(session, stored.recorded_at)}",
        stored.recorded_at,
    )
