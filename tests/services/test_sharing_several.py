"""Several documents in one sharing: all are made or none, and where a file cannot be written that is said exactly."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.errors import KnownProblem, RuleViolation
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services import (
    audit_log,
    paper,
    referrals,
    sharing,
    sharing_checks,
    sharing_choices,
    sharing_pages,
)
from safeguard_app.services.outgoing_register import WentAs, went_out
from safeguard_app.services.paper_kinds import BUILDERS
from safeguard_app.services.paper_views import IncidentPaper
from safeguard_app.services.session import Session
from safeguard_app.services.sharing_reading import stored_sharing
from safeguard_app.services.sharing_views import ReceiptInput
from safeguard_app.services.ways_out import NotAllSaved
from safeguard_app.system import atomic_files
from safeguard_app.vault import reading
from tests.services.conftest import MadeSchool, log_incident, moment, pupil
from tests.services.test_authority_forms import MARF
from tests.services.test_sharing import given
from tests.services.written_sharings import print_out

Several = tuple[Session, Reference, Reference]


@pytest.fixture
def several(made_school: MadeSchool) -> Iterator[Several]:
    """A record, its referral, and both prepared and urgent."""
    made_school.clock.set("2026-09-22 15:24")
    session = made_school.sign_in()
    incident = log_incident(session, "CB", (pupil(session, "Tyler Pike", date(2018, 3, 9)), "target"))
    referral, _ = referrals.begin(session, incident, form=MARF)
    place, _ = sharing.prepare(session, given(incident, papers=("record", f"referral/{referral.id}")))
    sharing_checks.urgent(session, sharing_pages.view_of(session, place))
    yield session, incident, place
    session.looking_in.end()


def test_where_one_cannot_be_made_none_is_issued(several: Several, monkeypatch: pytest.MonkeyPatch) -> None:
    session, incident, place = several
    before = paper.issued(session, incident)
    keys = tuple(one.key for one in sharing_choices.choices(session, incident).papers)

    def refused(*_given: object) -> object:
        raise RuleViolation({"papers": "This form cannot be filled."})

    monkeypatch.setitem(BUILDERS, IncidentPaper, refused)
    with pytest.raises(RuleViolation):
        sharing.prepare(session, given(incident, papers=keys))
    assert keys[0].startswith("referral/") and "record" in keys[1:]
    assert paper.issued(session, incident) == before, "the form, which could be made, was not issued either"
    assert [one.reference for one in sharing_pages.views(session, incident)] == [place]


def test_what_was_saved_before_a_file_could_not_be_is_said_exactly(several: Several, tmp_path: Path) -> None:
    session, _, place = several
    with pytest.raises(NotAllSaved) as failed:
        sharing.save_out(session, place, (tmp_path / "a.pdf", tmp_path / "no such folder" / "b.pdf"))
    assert "The first 1 of 2 was written" in failed.value.sentence
    assert failed.value.heading == "Not every file was saved"
    assert [one.name for one in tmp_path.glob("*.pdf")] == ["a.pdf"]
    view = sharing_pages.view_of(session, place)
    assert f"Written 1 of 2: {view.papers[0].title}. " in view.ways[0]
    assert view.ways[0].endswith("The others could not be written")
    (line,) = [one for one in went_out(session).lines if one.kind is WentAs.SHARED]
    assert "Written 1 of 2" in line.how
    opened = session.vault.daily
    newest = audit_log.detail(session, opened.id, opened.head.number)
    assert ("Files written", "1") in newest.facts
    sharing.receive(session, place, ReceiptInput(moment("2026-09-22 15:24"), "Ms Priya Sandhu", "email"))


def test_where_no_file_could_be_written_nothing_went_out(several: Several, tmp_path: Path) -> None:
    session, _, place = several
    nowhere = tmp_path / "no such folder"
    with pytest.raises(NotAllSaved) as failed:
        sharing.save_out(session, place, (nowhere / "a.pdf", nowhere / "b.pdf"))
    assert failed.value.sentence == (
        "The disk, stick or folder that was chosen is not there any more. No file was written, and the sharing says so."
    ), "it does not say that nothing was changed and that something was noted in one breath"
    assert failed.value.heading == "No file was saved" and "connected" in failed.value.next_step
    view = sharing_pages.view_of(session, place)
    assert view.failed[0].endswith("No file could be written: nothing left")
    assert view.status.words == "Urgent, not gone out yet" and view.may_take_back
    assert not view.may_enter_receipt
    sharing.save_out(session, place, (tmp_path / "a.pdf", tmp_path / "b.pdf"))
    assert sharing_pages.view_of(session, place).may_enter_receipt


def test_a_stick_that_is_gone_is_said_of_protected_files_too(several: Several, tmp_path: Path) -> None:
    session, _, place = several
    nowhere = tmp_path / "no such folder"
    with pytest.raises(NotAllSaved) as failed:
        sharing.protect_out(session, place, (nowhere / "a.pdf", nowhere / "b.pdf"))
    assert failed.value.sentence.startswith(
        "The disk, stick or folder that was chosen is not there any more. No file"
    )
    assert failed.value.heading == "No file was saved" and "Nothing was changed" not in failed.value.sentence
    noted = bool(sharing_pages.view_of(session, place).failed)
    assert ("the sharing says so" in failed.value.sentence) == noted


def test_protected_files_are_all_there_or_none(
    several: Several, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, _, place = several
    before = session.vault.daily.head.number
    with pytest.raises(KnownProblem):
        sharing.protect_out(session, place, (tmp_path / "a.pdf", tmp_path / "no such folder" / "b.pdf"))
    assert list(tmp_path.glob("*.pdf*")) == []
    kinds = [
        one.event.kind
        for one in reading.events(
            session.vault.daily.connection, newest=session.vault.daily.head.number, oldest=before + 1, limit=9
        )
    ]
    assert EventKind.PROTECTED_OUT not in kinds and EventKind.SHARING_OUT not in kinds
    real = atomic_files.replace

    def second_fails(source: Path, target: Path) -> None:
        if target.name == "b.pdf":
            raise OSError(13, "held open")
        real(source, target)

    monkeypatch.setattr(atomic_files, "replace", second_fails)
    with pytest.raises(KnownProblem):
        sharing.protect_out(session, place, (tmp_path / "a.pdf", tmp_path / "b.pdf"))
    assert list(tmp_path.glob("*.pdf*")) == [], "the first, that had its name already, was removed"
    view = sharing_pages.view_of(session, place)
    assert view.failed[0].endswith("No file could be written: nothing left")
    documents = [one for one in went_out(session).lines if one.kind is WentAs.DOCUMENT]
    assert documents == [], "one line says that none is there"


def test_a_sharing_kept_before_files_were_counted_reads_as_all_written(several: Several) -> None:
    session, _, place = several
    print_out(session, place, 1)
    way = stored_sharing(session, place).content.ways[0]
    assert way.left and way.written is None and replace(way, written=0).left is False


def test_a_file_is_not_said_to_be_missing_where_it_was_only_not_flushed(
    several: Several, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, _, place = several

    def refused(_folder: Path) -> None:
        raise OSError(5, "a fault")

    with monkeypatch.context() as patched:
        patched.setattr(atomic_files, "flush_folder", refused)
        sharing.save_out(session, place, (tmp_path / "a.pdf", tmp_path / "b.pdf"))
    assert sorted(one.name for one in tmp_path.glob("*.pdf*")) == ["a.pdf", "b.pdf"]
    assert stored_sharing(session, place).content.ways[0].written is None
