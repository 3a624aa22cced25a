"""The list for an inspection: numbers, kinds, referrals and outcomes of one part, and nothing that anybody typed."""

from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.documents.content import DataTable, Document, FieldTable, PageFrame, Section
from safeguard_app.domain.assessments import Assessment, Risk, RiskLevel
from safeguard_app.domain.entries import Note, NoteKind, Outcome, Telling, TellingState, Whom
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.moments import between_days
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.periods import Period
from safeguard_app.domain.records import RecordKind
from safeguard_app.domain.referral_steps import ReferralStep, StepTaken
from safeguard_app.domain.school_year import year_begins
from safeguard_app.services import assessments, entries, incidents, inspection, paper
from safeguard_app.services.paper_views import InspectionPaper
from safeguard_app.services.session import Session
from safeguard_app.vault import reading
from safeguard_app.vault.problems import NoKey
from tests.services.conftest import ZONE, MadeSchool, adult, log_incident, moment, pupil

TYPED = "What Wren said about the flat in Mill Lane."


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    """A closed case of last year, an open one, one referred and closed this year, and one about an adult."""
    made_school.clock.set("2026-06-10 09:00")
    session = made_school.sign_in()
    wren = pupil(session, "Wren Marlow", date(2015, 1, 1))
    log_incident(session, "CB", (wren, "target"), account=TYPED)
    entries.close(session, log_incident(session, "TR", (wren, "target")), Outcome.RESOLVED, TYPED, TYPED)
    made_school.clock.set("2026-10-12 09:00")
    referred = log_incident(session, "TR", (wren, "target"), account=TYPED)
    made_school.clock.set("2026-10-12 12:00")
    _step(session, referred, "front_door", StepTaken.PHONED, "2026-10-12 09:10")
    _step(session, referred, "allegations", StepTaken.PHONED, "2026-10-12 09:20")
    told = Telling(Whom.POLICE, "PC Hale", TellingState.TOLD, moment("2026-10-12 09:05"), what=TYPED)
    entries.add_telling(session, referred, told)
    entries.close(session, referred, Outcome.REFERRED_ON, TYPED, TYPED)
    staff = log_incident(session, "SPC", (adult(session, "Joel Merrin", "Coach"), "adult_of_concern"))
    _step(session, staff, "allegations", StepTaken.LEFT_MESSAGE, "2026-10-12 09:40")
    note = Note(NoteKind.LADO_CONTACT, moment("2026-10-12 09:45"), TYPED)
    entries.add_note(session, staff, note)
    return session


def _step(session: Session, record: Reference, agency: str, taken: StepTaken, at: str) -> None:
    step = ReferralStep("", agency, taken, moment(at), about="Wren Marlow", with_whom="Ms Quill", text=TYPED)
    entries.add_step(session, record, step)


def made(session: Session, part: Compartment, period: Period | None = None) -> Document:
    return inspection.inspection_document(session, InspectionPaper(part, period), PageFrame("School"))


def tables(document: Document) -> list[list[tuple[object, ...]]]:
    sections = [one for one in document.blocks if isinstance(one, Section)]
    return [
        [tuple(row) for row in block.rows]
        for one in sections
        for block in one.blocks
        if isinstance(block, DataTable)
    ]


def figures(document: Document) -> dict[str, str]:
    found = next(one for one in document.blocks if isinstance(one, Section)).blocks[0]
    assert isinstance(found, FieldTable)
    return {one.label: str(one.answer.words) for one in found.fields}  # type: ignore[union-attr]


def test_each_concern_has_number_kind_day_referral_and_outcome(session: Session) -> None:
    raised, earlier = tables(made(session, Compartment.DAILY))
    (case, kind, day, referred, stands, plan) = raised[0]
    assert len(raised) == 1
    assert (case, kind, day, plan) == ("2026-0003", "Trolling", "12 Oct 2026", "No")
    assert referred == (
        "Children’s social care front door (MASH), 12 Oct 2026\nSpoken to: Police, 12 Oct 2026"
    )
    assert stands == "Closed 12 Oct 2026\nHanded on to another agency"
    assert [(row[0], row[2], row[4]) for row in earlier] == [("2026-0001", "10 Jun 2026", "Open")]


def test_nothing_typed_and_no_name_stands_on_it(session: Session) -> None:
    for part in (Compartment.DAILY, Compartment.ADULTS):
        said = repr(made(session, part, Period(None, date(2026, 10, 12))))
        for told in ("Wren", "Marlow", "Joel", "Mill Lane", "Hale", "Quill", "Coach"):
            assert told not in said, told


