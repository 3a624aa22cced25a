"""Time limits of a record and what became of its referrals: the dates of scenarios 2, 4 and 6, and silence."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.documents.content import PageFrame
from safeguard_app.documents.incident_record import IncidentRecord
from safeguard_app.domain.clock_acts import ActOnClock, ClockAct, Wait
from safeguard_app.domain.entries import (
    Decision,
    DecisionKind,
    Note,
    NoteKind,
    Outcome,
    Telling,
    TellingState,
    Whom,
)
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.incidents import Danger
from safeguard_app.domain.moments import Moment, not_known
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.records import RecordKind
from safeguard_app.domain.referral_steps import LEVELS, ReferralStep, StepTaken
from safeguard_app.services import entries, incidents, referral_life
from safeguard_app.services.due import DueItem, due_items
from safeguard_app.services.due_limits import DueSource
from safeguard_app.services.incident_lists import all_lines
from safeguard_app.services.paper_incident import incident_content
from safeguard_app.services.record_clocks import ClockView, RecordClocks, clocks_on
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusMeaning
from safeguard_app.vault import reading
from tests.services.conftest import SCHOOL, MadeSchool, log_incident, moment

MakeSchool = Callable[..., MadeSchool]
SAFE = "Seen each morning by her form tutor."


class Log:
    """A school at a moment, and one record in it."""

    def __init__(
        self, school: MadeSchool, now: str, category: str, *, told: str, adult: bool = False
    ) -> None:
        self.school = school
        self.session: Session = school.sign_in()
        school.clock.set(now)
        people = [(PersonRef(None, "Freya Lund"), "target")]
        if adult:
            people.append((PersonRef(None, "Joel Merrin"), "adult_of_concern"))
        self.record: Reference = log_incident(self.session, category, *people, told=moment(told))

    def at(self, now: str) -> "Log":
        self.school.clock.set(now)
        return self

    def step(self, taken: StepTaken, at: str, agency: str, referral: str = "", **more: object) -> str:
        step = replace(ReferralStep(referral, agency, taken, moment(at)), **more)  # type: ignore[arg-type]
        entries.add_step(self.session, self.record, step)
        return self.lives()[-1].referral

    def say(self, act: ClockAct) -> RecordId:
        entries.add_clock_act(self.session, self.record, act)
        connection = self.session.vault.compartment(self.record.compartment).connection
        return reading.about(connection, self.record, (RecordKind.CLOCK_ACT,))[-1].reference.id

    def _entries(self) -> list[object]:
        connection = self.session.vault.compartment(self.record.compartment).connection
        found = reading.about(connection, self.record)
        return [one for one in found if getattr(one.content, "withdrawn", None) is None]

    def lives(self) -> tuple[referral_life.LifeView, ...]:
        return referral_life.lives(self.session, self._entries())  # type: ignore[arg-type]

    def printed(self) -> IncidentRecord:
        """What the incident record says on paper."""
        stored = incidents.current(self.session, self.record)
        return incident_content(self.session, stored, self._entries(), PageFrame("School"))  # type: ignore[arg-type]

    def clocks(self) -> RecordClocks:
        incident = incidents.current(self.session, self.record).content
        return clocks_on(self.session, self.record, incident, self._entries())  # type: ignore[arg-type]

    def clock(self, name: str) -> ClockView:
        return next(one for one in self.clocks().clocks if one.clock == name)

    def today(self, *sources: DueSource) -> list[DueItem]:
        line = dict(all_lines(self.session))[self.record]
        return [one for one in due_items(self.session, self.record, line) if one.source in sources]


def fact(view: ClockView, label: str) -> str:
    return dict(view.facts)[label]


def test_scenario_2_a_voicemail_on_friday_meets_the_clock_that_began_at_1550(make_school: MakeSchool) -> None:
    log = Log(make_school(), "2026-10-16 16:00", "SPC", told="2026-10-16 15:50", adult=True)
    view = log.clock("lado")
    assert fact(view, "Began") == "Fri 16 Oct 2026, 15:50, when it came to the school’s attention"
    assert (fact(view, "Counted"), fact(view, "Due")) == ("One working day", "the end of Mon 19 Oct 2026")
    assert view.status.words == "Due by the end of Mon 19 Oct 2026"
    log.at("2026-10-16 16:40")
    thread = log.step(StepTaken.LEFT_MESSAGE, "2026-10-16 16:35", "allegations")
    log.at("2026-10-19 09:15").step(StepTaken.SENT, "2026-10-19 09:10", "allegations", thread, how="E-mail")
    met = log.clock("lado")
    assert (met.status.meaning, met.status.words) == (StatusMeaning.DONE, "Met: Fri 16 Oct 2026, 16:35")
    assert (met.met_in, fact(met, "Met by")) == ("life", "A step of its referral")
    assert not [one for one in log.today(DueSource.CLOCK) if one.noted is NoteKind.LADO_CONTACT]
    assert fact(log.clock("lado-reply"), "Due") == "the end of Tue 20 Oct 2026"
    log.at("2026-10-19 11:05").step(StepTaken.ACKNOWLEDGED, "2026-10-19 11:00", "allegations", thread)
    assert log.clock("lado-reply").status.meaning is StatusMeaning.DONE


def test_scenario_4_a_call_is_confirmed_in_writing_within_24_hours(make_school: MakeSchool) -> None:
    log = Log(make_school(), "2026-10-05 10:25", "CB", told="2026-10-05 09:05")
    thread = log.step(StepTaken.PHONED, "2026-10-05 10:20", "front_door", about="Aisha K")
    view = log.clock("front-door-written")
    assert fact(view, "Due") == view.due == "Tue 6 Oct 2026, 10:20"
    assert [one.referral for one in log.today(DueSource.CLOCK) if one.referral] == [thread]
    log.at("2026-10-05 16:05").step(StepTaken.SENT, "2026-10-05 16:00", "front_door", thread)
    assert log.clock("front-door-written").status.words == "Met: Mon 5 Oct 2026, 16:00"
    assert len(log.lives()) == 1
    other = log.step(StepTaken.PHONED, "2026-10-05 16:05", "front_door", about="Ben T")
    assert other != thread
    assert [life.about for life in log.lives()] == ["Aisha K", "Ben T"]


def test_a_form_that_is_sent_too_late_is_told_as_met_late(make_school: MakeSchool) -> None:
    log = Log(make_school(), "2026-10-05 10:25", "CB", told="2026-10-05 09:05")
    thread = log.step(StepTaken.PHONED, "2026-10-05 10:20", "front_door")
    log.at("2026-10-06 10:21")
    assert log.clock("front-door-written").status.meaning is StatusMeaning.LATE
    log.step(StepTaken.SENT, "2026-10-06 10:21", "front_door", thread)
    assert log.clock("front-door-written").status.words == "Met late: Tue 6 Oct 2026, 10:21"


@pytest.mark.parametrize(
    ("nation", "quiet", "chased"),
    [
        (Nation.ENGLAND, "2026-10-06 23:59", "2026-10-07 00:00"),
        (Nation.WALES, "2026-10-06 23:59", "2026-10-07 00:00"),
        (Nation.NORTHERN_IRELAND, "2026-10-06 23:59", "2026-10-07 00:00"),
        (Nation.SCOTLAND, "2026-10-15 23:59", "2026-10-16 00:00"),
    ],
)
def test_silence_raises_a_chase_which_begins_it_afresh_until_they_decide(
    make_school: MakeSchool, nation: Nation, quiet: str, chased: str
) -> None:
    school = make_school(replace(SCHOOL, nation=nation))
    log = Log(school, "2026-10-05 16:05", "CB", told="2026-10-05 09:05")
    thread = log.step(StepTaken.SENT, "2026-10-05 16:00", "front_door")
    (item,) = log.at(quiet).today(DueSource.CHASE)
    assert (item.meaning, item.how_late) == (StatusMeaning.DUE, "end of day")
    (item,) = log.at(chased).today(DueSource.CHASE)
    assert (item.meaning, item.referral) == (StatusMeaning.DUE, thread)
    assert "late" in item.how_late
    log.step(StepTaken.CHASED, chased, "front_door", thread, text="Being allocated.")
    (item,) = log.today(DueSource.CHASE)
    assert item.meaning is StatusMeaning.NOTE
    log.step(StepTaken.DECLINED, chased, "front_door", thread, text="Early help instead.")
    assert log.today(DueSource.CHASE) == []


def test_what_is_declined_can_be_challenged_level_by_level(make_school: MakeSchool) -> None:
    log = Log(make_school(), "2026-10-05 16:05", "CB", told="2026-10-05 09:05")
    thread = log.step(StepTaken.SENT, "2026-10-05 16:00", "front_door")
    offered = [taken for taken, _ in referral_life.step_choices("front_door", log.lives()[0])]
    assert StepTaken.ESCALATED not in offered
    assert StepTaken.THRESHOLD_AGREED not in offered
    log.at("2026-10-06 09:00").step(StepTaken.DECLINED, "2026-10-06 08:55", "front_door", thread, text="No.")
    (life,) = log.lives()
    assert (life.proposed, life.next_level) == (StepTaken.ESCALATED, 1)
    with pytest.raises(RuleViolation) as caught:
        log.step(StepTaken.ESCALATED, "2026-10-06 08:58", "front_door", thread, level=9)
    assert set(caught.value.fields) == {"level", "text", "meanwhile"}
    said = {"text": "We disagree.", "meanwhile": SAFE}
    log.step(StepTaken.ESCALATED, "2026-10-06 08:58", "front_door", thread, level=1, **said)
    (life,) = log.lives()
    assert life.next_level == 2
    assert life.steps[-1].title == "Challenged their decision. Level 1: worker to worker"
    kept = f"What protects the child meanwhile: {SAFE}"
    assert kept in life.steps[-1].lines
    assert kept in log.printed().steps[-1].text
    with pytest.raises(RuleViolation) as again:
        log.step(StepTaken.ESCALATED, "2026-10-06 08:59", "front_door", thread, level=2, text="Still.")
    assert set(again.value.fields) == {"meanwhile"}, "asked at each level anew"


def test_the_threshold_agreed_on_the_telephone_begins_the_forms_clock(make_school: MakeSchool) -> None:
    log = Log(make_school(), "2026-10-16 17:00", "SPC", told="2026-10-16 15:50", adult=True)
    thread = log.step(StepTaken.PHONED, "2026-10-16 16:35", "allegations")
    log.step(StepTaken.THRESHOLD_AGREED, "2026-10-16 16:45", "allegations", thread)
    assert fact(log.clock("lado-form"), "Due") == "Sat 17 Oct 2026, 16:45"


def test_scenario_6_a_request_waits_for_proof_and_is_due_after_new_year(make_school: MakeSchool) -> None:
    school = make_school(replace(SCHOOL, nation=Nation.NORTHERN_IRELAND))
    log = Log(school, "2026-11-23 12:00", "CB", told="2026-11-18 09:20")
    run = log.say(
        ClockAct("subject-access", ActOnClock.STARTED, moment("2026-11-23 11:00"), text="By letter")
    )
    view = log.clock("subject-access")
    assert (fact(view, "Due"), view.may_pause) == ("the end of Wed 23 Dec 2026", True)
    log.at("2026-11-24 10:00")
    pause = log.say(
        ClockAct(
            "subject-access",
            ActOnClock.PAUSED,
            moment("2026-11-24 09:00"),
            run,
            "Asked for a passport.",
            wait=Wait.PROOF,
        )
    )
    assert log.clock("subject-access").status.words == "Waits"
    log.at("2026-12-01 10:00")
    entries.end_pause(log.session, log.record, pause, moment("2026-12-01 09:30"))
    view = log.clock("subject-access")
    assert fact(view, "Due") == "the end of Mon 4 Jan 2027"
    assert view.status.meaning is StatusMeaning.NOTE
    with pytest.raises(RuleViolation):
        entries.end_pause(log.session, log.record, pause, moment("2026-12-01 09:31"))
    log.say(ClockAct("subject-access", ActOnClock.LONGER, moment("2026-12-01 09:40"), run, "Complex."))
    view = log.clock("subject-access")
    assert (fact(view, "Due"), fact(view, "Counted")) == ("the end of Mon 1 Mar 2027", "3 calendar months")
    log.say(ClockAct("subject-access", ActOnClock.MET, moment("2026-12-01 09:50"), run, "Posted.", "RM 12"))
    view = log.clock("subject-access")
    assert (view.status.words, view.met_in) == ("Met: Tue 1 Dec 2026, 09:50", "limits")
    assert "Reference: RM 12" in view.said[-1].words


def test_what_a_person_began_is_on_today_until_a_person_says_that_it_is_done(make_school: MakeSchool) -> None:
    log = Log(make_school(), "2026-10-05 12:00", "CB", told="2026-10-05 09:05")
    run = log.say(ClockAct("breach-report", ActOnClock.STARTED, moment("2026-10-05 11:00")))
    (item,) = log.at("2026-10-08 11:01").today(DueSource.CLOCK)[-1:]
    assert (item.meaning, item.by.isoformat()[:16]) == (StatusMeaning.LATE, "2026-10-08T11:00")
    done = log.say(
        ClockAct("breach-report", ActOnClock.MET, moment("2026-10-08 10:00"), run, "Told by telephone.")
    )
    assert log.clock("breach-report").status.meaning is StatusMeaning.DONE
    entries.withdraw(log.session, log.record, done, "The wrong record")
    assert log.clock("breach-report").status.meaning is StatusMeaning.LATE
    entries.close(log.session, log.record, Outcome.RESOLVED, "Over")
    assert log.clock("breach-report").status.words == "Stopped: the record is closed"


def test_a_date_that_nobody_counts_is_set_by_a_person(make_school: MakeSchool) -> None:
    log = Log(make_school(), "2026-09-17 12:00", "CB", told="2026-09-16 09:05")
    act = ClockAct("ban-representations", ActOnClock.STARTED, moment("2026-09-17 11:00"))
    with pytest.raises(RuleViolation) as caught:
        log.say(act)
    assert set(caught.value.fields) == {"due"}
    log.say(replace(act, due=moment("2026-09-24 00:00").start.date()))  # type: ignore[union-attr]
    assert fact(log.clock("ban-representations"), "Due") == "the end of Thu 24 Sep 2026"


def test_a_report_to_a_platform_is_chased_after_48_hours_until_its_answer_is_noted(
    make_school: MakeSchool,
) -> None:
    log = Log(make_school(), "2026-10-05 11:00", "CB", told="2026-10-05 09:05")
    entries.add_note(
        log.session, log.record, Note(NoteKind.PLATFORM_REPORT, moment("2026-10-05 10:50"), "Reported.")
    )
    (item,) = log.at("2026-10-07 10:51").today(DueSource.PLATFORM)
    assert (item.meaning, item.how_late) == (StatusMeaning.DUE, "since 10:50")
    answered = Note(NoteKind.PLATFORM_REPORT, moment("2026-10-07 10:51"), "Chased.", advised="Gone.")
    entries.add_note(log.session, log.record, answered)
    assert log.today(DueSource.PLATFORM) == []


@pytest.mark.parametrize(
    ("act", "field"),
    [
        (ClockAct("nonsense", ActOnClock.STARTED, moment("2026-10-05 11:00")), "clock"),
        (ClockAct("wales-report", ActOnClock.MET, moment("2026-10-05 11:00"), text="x"), "clock"),
        (ClockAct("breach-report", ActOnClock.STARTED, not_known()), "at"),
        (ClockAct("breach-report", ActOnClock.MET, moment("2026-10-05 11:00")), "text"),
        (ClockAct("breach-report", ActOnClock.STARTED, moment("2027-10-05 11:00")), "at"),
        (
            ClockAct(
                "breach-report", ActOnClock.PAUSED, moment("2026-10-05 11:00"), text="x", wait=Wait.PROOF
            ),
            "wait",
        ),
        (ClockAct("breach-report", ActOnClock.LONGER, moment("2026-10-05 11:00"), text="x"), "text"),
    ],
)
def test_what_does_not_fit_a_clock_is_named(make_school: MakeSchool, act: ClockAct, field: str) -> None:
    log = Log(make_school(), "2026-10-05 12:00", "CB", told="2026-10-05 09:05")
    with pytest.raises(RuleViolation) as caught:
        log.say(act)
    assert field in caught.value.fields


def test_a_step_without_a_time_or_an_agency_is_refused(make_school: MakeSchool) -> None:
    log = Log(make_school(), "2026-10-05 12:00", "CB", told="2026-10-05 09:05")
    unknown: Moment = not_known()
    with pytest.raises(RuleViolation) as caught:
        entries.add_step(log.session, log.record, ReferralStep("", "nobody", StepTaken.SENT, unknown))
    assert set(caught.value.fields) == {"agency", "at"}
    assert log.lives() == ()


def test_steps_and_limits_stand_on_the_printed_record(make_school: MakeSchool) -> None:
    log = Log(make_school(), "2026-10-05 10:25", "CB", told="2026-10-05 09:05")
    log.step(StepTaken.PHONED, "2026-10-05 10:20", "front_door", about="Aisha K", with_whom="Ms Hale")
    stored = incidents.current(log.session, log.record)
    connection = log.session.vault.compartment(log.record.compartment).connection
    made = incident_content(
        log.session, stored, reading.about(connection, log.record), PageFrame("Larchmere School")
    )
    (step,) = made.steps
    assert (step.when, step.text) == ("Mon 5 Oct 2026, 10:20", "Rang, and spoke to somebody. With Ms Hale.")
    assert "about Aisha K" in step.kind
    limit = next(one for one in made.limits if one.kind == "A referral was made by telephone.")
    assert (limit.text, limit.by) == ("24 hours", "Due by 10:20 on Tue 6 Oct 2026")


def test_those_that_run_stand_before_those_that_are_met(make_school: MakeSchool) -> None:
    log = Log(make_school(), "2026-10-16 17:00", "SPC", told="2026-10-16 15:50", adult=True)
    log.step(StepTaken.LEFT_MESSAGE, "2026-10-16 16:35", "allegations")
    log.at("2026-10-20 09:00")
    order = [StatusMeaning.LATE, StatusMeaning.DUE, StatusMeaning.NOTE, StatusMeaning.DONE]
    ranks = [order.index(view.status.meaning) for view in log.clocks().clocks]
    assert ranks == sorted(ranks) and 3 in ranks and len(set(ranks)) > 1


def test_what_is_to_be_done_at_once_is_shown_where_somebody_is_in_danger_alone(
    make_school: MakeSchool,
) -> None:
    log = Log(make_school(), "2026-10-05 12:00", "CB", told="2026-10-05 09:05")
    assert not any(view.may_meet for view in log.clocks().clocks)
    incident = incidents.current(log.session, log.record).content
    entries_now = log._entries()
    danger = replace(incident, danger=Danger.YES)
    shown = clocks_on(log.session, log.record, danger, entries_now).clocks  # type: ignore[arg-type]
    assert any(view.may_meet for view in shown)


def test_a_limit_is_made_longer_once_and_said_of_one_run_alone(make_school: MakeSchool) -> None:
    log = Log(make_school(), "2026-11-23 12:00", "CB", told="2026-11-18 09:20")
    started = ClockAct("subject-access", ActOnClock.STARTED, moment("2026-11-23 11:00"), text="By letter")
    first, second = log.say(started), log.say(replace(started, at=moment("2026-11-23 11:30")))
    log.say(ClockAct("subject-access", ActOnClock.LONGER, moment("2026-11-23 11:40"), first, "Complex."))
    views = {view.run: view for view in log.clocks().clocks if view.clock == "subject-access"}
    assert (views[first].may_lengthen, views[second].may_lengthen) == (False, True)
    assert fact(views[second], "Due") != fact(views[first], "Due")
    assert views[first].referral == "", "what a person began is no referral"
    log.say(ClockAct("subject-access", ActOnClock.MET, moment("2026-11-23 11:50"), second, "Posted."))
    views = {view.run: view for view in log.clocks().clocks if view.clock == "subject-access"}
    assert views[first].status.meaning is not StatusMeaning.DONE
    assert views[second].status.meaning is StatusMeaning.DONE
    assert len(views[first].said) == 2 and len(views[second].said) == 2
    entries.close(log.session, log.record, Outcome.RESOLVED, "Over")
    views = {view.run: view for view in log.clocks().clocks if view.clock == "subject-access"}
    assert not (views[first].may_meet or views[first].may_pause or views[first].may_lengthen)


def test_a_pause_ends_after_it_began_and_says_when_it_came(make_school: MakeSchool) -> None:
    log = Log(make_school(), "2026-11-25 12:00", "CB", told="2026-11-18 09:20")
    run = log.say(ClockAct("subject-access", ActOnClock.STARTED, moment("2026-11-23 11:00")))
    pause = ClockAct(
        "subject-access", ActOnClock.PAUSED, moment("2026-11-24 09:00"), run, "Asked.", wait=Wait.PROOF
    )
    for until in (moment("2026-11-24 08:59"), not_known()):
        with pytest.raises(RuleViolation) as caught:
            log.say(replace(pause, until=until))
        assert "until" in caught.value.fields
    log.say(replace(pause, act=ActOnClock.MET))
    said = log.clock("subject-access").said
    assert len(said) == 2 and not any(one.open for one in said)


def test_what_was_said_of_a_referral_is_told_by_its_day_and_needs_words(make_school: MakeSchool) -> None:
    log = Log(make_school(), "2026-10-07 09:00", "CB", told="2026-10-05 09:05")
    thread = log.step(StepTaken.SENT, "2026-10-05 16:00", "front_door")
    with pytest.raises(RuleViolation) as caught:
        log.step(StepTaken.DECLINED, "2026-10-06 08:55", "front_door", thread)
    assert set(caught.value.fields) == {"text"}
    log.step(StepTaken.PHONED, "2026-10-05 15:00", "front_door", thread, level=3)
    (life,) = log.lives()
    assert [one.taken for one in life.contents] == [StepTaken.PHONED, StepTaken.SENT]
    assert [one.level for one in life.contents] == [0, 0], "a level belongs to a challenge alone"
    assert life.proposed is StepTaken.ACKNOWLEDGED


def test_the_next_step_goes_from_calling_to_writing_and_levels_end_at_the_highest(
    make_school: MakeSchool,
) -> None:
    log = Log(make_school(), "2026-10-07 09:00", "CB", told="2026-10-05 09:05")
    thread = log.step(StepTaken.PHONED, "2026-10-05 10:00", "front_door")
    assert log.lives()[0].proposed is StepTaken.SENT
    log.step(StepTaken.SENT, "2026-10-05 11:00", "front_door", thread)
    log.step(StepTaken.DECLINED, "2026-10-05 12:00", "front_door", thread, text="No.")
    said = {"text": "We disagree.", "meanwhile": SAFE}
    log.step(StepTaken.ESCALATED, "2026-10-05 13:00", "front_door", thread, level=LEVELS, **said)
    (life,) = log.lives()
    assert (life.next_level, life.proposed) == (LEVELS, StepTaken.ACKNOWLEDGED)
    offered = [taken for taken, _ in referral_life.step_choices("allegations", life)]
    assert {StepTaken.THRESHOLD_AGREED, StepTaken.ESCALATED} <= set(offered)


def test_only_the_decision_after_a_referral_was_chased_meets_its_limit(make_school: MakeSchool) -> None:
    log = Log(make_school(), "2026-10-05 16:05", "CB", told="2026-10-05 09:05")
    first = log.step(StepTaken.SENT, "2026-10-05 10:00", "front_door", about="Aisha K")
    other = log.step(StepTaken.PHONED, "2026-10-05 15:00", "front_door", about="Ben T")
    views = [one for one in log.clocks().clocks if one.clock == "front-door-written"]
    assert [one.run for one in views] == [other]
    assert views[0].referral == other and views[0].status.meaning is not StatusMeaning.DONE
    assert first != other


def test_the_earliest_that_counts_meets_a_limit_and_nothing_of_another_agency(
    make_school: MakeSchool,
) -> None:
    log = Log(make_school(), "2026-10-16 17:00", "SPC", told="2026-10-16 15:50", adult=True)
    log.step(StepTaken.PHONED, "2026-10-16 16:00", "front_door")
    log.step(StepTaken.PHONED, "2026-10-16 16:35", "allegations")
    log.step(StepTaken.PHONED, "2026-10-16 16:40", "allegations")
    assert log.clock("lado").status.words == "Met: Fri 16 Oct 2026, 16:35"
    held = Telling(
        Whom.HEAD, "Mrs Denning", TellingState.HELD, moment("2026-10-16 16:05"), advised_by="Ms Hale"
    )
    entries.add_telling(log.session, log.record, replace(held, until=date(2026, 10, 19)))
    assert log.clock("head-told").status.words == "Held on advice: never late while it is"
    for at in ("2026-10-16 16:50", "2026-10-16 16:45"):
        told = Telling(Whom.HEAD, "Mrs Denning", TellingState.TOLD, moment(at))
        entries.add_telling(log.session, log.record, told)
    met = log.clock("head-told")
    assert met.met_in == "told" and met.status.words.endswith("Fri 16 Oct 2026, 16:45")


def test_writing_about_one_referral_meets_no_limit_of_another(make_school: MakeSchool) -> None:
    log = Log(make_school(), "2026-10-05 16:05", "CB", told="2026-10-05 09:05")
    log.step(StepTaken.SENT, "2026-10-05 10:00", "front_door", about="Aisha K")
    other = log.step(StepTaken.PHONED, "2026-10-05 15:00", "front_door", about="Ben T")
    log.step(StepTaken.SENT, "2026-10-05 16:00", "front_door", other)
    assert log.clock("front-door-written").status.words == "Met: Mon 5 Oct 2026, 16:00"
    log.at("2026-10-30 09:00")
    late = log.clock("authority-decision").status
    assert late.meaning is StatusMeaning.DUE and late.words.startswith("Was expected"), "an aim is never late"


def test_a_decision_not_to_refer_stops_the_limit_and_is_told(make_school: MakeSchool) -> None:
    log = Log(make_school(), "2026-10-16 17:00", "SPC", told="2026-10-16 15:50", adult=True)
    at = moment("2026-10-16 16:30")
    low = Decision(DecisionKind.LOW_LEVEL_CONCERN, "Below.", "Nothing hidden.", "Mrs Carol Denning", at)
    entries.add_decision(log.session, log.record, low)
    assert log.clock("lado").status.words == "Not to be referred, as decided"


def test_only_what_no_record_begins_by_itself_can_be_begun_by_hand(make_school: MakeSchool) -> None:
    log = Log(make_school(), "2026-10-05 16:05", "CB", told="2026-10-05 09:05")
    offered = {one.clock for one in log.clocks().startable}
    assert {"subject-access", "breach-report", "ban-review"} <= offered
    assert not offered & {
        "allegation-three-months",
        "danger",
        "head-told",
        "lado",
        "front-door-written",
        "wales-report",
    }


def test_in_wales_a_practitioner_concern_counts_the_24_hours_and_says_so(make_school: MakeSchool) -> None:
    """Section 5 says "24 hours (next working day)" (domain.md W3): what is counted is never the later of the two."""
    school = make_school(replace(SCHOOL, nation=Nation.WALES))
    log = Log(school, "2026-10-16 16:00", "SPC", told="2026-10-16 15:50", adult=True)
    view = log.clock("wales-allegation")
    assert (fact(view, "Counted"), fact(view, "Due")) == ("24 hours", "Sat 17 Oct 2026, 15:50")
    assert fact(view, "Rule") == (
        "Wales Safeguarding Procedures, Section 5: at most 24 hours (next working day). "
        "Counted are the 24 hours, which are out no later than the next working day"
    )
    clock = log.session.catalogue.clocks["wales-allegation"]
    assert "within 24 hours," in clock.text and "working day" not in clock.text
