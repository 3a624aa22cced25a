"""Declarations beyond family: friendships with parents, former pupils, tuition, somebody who may pose a risk."""

from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.documents.content import PageFrame, Section
from safeguard_app.domain.declarations import (
    Connection,
    ContactWay,
    DeclarationKind,
    DeclaredPupil,
    OtherSide,
    Said,
)
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.people import PersonRef, Relation
from safeguard_app.services.declaration_detail import detail
from safeguard_app.services.paper_declaration import sheet_document
from safeguard_app.services.paper_register import register_document
from safeguard_app.services.person_declarations import declarations_of
from safeguard_app.services.register import register
from safeguard_app.services.register_facts import declaration
from safeguard_app.services.session import Session
from tests.services.conftest import MadeSchool, adult, pupil
from tests.services.test_declarations import connected, declared, parent


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    """Signed in as the lead on 12 October."""
    made = made_school.sign_in()
    made_school.clock.set("2026-10-12 09:00")
    return made


def friend_of(session: Session, other: PersonRef, *children: PersonRef) -> DeclaredPupil:
    return DeclaredPupil(
        other,
        Relation.OTHER,
        side=OtherSide.PARENT,
        connection=Connection.PARENT_FRIENDSHIP,
        since="2009",
        ways=(ContactWay.SOCIAL_MEDIA, ContactWay.TELEPHONE),
        before_post=Said.YES,
        outside_school=Said.YES,
        children=children,
    )


def test_a_friendship_with_a_parent_says_what_the_policies_ask(session: Session) -> None:
    toby, mother = adult(session, "Toby Ames", "Teacher"), parent(session, "Ewa Zielna")
    tomasz = pupil(session, "Tomasz Zielny", date(2017, 3, 9))
    made = connected(
        session, DeclarationKind.FRIENDSHIP, toby, friend_of(session, mother, tomasz), "2026-09-14"
    )

    shown = detail(session, made)
    facts = dict(shown.pupils[0].facts)

    assert shown.subtitle == "Teacher. Friend"
    assert "no exception" in shown.gives_exception
    assert facts["Who they are"] == "Parent or carer"
    assert facts["Before the adult worked here"] == facts["Friends apart from the school"] == "Yes"
    assert facts["Children at the school"] == "Tomasz Zielny"
    assert facts["In touch by"] == "Social media, Telephone"
    assert "Household" not in facts and "Teaches or supervises" not in facts
    assert mother.reference is not None
    assert [one.other for one in declarations_of(session, mother.reference)] == ["Toby Ames"]


def test_each_kind_stands_under_its_own_heading_on_screen_and_on_paper(session: Session) -> None:
    shona, tyler = adult(session, "Shona Pike", "TA"), pupil(session, "Tyler Pike", date(2018, 3, 9))
    partner = PersonRef(None, "Somebody he lives with")
    risk = DeclaredPupil(
        partner, Relation.OTHER, side=OtherSide.MAY_POSE_RISK, connection=Connection.LIVES_WITH
    )
    connected(session, DeclarationKind.OTHER, shona, risk, "2026-09-15")
    declared(session, shona, tyler, "2026-09-16 10:00")

    shown = register(session)
    printed = register_document(shown, PageFrame("School"))

    headings = ["Family relationships", "Other connections"]
    assert [row.heading for row in shown.rows] == headings
    assert [row.exception for row in shown.rows] == [True, False]
    assert [block.title for block in printed.blocks if isinstance(block, Section)] == headings


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        (DeclarationKind.FRIENDSHIP, "Acknowledgement of a declared friendship"),
        (DeclarationKind.FORMER_PUPIL, "Acknowledgement of contact with a former pupil"),
        (DeclarationKind.OTHER, "Acknowledgement of a declared connection"),
    ],
)
def test_each_kind_has_a_sheet_of_its_own_that_is_no_family_exception(
    session: Session, kind: DeclarationKind, title: str
) -> None:
    toby, other = adult(session, "Toby Ames", "Teacher"), PersonRef(None, "Ewa Zielna")
    about = friend_of(session, other)
    if kind is not DeclarationKind.FRIENDSHIP:
        about = replace(about, side=OtherSide.FORMER_PUPIL, connection=Connection.TAUGHT_BEFORE)
    made = connected(session, kind, toby, about, "2026-09-14")

    printed = sheet_document(session, declaration(session, made), PageFrame("School"))

    said = repr(printed)
    assert printed.title == title
    assert "no exception to the rule of no contact" in said
    assert "2009" in said and "Social media, Telephone" in said
    assert "Household" not in said


def test_a_parent_is_no_family_of_the_school(session: Session) -> None:
    toby, mother = adult(session, "Toby Ames", "Teacher"), parent(session, "Ewa Zielna")
    with pytest.raises(RuleViolation) as refused:
        connected(
            session, DeclarationKind.FAMILY_RELATIONSHIP, toby, friend_of(session, mother), "2026-09-14"
        )
    assert "pupils" in refused.value.fields


@pytest.mark.parametrize("which", ["self", "parent as child", "adult as child"])
def test_nobody_is_declared_as_themself_nor_as_their_own_child(session: Session, which: str) -> None:
    toby, mother = adult(session, "Toby Ames", "Teacher"), parent(session, "Ewa Zielna")
    about = {
        "self": friend_of(session, toby),
        "parent as child": friend_of(session, mother, mother),
        "adult as child": friend_of(session, mother, toby),
    }[which]
    with pytest.raises(RuleViolation) as refused:
        connected(session, DeclarationKind.FRIENDSHIP, toby, about, "2026-09-14")
    assert "pupils" in refused.value.fields


def test_tuition_says_whether_it_is_paid_and_whether_the_school_has_part_in_it(session: Session) -> None:
    idris, leon = adult(session, "Idris Vaughan", "Caretaker"), pupil(session, "Leon Marsh", date(2016, 3, 9))
    lessons = DeclaredPupil(
        leon,
        Relation.OTHER,
        words="guitar lessons",
        connection=Connection.TUITION,
        ways=(ContactWay.TUITION,),
        tuition_paid=Said.YES,
        tuition_at_school=Said.NO,
    )
    made = connected(session, DeclarationKind.OTHER, idris, lessons, "2026-09-14")

    facts = dict(detail(session, made).pupils[0].facts)

    assert (facts["Tuition is paid for"], facts["Tuition at or through the school"]) == ("Yes", "No")
    assert register(session).rows[0].relationship == "guitar lessons"
