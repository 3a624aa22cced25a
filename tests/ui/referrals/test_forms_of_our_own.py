"""Forms of the school's own by keyboard: copied, changed part by part, seen, kept, gone on with, switched off."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from safeguard_app.domain.form_profiles import FormProfile
from safeguard_app.domain.records import RecordKind
from safeguard_app.services import form_drafts, own_forms, page_pictures
from safeguard_app.services.form_drafts import FormName
from safeguard_app.services.reference import FieldKind, Packaging
from safeguard_app.ui.referrals.form_editor import FormEditor
from safeguard_app.ui.referrals.form_part_panels import FieldPanel, OfferPanel, SectionPanel
from safeguard_app.ui.theme.theme import Theme
from tests.ui.accessibility import check_page
from tests.ui.demo_fixture import Work
from tests.ui.referrals.test_referrals import Desk

KEY = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier


class Forms:
    """The page of forms, with the children's form open as a copy."""

    def __init__(self, work: Work, form: str = "child_referral") -> None:
        self.work = work
        self.at = Desk(work, begin=False)
        self.desk = self.at.presenter.forms
        self.page = self.desk.page
        self.at.presenter.list_page.forms_button.click()
        work.settle()
        self.page.table.choose(form)
        self.page.table.setFocus()
        QTest.keyClick(self.page.table, KEY.Key_Return)
        work.settle()

    @property
    def editor(self) -> FormEditor:
        assert self.page.editor is not None
        return self.page.editor

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.editor.outline.table, key, modifier)
        self.work.settle()

    def mark(self, key: str) -> None:
        self.editor.outline.mark(key)

    def fields(self, section: int = 0) -> list[str]:
        return [one.id for one in self.editor.edited.form.sections[section].fields]

    def save(self, reason: str = "New form of November.") -> None:
        self.editor.reason_box.set_text(reason)
        QTest.keyClick(self.editor.reason_box, KEY.Key_Return, CTRL)
        self.work.settle()

    def kept(self) -> list[FormProfile]:
        found = self.work.demo.wait(partial(own_forms.own_profiles, self.at.session))
        return [one.content for one in found]


def test_a_copy_is_made_and_kept_by_keyboard(work: Work) -> None:
    forms = Forms(work)
    editor = forms.editor
    check_page(forms.page)
    editor.title_line.setText("Request of Eastmarch")
    forms.mark("field:level")
    forms.press(KEY.Key_Return)
    panel = editor.part
    assert isinstance(panel, FieldPanel) and panel.label_line.hasFocus()
    panel.label_line.setText("Level of need, 1 to 4")
    panel.required_tick.setChecked(True)
    QTest.keyClick(panel.label_line, KEY.Key_Return, CTRL)
    work.settle()
    assert editor.part is None and editor.outline.table.hasFocus()
    assert editor.outline.marked is not None and editor.outline.marked.words == "Level of need, 1 to 4"
    forms.press(KEY.Key_Up, ALT)
    assert forms.fields()[:2] == ["case_number", "level"]
    forms.mark("field:harm")
    forms.press(KEY.Key_Delete)
    assert "harm" not in forms.fields()
    forms.save()
    (profile,) = forms.kept()
    field = profile.form.sections[0].fields[1]
    assert (field.label, field.required) == ("Level of need, 1 to 4", True)
    assert profile.form.title == "Request of Eastmarch"
    assert forms.page.editor is None and forms.page.line is not None
    assert forms.page.line.title == "Request of Eastmarch" and forms.page.line.own
    assert RecordKind.FORM_PROFILE in forms.at.told[-1].kinds


def test_sections_and_fields_are_added(work: Work) -> None:
    forms = Forms(work)
    editor = forms.editor
    editor.outline.section_button.click()
    part = editor.part
    assert isinstance(part, SectionPanel)
    part.title_line.setText("For our panel")
    part.submit()
    work.settle()
    assert editor.outline.marked is not None and "asks nothing" in editor.outline.marked.fault
    editor.outline.own_button.click()
    own = editor.part
    assert isinstance(own, FieldPanel) and own.section_box.value() == "section_1"
    own.label_line.setText("Which panel?")
    own.kind_box.set_value(FieldKind.CHOICE)
    own.kind_box.chosen.emit(FieldKind.CHOICE)
    own.submit()
    work.settle()
    assert editor.outline.marked is not None
    assert "answers to choose from" in editor.outline.marked.fault
    forms.press(KEY.Key_Return)
    again = editor.part
    assert isinstance(again, FieldPanel) and "answers to choose from" in again.asked.error
    again.allowed_box.set_text("Thursday\nFriday\n")
    again.submit()
    work.settle()
    assert editor.outline.marked is not None and not editor.outline.marked.fault
    forms.mark("section:call")
    editor.outline.offered_button.click()
    offer = editor.part
    assert isinstance(offer, OfferPanel)
    wanted = next(one for one in offer.offer_box.values() if one.field.source == "child.accounts")  # type: ignore[attr-defined]
    offer.offer_box.set_value(wanted)
    offer.submit()
    work.settle()
    assert "accounts" in "".join(forms.fields())
    forms.save()
    (profile,) = forms.kept()
    (field,) = next(one.fields for one in profile.form.sections if one.id == "section_1")
    assert (field.kind, field.allowed) == (FieldKind.CHOICE, ("Thursday", "Friday"))


