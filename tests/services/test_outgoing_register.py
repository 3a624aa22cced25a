"""The register of what went out: everything once, what a key does not open not at all, found again and printed."""

from datetime import date
from pathlib import Path

import pytest

from safeguard_app.documents.page_images import page_count, page_text
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.services import (
    audit_log,
    disclosures,
    evidence,
    incidents,
    paper,
    paper_protected,
    sharing,
    sharing_checks,
    sharing_pages,
    sharing_printing,
)
from safeguard_app.services.disclosures import HandOver, Receiver
from safeguard_app.services.evidence_items import exhibits
from safeguard_app.services.outgoing_register import WentAs, filtered, went_out
from safeguard_app.services.paper_views import (
    IncidentPaper,
    OutgoingPaper,
    PaperJob,
    RegisterPaper,
    SharingPaper,
)
from safeguard_app.services.session import Session
from safeguard_app.services.sharing_views import SharingInput
from safeguard_app.vault.problems import NoKey
from tests.services.conftest import MadeSchool, adult, log_incident, moment, pupil
from tests.services.test_evidence import FACTS, permit_for, png
from tests.services.written_sharings import print_out


def shared(session: Session, incident: Reference, to: str) -> Reference:
    """Prepared, urgent, printed."""
    given = SharingInput(
        incident, ("record",), "Strategy discussion", "public_task", "safeguarding", to, "Police"
    )
    place, _ = sharing.prepare(session, given)
    sharing_checks.urgent(session, sharing_pages.view_of(session, place))
    print_out(session, place, 1)
    return place


@pytest.fixture
def school(made_school: MadeSchool, tmp_path: Path) -> tuple[MadeSchool, Session, Reference, Reference]:
    """Everything that can go out, of two parts of the log."""
    made_school.clock.set("2026-09-22 15:24")
    session = made_school.sign_in()
    child = pupil(session, "Tyler Pike", date(2018, 3, 9))
    aunt = adult(session, "Shona Pike", "Midday supervisor")
    daily = log_incident(session, "CB", (child, "target"))
    closed = log_incident(session, "SPC", (aunt, "adult_of_concern"))
    alone = paper.issue(session, IncidentPaper(daily))
    paper.printed(session, alone.document, 2)
    paper.save_copy(session, alone.document, tmp_path / "out.pdf")
    paper.printed(session, paper.issue(session, RegisterPaper()).document)
    evidence.take_in_bytes(session, permit_for(session, daily), png(2, 1), "a.png", FACTS)
    made_school.clock.forward(minutes=5)
    items = tuple(one.item for one in exhibits(session, daily).items)
    receiver = Receiver("PC Ann Reed", "Eastmarch Police", "Investigation", "CR 12")
    disclosures.hand_over(session, HandOver(daily, items, receiver, moment("2026-09-22 15:00"), "R 7"))
    shared(session, daily, "Ms Priya Sandhu")
    shared(session, closed, "DC Lee Marlow")
    return made_school, session, daily, closed


def for_quill(session: Session, record: Reference) -> Reference:
    """The record as it stands, prepared for an officer."""
    basis = ("public_task", "safeguarding")
    return sharing.prepare(
        session, SharingInput(record, ("record",), "Talk", *basis, "Mr Abel Quill", "Police")
    )[0]


def test_everything_that_went_out_stands_in_it_once(
    school: tuple[MadeSchool, Session, Reference, Reference],
) -> None:
    _, session, daily, _ = school
    found = went_out(session)
    kinds = [line.kind for line in found.lines]
    assert kinds.count(WentAs.SHARED) == 2, "and not a second time as a document that was printed"
    assert kinds.count(WentAs.EVIDENCE) == 1
    assert kinds.count(WentAs.DOCUMENT) == 3
    assert [line.at for line in found.lines] == sorted((line.at for line in found.lines), reverse=True)
    case = incidents.case_of(session, daily)
    mine = filtered(found, text=case)
    assert len(mine) == 4 and all(line.record == daily for line in mine)
    line = next(line for line in mine if line.kind is WentAs.SHARED)
    assert line.to == "Ms Priya Sandhu, Police" and line.checked.startswith("Urgent, not checked")
    assert filtered(found, text="marlow", kind=WentAs.EVIDENCE) == ()
    assert len(filtered(found, part=Compartment.ADULTS)) == 1


