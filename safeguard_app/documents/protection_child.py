"""The process that protects one file whose bytes came from outside, and ends with its answer: decision 0040.

It knows no log and no key, and can open nothing but chance to encrypt by once it reads. The passphrase comes through
the pipe, where no other program sees it.
"""

import importlib
from typing import BinaryIO

from safeguard_app.documents.protection import (
    CHECK,
    HOLDS,
    MAKE,
    MOST_PROTECTED,
    PROTECT_LIMITS,
    NotProtected,
    is_protected,
    protected,
)
from safeguard_app.system.chance_alone import keep_to_chance
from safeguard_app.system.limited_process import limit_this_process

_LONGEST_LINE = 1_000


def main() -> int:
    """Protect one file, or say whether one is protected. Not 0 where that could not be done."""
    for name in ("pikepdf", "encodings.utf_16_be", "encodings.idna"):
        importlib.import_module(name)
    limit_this_process(PROTECT_LIMITS)
    keep_to_chance()
    with open(0, "rb", closefd=False) as asking, open(1, "wb", closefd=False) as answering:
        try:
            _answer(asking, answering)
        except (NotProtected, ValueError):
            return 1
        answering.flush()
    return 0


def _answer(asking: BinaryIO, answering: BinaryIO) -> None:
    wanted = asking.readline(_LONGEST_LINE)
    passphrase = asking.readline(_LONGEST_LINE).removesuffix(b"\n").decode()
    content = asking.read(MOST_PROTECTED + 1)
    if not passphrase or len(content) > MOST_PROTECTED:
        raise ValueError("nothing to protect it with, or too long")
    if wanted == MAKE:
        answering.write(protected(content, passphrase))
    elif wanted == CHECK and is_protected(content, passphrase):
        answering.write(HOLDS)
