"""Bank holidays against an independent list."""

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_app.domain.bank_holidays import bank_holidays, bank_holidays_between, easter_sunday
from safeguard_app.domain.nations import Nation

SUBDIVISIONS = {
    Nation.ENGLAND: "ENG",
    Nation.WALES: "WLS",
    Nation.SCOTLAND: "SCT",
    Nation.NORTHERN_IRELAND: "NIR",
}


@pytest.mark.parametrize("nation", list(Nation))
@pytest.mark.parametrize("year", range(2020, 2036))
def test_the_same_weekdays_as_an_independent_list(nation: Nation, year: int) -> None:
    listed = holidays.country_holidays("GB", subdiv=SUBDIVISIONS[nation], years=year)
    assert sorted(bank_holidays(nation, year)) == sorted(day for day in listed if day.weekday() < 5)


@given(st.integers(1900, 2199))
def test_easter_is_a_sunday_in_its_season(year: int) -> None:
    easter = easter_sunday(year)
    assert easter.weekday() == 6
    assert date(year, 3, 22) <= easter <= date(year, 4, 25)


@given(st.integers(2024, 2199), st.sampled_from(list(Nation)))
def test_every_bank_holiday_is_a_weekday_and_none_is_lost(year: int, nation: Nation) -> None:
    days = bank_holidays(nation, year)
    assert all(day.weekday() < 5 for day in days)
    standard = {Nation.ENGLAND: 8, Nation.WALES: 8, Nation.SCOTLAND: 9, Nation.NORTHERN_IRELAND: 10}
    world_cup = nation is Nation.SCOTLAND and year == 2026
    # Good Friday or Easter Monday may fall on St Patrick's Day's substitute; nothing else can coincide.
    assert standard[nation] + world_cup - 1 <= len(days) <= standard[nation] + world_cup


def test_days_of_2026_and_2027_by_hand() -> None:
    scotland = bank_holidays(Nation.SCOTLAND, 2026)
    assert date(2026, 1, 2) in scotland
    assert date(2026, 11, 30) in scotland
    assert date(2026, 8, 3) in scotland
    assert date(2026, 4, 6) not in scotland
    northern = bank_holidays(Nation.NORTHERN_IRELAND, 2026)
    assert {date(2026, 3, 17), date(2026, 7, 13)} <= northern
    england = bank_holidays(Nation.ENGLAND, 2027)
    assert {date(2027, 12, 27), date(2027, 12, 28)} <= england
    both = bank_holidays_between(Nation.ENGLAND, 2026, 2027)
    assert both == bank_holidays(Nation.ENGLAND, 2026) | england
    assert max(both) - min(both) > timedelta(days=700)
