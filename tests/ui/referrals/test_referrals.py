"""The Referrals page over the demo's log: begun from a record, answered in place, never a hurdle."""

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from safeguard_app.domain.documents_issued import AnswerState
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.records import RecordKind
from safeguard_app.domain.referral_steps import ReferralStep, StepTaken
from safeguard_app.services import incidents, page_pictures, paper, paper_forms, referrals
from safeguard_app.services.paper_views import ReferralPaper
from safeguard_app.services.referral_fields import field_of
from safeguard_app.services.referral_views import FieldView, ReferralView
from safeguard_app.services.session import Changes
from safeguard_app.ui.desktop.printing import PrintJob
from safeguard_app.ui.paper.paper_desk import PaperDesk
from safeguard_app.ui.referrals.answer_editors import SegmentAnswer, TicksAnswer, UnknownReason
from safeguard_app.ui.referrals.answer_panel import AnswerPanel, Way
from safeguard_app.ui.referrals.blank_forms import BlankForm
from safeguard_app.ui.referrals.referrals_presenter import ReferralsPresenter
from safeguard_app.ui.referrals.workspace_page import EARLIER_WORDS, NO_EARLIER_WORDS
from safeguard_app.ui.shell.page import PageKey, RecordAct
from safeguard_app.ui.theme.theme import Theme
from safeguard_app.vault import reading
from tests.ui.accessibility import check_page
from tests.ui.demo_fixture import Work


class Silent:
    """No printer."""

    def printers(self) -> tuple[str, ...]:
        return ()

    def send(self, job: PrintJob) -> None:
        """Never reached."""


class Desk:
    """The page, with the referral about Mr Merrin begun."""

    def __init__(self, work: Work, *, begin: bool = True) -> None:
        self.work = work
        self.session = work.demo.session
        self.incident: Reference = work.demo.log.cast.incidents["freya_secrecy"]
        self.desk = PaperDesk(self.session, work.demo.tasks, work.messages, work.window, printing=Silent())
        self.presenter = ReferralsPresenter(self.session, work.demo.tasks, work.messages, self.desk)
        self.page = self.presenter.workspace
        self.told: list[Changes] = []
        self.presenter.changed.connect(self.told.append)
        work.show(PageKey.REFERRALS, self.presenter)
        if begin:
            self.choose("Referral to the Designated Officer (LADO)")

    def choose(self, title: str) -> None:
        """Choose a form of the record: begun, or gone on with."""
        self.presenter.begin_for(self.incident)
        self.work.settle()
        row = next(one for one in self.presenter.choice.page.rows if one.offer.title == title)
        row.button.click()
        self.work.settle()

    @property
    def panel(self) -> AnswerPanel:
        panel = self.presenter._panel
        assert panel is not None
        return panel

    def view(self) -> ReferralView:
        reference = self.work.demo.wait(partial(referrals.of_incident, self.session, self.incident))[-1]
        return self.work.demo.wait(partial(referrals.view, self.session, reference))

    def field(self, key: str) -> FieldView:
        found = field_of(self.view().sections, key)
        assert found is not None
        return found

    def open_field(self, key: str) -> AnswerPanel:
        self.page.answer_asked.emit(key)
        self.work.settle()
        return self.panel

    def answer(self, key: str, text: str) -> None:
        editor = self.open_field(key).editor(Way.ANSWER)
        assert hasattr(editor, "set_text") or isinstance(editor, QLineEdit)
        if isinstance(editor, QLineEdit):
            editor.setText(text)
        else:
            editor.set_text(text)
        self.panel.save_button.click()
        self.work.settle()


def test_a_referral_begun_from_a_record_is_filled_from_it_and_shown_as_it_will_print(work: Work) -> None:
    at = Desk(work)
    assert at.page.header.case_label.text() == at.view().case
    assert "Joel Merrin" in at.page.header.people_label.text()
    assert at.page.meter.counts_label.text() == at.view().counts
    assert at.page.preview.pages >= 3
    assert at.told[-1].said == "The form is begun."
    assert at.presenter.own_act
    check_page(at.page)


