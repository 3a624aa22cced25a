"""What is typed about a declaration survives a lock, a crash and leaving: kept as a draft, put back as it was."""

from functools import partial
from pathlib import Path

import pytest

from safeguard_app.domain.declarations import Household, StepKind, Teaches
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.people import HandleConfidence
from safeguard_app.services import form_drafts
from safeguard_app.services.form_drafts import FormDraft, FormName
from safeguard_app.services.incident_form import Typed
from safeguard_app.services.today import today
from safeguard_app.ui.declarations.signed_sheet import NOT_IN_DRAFT
from safeguard_app.ui.evidence.declaration_sheet import ImageAnswer
from safeguard_app.ui.people.form_part import BACK
from safeguard_app.ui.people.leaving import KEPT_SAID
from safeguard_app.ui.shell.page import RecordAct
from tests.ui.conftest import Stage
from tests.ui.declarations.opened import Opened
from tests.ui.demo_log import OpenDemo
from tests.ui.kept_forms import keep_and_clear, kept_forms, not_kept
from tests.ui.keyboard import write


@pytest.fixture
def opened(demo: OpenDemo, stage: Stage) -> Opened:
    return Opened(demo, stage)


def _kept(opened: Opened) -> list[FormDraft]:
    return kept_forms(opened.demo)


def _locked(opened: Opened, demo: OpenDemo, stage: Stage) -> Opened:
    """Kept as on the way to a lock; then another window, that knows nothing of the first."""
    keep_and_clear(opened.presenter, opened.settle, stage)
    return Opened(demo, stage)


def _half_typed(opened: Opened) -> None:
    opened.presenter.begin_new()
    opened.settle()
    form = opened.form
    form.adult.setFocus()
    write("merrin")
    opened.settle()
    form.pupils.add()
    first, second = form.pupils.rows()
    first.set_pupil(opened.demo.person("leon"))
    first.words.setText("second cousin")
    first.household.set_value(Household.SAME.value)
    first.teaches.set_value(Teaches.YES)
    account = first.adult_accounts.add()
    account.platform.set_platform("instagram")
    account.name.setText("@joel.swims")
    second.note.setText("Nobody chosen here yet")
    form.nature.set_text("Half a sentence")
    form.declared.at.set_typed(Typed("the day bef"))
    later = form.later.add()
    later.set_kind(StepKind.ACKNOWLEDGED_WITH_CONDITIONS)
    later.conditions.set_text("Family group only\nNot dur")


def test_a_half_typed_declaration_is_back_after_the_lock_word_for_word(
    opened: Opened, demo: OpenDemo, stage: Stage
) -> None:
    _half_typed(opened)
    filled = opened.form.filled()
    assert not_kept(opened.form) == []
    again = _locked(opened, demo, stage)
    again.presenter.begin_new()
    again.settle()
    form = again.form
    assert form.filled() == filled
    assert form.adult.typing() == "merrin"
    assert form.pupils.rows()[1].note.text() == "Nobody chosen here yet"
    assert form.declared.at.typed() == Typed("the day bef")
    assert form.later.rows()[0].conditions.text() == "Family group only\nNot dur"
    assert form.later.rows()[0].conditions.isVisibleTo(form)
    assert form.draft_notice.isVisibleTo(form) and form.draft_notice.words()[0] == BACK


def test_who_decides_as_it_was_typed_stands_over_who_is_proposed(
    opened: Opened, demo: OpenDemo, stage: Stage
) -> None:
    opened.presenter.begin_new(demo.person("denning"))
    opened.settle()
    later = opened.form.later.add()
    later.set_kind(StepKind.ACKNOWLEDGED)
    later.by.set_people(())
    later.by.set_typing("Mr Str")
    filled = opened.form.filled()
    again = _locked(opened, demo, stage)
    again.presenter.begin_new()
    again.settle()
    assert again.form.filled().choices == filled.choices, (
        "the offices of this adult, the chosen one among them"
    )
    assert again.form.later.rows()[0].by.typing() == "Mr Str"


