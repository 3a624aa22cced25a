"""Sharing: relatives as whoever a copy is for, and names in what is typed that its reader may not read."""

from dataclasses import replace

import pytest

from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.services import paper, sharing, sharing_choices, sharing_pages
from safeguard_app.services.paper_leaving import outside_of
from safeguard_app.services.paper_views import AudiencePaper, IncidentPaper
from safeguard_app.services.session import Session
from safeguard_app.services.sharing_choices import key_of_subject
from safeguard_app.services.sharing_views import SharingInput
from tests.services.audience_school import Group, group
from tests.services.conftest import log_incident
from tests.services.scenario_papers import said_anywhere


@pytest.fixture
def there(session: Session) -> Group:
    """Derrylough's group."""
    return group(session)


def typed(there: Group, **other: object) -> SharingInput:
    """A parent's copy, as it is typed."""
    given = SharingInput(
        there.incident,
        ("record",),
        purpose="They asked to see it",
        basis="public_task",
        condition="safeguarding",
        recipient="Mrs Joan Irwin",
        organisation="Family of the child",
        audience=Audience.PARENT.value,
        subject=key_of_subject(there.people["reece"]),
    )
    return replace(given, **other)  # type: ignore[arg-type]  # fields by name


def said(session: Session, given: SharingInput) -> str:
    """All words of the one document that is made."""
    place, _ = sharing.prepare(session, given)
    (made,) = sharing_pages.view_of(session, place).papers
    return said_anywhere(paper.open_issued(session, made.document).pdf)


def test_relatives_on_the_register_are_offered_and_their_child_stays_named(there: Group) -> None:
    session = there.session
    offered = dict(sharing_choices.choices(session, there.incident).subjects)
    joan = key_of_subject(there.people["joan"])
    assert "of the family of Reece Irwin" in offered[joan]
    words = said(session, typed(there, subject=joan))
    assert "Reece Irwin" in words and "Child B" in words and "Zieli" not in words


def test_a_copy_about_another_child_is_refused_beside_whose_copy_it_is(there: Group) -> None:
    session = there.session
    chronology = next(
        one.key
        for one in sharing_choices.choices(session, there.incident).papers
        if one.title == "Chronology of Tomasz Zieliński"
    )
    with pytest.raises(RuleViolation) as refused:
        sharing.prepare(session, typed(there, papers=(chronology,)))
    assert set(refused.value.fields) == {"subject"}


@pytest.mark.parametrize(
    ("field", "words", "found"),
    [
        ("purpose", "What T. Zieliński said to Reece Irwin", "Zieliński"),
        ("purpose", "About kacper_the_king and the group", "kacper_the_king"),
        ("recipient", "Mrs Aneta Zielińska", "Aneta Zielińska"),
        ("recipient", "Dr Kacper Wilk", "Kacper Wilk"),
        ("organisation", "Kept with Kacper Wilk", "Kacper Wilk"),
        ("contact", "Aneta.Z@mail.example", "Aneta.Z@mail.example"),
        ("contact", "kacper_the_king on WhatsApp", "kacper_the_king"),
        ("contact", "kacperwilk@mail.example", "kacperwilk"),
    ],
)
def test_a_name_the_reader_may_not_read_is_refused_beside_its_field(
    there: Group, field: str, words: str, found: str
) -> None:
    before = len(paper.issued(there.session, there.incident))
    with pytest.raises(RuleViolation) as refused:
        sharing.prepare(there.session, typed(there, **{field: words}))
    assert set(refused.value.fields) == {field} and found in refused.value.fields[field]
    assert len(paper.issued(there.session, there.incident)) == before, "nothing was made"


@pytest.mark.parametrize(
    "other",
    [
        {"recipient": "Mr Paul Wilk"},
        {"recipient": "Mrs Joan Page"},
        {"recipient": "Mr K Wilk"},
        {"recipient": "Mrs Zielińska"},
        {"recipient": "Ms Mia Wilk, for Will"},
        {"organisation": "Wilk and Page Solicitors"},
        {"contact": "j.page@mail.example"},
        {"contact": "028 9018 0018"},
    ],
    ids=lambda other: next(iter(other.values())),
)
def test_who_receives_it_may_be_called_as_a_hidden_child_is_in_part(
    there: Group, other: dict[str, str]
) -> None:
    """A social worker who has a pupil's surname, or first name, is still theirs to name: Smith, Khan and Jones are."""
    sharing.prepare(there.session, typed(there, purpose="About Reece Irwin", **other))


def test_a_transfer_pack_goes_to_a_teacher_with_a_hidden_childs_surname(there: Group) -> None:
    pack = {"audience": Audience.TRANSFER.value, "purpose": "New school", "organisation": "Moyle High School"}
    sharing.prepare(there.session, typed(there, recipient="Mrs Ann Page", **pack))


def test_for_the_police_others_are_named_but_nobody_who_asked_not_to_be(there: Group) -> None:
    session = there.session
    police = {"audience": Audience.POLICE.value, "subject": "", "purpose": "About Tomasz Zieliński"}
    assert said(session, typed(there, **police))
    withheld = log_incident(
        session,
        "CB",
        (there.people["reece"], "alleged"),
        (there.people["tomasz"], "witness"),
        account="Told of Reece.",
        withheld="witness",
    )
    for recipient in ("Ms Dana Zielińska", "DC Tomasz Berry"):
        sharing.prepare(
            session, typed(there, incident=withheld, **police | {"purpose": "x", "recipient": recipient})
        )
    for audience in (Audience.POLICE.value, ""):
        with pytest.raises(RuleViolation) as refused:
            given = typed(there, incident=withheld, audience=audience, purpose="About Tomasz Zieliński")
            sharing.prepare(session, given)
        assert set(refused.value.fields) == {"purpose"}


def test_a_copy_for_a_relative_and_their_child_opens_sharing_for_the_relative(there: Group) -> None:
    both = (there.people["reece"], there.people["joan"])
    wanted = outside_of(there.session, AudiencePaper(IncidentPaper(there.incident), Audience.PARENT, both))
    assert wanted is not None and wanted.subject == key_of_subject(there.people["joan"])
