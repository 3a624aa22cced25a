"""Who is away and who covers: refused where it cannot be, and shown over what the cover's own key opens."""

from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.domain.assessments import Assessment, Risk, RiskLevel
from safeguard_app.domain.away import names_user
from safeguard_app.domain.entries import Action, Decision, DecisionKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.index_lines import IncidentLine
from safeguard_app.domain.moments import exactly
from safeguard_app.domain.records import RecordKind
from safeguard_app.domain.support import Support
from safeguard_app.services import assessments, away, entries, incidents, support
from safeguard_app.services.away import AwayForm, Covering
from safeguard_app.services.due import due_items
from safeguard_app.services.due_limits import DueSource
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusMeaning
from safeguard_app.vault import reading
from tests.services.conftest import MadeSchool, adult, log_incident, pupil

TODAY, LATER = date(2026, 10, 12), date(2026, 10, 16)


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    """The DSL, with something due today in the daily log and about an adult, and something of another's."""
    made_school.clock.set("2026-10-12 09:00")
    session = made_school.sign_in()
    child = log_incident(session, "CB", (pupil(session, "Wren Marlow", date(2015, 1, 1)), "target"))
    staff = log_incident(session, "SPC", (adult(session, "Joel Merrin", "Coach"), "adult_of_concern"))
    for record, what, who, day in (
        (child, "Ring home", "Miss Abbey", TODAY),
        (child, "Ask the office", "Mrs Denning", TODAY),
        (child, "Look again", "Miss Jo Abbey", date(2026, 10, 20)),
        (staff, "Ring the agency", "Miss Jo Abbey", TODAY),
    ):
        entries.add_action(session, record, Action(what, who, day))
    return session


def texts(block: Covering) -> list[str]:
    """What is due and somebody is named for: a running clock names nobody."""
    return [one.text for one in block.items if one.source is not DueSource.CLOCK]


def say(session: Session, school: MadeSchool, cover: str = "deputy", first: date = TODAY) -> None:
    away.say_away(session, AwayForm(first, LATER, school.users[cover], "Ring me if in doubt."))


def test_the_cover_sees_what_is_due_of_the_other_over_their_own_key(
    made_school: MadeSchool, session: Session
) -> None:
    say(session, made_school)
    assert away.own_away(session)[0].words == (
        "You are away from Mon 12 Oct 2026 to Fri 16 Oct 2026. Mr Tom Reed covers."
    )
    assert away.covering(session) == ()
    (block,) = away.covering(made_school.sign_in("deputy"))
    assert block.heading == "You cover for Miss Jo Abbey until Fri 16 Oct 2026"
    assert texts(block) == ["Ring home"], "due, named to them, and nothing of a closed part"
    assert block.note == "Ring me if in doubt."
    assert set(block.kinds) == {"Cyberbullying"}


def test_another_reader_sees_more_with_their_own_key(made_school: MadeSchool, session: Session) -> None:
    say(session, made_school, "head")
    (block,) = away.covering(made_school.sign_in("head"))
    assert set(texts(block)) == {"Ring home", "Ring the agency"}
    assert away.covering(made_school.sign_in("deputy")) == ()


def test_it_holds_on_its_days_alone(made_school: MadeSchool, session: Session) -> None:
    say(session, made_school, first=date(2026, 10, 13))
    assert away.covering(made_school.sign_in("deputy")) == ()
    made_school.clock.set("2026-10-13 08:00")
    assert len(away.covering(made_school.sign_in("deputy"))) == 1
    made_school.clock.set("2026-10-17 08:00")
    assert away.covering(made_school.sign_in("deputy")) == ()
    assert away.own_away(made_school.sign_in()) == ()