def test_referrals_about_adults_stand_on_their_own_paper_alone(session: Session) -> None:
    daily = made(session, Compartment.DAILY)
    assert not any("LADO" in str(cell) for table in tables(daily) for row in table for cell in row)
    assert not any("LADO" in name for name in figures(daily))
    assert "contact with the LADO" in repr(daily)
    theirs = made(session, Compartment.ADULTS)
    assert tables(theirs)[0][0][3] == "Designated Officer (LADO), 12 Oct 2026"
    assert figures(theirs)["To Designated Officer (LADO)"] == "1"


def test_headline_counts_add_up(session: Session) -> None:
    found = figures(made(session, Compartment.DAILY))
    assert (found["Concerns raised"], found["Of these closed"], found["Of these open"]) == ("1", "1", "0")
    assert (found["Raised earlier and open"], found["Referred, of those raised"]) == ("1", "1")
    assert found["To Children’s social care front door (MASH)"] == "1"


def test_a_time_is_chosen_this_school_year_first(session: Session) -> None:
    (now, words), *others = inspection.periods(session)
    assert now == Period(date(2026, 9, 1), date(2026, 10, 12))
    assert words == "This school year, 1 Sep 2026 to 12 Oct 2026"
    both, _ = tables(made(session, Compartment.DAILY, others[0][0]))
    before, older = tables(made(session, Compartment.DAILY, others[1][0]))
    everything, none = tables(made(session, Compartment.DAILY, others[2][0]))
    assert (len(both), len(before), len(everything)) == (3, 2, 3)
    assert older == none == []
    with pytest.raises(RuleViolation):
        made(session, Compartment.DAILY, Period(date(2026, 10, 2), date(2026, 10, 1)))


def test_a_part_that_is_closed_to_somebody_has_no_paper_for_them(
    made_school: MadeSchool, session: Session
) -> None:
    deputy = made_school.sign_in("deputy")
    with pytest.raises(NoKey):
        paper.preview(deputy, InspectionPaper(Compartment.ADULTS))
    assert [row[0] for row in tables(made(deputy, Compartment.DAILY))[0]] == ["2026-0003"]


def test_it_is_kept_where_its_readers_are(session: Session) -> None:
    issued = paper.issue(session, InspectionPaper(Compartment.ADULTS))
    assert issued.document.compartment is Compartment.ADULTS
    assert issued.file_name == "Concerns and referrals.pdf"


@pytest.mark.parametrize(
    ("day", "nation", "begins"),
    [
        (date(2026, 10, 12), Nation.ENGLAND, date(2026, 9, 1)),
        (date(2026, 8, 31), Nation.WALES, date(2025, 9, 1)),
        (date(2026, 8, 1), Nation.SCOTLAND, date(2026, 8, 1)),
        (date(2026, 7, 31), Nation.SCOTLAND, date(2025, 8, 1)),
    ],
)
def test_when_a_school_year_begins(day: date, nation: Nation, begins: date) -> None:
    assert year_begins(day, nation) == begins


WREN = PersonRef(None, "Wren Marlow")
CALLED = moment("2026-10-12 11:00")


def _row(session: Session, case: str) -> tuple[object, ...]:
    """What stands of one case on the list of the daily log."""
    return next(row for table in tables(made(session, Compartment.DAILY)) for row in table if row[0] == case)


def test_a_closed_concern_of_an_earlier_year_is_not_among_the_open_ones(session: Session) -> None:
    _, earlier = tables(made(session, Compartment.DAILY))
    assert "2026-0002" not in [row[0] for row in earlier]
    assert all("Closed" not in str(row[4]) for row in earlier)


def test_what_was_raised_first_stands_first_however_late_it_was_entered(session: Session) -> None:
    log_incident(session, "CB", (WREN, "target"), told=moment("2026-09-02 10:00"))
    raised, _ = tables(made(session, Compartment.DAILY))
    assert [(row[0], row[2]) for row in raised] == [("2026-0004", "2 Sep 2026"), ("2026-0003", "12 Oct 2026")]


def test_days_that_are_not_known_exactly_are_given_as_they_are_known(session: Session) -> None:
    log_incident(
        session, "CB", (WREN, "target"), told=between_days(date(2026, 10, 5), date(2026, 10, 7), ZONE)
    )
    day = _row(session, "2026-0004")[2]
    assert isinstance(day, str) and "5" in day and "7 Oct 2026" in day


