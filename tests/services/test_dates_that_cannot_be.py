"""Dates in the future and before somebody was born: refused with a sentence, whichever way they come."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from safeguard_app.domain.contact_check import ContactQuestion
from safeguard_app.domain.entries import Decision, DecisionKind, Note, NoteKind, Telling, TellingState, Whom
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.moments import exactly, on_day
from safeguard_app.services import contact_checks, entries, incidents
from safeguard_app.services.incident_form import Typed
from tests.services.conftest import MadeSchool, adult, pupil
from tests.services.test_declarations import declared
from tests.services.test_incidents import form

MakeSchool = Callable[..., MadeSchool]


def test_nothing_that_happened_lies_ahead(make_school: MakeSchool) -> None:
    session = make_school().sign_in()
    incident = incidents.file(session, form(session))[0]
    tomorrow = exactly(session.now() + timedelta(days=1))
    before = session.vault.daily.head.number
    with pytest.raises(RuleViolation) as note:
        entries.add_note(session, incident, Note(NoteKind.CALL, tomorrow, "She rang."))
    with pytest.raises(RuleViolation) as decision:
        entries.add_decision(
            session, incident, Decision(DecisionKind.MONITOR, "Watch.", "Because.", "DSL", tomorrow)
        )
    with pytest.raises(RuleViolation) as telling:
        entries.add_telling(
            session, incident, Telling(Whom.PARENT, "Mrs Example", TellingState.TOLD, tomorrow)
        )
    for refused in (note, decision, telling):
        assert refused.value.fields == {"at": "This lies in the future. Check the date and the time."}
    assert session.vault.daily.head.number == before
    entries.add_note(session, incident, Note(NoteKind.CALL, exactly(session.now()), "She rang."))


def test_a_date_that_was_not_understood_is_not_taken_for_none(make_school: MakeSchool) -> None:
    session = make_school().sign_in()
    typed = replace(form(session), seen=Typed("31/2", None), happened=Typed("yesterdya", None))
    with pytest.raises(RuleViolation) as refused:
        incidents.file(session, typed)
    assert set(refused.value.fields) == {"seen", "happened"}
    assert all("was not understood" in sentence for sentence in refused.value.fields.values())


def test_no_contact_and_no_declaration_before_a_birth(make_school: MakeSchool) -> None:
    school = make_school()
    session = school.sign_in()
    child = pupil(session, "Ella Tan", date(2018, 1, 30))
    teacher = adult(session, "Ms Priya Nandra", "Teacher, 5N")
    question = ContactQuestion(teacher, child, "whatsapp", on_day(date(2018, 1, 29), session.zone))
    with pytest.raises(RuleViolation) as refused:
        contact_checks.check(session, question)
    assert refused.value.fields == {
        "began": "This is before Ella Tan was born. Check the date, and the date of birth on the register."
    }
    contact_checks.check(session, replace(question, began=on_day(date(2018, 1, 30), session.zone)))
    with pytest.raises(RuleViolation) as refused:
        declared(session, teacher, child, "2018-01-29 12:00")
    assert "before Ella Tan was born" in refused.value.fields["at"]
    declared(session, teacher, child, "2026-09-01 12:00")


def test_a_contact_has_not_ended_yet_where_its_end_lies_ahead(make_school: MakeSchool) -> None:
    session = make_school().sign_in()
    child = pupil(session, "Ella Tan", date(2018, 1, 30))
    teacher = adult(session, "Ms Priya Nandra", "Teacher, 5N")
    now = session.now()
    question = ContactQuestion(teacher, child, "whatsapp", exactly(now), exactly(now + timedelta(days=2)))
    with pytest.raises(RuleViolation) as refused:
        contact_checks.check(session, question)
    assert refused.value.fields == {"ended": "This lies in the future. Check the date and the time."}
