"""The Settings page over the demo's log: the window, the school, who opens the log."""

from functools import partial

import pytest
from PySide6.QtWidgets import QLabel

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.contact_rules import ParentsRule
from safeguard_app.domain.users import Role
from safeguard_app.services import users
from safeguard_app.services.session import Changes
from safeguard_app.services.users import UserLine
from safeguard_app.system.settings import Settings
from safeguard_app.ui.audit.audit_presenter import AuditPresenter
from safeguard_app.ui.incidents.entry_panel import EntryPanel
from safeguard_app.ui.settings.contact_rules_section import ContactRulesPanel
from safeguard_app.ui.settings.school_section import SchoolPanel
from safeguard_app.ui.settings.settings_presenter import (
    SettingsPresenter,
    kept_settings,
    window_settings,
)
from safeguard_app.ui.settings.user_panels import AddUserPanel, PassphrasePanel
from safeguard_app.ui.shell.page import PageKey
from safeguard_app.ui.theme.theme import Theme, ThemeChoice
from tests.ui.accessibility import check_page
from tests.ui.demo_fixture import Work

NEW = "copper lantern meadow tide basket"


class Desk:
    """The page over the demo's log."""

    def __init__(self, work: Work, settings: Settings | None = None) -> None:
        self.work = work
        self.session = work.demo.session
        self.presenter = SettingsPresenter(
            self.session, work.demo.tasks, work.messages, settings or Settings()
        )
        self.page = self.presenter.page
        self.told: list[Changes] = []
        self.presenter.changed.connect(self.told.append)
        work.show(PageKey.SETTINGS, self.presenter)
        work.settle()

    def users(self) -> tuple[UserLine, ...]:
        return self.work.demo.wait(partial(users.user_lines, self.session))

    def add_panel(self) -> AddUserPanel:
        self.page.users_section.add_button.click()
        panel = self.page.users_section.panel
        assert isinstance(panel, AddUserPanel)
        return panel

    def open_panel(self) -> EntryPanel | None:
        """The form that is open under the list of users."""
        return self.page.users_section.panel

    def passphrase_panel(self) -> PassphrasePanel:
        self.page.users_section.passphrase_button.click()
        panel = self.page.users_section.panel
        assert isinstance(panel, PassphrasePanel)
        return panel


def words(work: Work) -> str:
    return "\n".join(label.text() for label in work.window.findChildren(QLabel) if label.isVisible())


@pytest.mark.parametrize("look", ["system", "light", "dark", "contrast"])
def test_every_look_is_kept_under_the_name_the_file_knows(look: str) -> None:
    shown = window_settings(Settings(theme=look))
    assert kept_settings(Settings(), shown).theme == look


def test_sizes_and_minutes_that_the_page_does_not_offer_show_the_nearest() -> None:
    shown = window_settings(Settings(text_percent=130, idle_minutes=45))
    assert (shown.text_scale, shown.idle_minutes) == (1.25, 15)


def test_what_is_chosen_is_handed_on_with_everything_else_as_it_was(work: Work) -> None:
    at = Desk(work, Settings(last_log="somewhere", window_width=1200))
    chosen: list[Settings] = []
    at.presenter.settings_chosen.connect(chosen.append)
    at.page.look_box.set_value(ThemeChoice.HIGH_CONTRAST)
    at.page.size_box.set_value(2.0)
    at.page.idle_box.set_value(3)
    at.page.idle_box.chosen.emit(3)
    assert chosen == [
        Settings(last_log="somewhere", theme="contrast", text_percent=200, idle_minutes=3, window_width=1200)
    ]


def test_what_is_changed_elsewhere_is_shown_without_telling_anyone(work: Work) -> None:
    at = Desk(work)
    chosen: list[Settings] = []
    at.presenter.settings_chosen.connect(chosen.append)
    at.presenter.show_settings(Settings(text_percent=150))
    assert at.page.settings().text_scale == 1.5
    assert chosen == []


def test_the_page_says_how_the_log_is_kept(work: Work) -> None:
    at = Desk(work)
    said = words(work)
    assert str(at.session.vault.folder) in said
    assert "No backup yet." in said
    assert "sealed envelope with the Chair of Governors or the trust" in said
    assert "never opens a network connection" in said
    check_page(work.window)
    asked: list[bool] = []
    at.presenter.backup_asked.connect(partial(asked.append, True))
    at.page.backup_section.backup_button.click()
    assert asked == [True]


