"""Fixtures over the demo school's log. A package of tests takes them in its conftest."""

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.demo_log import MadeDemo, OpenDemo, make_demo


@cache
def _made(folder: Path) -> MadeDemo:
    return make_demo(folder)


_FOLDER: list[Path] = []


@pytest.fixture(scope="session")
def made_demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MadeDemo]:
    """The demo's log, made once in a run whatever packages of tests use it."""
    if not _FOLDER:
        _FOLDER.append(tmp_path_factory.mktemp("demo"))
    yield _made(_FOLDER[0])


@pytest.fixture
def demo(qapp: QApplication, made_demo: MadeDemo, tmp_path: Path) -> Iterator[OpenDemo]:
    """A copy of it for one test, the lead signed in."""
    opened = OpenDemo(made_demo, tmp_path)
    yield opened
    opened.close()
    shutil.rmtree(opened.folder)
