"""Who is named decides where it is kept: a concern about the Headteacher or the DSL never stands where they read it."""

from contextlib import nullcontext
from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.domain.contact_check import ContactQuestion
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.incidents import Danger, Participant
from safeguard_app.domain.moments import exactly
from safeguard_app.domain.people import (
    AdultType,
    Office,
    OfficeKind,
    Person,
    PersonKind,
    PersonRef,
    Post,
)
from safeguard_app.domain.periods import Period
from safeguard_app.domain.users import Role
from safeguard_app.services import (
    contact_checks,
    handing_in,
    incident_choices,
    incident_correction,
    incidents,
    people,
    users,
)
from safeguard_app.services.contact_check_keeping import new_concern_about_content, new_incident_with
from safeguard_app.services.incident_form import IncidentForm, Typed, home_of
from safeguard_app.services.incidents import MustBeHandedIn
from safeguard_app.services.opening import PersonWithKey
from safeguard_app.services.session import Session
from safeguard_app.services.subject_of_concern import KeptApart, MustBeRefiled, only_apart_words
from safeguard_app.vault.problems import StaleVersion
from tests.services.conftest import MadeSchool, adult, log_incident, moment, pupil

NAMED_HEAD = PersonRef(None, "carol  denning", "Unknown person")
AUTUMN = Period(date(2026, 10, 1), date(2026, 12, 18))
NAMED_OTHER = PersonRef(None, "Shona Pike", "Unknown person")
NAMED_LEAD = PersonRef(None, "Jo Abbey", "Unknown person")


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    """The DSL at work on 12 October."""
    made_school.clock.set("2026-10-12 09:00")
    return made_school.sign_in()


