"""Risk and needs assessments and safety plans: one for each child, reviewed by further versions, due, ended."""

from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.domain.assessments import Assessment, Measure, PlanEnd, Risk, RiskLevel
from safeguard_app.domain.entries import Outcome
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.moments import not_known
from safeguard_app.domain.people import PersonRef, Withdrawal
from safeguard_app.services import (
    assessments,
    entries,
    incidents,
    names_left,
    paper,
    search,
    today,
    wrong_person,
)
from safeguard_app.services.assessments import PlanLine
from safeguard_app.services.due_limits import DueSource
from safeguard_app.services.paper_views import IncidentPaper, PlanPaper
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusMeaning
from safeguard_app.vault import reading, verifying
from safeguard_app.vault.problems import StaleVersion
from tests.documents.reading import failures, pages
from tests.services.conftest import MadeSchool, log_incident, moment, pupil

AISHA = PersonRef(None, "Aisha Kestrel", "Year 9")
BEN = PersonRef(None, "Ben Thrush", "Year 10")
PLAN = Assessment(
    child=AISHA,
    at=moment("2026-10-05 11:00"),
    by="Mrs Gill Moss",
    risks=(
        Risk("Others may talk about the picture.", RiskLevel.HIGH, "A chat of fourteen"),
        Risk("She may stay away from school", RiskLevel.MEDIUM),
    ),
    measures=(
        Measure("Leaves lessons five minutes early", "Mr Lee Farrow", date(2026, 10, 23)),
        Measure("A room to go to at lunch"),
    ),
    needs="Somebody to talk to each day",
    wishes="“I want to sit with Dina.”",
    parents_view="Agree",
    shared_with="Form tutor, head of year",
    review_on=date(2026, 10, 12),
)


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    made_school.clock.set("2026-10-05 12:00")
    return made_school.sign_in()


@pytest.fixture
def incident(session: Session) -> Reference:
    return log_incident(session, "II", (AISHA, "target"), (BEN, "alleged"))


def only(session: Session, incident: Reference) -> PlanLine:
    (line,) = assessments.plans(session, incident)
    return line


def reviews(session: Session) -> list[tuple[str, StatusMeaning]]:
    page = today.today(session)
    found = (*page.before_home, *page.coming)
    return [(item.text, item.meaning) for item in found if item.source is DueSource.REVIEW]


def test_a_plan_stands_on_the_record_and_its_review_is_due(
    session: Session, incident: Reference, made_school: MadeSchool
) -> None:
    assessments.make(session, incident, PLAN)
    line = only(session, incident)
    assert line.title == "Risk and needs: Aisha Kestrel"
    assert line.lines[:3] == (
        "High: Others may talk about the picture. A chat of fourteen",
        "Medium: She may stay away from school",
        "To keep them safe: Leaves lessons five minutes early (Mr Lee Farrow, until Fri 23 Oct 2026)",
    )
    assert line.status.words == "Review Mon 12 Oct 2026"
    assert reviews(session) == [("Review the safety plan for Aisha Kestrel", StatusMeaning.NOTE)]
    made_school.clock.set("2026-10-13 09:00")
    assert reviews(session) == [("Review the safety plan for Aisha Kestrel", StatusMeaning.LATE)]
    assert only(session, incident).status.meaning is StatusMeaning.LATE
    assert verifying.verify(session.vault) == []


def test_each_child_has_one_plan_and_a_second_is_a_review(session: Session, incident: Reference) -> None:
    assessments.make(session, incident, PLAN)
    with pytest.raises(RuleViolation) as refused:
        assessments.make(session, incident, replace(PLAN, needs="More"))
    assert "Review that one" in refused.value.fields["child"]
    assessments.make(session, incident, replace(PLAN, child=BEN))
    assert [line.content.child.name for line in assessments.plans(session, incident)] == [
        "Aisha Kestrel",
        "Ben Thrush",
    ]


