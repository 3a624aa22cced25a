"""Scenario 5 on paper: what came in and what did not, the masked address, reviews ahead, and copies for others."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import pytest

from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.clock_acts import ActOnClock, ClockAct
from safeguard_app.domain.entries import Note, NoteKind
from safeguard_app.domain.evidence import CaptureFacts, IntakeAnswer, Material, Way
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.periods import Period
from safeguard_app.domain.referral_steps import ReferralStep, StepTaken
from safeguard_app.services import entries, evidence
from safeguard_app.services.evidence_views import IntakePermit, MaterialSaid, Offered, StopAdvice
from safeguard_app.services.paper_views import (
    AudiencePaper,
    GovernorsPaper,
    IncidentPaper,
    PaperJob,
    ReferralPaper,
    ReportKind,
    SchedulePaper,
)
from safeguard_app.services.session import Session
from tests.services.conftest import SCHOOL, MadeSchool, moment, pupil
from tests.services.scenario_papers import Papers, before, part_of, said_anywhere, words_of
from tests.services.test_evidence import png
from tests.services.test_scenario_documents import LABELS, LEON, MARF, PREVENT, begin, make_crossfield

CROSSFIELD = replace(SCHOOL, name="Crossfield College", dsl_name="Mrs Farah Aziz")
ADDRESS, MASKED = "https://files.example/manual.pdf", "hxxps://files[.]example/manual.pdf"
CLASSMATES = ("Tariq", "Aziz", "Poppy", "Finch")


@dataclass
class Crossfield(Papers):
    """The record of Leon, its two forms, and what was said of him until the panel took up support."""

    record: Reference
    leon: PersonRef
    forms: dict[str, Reference]


@pytest.fixture(scope="module")
def crossfield(make_once: Callable[..., MadeSchool]) -> Crossfield:
    """From the essay of 2 November to the panel of 3 December."""
    school = make_once(CROSSFIELD)
    session, record, leon = make_crossfield(school)
    pupil(session, "Wren Maple", date(2014, 3, 3), "Year 7", "7A")
    _material(session, record)
    prevent, marf = (begin(session, record, form, leon) for form in (PREVENT, MARF))
    school.clock.set("2026-11-12 12:00")
    steps = (
        (prevent, "prevent", StepTaken.SENT, "2026-11-09 16:20"),
        (prevent, "prevent", StepTaken.ACKNOWLEDGED, "2026-11-12 11:00"),
        (marf, "front_door", StepTaken.PHONED, "2026-11-09 14:30"),
        (marf, "front_door", StepTaken.SENT, "2026-11-09 16:20"),
    )
    for form, agency, taken, when in steps:
        entries.add_step(session, record, ReferralStep(form.id, agency, taken, moment(when)))
    school.clock.set("2026-12-03 16:00")
    for clock in ("panel-review-6", "panel-review-12"):
        entries.add_clock_act(
            session, record, ClockAct(clock, ActOnClock.STARTED, moment("2026-12-03 15:00"))
        )
    return Crossfield(session, record, leon, {PREVENT: prevent, MARF: marf})


def _material(session: Session, record: Reference) -> None:
    """Three pictures of his own words come in; a manual does not, and only its address is kept, masked."""
    own = evidence.declare(session, record, IntakeAnswer.NO_SEEN_ALL, MaterialSaid(Material.OWN_WORDS))
    assert isinstance(own, IntakePermit)
    batch = tuple(
        Offered(Way.FILE, CaptureFacts(what="His words in a chat"), content=png(place, 1), name="chat.png")
        for place in (1, 2, 3)
    )
    evidence.take_in(session, own, batch)
    manual = evidence.declare(session, record, IntakeAnswer.NO_SEEN_ALL, MaterialSaid(Material.FORBIDDEN))
    assert isinstance(manual, StopAdvice)
    advice = Note(
        NoteKind.POLICE,
        moment("2026-11-06 14:20"),
        f"A post links to a weapons manual, {ADDRESS}. Not opened.",
        "PC Lane",
        reference="CT-88",
        advised="Do not download it.",
    )
    entries.add_note(session, record, advice)


def test_the_record_keeps_his_words_and_the_masked_address_and_no_manual(crossfield: Crossfield) -> None:
    for job in (IncidentPaper(crossfield.record), SchedulePaper(crossfield.record)):
        pdf = crossfield.issued(job)
        assert ADDRESS not in said_anywhere(pdf).replace(" ", ""), job
        words = words_of(pdf)
        assert "Ex3" in words and "Ex4" not in words
    words = crossfield.words(IncidentPaper(crossfield.record)).replace(" ", "")
    assert MASKED in words and "Donotdownloadit." in words and "CT-88" in words


def test_no_paper_calls_him_anything_and_no_form_names_a_classmate(crossfield: Crossfield) -> None:
    jobs: tuple[PaperJob, ...] = (
        IncidentPaper(crossfield.record),
        *(ReferralPaper(one) for one in crossfield.forms.values()),
    )
    for job in jobs:
        words = crossfield.words(job)
        own = words.partition("School policy • ")[0]  # clauses of the policy are of everybody
        assert LABELS.search(own) is None, job
        assert [one for one in CLASSMATES if re.search(rf"\b{one}\b", words.replace("Farah Aziz", ""))] == []
        assert LEON in own


def test_the_decision_stands_with_what_was_considered_and_his_mother_was_told(crossfield: Crossfield) -> None:
    words = crossfield.words(IncidentPaper(crossfield.record))
    for said in (
        "Refer to Prevent, and to children’s social care.",
        "It would not reach the fixation on violence soon enough.",
        "Dawn Marr",
        "Supportive.",
        "Mon 9 Nov 2026, 13:00",
    ):
        assert said in words, said


def test_both_forms_have_their_head_and_their_steps_stand_in_the_record(crossfield: Crossfield) -> None:
    for name, form in crossfield.forms.items():
        head = before(crossfield.words(ReferralPaper(form)), "School’s case number")
        assert "Authority Eastmarch Council" in head and "Made Thu 3 Dec 2026, 16:00" in head, name
    words = crossfield.words(IncidentPaper(crossfield.record))
    steps = part_of(words, "Referral steps When", "Time limits")
    assert "Mon 9 Nov 2026, 16:20" in steps and "Thu 12 Nov 2026, 11:00" in steps


def test_the_reviews_after_six_and_twelve_months_stand_ahead(crossfield: Crossfield) -> None:
    words = crossfield.words(IncidentPaper(crossfield.record))
    limits = part_of(words, "Time limits Began", "Timeline")
    for day in ("Thu 3 Jun 2027", "Fri 3 Dec 2027"):
        assert day in limits, day


def test_a_copy_for_his_mother_leaves_classmates_out_and_names_him(crossfield: Crossfield) -> None:
    job = AudiencePaper(IncidentPaper(crossfield.record), Audience.PARENT, (crossfield.leon,))
    said = crossfield.anywhere(job)
    assert "Leon Marr" in said
    assert [one for one in CLASSMATES if re.search(rf"\b{one}\b", said.replace("Farah Aziz", ""))] == []


def test_the_governors_count_it_and_name_nobody(crossfield: Crossfield) -> None:
    period = Period(date(2026, 9, 1), date(2026, 12, 3))
    words = crossfield.words(GovernorsPaper(ReportKind.ANNUAL, period))
    assert "Prevent concern <5" in words and re.search(r"\b(Leon|Marr|Dawn)\b", words) is None