def test_begun_twice_it_goes_on_with_the_one_that_is_there(work: Work) -> None:
    at = Desk(work)
    at.choose("Referral to the Designated Officer (LADO)")
    assert len(work.demo.wait(partial(referrals.of_incident, at.session, at.incident))) == 1


def test_the_first_empty_field_leads_and_what_the_form_must_have_comes_first(work: Work) -> None:
    at = Desk(work)
    rows = at.page.empty_list.rows
    first = at.field(rows[0].key)
    assert first.required
    assert rows[0].answer_button.hasFocus()
    required = [at.field(row.key).required for row in rows]
    assert required == sorted(required, reverse=True)


def test_an_answer_is_saved_by_keyboard_and_the_pages_follow(work: Work) -> None:
    at = Desk(work)
    before = at.view()
    panel = at.open_field("who_knows")
    editor = panel.editor(Way.ANSWER)
    QTest.keyClicks(editor, "Ms Finch and the office manager")
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    work.settle()
    field = at.field("who_knows")
    assert (field.state, field.text) == (AnswerState.ANSWERED, "Ms Finch and the office manager")
    assert at.page.meter.counts_label.text() == at.view().counts
    assert at.view().answered == before.answered + 1
    pages = "".join(
        page_pictures.page_text(at.page.preview._pdf, page) for page in range(at.page.preview.pages)
    )
    assert "office manager" in pages


def test_not_known_is_one_press_and_prints_its_wording(work: Work) -> None:
    at = Desk(work)
    row = at.page.empty_list.row("spoken_to")
    assert row is not None
    row.not_known_button.click()
    work.settle()
    assert at.field("spoken_to").state is AnswerState.NOT_KNOWN
    assert at.page.unknown_list.row("spoken_to") is not None
    assert at.page.unknown_list.isVisible()


def test_why_it_is_not_known_can_be_said_in_the_schools_words(work: Work) -> None:
    at = Desk(work)
    panel = at.open_field("adult_born")
    panel.way_control.set_value(Way.NOT_KNOWN)
    panel.way_control.chosen.emit(Way.NOT_KNOWN)
    reason = panel.editor(Way.NOT_KNOWN)
    assert isinstance(reason, UnknownReason)
    reason.wording_box.set_value(UnknownReason._OWN)
    reason.wording_box.chosen.emit(UnknownReason._OWN)
    assert reason.own_line.isVisible()
    reason.own_line.setText("Held by the agency.")
    panel.save_button.click()
    work.settle()
    assert at.field("adult_born").printed == "Not known. Held by the agency."


def test_withholding_without_a_reason_is_refused_beside_the_field_and_nothing_typed_is_lost(
    work: Work,
) -> None:
    at = Desk(work)
    panel = at.open_field("adult_address")
    panel.way_control.set_value(Way.WITHHELD)
    panel.way_control.chosen.emit(Way.WITHHELD)
    panel.save_button.click()
    work.settle()
    assert at.presenter._panel is panel
    assert "Say why it is withheld" in panel.errors.links()[0].text()
    line = panel.editor(Way.WITHHELD)
    assert isinstance(line, QLineEdit)
    line.setText("At risk if it became known")
    panel.save_button.click()
    work.settle()
    assert at.field("adult_address").printed == "Withheld because At risk if it became known"


def test_a_choice_offers_the_forms_answers_and_not_known_only_as_a_way(work: Work) -> None:
    at = Desk(work)
    panel = at.open_field("adult_aware")
    editor = panel.editor(Way.ANSWER)
    assert isinstance(editor, SegmentAnswer)
    assert editor._values == ["Yes", "No"]
    panel = at.open_field("nature")
    ticks = panel.editor(Way.ANSWER)
    assert isinstance(ticks, TicksAnswer)
    ticks.boxes["Emotional"].click()
    ticks.boxes["Conduct"].click()
    panel.save_button.click()
    work.settle()
    assert at.field("nature").text == "Emotional\nConduct"


