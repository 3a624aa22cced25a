"""The summary of a month: numbers and case numbers of one part, no name, and nothing the Headteacher is not told of."""

from datetime import date

import pytest

from safeguard_app.documents.content import DataTable, PageFrame
from safeguard_app.domain.entries import Outcome, Telling, TellingState, Whom
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.periods import Period
from safeguard_app.domain.referral_steps import ReferralStep, StepTaken
from safeguard_app.services import entries, monthly_summary, paper
from safeguard_app.services.paper_views import MonthlyPaper
from safeguard_app.services.redaction import texts_of
from safeguard_app.services.session import Session
from safeguard_app.vault.problems import NoKey
from tests.documents.reading import pages
from tests.services.conftest import MadeSchool, adult, log_incident, moment, pupil

HELD_FROM_HEAD = Telling(
    Whom.HEAD,
    "Mrs Denning",
    TellingState.HELD,
    moment("2026-10-12 09:00"),
    ground="police",
    advised_by="PC Hale",
    until=date(2026, 10, 20),
)
"""A telling of the Headteacher that waits for the police."""

TYPED = "What was said in Mill Lane."


@pytest.fixture
def log(made_school: MadeSchool) -> Session:
    """One record of August that is open, one of October that was referred, and one that was closed."""
    made_school.clock.set("2026-08-20 09:00")
    session = made_school.sign_in()
    wren = pupil(session, "Wren Marlow", date(2015, 1, 1))
    log_incident(session, "CB", (wren, "target"), account=TYPED)
    made_school.clock.set("2026-10-05 09:00")
    referred = log_incident(session, "TR", (wren, "target"), account=TYPED)
    made_school.clock.set("2026-10-12 09:00")
    called = ReferralStep("", "front_door", StepTaken.PHONED, moment("2026-10-06 09:00"), about="Wren Marlow")
    entries.add_step(session, referred, called)
    entries.close(session, log_incident(session, "UA", (wren, "target")), Outcome.RESOLVED, TYPED, TYPED)
    return session


def lines(
    session: Session, part: Compartment = Compartment.DAILY, period: Period | None = None
) -> dict[str, str]:
    made = monthly_summary.monthly_document(session, MonthlyPaper(part, period), PageFrame("School"))
    (found,) = [one for one in made.blocks if isinstance(one, DataTable)]
    return {str(row[0]): f"{row[1]}: {row[2]}" for row in found.rows}


def test_each_number_has_its_case_numbers(log: Session) -> None:
    found = lines(log)
    assert found["New"] == "2: 2026-0002, 2026-0003"
    assert found["Still open"] == "2: 2026-0001, 2026-0002"
    assert found["Closed"] == "1: 2026-0003"
    assert found["Referrals made"] == "1: 2026-0002"
    assert found["With something late"] == "2: 2026-0001, 2026-0002"
    assert found["Awaiting the Headteacher"] == "2: 2026-0001, 2026-0002"
    assert found["Declarations to acknowledge"] == "0: "
    assert found["Bans from the premises in force"] == "0: "


def test_it_is_one_page_that_names_nobody(log: Session) -> None:
    for _ in range(30):
        log_incident(log, "CB", (PersonRef(None, "Somebody Else"), "target"))
    preview = paper.preview(log, MonthlyPaper(Compartment.DAILY))
    assert preview.pages == 1
    said = pages(preview.pdf)[0]
    assert "and 20 more" in said
    for told in ("Wren", "Somebody", "Mill Lane", "Cyberbullying", "Trolling"):
        assert told not in said, told


def test_a_month_is_chosen(log: Session) -> None:
    (now, words), (before, _), (august, _) = monthly_summary.months(log)
    assert words == "October 2026 so far" and now == Period(date(2026, 10, 1), date(2026, 10, 12))
    assert before == Period(date(2026, 9, 1), date(2026, 9, 30))
    assert lines(log, period=august)["New"] == "1: 2026-0001"
    assert lines(log, period=before)["New"] == "0: "
    with pytest.raises(RuleViolation):
        lines(log, period=Period(date(2026, 10, 2), date(2026, 10, 1)))


def test_of_what_is_held_from_the_headteacher_there_is_nothing(log: Session) -> None:
    record = log_incident(log, "CB", (PersonRef(None, "Somebody Else"), "target"))
    before = lines(log)
    assert "2026-0004" in before["New"]
    entries.add_telling(log, record, HELD_FROM_HEAD)
    assert all("2026-0004" not in cases for cases in lines(log).values())


def test_each_part_has_a_page_of_its_own(made_school: MadeSchool, log: Session) -> None:
    staff = adult(log, "Joel Merrin", "Coach")
    log_incident(log, "SPC", (staff, "adult_of_concern"))
    log_incident(log, "SPC", (PersonRef(None, "Mrs Carol Denning"), "adult_of_concern"), about_head=True)
    assert [part for part, _ in monthly_summary.parts(log).parts] == [Compartment.DAILY, Compartment.ADULTS]
    assert lines(log, Compartment.ADULTS)["New"].startswith("1: 2026-")
    assert "Declarations to acknowledge" not in lines(log, Compartment.ADULTS)
    assert lines(log)["New"].startswith("2: ")
    with pytest.raises(RuleViolation):
        lines(log, Compartment.NOT_HEAD)
    issued = paper.issue(log, MonthlyPaper(Compartment.ADULTS))
    assert issued.document.compartment is Compartment.ADULTS and issued.file_name == "Monthly summary.pdf"
    with pytest.raises(NoKey):
        lines(made_school.sign_in("deputy"), Compartment.ADULTS)


def test_the_box_says_what_it_covers(log: Session) -> None:
    made = monthly_summary.monthly_document(log, MonthlyPaper(Compartment.DAILY), PageFrame("School"))
    assert any("covers the daily log and nothing else" in text for _, text in texts_of(made))
