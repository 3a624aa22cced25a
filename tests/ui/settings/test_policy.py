"""Putting in the school's own policy in Settings: pasted, looked at, kept, corrected, ended."""

from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from safeguard_app.services import policy_clauses, school_policies
from safeguard_app.services.school_policies import PolicyLine
from safeguard_app.services.session import Changes
from safeguard_app.system.settings import Settings
from safeguard_app.ui.settings.policy_panels import (
    NOT_CITED,
    PolicyClausesPanel,
    PolicyEndPanel,
    PolicyTextPanel,
)
from safeguard_app.ui.settings.settings_presenter import SettingsPresenter
from safeguard_app.ui.shell.page import PageKey
from tests.ui.accessibility import check_page
from tests.ui.demo_fixture import Work

TEXT = (
    "Contact\n"
    "1. Adults must not follow, befriend or contact pupils on social media.\n"
    "2. Lunch is at noon.\n"
    "3. Keep the messages of cyberbullying and do not delete them.\n"
)


class Desk:
    """The section over the demo's log."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.session = work.demo.session
        self.presenter = SettingsPresenter(self.session, work.demo.tasks, work.messages, Settings())
        self.section = self.presenter.page.policy_section
        self.told: list[Changes] = []
        self.presenter.changed.connect(self.told.append)
        work.show(PageKey.SETTINGS, self.presenter)
        work.settle()

    def settle(self) -> None:
        """Written, told, and read again for the page: one after the other."""
        for _ in range(3):
            self.work.settle()

    def lines(self) -> tuple[PolicyLine, ...]:
        return self.work.demo.wait(partial(school_policies.policies, self.session))

    def words_panel(self) -> PolicyTextPanel:
        self.section.add_button.click()
        self.work.settle()
        panel = self.section.panel
        assert isinstance(panel, PolicyTextPanel)
        return panel

    def clauses_panel(self) -> PolicyClausesPanel:
        panel = self.section.panel
        assert isinstance(panel, PolicyClausesPanel)
        return panel

    def put_in(self, title: str = "Social media policy", begins: str = "1/9/2026") -> None:
        panel = self.words_panel()
        panel.title_line.setText(title)
        panel.short_line.setText("SMP")
        type_day(panel, begins)
        panel.words_box.set_text(TEXT)
        panel.submit()
        self.settle()


def type_day(panel: PolicyTextPanel | PolicyEndPanel, words: str) -> None:
    """Type a day into the form's own line."""
    field = panel.begins if isinstance(panel, PolicyTextPanel) else panel.on
    field._date.set_text(words)


@pytest.fixture
def desk(work: Work) -> Desk:
    return Desk(work)


def test_a_policy_is_pasted_looked_at_and_kept(desk: Desk) -> None:
    desk.put_in()
    panel = desk.clauses_panel()
    follow, lunch, keep = panel.rows
    assert follow.kinds_button.codes() and keep.kinds_button.codes()
    assert lunch.kinds_button.text() == NOT_CITED
    lunch.keep_tick.click()
    assert "2 of 3 clauses are kept" in panel.count_label.text()
    check_page(desk.work.window)
    assert desk.lines() == ()
    panel.submit()
    desk.settle()
    (kept,) = desk.lines()
    assert [one.place for one in kept.policy.clauses] == ["1", "3"]
    assert desk.section.panel is None
    assert [row.line.title for row in desk.section.rows] == ["Social media policy"]
    assert desk.told and desk.told[-1].said == "Social media policy is kept."
    cited = desk.work.demo.wait(partial(policy_clauses.of_category, desk.session, "SPC", date(2026, 9, 2)))
    assert "SMP 1" in [one.reference for one in cited.lines]


def test_kinds_are_chosen_in_a_menu(desk: Desk) -> None:
    desk.put_in()
    button = desk.clauses_panel().rows[1].kinds_button
    assert button.codes() == ()
    menu = button.menu()
    menu.aboutToShow.emit()
    first = menu.actions()[0]
    first.trigger()
    assert button.codes() == (first.data(),)
    assert first.text().replace("&&", "&") in button.accessibleName()
    menu.aboutToShow.emit()
    menu.actions()[0].trigger()
    assert button.text() == NOT_CITED


def test_what_is_missing_is_said_beside_its_field(desk: Desk) -> None:
    panel = desk.words_panel()
    panel.submit()
    assert panel.field("title").error and panel.field("in_force_from").error
    panel.title_line.setText("Policy")
    type_day(panel, "1/9/2026")
    panel.submit()
    desk.settle()
    assert panel.field("text").error
    assert desk.section.panel is panel


def test_a_second_policy_offers_to_replace_the_first(desk: Desk) -> None:
    desk.put_in()
    desk.clauses_panel().submit()
    desk.settle()
    panel = desk.words_panel()
    assert panel.replaces_tick.isVisible()
    assert "Social media policy" in panel.replaces_tick.text()
    desk.section.close_panel()
    desk.put_in("Newer policy", "1/10/2026")
    desk.clauses_panel().submit()
    desk.settle()
    newest, oldest = desk.lines()
    assert newest.title == "Newer policy"
    assert oldest.policy.superseded_on == date(2026, 10, 1)


def test_clauses_are_corrected_with_a_reason(desk: Desk) -> None:
    desk.put_in()
    desk.clauses_panel().submit()
    desk.settle()
    desk.section.rows[0].open_button.click()
    panel = desk.clauses_panel()
    panel.rows[0].words_box.set_text("Adults follow no pupil.")
    panel.submit()
    desk.settle()
    assert panel.field("reason").error
    panel.reason_box.set_text("A misprint")
    panel.submit()
    desk.settle()
    assert desk.lines()[0].policy.clauses[0].words == "Adults follow no pupil."


def test_a_policy_is_ended_or_taken_back(desk: Desk) -> None:
    desk.put_in()
    desk.clauses_panel().submit()
    desk.settle()
    desk.section.rows[0].end_button.click()
    panel = desk.section.panel
    assert isinstance(panel, PolicyEndPanel)
    type_day(panel, "1/10/2026")
    panel.reason_box.set_text("Replaced by the trust’s own")
    panel.submit()
    desk.settle()
    assert desk.lines()[0].policy.superseded_on == date(2026, 10, 1)
    desk.section.rows[0].end_button.click()
    panel = desk.section.panel
    assert isinstance(panel, PolicyEndPanel)
    panel.error_tick.click()
    assert not panel.on.isEnabled()
    panel.reason_box.set_text("Never ours")
    panel.submit()
    desk.settle()
    assert desk.lines() == ()
    assert desk.section.add_button.isVisible()


def test_escape_goes_back_to_the_list(desk: Desk) -> None:
    panel = desk.words_panel()
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert desk.section.panel is None
    assert desk.section.add_button.hasFocus()
