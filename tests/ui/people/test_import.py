"""Bringing people in through the window: by keyboard, with questions, refusals, leavers, and undone again."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from safeguard_app.domain.people import Person, PersonKind
from safeguard_app.services import form_drafts, people, people_import_undo
from safeguard_app.ui.people.imports_sheet import ImportsSheet
from safeguard_app.ui.people.list_import import LEAVE
from safeguard_app.ui.people.people_presenter import PeoplePresenter
from safeguard_app.ui.people.reason_sheet import ReasonSheet
from safeguard_app.ui.shell.main_window import MainWindow
from safeguard_app.ui.shell.page import PageKey, RecordAct
from tests.ui.accessibility import check_page
from tests.ui.conftest import Stage
from tests.ui.demo_log import OpenDemo
from tests.ui.keyboard import focused, press
from tests.ui.settling import until_still

LIST = """UPN,Surname,Forename,DOB,Year Group,Class
E1,Applegarth,Rowan,14/09/2017,Year 4,4B
E2,Brackenbury,Isla,23/04/2018,Year 3,3A
"""


class Opened:
    """The page in the real window."""

    def __init__(self, demo: OpenDemo, stage: Stage) -> None:
        self.demo = demo
        self._stage = stage
        self.window = MainWindow()
        self.presenter = PeoplePresenter(demo.session, demo.tasks, self.window.messages)
        self.window.add_page(PageKey.PEOPLE, self.presenter)
        self.window.show_work(PageKey.PEOPLE)
        self.presenter.acts_changed.connect(self.window.page_changed)
        self.presenter.changed.connect(self.window.broadcast)
        stage.present(self.window)
        self.settle()
        self.desk = self.presenter.work.imports
        self.page = self.desk.page

    def settle(self) -> None:
        """Wait for the log and for the layouts."""
        self.demo.settle()
        until_still(self.window, self._stage.settle)

    def read(self, text: str | bytes) -> None:
        """Choose a file, as the system's dialog would hand it over."""
        self.desk.begin()
        self.desk.read_content(text.encode() if isinstance(text, str) else text)
        self.settle()

    def in_import(self) -> bool:
        """Whether people are being brought in."""
        return self.presenter.page.shows_import

    def look(self, text: str, *, everybody: bool = True) -> None:
        """Read a file and see what would happen."""
        self.read(text)
        self.page.reading.everybody.set_value("everybody" if everybody else "some")
        self.presenter.do(RecordAct.FILE)
        self.settle()

    def names(self) -> set[str]:
        """Everybody on the register."""
        return {row.name for row in self.demo.wait(lambda: people.rows(self.demo.session))}


@pytest.fixture
def opened(demo: OpenDemo, stage: Stage) -> Iterator[Opened]:
    """The page of people."""
    yield Opened(demo, stage)


def test_from_the_menu_to_the_register_by_keyboard(opened: Opened, tmp_path: Path) -> None:
    """The menu opens the page with the keyboard at the way to a file; Ctrl+Enter goes on step by step."""
    opened.presenter.page.list_pane.import_action.trigger()
    opened.settle()
    assert focused() is opened.page.reading.choose_button
    assert not opened.page.main_button.isEnabled()
    path = tmp_path / "pupils.csv"
    path.write_text(LIST, encoding="utf-8")
    opened.desk.read_path(path)
    opened.settle()
    assert "2 rows, 6 columns" in opened.page.reading.facts.text()
    press("Space")
    assert opened.page.reading.holds_everybody()
    opened.presenter.do(RecordAct.FILE)
    opened.settle()
    assert opened.page.shows_preview
    assert opened.page.main_button.text() == "Add 2 now"
    press("Space")
    opened.settle()
    assert not opened.in_import()
    assert opened.names() >= {"Rowan Applegarth", "Isla Brackenbury"}


def test_what_is_not_answered_is_said_beside_it(opened: Opened) -> None:
    """Everybody or some, the column of the name and the order of the dates are asked, never guessed."""
    opened.read("A,B,Birthday\nUna,Pike,03/04/2018\n")
    opened.presenter.do(RecordAct.FILE)
    opened.settle()
    fields = opened.page.reading.fields
    assert fields["everybody"].error
    assert fields["surname"].error
    assert fields["order_date_of_birth"].error
    assert not opened.page.shows_preview


def test_another_kind_of_file_is_refused_in_words_and_the_page_stays(opened: Opened) -> None:
    """What to do stands on the page, and the keyboard is at the way to another file."""
    opened.read(b"PK\x03\x04")
    assert opened.page.refused.isVisible()
    assert not opened.page.main_button.isEnabled()
    assert focused() is opened.page.reading.choose_button