def test_only_whom_somebody_really_spoke_to_stands_as_told_and_once(session: Session) -> None:
    record = log_incident(session, "TR", (WREN, "target"))
    held = Telling(
        Whom.POLICE, "PC Hale", TellingState.HELD, CALLED, advised_by="Ms Quill", until=date(2026, 10, 20)
    )
    entries.add_telling(session, record, held)
    assert _row(session, "2026-0004")[3] == "No"
    entries.add_telling(session, record, Telling(Whom.POLICE, "PC Hale", TellingState.TOLD, CALLED))
    entries.add_note(session, record, Note(NoteKind.POLICE, CALLED, TYPED))
    assert _row(session, "2026-0004")[3] == "Spoken to: Police, 12 Oct 2026"
    connection = session.vault.daily.connection
    for kind in (RecordKind.TELLING, RecordKind.NOTE):
        for entry in reading.about(connection, record, (kind,)):
            entries.withdraw(session, record, entry.reference.id, "Another record.")
    assert _row(session, "2026-0004")[3] == "No"
    entries.add_telling(session, record, Telling(Whom.SOCIAL_CARE, "Ms Quill", TellingState.TOLD, CALLED))
    assert str(_row(session, "2026-0004")[3]).startswith("Spoken to: ")
    _step(session, record, "front_door", StepTaken.PHONED, "2026-10-12 11:30")
    assert _row(session, "2026-0004")[3] == "Children’s social care front door (MASH), 12 Oct 2026"


def test_contact_with_the_officer_is_not_told_of_on_the_paper_of_the_daily_log(session: Session) -> None:
    record = log_incident(session, "TR", (WREN, "target"))
    entries.add_telling(
        session, record, Telling(Whom.ALLEGATIONS_OFFICER, "Ms Hale", TellingState.TOLD, CALLED)
    )
    entries.add_note(session, record, Note(NoteKind.LADO_CONTACT, CALLED, TYPED))
    assert _row(session, "2026-0004")[3] == "No"


def test_a_referral_counts_from_the_first_step_that_reached_the_agency(
    session: Session, made_school: MadeSchool
) -> None:
    record = log_incident(session, "TR", (WREN, "target"))
    _step(session, record, "front_door", StepTaken.PHONED, "2026-10-12 11:30")
    made_school.clock.set("2026-10-14 12:00")
    step = ReferralStep("", "front_door", StepTaken.SENT, moment("2026-10-14 09:00"), with_whom="Ms Quill")
    connection = session.vault.daily.connection
    thread = reading.about(connection, record, (RecordKind.REFERRAL_STEP,))[-1].content.referral
    entries.add_step(session, record, replace(step, referral=thread))
    assert _row(session, "2026-0004")[3] == "Children’s social care front door (MASH), 12 Oct 2026"


def test_a_concern_opened_again_stands_as_open_and_closed_anew_with_its_last_outcome(
    session: Session, made_school: MadeSchool
) -> None:
    record = log_incident(session, "TR", (WREN, "target"))
    entries.close(session, record, Outcome.RESOLVED, "Stopped.")
    entries.reopen(session, record, "It began again.")
    assert _row(session, "2026-0004")[4] == "Open"
    made_school.clock.set("2026-10-13 09:00")
    entries.close(session, record, Outcome.REFERRED_ON, "Handed on.")
    assert _row(session, "2026-0004")[4] == "Closed 13 Oct 2026\nHanded on to another agency"


def test_safety_plans_of_both_lists_are_counted(session: Session) -> None:
    plan = Assessment(
        WREN,
        CALLED,
        "Mrs Gill Moss",
        (Risk("It may go on.", RiskLevel.LOW),),
        (),
        review_on=date(2026, 10, 19),
    )
    old = next(
        Reference(Compartment.DAILY, record)
        for record, line in session.vault.daily.listing.lines(RecordKind.INCIDENT)
        if getattr(line, "case", "") == "2026-0001"
    )
    for record in (old, log_incident(session, "TR", (WREN, "target"))):
        child = incidents.current(session, record).content.participants[0].person
        assessments.make(session, record, replace(plan, child=child))
    found = figures(made(session, Compartment.DAILY))
    assert found["With a safety plan in force"] == "2"
    assert (_row(session, "2026-0001")[5], _row(session, "2026-0004")[5]) == ("Yes", "Yes")


def test_that_no_case_went_to_the_officer_is_said_on_the_paper_of_adults(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    log_incident(session, "SPC", (adult(session, "Joel Merrin", "Coach"), "adult_of_concern"))
    assert figures(made(session, Compartment.ADULTS))["To Designated Officer (LADO)"] == "0"
    assert not any("LADO" in name for name in figures(made(session, Compartment.DAILY)))
