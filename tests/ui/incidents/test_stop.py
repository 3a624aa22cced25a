"""The stop on a record: quarantine and what the police direct, words only, and what material is on a Prevent record."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from safeguard_app.domain.entries import NoteKind
from safeguard_app.domain.evidence import Material
from safeguard_app.domain.moments import exactly
from safeguard_app.domain.records import RecordKind
from safeguard_app.services import evidence_items
from safeguard_app.services.incident_form import Typed
from safeguard_app.services.session import Changes
from safeguard_app.ui.evidence.declaration_sheet import ImageAnswer
from safeguard_app.ui.evidence.held_item_sheet import HeldItemSheet
from safeguard_app.ui.evidence.material_sheet import MaterialSheet
from safeguard_app.ui.evidence.police_direction_sheet import PoliceDirectionSheet
from safeguard_app.ui.evidence.quarantine_sheet import QuarantineSheet
from safeguard_app.ui.evidence.stop_advice import StopAdviceSheet
from safeguard_app.ui.incidents.evidence_section import ExhibitRow
from safeguard_app.ui.incidents.note_panel import CAPTURE_FIRST, NotePanel
from safeguard_app.ui.incidents.record_acts import MoreAct
from safeguard_app.ui.people.reason_sheet import ReasonSheet
from safeguard_app.ui.shell.page import RecordAct
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.text_label import TextLabel
from tests.services.quarantining import direct, put_away
from tests.services.test_evidence import logged
from tests.ui.incidents.conftest import IncidentsDesk
from tests.ui.incidents.record_in_view import view_of
from tests.ui.incidents.test_evidence import answer, drop, file_dialogs, presenter_of, sealed


def _press(at_desk: IncidentsDesk, key: str) -> None:
    box = at_desk.window.messages.open_sheet
    assert box is not None
    box.buttons[key].click()
    at_desk.settle()


def test_an_exhibit_is_put_in_quarantine_and_the_police_are_heard(
    qtbot: QtBot, at_desk: IncidentsDesk, screenshot: Path
) -> None:
    exhibit = sealed(at_desk, screenshot)
    stop = presenter_of(at_desk).stop
    stop.quarantine(exhibit)
    _press(at_desk, "go")
    sheet = stop.sheet
    assert isinstance(sheet, QuarantineSheet)
    view = at_desk.presenter.page.record.view
    assert view is not None
    (hidden,) = view.evidence.items
    assert hidden.quarantine.endswith("by Miss Jo Abbey") and hidden.title == "In quarantine"
    sheet.direction_button.click()
    at_desk.settle()
    direction = stop.sheet
    assert isinstance(direction, PoliceDirectionSheet)
    direction.keep_button.click()
    at_desk.settle()
    assert direction.isVisible(), "what is missing is said, and nothing typed is lost"
    qtbot.keyClicks(direction.reference, "ST-2214")
    qtbot.keyClicks(direction.officer, "PC 3391")
    direction.told_at.set_typed(Typed("", exactly(at_desk.session.now())))
    direction.keep_button.click()
    at_desk.settle()
    again = stop.sheet
    assert isinstance(again, QuarantineSheet) and again is not sheet
    assert not again.carry_out_button.isVisible(), "one person alone removes nothing"


def test_a_record_is_closed_to_files_and_opened_again(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    at_desk.open(at_desk.file("CB", (at_desk.cast.tyler, "target")))
    header = at_desk.presenter.page.record.header
    for act, said in ((MoreAct.WORDS_ONLY, "it may show one"), (MoreAct.FILES_AGAIN, "the wrong record")):
        header.action(act).trigger()
        sheet = presenter_of(at_desk).stop.sheet
        assert isinstance(sheet, ReasonSheet)
        qtbot.keyClicks(sheet.reason, said)
        sheet.act_button.click()
        at_desk.settle()
        assert header.evidence_button.isEnabled() is (act is MoreAct.FILES_AGAIN)


def test_on_a_prevent_record_what_it_is_is_asked_before_any_file_dialog(
    at_desk: IncidentsDesk, screenshot: Path
) -> None:
    at_desk.open(at_desk.file("PV", (at_desk.cast.tyler, "child_of_concern")))
    drop(at_desk, screenshot)
    screenshot.unlink()
    answer(at_desk, ImageAnswer.NO_SEEN_ALL)
    question = presenter_of(at_desk).question.sheet
    assert isinstance(question, MaterialSheet) and presenter_of(at_desk).panel is None
    question.cards[Material.NOT_SURE].click()
    at_desk.settle()
    sheet = presenter_of(at_desk).sheet
    assert isinstance(sheet, StopAdviceSheet) and file_dialogs() == []
    sheet.record_button.click()
    at_desk.settle()
    assert isinstance(at_desk.presenter.page.record.panel, NotePanel)


def test_before_a_report_to_a_platform_capturing_is_named_first(at_desk: IncidentsDesk) -> None:
    at_desk.open(at_desk.file("CB", (at_desk.cast.tyler, "target")))
    at_desk.presenter.do(RecordAct.NOTE)
    panel = at_desk.presenter.page.record.panel
    assert isinstance(panel, NotePanel)
    assert CAPTURE_FIRST not in [label.text() for label in panel.findChildren(TextLabel)]
    panel.kind.set_value(NoteKind.PLATFORM_REPORT)
    panel.kind.chosen.emit(NoteKind.PLATFORM_REPORT)
    assert CAPTURE_FIRST in [label.text() for label in panel.findChildren(TextLabel)]


def test_an_exhibit_that_was_taken_back_can_still_be_put_in_quarantine(
    at_desk: IncidentsDesk, screenshot: Path
) -> None:
    exhibit = sealed(at_desk, screenshot)
    session = at_desk.session
    at_desk.desk.wait(lambda: evidence_items.withdraw(session, exhibit.item, "Not wanted", version=1))
    at_desk.presenter.refresh(Changes(frozenset(RecordKind), frozenset()))
    at_desk.settle()
    view = at_desk.presenter.page.record.view
    assert view is not None and view.evidence.items[0].withdrawn
    row = at_desk.presenter.page.record.findChildren(ExhibitRow)[-1]
    (button,) = row.findChildren(Button)
    button.click()
    _press(at_desk, "go")
    view = at_desk.presenter.page.record.view
    assert view is not None and view.evidence.items[0].quarantine


def _logged(at_desk: IncidentsDesk) -> int:
    return len(at_desk.desk.wait(lambda: logged(at_desk.session)))


def test_no_question_of_the_stop_does_anything_by_its_keyboard_escape_or_cancel(
    qtbot: QtBot, at_desk: IncidentsDesk, screenshot: Path
) -> None:
    exhibit = sealed(at_desk, screenshot)
    stop, messages, before = presenter_of(at_desk).stop, at_desk.window.messages, _logged(at_desk)
    stop.quarantine(exhibit)
    box = messages.open_sheet
    assert box is not None and box.buttons["leave"].hasFocus()
    qtbot.keyClick(box.buttons["leave"], Qt.Key.Key_Return)
    stop.quarantine(exhibit)
    box = messages.open_sheet
    assert box is not None
    qtbot.keyClick(box.buttons["go"], Qt.Key.Key_Escape)
    at_desk.settle()
    assert _logged(at_desk) == before and not view_of(at_desk).evidence.items[0].quarantine

    stop.quarantine(exhibit)
    _press(at_desk, "go")
    before = _logged(at_desk)
    sheet = stop.sheet
    assert isinstance(sheet, QuarantineSheet) and sheet.close_button.hasFocus()
    qtbot.keyClick(sheet.close_button, Qt.Key.Key_Return)
    assert not sheet.isVisible() and stop.sheet is sheet
    stop.show(exhibit)
    at_desk.settle()
    sheet = stop.sheet
    assert isinstance(sheet, QuarantineSheet)
    sheet.direction_button.click()
    direction = stop.sheet
    assert isinstance(direction, PoliceDirectionSheet) and direction.reference.hasFocus()
    qtbot.keyClicks(direction.reference, "ST-2214")
    qtbot.keyClick(direction.reference, Qt.Key.Key_Return)
    assert direction.isVisible(), "Enter in a field enters no direction"
    direction.cancel_button.click()
    header = at_desk.presenter.page.record.header
    header.action(MoreAct.WORDS_ONLY).trigger()
    reason = stop.sheet
    assert isinstance(reason, ReasonSheet)
    qtbot.keyClicks(reason.reason, "it may show one")
    reason.cancel_button.click()
    stop.record_held()
    held = stop.sheet
    assert isinstance(held, HeldItemSheet)
    qtbot.keyClicks(held.what, "A telephone")
    qtbot.keyClick(held.what, Qt.Key.Key_Escape)
    at_desk.settle()
    assert _logged(at_desk) == before and header.evidence_button.isEnabled()


def test_a_second_person_carries_out_what_was_directed_or_leaves_it(
    qtbot: QtBot, sit_down: Callable[[str], IncidentsDesk], screenshot: Path
) -> None:
    lead = sit_down("dsl")
    exhibit, incident = sealed(lead, screenshot), view_of(lead).reference
    lead.desk.wait(lambda: put_away(lead.session, exhibit.item))
    lead.desk.wait(lambda: direct(lead.session, exhibit.item))
    head = sit_down("head")
    head.open(incident)
    stop, messages, before = presenter_of(head).stop, head.window.messages, _logged(head)
    (hidden,) = view_of(head).evidence.items
    for leave in ("keyboard", "escape", "leave"):
        stop.show(hidden)
        head.settle()
        sheet = stop.sheet
        assert isinstance(sheet, QuarantineSheet) and sheet.carry_out_button.isVisible()
        sheet.carry_out_button.click()
        box = messages.open_sheet
        assert box is not None and "ST-2214" in box.message.sentence and box.buttons["back"].hasFocus()
        if leave == "keyboard":
            qtbot.keyClick(box.buttons["back"], Qt.Key.Key_Return)
        elif leave == "escape":
            qtbot.keyClick(box.buttons["go"], Qt.Key.Key_Escape)
        else:
            box.buttons["leave"].click()
        head.settle()
        assert (stop.sheet is not sheet) is (leave == "keyboard"), "back is back to what was directed"
        if stop.sheet is not None:
            stop.sheet.close()
    assert _logged(head) == before
    stop.show(hidden)
    head.settle()
    sheet = stop.sheet
    assert isinstance(sheet, QuarantineSheet)
    sheet.carry_out_button.click()
    _press(head, "go")
    (gone,) = view_of(head).evidence.items
    assert gone.quarantine.startswith("Removed") and "by Mrs Carol Denning" in gone.quarantine
    assert _logged(head) == before + 1


def test_a_direction_that_came_too_late_says_so_and_keeps_its_words(
    qtbot: QtBot, at_desk: IncidentsDesk, screenshot: Path
) -> None:
    exhibit, stop = sealed(at_desk, screenshot), presenter_of(at_desk).stop
    stop.quarantine(exhibit)
    _press(at_desk, "go")
    assert isinstance(stop.sheet, QuarantineSheet)
    stop.sheet.direction_button.click()
    sheet = stop.sheet
    assert isinstance(sheet, PoliceDirectionSheet)
    qtbot.keyClicks(sheet.reference, "ST-2214")
    qtbot.keyClicks(sheet.officer, "PC 3391")
    sheet.told_at.set_typed(Typed("", exactly(at_desk.session.now())))
    at_desk.desk.wait(lambda: direct(at_desk.session, exhibit.item))
    sheet.keep_button.click()
    at_desk.settle()
    assert sheet.isVisible() and sheet.errors.isVisible() and sheet.reference.text() == "ST-2214"
