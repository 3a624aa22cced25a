"""Ctrl+K over the demo's log: typed, gone through and opened by keyboard; nothing shown that the keys do not open."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.document_identity import grouped_digits
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.records import RecordKind
from safeguard_app.services import incidents, paper
from safeguard_app.services.paper_views import RegisterPaper
from safeguard_app.services.search_views import SearchRow
from safeguard_app.ui.search.matched_words import Stretch, plain_text, with_matches
from safeguard_app.ui.search.result_list import ResultRow
from safeguard_app.ui.search.search_presenter import PaletteCommand, SearchPresenter
from safeguard_app.ui.shell.page import PageKey, PlainPage
from safeguard_app.ui.theme.theme import Theme
from tests.ui.demo_fixture import Work
from tests.ui.demo_log import _until


class Desk:
    """The window with the palette under its search field."""

    def __init__(self, work: Work) -> None:
        self.work = work
        work.show(PageKey.TODAY, PlainPage("Today", QWidget()))
        self.presenter = SearchPresenter(work.demo.session, work.demo.tasks, work.messages, work.window)
        self.field = work.window.command_bar.search.field
        self.picked: list[SearchRow] = []
        self.presenter.picked.connect(self.picked.append)

    def begin(self) -> None:
        self.work.window.commands.actions["find_anywhere"].trigger()

    def type(self, text: str) -> None:
        """Type, and wait out the pause and the answer."""
        self.begin()
        QTest.keyClicks(self.field, text)
        _until(lambda: self.presenter._answered == text)
        self.work.settle()

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.field, key)

    @property
    def rows(self) -> tuple[ResultRow, ...]:
        return self.presenter.results.rows()


def titles(rows: tuple[ResultRow, ...]) -> list[str]:
    return [plain_text(row.first) for row in rows]


def test_ctrl_k_offers_commands_before_anything_is_typed(work: Work) -> None:
    at = Desk(work)
    at.begin()
    assert at.field.hasFocus()
    assert "New incident" in titles(at.rows)
    assert at.field.accessibleDescription() == at.rows[0].spoken


def test_a_name_finds_people_records_and_declarations_with_the_match_marked(work: Work) -> None:
    at = Desk(work)
    at.type("tyl")
    kinds = {row.key.kind for row in at.rows if isinstance(row.key, SearchRow)}
    assert kinds == {RecordKind.PERSON, RecordKind.INCIDENT, RecordKind.DECLARATION}
    assert at.rows[0].first == (Stretch("Tyl", matched=True), Stretch("er Pike"))
    for row in at.rows:
        assert any(one.matched for one in (*row.first, *row.second, *row.third))
    assert work.clipped() == []


def test_rows_are_gone_through_and_opened_by_keyboard(work: Work) -> None:
    at = Desk(work)
    at.type("tyl")
    second = at.rows[1]
    at.press(Qt.Key.Key_Down)
    assert at.field.accessibleDescription() == second.spoken
    at.press(Qt.Key.Key_Return)
    assert at.picked == [second.key]
    assert at.field.text() == ""
    assert not at.presenter.results.isVisible()


def test_enter_at_once_opens_what_was_typed_and_never_an_older_row(work: Work) -> None:
    at = Desk(work)
    at.type("tyl")
    at.field.selectAll()
    QTest.keyClicks(at.field, "2026-0017")
    at.press(Qt.Key.Key_Return)
    work.settle()
    assert [row.second.split(",")[0] for row in at.picked] == ["2026-0017"]


def test_a_document_is_found_by_its_number_and_opened_by_enter(work: Work) -> None:
    at = Desk(work)
    issued = work.demo.wait(partial(paper.issue, work.demo.session, RegisterPaper()))
    at.begin()
    QTest.keyClicks(at.field, grouped_digits(issued.document.id[:16]))
    at.press(Qt.Key.Key_Return)
    work.settle()
    assert [(row.kind, row.reference) for row in at.picked] == [(RecordKind.DOCUMENT, issued.document)]
    assert "Register of declarations" in at.picked[0].title


def test_the_log_is_asked_once_for_a_word_typed_quickly(work: Work) -> None:
    at = Desk(work)
    asked: list[str] = []
    at.begin()
    whole = at.presenter._ask

    def ask() -> None:
        asked.append(at.field.text())
        whole()

    at.presenter._pause.timeout.disconnect()
    at.presenter._pause.timeout.connect(ask)
    QTest.keyClicks(at.field, "comments")
    assert asked == []
    _until(lambda: bool(asked))
    work.settle()
    assert asked == ["comments"]


def test_commands_are_found_by_the_beginning_of_their_words_and_carried_out(work: Work) -> None:
    at = Desk(work)
    at.type("back")
    commands = [row for row in at.rows if isinstance(row.key, PaletteCommand)]
    assert titles(tuple(commands)) == ["Back up now"]
    asked: list[str] = []
    work.window.command_requested.connect(asked.append)
    while at.presenter.results.view.currentIndex().row() + 1 < len(at.rows):
        at.press(Qt.Key.Key_Down)
    at.press(Qt.Key.Key_Return)
    assert asked == ["backup"]


def test_nothing_found_says_so_and_escape_leaves(work: Work) -> None:
    at = Desk(work)
    at.type("zebra crossing")
    assert at.rows == ()
    assert at.presenter.results.sentence_label.text() == "Nothing found for “zebra crossing”."
    at.press(Qt.Key.Key_Escape)
    assert at.field.text() == ""
    assert not at.presenter.results.isVisible()


def test_the_list_goes_with_the_keyboard(work: Work) -> None:
    at = Desk(work)
    at.type("tyl")
    work.window.command_bar.new_button.setFocus(Qt.FocusReason.TabFocusReason)
    assert not at.presenter.results.isVisible()


def test_a_late_answer_to_an_older_question_is_passed_over(work: Work) -> None:
    at = Desk(work)
    at.begin()
    QTest.keyClicks(at.field, "tyl")
    at.presenter._ask()
    at.field.setText("zebra crossing")
    at.presenter._ask()
    work.settle()
    assert at.rows == ()


def test_a_deputy_finds_no_trace_of_a_concern_about_an_adult(work: Work) -> None:
    reference = work.demo.log.cast.incidents["freya_secrecy"]
    stored = work.demo.wait(lambda: incidents.current(work.demo.session, reference))
    work.demo.sign_in("deputy")
    at = Desk(work)
    for word in ("merrin", str(stored.content.case), "secrecy", "staff-pupil contact"):
        at.begin()
        at.field.clear()
        at.type(word)
        found = {row.key.reference for row in at.rows if isinstance(row.key, SearchRow)}
        assert {one.compartment for one in found} <= {Compartment.DAILY}, word
        assert reference not in found
        at.press(Qt.Key.Key_Escape)


def test_large_text_in_a_narrow_window_stays_inside(work: Work, theme: Theme) -> None:
    theme.set_text_scale(2.0)
    at = Desk(work)
    work.stage.present(work.window, 1024, 608)
    at.type("tyl")
    assert work.window.rect().contains(at.presenter.results.geometry())


def test_only_beginnings_of_words_are_marked() -> None:
    marked = [one.text for one in with_matches("Ann banned Anna", "an") if one.matched]
    assert marked == ["An", "An"]
    assert with_matches("İstanbul", "i") == (Stretch("İstanbul"),)
    marked = [one.text for one in with_matches("Ring the child’s mother", "child's") if one.matched]
    assert marked == ["child’s"]


def test_picking_tells_which_record_to_open(work: Work) -> None:
    at = Desk(work)
    at.type("tyler pike")
    person = next(row for row in at.rows if isinstance(row.key, SearchRow))
    at.presenter.results.picked.emit(person)
    assert at.picked[0].reference == work.demo.reference("tyler")
    assert at.picked[0].kind is RecordKind.PERSON
