"""A redacted copy made by keys alone, from the picture to who had it; and compared with its original."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from shiboken6 import isValid

from safeguard_app.services import custody, derivatives, form_drafts, quarantine, today
from safeguard_app.services.derivatives import CopyNotProven
from safeguard_app.services.evidence_views import EvidenceView
from safeguard_app.services.form_drafts import FormDraft
from safeguard_app.services.today import DraftLine
from safeguard_app.ui.evidence.marking_sheet import MarkingSheet
from safeguard_app.ui.evidence.picture_sheet import PictureSheet
from tests.ui.evidence.test_marking import Held, Key, press
from tests.ui.incidents.conftest import IncidentsDesk
from tests.ui.incidents.record_in_view import view_of
from tests.ui.incidents.test_evidence import presenter_of, sealed


def _sharpness(sheet: PictureSheet) -> list[bool]:
    return [one.sharp for one in (sheet.canvas, sheet.beside) if one is not None]


def _not_proven(*_args: object) -> None:
    raise CopyNotProven


def test_from_the_picture_to_who_had_it(
    at_desk: IncidentsDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = QImage(60, 40, QImage.Format.Format_RGB888)
    picture.fill(Qt.GlobalColor.green)
    path = tmp_path / "screen.png"
    assert picture.save(str(path))
    exhibit = sealed(at_desk, path)
    presenter = presenter_of(at_desk)
    presenter.show_picture(exhibit)
    at_desk.settle()
    shown = presenter.viewer.sheet
    assert isinstance(shown, PictureSheet)
    QTest.keyClick(shown, Key.Key_E)
    at_desk.settle()
    sheet = presenter.viewer.copies.sheet
    assert sheet is not None and sheet.isVisible() and not isValid(shown)

    press(sheet, Key.Key_H, Key.Key_Return)
    press(sheet, Key.Key_Return, held=Held.ControlModifier)
    at_desk.settle()
    assert sheet.hidden_field.error and sheet.why_field.error, "both are asked for first"
    sheet.hidden.setFocus()
    QTest.keyClicks(sheet.hidden, "The name of a pupil")
    sheet.why.setFocus()
    QTest.keyClicks(sheet.why, "For the parents")
    with monkeypatch.context() as patched:
        patched.setattr(derivatives, "proven", _not_proven)
        press(sheet, Key.Key_Return, held=Held.ControlModifier)
        at_desk.settle()
    box = at_desk.window.messages.open_sheet
    assert box is not None and "did not pass its own check" in box.message.sentence
    box.reject()
    assert sheet.isVisible() and sheet.steps.alterations.hides, "the marks are still there"
    assert sheet.focusWidget() is sheet.canvas, "and the keyboard is at them"
    press(sheet, Key.Key_Return, held=Held.ControlModifier)
    at_desk.settle()

    assert not isValid(sheet)
    view = at_desk.presenter.page.record.view
    assert view is not None
    assert [one.exhibit for one in view.evidence.items] == ["Ex1", "Ex1-A"]
    row = "1 opaque box. Hidden: The name of a pupil. Why: For the parents"
    assert view.evidence.items[1].copied == row
    record = at_desk.desk.wait(lambda: custody.record_of(at_desk.session, exhibit.item))
    assert record.lines[-1].what.startswith("A copy was made of it inside the program, Ex1-A")

    _compare(at_desk, exhibit)


def _compare(at_desk: IncidentsDesk, exhibit: EvidenceView) -> None:
    """The original beside its copy, blurred and shown together; turned; and by itself again."""
    presenter = presenter_of(at_desk)
    presenter.show_picture(exhibit)
    at_desk.settle()
    shown = presenter.viewer.sheet
    assert isinstance(shown, PictureSheet)
    QTest.keyClick(shown, Key.Key_C)
    at_desk.settle()
    assert _sharpness(shown) == [False, False]
    QTest.keyClick(shown, Key.Key_S)
    assert _sharpness(shown) == [True, True]
    QTest.keyClick(shown, Key.Key_R)
    assert (shown.canvas.natural.width(), shown.canvas.natural.height()) == (40, 60)
    QTest.keyClick(shown, Key.Key_C)
    assert _sharpness(shown) == [True]
    shown.reject()


def _begun(at_desk: IncidentsDesk, exhibit: EvidenceView) -> MarkingSheet:
    presenter_of(at_desk).make_copy(exhibit)
    at_desk.settle()
    sheet = presenter_of(at_desk).viewer.copies.sheet
    assert sheet is not None
    return sheet


def _drafts(at_desk: IncidentsDesk) -> list[FormDraft]:
    return at_desk.desk.wait(partial(form_drafts.open_forms, at_desk.session))


def _listed(at_desk: IncidentsDesk) -> tuple[DraftLine, ...]:
    return at_desk.desk.wait(partial(today.today, at_desk.session)).drafts


def test_marks_that_a_lock_took_away_are_there_again(at_desk: IncidentsDesk, screenshot: Path) -> None:
    exhibit = sealed(at_desk, screenshot)
    sheet = _begun(at_desk, exhibit)
    at_desk.presenter.flush(lambda: None)
    at_desk.settle()
    assert _drafts(at_desk) == [], "nothing was put on it"
    press(sheet, Key.Key_H, Key.Key_Return)
    sheet.why.setText("For the parents")
    flushed: list[int] = []
    at_desk.presenter.flush(lambda: flushed.append(1))
    at_desk.settle()
    assert flushed == [1]
    (draft,) = _drafts(at_desk)
    assert draft.name == f"Ex1 of {view_of(at_desk).page.case}"
    drawn = sheet.steps.alterations
    sheet.setParent(None)  # as a lock leaves it: not asked, not answered
    sheet.deleteLater()

    again = _begun(at_desk, exhibit)

    assert again is not sheet
    assert (again.steps.alterations, again.why.text()) == (drawn, "For the parents")
    assert "is back" in again.state.text()
    press(again, Key.Key_Escape)
    press(again, Key.Key_Escape)
    at_desk.settle()
    assert not isValid(again) or not again.isVisible()
    assert _drafts(at_desk) == [], "leaving it lets go of it"


def test_of_an_exhibit_in_quarantine_no_marks_are_kept(at_desk: IncidentsDesk, screenshot: Path) -> None:
    exhibit = sealed(at_desk, screenshot)
    sheet = _begun(at_desk, exhibit)
    press(sheet, Key.Key_H, Key.Key_Return)
    presenter_of(at_desk).viewer.copies.keeper.keep_now()
    at_desk.settle()
    assert len(_drafts(at_desk)) == 1
    assert [one.first_words for one in _listed(at_desk)] == ["1 opaque box"]
    at_desk.desk.wait(partial(quarantine.quarantine, at_desk.session, exhibit.item, version=1))
    assert _listed(at_desk) == ()
    presenter_of(at_desk).make_copy(exhibit)
    at_desk.settle()
    box = at_desk.window.messages.open_sheet
    assert box is not None and "in quarantine" in box.message.sentence
    box.reject()
    assert _drafts(at_desk) == []
