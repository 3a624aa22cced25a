"""The computer stops between the documents of a sharing and the sharing: what is kept goes nowhere, and says so."""

from pathlib import Path

import pytest

from safeguard_app.domain.identifiers import Compartment, RecordId
from safeguard_app.services import incidents, paper, sharing, sharing_checks, sharing_choices, sharing_pages
from safeguard_app.services.issued_since import LEFT_OVER
from safeguard_app.services.paper_protected import save_all_protected
from safeguard_app.services.paper_views import Issued, PaperJob
from safeguard_app.services.session import Session
from safeguard_app.services.ways_out import OWN_FILE, NeverShared
from tests.services.test_sharing import Prepared, given, prepared

__all__ = ["prepared"]


def stopped(*_: object) -> None:
    raise RuntimeError("the computer stopped")


def test_documents_without_their_sharing_are_left_over(
    prepared: Prepared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, session, incident, first = prepared
    before = {one.document for one in paper.issued(session, incident)}
    with monkeypatch.context() as patched:
        patched.setattr(sharing, "_document", stopped)
        with pytest.raises(RuntimeError):
            sharing.prepare(session, given(incident, recipient="PC Example"))
    lines = {one.document: one.since for one in paper.issued(session, incident)}
    (left,) = lines.keys() - before
    assert lines[left] == LEFT_OVER and paper.open_issued(session, left).since == LEFT_OVER
    outs = (
        lambda: paper.printed(session, left, leaving=OWN_FILE),
        lambda: paper.save_copy(session, left, tmp_path / "a.pdf", leaving=OWN_FILE),
        lambda: save_all_protected(session, ((left, tmp_path / "a.pdf"),)),
    )
    for out in outs:
        with pytest.raises(NeverShared):
            out()
    assert not (tmp_path / "a.pdf").exists()
    kept = sharing_pages.view_of(session, first).papers[0].document
    assert lines[kept] == ""
    sharing_checks.urgent(session, sharing_pages.view_of(session, first))
    paper.printed(session, kept)


def test_the_first_of_two_where_the_second_cannot_be_kept(
    prepared: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, session, incident, _ = prepared
    before = {one.document for one in paper.issued(session, incident)}
    offered = sharing_choices.choices(session, incident).papers
    key = next(one.key for one in offered if one.key.startswith("chronology"))
    made: list[Issued] = []
    real = paper.issue

    def once(session: Session, job: PaperJob, made_for: RecordId | None = None) -> Issued:
        if made:
            stopped()
        made.append(real(session, job, made_for))
        return made[0]

    monkeypatch.setattr(paper, "issue", once)
    with pytest.raises(RuntimeError):
        sharing.prepare(session, given(incident, papers=("record", key)))
    (left,) = (one for one in paper.issued(session, incident) if one.document not in before)
    assert left.since == LEFT_OVER and left.document == made[0].document


def test_a_chronology_whose_sharing_moved_with_its_record_is_not_left_over(
    prepared: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The record goes where others read it; nobody who stays learns that, nor that something was not finished."""
    made, session, incident, _ = prepared
    offered = sharing_choices.choices(session, incident).papers
    key = next(one.key for one in offered if one.key.startswith("chronology"))
    place, _ = sharing.prepare(session, given(incident, papers=(key,)))
    document = sharing_pages.view_of(session, place).papers[0].document
    made.clock.forward(minutes=10)
    incidents.refile(session, incident, Compartment.ADULTS, "It is about an adult.")
    monkeypatch.setattr(type(session.vault), "find", nowhere)
    assert paper.open_issued(session, document).since == ""


def nowhere(_vault: object, _record: RecordId) -> None:
    """As for a reader whose keys do not open the part that it went to."""
