"""The demo school's log for these tests, and a record of it that is shared."""

from collections.abc import Iterator

import pytest

from tests.ui.demo_fixture import Work, demo, work
from tests.ui.sharing.shared_record import Sharing

__all__ = ["demo", "work"]


@pytest.fixture
def at(work: Work) -> Iterator[Sharing]:
    """The desk."""
    yield Sharing(work)
