"""Saving what is shared: what cannot be written, and files that are in the way."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from safeguard_app.ui.messages import MessageSheet
from safeguard_app.ui.sharing.saving_places import choose_places_by_dialog
from tests.ui.accessibility import check_page
from tests.ui.clipping import clipped
from tests.ui.keyboard import focused
from tests.ui.sharing.shared_record import Sharing


def test_a_file_that_cannot_be_saved_is_told_and_the_page_says_what_was(at: Sharing, tmp_path: Path) -> None:
    page = at.prepared()
    page.urgent_button.click()
    at.settle()
    at.desk.choose_places = lambda _window, _names: (tmp_path / "no such folder" / "a.pdf",)
    page.save_button.click()
    box = at.work.messages.open_sheet
    assert box is not None
    box.buttons["save"].click()
    at.settle()
    told = at.work.messages.open_sheet
    assert told is not None and told.message.title == "The file was not saved"
    assert "No file was written, and the sharing says so." in told.message.sentence
    assert "Nothing was changed" not in told.message.sentence
    check_page(told)
    assert at.view().failed[0].endswith("nothing left") and at.view().may_take_back
    assert page.view.failed == at.view().failed, "the page in view says it too"


def test_a_protected_file_that_cannot_be_saved_is_told_in_the_same_words(at: Sharing, tmp_path: Path) -> None:
    page = at.prepared()
    page.urgent_button.click()
    at.settle()
    at.desk.choose_places = lambda _window, _names: (tmp_path / "no such folder" / "a.pdf",)
    page.protect_button.click()
    at.settle()
    told = at.work.messages.open_sheet
    assert told is not None and told.message.title == "The file was not saved"
    assert told.message.sentence.startswith(
        "The disk, stick or folder that was chosen is not there any more."
    )
    assert page.view.failed == at.view().failed and not page.view.ways


def test_a_name_typed_without_its_ending_gets_it_before_anything_is_asked(
    at: Sharing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the system's dialog gives may have no ending: a file that stands there with it is never written over."""
    for typed, wanted in (("a", "a.pdf"), ("a.PDF", "a.PDF"), ("Ms J. Maple", "Ms J. Maple.pdf")):
        monkeypatch.setattr(
            QFileDialog, "getSaveFileName", lambda *_, typed=typed, **__: (str(tmp_path / typed), "")
        )
        assert choose_places_by_dialog(at.work.window, ("x.pdf",)) == (tmp_path / wanted,)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: ("", ""))
    assert choose_places_by_dialog(at.work.window, ("x.pdf",)) == ()
    (tmp_path / "a.pdf").write_bytes(b"of the user")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(tmp_path / "a"), ""))
    page = at.prepared()
    page.urgent_button.click()
    at.settle()
    page.protect_button.click()
    at.settle()
    asked = at.work.messages.open_sheet
    assert asked is not None and asked.message.items == ("a.pdf",)
    asked.buttons["cancel"].click()
    at.settle()
    assert (tmp_path / "a.pdf").read_bytes() == b"of the user" and at.view().ways == ()


def test_where_files_are_in_the_way_in_a_folder_that_is_asked_once(at: Sharing, tmp_path: Path) -> None:
    page = at.prepared(2)
    page.urgent_button.click()
    at.settle()
    asked: list[tuple[str, ...]] = []

    def choose(_window: QWidget, names: tuple[str, ...]) -> tuple[Path, ...]:
        asked.append(names)
        return tuple((tmp_path / name) for name in names)

    def go() -> MessageSheet | None:
        page.protect_button.click()
        at.settle()
        return at.work.messages.open_sheet

    def answer(key: str) -> MessageSheet | None:
        box = at.work.messages.open_sheet
        assert box is not None
        box.buttons[key].click()
        at.settle()
        return at.work.messages.open_sheet

    at.desk.choose_places = choose
    second = f"{page.view.case} S{page.view.number}-2 protected.pdf"
    (tmp_path / second).write_bytes(b"of the user")
    box = go()
    assert box is not None and box.message.items == (second,)
    check_page(box)
    assert clipped(box) == [] and focused() is box.buttons["another"]
    box = answer("another")
    assert box is not None and len(asked) == 2
    assert answer("cancel") is None
    assert (tmp_path / second).read_bytes() == b"of the user" and at.view().ways == ()
    go()
    answer("over")
    assert sorted(one.name for one in tmp_path.glob("*.pdf*")) == sorted(asked[0])
    assert (tmp_path / second).read_bytes().startswith(b"%PDF") and len(at.view().ways) == 1
