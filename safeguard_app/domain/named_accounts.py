"""Accounts as texts name them, in the one form in which they are compared."""

import re
from collections.abc import Container, Iterable

_TYPED = re.compile(r"(?<![\w@.\-])@?\w[\w.\-]{0,60}+(?!@)")
"""A word that may be an account, with an @ or without; no part of an address of mail."""
_WRITTEN = re.compile(r"(?<![\w@.])@[\w][\w.\-]{1,60}")


def plain_handle(handle: str) -> str:
    """An account’s name as it is compared: small letters, no @, no stop at its end; nothing for more than one word."""
    plain = handle.strip().lstrip("@").rstrip(".-").casefold()
    return "" if " " in plain else plain


def handles_in(texts: Iterable[str]) -> tuple[str, ...]:
    """Accounts that are written with an @ in texts, each once."""
    found = (match.group() for text in texts if "@" in text for match in _WRITTEN.finditer(text))
    return tuple(dict.fromkeys(plain_handle(one) for one in found))


def accounts_in(text: str, known: Container[str], *, every_word: bool = False) -> tuple[str, ...]:
    """Accounts that a text names, each once, in the order they stand there.

    With an @ every one. Without, only one that is ``known``, and of running words only one that can be no other word:
    it has a digit, a stop, a line or a hyphen in it.
    """
    found = []
    for match in _TYPED.finditer(text):
        word = plain_handle(match.group())
        if (len(word) > 1 and match.group().startswith("@")) or (
            word in known and (every_word or not word.isalpha())
        ):
            found.append(word)
    return tuple(dict.fromkeys(found))
