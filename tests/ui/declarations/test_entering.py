"""Entering declarations and steps: each with its own date, time and how; the signed sheet and its question."""

import os
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.declarations import DeclarationKind, Household, How, ParentsAware, StepKind, Teaches
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.moments import Moment, Precision, days_of, on_day
from safeguard_app.domain.people import Handle, HandleConfidence, OfficeKind, Relation
from safeguard_app.services import audit_log, declarations
from safeguard_app.services.declaration_forms import StepInput
from safeguard_app.ui.declarations.signed_sheet import AGAIN
from safeguard_app.ui.evidence.declaration_sheet import ImageAnswer
from safeguard_app.ui.evidence.stop_advice import StopAdviceSheet
from safeguard_app.ui.incidents.involved_field import chosen_of
from safeguard_app.ui.people.day_field import typed_of
from safeguard_app.ui.shell.page import RecordAct
from tests.ui.accessibility import check_page
from tests.ui.conftest import Stage
from tests.ui.declarations.opened import Opened
from tests.ui.demo_log import ZONE, OpenDemo
from tests.ui.keyboard import focused, press, write


@pytest.fixture
def opened(demo: OpenDemo, stage: Stage) -> Opened:
    return Opened(demo, stage)


def _save(opened: Opened) -> None:
    opened.presenter.do(RecordAct.FILE)
    opened.settle()


def test_a_declaration_is_entered_with_the_keyboard_alone(opened: Opened) -> None:
    opened.presenter.begin_new()
    opened.settle()
    form = opened.form
    assert focused().accessibleName() == "Adult who declares"
    write("merrin")
    press("Enter")
    opened.settle()
    press("Enter")
    opened.settle()
    form.pupils.rows()[0].pupil.setFocus()
    write("leon")
    press("Enter")
    opened.settle()
    press("Enter")
    row = form.pupils.rows()[0]
    row.relation.setFocus()
    press("C", "o", "u")
    row.household.setFocus()
    press("Home")
    form.declared.at.setFocus()
    write("14/9/2026 0830")
    press("Ctrl+Enter")
    opened.settle()
    made = opened.on_file("Joel Merrin")
    assert made.kind is DeclarationKind.FAMILY_RELATIONSHIP
    assert [one.pupil.name for one in made.pupils] == ["Leon Marsh"]
    assert (made.pupils[0].relation, made.pupils[0].household) == (Relation.COUSIN, Household.SAME)
    (step,) = made.steps
    assert (step.kind, step.how, step.by.name) == (StepKind.DECLARED, How.SIGNED_PAPER, "Joel Merrin")
    assert step.at.start is not None and f"{step.at.start:%d %m %H:%M}" == "14 09 08:30"
    assert step.entered_at.astimezone(ZONE).date() == date(2026, 10, 12)


def test_everything_declared_about_several_pupils_is_kept(opened: Opened) -> None:
    opened.presenter.begin_new(opened.demo.person("merrin"))
    opened.settle()
    form = opened.form
    form.pupils.add()
    for row, key in zip(form.pupils.rows(), ("leon", "aisha"), strict=True):
        row.set_pupil(opened.demo.person(key))
    first = form.pupils.rows()[0]
    first.words.setText("second cousin")
    first.teaches.set_value(Teaches.YES)
    first.parents.set_value(ParentsAware.YES)
    mine, theirs = first.adult_accounts.add(), first.pupil_accounts.add()
    mine.platform.set_platform("instagram")
    mine.name.setText("@joel.swims")
    theirs.name.setText("@leon.m")
    form.nature.set_text("Family group on WhatsApp")
    form.declared.at.set_typed(typed_of(_moment("2026-09-14")))
    _save(opened)
    made = opened.on_file("Joel Merrin")
    assert [one.pupil.name for one in made.pupils] == ["Leon Marsh", "Aisha Karimi"]
    declared = made.pupils[0]
    assert (declared.words, declared.teaches_or_supervises) == ("second cousin", Teaches.YES)
    assert declared.parents_aware is ParentsAware.YES
    assert declared.adult_handles == (
        Handle("instagram", "@joel.swims", HandleConfidence.CONFIRMED, "declared"),
    )
    assert declared.pupil_handles[0].name == "@leon.m"
    assert made.nature == "Family group on WhatsApp"


def _moment(text: str) -> Moment:
    return on_day(date.fromisoformat(text), ZONE)


