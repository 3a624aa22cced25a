"""The audit page and paper: the slip it asks for, and comparing a printed page, with the keyboard alone."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from safeguard_app.domain.identifiers import Compartment
from safeguard_app.services import paper
from safeguard_app.services.paper_comparison import Comparison, Outcome
from safeguard_app.services.paper_views import ChainSlipPaper
from safeguard_app.services.session import Changes, Session
from safeguard_app.services.status import StatusLine, StatusMeaning
from safeguard_app.ui.audit.audit_presenter import AuditPresenter
from safeguard_app.ui.audit.comparison_sheet import ComparisonSheet
from safeguard_app.ui.shell.page import PageKey
from safeguard_app.ui.theme.theme import Theme
from tests.ui.accessibility import check_page
from tests.ui.clipping import clipped
from tests.ui.demo_fixture import Work


def opened(work: Work) -> AuditPresenter:
    """The page, in front."""
    presenter = AuditPresenter(work.demo.session, work.demo.tasks, work.messages)
    work.show(PageKey.AUDIT, presenter)
    work.settle()
    return presenter


def choose(work: Work, presenter: AuditPresenter, part: Compartment) -> None:
    """Another part of the log."""
    presenter.page.compartments.chosen.emit(part)
    work.settle()


def sheet_of(presenter: AuditPresenter) -> ComparisonSheet:
    """The sheet, opened by the button."""
    presenter.page.chain.compare_button.click()
    sheet = presenter.comparing.open_sheet
    assert sheet is not None
    return sheet


def typed(words: str) -> None:
    """Words typed at whatever has the keyboard."""
    QTest.keyClicks(here(), words)


def press(key: Qt.Key) -> None:
    """A key pressed at whatever has the keyboard."""
    QTest.keyClick(here(), key)


def here() -> QWidget:
    """What has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def _head(session: Session, part: Compartment = Compartment.DAILY) -> str:
    return session.vault.compartment(part).head.printed


def test_the_slip_of_the_part_in_view_is_asked_for(work: Work) -> None:
    presenter = opened(work)
    asked: list[object] = []
    presenter.slip_asked.connect(asked.append)
    chain = presenter.page.chain
    assert chain.slip_button.text() == "Print slip for the Headteacher…"
    chain.slip_button.click()
    choose(work, presenter, Compartment.NOT_HEAD)
    assert chain.slip_button.text() == "Print slip for the Chair of Governors…"
    chain.slip_button.click()
    assert asked == [Compartment.DAILY, Compartment.NOT_HEAD]


def test_when_the_last_slip_was_made_is_said_and_follows(work: Work) -> None:
    presenter = opened(work)
    chain = presenter.page.chain
    assert chain.last_label.text() == "No slip kept here yet"
    work.demo.wait(partial(paper.issue, work.demo.session, ChainSlipPaper(Compartment.DAILY)))
    presenter.refresh(Changes())
    work.settle()
    assert chain.last_label.text() == "Last slip: Mon 12 Oct 2026"
    choose(work, presenter, Compartment.NOT_HEAD)
    assert chain.last_label.text() == "No slip kept here yet"


def test_a_page_is_compared_with_the_keyboard_alone(work: Work) -> None:
    presenter = opened(work)
    number, _, digits = work.demo.wait(partial(_head, work.demo.session)).partition(": ")
    presenter.page.chain.compare_button.setFocus()
    press(Qt.Key.Key_Space)
    sheet = presenter.comparing.open_sheet
    assert sheet is not None
    assert here() is sheet.number_line
    check_page(sheet)
    typed(number)
    press(Qt.Key.Key_Tab)
    typed(digits.upper())
    press(Qt.Key.Key_Return)
    work.settle()
    assert sheet.answer.isVisible()
    assert sheet.answer.words()[0] == "Daily log matches the page."
    assert here() is sheet.digits_line
    check_page(sheet)
    press(Qt.Key.Key_Backspace)
    assert not sheet.answer.isVisible(), "no answer stands beside other digits"
    press(Qt.Key.Key_Escape)
    work.settle()
    assert presenter.comparing.open_sheet is None
    assert here() is presenter.page.chain.compare_button


