"""Training brought in from a list through the window: by keyboard, with a question, refused, and undone again."""

from functools import partial

import pytest

from safeguard_app.services import form_drafts, logbook_keeping
from safeguard_app.ui.people.imports_sheet import ImportsSheet
from safeguard_app.ui.people.list_import import LEAVE
from safeguard_app.ui.people.reason_sheet import ReasonSheet
from safeguard_app.ui.shell.page import RecordAct
from tests.ui.accessibility import check_page
from tests.ui.conftest import Stage
from tests.ui.demo_log import OpenDemo
from tests.ui.keyboard import focused, press
from tests.ui.registers.opened import Opened

LIST = b"""Staff Name,Course,Date Completed,Expiry Date
Shona Pike,Online safety,14/09/2026,13/09/2027
Priya Nandra,Online safety,14/09/2026,
Priya Nandra,Safeguarding level 1,02/09/2026,
Joel Merrin-Hall,Safeguarding level 1,02/09/2026,
Joel Merrin-Hall,Online safety,31/09/2026,
"""


@pytest.fixture
def opened(demo: OpenDemo, stage: Stage) -> Opened:
    """The register of training, which the school keeps."""
    demo.wait(partial(logbook_keeping.switch, demo.session, "training", kept=True))
    made = Opened(demo, stage)
    made.presenter.open_logbook("training")
    made.settle()
    return made


def look(opened: Opened, content: bytes = LIST) -> None:
    """Choose a list, as the system's dialog would hand it over, and see what would happen."""
    opened.presenter.logbook.list_button.click()
    opened.settle()
    opened.presenter.lists.read_content(content)
    opened.settle()
    opened.presenter.do(RecordAct.FILE)
    opened.settle()


def test_from_the_register_and_back_by_keyboard_with_one_question_for_a_name(opened: Opened) -> None:
    desk = opened.presenter.lists
    opened.presenter.logbook.list_button.setFocus()
    press("Space")
    opened.settle()
    assert opened.shows(desk.page) and focused() is desk.page.reading.choose_button
    assert not desk.page.reading.fields["everybody"].isVisible()
    desk.read_content(LIST)
    opened.settle()
    check_page(desk.page)
    opened.presenter.do(RecordAct.FILE)
    opened.settle()
    assert desk.page.shows_preview and desk.page.main_button.text() == "Add 3 entries now"
    (box,) = desk.preview.questions.values()
    assert focused() is box
    assert "1 row waits for an answer" in desk.preview.same.text()
    press("Down")
    opened.settle()
    assert desk.page.main_button.text() == "Add 4 entries now"
    check_page(desk.page)
    opened.presenter.do(RecordAct.FILE)
    opened.settle()
    assert opened.shows(opened.presenter.logbook)
    assert len(opened.rows()) == 4
    assert any("Merrin" in row.name for row in opened.on_file("training"))


def test_unanswered_those_rows_stay_out_and_what_is_wrong_is_listed(opened: Opened) -> None:
    look(opened)
    faults = opened.presenter.lists.preview.tables["faults"].model_rows.rows
    assert [(one.row, one.column) for one in faults] == [(6, "Date Completed")]
    opened.presenter.do(RecordAct.FILE)
    opened.settle()
    assert len(opened.rows()) == 3


def test_a_list_is_undone_from_the_register_with_a_reason_that_outlives_a_lock(
    opened: Opened, stage: Stage
) -> None:
    look(opened)
    opened.presenter.do(RecordAct.FILE)
    opened.settle()
    opened.presenter.logbook.lists_button.click()
    opened.settle()
    lists = opened.presenter.lists.imports
    assert lists is not None and isinstance(lists.open_sheet, ImportsSheet)
    (undo,) = lists.open_sheet.undo_buttons.values()
    check_page(lists.open_sheet)
    undo.click()
    opened.settle()
    sheet = lists.open_sheet
    assert isinstance(sheet, ReasonSheet)
    sheet.reason.setText("It was last year’s list")
    opened.presenter.flush(lambda: None)
    opened.settle()
    (draft,) = opened.demo.wait(partial(form_drafts.open_forms, opened.demo.session))
    again = Opened(opened.demo, stage)  # after a lock
    again.presenter.resume(draft)
    again.settle()
    lists = again.presenter.lists.imports
    assert lists is not None and isinstance(lists.open_sheet, ReasonSheet)
    assert lists.open_sheet.reason.text() == "It was last year’s list"
    lists.open_sheet.act_button.click()
    again.settle()
    assert again.demo.wait(partial(form_drafts.open_forms, again.demo.session)) == []
    assert again.rows() == []


def test_another_kind_of_file_is_refused_and_missing_columns_are_named(opened: Opened) -> None:
    desk = opened.presenter.lists
    look(opened, b"<CTfile/>")
    assert desk.page.refused.isVisible() and not desk.page.main_button.isEnabled()
    look(opened, b"A,B\n1,2\n")
    assert {name for name, field in desk.page.reading.fields.items() if field.error} >= {"full_name", "what"}
    assert not desk.page.shows_preview


def test_leaving_asks_once_a_list_was_read(opened: Opened) -> None:
    look(opened)
    opened.presenter.lists.page.leave_button.click()
    opened.settle()
    opened.presenter.lists._left(LEAVE)
    opened.settle()
    assert opened.shows(opened.presenter.logbook)
    assert opened.rows() == []