def test_going_to_another_field_keeps_what_was_typed_in_the_one_before(work: Work) -> None:
    at = Desk(work)
    panel = at.open_field("employer")
    editor = panel.editor(Way.ANSWER)
    QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(editor, "Riverside Staffing, Eastmarch")
    at.open_field("who_knows")
    assert at.field("employer").text == "Riverside Staffing, Eastmarch"
    assert at.panel.form_field.key == "who_knows"


def test_leaving_for_the_list_or_the_lock_keeps_it_too(work: Work) -> None:
    at = Desk(work)
    QTest.keyClicks(at.open_field("who_knows").editor(Way.ANSWER), "The Chair")
    gone: list[bool] = []
    at.presenter.flush(partial(gone.append, True))
    work.settle()
    assert gone == [True]
    assert at.field("who_knows").text == "The Chair"


def test_put_away_leaves_the_field_as_it_was(work: Work) -> None:
    at = Desk(work)
    panel = at.open_field("who_knows")
    QTest.keyClicks(panel.editor(Way.ANSWER), "Nobody")
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    work.settle()
    assert at.presenter._panel is None
    assert at.field("who_knows").state is AnswerState.EMPTY


def test_an_answered_field_can_follow_the_record_again(work: Work) -> None:
    at = Desk(work)
    at.answer("adult_post", "Something else")
    assert not at.field("adult_post").from_record
    panel = at.open_field("adult_post")
    panel.follow_link.click()
    work.settle()
    assert at.field("adult_post").from_record


def test_a_section_shows_all_its_fields(work: Work) -> None:
    at = Desk(work)
    section = next(one for one in at.view().sections if one.id == "adult")
    row = next(row for row in at.page.section_counts.rows if row.section.id == "adult")
    assert section.count in row.accessibleName()
    row.click()
    work.settle()
    assert [row.key for row in at.page.section_list.rows] == [field.key for field in section.fields]
    assert not at.page.empty_list.isVisible()
    at.page.overview_link.click()
    work.settle()
    assert at.page.empty_list.isVisible()


def test_earlier_concerns_are_proposed_and_printed_only_when_ticked(work: Work) -> None:
    at = Desk(work)
    earlier = at.view().earlier
    assert earlier, "the story has an earlier self-report"
    said = [label.text() for label in at.page.earlier_section.findChildren(QLabel)]
    assert EARLIER_WORDS in said
    tick = at.page.ticks[earlier[0].incident]
    assert not tick.isChecked()
    assert at.field("earlier_concerns").state is not AnswerState.ANSWERED
    tick.click()
    work.settle()
    assert earlier[0].case in at.field("earlier_concerns").text
    assert at.page.ticks[earlier[0].incident].isChecked()


def test_where_none_is_offered_it_says_the_same_whether_others_are_kept_more_closely_or_not(
    work: Work,
) -> None:
    at = Desk(work)
    at.page.show_view(replace(at.view(), earlier=()))
    assert at.page.earlier_section.isVisible()
    said = [label.text() for label in at.page.earlier_section.findChildren(QLabel)]
    assert NO_EARLIER_WORDS in said
    assert at.page.ticks == {}
    check_page(at.page)


