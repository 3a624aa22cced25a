"""What parents were told and answered reaches a form about a child, whoever of them the register knows."""

from datetime import date

import pytest

from safeguard_app.domain.documents_issued import AnswerState
from safeguard_app.domain.entries import Telling, TellingState, Whom
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.people import FamilyLink, Person, PersonKind, PersonRef, Relation
from safeguard_app.services import entries, people
from safeguard_app.services.session import Session
from tests.services.conftest import MadeSchool, log_incident, moment, pupil
from tests.services.test_form_answers_what_is_asked import MARF, PREVENT, Shown
from tests.services.test_scenario_documents import begin, words_of

ANSWER = "Frightened of his father."


class Marrs:
    """Leon, his mother on the register, and a record of him and whoever else."""

    def __init__(
        self, school: MadeSchool, *others: str, mother: str = "Dawn Marr", withheld: str = ""
    ) -> None:
        school.clock.set("2026-10-16 16:10")
        self.session: Session = school.sign_in()
        self.leon = pupil(self.session, "Leon Marr", date(2011, 6, 20), "Year 10", "10D")
        if mother:
            self.parent(mother)
        named = [
            (pupil(self.session, name, date(2011, 6, 21), "Year 10"), "witness" if withheld else "target")
            for name in others
        ]
        self.record: Reference = log_incident(
            self.session, "CB", (self.leon, "target"), *named, withheld=withheld
        )

    def parent(self, name: str, child: PersonRef | None = None) -> None:
        of = (child or self.leon).reference
        assert of is not None
        link = FamilyLink(of.id, Relation.CHILD, household=True)
        people.add(self.session, Person(name, PersonKind.PARENT_CARER, family=(link,)))

    def told(self, name: str, response: str = "", state: TellingState = TellingState.TOLD) -> None:
        held = "PC 3391" if state is TellingState.HELD else ""
        at = moment("2026-10-16 16:00")
        said = Telling(Whom.PARENT, name, state, at, by="x", response=response, advised_by=held)
        entries.add_telling(self.session, self.record, said)

    def form(self, form: str = MARF) -> Shown:
        return Shown(self.session, begin(self.session, self.record, form, self.leon))


def test_a_parent_told_by_another_name_than_the_registers_stands_on_the_form(made_school: MadeSchool) -> None:
    case = Marrs(made_school)
    case.told("Mrs Marr", ANSWER)
    case.told("Mr Marr", state=TellingState.HELD)
    form = case.form()
    field = form["family_told"]
    assert field.state is AnswerState.PART and field.rest == "which parent that is"
    assert field.known.startswith("Mrs Marr told Fri 16 Oct 2026, 16:00")
    assert "Mr Marr: held on the advice of PC 3391" in field.known
    views = form["parents_views"]
    assert views.known == f"Mrs Marr, Fri 16 Oct 2026, 16:00: {ANSWER}"
    assert views.rest == "what the others say"
    said = words_of(form.session, form.referral)
    assert "Mrs Marr told" in said and ANSWER in said


def test_a_parent_of_the_register_takes_theirs(made_school: MadeSchool) -> None:
    case = Marrs(made_school)
    case.told("Mrs Dawn Marr", ANSWER)
    form = case.form()
    assert form["family_told"].state is AnswerState.EMPTY
    views = form["parents_views"]
    assert (views.state, views.text) == (
        AnswerState.ANSWERED,
        f"Mrs Dawn Marr, Fri 16 Oct 2026, 16:00: {ANSWER}",
    )
    case.parent("Sean Marr")
    assert form["parents_views"].rest == "what the others say"


def test_one_without_a_name_is_the_only_parents(made_school: MadeSchool) -> None:
    case = Marrs(made_school)
    case.told("", ANSWER)
    form = case.form()
    assert form["family_told"].state is AnswerState.EMPTY
    assert form["parents_views"].state is AnswerState.ANSWERED


@pytest.mark.parametrize(
    ("name", "fits"), [("Mrs Marr", True), ("D. Marr", True), ("Mrs Rowe", False), ("Mr Hall", False)]
)
def test_of_several_children_it_is_asked_whose_and_an_answer_stands_where_it_may_be_theirs(
    made_school: MadeSchool, name: str, fits: bool
) -> None:
    case = Marrs(made_school, "Mia Rowe")
    case.told(name, "We are worried.")
    form = case.form()
    assert form["family_told"].known.startswith(f"{name} told")
    assert form["family_told"].rest == "whose parent that is"
    views = form["parents_views"]
    assert ("We are worried." in views.known) is fits
    assert ("whose parent that is" in views.rest) is fits


def test_a_parent_known_to_be_another_childs_is_not_on_this_childs_form(made_school: MadeSchool) -> None:
    case = Marrs(made_school)
    mia = pupil(case.session, "Mia Rowe", date(2011, 6, 21), "Year 10")
    case.record = log_incident(case.session, "CB", (case.leon, "target"), (mia, "target"))
    case.parent("Grace Rowe", mia)
    case.told("Mrs Grace Rowe", "Mia is afraid of Leon.")
    form = case.form()
    assert form["family_told"].state is AnswerState.EMPTY
    assert form["parents_views"].state is AnswerState.EMPTY
    assert "Rowe told" not in words_of(form.session, form.referral)


def test_where_a_pupil_asked_not_to_be_named_neither_name_nor_answer_stands(made_school: MadeSchool) -> None:
    case = Marrs(made_school, "Mia Rowe", withheld="witness")
    case.told("Mrs Hall", "Mia told me at home.")
    form = case.form()
    assert form["family_told"].known.startswith("Parent or carer told")
    assert form["parents_views"].state is AnswerState.EMPTY
    assert "Hall" not in words_of(form.session, form.referral)


@pytest.mark.parametrize("name", ["Mrs Dawn Marr", "Mrs Marr"])
def test_prevent_shows_who_was_told_and_how_they_responded(made_school: MadeSchool, name: str) -> None:
    case = Marrs(made_school)
    child = Telling(
        Whom.CHILD, "Leon", TellingState.TOLD, moment("2026-10-16 15:00"), by="x", response="He shrugged."
    )
    entries.add_telling(case.session, case.record, child)
    case.told(name, ANSWER)
    field = case.form(PREVENT)["consent"]
    assert field.rest == "whether that was of this referral" and field.state is AnswerState.PART
    for said in ("Leon told", "He shrugged.", f"{name} told", ANSWER):
        assert field.known.count(said) == 1, said
