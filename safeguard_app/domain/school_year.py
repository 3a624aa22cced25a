"""When a school year begins, and the stretches of days a paper over a year is asked for."""

from datetime import date

from safeguard_app.domain.nations import Nation

_BEGINS = {Nation.SCOTLAND: 8}
_SEPTEMBER = 9
"""Forms are asked for and reviewed at the beginning of the school year (domain rules, section 8)."""


def year_begins(day: date, nation: Nation) -> date:
    """The first day of the school year in which ``day`` lies: 1 September, in Scotland 1 August."""
    month = _BEGINS.get(nation, _SEPTEMBER)
    return date(day.year if day.month >= month else day.year - 1, month, 1)
