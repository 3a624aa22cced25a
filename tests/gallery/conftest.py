"""The gallery uses the fixtures of the window's tests."""

from tests.ui.conftest import forms_are_not_rehearsed, light_look, stage, theme

__all__ = ["forms_are_not_rehearsed", "light_look", "stage", "theme"]
