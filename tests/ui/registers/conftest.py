"""These tests work on copies of the demo school's log."""

from tests.ui.demo_fixture import demo

__all__ = ["demo"]