def test_an_old_sheet_goes_in_whole_and_a_condition_is_asked_for(opened: Opened) -> None:
    opened.presenter.begin_new(opened.demo.person("merrin"))
    opened.settle()
    form = opened.form
    form.pupils.rows()[0].set_pupil(opened.demo.person("leon"))
    form.declared.at.set_typed(typed_of(_moment("2026-09-07")))
    step = form.later.add()
    step.set_kind(StepKind.ACKNOWLEDGED_WITH_CONDITIONS)
    step.at.set_typed(typed_of(_moment("2026-09-09")))
    opened.settle()
    assert [one.name for one in step.by.people()] == ["Mrs Carol Denning"]
    _save(opened)
    assert [field.name for field in step.fields if field.error] == ["conditions"]
    step.conditions.set_text("Family group only\n\nNot during lessons")
    _save(opened)
    made = opened.on_file("Joel Merrin")
    decided = made.steps[1]
    assert decided.kind is StepKind.ACKNOWLEDGED_WITH_CONDITIONS
    assert decided.conditions == ("Family group only", "Not during lessons")
    assert decided.capacity is OfficeKind.HEADTEACHER
    assert days_of(decided.at, ZONE) == (date(2026, 9, 9), date(2026, 9, 9))


def test_nobody_decides_their_own(opened: Opened) -> None:
    opened.presenter.begin_new(opened.demo.person("denning"))
    opened.settle()
    form = opened.form
    form.pupils.rows()[0].set_pupil(opened.demo.person("leon"))
    form.declared.at.set_typed(typed_of(_moment("2026-09-07")))
    step = form.later.add()
    step.set_kind(StepKind.ACKNOWLEDGED)
    step.at.set_typed(typed_of(_moment("2026-09-09")))
    opened.settle()
    assert step.capacity.value() == OfficeKind.CHAIR.value
    assert [one.name for one in step.by.people()] == ["Mr Paul Strand"]
    step.by.set_people([chosen_of(opened.demo.person("denning"))])
    _save(opened)
    by = next(field for field in step.fields if field.name == "by")
    assert "Nobody" in by.error
    assert opened.shows(form)


def test_what_is_missing_is_named_and_nothing_is_lost(opened: Opened) -> None:
    opened.presenter.begin_new()
    opened.settle()
    opened.form.nature.set_text("Sees them on Sundays")
    _save(opened)
    assert len(opened.form.errors.links()) == 2
    assert opened.form.nature.text() == "Sees them on Sundays"
    assert len(opened.rows()) == 13


def test_a_talk_is_added_with_who_was_there(opened: Opened) -> None:
    reference = opened.choose("Ms Priya Nandra")
    opened.presenter.register.panel.step_button.click()
    opened.settle()
    step = opened.step.fields
    assert step is not None
    step.set_kind(StepKind.DISCUSSED)
    step.how.set_value(How.IN_PERSON.value)
    step.at.setFocus()
    write("9 oct about 1230")
    step.present.setFocus()
    write("abbey")
    press("Enter")
    opened.settle()
    press("Enter", "Ctrl+Enter")
    opened.settle()
    made = opened.stored(reference)
    talk = made.steps[1]
    assert (talk.kind, talk.how) == (StepKind.DISCUSSED, How.IN_PERSON)
    assert [one.name for one in talk.present] == ["Miss Jo Abbey"]
    assert talk.at.precision is Precision.ABOUT
    assert opened.shows(opened.presenter.register)


def test_a_decision_is_never_typed_in_as_made_on_screen(opened: Opened) -> None:
    opened.choose("Ms Priya Nandra")
    opened.presenter.register.panel.step_requested.emit()
    opened.settle()
    step = opened.step.fields
    assert step is not None
    step.set_kind(StepKind.ACKNOWLEDGED)
    offered = [step.how.itemText(place) for place in range(step.how.count())]
    assert len(offered) == 2 and not any("signed in" in words for words in offered)


def test_a_step_goes_on_after_the_declaration_changed_meanwhile(opened: Opened) -> None:
    reference = opened.choose("Ms Laura Finch")
    opened.presenter.register.panel.step_requested.emit()
    opened.settle()
    step = opened.step.fields
    assert step is not None
    step.set_kind(StepKind.REVIEW_SET)
    step.review.set_day(date(2027, 9, 1))
    step.at.set_typed(typed_of(_moment("2026-10-12")))
    head = opened.demo.person("denning")
    other = StepInput(StepKind.DISCUSSED, _moment("2026-10-12"), How.IN_PERSON, head)
    opened.demo.wait(partial(declarations.add_step, opened.demo.session, reference, other, version=2))
    _save(opened)
    assert opened.shows(opened.step) and opened.step.errors.isVisible()
    _save(opened)
    assert [one.kind for one in opened.stored(reference).steps][-2:] == [
        StepKind.DISCUSSED,
        StepKind.REVIEW_SET,
    ]