def test_a_review_keeps_what_stood_before(
    session: Session, incident: Reference, made_school: MadeSchool
) -> None:
    assessments.make(session, incident, PLAN)
    line = only(session, incident)
    made_school.clock.set("2026-10-12 15:00")
    seen = replace(
        PLAN,
        at=moment("2026-10-12 14:00"),
        risks=(Risk("Talk has stopped", RiskLevel.LOW),),
        review_on=date(2026, 11, 2),
    )
    with pytest.raises(RuleViolation) as refused:
        assessments.review(session, incident, line.plan, seen, replacing=line.version)
    assert "found" in refused.value.fields
    assessments.review(
        session, incident, line.plan, replace(seen, found="She is in every lesson."), replacing=line.version
    )
    now = only(session, incident)
    assert now.lines[:2] == ("Found at the review: She is in every lesson.", "Low: Talk has stopped")
    assert now.when.startswith("Reviewed Mon 12 Oct 2026")
    versions = reading.versions(session.vault.daily.connection, line.plan)
    assert [one.content.risks[0].level for one in versions] == [RiskLevel.HIGH, RiskLevel.LOW]


def test_a_record_is_not_closed_over_a_plan_in_force(session: Session, incident: Reference) -> None:
    assessments.make(session, incident, PLAN)
    with pytest.raises(RuleViolation) as refused:
        entries.close(session, incident, Outcome.SUPPORT_IN_PLACE, "Settled")
    assert "A safety plan for Aisha Kestrel is in force" in refused.value.fields["reason"]
    assessments.end(session, incident, only(session, incident).plan, "Settled, she asked for it")
    assert only(session, incident).lines[-1] == (
        "Ended Mon 5 Oct 2026 by Miss Jo Abbey: Settled, she asked for it"
    )
    assert reviews(session) == []
    entries.close(session, incident, Outcome.SUPPORT_IN_PLACE, "Settled")


def test_an_ended_plan_is_reviewed_no_more_and_a_new_one_may_be_made(
    session: Session, incident: Reference
) -> None:
    assessments.make(session, incident, PLAN)
    line = only(session, incident)
    assessments.end(session, incident, line.plan, "Settled")
    with pytest.raises(RuleViolation):
        assessments.review(session, incident, line.plan, replace(PLAN, found="x"), replacing=2)
    with pytest.raises(RuleViolation):
        assessments.end(session, incident, line.plan, "Again")
    assessments.make(session, incident, PLAN)
    assert [one.content.is_running for one in assessments.plans(session, incident)] == [True, False]


def test_what_was_taken_back_is_gone_from_page_search_and_today(
    session: Session, incident: Reference
) -> None:
    assessments.make(session, incident, replace(PLAN, needs="A quiet marmalade corner"))
    assert search.search(session, "marmalade").rows
    assessments.take_back(session, incident, only(session, incident).plan, "The wrong child")
    assert assessments.plans(session, incident) == ()
    assert reviews(session) == []
    assert not search.search(session, "marmalade").rows
    assert verifying.verify(session.vault) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"child": PersonRef(None, "")}, "child"),
        ({"child": PersonRef(None, "Somebody Else")}, "child"),
        ({"risks": ()}, "risks"),
        ({"risks": (Risk(" ", RiskLevel.LOW),)}, "risks"),
        ({"measures": (Measure(""),)}, "measures"),
        ({"review_on": None}, "review_on"),
        ({"review_on": date(2026, 10, 4)}, "review_on"),
        ({"by": " "}, "by"),
        ({"at": not_known()}, "at"),
        ({"at": moment("2026-10-05 13:00")}, "at"),
        ({"needs": "a\0b"}, "needs"),
        ({"wishes": "a\ud800b"}, "wishes"),
        ({"shared_with": "x" * 3_000_000}, "shared_with"),
    ],
)
def test_what_cannot_be_kept_is_named_and_nothing_is_written(
    session: Session, incident: Reference, changes: dict[str, object], field: str
) -> None:
    before = session.vault.daily.head.number
    with pytest.raises(RuleViolation) as refused:
        assessments.make(session, incident, replace(PLAN, **changes))  # type: ignore[arg-type]
    assert field in refused.value.fields
    assert session.vault.daily.head.number == before


