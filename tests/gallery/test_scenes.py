"""Every picture of the gallery is of a page one can use: controls named, targets large enough, nothing clipped."""

import pytest

from safeguard_app.domain.nations import Nation
from safeguard_app.ui.theme.theme import Theme
from tests.gallery.scenes import all_scenes
from tests.gallery.shown import not_as_said
from tests.gallery.test_nations import foreign
from tests.journeys.perceiving import texts_of
from tests.ui.accessibility import check_page
from tests.ui.clipping import clipped, cut_off, scrolls_for_nothing
from tests.ui.conftest import Stage

SIZES = {1.0: ((1366, 736), (1024, 608)), 2.0: ((1024, 608),)}
"""By size of the text, for each of which a scene is made once: both sizes of the pictures; the smaller at 200 %."""


@pytest.mark.parametrize("scale", SIZES)
@pytest.mark.parametrize("name", list(all_scenes()))
def test_it_can_be_read_and_used(name: str, scale: float, stage: Stage, theme: Theme) -> None:
    theme.set_text_scale(scale)
    scene = all_scenes()[name]()
    stage.present(scene.window, *SIZES[scale][0])
    if scene.after is not None:
        scene.after()
    for size in SIZES[scale]:
        scene.window.resize(*size)
        stage.settle()
        assert not_as_said(name, scene.window) == [], size
        check_page(scene.window)
        assert clipped(scene.window) == [], size
        assert cut_off(scene.window) == [], size
        assert scrolls_for_nothing(scene.window) == [], size
    assert foreign("\n".join(texts_of(scene.window)), Nation.ENGLAND) == []
