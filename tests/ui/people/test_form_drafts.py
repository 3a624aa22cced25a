"""What is typed about a person survives a lock, a crash and leaving: kept as a draft, put back as it was."""

from functools import partial

import pytest

from safeguard_app.domain.identifiers import RecordId
from safeguard_app.domain.people import PersonKind, Relation
from safeguard_app.services import people
from safeguard_app.services.form_drafts import FormDraft, FormName
from safeguard_app.services.incident_form import Typed
from safeguard_app.ui.incidents.involved_field import chosen_of
from safeguard_app.ui.people.person_form_page import PersonFormPage
from safeguard_app.ui.people.person_forms import NEWER
from safeguard_app.ui.people.reason_sheet import ReasonSheet
from safeguard_app.ui.shell.page import RecordAct
from tests.ui.busy_vault import busy
from tests.ui.conftest import Stage
from tests.ui.demo_log import OpenDemo
from tests.ui.kept_forms import keep_and_clear, kept_forms, not_kept
from tests.ui.keyboard import press, write
from tests.ui.people.test_people import Opened


@pytest.fixture
def opened(demo: OpenDemo, stage: Stage) -> Opened:
    return Opened(demo, stage)


def _kept(opened: Opened) -> list[FormDraft]:
    return kept_forms(opened.demo)


def _locked(opened: Opened, demo: OpenDemo, stage: Stage) -> Opened:
    """Kept as on the way to a lock; then another window, that knows nothing of the first."""
    keep_and_clear(opened.presenter, opened.settle, stage)
    return Opened(demo, stage)


def _fill(form: PersonFormPage, opened: Opened) -> None:
    form.kind.set_value(PersonKind.STAFF.value)
    form.name.setText("Rowan Appleg")
    form.born.set_typed(Typed("the fourt"))
    form.on_roll.show_rows(1)[0].start.set_typed(Typed("1/9/2019"))
    post, office = form.posts.add(), form.offices.add()
    post.title.setText("Midday super")
    office.period.end.set_typed(Typed("not yet"))
    handle = form.handles.add()
    handle.platform.set_platform("a service nobody knows")
    handle.how_known.setText("Said so")
    relative = form.family.add()
    relative.person.set_people([chosen_of(opened.demo.person("leon"))])
    relative.relation.set_value(Relation.COUSIN.value)
    relative.household.setChecked(True)
    form.family.add().words.setText("the other aunt")
    form.note.set_text("Half a sentence")


def test_a_half_typed_person_is_back_after_the_lock_word_for_word(
    opened: Opened, demo: OpenDemo, stage: Stage
) -> None:
    opened.presenter.begin_adding()
    opened.settle()
    _fill(opened.form, opened)
    filled = opened.form.filled()
    assert not_kept(opened.form) == []
    again = _locked(opened, demo, stage)
    again.presenter.begin_adding()
    again.settle()
    form = again.form
    assert form.filled() == filled
    assert (form.name.text(), form.born.typed()) == ("Rowan Appleg", Typed("the fourt"))
    assert form.posts.rows()[0].title.isVisibleTo(form), "what this kind of person needs is shown"
    assert form.draft_notice.isVisibleTo(form)


def test_adding_them_ends_the_draft_and_they_have_its_id(
    opened: Opened, demo: OpenDemo, stage: Stage
) -> None:
    opened.presenter.begin_adding("", PersonKind.OTHER)
    opened.settle()
    opened.form.name.setText("Rowan Applegarth")
    again = _locked(opened, demo, stage)
    (draft,) = _kept(again)
    assert draft.first_words == "Rowan Applegarth"
    again.presenter.resume(draft)
    again.settle()
    assert again.in_form()
    again.presenter.do(RecordAct.FILE)
    again.settle()
    assert not again.in_form() and _kept(again) == []
    (row,) = demo.wait(partial(people.rows, demo.session, "Rowan Applegarth"))
    assert row.reference.id == RecordId(draft.id)


