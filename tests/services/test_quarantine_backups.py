"""Quarantine and backups: which of them contain the exhibit, and that later ones hold nothing of it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from safeguard_app.domain.evidence import DirectionKind
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.services import evidence, incidents, paper, quarantine
from safeguard_app.services.paper_views import SchedulePaper
from safeguard_app.vault import backup, backup_folder
from safeguard_app.vault.backup import back_up
from tests.services.conftest import MadeSchool
from tests.services.quarantining import again, apart, direct, on_the_shelf, put_away, with_exhibit


@pytest.fixture
def place(tmp_path: Path) -> Callable[[str], Path]:
    """An empty stick of a name."""

    def made(name: str) -> Path:
        stick = tmp_path / name
        stick.mkdir()
        return stick

    return made


def _held(stick: Path) -> list[str]:
    """Names of the sealed files that the newest backup of a stick says it holds."""
    generation = backup_folder.generations(backup_folder.found_at(stick))[-1][1]
    return [
        Path(one.path).stem
        for one in backup_folder.read_manifest(generation).files
        if one.path.endswith(".age")
    ]


def test_later_backups_hold_neither_file_nor_document_until_it_is_released(
    made_school: MadeSchool, place: Callable[[str], Path]
) -> None:
    session = made_school.sign_in()
    incident, item = with_exhibit(session)
    paper.issue(session, SchedulePaper(incident, pictures=True))
    stick = place("stick")
    assert back_up(session.vault, stick).files == 2
    put_away(session, item)
    assert len(apart(session)) == 2, "the document with its picture lies apart too"
    for taken in (stick, place("new")):
        report = back_up(session.vault, taken)
        assert (report.files, report.absent, _held(taken)) == (0, 0, [])
    direct(session, item, DirectionKind.RELEASE)
    head = made_school.sign_in("head")
    quarantine.carry_out(head, item, version=3)
    assert back_up(head.vault, stick).files == 2
    assert sorted(_held(stick)) == sorted(on_the_shelf(head))


def test_whoever_does_not_open_the_part_takes_nothing_of_it_either(
    made_school: MadeSchool, place: Callable[[str], Path]
) -> None:
    session = made_school.sign_in()
    adults, _ = incidents.refile(session, with_exhibit(session)[0], Compartment.ADULTS, "Of an adult.")
    (exhibit,) = evidence.exhibits_of(session, adults)
    (file,) = on_the_shelf(session, Compartment.ADULTS)
    deputy = made_school.sign_in("deputy")
    stick = place("stick")
    back_up(deputy.vault, stick)
    assert _held(stick) == [file]
    put_away(made_school.sign_in(), exhibit.reference)
    deputy = made_school.sign_in("deputy")
    back_up(deputy.vault, stick)
    assert _held(stick) == []


def test_listed_is_what_was_made_or_begun_while_it_was_kept(
    made_school: MadeSchool, place: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    session = made_school.sign_in()
    stick = place("stick")
    back_up(session.vault, stick)
    made_school.clock.forward(hours=1)
    incident, item = with_exhibit(session)
    made_school.clock.forward(hours=1)
    back_up(session.vault, stick)
    made_school.clock.forward(hours=1)
    twin = again(session, incident)
    made_school.clock.forward(hours=1)
    run = backup._Job.run

    def put_away_meanwhile(job: backup._Job, *way: object) -> backup.BackupReport:
        report = run(job, *way)  # type: ignore[arg-type]
        made_school.clock.forward(minutes=5)
        put_away(session, item)
        made_school.clock.forward(minutes=5)
        return report

    with monkeypatch.context() as slow:
        slow.setattr(backup._Job, "run", put_away_meanwhile)
        back_up(session.vault, stick)
    made_school.clock.forward(hours=1)
    back_up(session.vault, stick)

    found = quarantine.view(session, item).backups
    assert [one.number for one in found] == [2, 3]
    assert found[0].words == "Backup 2, made Mon 7 Sep 2026, 10:00 by Miss Jo Abbey"
    assert quarantine.view(session, twin).backups == found, "the file is the same"
