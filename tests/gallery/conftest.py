"""The gallery uses the fixtures of the window's tests."""

from tests.ui.conftest import light_look, stage, theme

__all__ = ["light_look", "stage", "theme"]
