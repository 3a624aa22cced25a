"""The ladder of scenario 1 through services, with its dates; and what steps, bans, reports and support need."""

from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.domain.bans import Ban
from safeguard_app.domain.entries import Outcome
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.moments import Moment, exactly
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.records import RecordKind
from safeguard_app.domain.responses import (
    BanOutcome,
    BanStanding,
    BanTerms,
    PlatformReport,
    PlatformResult,
    ResponseStep,
    RungKind,
    StepResult,
)
from safeguard_app.domain.support import Support, SupportAnswer
from safeguard_app.services import entries, incidents, platform_reports, responses, support
from safeguard_app.services import today as today_page
from safeguard_app.services.due import DueItem
from safeguard_app.services.due_limits import DueSource
from safeguard_app.services.search import search
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusMeaning
from safeguard_app.vault import reading
from tests.services.conftest import MadeSchool, adult, at, log_incident, pupil

HALLOWAY = PersonRef(None, "Mr Dean Halloway", "Parent or carer")
TERMS = BanTerms(
    start=date(2026, 9, 17),
    end=date(2026, 12, 18),
    events=True,
    reason="You wrote that you know where a teacher parks.",
    collection="Kai is handed over at the gate.",
    representations_until=date(2026, 9, 24),
)


def step(rung: str, kind: RungKind, when: str, **more: object) -> ResponseStep:
    """A step of the ladder for adults who post abuse."""
    made = ResponseStep("adult_author", rung, kind, exactly(at(when)), "Mrs Carol Denning", HALLOWAY.name)
    return replace(made, **more)  # type: ignore[arg-type]


def called(when: str = "2026-09-14 15:40", **more: object) -> ResponseStep:
    """The call of Monday afternoon."""
    return step("phone", RungKind.STEP, when, said="Asked to remove both posts.", **more)


def larkbridge_ladder() -> tuple[ResponseStep, ...]:
    """Every step of scenario 1 on its day, from the call to the review of the ban."""
    report = PlatformReport("facebook", "The post “I know where she parks”")
    confirmed = replace(TERMS, outcome=BanOutcome.CONFIRMED, review_on=date(2026, 11, 27))
    continues = replace(confirmed, outcome=BanOutcome.CONTINUES, review_on=date(2026, 12, 11))
    return (
        called(deadline=exactly(at("2026-09-14 17:00")), result=StepResult.REFUSED),
        step("platform", RungKind.PLATFORM_REPORT, "2026-09-16 08:30", platform=report, reference="FB-77120"),
        step("police", RungKind.STEP, "2026-09-16 09:10", said="Rang 101.", reference="EM-0416"),
        step("ban", RungKind.BAN, "2026-09-17 11:00", ban=TERMS),
        step("representations", RungKind.REPRESENTATIONS, "2026-09-23 09:00", answer="I was upset."),
        step("ban_decision", RungKind.BAN_DECISION, "2026-09-25 14:00", ban=confirmed),
        step("legal", RungKind.STEP, "2026-11-11 14:00", said="A solicitor was asked."),
        step("governors", RungKind.STEP, "2026-11-12 19:00", reference="Minute 7.2"),
        step("ban_review", RungKind.BAN_REVIEW, "2026-11-27 08:45", ban=continues),
    )


@pytest.fixture
def school(made_school: MadeSchool) -> MadeSchool:
    """Monday afternoon."""
    made_school.clock.set("2026-09-14 16:00")
    return made_school


@pytest.fixture
def record(school: MadeSchool) -> tuple[Session, Reference]:
    """Trolling of a teacher, with a child named in a post."""
    session = school.sign_in()
    nandra = adult(session, "Ms Priya Nandra", "Teacher, 5N")
    ella = pupil(session, "Ella Tan", date(2016, 4, 2), "Year 5", "5N")
    made = log_incident(session, "TR", (nandra, "target"), (HALLOWAY, "author"), (ella, "depicted"))
    return session, made


def kept(session: Session, record: Reference, kind: RecordKind = RecordKind.RESPONSE) -> list[RecordId]:
    """The entries of a kind on a record."""
    connection = session.vault.compartment(record.compartment).connection
    return [one.reference.id for one in reading.about(connection, record, (kind,))]


