"""Addresses of material that nobody may open are kept masked, in all that is written down (domain.md 5.2, 5.4)."""

from dataclasses import replace

import pytest

from safeguard_app.domain.entries import Note, NoteKind
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.incidents import Answer, Danger, Incident, Participant
from safeguard_app.domain.moments import exactly
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.services import entries, incident_correction, incidents, words_only
from safeguard_app.services.session import Session
from safeguard_app.vault import reading
from tests.services.conftest import MadeSchool, log_incident
from tests.services.test_handing_in import form

ADDRESS, MASKED = "https://files.example/a.pdf", "hxxps://files[.]example/a.pdf"
ROLES = {"PV": "child_of_concern", "II": "depicted", "CB": "target"}
WHO = PersonRef(None, "Leon Mould")


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    return made_school.sign_in()


def kept(session: Session, incident: Reference) -> Incident:
    """The record as it stands."""
    return incidents.current(session, incident).content


def notes(session: Session, incident: Reference) -> list[Stored[Note]]:
    """The notes of a record."""
    return reading.about(session.vault.daily.connection, incident, (RecordKind.NOTE,))


@pytest.mark.parametrize(
    ("category", "closed", "stands"),
    [("PV", False, MASKED), ("II", False, MASKED), ("CB", True, MASKED), ("CB", False, ADDRESS)],
)
def test_where_it_was_seen_and_in_answers_and_when_those_are_corrected(
    session: Session, category: str, closed: bool, stands: str
) -> None:
    said = Answer("where_else", (f"First {ADDRESS}", f"then {ADDRESS}"))
    concern = form(
        session,
        category=category,
        danger=Danger.NO,
        intake_closed=closed,
        account=f"They sent {ADDRESS}",
        participants=(Participant(WHO, ROLES[category]),),
        online_location=ADDRESS,
        answers=(said,),
    )
    incident, _ = incidents.file(session, concern)
    content = kept(session, incident)
    assert content.online_location == stands
    assert content.answers[0].values == (f"First {stands}", f"then {stands}")
    assert f"They sent {ADDRESS}" in repr(content.accounts), "an account is left as it was told"

    typed = replace(incident_correction.form_of(incident, content), online_location=f"{ADDRESS} too")
    number = incidents.current(session, incident).number
    incident_correction.correct_from_form(session, incident, typed, "Found since.", replacing=number)
    assert kept(session, incident).online_location == f"{stands} too"


@pytest.mark.parametrize("category", ["PV", "II", "CB"])
def test_in_a_note_in_the_advice_in_it_and_in_its_correction(session: Session, category: str) -> None:
    incident = log_incident(session, category, (WHO, ROLES[category]))
    stands = ADDRESS if category == "CB" else MASKED
    note = Note(NoteKind.CALL, exactly(session.now()), f"About {ADDRESS}", advised=f"Leave {ADDRESS} be")
    entries.add_note(session, incident, note)
    (stored,) = notes(session, incident)
    assert (stored.content.text, stored.content.advised) == (f"About {stands}", f"Leave {stands} be")

    corrected = replace(stored.content, text=f"Rather {ADDRESS}", advised=f"Keep {ADDRESS}")
    entries.correct(session, incident, stored.reference.id, corrected, "Misheard.")
    (stored,) = notes(session, incident)
    assert (stored.content.text, stored.content.advised) == (f"Rather {stands}", f"Keep {stands}")


def test_in_a_note_from_when_the_record_was_closed_to_files(session: Session) -> None:
    incident = log_incident(session, "CB", (WHO, "target"))
    for _ in range(2):
        note = Note(NoteKind.NOTE, exactly(session.now()), f"About {ADDRESS}")
        entries.add_note(session, incident, note)
        if not words_only.is_words_only(session, incident):
            words_only.close_to_files(session, incident, "It may show one")
    assert sorted(one.content.text for one in notes(session, incident)) == [
        f"About {ADDRESS}",
        f"About {MASKED}",
    ]
