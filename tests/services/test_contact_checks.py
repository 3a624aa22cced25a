"""The contact check over a real register: verdicts as of their time, kept beside the incident, leaving no trace."""

from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.documents.content import PageFrame
from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.contact_check import ContactQuestion, Direction, VerdictCode, WarningCode
from safeguard_app.domain.declarations import How, StepKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.moments import about
from safeguard_app.domain.people import OfficeKind, PersonRef
from safeguard_app.services import contact_checks, declarations, incidents
from safeguard_app.services.declaration_detail import detail
from safeguard_app.services.declaration_forms import StepInput
from safeguard_app.services.incidents import case_of
from safeguard_app.services.paper_incident import incident_content
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusMeaning
from safeguard_app.vault import reading
from safeguard_app.vault.problems import NoKey
from tests.services.conftest import MadeSchool, adult, at, log_incident, moment, pupil
from tests.services.test_declarations import declared, step


def heads(session: Session) -> dict[Compartment, int]:
    """How far each open chain has come."""
    return {compartment.id: compartment.head.number for compartment in session.vault}


def asked(who: PersonRef, child: PersonRef, began: str = "2026-09-19 19:00") -> ContactQuestion:
    """A public comment on a video."""
    return ContactQuestion(who, child, "tiktok", about(at(began)), direction=Direction.ADULT_TO_PUPIL)


@pytest.fixture
def pikes(made_school: MadeSchool) -> tuple[Session, PersonRef, PersonRef]:
    """Shona Pike and Tyler Pike on the register, Tue 22 September, nothing declared."""
    session = made_school.sign_in()
    aunt = adult(session, "Shona Pike", "Midday supervisor")
    tyler = pupil(session, "Tyler Pike", date(2018, 3, 9))
    made_school.clock.set("2026-09-22 15:24")
    return session, aunt, tyler


def acknowledged(session: Session, clock: MadeSchool, aunt: PersonRef, tyler: PersonRef) -> Reference:
    """Declared 24, discussed 25, acknowledged with conditions 28 September."""
    clock.clock.set("2026-09-24 15:10")
    reference = declared(session, aunt, tyler, "2026-09-24 15:00")
    head = PersonRef(None, "Mrs Carol Denning")
    clock.clock.set("2026-09-28 16:20")
    declarations.add_step(session, reference, step(StepKind.DISCUSSED, "2026-09-25 12:30", head), version=1)
    given = StepInput(
        StepKind.ACKNOWLEDGED_WITH_CONDITIONS,
        moment("2026-09-28 16:00"),
        How.SIGNED_PAPER,
        head,
        OfficeKind.HEADTEACHER,
        conditions=("Family group only", "No public comments"),
    )
    declarations.add_step(session, reference, given, version=2)
    return reference


def test_a_check_leaves_no_trace_in_any_compartment(pikes: tuple[Session, PersonRef, PersonRef]) -> None:
    session, aunt, tyler = pikes
    before = heads(session)

    verdict = contact_checks.check(session, asked(aunt, tyler))
    contact_checks.view(session, verdict)

    assert verdict.code is VerdictCode.NONE_ON_REGISTER
    assert heads(session) == before


def test_a_later_acknowledgement_adds_a_second_verdict_and_leaves_the_first(
    pikes: tuple[Session, PersonRef, PersonRef], made_school: MadeSchool
) -> None:
    session, aunt, tyler = pikes
    incident = log_incident(session, "SPC", (aunt, "adult_of_concern"), (tyler, "child_contacted"))
    first = contact_checks.check(session, asked(aunt, tyler))
    contact_checks.keep(session, incident, first)
    reference = acknowledged(session, made_school, aunt, tyler)
    made_school.clock.set("2026-10-12 15:46")
    second = contact_checks.check(session, asked(aunt, tyler))
    contact_checks.keep(session, incident, second)

    kept = contact_checks.kept(session, incident)

    assert [one.view.code for one in kept] == [
        VerdictCode.NONE_ON_REGISTER,
        VerdictCode.ACKNOWLEDGED_ONLY_LATER,
    ]
    assert kept[0].view.verdict == first
    assert kept[0].line == "First verdict on this contact, Tue 22 Sep 2026, 15:24: none on this register"
    assert kept[1].view.frozen == "Frozen Mon 12 Oct 2026, 15:46, by Miss Jo Abbey"
    assert [entry.entry for entry in kept[1].view.entries] == [
        "Declared",
        "Discussed",
        "Acknowledged, with conditions",
    ]
    missed = [c.sentence for c in kept[1].view.cautions if c.code is WarningCode.NO_SIGNED_SHEET]
    assert missed == [
        "No scan of the signed sheet is kept here. "
        "Look at the paper in the Headteacher’s file before relying on it."
    ]
    relied = detail(session, reference).relied_on
    assert [(one.case, one.status.meaning) for one in relied] == [
        (kept_case(session, incident), StatusMeaning.DUE)
    ]