def test_the_answer_is_about_the_part_in_view(work: Work) -> None:
    presenter = opened(work)
    choose(work, presenter, Compartment.ADULTS)
    sheet = sheet_of(presenter)
    assert "Concerns about adults" in [label.text() for label in sheet.findChildren(QLabel)]
    number, _, digits = work.demo.wait(partial(_head, work.demo.session, Compartment.ADULTS)).partition(": ")
    sheet.number_line.setText(number)
    sheet.digits_line.setText(digits)
    sheet.compare_button.click()
    work.settle()
    assert sheet.answer.words()[0] == "Concerns about adults matches the page."


@pytest.mark.parametrize(
    ("number", "heading", "words"),
    [
        ("2", "Event 2 of “Daily log” has other digits.", "altered"),
        ("1,214", "Daily log ends before that event.", "older copy"),
    ],
)
def test_what_does_not_match_says_what_to_do(work: Work, number: str, heading: str, words: str) -> None:
    presenter = opened(work)
    sheet = sheet_of(presenter)
    sheet.number_line.setText(number)
    sheet.digits_line.setText("70af 2c91 d6e4 0b53")
    sheet.compare_button.click()
    work.settle()
    said, meaning = sheet.answer.words()
    assert said == heading
    assert words in meaning
    assert "Keep this folder" in meaning
    assert sheet.compare_button.isEnabled()


def test_what_cannot_stand_on_a_page_is_said_beside_it_and_stays(work: Work) -> None:
    presenter = opened(work)
    sheet = sheet_of(presenter)
    sheet.number_line.setText("12")
    sheet.digits_line.setText("70af 2c91 d6e4 0b5")
    press(Qt.Key.Key_Return)
    work.settle()
    assert sheet.digits_field.error == "That is 15 of 16 digits. Type four groups of four."
    assert sheet.number_field.error == ""
    assert here() is sheet.digits_line
    assert sheet.digits_line.text() == "70af 2c91 d6e4 0b5"
    assert not sheet.answer.isVisible()
    check_page(sheet)
    typed("3")
    press(Qt.Key.Key_Return)
    work.settle()
    assert sheet.digits_field.error == ""
    assert not sheet.errors.isVisible()
    assert sheet.answer.isVisible()


def test_what_is_typed_anew_is_not_answered_with_what_was_asked_before(qtbot: QtBot) -> None:
    sheet = ComparisonSheet("Daily log")
    qtbot.addWidget(sheet)
    sheet.number_line.setText("2")
    sheet.digits_line.setText("70af 2c91 d6e4 0b53")
    asked: list[tuple[str, str]] = []
    sheet.asked.connect(lambda *typed: asked.append(typed))
    sheet.compare_button.click()
    sheet.number_line.setText("3")
    found = Comparison(
        Outcome.MATCHES, StatusLine(StatusMeaning.DONE, "Daily log matches the page"), "It does."
    )
    sheet.show_answer(found)
    assert asked == [("2", "70af 2c91 d6e4 0b53")]
    assert sheet.answer.isHidden()
    assert sheet.compare_button.isEnabled()
    sheet.compare_button.click()
    sheet.show_answer(found)
    assert not sheet.answer.isHidden()


def test_comparing_is_no_event(work: Work) -> None:
    presenter = opened(work)
    before = work.demo.wait(partial(_head, work.demo.session))
    sheet = sheet_of(presenter)
    sheet.number_line.setText("1")
    sheet.digits_line.setText("70af 2c91 d6e4 0b53")
    sheet.compare_button.click()
    work.settle()
    assert sheet.answer.isVisible()
    assert work.demo.wait(partial(_head, work.demo.session)) == before


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_of_the_sheet_is_clipped(work: Work, theme: Theme, scale: float) -> None:
    theme.set_text_scale(scale)
    presenter = opened(work)
    work.stage.present(work.window, 1024, 608)
    sheet = sheet_of(presenter)
    sheet.number_line.setText("1,214")
    sheet.digits_line.setText("70af 2c91 d6e4 0b53")
    sheet.compare_button.click()
    work.settle()
    assert sheet.answer.isVisible()
    assert clipped(sheet) == []
