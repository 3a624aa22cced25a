"""What a page asks for again and again is kept, and worked out anew as soon as anything it hangs on changes."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import font, text_scale
from safeguard_app.ui.theme.theme import Theme
from safeguard_app.ui.widgets.layouts import WrapLayout
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.segmented_control import SegmentedControl
from safeguard_app.ui.widgets.status_text import IconWords
from safeguard_app.ui.widgets.text_label import TextLabel
from tests.ui.conftest import Stage

WORDS = "Two older pupils had written under his video again last night. "
WIDTH = 150


class _Asked(QObject):
    """Counts how often a widget is asked to lay itself out."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.times = 0
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.times += event.type() == QEvent.Type.LayoutRequest
        return False


def test_letters_in_a_line_leave_the_page_as_it_is(stage: Stage) -> None:
    line = LineField("Name", limit=40)
    window = stage.show(line)
    line.setFocus()
    stage.settle()
    asked = _Asked(window)
    QTest.keyClicks(line, "Tyler Pike")
    stage.settle()
    assert line.text() == "Tyler Pike"
    assert asked.times == 0


def test_the_count_of_letters_left_has_room_as_soon_as_it_is_there(stage: Stage) -> None:
    line = LineField("Name", limit=40)
    stage.show(line)
    line.setText("x" * 31)
    assert line.textMargins().right() == 0
    line.setText("x" * 32)
    assert line.textMargins().right() > 0
    line.setText("x" * 10)
    assert line.textMargins().right() == 0


@pytest.mark.parametrize("tone", ["text", "muted"])
def test_the_height_of_words_follows_words_font_and_edges(stage: Stage, theme: Theme, tone: str) -> None:
    label = TextLabel(WORDS, tone=tone, wrap=True)
    stage.show(label)

    def right() -> int:
        assert label.heightForWidth(WIDTH) == QLabel.heightForWidth(label, WIDTH)
        assert label.heightForWidth(2 * WIDTH) == QLabel.heightForWidth(label, 2 * WIDTH)
        return label.heightForWidth(WIDTH)

    first = right()
    label.setText(WORDS * 3)
    assert right() > first
    label.setText(WORDS)
    assert right() == first
    label.setContentsMargins(0, 30, 0, 0)
    assert right() >= first + 30
    label.setContentsMargins(0, 0, 0, 0)
    theme.set_text_scale(2.0)
    assert right() > first
    theme.set_text_scale(1.0)
    assert right() == first
    label.setStyleSheet("font-size: 40pt")
    assert right() > first


def test_the_height_of_a_status_follows_words_and_size_of_text(stage: Stage, theme: Theme) -> None:
    status = IconWords("check", WORDS, "done")
    stage.show(status)
    first = status.heightForWidth(WIDTH)
    assert status.heightForWidth(4 * WIDTH) < first
    status.set_words("check", WORDS * 3, "done")
    assert status.heightForWidth(WIDTH) > first
    status.setText(WORDS)
    assert status.heightForWidth(WIDTH) == first
    theme.set_text_scale(2.0)
    assert status.heightForWidth(WIDTH) > first


def test_the_width_of_a_choice_follows_the_size_of_text_and_what_is_chosen(
    stage: Stage, theme: Theme
) -> None:
    choice = SegmentedControl("Known?", [(1, "Exactly"), (2, "About")])
    stage.show(choice)
    first = choice.sizeHint().width()
    choice.set_value(1)
    assert choice.sizeHint().width() > first
    choice.set_value(None)
    assert choice.sizeHint().width() == first
    theme.set_text_scale(2.0)
    assert choice.sizeHint().width() > first


def test_the_sizes_of_a_row_follow_what_is_in_it(stage: Stage) -> None:
    holder = QWidget()
    layout = WrapLayout()
    holder.setLayout(layout)
    one, two = QLabel("one"), QLabel("two")
    layout.addWidget(one)
    alone, least = layout.sizeHint(), layout.minimumSize()
    layout.addWidget(two)
    stage.show(holder)
    assert layout.sizeHint().width() > alone.width()
    two.setText("much longer")
    assert layout.minimumSize().width() > least.width()
    layout.takeAt(1)
    assert layout.sizeHint() == alone
    assert layout.minimumSize() == least


def test_a_font_is_that_of_the_size_in_force_and_nobody_changes_it_for_others(theme: Theme) -> None:
    first = font(strong=True)
    assert first.weight() == QFont.Weight.DemiBold
    assert font().weight() == tokens.BASE.weight
    first.setPointSizeF(99)
    assert font(strong=True).pointSizeF() == pytest.approx(tokens.BASE.points)
    assert font(tokens.CODE).families() == list(tokens.CODE_FONTS)
    theme.set_text_scale(2.0)
    assert text_scale() == 2.0
    assert font(strong=True).pointSizeF() == pytest.approx(2 * tokens.BASE.points)
