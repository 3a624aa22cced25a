"""All exhibits of a record at a glance, by keyboard: blurred, shown, and one of them opened."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent
from pytestqt.qtbot import QtBot

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.machine_reading import PictureLook, SmallPicture
from safeguard_app.evidence_files.apart import LookingIn
from safeguard_app.services import exhibit_overview, machine_reading, words_only
from safeguard_app.ui.evidence.declaration_sheet import ImageAnswer
from safeguard_app.ui.evidence.overview_sheet import OverviewSheet
from safeguard_app.ui.evidence.picture_sheet import PictureSheet
from safeguard_app.ui.incidents.evidence_section import EvidenceSection
from safeguard_app.ui.shell.page import RecordAct
from tests.services.test_evidence import logged
from tests.ui.incidents.conftest import IncidentsDesk
from tests.ui.incidents.record_in_view import view_of
from tests.ui.incidents.test_evidence import answer, drop, presenter_of, sealed

RED, BLUE = b"\xff\x00\x00", b"\x00\x00\xff"


def _look(_looking_in: LookingIn, _content: bytes, _type: str, **_wanted: object) -> PictureLook:
    """Left half red, right half blue."""
    return PictureLook(small=SmallPicture(120, 120, (RED * 60 + BLUE * 60) * 120))


def _coloured(path: Path, shade: int) -> Path:
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(QColor(shade, 90, 30))
    assert image.save(str(path))
    return path


def _section(at_desk: IncidentsDesk) -> EvidenceSection:
    return at_desk.presenter.page.record.findChildren(EvidenceSection)[-1]


@pytest.fixture
def two_pictures(at_desk: IncidentsDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reference:
    """A record with two pictures is in view."""
    monkeypatch.setattr(LookingIn, "read_picture", _look)
    sealed(at_desk, _coloured(tmp_path / "one.png", 10))
    assert not hasattr(_section(at_desk), "overview_button"), "one picture is looked at by itself"
    drop(at_desk, _coloured(tmp_path / "two.png", 200))
    answer(at_desk, ImageAnswer.NO_SEEN_ALL)
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    at_desk.desk.wait(partial(machine_reading.read_pictures, at_desk.session))
    return view_of(at_desk).reference


@pytest.fixture
def overview(at_desk: IncidentsDesk, two_pictures: Reference) -> OverviewSheet:
    """The sheet, open over that record."""
    _section(at_desk).overview_button.click()
    at_desk.settle()
    sheet = presenter_of(at_desk).sheet
    assert isinstance(sheet, OverviewSheet)
    return sheet


def _edge(sheet: OverviewSheet) -> set[str]:
    """Colours in a row across the first picture."""
    view = sheet.list.viewport()
    drawn = view.grab().toImage()
    middle = sheet.list.visualRect(sheet.list.model().index(0, 0)).center()
    return {drawn.pixelColor(x, middle.y() - 10).name() for x in range(middle.x() - 50, middle.x() + 50)}


def test_pictures_are_blurred_until_somebody_asks(
    qtbot: QtBot, at_desk: IncidentsDesk, overview: OverviewSheet
) -> None:
    assert overview.list.hasFocus()
    assert at_desk.desk.wait(partial(logged, at_desk.session))[0].event.kind is EventKind.PICTURES_SHOWN
    assert len(_edge(overview)) > 4, "the edge between the halves runs out"
    qtbot.keyClick(overview.list, Qt.Key.Key_S)
    assert _edge(overview) == {"#ff0000", "#0000ff"}
    assert overview.keep_button.isChecked()
    qtbot.keyClick(overview.list, Qt.Key.Key_S)
    assert len(_edge(overview)) > 4
    said = [overview.list.model().index(place, 0).data() for place in range(2)]
    assert said == ["Ex1, Picture (PNG), picture", "Ex2, Picture (PNG), picture"]
    overview.reject()


def test_the_chosen_one_opens_large(qtbot: QtBot, at_desk: IncidentsDesk, overview: OverviewSheet) -> None:
    qtbot.keyClick(overview.list, Qt.Key.Key_Right)
    qtbot.keyClick(overview.list, Qt.Key.Key_Return)
    at_desk.settle()
    sheet = presenter_of(at_desk).viewer.sheet
    assert isinstance(sheet, PictureSheet)
    assert sheet.canvas.accessibleName() == "Picture: Ex2"
    sheet.reject()


def test_with_nothing_left_to_show_nothing_opens(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    """All were taken back while it was being read."""
    sheet = OverviewSheet((), "2026-0001")
    sheet.open_over(at_desk.presenter.page)
    with qtbot.assertNotEmitted(sheet.open_requested):
        sheet.open_button.click()
    sheet.reject()


def test_a_key_held_down_or_a_shortcut_does_not_show_the_pictures(overview: OverviewSheet) -> None:
    plain, control = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
    for modifier, again in ((control, False), (plain, True)):
        pressed = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_S, modifier, "s", again)
        overview.list.keyPressEvent(pressed)
        assert not overview.keep_button.isChecked()
    overview.reject()


def test_escape_lets_it_be(qtbot: QtBot, at_desk: IncidentsDesk, overview: OverviewSheet) -> None:
    qtbot.keyClick(overview.list, Qt.Key.Key_Escape)
    assert not overview.isVisible()
    assert presenter_of(at_desk).viewer.sheet is None


def test_of_a_record_in_words_only_it_is_not_offered(at_desk: IncidentsDesk, two_pictures: Reference) -> None:
    assert _section(at_desk).overview_button.isEnabled()
    closing = partial(words_only.close_to_files, at_desk.session, two_pictures, "It may show one")
    at_desk.presenter.refresh(at_desk.desk.wait(closing))
    at_desk.settle()
    assert not hasattr(_section(at_desk), "overview_button")


def test_an_answer_that_comes_when_another_record_is_in_view_opens_nothing(
    at_desk: IncidentsDesk, two_pictures: Reference
) -> None:
    presenter = presenter_of(at_desk)
    tiles = at_desk.desk.wait(partial(exhibit_overview.overview, at_desk.session, two_pictures))
    at_desk.open(at_desk.file("CB", (at_desk.cast.demi, "target")))
    presenter._open_overview(two_pictures, "2026-0001", tiles)
    assert not isinstance(presenter.sheet, OverviewSheet)
