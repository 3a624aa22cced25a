"""A real log in a folder of its own, with the cheapest key stretching."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.vault.made_log import MadeForTest, make_log


@pytest.fixture
def log(tmp_path: Path) -> Iterator[MadeForTest]:
    """A log with a lead, a Headteacher, a deputy who reads concerns about adults and one who does not."""
    made = make_log(tmp_path)
    yield made
    made.close_all()
