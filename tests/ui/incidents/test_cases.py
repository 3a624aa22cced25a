"""Cases by keyboard: linking from a record, the page of a case, taking out again, suspected accounts."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from safeguard_app.domain.identifiers import Reference
from safeguard_app.services import cases
from safeguard_app.ui.incidents.case_panels import AccountPanel, LinkPanel
from safeguard_app.ui.incidents.cases_page import CasesPage
from safeguard_app.ui.incidents.record_sections import index_rows
from safeguard_app.ui.incidents.small_panels import ReasonPanel
from safeguard_app.ui.shell.page import RecordAct
from safeguard_app.ui.widgets.people_field import Chosen
from tests.ui.accessibility import check_page
from tests.ui.incidents.conftest import IncidentsDesk
from tests.ui.incidents.record_in_view import texts, view_of


def _button(at_desk: IncidentsDesk, name: str) -> QPushButton:
    section = at_desk.presenter.page.record.section("case")
    named = ((one.accessibleName() or one.text(), one) for one in section.findChildren(QPushButton))
    return next(one for words, one in named if words.startswith(name))


def _press(qtbot: QtBot, at_desk: IncidentsDesk, name: str) -> None:
    button = _button(at_desk, name)
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    at_desk.settle()


def _two(at_desk: IncidentsDesk) -> tuple[Reference, Reference]:
    first = at_desk.file("CB", (at_desk.cast.tyler, "target"))
    second = at_desk.file("TR", (at_desk.cast.nandra, "target"))
    at_desk.open(first)
    return first, second


def _linked(at_desk: IncidentsDesk) -> tuple[Reference, Reference, Reference]:
    first, second = _two(at_desk)
    case, changes = at_desk.desk.wait(
        lambda: cases.link(at_desk.session, first, second, "One page.", "Posts of October")
    )
    at_desk.presenter.refresh(changes)
    at_desk.settle()
    return case, first, second


def _cases(at_desk: IncidentsDesk) -> CasesPage:
    assert at_desk.presenter.page.shows_cases
    return at_desk.presenter.cases.page


def test_a_record_is_linked_by_keyboard(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    _, second = _two(at_desk)
    _press(qtbot, at_desk, "Link to a case")
    panel = at_desk.presenter.page.record.panel
    assert isinstance(panel, LinkPanel) and panel.target._typing.hasFocus()
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    assert panel.field("target").error
    panel.field("target").focus_editor()
    qtbot.keyClicks(panel.target._typing, "nandra")
    offered = panel.target
    qtbot.waitUntil(lambda: offered._list is not None and offered._list.isVisible(), timeout=5_000)
    qtbot.keyClick(panel.target._typing, Qt.Key.Key_Return)
    (chosen,) = panel.target.people()
    assert chosen.key == second
    qtbot.keyClicks(panel.reason, "The same page wrote both.")
    qtbot.keyClick(panel.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    at_desk.settle()
    (case,) = view_of(at_desk).cases
    assert case.title == "Cyberbullying and trolling"
    shown = texts(at_desk.presenter.page.record.section("case"))
    assert "2026-0002" in shown and "The same page wrote both" in shown
    (row,) = [one for one in index_rows(view_of(at_desk)) if one.key == "case"]
    assert row.note == "1"


def test_a_case_is_opened_from_its_record_and_left_again(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    _, _, second = _linked(at_desk)
    _press(qtbot, at_desk, "Open the case")
    page = _cases(at_desk)
    shown = texts(page)
    assert "Posts of October" in shown and "Ms Priya Nandra" in shown and "One page" in shown
    assert at_desk.presenter.record_acts == frozenset(), "no record is in view"
    assert page.back_button.hasFocus()
    check_page(page)
    link = next(one for one in page.findChildren(QPushButton) if one.text() == "2026-0002")
    qtbot.keyClick(link, Qt.Key.Key_Space)
    at_desk.settle()
    assert view_of(at_desk).reference == second and not at_desk.presenter.page.shows_cases
    at_desk.presenter.cases.open_list()
    at_desk.settle()
    qtbot.keyClick(_cases(at_desk).back_button, Qt.Key.Key_Space)
    at_desk.settle()
    assert not at_desk.presenter.page.shows_cases


def test_the_list_of_cases_teaches_where_there_is_none(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    _two(at_desk)
    button = at_desk.presenter.page.list_pane.cases_button
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    at_desk.settle()
    assert "No cases yet" in texts(_cases(at_desk))
    check_page(_cases(at_desk))


def test_everything_of_a_chronology_is_one_choice_away(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    case, _, _ = _linked(at_desk)
    asked: list[tuple[object, bool]] = []
    at_desk.presenter.cases.page.print_requested.connect(lambda one, whole: asked.append((one, whole)))
    at_desk.presenter.cases.open_case(case)
    at_desk.settle()
    page = _cases(at_desk)
    page.print_button.click()
    assert page.extent is not None
    page.extent.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    there = QApplication.focusWidget()
    assert there is not None and page.extent.isAncestorOf(there), "the keyboard stays where it was"
    page.print_button.click()
    assert asked == [(case, False), (case, True)]
    shared: list[tuple[object, bool]] = []
    page.share_requested.connect(lambda one, whole: shared.append((one, whole)))
    page.share_button.click()
    assert shared == [(case, True)] and len(asked) == 2


def test_a_record_is_taken_out_with_a_reason(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    _linked(at_desk)
    _press(qtbot, at_desk, "Take this record out")
    panel = at_desk.presenter.page.record.panel
    assert isinstance(panel, ReasonPanel)
    qtbot.keyClicks(panel.reason, "Another page after all.")
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    assert view_of(at_desk).cases == ()


def test_a_case_in_view_is_read_again_when_something_was_written(at_desk: IncidentsDesk) -> None:
    case, first, _ = _linked(at_desk)
    at_desk.presenter.cases.open_case(case)
    at_desk.settle()
    changes = at_desk.desk.wait(lambda: cases.unlink(at_desk.session, case, first.id, "No."))
    at_desk.presenter.refresh(changes)
    at_desk.settle()
    shown = _cases(at_desk).case
    assert shown is not None and [one.number for one in shown.records] == ["2026-0002"]


def test_a_visitor_sees_no_other_record(at_desk: IncidentsDesk) -> None:
    _linked(at_desk)
    at_desk.presenter.do(RecordAct.SHOW_ONE)
    shown = texts(at_desk.presenter.page.record.section("case"))
    assert "2026-0002" not in shown and "Posts of October" not in shown


def test_a_suspected_account_by_keyboard(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    _two(at_desk)
    _press(qtbot, at_desk, "Suspected account")
    panel = at_desk.presenter.page.record.panel
    assert isinstance(panel, AccountPanel) and panel.handle.hasFocus()
    qtbot.keyClicks(panel.handle, "@LarkbridgeTruth")
    qtbot.keyClicks(panel.basis, "It repeats his words.")
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    assert panel.field("suspected").error
    panel.suspected.set_people([Chosen(at_desk.cast.nandra, "Ms Priya Nandra")])
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    (line,) = view_of(at_desk).suspected
    assert line.title == "@LarkbridgeTruth, perhaps Ms Priya Nandra"
    _press(qtbot, at_desk, "Entered in error")
    taken = at_desk.presenter.page.record.panel
    assert isinstance(taken, ReasonPanel)
    qtbot.keyClicks(taken.reason, "Somebody else.")
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    assert view_of(at_desk).suspected == ()
