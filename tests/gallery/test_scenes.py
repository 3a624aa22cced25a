"""Every picture of the gallery is of a page one can use: controls named, targets large enough, nothing clipped."""

import pytest

from safeguard_app.ui.theme.theme import Theme
from tests.gallery.scenes import Scene, all_scenes
from tests.ui.accessibility import check_page
from tests.ui.clipping import clipped
from tests.ui.conftest import Stage

SIZES = ((1366, 736, 1.0), (1024, 608, 1.0), (1024, 608, 2.0))


def built(name: str, stage: Stage, width: int, height: int) -> Scene:
    """The scene on screen, with what comes after."""
    scene = all_scenes()[name]()
    stage.present(scene.window, width, height)
    if scene.after is not None:
        scene.after()
    return scene


@pytest.mark.parametrize(("width", "height", "scale"), SIZES)
@pytest.mark.parametrize("name", list(all_scenes()))
def test_nothing_is_clipped(
    name: str, width: int, height: int, scale: float, stage: Stage, theme: Theme
) -> None:
    theme.set_text_scale(scale)
    scene = built(name, stage, width, height)
    stage.settle()
    assert clipped(scene.window) == []


@pytest.mark.parametrize("name", list(all_scenes()))
def test_every_control_can_be_named_and_hit(name: str, stage: Stage) -> None:
    check_page(built(name, stage, 1366, 736).window)
