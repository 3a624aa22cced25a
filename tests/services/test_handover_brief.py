"""The handover brief: open work, due, inventory and chain head of one part, named by case numbers, signed by both."""

from datetime import date

import pytest

from safeguard_app.documents.content import (
    DataTable,
    Document,
    FieldTable,
    PageFrame,
    Section,
    Signature,
    Signatures,
)
from safeguard_app.domain.entries import Action, Outcome
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.services import entries, handover_brief, paper
from safeguard_app.services.paper_views import HandoverBriefPaper
from safeguard_app.services.session import Session
from safeguard_app.vault.problems import NoKey
from tests.services.conftest import MadeSchool, adult, log_incident, pupil


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    """Two open records and a closed one in the daily log, and one about an adult."""
    made_school.clock.set("2026-09-14 09:00")
    session = made_school.sign_in()
    wren = pupil(session, "Wren Marlow", date(2015, 1, 1))
    old = log_incident(session, "CB", (wren, "target"))
    closed = log_incident(session, "TR", (wren, "target"))
    entries.close(session, closed, Outcome.RESOLVED, "Stopped.")
    made_school.clock.set("2026-10-12 09:00")
    log_incident(session, "TR", (wren, "target"))
    entries.add_action(session, old, Action("Ring Wren’s mother", "Miss Abbey", date(2026, 10, 12)))
    entries.add_action(session, old, Action("Ask Wren", "Miss Abbey", date(2026, 10, 20)))
    log_incident(session, "SPC", (adult(session, "Joel Merrin", "Coach"), "adult_of_concern"))
    return session


def made(session: Session, part: Compartment = Compartment.DAILY) -> Document:
    return handover_brief.brief_document(session, part, PageFrame("School"))


def fields(document: Document, title: str) -> dict[str, str]:
    section = next(one for one in document.blocks if isinstance(one, Section) and one.title == title)
    table = section.blocks[0]
    assert isinstance(table, FieldTable)
    return {one.label: str(one.answer.words) for one in table.fields}  # type: ignore[union-attr]


def rows(document: Document) -> list[tuple[object, ...]]:
    return [
        tuple(row)
        for section in document.blocks
        if isinstance(section, Section)
        for block in section.blocks
        if isinstance(block, DataTable)
        for row in block.rows
    ]


def test_open_records_stand_oldest_first_with_their_next_step(session: Session) -> None:
    first, second = rows(made(session))
    assert first[:3] == ("2026-0001", "Cyberbullying", "14 Sep 2026\n28 days")
    assert first[4] == "2\nfirst due 12 Oct 2026"
    assert second[0] == "2026-0003"
    assert first[3] and second[3]


def test_state_inventory_and_chain_head(session: Session) -> None:
    document = made(session)
    state = fields(document, "How it stands")
    assert state["Open records"] == "2, with 2 open actions"
    assert state["Backup of the log"] == "No backup yet"
    assert state["Declarations"] == "0 to review by today, 0 waiting for a decision"
    head = session.vault.daily.head
    assert state["Chain head"].startswith(f"Event {head.number:,}\n")
    assert state["Chain head"].split("\n")[1].replace(" ", "") == head.hash.hex()
    held = fields(document, "Inventory")
    assert (held["Incidents"], held["Actions"], held["People on the register"]) == ("3", "2", "2")
    assert "Exhibits and copies" not in held


def test_it_is_signed_by_both_and_names_nobody_of_a_record(session: Session) -> None:
    document = made(session)
    signatures = next(one for one in document.blocks if isinstance(one, Signatures)).signatures
    assert signatures[0] == Signature("Handed over by", "Miss Jo Abbey", session.user.label)
    assert signatures[1] == Signature("Received by")
    for part in (Compartment.DAILY, Compartment.ADULTS):
        for told in ("Wren", "mother", "Joel", "Coach"):
            assert told not in repr(made(session, part)), told


def test_each_part_has_a_brief_of_its_own(made_school: MadeSchool, session: Session) -> None:
    (only,) = rows(made(session, Compartment.ADULTS))
    assert "2026-0001" not in str(only[0])
    issued = paper.issue(session, HandoverBriefPaper(Compartment.ADULTS))
    assert issued.document.compartment is Compartment.ADULTS
    deputy = made_school.sign_in("deputy")
    with pytest.raises(NoKey):
        paper.preview(deputy, HandoverBriefPaper(Compartment.ADULTS))
    assert len(rows(made(deputy))) == 2