def test_a_half_typed_correction_is_back_with_its_reason(
    opened: Opened, demo: OpenDemo, stage: Stage
) -> None:
    opened.open("shona")
    opened.presenter.do(RecordAct.CORRECT)
    opened.settle()
    opened.form.reason.setText("She has marr")
    opened.form.known_as.setText("Shon")
    again = _locked(opened, demo, stage)
    again.open("leon")
    again.presenter.do(RecordAct.CORRECT)
    again.settle()
    assert not again.form.begun, "words about one person never stand in the form of another"
    again.open("shona")
    again.presenter.do(RecordAct.CORRECT)
    again.settle()
    assert (again.form.reason.text(), again.form.known_as.text()) == ("She has marr", "Shon")
    again.presenter.do(RecordAct.FILE)
    again.settle()
    assert again.stored("Shona Pike")[0].known_as == "Shon"
    assert _kept(again) == []


def test_a_correction_begun_before_somebody_elses_says_so(
    opened: Opened, demo: OpenDemo, stage: Stage
) -> None:
    opened.open("shona")
    opened.presenter.do(RecordAct.CORRECT)
    opened.settle()
    opened.form.reason.setText("She has married")
    again = _locked(opened, demo, stage)
    reference = demo.reference("shona")
    stored = demo.wait(partial(people.stored_person, demo.session, reference))
    other = partial(
        people.correct, demo.session, reference, stored.content, "Meanwhile", replacing=stored.number
    )
    demo.wait(other)
    again.presenter.resume(_kept(again)[0])
    again.settle()
    again.presenter.do(RecordAct.FILE)
    again.settle()
    assert again.in_form() and again.form.reason.text() == "She has married"
    assert NEWER in [field.error for field in again.form.fields]


def test_going_to_somebody_else_keeps_what_was_typed(opened: Opened) -> None:
    opened.presenter.begin_adding()
    opened.settle()
    opened.form.name.setText("Rowan Applegarth")
    opened.open("shona")
    assert not opened.in_form()
    assert [one.first_words for one in _kept(opened)] == ["Rowan Applegarth"]
    opened.presenter.begin_adding("Dilys Marrow")
    opened.settle()
    assert opened.form.name.text() == "Dilys Marrow", "a name that was typed elsewhere begins another one"


def test_leaving_keeps_or_throws_away(opened: Opened) -> None:
    for answer, left in (("keep", 1), ("leave", 0)):
        opened.presenter.begin_adding()
        opened.settle()
        opened.form.note.set_text("Half a sentence")
        opened.form.cancel_button.click()
        box = opened.messages.open_sheet
        assert box is not None
        box.buttons[answer].click()
        opened.settle()
        assert not opened.in_form() and len(_kept(opened)) == left


def test_an_empty_form_can_be_begun_instead(opened: Opened) -> None:
    opened.presenter.begin_adding()
    opened.settle()
    opened.form.name.setText("Rowan Applegarth")
    opened.open("shona")
    opened.presenter.begin_adding()
    opened.settle()
    assert opened.form.name.text() == "Rowan Applegarth"
    opened.form.draft_notice.fresh_button.click()
    opened.settle()
    assert opened.form.name.text() == "" and not opened.form.draft_notice.isVisibleTo(opened.form)
    assert len(_kept(opened)) == 1


def test_a_half_typed_reason_is_back_when_they_are_taken_off_again(
    opened: Opened, demo: OpenDemo, stage: Stage
) -> None:
    opened.presenter.begin_adding("Rowan Applegarth")
    opened.presenter.do(RecordAct.FILE)
    opened.settle()
    opened.presenter.page.record.error_requested.emit()
    opened.settle()
    write("Typed tw")
    again = _locked(opened, demo, stage)
    (draft,) = _kept(again)
    assert (draft.form_name, draft.name) == (FormName.PERSON_IN_ERROR, "Rowan Applegarth")
    again.presenter.resume(draft)
    again.settle()
    sheet = again.window.findChild(ReasonSheet)
    assert sheet is not None and sheet.reason.text() == "Typed tw"
    write("ice")
    press("Enter")
    again.settle()
    assert "Rowan Applegarth" not in again.names() and _kept(again) == []


def test_a_person_kept_before_locking_holds_what_was_typed_last(opened: Opened) -> None:
    opened.presenter.begin_adding()
    opened.settle()
    went_on: list[bool] = []
    with busy(opened.demo.tasks):
        opened.form.name.setText("Rowan Appleg")
        opened.presenter.forms.keeper.keep_now()
        opened.form.name.setText("Rowan Applegarth")
        opened.presenter.flush(lambda: went_on.append(True))
    opened.settle()
    (kept,) = _kept(opened)
    assert went_on and "Rowan Applegarth" in dict(kept.filled.texts).values()