@pytest.fixture
def with_scan(demo: OpenDemo, stage: Stage, tmp_path: Path) -> Opened:
    scan = tmp_path / "sheet.pdf"
    scan.write_bytes(b"%PDF-1.7 scanned sheet")
    return Opened(demo, stage, scan)


def _begin_acknowledging(opened: Opened) -> None:
    opened.choose("Ms Priya Nandra")
    opened.presenter.register.panel.step_requested.emit()
    opened.settle()
    step = opened.step.fields
    assert step is not None
    step.set_kind(StepKind.ACKNOWLEDGED)


def _answer(opened: Opened, answer: ImageAnswer) -> None:
    sheet = opened.presenter.intake.open_sheet
    assert sheet is not None
    assert opened.files_asked == 0
    sheet.cards[answer].click()
    opened.settle()


@pytest.mark.parametrize("answer", [ImageAnswer.NOT_SEEN, ImageAnswer.YES_OR_POSSIBLY])
def test_no_file_is_asked_for_unless_all_of_the_sheet_was_seen(
    with_scan: Opened, answer: ImageAnswer
) -> None:
    _begin_acknowledging(with_scan)
    with_scan.step.sheet.add_button.click()
    _answer(with_scan, answer)
    assert with_scan.files_asked == 0
    assert with_scan.step.sheet.sheet is None
    assert with_scan.window.findChild(StopAdviceSheet) is not None
    rows = with_scan.demo.wait(partial(audit_log.page, with_scan.demo.session, Compartment.DAILY)).rows
    newest = next(row for row in rows if row.kind is not EventKind.DRAFT_BEGUN)
    assert newest.kind is EventKind.INTAKE_REFUSED


def test_a_signed_sheet_is_sealed_with_the_step_it_proves(with_scan: Opened) -> None:
    reference = with_scan.choose("Ms Priya Nandra")
    _begin_acknowledging(with_scan)
    with_scan.step.sheet.add_button.click()
    _answer(with_scan, ImageAnswer.NO_SEEN_ALL)
    assert with_scan.files_asked == 1
    step = with_scan.step.fields
    assert step is not None
    step.at.set_typed(typed_of(_moment("2026-10-09")))
    _save(with_scan)
    made = with_scan.stored(reference).steps[-1]
    assert made.kind is StepKind.ACKNOWLEDGED and made.document is not None
    seen: list[object] = []
    with_scan.presenter.signed_sheet_opened.connect(seen.append)
    detail = with_scan.presenter.register.panel.detail
    assert detail is not None and detail.steps[-1].sheet == made.document


def test_a_refused_step_keeps_its_words_and_its_signed_sheet(with_scan: Opened) -> None:
    reference = with_scan.choose("Ms Priya Nandra")
    _begin_acknowledging(with_scan)
    with_scan.step.sheet.add_button.click()
    _answer(with_scan, ImageAnswer.NO_SEEN_ALL)
    step = with_scan.step.fields
    assert step is not None
    step.note.set_text("Signed in the office")
    _save(with_scan)
    assert with_scan.shows(with_scan.step), "the day is missing"
    assert step.note.text() == "Signed in the office"
    assert with_scan.step.sheet.sheet is not None, "nothing was read, so nothing has to be chosen again"
    step.at.set_typed(typed_of(_moment("2026-10-09")))
    _save(with_scan)
    assert with_scan.files_asked == 1
    assert with_scan.stored(reference).steps[-1].document is not None


def test_a_sheet_that_cannot_be_read_has_to_be_chosen_again(with_scan: Opened, tmp_path: Path) -> None:
    _begin_acknowledging(with_scan)
    with_scan.step.sheet.add_button.click()
    _answer(with_scan, ImageAnswer.NO_SEEN_ALL)
    (tmp_path / "sheet.pdf").unlink()
    step = with_scan.step.fields
    assert step is not None
    step.at.set_typed(typed_of(_moment("2026-10-09")))
    _save(with_scan)
    assert with_scan.shows(with_scan.step)
    assert with_scan.step.sheet.sheet is None
    assert with_scan.step.sheet._words.text() == AGAIN


