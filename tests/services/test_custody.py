"""Who had an exhibit stands in the audit, line for line, and a check of its file is one of the lines."""

from pathlib import Path

import pytest

from safeguard_app.domain.evidence import CaptureFacts, EvidenceItem
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.services import custody, evidence, evidence_items, evidence_showing, handing_in, incidents
from safeguard_app.services.audit_log import EVERYTHING, page
from safeguard_app.services.session import Session
from safeguard_app.vault.problems import EvidenceDamaged
from tests.services.conftest import MadeSchool
from tests.services.test_evidence import permit_for, png
from tests.services.test_handing_in import chosen, form, taken_in


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


def test_an_exhibit_that_was_handed_in_was_received_with_its_concern(
    made_school: MadeSchool, tmp_path: Path
) -> None:
    deputy = made_school.sign_in("deputy")
    path = tmp_path / "a.png"
    path.write_bytes(png())
    concern, batch = chosen(deputy, form(deputy), path)
    handing_in.hand_over(deputy, concern, (batch,))
    reader, record = taken_in(made_school)
    (exhibit,) = evidence.exhibits_of(reader, record)
    (line,) = custody.record_of(reader, exhibit.reference).lines
    assert (line.who, line.what) == (
        "Miss Jo Abbey",
        "Received with a concern that Mr Tom Reed handed in",
    )


def test_a_record_that_moves_says_where_the_rest_of_the_custody_stands(
    session: Session, incident: Reference
) -> None:
    _taken(session, incident)
    moved, _ = incidents.refile(session, incident, Compartment.ADULTS, "It is about an adult.")
    (exhibit,) = evidence.exhibits_of(session, moved)
    custody.check_file(session, exhibit.reference)
    told = [what for _, _, what in _lines(session, exhibit.reference)]
    assert told[0].startswith(
        "Its record was filed here from elsewhere; what came before stands in that part’s audit"
    )
    assert told[1:] == ["Checked: as it was sealed"]
