"""What is typed in a form of Settings is there again after the log was locked; once it is let go it is gone."""

from collections.abc import Callable
from functools import partial

import pytest

from safeguard_app.services import form_drafts, today
from safeguard_app.services.form_drafts import FormDraft, FormName
from safeguard_app.system.settings import Settings
from safeguard_app.ui.incidents.entry_panel import EntryPanel
from safeguard_app.ui.settings.calendar_panels import CalendarPanel
from safeguard_app.ui.settings.contact_rules_section import ContactRulesPanel
from safeguard_app.ui.settings.form_section import FormSection
from safeguard_app.ui.settings.policy_panels import PolicyClausesPanel, PolicyTextPanel
from safeguard_app.ui.settings.school_section import SchoolPanel
from safeguard_app.ui.settings.section_keeper import LET_GO
from safeguard_app.ui.settings.settings_presenter import SettingsPresenter
from safeguard_app.ui.shell.page import PageKey
from safeguard_app.ui.widgets.button import Button
from tests.ui.demo_fixture import Work
from tests.ui.settings.test_policy import TEXT, type_day

FORMS = (FormName.SCHOOL, FormName.CALENDAR, FormName.CONTACT_RULES, FormName.POLICY)


class Desk:
    """Settings of the demo school, opened afresh as after an unlock."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.presenter = SettingsPresenter(
            work.demo.session, work.demo.tasks, work.messages, Settings(), work.window
        )
        work.show(PageKey.SETTINGS, self.presenter)
        self.settle()

    def settle(self) -> None:
        for _ in range(3):
            self.work.settle()

    def section(self, form: FormName) -> FormSection:
        page = self.presenter.page
        return {
            FormName.SCHOOL: page.school_section,
            FormName.CALENDAR: page.calendar_section,
            FormName.CONTACT_RULES: page.contact_rules_section,
            FormName.POLICY: page.policy_section,
        }[form]

    def open(self, form: FormName) -> EntryPanel:
        section = self.section(form)
        section._asked_from().click()  # type: ignore[attr-defined]  # each is a button
        self.settle()
        assert section.panel is not None
        return section.panel

    def lock(self) -> None:
        went_on: list[bool] = []
        self.presenter.flush(lambda: went_on.append(True))
        self.settle()
        assert went_on

    def drafts(self) -> list[FormDraft]:
        return self.work.demo.wait(partial(form_drafts.open_forms, self.work.demo.session))


def _type(panel: EntryPanel) -> None:
    if isinstance(panel, SchoolPanel):
        panel.lines["phone"].setText("01632 960 100")
        panel.since_field._date.set_text("1/9/2026")
        next(iter(panel.contact_lines.lines.values()))[1].setText("01632 960 200")
    elif isinstance(panel, CalendarPanel):
        row = panel.rows.add()
        row.kind.setCurrentIndex(row.kind.count() - 1)
        row.name.setText("Day for training")
        row.first._date.set_text("4/1/2027")
    elif isinstance(panel, ContactRulesPanel):
        panel.parents.setCurrentIndex(panel.parents.count() - 1)
        tick = next(one for one in panel.kinds.values() if one.isEnabled())
        tick.click()
        panel.since._date.set_text("1/9/2026")
        panel.reason.setText("The governing body decided so")
    else:
        assert isinstance(panel, PolicyTextPanel)
        panel.title_line.setText("Social media policy")
        type_day(panel, "1/9/2026")
        panel.words_box.set_text(TEXT)


@pytest.fixture
def begin(work: Work) -> Callable[[], Desk]:
    return partial(Desk, work)


@pytest.mark.parametrize("form", FORMS)
def test_a_form_begun_is_back_after_a_lock_and_gone_once_let_go(
    form: FormName, work: Work, begin: Callable[[], Desk]
) -> None:
    desk = begin()
    panel = desk.open(form)
    _type(panel)
    typed = panel.filled()
    desk.lock()
    (draft,) = desk.drafts()
    lines = work.demo.wait(lambda: today.today(work.demo.session)).drafts
    assert draft.form_name is form and [one.id for one in lines if one.id == draft.id] == [draft.id]

    again = begin()
    again.presenter.resume(draft)
    again.settle()
    back = again.section(form).panel
    assert back is not None and back is not panel and back.filled() == typed
    (let_go,) = [one for one in back.findChildren(Button) if one.text() == LET_GO]
    let_go.click()
    again.settle()
    assert again.drafts() == []
    fresh = again.section(form).panel
    assert fresh is not None and fresh.filled() != typed and not fresh.begun


def test_a_form_that_is_opened_again_finds_its_words_and_one_that_is_saved_has_none(
    begin: Callable[[], Desk],
) -> None:
    desk = begin()
    panel = desk.open(FormName.SCHOOL)
    _type(panel)
    desk.lock()
    again = begin()
    back = again.open(FormName.SCHOOL)
    assert isinstance(back, SchoolPanel) and back.lines["phone"].text() == "01632 960 100"
    back.submit()
    again.settle()
    assert again.section(FormName.SCHOOL).panel is None and again.drafts() == []


def test_words_begun_before_the_details_were_changed_come_back_with_a_warning(
    begin: Callable[[], Desk],
) -> None:
    desk = begin()
    _type(desk.open(FormName.SCHOOL))
    desk.lock()
    (draft,) = desk.drafts()
    other = begin()
    changed = other.open(FormName.SCHOOL)
    assert isinstance(changed, SchoolPanel)
    other.presenter.school_keeper.leave()
    changed.lines["email"].setText("office@school.example")
    changed.submit()
    other.settle()
    again = begin()
    again.presenter.resume(draft)
    again.settle()
    back = again.section(FormName.SCHOOL).panel
    assert back is not None and back.errors.isVisible()
    assert back.begun, "the words are there all the same"


def test_clauses_being_looked_at_come_back_as_they_were(begin: Callable[[], Desk]) -> None:
    desk = begin()
    panel = desk.open(FormName.POLICY)
    _type(panel)
    panel.submit()
    desk.settle()
    clauses = desk.section(FormName.POLICY).panel
    assert isinstance(clauses, PolicyClausesPanel)
    clauses.rows[0].words_box.set_text("Words put right by hand.")
    clauses.rows[1].keep_tick.click()
    clauses.rows[1].kinds_button.put_back_choice("CB")
    desk.lock()
    (draft,) = desk.drafts()
    again = begin()
    again.presenter.resume(draft)
    again.settle()
    back = again.section(FormName.POLICY).panel
    assert isinstance(back, PolicyClausesPanel) and back.filled() == clauses.filled()
    back.submit()
    again.settle()
    assert again.section(FormName.POLICY).panel is None and again.drafts() == []
