"""Fixtures and settings for every test.

The window is drawn off screen unless `--onscreen` is given, so that a test run never takes the keyboard from whoever
started it. The platform has to be chosen before Qt is first imported, hence in `pytest_configure`.
"""

import itertools
import os
import random
import sys
from collections.abc import Generator, Iterator

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--onscreen`: watch the journeys in a real window; and `--long`: every step and page, not one in three."""
    parser.addoption("--onscreen", action="store_true", help="show the windows that tests open")
    parser.addoption(
        "--long",
        action="store_true",
        help="crash at every step and read every page in every nation, not one in three",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Choose where Qt draws, and let Python keep what it compiles, as it does for everybody who starts the program.

    Tests start the program dozens of times: to compile all of it anew each time was a third of every start.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    if config.getoption("--onscreen"):
        os.environ.pop("QT_QPA_PLATFORM", None)
    else:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"


@pytest.fixture(scope="session", autouse=True)
def memory_is_not_locked() -> None:
    """SQLCipher takes memory as it comes: to lock and wipe each piece was a third of the time of an open log.

    Processes that tests start have the program's own setting, and one of them says that it is in force.
    """
    from safeguard_app.vault import database

    database._MEMORY_SETTING = "PRAGMA cipher_memory_security = OFF"


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """What nobody waits for still comes after what somebody waits for is painted, and as soon as it is.

    For whoever sits in front of the window it is a picture later; tests would wait that long thousands of times.
    """
    tasks = sys.modules.get("safeguard_app.ui.tasks")
    if tasks is not None:
        tasks._A_PICTURE_MS = 1  # type: ignore[attr-defined]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """What a problem said to the person: its message for the log leaves out what was found."""
    report = yield
    said = getattr(call.excinfo.value, "sentence", "") if call.excinfo is not None else ""
    if said:
        report.sections.append(("The problem said", str(said)))
    return report


@pytest.fixture
def crash_steps(request: pytest.FixtureRequest) -> Iterator[int]:
    """The steps at which a crash is tried: all with `--long`, else one in three, from a start that the seed draws."""
    stride = 1 if request.config.getoption("--long") else 3
    return itertools.count(random.randrange(stride), stride)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """No file of tests leaves a window behind: it would have the keyboard of whichever test is next.

    Between tests no timer runs, so garbage is looked for here where the window's own look has taken over.
    """
    yield
    garbage = sys.modules.get("safeguard_app.ui.garbage")
    widgets = sys.modules.get("PySide6.QtWidgets")
    application = widgets.QApplication.instance() if widgets is not None else None
    if widgets is None or application is None:
        return
    if garbage is not None and (collector := application.findChild(garbage.GarbageCollector)) is not None:
        collector.collect_due()
    if nextitem is not None and nextitem.path == item.path:
        return  # the tests of a file may share a window
    left = [window for window in widgets.QApplication.topLevelWidgets() if window.isVisible()]
    for window in left:
        window.hide()
        window.deleteLater()
    assert not left, (
        f"{item.path.name} leaves windows on screen: {[type(window).__name__ for window in left]}"
    )