def test_letters_read_wrongly_are_read_another_way_by_choosing_it(opened: Opened) -> None:
    """The same bytes, the other alphabet: nothing is chosen again."""
    opened.read("Surname,Forename,DOB\nÓ Briain,Siân,13/2/2018\n".encode("mac-roman"))
    box = opened.page.reading.encoding
    box.set_value("mac-roman")
    box.chosen.emit(box.value())
    opened.settle()
    assert "Siân" in opened.page.reading.fields["forename"]._help


def test_a_question_unanswered_changes_nothing_and_answered_it_does(opened: Opened) -> None:
    """Somebody of the same name without a date of birth: asked, with three answers."""
    session = opened.demo.session
    reference, _ = opened.demo.wait(lambda: people.add(session, Person("Rowan Applegarth", PersonKind.PUPIL)))
    opened.look(LIST, everybody=False)
    (box,) = opened.page.preview.questions.values()
    assert opened.page.main_button.text() == "Add 1 now"
    box.set_value(reference.id)
    box.chosen.emit(box.value())
    opened.settle()
    assert opened.page.main_button.text() == "Add 1 and change 1 now"
    opened.presenter.do(RecordAct.FILE)
    opened.settle()
    rowan = opened.demo.wait(lambda: people.stored_person(session, reference))
    assert rowan.content.class_name == "4B"


def test_who_is_missing_is_marked_by_hand_and_has_a_last_day(opened: Opened) -> None:
    """Of two brought in, one is missing: not ticked by itself where so many would go, and then with its day."""
    opened.look(LIST)
    opened.presenter.do(RecordAct.FILE)
    opened.settle()
    opened.look(LIST.replace("E2,Brackenbury,Isla,23/04/2018,Year 3,3A\n", ""))
    preview = opened.page.preview
    assert [one.person.name for one in preview._plan.leaving] == ["Isla Brackenbury"]  # type: ignore[union-attr]
    assert preview.leavers().people == frozenset()
    preview.tables["leaving"].setFocus()
    preview.tables["leaving"].selectRow(0)
    press("Enter")
    assert len(preview.leavers().people) == 1
    preview.left_on.set_day(None)
    opened.presenter.do(RecordAct.FILE)
    opened.settle()
    assert preview.left_field.error
    preview.left_on.set_day(preview._today)
    opened.presenter.do(RecordAct.FILE)
    opened.settle()
    assert not opened.in_import()


def test_an_import_is_undone_from_the_list_with_a_reason_that_outlives_a_lock(
    opened: Opened, stage: Stage
) -> None:
    """The list says when, by whom and what; undoing asks why, and says what it would leave."""
    opened.look(LIST, everybody=False)
    opened.presenter.do(RecordAct.FILE)
    opened.settle()
    opened.presenter.page.list_pane.imports_action.trigger()
    opened.settle()
    sheet = opened.desk.imports.open_sheet
    assert isinstance(sheet, ImportsSheet)
    check_page(sheet)
    (button,) = sheet.undo_buttons.values()
    button.click()
    opened.settle()
    reason = opened.desk.imports.open_sheet
    assert isinstance(reason, ReasonSheet)
    reason.reason.setText("The list of another school")
    opened.presenter.flush(lambda: None)
    opened.settle()
    (draft,) = opened.demo.wait(partial(form_drafts.open_forms, opened.demo.session))
    again = Opened(opened.demo, stage)  # after a lock
    again.presenter.resume(draft)
    again.settle()
    reason = again.desk.imports.open_sheet
    assert isinstance(reason, ReasonSheet) and reason.reason.text() == "The list of another school"
    reason.act_button.click()
    again.settle()
    assert opened.demo.wait(partial(form_drafts.open_forms, opened.demo.session)) == []
    assert not opened.names() & {"Rowan Applegarth", "Isla Brackenbury"}
    (line,) = opened.demo.wait(lambda: people_import_undo.import_lines(opened.demo.session))
    assert "The list of another school" in line.undone


def test_leaving_asks_once_a_file_was_read(opened: Opened) -> None:
    """Choices for the file would be gone; before that, nothing would."""
    opened.desk.begin()
    opened.page.leave_button.click()
    assert not opened.in_import()
    opened.read(LIST)
    opened.page.leave_button.click()
    opened.settle()
    assert opened.in_import()
    opened.desk._left(LEAVE)
    assert not opened.in_import()


def test_every_control_has_a_name(opened: Opened) -> None:
    """Both steps, with everything that can stand on them."""
    opened.read("A,B,Birthday\nUna,Pike,03/04/2018\n")
    check_page(opened.page)
    opened.look(LIST)
    check_page(opened.page)
