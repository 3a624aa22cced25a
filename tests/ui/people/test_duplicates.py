"""Entries that may be one person, through the window: proposed, merged with a reason, taken apart on the page."""

from collections.abc import Iterator
from datetime import date
from functools import partial

import pytest

from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.people import Person, PersonKind
from safeguard_app.services import form_drafts, people, today
from safeguard_app.services.form_drafts import FormDraft
from safeguard_app.ui.people.duplicates_sheet import DuplicatesSheet, MergeSheet, SamePersonSheet
from safeguard_app.ui.people.reason_sheet import NEEDED, ReasonSheet
from safeguard_app.ui.widgets.button import Button
from tests.ui.accessibility import check_page
from tests.ui.conftest import Stage
from tests.ui.demo_log import OpenDemo
from tests.ui.keyboard import focused, press, write
from tests.ui.people.test_import import Opened

BORN = date(2017, 3, 4)


@pytest.fixture
def opened(demo: OpenDemo, stage: Stage) -> Iterator[Opened]:
    """The page of people, with somebody entered twice."""
    for name in ("Rowan Applegarth", "Rowan Aplegarth"):
        demo.wait(lambda: people.add(demo.session, Person(name, PersonKind.PUPIL, date_of_birth=BORN)))  # noqa: B023 - waited for
    yield Opened(demo, stage)


def _sheet(opened: Opened) -> object:
    return opened.presenter.work.duplicates.open_sheet


def _list(opened: Opened) -> DuplicatesSheet:
    opened.presenter.page.list_pane.duplicates_action.trigger()
    opened.settle()
    sheet = _sheet(opened)
    assert isinstance(sheet, DuplicatesSheet)
    return sheet


def _reference(opened: Opened, name: str) -> Reference:
    rows = opened.demo.wait(lambda: people.rows(opened.demo.session))
    (row,) = [row for row in rows if row.name == name]
    return row.reference


def test_two_entries_become_one_by_keyboard_and_two_again_on_the_page(opened: Opened) -> None:
    """The reason is asked for; the old entry opens the page of the one that goes on, which says so."""
    gone = _reference(opened, "Rowan Aplegarth")
    sheet = _list(opened)
    check_page(sheet)
    assert focused() is sheet.merge_buttons[0]
    press("Space")
    opened.settle()
    merge = _sheet(opened)
    assert isinstance(merge, MergeSheet)
    check_page(merge)
    merge.act_button.click()
    assert merge.fields.field.error == NEEDED
    merge.fields.reason.setText("Typed in twice")
    press("Enter")
    opened.settle()
    assert "Rowan Aplegarth" not in opened.names()
    closing = _sheet(opened)
    assert isinstance(closing, DuplicatesSheet)
    closing.reject()
    opened.presenter.open_person(gone)
    opened.settle()
    page = opened.presenter.page.record
    assert page.view is not None
    assert page.view.page.name == "Rowan Applegarth"
    (button,) = [one for one in page.findChildren(Button) if one.text() == "Take them apart ..."]
    button.click()
    opened.settle()
    why = _sheet(opened)
    assert isinstance(why, ReasonSheet)
    why.reason.setText("Two cousins")
    press("Enter")
    opened.settle()
    assert "Rowan Aplegarth" in opened.names()


def test_two_different_people_are_not_proposed_again(opened: Opened) -> None:
    """One press, and the pair is gone from the list."""
    before = _list(opened)
    many = len(before.apart_buttons)
    before.apart_buttons[0].click()
    opened.settle()
    after = _sheet(opened)
    assert isinstance(after, DuplicatesSheet)
    assert len(after.apart_buttons) == many - 1


def test_any_other_entry_can_be_said_to_be_the_same_person(opened: Opened) -> None:
    """From the page of somebody: found by typing, then the same sheet as for those proposed."""
    opened.presenter.open_person(_reference(opened, "Rowan Applegarth"))
    opened.settle()
    opened.presenter.page.record.header.same_action.trigger()
    opened.settle()
    sheet = _sheet(opened)
    assert isinstance(sheet, SamePersonSheet)
    check_page(sheet)
    write("Aplegarth")
    sheet.searched.emit("Aplegarth")
    opened.settle()
    press("Enter")
    opened.settle()
    merge = _sheet(opened)
    assert isinstance(merge, MergeSheet)
    assert (merge.kept.name, merge.gone.name) == ("Rowan Applegarth", "Rowan Aplegarth")


def _drafts(opened: Opened) -> list[FormDraft]:
    return opened.demo.wait(partial(form_drafts.open_forms, opened.demo.session))


def test_which_entry_goes_on_and_why_are_back_after_a_lock(opened: Opened, stage: Stage) -> None:
    """From Today; and gone once the two are one."""
    _list(opened).merge_buttons[0].click()
    opened.settle()
    sheet = _sheet(opened)
    assert isinstance(sheet, MergeSheet)
    sheet.choice.set_value(sheet.pair.other.reference.id)
    goes_on = sheet.kept.name
    sheet.fields.reason.setText("Typed in twice")
    went_on: list[bool] = []
    opened.presenter.flush(lambda: went_on.append(True))
    opened.settle()
    (draft,) = _drafts(opened)
    line = opened.demo.wait(partial(today.today, opened.demo.session)).drafts[-1]
    assert went_on and line.kind.startswith("Merging Rowan A") and line.first_words == "Typed in twice"
    again = Opened(opened.demo, stage)
    again.presenter.resume(draft)
    again.settle()
    back = _sheet(again)
    assert isinstance(back, MergeSheet) and back.boxes.draft_notice.isVisible()
    assert (back.kept.name, back.fields.reason.text()) == (goes_on, "Typed in twice")
    back.act_button.click()
    again.settle()
    assert _drafts(again) == []
    again.presenter.resume(draft)
    again.settle()
    assert again.window.messages.open_sheet is not None, "they are one by now, which is said"


def test_a_merge_that_is_cancelled_lets_its_words_go(opened: Opened) -> None:
    _list(opened).merge_buttons[0].click()
    opened.settle()
    sheet = _sheet(opened)
    assert isinstance(sheet, MergeSheet)
    sheet.fields.reason.setText("Typed in twice")
    opened.presenter.flush(lambda: None)
    opened.settle()
    assert len(_drafts(opened)) == 1
    sheet.reject()
    opened.settle()
    assert _drafts(opened) == []
