"""Checking a document that was handed back, from the audit page, with the keyboard."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.document_identity import grouped_digits
from safeguard_app.services import paper
from safeguard_app.services.paper_views import RegisterPaper
from safeguard_app.ui.audit.audit_presenter import AuditPresenter
from safeguard_app.ui.audit.handed_back_question import HandedBackQuestion
from safeguard_app.ui.audit.handed_back_sheet import HandedBackSheet
from safeguard_app.ui.shell.page import PageKey
from safeguard_app.ui.widgets.line_field import LineField
from tests.ui.accessibility import check_page
from tests.ui.demo_fixture import Work


def opened(work: Work) -> AuditPresenter:
    """The page, in front."""
    presenter = AuditPresenter(work.demo.session, work.demo.tasks, work.messages)
    work.show(PageKey.AUDIT, presenter)
    work.settle()
    return presenter


def asked(work: Work, presenter: AuditPresenter) -> HandedBackQuestion:
    """The question what was handed back, opened by the key."""
    button = presenter.page.chain.handed_back_button
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    work.settle()
    question = presenter.handed_back.question
    assert question is not None
    return question


def typed(work: Work, words: str) -> None:
    """A number typed where the keyboard is, as by a hand or a scanner, which ends with Enter."""
    box = QApplication.focusWidget()
    assert isinstance(box, LineField)
    box.selectAll()
    QTest.keyClicks(box, words)
    QTest.keyClick(box, Qt.Key.Key_Return)
    for _ in range(3):
        work.settle()


def checked(work: Work, presenter: AuditPresenter, path: Path) -> HandedBackSheet:
    """A file chosen by the key, and its answer."""
    presenter.handed_back.choose_file = lambda _window: path
    QTest.keyClick(asked(work, presenter).file_button, Qt.Key.Key_Space)
    for _ in range(8):
        work.settle()
    sheet = presenter.handed_back.open_sheet
    assert sheet is not None
    return sheet


def test_a_document_is_checked_by_keyboard_and_its_event_is_listed(work: Work, tmp_path: Path) -> None:
    presenter = opened(work)
    issued = work.demo.wait(partial(paper.issue, work.demo.session, RegisterPaper()))
    handed = tmp_path / "handed.pdf"
    handed.write_bytes(issued.pdf)
    sheet = checked(work, presenter, handed)
    assert sheet.answer.words()[0] == "Byte for byte as this log issued it."
    check_page(sheet)
    assert QApplication.focusWidget() is sheet.close_button
    work.settle()
    assert work.events(EventKind.DOCUMENT_CHECKED) == 1
    QTest.keyClick(sheet.close_button, Qt.Key.Key_Escape)
    work.settle()
    assert presenter.handed_back.open_sheet is None
    assert QApplication.focusWidget() is presenter.page.chain.handed_back_button


def test_who_has_a_copy_stands_on_the_sheet_beneath_how_it_went(work: Work, tmp_path: Path) -> None:
    presenter = opened(work)
    session = work.demo.session
    issued = work.demo.wait(partial(paper.issue, session, RegisterPaper()))
    work.demo.wait(partial(paper.printed, session, issued.document, 1, "PC Ann Maple"))
    handed = tmp_path / "handed.pdf"
    handed.write_bytes(issued.pdf)
    sheet = checked(work, presenter, handed)
    words = [label.text() for label in sheet.findChildren(QLabel)]
    places = [words.index(label) for label in ("Went out", "Collected by", "SHA-256")]
    assert places == sorted(places)
    assert any(one.startswith("PC Ann Maple, ") for one in words)
    check_page(sheet)


def test_what_differs_stands_on_the_sheet_and_another_can_be_chosen(work: Work, tmp_path: Path) -> None:
    presenter = opened(work)
    issued = work.demo.wait(partial(paper.issue, work.demo.session, RegisterPaper()))
    handed = tmp_path / "handed.pdf"
    handed.write_bytes(issued.pdf + b"\n%")
    sheet = checked(work, presenter, handed)
    words = " ".join(label.text() for label in sheet.findChildren(QLabel))
    assert "The pages are as issued; some bytes of the file are not." in words
    assert "2 were added after their end" in words
    handed.write_bytes(b"words")
    QTest.keyClick(sheet.another_button, Qt.Key.Key_Space)
    work.settle()
    question = presenter.handed_back.question
    assert question is not None
    QTest.keyClick(question.file_button, Qt.Key.Key_Space)
    for _ in range(8):
        work.settle()
    again = presenter.handed_back.open_sheet
    assert again is not None and again is not sheet
    assert again.answer.words()[0] == "This is no PDF."


def test_a_file_that_is_gone_is_said_and_nothing_opens(work: Work, tmp_path: Path) -> None:
    presenter = opened(work)
    presenter.handed_back.choose_file = lambda _window: tmp_path / "gone.pdf"
    QTest.keyClick(asked(work, presenter).file_button, Qt.Key.Key_Space)
    for _ in range(4):
        work.settle()
    assert presenter.handed_back.open_sheet is None and presenter.handed_back.question is None
    message = work.messages.open_sheet
    assert message is not None
    message.reject()
    work.settle()
    presenter.handed_back.choose_file = lambda _window: None
    question = asked(work, presenter)
    question.file_button.click()
    assert presenter.handed_back.question is question, "nothing was chosen, so it is still asked"


def test_a_number_from_paper_finds_its_document_and_opens_it_by_keyboard(work: Work) -> None:
    presenter = opened(work)
    issued = work.demo.wait(partial(paper.issue, work.demo.session, RegisterPaper()))
    opens: list[object] = []
    presenter.handed_back.document_asked.connect(opens.append)
    question = asked(work, presenter)
    check_page(question)
    assert QApplication.focusWidget() is question.number_line
    typed(work, grouped_digits(issued.document.id[:16]))
    sheet = presenter.handed_back.open_sheet
    assert sheet is not None and presenter.handed_back.question is None
    check_page(sheet)
    assert sheet.answer.words()[0] == "This log issued a document of this number."
    words = " ".join(label.text() for label in sheet.findChildren(QLabel))
    assert "copy 1" in words
    assert work.events(EventKind.DOCUMENT_CHECKED) == 1
    assert QApplication.focusWidget() is sheet.open_button
    QTest.keyClick(sheet.open_button, Qt.Key.Key_Space)
    work.settle()
    assert opens == [issued.document] and presenter.handed_back.open_sheet is None


def test_a_number_that_is_none_or_unknown_is_answered_at_its_box_and_stays_there(work: Work) -> None:
    presenter = opened(work)
    issued = work.demo.wait(partial(paper.issue, work.demo.session, RegisterPaper()))
    digits = issued.document.id[:16]
    question = asked(work, presenter)
    typed(work, digits[:15])
    assert question.number_field.error == "That is 15 of 16 digits. Type four groups of four."
    assert QApplication.focusWidget() is question.number_line and question.number_line.text() == digits[:15]
    assert work.events(EventKind.DOCUMENT_CHECKED) == 0
    slip = digits[:-1] + ("0" if digits[-1] != "0" else "1")
    typed(work, slip)
    assert not question.errors.isVisible() and question.answer.isVisible()
    assert question.answer.words()[0] == "Nearly the number of a document."
    assert question.number_line.text() == slip and work.events(EventKind.DOCUMENT_CHECKED) == 1
    QTest.keyClick(question.number_line, Qt.Key.Key_Backspace)
    assert not question.answer.isVisible(), "an answer stands beside what it is about"
    QTest.keyClicks(question.number_line, digits[-1])
    QTest.keyClick(question.find_button, Qt.Key.Key_Space)
    for _ in range(3):
        work.settle()
    assert presenter.handed_back.open_sheet is not None
