"""Accounts as texts name them, in the one form in which they are compared."""

import re
from collections.abc import Iterable

_WRITTEN = re.compile(r"(?<![\w@.])@[\w][\w.\-]{1,60}")


def plain_handle(handle: str) -> str:
    """An account’s name as it is compared: small letters, no @, no stop at its end; nothing for more than one word."""
    plain = handle.strip().lstrip("@").rstrip(".-").casefold()
    return "" if " " in plain else plain


def handles_in(texts: Iterable[str]) -> tuple[str, ...]:
    """Accounts that are written with an @ in texts, each once."""
    found = (match.group() for text in texts if "@" in text for match in _WRITTEN.finditer(text))
    return tuple(dict.fromkeys(plain_handle(one) for one in found))