def test_a_shared_document_that_goes_out_by_itself_has_a_line_of_its_own(
    school: tuple[MadeSchool, Session, Reference, Reference], tmp_path: Path
) -> None:
    _, session, daily, _ = school
    place = shared(session, daily, "Mr Abel Quill")
    document = sharing_pages.view_of(session, place).papers[0].document
    sharing.save_out(session, place, (tmp_path / "plain.pdf",))
    sharing.protect_out(session, place, (tmp_path / "protected.pdf",))

    def alone() -> list[str]:
        return [line.how for line in went_out(session).lines if line.document == document]

    assert alone() == [], "three ways out, each told once, as shared"
    assert len(filtered(went_out(session), text="quill")) == 3
    paper.printed(session, document, 2)
    paper.save_copy(session, document, tmp_path / "again.pdf")
    paper_protected.save_protected(session, document, tmp_path / "again protected.pdf")
    assert sorted(how.partition(", by ")[0] for how in alone()) == [
        "Printed, 2 copies",
        "Saved as a file",
        "Saved, protected by a passphrase",
    ]


def test_what_was_not_shared_after_all_and_printed_stands_in_it(
    school: tuple[MadeSchool, Session, Reference, Reference],
) -> None:
    _, session, daily, _ = school
    place = for_quill(session, daily)
    sharing.take_back(session, place, "They came here")
    document = sharing_pages.view_of(session, place).papers[0].document
    paper.printed(session, document)
    assert [line.kind for line in went_out(session).lines if line.document == document] == [WentAs.DOCUMENT]


def test_what_was_prepared_and_taken_back_has_one_line_that_says_so(
    school: tuple[MadeSchool, Session, Reference, Reference],
) -> None:
    _, session, daily, _ = school
    place = for_quill(session, daily)
    assert filtered(went_out(session), text="quill") == (), "it waits, and went nowhere"
    sharing.take_back(session, place, "They came here.")
    (line,) = filtered(went_out(session), text="quill")
    assert line.sharing == place and line.record == daily and line.kind is WentAs.SHARED
    assert line.how.startswith("Not shared after all, ")
    assert line.how.endswith(", by Miss Jo Abbey: They came here.")
    told = paper_words(session, OutgoingPaper(Compartment.DAILY, "quill"))
    assert "Not shared after all" in told and "They came here." in told and "Mr Abel Quill" in told


def test_a_printer_that_took_nothing_and_then_taken_back_are_two_lines(
    school: tuple[MadeSchool, Session, Reference, Reference],
) -> None:
    _, session, daily, _ = school
    place = for_quill(session, daily)
    sharing_checks.urgent(session, sharing_pages.view_of(session, place))
    run = sharing_printing.begin(session, place)
    sharing_printing.going(session, run, 0, 1)
    sharing_printing.refused(session, run, 0, 1)
    sharing.take_back(session, place, "They came here.")
    lines = filtered(went_out(session), text="quill")
    assert sorted(one.how.partition(",")[0] for one in lines) == ["Not shared after all", "Printing failed"]
    assert len({one.key for one in lines}) == 2


def test_the_basis_and_the_condition_stand_in_every_line_of_what_was_shared(
    school: tuple[MadeSchool, Session, Reference, Reference],
) -> None:
    _, session, daily, _ = school
    place = next(one.sharing for one in went_out(session).lines if one.sharing and one.record == daily)
    assert place is not None
    (line,) = [one for one in went_out(session).lines if one.sharing == place]
    assert line.basis and line.basis == sharing_pages.view_of(session, place).basis
    assert line in filtered(went_out(session), text=line.basis.partition(".")[0]), "and it is found by it"
    assert f"Basis: {line.basis}" in paper_words(session, OutgoingPaper(Compartment.DAILY))
    assert all(one.basis == "" for one in went_out(session).lines if one.sharing is None)


