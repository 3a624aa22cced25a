"""Who had an exhibit stands in the audit, line for line, and a check of its file is one of the lines."""

from datetime import date

import pytest

from safeguard_app.domain.evidence import CaptureFacts, EvidenceItem
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services import custody, evidence, evidence_items, evidence_showing
from safeguard_app.services.audit_log import EVERYTHING, page
from safeguard_app.services.session import Session
from safeguard_app.vault.problems import EvidenceDamaged
from tests.services.conftest import MadeSchool, log_incident, pupil
from tests.services.test_evidence import permit_for, png


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    """The DSL, on Mon 14 Sep 2026."""
    made_school.clock.set("2026-09-14 09:00")
    return made_school.sign_in()


@pytest.fixture
def incident(session: Session) -> Reference:
    """A trolling incident."""
    return log_incident(session, "TR", (pupil(session, "Ella Tan", date(2016, 4, 2)), "target"))


def _taken(session: Session, incident: Reference, content: bytes | None = None) -> Reference:
    permit = permit_for(session, incident)
    facts = CaptureFacts(what="A comment")
    return evidence.take_in_bytes(session, permit, content or png(), "a.png", facts).taken[0].item


def _lines(session: Session, item: Reference) -> list[tuple[str, str, str]]:
    return [(line.when, line.who, line.what) for line in custody.record_of(session, item).lines]


def test_every_hand_it_went_through_is_a_line_and_no_other_exhibits(
    session: Session, incident: Reference, made_school: MadeSchool
) -> None:
    item, other = _taken(session, incident), _taken(session, incident, png(2, 1) + b" ")
    made_school.clock.set("2026-09-14 10:00")
    evidence_showing.open_file(session, item)
    evidence_showing.open_file(session, other)
    evidence_items.correct_facts(
        session, item, CaptureFacts(what="Comment 2"), "It was the second.", version=1
    )
    made_school.clock.set("2026-09-15 11:30")
    custody.check_file(session, item)
    evidence_items.withdraw(session, item, "Not of this case.", version=2)

    assert _lines(session, item) == [
        ("Mon 14 Sep 2026, 09:00", "Miss Jo Abbey", "Received: sealed, read back and compared"),
        ("Mon 14 Sep 2026, 10:00", "Miss Jo Abbey", "Looked at, inside the program"),
        ("Mon 14 Sep 2026, 10:00", "Miss Jo Abbey", "Evidence facts corrected: It was the second."),
        ("Tue 15 Sep 2026, 11:30", "Miss Jo Abbey", "Checked: as it was sealed"),
        ("Tue 15 Sep 2026, 11:30", "Miss Jo Abbey", "Taken back: Not of this case."),
    ]
    assert [what for _, _, what in _lines(session, other)] == [
        "Received: sealed, read back and compared",
        "Looked at, inside the program",
    ]


def test_reading_the_record_adds_nothing_to_it(session: Session, incident: Reference) -> None:
    item = _taken(session, incident)
    assert _lines(session, item) == _lines(session, item)


def test_the_record_names_the_file_by_its_hash(session: Session, incident: Reference) -> None:
    item = _taken(session, incident)
    content: EvidenceItem = session.vault.get(item).content  # type: ignore[assignment]
    record = custody.record_of(session, item)
    assert record.title == "Ex1"
    assert record.sha256.replace(" ", "") == content.stored.sha256
    assert {len(group) for group in record.sha256.split(" ")} == {8}
    assert record.file_words == f"A comment, {len(png())} bytes"


def test_damage_is_found_said_and_stands_in_the_record(session: Session, incident: Reference) -> None:
    item = _taken(session, incident)
    content: EvidenceItem = session.vault.get(item).content  # type: ignore[assignment]
    path = next(session.vault.daily.files.rglob(f"*{content.stored.file}*"))
    damaged = bytearray(path.read_bytes())
    damaged[-1] ^= 1
    path.write_bytes(damaged)

    with pytest.raises(EvidenceDamaged) as found:
        custody.check_file(session, item)

    assert "Ex1" in found.value.sentence and "newest backup" in found.value.next_step
    assert _lines(session, item)[-1][2] == "Checked: damaged or missing"
    path.unlink()
    with pytest.raises(EvidenceDamaged):
        custody.check_file(session, item)


def test_the_audit_says_what_a_check_found(session: Session, incident: Reference) -> None:
    custody.check_file(session, _taken(session, incident))
    newest = page(session, incident.compartment, EVERYTHING, limit=1).rows[0]
    assert (newest.what, newest.detail) == ("Evidence file checked", "Ex1, as it was sealed")
