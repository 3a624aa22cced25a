"""Whose parent was told: nothing of one pupil is said of another, and what cannot be known is not guessed."""

from datetime import date

import pytest

from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.documents_issued import AnswerState
from safeguard_app.domain.entries import Telling, TellingState, Whom
from safeguard_app.domain.moments import NOT_KNOWN
from safeguard_app.domain.people import FamilyLink, Person, PersonKind, PersonRef, Relation
from safeguard_app.services import entries, paper, people, referrals
from safeguard_app.services.paper_views import AudiencePaper, IncidentPaper, ReferralPaper
from safeguard_app.services.referral_fields import field_of
from safeguard_app.services.referral_views import FieldView
from tests.documents.reading import poppler_text
from tests.services.conftest import MadeSchool, adult, log_incident, moment, pupil

MIA_BY_NAME = PersonRef(None, "Mia Rowe", "Pupil, Year 10")
TELLER = PersonRef(None, "Ms Tess Varley", "Teacher")


class Contact:
    """An adult's contact with Freya, which Mia saw; each has a mother on the register where that is asked for."""

    def __init__(self, school: MadeSchool, witness: PersonRef | None = None, withheld: str = "") -> None:
        self.session = school.sign_in()
        self.joel = adult(self.session, "Joel Merrin", "Teaching assistant")
        self.freya = pupil(self.session, "Freya Lund", date(2012, 3, 3), "Year 10", "10A")
        self.mia = witness or pupil(self.session, "Mia Rowe", date(2012, 5, 5), "Year 10", "10A")
        school.clock.set("2026-10-16 16:00")
        self.incident = log_incident(
            self.session,
            "SPC",
            (self.joel, "adult_of_concern"),
            (self.freya, "child_contacted"),
            (self.mia, "witness"),
            withheld=withheld,
        )
        self.referral = referrals.begin(self.session, self.incident)[0]

    def mother(self, name: str, *children: PersonRef) -> None:
        """A mother on the register."""
        links = tuple(
            FamilyLink(one.reference.id, Relation.CHILD) for one in children if one.reference is not None
        )
        people.add(self.session, Person(name, PersonKind.PARENT_CARER, family=links))

    def told(self, name: str, state: TellingState = TellingState.TOLD) -> None:
        """A parent was told, by name."""
        told = Telling(
            Whom.PARENT,
            name,
            state,
            moment("2026-10-16 15:55"),
            advised_by="Police" if state is not TellingState.TOLD else "",
            ground="risk_to_child" if state is TellingState.NOT_TOLD else "",
        )
        entries.add_telling(self.session, self.incident, told)

    def field(self, key: str) -> FieldView:
        """A field of the form; a child's by the beginning of its key."""
        view = referrals.view(self.session, self.referral)
        found = next(
            (one for section in view.sections for one in section.fields if one.key.startswith(f"{key}@")),
            None,
        )
        found = found or field_of(view.sections, key)
        assert found is not None
        return found

    def printed(self) -> tuple[str, str]:
        """What is printed below the child's heading, and what below the action taken."""
        made = paper.issue(self.session, ReferralPaper(self.referral))
        words = " ".join(poppler_text(made.pdf).split())
        child = words.partition("5 Child: Freya Lund")[2].partition("6 The allegation")[0]
        assert child
        return child, words.partition("7 Action so far")[2].partition("9 Signature")[0]


@pytest.mark.parametrize("state", list(TellingState))
def test_a_witnesss_parent_is_not_printed_under_the_child(
    made_school: MadeSchool, state: TellingState
) -> None:
    case = Contact(made_school)
    case.mother("Astrid Lund", case.freya)
    case.mother("Grace Rowe", case.mia)
    case.told("Mrs Grace Rowe", state)

    assert case.field("parents_told").state is AnswerState.EMPTY
    child, action = case.printed()
    assert "Rowe" not in child
    assert "Mrs Grace Rowe" in action
    assert "Mia" not in action


def test_the_childs_own_parent_is(made_school: MadeSchool) -> None:
    case = Contact(made_school)
    case.mother("Astrid Lund", case.freya)
    case.mother("Grace Rowe", case.mia)
    case.told("Mrs Astrid Lund")
    case.told("Mrs Grace Rowe")

    assert case.field("parents_told").text == "Mrs Astrid Lund told Fri 16 Oct 2026, 15:55"
    child, action = case.printed()
    assert "Rowe" not in child
    assert "Lund" not in action


@pytest.mark.parametrize("told", ["Mrs Lund", "Mrs Rowe", "Grace Hall", ""])
@pytest.mark.parametrize("witness", [None, MIA_BY_NAME])
def test_where_it_cannot_be_known_whose_parent_it_was_only_whom_was_told_is_said(
    made_school: MadeSchool, witness: PersonRef | None, told: str
) -> None:
    case = Contact(made_school, witness)
    case.told(told)

    field = case.field("parents_told")
    assert (field.state, field.rest) == (AnswerState.PART, "whose parent that is")
    said = field.text
    assert said.startswith(f"{told or 'Parent or carer'} told Fri 16 Oct 2026, 15:55")
    assert case.field("others_told").state is AnswerState.EMPTY
    for guess in ("Freya", "Mia", "child"):
        assert guess not in said


