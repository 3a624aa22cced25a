"""What a decision weighs, and what it may say: below the threshold hides no limb, and who may decide it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from safeguard_app.domain.entries import Considered, Consulted, Decision, DecisionKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.incidents import Participant
from safeguard_app.services import entries, incident_pages, search
from safeguard_app.services.session import Session
from tests.services.conftest import SCHOOL, MadeSchool, adult, log_incident, moment
from tests.services.test_entries import filed
from tests.services.test_incidents import ADULT

MakeSchool = Callable[..., MadeSchool]
AT = moment("2026-09-07 07:50")
LOW = Decision(DecisionKind.LOW_LEVEL_CONCERN, "Below it.", "Nothing hidden.", "Mrs Carol Denning", AT)


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    """The DSL at work."""
    return made_school.sign_in()


def _about(session: Session) -> Reference:
    return log_incident(
        session, "SPC", (adult(session, "Shona Pike", "Midday supervisor"), "adult_of_concern")
    )


def _refused(session: Session, record: Reference, decision: Decision) -> dict[str, str]:
    with pytest.raises(RuleViolation) as problem:
        entries.add_decision(session, record, decision)
    return dict(problem.value.fields)


def test_what_was_weighed_stands_on_the_page_and_in_the_search(session: Session) -> None:
    record = filed(session)
    weighed = replace(
        LOW,
        kind=DecisionKind.CONSIDERED_NOT_REFERRED,
        considered=(Considered("early_help", "The family has a worker."), Considered("police", "No crime.")),
        consultations=(Consulted("Ms Hale", "Front door", AT, "Keep a chronology."),),
        limbs_why="She was not harmed.",
    )
    entries.add_decision(session, record, weighed)
    lines = incident_pages.open_record(session, record).decisions[0].lines
    assert "Considered, and not chosen: Early help. Why not: The family has a worker." in lines
    assert "Considered, and not chosen: Report to the police. Why not: No crime." in lines
    assert any(
        line.startswith("Asked: Ms Hale, Front door, ") and "Keep a chronology" in line for line in lines
    )
    assert "For or against the threshold: She was not harmed." in lines
    for words in ("chronology", "family has a worker", "not harmed"):
        assert search.search(session, words), words


def test_something_considered_says_why_not_and_advice_says_whose(session: Session) -> None:
    record = filed(session)
    assert set(_refused(session, record, replace(LOW, considered=(Considered("police", " "),)))) == {
        "considered"
    }
    assert set(_refused(session, record, replace(LOW, considered=(Considered("", "No."),)))) == {"considered"}
    nobody = Consulted("", "Front door", AT, "Wait.")
    assert set(_refused(session, record, replace(LOW, consultations=(nobody,)))) == {"consultations"}
    later = Consulted("Ms Hale", "", moment("2026-09-07 09:00"))
    assert set(_refused(session, record, replace(LOW, consultations=(later,)))) == {"consultations"}


def test_below_the_threshold_is_refused_while_a_limb_is_ticked(session: Session) -> None:
    record = _about(session)
    assert set(_refused(session, record, replace(LOW, limbs=("suitability",)))) == {"limbs"}
    entries.add_decision(session, record, LOW)


def test_a_limb_that_the_list_lacks_is_refused_and_not_printed_unticked(session: Session) -> None:
    record = _about(session)
    met = replace(LOW, kind=DecisionKind.HARM_THRESHOLD_MET, limbs=("risk", "risk_of_harm"))
    assert set(_refused(session, record, met)) == {"limbs"}


def test_an_earlier_limb_is_answered_before_it_counts_as_below(session: Session) -> None:
    record = _about(session)
    met = replace(LOW, kind=DecisionKind.HARM_THRESHOLD_MET, limbs=("risk",))
    entries.add_decision(session, record, met)
    assert set(_refused(session, record, LOW)) == {"limbs_why"}
    entries.add_decision(session, record, replace(LOW, limbs_why="The LADO found no risk."))
    shown = incident_pages.open_record(session, record).decisions
    assert shown[0].title == "May meet the harm threshold", "what was found before stays in view"


def test_a_correction_of_the_one_decision_with_a_limb_needs_no_answer_to_itself(session: Session) -> None:
    record = _about(session)
    entries.add_decision(session, record, replace(LOW, kind=DecisionKind.HARM_THRESHOLD_MET, limbs=("risk",)))
    (line,) = incident_pages.open_record(session, record).decisions
    entries.correct(session, record, line.entry, LOW, "It was ticked by mistake.")
    with pytest.raises(RuleViolation):
        entries.correct(session, record, line.entry, replace(LOW, limbs=("risk",)), "Again.")


def test_the_lead_does_not_take_the_headteachers_decision(session: Session) -> None:
    record = _about(session)
    refused = _refused(session, record, replace(LOW, decided_by="Miss Jo Abbey"))
    assert "Headteacher" in refused["decided_by"]
    entries.add_decision(session, record, replace(LOW, decided_by="Mr Example, acting"))
    entries.add_decision(session, record, replace(LOW, kind=DecisionKind.MONITOR, decided_by="Miss Jo Abbey"))


def test_where_one_person_is_both_they_decide(make_school: MakeSchool) -> None:
    session = make_school(replace(SCHOOL, dsl_name=SCHOOL.head_name)).sign_in()
    entries.add_decision(session, _about(session), LOW)


def test_the_headteacher_decides_nothing_about_the_headteacher(session: Session) -> None:
    record = filed(
        session, about_head=True, category="SPC", participants=(Participant(ADULT, "adult_of_concern"),)
    )
    page = incident_pages.open_record(session, record)
    assert page.low_level_decider == ("Mr Paul Strand", "Chair of Governors")
    for by in ("Mrs Carol Denning", "Mrs Carol Denning, Headteacher"):
        refused = _refused(session, record, replace(LOW, kind=DecisionKind.MONITOR, decided_by=by))
        assert "Chair of Governors" in refused["decided_by"]
    assert (
        "Chair of Governors"
        in _refused(session, record, replace(LOW, decided_by="Miss Jo Abbey"))["decided_by"]
    )
    entries.add_decision(session, record, replace(LOW, decided_by="Mr Paul Strand"))
