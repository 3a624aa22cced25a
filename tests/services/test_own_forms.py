"""A school's own forms: copied, changed, checked, kept in versions, offered, switched off, and what is new in ours."""

from dataclasses import replace

import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.form_profiles import field_of as form_field
from safeguard_app.domain.form_profiles import (
    moved_field,
    moved_section,
    section_of,
    without_field,
    without_section,
)
from safeguard_app.domain.forms import FieldKind, Form, Packaging, WrittenWithin
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.referral_steps import ReferralStep, StepTaken
from safeguard_app.services import (
    entries,
    form_faces,
    form_offers,
    form_previews,
    form_profiles,
    incident_pages,
    own_forms,
    paper,
    paper_forms,
    referrals,
)
from safeguard_app.services.form_faces import FieldFace, SectionFace
from safeguard_app.services.form_profiles import EditedForm
from safeguard_app.services.paper_views import ReferralPaper
from safeguard_app.services.referral_fields import field_of
from safeguard_app.services.session import Session
from safeguard_app.vault import reading
from safeguard_app.vault.problems import StaleVersion
from tests.documents.reading import structure
from tests.services.conftest import MadeSchool, log_incident, moment

CARE = "child_referral"
WHY = "Eastmarch changed its form in November."


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    made_school.clock.set("2026-11-30 10:00")
    return made_school.sign_in()


@pytest.fixture
def record(session: Session) -> Reference:
    return log_incident(
        session, "CB", (PersonRef(None, "Alice Marsh"), "target"), happened=moment("2026-11-29 20:00")
    )


def own(session: Session, field: str = "Which of our panels is asked?") -> EditedForm:
    """A copy of the children's form with a question of its own at the end of its first section."""
    made = form_profiles.copy_of(session, CARE)
    face = replace(
        form_faces.face_of(session, made),
        title="Eastmarch request for support",
        authority="Eastmarch Council",
        contact="0100 555 0199, frontdoor@eastmarch.example",
        within=WrittenWithin.HOURS_48,
    )
    made = form_faces.with_face(session, made, face)
    asked = FieldFace("", "call", field, "", FieldKind.TEXT, True, (), ("Not known", "None"))
    return form_faces.with_field_face(session, made, asked)


def begun(session: Session, record: Reference, form: str) -> Reference:
    offer = next(one for one in form_offers.offers(session, record).offers if one.form == form)
    return referrals.begin(session, record, offer.adult, form, offer.child)[0]


def test_a_copy_is_offered_asked_and_printed_like_any_other_form(session: Session, record: Reference) -> None:
    form, changes = form_profiles.save(session, own(session), WHY)
    assert "is kept" in changes.said
    offer = next(one for one in form_offers.offers(session, record).offers if one.form == form)
    assert offer.title == "Eastmarch request for support" and offer.to.endswith("Eastmarch Council")
    assert offer.proposed, "it goes where the form it was made from goes"
    referral = begun(session, record, form)
    view = referrals.view(session, referral)
    assert view.contact == "0100 555 0199, frontdoor@eastmarch.example"
    asked = field_of(view.sections, "own_1")
    assert asked is not None and asked.required and asked.unknown == ("Not known", "None")
    referrals.answer(session, referral, "own_1", "The Thursday panel", version=view.version)
    words = structure(paper.issue(session, ReferralPaper(referral)).pdf).text
    assert "Which of our panels is asked?" in words and "The Thursday panel" in words
    blank = structure(paper_forms.blank_form_preview(session, form).pdf).text
    assert "Which of our panels is asked?" in blank and "Alice" not in blank
    assert (form, "Eastmarch request for support") in paper_forms.blank_forms(session)


def test_a_referral_stays_on_the_version_it_was_begun_on(session: Session, record: Reference) -> None:
    form, _ = form_profiles.save(session, own(session), WHY)
    first = begun(session, record, form)
    again = form_profiles.opened(session, form)
    changed = form_faces.with_field_face(
        session,
        again,
        replace(form_faces.field_face(session, again, "own_1"), label="Which panel, and when?"),
    )
    form_profiles.save(session, replace(changed, form=without_field(changed.form, "level")), "Asked anew.")
    old = referrals.view(session, first)
    assert field_of(old.sections, "own_1").label == "Which of our panels is asked?"  # type: ignore[union-attr]
    assert field_of(old.sections, "level") is not None
    other = log_incident(session, "CB", (PersonRef(None, "Bela Roth"), "target"))
    new = referrals.view(session, begun(session, other, form))
    assert field_of(new.sections, "own_1").label == "Which panel, and when?"  # type: ignore[union-attr]
    assert field_of(new.sections, "level") is None
    daily = session.vault.daily
    versions = reading.versions(daily.connection, own_forms.reference_of(session, form))
    assert [one.reason for one in versions] == [WHY, "Asked anew."]


