"""Copies are counted among those for the same people alone: a number on a copy tells nobody what others were given."""

import pytest

from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.services import paper, sharing
from safeguard_app.services.paper_views import (
    AudiencePaper,
    ChronologyPaper,
    IncidentPaper,
    Issued,
    PaperJob,
    SharingPaper,
)
from safeguard_app.services.session import Session
from safeguard_app.services.sharing_views import SharingInput
from tests.services.audience_school import Group, group
from tests.services.scenario_papers import said_anywhere


@pytest.fixture
def there(session: Session) -> Group:
    """Derrylough's group."""
    return group(session)


def said(made: Issued) -> str:
    """Everything the file says."""
    return said_anywhere(made.pdf)


def issued(there: Group, job: PaperJob, audience: Audience, whose: str) -> Issued:
    return paper.issue(there.session, AudiencePaper(job, audience, (there.people[whose],)))


def test_each_family_and_each_audience_has_its_own_first_copy(there: Group) -> None:
    record = IncidentPaper(there.incident)
    paper.issue(there.session, record)
    for audience in (Audience.PARENT, Audience.SUBJECT_ACCESS):
        for whose in ("reece", "tomasz", "kacper"):
            made = issued(there, record, audience, whose)
            assert made.copy == "copy 1" and "version 1, copy 1" in said(made)
            assert "copy 2" not in said(made)
    again = issued(there, record, Audience.PARENT, "tomasz")
    assert again.copy == "copy 2" and "version 1, copy 2" in said(again)


def test_a_childs_chronology_is_not_counted_with_anothers(there: Group) -> None:
    for whose in ("reece", "tomasz"):
        place = there.people[whose].reference
        assert place is not None
        lines = ChronologyPaper(place, Compartment.DAILY, everything=True)
        assert paper.issue(there.session, lines).copy == "copy 1"
        assert issued(there, lines, Audience.PARENT, whose).copy == "copy 1"
        assert issued(there, lines, Audience.PARENT, whose).copy == "copy 2"


def test_the_sheet_of_a_sharing_tells_of_no_other_sharing(there: Group) -> None:
    for to in ("Ms Priya Sandhu", "Mr Col Ashby"):
        given = SharingInput(
            there.incident,
            ("record",),
            "Strategy discussion",
            "public_task",
            "safeguarding",
            to,
            "Eastmarch children’s services",
            "01632 960 001",
            audience=Audience.AUTHORITY.value,
        )
        place, _ = sharing.prepare(there.session, given)
        made = paper.issue(there.session, SharingPaper(place))
        assert made.copy == "copy 1" and "Sharing no." not in said(made)
    assert paper.issue(there.session, SharingPaper(place)).copy == "copy 2"