def test_where_the_record_names_one_pupil_alone_it_was_that_pupils_parent(made_school: MadeSchool) -> None:
    case = Contact(made_school, TELLER)
    case.told("Mrs Hall")

    assert case.field("parents_told").text.startswith("Mrs Hall told Fri 16 Oct 2026")
    assert case.field("others_told").state is AnswerState.EMPTY


def test_the_same_pupil_named_twice_is_one_pupil(made_school: MadeSchool) -> None:
    case = Contact(made_school, TELLER)
    again = pupil(case.session, "Ada Quill", date(2012, 6, 6), "Year 10", "10A")
    case.incident = log_incident(
        case.session, "SPC", (case.joel, "adult_of_concern"), (again, "child_contacted"), (again, "witness")
    )
    case.referral = referrals.begin(case.session, case.incident)[0]
    case.told("Mrs Hall")

    assert case.field("parents_told").text.startswith("Mrs Hall told")


def test_the_parent_of_a_pupil_who_asked_not_to_be_named_does_not_give_them_away(
    made_school: MadeSchool,
) -> None:
    case = Contact(made_school, withheld="witness")
    case.mother("Grace Hall", case.mia)
    case.told("Mrs Grace Hall")
    case.told("Mrs Nora Quill")

    child, action = case.printed()

    for name in ("Hall", "Quill"):
        assert name not in child + action
    assert child.count("Parent or carer told Fri 16 Oct 2026, 15:55") == 1
    assert "Parent or carer" not in action


def test_a_hold_on_an_unknown_parent_leaves_the_question_of_the_child_open_and_answers_no_other(
    made_school: MadeSchool,
) -> None:
    """As at Ashcombe: two pupils, and a mother of neither as far as the register knows."""
    case = Contact(made_school)
    case.told("Mrs Anna Linden", TellingState.HELD)

    field = case.field("parents_told")
    assert field.text == "Mrs Anna Linden: held on the advice of Police"
    assert field.printed.endswith("Not answered yet: whose parent that is")
    assert field.key in [one.key for one in referrals.view(case.session, case.referral).required]
    assert case.field("others_told").state is AnswerState.EMPTY


def test_an_unknown_parent_stands_once_where_every_childs_own_was_told(made_school: MadeSchool) -> None:
    case = Contact(made_school)
    case.mother("Astrid Lund", case.freya)
    case.told("Mrs Astrid Lund")
    case.told("Mrs Nora Quill")

    child, action = case.printed()
    assert "Quill" not in child
    assert action.count("Mrs Nora Quill told") == 1


def told_besides(case: Contact, whom: Whom, name: str, advised_by: str = "") -> None:
    """Somebody was told who is no parent, or is held back where somebody advised that."""
    state = TellingState.HELD if advised_by else TellingState.TOLD
    at = NOT_KNOWN if advised_by else moment("2026-10-16 15:58")
    entries.add_telling(case.session, case.incident, Telling(whom, name, state, at, advised_by=advised_by))


def test_one_of_those_who_are_asked_about_answers_for_no_other(made_school: MadeSchool) -> None:
    case = Contact(made_school)
    told_besides(case, Whom.OTHER, "Zurich Municipal")
    assert case.field("others_told").rest == "Chair of Governors, HR, employer, insurer and others"
    told_besides(case, Whom.HR, "")
    told_besides(case, Whom.CHAIR, "Mr Paul Strand")
    field = case.field("others_told")
    assert "HR told Fri 16 Oct 2026, 15:58" in field.text
    assert field.rest == "employer, insurer and others"


def test_the_agency_that_was_told_stands_where_the_form_asks_for_the_employer(
    made_school: MadeSchool,
) -> None:
    case = Contact(made_school)
    assert case.field("employer_told").state is AnswerState.EMPTY
    told_besides(case, Whom.EMPLOYER, "Brightstaff")
    field = case.field("employer_told")
    assert field.text == "Brightstaff told Fri 16 Oct 2026, 15:58"
    assert field.rest == "by whom, on whose advice"
    assert "employer" not in case.field("others_told").rest


def test_a_hold_on_the_agency_says_on_whose_advice(made_school: MadeSchool) -> None:
    case = Contact(made_school)
    told_besides(case, Whom.EMPLOYER, "Brightstaff", advised_by="the LADO")
    field = case.field("employer_told")
    assert (field.state, field.text) == (AnswerState.ANSWERED, "Brightstaff: held on the advice of the LADO")


@pytest.mark.parametrize("whom", [Whom.EMPLOYER, Whom.HR])
def test_a_familys_copy_has_when_the_agency_was_told_and_no_name_of_whoever_that_was(
    made_school: MadeSchool, whom: Whom
) -> None:
    case = Contact(made_school)
    told_besides(case, whom, "Ms Orla Quince")
    job = AudiencePaper(IncidentPaper(case.incident), Audience.PARENT, (case.freya,))
    words = " ".join(poppler_text(paper.issue(case.session, job).pdf).split())
    assert "Quince" not in words
    assert "Fri 16 Oct 2026, 15:58" in words
