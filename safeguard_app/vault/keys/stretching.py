"""Argon2id (RFC 9106): from a passphrase to the 32 bytes that are a user's identity."""

import secrets
import time
import unicodedata
from dataclasses import dataclass, replace

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from safeguard_app.vault.problems import KeyFileDamaged, NotEnoughMemory

SALT_BYTES = 16
SECRET_BYTES = 32
_MIB = 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess costs: memory in KiB, passes over it, lanes in parallel."""

    memory_kib: int
    passes: int
    lanes: int


DEFAULT = Cost(memory_kib=256 * _MIB, passes=3, lanes=4)
FLOOR = Cost(memory_kib=64 * _MIB, passes=3, lanes=4)
CEILING = Cost(memory_kib=2048 * _MIB, passes=16, lanes=16)
CHEAPEST = Cost(memory_kib=64, passes=1, lanes=1)
"""For tests and the demo school only: such a log refuses to hold a real school's records."""

_TARGET_SECONDS, _MOST_SECONDS = 1.0, 1.2


def new_salt() -> bytes:
    """A fresh random salt."""
    return secrets.token_bytes(SALT_BYTES)


def stretch(passphrase: str, salt: bytes, cost: Cost, *, cheap_allowed: bool = False) -> bytes:
    """32 secret bytes. Bounds are checked first: a forged cost must neither hang the computer nor weaken a key.

    Raises :class:`KeyFileDamaged` when the cost or salt lies outside what this program ever writes, and
    :class:`NotEnoughMemory`.
    """
    within = (
        cost.memory_kib <= CEILING.memory_kib
        and cost.passes <= CEILING.passes
        and 1 <= cost.lanes <= CEILING.lanes
    )
    strong = cost.memory_kib >= FLOOR.memory_kib and cost.passes >= FLOOR.passes
    if len(salt) != SALT_BYTES or not within or not (strong or (cheap_allowed and cost == CHEAPEST)):
        raise KeyFileDamaged
    kdf = Argon2id(
        salt=salt, length=SECRET_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib
    )
    typed = unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")
    try:
        return kdf.derive(typed)
    except MemoryError:
        raise NotEnoughMemory from None


def calibrated() -> Cost:
    """The default cost, its passes raised until one stretch takes 0.8 to 1.2 seconds on this computer.

    Where the default takes longer than that, memory comes down instead, never below the floor.
    """
    started = time.monotonic()
    stretch("calibration", bytes(SALT_BYTES), DEFAULT)
    seconds = max(time.monotonic() - started, 0.01)
    if seconds > _MOST_SECONDS:
        scaled = int(DEFAULT.memory_kib * _TARGET_SECONDS / seconds) // _MIB * _MIB
        return replace(DEFAULT, memory_kib=max(FLOOR.memory_kib, scaled))
    passes = round(DEFAULT.passes * _TARGET_SECONDS / seconds)
    return replace(DEFAULT, passes=min(CEILING.passes, max(DEFAULT.passes, passes)))
