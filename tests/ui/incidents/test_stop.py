"""The stop on a record: quarantine and what the police direct, words only, and what material is on a Prevent record."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from safeguard_app.domain.entries import NoteKind
from safeguard_app.domain.evidence import Material
from safeguard_app.domain.moments import exactly
from safeguard_app.domain.records import RecordKind
from safeguard_app.services import evidence_items
from safeguard_app.services.incident_form import Typed
from safeguard_app.services.session import Changes
from safeguard_app.ui.evidence.declaration_sheet import ImageAnswer
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
from tests.ui.incidents.conftest import IncidentsDesk
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
