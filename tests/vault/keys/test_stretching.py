"""Argon2id: the published vector, and bounds that are checked before a byte of memory is taken."""

import time

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from safeguard_app.vault.keys import stretching
from safeguard_app.vault.keys.stretching import CHEAPEST, FLOOR, Cost, stretch
from safeguard_app.vault.problems import KeyFileDamaged, NotEnoughMemory

_GIB = 1024 * 1024


def test_the_library_gives_the_vector_of_rfc_9106() -> None:
    kdf = Argon2id(
        salt=b"\x02" * 16,
        length=32,
        iterations=3,
        lanes=4,
        memory_cost=32,
        ad=b"\x04" * 12,
        secret=b"\x03" * 8,
    )
    expected = "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"
    assert kdf.derive(b"\x01" * 32).hex() == expected


@pytest.mark.parametrize(
    "cost",
    [
        Cost(4096 * _GIB, 3, 4),
        Cost(FLOOR.memory_kib, 2**31, 4),
        Cost(FLOOR.memory_kib, 3, 2**20),
        Cost(FLOOR.memory_kib, 3, 0),
        Cost(FLOOR.memory_kib - 1, 3, 4),
        Cost(FLOOR.memory_kib, 2, 4),
        Cost(-1, 3, 4),
        Cost(0, 0, 0),
    ],
)
@pytest.mark.parametrize("cheap_allowed", [True, False])
def test_a_forged_cost_is_refused_before_anything_is_stretched(
    cost: Cost, cheap_allowed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(**_: object) -> None:
        raise AssertionError("began to stretch")

    monkeypatch.setattr(stretching, "Argon2id", never)
    with pytest.raises(KeyFileDamaged):
        stretch("words", bytes(16), cost, cheap_allowed=cheap_allowed)


def test_the_cheap_cost_is_for_demo_logs_only() -> None:
    with pytest.raises(KeyFileDamaged):
        stretch("words", bytes(16), CHEAPEST)
    assert len(stretch("words", bytes(16), CHEAPEST, cheap_allowed=True)) == 32


@pytest.mark.parametrize("salt", [b"", bytes(15), bytes(17)])
def test_a_salt_of_another_length_is_refused(salt: bytes) -> None:
    with pytest.raises(KeyFileDamaged):
        stretch("words", salt, CHEAPEST, cheap_allowed=True)


def test_a_passphrase_that_cannot_be_text_is_still_stretched() -> None:
    assert stretch("\ud800", bytes(16), CHEAPEST, cheap_allowed=True) != stretch(
        "\ud801", bytes(16), CHEAPEST, cheap_allowed=True
    )


@pytest.mark.parametrize(
    "default_takes", [0.05, 0.2, 0.45, 0.79, 0.8, 0.9, 1.0, 1.19, 1.21, 1.5, 2.5, 3.9, 5.0, 20.0]
)
def test_the_cost_is_fitted_to_the_computer(default_takes: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """As much as 0.8 to 1.2 seconds, unless a floor or a ceiling comes first. Argon2 takes memory times passes."""
    clock = [100.0]

    def timed(_words: str, _salt: bytes, cost: Cost) -> bytes:
        clock[0] += _takes(cost, default_takes)
        return bytes(32)

    monkeypatch.setattr(stretching, "stretch", timed)
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    fitted = stretching.calibrated()

    assert FLOOR.memory_kib <= fitted.memory_kib <= stretching.DEFAULT.memory_kib
    assert FLOOR.passes <= fitted.passes <= stretching.CEILING.passes
    assert fitted.lanes == stretching.DEFAULT.lanes
    at_an_end = fitted.memory_kib == FLOOR.memory_kib or fitted.passes == stretching.CEILING.passes
    assert at_an_end or 0.8 <= _takes(fitted, default_takes) <= 1.2


def test_only_a_very_fast_or_slow_computer_meets_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    ends = [0.05, 20.0]
    for default_takes, expected in zip(ends, (stretching.CEILING.passes, FLOOR.memory_kib), strict=True):
        clock = iter((0.0, default_takes))
        monkeypatch.setattr(stretching, "stretch", lambda *_: bytes(32))
        monkeypatch.setattr(time, "monotonic", lambda clock=clock: next(clock))
        fitted = stretching.calibrated()
        assert expected in (fitted.passes, fitted.memory_kib)


def _takes(cost: Cost, default_takes: float) -> float:
    default = stretching.DEFAULT
    return default_takes * cost.memory_kib * cost.passes / (default.memory_kib * default.passes)


def test_too_little_memory_is_its_own_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    class Starved:
        def __init__(self, **_: object) -> None:
            pass

        def derive(self, _: bytes) -> bytes:
            raise MemoryError

    monkeypatch.setattr(stretching, "Argon2id", Starved)
    with pytest.raises(NotEnoughMemory):
        stretch("words", bytes(16), FLOOR)
