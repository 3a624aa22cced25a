"""The account box: marks belong to their words, through typing, undo and what is not plain text."""

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from safeguard_app.ui.widgets.passage_edit import AccountBox, Mark, Passage, PassageEdit

TEXT = "He said “stop it”. He left."


def select(editor: PassageEdit, start: int, end: int) -> None:
    cursor = editor.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)


def edit(qtbot: QtBot) -> PassageEdit:
    editor = PassageEdit("Account")
    qtbot.addWidget(editor)
    editor.set_content(TEXT)
    return editor


def test_a_selection_is_marked_and_unmarked_again(qtbot: QtBot) -> None:
    editor = edit(qtbot)
    select(editor, 8, 17)
    assert editor.mark_selection(Mark.CHILDS_WORDS)
    assert editor.passages() == (Passage(8, 17, Mark.CHILDS_WORDS),)
    assert editor.mark_selection(Mark.CHILDS_WORDS)
    assert editor.passages() == ()


def test_nothing_is_marked_without_a_selection(qtbot: QtBot) -> None:
    editor = edit(qtbot)
    assert not editor.mark_selection(Mark.FACT)
    assert editor.passages() == ()


def test_another_mark_over_part_of_a_passage_splits_it(qtbot: QtBot) -> None:
    editor = edit(qtbot)
    select(editor, 0, 17)
    editor.mark_selection(Mark.FACT)
    select(editor, 8, 17)
    editor.mark_selection(Mark.CHILDS_WORDS)
    assert editor.passages() == (Passage(0, 8, Mark.FACT), Passage(8, 17, Mark.CHILDS_WORDS))


def test_a_mark_moves_with_its_words(qtbot: QtBot) -> None:
    editor = edit(qtbot)
    editor.set_content(TEXT, [Passage(8, 17, Mark.CHILDS_WORDS)])
    cursor = editor.textCursor()
    cursor.setPosition(0)
    cursor.insertText("Monday. ")
    assert editor.passages() == (Passage(16, 25, Mark.CHILDS_WORDS),)


def test_undo_brings_text_and_mark_back(qtbot: QtBot) -> None:
    editor = edit(qtbot)
    select(editor, 8, 17)
    editor.mark_selection(Mark.CHILDS_WORDS)
    editor.textCursor().removeSelectedText()
    assert editor.passages() == ()
    editor.undo()
    assert (editor.plain_text(), editor.passages()) == (TEXT, (Passage(8, 17, Mark.CHILDS_WORDS),))
    editor.undo()
    assert editor.passages() == ()


def test_places_count_code_points_not_the_documents_units(qtbot: QtBot) -> None:
    editor = edit(qtbot)
    text = "\U0001f600\U0001f600 she wrote “\U0001f621 u”"
    start = text.index("“")
    editor.set_content(text, [Passage(start, len(text), Mark.HEARSAY)])
    assert editor.passages() == (Passage(start, len(text), Mark.HEARSAY),)
    assert editor.plain_text() == text


def test_a_passage_over_two_paragraphs_is_one(qtbot: QtBot) -> None:
    editor = edit(qtbot)
    editor.set_content("one\ntwo", [Passage(0, 7, Mark.OPINION)])
    assert editor.passages() == (Passage(0, 7, Mark.OPINION),)


def test_pictures_and_files_are_not_pasted_into_the_account(qtbot: QtBot) -> None:
    editor = edit(qtbot)
    files = QMimeData()
    files.setText("file:///picture.png")
    files.setUrls([QUrl.fromLocalFile("/picture.png")])
    plain = QMimeData()
    plain.setText("words")
    assert not editor.canInsertFromMimeData(files)
    assert editor.canInsertFromMimeData(plain)


def test_the_words_under_the_box_mark_the_selection(qtbot: QtBot) -> None:
    box = AccountBox("What have you seen or been told?")
    qtbot.addWidget(box)
    box.editor.set_content(TEXT)
    select(box.editor, 0, 7)
    with qtbot.waitSignal(box.editor.passages_changed):
        box._links[Mark.FACT].click()
    assert box.editor.passages() == (Passage(0, 7, Mark.FACT),)


@settings(max_examples=40, deadline=None)
@given(
    text=st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=40),
    data=st.data(),
)
def test_whatever_is_written_comes_back_with_its_marks(qapp: object, text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    editor = PassageEdit("Account")
    given_marks = (Passage(start, end, Mark.FACT),) if end > start else ()
    editor.set_content(text, given_marks)
    assert editor.plain_text() == text.replace("\u00a0", " ")
    assert editor.passages() == given_marks
