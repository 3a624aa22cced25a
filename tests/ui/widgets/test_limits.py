"""What does not fit into a box is refused whole, said beside it, and nothing typed before is lost."""

import time
import unicodedata

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QInputMethodEvent,
)
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from safeguard_app.domain.text_rules import TEXT_LIMIT
from safeguard_app.ui.incidents.text_box import TextBox
from safeguard_app.ui.widgets import limit_remark
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.passage_edit import AccountBox, Mark, Passage, PassageEdit
from safeguard_app.ui.widgets.passphrase_field import LIMIT, PassphraseField
from tests.journeys.perceiving import description_of, texts_of
from tests.ui.conftest import Stage

TEN_MEGABYTES = "x" * 10_000_000
HOSTILE = "a\x00b\x07c\x1bd\x7fe\x80f\r\ng\th\x0bi\x85j\u2028k"


def paste(box: QLineEdit | QTextEdit, text: str) -> None:
    """Paste what was copied elsewhere."""
    QGuiApplication.clipboard().setText(text)
    box.paste()
    QGuiApplication.clipboard().clear()


def drop(box: QLineEdit | QTextEdit, text: str) -> QDropEvent:
    """Drop words dragged from elsewhere, to be moved here."""
    dragged = QMimeData()
    dragged.setText(text)
    move, left, plain = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    target = box.viewport() if isinstance(box, QTextEdit) else box
    QApplication.sendEvent(target, QDragEnterEvent(QPoint(4, 4), move, dragged, left, plain))
    QApplication.sendEvent(target, QDragMoveEvent(QPoint(4, 4), move, dragged, left, plain))
    event = QDropEvent(QPointF(4, 4), move, dragged, left, plain)
    QApplication.sendEvent(target, event)
    return event


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What screen readers are told to say at once."""
    heard: list[str] = []

    class Listening(QAccessible):
        @staticmethod
        def updateAccessibility(event: object) -> None:
            assert isinstance(event, QAccessibleAnnouncementEvent)
            heard.append(event.message())

    monkeypatch.setattr(limit_remark, "QAccessible", Listening)
    return heard


# --- boxes of several lines


def test_a_paste_that_does_not_fit_is_refused_whole_and_said(stage: Stage, announced: list[str]) -> None:
    box = AccountBox("What have you seen or been told?")
    window = stage.show(Field("What have you seen or been told?", box, name="account"))
    box.editor.insertPlainText("Mine. ")
    paste(box.editor, TEN_MEGABYTES)
    assert box.editor.plain_text() == "Mine. "
    said = "\n".join(texts_of(window))
    assert "Nothing was pasted: this box holds up to 100,000 characters." in said
    assert "attached to an incident as a file" in said
    assert "Nothing was pasted" in description_of(box.editor)
    assert len(announced) == 1 and "Nothing was pasted" in announced[0]


def test_the_words_go_at_the_next_change_that_succeeds(qtbot: QtBot, stage: Stage) -> None:
    box = TextBox("Why", limit=10)
    field = Field("Why", box, help_text="In a sentence")
    window = stage.show(field)
    field.set_error("Say why.")
    paste(box, "x" * 11)
    assert "holds up to 10 characters" in "\n".join(texts_of(window))
    assert "Say why." not in texts_of(window)
    paste(box, "x" * 12)
    assert "holds up to 10 characters" in "\n".join(texts_of(window))
    qtbot.keyClicks(box, "y")
    assert "holds up to" not in "\n".join(texts_of(window))
    assert field.error == "Say why." and "Say why." in texts_of(window)
    assert description_of(box) == "Say why."
    paste(box, "x" * 12)
    box.set_text("Another record")
    assert "holds up to" not in "\n".join(texts_of(window))


def test_typing_ends_at_the_limit_and_says_so(qtbot: QtBot, stage: Stage) -> None:
    box = TextBox("Why", limit=10)
    window = stage.show(Field("Why", box))
    qtbot.keyClicks(box, "0123456789ab")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert box.text() == "0123456789"
    assert "it is full" in "\n".join(texts_of(window))
    qtbot.keyClick(box, Qt.Key.Key_Backspace)
    assert "it is full" not in "\n".join(texts_of(window))
    qtbot.keyClicks(box, "c")
    assert box.text() == "012345678c"
    box.selectAll()
    qtbot.keyClicks(box, "n")
    assert box.text() == "n", "what is selected makes room"


def test_composed_letters_end_at_the_limit(stage: Stage) -> None:
    box = TextBox("Why", limit=3)
    stage.show(Field("Why", box))
    for letters in ("日本", "語だ"):
        event = QInputMethodEvent()
        event.setCommitString(letters)
        QApplication.sendEvent(box, event)
    assert box.text() == "日本"
    assert "holds up to 3 characters" in box.remark.sentence


def test_emoji_count_as_people_count_them(stage: Stage) -> None:
    box = TextBox("Why", limit=10)
    line = LineField("Name", limit=10)
    stage.show(Field("Why", box), Field("Name", line))
    for one in (box, line):
        paste(one, "🦊" * 10)
        assert one.text() == "🦊" * 10
        paste(one, "🦊")
        assert one.text() == "🦊" * 10
        one.clear()
        paste(one, "a" + "🦊" * 30)
        assert one.text() == "", "refused whole: no half of a character, no part of a text"


def test_control_characters_are_taken_out_and_direction_marks_stay(stage: Stage) -> None:
    box = TextBox("What was said")
    stage.show(Field("What was said", box))
    paste(box, HOSTILE)
    assert box.text() == "abcdef\ng\th\ni\nj\nk"
    box.clear()
    paste(box, "he is \u202etsiug\u202c \u2066x\u2069 \u200bhidden")
    assert box.text() == "he is \u202etsiug\u202c \u2066x\u2069 \u200bhidden"
    box.clear()
    drop(box, HOSTILE)
    assert box.text() == "abcdef\ng\th\ni\nj\nk"
    assert not any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in box.text())


@pytest.mark.parametrize("make", [lambda: TextBox("Why", limit=10), lambda: LineField("Why", limit=10)])
def test_what_is_dropped_and_does_not_fit_stays_where_it_was(make: object, stage: Stage) -> None:
    assert callable(make)
    box = make()
    stage.show(Field("Why", box))
    paste(box, "before")
    refused = drop(box, "too long for it")
    assert box.text() == "before"
    assert not refused.isAccepted(), "an accepted move would take the words out of their own box"
    assert "holds up to 10 characters" in box.remark.sentence
    taken = drop(box, "fits")
    assert taken.isAccepted() and len(box.text()) == 10
    assert box.remark.sentence == ""


def test_a_text_from_the_log_is_never_cut(qtbot: QtBot) -> None:
    editor = PassageEdit("Account")
    qtbot.addWidget(editor)
    long = "word " * (TEXT_LIMIT // 4)
    editor.set_content(long, [Passage(0, 4, Mark.FACT)])
    assert editor.plain_text() == long
    paste(editor, "more")
    assert editor.plain_text() == long
    qtbot.keyClick(editor, Qt.Key.Key_Delete)
    assert len(editor.plain_text()) == len(long) - 1, "it may still be made shorter"


def test_a_box_takes_its_fill_and_no_more(stage: Stage) -> None:
    box = AccountBox("Account")
    stage.show(Field("Account", box))
    paste(box.editor, "word " * (TEXT_LIMIT // 5))
    assert len(box.editor.plain_text()) == TEXT_LIMIT
    paste(box.editor, "!")
    assert len(box.editor.plain_text()) == TEXT_LIMIT
    assert "100,000" in box.editor.remark.sentence


def test_a_refused_paste_and_a_very_long_word_take_no_time(stage: Stage) -> None:
    box = AccountBox("Account")
    stage.show(Field("Account", box))
    begun = time.process_time()
    paste(box.editor, TEN_MEGABYTES)
    paste(box.editor, "\x07" * 10_000_000)
    paste(box.editor, "x" * TEXT_LIMIT)
    QApplication.processEvents()
    assert time.process_time() - begun < 2
    assert len(box.editor.plain_text()) == TEXT_LIMIT


def test_the_words_come_into_view_under_a_tall_box(stage: Stage, qtbot: QtBot) -> None:
    box = AccountBox("Account", lines=30)
    field = Field("Account", box)
    inside = QWidget()
    inside.setLayout(column(field, 400))
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(inside)
    stage.present(area, 500, 300)
    paste(box.editor, TEN_MEGABYTES)
    qtbot.waitUntil(lambda: not field._error_label.visibleRegion().isEmpty())


# --- fields of one line


def test_a_refused_paste_leaves_the_line_to_its_text(qtbot: QtBot, stage: Stage) -> None:
    line = LineField("Name", limit=60)
    stage.show(Field("Name", line))
    plain = line.textMargins().right()
    paste(line, "yest 9pm")
    paste(line, "word " * 100)
    stage.settle()
    assert (line.text(), line.textMargins().right()) == ("yest 9pm", plain)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\nb", "a b"),
        ("a\r\nb\u2029c\x0bd", "a b c d"),
        ("a\x00b\x1bc\x9fd", "abcd"),
        ("abc\u202edcb", "abcdcb"),
        ("tyler\u200b.pike", "tyler.pike"),
        (
            "family \U0001f468\u200d\U0001f469\u200d\U0001f467",
            "family \U0001f468\u200d\U0001f469\u200d\U0001f467",
        ),
        ("Zoë Ångström", "Zoë Ångström"),
    ],
)
def test_a_line_holds_what_can_be_seen(qtbot: QtBot, typed: str, kept: str) -> None:
    field = LineField("Name")
    qtbot.addWidget(field)
    told: list[str] = []
    field.textEdited.connect(told.append)
    paste(field, typed)
    assert field.text() == kept
    assert told == [kept], "nobody is told of the text before it was cleaned"


def test_the_cursor_stays_after_what_was_put_in(qtbot: QtBot) -> None:
    field = LineField("Name")
    qtbot.addWidget(field)
    for piece in ("🦊", "a", "🦊\x07\u202e🦊", "b\nc", "🦊"):
        paste(field, piece)
    assert field.text() == "🦊a🦊🦊b c🦊"
    field.setCursorPosition(2)
    paste(field, "\u200bé🦊\x00")
    qtbot.keyClicks(field, "z")
    assert field.text() == "🦊é🦊za🦊🦊b c🦊"


def test_a_long_paste_into_a_line_is_refused_whole(qtbot: QtBot, stage: Stage, announced: list[str]) -> None:
    line = LineField("Address", limit=200)
    window = stage.show(Field("Address", line))
    qtbot.keyClicks(line, "before ")
    for text in ("x" * 194, "y" * 5_000, TEN_MEGABYTES):
        paste(line, text)
        assert line.text() == "before "
    assert "That was not added: this holds up to 200 characters." in "\n".join(texts_of(window))
    assert len(announced) == 1
    paste(line, "x" * 193)
    assert len(line.text()) == 200
    assert "not added" not in "\n".join(texts_of(window))
    qtbot.keyClicks(line, "z")
    assert len(line.text()) == 200
    assert "not added" in description_of(line)


def test_a_line_without_a_question_around_it_says_it_inside(qtbot: QtBot, stage: Stage) -> None:
    line = LineField("Find", limit=20)
    stage.show(line)
    plain = line.textMargins().right()
    paste(line, "x" * 21)
    assert line._right_words() == "At most 20 characters"
    qtbot.waitUntil(lambda: line.textMargins().right() > plain)
    assert "holds up to 20 characters" in description_of(line)
    qtbot.keyClicks(line, "x")
    assert line._right_words() == ""


def test_a_passphrase_is_never_cut_and_loses_a_copied_line_end(stage: Stage) -> None:
    line = PassphraseField("Passphrase")
    window = stage.show(Field("Passphrase", line))
    paste(line, "harbour velvet ninety\r\n")
    assert line.text() == "harbour velvet ninety"
    line.clear()
    paste(line, "x" * (LIMIT + 1))
    assert line.text() == ""
    assert "holds up to 1,024 characters" in "\n".join(texts_of(window))
