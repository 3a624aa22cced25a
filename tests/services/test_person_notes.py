"""Notes on a person: where they are kept, who finds them, corrected and taken back, never overwritten."""

from datetime import date

import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.entries import Note, NoteKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.people import Person, PersonKind, PersonRef
from safeguard_app.services import (
    audit_log,
    identifications,
    people,
    person_notes,
    search,
    since_unlock,
)
from safeguard_app.services.identifications import Identifying
from safeguard_app.services.person_homes import NotKeptHere
from safeguard_app.services.session import Session
from safeguard_app.vault import reading
from tests.services.conftest import MadeSchool, adult, moment, pupil

NOTE = Note(NoteKind.CALL, moment("2026-10-12 08:30"), "His aunt rang about the bus.", "Ms Renshaw")


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    """The DSL at work on 12 October."""
    made_school.clock.set("2026-10-12 09:00")
    return made_school.sign_in()


def _page_of(person: PersonRef) -> Reference:
    assert person.reference is not None
    return person.reference


def test_a_note_on_a_pupil_lies_in_the_daily_log_and_is_found(
    made_school: MadeSchool, session: Session
) -> None:
    """Everybody who opens the log finds it, on the page, by search and as news."""
    child = _page_of(pupil(session, "Tyler Pike", date(2018, 3, 3)))
    made_school.sign_in("deputy")
    made_school.clock.set("2026-10-12 09:30")
    person_notes.add(made_school.sign_in(), child, NOTE)
    made_school.clock.set("2026-10-12 10:00")
    deputy = made_school.sign_in("deputy")
    (found,) = person_notes.notes_on(deputy, child)
    assert found.reference.compartment is Compartment.DAILY
    assert (found.kind, found.lines[0], found.note.text) == ("Telephone call", "With Ms Renshaw", NOTE.text)
    (hit,) = search.search(deputy, "aunt bus").rows
    assert (hit.reference, hit.title) == (child, "Note on Tyler Pike")
    assert any("added a note on this person" in one.words for one in since_unlock.since_unlock(deputy).lines)
    assert any(row.record == child for row in audit_log.page(deputy, Compartment.DAILY).rows)


def test_a_note_on_an_adult_who_works_here_is_not_there_for_who_reads_only_the_daily_log(
    made_school: MadeSchool, session: Session
) -> None:
    """Not on the page, not by search, not by a count; and the deputy is told so instead of it being kept."""
    shona = _page_of(adult(session, "Shona Pike", "Midday supervisor"))
    person_notes.add(session, shona, NOTE)
    (found,) = person_notes.notes_on(session, shona)
    assert found.reference.compartment is Compartment.ADULTS
    deputy = made_school.sign_in("deputy")
    assert person_notes.notes_on(deputy, shona) == ()
    assert search.search(deputy, "aunt bus").rows == ()
    assert reading.linked_to(deputy.vault.daily.connection, shona.id) == []
    with pytest.raises(NotKeptHere) as refused:
        person_notes.add(deputy, shona, NOTE)
    assert "handed in" in refused.value.next_step
    assert person_notes.notes_on(deputy, shona) == ()


def test_a_note_on_the_headteacher_lies_where_they_cannot_read_it(
    made_school: MadeSchool, session: Session
) -> None:
    """Their own key does not open it."""
    head = _page_of(adult(session, "Mrs Carol Denning", "Headteacher"))
    person_notes.add(session, head, NOTE)
    (found,) = person_notes.notes_on(session, head)
    assert found.reference.compartment is Compartment.NOT_HEAD
    themselves = made_school.sign_in("head")
    assert person_notes.notes_on(themselves, head) == ()
    assert search.search(themselves, "aunt bus").rows == ()


def test_a_note_on_somebody_unknown_lies_where_those_lie_on_whoever_they_are_known_to_be(
    made_school: MadeSchool, session: Session
) -> None:
    """The woman by the gate is the Headteacher: what is noted on her from then on, she and the deputy do not read."""
    made, _ = people.add(session, Person("woman by the gate", PersonKind.UNKNOWN_PERSON))
    unknown, head = people.ref_of(session, made), adult(session, "Mrs Carol Denning", "Headteacher")
    given = Identifying(unknown, head, moment("2026-10-12 08:00"), "Her car.")
    identifications.identify(session, given)
    person_notes.add(session, made, NOTE)
    (found,) = person_notes.notes_on(session, made)
    assert found.reference.compartment is Compartment.NOT_HEAD
    for who in ("head", "deputy"):
        assert person_notes.notes_on(made_school.sign_in(who), made) == ()


def test_a_correction_supersedes_and_taking_back_leaves_every_page(session: Session) -> None:
    """Both with a reason; every version stays on file and the chain is whole."""
    child = _page_of(pupil(session, "Tyler Pike", date(2018, 3, 3)))
    person_notes.add(session, child, NOTE)
    (first,) = person_notes.notes_on(session, child)
    with pytest.raises(RuleViolation):
        person_notes.correct(session, first.reference, NOTE, " ", replacing=1)
    again = Note(NoteKind.CALL, NOTE.at, "His uncle rang about the train.")
    person_notes.correct(session, first.reference, again, "It was the uncle.", replacing=1)
    assert [one.note.text for one in person_notes.notes_on(session, child)] == [again.text]
    assert search.search(session, "aunt bus").rows == ()
    person_notes.take_back(session, first.reference, "Another child.")
    assert person_notes.notes_on(session, child) == ()
    assert search.search(session, "uncle train").rows == ()
    with pytest.raises(RuleViolation):
        person_notes.take_back(session, first.reference, "Again.")
    versions = reading.versions(session.vault.daily.connection, first.reference)
    assert [one.content.note.text for one in versions] == [NOTE.text, again.text, again.text]
    kinds = [one.event.kind for one in reading.events_of(session.vault.daily.connection, first.reference.id)]
    assert kinds == [EventKind.PERSON_NOTE_ADDED, *[EventKind.PERSON_NOTE_CORRECTED] * 2]


def test_somebody_with_a_note_is_not_taken_off_the_register(session: Session) -> None:
    """As with records: what names them comes first."""
    child = _page_of(pupil(session, "Tyler Pike", date(2018, 3, 3)))
    person_notes.add(session, child, NOTE)
    with pytest.raises(RuleViolation):
        people.enter_in_error(session, child, "Twice.")