def test_faults_stand_beside_what_is_wrong_and_a_link_goes_there(work: Work) -> None:
    forms = Forms(work)
    editor = forms.editor
    editor.title_line.setText("")
    editor.packaging_box.set_value(Packaging.INCIDENT)
    forms.save("")
    assert editor.field("reason").error.startswith("Say why")
    forms.save()
    assert editor.field("title").error == "Enter what the form is called."
    faults = {line.key: line.fault for line in editor.outline.table.model_rows.rows if line.fault}
    assert "asked of one child" in faults["field:child_name"]
    assert forms.kept() == []
    jump = next(one for one in editor.errors.links() if one.property("field") == "field:child_name")
    jump.click()
    assert editor.outline.marked is not None and editor.outline.marked.field == "child_name"
    assert editor.outline.table.hasFocus()


def test_it_is_seen_blank_and_filled_and_neither_can_be_printed(work: Work) -> None:
    forms = Forms(work)
    for button, named in ((forms.editor.blank_button, False), (forms.editor.filled_button, True)):
        button.click()
        work.settle()
        sheet = forms.at.desk.open_sheet
        assert sheet is not None and sheet.panel.pages
        assert not sheet.print_button.isVisible() and not sheet.save_button.isVisible()
        text = page_pictures.page_text(sheet.panel._pdf, 0)
        assert ("copy" in text or "not kept" in text) is named
        sheet.reject()
        work.settle()
    assert forms.kept() == []


def test_what_was_typed_is_there_again(work: Work) -> None:
    forms = Forms(work)
    forms.editor.authority_line.setText("Eastmarch Council")
    forms.mark("field:level")
    forms.press(KEY.Key_Return)
    part = forms.editor.part
    assert isinstance(part, FieldPanel)
    part.label_line.setText("Level, please")
    forms.desk.flush(lambda: None)
    work.settle()
    (draft,) = (
        one
        for one in work.demo.wait(partial(form_drafts.open_forms, forms.at.session))
        if one.form_name is FormName.FORM_PROFILE
    )
    forms.desk.keeper.leave()
    forms.page.close_editor()
    forms.at.presenter.resume(draft)
    work.settle()
    editor = forms.editor
    assert editor.authority_line.text() == "Eastmarch Council"
    assert any(line.words == "Level, please" for line in editor.outline.table.model_rows.rows)
    forms.save()
    assert len(forms.kept()) == 1
    left = work.demo.wait(partial(form_drafts.open_forms, forms.at.session))
    assert all(one.form_name is not FormName.FORM_PROFILE for one in left), "kept, so its draft has ended"


def test_one_of_ours_is_replaced_and_comes_back(work: Work) -> None:
    forms = Forms(work)
    forms.editor.instead_tick.setChecked(True)
    forms.editor.title_line.setText("Eastmarch form")
    forms.save()
    form = forms.page.line
    assert form is not None
    ours = next(one for one in forms.page.table.model_rows.rows if one.form == "child_referral")
    assert not ours.offered
    forms.at.presenter.refresh(forms.at.told[-1])
    work.settle()
    buttons = forms.at.presenter.list_page.form_buttons
    assert form.form in buttons and "child_referral" not in buttons
    forms.page.table.choose(form.form)
    forms.page.switch_button.click()
    work.settle()
    sheet = forms.desk.sheet
    assert sheet is not None
    sheet.reason.setText("Back to the old one.")
    sheet.act_button.click()
    work.settle()
    forms.at.presenter.refresh(forms.at.told[-1])
    work.settle()
    assert forms.page.line is not None and not forms.page.line.offered
    assert "child_referral" in buttons and form.form not in buttons


def test_nothing_of_it_is_clipped_at_twice_the_size(work: Work, theme: Theme) -> None:
    theme.set_text_scale(2.0)
    forms = Forms(work)
    work.stage.present(work.window, 1024, 608)
    work.settle()
    assert work.clipped() == []
    forms.mark("field:harm")
    forms.press(KEY.Key_Return)
    assert work.clipped() == []
