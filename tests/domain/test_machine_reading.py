"""When two pictures are asked about."""

import pytest

from safeguard_app.domain.machine_reading import PictureLook, count_of_words, taken_apart

EDGES = (1 << 128) - 1
TWELVE = "one two three four five six seven eight nine ten eleven twelve"


def _like(bits: int) -> PictureLook:
    return PictureLook(likeness=f"{bits:064x}")


@pytest.mark.parametrize(
    ("other", "alike"),
    [(EDGES, True), (EDGES ^ ((1 << 24) - 1), True), (EDGES ^ ((1 << 25) - 1), False), (0, False)],
)
def test_looks_are_compared_by_their_bits(other: int, alike: bool) -> None:
    assert taken_apart(_like(EDGES)).much_like(taken_apart(_like(other))) is alike


def test_pictures_almost_without_edges_tell_nothing() -> None:
    flat = taken_apart(_like((1 << 11) - 1))
    assert not flat.much_like(flat)


@pytest.mark.parametrize(
    ("words", "alike"),
    [
        (TWELVE, True),
        (TWELVE.upper(), True),
        (TWELVE + " and two more words", True),
        ("nothing in common with " + TWELVE.replace("e", "x"), False),
        ("one two three four five six seven", False),
        ("", False),
    ],
)
def test_words_are_compared_as_a_set(words: str, alike: bool) -> None:
    assert taken_apart(PictureLook(TWELVE)).much_like(taken_apart(PictureLook(words))) is alike


def test_few_words_prove_nothing() -> None:
    few = taken_apart(PictureLook("Today 21 07 Delivered Reply Message"))
    assert not few.much_like(few)


def test_words_are_counted_without_single_letters_and_marks() -> None:
    assert count_of_words("I saw 2 wombats | in 2026.") == 4