def test_a_message_left_is_a_step_that_meets_the_clock(work: Work) -> None:
    at = Desk(work)
    at.page.sent_button.click()
    panel = at.page.contact_panel
    assert panel is not None
    check_page(at.page)
    panel.taken_box.set_value(StepTaken.LEFT_MESSAGE)
    panel.said_box.set_text("Name, role and number.")
    panel.save_button.click()
    work.settle()
    assert at.page.contact_panel is None

    def steps() -> list[ReferralStep]:
        compartment = at.session.vault.compartment(at.incident.compartment)
        found = reading.about(compartment.connection, at.incident, (RecordKind.REFERRAL_STEP,))
        return [one.content for one in found]

    newest = work.demo.wait(steps)[-1]
    assert (newest.taken, newest.agency) == (StepTaken.LEFT_MESSAGE, "allegations")
    assert newest.text == "Name, role and number."
    view = at.presenter._shown
    assert view is not None and view.due is not None and view.life is not None
    assert newest.referral == view.record.id
    assert view.due.words.startswith("First contact")
    assert [line.title for line in view.life.steps] == ["Left a message on an answering machine"]


def test_a_time_that_is_not_understood_is_asked_for_and_nothing_is_saved(work: Work) -> None:
    at = Desk(work)
    at.presenter.do(RecordAct.NOTE)
    panel = at.page.contact_panel
    assert panel is not None
    panel.at_field._date.set_text("soonish")
    panel.save_button.click()
    work.settle()
    assert at.page.contact_panel is panel
    assert "Say when it was" in panel.errors.links()[0].text()


def test_urgent_not_checked_is_one_press_and_stands_in_the_audit(work: Work) -> None:
    at = Desk(work)
    at.page.urgent_button.click()
    work.settle()
    assert at.page.urgent_notice.isVisible()
    assert not at.page.urgent_button.isEnabled()

    def facts() -> list[object]:
        compartment = at.session.vault.compartment(Compartment.ADULTS)
        found = reading.events(compartment.connection, newest=9_999, limit=9_999)
        return [logged.event.facts.get("urgent_not_checked") for logged in found]

    assert 1 in work.demo.wait(facts)


def test_the_list_opens_a_referral_by_keyboard_and_leads_back(work: Work) -> None:
    at = Desk(work)
    at.page.header.list_link.click()
    work.settle()
    table = at.presenter.list_page.table
    assert table.isVisible()
    assert table.hasFocus()
    assert not at.presenter.own_act
    QTest.keyClick(table, Qt.Key.Key_Return)
    work.settle()
    assert at.page.isVisible()
    asked: list[object] = []
    at.presenter.record_asked.connect(asked.append)
    at.page.header.record_link.click()
    work.settle()
    assert asked == [at.incident]


def test_without_referrals_the_page_says_how_one_begins(work: Work) -> None:
    at = Desk(work, begin=False)
    page = at.presenter.list_page
    assert page.empty.isVisible()
    assert not page.table.isVisible()
    check_page(page)


def test_blank_forms_are_shown_over_the_window(work: Work) -> None:
    at = Desk(work, begin=False)
    for form in BlankForm:
        at.presenter.list_page.blank_buttons[form].click()
        work.settle()
        sheet = at.desk.open_sheet
        assert sheet is not None
        assert sheet.panel.pages >= 1
        sheet.reject()
        work.settle()


def test_a_deputy_without_the_key_finds_no_trace(work: Work) -> None:
    Desk(work)
    work.window.hide()
    session = work.demo.sign_in("deputy")
    assert work.demo.wait(partial(referrals.referral_lines, session)) == ()


@pytest.mark.parametrize(("width", "scale"), [(1366, 1.0), (1024, 1.0), (1024, 2.0)])
def test_nothing_is_clipped(work: Work, theme: Theme, width: int, scale: float) -> None:
    theme.set_text_scale(scale)
    at = Desk(work)
    work.stage.present(work.window, width, 608 if width < 1366 else 736)
    at.open_field("nature")
    work.settle()
    assert work.clipped() == []
    assert at.page.pages_button.isVisible() == (width < 1366)


