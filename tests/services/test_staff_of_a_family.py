"""Somebody who works here and is the mother of a child whom a copy calls by a letter: her name would tell who it is."""

from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.people import FamilyLink, Person, PersonKind, PersonRef, Relation
from safeguard_app.services import paper, people
from safeguard_app.services.paper_views import AudiencePaper, ChronologyPaper, IncidentPaper
from safeguard_app.services.session import Session
from tests.services.conftest import MadeSchool, adult, log_incident, pupil
from tests.services.scenario_papers import words_of

ACCOUNT = "Ben did it. Mrs Quillfeather, his mother, who works in the kitchen, came. Helen was upset. Mr Reed saw it."


class Kitchen:
    """Anna and Ben on one record; Ben's mother is on the staff, and so is Mr Reed, who is nobody's family."""

    def __init__(self, session: Session, of: str) -> None:
        self.session = session
        self.anna = pupil(session, "Anna Lowe", date(2016, 1, 1), "Year 5", "5B")
        self.ben = pupil(session, "Ben Quillfeather", date(2016, 1, 1), "Year 5", "5B")
        child = {"ben": self.ben, "anna": self.anna}[of]
        assert child.reference is not None
        link = FamilyLink(child.reference.id, Relation.CHILD)
        made = Person("Mrs Helen Quillfeather", PersonKind.STAFF, family=(link,))
        helen = PersonRef(people.add(session, made)[0], "Mrs Helen Quillfeather")
        reed = adult(session, "Mr Owen Reed", "Teacher")
        there = ((self.anna, "target"), (self.ben, "alleged"), (helen, "witness"), (reed, "witness"))
        self.record = log_incident(session, "CB", *there, account=ACCOUNT)

    def copy(self, audience: Audience, *, lines: bool = False) -> str:
        """What stands in the copy that is Anna's."""
        job = IncidentPaper(self.record)
        if lines:
            assert self.anna.reference is not None
            job = ChronologyPaper(self.anna.reference, self.record.compartment, everything=True)  # type: ignore[assignment]
        whose = (self.anna,) if audience.needs_subjects else ()
        return words_of(paper.issue(self.session, AudiencePaper(job, audience, whose)).pdf)


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    """The lead at work."""
    made_school.clock.set("2026-10-12 09:00")
    return made_school.sign_in()


@pytest.mark.parametrize("lines", [False, True])
@pytest.mark.parametrize("audience", [Audience.PARENT, Audience.SUBJECT_ACCESS, Audience.TRANSFER])
def test_she_is_called_by_a_letter_as_her_child_is(
    session: Session, audience: Audience, *, lines: bool
) -> None:
    said = Kitchen(session, "ben").copy(audience, lines=lines)
    assert not [name for name in ("Helen", "Quillfeather", "Ben") if name in said]
    assert "Reed" in said, "who works here and is nobody’s family stays"


def test_whoever_is_the_mother_of_both_stays_in_the_copy_of_either(session: Session) -> None:
    there = Kitchen(session, "ben")
    assert there.ben.reference is not None and there.anna.reference is not None
    known = people.open_person(session, there.anna.reference).person
    helen = next(
        one for one in people.open_person(session, there.ben.reference).family if "Helen" in one.name
    )
    assert helen.person is not None
    link = FamilyLink(helen.person.id, Relation.PARENT)
    people.correct(session, there.anna.reference, replace(known, family=(link,)), "Hers too.", replacing=1)
    assert "Helen" in there.copy(Audience.PARENT)


def test_of_the_child_whose_copy_it_is_she_stays_and_for_an_authority_too(session: Session) -> None:
    assert "Helen" in Kitchen(session, "anna").copy(Audience.PARENT)
    assert "Mrs Quillfeather" in Kitchen(session, "ben").copy(Audience.AUTHORITY)
