"""Records for subject access from the page of a person: decided, kept, looked at; what is missing is said."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from safeguard_app.domain.access_bundles import AccessItem
from safeguard_app.domain.entries import Note, NoteKind
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services import entries
from safeguard_app.services.access_bundles import DecidedItem
from safeguard_app.services.paper_views import AccessBundlePaper, AccessLogPaper
from safeguard_app.ui.copies.access_sheet import GIVEN, LEFT_OUT, AccessSheet, ItemPart
from tests.services.conftest import log_incident, moment, pupil
from tests.ui.conftest import Stage
from tests.ui.demo_log import OpenDemo
from tests.ui.people.test_people import Opened


@pytest.fixture
def at_desk(demo: OpenDemo, stage: Stage) -> Opened:
    """The page of people."""
    return Opened(demo, stage)


@pytest.fixture
def reece(at_desk: Opened) -> Reference:
    """A pupil with one incident."""
    session = at_desk.demo.session

    def made() -> Reference:
        child = pupil(session, "Reece Irwin", date(2015, 10, 5))
        other = pupil(session, "Ottoline Brackwater", date(2015, 5, 5))
        log_incident(session, "CB", (child, "alleged"), (other, "target"), account="Ottoline told of Reece.")
        assert child.reference is not None
        return child.reference

    return at_desk.demo.wait(made)


def opened(at_desk: Opened, person: Reference) -> AccessSheet:
    at_desk.presenter.open_person(person)
    at_desk.settle()
    at_desk.presenter.page.record.header.access_action.trigger()
    at_desk.settle()
    sheet = at_desk.presenter.access.sheet
    assert sheet is not None
    return sheet


def test_nothing_is_decided_by_itself_and_papers_wait_for_it(at_desk: Opened, reece: Reference) -> None:
    sheet = opened(at_desk, reece)
    assert [one.what.value() for one in sheet.items] == [None, None], "the register, and the incident"
    assert not sheet.bundle_button.isEnabled() and not sheet.log_button.isEnabled()
    first, item = sheet.items
    first.what.set_value(GIVEN)
    item.what.set_value(LEFT_OUT)
    sheet.keep_button.click()
    at_desk.settle()
    assert {str(one.property("field")) for one in sheet.errors.links()} == {"exemption/1", "reason/1"}
    item.exemption.set_value("others")
    item.reason.setText("It is about somebody else.")
    sheet.keep_button.click()
    at_desk.settle()
    again = at_desk.presenter.access.sheet
    assert again is not None and again is not sheet
    assert again.items[1].what.value() == LEFT_OUT and again.log_button.isEnabled()


def test_the_bundle_its_log_and_what_it_leaves_out(at_desk: Opened, reece: Reference) -> None:
    sheet = opened(at_desk, reece)
    for one in sheet.items:
        one.what.set_value(GIVEN)
    sheet.keep_button.click()
    at_desk.settle()
    sheet = at_desk.presenter.access.sheet  # type: ignore[assignment]
    asked: list[object] = []
    at_desk.presenter.access.preview_requested.connect(asked.append)
    sheet.bundle_button.click()
    sheet.log_button.click()
    assert [type(one) for one in asked] == [AccessBundlePaper, AccessLogPaper]
    shared: list[object] = []
    at_desk.presenter.access.share_requested.connect(shared.append)
    sheet.share_button.click()
    assert [type(one) for one in shared] == [AccessBundlePaper] and len(asked) == 2
    sheet.left_out_button.click()
    at_desk.settle()
    words = at_desk.presenter.access.copies.sheet
    assert words is not None and words.outlook is not None and not words.audience.isEnabled()
    assert {one.label for one in words.outlook.lines} == {"Child B"}
    words.words.set_text("told of Reece")
    words.reason.setText("It tells who told.")
    words.act_button.click()
    at_desk.settle()
    assert words.outlook is not None and [one.words for one in words.outlook.choices] == ["told of Reece"]


def test_what_was_decided_before_a_record_gained_something_is_confirmed_by_one_key(
    at_desk: Opened, reece: Reference
) -> None:
    sheet = opened(at_desk, reece)
    first, item = sheet.items
    first.what.set_value(GIVEN)
    item.what.set_value(LEFT_OUT)
    item.exemption.set_value("others")
    item.reason.setText("It is about somebody else.")
    sheet.keep_button.click()
    at_desk.settle()
    note = Note(NoteKind.NOTE, moment("2026-10-01 13:00"), "He was seen.")
    session = at_desk.demo.session
    record = item.record
    at_desk.demo.wait(lambda: entries.add_note(session, record, note))
    kept = at_desk.presenter.access.sheet
    assert kept is not None
    kept.reject()
    for confirmed in (False, True):
        sheet = opened(at_desk, reece)
        first, item = sheet.items
        assert (item.what.value(), item.exemption.value()) == (LEFT_OUT, "others")
        assert item.reason.text() == "It is about somebody else."
        assert not item.holds.isChecked() and item.holds.isVisible() and not first.holds.isVisible()
        assert sheet.first_focus() is item.holds and not sheet.log_button.isEnabled()
        if confirmed:
            item.holds.setFocus()
            QTest.keyClick(item.holds, Qt.Key.Key_Space)
        sheet.keep_button.click()
        at_desk.settle()
        again = at_desk.presenter.access.sheet
        assert again is not None and again.log_button.isEnabled() is confirmed
        again.reject()


def test_deciding_anew_needs_no_further_tick(at_desk: Opened, reece: Reference) -> None:
    sheet = opened(at_desk, reece)
    found = sheet.shown.items[1].found
    part = ItemPart(DecidedItem(found, None, AccessItem(found.record, given=True)), sheet.shown.exemptions, 1)
    assert part.item() is None
    _, last = part.what.findChildren(QAbstractButton)
    last.click()
    assert part.holds.isChecked() and part.item() == AccessItem(found.record, given=False)
    part = ItemPart(DecidedItem(found, None, AccessItem(found.record, given=True)), sheet.shown.exemptions, 1)
    part.reason.setFocus()
    QTest.keyClicks(part.reason, "So.")
    assert part.item() == AccessItem(found.record, True, (), "So."), "what is typed is a decision too"
    kept = AccessItem(found.record, False, ("harm", "others"), "Why.")
    part = ItemPart(DecidedItem(found, kept), sheet.shown.exemptions, 1)
    assert part.item() == kept, "and none of its exemptions is lost"


def test_a_fault_finds_its_box_though_a_record_above_waits(at_desk: Opened, reece: Reference) -> None:
    sheet = opened(at_desk, reece)
    last = sheet.items[1]
    last.what.set_value(LEFT_OUT)
    last.reason.setText("Of somebody else.")
    sheet.keep_button.click()
    at_desk.settle()
    assert [one.name for part in sheet.items for one in part.fields if one.error] == ["exemption/1"]
