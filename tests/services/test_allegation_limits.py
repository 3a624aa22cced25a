"""Limits that the allegation file and its referral begin: the outcome in writing, three months and twelve."""

from dataclasses import replace

import pytest

from safeguard_app.domain.allegations import (
    AllegationOutcome,
    AllegationTerm,
    Findings,
    Investigation,
    InvestigationOutcome,
    InvestigationState,
    Part,
)
from safeguard_app.domain.clock_acts import ActOnClock, ClockAct
from safeguard_app.domain.entries import Decision, DecisionKind, Telling, TellingState, Whom
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.moments import Moment, not_known
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.referral_steps import ReferralStep, StepTaken
from safeguard_app.services import allegations, entries, incidents
from safeguard_app.services.due import DueItem, due_items
from safeguard_app.services.incident_lists import all_lines
from safeguard_app.services.record_clocks import ClockView, RecordClocks, clocks_on
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusMeaning
from safeguard_app.vault import reading
from tests.services.conftest import MadeSchool, log_incident, moment

JOEL = PersonRef(None, "Joel Larkspur", "Teaching assistant")
PIA = PersonRef(None, "Pia Heron", "Cook")
AT = moment("2026-10-05 11:00")
BELOW = Investigation(
    InvestigationState.BELOW_THRESHOLD,
    (),
    "",
    not_known(),
    investigator="Mrs Carol Denning",
    scope="One lift home.",
    since=AT,
)
FOUND = Findings(
    "The log.", "He drove her home once.", InvestigationOutcome.BREACH, "Words.", moment("2026-10-09 15:00")
)
LOW = Decision(DecisionKind.LOW_LEVEL_CONCERN, "Below.", "Nothing hidden.", "Mrs Carol Denning", AT)
MET = replace(LOW, kind=DecisionKind.HARM_THRESHOLD_MET)


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    made_school.clock.set("2026-10-05 12:00")
    return made_school.sign_in()


def give(session: Session, record: Reference, adult: PersonRef, part: Part) -> None:
    found = allegations.files_of(session, record, asked=True).files
    version = next(one.version for one in found if one.adult.name == adult.name)
    allegations.give(session, record, adult, part, replacing=version)


def clocks(session: Session, record: Reference) -> RecordClocks:
    part = session.vault.compartment(record.compartment)
    content = incidents.current(session, record).content
    return clocks_on(session, record, content, reading.about(part.connection, record))


def of(session: Session, record: Reference, clock: str) -> list[ClockView]:
    return [one for one in clocks(session, record).clocks if one.clock == clock]


def due(session: Session, record: Reference, words: str) -> list[DueItem]:
    line = dict(all_lines(session))[record]
    return [one for one in due_items(session, record, line) if words in one.text]


def telling(name: str, at: Moment, state: TellingState = TellingState.TOLD) -> Telling:
    if state is TellingState.TOLD:
        return Telling(Whom.ADULT, name, state, at, "Mrs Carol Denning", "Letter", what="The outcome.")
    return Telling(Whom.ADULT, name, state, at, ground="enquiry", advised_by="PC Hart")


def investigated(made_school: MadeSchool, session: Session, *adults: PersonRef) -> Reference:
    record = log_incident(session, "COND", *((one, "adult_of_concern") for one in adults))
    made_school.clock.set("2026-10-12 09:00")
    entries.add_decision(session, record, LOW)
    for one in adults:
        give(session, record, one, BELOW)
    assert not of(session, record, "outcome-letter") and not due(session, record, "told the outcome")
    give(session, record, JOEL, FOUND)
    return record


def test_the_end_of_an_investigation_starts_outcome_letter_and_telling_the_adult_meets_it(
    made_school: MadeSchool, session: Session
) -> None:
    record = investigated(made_school, session, JOEL)
    (limit,) = of(session, record, "outcome-letter")
    assert dict(limit.facts)["Began"] == "Fri 9 Oct 2026, 15:00, when the investigation ended"
    assert dict(limit.facts)["Due"] == "the end of Fri 16 Oct 2026"
    assert limit.may_meet
    (item,) = due(session, record, "told the outcome in writing")
    assert item.whom is Whom.ADULT and item.by.date().isoformat() == "2026-10-16"
    entries.add_telling(session, record, telling(JOEL.name, moment("2026-10-06 09:00")))
    assert due(session, record, "told the outcome"), "what he was told before it ended was not its outcome"
    made_school.clock.set("2026-10-19 09:00")
    (late,) = due(session, record, "told the outcome")
    assert late.meaning is StatusMeaning.DUE, "an aim is never late"
    entries.add_telling(session, record, telling(JOEL.name, moment("2026-10-14 16:00")))
    (limit,) = of(session, record, "outcome-letter")
    assert (limit.status.words, limit.met_in) == ("Met: Wed 14 Oct 2026, 16:00", "told")
    assert not due(session, record, "told the outcome")
    assert "outcome-letter" not in {one.clock for one in clocks(session, record).startable}


