"""Evidence on a record: nothing is read before the question, one answer opens the way, the others give advice."""

import hashlib
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QRadioButton
from pytestqt.qtbot import QtBot

from safeguard_app.domain.evidence import Way
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services import evidence
from safeguard_app.services.evidence_views import EvidenceView
from safeguard_app.system import limited_process
from safeguard_app.ui.evidence.custody_sheet import CustodySheet
from safeguard_app.ui.evidence.declaration_sheet import DeclarationSheet, ImageAnswer
from safeguard_app.ui.evidence.picture_sheet import PictureSheet
from safeguard_app.ui.evidence.stop_advice import StopAdviceSheet
from safeguard_app.ui.evidence.text_sheet import TextSheet
from safeguard_app.ui.incidents.evidence_presenter import EvidencePresenter
from safeguard_app.ui.incidents.intake_panel import IntakePanel
from safeguard_app.ui.shell.page import RecordAct
from safeguard_app.ui.widgets.button import Button
from tests.evidence_files.made_files import pdf
from tests.evidence_files.made_texts import IPHONE_CHAT, archive
from tests.ui.incidents.conftest import IncidentsDesk


def presenter_of(at_desk: IncidentsDesk) -> EvidencePresenter:
    assert at_desk.presenter.evidence is not None
    return at_desk.presenter.evidence


def _opened(at_desk: IncidentsDesk) -> Reference:
    reference = at_desk.file("CB", (at_desk.cast.tyler, "target"))
    at_desk.open(reference)
    return reference


def answer(at_desk: IncidentsDesk, answer: ImageAnswer) -> None:
    sheet = presenter_of(at_desk).question.sheet
    assert isinstance(sheet, DeclarationSheet)
    sheet.cards[answer].click()
    at_desk.settle()