def test_help_is_asked_for_by_name(work: Work) -> None:
    at = Desk(work)
    asked: list[str] = []
    at.presenter.help_asked.connect(asked.append)
    at.page.recovery_section.help_link.click()
    at.page.about_section.licences_link.click()
    assert asked == ["recovery-key", "about"]


def test_the_schools_details_are_changed_in_place_with_an_event(work: Work) -> None:
    at = Desk(work)
    at.page.school_section.change_button.click()
    panel = at.page.school_section.panel
    assert isinstance(panel, SchoolPanel)
    assert panel is not None
    check_page(work.window)
    panel.lines["chair_name"].setText("Ms Vera Holt")
    name, phone, _ = panel.contact_lines.lines["police"]
    name.setText("PC Example")
    phone.setText("101")
    panel.since_field._date.set_text("1 Sep 2026")
    panel.save_button.click()
    work.settle()
    assert at.page.school_section.panel is None
    assert "Ms Vera Holt" in words(work)
    assert "PC Example, 101" in words(work)
    assert at.session.school.register_complete_since == "2026-09-01"
    assert work.events(EventKind.SCHOOL_CHANGED) == 1
    assert at.told[-1].said == "The school’s details are saved."


def test_the_rules_on_contact_are_changed_with_a_day_and_a_reason(work: Work) -> None:
    at = Desk(work)
    section = at.page.contact_rules_section
    assert "Not said yet" in words(work)
    section.change_button.click()
    panel = section.panel
    assert isinstance(panel, ContactRulesPanel)
    assert panel is not None
    check_page(work.window)
    panel.parents.set_value(ParentsRule.NEVER.value)
    panel.save_button.click()
    assert "day from which this holds" in panel.errors.links()[0].text()
    panel.since._date.set_text("1 Sep 2026")
    panel.save_button.click()
    work.settle()
    assert panel.isVisibleTo(work.window), "a reason is missing, and what was chosen is still there"
    panel.reason.setText("Adopted by the governors")
    panel.save_button.click()
    work.settle()
    assert section.panel is None
    assert "Never (002 L29-30)" in words(work)
    assert work.events(EventKind.SCHOOL_CHANGED) == 1


def test_a_day_that_is_not_understood_is_asked_for_and_the_words_stay(work: Work) -> None:
    at = Desk(work)
    at.page.school_section.change_button.click()
    panel = at.page.school_section.panel
    assert isinstance(panel, SchoolPanel)
    assert panel is not None
    panel.since_field._date.set_text("whenever")
    panel.lines["phone"].setText("01632 960999")
    panel.save_button.click()
    work.settle()
    assert at.page.school_section.panel is panel
    assert panel.lines["phone"].text() == "01632 960999"
    assert "Type a day" in panel.errors.links()[0].text()
    assert work.events(EventKind.SCHOOL_CHANGED) == 0


def test_somebody_is_let_in_with_a_passphrase_of_their_own(work: Work) -> None:
    at = Desk(work)
    panel = at.add_panel()
    check_page(work.window)
    panel.name_line.setText("Ms Ada Finch")
    panel.passphrase.first.setText(NEW)
    panel.passphrase.second.setText(NEW)
    panel.save_button.click()
    work.settle()
    assert at.page.users_section.panel is None
    assert [line.name for line in at.users()][-1] == "Ms Ada Finch"
    assert [row.line.name for row in at.page.users_section.rows][-1] == "Ms Ada Finch"
    assert "can open the log now" in at.told[-1].said


def test_without_a_name_or_a_hard_passphrase_nobody_is_let_in(work: Work) -> None:
    at = Desk(work)
    panel = at.add_panel()
    panel.save_button.click()
    assert panel.errors.links()[0].text() == "Give their name."
    panel.name_line.setText("Ms Ada Finch")
    panel.passphrase.first.setText("password")
    panel.passphrase.second.setText("password")
    panel.save_button.click()
    work.settle()
    assert at.page.users_section.panel is panel
    assert len(at.users()) == 3


