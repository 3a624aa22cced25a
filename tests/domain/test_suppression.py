"""Small numbers: what is left out, and that nobody can work it out again from what is printed."""

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeguard_app.domain.suppression import (
    BELOW,
    LEAST,
    LEFT_OUT,
    Mark,
    Suppressed,
    merged_years,
    none_or_some,
    of_staff,
    one_number,
    rounded,
    suppressed,
)

TABLES = st.integers(1, 4).flatmap(
    lambda wide: st.lists(
        st.lists(st.one_of(st.integers(0, 6), st.integers(0, 40)), min_size=wide, max_size=wide),
        min_size=1,
        max_size=5,
    )
)


def _words(*rows: tuple[int, ...], with_totals: bool = False) -> list[list[str]]:
    found = suppressed(rows, with_totals=with_totals)
    return [
        [found.words(row, column) for column in range(len(numbers))]
        for row, numbers in enumerate(found.counts)
    ]


def test_small_numbers_are_below_five_and_nothing_is_nothing() -> None:
    assert [one_number(count) for count in (0, 1, 4, 5, 12)] == ["0", BELOW, BELOW, "5", "12"]


def test_the_next_smallest_goes_too_where_the_total_would_tell() -> None:
    assert _words((3,), (9,), (20,), (0,)) == [[BELOW], [LEFT_OUT], ["20"], ["0"]]
    assert _words((3,), (2,), (20,)) == [[BELOW], [BELOW], ["20"]], "two small ones cover each other"


def test_two_that_can_only_be_four_are_covered_as_well() -> None:
    """4 and 4 of 8, and five times 1 of 5: the marks alone would tell."""
    assert _words((4,), (4,), (20,)) == [[BELOW], [BELOW], [LEFT_OUT]]
    assert _words((4,), (4,)) == [[LEFT_OUT], [LEFT_OUT]]
    assert _words(*[(1,)] * 5) == [[LEFT_OUT]] * 5


def test_small_ones_that_are_nearly_all_one_are_covered_as_well() -> None:
    """Seventeen of 18 are sixteen times 1 and once 2: of each, one value of two is nearly certain."""
    assert _words(*[(1,)] * 16, (2,)) == [[LEFT_OUT]] * 17
    assert _words((2,), (1,), (20,)) == [[BELOW], [BELOW], [LEFT_OUT]]
    assert _words((2,), (1,), (1,)) == [[LEFT_OUT]] * 3, "three of four at most"
    assert _words((4,), (3,)) == [[LEFT_OUT]] * 2, "as many as there may be, less one"
    assert _words((2,), (2,), (20,)) == [[BELOW], [BELOW], ["20"]]


def test_without_totals_of_rows_one_column_leaves_nothing_out_of_the_next() -> None:
    assert _words((4, 30), (4, 9)) == [[LEFT_OUT, "30"], [LEFT_OUT, "9"]]


def test_a_total_below_five_tells_nothing() -> None:
    assert _words((3,), (0,)) == [[BELOW], ["0"]]


def test_rows_are_covered_where_their_totals_are_known() -> None:
    assert _words((3, 30), (9, 40), (20, 50)) == [[BELOW, "30"], [LEFT_OUT, "40"], ["20", "50"]]
    assert _words((3, 30), (9, 40), (20, 50), with_totals=True) == [
        [BELOW, LEFT_OUT, "33"],
        [LEFT_OUT, LEFT_OUT, "49"],
        ["20", "50", "70"],
        ["32", "120", "152"],
    ], "a rectangle of four"


def test_totals_go_too_where_they_would_tell() -> None:
    assert _words((1, 5), (0, 0), with_totals=True)[0][:2] == [BELOW, LEFT_OUT]
    assert _words((2, 0), with_totals=True) == [[BELOW, "0", BELOW], [BELOW, "0", BELOW]]


def test_a_smallest_that_is_left_out_is_not_told_by_its_neighbours() -> None:
    """Beside a shown 5 the smallest that was left out can only be 5, so that goes as well."""
    assert _words((3,), (5,), (5,)) == [[BELOW], [LEFT_OUT], [LEFT_OUT]]


def test_a_chart_draws_nothing_of_what_is_not_said() -> None:
    found = suppressed(((3,), (9,), (21,)))
    assert [found.drawn(row, 0) for row in range(3)] == [None, None, 21]
    assert found.drawn(2, 0, to_five=True) == 20 and found.words(2, 0, to_five=True) == "20"


def test_rounding_to_five_never_makes_something_of_nothing() -> None:
    assert [rounded(count) for count in (0, 5, 7, 8, 12, 13)] == [0, 5, 5, 10, 10, 15]


def test_adults_and_schools_of_one_class() -> None:
    assert [of_staff(count) for count in (0, 1, 9)] == ["0", BELOW, BELOW]
    assert [none_or_some(count) for count in (0, 1, 9)] == ["none", "some", "some"]


