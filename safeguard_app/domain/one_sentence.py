"""The first sentence of a text, for a chronology that is read fast: never a part of a word, and never a made-up one."""

import re

MOST = 160
"""Letters of a shortened line: two lines of print."""
_MORE = " …"
_END = re.compile(r"[.!?…][\"”’)\]]*(?=\s+[\"“‘(\[]?[A-Z0-9À-Þ])")
"""The end of a sentence: its mark, what closes with it, and a capital letter or a number that begins the next."""
_NO_END = frozenset({"mr", "mrs", "ms", "mx", "dr", "prof", "rev", "st", "no", "e.g", "i.e", "approx", "tel"})
"""Words that are written with a full stop in the middle of a sentence."""


def one_sentence(text: str, most: int = MOST) -> str:
    """The first sentence; with " …" where it was cut, or where more stood behind it."""
    words = " ".join(text.split())
    end = next((found.end() for found in _END.finditer(words) if _ends_there(words, found)), len(words))
    first = words[:end]
    if len(first) > most:
        cut = first[:most]
        whole = cut.rsplit(" ", 1)[0] if " " in cut and not first[most].isspace() else cut
        return f"{whole.rstrip(' ,;:.')}{_MORE}"
    return first if end >= len(words) else f"{first}{_MORE}"


def is_longer(text: str, most: int = MOST) -> bool:
    """Whether :func:`one_sentence` leaves something of a text out."""
    return one_sentence(text, most) != " ".join(text.split())


def _ends_there(words: str, found: re.Match[str]) -> bool:
    """No title, no initial: "Mr. Pell", "J. Abbey"."""
    if words[found.start()] != ".":
        return True
    before = words[: found.start()].rsplit(" ", 1)[-1].lstrip("(“‘\"'").casefold()
    return before not in _NO_END and not (len(before) == 1 and before.isalpha())
