"""A contact check about the Headteacher or the DSL is never kept with a record that they can read."""

from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.domain.contact_check import ContactQuestion, Verdict
from safeguard_app.domain.errors import KnownProblem, RuleViolation
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.incidents import Danger
from safeguard_app.domain.moments import exactly
from safeguard_app.domain.people import AdultType, Office, OfficeKind, Person, PersonRef
from safeguard_app.domain.periods import Period
from safeguard_app.domain.records import RecordKind
from safeguard_app.services import contact_check_keeping, contact_checks, incidents, people, wrong_person
from safeguard_app.services.contact_check_keeping import places_to_keep
from safeguard_app.services.incident_form import Typed
from safeguard_app.services.session import Session
from safeguard_app.services.subject_of_concern import KeptApart, only_apart_words
from safeguard_app.vault import reading
from tests.services.conftest import MadeSchool, adult, log_incident, moment, pupil

NAMED_HEAD = PersonRef(None, "Mrs Carol  Denning", "Unknown person")
NAMED_LEAD = PersonRef(None, "Jo Abbey", "Unknown person")
HEAD_OFFICE = OfficeKind.HEADTEACHER


class Desk:
    """The DSL at work, with a pupil and checks about whoever is asked about."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.child = pupil(session, "Tyler Pike", date(2018, 5, 1))

    def verdict(self, person: PersonRef) -> Verdict:
        """A check about contact between an adult and the pupil."""
        question = ContactQuestion(person, self.child, "tiktok", moment("2026-10-05 19:00"))
        return contact_checks.check(self.session, question)

    def record(self, person: PersonRef, role: str = "witness", category: str = "SPC") -> Reference:
        """A record that names an adult in some role."""
        return log_incident(self.session, category, (person, role), (self.child, "child_contacted"))

    def kept_in(self, record: Reference) -> int:
        """How many checks are kept with a record."""
        connection = self.session.vault.compartment(record.compartment).connection
        return len(reading.about(connection, record, (RecordKind.VERDICT,)))


@pytest.fixture
def desk(made_school: MadeSchool) -> Desk:
    """On 12 October."""
    made_school.clock.set("2026-10-12 09:00")
    return Desk(made_school.sign_in())


def takes_office(desk: Desk, person: PersonRef, *offices: Office) -> None:
    """Somebody on the register gets an office."""
    assert person.reference is not None
    known = desk.session.vault.get(person.reference)
    assert isinstance(known.content, Person)
    changed = replace(known.content, offices=offices)
    people.correct(desk.session, person.reference, changed, "Acting.", replacing=known.number)


@pytest.mark.parametrize("who", [NAMED_HEAD, NAMED_LEAD], ids=["head", "lead"])
@pytest.mark.parametrize("category", ["SPC", "CB"])
def test_it_is_refused_in_words_and_nothing_is_written(desk: Desk, who: PersonRef, category: str) -> None:
    staff = adult(desk.session, "Shona Pike", "Midday supervisor")
    record = desk.record(staff, category=category)
    assert record.compartment is (Compartment.ADULTS if category == "SPC" else Compartment.DAILY)
    verdict = desk.verdict(who)
    before = {one.id: one.head.number for one in desk.session.vault}

    with pytest.raises(KeptApart) as problem:
        contact_checks.keep(desk.session, record, verdict)

    title = "Headteacher" if who is NAMED_HEAD else "Designated Safeguarding Lead"
    assert isinstance(problem.value, KnownProblem)
    assert f"holds the office of {title}" in problem.value.sentence
    assert "Nothing was kept there." in problem.value.sentence
    assert f"Start a new incident about the {title}" in problem.value.next_step
    assert "Denning" not in f"{problem.value.sentence} {problem.value.next_step}", "an error names nobody"
    assert {one.id: one.head.number for one in desk.session.vault} == before
    assert desk.kept_in(record) == 0


def test_it_is_kept_with_a_record_that_they_cannot_read(desk: Desk) -> None:
    record = log_incident(desk.session, "SPC", (NAMED_HEAD, "adult_of_concern"), about_head=True)
    contact_checks.keep(desk.session, record, desk.verdict(NAMED_HEAD))
    assert desk.kept_in(record) == 1


@pytest.mark.parametrize(
    ("first", "last", "apart"),
    [("2026-10-12", "2026-10-12", True), ("2026-09-01", "2026-10-11", False)],
    ids=["today", "until yesterday"],
)
def test_it_counts_who_acts_as_head_on_the_day(desk: Desk, first: str, last: str, apart: bool) -> None:
    person = adult(desk.session, "Mr Simon Pell", "Teacher")
    record = desk.record(person)
    period = Period(date.fromisoformat(first), date.fromisoformat(last))
    takes_office(desk, person, Office(OfficeKind.ACTING_HEADTEACHER, period))
    verdict = desk.verdict(person)
    if apart:
        with pytest.raises(KeptApart):
            contact_checks.keep(desk.session, record, verdict)
        assert places_to_keep(desk.session, verdict) == ()
    else:
        contact_checks.keep(desk.session, record, verdict)
        assert [one.incident for one in places_to_keep(desk.session, verdict)] == [record]


def test_places_that_would_be_refused_are_not_offered_and_it_says_why(desk: Desk) -> None:
    head = adult(desk.session, "Carol Denning", "Headteacher", AdultType.EMPLOYEE, HEAD_OFFICE)
    desk.record(head)
    desk.record(head, category="CB")
    apart = log_incident(
        desk.session,
        "SPC",
        (head, "adult_of_concern"),
        (desk.child, "child_contacted"),
        about_head=True,
    )
    verdict = desk.verdict(head)
    assert [one.incident for one in places_to_keep(desk.session, verdict)] == [apart]
    assert "the Headteacher cannot read" in only_apart_words(desk.session, verdict)
    other = desk.verdict(adult(desk.session, "Shona Pike", "Midday supervisor"))
    assert len(places_to_keep(desk.session, other)) == 3
    assert only_apart_words(desk.session, other) == ""


def test_a_form_that_carries_the_check_is_about_them_whoever_is_taken_off_it(desk: Desk) -> None:
    staff = adult(desk.session, "Shona Pike", "Midday supervisor")
    begun = contact_check_keeping.new_incident_with(desk.session, desk.verdict(NAMED_HEAD))
    now = Typed("", exactly(desk.session.now()))
    other = replace(begun.participants[0], person=staff)
    form = replace(
        begun,
        danger=Danger.NO,
        account="What was seen.",
        told=now,
        participants=(other, *begun.participants[1:]),
        about_head=False,
    )
    with pytest.raises(RuleViolation) as problem:
        incidents.file(desk.session, form)
    assert list(problem.value.fields) == ["about_head"]
    assert "The contact check that this began with" in problem.value.fields["about_head"]
    record, _ = incidents.file(desk.session, replace(form, about_head=True))
    assert record.compartment is Compartment.NOT_HEAD
    without, _ = incidents.file(
        desk.session, replace(form, id=incidents.new_form(desk.session).id, verdict=None)
    )
    assert without.compartment is Compartment.ADULTS


def test_a_record_with_such_a_check_is_not_filed_where_they_read_it(desk: Desk) -> None:
    """The people of the record no longer say whom it is about; the check that is kept with it does."""
    staff = adult(desk.session, "Shona Pike", "Midday supervisor")
    record = log_incident(desk.session, "SPC", (staff, "adult_of_concern"), about_head=True)
    contact_checks.keep(desk.session, record, desk.verdict(NAMED_HEAD))
    with pytest.raises(RuleViolation) as problem:
        incidents.refile(desk.session, record, Compartment.ADULTS, "It was not about her.")
    assert "Nothing was changed" in problem.value.fields["choice"]
    assert desk.kept_in(record) == 1


def test_a_check_that_was_taken_back_with_its_person_holds_nothing_back(desk: Desk) -> None:
    head = adult(desk.session, "Carol Denning", "Headteacher", AdultType.EMPLOYEE, HEAD_OFFICE)
    staff = adult(desk.session, "Shona Pike", "Midday supervisor")
    record = log_incident(
        desk.session, "SPC", (staff, "adult_of_concern"), (head, "adult_of_concern"), about_head=True
    )
    contact_checks.keep(desk.session, record, desk.verdict(head))
    wrong_person.take_off_person(desk.session, record, head, "Somebody else of that name.")
    moved, _ = incidents.refile(desk.session, record, Compartment.ADULTS, "It was not about her.")
    assert moved.compartment is Compartment.ADULTS