def test_what_was_not_changed_goes_on_naming_who_takes_the_heads_place(session: Session) -> None:
    made = form_profiles.copy_of(session, "staff_allegation")
    label = "Mrs Denning’s contact"
    face = form_faces.field_face(session, made, "head_contact")
    kept = form_faces.with_field_face(session, made, replace(face, required=True))
    assert form_field(kept.form, "head_contact").label == "{head}: name and contact"  # type: ignore[union-attr]
    typed = form_faces.with_field_face(session, made, replace(face, label=label))
    assert form_field(typed.form, "head_contact").label == label  # type: ignore[union-attr]
    assert form_faces.with_face(session, made, form_faces.face_of(session, made)) == made


def test_what_is_printed_above_the_form_is_the_schools_to_say(session: Session, record: Reference) -> None:
    made = form_profiles.copy_of(session, CARE)
    face = form_faces.face_of(session, made)
    (ours,) = face.printed
    assert "confirm with your local authority" in ours
    hints = [one for one in made.form.notes if not one.printed]
    changed = form_faces.with_face(session, made, replace(face, printed=("Send it by secure e-mail only.",)))
    assert [one for one in changed.form.notes if not one.printed] == hints, "what guides stays on the page"
    form, _ = form_profiles.save(session, changed, WHY)
    words = structure(paper.issue(session, ReferralPaper(begun(session, record, form))).pdf).text
    assert "Send it by secure e-mail only." in words and "Laid out as most" not in words


def test_instead_of_ours_and_switched_off(session: Session, record: Reference) -> None:
    def offered() -> set[str]:
        return {one.form for one in form_offers.offers(session, record).offers}

    form, _ = form_profiles.save(session, replace(own(session), instead=True), WHY)
    assert form in offered() and CARE not in offered()
    referral = begun(session, record, form)
    form_profiles.switch(session, form, "The authority went back to the old form.", on=False)
    assert form not in offered() and CARE in offered(), "with nothing in its place ours is offered again"
    assert referrals.view(session, referral).title == "Eastmarch request for support", (
        "what was begun goes on"
    )
    assert form_profiles.switch(session, form, "Again.", on=False).said == "Nothing was changed."
    form_profiles.switch(session, form, "Back again.", on=True)
    assert form in offered()
    kinds = [one.event.kind for one in reading.events(session.vault.daily.connection, newest=10**9, limit=20)]
    assert kinds.count(EventKind.FORM_SWITCHED) == 2 and kinds.count(EventKind.FORM_KEPT) == 1


def test_the_authoritys_own_time_limit_runs_for_its_form_alone(
    session: Session, record: Reference, made_school: MadeSchool
) -> None:
    form, _ = form_profiles.save(session, own(session), WHY)
    other = log_incident(session, "CB", (PersonRef(None, "Bela Roth"), "target"))
    said = {}
    for incident, chosen in ((record, form), (other, CARE)):
        referral = begun(session, incident, chosen)
        view = referrals.view(session, referral)
        before = view.clock_line
        step = ReferralStep(
            referral.id, "front_door", StepTaken.PHONED, moment("2026-11-30 09:30"), with_whom="Duty desk"
        )
        entries.add_step(session, incident, step)
        said[chosen] = (before, referrals.view(session, referral).due)
    before, due = said[form]
    assert "within 48 hours, as set here for Eastmarch Council" in before
    assert due is not None and due.words == "Due by 09:30 on Wed 2 Dec 2026"
    before, due = said[CARE]
    assert "Most authorities ask for 24 hours" in before
    assert due is not None and "09:30" in due.words and "2 Dec" not in due.words


FAULTY = {
    "a field without words": ("call", {"label": "  "}, "own_1", "Write what the form asks here."),
    "a choice without answers": (
        "call",
        {"kind": FieldKind.CHOICE},
        "own_1",
        "Write the answers to choose from",
    ),
    "braces": ("call", {"label": "Ask {head}"}, "own_1", "Leave out the braces"),
    "nothing for what is not known": ("call", {"unknown": ()}, "own_1", "nothing prints blank"),
    "an answer twice": ("call", {"kind": FieldKind.CHOICE, "allowed": ("One", "one")}, "own_1", "twice"),
    "answers that nothing is chosen from": (
        "call",
        {"allowed": ("One",)},
        "own_1",
        "Only a field with answers",
    ),
}


@pytest.mark.parametrize("name", FAULTY)
def test_a_fault_is_said_beside_its_field_and_nothing_is_kept(session: Session, name: str) -> None:
    section, changes, field, sentence = FAULTY[name]
    made = own(session)
    face = replace(form_faces.field_face(session, made, "own_1"), section=section, **changes)  # type: ignore[arg-type]
    wrong = form_faces.with_field_face(session, made, face)
    faults = form_profiles.faults(session, wrong)
    assert list(faults) == [f"field:{field}"] and sentence in faults[f"field:{field}"]
    with pytest.raises(RuleViolation) as caught:
        form_profiles.save(session, wrong, WHY)
    assert caught.value.fields == faults
    assert own_forms.own_profiles(session) == ()
    lines = form_faces.outline_of(session, wrong, faults)
    assert [one.field for one in lines if one.fault] == [field]