def drop(at_desk: IncidentsDesk, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPoint(10, 10),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    at_desk.presenter.page.record.dropEvent(event)


def sealed(at_desk: IncidentsDesk, path: Path) -> EvidenceView:
    """A record with that file as its first exhibit."""
    _opened(at_desk)
    drop(at_desk, path)
    answer(at_desk, ImageAnswer.NO_SEEN_ALL)
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    view = at_desk.presenter.page.record.view
    assert view is not None
    return view.evidence.items[0]


def file_dialogs() -> list[QFileDialog]:
    return [
        widget
        for widget in QApplication.allWidgets()
        if isinstance(widget, QFileDialog) and widget.isVisible()
    ]


def _sharp(sheet: PictureSheet) -> bool:
    return sheet.canvas.sharp


def test_the_question_comes_before_any_file_dialog(qtbot: QtBot, at_desk: IncidentsDesk) -> None:
    _opened(at_desk)
    at_desk.presenter.do(RecordAct.EVIDENCE)
    assert isinstance(presenter_of(at_desk).question.sheet, DeclarationSheet)
    assert file_dialogs() == []
    answer(at_desk, ImageAnswer.NO_SEEN_ALL)
    dialogs = file_dialogs()
    assert len(dialogs) == 1
    dialogs[0].reject()


def test_yes_reads_nothing_gives_advice_and_opens_a_record_in_words(
    qtbot: QtBot, at_desk: IncidentsDesk, screenshot: Path
) -> None:
    reference = _opened(at_desk)
    QGuiApplication.clipboard().setText("left alone")
    drop(at_desk, screenshot)
    screenshot.unlink()
    answer(at_desk, ImageAnswer.YES_OR_POSSIBLY)
    sheet = presenter_of(at_desk).sheet
    assert isinstance(sheet, StopAdviceSheet)
    assert file_dialogs() == [] and presenter_of(at_desk).panel is None
    assert QGuiApplication.clipboard().text() == "left alone"
    sheet.record_button.click()
    at_desk.settle()
    form = at_desk.form.form()
    assert at_desk.presenter.page.shows_form and form.category == "II"
    assert at_desk.desk.wait(lambda: evidence.exhibits_of(at_desk.session, reference)) == []


def test_i_have_not_seen_it_is_treated_as_yes(at_desk: IncidentsDesk) -> None:
    _opened(at_desk)
    at_desk.presenter.do(RecordAct.EVIDENCE)
    answer(at_desk, ImageAnswer.NOT_SEEN)
    assert isinstance(presenter_of(at_desk).sheet, StopAdviceSheet)
    assert file_dialogs() == []


def test_cancelling_the_question_adds_nothing(at_desk: IncidentsDesk, screenshot: Path) -> None:
    _opened(at_desk)
    drop(at_desk, screenshot)
    sheet = presenter_of(at_desk).question.sheet
    assert isinstance(sheet, DeclarationSheet)
    sheet.reject()
    at_desk.settle()
    assert presenter_of(at_desk).panel is None and presenter_of(at_desk)._paths == ()


def test_a_dropped_file_is_taken_in_with_its_facts(
    qtbot: QtBot, at_desk: IncidentsDesk, screenshot: Path
) -> None:
    _opened(at_desk)
    drop(at_desk, screenshot)
    answer(at_desk, ImageAnswer.NO_SEEN_ALL)
    panel = presenter_of(at_desk).panel
    assert panel is not None
    assert [one.words for one in panel.sources()] == ["comment.png"]
    assert file_dialogs() == [], "what was dropped needs no dialog"
    qtbot.keyClicks(panel.captured_at._date.line, "today 0841")
    qtbot.keyClicks(panel.handle, "@truth.in.the.lane")
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    view = at_desk.presenter.page.record.view
    assert view is not None and len(view.evidence.items) == 1
    exhibit = view.evidence.items[0]
    assert exhibit.sha256.replace(" ", "") == hashlib.sha256(screenshot.read_bytes()).hexdigest()
    assert exhibit.facts.handle == "@truth.in.the.lane"
    assert exhibit.facts.captured_by == "Miss Jo Abbey"
    assert presenter_of(at_desk).panel is None


def test_a_slip_in_the_facts_does_not_use_the_permit_up(
    qtbot: QtBot, at_desk: IncidentsDesk, screenshot: Path
) -> None:
    _opened(at_desk)
    drop(at_desk, screenshot)
    answer(at_desk, ImageAnswer.NO_SEEN_ALL)
    panel = presenter_of(at_desk).panel
    assert panel is not None
    qtbot.keyClicks(panel.captured_at._date.line, "14/12/2026 0900")
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    assert panel.field("captured_at").error, "nothing is captured in the future"
    panel.captured_at._date.set_text("today 0841")
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    view = at_desk.presenter.page.record.view
    assert view is not None and len(view.evidence.items) == 1


def test_a_file_that_vanished_asks_again_and_keeps_the_facts(
    qtbot: QtBot, at_desk: IncidentsDesk, screenshot: Path
) -> None:
    _opened(at_desk)
    content = screenshot.read_bytes()
    drop(at_desk, screenshot)
    answer(at_desk, ImageAnswer.NO_SEEN_ALL)
    panel = presenter_of(at_desk).panel
    assert panel is not None
    qtbot.keyClicks(panel.url, "https://lane.example/post")
    screenshot.unlink()
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    assert panel.errors.isVisible() and panel.url.text() == "https://lane.example/post"
    screenshot.write_bytes(content)
    at_desk.presenter.do(RecordAct.FILE)
    assert isinstance(presenter_of(at_desk).question.sheet, DeclarationSheet), "another try is another batch"
    answer(at_desk, ImageAnswer.NO_SEEN_ALL)
    at_desk.settle()
    view = at_desk.presenter.page.record.view
    assert view is not None and len(view.evidence.items) == 1


def test_a_pasted_picture_is_taken_in(at_desk: IncidentsDesk, screenshot: Path) -> None:
    _opened(at_desk)
    QGuiApplication.clipboard().setImage(QImage(str(screenshot)))
    drop(at_desk, screenshot)
    answer(at_desk, ImageAnswer.NO_SEEN_ALL)
    panel = presenter_of(at_desk).panel
    assert panel is not None
    panel.paste_button.click()
    assert [one.way for one in panel.sources()] == [Way.DROP, Way.PASTE]
    at_desk.presenter.do(RecordAct.FILE)
    at_desk.settle()
    view = at_desk.presenter.page.record.view
    assert view is not None
    assert [one.exhibit for one in view.evidence.items] == ["Ex1", "Ex2"]
    assert all(one.opens_as for one in view.evidence.items)


def test_a_picture_opens_inside_the_program_and_blurred(
    qtbot: QtBot, at_desk: IncidentsDesk, screenshot: Path
) -> None:
    exhibit = sealed(at_desk, screenshot)
    presenter_of(at_desk).show_picture(exhibit)
    at_desk.settle()
    sheet = presenter_of(at_desk).viewer.sheet
    assert isinstance(sheet, PictureSheet)
    assert not _sharp(sheet)
    qtbot.keyPress(sheet.show_button, Qt.Key.Key_Space)
    assert _sharp(sheet)
    qtbot.keyRelease(sheet.show_button, Qt.Key.Key_Space)
    assert not _sharp(sheet)
    before = sheet.zoom
    qtbot.keyClick(sheet, Qt.Key.Key_Plus)
    assert sheet.zoom > before
    sheet.reject()


def test_a_record_in_words_only_takes_nothing(at_desk: IncidentsDesk) -> None:
    reference = at_desk.file("II", (at_desk.cast.tyler, "depicted"))
    at_desk.open(reference)
    assert RecordAct.EVIDENCE not in at_desk.presenter.record_acts
    assert not at_desk.presenter.page.record.header.evidence_button.isEnabled()


def test_what_was_chosen_is_let_go_of_with_the_record(at_desk: IncidentsDesk, screenshot: Path) -> None:
    _opened(at_desk)
    drop(at_desk, screenshot)
    answer(at_desk, ImageAnswer.NO_SEEN_ALL)
    panel = presenter_of(at_desk).panel
    assert panel is not None and panel.sources()
    at_desk.open(at_desk.file("CB", (at_desk.cast.demi, "target")))
    view = at_desk.presenter.page.record.view
    assert view is not None and view.evidence.items == ()
    assert at_desk.presenter.page.record.findChildren(IntakePanel) == []


def test_pages_of_a_document_are_turned_inside_the_program(
    qtbot: QtBot, at_desk: IncidentsDesk, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(pdf(pages=2))
    exhibit = sealed(at_desk, letter)
    presenter_of(at_desk).show_picture(exhibit)
    at_desk.settle()
    sheet = presenter_of(at_desk).viewer.sheet
    assert isinstance(sheet, PictureSheet)
    assert sheet.page_label.text() == "Page 1 of 2"
    assert not sheet.before_button.isEnabled()
    qtbot.keyClick(sheet, Qt.Key.Key_S)
    qtbot.keyClick(sheet, Qt.Key.Key_PageDown)
    at_desk.settle()
    assert sheet.page_label.text() == "Page 2 of 2"
    assert sheet.canvas.accessibleName() == "Ex1, page 2 of 2"
    assert _sharp(sheet), "what is kept shown stays shown"
    assert not sheet.next_button.isEnabled()
    qtbot.keyClick(sheet, Qt.Key.Key_PageUp)
    at_desk.settle()
    assert sheet.page_label.text() == "Page 1 of 2"
    sheet.reject()


def test_a_chat_is_read_inside_the_program_and_asks_which_number_is_the_day(
    qtbot: QtBot, at_desk: IncidentsDesk, tmp_path: Path
) -> None:
    chat = tmp_path / "WhatsApp Chat with Year 6.zip"
    long = "".join(
        f"[03/06/26, 9:{at // 60:02d}:{at % 60:02d}\u202fPM] Kai: {'x' * 40}\n" for at in range(400)
    )
    chat.write_bytes(archive({"_chat.txt": IPHONE_CHAT + long, "0001-PHOTO.jpg": "x"}))
    exhibit = sealed(at_desk, chat)
    (button,) = (
        one
        for one in at_desk.presenter.page.findChildren(Button)
        if one.accessibleName() == "Show the chat or list of files Ex1"
    )
    button.click()
    at_desk.settle()
    sheet = presenter_of(at_desk).viewer.sheet
    assert isinstance(sheet, TextSheet) and sheet.readings is not None
    assert exhibit.file_name == chat.name
    text = sheet.text
    assert text.hasFocus() and text.isReadOnly()
    assert text.toPlainText().startswith(
        "03/04/26: Fri 3 Apr 2026 or Wed 4 Mar 2026\n21:07:11  Year 6: Messages"
    )
    qtbot.keyClick(text, Qt.Key.Key_PageDown)
    assert text.verticalScrollBar().value() > 0
    segments = sheet.readings.findChildren(QRadioButton)
    assert [one.isChecked() for one in segments] == [True, False, False]
    segments[2].click()
    at_desk.settle()
    assert text.toPlainText().startswith("Wed 4 Mar 2026\n")
    qtbot.keyClick(text, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert sheet.search.hasFocus()
    qtbot.keyClicks(sheet.search, "photo")
    for part, found in ((0, "PHOTO"), (1, "PHOTO"), (0, "PHOTO")):
        qtbot.keyClick(sheet.search, Qt.Key.Key_Return)
        assert (sheet.page, text.textCursor().selectedText()) == (part, found)
    sheet.search.setText("nowhere in it")
    qtbot.keyClick(sheet.search, Qt.Key.Key_Return)
    assert sheet.found_label.text() == "Not found"
    qtbot.keyClick(text, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert sheet.page_label.text() == "Part 2 of 2" and not sheet.next_button.isEnabled()
    assert text.toPlainText().endswith("FILES IN IT, NOT OPENED\n\n0001-PHOTO.jpg, 1 byte")
    qtbot.keyClick(text, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_a_file_that_ends_the_process_that_looks_in_ends_nothing_else(
    at_desk: IncidentsDesk, screenshot: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exhibit = sealed(at_desk, screenshot)
    monkeypatch.setattr(limited_process, "program_arguments", lambda: ["-c", "import os; os.abort()"])
    presenter_of(at_desk).show_picture(exhibit)
    at_desk.settle()
    assert presenter_of(at_desk).viewer.sheet is None
    box = at_desk.window.messages.open_sheet
    assert box is not None and "could not be looked into safely" in box.message.sentence
    box.reject()


def test_a_process_stands_ready_once_the_keyboard_comes_to_an_exhibit(
    at_desk: IncidentsDesk, screenshot: Path
) -> None:
    sealed(at_desk, screenshot)
    looking_in = at_desk.session.looking_in
    assert looking_in._ready is None
    (button,) = (
        one
        for one in at_desk.presenter.page.findChildren(Button)
        if one.accessibleName() == "Show the picture Ex1"
    )
    button.setFocus()
    at_desk.settle()
    assert looking_in._ready is not None


def test_who_had_an_exhibit_and_a_check_of_its_file(at_desk: IncidentsDesk, screenshot: Path) -> None:
    exhibit = sealed(at_desk, screenshot)
    presenter_of(at_desk).show_custody(exhibit)
    at_desk.settle()
    sheet = presenter_of(at_desk).sheet
    assert isinstance(sheet, CustodySheet)
    assert [name.partition(": ")[2] for name in sheet.said()] == [
        "Received: sealed, read back and compared, Miss Jo Abbey, event 10",
    ]
    sheet.check_button.click()
    at_desk.settle()
    assert "Checked: as it was sealed" in sheet.said()[-1] and len(sheet.said()) == 2
    assert sheet.check_button.isEnabled()
    sheet.reject()