def the_ban(session: Session, record: Reference) -> Ban:
    """The one ban of a record."""
    connection = session.vault.compartment(record.compartment).connection
    (found,) = responses.bans_among(session, reading.about(connection, record))
    return found


def to_do(session: Session) -> list[DueItem]:
    """What Today says is left to do by steps."""
    page = today_page.today(session)
    sources = (DueSource.FOLLOW_UP, DueSource.PLATFORM)
    return [item for item in (*page.before_home, *page.coming) if item.source in sources]


def test_the_whole_ladder_with_its_days(school: MadeSchool, record: tuple[Session, Reference]) -> None:
    session, incident = record
    responses.add_step(
        session,
        incident,
        called(deadline=exactly(at("2026-09-14 17:00")), result=StepResult.REFUSED),
    )
    assert to_do(session) == [], "it was refused, so there is nothing to find out at five"
    school.clock.set("2026-09-16 09:30")
    report = PlatformReport("facebook", "The post “I know where she parks”")
    responses.add_step(
        session,
        incident,
        step("platform", RungKind.PLATFORM_REPORT, "2026-09-16 08:30", platform=report, reference="FB-77120"),
    )
    school.clock.set("2026-09-17 12:00")
    responses.add_step(session, incident, step("ban", RungKind.BAN, "2026-09-17 11:00", ban=TERMS))
    ban = the_ban(session, incident)
    assert ban.standing(date(2026, 9, 17)) is BanStanding.PROVISIONAL
    (in_force,) = responses.bans_in_force(session)
    assert in_force.provisional and in_force.person == HALLOWAY.name

    school.clock.set("2026-09-23 10:00")
    heard = step("representations", RungKind.REPRESENTATIONS, "2026-09-23 09:00", answer="I was upset.")
    responses.add_step(session, incident, heard)
    school.clock.set("2026-09-25 15:00")
    confirmed = replace(TERMS, outcome=BanOutcome.CONFIRMED, review_on=date(2026, 11, 27))
    responses.add_step(
        session, incident, step("ban_decision", RungKind.BAN_DECISION, "2026-09-25 14:00", ban=confirmed)
    )
    assert the_ban(session, incident).standing(date(2026, 9, 25)) is BanStanding.CONFIRMED
    assert not responses.bans_in_force(session)[0].provisional

    school.clock.set("2026-11-27 09:00")
    (review,) = [item for item in to_do(session) if "Review" in item.text]
    assert review.by.date() == date(2026, 11, 27) and "ends Fri 18 Dec 2026" in review.text
    goes_on = replace(confirmed, outcome=BanOutcome.CONTINUES, review_on=date(2026, 12, 11))
    responses.add_step(
        session, incident, step("ban_review", RungKind.BAN_REVIEW, "2026-11-27 08:45", ban=goes_on)
    )
    (review,) = [item for item in to_do(session) if "Review" in item.text]
    assert review.by.date() == date(2026, 12, 11)
    school.clock.set("2026-12-19 09:00")
    assert responses.bans_in_force(session) == (), "it ended the day before"


def test_a_ban_decided_too_soon_stays_provisional(
    school: MadeSchool, record: tuple[Session, Reference]
) -> None:
    session, incident = record
    school.clock.set("2026-09-21 12:00")
    responses.add_step(session, incident, step("ban", RungKind.BAN, "2026-09-17 11:00", ban=TERMS))
    confirmed = replace(TERMS, outcome=BanOutcome.CONFIRMED, review_on=date(2026, 11, 27))
    decided = step("ban_decision", RungKind.BAN_DECISION, "2026-09-21 11:00", ban=confirmed)
    responses.add_step(session, incident, decided)
    ban = the_ban(session, incident)
    assert ban.too_soon and ban.standing(date(2026, 9, 21)) is BanStanding.PROVISIONAL
    school.clock.set("2026-09-25 12:00")
    responses.add_step(session, incident, replace(decided, at=exactly(at("2026-09-25 11:00"))))
    assert the_ban(session, incident).standing(date(2026, 9, 25)) is BanStanding.CONFIRMED


