"""The registers by keyboard: looking one up, entering, deciding, changing, taking back; and drafts that stay."""

from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from safeguard_app.domain.logbooks import EntryStepKind
from safeguard_app.services import logbooks
from safeguard_app.services.form_drafts import FormName
from safeguard_app.ui.people.day_field import DayField
from safeguard_app.ui.registers.entry_fields import KeptTicks
from safeguard_app.ui.registers.entry_form_page import Mode
from safeguard_app.ui.shell.page import RecordAct
from safeguard_app.ui.widgets.people_field import PeopleField
from tests.ui.accessibility import check_page
from tests.ui.conftest import Stage
from tests.ui.demo_log import OpenDemo
from tests.ui.kept_forms import keep_and_clear, kept_forms, not_kept
from tests.ui.keyboard import focused, press, write
from tests.ui.registers.opened import HEAD, PARENT, Opened, consent, fill


@pytest.fixture
def opened(demo: OpenDemo, stage: Stage) -> Opened:
    return Opened(demo, stage)


def _type_consent(opened: Opened) -> None:
    """A consent that was given, by keyboard alone, from the list of registers."""
    assert focused() is opened.presenter.overview.table
    press("Down", "Down", "Enter")
    opened.settle()
    press("Space")
    opened.settle()
    assert focused().accessibleName() == "Child"
    write("ella")
    press("Enter")
    opened.settle()
    press("Enter")
    opened.settle()
    press("Tab", "Space")


def test_a_consent_is_entered_with_the_keyboard_alone(opened: Opened) -> None:
    _type_consent(opened)
    form = opened.form
    box = opened.box("asked_on")
    box.setFocus()
    write("7/9/2026")
    assert form.decided is not None
    form.decided.kind.setFocus()
    press("Down")
    form.decided.on.setFocus()
    write("8/9/2026")
    form.decided.by.setFocus()
    write("Mrs Gemma Tamsin")
    press("Enter")
    opened.settle()
    press("Enter")
    press("Ctrl+Enter")
    opened.settle()
    (row,) = opened.on_file("photo-consent")
    entry = opened.stored(row.reference)
    assert entry.people()[0].name == "Ella Tamsin"
    assert entry.newest.answer("uses") is not None
    (step,) = entry.steps
    assert (step.kind, step.on) == (EntryStepKind.GIVEN, date(2026, 9, 8))
    assert opened.shows(opened.presenter.logbook)
    detail = opened.presenter.logbook.panel.detail
    assert detail is not None
    assert (detail.reference, detail.status.words) == (row.reference, "Given")


def test_what_is_missing_is_said_and_nothing_typed_is_lost(opened: Opened) -> None:
    opened.presenter.begin_new("photo-consent")
    opened.settle()
    limits = opened.box("limits")
    limits.setText("No name.")  # type: ignore[attr-defined]  # the box of this field is a line
    box = opened.box("asked_on")
    assert isinstance(box, DayField)
    box.setFocus()
    write("the day before")
    opened.presenter.do(RecordAct.FILE)
    opened.settle()
    assert {link.property("field") for link in opened.form.errors.links()} == {"asked_on"}
    box.set_day(date(2026, 9, 7))
    opened.presenter.do(RecordAct.FILE)
    opened.settle()
    assert {link.property("field") for link in opened.form.errors.links()} == {"child", "uses"}
    assert limits.text() == "No name."  # type: ignore[attr-defined]
    assert opened.on_file("photo-consent") == []


def test_a_half_typed_entry_is_back_after_a_lock(opened: Opened, demo: OpenDemo, stage: Stage) -> None:
    opened.presenter.begin_new("official-accounts")
    opened.settle()
    form = opened.form
    opened.box("purpose").set_text("News of the")  # type: ignore[attr-defined]
    row = opened.box("users").add()  # type: ignore[attr-defined]
    row.period.start.set_day(date(2026, 9, 1))
    assert form.decided is not None
    form.decided.set_kind(EntryStepKind.GIVEN)
    form.decided.conditions.set_text("No pupil is")
    assert not_kept(form) == []
    kept = form.filled()
    keep_and_clear(opened.presenter, opened.settle, stage)
    (draft,) = kept_forms(demo)
    assert (draft.form_name, draft.of) == (FormName.LOGBOOK_ENTRY, "official-accounts")
    again = Opened(demo, stage)
    again.presenter.begin_new("photo-consent")
    again.settle()
    assert not again.form.begun, "another register's draft came back"
    again.presenter.begin_new("official-accounts")
    again.settle()
    assert again.form.filled() == kept
    again.presenter.forms.leave()  # type: ignore[union-attr]
    again.settle()
    assert kept_forms(demo) == []


