"""A record as its form and back: what nobody changed stays as it was, and what somebody changed arrives, each field."""

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeguard_app.domain.identifiers import Compartment, Reference, new_record_id
from safeguard_app.domain.incidents import (
    Answer,
    Danger,
    Participant,
    Passage,
    PassageKind,
    Place,
    SchoolEquipment,
    Severity,
)
from safeguard_app.domain.moments import about, between, not_known
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import incident_correction, incident_pages, incidents
from safeguard_app.services.incident_form import IncidentForm, Typed
from safeguard_app.services.paper_incident import incident_document
from safeguard_app.services.session import Session
from safeguard_app.vault import reading
from tests.services.conftest import MadeSchool, at, log_incident, moment
from tests.services.test_wrong_person import FRAME

CHILD = PersonRef(None, "Wren Maple", "Pupil, 5N")
MOTHER = PersonRef(None, "Ms Dawn Maple", "Parent or carer")
AUNT = PersonRef(Reference(Compartment.DAILY, new_record_id()), "Ms June Maple", "Other person")
TEACHER = PersonRef(None, "Mr Ash Rowan", "Teacher")

CHANGES: dict[str, object] = {
    "category": "TR",
    "danger": Danger.YES,
    "danger_asked_at": at("2026-10-12 08:50"),
    "danger_note": "Rang 999 at 08:51",
    "account": "Other words, as long.",
    "passages": (Passage(0, 5, PassageKind.HEARSAY),),
    "on_paper": False,
    "author": MOTHER,
    "written": Typed("", moment("2026-10-08 12:45")),
    "handed_over": Typed("", moment("2026-10-09 12:30")),
    "original_kept": "Drawer 3",
    "told_by": AUNT,
    "told_by_withheld": True,
    "told": Typed("", moment("2026-10-08 12:00")),
    "first_told": TEACHER,
    "reached_lead": Typed("", moment("2026-10-10 12:00")),
    "happened": Typed("", between(at("2026-09-01 08:00"), at("2026-10-01 08:00"), "as the class said")),
    "seen": Typed("", about(at("2026-10-07 12:00"))),
    "participants": (Participant(CHILD, "target", "Not at school that day"), Participant(TEACHER, "witness")),
    "answers": (Answer("support", (), not_known=True),),
    "summary": "Another summary.",
    "platform": "snapchat",
    "online_location": "another page",
    "place": Place.BOTH,
    "equipment": (),
    "protected_characteristics": ("sex",),
    "online_risks": ("content",),
    "child_wishes": "She wants it to stop.",
    "severity": None,
    "severity_reason": "On reflection",
    "review_on": date(2026, 12, 1),
    "review_owner": "Mr Tom Reed",
    "intake_closed": True,
}
SETTLED = {
    *("id", "begun_at", "quick", "about_head", "about_lead", "verdict"),
    *("files_chosen", "intake_answers", "coach_put_away"),
    *("rung", "rung_whom", "rung_reference"),
}
"""Settled when a record is filed: correcting neither asks for them nor changes them. A call is a note by then."""


def a_record(session: Session) -> Reference:
    """A record on paper with something in every field."""
    form = replace(
        incidents.new_form(session, quick=False, category="CB"),
        danger=Danger.NO,
        danger_asked_at=at("2026-10-12 08:45"),
        danger_note="Asked her mother",
        account="She said: I am fine.",
        passages=(Passage(10, 20, PassageKind.OWN_WORDS, "Wren"),),
        on_paper=True,
        author=TEACHER,
        written=Typed("yesterday", moment("2026-10-08 12:30")),
        handed_over=Typed("", moment("2026-10-08 13:10")),
        original_kept="Green folder",
        told_by=MOTHER,
        told=Typed("", moment("2026-10-08 12:10")),
        first_told=MOTHER,
        reached_lead=Typed("", moment("2026-10-08 13:10")),
        happened=Typed("", about(at("2026-10-07 21:00"), "as the screenshot shows")),
        seen=Typed("", moment("2026-10-08 08:00")),
        participants=(Participant(CHILD, "target", "Asked twice"), Participant(AUNT, "witness", "", True)),
        answers=(Answer("still_up", ("yes",)),),
        summary="A summary.",
        platform="tiktok",
        online_location="a page",
        place=Place.OFF_SITE,
        equipment=(SchoolEquipment.DEVICE,),
        protected_characteristics=("race",),
        online_risks=("contact",),
        child_wishes="She wants her mother told.",
        severity=Severity.HIGH,
        severity_reason="It goes on",
        review_on=date(2026, 11, 1),
        review_owner="Miss Jo Abbey",
    )
    return incidents.file(session, form)[0]


