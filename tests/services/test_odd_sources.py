"""Files of awkward places: only in the cloud, with names in any script, far down, or in a folder that has gone."""

import os
import shutil
import sys
import unicodedata
from pathlib import Path
from typing import BinaryIO

import pytest

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.evidence import CaptureFacts, IntakeAnswer, Way
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services import evidence, evidence_showing
from safeguard_app.services.evidence_views import Intake, IntakePermit, Offered
from safeguard_app.services.session import Session
from safeguard_app.system.problems import InTheCloud
from safeguard_app.vault import sealed_files, verifying

CONTENT = b"What was on the screen."
NAMES = (
    "снимок экрана.png",
    "截屏 2026-10-14 21.07.png",
    "لقطة الشاشة.png",
    "צילום מסך.png",
    "स्क्रीनशॉट.png",
    "e\u0301cran \U0001f469\u200d\U0001f467.png",
    "exe.gnp\u202etxt",
    " . spaces . ",
    "a" * 251 + ".png",
)


def _take_in(session: Session, about: Reference, *paths: Path) -> Intake:
    permit = evidence.declare(session, about, IntakeAnswer.NO_SEEN_ALL)
    assert isinstance(permit, IntakePermit)
    batch = tuple(Offered(Way.FILE, CaptureFacts(), path) for path in paths)
    return evidence.take_in(session, permit, batch)


def _written(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(CONTENT + os.fsencode(path.name))
    return path


def test_names_in_any_script_are_kept_as_they_may_be_shown(
    session: Session, incident: Reference, tmp_path: Path
) -> None:
    paths = [_written(tmp_path / "names" / name) for name in NAMES]
    taken = _take_in(session, incident, *paths).taken
    assert len(taken) == len(NAMES)
    for one, path in zip(taken, paths, strict=True):
        stored = evidence_showing.stored_item(session, one.item)
        kept = stored.content.stored.original_name
        assert kept == unicodedata.normalize("NFC", path.name) or "\u202e" in path.name
        assert "\u202e" not in kept
        assert evidence_showing.sealed_content(session, stored) == path.read_bytes()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has names that are no text")
def test_a_name_that_is_no_text_is_kept_as_far_as_it_can_be_read(
    session: Session, incident: Reference, tmp_path: Path
) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    (taken,) = _take_in(session, incident, _written(path)).taken
    kept = evidence_showing.stored_item(session, taken.item).content.stored.original_name
    assert kept.startswith("caf") and kept.endswith(".txt") and kept.encode()


def test_a_path_of_more_than_three_hundred_letters_is_read(
    session: Session, incident: Reference, tmp_path: Path
) -> None:
    path = tmp_path.joinpath(*["folder of the old telephone"] * 12) / "picture.png"
    assert len(str(path)) > 300
    (taken,) = _take_in(session, incident, _written(path)).taken
    assert evidence_showing.stored_item(session, taken.item).content.stored.original_name == "picture.png"


def test_a_folder_that_has_gone_refuses_its_files_and_the_rest_go_on(
    session: Session, incident: Reference, tmp_path: Path
) -> None:
    stick = [_written(tmp_path / "stick" / f"{number}.png") for number in range(2)]
    here = _written(tmp_path / "here.png")
    shutil.rmtree(tmp_path / "stick")
    made = _take_in(session, incident, *stick, here)
    assert [one.place for one in made.refused] == [0, 1] and len(made.taken) == 1
    assert all("not there any more" in one.problem.sentence for one in made.refused)
    assert verifying.verify(session.vault) == []


def test_a_file_that_is_only_in_the_cloud_is_never_opened_and_the_rest_go_on(
    session: Session, incident: Reference, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    placeholder, here = _written(tmp_path / "placeholder.png"), _written(tmp_path / "here.png")
    opened: list[Path] = []
    stat, open_regular = Path.stat, sealed_files.open_regular  # type: ignore[attr-defined]

    class Marked:
        st_size = 7
        st_file_attributes = 0x40_0000

    def opening(path: Path) -> BinaryIO:
        opened.append(path)
        found: BinaryIO = open_regular(path)
        return found

    monkeypatch.setattr(
        Path, "stat", lambda path, **how: Marked() if path == placeholder else stat(path, **how)
    )
    monkeypatch.setattr(sealed_files, "open_regular", opening)
    made = _take_in(session, incident, placeholder, here)
    (refused,) = made.refused
    assert (
        isinstance(refused.problem, InTheCloud) and "Always keep on this device" in refused.problem.next_step
    )
    assert len(made.taken) == 1 and here in opened and placeholder not in opened
    with pytest.raises(KnownProblem, match="in the cloud"):
        _take_in(session, incident, placeholder)