def test_who_collected_it_stands_wherever_it_is_said_how_it_went(
    school: tuple[MadeSchool, Session, Reference, Reference],
) -> None:
    _, session, daily, _ = school
    place = for_quill(session, daily)
    sharing_checks.urgent(session, sharing_pages.view_of(session, place))
    print_out(session, place, 2, "  PC Ann   Reed ")
    who = "by Miss Jo Abbey, collected by PC Ann Reed"
    (way,) = sharing_pages.view_of(session, place).ways
    assert way.startswith("Printed, 2 copies, ") and way.endswith(who)
    (line,) = filtered(went_out(session), text="quill")
    assert line.how == way and filtered(went_out(session), text="collected reed") == (line,)
    assert who in paper_words(session, OutgoingPaper(Compartment.DAILY, "quill"))
    document = sharing_pages.view_of(session, place).papers[0].document
    (said,) = next(one for one in paper.issued(session, daily) if one.document == document).went_out
    assert said.endswith(who)
    assert who in paper_words(session, SharingPaper(place))
    paper.printed(session, document, collector="Mr Sol Marsh")
    (alone,) = [one for one in went_out(session).lines if one.document == document]
    assert alone.how.endswith("by Miss Jo Abbey, collected by Mr Sol Marsh")
    row = audit_log.page(session, Compartment.DAILY).rows[0]
    assert row.detail == "1 copy, collected by Mr Sol Marsh"
    whole = audit_log.detail(session, Compartment.DAILY, row.number)
    assert ("Collected by", "Mr Sol Marsh") in whole.facts and whole.reason == ""
    assert "replaces" not in whole.what
    (shared_,) = [one for one in audit_log.page(session, Compartment.DAILY).rows if one.what == "Shared"][:1]
    (change,) = audit_log.detail(session, Compartment.DAILY, shared_.number).changes
    assert (change.label, change.after) == ("Went out", way)
    assert change.before.startswith("Printing begun, 2 copies, ") and "Yes" not in change.before


def test_a_protected_copy_that_could_not_be_written_is_of_no_line(
    school: tuple[MadeSchool, Session, Reference, Reference], tmp_path: Path
) -> None:
    _, session, daily, _ = school
    place = shared(session, daily, "Mr Abel Quill")
    document = sharing_pages.view_of(session, place).papers[0].document
    before = went_out(session).lines
    with pytest.raises(KnownProblem):
        sharing.protect_out(session, place, (tmp_path / "no such folder" / "a.pdf",))
    assert went_out(session).lines == before, "nothing was noted, as nothing left"
    sharing.protect_out(session, place, (tmp_path / "a.pdf",))
    after = went_out(session).lines
    assert len(after) == len(before) + 1 and [one for one in after if one.document == document] == []


def paper_words(session: Session, job: PaperJob) -> str:
    """All words of a paper, in one line."""
    pdf = paper.preview(session, job).pdf
    return " ".join(" ".join(page_text(pdf, page) for page in range(page_count(pdf))).split())


def test_what_a_key_does_not_open_leaves_no_line_and_no_hint(
    school: tuple[MadeSchool, Session, Reference, Reference],
) -> None:
    made_school, _, _, _ = school
    deputy = made_school.sign_in("deputy")
    found = went_out(deputy)
    assert {line.part for line in found.lines} == {Compartment.DAILY}
    assert "Marlow" not in repr(found)
    with pytest.raises(NoKey):
        went_out(deputy, Compartment.ADULTS)
    with pytest.raises(NoKey):
        paper.preview(deputy, OutgoingPaper(Compartment.ADULTS))


def test_the_list_prints_part_by_part(school: tuple[MadeSchool, Session, Reference, Reference]) -> None:
    _, session, _, _ = school
    made = paper.issue(session, OutgoingPaper(Compartment.DAILY))
    words = " ".join(" ".join(page_text(made.pdf, page) for page in range(page_count(made.pdf))).split())
    assert "Ms Priya Sandhu, Police" in words and "PC Ann Reed, Eastmarch Police" in words
    assert "Not noted" in words, "what was printed with no recipient says so"
    assert "Marlow" not in words
    assert made.document.compartment is Compartment.DAILY
    few = paper.preview(session, OutgoingPaper(Compartment.DAILY, "reed", "evidence"))
    told = " ".join(page_text(few.pdf, 0).split())
    assert "PC Ann Reed" in told and "Sandhu" not in told
    none = paper.preview(session, OutgoingPaper(Compartment.DAILY, "nobody at all"))
    assert "Nothing went out." in page_text(none.pdf, 0)
