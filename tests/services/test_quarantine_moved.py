"""A record that is filed elsewhere takes what is in quarantine with it, apart as it lies."""

import shutil
from pathlib import Path

import pytest

from safeguard_app.domain.evidence import DirectionKind
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.services import evidence, evidence_showing, incidents, paper, quarantine
from safeguard_app.services.evidence_showing import InQuarantine
from safeguard_app.services.paper_views import SchedulePaper
from safeguard_app.services.session import Session
from safeguard_app.system.problems import DiskFault
from safeguard_app.vault import refiling, sealed_files, verifying
from tests.services.conftest import MadeSchool
from tests.services.quarantining import (
    FACTS,
    apart,
    as_directed,
    direct,
    on_the_shelf,
    put_away,
    with_exhibit,
)
from tests.services.test_evidence import permit_for, png

ADULTS = Compartment.ADULTS


def _moved(session: Session, incident: Reference) -> Reference:
    return incidents.refile(session, incident, ADULTS, "It is about an adult.")[0]


def test_it_moves_apart_is_never_copied_and_can_be_released_there(
    made_school: MadeSchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = made_school.sign_in()
    incident, item = with_exhibit(session)
    sheet = paper.issue(session, SchedulePaper(incident, pictures=True)).document
    evidence.take_in_bytes(session, permit_for(session, incident), png(3), "other.png", FACTS)
    put_away(session, item)
    hidden, (plain,) = apart(session), on_the_shelf(session)
    copied: list[str] = []
    copy = shutil.copy2

    def noted(here: Path, there: Path) -> object:
        copied.append(here.stem)
        return copy(here, there)

    with monkeypatch.context() as watched:
        watched.setattr(shutil, "copy2", noted)
        _moved(session, incident)
    assert copied == [plain]
    assert (on_the_shelf(session), apart(session)) == ([], [])
    assert (on_the_shelf(session, ADULTS), apart(session, ADULTS)) == ([plain], hidden)
    assert len(hidden) == 2 and verifying.verify(session.vault) == []

    there = Reference(ADULTS, item.id)
    with pytest.raises(InQuarantine):
        evidence_showing.open_file(session, there)
    with pytest.raises(InQuarantine):
        paper.open_issued(session, Reference(ADULTS, sheet.id))
    direct(session, there, DirectionKind.RELEASE)
    head = made_school.sign_in("head")
    quarantine.carry_out(head, there, version=3)
    assert (len(on_the_shelf(head, ADULTS)), apart(head, ADULTS)) == (3, [])
    assert verifying.verify(head.vault) == []


def test_one_that_was_not_moved_apart_yet_goes_apart_too(
    made_school: MadeSchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = made_school.sign_in()
    incident, item = with_exhibit(session)
    with monkeypatch.context() as disk:
        disk.setattr(quarantine, "settle", lambda _part: False)
        put_away(session, item)
    (file,) = on_the_shelf(session)
    _moved(session, incident)
    assert (on_the_shelf(session), on_the_shelf(session, ADULTS)) == ([], [])
    assert apart(session, ADULTS) == [file]


def test_what_moved_before_its_record_could_stays_apart_until_that_is_moved_again(
    made_school: MadeSchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = made_school.sign_in()
    incident, item = with_exhibit(session)
    put_away(session, item)
    (file,) = apart(session)
    with monkeypatch.context() as disk:
        disk.setattr(refiling, "_copy_rows", _fail)
        with pytest.raises(DiskFault):
            _moved(session, incident)
    session = made_school.sign_in()
    assert (on_the_shelf(session, ADULTS), apart(session, ADULTS)) == ([], [file])
    _moved(session, incident)
    assert apart(session, ADULTS) == [file] and verifying.verify(session.vault) == []


def test_one_that_is_not_there_keeps_no_record_from_moving(made_school: MadeSchool) -> None:
    """As in a log that was restored from a backup."""
    session = made_school.sign_in()
    incident, item = with_exhibit(session)
    put_away(session, item)
    (file,) = apart(session)
    sealed_files.apart_path(session.vault.daily.files, file).unlink()
    _moved(session, incident)
    found = [(one.code, one.compartment) for one in verifying.verify(session.vault)]
    assert found == [("quarantined_missing", ADULTS)]


def test_with_what_was_removed_nothing_is_missing(
    made_school: MadeSchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = made_school.sign_in()
    incident, item = with_exhibit(session)
    paper.issue(session, SchedulePaper(incident, pictures=True))
    with monkeypatch.context() as disk:
        disk.setattr(sealed_files, "destroy", lambda _folder, _file: False)
        head = as_directed(made_school, item)
        _moved(head, incident)
        assert verifying.verify(head.vault) == []
    session = made_school.sign_in()
    assert verifying.verify(session.vault) == []
    left = [path for path in session.vault.folder.glob("*.files/**/*") if path.is_file()]
    assert left == [], "and what a disk did not remove before is removed where the record is now"


def _fail(*_: object) -> None:
    raise DiskFault
