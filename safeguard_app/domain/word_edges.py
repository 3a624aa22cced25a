r"""Where a name begins and ends within a text, in any script.

``\b`` does not know: a mark over or under a letter is no letter to it, so a name that ends in one ("प्रिया", "Adébọ̀")
never ends; and in scripts written without blanks, or with endings joined on, a name stands between other words.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

from safeguard_app.domain.letter_shapes import as_letters, without_unseen

_MARK_CATEGORIES = ("Mn", "Mc", "Me")
_FIRST_MARK, _PAST_MARKS = 0x300, 0x20000
_BEYOND_LATIN = "\u0250"
_JOINERS = "\u200c\u200d"
"""They join or part letters within one word."""
_RUNS_ON = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u3130-\u318f"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Thai, Lao, Burmese, Khmer, Chinese, Japanese and Korean: a name has other words right beside it."""


def standing_alone(pattern: str, name: str, *, owned: bool = False) -> str:
    """A pattern for a name, matched only where no letter of another word goes on before or after it.

    ``owned``: an s may stand right behind it, as in "Tylers bag", and digits beside it, as in "tyler2.png".
    """
    letter = r"[^\W0-9]" if owned else r"[^\W]"
    before = "" if _RUNS_ON.match(name[:1]) else rf"(?<!{letter})"
    if _RUNS_ON.match(name[-1:]):
        return f"{before}(?:{pattern})"
    inner = f"|[{_marks()}]" if any(sign > _BEYOND_LATIN for sign in name) else ""
    after = rf"(?!{letter}{inner})"
    return rf"{before}(?:{pattern})" + (f"(?:{after}|(?=[sS]{after}))" if owned else after)


def runs_on(name: str) -> bool:
    """Whether a name is written in a script in which it is no word of its own within a text."""
    return _RUNS_ON.search(name) is not None


def words_in(text: str) -> Sequence[str]:
    """The words of a text, each with the marks over and under its letters; no digits."""
    found: list[str] = _word().findall(text)
    return found


def word_readings(text: str) -> Iterator[Sequence[tuple[str, str]]]:
    """Each word of a text as it is written, with itself in plain letters.

    Once where a sign that nobody sees parts no words, and once where it parts two, as in ``as_letters``.
    """
    bare = without_unseen(text)
    yield _with_letters(bare, as_letters(bare))
    if not text.isascii() or len(bare) != len(text):
        apart = without_unseen(text, " ")
        yield _with_letters(apart, as_letters(apart, parted=True))


def _with_letters(written: str, plain: str) -> Sequence[tuple[str, str]]:
    return [(written[start:end], plain[start:end]) for start, end in word_spans(plain)]


def word_spans(text: str) -> Sequence[tuple[int, int]]:
    """Where the words of :func:`words_in` stand."""
    return [one.span() for one in _word().finditer(text)]


@cache
def _word() -> re.Pattern[str]:
    letters = rf"[^\W\d_](?:[^\W\d_]|[{_marks()}{_JOINERS}])*"
    return re.compile(rf"{letters}(?:['’-]{letters})*")


@cache
def _marks() -> str:
    """Every mark that goes with a letter, as ranges within a class of a pattern. Slow for an import: made once."""
    marks = [
        code
        for code in range(_FIRST_MARK, _PAST_MARKS)
        if unicodedata.category(chr(code)) in _MARK_CATEGORIES
    ]
    ranges: list[list[int]] = []
    for code in marks:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)
