"""Stored files are read again behind everything else, all of them within a month, and damage stands on Today."""

from datetime import timedelta
from pathlib import Path

import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.evidence import CaptureFacts, IntakeAnswer, Way
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import audit_log, custody, evidence, keeping, quarantine, today
from safeguard_app.services.evidence_views import IntakePermit, Offered
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusMeaning
from safeguard_app.vault import rolling_check, sealed_files
from tests.services.conftest import MadeSchool, log_incident
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
