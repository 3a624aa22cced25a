"""Checking a document that was handed back, from the audit page, with the keyboard."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.services import paper
from safeguard_app.services.paper_views import RegisterPaper
from safeguard_app.ui.audit.audit_presenter import AuditPresenter
from safeguard_app.ui.audit.handed_back_sheet import HandedBackSheet
from safeguard_app.ui.shell.page import PageKey
from tests.ui.accessibility import check_page
from tests.ui.demo_fixture import Work


def opened(work: Work) -> AuditPresenter:
    """The page, in front."""
    presenter = AuditPresenter(work.demo.session, work.demo.tasks, work.messages)
    work.show(PageKey.AUDIT, presenter)
    work.settle()
    return presenter


def checked(work: Work, presenter: AuditPresenter, path: Path) -> HandedBackSheet:
    """A file chosen by the key, and its answer."""
    presenter.handed_back.choose_file = lambda _window: path
    button = presenter.page.chain.handed_back_button
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
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


def test_what_differs_stands_on_the_sheet_and_another_can_be_chosen(work: Work, tmp_path: Path) -> None:
    presenter = opened(work)
    issued = work.demo.wait(partial(paper.issue, work.demo.session, RegisterPaper()))
    handed = tmp_path / "handed.pdf"
    handed.write_bytes(issued.pdf + b"\n%")
    sheet = checked(work, presenter, handed)
    words = " ".join(label.text() for label in sheet.findChildren(QLabel))
    assert "Not as this log issued it." in words
    assert "2 were added after their end" in words
    handed.write_bytes(b"words")
    QTest.keyClick(sheet.another_button, Qt.Key.Key_Space)
    for _ in range(8):
        work.settle()
    again = presenter.handed_back.open_sheet
    assert again is not None and again is not sheet
    assert again.answer.words()[0] == "This is no PDF."


def test_a_file_that_is_gone_is_said_and_nothing_opens(work: Work, tmp_path: Path) -> None:
    presenter = opened(work)
    presenter.handed_back.choose_file = lambda _window: tmp_path / "gone.pdf"
    presenter.page.chain.handed_back_button.click()
    for _ in range(4):
        work.settle()
    assert presenter.handed_back.open_sheet is None
    assert work.messages.open_sheet is not None
    assert presenter.page.chain.handed_back_button.isEnabled()
    presenter.handed_back.choose_file = lambda _window: None
    presenter.page.chain.handed_back_button.click()
    assert presenter.page.chain.handed_back_button.isEnabled()