def concern(session: Session, *people_in_it: tuple[PersonRef, str], **changes: object) -> IncidentForm:
    """A whole concern about contact between an adult and a pupil."""
    made = replace(
        incidents.new_form(session, quick=False, category="SPC"),
        danger=Danger.NO,
        account="What was seen.",
        happened=Typed("", exactly(session.now())),
        told=Typed("", exactly(session.now())),
        participants=tuple(Participant(person, role) for person, role in people_in_it),
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # names are the form's own


def office_holder(session: Session, name: str, office: OfficeKind, period: Period) -> PersonRef:
    """Somebody who holds an office for a while."""
    person = Person(
        name,
        PersonKind.STAFF,
        posts=(Post(AdultType.EMPLOYEE, "Teacher", Period(date(2020, 9, 1))),),
        offices=(Office(office, period),),
    )
    return people.ref_of(session, people.add(session, person)[0])


def asked_about(session: Session, person: PersonRef) -> ContactQuestion:
    """A contact of theirs with a pupil."""
    child = pupil(session, "Jamie Small", date(2016, 2, 1))
    return ContactQuestion(person, child, "tiktok", moment("2026-10-05 19:00"))


def refused(session: Session, form: IncidentForm) -> dict[str, str]:
    """The fields a concern is refused for."""
    with pytest.raises(RuleViolation) as problem:
        incidents.file(session, form)
    return problem.value.fields


@pytest.mark.parametrize("role", ["adult_of_concern", "alleged"])
def test_a_head_by_office_is_not_filed_where_the_head_reads_it(session: Session, role: str) -> None:
    head = office_holder(
        session,
        "Mr Simon Pell",
        OfficeKind.ACTING_HEADTEACHER,
        Period(date(2026, 10, 12), date(2026, 10, 12)),
    )

    fields = refused(session, concern(session, (head, role), category="CB"))

    assert list(fields) == ["about_head"]
    assert "This is about the Headteacher" in fields["about_head"]
    assert "Pell" not in fields["about_head"], "an error names nobody"
    filed, _ = incidents.file(session, concern(session, (head, role), category="CB", about_head=True))
    assert filed.compartment is Compartment.NOT_HEAD


@pytest.mark.parametrize(
    "form_of_name",
    [NAMED_HEAD, PersonRef(None, "Mrs Carol Denning"), PersonRef(None, "Carol Dénning")],
    ids=["small letters", "a title", "an accent"],
)
def test_a_head_by_name_alone_counts_as_well(session: Session, form_of_name: PersonRef) -> None:
    assert list(refused(session, concern(session, (form_of_name, "adult_of_concern")))) == ["about_head"]


@pytest.mark.parametrize(
    "period",
    [Period(date(2026, 1, 1), date(2026, 10, 11)), Period(date(2026, 10, 13))],
    ids=["until yesterday", "from tomorrow"],
)
def test_whoever_is_not_the_head_today_is_like_anybody_else(session: Session, period: Period) -> None:
    was = office_holder(session, "Mr Simon Pell", OfficeKind.HEADTEACHER, period)
    filed, _ = incidents.file(session, concern(session, (was, "adult_of_concern")))
    assert filed.compartment is Compartment.ADULTS


def test_the_head_in_another_role_changes_nothing(session: Session) -> None:
    staff = adult(session, "Shona Pike", "Midday supervisor")
    form = concern(session, (staff, "adult_of_concern"), (NAMED_HEAD, "reporter"), (NAMED_HEAD, "witness"))
    assert incidents.file(session, form)[0].compartment is Compartment.ADULTS


def test_a_pupil_who_has_the_heads_name_is_somebody_else(session: Session) -> None:
    child = pupil(session, "Carol Denning", date(2018, 5, 1))
    form = concern(session, (child, "alleged"), category="CB")
    assert incidents.file(session, form)[0].compartment is Compartment.DAILY


def test_the_lead_is_handed_in_and_cannot_be_filed_by_the_lead(session: Session) -> None:
    assert list(refused(session, concern(session, (NAMED_LEAD, "adult_of_concern")))) == ["about_lead"]
    with pytest.raises(MustBeHandedIn) as problem:
        incidents.file(session, concern(session, (NAMED_LEAD, "adult_of_concern"), about_lead=True))
    assert problem.value.home is Compartment.NOT_DSL


def test_a_deputy_dsl_is_not_the_lead(session: Session) -> None:
    deputy = adult(session, "Mr Tom Reed", "Deputy DSL", AdultType.EMPLOYEE, OfficeKind.DEPUTY_DSL)
    assert (
        incidents.file(session, concern(session, (deputy, "adult_of_concern")))[0].compartment
        is Compartment.ADULTS
    )


@pytest.mark.parametrize("ticked", [{}, {"about_head": True}, {"about_lead": True}])
def test_about_both_is_filed_twice(session: Session, ticked: dict[str, bool]) -> None:
    form = concern(session, (NAMED_HEAD, "adult_of_concern"), (NAMED_LEAD, "adult_of_concern"), **ticked)
    assert list(refused(session, form)) == ["participants"]


@pytest.mark.parametrize("ticked", ["about_head", "about_lead"])
def test_one_person_who_is_both_is_kept_from_them_either_way(session: Session, ticked: str) -> None:
    both = adult(session, "Ms Ann Both", "Head", AdultType.EMPLOYEE, OfficeKind.HEADTEACHER, OfficeKind.DSL)
    form = concern(session, (both, "adult_of_concern"))
    assert list(refused(session, form)) == ["about_head"]
    with pytest.raises(MustBeHandedIn) if ticked == "about_lead" else nullcontext():
        incidents.file(
            session, replace(form, about_head=ticked == "about_head", about_lead=ticked == "about_lead")
        )


def test_a_lead_who_is_acting_headteacher_opens_the_part_about_the_headteacher(session: Session) -> None:
    """What counts is what a key opens: the lead's opens the part that is closed to the Headteacher."""
    acting = office_holder(session, "Miss Jo Abbey", OfficeKind.ACTING_HEADTEACHER, AUTUMN)
    form = concern(session, (acting, "adult_of_concern"))
    assert list(refused(session, form)) == ["about_lead"]
    assert list(refused(session, replace(form, about_head=True))) == ["about_lead"]
    with pytest.raises(MustBeHandedIn) as problem:
        incidents.file(session, replace(form, about_lead=True))
    assert problem.value.home is Compartment.NOT_DSL
    made = new_incident_with(session, contact_checks.check(session, asked_about(session, acting)))
    assert (made.about_head, made.about_lead) == (False, True)
    guide = incident_choices.category_guide(session, "SPC", people=form.participants)
    assert guide.head_because == ""
    assert "Designated Safeguarding Lead" in guide.lead_because


def _let_in_to_all(made_school: MadeSchool) -> Session:
    """A second deputy, who opens concerns about adults as well."""
    session = made_school.sign_in()
    added = PersonWithKey("Ms Una Vane", (Role.DEPUTY,), "green harbour lamp", reads_adult_concerns=True)
    users.add(session, added, made_school.recovery)
    return session


@pytest.mark.parametrize("acting", [False, True], ids=["a deputy", "acting Headteacher"])
def test_nobody_is_written_about_where_their_own_key_opens_it(made_school: MadeSchool, acting: bool) -> None:
    made_school.clock.set("2026-10-12 09:00")
    session = _let_in_to_all(made_school)
    office = OfficeKind.ACTING_HEADTEACHER if acting else OfficeKind.DEPUTY_DSL
    deputy = office_holder(session, "Ms Una Vane", office, AUTUMN)
    form = concern(session, (deputy, "adult_of_concern"))

    for ticked in (False, True):
        fields = refused(session, replace(form, about_head=ticked))
        assert list(fields) == ["participants"]
        assert "key of their own" in fields["participants"] and "Vane" not in str(fields)

    verdict = contact_checks.check(session, asked_about(session, deputy))
    other, _ = incidents.file(session, concern(session, (NAMED_OTHER, "adult_of_concern")))
    with pytest.raises(KeptApart):
        contact_checks.keep(session, other, verdict)
    assert only_apart_words(session, verdict)

    vane = next(user for user in session.roster.current() if user.name == "Ms Una Vane")
    users.remove(session, vane.id, made_school.recovery)
    filed, _ = incidents.file(session, replace(form, about_head=acting))
    assert filed.compartment is (Compartment.NOT_HEAD if acting else Compartment.ADULTS)


def test_a_key_is_theirs_with_an_accent_in_the_name_or_without(made_school: MadeSchool) -> None:
    made_school.clock.set("2026-10-12 09:00")
    session = _let_in_to_all(made_school)
    form = concern(session, (PersonRef(None, "Una Väne"), "adult_of_concern"))
    assert list(refused(session, form)) == ["participants"]


def test_handing_in_is_refused_alike(made_school: MadeSchool) -> None:
    session = made_school.sign_in("deputy")
    form = concern(session, (NAMED_HEAD, "adult_of_concern"))
    with pytest.raises(RuleViolation) as problem:
        handing_in.hand_over(session, form)
    assert list(problem.value.fields) == ["about_head"]
    handing_in.hand_over(session, replace(form, about_head=True))


@pytest.mark.parametrize(("name", "home"), [(NAMED_HEAD, "c3"), (NAMED_LEAD, "c4")])
def test_a_concern_begun_from_a_check_is_about_whom_it_asked_about(
    session: Session, name: PersonRef, home: str
) -> None:
    child = pupil(session, "Tyler Pike", date(2018, 5, 1))
    verdict = contact_checks.check(
        session, ContactQuestion(name, child, "tiktok", moment("2026-10-05 19:00"))
    )
    for made in (new_incident_with(session, verdict), new_concern_about_content(session, verdict)):
        assert home_of(session, made) == home


def test_the_form_is_told_why_in_the_nations_words(session: Session) -> None:
    head = adult(session, "Mrs Carol Denning", "Headteacher", AdultType.EMPLOYEE, OfficeKind.HEADTEACHER)
    people_in_it = (Participant(head, "adult_of_concern"), Participant(NAMED_LEAD, "witness"))
    guide = incident_choices.category_guide(session, "SPC", ("adult_of_concern",), people=people_in_it)
    assert guide.head_because.startswith(
        "Mrs Carol Denning is here as adult of concern and holds the office of Headteacher."
    )
    assert guide.lead_because == ""


class TestCorrecting:
    """A correction that makes a record about the Headteacher."""

    def begun(self, session: Session) -> tuple[Reference, IncidentForm]:
        """A concern about somebody else, and its correction to the Headteacher."""
        staff = adult(session, "Shona Pike", "Midday supervisor")
        reference = log_incident(session, "SPC", (staff, "adult_of_concern"))
        form = incident_correction.form_of(reference, incidents.current(session, reference).content)
        return reference, replace(form, participants=(Participant(NAMED_HEAD, "adult_of_concern"),))

    def test_is_refused_and_says_where_it_belongs(self, session: Session) -> None:
        reference, form = self.begun(session)
        with pytest.raises(MustBeRefiled) as problem:
            incident_correction.correct_from_form(session, reference, form, "It was her.", replacing=1)
        assert problem.value.home is Compartment.NOT_HEAD
        assert "Headteacher" in problem.value.sentence and "Nothing was changed" in problem.value.sentence
        assert incidents.current(session, reference).number == 1

    @pytest.mark.parametrize(
        ("category", "role", "at"), [("SPC", "adult_of_concern", "c2"), ("CB", "alleged", "c1")]
    )
    @pytest.mark.parametrize(("who", "home"), [(NAMED_HEAD, "c3"), (NAMED_LEAD, "c4")])
    def test_a_role_is_enough_wherever_the_record_lies(
        self, session: Session, category: str, role: str, at: str, who: PersonRef, home: str
    ) -> None:
        """Named as a witness, the Headteacher or the lead is then said to be whom it is about."""
        staff = adult(session, "Shona Pike", "Midday supervisor")
        reference = log_incident(session, category, (staff, role), (who, "witness"))
        assert reference.compartment == at
        form = incident_correction.form_of(reference, incidents.current(session, reference).content)
        as_subject = tuple(replace(one, role=role) for one in form.participants)
        with pytest.raises(MustBeRefiled) as problem:
            incident_correction.correct_from_form(
                session, reference, replace(form, participants=as_subject), "It was them.", replacing=1
            )
        assert problem.value.home == home
        assert incidents.current(session, reference).number == 1

    def test_moves_with_the_record_when_that_is_asked(self, session: Session) -> None:
        reference, form = self.begun(session)
        moved, changes = incident_correction.refile_corrected(
            session, reference, form, "It was her.", replacing=1, to=Compartment.NOT_HEAD
        )
        assert moved.compartment is Compartment.NOT_HEAD
        found = incidents.current(session, moved).content
        assert [one.person.name for one in found.participants] == [" ".join(NAMED_HEAD.name.split())]
        assert changes.said.startswith("Filed again as")
        with pytest.raises(KeyError):
            incidents.current(session, reference)

    def test_nothing_moves_over_a_newer_version(self, session: Session) -> None:
        reference, form = self.begun(session)
        stored = incidents.current(session, reference)
        incidents.correct(session, reference, stored.content, "Meanwhile.", replacing=1)
        with pytest.raises(StaleVersion):
            incident_correction.refile_corrected(
                session, reference, form, "It was her.", replacing=1, to=Compartment.NOT_HEAD
            )
        assert incidents.current(session, reference).number == 2

    def test_is_refused_where_it_would_be_about_both(self, session: Session) -> None:
        reference = log_incident(session, "SPC", (NAMED_HEAD, "adult_of_concern"), about_head=True)
        form = incident_correction.form_of(reference, incidents.current(session, reference).content)
        both = (*form.participants, Participant(NAMED_LEAD, "adult_of_concern"))
        with pytest.raises(RuleViolation) as problem:
            incident_correction.correct_from_form(
                session, reference, replace(form, participants=both), "And him.", replacing=1
            )
        assert list(problem.value.fields) == ["participants"]