def test_back_early_ends_it_and_stays_on_file(made_school: MadeSchool, session: Session) -> None:
    say(session, made_school)
    reference = away.own_away(session)[0].reference
    deputy = made_school.sign_in("deputy")
    with pytest.raises(RuleViolation):
        away.back_early(deputy, reference)
    session = made_school.sign_in()
    away.back_early(session, reference)
    assert away.own_away(session) == ()
    with pytest.raises(RuleViolation):
        away.back_early(session, reference)
    assert away.covering(made_school.sign_in("deputy")) == ()
    daily = made_school.sign_in().vault.compartment(Compartment.DAILY)
    (kept,) = reading.of_kind(daily.connection, Compartment.DAILY, RecordKind.AWAY)
    assert kept.number == 2 and kept.content.ended is not None
    say(made_school.sign_in(), made_school)


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (AwayForm(date(2026, 10, 11), LATER, "deputy"), "first"),
        (AwayForm(LATER, TODAY, "deputy"), "last"),
        (AwayForm(None, LATER, "deputy"), "first"),
        (AwayForm(TODAY, None, "deputy"), "last"),
        (AwayForm(TODAY, LATER, "dsl"), "cover"),
        (AwayForm(TODAY, LATER, "nobody"), "cover"),
        (AwayForm(TODAY, LATER, "deputy", "x" * 501), "note"),
        (AwayForm(TODAY, LATER, "deputy", "a\0b"), "note"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    made_school: MadeSchool, session: Session, form: AwayForm, field: str
) -> None:
    cover = made_school.users.get(form.cover, form.cover)
    with pytest.raises(RuleViolation) as caught:
        away.say_away(session, AwayForm(form.first, form.last, cover, form.note))
    assert list(caught.value.fields) == [field]
    assert away.own_away(session) == ()


def test_days_that_overlap_are_refused(made_school: MadeSchool, session: Session) -> None:
    say(session, made_school)
    with pytest.raises(RuleViolation):
        say(session, made_school, "head")
    with pytest.raises(RuleViolation):
        say(session, made_school, "head", first=LATER)
    assert [one for one, _ in away.covers(session)] == [
        one.id for one in session.roster.current() if one.id != session.user.id
    ]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Miss Jo Abbey", True),
        ("miss abbey", True),
        ("Abbey", True),
        ("Jo", False),
        ("", False),
        ("Mr Abbey", False),
        ("Miss Abbey-Reed", False),
    ],
)
def test_whom_a_name_means(typed: str, meant: bool) -> None:
    assert names_user(typed, "Miss Jo Abbey", ["Miss Jo Abbey", "Mr Tom Reed"]) is meant


def test_a_name_that_could_be_two_means_neither() -> None:
    assert not names_user("Miss Abbey", "Miss Jo Abbey", ["Miss Jo Abbey", "Miss Ann Abbey"])


def test_what_another_user_said_of_their_own_days_is_nobody_elses(
    made_school: MadeSchool, session: Session
) -> None:
    say(session, made_school)
    deputy = made_school.sign_in("deputy")
    say(deputy, made_school, "head")
    assert [one.words for one in away.own_away(deputy)] == [
        "You are away from Mon 12 Oct 2026 to Fri 16 Oct 2026. Mrs Carol Denning covers."
    ]


def test_days_away_stand_in_their_order_and_the_last_one_counts(
    made_school: MadeSchool, session: Session
) -> None:
    form = AwayForm(date(2026, 10, 20), date(2026, 10, 20), made_school.users["deputy"])
    away.say_away(session, form)
    say(session, made_school)
    made_school.clock.set("2026-10-16 20:00")
    assert ["Mon 12" in one.words for one in away.own_away(session)] == [True, False]
    assert len(away.covering(made_school.sign_in("deputy"))) == 1, "the last day is one of them"


def test_a_review_that_is_theirs_is_covered_and_anothers_is_not(
    made_school: MadeSchool, session: Session
) -> None:
    for number, owner in enumerate(("Miss Jo Abbey", "Mr Tom Reed"), 1):
        child = pupil(session, f"Child Number{number}", date(2016, 2, number))
        record = log_incident(session, "CB", (child, "target"))
        stored = incidents.current(session, record)
        looked_at = replace(stored.content, review_on=date(2026, 10, 9 + number), review_owner=owner)
        incidents.correct(session, record, looked_at, "A review.", replacing=stored.number)
    say(session, made_school)
    (block,) = away.covering(made_school.sign_in("deputy"))
    assert texts(block) == ["Review, Miss Jo Abbey", "Ring home"], "the longest due first"