def test_a_kept_verdict_on_paper_names_its_entries_and_ends_with_the_question(
    pikes: tuple[Session, PersonRef, PersonRef], made_school: MadeSchool
) -> None:
    session, aunt, tyler = pikes
    incident = log_incident(session, "SPC", (aunt, "adult_of_concern"), (tyler, "child_contacted"))
    acknowledged(session, made_school, aunt, tyler)
    made_school.clock.set("2026-10-12 15:46")
    contact_checks.keep(session, incident, contact_checks.check(session, asked(aunt, tyler)))
    stored = incidents.current(session, incident)
    entries = reading.about(session.vault.compartment(incident.compartment).connection, incident)

    (printed,) = incident_content(session, stored, entries, PageFrame("Baylis Lane Primary")).contact_checks

    assert (
        "Rests on: Acknowledged, with conditions, took effect Mon 28 Sep 2026, 16:00, entered Mon 28 Sep"
        in (printed.detail)
    )
    assert printed.detail.endswith("Does anything in the content worry you?")


def kept_case(session: Session, incident: Reference) -> str:
    """The case number of an incident."""
    return case_of(session, incident)


def test_a_verdict_says_what_is_known_and_never_that_it_is_cleared(
    pikes: tuple[Session, PersonRef, PersonRef], made_school: MadeSchool
) -> None:
    session, aunt, tyler = pikes
    acknowledged(session, made_school, aunt, tyler)
    made_school.clock.set("2026-10-12 09:00")

    shown = contact_checks.view(
        session, contact_checks.check(session, asked(aunt, tyler, "2026-10-05 18:00"))
    )

    words = " ".join((shown.title, *shown.sentences, shown.cannot_say, *shown.before_you_decide))
    assert shown.code is VerdictCode.ACKNOWLEDGED_BEFORE
    assert shown.status.meaning is StatusMeaning.DONE
    assert shown.conditions == ("Family group only", "No public comments")
    assert "cleared" not in words.lower()
    assert "genuine" not in words.lower()
    assert shown.closing_question == "Does anything in the content worry you?"
    assert [clause.reference for clause in shown.clauses.lines] == ["004 §6.7", "004 §6.8", "004 §6.9"]
    assert all(clause.words for clause in shown.clauses.lines)
    assert ("Where", "TikTok") in shown.facts


def test_before_you_decide_uses_the_nations_words(pikes: tuple[Session, PersonRef, PersonRef]) -> None:
    session, aunt, tyler = pikes
    shown = contact_checks.view(session, contact_checks.check(session, asked(aunt, tyler)))

    assert any("LADO" in line for line in shown.before_you_decide)
    assert "Do not question Shona Pike first." in shown.before_you_decide


def test_a_kept_verdict_stands_in_the_incidents_own_compartment_alone(
    pikes: tuple[Session, PersonRef, PersonRef], made_school: MadeSchool
) -> None:
    session, aunt, tyler = pikes
    incident = log_incident(session, "SPC", (aunt, "adult_of_concern"), (tyler, "child_contacted"))
    before = heads(session)
    contact_checks.keep(session, incident, contact_checks.check(session, asked(aunt, tyler)))

    after = heads(session)
    assert {where for where in after if after[where] != before[where]} == {Compartment.ADULTS}
    session = made_school.sign_in("deputy")
    with pytest.raises(NoKey):
        contact_checks.kept(session, incident)


def test_scenario_2_no_relationship_is_on_the_register(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    joel = adult(session, "Joel Merrin", "Teaching assistant")
    freya = pupil(session, "Freya Lund", date(2012, 3, 3), "Year 10", "10A")
    made_school.clock.set("2026-10-16 16:00")

    verdict = contact_checks.check(
        session, replace(asked(joel, freya, "2026-10-09 20:00"), platform="instagram")
    )

    assert verdict.code is VerdictCode.NONE_ON_REGISTER
    assert verdict.pupil_age_from == 14
    assert any("paper" in sentence for sentence in verdict.sentences)


def test_a_question_without_names_is_refused_by_field(made_school: MadeSchool) -> None:
    made_school.clock.set("2026-10-12 09:00")
    session = made_school.sign_in()

    with pytest.raises(RuleViolation) as refused:
        contact_checks.check(session, asked(PersonRef(None, " "), PersonRef(None, "")))

    assert set(refused.value.fields) == {"adult", "pupil"}


def test_keeping_is_an_event_on_the_incident(
    pikes: tuple[Session, PersonRef, PersonRef], made_school: MadeSchool
) -> None:
    session, aunt, tyler = pikes
    incident = log_incident(session, "SPC", (aunt, "adult_of_concern"), (tyler, "child_contacted"))
    contact_checks.keep(session, incident, contact_checks.check(session, asked(aunt, tyler)))

    last = reading.events_of(session.vault.compartment(Compartment.ADULTS).connection, incident.id)[-1]
    assert last.event.kind is EventKind.CHECK_KEPT
    assert last.event.facts == {"verdict": "none_on_register"}


def test_two_in_each_others_place_are_sent_back(pikes: tuple[Session, PersonRef, PersonRef]) -> None:
    session, aunt, tyler = pikes
    with pytest.raises(RuleViolation) as refused:
        contact_checks.check(session, asked(tyler, aunt))
    assert refused.value.fields == {
        "adult": "Tyler Pike is on the register as a pupil. Choose the adult here.",
        "pupil": "Shona Pike is on the register as somebody who works here. Choose the pupil here.",
    }
