"""I am away, by keyboard; the block of whoever covers; back early."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from safeguard_app.domain.entries import Action
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import away, entries, today
from safeguard_app.services.away import AwayForm
from safeguard_app.ui.today.away_sheet import AwaySheet
from tests.services.conftest import MadeSchool, log_incident
from tests.ui.accessibility import check_page
from tests.ui.today.conftest import TodayDesk


def opened(qtbot: QtBot, at: TodayDesk) -> AwaySheet:
    button = at.presenter.page.away_button
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    at.desk.settle()
    sheet = at.presenter.away.open_sheet
    assert isinstance(sheet, AwaySheet)
    return sheet


def test_away_is_said_and_taken_back_by_keyboard(qtbot: QtBot, today_desk: TodayDesk) -> None:
    at = today_desk
    at.desk.wait(lambda: log_incident(at.session, "CB", (PersonRef(None, "Wren Marlow", ""), "target")))
    at.read()
    sheet = opened(qtbot, at)
    check_page(sheet)
    sheet.first.set_day(date(2026, 10, 11))
    sheet.last.set_day(date(2026, 10, 16))
    qtbot.keyClicks(sheet.note, "Ring me.")
    qtbot.keyClick(sheet.keep_button, Qt.Key.Key_Return)
    at.desk.settle()
    assert sheet.isVisible() and sheet.note.text() == "Ring me.", "nothing typed is lost"
    assert "has passed" in sheet.first.accessibleDescription()
    sheet.first.set_day(date(2026, 10, 12))
    qtbot.keyClick(sheet.keep_button, Qt.Key.Key_Return)
    at.desk.settle()
    at.read()
    assert at.presenter.away.open_sheet is None
    (back,) = at.presenter.page.away.back_buttons
    check_page(at.presenter.page)
    qtbot.keyClick(back, Qt.Key.Key_Return)
    at.desk.settle()
    at.read()
    assert at.presenter.page.away.back_buttons == []


def test_whoever_covers_sees_it_at_unlock(
    qtbot: QtBot, made_school: MadeSchool, today_of: Callable[[str], TodayDesk]
) -> None:
    session = made_school.sign_in()
    record = log_incident(session, "CB", (PersonRef(None, "Wren Marlow", ""), "target"))
    entries.add_action(session, record, Action("Ring home", "Miss Jo Abbey", date(2026, 10, 12)))
    form = AwayForm(date(2026, 10, 12), date(2026, 10, 16), made_school.users["deputy"])
    away.say_away(session, form)
    made_school.close()
    at = today_of("deputy")
    part = at.presenter.page.away
    assert part.isVisible()
    assert part.headings == ["You cover for Miss Jo Abbey until Fri 16 Oct 2026"]
    rows = {row.task.title: row for row in part.rows}
    assert "Ring home" in rows and "Tell the Headteacher." in rows, "named to the lead, and the lead’s to do"
    rows["Ring home"].button.setFocus()
    qtbot.keyClick(rows["Ring home"].button, Qt.Key.Key_Return)
    assert at.heard == [("record", record)]


def test_what_was_typed_of_being_away_is_back_after_a_lock_and_gone_once_cancelled(
    qtbot: QtBot, today_of: Callable[[str], TodayDesk]
) -> None:
    at = today_of("dsl")
    at.desk.wait(lambda: log_incident(at.session, "CB", (PersonRef(None, "Wren Marlow", ""), "target")))
    at.read()
    sheet = opened(qtbot, at)
    sheet.first.set_day(date(2026, 10, 12))
    sheet.cover_box.setCurrentIndex(sheet.cover_box.count() - 1)
    sheet.note.setText("Ring me.")
    typed = sheet.boxes.filled()
    went_on: list[bool] = []
    at.presenter.flush(lambda: went_on.append(True))
    at.desk.settle()
    again = today_of("dsl")
    assert went_on and [one.kind for one in again.desk.wait(lambda: today.today(again.session)).drafts] == [
        "I am away"
    ]
    again.read()
    back = opened(qtbot, again)
    again.desk.settle()
    assert back.boxes.filled() == typed and back.boxes.draft_notice.isVisible()
    back.reject()
    again.desk.settle()
    assert again.desk.wait(lambda: today.today(again.session)).drafts == ()