def test_the_list_says_of_a_document_what_became_of_its_record(work: Work) -> None:
    """Beside what became of the document itself, whether it was printed or not."""
    at = Desk(work)
    reference = at.view().record
    work.demo.wait(partial(paper.issue, at.session, ReferralPaper(reference)))
    stored = work.demo.wait(partial(incidents.current, at.session, at.incident))
    left = tuple(one for one in stored.content.participants if one.role == "adult_of_concern")
    assert len(left) < len(stored.content.participants)
    fewer = replace(stored.content, participants=left)
    work.demo.wait(
        partial(incidents.correct, at.session, at.incident, fewer, "Not them.", replacing=stored.number)
    )
    at.page.header.list_asked.emit()
    work.settle()
    page = at.presenter.list_page
    model = page.issued_table.model()
    assert "Its record changed since" in model.data(model.index(0, 3))
    assert page.since.isVisible()
    assert page.since.text() == (
        f"{stored.content.case}, copy 1: made before 2 people were taken off this record, the last on"
        " Mon 12 Oct 2026. Tell whoever received it."
    )
    assert work.clipped() == []


def test_a_form_is_chosen_and_begun_by_keyboard(work: Work) -> None:
    at = Desk(work, begin=False)
    at.presenter.begin_for(at.incident)
    work.settle()
    page = at.presenter.choice.page
    check_page(page)
    first, child, *_ = (row for row in page.rows if row.offer.proposed)
    assert first.button.hasFocus()
    assert (
        child.button.accessibleName()
        == "Begin: Referral to children’s social care (MARF), about Freya Lindqvist"
    )
    QTest.keyClick(first.button, Qt.Key.Key_Tab)
    assert child.button.hasFocus()
    QTest.keyClick(child.button, Qt.Key.Key_Space)
    work.settle()
    assert at.page.header.people_label.text() == "Freya Lindqvist, child."
    at.presenter.begin_for(at.incident)
    work.settle()
    begun = [row for row in page.rows if row.offer.begun is not None]
    assert [row.button.text() for row in begun] == ["Go on"]
    assert not at.presenter.own_act


def test_an_empty_field_leads_to_where_it_is_answered_for_every_form(work: Work) -> None:
    at = Desk(work, begin=False)
    at.choose("Referral to children’s social care (MARF)")
    went: list[object] = []
    at.presenter.person_asked.connect(went.append)
    at.presenter.settings_asked.connect(partial(went.append, "settings"))
    at.presenter.record_asked.connect(went.append)
    shown = at.presenter._shown
    assert shown is not None
    for key in ("child_number", "own_words"):
        section = next(one for one in shown.sections if any(field.key == key for field in one.fields))
        at.presenter._show_section(section.id)
        row = at.page.section_list.row(key)
        assert row is not None
        row.place_link.click()
        work.settle()
    assert went == [
        next(f.person for s in shown.sections for f in s.fields if f.key == "child_number"),
        at.incident,
    ]


def test_every_form_of_the_nation_is_shown_blank(work: Work) -> None:
    at = Desk(work, begin=False)
    page = at.presenter.list_page
    offered = work.demo.wait(partial(paper_forms.blank_forms, at.session))
    assert set(page.form_buttons) == {form for form, _ in offered}
    page.form_buttons["child_referral"].click()
    work.settle()
    sheet = at.desk.open_sheet
    assert sheet is not None
    pages = (page_pictures.page_text(sheet.panel._pdf, one) for one in range(sheet.panel.pages))
    words = " ".join(" ".join(pages).split())
    assert "Who collects the child at home time" in words
    assert "Freya" not in words
    sheet.reject()
    work.settle()


@pytest.mark.parametrize(("width", "scale"), [(1366, 1.0), (1024, 2.0)])
def test_nothing_of_the_choice_and_of_the_blank_forms_is_clipped(
    work: Work, theme: Theme, width: int, scale: float
) -> None:
    theme.set_text_scale(scale)
    at = Desk(work, begin=False)
    work.stage.present(work.window, width, 608 if width < 1366 else 736)
    work.settle()
    assert at.presenter.list_page.form_buttons
    assert work.clipped() == []
    at.presenter.begin_for(at.incident)
    work.settle()
    assert work.clipped() == []