def test_a_form_in_progress_is_gone_on_with(opened: Opened) -> None:
    opened.presenter.begin_new()
    opened.settle()
    opened.form.nature.set_text("Half a sentence")
    opened.window.contact_check_requested.emit()
    opened.settle()
    assert opened.shows(opened.check.view)
    assert opened.check.question is not None
    opened.check.question.leave_button.click()
    opened.settle()
    assert opened.shows(opened.form)
    opened.presenter.begin_new()
    assert opened.form.nature.text() == "Half a sentence"


def test_leaving_with_words_not_kept_is_asked_about(opened: Opened) -> None:
    opened.presenter.begin_new()
    opened.settle()
    opened.form.nature.set_text("Half a sentence")
    opened.form.cancel_button.click()
    box = opened.window.messages.open_sheet
    assert box is not None and opened.shows(opened.form)
    box.buttons["leave"].click()
    opened.settle()
    assert opened.shows(opened.presenter.register)
    _begin_acknowledging(opened)
    opened.step.cancel_button.click()
    box = opened.window.messages.open_sheet
    assert box is not None
    box.buttons["stay"].click()
    assert opened.shows(opened.step)


def test_the_forms_can_be_named_and_hit(opened: Opened) -> None:
    opened.presenter.begin_new(opened.demo.person("merrin"))
    opened.settle()
    opened.form.pupils.rows()[0].adult_accounts.add()
    opened.form.later.add()
    opened.settle()
    check_page(opened.window)


@pytest.mark.parametrize("kind", ["folder", "pipe", "device", "empty", "vanished"])
def test_a_sheet_that_is_no_file_keeps_the_step_unsaved_and_its_words(
    demo: OpenDemo, stage: Stage, tmp_path: Path, kind: str
) -> None:
    scan = tmp_path / "sheet \u202efdp.pdf"
    match kind:
        case "folder":
            scan.mkdir()
        case "pipe":
            os.mkfifo(scan)
        case "device":
            scan.symlink_to("/dev/zero")
        case "empty":
            scan.touch()
    opened = Opened(demo, stage, scan)
    reference = opened.choose("Ms Priya Nandra")
    before = len(opened.stored(reference).steps)
    _begin_acknowledging(opened)
    opened.step.sheet.add_button.click()
    _answer(opened, ImageAnswer.NO_SEEN_ALL)
    assert "\u202e" not in opened.step.sheet._name.text()
    step = opened.step.fields
    assert step is not None
    step.at.set_typed(typed_of(_moment("2026-10-09")))
    step.note.set_text("Signed in the office")
    _save(opened)
    assert opened.shows(opened.step) and step.note.text() == "Signed in the office"
    said = " ".join(label.text() for label in opened.window.findChildren(QLabel) if label.isVisible())
    said += " ".join(box.sentence for box in opened.boxes)
    assert "Nothing was changed." in said
    assert len(opened.stored(reference).steps) == before
    assert opened.step.sheet._words.text() == AGAIN


def test_where_the_adult_works_and_what_is_done_where_they_teach_are_entered_and_corrected(
    opened: Opened,
) -> None:
    opened.presenter.begin_new()
    opened.settle()
    form = opened.form
    write("merrin")
    press("Enter")
    opened.settle()
    press("Enter")
    opened.settle()
    row = form.pupils.rows()[0]
    row.pupil.setFocus()
    write("leon")
    press("Enter")
    opened.settle()
    press("Enter")
    assert not row.mitigations.isVisible()
    row.teaches.findChildren(QAbstractButton)[0].click()
    assert row.teaches.value() is Teaches.YES and row.mitigations.isVisible()
    for box, words in (
        (row.mitigations, "Mr Reed marks his work."),
        (form.department, "Sports coaches"),
        (form.line_manager, "Ms Olive Quill"),
        (form.declared.at, "14/9/2026 0830"),
    ):
        box.setFocus()
        write(words)
    press("Ctrl+Enter")
    opened.settle()
    made = opened.on_file("Joel Merrin")
    assert (made.department, made.line_manager) == ("Sports coaches", "Ms Olive Quill")
    assert made.pupils[0].mitigations == "Mr Reed marks his work."
    form.show_correction(made, "Joel Merrin and Leon Marsh")
    again = form.details()
    assert (again.department, again.line_manager) == (made.department, made.line_manager)
    assert again.pupils[0].mitigations == "Mr Reed marks his work."