@pytest.mark.parametrize(
    ("sizes", "groups"),
    [
        ((), ()),
        ((30, 28), ((0,), (1,))),
        ((6, 7, 30), ((0, 1), (2,))),
        ((30, 6), ((0, 1),)),
        ((3, 3, 3), ((0, 1, 2),)),
        ((30, 4, 30), ((0,), (1, 2))),
    ],
)
def test_small_years_stand_together(sizes: tuple[int, ...], groups: tuple[tuple[int, ...], ...]) -> None:
    assert merged_years(sizes) == groups


def test_a_negative_number_is_a_bug() -> None:
    with pytest.raises(ValueError, match="negative"):
        suppressed(((-1,),))


# ---------------------------------------------------------------- the proof


def _range(found: Suppressed, row: int, column: int, most: int) -> range:
    """What a reader knows of one number by its mark alone."""
    mark, shown = found.marks[row][column], found.counts[row][column]
    if mark is Mark.SHOWN:
        return range(shown, shown + 1)
    return range(1, LEAST) if mark is Mark.BELOW else range(most + 1)


def _total_fits(told: int, true: int) -> bool:
    """Whether a sum agrees with a total that is known, unless that is below five itself."""
    return 0 < told < LEAST if 0 < true < LEAST else told == true


def _readings(found: Suppressed, most: int, *, with_totals: bool) -> Iterator[tuple[tuple[int, ...], ...]]:
    """Every table that a reader could think of behind what is printed, its totals added."""
    tall = len(found.counts) - with_totals
    wide = len(found.counts[0]) - with_totals
    each = [_range(found, row, column, most) for row in range(tall) for column in range(wide)]
    for flat in product(*each):
        made = [list(flat[row * wide : (row + 1) * wide]) for row in range(tall)]
        columns = [sum(row[column] for row in made) for column in range(wide)]
        if with_totals:
            whole = [[*row, sum(row)] for row in made] + [[*columns, sum(columns)]]
            if all(
                _agrees(found, whole, row, column) for row in range(tall + 1) for column in range(wide + 1)
            ):
                yield tuple(tuple(row) for row in whole)
        elif all(
            _total_fits(columns[column], sum(row[column] for row in found.counts)) for column in range(wide)
        ):
            yield tuple(tuple(row) for row in made)


def _agrees(found: Suppressed, whole: list[list[int]], row: int, column: int) -> bool:
    mark, told = found.marks[row][column], whole[row][column]
    if mark is Mark.SHOWN:
        return told == found.counts[row][column]
    return mark is Mark.LEFT_OUT or 0 < told < LEAST


def _gives_back(counts: tuple[tuple[int, ...], ...], *, with_totals: bool = False) -> list[tuple[int, int]]:
    """The small numbers that every reading agrees on."""
    found = suppressed(counts, with_totals=with_totals)
    small = {
        (row, column)
        for row, numbers in enumerate(found.counts)
        for column, number in enumerate(numbers)
        if 0 < number < LEAST
    }
    for made in _readings(found, max(map(sum, counts)) + 2, with_totals=with_totals):
        small = {(row, column) for row, column in small if made[row][column] == found.counts[row][column]}
        if not small:
            return []
    return sorted(small)


def test_no_small_number_of_a_list_can_be_worked_out() -> None:
    """Every list of one to four numbers from 0 to 7, by brute force."""
    for length in range(1, 5):
        for numbers in product(range(8), repeat=length):
            if list(numbers) == sorted(numbers):  # the order changes nothing
                counts = tuple((number,) for number in numbers)
                assert _gives_back(counts) == [], counts


def test_no_small_number_of_a_square_can_be_worked_out() -> None:
    """Every square of numbers at the edges of the rule, with the totals of rows and columns known, by brute force."""
    for a, b, c, d in product((0, 1, 4, 5), repeat=4):
        counts = ((a, b), (c, d))
        assert _gives_back(counts, with_totals=True) == [], counts
        assert _gives_back(counts) == [], counts


@settings(max_examples=12, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from((0, 1, 3, 4, 5, 6)), min_size=2, max_size=2), min_size=3, max_size=3)
)
def test_no_small_number_of_three_rows_can_be_worked_out(rows: list[list[int]]) -> None:
    counts = tuple(tuple(row) for row in rows)
    assert _gives_back(counts, with_totals=True) == []


@given(TABLES, st.booleans())
def test_whatever_the_table_nothing_small_is_shown(rows: list[list[int]], with_totals: bool) -> None:
    found = suppressed(rows, with_totals=with_totals)
    for row, numbers in enumerate(found.counts):
        for column, number in enumerate(numbers):
            mark = found.marks[row][column]
            if 0 < number < LEAST:
                assert mark is not Mark.SHOWN
            if mark is Mark.SHOWN:
                assert found.words(row, column) == str(number)
            if mark is Mark.BELOW:
                assert 0 < number < LEAST


def test_the_brute_force_finds_what_would_be_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the second rule the total gives the small number back, and the proof says so."""
    monkeypatch.setattr("safeguard_app.domain.suppression._Net.protect", lambda _net: None)
    assert _gives_back(((3,), (9,))) == [(0, 0)]
