"""The power goes while shared documents leave, at each step: no print loses its line, and none takes another’s."""

from collections.abc import Callable
from pathlib import Path

import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.services import audit_log, paper, paper_protected, sharing, sharing_pages, sharing_printing
from safeguard_app.services.outgoing_register import WentAs, WentLine, went_out
from safeguard_app.services.session import Session
from safeguard_app.services.sharing_reading import stored_sharing
from safeguard_app.services.sharing_views import ReceiptInput
from safeguard_app.services.ways_out import Leaving, way_key
from tests.services.conftest import moment
from tests.services.test_sharing_several import Several, several
from tests.services.written_sharings import print_out

__all__ = ["several"]


class PowerCut(BaseException):
    """Nothing after it happens, whatever would be tidied up."""


def lines(session: Session) -> list[WentLine]:
    """The register, oldest first."""
    return sorted(went_out(session).lines, key=lambda line: (line.at, line.key))


def cut_after(session: Session, place: Reference, documents: int) -> None:
    """So many of two documents are noted as going to the printer, and nothing after that."""
    run = sharing_printing.begin(session, place)
    for number in range(documents):
        sharing_printing.going(session, run, number, 1)


@pytest.mark.parametrize("documents", [1, 2])
def test_what_was_noted_before_the_cut_has_gone_out_and_keeps_its_line(
    several: Several, documents: int
) -> None:
    session, _, place = several
    cut_after(session, place, documents)
    view = sharing_pages.view_of(session, place)
    (way,) = view.ways
    assert way.startswith("Printing begun, 1 copy, ") and way.endswith("How it ended is not noted")
    assert ("Sent to the printer 1 of 2: " in way) is (documents == 1)
    assert view.under_way and view.may_enter_receipt and not view.may_take_back
    with pytest.raises(RuleViolation):
        sharing.take_back(session, place, "Not needed.")
    (line,) = lines(session)
    assert (line.kind, line.how) == (WentAs.SHARED, way) and line.to.startswith("Ms Priya Sandhu")
    print_out(session, place)
    first, second = lines(session)
    assert first == line and second.how.startswith("Printed, 1 copy"), "two prints, two lines"
    assert {first.sharing, second.sharing} == {place} and first.key != second.key
    sharing.receive(session, place, ReceiptInput(moment("2026-09-22 15:24"), "Ms Priya Sandhu", "email"))


def test_before_the_first_page_nothing_is_noted(several: Several) -> None:
    session, _, place = several
    cut_after(session, place, 0)
    assert lines(session) == [] and sharing_pages.view_of(session, place).may_take_back


def test_a_document_is_noted_with_its_way_out_or_not_at_all(
    several: Several, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, _, place = several
    before = session.vault.daily.head.number
    run = sharing_printing.begin(session, place)

    def cut(*_given: object, **_named: object) -> object:
        raise PowerCut

    daily = session.vault.daily
    with monkeypatch.context() as patched:
        patched.setattr(daily, "_seal", cut)
        with pytest.raises(PowerCut):
            sharing_printing.going(session, run, 0, 1)
    assert stored_sharing(session, place).content.ways == ()
    kinds = [row.kind for row in audit_log.page(session, Compartment.DAILY).rows if row.number > before]
    assert EventKind.PRINTED not in kinds and lines(session) == []


def test_between_two_events_of_a_refusal_the_line_stays(
    several: Several, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, _, place = several
    run = sharing_printing.begin(session, place)
    sharing_printing.going(session, run, 0, 1)

    def cut(*_given: object) -> None:
        raise PowerCut

    with monkeypatch.context() as patched:
        patched.setattr(sharing_printing, "printed", cut)
        with pytest.raises(PowerCut):
            sharing_printing.refused(session, run, 0, 1)
    (line,) = lines(session)
    assert line.sharing == place and line.how.endswith("How it ended is not noted")


@pytest.mark.parametrize("step", ["first event", "second event", "names"])
def test_protected_files_are_in_the_register_before_one_has_its_name(
    several: Several, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    session, _, place = several
    real, told = paper.note_way_out, 0

    def noted(*given: object, **named: object) -> int:
        nonlocal told
        told += 1
        if told == {"first event": 1, "second event": 2, "names": 9}[step]:
            raise PowerCut
        return real(*given, **named)  # type: ignore[arg-type]  # as given

    def write_all(files: object, note: Callable[[], None]) -> None:
        note()
        raise PowerCut

    monkeypatch.setattr(paper_protected, "note_way_out", noted)
    monkeypatch.setattr(paper_protected, "write_all", write_all)
    with pytest.raises(PowerCut):
        sharing.protect_out(session, place, (tmp_path / "a.pdf", tmp_path / "b.pdf"))
    (line,) = lines(session)
    assert line.sharing == place and line.how.startswith("Saved, protected by a passphrase")
    monkeypatch.undo()
    sharing.protect_out(session, place, (tmp_path / "a.pdf", tmp_path / "b.pdf"))
    assert [one.sharing for one in lines(session)] == [place, place]


def test_a_print_that_a_log_of_before_noted_without_its_way_keeps_its_line(several: Several) -> None:
    """A version before this entered the way only after the last page: the next one took its place."""
    session, _, place = several
    documents = [one.document for one in sharing_pages.view_of(session, place).papers]
    for one in documents:
        paper.printed(session, one, leaving=Leaving(way_key(place.id, 0)))
    cut = lines(session)
    assert [one.kind for one in cut] == [WentAs.DOCUMENT, WentAs.DOCUMENT]
    print_out(session, place)
    after = lines(session)
    assert [one for one in after if one.kind is WentAs.DOCUMENT] == cut
    assert len([one for one in after if one.kind is WentAs.SHARED]) == 1
