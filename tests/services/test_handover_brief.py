"""The handover brief: open work, due, inventory and chain head of one part, named by case numbers, signed by both."""

from dataclasses import replace
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
from safeguard_app.domain.assessments import Assessment, Risk, RiskLevel
from safeguard_app.domain.declarations import StepKind
from safeguard_app.domain.entries import (
    Action,
    Decision,
    DecisionKind,
    Note,
    NoteKind,
    Outcome,
    Telling,
    TellingState,
    Whom,
)
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.domain.incidents import Severity
from safeguard_app.domain.moments import exactly
from safeguard_app.domain.people import OfficeKind, PersonRef
from safeguard_app.domain.records import RecordKind
from safeguard_app.services import (
    assessments,
    declarations,
    entries,
    handover_brief,
    incident_correction,
    incidents,
    merging,
    paper,
    people,
    referrals,
    wrong_person,
)
from safeguard_app.services.paper_views import HandoverBriefPaper
from safeguard_app.services.session import Session
from safeguard_app.vault import reading
from safeguard_app.vault.problems import NoKey
from tests.services.conftest import MadeSchool, adult, log_incident, moment, pupil
from tests.services.test_declarations import declared, step


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
    assert state["Declarations"] == "0 to review by this day, 0 waiting for a decision"
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


def test_what_came_to_attention_first_stands_first_however_late_it_was_entered(session: Session) -> None:
    wren = PersonRef(None, "Wren Marlow")
    log_incident(session, "CB", (wren, "target"), told=moment("2026-09-01 10:00"))
    assert [row[0] for row in rows(made(session))] == ["2026-0004", "2026-0001", "2026-0003"]
    assert rows(made(session))[0][2] == "1 Sep 2026\n41 days"


def kept(session: Session, record: Reference, kind: RecordKind) -> RecordId:
    """The newest entry of a kind on a record."""
    connection = session.vault.compartment(record.compartment).connection
    return reading.about(connection, record, (kind,))[-1].reference.id


def test_what_was_taken_back_is_in_no_count(session: Session) -> None:
    before = fields(made(session), "Inventory")
    record = log_incident(session, "CB", (PersonRef(None, "Wren Marlow"), "target"))
    entries.add_note(session, record, Note(NoteKind.CALL, moment("2026-10-12 08:00"), "Rang."))
    gone = adult(session, "Mr Abel Croft", "Teacher")
    one, other = adult(session, "Ms Bea Dale", "Teacher"), adult(session, "Ms Bea Dale", "Teacher")
    assert gone.reference and one.reference and other.reference
    full = fields(made(session), "Inventory")
    assert (full["Incidents"], full["Notes"], full["People on the register"]) == ("4", "1", "5")
    entries.withdraw(session, record, kept(session, record, RecordKind.NOTE), "Another record.")
    people.enter_in_error(session, gone.reference, "Never here.")
    merging.merge(session, one.reference, other.reference, "Typed in twice.")
    assert fields(made(session), "Inventory") == before | {"Incidents": "4", "People on the register": "3"}
    incidents.enter_in_error(session, record, "Another child.")
    assert fields(made(session), "Inventory") == before | {"People on the register": "3"}


def test_the_soonest_of_all_reviews_stands_with_a_record(session: Session) -> None:
    record = log_incident(session, "CB", (PersonRef(None, "Wren Marlow"), "target"))

    def review() -> object:
        return next(row[5] for row in rows(made(session)) if row[0] == "2026-0004")

    assert review() == "None set"
    decided = Decision(
        DecisionKind.MONITOR,
        "Watch.",
        "It is early.",
        "Miss Jo Abbey",
        exactly(session.now()),
        review_on=date(2026, 11, 2),
    )
    entries.add_decision(session, record, decided)
    assert review() == "2 Nov 2026"
    plan = Assessment(
        PersonRef(None, "Wren Marlow"),
        exactly(session.now()),
        "Mrs Gill Moss",
        (Risk("It may go on.", RiskLevel.LOW),),
        (),
        review_on=date(2026, 10, 19),
    )
    assessments.make(session, record, plan)
    assert review() == "19 Oct 2026"


def test_late_and_due_today_are_told_apart(session: Session) -> None:
    def told() -> tuple[int, int]:
        late, due = fields(made(session), "How it stands")["Late, and due on this day"].split(", ")
        assert late.endswith(" late") and due.endswith(" due on this day")
        return int(late.split()[0]), int(due.split()[0])

    record = log_incident(session, "CB", (PersonRef(None, "Wren Marlow"), "target"))
    late, due = told()
    for day in (date(2026, 10, 8), date(2026, 10, 9), date(2026, 10, 12)):
        entries.add_action(session, record, Action("Ring", "Miss Abbey", day))
    assert told() == (late + 2, due + 1)


def test_declarations_to_review_and_waiting_stand_on_the_brief_of_the_register(
    made_school: MadeSchool, session: Session
) -> None:
    aunt, head = adult(session, "Shona Pike", "Cook"), PersonRef(None, "Mrs Carol Denning")
    child = pupil(session, "Tyler Pike", date(2018, 3, 9))
    first = declared(session, aunt, child, "2026-10-12 08:00")
    declared(session, adult(session, "Mr Abel Croft", "Teacher"), child, "2026-10-12 08:30")

    def said(part: Compartment = Compartment.DAILY) -> str:
        return fields(made(session, part), "How it stands")["Declarations"]

    assert said() == "0 to review by this day, 2 waiting for a decision"
    given = step(StepKind.ACKNOWLEDGED, "2026-10-12 08:40", head, OfficeKind.HEADTEACHER)
    declarations.add_step(session, first, replace(given, review_on=date(2026, 11, 2)), version=1)
    assert said() == "0 to review by this day, 1 waiting for a decision"
    assert said(Compartment.ADULTS) == "0 to review by this day, 0 waiting for a decision"
    made_school.clock.set("2026-11-02 09:00")
    assert said() == "1 to review by this day, 1 waiting for a decision"


def test_a_referral_form_taken_back_is_no_referral_begun(session: Session) -> None:
    dale, croft = (adult(session, name, "Teacher") for name in ("Ms Bea Dale", "Mr Abel Croft"))
    record = log_incident(session, "CB", (dale, "target"), (croft, "witness"))
    at = exactly(session.now())
    refer = Decision(DecisionKind.REFER, "Refer.", "She may come to harm.", "Mrs Carol Denning", at)
    entries.add_decision(session, record, refer)
    incident_correction.set_triage(session, record, Severity.HIGH, "It may be.", "CB", "Triage")
    entries.add_telling(session, record, Telling(Whom.PARENT, "Mrs Dale", TellingState.TOLD, at))
    entries.add_telling(session, record, Telling(Whom.HEAD, "Mrs Denning", TellingState.TOLD, at))

    def next_of() -> object:
        return next(row[3] for row in rows(made(session)) if row[0] == "2026-0004")

    assert next_of() == "Refer"
    referrals.begin(session, record, croft)
    assert next_of() != "Refer"
    wrong_person.take_off_person(session, record, croft, "Another Mr Croft.")
    assert next_of() == "Refer"