@pytest.mark.parametrize(
    ("kind", "change", "field"),
    [
        (RungKind.BAN_DECISION, {"review_on": date(2026, 12, 18)}, "review_on"),
        (RungKind.BAN_DECISION, {"review_on": None}, "review_on"),
        (RungKind.BAN_DECISION, {"outcome": None}, "outcome"),
        (RungKind.BAN_REVIEW, {"review_on": date(2027, 1, 8)}, "review_on"),
        (RungKind.BAN, {"end": date(2026, 9, 16), "review_on": None}, "end"),
        (RungKind.BAN, {"premises": False, "events": False}, "scope"),
        (RungKind.BAN, {"reason": " "}, "reason"),
        (RungKind.BAN, {"representations_until": date(2026, 9, 10)}, "representations_until"),
    ],
)
def test_what_a_ban_needs_is_said_beside_its_field(
    school: MadeSchool,
    record: tuple[Session, Reference],
    kind: RungKind,
    change: dict[str, object],
    field: str,
) -> None:
    session, incident = record
    school.clock.set("2026-09-25 12:00")
    whole = replace(TERMS, outcome=BanOutcome.CONFIRMED, review_on=date(2026, 11, 27))
    wrong = replace(whole, **change)  # type: ignore[arg-type]
    with pytest.raises(RuleViolation) as refused:
        responses.add_step(session, incident, step(kind.value, kind, "2026-09-17 11:00", ban=wrong))
    assert set(refused.value.fields) == {field}
    assert kept(session, incident) == []


def test_a_platform_is_asked_again_after_48_hours_and_that_is_never_late(
    school: MadeSchool, record: tuple[Session, Reference]
) -> None:
    session, incident = record
    school.clock.set("2026-09-16 09:30")
    report = PlatformReport("facebook", "The post about parking")
    responses.add_step(
        session, incident, step("platform", RungKind.PLATFORM_REPORT, "2026-09-16 08:30", platform=report)
    )
    (chase,) = to_do(session)
    assert chase.by == at("2026-09-18 08:30") and chase.meaning is StatusMeaning.NOTE
    school.clock.set("2026-09-18 09:00")
    assert [item.meaning for item in to_do(session)] == [StatusMeaning.DUE], "a habit, not a duty"
    (made,) = kept(session, incident)
    platform_reports.chased(session, incident, made, exactly(at("2026-09-18 08:50")), "Asked again.")
    assert [item.by for item in to_do(session)] == [at("2026-09-20 08:50")]
    with pytest.raises(RuleViolation) as refused:
        platform_reports.told(
            session, incident, made, PlatformResult.GONE, " ", exactly(at("2026-09-18 08:55"))
        )
    assert set(refused.value.fields) == {"told_by"}
    platform_reports.told(
        session, incident, made, PlatformResult.GONE, "Ms Priya Nandra", exactly(at("2026-09-18 08:55"))
    )
    assert to_do(session) == []


def test_an_address_that_nobody_may_open_is_masked_in_a_report(school: MadeSchool) -> None:
    session = school.sign_in()
    aisha = pupil(session, "Aisha Khan", date(2013, 4, 2), "Year 8", "8A")
    incident = log_incident(session, "II", (aisha, "depicted"))
    report = PlatformReport("snapchat", "Seen at https://snap.example/a", "https://snap.example/a")
    made = ResponseStep(
        "platform_reports",
        "platform",
        RungKind.PLATFORM_REPORT,
        exactly(at("2026-09-14 10:50")),
        "Miss Jo Abbey",
        platform=report,
    )
    responses.add_step(session, incident, made)
    stored = responses.stored_step(session, incident, kept(session, incident)[0]).content.platform
    assert stored is not None
    assert (stored.what, stored.link) == ("Seen at hxxps://snap[.]example/a", "hxxps://snap[.]example/a")