def test_a_persons_word_meets_outcome_letter_for_the_one_adult_it_is_said_of(
    made_school: MadeSchool, session: Session
) -> None:
    record = investigated(made_school, session, JOEL, PIA)
    give(session, record, PIA, FOUND)
    entries.add_telling(session, record, telling(PIA.name, moment("2026-10-12 08:30")))
    assert len(due(session, record, "told the outcome")) == 1
    (joel,) = [one for one in of(session, record, "outcome-letter") if one.may_meet]
    word = ClockAct("outcome-letter", ActOnClock.MET, moment("2026-10-12 08:40"), joel.run, "By post.")
    entries.add_clock_act(session, record, word)
    assert not due(session, record, "told the outcome")
    assert all(one.status.meaning is StatusMeaning.DONE for one in of(session, record, "outcome-letter"))


def test_what_another_body_took_over_is_not_the_schools_to_tell(
    made_school: MadeSchool, session: Session
) -> None:
    record = investigated(made_school, session, JOEL)
    give(session, record, JOEL, replace(FOUND, outcome=InvestigationOutcome.STOPPED))
    assert not of(session, record, "outcome-letter") and not due(session, record, "told the outcome")


def test_telling_him_the_outcome_may_be_held(made_school: MadeSchool, session: Session) -> None:
    record = investigated(made_school, session, JOEL)
    entries.add_telling(session, record, telling(JOEL.name, not_known(), TellingState.HELD))
    assert not due(session, record, "told the outcome in writing")


MANAGED = ("allegation-three-months", "allegation-twelve-months")


def test_a_decision_on_the_threshold_starts_allegation_three_months_and_allegation_twelve_months(
    made_school: MadeSchool, session: Session
) -> None:
    came = moment("2026-10-02 10:00")
    record = log_incident(session, "COND", (JOEL, "adult_of_concern"), (PIA, "adult_of_concern"), told=came)
    assert not [one for name in MANAGED for one in of(session, record, name)]
    entries.add_decision(session, record, MET)
    due_on = [dict(one.facts)["Due"] for name in MANAGED for one in of(session, record, name)]
    assert due_on == ["the end of Mon 4 Jan 2027", "the end of Mon 4 Oct 2027"]
    assert len(due(session, record, "expected to be finished")) == 2
    assert not set(MANAGED) & {one.clock for one in clocks(session, record).startable}
    ended = AllegationOutcome(AllegationTerm.UNFOUNDED, "Misread.", "Mrs Carol Denning", AT)
    give(session, record, JOEL, ended)
    assert len(due(session, record, "expected to be finished")) == 2, "the other adult waits for theirs"
    give(session, record, PIA, replace(ended, at=moment("2026-10-05 11:30")))
    for name in MANAGED:
        (limit,) = of(session, record, name)
        assert (limit.status.words, limit.met_in) == ("Met: Mon 5 Oct 2026, 11:30", "allegation")
    assert not due(session, record, "expected to be finished")


def test_a_referral_that_was_sent_starts_them_and_a_decision_that_there_is_no_allegation_stops_them(
    made_school: MadeSchool, session: Session
) -> None:
    record = log_incident(session, "COND", (JOEL, "adult_of_concern"))
    entries.add_step(session, record, ReferralStep("", "allegations", StepTaken.PHONED, AT))
    assert not due(session, record, "expected to be finished"), "a call for advice is no referral"
    entries.add_step(session, record, ReferralStep("", "allegations", StepTaken.SENT, AT, how="E-mail"))
    assert len(due(session, record, "expected to be finished")) == 2
    entries.add_decision(session, record, LOW)
    assert not due(session, record, "expected to be finished")


def test_allegation_three_months_that_somebody_began_by_hand_before_stands_alone(
    made_school: MadeSchool, session: Session
) -> None:
    record = log_incident(session, "COND", (JOEL, "adult_of_concern"))
    entries.add_clock_act(session, record, ClockAct("allegation-three-months", ActOnClock.STARTED, AT))
    entries.add_decision(session, record, MET)
    assert len(of(session, record, "allegation-three-months")) == 1
