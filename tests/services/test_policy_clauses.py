"""Clauses are those of the day a record is about; what was replaced since, or came later, is said."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta, timezone

import pytest

from safeguard_app.domain.contact_check import ContactQuestion, Extent
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.moments import Moment, not_known, on_day
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import contact_checks, incident_choices, incident_pages, incidents, policy_clauses
from safeguard_app.services.incident_form import Typed
from safeguard_app.services.policy_clauses import CitedClauses
from safeguard_app.services.session import Session
from tests.services.conftest import MadeSchool, adult, log_incident, moment
from tests.services.test_record_on_paper import content_of

CHILD = (PersonRef(None, "Tyler Pike"), "target")
HELD, REPLACED, LATER = "004 §9.1-9.2", "004 §9.3", "004 §9.4"


def dated(school: MadeSchool, *, held: date, replaced: tuple[date, date], later: date) -> None:
    """A catalogue whose trolling cites three clauses: one that holds, one replaced, one that came later."""
    known = dict(school.catalogue.clauses)
    one, two, three = known["004 §6.7"], known["004 §6.8"], known["004 §6.9"]
    known[HELD] = replace(one, reference=HELD, in_force_from=held, superseded_on=None)
    known[REPLACED] = replace(two, reference=REPLACED, in_force_from=replaced[0], superseded_on=replaced[1])
    known[LATER] = replace(three, reference=LATER, in_force_from=later, superseded_on=None)
    trolling = replace(school.catalogue.categories["TR"], clauses=(HELD, REPLACED, LATER))
    school.catalogue = replace(
        school.catalogue, clauses=known, categories={**school.catalogue.categories, "TR": trolling}
    )


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    """Signed in on 22 September 2026; one clause was replaced on 1 September, one came on that day."""
    dated(
        made_school,
        held=date(2015, 9, 1),
        replaced=(date(2015, 9, 1), date(2026, 9, 1)),
        later=date(2026, 9, 1),
    )
    made_school.clock.set("2026-09-22 15:24")
    return made_school.sign_in()


def of_record(session: Session, reference: Reference) -> CitedClauses:
    """What the record's page cites."""
    return incident_pages.open_record(session, reference).clauses


def cites(cited: CitedClauses) -> list[tuple[str, str]]:
    """Number and standing of each clause cited."""
    return [(one.reference, one.standing) for one in cited.lines]


def test_a_record_of_an_earlier_day_cites_what_held_then_and_says_what_was_replaced_since(
    session: Session,
) -> None:
    cited = of_record(session, log_incident(session, "TR", CHILD, happened=moment("2026-08-31 20:00")))

    assert cites(cited) == [(HELD, ""), (REPLACED, "Superseded on Tue 1 Sep 2026")]
    assert cited.none_held == ""


def test_a_record_of_today_cites_what_holds_today(session: Session) -> None:
    assert cites(of_record(session, log_incident(session, "TR", CHILD))) == [(HELD, ""), (LATER, "")]


@pytest.mark.parametrize(
    ("told", "expected"),
    [(moment("2026-08-30 09:00"), REPLACED), (not_known(), LATER)],
    ids=["came to attention", "entered"],
)
def test_where_it_is_not_known_when_it_happened_a_later_clock_decides(
    session: Session, told: Moment, expected: str
) -> None:
    cited = of_record(session, log_incident(session, "TR", CHILD, happened=not_known(), told=told))

    assert [one.reference for one in cited.lines] == [HELD, expected]


def test_before_every_clause_the_record_says_so_and_which_came_later(session: Session) -> None:
    cited = of_record(session, log_incident(session, "TR", CHILD, happened=moment("2013-06-03 10:00")))

    assert cited.none_held.startswith(
        "None of the clauses that the catalogue gives for this held on Mon 3 Jun 2013."
    )
    assert cites(cited) == [
        (HELD, "In force from Tue 1 Sep 2015"),
        (REPLACED, "In force from Tue 1 Sep 2015"),
        (LATER, "In force from Tue 1 Sep 2026"),
    ]


def test_after_every_clause_nothing_is_cited_and_that_is_said(made_school: MadeSchool) -> None:
    ended = date(2026, 9, 1)
    dated(made_school, held=date(2015, 9, 1), replaced=(date(2015, 9, 1), ended), later=date(2015, 9, 1))
    known = made_school.catalogue.clauses
    made_school.catalogue = replace(
        made_school.catalogue,
        clauses={number: replace(clause, superseded_on=ended) for number, clause in known.items()},
    )
    made_school.clock.set("2026-09-22 15:24")
    session = made_school.sign_in()

    cited = of_record(session, log_incident(session, "TR", CHILD))

    assert cited.none_held == "None of the clauses that the catalogue gives for this held on Tue 22 Sep 2026."
    assert cited.lines == ()


def test_the_form_and_the_record_on_paper_cite_the_same(session: Session) -> None:
    happened = moment("2026-08-31 20:00")
    form = replace(incidents.new_form(session, category="TR"), happened=Typed("", happened))
    reference = log_incident(session, "TR", CHILD, happened=happened)

    assert incident_choices.guide_of(session, form).clauses == of_record(session, reference)
    printed = content_of(session, reference).policy
    assert [line.partition(" §")[2].partition(" ")[0] for line in printed] == ["9.1-9.2", "9.3"]
    assert printed[1].endswith(" Superseded on Tue 1 Sep 2026.")


def test_paper_says_that_no_clause_held(session: Session) -> None:
    reference = log_incident(session, "TR", CHILD, happened=moment("2013-06-03 10:00"))

    printed = content_of(session, reference).policy

    assert printed[0].startswith(
        "None of the clauses that the catalogue gives for this held on Mon 3 Jun 2013."
    )
    assert printed[1].endswith(" In force from Tue 1 Sep 2015.")


