"""A form that was laid out ahead looks from its first painting on as if it had not been."""

import pytest
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from safeguard_app.ui.incidents import form_presenter
from safeguard_app.ui.theme.theme import Theme
from safeguard_app.ui.widgets.rehearsal import rehearse
from tests.gallery.scenes import all_scenes
from tests.ui.conftest import no_rehearsal


def test_a_rehearsal_leaves_no_trace_in_the_picture(theme: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sizes worked out for the empty form must not stay when it is filled."""
    monkeypatch.setattr(form_presenter, "rehearse", rehearse)
    theme.set_text_scale(1.0)
    rehearsed = _first_picture("incident-form-full")
    monkeypatch.setattr(form_presenter, "rehearse", no_rehearsal)
    assert _first_picture("incident-form-full") == rehearsed


def _first_picture(name: str) -> QImage:
    scene = all_scenes()[name]()
    scene.window.resize(1024, 608)
    scene.window.show()
    QTest.qWait(20)
    if scene.after is not None:
        scene.after()
        QTest.qWait(160)
    picture = scene.window.grab().toImage()
    scene.window.hide()
    scene.window.deleteLater()
    return picture
