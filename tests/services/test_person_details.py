"""Statuses, further names, who may be told and professionals: kept, found by, said on the page and before a telling."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.people import FamilyLink, Person, PersonKind, PersonRef, Relation
from safeguard_app.domain.periods import Period
from safeguard_app.domain.person_fact_checks import BOTH_WAYS, TWICE, WHO_IS_IT, WHY_NOT
from safeguard_app.domain.person_facts import (
    FurtherName,
    HeldStatus,
    NotToBeUsed,
    Professional,
    TellingRule,
)
from safeguard_app.services import incident_pages, people, person_details
from safeguard_app.services.session import Session
from tests.services.conftest import MadeSchool, adult, log_incident, pupil

BORN = date(2018, 3, 3)


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    """The DSL at work on 12 October 2026."""
    made_school.clock.set("2026-10-12 09:00")
    return made_school.sign_in()


def _with(session: Session, child: PersonRef, **facts: Any) -> Reference:
    assert child.reference is not None
    stored = people.stored_person(session, child.reference)
    changed = replace(stored.content, **facts)
    people.correct(session, child.reference, changed, "More is known.", replacing=stored.number)
    return child.reference


def _fault(session: Session, field: str, **facts: Any) -> str:
    with pytest.raises(RuleViolation) as refused:
        people.add(session, Person("Wren Hale", PersonKind.PUPIL, **facts))
    return refused.value.fields[field]


def test_a_person_is_found_by_a_former_surname_and_a_name_used_online(session: Session) -> None:
    """Type-ahead and list look at every name they go by or went by."""
    child = pupil(session, "Tyler Pike", BORN)
    names = (FurtherName("Tyler Renshaw", "former_surname"), FurtherName("Zed", "online"))
    _with(session, child, names=names)
    assert [one.name for one in people.suggest(session, "renshaw")] == ["Tyler Pike"]
    assert [one.name for one in people.rows(session, "zed")] == ["Tyler Pike"]


def test_the_list_is_narrowed_by_a_status_held_today_alone(session: Session) -> None:
    """A plan that ended, or one that begins next month, does not count."""
    now, over, later = (pupil(session, name, BORN) for name in ("Ann Now", "Bea Over", "Cal Later"))
    for child, period in (
        (now, Period(date(2026, 9, 1), None)),
        (over, Period(date(2025, 9, 1), date(2026, 7, 1))),
        (later, Period(date(2026, 11, 1), None)),
    ):
        _with(session, child, statuses=(HeldStatus("cp_plan", period),))
    assert [one.name for one in people.rows(session, status="cp_plan")] == ["Ann Now"]
    assert people.rows(session, status="young_carer") == []
    assert len(people.rows(session)) == 3


def test_the_page_says_what_holds_first_and_what_is_over_after_it(session: Session) -> None:
    """Statuses with their days, the current ones first."""
    child = pupil(session, "Tyler Pike", BORN)
    ended = HeldStatus("child_in_need", Period(date(2025, 1, 6), date(2025, 12, 1)))
    held = HeldStatus("looked_after", Period(date(2024, 5, 1), None), "Section 20")
    reference = _with(session, child, statuses=(ended, held))
    details = person_details.details_of(session, people.known(session, reference))
    assert [(one.label, one.current) for one in details.statuses] == [
        ("Looked after child", True),
        ("Child in need", False),
    ]
    assert details.statuses[1].days == "from Mon 6 Jan 2025 to Mon 1 Dec 2025"


def test_a_looked_after_child_is_said_so_in_a_record_and_a_young_carer_is_not(session: Session) -> None:
    """Only what others have to be told by stands beside the name; it is not written into the record."""
    child, other = pupil(session, "Tyler Pike", BORN), pupil(session, "Rhys Oakes", BORN)
    record = log_incident(session, "CB", (child, "target"), (other, "witness"))
    _with(session, child, statuses=(HeldStatus("looked_after"),))
    _with(session, other, statuses=(HeldStatus("young_carer"),))
    page = incident_pages.open_record(session, record)
    assert [one.statuses for one in page.people] == [("Looked after child",), ()]
    assert page.tags[0].endswith(", looked after child")
    assert "looked after" not in page.incident.participants[0].person.description


def test_who_holds_parental_responsibility_is_shown_from_either_side(session: Session) -> None:
    """Entered on the parent's page, it stands on the child's."""
    child = pupil(session, "Tyler Pike", BORN)
    assert child.reference is not None
    link = FamilyLink(child.reference.id, Relation.CHILD, parental_responsibility=True)
    mother, _ = people.add(session, Person("Mrs Dawn Pike", PersonKind.PARENT_CARER, family=(link,)))
    details = person_details.details_of(session, people.known(session, child.reference))
    assert [(one.person, one.says, one.why) for one in details.telling] == [
        (mother, "Parental responsibility", "Parent")
    ]


def test_before_a_telling_it_is_said_who_must_not_be_told_and_what_is_not_to_be_used(
    session: Session,
) -> None:
    """Over the pupils of the record, with the order in words and until when; a rule that is over is silent."""
    child = pupil(session, "Tyler Pike", BORN)
    father, _ = people.add(
        session,
        Person("Mr Gary Renshaw", PersonKind.PARENT_CARER, not_to_be_used=(NotToBeUsed("01632 960999"),)),
    )
    rules = (
        TellingRule("Gary Renshaw", father.id, False, "No contact", "Order of a court", date(2027, 1, 4)),
        TellingRule("Mr Old Rule", None, False, "Once", until=date(2026, 10, 11)),
    )
    _with(
        session,
        child,
        telling_rules=rules,
        family=(FamilyLink(father.id, Relation.PARENT, "father"),),
        not_to_be_used=(NotToBeUsed("12 Mill Lane", "He lives there"),),
    )
    record = log_incident(session, "CB", (child, "target"))
    found = person_details.telling_cautions(session, record)
    assert [one.name for one in found.parents] == ["Mr Gary Renshaw"]
    assert found.parents[0].must_not.startswith("must not be told about Tyler Pike: No contact")
    assert any("12 Mill Lane, He lives there" in words for words in found.cautions)
    assert any("01632 960999" in words for words in found.cautions)
    said = (
        "Gary Renshaw must not be told about Tyler Pike: No contact; Order of a court; until Mon 4 Jan 2027"
    )
    assert found.against("mr gary renshaw") == (said,)
    assert found.against("Mr Old Rule") == () and found.against("Mrs Pike") == () and found.against("") == ()


def test_a_relative_whose_conduct_it_is_about_is_not_offered(session: Session) -> None:
    """An aunt who is the adult of concern is nobody to ring about it."""
    child, aunt = pupil(session, "Tyler Pike", BORN), adult(session, "Shona Pike", "Midday supervisor")
    assert aunt.reference is not None
    _with(session, child, family=(FamilyLink(aunt.reference.id, Relation.AUNT_OR_UNCLE),))
    record = log_incident(session, "SPC", (aunt, "adult_of_concern"), (child, "child_contacted"))
    assert person_details.telling_cautions(session, record).parents == ()
    other = log_incident(session, "CB", (child, "target"))
    assert [one.name for one in person_details.telling_cautions(session, other).parents] == ["Shona Pike"]


def test_what_cannot_be_is_said_at_its_list(session: Session) -> None:
    """Nobody named, no reason, the same status twice over the same days, both may and must not."""
    assert _fault(session, "telling_rules", telling_rules=(TellingRule(" "),)) == WHO_IS_IT
    assert _fault(session, "telling_rules", telling_rules=(TellingRule("Mr Hale", may=False),)) == WHY_NOT
    both = (TellingRule("Mr Hale"), TellingRule("mr  hale", may=False, reason="An order"))
    assert _fault(session, "telling_rules", telling_rules=both) == BOTH_WAYS
    twice = (HeldStatus("ehcp", Period(date(2026, 1, 5), None)), HeldStatus("ehcp"))
    assert _fault(session, "statuses", statuses=twice) == TWICE
    backwards = (HeldStatus("ehcp", Period(date(2026, 2, 5), date(2026, 1, 5))),)
    assert _fault(session, "statuses", statuses=backwards)
    assert _fault(session, "professionals", professionals=(Professional(""),))
    assert _fault(session, "not_to_be_used", not_to_be_used=(NotToBeUsed(" "),))
    assert _fault(session, "names", names=(FurtherName("", "nickname"),))
    assert people.rows(session) == []
