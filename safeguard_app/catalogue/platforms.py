"""Online services, and the youngest age each allowed on a given day."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MinimumAge:
    """From this day on, the service's own terms or the law ask for this age in years."""

    in_force_from: datetime.date
    age: int
    source: str
    confirm: bool = False


@dataclass(frozen=True, slots=True)
class Platform:
    """A service: how accounts are written there, and its dated minimum ages, oldest first."""

    code: str
    name: str
    handle_help: str
    minimum_ages: tuple[MinimumAge, ...] = ()

    def minimum_age_on(self, day: datetime.date) -> MinimumAge | None:
        """The age that held on ``day``, or None when none is known for that day."""
        held = [entry for entry in self.minimum_ages if entry.in_force_from <= day]
        return held[-1] if held else None