def test_packaging_that_leaves_it_unclear_of_whom_is_said_at_each_field(session: Session) -> None:
    made = form_profiles.copy_of(session, CARE)
    face = replace(form_faces.face_of(session, made), packaging=Packaging.INCIDENT)
    faults = form_profiles.faults(session, form_faces.with_face(session, made, face))
    assert "asked of one child" in faults["field:child_name"]
    assert "Parents have a part of their own only in one form for each child" in faults["section:parents"]
    assert "field:referrer_name" not in faults


def test_a_section_is_added_renamed_moved_and_taken_out(session: Session) -> None:
    made = form_profiles.copy_of(session, CARE)
    made = form_faces.with_section_face(session, made, SectionFace("", "For our panel", "Short, please."))
    ids = [one.id for one in made.form.sections]
    assert ids[-2:] == ["section_1", "decision"], "before what the authority fills in"
    assert form_profiles.faults(session, made) == {
        "section:section_1": "This section asks nothing. Add a field to it, or take the section out."
    }
    moved = moved_section(made.form, "section_1", -1)
    assert [one.id for one in moved.sections][-3] == "section_1"
    assert moved_section(moved, moved.sections[0].id, -1) == moved
    assert without_section(moved, "section_1") == form_profiles.copy_of(session, CARE).form


def test_a_field_moves_within_its_section_and_over_its_edge(session: Session) -> None:
    form = form_profiles.copy_of(session, CARE).form
    up = moved_field(form, "level", -1)
    first = up.sections[0].fields
    assert [one.id for one in first[:3]] == ["case_number", "level", "kind"]
    over = moved_field(form, "harm", 1)
    assert section_of(over, "harm").id == "now"  # type: ignore[union-attr]
    assert moved_field(over, "harm", -1) == form
    assert moved_field(form, "case_number", -1) == form


def test_a_field_is_taken_from_what_the_program_knows_how_to_fill(
    session: Session, record: Reference
) -> None:
    made = form_profiles.copy_of(session, CARE)
    offers = form_faces.offers_for(session, made, "call")
    accounts = next(one for one in offers if one.field.source == "child.accounts")
    assert accounts.words.startswith("The child: ")
    assert not any(one.field.source.startswith(("adult.", "parent.", "agency.")) for one in offers)
    assert not any(one.field.source == "referral.trust" for one in offers), "asked in another nation alone"
    made = form_faces.with_offer(made, "call", accounts)
    assert all(one.field.source != "child.accounts" for one in form_faces.offers_for(session, made, "call"))
    form, _ = form_profiles.save(session, made, WHY)
    assert (
        field_of(referrals.view(session, begun(session, record, form)).sections, accounts.field.id)
        is not None
    )


def test_what_is_new_in_ours_since_is_said_and_taken_over(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    form, _ = form_profiles.save(session, own(session), WHY)
    assert form_profiles.news_of(session, form_profiles.opened(session, form)) == ()
    ours = session.catalogue.forms[CARE]
    first, *rest = ours.sections
    asked = replace(first.fields[0], id="brand_new", label="Brand new?", source="referral.brand_new")
    newer = replace(
        ours, version="2027.01", sections=(replace(first, fields=(*first.fields[:-1], asked)), *rest)
    )
    known: dict[str, Form] = {**session.catalogue.forms, CARE: newer}
    monkeypatch.setattr(session, "catalogue", replace(session.catalogue, forms=known))
    opened = form_profiles.opened(session, form)
    assert form_profiles.news_of(session, opened) == (
        "Asked now: Brand new? (This referral)",
        "Asked no more: Kind of harm (This referral)",
    )
    line = next(one for one in form_profiles.form_lines(session) if one.form == form)
    assert line.news == "2 changes in ours since" and "of 2026.11" in line.made
    form_profiles.save(session, form_profiles.take_over(session, opened), "Looked at what is new.")
    assert form_profiles.news_of(session, form_profiles.opened(session, form)) == ()


def test_it_is_looked_at_blank_and_filled_before_it_is_kept(session: Session, record: Reference) -> None:
    made = own(session)
    assert "Which of our panels is asked?" in structure(form_previews.blank_preview(session, made).pdf).text
    (choice,) = form_previews.records_to_try(session, made)
    assert choice[0] == record and "2026" in choice[1]
    words = structure(form_previews.filled_preview(session, made, record).pdf).text
    assert "Alice Marsh" in words and "Which of our panels is asked?" in words
    assert incident_pages.live_entries(session, record) == [] and own_forms.own_profiles(session) == ()
    kinds = [one.event.kind for one in reading.events(session.vault.daily.connection, newest=10**9, limit=3)]
    assert EventKind.VIEWED in kinds, "whoever looked at it filled has seen the record"


def test_a_form_changed_meanwhile_is_not_overwritten(session: Session) -> None:
    form, _ = form_profiles.save(session, own(session), WHY)
    one, other = form_profiles.opened(session, form), form_profiles.opened(session, form)
    form_profiles.save(session, one, "First.")
    with pytest.raises(StaleVersion):
        form_profiles.save(session, other, "Second.")
