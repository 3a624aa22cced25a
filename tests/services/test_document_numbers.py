"""A document known by the number on its paper: which it is, whether a newer one exists, and nothing of other parts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.document_identity import DocumentIdentity, grouped_digits
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.handed_back import Outcome
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.records import RecordKind
from safeguard_app.services import document_numbers, handed_back, incidents, paper, search
from safeguard_app.services.event_details import detail_of
from safeguard_app.services.paper_views import IncidentPaper, Issued, SchedulePaper
from safeguard_app.services.session import Session
from safeguard_app.vault import reading
from tests.services.conftest import MadeSchool, adult, log_incident, pupil
from tests.services.quarantining import put_away, with_exhibit
from tests.services.test_handed_back import newest, said


@pytest.fixture
def made(made_school: MadeSchool) -> Iterator[tuple[Session, Reference, Issued]]:
    """A record that was printed."""
    session = made_school.sign_in()
    made_school.clock.set("2026-09-22 15:24")
    child = pupil(session, "Tyler Pike", date(2018, 3, 9))
    incident = log_incident(session, "CB", (child, "target"), account="He said nine comments.")
    yield session, incident, paper.issue(session, IncidentPaper(incident))


def stored(session: Session, document: Reference) -> Any:
    return session.vault.get(document)


def written(issued: Issued) -> tuple[str, ...]:
    """The number in every way in which it comes from paper."""
    digits = issued.document.id[:16]
    return (
        grouped_digits(digits),
        digits,
        f" {grouped_digits(digits).lower()} ",
        f"document {grouped_digits(digits)}",
        grouped_digits(issued.document.id),
    )


def corrected(session: Session, incident: Reference) -> None:
    """Something else stands in the record now."""
    now = incidents.current(session, incident)
    changed = replace(now.content, summary="A chat in the evening")
    incidents.correct(session, incident, changed, "Said later.", replacing=now.number)


def test_a_number_says_which_document_it_is_in_one_event(made: tuple[Session, Reference, Issued]) -> None:
    session, incident, issued = made
    for typed in written(issued):
        before = session.vault.daily.head.number
        found = document_numbers.check_number(session, typed)
        assert found.outcome is Outcome.NUMBERED and found.is_numbered and not found.is_as_issued
        assert session.vault.daily.head.number == before + 1
        assert newest(session) == (
            EventKind.DOCUMENT_CHECKED,
            {"found": "numbered", "document": issued.document.id},
        )
    facts = dict(found.facts)
    assert facts["Number"] == grouped_digits(issued.document.id[:16])
    assert facts["Record"] == incidents.case_of(session, incident)
    assert facts["Document"].endswith("copy 1") and "Tue 22 Sep 2026, 15:24" in facts["Made"]
    assert facts["Newer version"] == "None was issued"
    assert found.document == issued.document
    assert paper.open_issued(session, issued.document).pdf == issued.pdf


def test_it_says_that_a_newer_version_was_issued_and_that_the_record_was_an_error(
    made: tuple[Session, Reference, Issued],
) -> None:
    session, incident, issued = made
    paper.issue(session, IncidentPaper(incident))
    number = issued.document.id[:16]
    assert dict(document_numbers.check_number(session, number).facts)["Newer version"] == "None was issued"
    corrected(session, incident)
    newer = paper.issue(session, IncidentPaper(incident))
    facts = dict(document_numbers.check_number(session, number).facts)
    assert facts["Newer version"].startswith("Version 2 was issued on Tue 22 Sep 2026")
    mine = dict(document_numbers.check_number(session, newer.document.id[:16]).facts)
    assert mine["Newer version"] == "None was issued" and mine["Document"].endswith("version 2, copy 3")
    incidents.enter_in_error(session, incident, "Another child.")
    assert "entered in error" in dict(document_numbers.check_number(session, number).facts)["Since then"]


def test_the_code_as_a_scanner_reads_it_is_held_against_the_content(
    made: tuple[Session, Reference, Issued],
) -> None:
    session, _, issued = made
    content = stored(session, issued.document).content.version.content
    code = DocumentIdentity(issued.document.id, content[:16]).payload
    assert document_numbers.check_number(session, f"{code}\r\n").is_numbered
    forged = DocumentIdentity(issued.document.id, "0" * 16).payload
    found = document_numbers.check_number(session, forged)
    assert found.outcome is Outcome.NUMBERED and not found.is_numbered
    assert "names another content" in found.sentence and dict(found.facts)["Number"]


def test_a_number_typed_amiss_is_shown_where_and_an_unknown_one_said_plainly(
    made: tuple[Session, Reference, Issued],
) -> None:
    session, _, issued = made
    digits = issued.document.id[:16]
    slip = f"{digits[:9]}{'0' if digits[9] != '0' else '1'}{digits[10:]}"
    found = document_numbers.check_number(session, slip)
    assert found.outcome is Outcome.NO_SUCH_NUMBER and found.document is None and not found.facts
    assert "group 3" in found.sentence and slip[8:12].upper() in found.sentence
    other = "".join("1" if one != "1" else "2" for one in digits)
    found = document_numbers.check_number(session, other)
    assert "No document of this number" in found.line.words and not found.facts and not found.is_numbered
    assert newest(session) == (EventKind.DOCUMENT_CHECKED, {"found": "no_such_number"})


def test_the_audit_says_what_was_found_in_words(made: tuple[Session, Reference, Issued]) -> None:
    session, _, issued = made
    for typed, words in (
        (issued.document.id, "By the number on paper"),
        ("1" * 16, "No document known here"),
    ):
        document_numbers.check_number(session, typed)
        opened = session.vault.daily
        logged = reading.events(opened.connection, newest=opened.head.number, limit=1)[0]
        assert words in detail_of(session, logged, [])


def test_what_is_no_number_says_what_is_wrong_and_leaves_no_event(
    made: tuple[Session, Reference, Issued],
) -> None:
    session, _, _issued = made
    before = session.vault.daily.head.number
    for typed, words in (("", "four groups of four"), ("12 34", "4 of 16"), ("é" * 16, "no “É”")):
        with pytest.raises(RuleViolation) as refused:
            document_numbers.check_number(session, typed)
        assert words in refused.value.fields["number"]
    assert session.vault.daily.head.number == before


def test_a_document_of_a_part_that_is_not_open_is_of_no_number_here(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    made_school.clock.set("2026-09-22 15:24")
    aunt = adult(session, "Shona Pike", "Midday supervisor")
    issued = paper.issue(session, IncidentPaper(log_incident(session, "SPC", (aunt, "adult_of_concern"))))
    assert issued.document.compartment is Compartment.ADULTS
    assert document_numbers.check_number(session, issued.document.id).is_numbered
    assert newest(session, Compartment.ADULTS)[1]["document"] == issued.document.id
    deputy = made_school.sign_in("deputy")
    digits = issued.document.id[:16]
    unknown = document_numbers.check_number(deputy, "".join("1" if one != "1" else "2" for one in digits))
    slip = ("0" if digits[0] != "0" else "1") + digits[1:]
    for typed in (digits, issued.document.id, slip):
        assert document_numbers.check_number(deputy, typed) == unknown
        assert newest(deputy) == (EventKind.DOCUMENT_CHECKED, {"found": "no_such_number"})
        assert search.search(deputy, typed).rows == ()


def test_one_that_shows_a_picture_in_quarantine_is_named_and_not_opened(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    incident, item = with_exhibit(session)
    issued = paper.issue(session, SchedulePaper(incident, pictures=True))
    put_away(session, item)
    found = document_numbers.check_number(session, issued.document.id)
    assert found.is_numbered and found.document is None
    assert "in quarantine, so it is not opened" in found.sentence and "quokka" not in said(found)
    assert handed_back.check(session, issued.pdf).document is None


def test_search_finds_a_document_by_its_number_alone_and_leaves_no_trace(
    made: tuple[Session, Reference, Issued],
) -> None:
    session, incident, issued = made
    before = session.vault.daily.head.number
    for typed in written(issued):
        found = search.search(session, typed)
        (row,) = found.rows
        assert (row.kind, row.reference) == (RecordKind.DOCUMENT, issued.document)
        assert incidents.case_of(session, incident) in row.second and "copy 1" in row.second
        assert found.sentence == "1 found." and not found.more
    assert not search.search(session, issued.document.id[:15]).rows
    assert session.vault.daily.head.number == before


def test_a_file_that_comes_back_can_be_opened_as_it_was_issued(
    made: tuple[Session, Reference, Issued],
) -> None:
    session, _, issued = made
    for handed in (issued.pdf, issued.pdf + b" "):
        found = handed_back.check(session, handed)
        assert found.document == issued.document, said(found)
