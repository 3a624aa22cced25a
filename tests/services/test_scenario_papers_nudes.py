"""Scenario 4 on paper: who was told and who was held on which ground, words and no picture, the device, two forms."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import pytest

from safeguard_app.domain.assessments import Assessment, Measure, Risk, RiskLevel
from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.entries import Action, Note, NoteKind, Telling, TellingState, Whom
from safeguard_app.domain.evidence import CaptureFacts, HeldItem, HeldKind, IntakeAnswer, Way
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.incidents import Answer
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.periods import Period
from safeguard_app.domain.referral_steps import ReferralStep, StepTaken
from safeguard_app.evidence_files.apart import LookingIn
from safeguard_app.services import assessments, entries, evidence, held_items, incident_pages, incidents
from safeguard_app.services.evidence_views import NOT_ASKED, IntakePermit, Offered, StopAdvice
from safeguard_app.services.intake_problems import IntakeClosed
from safeguard_app.services.of_others import OF_OTHERS
from safeguard_app.services.paper_prepared import entries_of
from safeguard_app.services.paper_views import (
    AudiencePaper,
    CustodyPaper,
    GovernorsPaper,
    HandoverPaper,
    IncidentPaper,
    PaperJob,
    PlanPaper,
    ReferralPaper,
    ReportKind,
    SchedulePaper,
)
from safeguard_app.services.session import Session
from tests.services.conftest import SCHOOL, MadeSchool, log_incident, moment, pupil
from tests.services.scenario_papers import Papers, before, part_of, pictures_of
from tests.services.test_derivatives import decoded_here, png, taken
from tests.services.test_scenario_documents import MARF, begin

STANMERE = replace(SCHOOL, name="Stanmere School", head_name="Dr Helen Shaw", dsl_name="Mrs Gill Moss")
BORN = {"Aisha Karim": 13, "Ben Tarrant": 14, "Callum Ware": 13, "Dina Stone": 14}
ACCOUNT = (
    "Others say that Ben pressed Aisha for a picture of herself, and that Callum made one of Dina with AI. Both were "
    "shared in a chat of fourteen. Described by others: nobody here has looked at either."
)
SEEN = "Mr Lee Farrow, by accident, for one second, when a pupil held out a telephone."
JUDGING = re.compile(
    r"\b(slut|victims?|perpetrators?|offenders?|explicit|porn\w*|sexting|promiscuous)\b", re.IGNORECASE
)


@dataclass
class Stanmere(Papers):
    """The record of 5 October, the children, the two forms, and the telephone that is held."""

    record: Reference
    children: dict[str, PersonRef]
    forms: dict[str, Reference]
    phone: Reference
    plans: dict[str, Reference]
    other: Reference
    """A record of something else, of which a picture is kept."""


@pytest.fixture(scope="module")
def stanmere(make_once: Callable[..., MadeSchool]) -> Stanmere:
    """From 08:50, when a tutor is shown a telephone, to Wednesday, when the post is gone."""
    school = make_once(STANMERE)
    school.clock.set("2026-10-05 09:35")
    session = school.sign_in()
    children = {
        name: pupil(session, name, date(2026 - age, 1, 5), "Year 9", "9F") for name, age in BORN.items()
    }
    wren = pupil(session, "Wren Maple", date(2015, 3, 3), "Year 7", "7A")
    roles = ("target", "alleged", "alleged", "target")
    record = log_incident(
        session,
        "II",
        *((child, role) for child, role in zip(children.values(), roles, strict=True)),
        account=ACCOUNT,
        happened=moment("2026-10-04 21:00"),
        told=moment("2026-10-05 08:50"),
    )
    _answers(session, record)
    school.clock.set("2026-10-05 16:10")
    _told(session, record)
    _held(session, record)
    _no_picture_comes_in(session, record)
    forms = {name: begin(session, record, MARF, children[name]) for name in ("Aisha Karim", "Ben Tarrant")}
    for form in forms.values():
        for done, when in ((StepTaken.PHONED, "10:20"), (StepTaken.SENT, "16:00")):
            step = ReferralStep(form.id, "front_door", done, moment(f"2026-10-05 {when}"))
            entries.add_step(session, record, step)
    for child in children.values():
        assessments.make(session, record, _plan(child))
    plans = dict(zip(children, (one.plan for one in assessments.plans(session, record)), strict=True))
    phone = evidence.exhibits_of(session, record)[0].reference
    other = log_incident(session, "CB", (wren, "target"))
    taken(session, other)
    return Stanmere(session, record, children, forms, phone, plans, other)


def _answers(session: Session, record: Reference) -> None:
    """What others say it shows, in the words of the form."""
    stored = incidents.current(session, record)
    given = (
        Answer("described", ("nude",)),
        Answer("made_how", ("ai",)),
        Answer("indicators", ("pressure",)),
        Answer("viewed", (SEEN,)),
    )
    incidents.correct(
        session, record, replace(stored.content, answers=given), "Answered.", replacing=stored.number
    )


def _told(session: Session, record: Reference) -> None:
    """Aisha’s and Dina’s parents at once; Ben’s held at the request of the police until two."""
    by = "Mrs Gill Moss"
    held = Telling(
        Whom.PARENT,
        "Mr Tarrant",
        TellingState.HELD,
        moment("2026-10-05 11:40"),
        by=by,
        ground="police",
        advised_by="PC 3391",
    )
    told = Telling(Whom.PARENT, "Mrs Karim", TellingState.TOLD, moment("2026-10-05 11:30"), by=by)
    for one in (
        replace(
            told, what="That a picture is said to have been shared, and what is done.", response="Thankful."
        ),
        replace(told, name="Mr Stone", at=moment("2026-10-05 11:45")),
        held,
        replace(
            told, name="Mr Tarrant", at=moment("2026-10-05 14:05"), what="That the police have his telephone."
        ),
    ):
        entries.add_telling(session, record, one)


def _held(session: Session, record: Reference) -> None:
    """The police, the platform, and the telephone in its bag."""
    police = Note(NoteKind.POLICE, moment("2026-10-05 10:05"), "Rang 101.", "PC 3391", reference="ST-2214")
    entries.add_note(session, record, police)
    phone = HeldItem(
        HeldKind.DEVICE,
        "Telephone, switched off",
        "Fairphone 5",
        "Ben Tarrant",
        "S-0041",
        "Safe in the office",
        "Mrs Gill Moss",
        moment("2026-10-05 09:40"),
    )
    held_items.add(session, record, phone)


def _no_picture_comes_in(session: Session, record: Reference) -> None:
    """Whatever is answered, and under a permit that was never given."""
    files = session.vault.daily.known_files()
    for answer in (IntakeAnswer.YES_OR_POSSIBLY, IntakeAnswer.NOT_SEEN):
        assert isinstance(evidence.declare(session, record, answer), StopAdvice)
    with pytest.raises(IntakeClosed):
        evidence.declare(session, record, IntakeAnswer.NO_SEEN_ALL)
    permit = IntakePermit(record, IntakeAnswer.NO_SEEN_ALL, session.now(), NOT_ASKED)
    shot = Offered(Way.FILE, CaptureFacts(what="A screenshot"), content=png(), name="a.png")
    with pytest.raises(IntakeClosed):
        evidence.take_in(session, permit, (shot,))
    assert session.vault.daily.known_files() == files


ROOMS = {"Aisha Karim": "library", "Ben Tarrant": "music room", "Callum Ware": "kiln", "Dina Stone": "garden"}
"""Where each child may go, by their own plan."""


def _plan(child: PersonRef) -> Assessment:
    return Assessment(
        child=child,
        at=moment("2026-10-05 15:00"),
        by="Mrs Gill Moss",
        risks=(Risk("Others may talk about it.", RiskLevel.HIGH, ""),),
        measures=(Measure(f"The {ROOMS[child.name]} at lunch"),),
        needs="Somebody to talk to each day",
        review_on=date(2026, 10, 12),
    )


def test_who_was_told_and_who_was_held_on_which_ground_stand_in_the_record(stanmere: Stanmere) -> None:
    words = stanmere.words(IncidentPaper(stanmere.record))
    told = part_of(words, "Who was told Who When", "Notes When")
    for said in (
        "Mrs Karim",
        "Mon 5 Oct 2026, 11:30",
        "Mr Stone",
        "11:45",
        "Mon 5 Oct 2026, 11:40",
        "PC 3391",
        "Telling them may obstruct a police investigation",
        "Mon 5 Oct 2026, 14:05",
        "what is done. Response: Thankful.",
    ):
        assert said in told, said


def test_it_is_described_by_what_others_say_and_in_words_that_judge_nobody(stanmere: Stanmere) -> None:
    words = stanmere.words(IncidentPaper(stanmere.record))
    for said in (
        ACCOUNT,
        SEEN,
        "What do others say it shows? Nude Is it",
        "or made with AI? Made with AI Is any",
        "Is any of these part of it? Pressure, threats or blackmail Who is",
        "S-0041",
        "ST-2214",
    ):
        assert said in words, said
    jobs: tuple[PaperJob, ...] = (
        IncidentPaper(stanmere.record),
        *(ReferralPaper(one) for one in stanmere.forms.values()),
    )
    for job in jobs:
        assert JUDGING.search(stanmere.words(job)) is None, job
    assert "Not complete" not in words and "Missing" not in words, (
        "no screenshot is missed where none may be kept"
    )


def test_whoever_saw_it_by_accident_is_to_be_supported_and_the_record_says_that_they_were(
    stanmere: Stanmere,
) -> None:
    session, record = stanmere.session, stanmere.record
    wanted = next(one for one in session.catalogue.categories["II"].actions if one.id == "ii-viewer")
    offered = {one.text: one for one in incident_pages.open_record(session, record).first_actions}
    assert "supported" in wanted.text and "by accident" in wanted.text
    assert offered[wanted.text].who
    assert wanted.text not in stanmere.words(IncidentPaper(record)), "nobody has entered it yet"
    entries.add_action(session, record, Action(wanted.text, "Mr Lee Farrow"))
    added = next(one for one in entries_of(session, record) if isinstance(one.content, Action))
    supported = "Thanked. A talk with Mr Amit Roy at 15:30."
    entries.complete_action(session, record, added.reference.id, supported)
    words = stanmere.words(IncidentPaper(record))
    for said in (wanted.text, "Mr Lee Farrow", supported):
        assert said in words, said


def test_no_paper_of_it_holds_a_picture(stanmere: Stanmere, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LookingIn, "show", decoded_here)
    assert pictures_of(stanmere.issued(SchedulePaper(stanmere.other, pictures=True))), (
        "of the other there is one"
    )
    jobs: tuple[PaperJob, ...] = (
        IncidentPaper(stanmere.record, pictures=True),
        SchedulePaper(stanmere.record, pictures=True),
        *(ReferralPaper(one) for one in stanmere.forms.values()),
    )
    for job in jobs:
        assert pictures_of(stanmere.issued(job)) == frozenset(), job


def test_two_forms_each_about_one_child_say_that_the_time_limit_was_met(stanmere: Stanmere) -> None:
    for name, form in stanmere.forms.items():
        words = stanmere.words(ReferralPaper(form))
        head = before(words, "School’s case number")
        assert f"Full name {name}" in words and "One form, one child." in head
        assert "Time limit Due Tue 6 Oct 2026, 10:20. Met: Mon 5 Oct 2026, 16:00." in head
        assert "Authority Eastmarch Council" in head


def test_the_device_has_a_form_to_go_with_it_and_a_record_of_who_had_it(stanmere: Stanmere) -> None:
    handover = stanmere.words(HandoverPaper(stanmere.record, (stanmere.phone,)))
    custody = stanmere.words(CustodyPaper(stanmere.phone))
    for words in (handover, custody):
        assert "S-0041" in words and "Telephone, switched off" in words


def test_each_child_has_a_plan_that_names_no_other(stanmere: Stanmere) -> None:
    for name, plan in stanmere.plans.items():
        said = stanmere.anywhere(PlanPaper(plan))
        assert name in said
        others = {part for other in BORN if other != name for part in other.split()}
        assert not [one for one in others if re.search(rf"\b{one}\b", said)], name


def test_what_aishas_parents_are_given_names_no_other_child(stanmere: Stanmere) -> None:
    aisha = stanmere.children["Aisha Karim"]
    job = AudiencePaper(IncidentPaper(stanmere.record), Audience.PARENT, (aisha,))
    said = stanmere.anywhere(job)
    for never in ("Ben", "Tarrant", "Callum", "Ware", "Dina", "Stone"):
        assert re.search(rf"\b{never}\b", said) is None, never
    assert "Aisha Karim" in said


def test_what_a_family_is_given_holds_nothing_of_another_childs_plan_form_or_parents(
    stanmere: Stanmere,
) -> None:
    aisha = stanmere.children["Aisha Karim"]
    for audience in (Audience.PARENT, Audience.SUBJECT_ACCESS, Audience.TRANSFER):
        said = stanmere.anywhere(AudiencePaper(IncidentPaper(stanmere.record), audience, (aisha,)))
        there = [room for room in ROOMS.values() if re.search(rf"\b{room}\b", said)]
        assert there == [ROOMS["Aisha Karim"]], audience
        assert OF_OTHERS in said and said.count("Safety plan for") <= 1
        assert "11:30" in said and "11:45" not in said, "Dina’s father was told then"
        assert "PC 3391 " not in said.partition("Notes")[0] and "his telephone" not in said, "Ben’s was held"
    whole = stanmere.anywhere(AudiencePaper(IncidentPaper(stanmere.record), Audience.POLICE))
    assert all(room in whole for room in ROOMS.values()) and OF_OTHERS not in whole


def test_the_governors_count_it_under_nudes_those_made_with_ai_included(stanmere: Stanmere) -> None:
    job = GovernorsPaper(ReportKind.ANNUAL, Period(date(2026, 9, 1), date(2026, 10, 5)))
    words = stanmere.words(job)
    assert "Nudes, semi-nudes and sexual images, those made with AI included <5" in words
    for name in BORN:
        assert name not in words
