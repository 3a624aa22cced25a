"""What is about other children alone stands in no copy for a family, nor for the next school, and the copy says so."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import pytest

from safeguard_app.domain.access_bundles import AccessItem
from safeguard_app.domain.assessments import Assessment, Measure, Risk, RiskLevel
from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.cases import Attribution
from safeguard_app.domain.entries import (
    Action,
    Decision,
    DecisionKind,
    Note,
    NoteKind,
    Telling,
    TellingState,
    Whom,
)
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.referral_steps import ReferralStep, StepTaken
from safeguard_app.domain.support import Support
from safeguard_app.services import access_bundles, assessments, cases, entries, paper, support
from safeguard_app.services.access_bundles import AccessForm
from safeguard_app.services.of_others import OF_OTHERS
from safeguard_app.services.paper_views import (
    AccessBundlePaper,
    AccessLogPaper,
    AudiencePaper,
    CasePaper,
    ChronologyPaper,
    IncidentPaper,
    PaperJob,
    ReferralPaper,
)
from safeguard_app.services.session import Session
from tests.services.conftest import MadeSchool, log_incident, moment, pupil
from tests.services.scenario_papers import words_of
from tests.services.test_scenario_documents import MARF, begin

FOR_FAMILIES = (Audience.PARENT, Audience.SUBJECT_ACCESS, Audience.TRANSFER)
OF_BEN = (
    "razorbill",
    "curlew",
    "CAMHS on Tuesdays",
    "whimbrel",
    "gannet",
    "plover",
    "Mrs Tarrant",
    "10:21",
    "dunlin",
    "@sandpiper",
    "fulmar",
)
"""A word of each entry that is about Ben alone: risk, need, measure, support, decision, action, parent, form, note,
suspicion, and the record that Aisha does not stand on."""
OF_AISHA = ("kestrel", "osprey", "merlin", "goshawk", "harrier", "buzzard")


@dataclass
class Log:
    """Two children of one record, a case with a record of each, and what hangs on them."""

    session: Session
    aisha: PersonRef
    ben: PersonRef
    record: Reference
    case: Reference

    def words(self, job: PaperJob) -> str:
        return words_of(paper.preview(self.session, job).pdf)

    def jobs(self) -> tuple[IncidentPaper, CasePaper, ChronologyPaper]:
        assert self.aisha.reference is not None
        return (
            IncidentPaper(self.record),
            CasePaper(self.case, everything=True),
            ChronologyPaper(self.aisha.reference, Compartment.DAILY, everything=True),
        )


@pytest.fixture(scope="module")
def log(make_once: Callable[..., MadeSchool]) -> Log:
    school = make_once()
    school.clock.set("2026-10-05 16:00")
    session = school.sign_in()
    aisha = pupil(session, "Aisha Karim", date(2013, 1, 5), "Year 9", "9F")
    ben = pupil(session, "Ben Tarrant", date(2012, 1, 5), "Year 9", "9F")
    record = log_incident(
        session, "CB", (ben, "alleged"), (aisha, "target"), account="Ben pressed Aisha, who is a kestrel."
    )
    own = log_incident(session, "CB", (ben, "target"), account="A fulmar, about one alone.")
    assessments.make(session, record, _plan(ben, "razorbill", "CAMHS on Tuesdays", "curlew"))
    assessments.make(session, record, _plan(aisha, "osprey", "merlin", "goshawk"))
    given = Support(ben, (), "Mr Roy", moment("2026-10-05 15:30"), other="whimbrel counselling")
    support.offer(session, record, given)
    _entered(session, record, ben)
    case, _ = cases.start(session, record, own, "One matter.")
    return Log(session, aisha, ben, record, case)


def _plan(child: PersonRef, risk: str, measure: str, need: str) -> Assessment:
    return Assessment(
        child=child,
        at=moment("2026-10-05 10:00"),
        by="Mrs Moss",
        risks=(Risk(f"May be hurt: {risk}.", RiskLevel.HIGH),),
        measures=(Measure(f"Sees {measure}"),),
        needs=f"A {need}",
        review_on=date(2026, 10, 12),
    )


def _entered(session: Session, record: Reference, ben: PersonRef) -> None:
    at = moment("2026-10-05 15:40")
    no_action = Decision(DecisionKind.NO_FURTHER_ACTION, "gannet for Ben.", "Ben is safe.", "Mrs Moss", at)
    both = replace(no_action, kind=DecisionKind.MONITOR, what="harrier: Aisha sits apart from Ben.")
    nobody = replace(both, what="The corridor is watched by a buzzard.", reason="It is quiet there.")
    for decision in (no_action, both, nobody):
        entries.add_decision(session, record, decision)
    entries.add_action(session, record, Action("Take Ben to the plover", "Mr Roy"))
    told = Telling(Whom.PARENT, "Mrs Tarrant", TellingState.TOLD, at, by="Mrs Moss")
    entries.add_telling(session, record, told)
    entries.add_telling(session, record, replace(told, name="Mrs Karim"))
    entries.add_note(session, record, Note(NoteKind.NOTE, at, "Ben ate nothing but dunlin."))
    entries.add_attribution(session, record, Attribution("@sandpiper", "", ben, "His words.", at))
    form = begin(session, record, MARF, ben)
    step = ReferralStep(form.id, "front_door", StepTaken.PHONED, moment("2026-10-05 10:21"))
    entries.add_step(session, record, step)


def test_no_copy_for_a_family_or_the_next_school_holds_what_is_about_another_child_alone(log: Log) -> None:
    for audience in FOR_FAMILIES:
        for job in log.jobs():
            said = log.words(AudiencePaper(job, audience, (log.aisha,)))
            assert [one for one in OF_BEN if one in said] == [], (audience, job)
            assert OF_OTHERS in said and "merlin" in said and "harrier" in said and "buzzard" in said


def test_nor_does_a_form_about_one_of_them_say_what_was_decided_about_the_other(log: Log) -> None:
    form = begin(log.session, log.record, MARF, log.aisha)
    for audience in FOR_FAMILIES:
        said = log.words(AudiencePaper(ReferralPaper(form), audience, (log.aisha,)))
        assert [one for one in OF_BEN if one in said] == [], audience
        assert OF_OTHERS in said and "harrier" in said and "buzzard" in said
    said = log.words(AudiencePaper(ReferralPaper(form), Audience.AUTHORITY))
    assert "gannet" in said and "plover" in said and OF_OTHERS not in said


def test_what_is_theirs_stays_whole(log: Log) -> None:
    for audience in FOR_FAMILIES:
        said = log.words(AudiencePaper(IncidentPaper(log.record), audience, (log.aisha,)))
        assert [one for one in OF_AISHA if one not in said] == [], audience
        named = audience is not Audience.SUBJECT_ACCESS  # which calls the family by letters too
        assert ("Mrs Karim" in said) is named and "Who was told" in said, "whose mother was told"


def test_for_both_children_and_for_an_authority_nothing_is_left_out(log: Log) -> None:
    both = log.words(AudiencePaper(IncidentPaper(log.record), Audience.TRANSFER, (log.aisha, log.ben)))
    police = log.words(AudiencePaper(IncidentPaper(log.record), Audience.POLICE))
    for said in (both, police):
        accounts = {"@sandpiper"} if said is both else set()  # called by a letter
        assert {one for one in (*OF_BEN[:-1], *OF_AISHA) if one not in said} == accounts
        assert OF_OTHERS not in said


def test_a_record_of_the_case_with_nobody_whose_copy_it_is_goes_whole(log: Log) -> None:
    school, family = (
        log.words(AudiencePaper(CasePaper(log.case, everything=True), audience, whose))
        for audience, whose in ((Audience.SCHOOL, ()), (Audience.PARENT, (log.aisha,)))
    )
    assert "2026-0002" in school and "2026-0002" not in family and "2026-0001" in family


def test_a_subject_access_bundle_holds_none_of_it_either_and_its_log_says_so(log: Log) -> None:
    assert log.aisha.reference is not None
    shown = access_bundles.view(log.session, log.aisha.reference, Compartment.DAILY)
    items = tuple(AccessItem(one.found.record, given=True, section=one.found.section) for one in shown.items)
    bundle = access_bundles.keep(log.session, shown, AccessForm(items))[0]
    said = log.words(AccessBundlePaper(bundle))
    # a form and a case are items of their own, decided on by a person
    hung = ("10:21", "Mrs Tarrant", "fulmar", "gannet", "plover", "@sandpiper")
    assert [one for one in OF_BEN if one in said and one not in hung] == []
    assert OF_OTHERS in said and "merlin" in said
    assert "Safety plan for" not in said.partition("2026-0001. Incident record")[0], (
        "no title tells of a plan"
    )
    assert OF_OTHERS in log.words(AccessLogPaper(bundle))


def test_nor_does_her_own_form_in_the_bundle(log: Log) -> None:
    assert log.aisha.reference is not None
    form = begin(log.session, log.record, MARF, log.aisha)
    shown = access_bundles.view(log.session, log.aisha.reference, Compartment.DAILY)
    kept = {log.record, form}
    items = tuple(
        AccessItem(one.found.record, given=True, section=one.found.section)
        if one.found.record in kept
        else AccessItem(one.found.record, False, ("harm",), "Not hers.", section=one.found.section)
        for one in shown.items
    )
    bundle = access_bundles.keep(log.session, shown, AccessForm(items))[0]
    said = log.words(AccessBundlePaper(bundle))
    assert [one for one in OF_BEN if one in said] == [] and said.count("harrier") >= 2, "record and form"
