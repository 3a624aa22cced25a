"""Fixtures and settings for every test.

The window is drawn off screen unless `--onscreen` is given, so that a test run never takes the keyboard from whoever
started it. The platform has to be chosen before Qt is first imported, hence in `pytest_configure`.
"""

import os

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--onscreen`: watch the journeys in a real window."""
    parser.addoption("--onscreen", action="store_true", help="show the windows that tests open")


def pytest_configure(config: pytest.Config) -> None:
    """Choose where Qt draws."""
    if config.getoption("--onscreen"):
        os.environ.pop("QT_QPA_PLATFORM", None)
    else:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
