"""Stored files are read again behind everything else, all of them within a month, and damage stands on Today."""

from datetime import timedelta
from pathlib import Path

import pytest

from safeguard_app.domain.audit_trail import COMPUTER, EventKind
from safeguard_app.domain.evidence import CaptureFacts, IntakeAnswer, Way
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.people import PersonRef
from safeguard_app.evidence_files.apart import LookingIn
from safeguard_app.services import audit_log, custody, evidence, keeping, paper, quarantine, today
from safeguard_app.services.evidence_views import IntakePermit, Offered
from safeguard_app.services.paper_views import IncidentPaper
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusMeaning
from safeguard_app.vault import rolling_check, sealed_files
from tests.services.conftest import MadeSchool, log_incident
from tests.services.test_derivatives import copied, decoded_here, taken
from tests.services.test_evidence import logged


def _keep(session: Session, folder: Path, count: int, size: int = 100) -> list[Reference]:
    incident = log_incident(session, "CB", (PersonRef(None, "Tyler Pike"), "target"))
    permit = evidence.declare(session, incident, IntakeAnswer.NO_SEEN_ALL)
    assert isinstance(permit, IntakePermit)
    batch = []
    for number in range(count):
        path = folder / f"{number}.txt"
        path.write_bytes(bytes([65 + number]) * size)
        batch.append(Offered(Way.FILE, CaptureFacts(), path))
    return [one.item for one in evidence.take_in(session, permit, tuple(batch)).taken]


def _rounds(session: Session) -> list[dict[str, object]]:
    events = [one.event for one in logged(session) if one.event.kind is EventKind.FILES_CHECKED]
    return [dict(event.facts) for event in reversed(events)]


def _file_of(session: Session, item: Reference) -> Path:
    stored = session.vault.get(item).content.stored  # type: ignore[attr-defined]  # an exhibit has one
    return sealed_files.path_of(session.vault.daily.files, stored.file)


