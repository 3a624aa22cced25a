"""The demo school's log for these tests."""

from tests.ui.demo_fixture import demo, work

__all__ = ["demo", "work"]