def test_the_plan_is_printed_without_what_happened(session: Session, incident: Reference) -> None:
    assessments.make(session, incident, PLAN)
    made = paper.preview(session, PlanPaper(only(session, incident).plan))
    said = "\n".join(pages(made.pdf))
    assert "Leaves lessons five minutes early" in said
    assert "Ben Thrush" not in said
    assert failures(made.pdf) == []
    again = paper.issue(session, PlanPaper(only(session, incident).plan))
    assert again.copy == "copy 1"


def test_whoever_asked_not_to_be_named_is_not_named_by_a_printed_plan_but_its_child_is(
    session: Session,
) -> None:
    lukasz = PersonRef(None, "Łukasz Wójcik", "Year 9")
    record = log_incident(session, "II", (AISHA, "target"), (lukasz, "target"), withheld="target")
    plan = replace(PLAN, measures=(Measure("Lukasz walks with her", "Mr Lee Farrow"),))
    assessments.make(session, record, plan)
    said = "\n".join(pages(paper.preview(session, PlanPaper(only(session, record).plan)).pdf))
    assert "[name withheld] walks with her" in said and "Aisha Kestrel" in said
    assert "Lukasz" not in said and "Wójcik" not in said


def test_the_printed_record_has_the_plan(session: Session, incident: Reference) -> None:
    assessments.make(session, incident, PLAN)
    said = "\n".join(pages(paper.preview(session, IncidentPaper(incident)).pdf))
    assert "Risk and needs" in said
    assert "A room to go to at lunch" in said


def test_taking_the_child_off_the_record_takes_the_plan_back(session: Session, incident: Reference) -> None:
    assessments.make(session, incident, PLAN)
    assessments.make(session, incident, replace(PLAN, child=BEN, needs="To keep away from Aisha"))
    assert "Plan for Ben Thrush" in names_left.where_named(session, incident, AISHA)
    wrong_person.take_off_person(session, incident, AISHA, "Another Aisha")
    assert [one.content.child.name for one in assessments.plans(session, incident)] == ["Ben Thrush"]


def test_two_children_of_one_name_have_a_plan_each(session: Session) -> None:
    one, other = (pupil(session, "Aisha Kestrel", date(2013, 1, day)) for day in (1, 2))
    record = log_incident(session, "II", (one, "target"), (other, "alleged"))
    assessments.make(session, record, replace(PLAN, child=one))
    assessments.make(session, record, replace(PLAN, child=other))
    assert len(assessments.plans(session, record)) == 2
    with pytest.raises(RuleViolation) as refused:
        assessments.make(session, record, PLAN)
    assert "child" in refused.value.fields, "somebody in words alone is neither of them"


def test_a_review_stays_with_its_child_and_neither_ends_nor_takes_back(
    session: Session, incident: Reference
) -> None:
    assessments.make(session, incident, PLAN)
    line = only(session, incident)
    mark = Withdrawal(session.now(), "Miss Jo Abbey", "Another plan.")
    end = PlanEnd(date(2026, 10, 5), "Miss Jo Abbey", "Over.")
    other = replace(PLAN, child=BEN, found="All well.", ended=end, withdrawn=mark)
    assessments.review(session, incident, line.plan, other, replacing=line.version)
    now = only(session, incident).content
    assert now.child == AISHA and now.is_running
    with pytest.raises(StaleVersion):
        assessments.review(session, incident, line.plan, other, replacing=line.version)


def test_a_plan_may_be_looked_at_today(session: Session, incident: Reference) -> None:
    assessments.make(session, incident, replace(PLAN, review_on=date(2026, 10, 5)))
    status = only(session, incident).status
    assert (status.meaning, status.words) == (StatusMeaning.DUE, "Review Mon 5 Oct 2026")


def test_nothing_is_planned_on_a_record_in_error_and_nothing_is_taken_back_twice(
    session: Session, incident: Reference
) -> None:
    assessments.make(session, incident, PLAN)
    plan = only(session, incident).plan
    assessments.take_back(session, incident, plan, "The wrong child.")
    with pytest.raises(RuleViolation):
        assessments.take_back(session, incident, plan, "Again.")
    incidents.enter_in_error(session, incident, "Another school.")
    with pytest.raises(RuleViolation) as refused:
        assessments.make(session, incident, PLAN)
    assert "entered in error" in refused.value.fields["child"]
