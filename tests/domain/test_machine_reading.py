"""When two pictures are asked about."""

import random
from itertools import combinations

import pytest

from safeguard_app.domain.machine_reading import (
    Compared,
    PictureLook,
    count_of_words,
    pairs_alike,
    taken_apart,
)

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


def _some(chance: random.Random, count: int, words: int) -> dict[int, Compared]:
    """Pictures of which each is a little, or much, like the one before."""
    common = [f"word{number}" for number in range(words * 3)]
    found: dict[int, Compared] = {}
    bits, said = chance.getrandbits(256), set(chance.sample(common, words))
    for place in range(count):
        if chance.random() < 0.5:
            bits, said = chance.getrandbits(256), set(chance.sample(common, words))
        for _ in range(chance.randrange(20)):
            bits ^= 1 << chance.randrange(256)
            said.symmetric_difference_update({f"word{chance.randrange(words * 3 + 1)}"})
        found[place] = Compared(bits & chance.choice([(1 << 256) - 1, (1 << 11) - 1]), frozenset(said))
    return found


def test_no_pair_is_missed_though_most_are_not_compared() -> None:
    chance = random.Random(5)
    for words in (0, 8, 30, 60):
        looks = _some(chance, 60, words)
        alike = [(one, other) for one, other in combinations(looks, 2) if looks[one].much_like(looks[other])]
        assert pairs_alike(looks) == alike
        assert alike or not words


def test_five_hundred_pages_of_print_are_not_compared_word_by_word(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = _some(random.Random(7), 500, 200)
    compared: list[Compared] = []
    much_like = Compared.much_like

    def counted(one: Compared, other: Compared) -> bool:
        compared.append(one)
        return much_like(one, other)

    monkeypatch.setattr(Compared, "much_like", counted)
    assert pairs_alike(looks)
    assert len(compared) < 1_000, "of 124,750 pairs"
