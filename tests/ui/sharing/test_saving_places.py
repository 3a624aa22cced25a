"""Saving what is shared: what cannot be written, and files that are in the way."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from safeguard_app.ui.messages import MessageSheet
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
    assert told is not None and told.message.title == "Not every file was saved"
    assert "No file was written, and the sharing says so." in told.message.sentence
    check_page(told)
    assert at.view().failed[0].endswith("nothing left") and at.view().may_take_back
    assert page.view.failed == at.view().failed, "the page in view says it too"


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