def test_it_is_kept_by_itself_while_somebody_types(opened: Opened) -> None:
    opened.presenter.begin_new()
    opened.settle()
    assert opened.presenter.forms is not None
    opened.presenter.forms.keeper.keep_now()
    opened.settle()
    assert _kept(opened) == [], "nothing was typed"
    opened.form.nature.set_text("Half a sen")
    timer = opened.presenter.forms.keeper._watched
    assert timer is not None and timer.timer.isActive() and timer.timer.interval() <= 3000
    timer.timer.timeout.emit()
    opened.settle()
    (draft,) = _kept(opened)
    assert draft.form_name is FormName.DECLARATION and draft.first_words == "Half a sen"
    opened.form.nature.set_text("")
    opened.presenter.forms.keeper.keep_now()
    opened.settle()
    assert _kept(opened) == [], "all of it was taken out again"


def test_entering_it_ends_its_draft_and_it_has_the_drafts_id(
    opened: Opened, demo: OpenDemo, stage: Stage
) -> None:
    opened.presenter.begin_new(demo.person("merrin"))
    opened.settle()
    opened.form.pupils.rows()[0].set_pupil(demo.person("leon"))
    again = _locked(opened, demo, stage)
    (draft,) = _kept(again)
    again.presenter.begin_new()
    again.settle()
    again.presenter.do(RecordAct.FILE)
    again.settle()
    assert again.shows(again.form), "the day is missing"
    assert [one.id for one in _kept(again)] == [draft.id], "a refusal keeps it"
    again.form.declared.at.set_typed(Typed("9/10/2026 0830"))
    again.presenter.do(RecordAct.FILE)
    again.settle()
    assert again.row("Joel Merrin").reference.id == draft.id
    assert _kept(again) == []
    again.presenter.begin_new()
    again.settle()
    assert not again.form.begun and not again.form.draft_notice.isVisibleTo(again.form)


def test_leaving_asks_and_keeps_or_throws_away(opened: Opened) -> None:
    said: list[str] = []
    opened.presenter.said.connect(said.append)
    for answer, left in (("keep", 1), ("leave", 0)):
        opened.presenter.begin_new()
        opened.settle()
        opened.form.nature.set_text("Half a sentence")
        opened.form.cancel_button.click()
        box = opened.window.messages.open_sheet
        assert box is not None and box.first_focus() is box.buttons["keep"], (
            "the safe answer has the keyboard"
        )
        box.buttons[answer].click()
        opened.settle()
        assert opened.shows(opened.presenter.register)
        assert len(_kept(opened)) == left
    assert said == [KEPT_SAID]


def test_a_draft_can_be_left_for_an_empty_form_and_gone_on_with_from_today(opened: Opened) -> None:
    opened.presenter.begin_new()
    opened.settle()
    opened.form.nature.set_text("The first")
    opened.presenter.begin_new(opened.demo.person("merrin"))
    opened.settle()
    assert opened.form.nature.text() == "", "one for somebody else is another one"
    opened.form.nature.set_text("The second")
    opened.form.cancel_button.click()
    box = opened.window.messages.open_sheet
    assert box is not None
    box.buttons["keep"].click()
    opened.settle()
    opened.presenter.begin_new()
    opened.settle()
    assert opened.form.nature.text() == "The second", "the newest"
    opened.form.draft_notice.fresh_button.click()
    opened.settle()
    assert not opened.form.begun and opened.form.adult.people() == ()
    lines = opened.demo.wait(partial(today, opened.demo.session)).drafts
    assert [one.first_words for one in lines if one.kind == "New declaration"] == [
        "Joel Merrin, The second",
        "The first",
    ]
    first = next(one for one in _kept(opened) if one.first_words == "The first")
    opened.presenter.resume(first)
    opened.settle()
    assert opened.shows(opened.form) and opened.form.nature.text() == "The first"


def test_what_is_typed_before_an_older_draft_is_found_stays(opened: Opened) -> None:
    opened.presenter.begin_new()
    opened.form.nature.set_text("The first")
    assert opened.presenter.forms is not None
    opened.presenter.forms.keeper.leave()
    opened.presenter.forms._close()
    opened.settle()
    opened.presenter.begin_new()
    opened.form.nature.set_text("Typed at once")
    opened.settle()
    assert opened.form.nature.text() == "Typed at once"


