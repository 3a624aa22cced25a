"""The form: drafts, looking people up, filing, handing in, correcting; keys, and nothing typed is lost."""

from collections.abc import Callable
from dataclasses import fields, replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.incidents import Danger, PassageKind
from safeguard_app.domain.moments import Precision
from safeguard_app.services import handing_in, incident_choices, incident_correction, incidents
from safeguard_app.services.incident_choices import ReferralGuide
from safeguard_app.services.incident_form import Typed
from safeguard_app.ui.incidents.incident_form_page import IncidentFormPage
from safeguard_app.ui.shell.page import RecordAct
from safeguard_app.ui.widgets.passage_edit import Mark
from tests.services.test_correction_round_trip import a_record
from tests.ui.incidents.conftest import IncidentsDesk


def _begin(at_desk: IncidentsDesk) -> IncidentFormPage:
    at_desk.presenter.new_incident()
    at_desk.settle()
    return at_desk.form


def _choose(qtbot: QtBot, at_desk: IncidentsDesk, words: str) -> None:
    """Type in *Who was involved* and take the first row."""
    people = at_desk.form.core.involved.people
    people.setFocus()
    qtbot.keyClicks(people.focusProxy(), words)
    qtbot.waitUntil(lambda: bool(people.suggestions()))
    qtbot.keyClick(people.focusProxy(), Qt.Key.Key_Return)


def _fill(qtbot: QtBot, at_desk: IncidentsDesk) -> IncidentFormPage:
    """A whole quick concern by keyboard, but for the role."""
    form = _begin(at_desk)
    qtbot.keyClicks(form.core.account.editor, "They call me baby.")
    form.core.danger.control.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    qtbot.keyClicks(form.core.told._date.line, "today 1245")
    qtbot.keyClicks(form.core.happened._date.line, "yest 9pm")
    _choose(qtbot, at_desk, "pik")
    at_desk.settle()
    return form


def test_a_new_form_is_ready_for_the_account_at_once(at_desk: IncidentsDesk) -> None:
    form = _begin(at_desk)
    assert at_desk.presenter.page.shows_form
    assert form.core.account.editor.hasFocus()
    assert at_desk.presenter.own_act
    assert at_desk.presenter.record_acts == {RecordAct.FILE, RecordAct.SAVE_DRAFT}


