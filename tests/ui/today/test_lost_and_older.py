"""Today says what cannot be passed by: drafts that do not open, an older copy, a recovery key that waits."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from safeguard_app.domain.identifiers import Compartment, RecordId
from safeguard_app.services import incidents, lost_drafts, opening, recovery_keys
from safeguard_app.ui.audit.older_copy_desk import OlderCopyDesk
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from tests.services.conftest import PASSPHRASES
from tests.ui.accessibility import check_page
from tests.ui.keyboard import press, write
from tests.ui.today.conftest import TodayDesk

_SPOIL = "UPDATE draft SET sealed = ? WHERE id = ?"


def _lost_draft(at: TodayDesk) -> RecordId:
    def spoil() -> RecordId:
        form = replace(incidents.new_form(at.session), account="Told at lunch.")
        incidents.save_draft(at.session, form)
        at.session.vault.daily.change_mutable(_SPOIL, (b"spoiled", form.id))
        return form.id

    found = at.desk.wait(spoil)
    at.read()
    return found


def _notice(at: TodayDesk, heading: str) -> NoticePanel:
    return next(panel for panel in at.presenter.page.notices() if heading in panel.words()[0])


def _way_on(panel: NoticePanel) -> Button:
    return panel.findChildren(Button)[0]


def _let_go(at: TodayDesk, answer: str) -> None:
    """With the keyboard alone: to the button, then to the answer."""
    (button,) = at.presenter.page.lost_buttons
    button.setFocus(Qt.FocusReason.TabFocusReason)
    press("Space")
    box = at.window.messages.open_sheet
    assert box is not None
    assert box.first_focus() is box.buttons["keep"], "the safe answer has the keyboard"
    while QApplication.focusWidget() is not box.buttons[answer]:
        press("Tab")
    press("Space")
    at.desk.settle()


def test_a_draft_that_does_not_open_is_said_in_words(today_desk: TodayDesk) -> None:
    assert not today_desk.presenter.page._lost.isVisible()
    _lost_draft(today_desk)
    page = today_desk.presenter.page
    assert page._lost.isVisible()
    (panel,) = page._lost.findChildren(NoticePanel)
    heading, text = panel.words()
    assert heading == "Your draft of Mon 12 Oct 2026, 15:40 cannot be opened"
    assert "What was kept of it is damaged. It is left as it is" in text
    check_page(today_desk.window)


def test_it_is_let_go_of_only_after_the_page_asked(today_desk: TodayDesk) -> None:
    _lost_draft(today_desk)
    _let_go(today_desk, "keep")
    assert today_desk.presenter.page._lost.isVisible()
    _let_go(today_desk, "let_go")
    assert not today_desk.presenter.page._lost.isVisible()
    assert today_desk.desk.wait(lambda: lost_drafts.lost_drafts(today_desk.session)) == ()


def test_an_older_copy_leads_to_acknowledging_it(today_of: Callable[[str], TodayDesk]) -> None:
    at = today_of("deputy")
    asked: list[bool] = []
    at.presenter.older_copy_requested.connect(lambda: asked.append(True))
    at.desk.wait(lambda: at.session.vault.older.add(Compartment.DAILY))
    at.read()
    panel = _notice(at, "older than what this computer saw before")
    assert "waits for two" in panel.words()[1]
    _way_on(panel).click()
    assert asked == [True]
    at.desk.wait(at.session.vault.older.clear)


def test_the_sheet_shows_who_has_done_so_and_lets_nobody_do_it_twice(
    today_of: Callable[[str], TodayDesk],
) -> None:
    at = today_of("deputy")
    at.desk.wait(lambda: at.session.vault.older.add(Compartment.DAILY))
    desk = OlderCopyDesk(at.session, at.desk.tasks, at.window.messages, at.window)
    said: list[str] = []
    desk.changed.connect(lambda changes: said.append(changes.said))
    desk.open()
    at.desk.settle()
    assert desk.open_sheet is not None
    write("The backup of Friday was put back.")
    press("Tab")
    write(PASSPHRASES["deputy"])
    press("Enter")
    at.desk.settle()
    assert said == ["Acknowledged and signed. Waits for the DSL or the Headteacher."]
    desk.open()
    at.desk.settle()
    sheet = desk.open_sheet
    assert sheet is not None
    assert not sheet.sign_button.isVisible() and not sheet.reason_line.isVisible()
    assert sheet.close_button.hasFocus()
    check_page(at.window)
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert sheet.passphrase.text() == ""
    at.desk.wait(at.session.vault.older.clear)


def test_a_recovery_key_that_waits_leads_to_settings(today_of: Callable[[str], TodayDesk]) -> None:
    at = today_of("dsl")
    at.desk.wait(lambda: recovery_keys.replace(at.session, opening.new_recovery_key(), PASSPHRASES["dsl"]))
    at.read()
    assert all("recovery key" not in panel.words()[0] for panel in at.presenter.page.notices())


def test_a_reader_of_what_is_owed_is_told_where_to_go(today_of: Callable[[str], TodayDesk]) -> None:
    at = today_of("dsl")
    at.desk.wait(lambda: recovery_keys.replace(at.session, opening.new_recovery_key(), PASSPHRASES["dsl"]))
    head = today_of("head")
    asked: list[bool] = []
    head.presenter.settings_requested.connect(lambda: asked.append(True))
    _way_on(_notice(head, "A new recovery key waits for you")).click()
    assert asked == [True]
