"""What the printer or the disk refused is not said to have left: not of a document, a sharing, nor in the register."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services import (
    audit_log,
    paper,
    paper_protected,
    sharing,
    sharing_checks,
    sharing_pages,
    sharing_printing,
)
from safeguard_app.services.outgoing_register import went_out
from safeguard_app.services.paper_views import IncidentPaper
from safeguard_app.services.session import Session
from safeguard_app.services.sharing_reading import stored_sharing
from safeguard_app.system import atomic_files
from safeguard_app.vault import reading
from tests.services.conftest import moment
from tests.services.test_sharing_several import Several, several
from tests.services.written_sharings import print_out

__all__ = ["several"]


def said(session: Session, place: Reference) -> list[tuple[str, ...]]:
    """What the lines of its documents say of each, in their order."""
    found: list[Any] = [
        session.vault.get(one.document) for one in sharing_pages.view_of(session, place).papers
    ]
    return [paper.line_of(session, one).went_out for one in found]


def kinds(session: Session, after: int) -> list[EventKind]:
    newest = session.vault.daily.head.number
    events = reading.events(session.vault.daily.connection, newest=newest, oldest=after + 1, limit=20)
    return [one.event.kind for one in reversed(events)]


def held_open(name: str) -> Callable[[Path, Path], None]:
    """A rename as the system refuses it for one file."""
    real = atomic_files.replace

    def replace(source: Path, target: Path) -> None:
        if target.name == name:
            raise OSError(13, "held open")
        real(source, target)

    return replace


def test_of_two_documents_the_printer_took_one_and_then_the_other(several: Several) -> None:
    session, _, place = several
    run = sharing_printing.begin(session, place)
    sharing_printing.going(session, run, 0, 2)
    sharing_printing.going(session, run, 1, 2)
    sharing_printing.refused(session, run, 1, 2)
    view = sharing_pages.view_of(session, place)
    (way,) = view.ways
    assert way.startswith("Printed, 2 copies, ") and view.failed == ()
    assert f"Printed 1 of 2: {view.papers[0].title}. The printer did not take the others" in way
    first, second = said(session, place)
    assert len(first) == 1 and first[0].startswith("Printed") and second == ()
    (line,) = went_out(session).lines
    assert "Printed 1 of 2" in line.how
    daily = session.vault.daily
    assert ("Documents printed", "1") in audit_log.detail(session, daily.id, daily.head.number).facts
    sharing_printing.going(session, run, 1, 2)
    changes = sharing_printing.printed(session, run, 2, 2)
    assert place in changes.touched and changes.said.startswith("Noted as printed, 2 copies")
    (way,) = sharing_pages.view_of(session, place).ways
    assert "1 of 2" not in way and stored_sharing(session, place).content.ways[0].written is None
    assert [len(one) for one in said(session, place)] == [1, 1]
    assert [one.how for one in went_out(session).lines] == [way]


def test_where_the_printer_takes_nothing_nothing_went_out_and_the_page_says_so(several: Several) -> None:
    session, _, place = several
    before = session.vault.daily.head.number
    run = sharing_printing.begin(session, place)
    sharing_printing.going(session, run, 0, 1)
    sharing_printing.refused(session, run, 0, 1)
    assert kinds(session, before)[-3:] == [EventKind.PRINTED, EventKind.NOT_LEFT, EventKind.SHARING_OUT]
    view = sharing_pages.view_of(session, place)
    assert view.ways == () and view.failed[0].startswith("Printing failed, ")
    assert view.failed[0].endswith("The printer took no whole document")
    assert view.status.words == "Urgent, not gone out yet" and view.may_take_back
    assert said(session, place) == [(), ()]
    sharing_checks.check_on_paper(session, view, "Mrs Carol Denning", moment("2026-09-22 15:24"))
    print_out(session, place)
    after = sharing_pages.view_of(session, place)
    assert len(after.ways) == 1 and "After it went out" not in after.checked
    assert after.checked.startswith("Checked by Mrs Carol Denning")


def test_a_file_that_could_not_be_saved_is_not_said_to_be_one(several: Several, tmp_path: Path) -> None:
    session, incident, _ = several
    made = paper.issue(session, IncidentPaper(incident))
    before = session.vault.daily.head.number
    with pytest.raises(KnownProblem):
        paper.save_copy(session, made.document, tmp_path / "no such folder" / "a.pdf")
    assert kinds(session, before) == [EventKind.SAVED_OUT, EventKind.NOT_LEFT]
    assert paper.issued(session, incident)[0].went_out == ()
    assert [one for one in went_out(session).lines if one.document == made.document] == []
    daily = session.vault.daily
    assert ("Event that came to nothing", str(before + 1)) in audit_log.detail(
        session, daily.id, daily.head.number
    ).facts
    paper.save_copy(session, made.document, tmp_path / "a.pdf")
    (words,) = paper.issued(session, incident)[0].went_out
    assert words.startswith("Saved as a file")
    assert len([one for one in went_out(session).lines if one.document == made.document]) == 1


def test_a_protected_file_that_never_got_its_name_is_not_said_to_be_one(
    several: Several, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, incident, place = several
    made = paper.issue(session, IncidentPaper(incident))
    with monkeypatch.context() as patched:
        patched.setattr(atomic_files, "replace", held_open("b.pdf"))
        with pytest.raises(KnownProblem):
            paper_protected.save_protected(session, made.document, tmp_path / "b.pdf")
        with pytest.raises(KnownProblem):
            sharing.protect_out(session, place, (tmp_path / "a.pdf", tmp_path / "b.pdf"))
    assert paper.issued(session, incident)[0].went_out == () and said(session, place) == [(), ()]
    assert [one for one in went_out(session).lines if one.document == made.document] == []
    assert sharing_pages.view_of(session, place).ways == ()
    paper_protected.save_protected(session, made.document, tmp_path / "b.pdf")
    assert len(paper.issued(session, incident)[0].went_out) == 1


def test_a_second_print_that_fails_takes_nothing_from_the_first(several: Several) -> None:
    session, incident, _ = several
    made = paper.issue(session, IncidentPaper(incident))
    paper.printed(session, made.document, 2)
    paper.printed(session, made.document, 3)
    paper.not_printed(session, made.document)
    (words,) = paper.issued(session, incident)[0].went_out
    assert ", 2 copies" in words
    paper.not_printed(session, made.document)
    assert len(paper.issued(session, incident)[0].went_out) == 1, "said once"