def test_a_plan_that_is_looked_at_again_is_the_leads_and_of_others_only_on_what_they_filed(
    made_school: MadeSchool, session: Session
) -> None:
    """It was nobody's before: a plan has no owner by name, so that with the lead away nobody was shown it."""
    child = pupil(session, "Ella Tan", date(2016, 2, 3))
    record = log_incident(session, "CB", (child, "target"))
    stored = incidents.current(session, record)
    owned = replace(stored.content, review_on=date(2026, 10, 30), review_owner="Miss Jo Abbey")
    incidents.correct(session, record, owned, "A review.", replacing=stored.number)
    plan = Assessment(
        child,
        exactly(session.now()),
        "Mrs Gill Moss",
        (Risk("It may go on.", RiskLevel.LOW),),
        (),
        review_on=TODAY,
    )
    assessments.make(session, record, plan)
    say(session, made_school)
    deputy = made_school.sign_in("deputy")
    (block,) = away.covering(deputy)
    assert _PLAN in [one.text for one in block.items]
    say(deputy, made_school, "head")
    (block,) = [
        one
        for one in away.covering(made_school.sign_in("head"))
        if one.heading.startswith("You cover for Mr")
    ]
    assert block.items == (), "the deputy is not the lead, filed nothing, and is named for nothing"


_PLAN = "Review the safety plan for Ella Tan"


def test_what_nobody_is_named_for_is_shown_of_the_leads_and_of_what_the_other_filed(
    made_school: MadeSchool, session: Session
) -> None:
    child = pupil(session, "Ella Tan", date(2016, 2, 3))
    record = log_incident(session, "CB", (child, "target"))
    made = Decision(
        DecisionKind.OTHER, "Wait", "Weighed.", "Miss Jo Abbey", exactly(session.now()), review_on=TODAY
    )
    entries.add_decision(session, record, made)
    asked = Support(child, (), "Miss Jo Abbey", exactly(session.now()), other="A talk", follow_up=TODAY)
    support.offer(session, record, asked)
    say(session, made_school)
    deputy = made_school.sign_in("deputy")
    (block,) = away.covering(deputy)
    shown = [one.text for one in block.items if one.reference == record]
    assert {"Look at the decision again", "Ask Ella Tan again about support", "Tell the Headteacher."} <= set(
        shown
    )
    assert all(one.reference.compartment in deputy.user.reads for one in block.items)
    own = log_incident(deputy, "CB", (pupil(deputy, "Leon Vale", date(2016, 3, 3)), "target"))
    say(deputy, made_school, "head")
    blocks = away.covering(made_school.sign_in("head"))
    (theirs,) = [one for one in blocks if one.heading.startswith("You cover for Mr Tom Reed")]
    assert {one.reference for one in theirs.items} == {own}, (
        "what the deputy filed, and nothing of the lead's"
    )


def test_of_a_part_that_the_other_does_not_read_nothing_is_theirs(
    made_school: MadeSchool, session: Session
) -> None:
    lead = adult(session, "Miss Jo Abbey", "Designated safeguarding lead")
    head = made_school.sign_in("head")
    about = log_incident(head, "COND", (lead, "adult_of_concern"), about_lead=True)
    day = head.now().date()
    entries.add_action(head, about, Action("Ring the officer again.", "the lead", day))
    say(made_school.sign_in(), made_school, "head")
    head = made_school.sign_in("head")
    assert about.compartment is Compartment.NOT_DSL and head.opens(about.compartment)
    line = head.vault.compartment(about.compartment).listing.line(about.id)
    assert line is not None and isinstance(line[1], IncidentLine)
    waits = [one for one in due_items(head, about, line[1]) if one.meaning is not StatusMeaning.NOTE]
    assert waits, "something is due on it, which the Headteacher reads"
    (block,) = away.covering(head)
    assert block.items and all(one.reference != about for one in block.items)
