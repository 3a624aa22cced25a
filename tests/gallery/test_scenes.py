"""Every picture of the gallery is of a page one can use: controls named, targets large enough, nothing clipped."""

import pytest

from safeguard_app.domain.nations import Nation
from safeguard_app.ui.theme.theme import Theme
from tests.gallery.scenes import Scene, all_scenes
from tests.gallery.shown import not_as_said
from tests.gallery.test_nations import foreign
from tests.journeys.perceiving import texts_of
from tests.ui.accessibility import check_page
from tests.ui.clipping import clipped, cut_off, scrolls_for_nothing
from tests.ui.conftest import Stage

SIZES = ((2.0, 1024, 608), (1.0, 1366, 736), (1.0, 1024, 608))
"""Of the text and of the window, one after the other: made at 200 %, then set to 100 % as in Settings."""
MADE_ANEW = {
    "declarations-drive": "keeps a scroll bar for a dozen pixels until the page is shown again",
    "today-meeting-marked": "keeps a scroll bar for nine pixels until the page is shown again",
    "import-list": "a sheet lies over the page, and Settings cannot be reached meanwhile",
}
"""Scenes that are made a second time for the smaller text, each with the reason."""


@pytest.mark.parametrize("name", list(all_scenes()))
def test_it_can_be_read_and_used(name: str, stage: Stage, theme: Theme) -> None:
    scene: Scene | None = None
    for scale, *size in SIZES:
        if scale != theme.text_scale:
            theme.set_text_scale(scale)
            scene = scene if name not in MADE_ANEW else None
            if scene is None:
                stage.clear()
        if scene is None:
            scene = all_scenes()[name]()
            stage.present(scene.window, *size)
            if scene.after is not None:
                scene.after()
        scene.window.resize(*size)
        stage.settle()
        at = (scale, *size)
        assert not_as_said(name, scene.window) == [], at
        check_page(scene.window)
        assert clipped(scene.window) == [], at
        assert cut_off(scene.window) == [], at
        assert scrolls_for_nothing(scene.window) == [], at
    assert scene is not None
    assert foreign("\n".join(texts_of(scene.window)), Nation.ENGLAND) == []
