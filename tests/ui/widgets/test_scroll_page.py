"""A page scrolls when its words do not fit, and not for the edge around them."""

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.scroll_page import PAGE_MARGINS, ScrollPage
from safeguard_app.ui.widgets.text_label import TextLabel
from tests.ui.clipping import cut_off
from tests.ui.conftest import Stage

_HEIGHT = 400
_WORDS = (
    "Words that go on over more than one line where the page is narrow, and over two where it is not. " * 2
)


def _page(stage: Stage, high: int) -> ScrollPage:
    """A page whose content stands higher than its view by so much (or less, where negative)."""
    page = ScrollPage("Page")
    words = TextLabel(_WORDS, wrap=True)
    block = QWidget()
    page.column.addWidget(words)
    page.column.addWidget(block)
    stage.present(page, 600, _HEIGHT)
    _, top, _, bottom = PAGE_MARGINS
    inner = page.width() - PAGE_MARGINS[0] - PAGE_MARGINS[2]
    rest = page.column.spacing() + words.heightForWidth(inner) + top + bottom
    block.setFixedHeight(page.height() - rest + high)
    stage.settle()
    return page


@pytest.mark.parametrize("high", [-40, 0, 1, 12, 24, 36])
def test_the_edge_gives_way_before_a_scroll_bar_comes(stage: Stage, high: int) -> None:
    page = _page(stage, high)
    assert not page.verticalScrollBar().isVisible() and page.verticalScrollBar().maximum() == 0
    layout = page.content().layout()
    assert layout is not None
    margins = layout.contentsMargins()
    gone = PAGE_MARGINS[1] + PAGE_MARGINS[3] - margins.top() - margins.bottom()
    assert gone == max(0, high)
    assert margins.top() >= 4 and cut_off(page) == []


def test_what_does_not_fit_scrolls_with_its_edge_whole(stage: Stage) -> None:
    page = _page(stage, 37)
    assert page.verticalScrollBar().isVisible() and page.verticalScrollBar().maximum() >= 37
    layout = page.content().layout()
    assert layout is not None
    margins = layout.contentsMargins()
    assert (margins.top(), margins.bottom()) == (PAGE_MARGINS[1], PAGE_MARGINS[3])
    page.resize(600, _HEIGHT + 100)
    stage.settle()
    assert not page.verticalScrollBar().isVisible(), "there is room now"


def test_a_narrow_field_in_a_wide_column_gets_the_height_of_its_wrapped_help(stage: Stage) -> None:
    line = LineField("Answer", limit=50)
    narrow = Field("Answer", line, help_text=_WORDS)
    narrow.setMaximumWidth(220)
    below = Field("Beneath", LineField("Beneath", limit=50), help_text="Stands under it.")
    holder = QWidget()
    holder.setLayout(column(narrow, below))
    page = ScrollPage("Page")
    page.column.addWidget(holder)
    page.column.addStretch(1)
    stage.present(page, 700, 300)
    stage.settle()
    assert narrow.width() == 220
    assert cut_off(page) == []
    labels = [label for label in page.findChildren(QLabel) if label.text() == _WORDS]
    assert labels[0].height() >= labels[0].heightForWidth(220)
    assert below.height() >= below.minimumSizeHint().height()