def test_a_quick_concern_is_filed_by_keyboard_alone(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    form = _fill(qtbot, at_desk)
    role = form.core.involved.role_picker()._lines[0].box
    assert role.hasFocus(), "the role is asked as soon as somebody is chosen"
    qtbot.keyClick(role, Qt.Key.Key_Down)
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    view = at_desk.presenter.page.record.view
    assert view is not None and not at_desk.presenter.page.shows_form
    incident = view.page.incident
    assert incident.danger is Danger.NO and incident.danger_asked_at is not None
    assert incident.accounts[0].text == "They call me baby."
    assert incident.happened.precision is Precision.EXACT
    assert [one.person.name for one in incident.participants] == ["Demi Pike"]
    assert at_desk.window.said[-1] == f"Filed as {view.page.case}."
    assert at_desk.desk.wait(lambda: incidents.open_drafts(at_desk.session)) == []


def test_what_is_missing_is_said_beside_the_fields_and_above_and_nothing_is_lost(
    qtbot: QtBot, at_desk: IncidentsDesk
) -> None:
    form = _begin(at_desk)
    qtbot.keyClicks(form.core.account.editor, "Half a sentence")
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    assert at_desk.presenter.page.shows_form
    assert form.core.account.editor.plain_text() == "Half a sentence"
    assert len(form.errors.links()) == 4
    assert form.core.danger._error.isVisible()
    happened = next(field for field in form.core.fields if field.name == "happened")
    assert "Unknown" in happened.error
    link = next(one for one in form.errors.links() if "happened" in one.text())
    link.click()
    assert form.core.happened._date.line.hasFocus()


def test_the_form_counts_what_is_answered_and_links_to_the_gap(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    form = _fill(qtbot, at_desk)
    form.core.involved.set_participants(())
    form.core.involved.changed.emit()
    qtbot.waitUntil(lambda: form.readiness.accessibleName().startswith("4 of 5"))
    form.jump("participants")
    typing = form.core.involved.people.focusProxy()
    assert typing is not None and typing.hasFocus()


def test_a_draft_is_kept_while_typing_and_comes_back_as_it_was(
    qtbot: QtBot, at_desk: IncidentsDesk, sit_down: Callable[[str], IncidentsDesk]
) -> None:
    form = _begin(at_desk)
    qtbot.keyClicks(form.core.account.editor, "They keep writing baby and")
    qtbot.keyClicks(form.core.happened._date.line, "yest 9p")
    qtbot.waitUntil(lambda: any("Draft kept" in words for words in at_desk.window.said), timeout=8000)
    draft = form.form().id
    again = sit_down("dsl")
    again.presenter.resume_draft(draft)
    again.settle()
    assert again.form.core.account.editor.plain_text() == "They keep writing baby and"
    assert again.form.core.happened.typed().text == "yest 9p"


def test_a_draft_is_a_second_old_at_most_however_long_somebody_types(
    qtbot: QtBot, at_desk: IncidentsDesk
) -> None:
    """The wait is not begun anew with each letter: a power cut takes a second of typing and no more."""
    form = _begin(at_desk)
    qtbot.keyClicks(form.core.account.editor, "a")
    presenter = at_desk.presenter.form
    assert presenter is not None
    assert presenter.saves.timer.timerType() is Qt.TimerType.PreciseTimer, (
        "a coarse one may be a twentieth late"
    )
    assert 0 <= presenter.saves.timer.remainingTime() <= 1000
    presenter.saves.timer.start(60_000)  # long enough that no slow computer comes to its end here
    qtbot.wait(60)
    qtbot.keyClicks(form.core.account.editor, "b")
    assert 0 < presenter.saves.timer.remainingTime() <= 60_000 - 50


def test_yesterday_stays_the_day_it_was_typed(at_desk: IncidentsDesk) -> None:
    form = _begin(at_desk)
    form.core.happened._date.set_text("yest 9pm")
    typed = form.core.happened.typed()
    at_desk.school.clock.set("2026-10-14 09:00")
    form.core.happened.set_typed(typed)
    assert form.core.happened.typed() == typed
    form.core.happened._date.set_text("yest 8pm")
    later = form.core.happened.typed().moment
    assert later is not None and later.start is not None and later.start.day == 13


def test_leaving_the_form_keeps_the_draft_at_once(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    form = _begin(at_desk)
    qtbot.keyClicks(form.core.account.editor, "Before the bell")
    other = at_desk.file("CB", (at_desk.cast.tyler, "target"))
    at_desk.open(other)
    drafts = at_desk.desk.wait(lambda: incidents.open_drafts(at_desk.session))
    assert [one.account for one in drafts] == ["Before the bell"]


def test_a_draft_that_was_filed_does_not_come_back(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    form = _fill(qtbot, at_desk)
    form.core.involved.set_participants(
        tuple(replace(one, role="target") for one in form.core.involved.participants())
    )
    form.core.changed.emit()
    presenter = at_desk.presenter.form
    assert presenter is not None
    at_desk.presenter.do(RecordAct.FILE)
    presenter.keep_now()
    at_desk.settle()
    assert at_desk.desk.wait(lambda: incidents.open_drafts(at_desk.session)) == []


def test_marked_words_are_filed_as_the_childs_own(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    form = _begin(at_desk)
    form.core.account.editor.set_content("Tyler said: everyone calls me baby.")
    cursor = form.core.account.editor.textCursor()
    cursor.setPosition(12)
    cursor.setPosition(35, cursor.MoveMode.KeepAnchor)
    form.core.account.editor.setTextCursor(cursor)
    form.core.account.editor.mark_selection(Mark.CHILDS_WORDS)
    passages = form.form().passages
    assert [(one.start, one.end, one.kind) for one in passages] == [(12, 35, PassageKind.OWN_WORDS)]


def test_the_kind_brings_its_roles_and_questions(at_desk: IncidentsDesk) -> None:
    form = _begin(at_desk)
    form.kind.set_code("SPC")
    form.kind.chosen.emit("SPC")
    form.extent.set_value("full")
    form.extent.chosen.emit("full")
    at_desk.settle()
    assert "adult_of_concern" in {line.code for line in form.core.involved._roles}
    assert form.full.questions._questions
    assert form.core.subject.panel.isVisible(), "it is kept apart, and the form says so"


def test_answers_to_questions_are_filed_as_data(at_desk: IncidentsDesk) -> None:
    form = _begin(at_desk)
    form.kind.set_code("CB")
    form.kind.chosen.emit("CB")
    at_desk.settle()
    question = next(one for one in form.full.questions._questions if one.kind.value == "yes-no-unknown")
    control = form.full.questions.field(question.id).editor
    control.set_value("unknown")  # type: ignore[attr-defined]  # the control of a yes-or-no question
    answer = next(one for one in form.form().answers if one.question == question.id)
    assert answer.not_known and answer.values == ()


def test_someone_who_cannot_open_the_part_hands_the_concern_in(
    qtbot: QtBot, sit_down: Callable[[str], IncidentsDesk]
) -> None:
    at_desk = sit_down("deputy")
    form = _fill(qtbot, at_desk)
    form.kind.set_code("SPC")
    form.kind.chosen.emit("SPC")
    form.core.involved.set_participants(
        tuple(replace(one, role="adult_of_concern") for one in form.core.involved.participants())
    )
    form.core.changed.emit()
    qtbot.waitUntil(lambda: form.file_button.text() == "Hand in")
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    assert at_desk.window.said[-1].startswith("Handed in.")
    assert not at_desk.presenter.page.shows_form
    lead = sit_down("dsl")
    lead.desk.wait(lambda: handing_in.take_in_handed(lead.session))
    lead.presenter.shown()
    lead.settle()
    assert lead.presenter.page.list_pane.list.row_count() == 1


def test_about_the_headteacher_every_line_names_who_takes_their_place(at_desk: IncidentsDesk) -> None:
    form = _begin(at_desk)
    form.core.about_head.click()
    at_desk.settle()
    heading, text = form.core.subject.panel.words()
    assert "Headteacher cannot read it" in heading
    assert "Chair" in text
    guide = form.guide._guide
    assert guide is not None
    words = " ".join(action.text for action in guide.first_actions)
    assert "the Headteacher" not in words


def test_beside_the_form_stands_where_it_may_be_referred_with_nothing_to_press(
    at_desk: IncidentsDesk,
) -> None:
    form = _begin(at_desk)
    form.kind.set_code("SPC")
    at_desk.settle()
    parts = form.guide._parts
    words = [part.text() if isinstance(part, QLabel) else "" for part in parts]
    start, end = words.index("May be referred to"), words.index("School policy")
    assert words.index("First actions") < start < end
    assert "Designated Officer (LADO)" in words[start + 1 : end]
    assert not any(part.findChildren(QAbstractButton) for part in parts[start:end])
    assert not any(isinstance(part, QAbstractButton) for part in parts[start:end])


def test_what_is_to_be_confirmed_is_said_once_beneath_those_it_is_about(at_desk: IncidentsDesk) -> None:
    guide = at_desk.desk.wait(lambda: incident_choices.category_guide(at_desk.session, "CB"))
    bodies = (("One", "Confirm."), ("Two", "Confirm."), ("Three", ""), ("Four", "Confirm."))
    panel = at_desk.form.guide
    panel.set_guide(replace(guide, referrals=tuple(ReferralGuide(*body) for body in bodies)))
    words = [part.text() if isinstance(part, QLabel) else "" for part in panel._parts]
    start = words.index("May be referred to") + 1
    assert words[start : start + 6] == ["One", "Two", "Confirm.", "Three", "Four", "Confirm."]


def test_correcting_needs_a_reason_and_makes_a_version(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    reference = at_desk.file("CB", (at_desk.cast.tyler, "target"), account="He said “bab”.")
    at_desk.open(reference)
    at_desk.presenter.do(RecordAct.CORRECT)
    at_desk.settle()
    form = at_desk.form
    assert form.reason.hasFocus()
    form.core.account.editor.set_content("He said “baby”.")
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    assert form.reason_field.error, "no version without its reason"
    qtbot.keyClicks(form.reason, "A letter was missing")
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    view = at_desk.presenter.page.record.view
    assert view is not None
    assert view.page.version == 2
    assert view.page.incident.accounts[0].text == "He said “baby”."
    assert view.page.versions[-1].reason == "A letter was missing"
    assert view.page.incident.happened.precision is Precision.EXACT, "times not touched stay"


def test_told_before_it_happened_is_said_beside_it_and_above(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    form = _fill(qtbot, at_desk)
    form.core.involved.set_participants(
        tuple(replace(one, role="target") for one in form.core.involved.participants())
    )
    form.core.told._date.line.selectAll()
    qtbot.keyClicks(form.core.told._date.line, "yest 8pm")
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    assert at_desk.presenter.page.shows_form
    told = next(field for field in form.core.fields if field.name == "told")
    assert told.error == form.errors.links()[0].text()
    assert "before it happened" in told.error
    assert form.core.account.editor.plain_text() == "They call me baby."


def test_a_record_opened_for_correction_and_not_touched_is_the_same(at_desk: IncidentsDesk) -> None:
    def file() -> Reference:
        return a_record(at_desk.session)

    record = at_desk.desk.wait(file)
    at_desk.open(record)
    at_desk.presenter.do(RecordAct.CORRECT)
    at_desk.settle()
    stored = at_desk.desk.wait(lambda: incidents.current(at_desk.session, record))
    wanted = incident_correction.form_of(record, stored.content)
    shown = at_desk.form.form()
    for field in fields(shown):
        was, now = getattr(wanted, field.name), getattr(shown, field.name)
        if isinstance(was, Typed):
            was, now = was.moment, now.moment
        assert now == was, field.name


def test_whoever_told_it_can_ask_not_to_be_named_afterwards(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    record = at_desk.desk.wait(lambda: a_record(at_desk.session))
    at_desk.open(record)
    at_desk.presenter.do(RecordAct.CORRECT)
    at_desk.settle()
    form = at_desk.form
    assert "reporter" not in [one.role for one in form.core.involved.participants()]
    form.core.withheld.setFocus()
    qtbot.keyClick(form.core.withheld, Qt.Key.Key_Space)
    form.reason.setText("She asked for it")
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    view = at_desk.presenter.page.record.view
    assert view is not None
    (reporter,) = view.page.incident.with_role("reporter")
    assert reporter.name_withheld and reporter.person.name == "Ms Dawn Maple"


def test_a_newer_version_meanwhile_keeps_the_text_and_says_so(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    reference = at_desk.file("CB", (at_desk.cast.tyler, "target"))
    at_desk.open(reference)
    at_desk.presenter.do(RecordAct.CORRECT)
    at_desk.settle()
    form = at_desk.form
    form.core.account.editor.set_content("My own words.")
    form.reason.setText("Mine")

    def meanwhile() -> None:
        stored = incidents.current(at_desk.session, reference)
        draft = incident_correction.form_of(reference, stored.content)
        incident_correction.correct_from_form(
            at_desk.session, reference, draft, "Theirs", replacing=stored.number
        )

    at_desk.desk.wait(meanwhile)
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    assert at_desk.presenter.page.shows_form
    assert form.core.account.editor.plain_text() == "My own words."
    assert "Theirs" in form.notice.words()[1]
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    view = at_desk.presenter.page.record.view
    assert view is not None and view.page.version == 3


def test_words_only_keeps_what_was_typed_and_closes_the_record_to_files(
    qtbot: QtBot, at_desk: IncidentsDesk
) -> None:
    form = _begin(at_desk)
    qtbot.keyClicks(form.core.account.editor, "I was told of a picture.")
    form.guide.words_only_link.click()
    at_desk.settle()
    assert form.form().category == "II"
    assert form.core.account.editor.plain_text() == "I was told of a picture."


def test_an_unknown_person_can_always_be_added(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    form = _begin(at_desk)
    people = form.core.involved.people
    people.setFocus()
    qtbot.keyClicks(people.focusProxy(), "tall boy")
    qtbot.waitUntil(lambda: bool(people.suggestions()))
    assert people.suggestions()[-1].text == "Add unknown person “tall boy”"
    qtbot.keyClick(people.focusProxy(), Qt.Key.Key_Return)
    assert [(one.person.name, one.person.reference) for one in form.form().participants] == [
        ("tall boy", None)
    ]


def test_a_paper_slip_is_its_writers_words(at_desk: IncidentsDesk) -> None:
    form = _begin(at_desk)
    form.full.paper.on_paper.click()
    assert form.full.paper.on_paper.isChecked()
    form.full.paper.written.set_typed(
        Typed("today 1230", at_desk.form.core.told._reader("today 1230").moment)
    )
    form.full.paper.original.setText("Safe in the office")
    made = form.form()
    assert made.on_paper and made.original_kept == "Safe in the office"
    assert made.written.moment is not None and made.written.moment.start is not None
    assert made.written.moment.start.hour == 12
    form.full.paper.on_paper.click()
    assert form.form().original_kept == ""


def test_a_time_shown_again_is_short_and_means_the_same_on_any_day(at_desk: IncidentsDesk) -> None:
    field = _begin(at_desk).core.happened
    for words in ("yest 9pm", "about yest 9pm", "14/9", "14/9 to 18/9", "now"):
        moment = field._reader(words).moment
        assert moment is not None
        at_desk.school.clock.set("2026-10-20 09:00")
        field.set_typed(Typed("", moment))
        assert field.typed().moment == moment, words
        field.set_typed(Typed())
        field._date.set_text(field._short_words(moment))
        again = field.typed().moment
        assert again is not None and again.start == moment.start, words
        at_desk.school.clock.set("2026-10-12 15:40")


def _said_beside(form: IncidentFormPage) -> str:
    return " ".join(label.text() for label in form.guide.findChildren(QLabel))


def test_the_policy_beside_the_form_is_that_of_the_day_typed(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    form = _begin(at_desk)
    form.kind.set_code("SPC")
    at_desk.settle()
    assert "None of the clauses" not in _said_beside(form)

    qtbot.keyClicks(form.core.happened._date.line, "3/6/2013")
    qtbot.waitUntil(lambda: "gives for this held on Mon 3 Jun 2013" in _said_beside(form))
    assert "In force from Tue 1 Sep 2015" in _said_beside(form)
