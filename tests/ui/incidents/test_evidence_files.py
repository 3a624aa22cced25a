"""Files that are none, that change or vanish, or whose names deceive: chosen in the window, refused in words."""

import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel

from safeguard_app.ui.evidence.declaration_sheet import DeclarationSheet, ImageAnswer
from safeguard_app.ui.incidents.evidence_presenter import EvidencePresenter
from safeguard_app.ui.incidents.intake_panel import IntakePanel
from safeguard_app.ui.shell.page import RecordAct
from safeguard_app.vault import sealed_files
from tests.ui.incidents.conftest import IncidentsDesk

NO_FILE = ("folder", "pipe", "device", "empty", "vanished", "growing")


@pytest.fixture(autouse=True)
def dialog_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's own dialog opens nowhere here; what it hands over is what a test says."""
    monkeypatch.setattr(QFileDialog, "open", lambda *_: None)


def _presenter(at_desk: IncidentsDesk) -> EvidencePresenter:
    assert at_desk.presenter.evidence is not None
    return at_desk.presenter.evidence


def _choose(at_desk: IncidentsDesk, *paths: Path) -> IntakePanel:
    """Answer the question, and choose files in the system's dialog."""
    sheet = _presenter(at_desk).question.sheet
    assert isinstance(sheet, DeclarationSheet)
    sheet.cards[ImageAnswer.NO_SEEN_ALL].click()
    at_desk.settle()
    panel = _presenter(at_desk).panel
    assert panel is not None and panel._dialog is not None
    panel._dialog.filesSelected.emit([str(path) for path in paths])
    return panel


def _begin(at_desk: IncidentsDesk, *paths: Path) -> IntakePanel:
    at_desk.open(at_desk.file("CB", (at_desk.cast.tyler, "target")))
    at_desk.presenter.do(RecordAct.EVIDENCE)
    return _choose(at_desk, *paths)


def _made(folder: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = folder / f"{kind}.png"
    match kind:
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "device":
            path.symlink_to("/dev/zero")
        case "empty":
            path.touch()
        case _:
            path.write_bytes(b"words" * 1_000)
    if kind == "growing":
        monkeypatch.setattr(sealed_files, "require_room", lambda *_: _grow(path))
    return path


def _grow(path: Path) -> None:
    with path.open("ab") as stream:
        stream.write(b"more")


def _kept(at_desk: IncidentsDesk) -> list[Path]:
    return [one for one in at_desk.school.folder.rglob("*.age") if one.is_file()]


@pytest.mark.parametrize("kind", NO_FILE)
def test_what_is_no_file_is_refused_and_the_facts_stay(
    at_desk: IncidentsDesk, tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _made(tmp_path, kind, monkeypatch)
    panel = _begin(at_desk, path)
    panel.url.setText("https://lane.example/post")
    if kind == "vanished":
        path.unlink()
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    assert _presenter(at_desk).panel is panel and panel.save_button.isEnabled()
    said = " ".join(label.text() for label in panel.errors.findChildren(QLabel))
    assert "Your words are still here." in said
    assert panel.url.text() == "https://lane.example/post"
    assert _kept(at_desk) == []


def test_a_whole_batch_that_is_refused_keeps_the_facts_too(
    at_desk: IncidentsDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [_made(tmp_path, kind, monkeypatch) for kind in ("folder", "pipe", "device", "empty")]
    panel = _begin(at_desk, *paths)
    panel.what.setText("Four of a kind")
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    assert _presenter(at_desk).panel is panel
    reasons = [link.text() for link in panel.errors.links()]
    assert [reason.partition(":")[0] for reason in reasons] == [path.name for path in paths]
    assert panel.what.text() == "Four of a kind"
    assert _kept(at_desk) == []
    good = tmp_path / "good.txt"
    good.write_bytes(b"His words.")
    at_desk.presenter.do(RecordAct.FILE)
    sheet = _presenter(at_desk).question.sheet
    assert isinstance(sheet, DeclarationSheet), "another try is another batch: the question comes again"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("..\\..\\windows\\start.png", "start.png"),
        ("CON.png", "_CON.png"),
        ("lpt1", "_lpt1"),
        ("photo\u202egnp.exe", "photo[U+202E]gnp.exe"),
        ("a\nb\x07.png", "a b[U+0007].png"),
        ("x" * 251 + ".png", "x" * 89 + "…" + "x" * 26 + ".png"),
    ],
)
def test_a_name_is_shown_with_what_it_hides_and_the_file_is_kept(
    at_desk: IncidentsDesk, tmp_path: Path, name: str, shown: str
) -> None:
    path = tmp_path / name
    path.write_bytes(b"The words of a message.")
    panel = _begin(at_desk, path)
    assert panel.sources()[0].words == shown
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    view = at_desk.presenter.page.record.view
    assert view is not None and len(view.evidence.items) == 1
    kept = view.evidence.items[0].file_name
    assert not set(kept) & set("\u202e\n\x07/\\") and len(kept) <= 120
    assert [one.name for one in _kept(at_desk) if name in one.name] == [], "no name of a file leaves the log"
