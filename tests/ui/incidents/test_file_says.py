"""What a file says is shown above its facts; one press puts it into its field, and saving stays the person's act."""

from dataclasses import replace

import pytest
from PIL import Image
from PySide6.QtWidgets import QLabel, QWidget

from safeguard_app.domain.evidence import CaptureFacts
from safeguard_app.services import evidence
from safeguard_app.system import limited_process
from safeguard_app.ui.incidents.facts_panel import FactsPanel
from tests.evidence_files.made_files import picture
from tests.services.conftest import moment
from tests.services.test_evidence import permit_for
from tests.ui.incidents.conftest import IncidentsDesk


def texts_of(part: QWidget) -> list[str]:
    """Every text in a part of the page."""
    return [label.text() for label in part.findChildren(QLabel)]


def _photograph() -> bytes:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Larkphone", "Larkphone 9"
    exif.get_ifd(0x8769)[0x9003] = "2026:10:12 08:41:30"
    return picture("JPEG", 40, 30, (40, 90, 200, 255), exif=exif)


def _facts_of(at_desk: IncidentsDesk, content: bytes, facts: CaptureFacts, name: str = "a.jpg") -> FactsPanel:
    """The facts of an exhibit, opened, and the file looked into."""
    reference = at_desk.file("CB", (at_desk.cast.tyler, "target"))
    at_desk.desk.wait(
        lambda: evidence.take_in_bytes(
            at_desk.session, permit_for(at_desk.session, reference), content, name, facts
        )
    )
    at_desk.open(reference)
    view, panels = at_desk.presenter.page.record.view, at_desk.presenter.panels
    assert view is not None and panels is not None
    panels.facts(view.evidence.items[0])
    at_desk.settle()
    assert isinstance(panels.panel, FactsPanel)
    return panels.panel


def _use(panel: FactsPanel, label: str) -> None:
    (button,) = (one for one in panel.file_says.buttons if f": {label}, " in one.accessibleName())
    button.click()


def test_what_the_file_says_is_used_by_a_press_and_saved_with_a_reason(at_desk: IncidentsDesk) -> None:
    panel = _facts_of(at_desk, _photograph(), CaptureFacts(what="A photograph of a screen"))
    assert panel.file_says.isVisible()
    assert panel.facts().captured_at is None and panel.facts().device == "", "nothing is used unasked"
    _use(panel, "Taken")
    _use(panel, "Device")
    assert panel.device.text() == "Larkphone 9"
    panel.reason.setText("Completed from the file.")
    panel.submit()
    at_desk.settle()
    view = at_desk.presenter.page.record.view
    assert view is not None
    facts = view.evidence.items[0].facts
    assert facts.device == "Larkphone 9"
    assert facts.captured_at == replace(
        moment("2026-10-12 08:41"), source="the file itself, by the clock of its device"
    )


def test_where_the_file_and_the_facts_differ_a_question_stands_there(at_desk: IncidentsDesk) -> None:
    panel = _facts_of(at_desk, _photograph(), CaptureFacts(captured_at=moment("2026-10-09 10:00")))
    assert any("after the capture as given" in words for words in texts_of(panel.file_says))


def test_a_file_that_says_nothing_takes_no_room(at_desk: IncidentsDesk) -> None:
    panel = _facts_of(at_desk, b"Only words.", CaptureFacts(), "a.txt")
    assert not panel.file_says.isVisible() and panel.file_says.buttons == []


def test_a_name_that_promises_another_type_is_said(at_desk: IncidentsDesk) -> None:
    panel = _facts_of(at_desk, b"Only words.", CaptureFacts(), "photo.jpg")
    (said,) = (one for one in texts_of(panel.file_says) if "ends in" in one)
    assert said.startswith(
        "Its name ends in .jpg (Picture (JPEG)), but what is in it says another type: Text."
    )


def test_a_process_that_stops_leaves_the_facts_to_be_given(
    at_desk: IncidentsDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limited_process, "program_arguments", lambda: ["-c", "import os; os._exit(9)"])
    panel = _facts_of(at_desk, _photograph(), CaptureFacts())
    assert not panel.file_says.isVisible()
    assert panel.save_button.isEnabled()
