"""Of a document that came back: the newer version, and to whom it went, for those alone who open its part."""

from dataclasses import replace
from pathlib import Path

import pytest

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.handed_back import Outcome
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services import (
    document_numbers,
    handed_back,
    incidents,
    paper,
    sharing,
    sharing_checks,
    sharing_pages,
)
from safeguard_app.services.handed_back_words import HandedBack
from safeguard_app.services.paper_views import IncidentPaper, Issued
from safeguard_app.services.session import Session
from tests.services.conftest import MadeSchool, adult, log_incident
from tests.services.test_handed_back import said
from tests.services.test_sharing import Prepared, given, prepared
from tests.services.written_sharings import print_out

__all__ = ["prepared"]

NOWHERE = "The log knows of no time that it was printed or saved"


def shared(session: Session, place: Reference) -> Issued:
    """The document of a sharing, with its bytes."""
    return paper.open_issued(session, sharing_pages.view_of(session, place).papers[0].document)


def both(session: Session, issued: Issued) -> tuple[HandedBack, HandedBack]:
    """What is said of it as a file, and by its number."""
    return (
        handed_back.check(session, issued.pdf),
        document_numbers.check_number(session, issued.document.id[:16]),
    )


def test_a_newer_version_is_said_of_a_file_as_of_a_number(prepared: Prepared) -> None:
    made, session, incident, place = prepared
    issued = shared(session, place)
    for found in both(session, issued):
        assert dict(found.facts)["Newer version"] == "None was issued"
        assert "newer version" not in found.sentence
    now = incidents.current(session, incident)
    changed = replace(now.content, summary="Nine comments")
    incidents.correct(session, incident, changed, "Said later.", replacing=now.number)
    made.clock.forward(minutes=5)
    sharing.prepare(session, given(incident))
    for found in both(session, issued):
        assert dict(found.facts)["Newer version"] == "Version 2 was issued on Tue 22 Sep 2026, 15:29"
    assert "A newer version was issued since." in handed_back.check(session, issued.pdf).sentence


def test_to_whom_a_copy_went_is_named_and_stands_apart_from_the_facts(prepared: Prepared) -> None:
    _, session, _, place = prepared
    issued = shared(session, place)
    for found in both(session, issued):
        assert found.to_whom == (
            (
                "Made for",
                "Ms Priya Sandhu, Eastmarch children’s services. Sharing no. 1, which is not known to have gone out",
            ),
        )
        assert dict(found.facts)["Went out"] == NOWHERE
    assert "so ask as well how it came to leave" in handed_back.check(session, issued.pdf).sentence
    assert "after it left" not in said(handed_back.check(session, issued.pdf + b" "))
    sharing_checks.urgent(session, sharing_pages.view_of(session, place))
    print_out(session, place, 2, "PC Ann Reed")
    for found in both(session, issued):
        ((label, words),) = found.to_whom
        assert label == "Went to" and words.endswith("collected by PC Ann Reed")
        assert words.startswith(
            "Ms Priya Sandhu, Eastmarch children’s services. Sharing no. 1: printed, 2 copies"
        )
        assert "Sandhu" not in said(found) and "Reed" not in said(found), (
            "names stand apart from what is written out"
        )
        assert NOWHERE not in said(found)
    assert "how it came to leave" not in handed_back.check(session, issued.pdf).sentence


def test_who_collected_a_copy_that_was_shared_with_nobody_is_named(prepared: Prepared) -> None:
    _, session, incident, _ = prepared
    issued = paper.issue(session, IncidentPaper(incident))
    paper.printed(session, issued.document, 1, "Mr Sol Marsh")
    for found in both(session, issued):
        assert found.to_whom == (("Collected by", "Mr Sol Marsh, Tue 22 Sep 2026, 15:24"),)
        assert "Marsh" not in said(found)


def test_one_taken_back_says_so(prepared: Prepared) -> None:
    _, session, _, place = prepared
    issued = shared(session, place)
    sharing.take_back(session, place, "The meeting was called off.")
    for found in both(session, issued):
        assert dict(found.to_whom)["Made for"].endswith("Sharing no. 1, which was taken back")


def test_a_protected_file_names_the_way_it_was_made_for_and_no_other(
    prepared: Prepared, tmp_path: Path
) -> None:
    made, session, _, place = prepared
    sharing_checks.urgent(session, sharing_pages.view_of(session, place))
    path = tmp_path / "out.pdf"
    sharing.protect_out(session, place, (path,))
    made.clock.forward(minutes=10)
    print_out(session, place, 1, "PC Ann Reed")
    found = handed_back.check(session, path.read_bytes())
    assert found.outcome is Outcome.PROTECTED
    ((label, words),) = found.to_whom
    assert label == "Went to" and "saved, protected by a passphrase, Tue 22 Sep 2026, 15:24" in words
    assert [label for label, _ in handed_back.check(session, shared(session, place).pdf).to_whom] == [
        "Went to"
    ] * 2


def test_a_copy_that_failed_to_leave_is_not_said_to_have_gone(prepared: Prepared, tmp_path: Path) -> None:
    _, session, _, place = prepared
    sharing_checks.urgent(session, sharing_pages.view_of(session, place))
    issued = shared(session, place)
    with pytest.raises(KnownProblem, match=r"written"):
        sharing.save_out(session, place, (tmp_path / "gone" / "out.pdf",))
    for found in both(session, issued):
        assert dict(found.facts)["Went out"] == NOWHERE
        assert dict(found.to_whom)["Made for"].endswith("not known to have gone out")


def test_whoever_does_not_open_the_part_is_told_of_nobody(made_school: MadeSchool) -> None:
    made_school.clock.set("2026-09-22 15:24")
    session = made_school.sign_in()
    incident = log_incident(
        session, "SPC", (adult(session, "Shona Pike", "Midday supervisor"), "adult_of_concern")
    )
    place, _ = sharing.prepare(session, given(incident))
    issued = shared(session, place)
    assert "Sandhu" in str(handed_back.check(session, issued.pdf).to_whom)
    deputy = made_school.sign_in("deputy")
    unknown = document_numbers.check_number(deputy, "1" * 16)
    for found in (
        *both(deputy, issued),
        handed_back.check(deputy, issued.pdf + b" "),
        handed_back.check(deputy, issued.pdf[:-2_000]),
    ):
        assert not found.to_whom and found.document is None
        assert found.outcome in (Outcome.UNKNOWN, Outcome.UNREADABLE, Outcome.NO_SUCH_NUMBER)
    assert both(deputy, issued)[1] == unknown
    deputy.looking_in.end()
