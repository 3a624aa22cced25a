"""A correction being typed is kept as a draft: readable by its author alone, gone on with, ended when it is filed."""

from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.incidents import Danger
from safeguard_app.services import correction_drafts, entry_drafts, incident_correction, incidents
from safeguard_app.services.correction_drafts import CorrectionDraft
from safeguard_app.services.session import Session
from safeguard_app.services.today import today
from safeguard_app.vault.problems import StaleVersion
from tests.services.conftest import MadeSchool, log_incident, pupil


@pytest.fixture
def filed(made_school: MadeSchool) -> tuple[Session, Reference]:
    """An incident of the DSL's, who is signed in."""
    session = made_school.sign_in("dsl")
    child = pupil(session, "Tyler Pike", date(2018, 3, 4))
    return session, log_incident(session, "CB", (child, "target"), account="He said “bab”.")


def _begun(session: Session, reference: Reference, account: str, reason: str = "") -> CorrectionDraft:
    """Begin a correction, type in it, and keep it."""
    begun = incident_correction.begin(session, reference).draft
    draft = replace(begun, form=replace(begun.form, account=account), reason=reason)
    correction_drafts.save(session, draft)
    return draft


def test_what_was_typed_is_there_after_a_crash_with_its_reason_and_its_record(
    filed: tuple[Session, Reference], made_school: MadeSchool
) -> None:
    session, reference = filed
    draft = _begun(session, reference, "He said “baby”.", "A letter was mi")
    session.vault.abandon()  # no lock, no last words
    made_school._open = None

    session = made_school.sign_in("dsl")
    found = incident_correction.begin(session, reference)
    assert found.resumed and found.case == "2026-0001" and not found.newest
    assert found.draft == draft
    assert incident_correction.resume(session, draft.id) == found
    assert incidents.current(session, reference).content.accounts[0].text == "He said “bab”."


def test_it_is_listed_on_today_as_a_correction(filed: tuple[Session, Reference]) -> None:
    session, reference = filed
    _begun(session, reference, "He said “baby”.", reason="A letter was missing")
    (line,) = today(session).drafts
    assert (line.kind, line.begun) == ("Correction of 2026-0001", "not filed yet")
    assert line.first_words == "A letter was missing"
    assert incidents.open_drafts(session) == [] and entry_drafts.open_entries(session) == []


def test_nobody_else_sees_or_opens_it(filed: tuple[Session, Reference], made_school: MadeSchool) -> None:
    session, reference = filed
    draft = _begun(session, reference, "He said “baby”.")
    session = made_school.sign_in("deputy")
    assert correction_drafts.open_corrections(session) == []
    assert incident_correction.resume(session, draft.id) is None
    assert not incident_correction.begin(session, reference).resumed
    assert today(session).drafts == ()


def test_filing_ends_it_and_a_refusal_keeps_it(filed: tuple[Session, Reference]) -> None:
    session, reference = filed
    draft = _begun(session, reference, "He said “baby”.")
    with pytest.raises(RuleViolation) as refused:
        incident_correction.file_correction(session, draft)
    assert set(refused.value.fields) == {"reason"}
    assert correction_drafts.open_corrections(session) == [draft]

    incident_correction.file_correction(session, replace(draft, reason="A letter was missing"))

    assert correction_drafts.open_corrections(session) == []
    assert incidents.current(session, reference).number == 2
    assert not incident_correction.begin(session, reference).resumed


def test_what_somebody_else_corrected_meanwhile_is_told_and_not_undone(
    filed: tuple[Session, Reference], made_school: MadeSchool
) -> None:
    session, reference = filed
    draft = _begun(session, reference, "He said “baby”.", reason="A letter was missing")
    session = made_school.sign_in("deputy")
    theirs = incident_correction.begin(session, reference).draft
    changed = replace(
        theirs.form, summary="Names called in a chat", danger=Danger.NOT_SURE, account="Theirs."
    )
    incident_correction.file_correction(session, replace(theirs, form=changed, reason="After the call"))

    session = made_school.sign_in("dsl")
    with pytest.raises(StaleVersion):
        incident_correction.file_correction(session, draft)
    found = incident_correction.begin(session, reference)
    assert found.newest == "Version 2, Mon 7 Sep 2026, 08:00, by Mr Tom Reed (After the call)."
    assert "Summary: nothing, now “Names called in a chat”" in found.changes
    assert any("Theirs." in change for change in found.changes), (
        "what stands against one's own words is shown"
    )
    assert found.draft.version == 2 and found.draft.reason == "A letter was missing"
    assert found.draft.form.account == "He said “baby”.", "what was typed stands"
    assert found.draft.form.summary == "Names called in a chat", "what was not typed in is as they left it"
    assert found.draft.form.danger is Danger.NOT_SURE

    incident_correction.file_correction(session, found.draft)
    made = incidents.current(session, reference)
    assert (made.number, made.content.summary) == (3, "Names called in a chat")
    assert made.content.accounts[0].text == "He said “baby”."


def test_it_follows_its_record_to_where_it_was_filed(filed: tuple[Session, Reference]) -> None:
    session, reference = filed
    draft = _begun(session, reference, "He said “baby”.", reason="A letter was missing")
    moved, _ = incidents.refile(session, reference, Compartment.ADULTS, "It is about an adult.")
    (line,) = today(session).drafts
    assert line.kind == f"Correction of {incidents.case_of(session, moved)}"
    found = incident_correction.resume(session, draft.id)
    assert found is not None and found.draft.about == moved
    incident_correction.file_correction(session, found.draft)
    assert incidents.current(session, moved).content.accounts[0].text == "He said “baby”."


def test_one_of_a_record_that_no_key_opens_any_more_is_not_listed(
    filed: tuple[Session, Reference], made_school: MadeSchool
) -> None:
    _, reference = filed
    session = made_school.sign_in("deputy")
    _begun(session, reference, "He said “baby”.", reason="A letter")
    session = made_school.sign_in("dsl")
    incidents.refile(session, reference, Compartment.ADULTS, "It is about an adult.")
    session = made_school.sign_in("deputy")
    assert correction_drafts.open_corrections(session) == []
    assert today(session).drafts == ()