def test_without_files_there_is_nothing_to_read_and_nothing_to_say(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    assert keeping.check_some_files(session) == 0
    assert _rounds(session) == [] and today.today(session).files.words == ""


def test_a_small_log_is_read_in_one_round_and_at_most_twice_a_day(
    made_school: MadeSchool, tmp_path: Path
) -> None:
    session = made_school.sign_in()
    _keep(session, tmp_path, 3)
    assert today.today(session).files.words == "0 of 3 files read again so far"
    keeping.check_some_files(session)
    keeping.check_some_files(session)
    assert _rounds(session) == [{"files": 3, "damaged": 0, "whole_pass": 1}]
    files = today.today(session).files
    assert (files.words, files.meaning) == ("All read again by Mon 7 Sep", StatusMeaning.DONE)
    made_school.clock.forward(days=40)
    assert today.today(session).files.meaning is StatusMeaning.DUE


def test_a_large_log_is_read_in_shares_that_go_on_where_the_last_came_to(
    made_school: MadeSchool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rolling_check, "_LEAST", 250)
    session = made_school.sign_in()
    _keep(session, tmp_path, 7)
    for _ in range(4):
        keeping.check_some_files(session)
        made_school.clock.forward(days=1)
    counts = [(one["files"], one["whole_pass"]) for one in _rounds(session)]
    assert counts == [(2, 0), (2, 0), (2, 0), (1, 1)]


def test_after_a_long_pause_all_that_is_left_is_due_at_once(
    made_school: MadeSchool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rolling_check, "_LEAST", 100)
    session = made_school.sign_in()
    _keep(session, tmp_path, 10)
    keeping.check_some_files(session)
    made_school.clock.forward(days=26)
    keeping.check_some_files(session)
    assert [(one["files"], one["whole_pass"]) for one in _rounds(session)] == [(1, 0), (9, 1)]
    assert timedelta(days=26) > rolling_check.WITHIN


def test_damage_is_named_on_today_and_in_custody_once_until_it_is_whole_again(
    made_school: MadeSchool, tmp_path: Path
) -> None:
    session = made_school.sign_in()
    items = _keep(session, tmp_path, 3)
    path = _file_of(session, items[1])
    whole = path.read_bytes()
    path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    for _ in range(2):
        assert keeping.check_some_files(session) == 1
        made_school.clock.forward(days=1)
    files = today.today(session).files
    assert files.meaning is StatusMeaning.LATE and len(files.damaged) == 1
    assert files.damaged[0].startswith("Ex2 of 2026-0001 is missing or not what was sealed, found Mon 7 Sep.")
    said = [line.what for line in custody.record_of(session, items[1]).lines]
    assert said.count("Checked: damaged or missing") == 1, "said once, not at every round"
    path.write_bytes(whole)
    assert keeping.check_some_files(session) == 0
    assert today.today(session).files.damaged == ()
    assert custody.record_of(session, items[1]).lines[-1].what == "Checked: as it was sealed"


def test_a_file_in_quarantine_is_not_opened_again(
    made_school: MadeSchool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = made_school.sign_in()
    items = _keep(session, tmp_path, 2)
    quarantine.quarantine(session, items[0], version=1)
    opened: list[str] = []
    check = sealed_files.check

    def watched(folder: Path, file: str, secret: str, sha256: str) -> None:
        opened.append(file)
        check(folder, file, secret, sha256)

    monkeypatch.setattr(sealed_files, "check", watched)
    keeping.check_some_files(session)
    assert opened == [_file_of(session, items[1]).stem]


def test_the_audit_tells_a_round_in_words(made_school: MadeSchool, tmp_path: Path) -> None:
    session = made_school.sign_in()
    _keep(session, tmp_path, 2)
    keeping.check_some_files(session)
    rows = audit_log.page(session, Compartment.DAILY).rows
    assert "Stored files read again" in repr(rows[0]) and "2 files, each as it was sealed" in repr(rows[0])


def test_eleven_hours_after_a_round_there_is_none_and_after_twelve_there_is(
    made_school: MadeSchool, tmp_path: Path
) -> None:
    session = made_school.sign_in()
    _keep(session, tmp_path, 1)
    counts = []
    for hours in (0, 11, 1):
        made_school.clock.forward(hours=hours)
        keeping.check_some_files(session)
        counts.append(len(_rounds(session)))
    assert counts == [1, 1, 2]


def test_where_a_round_came_to_the_end_of_what_is_left_the_next_begins_again(
    made_school: MadeSchool, tmp_path: Path
) -> None:
    session = made_school.sign_in()
    _keep(session, tmp_path, 2)
    facts: dict[str, str | int] = {"files": 1, "damaged": 0, "whole_pass": 0, "through": "g" * 32}
    session.vault.daily.note(EventKind.FILES_CHECKED, COMPUTER, session.now(), facts=facts)
    made_school.clock.forward(hours=12)
    keeping.check_some_files(session)
    assert _rounds(session)[-1] == {"files": 2, "damaged": 0, "whole_pass": 1}


def test_a_file_that_is_larger_than_a_round_is_read_in_a_round_of_its_own(
    made_school: MadeSchool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rolling_check, "_LEAST", 10)
    session = made_school.sign_in()
    _keep(session, tmp_path, 2, size=10_000)
    for _ in range(2):
        keeping.check_some_files(session)
        made_school.clock.forward(hours=12)
    assert [(one["files"], one["whole_pass"]) for one in _rounds(session)] == [(1, 0), (1, 1)]


def test_a_file_in_quarantine_is_not_counted_and_its_damage_is_no_more_to_be_mended(
    made_school: MadeSchool, tmp_path: Path
) -> None:
    session = made_school.sign_in()
    items = _keep(session, tmp_path, 3)
    _file_of(session, items[0]).unlink()
    assert keeping.check_some_files(session) == 1
    assert today.today(session).files.damaged
    quarantine.quarantine(session, items[0], version=1)
    assert today.today(session).files.damaged == (), "nobody takes it from a backup again"
    made_school.clock.forward(days=1)
    assert keeping.check_some_files(session) == 0
    assert _rounds(session)[-1] == {"files": 2, "damaged": 0, "whole_pass": 1}
    assert rolling_check.state(session.vault).files == 2


def test_a_log_with_everything_in_quarantine_has_nothing_to_read(
    made_school: MadeSchool, tmp_path: Path
) -> None:
    session = made_school.sign_in()
    (item,) = _keep(session, tmp_path, 1)
    quarantine.quarantine(session, item, version=1)
    assert keeping.check_some_files(session) == 0 and _rounds(session) == []
    assert today.today(session).files.words == ""


def test_a_damaged_copy_is_named_by_its_letter(
    made_school: MadeSchool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LookingIn, "show", decoded_here)
    session = made_school.sign_in()
    incident = log_incident(session, "CB", (PersonRef(None, "Tyler Pike"), "target"))
    taken(session, incident, b"The first is a text.", "a.txt")
    second = taken(session, incident)
    copied(session, second)
    copy = next(one for one in evidence.exhibits_of(session, incident) if one.content.derived is not None)
    _file_of(session, copy.reference).unlink()
    assert keeping.check_some_files(session) == 1
    (said,) = today.today(session).files.damaged
    assert said.startswith("Ex2-A of 2026-0001 is missing or not what was sealed")
    told = {
        name: custody.record_of(session, item).lines[-1].what
        for name, item in (("Ex2", second), ("Ex2-A", copy.reference))
    }
    assert told["Ex2-A"] == "Checked: damaged or missing" != told["Ex2"]


def test_of_two_documents_of_a_record_the_damaged_one_stays_damaged(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    incident = log_incident(session, "CB", (PersonRef(None, "Tyler Pike"), "target"))
    issued = [_file_of(session, paper.issue(session, IncidentPaper(incident)).document) for _ in range(2)]
    first, second = sorted(issued)
    whole = first.read_bytes()
    first.unlink()
    for _ in range(2):
        assert keeping.check_some_files(session) == 1
        (said,) = today.today(session).files.damaged
        assert said.startswith("a document of 2026-0001 is missing")
        made_school.clock.forward(hours=12)
    found = [one for one in logged(session) if one.event.kind is EventKind.EVIDENCE_CHECKED]
    assert len(found) == 1, "the other was never anything but whole"
    assert "A document, damaged or missing" in repr(audit_log.page(session, Compartment.DAILY).rows)
    second.unlink()
    first.write_bytes(whole)
    assert keeping.check_some_files(session) == 1
    assert len(today.today(session).files.damaged) == 1
