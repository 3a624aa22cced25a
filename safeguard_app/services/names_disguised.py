"""Names as people write them so that a search passes them by: in a hashtag, with letters drawn out or put apart.

Only the search of a finished copy asks here, and a person decides on each find: a token that holds a name may hold it
by chance. So nothing is left out by it in silence, and names of five letters and more count within another word.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import product

_LEAST, _LEAST_WITHIN, _LEAST_IN_A_WORD, _LEAST_REST = 4, 5, 6, 3
"""Letters of a name: to be found put apart, within a hashtag or the name of a file, and within any word."""
_TOKEN = re.compile(r"[^\W_]+")
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
_RUN = re.compile(r"([^\W\d_])\1+")
_APART = re.compile(r"(?<![^\W_])[^\W\d_](?P<by>[ .·*~/_-])[^\W\d_](?:(?P=by)[^\W\d_])+(?![^\W_])")
_BROKEN = re.compile(r"(?<![^\W_])([^\W\d_]{2,})(?:-[ \n>”“\"]*|[ ”“\"]*\n[ >”“\"]*)([^\W\d_]{2,})(?![^\W_])")
_IN_FIGURES = re.compile(r"(?<![\w$@!])(?=[0-9$@!]*[^\W\d_])[\w$@!]*[0134578$@!][\w$@!]*")
_FIGURES = {
    "0": "o",
    "1": "il",
    "3": "e",
    "4": "a",
    "5": "s",
    "7": "t",
    "8": "b",
    "$": "s",
    "@": "a",
    "!": "i",
}
_MOST_FIGURES = 4
_ENDING = re.compile(
    r"[\w-]{0,100}+\.(?:png|jpe?g|gif|webp|heic|bmp|mp[34]|mov|m4a|wav|pdf|docx?|txt|zip)\b", re.IGNORECASE
)
"""What goes on from a token to the end of a file's name; so far and no further, or each token would read the rest."""
_INFLECTED = frozenset("a u em owi ie y e ek ka ko o om ą ę i ov ovi ovej".split())  # noqa: SIM905 - endings
"""Endings that names have in Polish, Slovak, Czech and their neighbours."""
_TITLED = re.compile(r"(?<!\w)(?:[Mm]rs?|[Mm]iss|[Mm][sx]|[Dd]r|[Ss]ir)\.? ?\n?([A-Z])\b(?![.’'-]?\w)")
_WITH_DIGITS = re.compile(r"(?<![^\W_])([A-Z]{2,3})\d{1,4}(?![^\W_])(?! \d[A-Z]{2}\b)")
"""Initials with digits right behind them, and no postcode."""
_OF_A_CODE = re.compile(r"\w*\d\w* $")
"""Another group of a number that is written in groups."""


class Disguises:
    """What names may stand as in a text. ``plain`` takes a word to plain letters, as the names given here are."""

    def __init__(
        self,
        names: Iterable[str],
        allowed: Collection[str],
        put_back: Collection[str],
        plain: Callable[[str], str],
    ) -> None:
        """``names`` are single words; ``allowed`` words of those who may be named, in which nobody else stands."""
        self._plain = plain
        self._allowed, self._back = allowed, put_back
        self._names = {one for one in names if len(one) >= _LEAST and one.isalpha()}
        self._once = {_RUN.sub(r"\1", one) for one in self._names}
        self._reversed = {one[::-1] for one in self._names if len(one) >= _LEAST_WITHIN}
        long = sorted((one for one in self._names if len(one) >= _LEAST_WITHIN), key=len, reverse=True)
        self._long = re.compile("|".join(map(re.escape, long))) if long else None

    def names_in(self, text: str) -> Iterator[str]:
        """What may be a name, as it is written."""
        if not self._names:
            return
        for written in (*self._in_tokens(text), *self._in_figures(text), *self._put_apart(text)):
            if self._plain(written) not in self._back:
                yield written

    def _in_tokens(self, text: str) -> Iterator[str]:
        for one in _TOKEN.finditer(text):
            token = one[0]
            if len(token) < _LEAST or (plain := self._plain(token)) in self._allowed or plain in self._names:
                continue
            whole = self._is_drawn_out(plain) or plain in self._reversed or self._is_inflected(token, plain)
            if whole or self._holds(plain, marked=_is_marked(text, one.start())):
                yield token

    def _is_drawn_out(self, plain: str) -> bool:
        """ "kaaaacper": a letter stands three times and more, which it does in no word."""
        if _DRAWN_OUT.search(plain) is None:
            return False
        once = _RUN.sub(r"\1", plain)
        return once in self._once or once.removesuffix("s") in self._once

    def _is_inflected(self, token: str, plain: str) -> bool:
        found = self._long.match(plain) if self._long is not None and token[0].isupper() else None
        return found is not None and plain[found.end() :] in _INFLECTED

    def _holds(self, plain: str, *, marked: bool) -> bool:
        """Whether a longer word holds a name: five letters where no word of a sentence stands, six anywhere."""
        found = self._long.search(plain) if self._long is not None else None
        if found is None or len(plain) == len(found[0]):
            return False
        rest = len(plain) - len(found[0])
        return marked or (len(found[0]) >= _LEAST_IN_A_WORD and rest >= _LEAST_REST)

    def _in_figures(self, text: str) -> Iterator[str]:
        """ "Tom4sz": a figure or sign in the place of a letter."""
        for one in _IN_FIGURES.finditer(text):
            written = one[0].rstrip("!@")
            figures = [sign for sign in written if sign in _FIGURES]
            if len(written) < _LEAST or not 0 < len(figures) <= _MOST_FIGURES:
                continue
            read = {"".join(many) for many in product(*(_FIGURES.get(sign, sign) for sign in written))}
            if any(self._plain(form) in self._names for form in read):
                yield written

    def _put_apart(self, text: str) -> Iterator[str]:
        """ "T o m a s z", "tom-asz", and a name that goes on in the next line."""
        for one in _APART.finditer(text):
            joined = self._plain(one[0].replace(one["by"], ""))
            if any(name in joined for name in self._names):
                yield one[0]
        for one in _BROKEN.finditer(text):
            joined = self._plain(one[1] + one[2])
            if len(joined) >= _LEAST_WITHIN and joined in self._names:
                yield one[0]


def _is_marked(text: str, start: int) -> bool:
    """Whether a token is a hashtag, an account or the name of a file."""
    before = re.search(r"[#@][\w.-]*$", text[max(0, start - 40) : start])
    return before is not None or _ENDING.match(text, start) is not None


def short_forms_in(text: str, initials: Collection[str], surnames: Collection[str]) -> Iterator[str]:
    """ "Mrs Z" by the first letter of a surname, and "TZ15", as they are written."""
    yield from (one[0] for one in _TITLED.finditer(text) if one[1] in surnames)
    yield from (
        one[0]
        for one in _WITH_DIGITS.finditer(text)
        if one[1] in initials and not _OF_A_CODE.search(text[max(0, one.start() - 12) : one.start()])
    )
