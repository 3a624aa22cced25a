"""Telephone numbers and days of birth within a folded text, however somebody wrote them there."""

import re
from collections.abc import Iterator
from datetime import date

from safeguard_app.domain.date_words import MONTHS

MAIL = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+")
"""An e-mail address. It is tried at the beginning of a run of its signs alone, and once: such a run may be long."""
_TELEPHONE = re.compile(
    r"(?<![\w+./-])(?:\+44[ .-]?(?:\(0\)[ .-]?)?|\(?0)[1-9](?:[ .()-]{0,2}\d){7,9}(?![\w-])"
)
_OF_EVERYBODY = ("300", "303", "345", "370", "800", "808")
"""Helplines, authorities and the like: nobody's own."""
_LEAST_DIGITS = 9
"""Digits after the 0 or +44 of a telephone number; fewer may be anything."""
_GAP = r"[ ()./-]{0,4}"
_WRITTEN = re.compile(r"\d(?:[ ().-]{0,3}\d)+")
_BEFORE = rf"(?:\(?(?:\+ ?|0 ?0 ?)?(?:4 ?4{_GAP})?\(?0?{_GAP})?"
"""What may stand before the number proper: +44, 0044, 0, (0) and a bracket."""
_AROUND = r"[ ]?[/.-][ ]?"


def number_keys(number: str) -> Iterator[str]:
    """A number as it is compared: an ISO date as such, a telephone number by its digits without 0 or +44."""
    if _born(number) is not None:
        yield number
        return
    for one in _WRITTEN.finditer(number):
        digits = _proper(re.sub(r"\D", "", one[0]))
        if len(digits) >= _LEAST_DIGITS:
            yield digits


def number_pattern(key: str) -> str:
    """A pattern over folded text for one of :func:`number_keys`."""
    born = _born(key)
    if born is not None:
        return _day_pattern(born)
    return rf"(?<!\d){_BEFORE}{_GAP.join(key)}(?!\d)"


def _proper(digits: str) -> str:
    bare = digits[2:] if digits.startswith("00") else digits
    if bare.startswith("44") and len(bare) - 2 >= _LEAST_DIGITS:
        bare = bare[2:]
    return bare[1:] if bare.startswith("0") else bare


def _born(number: str) -> date | None:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", number):
        return None
    try:
        return date.fromisoformat(number)
    except ValueError:
        return None


def _day_pattern(born: date) -> str:
    """The British order, the order of ISO, and the month in words before or after the day."""
    day, month = f"0?{born.day}", f"0?{born.month}"
    name = MONTHS[born.month - 1].lower()
    year = rf"(?:{born.year}|'?{born.year % 100:02})"
    word = rf"(?:{name}|{name[:3]}t?\.?)"
    ordinal = rf"{day} ?(?:st|nd|rd|th)?"
    forms = (
        rf"{born.year}(?:{_AROUND}| ){month}(?:{_AROUND}| ){day}",
        f"{born.year}{born.month:02}{born.day:02}",
        rf"{day}(?:{_AROUND}| ){month}(?:{_AROUND}| ){born.year}",
        f"{day}{_AROUND}{month}{_AROUND}{year}",
        rf"{ordinal}(?: of)?[ -]*{word}[ ,-]*{year}",
        rf"{word}[ -]*{ordinal}[ ,-]+{year}",
    )
    return rf"(?<![\d/])(?:{'|'.join(forms)})(?![\d:/])"


def telephones(text: str) -> list[str]:
    """Telephone numbers of this country as a text writes them, from the 0 or +44 on, whatever parts their digits."""
    found = (one[0] for one in _TELEPHONE.finditer(text))
    return [one for one in found if not any(key.startswith(_OF_EVERYBODY) for key in number_keys(one))]