def test_what_came_of_a_call_is_a_further_version_and_the_hour_that_was_agreed_comes_on_today(
    school: MadeSchool, record: tuple[Session, Reference]
) -> None:
    session, incident = record
    responses.add_step(
        session, incident, called(deadline=exactly(at("2026-09-14 17:00")), result=StepResult.AGREED)
    )
    assert [item.by for item in to_do(session)] == [at("2026-09-14 17:00")]
    school.clock.set("2026-09-14 17:30")
    (made,) = kept(session, incident)
    now: Moment = exactly(at("2026-09-14 17:20"))
    responses.say_result(session, incident, made, StepResult.DONE, "Both are gone, says Ms Nandra.", now)
    assert to_do(session) == []
    stored = responses.stored_step(session, incident, made)
    assert stored.number == 2 and stored.content.answer == "Both are gone, says Ms Nandra."
    assert search(session, "Both are gone").rows


def test_a_step_taken_back_leaves_the_ban_and_today_at_once(
    school: MadeSchool, record: tuple[Session, Reference]
) -> None:
    session, incident = record
    school.clock.set("2026-09-17 12:00")
    responses.add_step(session, incident, step("ban", RungKind.BAN, "2026-09-17 11:00", ban=TERMS))
    assert responses.bans_in_force(session) and to_do(session)
    entries.withdraw(session, incident, kept(session, incident)[0], "Entered on the wrong record.")
    assert responses.bans_in_force(session) == () and to_do(session) == []


def test_a_ban_outlives_its_record(school: MadeSchool, record: tuple[Session, Reference]) -> None:
    session, incident = record
    school.clock.set("2026-09-25 12:00")
    responses.add_step(session, incident, step("ban", RungKind.BAN, "2026-09-17 11:00", ban=TERMS))
    confirmed = replace(TERMS, outcome=BanOutcome.CONFIRMED, review_on=date(2026, 11, 27))
    decided = step("ban_decision", RungKind.BAN_DECISION, "2026-09-25 11:00", ban=confirmed)
    responses.add_step(session, incident, decided)
    entries.close(session, incident, Outcome.RESOLVED, "The posts are gone.")
    assert [item.by.date() for item in to_do(session)] == [date(2026, 11, 27)]
    assert len(responses.bans_in_force(session)) == 1


def test_whom_no_key_shows_has_no_ban_in_any_list(school: MadeSchool) -> None:
    session = school.sign_in("head")
    carol = adult(session, "Mr Idris Vaughan", "Caretaker")
    incident = log_incident(session, "TR", (carol, "adult_of_concern"), (HALLOWAY, "author"))
    school.clock.set("2026-09-17 12:00")
    responses.add_step(session, incident, step("ban", RungKind.BAN, "2026-09-17 11:00", ban=TERMS))
    assert len(responses.bans_in_force(session)) == 1
    assert responses.bans_in_force(school.sign_in("deputy")) == ()


def test_support_is_offered_to_people_on_the_record_and_followed_up(
    school: MadeSchool, record: tuple[Session, Reference]
) -> None:
    session, incident = record
    nandra = adult(session, "Ms Other Person", "Teacher")
    offer = Support(nandra, ("union",), "Miss Jo Abbey", exactly(at("2026-09-14 08:20")))
    with pytest.raises(RuleViolation) as refused:
        support.offer(session, incident, offer)
    assert set(refused.value.fields) == {"to"}
    target = support.affected(incidents.current(session, incident).content)[0]
    assert target.name == "Ms Priya Nandra"
    support.offer(
        session,
        incident,
        replace(offer, to=target, answer=SupportAnswer.THINKING, follow_up=date(2026, 9, 18)),
    )
    assert [item.text for item in to_do(session)] == ["Ask Ms Priya Nandra again about support"]
    (made,) = kept(session, incident, RecordKind.SUPPORT)
    now = exactly(at("2026-09-14 15:00"))
    support.answered(session, incident, made, SupportAnswer.ACCEPTED, "The rep rings tomorrow.", now)
    assert to_do(session) == []
    assert support.stored_support(session, incident, made).content.answer is SupportAnswer.ACCEPTED


def test_an_offer_says_what_was_offered(record: tuple[Session, Reference]) -> None:
    session, incident = record
    target = support.affected(incidents.current(session, incident).content)[0]
    for offered in ((), ("no_such_support",)):
        with pytest.raises(RuleViolation) as refused:
            support.offer(
                session, incident, Support(target, offered, "Miss Abbey", exactly(at("2026-09-14 08:20")))
            )
        assert set(refused.value.fields) == {"offered"}
