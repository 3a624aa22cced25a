"""Pixels that came through the pipe are the picture that is painted, whatever their depth."""

import pytest
from PySide6.QtGui import QColor

from safeguard_app.services.evidence_showing import ShownPage
from safeguard_app.ui.desktop.page_painting import image_of

RED, BLUE, GREEN = (250, 10, 20), (10, 20, 250), (10, 250, 20)


@pytest.mark.parametrize("rest", [(), (255,)])
def test_colours_stand_where_they_stood(rest: tuple[int, ...]) -> None:
    colours = (RED, BLUE, GREEN, GREEN, RED, BLUE)
    pixels = bytes(part for colour in colours for part in (*colour, *rest))
    page = ShownPage(3, 2, 3 + len(rest), pixels, 0, 1, "Ex1")
    image = image_of(page, page.depth)
    found = [image.pixelColor(x, y) for y in range(2) for x in range(3)]
    assert found == [QColor(*colour) for colour in colours]
