"""An authority's own PDF in the window: brought in, its fields gone through by keyboard, filled from a record."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from safeguard_app.domain.authority_forms import AnswerPart, TickWhen
from safeguard_app.services import authority_forms, form_drafts
from safeguard_app.services.authority_forms import AuthorityFormLine
from safeguard_app.ui.referrals.authority_panels import FormBackPanel, FormFieldsPanel, FormFilePanel
from safeguard_app.ui.referrals.authority_section import AuthoritySection
from tests.evidence_files.made_forms import authority_form, with_xfa
from tests.ui.accessibility import check_page
from tests.ui.demo_fixture import Work
from tests.ui.referrals.test_referrals import Desk

FORM = "child_referral"


class At:
    """The list of referrals, with a file of an authority on the disk."""

    def __init__(self, work: Work, folder: Path) -> None:
        self.work, self.desk = work, Desk(work, begin=False)
        self.presenter = self.desk.presenter
        self.presenter.changed.connect(self.presenter.refresh)
        self.file = folder / "marf.pdf"
        self.file.write_bytes(authority_form())

    @property
    def section(self) -> AuthoritySection:
        return self.presenter.list_page.authority

    @property
    def fields(self) -> FormFieldsPanel:
        assert isinstance(self.section.panel, FormFieldsPanel)
        return self.section.panel

    def begin_file(self) -> FormFilePanel:
        self.section.add_button.click()
        self.work.settle()
        assert isinstance(self.section.panel, FormFilePanel)
        return self.section.panel

    def read(self, path: Path | None = None) -> FormFilePanel:
        panel = self.section.panel
        assert isinstance(panel, FormFilePanel)
        self.presenter.authority.read_path(panel, None, path or self.file)
        self.work.settle()
        return panel

    def bring_in(self) -> FormFieldsPanel:
        panel = self.begin_file()
        self.read()
        panel.authority_line.setText("Northshire Council")
        panel.title_line.setText("Referral form")
        panel.form_box.set_value(FORM)
        QTest.keyClick(panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self.work.settle()
        return self.fields

    def lines(self) -> tuple[AuthorityFormLine, ...]:
        return self.work.demo.wait(partial(authority_forms.lines, self.desk.session))


@pytest.fixture
def at(work: Work, tmp_path: Path) -> Iterator[At]:
    yield At(work, tmp_path)
    work.demo.session.looking_in.end()


def test_a_form_is_brought_in_and_its_fields_gone_through_by_keyboard(at: At) -> None:
    panel = at.bring_in()
    check_page(at.presenter.list_page)
    mapping = panel.mapping
    assert mapping.chosen.name == "ChildName" and mapping.source_box.value() == "child_name"
    assert not mapping.picture._image.isNull()
    QTest.keyClick(mapping.table, Qt.Key.Key_Down)
    assert mapping.chosen.name == "DOB" and mapping.fields["date"].isVisible()
    mapping.table.choose("Case")
    mapping.source_box.setFocus()
    mapping.source_box.setCurrentIndex(1)
    mapping.source_box.activated.emit(1)
    QTest.keyClicks(mapping.fixed_line, "ABC 12")
    QTest.keyClick(panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    at.work.settle()
    assert at.section.panel is None
    line = at.lines()[0]
    assert line.form.mapped and line.form.source_of("Case").fixed == "ABC 12"
    assert [row.line.title for row in at.section.rows] == ["Referral form"]


def test_a_box_ticked_by_words_and_a_half_of_a_name_are_chosen_by_keyboard(at: At) -> None:
    mapping = at.bring_in().mapping
    mapping.table.choose("ParentTold")
    mapping.source_box.set_value("parent_told#1")
    mapping.source_box.chosen.emit("parent_told#1")
    assert mapping.fields["ticks"].isVisible() and mapping.tick_box.value() is TickWhen.TOLD
    assert "answered in words" in mapping.tick_box.accessibleDescription() and not mapping.when_lines
    mapping.tick_box.setFocus()
    QTest.keyClick(mapping.tick_box, Qt.Key.Key_Up)
    assert list(mapping.when_lines) == ["Yes"], "which answers tick it"
    QTest.keyClick(mapping.tick_box, Qt.Key.Key_End)
    mapping.table.choose("ChildName")
    assert not mapping.fields["ticks"].isVisible()
    mapping.part_box.setFocus()
    QTest.keyClick(mapping.part_box, Qt.Key.Key_Down)
    check_page(at.presenter.list_page)
    at.fields.submit()
    at.work.settle()
    form = at.lines()[0].form
    assert form.source_of("ParentTold").ticks is TickWhen.ANSWERED
    assert form.source_of("ChildName").part is AnswerPart.FIRST_NAMES


def test_a_refused_file_is_told_beside_the_button_and_what_was_typed_stays(at: At, tmp_path: Path) -> None:
    panel = at.begin_file()
    panel.authority_line.setText("Northshire Council")
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(authority_form(with_xfa))
    at.read(bad)
    assert panel.field("file").error.startswith("This is an XFA form")
    assert panel.authority_line.text() == "Northshire Council"
    panel.submit()
    at.work.settle()
    assert at.lines() == () and panel.field("file").error == "Choose the PDF form first."
    at.read()
    assert panel.file is not None and panel.field("file").error == ""


def test_what_was_changed_and_put_away_is_there_again(at: At) -> None:
    panel = at.bring_in()
    panel.mapping.source_box.set_value("")
    panel.mapping.source_box.chosen.emit("")
    assert panel.begun
    at.presenter.authority.keeper.leave()
    at.section.close_panel()
    at.work.settle()
    kept = at.work.demo.wait(partial(form_drafts.open_forms, at.desk.session))
    assert [one.form_name.value for one in kept] == ["authority_fields"]
    at.section.rows[0].fields_button.click()
    at.work.settle()
    assert at.fields.mapping.sources()[0].is_blank
    at.presenter.resume(kept[0])
    at.work.settle()
    assert at.fields.mapping.sources()[0].is_blank


def test_the_form_is_filled_from_a_record_and_what_does_not_fit_is_told(at: At) -> None:
    at.bring_in().submit()
    at.work.settle()
    at.presenter.begin_for(at.desk.incident)
    at.work.settle()
    row = next(one for one in at.presenter.choice.page.rows if one.offer.own_pdf)
    assert row.offer.title == "Referral form, Northshire Council"
    row.button.click()
    at.work.settle()
    button = at.presenter.workspace.authority_button
    assert button.isVisible()
    QTest.keyClick(button, Qt.Key.Key_Space)
    at.work.settle()
    sheet = at.desk.desk.open_sheet
    assert sheet is not None and sheet.print_button.isEnabled()
    assert sheet.panel.pages >= 2 and "have no field in this form" in sheet.panel.since.accessibleName()
    sheet.reject()


def test_a_form_is_taken_back_with_a_reason(at: At) -> None:
    at.bring_in().submit()
    at.work.settle()
    at.section.rows[0].back_button.click()
    at.work.settle()
    panel = at.section.panel
    assert isinstance(panel, FormBackPanel)
    panel.submit()
    at.work.settle()
    assert panel.field("reason").error
    panel.reason_box.set_text("They have a web form now.")
    panel.submit()
    at.work.settle()
    assert at.lines() == () and at.section.rows == []
