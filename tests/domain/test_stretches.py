"""Stretches that lie apart, and whether one more would touch any: found by looking at few of them."""

from hypothesis import given
from hypothesis import strategies as st

from safeguard_app.domain.stretches import Stretches


class Counted(int):
    """A number that counts how often one is compared."""

    compared = 0

    def __lt__(self, other: object) -> bool:
        Counted.compared += 1
        return int(self) < other  # type: ignore[operator]

    def __eq__(self, other: object) -> bool:
        Counted.compared += 1
        return int(self) == other

    __hash__ = int.__hash__


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9))), st.integers(0, 60), st.integers(1, 9))
def test_it_touches_what_shares_a_sign_with_it(taken: list[tuple[int, int]], start: int, length: int) -> None:
    kept, apart = Stretches(), list[tuple[int, int]]()
    for first, long in taken:
        over = any(first < last and begins < first + long for begins, last in apart)
        assert kept.touch(first, first + long) is over
        if not over:
            kept.add(first, first + long)
            apart.append((first, first + long))
    end = start + length
    assert Stretches(apart).touch(start, end) is any(start < last and first < end for first, last in apart)


def test_of_a_thousand_few_are_looked_at() -> None:
    kept = Stretches((Counted(at * 10), Counted(at * 10 + 5)) for at in range(1000))
    Counted.compared = 0
    assert kept.touch(Counted(5004), Counted(5006)) and not kept.touch(Counted(5006), Counted(5009))
    assert Counted.compared < 100
