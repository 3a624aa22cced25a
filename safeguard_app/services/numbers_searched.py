"""Whether somebody's telephone number or day of birth stands in a finished copy.

Made apart from what leaves them out: here a text is taken to its digits and its days, and those are compared.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

_LEAST_DIGITS = 9
_NO_DIGITS = re.compile(r"(?<=\d)[\s().,/+_‐-―-]+(?=\d)")
_DIGITS = re.compile(r"\d{9,}")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?(?![^\W\d_])"
_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?<!\d)(?P<year>\d{4})[\W_]{1,3}(?P<month>\d{1,2})[\W_]{1,3}(?P<day>\d{1,2})(?!\d)",
        r"(?<!\d)(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?!\d)",
        r"(?<!\d)(?P<day>\d{1,2})[\W_]{1,3}(?P<month>\d{1,2})[\W_]{1,3}(?P<year>\d{4})(?!\d)",
        r"(?<!\d)(?P<day>\d{1,2}) ?[/.-] ?(?P<month>\d{1,2}) ?[/.-] ?(?P<year>\d\d)(?![\d:/])",
        rf"(?<!\d)(?P<day>\d{{1,2}}) ?(?:st|nd|rd|th)?(?: of)?[\W_]*{_MONTH}[\W_]*(?P<year>\d{{4}}|\d\d)(?![\d:/])",
        rf"(?<![^\W_]){_MONTH}[\W_]*(?P<day>\d{{1,2}}) ?(?:st|nd|rd|th)?[\W_]+(?P<year>\d{{4}}|\d\d)(?![\d:/])",
    )
)
"""How a day is written: all of these are read, and it is the day that is compared."""


class NumbersWatch:
    """Telephone numbers and days of birth that may not stand in a copy."""

    def __init__(self, forbidden: Iterable[str], allowed: Iterable[str]) -> None:
        """``allowed`` are numbers of those the copy may name, and what was put back."""
        theirs = tuple(allowed)
        self._digits = {one for number in forbidden for one in _proper_of(number)}
        self._digits -= {one for number in theirs for one in _proper_of(number)}
        self._days = {
            (int(one[1]), int(one[2]), int(one[3]))
            for number in forbidden
            if (one := _ISO.fullmatch(number)) is not None
        }
        self._days = {
            day for day in self._days if not any(_is(day, own) for own in _days_in(" ; ".join(theirs)))
        }

    def within(self, text: str) -> Iterator[str]:
        """Each number and day that stands in a text, as it is said to whoever issues the copy."""
        plain = unicodedata.normalize("NFKC", text).casefold()
        if not any(one.isdigit() for one in plain):
            return
        joined = _NO_DIGITS.sub("", plain)
        yield from (one for one in self._digits if one in joined)
        for found in _days_in(plain) if self._days else ():
            if any(_is(day, found) for day in self._days):
                yield "{2}/{1}/{0}".format(*found)


def by_digits(number: str) -> bool:
    """Whether a number is one to dial, which is compared by its digits alone."""
    return any(_proper_of(number))


def _proper_of(number: str) -> Iterator[str]:
    """The digits of a telephone number without what is dialled before it."""
    if "@" in number or _ISO.fullmatch(number):
        return
    for one in _DIGITS.findall(" ".join(_NO_DIGITS.sub("", part) for part in re.split("[,;/]", number))):
        digits = one.removeprefix("00")
        if digits.startswith("44") and len(digits) > _LEAST_DIGITS + 1:
            digits = digits[2:]
        digits = digits.removeprefix("0")
        if len(digits) >= _LEAST_DIGITS:
            yield digits


def _days_in(plain: str) -> Iterator[tuple[int, int, int]]:
    for form in _FORMS:
        for one in form.finditer(plain.casefold()):
            month = one["month"]
            number = int(month) if month.isdecimal() else _MONTHS.index(month) + 1
            yield int(one["year"]), number, int(one["day"])


def _is(day: tuple[int, int, int], found: tuple[int, int, int]) -> bool:
    """The same day, where a year may be written with two digits."""
    year = day[0] % 100 if found[0] < 100 else day[0]
    return (year, *day[1:]) == found
