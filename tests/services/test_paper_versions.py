"""A document that is made again says which version it is and what changed; the file is known by its number."""

import io
from dataclasses import replace
from datetime import date

import pikepdf
import pytest

from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.document_identity import DocumentIdentity, identity_in
from safeguard_app.domain.documents_issued import IssuedDocument
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import incidents, paper
from safeguard_app.services.paper_views import (
    AudiencePaper,
    ChronologyPaper,
    DaySheetPaper,
    IncidentPaper,
    Issued,
    RegisterPaper,
)
from safeguard_app.services.session import Session
from tests.documents.reading import artefacts, pages
from tests.services.conftest import MadeSchool, log_incident, pupil


class Case:
    """A record, and documents made of it as it goes on."""

    def __init__(self, school: MadeSchool) -> None:
        school.clock.set("2026-10-12 09:00")
        self.clock = school.clock
        self.session: Session = school.sign_in()
        child = pupil(self.session, "Rosa Lindqvist", date(2016, 5, 2))
        self.record: Reference = log_incident(self.session, "CB", (child, "target"))

    def issue(self) -> Issued:
        """One more document."""
        return paper.issue(self.session, IncidentPaper(self.record))

    def correct(self, **changes: object) -> None:
        """A new version of the record."""
        stored = incidents.current(self.session, self.record)
        incident = replace(stored.content, **changes)  # type: ignore[arg-type]
        incidents.correct(self.session, self.record, incident, "As it was.", replacing=stored.number)

    def kept(self, issued: Issued) -> IssuedDocument:
        """What the log holds of a document."""
        content = self.session.vault.get(issued.document).content
        assert isinstance(content, IssuedDocument)
        return content


@pytest.fixture
def case(made_school: MadeSchool) -> Case:
    return Case(made_school)


def first_page(issued: Issued) -> str:
    return " ".join(pages(issued.pdf)[0].split())


def test_the_first_is_version_one_and_says_of_no_change(case: Case) -> None:
    made = case.issue()
    assert "Changed since" not in first_page(made)
    assert all("version 1, copy 1" in one for one in artefacts(made.pdf))


def test_made_again_of_the_same_record_it_is_the_same_version_and_another_copy(case: Case) -> None:
    first, again = case.issue(), case.issue()
    assert "version 1, copy 2" in artefacts(again.pdf)[0]
    assert case.kept(first).version.content == case.kept(again).version.content
    assert case.kept(first).version.number == case.kept(again).version.number == 1


def test_what_changed_is_said_on_the_first_page_by_the_parts_of_the_paper(case: Case) -> None:
    case.issue()
    case.clock.set("2026-10-14 11:00")
    case.correct(summary="A comment about a pupil’s sister, seen on Sunday.")
    made = case.issue()
    seen = first_page(made)
    assert "Version 2. Changed since version 1 (issued Mon 12 Oct 2026, 09:00): " in seen
    assert "What happened, new" in seen
    assert "Versions, 1 added" in seen
    assert all("version 2, copy 2" in one for one in artefacts(made.pdf))
    assert "Changed since version 1" in first_page(case.issue()), "a further copy of version 2 says it too"


def test_a_part_that_went_is_counted_and_not_named(case: Case) -> None:
    case.correct(summary="Something that is not to be said again.")
    case.issue()
    case.correct(summary="")
    seen = first_page(case.issue())
    assert "part taken out" in seen
    assert "What happened" not in seen.split("Changed since")[1].split("Chain head")[0]


def test_a_preview_says_what_would_be_said_and_has_no_number(case: Case) -> None:
    case.issue()
    case.correct(summary="Something else.")
    looked_at = paper.preview(case.session, IncidentPaper(case.record))
    seen = " ".join(pages(looked_at.pdf)[0].split())
    assert "Version 2. Changed since version 1" in seen
    assert "Not issued yet" in seen
    with pikepdf.open(io.BytesIO(looked_at.pdf)) as opened:
        identity = identity_in(bytes(opened.Root.Metadata.read_bytes()).decode())
    assert identity is not None
    assert not identity.is_issued


def test_the_number_in_the_file_is_that_of_the_document_in_the_log(case: Case) -> None:
    made = case.issue()
    content = case.kept(made).version.content
    with pikepdf.open(io.BytesIO(made.pdf)) as opened:
        assert bytes(opened.trailer.ID[0]).hex() == made.document.id
        packet = bytes(opened.Root.Metadata.read_bytes()).decode()
    assert identity_in(packet) == DocumentIdentity(made.document.id, content[:16])
    assert made.document.id[:4].upper() in artefacts(made.pdf)[0]


def test_a_paper_about_no_record_is_no_version_of_the_one_before(case: Case) -> None:
    part = case.record.compartment
    for job in (DaySheetPaper(part), RegisterPaper()):
        made = paper.issue(case.session, job)
        assert "version" not in artefacts(made.pdf)[0]
        assert case.kept(made).version.number == 0
        with pikepdf.open(io.BytesIO(made.pdf)) as opened:
            assert bytes(opened.trailer.ID[0]).hex() == made.document.id


def test_another_record_begins_at_version_one(case: Case) -> None:
    case.issue()
    case.correct(summary="Something else.")
    case.issue()
    other = log_incident(case.session, "CB", (pupil(case.session, "Noor Haddad", date(2016, 1, 1)), "target"))
    made = paper.issue(case.session, IncidentPaper(other))
    assert "version 1, copy 1" in artefacts(made.pdf)[0]


def test_a_chronology_says_how_many_lines_came_and_no_other_childs_is_a_version_of_it(case: Case) -> None:
    part = case.record.compartment
    children = [
        one.person.reference for one in incidents.current(case.session, case.record).content.participants
    ]
    other = pupil(case.session, "Noor Haddad", date(2016, 1, 1)).reference
    assert children[0] is not None and other is not None
    rosa, noor = ChronologyPaper(children[0], part), ChronologyPaper(other, part)
    assert "Changed since" not in first_page(paper.issue(case.session, rosa))
    log_incident(case.session, "CB", (PersonRef(children[0], "Rosa Lindqvist"), "target"))
    assert "Changed since" not in first_page(paper.issue(case.session, noor))
    second = paper.issue(case.session, rosa)
    assert "1 added." in first_page(second)
    assert "Version 2. Changed since version 1" in first_page(second)


def test_a_copy_for_the_authority_has_versions_of_its_own_and_says_whom_it_is_for(case: Case) -> None:
    case.issue()
    case.correct(summary="Something else.")
    for audience, to in (
        (Audience.AUTHORITY, case.session.school.local_authority),
        (Audience.POLICE, "The police"),
    ):
        made = paper.issue(case.session, AudiencePaper(IncidentPaper(case.record), audience))
        assert "version 1" in artefacts(made.pdf)[0]
        assert f"To {to}" in first_page(made)
