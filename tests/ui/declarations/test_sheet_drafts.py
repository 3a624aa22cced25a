"""What is typed in the sheets of the declarations survives a lock and a refusal: reasons, and notes of the queue."""

from functools import partial

import pytest

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.services import declarations
from safeguard_app.services.form_drafts import FormDraft, FormName
from safeguard_app.services.incident_form import Typed
from safeguard_app.services.today import today
from safeguard_app.ui.declarations.queue_item import Choice
from safeguard_app.ui.declarations.queue_sheet import QueueSheet
from safeguard_app.ui.people.reason_sheet import ReasonSheet
from tests.ui.conftest import Stage
from tests.ui.declarations.opened import Opened
from tests.ui.demo_log import OpenDemo
from tests.ui.kept_forms import keep_and_clear, kept_forms, not_kept
from tests.ui.keyboard import focused, press, write


def _kept(opened: Opened) -> list[FormDraft]:
    return kept_forms(opened.demo)


def _locked(opened: Opened, demo: OpenDemo, stage: Stage) -> Opened:
    keep_and_clear(opened.presenter, opened.settle, stage)
    return Opened(demo, stage)


def _reason_sheet(opened: Opened) -> ReasonSheet:
    sheet = next((one for one in opened.window.findChildren(ReasonSheet) if one.isVisible()), None)
    assert sheet is not None
    return sheet


def _queue(opened: Opened) -> QueueSheet:
    assert opened.presenter.queue is not None and opened.presenter.queue.sheet is not None
    return opened.presenter.queue.sheet


def _take_back(opened: Opened, place: int) -> None:
    detail = opened.presenter.register.panel.detail
    assert detail is not None
    step = detail.steps[place]
    opened.presenter.register.panel.take_back_requested.emit(step.place, step.label)
    opened.settle()


def test_a_half_typed_reason_is_back_with_its_step_and_with_no_other(demo: OpenDemo, stage: Stage) -> None:
    opened = Opened(demo, stage)
    opened.choose("Shona Pike")
    _take_back(opened, 1)
    assert not_kept(_reason_sheet(opened).fields) == []
    write("She was not ther")
    again = _locked(opened, demo, stage)
    again.choose("Shona Pike")
    _take_back(again, 0)
    assert _reason_sheet(again).reason.text() == "", "a reason belongs to its own step"
    press("Escape")
    again.settle()
    _take_back(again, 1)
    sheet = _reason_sheet(again)
    assert sheet.reason.text() == "She was not ther" and sheet.fields.draft_notice.isVisible()
    assert focused() is sheet.reason
    write("e")
    press("Enter")
    again.settle()
    assert again.on_file("Shona Pike").steps[1].withdrawn is not None
    assert _kept(again) == []


@pytest.mark.parametrize(
    ("form", "said"),
    [
        (FormName.DECLARATION_IN_ERROR, "Entered in error: declaration of "),
        (FormName.STEP_TAKEN_BACK, "Step taken back: declaration of "),
    ],
)
def test_today_lists_it_and_leads_back_to_the_sheet(
    form: FormName, said: str, demo: OpenDemo, stage: Stage
) -> None:
    opened = Opened(demo, stage)
    opened.choose("Mr Toby Ames")
    if form is FormName.STEP_TAKEN_BACK:
        _take_back(opened, 0)
    else:
        opened.presenter.register.panel.error_requested.emit()
        opened.settle()
    write("Wrong adul")
    again = _locked(opened, demo, stage)
    (draft,) = _kept(again)
    assert draft.form_name is form
    (line,) = [one for one in demo.wait(partial(today, demo.session)).drafts if one.id == draft.id]
    assert line.kind.startswith(f"{said}Mr Toby Ames") and line.first_words == "Wrong adul"
    again.presenter.resume(draft)
    again.settle()
    assert _reason_sheet(again).reason.text() == "Wrong adul"


def test_cancel_lets_the_reason_go_and_a_refusal_keeps_it(
    demo: OpenDemo, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Opened(demo, stage)
    opened.choose("Mr Toby Ames")
    for confirmed, left in ((False, 0), (True, 1)):
        opened.presenter.register.panel.error_requested.emit()
        opened.settle()
        write("Wrong adult")
        with monkeypatch.context() as patched:
            patched.setattr(declarations, "enter_in_error", _refused)
            press("Enter" if confirmed else "Escape")
            opened.settle()
        assert len(_kept(opened)) == left
    assert opened.boxes, "it is said that nothing was changed"


def _refused(*_given: object, **_named: object) -> None:
    raise KnownProblem("The disk is full.", "Nothing was changed.")


def _half_decided(opened: Opened) -> None:
    opened.presenter.open_queue()
    opened.settle()
    sheet = _queue(opened)
    assert not_kept(sheet.fields) == []
    first, second = sheet.pages[:2]
    first.choice.set_value(Choice.WITH_CONDITIONS.value)
    first._fit()
    first.conditions.set_text("Family group only\nNot dur")
    first.discussed.set_typed(Typed("the day bef"))
    first.present.set_typing("Mr Str")
    second.choice.set_value(Choice.REFUSED.value)
    second._fit()
    second.note.set_text("Half a sent")


def test_half_made_decisions_are_back_after_a_lock_word_for_word(demo: OpenDemo, stage: Stage) -> None:
    demo.sign_in("head")
    opened = Opened(demo, stage)
    _half_decided(opened)
    filled = _queue(opened).fields.filled()
    again = _locked(opened, demo, stage)
    (draft,) = _kept(again)
    assert draft.form_name is FormName.QUEUE
    again.presenter.resume(draft)
    again.settle()
    sheet = _queue(again)
    assert sheet.fields.filled() == filled
    assert sheet.pages[0].conditions.text() == "Family group only\nNot dur"
    assert sheet.pages[1].note.text() == "Half a sent"
    assert sheet.pages[0].conditions.isVisibleTo(sheet) and sheet.fields.draft_notice.isVisibleTo(sheet)


def test_closing_the_queue_keeps_the_words_and_signing_ends_them(demo: OpenDemo, stage: Stage) -> None:
    demo.sign_in("head")
    opened = Opened(demo, stage)
    _half_decided(opened)
    press("Escape")
    opened.settle()
    assert len(_kept(opened)) == 1
    opened.presenter.open_queue()
    opened.settle()
    sheet = _queue(opened)
    assert sheet.pages[1].note.text() == "Half a sent"
    sheet.pages[0].discussed.set_typed(Typed())
    sheet.pages[0].present.set_typing("")
    for _ in sheet.pages:
        sheet.next_button.click()
    sheet.passphrase.setText(demo.log.passphrases["head"])
    sheet.next_button.click()
    opened.settle()
    assert opened.presenter.queue is not None and opened.presenter.queue.sheet is None
    assert _kept(opened) == []


def test_a_queue_that_was_only_looked_at_leaves_no_draft(demo: OpenDemo, stage: Stage) -> None:
    demo.sign_in("head")
    opened = Opened(demo, stage)
    opened.presenter.open_queue()
    opened.settle()
    press("Escape")
    opened.settle()
    assert _kept(opened) == []
