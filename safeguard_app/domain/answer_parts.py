"""Which part of an answer a field of an authority's form takes: a day, a time, a half of a name, a postcode, a tick.

Whoever fills a form must know what a field leaves unsaid, so every part comes with the pieces of the answer that it
says. Nothing is guessed: what cannot be taken apart goes whole, and a box is ticked only where the words say so.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from safeguard_app.domain.authority_forms import AnswerPart, DateStyle, FieldSource, TickWhen
from safeguard_app.domain.date_words import MONTHS
from safeguard_app.domain.postcodes import postcodes_in

_DAY = re.compile(
    rf"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?"
    rf"(?P<day>[0-9]{{1,2}}) (?P<month>{'|'.join(f'{one}|{one[:3]}' for one in MONTHS)}) (?P<year>[0-9]{{4}})",
    re.IGNORECASE,
)
_AGE = re.compile(r"(?: \((?:now )?[0-9]+(?: when this form was made)?\))?(?:; aged [0-9]+ at the time)?")
"""What the register adds to a day of birth; a field for the day alone has no need of it."""
_TIME = re.compile(r"\b(?:about )?[0-9]{1,2}:[0-9]{2}(?: [A-Z]{3,4})?(?![0-9])")
_NAME = re.compile(r"[^\W\d_]+(?:[.’'-]+[^\W\d_]*)*")
_MOST_NAMES = 6
_BETWEEN_NAMES = frozenset(
    ("van", "von", "de", "del", "della", "der", "den", "di", "da", "dos", "la", "le", "bin", "ibn")
)
"""Small words with which a last name begins, where they stand in small letters after a first name."""
_TOLD = re.compile(r"\b(?:told|informed|telephoned|rang|spoken to|written to)\b", re.IGNORECASE)
_NOT_TOLD = re.compile(
    r"\b(?:not|no|none|never|nobody|nothing|held|until|unless|unable|refused|declined|yet|if|before|tomorrow|later|"
    r"will|shall|would|should|may|might|must|can|could|cannot|be|being|plans? to|planned|intends?|tried|asked)\b"
    r"|n[’']t\b"
)
"""Words with which a line says that somebody was not told, or not yet. In small letters, or at a line's beginning: a
name and a month are written otherwise. One too many leaves a box empty, with the answer on the sheet."""


@dataclass(frozen=True, slots=True)
class Part:
    """What goes into a field, and the pieces of the answer it says. ``sure``: nobody need look at how it was parted."""

    text: str
    pieces: tuple[str, ...]
    sure: bool = True


def part_of(text: str, source: FieldSource) -> Part:
    """The part of an answer that a field takes; the whole where it has no such part."""
    match source.part:
        case AnswerPart.TIME:
            found = _TIME.findall(text)
            return Part(found[0], (found[0],)) if len(found) == 1 else Part(text, (text,))
        case AnswerPart.POSTCODE:
            codes = postcodes_in(text)
            return Part(codes[0], codes) if len(codes) == 1 else Part("", ())
        case AnswerPart.FIRST_NAMES | AnswerPart.LAST_NAME:
            return _half(text, last=source.part is AnswerPart.LAST_NAME)
    day, _ = written_day(text, source.dates)
    found_day = _DAY.match(text.strip())
    if day == text or found_day is None:
        return Part(text, (text,))
    age = _AGE.match(text.strip(), found_day.end())
    return Part(day, tuple(filter(None, (found_day[0], age[0] if age is not None else ""))))


def left_of(text: str, pieces: Iterable[str]) -> str:
    """What of an answer none of the pieces says; empty where that is no more than stops and spaces."""
    said = {one.strip().casefold() for one in pieces if one.strip()}
    if text.strip().casefold() in said:
        return ""
    lines = [line.strip() for line in text.split("\n") if line.strip().casefold() not in said]
    left = "\n".join(lines)
    for piece in sorted(said, key=len, reverse=True):
        left = re.sub(rf"(?<!\w){re.escape(piece)}(?!\w)", " ", left, count=1, flags=re.IGNORECASE)
    return left.strip() if any(one.isalnum() for one in left) else ""


def _half(text: str, *, last: bool) -> Part:
    """First names or last name of a name. One of one word is a last name; what is no plain name goes there whole."""
    given, comma, family = text.strip().partition(",")
    words = given.split()
    if comma and words and all(map(_NAME.fullmatch, (*words, *family.split()))) and family.strip():
        half = given.strip() if last else family.strip()
        return Part(half, (half,), sure=False)
    plain = words and not comma and len(words) <= _MOST_NAMES and all(map(_NAME.fullmatch, words))
    if not plain or len(words) == 1:
        return Part(text, (text,), sure=False) if last else Part("", (), sure=False)
    at = next((n for n, one in enumerate(words[1:], 1) if one in _BETWEEN_NAMES), len(words) - 1)
    half = " ".join(words[at:] if last else words[:at])
    return Part(half, (half,), sure=len(words) == 2)


def written_day(text: str, style: DateStyle) -> tuple[str, bool]:
    """A day in the way a field wants it, and whether more was said than the day; any other text as it is.

    "26 January 2016, estimated" says more; how old somebody is now follows from the day.
    """
    whole = text.strip()
    found = _DAY.match(whole)
    if style is DateStyle.WORDS or found is None or whole[found.end() : found.end() + 1].isalnum():
        return text, False
    month = next(
        n for n, name in enumerate(MONTHS, 1) if name[:3].casefold() == found["month"][:3].casefold()
    )
    day, number, year = f"{int(found['day']):02d}", f"{month:02d}", found["year"]
    more = _AGE.fullmatch(whole, found.end()) is None
    match style:
        case DateStyle.SLASHES:
            return f"{day}/{number}/{year}", more
        case DateStyle.DIGITS:
            return f"{day}{number}{year}", more
        case DateStyle.DAY:
            return day, more
        case DateStyle.MONTH:
            return number, more
        case DateStyle.YEAR:
            return year, more


def chosen_option(source: FieldSource, answer: str) -> str:
    """The option that is chosen for an answer, empty for none: one of its lines is what was said of the option."""
    return chosen_by(source, answer)[0]


def chosen_by(source: FieldSource, answer: str) -> tuple[str, str]:
    """The option that is chosen for an answer, and the words of it that say so; both empty for none.

    Any line that is the words, or the first line where it begins with them: "Yes, by telephone" says yes.
    """
    lines = [one.strip() for one in answer.split("\n") if one.strip()]
    for exactly in (True, False):
        for when in source.when:
            wanted = [one.strip() for one in when.answers if one.strip()]
            for line in lines if exactly else lines[:1]:
                for word in wanted:
                    if _says(line.casefold(), word.casefold(), exactly=exactly):
                        return when.option, word
    return "", ""


def says_no(answer: str) -> bool:
    """Whether an answer is "No", or begins with that word by itself: what a box that is not ticked says."""
    return _says(answer.strip().casefold(), "no", exactly=False)


def ticks(source: FieldSource, answer: str) -> bool:
    """Whether a box that is not ticked by certain answers is ticked by this one.

    TOLD: every line says that somebody was told, or begins with the day on which they were, and nothing in any says
    that somebody was not, or not yet.
    """
    lines = [one.strip() for one in answer.split("\n") if one.strip()]
    if not lines or any(_NOT_TOLD.search(line[:1].lower() + line[1:]) for line in lines):
        return False
    if source.ticks is TickWhen.TOLD:
        return all(_TOLD.search(line) or _DAY.match(line) for line in lines)
    return source.ticks is TickWhen.ANSWERED


def _says(line: str, word: str, *, exactly: bool) -> bool:
    """Whether a line is the word, or begins with it and something else than a letter."""
    if exactly or line == word:
        return line == word
    return line.startswith(word) and not line[len(word)].isalnum()
