r"""Where a name begins and ends within a text, in any script.

``\b`` does not know: a mark over or under a letter is no letter to it, so a name that ends in one ("प्रिया", "Adébọ̀")
never ends; and in scripts written without blanks, or with endings joined on, a name stands between other words.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

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


_TOGETHER = re.compile(r"[^\W_]{3,}")
_CHECKSUM = re.compile(
    r"(?<![^\W_])(?=(?:[0-9]+[a-f]+){3}|(?:[a-f]+[0-9]+){3})[0-9a-f]{16,}(?![^\W_])", re.IGNORECASE
)
"""Letters to f and digits that change at least as often as that: "ada" in one is nobody."""
_ONE_WORD = frozenset(
    """
    bluesky earlybird ebay facetime frontpage goodnotes goodreads homepage markdown markup maybe mumsnet newpage
    onenote playstation rockstar skynews starwars webpage wildlife youngminds youtube
    """.split()  # noqa: SIM905 - a word a line would be twenty lines
)
"""Written with a capital within, and one word all the same: names stand in them that are words as well."""
_BEGINS = re.compile("(?:^|[^A-Z])(?:Mc|Mac|De|Del|Di|La|Le|Van|Von|Fitz|Ap|St)$")
"""Beginnings of a name that go on with a capital: "McDonald" is not Donald, nor "LeRoy" Roy."""
_LEAST_REST = 3
_MOST_WORDS = 7
"""Letters and digits that change as often as that are a code."""


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


def inner_edges(text: str) -> list[int]:
    """Where a word begins within letters and digits that run together: "JessK", "jess2010", "JKane".

    None in a checksum or another code, in a word that is written so ("MarkUp"), or behind "Mc" and the like.
    """
    return [one.start() + at for one in _TOGETHER.finditer(text) for at in _edges_of(one[0])]


def _edges_of(run: str) -> Sequence[int]:
    if run.isalpha() and (run.islower() or run.isupper() or run[1:].islower()):
        return ()
    if run.lower() in _ONE_WORD or _CHECKSUM.fullmatch(run):
        return ()
    found = [at for at in range(1, len(run)) if _is_edge(run, at)]
    return found if len(found) < _MOST_WORDS else ()


def _is_edge(run: str, at: int) -> bool:
    before, after = run[at - 1], run[at]
    if before.isdigit() or after.isdigit():
        return before.isdigit() != after.isdigit()
    if not after.isupper():
        return False
    if before.isupper():
        return run[at + 1 : at + 2].islower()
    return len(run) - at < _LEAST_REST or _BEGINS.search(run[max(0, at - 5) : at]) is None


def without_checksums(text: str) -> str:
    """The text as long as before, with blanks in the place of each checksum."""
    return _CHECKSUM.sub(lambda one: " " * len(one[0]), text)


def words_in(text: str) -> Sequence[str]:
    """The words of a text, each with the marks over and under its letters; no digits."""
    found: list[str] = _word().findall(text)
    return found


def word_readings(text: str) -> Iterator[Sequence[tuple[str, str]]]:
    """Each word of a text as it is written, with itself in plain letters.

    Once where a sign that nobody sees parts no words, once where it parts two, as in ``as_letters``, and once with
    those apart that run together, as in ``inner_edges``.
    """
    text = without_checksums(text)
    bare = without_unseen(text)
    plain = as_letters(bare)
    yield _with_letters(bare, plain)
    edges = inner_edges(plain)
    if edges:
        yield _with_letters(*(_parted(one, edges) for one in (bare, plain)))
    if not text.isascii() or len(bare) != len(text):
        apart = without_unseen(text, " ")
        yield _with_letters(apart, as_letters(apart, parted=True))


def _with_letters(written: str, plain: str) -> Sequence[tuple[str, str]]:
    return [(written[start:end], plain[start:end]) for start, end in word_spans(plain)]


def _parted(text: str, edges: Sequence[int]) -> str:
    return " ".join(text[start:end] for start, end in pairwise((0, *edges, len(text))))


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
