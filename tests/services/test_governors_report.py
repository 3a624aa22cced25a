"""The report to those who govern: what it counts, what it leaves out, and whose part of the log it may show."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.documents.content import (
    Chart,
    DataTable,
    Document,
    FieldTable,
    PageFrame,
    Section,
)
from safeguard_app.domain.entries import Decision, DecisionKind, Note, NoteKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.periods import Period
from safeguard_app.domain.responses import RungKind
from safeguard_app.domain.suppression import LEFT_OUT
from safeguard_app.services import entries, paper, paper_governors, responses, school_policies
from safeguard_app.services.governors_kinds import NOT_ONE_BY_ONE
from safeguard_app.services.governors_numbers import is_one_class
from safeguard_app.services.journey_search import NamesFound
from safeguard_app.services.paper_views import GovernorsPaper, ReportKind, ReportTyped
from safeguard_app.services.redaction import texts_of
from safeguard_app.services.school_policies import PolicyInput
from safeguard_app.services.session import Session
from safeguard_app.vault.problems import NoKey
from tests.services.conftest import SCHOOL, MadeSchool, adult, log_incident, moment, pupil
from tests.services.test_responses import TERMS, step

YEAR = Period(date(2026, 9, 1), date(2026, 10, 12))
TYPED = "What somebody said in the flat in Mill Lane."
SOMEBODY = (PersonRef(None, "Somebody", ""), "target")


@pytest.fixture
def log(made_school: MadeSchool) -> Session:
    """Last year nine records of trolling; this year seven of cyberbullying, two of nudes and one about an adult."""
    made_school.clock.set("2026-10-12 09:00")
    session = made_school.sign_in()
    wren = pupil(session, "Wren Marlow", date(2015, 1, 1), "Year 6", "6W")
    pupil(session, "Tam Marlow", date(2017, 1, 1), "Year 4", "4B")
    for day in range(10, 19):
        log_incident(session, "TR", SOMEBODY, account=TYPED, told=moment(f"2025-10-{day} 09:00"))
    for day in range(10, 17):
        log_incident(session, "CB", (wren, "target"), account=TYPED, told=moment(f"2026-09-{day} 09:00"))
    for day in (20, 21):
        log_incident(session, "II", SOMEBODY, told=moment(f"2026-09-{day} 09:00"))
    staff = adult(session, "Joel Merrin", "Coach")
    record = log_incident(session, "SPC", (staff, "adult_of_concern"), told=moment("2026-10-08 09:00"))
    low = Decision(DecisionKind.LOW_LEVEL_CONCERN, "Below.", TYPED, "Mrs Denning", moment("2026-10-08 10:00"))
    entries.add_decision(session, record, low)
    return session


def made(session: Session, **more: object) -> Document:
    job = GovernorsPaper(ReportKind.ANNUAL, YEAR)
    return paper_governors.governors_document(session, replace(job, **more), PageFrame("School"))  # type: ignore[arg-type]


def section(document: Document, title: str) -> Section:
    return next(one for one in document.blocks if isinstance(one, Section) and one.title.startswith(title))


def facts(document: Document, title: str) -> dict[str, str]:
    found = next(one for one in section(document, title).blocks if isinstance(one, FieldTable))
    return {one.label: str(one.answer.words) for one in found.fields}  # type: ignore[union-attr]


def table(document: Document, title: str, heading: str) -> dict[str, tuple[str, ...]]:
    """The words of a table or a chart by label."""
    for one in section(document, title).blocks:
        if isinstance(one, DataTable) and one.columns[0].heading == heading:
            return {str(row[0]): tuple(map(str, row[1:])) for row in one.rows}
        if isinstance(one, Chart) and one.heading == heading:
            return {
                label: tuple(series.amounts[place].words for series in one.series)
                for place, label in enumerate(one.labels)
            }
    raise KeyError(heading)


def test_small_numbers_are_left_out_with_what_would_tell_them(log: Session) -> None:
    document = made(log)
    assert facts(document, "Concerns")["Records that came to attention"] == "9"
    assert table(document, "Concerns", "Kind of concern") == {
        "Trolling": ("9", "0"),
        "Cyberbullying": ("0", "not shown"),
        "Indecent image of a child": ("0", "<5"),
    }, "7 of 9 would tell the 2"
    assert (
        facts(document, "In particular")["Nudes, semi-nudes and sexual images, those made with AI included"]
        == "<5"
    )


def test_rows_stand_in_the_order_of_their_words_whatever_their_numbers(log: Session) -> None:
    """Two "<5" of three between them, the fuller one first, would be 2 and 1."""
    for day in range(1, 8):
        log_incident(log, "TR", SOMEBODY, told=moment(f"2026-10-0{day} 09:00"))
    log_incident(log, "UA", SOMEBODY, told=moment("2026-10-01 09:00"), platform="Zedchat")
    log_incident(log, "UA", SOMEBODY, told=moment("2026-10-01 09:00"), platform="instagram")
    staff = adult(log, "Ida Brook", "Cook")
    for code in ("FPC", "FPC", "COND"):
        record = log_incident(log, code, (staff, "adult_of_concern"), told=moment("2026-10-09 09:00"))
        at = moment("2026-10-09 10:00")
        entries.add_decision(log, record, Decision(DecisionKind.LOW_LEVEL_CONCERN, "Below.", TYPED, "Ed", at))
    document = made(log, adults=True)
    places = (("Concerns", "Kind of concern"), ("Adults", "Kind of concern"), ("Promptly", "What begins it"))
    for title, heading in places:
        labels = [one for one in table(document, title, heading) if one != NOT_ONE_BY_ONE]
        assert labels == sorted(labels, key=str.casefold), title
    assert list(table(document, "Adults", "Kind of concern")) == [NOT_ONE_BY_ONE], "four of three kinds"


def test_a_line_that_is_only_there_because_of_what_is_left_out_is_not_there(
    made_school: MadeSchool,
) -> None:
    made_school.clock.set("2026-10-12 09:00")
    session = made_school.sign_in()
    for code in ("CB", "TR", "II", "PV", "UA"):
        log_incident(session, code, SOMEBODY, told=moment("2026-10-01 09:00"))
    document = made(session)
    assert table(document, "Concerns", "Kind of concern") == {NOT_ONE_BY_ONE: ("0", LEFT_OUT)}
    assert set(facts(document, "In particular").values()) == {LEFT_OUT}
    assert list(table(document, "Promptly", "What begins it")) == [NOT_ONE_BY_ONE]
    assert "Nothing to count" not in repr(document)


def test_a_chart_holds_no_number_that_is_not_printed(log: Session) -> None:
    charts = [block for one in made(log).blocks if isinstance(one, Section) for block in one.blocks]
    for chart in charts:
        for series in chart.series if isinstance(chart, Chart) else ():
            for amount in series.amounts:
                assert (amount.value is None) == (not amount.words.isdigit())
                assert amount.value is None or str(amount.value) == amount.words


def test_the_rule_stands_on_the_paper(log: Session) -> None:
    said = repr(made(log).blocks[0])
    for words in ("1 to 4", "“<5”", "“0”", "“not shown”", "fewer than ten", "more than two things"):
        assert words in said


def test_nothing_typed_into_a_record_and_no_name_stands_on_it(log: Session) -> None:
    said = " ".join(text for _, text in texts_of(made(log, adults=True)))
    for told in ("Wren", "Marlow", "Joel", "Merrin", "Mill Lane", "Coach", "Somebody", "2026-0"):
        assert told not in said, told
    assert "Mrs Carol Denning" in said, "whoever holds an office is named"


def test_what_is_typed_is_looked_through_for_names(log: Session) -> None:
    good = ReportTyped("The filter was changed on 3 October.", "They want to be heard.")
    assert "The filter was changed on 3 October." in repr(made(log, typed=good))
    for words in ("Wren was asked.", "Ask W.M. about it.", "Case 2026-0007 is closed."):
        for typed in (ReportTyped(voice=words), ReportTyped(actions=words), ReportTyped(recruitment=words)):
            with pytest.raises(NamesFound):
                made(log, typed=typed)


def test_safer_recruitment_stands_on_the_annual_report_alone_which_is_for_the_confidential_part(
    log: Session,
) -> None:
    typed = ReportTyped(recruitment="The chair looked at the record of checks on 2 October.")
    annual, termly = (repr(made(log, kind=kind, typed=typed)) for kind in ReportKind)
    assert "The chair looked at the record of checks" in annual and "looked at the record" not in termly
    assert "For the confidential part of the meeting" in annual


def test_adults_stand_on_it_only_where_that_part_is_asked_for_and_open(
    made_school: MadeSchool, log: Session
) -> None:
    without = made(log)
    assert "given by whoever keeps that part" in repr(section(without, "Adults"))
    found = facts(made(log, adults=True), "Adults")
    assert found["Allegations that may meet the harm threshold"] == "0"
    assert found["Concerns below the harm threshold"] == "<5"
    issued = paper.issue(log, GovernorsPaper(ReportKind.ANNUAL, YEAR, adults=True))
    assert issued.document.compartment is Compartment.ADULTS and issued.file_name == "Safeguarding report.pdf"
    assert paper.issue(log, GovernorsPaper(ReportKind.TERMLY, YEAR)).document.compartment is Compartment.DAILY
    deputy = made_school.sign_in("deputy")
    assert section(made(deputy), "Adults") == section(without, "Adults"), (
        "the same whether there are any or not"
    )
    with pytest.raises(NoKey):
        made(deputy, adults=True)


def test_of_allegations_it_is_only_said_that_there_are_any(log: Session) -> None:
    staff = adult(log, "Ida Brook", "Cook")
    for number in range(6):
        record = log_incident(log, "SPC", (staff, "adult_of_concern"), told=moment("2026-10-09 09:00"))
        at = moment("2026-10-09 10:00")
        threshold = Decision(
            DecisionKind.HARM_THRESHOLD_MET, "Met.", TYPED, "Mrs Denning", at, limbs=("harmed",)
        )
        entries.add_decision(log, record, threshold)
        entries.add_note(log, record, Note(NoteKind.LADO_CONTACT, moment(f"2026-10-09 1{number}:30"), TYPED))
    found = facts(made(log, adults=True), "Adults")
    assert found["Allegations that may meet the harm threshold"] == "<5"
    assert found["Matters on which the LADO was spoken to"] == "<5"
    assert found["Spoken to within the time limit"] == "Yes, each time"


def test_what_concerns_the_headteacher_is_on_no_report(log: Session) -> None:
    before = made(log, adults=True)
    log_incident(log, "SPC", (PersonRef(None, "Mrs Carol Denning"), "adult_of_concern"), about_head=True)
    assert made(log, adults=True) == before


def test_ladders_and_bans_are_given_as_they_are(log: Session) -> None:
    """Scenario 1: one ladder case, one ban in force."""
    halloway = (PersonRef(None, "Mr Dean Halloway", ""), "author")
    record = log_incident(log, "TR", halloway, told=moment("2026-09-11 20:14"))
    responses.add_step(log, record, step("ban", RungKind.BAN, "2026-09-17 11:00", ban=TERMS))
    found = facts(made(log), "Relationships")
    assert found == {
        "Records with a ladder of steps towards an adult outside": "1",
        "Bans from the premises in force": "1",
    }


def test_for_a_trust_every_number_is_rounded(log: Session) -> None:
    document = made(log, to_five=True)
    assert "rounded to five" in repr(document.blocks[0])
    assert facts(document, "Concerns")["Records that came to attention"] == "10"
    assert table(document, "Concerns", "Kind of concern")["Trolling"] == ("10", "0")


def test_a_school_of_one_class_says_none_or_some(made_school: MadeSchool) -> None:
    made_school.clock.set("2026-10-12 09:00")
    session = made_school.sign_in()
    assert not is_one_class(session), "no pupil is entered"
    wren = pupil(session, "Wren Marlow", date(2015, 1, 1), "Year 6", "All")
    log_incident(session, "CB", (wren, "target"), told=moment("2026-10-01 09:00"))
    document = made(session)
    assert "one class" in repr(document.blocks[0])
    assert facts(document, "Concerns")["Records that came to attention"] == "some"
    assert facts(document, "In particular")["Accounts under the minimum age"] == "none"
    pupil(session, "Tam Marlow", date(2017, 1, 1), "Year 4", "Other")
    assert not is_one_class(session)


def test_small_year_groups_are_counted_together(log: Session) -> None:
    assert table(made(log), "Where", "Year group") == {
        "Year 4 and Year 6": ("not shown",),
        "No pupil of the register": ("<5",),
    }


def test_a_termly_report_leaves_the_year_before_out(log: Session) -> None:
    document = made(log, kind=ReportKind.TERMLY)
    assert not [one for one in document.blocks if isinstance(one, Section) and one.title == "Policies"]
    assert "Trolling" not in table(document, "Concerns", "Kind of concern")


def test_days_have_to_be_whole(log: Session) -> None:
    for period in (Period(None, date(2026, 10, 1)), Period(date(2026, 10, 2), date(2026, 10, 1))):
        with pytest.raises(RuleViolation):
            made(log, period=period)


def test_northern_ireland_says_its_own_words(make_school: Callable[..., MadeSchool]) -> None:
    """Scenario 6: prevalence and motivation of bullying as below five, for the Board of Governors."""
    school = make_school(replace(SCHOOL, nation=Nation.NORTHERN_IRELAND))
    school.clock.set("2026-11-27 09:00")
    session = school.sign_in()
    log_incident(session, "CB", SOMEBODY, told=moment("2026-11-18 09:20"))
    job = GovernorsPaper(ReportKind.TERMLY, Period(date(2026, 9, 1), date(2026, 11, 27)))
    document = paper_governors.governors_document(session, job, PageFrame("School"))
    said = " ".join(text for _, text in texts_of(document))
    assert "For the Board of Governors." in said and "Principal" in said
    covered = paper_governors.governors_document(session, job, PageFrame("School"), covered=True)
    assert covered.standing == document.standing[:1] and "Made by" in str(document.standing[1])
    assert "LADO" not in said and "Channel" not in said and "Lead for Prevent" not in said
    assert table(document, "Bullying", "What was behind it")["Not noted"][0] == "<5"


def test_policies_and_training_stand_with_their_days(log: Session) -> None:
    text = "1. Everybody reports what they see to the safeguarding lead on the same day."
    begins = date(2026, 9, 1)
    clauses = school_policies.propose(log, text)
    school_policies.add(log, PolicyInput("Social media policy", "SM", begins, text, clauses))
    (found,) = [one for one in section(made(log), "Policies").blocks if isinstance(one, DataTable)]
    assert found.rows == (("Social media policy", "Tue 1 Sep 2026", "Wed 1 Sep 2027"),)