def contact(session: Session, began: str, **more: object) -> ContactQuestion:
    """A contact of somebody who works here with a child that is not on the register."""
    who = adult(session, "Shona Pike", "Midday supervisor")
    return replace(ContactQuestion(who, PersonRef(None, "Tyler Pike"), "tiktok", moment(began)), **more)  # type: ignore[arg-type]


def altered(school: MadeSchool, number: str, **dates: date) -> None:
    """One clause of the shipped catalogue with other dates."""
    clauses = school.catalogue.clauses
    school.catalogue = replace(
        school.catalogue,
        clauses={**clauses, number: replace(clauses[number], **dates)},  # type: ignore[arg-type]
    )


def test_a_check_freezes_the_clauses_of_the_contacts_day(made_school: MadeSchool) -> None:
    altered(made_school, "004 §6.8", superseded_on=date(2026, 9, 1))
    altered(made_school, "004 §6.9", in_force_from=date(2026, 9, 1))
    made_school.clock.set("2026-09-22 15:24")
    session = made_school.sign_in()

    verdict = contact_checks.check(session, contact(session, "2026-08-31 20:00"))

    shown = contact_checks.view(session, verdict)
    assert verdict.clauses == ("004 §6.7", "004 §6.8")
    assert cites(shown.clauses) == [("004 §6.7", ""), ("004 §6.8", "Superseded on Tue 1 Sep 2026")]
    assert shown.more[-1] == "Policy 004 §6.7, 004 §6.8 (superseded on Tue 1 Sep 2026)."


def test_a_contact_that_went_on_is_measured_by_every_day_of_it(made_school: MadeSchool) -> None:
    altered(made_school, "004 §6.8", superseded_on=date(2026, 9, 1))
    altered(made_school, "004 §6.9", in_force_from=date(2026, 9, 1))
    made_school.clock.set("2026-09-22 15:24")
    session = made_school.sign_in()
    ended = moment("2026-09-10 20:00")

    verdict = contact_checks.check(
        session, contact(session, "2026-08-31 20:00", extent=Extent.CONTINUING, ended=ended)
    )

    assert verdict.clauses == ("004 §6.7", "004 §6.8", "004 §6.9")


def test_a_check_of_a_contact_before_every_clause_says_so(made_school: MadeSchool) -> None:
    made_school.clock.set("2026-09-22 15:24")
    session = made_school.sign_in()

    shown = contact_checks.view(session, contact_checks.check(session, contact(session, "2014-05-06 20:00")))

    assert shown.more[-1].startswith(
        "None of the clauses that the catalogue gives for this held on Tue 6 May 2014."
    )
    assert {one.standing for one in shown.clauses.lines} == {"In force from Tue 1 Sep 2015"}


def test_a_verdict_that_cites_nothing_is_not_said_to_cite_what_did_not_hold(made_school: MadeSchool) -> None:
    made_school.clock.set("2026-09-22 15:24")
    session = made_school.sign_in()
    verdict = contact_checks.check(session, contact(session, "2014-05-06 20:00"))

    assert policy_clauses.of_contact(session, replace(verdict, clauses=())) == CitedClauses()


def test_came_into_force_later_is_said_only_where_all_of_them_did(made_school: MadeSchool) -> None:
    altered(made_school, "004 §6.7", in_force_from=date(2012, 9, 1), superseded_on=date(2013, 9, 1))
    made_school.clock.set("2026-09-22 15:24")
    session = made_school.sign_in()
    verdict = contact_checks.check(session, contact(session, "2014-05-06 20:00"))

    later = policy_clauses.of_contact(session, replace(verdict, clauses=("004 §6.8", "004 §6.9")))
    mixed = policy_clauses.of_contact(session, replace(verdict, clauses=("004 §6.7", "004 §6.9")))

    assert "These came into force later" in later.none_held
    assert mixed.none_held == "None of the clauses that the catalogue gives for this held on Tue 6 May 2014."


def test_a_verdict_kept_before_keeps_its_clauses_whatever_the_catalogue_says_now(
    made_school: MadeSchool, catalogue_without: Callable[[str], None]
) -> None:
    made_school.clock.set("2026-09-22 15:24")
    session = made_school.sign_in()
    incident = log_incident(session, "SPC", CHILD)
    frozen = contact_checks.check(session, contact(session, "2026-09-19 19:00"))
    contact_checks.keep(session, incident, frozen)
    altered(made_school, "004 §6.9", in_force_from=date(2026, 9, 21))
    catalogue_without("004 §6.8")

    session = made_school.sign_in()
    (kept,) = contact_checks.kept(session, incident)

    assert kept.view.verdict == frozen
    assert cites(kept.view.clauses) == [
        ("004 §6.7", ""),
        ("004 §6.8", ""),
        ("004 §6.9", "In force from Mon 21 Sep 2026"),
    ]


@pytest.fixture
def catalogue_without(made_school: MadeSchool) -> Callable[[str], None]:
    """Takes a clause out of the catalogue, as an update may."""

    def take_out(number: str) -> None:
        clauses = {key: one for key, one in made_school.catalogue.clauses.items() if key != number}
        made_school.catalogue = replace(made_school.catalogue, clauses=clauses)

    return take_out


def test_whole_days_are_those_they_were_entered_with(session: Session) -> None:
    abroad = on_day(date(2026, 9, 1), timezone(timedelta(hours=9)))

    assert policy_clauses.day_of(session, abroad, None, session.now()) == date(2026, 9, 1)