def as_form(session: Session, record: Reference) -> IncidentForm:
    """The newest version as its form."""
    return incident_correction.form_of(record, incidents.current(session, record).content)


def corrected(session: Session, record: Reference, form: IncidentForm) -> IncidentForm:
    """File a correction; the record as its form afterwards."""
    number = incidents.current(session, record).number
    incident_correction.correct_from_form(session, record, form, "Looked at again.", replacing=number)
    return as_form(session, record)


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    """The DSL at work on 12 October."""
    made_school.clock.set("2026-10-12 09:00")
    return made_school.sign_in()


def test_every_field_of_the_form_is_either_changed_here_or_settled() -> None:
    assert {field.name for field in fields(IncidentForm)} == CHANGES.keys() | SETTLED


def test_nothing_changed_changes_nothing(session: Session) -> None:
    record = a_record(session)
    before = incidents.current(session, record).content
    corrected(session, record, as_form(session, record))
    assert incidents.current(session, record).content == before


def expected(form: IncidentForm, names: set[str]) -> IncidentForm:
    """The form with some fields changed; without a slip, what only a slip has is not kept."""
    changed = replace(form, **{name: CHANGES[name] for name in names})  # type: ignore[arg-type]  # its own fields
    if changed.on_paper:
        return changed
    return replace(changed, handed_over=Typed(), original_kept="")


@pytest.mark.parametrize("name", sorted(CHANGES))
def test_each_field_changed_alone_arrives(session: Session, name: str) -> None:
    record = a_record(session)
    form = as_form(session, record)
    assert getattr(form, name) != CHANGES[name], "a change has to be one"
    assert corrected(session, record, expected(form, {name})) == expected(form, {name})


def test_any_fields_changed_together_arrive(session: Session) -> None:
    record = a_record(session)

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.sets(st.sampled_from(sorted(CHANGES.keys() - {"passages", "intake_closed"}))))
    def together(names: set[str]) -> None:
        form = expected(as_form(session, record), names)
        assert corrected(session, record, form) == form

    together()


def test_the_reporter_can_ask_not_to_be_named_afterwards(session: Session) -> None:
    record = a_record(session)
    corrected(session, record, replace(as_form(session, record), told_by_withheld=True))
    stored = incidents.current(session, record)
    reporter = stored.content.with_role("reporter")[0]
    assert (reporter.person, reporter.name_withheld) == (MOTHER, True)
    found = reading.about(session.vault.daily.connection, record)
    paper = repr(incident_document(session, stored, found, FRAME, names_withheld=True))
    assert "Dawn" not in paper


def test_another_reporter_takes_the_place_of_the_first(session: Session) -> None:
    record = a_record(session)
    corrected(session, record, replace(as_form(session, record), told_by=TEACHER))
    found = incidents.current(session, record).content
    assert [one.person for one in found.with_role("reporter")] == [TEACHER]
    assert found.attention.told_by == TEACHER.name
    assert MOTHER not in [one.person for one in found.participants]


def test_nobody_told_takes_the_reporter_off(session: Session) -> None:
    record = a_record(session)
    corrected(session, record, replace(as_form(session, record), told_by=None))
    found = incidents.current(session, record).content
    assert (found.with_role("reporter"), found.attention.told_by) == ((), "")


def test_a_reporter_named_among_the_people_can_ask_not_to_be_named(session: Session) -> None:
    form = replace(
        incidents.new_form(session, category="CB"),
        danger=Danger.NO,
        account="What was seen.",
        told=Typed("", moment("2026-10-08 12:10")),
        happened=Typed("", not_known()),
        told_by=MOTHER,
        told_by_withheld=True,
        participants=(Participant(MOTHER, "reporter"), Participant(CHILD, "target")),
    )
    record, _ = incidents.file(session, form)
    (reporter,) = incidents.current(session, record).content.with_role("reporter")
    assert reporter.name_withheld
    again = as_form(session, record)
    assert again.told_by_withheld and again.told_by == MOTHER


def test_a_reporter_of_the_register_keeps_their_page(session: Session) -> None:
    record = a_record(session)
    form = corrected(session, record, replace(as_form(session, record), told_by=AUNT))
    assert form.told_by == AUNT
    shown = incident_pages.open_record(session, record).people
    assert AUNT.reference in [one.record for one in shown]


def test_a_record_kept_from_the_lead_says_so_in_its_form(session: Session) -> None:
    record = log_incident(session, "CB", (CHILD, "target"))
    incident = incidents.current(session, record).content
    apart = Reference(Compartment.NOT_DSL, record.id)
    assert incident_correction.form_of(apart, incident).about_lead
    assert not incident_correction.form_of(record, incident).about_lead