def test_the_recovery_key_is_asked_for_only_where_it_is_needed(work: Work) -> None:
    at = Desk(work)
    panel = at.add_panel()
    assert not panel.recovery_field.isVisible()
    panel.role_box.set_value(Role.HEAD)
    panel.role_box.chosen.emit(Role.HEAD)
    assert not panel.reads_tick.isVisible()
    panel.name_line.setText("Mr Acting Head")
    panel.passphrase.first.setText(NEW)
    panel.passphrase.second.setText(NEW)
    panel.save_button.click()
    work.settle()
    assert panel.recovery_field.isVisible()
    assert panel.recovery_line.hasFocus()
    assert len(at.users()) == 3
    panel.recovery_line.setText(work.demo.log.recovery.text)
    panel.save_button.click()
    work.settle()
    assert [line.name for line in at.users()][-1] == "Mr Acting Head"


def test_somebody_is_removed_after_the_page_asked(work: Work) -> None:
    at = Desk(work)
    rows = at.page.users_section.rows
    assert rows[0].line.is_me
    assert not rows[0].remove_button.isVisible()
    rows[2].remove_button.click()
    box = work.messages.open_sheet
    assert box is not None
    assert box.first_focus() is box.buttons["keep"]
    box.buttons["leave"].click()
    work.settle()
    assert all(not line.until for line in at.users())
    rows[2].remove_button.click()
    box = work.messages.open_sheet
    assert box is not None
    box.buttons["remove"].click()
    work.settle()
    assert at.users()[-1].until
    assert "Removed" in words(work)


def test_a_wrong_present_passphrase_is_said_beside_it_and_the_right_one_changes_it(work: Work) -> None:
    at = Desk(work)
    panel = at.passphrase_panel()
    panel.old_line.setText("not the one")
    panel.passphrase.first.setText(NEW)
    panel.passphrase.second.setText(NEW)
    panel.save_button.click()
    work.settle()
    assert at.open_panel() is panel
    assert panel.field("old").error
    panel.old_line.setText(work.demo.log.passphrases["lead"])
    panel.save_button.click()
    work.settle()
    assert at.open_panel() is None
    assert work.events(EventKind.PASSPHRASE_CHANGED) == 1
    work.demo.log.passphrases["lead"], before = NEW, work.demo.log.passphrases["lead"]
    try:
        work.demo.sign_in("lead")
    finally:
        work.demo.log.passphrases["lead"] = before


def test_a_deputy_sees_whom_to_ask(work: Work) -> None:
    work.demo.sign_in("deputy")
    at = Desk(work)
    assert not at.page.users_section.add_button.isEnabled()
    assert all(not row.remove_button.isVisible() for row in at.page.users_section.rows)
    assert "Ask the Designated Safeguarding Lead or the Headteacher" in words(work)
    assert at.page.users_section.passphrase_button.isEnabled()


@pytest.mark.parametrize(("width", "scale"), [(1366, 1.0), (1024, 1.0), (1024, 2.0)])
def test_nothing_is_clipped(work: Work, theme: Theme, width: int, scale: float) -> None:
    theme.set_text_scale(scale)
    at = Desk(work)
    work.stage.present(work.window, width, 608 if width < 1366 else 736)
    at.page.school_section.change_button.click()
    at.add_panel()
    work.settle()
    assert work.clipped() == []


def test_the_audit_says_who_was_added_and_removed(work: Work) -> None:
    at = Desk(work)
    row = at.page.users_section.rows[2]
    work.demo.wait(partial(users.remove, at.session, row.line.id))
    audit = AuditPresenter(at.session, work.demo.tasks, work.messages)
    work.show(PageKey.AUDIT, audit)
    work.settle()
    rows = audit.page.table.model_rows
    said = [rows.row_at(rows.index(place, 0)).what for place in range(rows.rowCount())]
    assert any("removed" in words.casefold() for words in said)


def test_the_writing_coach_is_switched_here_and_its_rules_are_read_here(work: Work) -> None:
    at = Desk(work)
    chosen: list[Settings] = []
    at.presenter.settings_chosen.connect(chosen.append)
    section = at.page.coach_section
    assert section.tick.isChecked()
    section.tick.click()
    assert [one.writing_coach for one in chosen] == [False]
    section.rules_link.click()
    shown = words(work)
    for rule in at.session.catalogue.coach.values():
        assert rule.title in shown and rule.reason in shown
