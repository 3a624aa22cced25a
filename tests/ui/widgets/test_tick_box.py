"""A tick box is as high as its words need, whatever their size."""

import pytest
from PySide6.QtGui import QColor

from safeguard_app.ui.theme.theme import Theme
from safeguard_app.ui.widgets.tick_box import TickBox


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("detail", ["", "A name that can be read in a picture: gypsy, jay"])
@pytest.mark.parametrize("width", [240, 900])
def test_no_descender_is_cut_off(theme: Theme, scale: float, detail: str, width: int) -> None:
    theme.set_text_scale(scale)
    box = TickBox("Every page, typography, joy", detail=detail)
    needed = box.heightForWidth(width)
    box.resize(width, needed + 80)
    seen = box.grab().toImage()
    empty = QColor(seen.pixel(width - 1, needed + 79))
    inked = [
        row
        for row in range(seen.height())
        if any(QColor(seen.pixel(x, row)) != empty for x in range(0, width, 1))
    ]
    assert inked and inked[-1] < needed, "all that is drawn lies within what the box asks for"
