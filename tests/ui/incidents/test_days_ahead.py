"""A day that is still to come is the next of its kind, and is said back; nothing is asked that has one answer."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from safeguard_app.ui.incidents.time_readers import read_ahead

ZONE = ZoneInfo("Europe/London")
NOW = datetime(2026, 10, 12, 15, 40, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("19/10", date(2026, 10, 19)),
        ("18/12", date(2026, 12, 18)),
        ("27 nov", date(2026, 11, 27)),
        ("18/12 1700", date(2026, 12, 18)),
        ("fri", date(2026, 10, 16)),
        ("1/2", date(2027, 2, 1)),
        ("18/12/2025", date(2025, 12, 18)),
    ],
)
def test_a_day_ahead(typed: str, meant: date) -> None:
    moment = read_ahead(typed, NOW, ZONE).moment
    assert moment is not None and moment.start is not None
    assert moment.start.astimezone(ZONE).date() == meant
