"""Dates as lists have them: every way of writing one, and the order of day and month over a whole column."""

from datetime import date

import pytest

from safeguard_app.domain.import_dates import (
    NO_DATE,
    NO_SUCH_DAY,
    SPREADSHEET_NUMBER,
    DateOrder,
    OrderSaid,
    order_said,
    read_date,
)

TODAY = date(2026, 11, 30)
DAY = date(2017, 9, 14)


@pytest.mark.parametrize(
    "written",
    [
        "14/09/2017",
        "14-9-2017",
        "14.09.17",
        "14 09 2017",
        "2017-09-14",
        "2017/09/14",
        "20170914",
        "14 Sep 2017",
        "14-Sep-17",
        "14th September 2017",
        "Thu 14 Sept 2017",
        "September 14, 2017",
        "14/09/2017 00:00:00",
        "2017-09-14T00:00:00",
        " 14/09/2017  00:00 ",
    ],
)
def test_one_day_in_every_way_it_is_written(written: str) -> None:
    """A clock behind it, as databases write, says nothing."""
    assert read_date(written, DateOrder.DAY_FIRST, TODAY).day == DAY


def test_month_first_is_read_so_where_it_was_said() -> None:
    """The order is the caller's; what it makes impossible is a fault and not another day."""
    assert read_date("09/14/2017", DateOrder.MONTH_FIRST, TODAY).day == DAY
    assert read_date("14/09/2017", DateOrder.MONTH_FIRST, TODAY).fault == NO_SUCH_DAY


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("31/11/2016", NO_SUCH_DAY),
        ("30/02/2016", NO_SUCH_DAY),
        ("01/01/0001", NO_SUCH_DAY),
        ("42992", SPREADSHEET_NUMBER),
        ("soon", NO_DATE),
        ("14/Brumaire/2017", NO_DATE),
        ("1/2/3/4", NO_DATE),
    ],
)
def test_what_is_no_date_says_why(written: str, fault: str) -> None:
    """A spreadsheet's number is told apart from nonsense, since there is something to do about it."""
    assert read_date(written, DateOrder.DAY_FIRST, TODAY).fault == fault


def test_a_year_of_two_figures_is_the_last_such_year() -> None:
    """Somebody born in 31 is not yet to be born."""
    assert read_date("1/2/17", DateOrder.DAY_FIRST, TODAY).day == date(2017, 2, 1)
    assert read_date("1/2/31", DateOrder.DAY_FIRST, TODAY).day == date(1931, 2, 1)


@pytest.mark.parametrize(
    ("column", "said"),
    [
        (("03/04/2018", "23/04/2018"), OrderSaid.DAY_FIRST),
        (("03/04/2018", "04/23/2018"), OrderSaid.MONTH_FIRST),
        (("03/04/2018", "05/06/2017"), OrderSaid.NOT_SAID),
        (("13/04/2018", "04/23/2018"), OrderSaid.BOTH),
        (("2018-04-03", "3 Apr 2018", ""), OrderSaid.NOTHING_TO_ORDER),
        (("05/05/2018",), OrderSaid.NOTHING_TO_ORDER),
    ],
)
def test_the_whole_column_says_the_order_or_nobody_does(column: tuple[str, ...], said: OrderSaid) -> None:
    """The same figures twice, or the month in letters, say nothing and need nothing."""
    assert order_said(column) is said