def test_a_change_and_a_correction_from_the_panel(opened: Opened) -> None:
    entry = consent(opened.demo)
    opened.presenter.open_entry(entry)
    opened.settle()
    panel = opened.presenter.logbook.panel
    panel.change_button.click()
    opened.settle()
    assert opened.form.mode is Mode.CHANGE
    opened.form.reason.setText("Not on the website any more")
    opened.form.since.set_day(date(2026, 10, 1))
    ticks = opened.box("uses")
    assert isinstance(ticks, KeptTicks)
    ticks.group.set_codes(("display",))
    opened.presenter.do(RecordAct.FILE)
    opened.settle()
    states = opened.stored(entry).states
    assert [one.answer("uses").texts for one in states] == [("website", "display"), ("display",)]  # type: ignore[union-attr]
    opened.presenter.do(RecordAct.CORRECT)
    opened.settle()
    opened.form.reason.setText("The limit was misread")
    opened.box("limits").setText("First name only.")  # type: ignore[attr-defined]
    opened.presenter.do(RecordAct.FILE)
    opened.settle()
    assert opened.stored(entry).newest.answer("limits").texts == ("First name only.",)  # type: ignore[union-attr]
    assert len(opened.stored(entry).states) == 2


def test_a_newer_version_is_said_and_the_words_go_in_at_the_next_try(opened: Opened) -> None:
    entry = consent(opened.demo)
    opened.presenter.open_entry(entry)
    opened.settle()
    panel = opened.presenter.logbook.panel
    panel.step_button.click()
    opened.settle()
    part = opened.step.part
    assert part is not None
    part.set_kind(EntryStepKind.REVIEWED)
    part.on.set_day(date(2026, 10, 9))
    other = logbooks.EntryStepInput(EntryStepKind.REVIEWED, date(2026, 10, 8), PARENT)
    opened.demo.wait(partial(logbooks.add_step, opened.demo.session, entry, other, version=2))
    opened.presenter.do(RecordAct.FILE)
    opened.settle()
    assert opened.step.errors.links()
    opened.presenter.do(RecordAct.FILE)
    opened.settle()
    assert [one.kind for one in opened.stored(entry).steps][1:] == [EntryStepKind.REVIEWED] * 2


def test_a_permission_is_decided_and_taken_back(opened: Opened) -> None:
    entry = fill(opened.demo)["permission"]
    opened.presenter.open_entry(entry)
    opened.settle()
    panel = opened.presenter.logbook.panel
    panel.step_button.click()
    opened.settle()
    part = opened.step.part
    assert part is not None
    assert part.step_kind() is EntryStepKind.GIVEN
    assert [one.name for one in part.by.people()] == [HEAD.name]
    part.on.setFocus()
    write("9/10/2026")
    press("Ctrl+Enter")
    opened.settle()
    (step,) = opened.stored(entry).steps
    assert (step.by.name, step.on) == (HEAD.name, date(2026, 10, 9))
    panel.take_back_requested.emit(0, "Given")
    opened.settle()
    write("It was another permission")
    press("Enter")
    opened.settle()
    assert opened.stored(entry).steps[0].withdrawn is not None
    panel.error_requested.emit()
    opened.settle()
    write("Entered twice")
    press("Enter")
    opened.settle()
    assert opened.on_file("permissions") == []
    assert opened.rows() == []


def test_words_narrow_the_entries_and_a_day_shows_them_as_they_stood(opened: Opened) -> None:
    fill(opened.demo)
    opened.presenter.open_logbook("photo-consent")
    opened.settle()
    assert len(opened.rows()) == 2
    opened.presenter.begin_find()
    write("ella")
    opened.settle()
    assert [row.name for row in opened.rows()] == ["Ella Tamsin"]
    opened.presenter.logbook.search.setText("")
    opened.presenter.logbook.as_at.show_other(date(2026, 9, 7))
    opened.settle()
    assert {row.status.words for row in opened.rows()} == {"Not decided yet"}
    panel = opened.presenter.logbook.panel
    assert panel.detail is not None
    assert (panel.detail.as_at, panel.detail.steps) == ("As it stood on Mon 7 Sep 2026", ())
    assert not panel.correct_button.isVisible()
    assert RecordAct.CORRECT not in opened.presenter.record_acts


def test_the_switch_keeps_both_views_and_hides_over_a_form(opened: Opened) -> None:
    both = opened.both
    assert both.shows_registers
    opened.presenter.begin_new("prevention")
    opened.settle()
    assert not both.switch.isVisible()
    assert both.own_act
    opened.presenter.forms.leave()  # type: ignore[union-attr]
    opened.settle()
    both.switch.setFocus()
    QTest.keyClick(focused(), Qt.Key.Key_Left)
    opened.settle()
    assert opened.declarations.register.isVisible()


def test_every_page_names_its_controls(opened: Opened) -> None:
    entries = fill(opened.demo)
    check_page(opened.presenter.page)
    for entry in entries.values():
        opened.presenter.open_entry(entry)
        opened.settle()
        check_page(opened.presenter.page)
    for logbook in opened.demo.session.catalogue.logbooks.values():
        if not logbook.off_by_default:
            opened.presenter.begin_new(logbook.id)
            opened.settle()
            check_page(opened.form)
            assert not opened.form.begun
            people = [box for box in opened.form.findChildren(PeopleField) if box.isVisibleTo(opened.form)]
            assert all(box.accessibleName() for box in people)
            opened.presenter.forms.leave()  # type: ignore[union-attr]
            opened.settle()