def test_a_half_typed_correction_is_back_with_its_reason_and_its_version(
    opened: Opened, demo: OpenDemo, stage: Stage
) -> None:
    reference = opened.choose("Ms Priya Nandra")
    opened.presenter.do(RecordAct.CORRECT)
    opened.settle()
    opened.form.reason.setText("The uncle, not the cou")
    opened.form.nature.set_text("Half a sentence")
    handles = [one.adult_handles for one in opened.form.details().pupils]
    again = _locked(opened, demo, stage)
    again.choose("Ms Priya Nandra")
    again.presenter.do(RecordAct.CORRECT)
    again.settle()
    assert again.form.reason.text() == "The uncle, not the cou"
    assert again.form.nature.text() == "Half a sentence"
    assert [one.adult_handles for one in again.form.details().pupils] == handles
    assert not again.form.draft_notice.fresh_button.isVisibleTo(again.form)
    again.presenter.do(RecordAct.FILE)
    again.settle()
    assert again.stored(reference).nature == "Half a sentence"
    assert _kept(again) == []


def test_how_an_account_is_known_is_not_lost_with_a_draft(opened: Opened) -> None:
    opened.presenter.begin_new()
    opened.settle()
    row = opened.form.pupils.rows()[0].adult_accounts.add()
    row._known.confidence, row._known.how_known = HandleConfidence.SUSPECTED, "a guess"
    filled = opened.form.filled()
    opened.form.show_new()
    opened.form.put_back(filled, for_new=True)
    handle = opened.form.pupils.rows()[0].adult_accounts.rows()[0].handle()
    assert (handle.confidence, handle.how_known) == (HandleConfidence.SUSPECTED, "a guess")


def test_a_half_typed_step_is_back_and_a_sheet_has_to_be_chosen_again(
    demo: OpenDemo, stage: Stage, tmp_path: Path
) -> None:
    scan = tmp_path / "sheet.pdf"
    scan.write_bytes(b"%PDF-1.7 a scan")
    opened = Opened(demo, stage, scan)
    reference = opened.choose("Ms Priya Nandra")
    opened.presenter.register.panel.step_requested.emit()
    opened.settle()
    step = opened.step.fields
    assert step is not None
    step.set_kind(StepKind.DISCUSSED)
    step.present.set_typing("Mr Tom")
    step.note.set_text("We went through the ")
    opened.step.sheet.add_button.click()
    sheet = opened.presenter.intake.open_sheet
    assert sheet is not None
    sheet.cards[ImageAnswer.NO_SEEN_ALL].click()
    opened.settle()
    assert opened.step.sheet.sheet is not None
    assert not_kept(opened.step) == []
    again = _locked(opened, demo, stage)
    (draft,) = _kept(again)
    assert (draft.form_name, draft.about) == (FormName.STEP, reference)
    again.choose("Ms Priya Nandra")
    again.presenter.register.panel.step_requested.emit()
    again.settle()
    assert again.shows(again.step)
    step = again.step.fields
    assert step is not None
    assert (step.step_kind(), step.note.text()) == (StepKind.DISCUSSED, "We went through the ")
    assert step.present.typing() == "Mr Tom" and step.present.isVisibleTo(again.step)
    assert again.step.sheet.sheet is None and again.step.sheet._words.text() == NOT_IN_DRAFT
    step.at.set_typed(Typed("9/10/2026 0900"))
    step.present.put_back((), "")
    again.presenter.do(RecordAct.FILE)
    again.settle()
    assert again.stored(reference).steps[-1].note.startswith("We went through the")
    assert _kept(again) == []


def test_words_that_cannot_be_kept_stop_the_lock_and_are_said_once_while_typing(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.presenter.begin_new()
    opened.settle()
    opened.form.nature.set_text("Half a sentence")
    assert opened.presenter.forms is not None
    keeper = opened.presenter.forms.keeper

    def full(*_arguments: object) -> None:
        raise KnownProblem("The disk is full. Nothing was kept.", "Make room.")

    went_on: list[bool] = []
    with monkeypatch.context() as patched:
        patched.setattr(form_drafts, "save", full)
        for _ in range(3):
            keeper.keep_now()
            opened.settle()
        assert len(opened.boxes) == 1
        opened.presenter.flush(lambda: went_on.append(True))
        opened.settle()
        assert went_on == []
    opened.presenter.flush(lambda: went_on.append(True))
    opened.settle()
    assert went_on == [True] and len(_kept(opened)) == 1
