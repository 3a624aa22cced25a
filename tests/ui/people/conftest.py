"""These tests work on copies of the demo school's log."""

from tests.ui.demo_fixtures import demo, made_demo

__all__ = ["demo", "made_demo"]
