"""Which question of ours a field of an authority's form asks, by what both are called; and answers put into options.

A proposal: a person looks at each. Words that mean the same are data of the catalogue. Compared with the standard
library's own measure of likeness, which needs no language and no model.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from safeguard_app.domain.authority_forms import (
    DateStyle,
    FieldSort,
    FieldSource,
    OptionWhen,
    PdfField,
)
from safeguard_app.domain.date_words import MONTHS

_LEAST_LIKENESS = 0.62
_LONGEST = 120
_SHORTEST, _NEARLY = 4, 0.8
_SAME_ANSWER = 0.85
_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+|[^\W\d_]+")
_DATE_LIKE = re.compile(r"d{1,2}\W*m{1,2}\W*y{2,4}", re.IGNORECASE)
_DAY = re.compile(
    rf"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?"
    rf"(?P<day>[0-9]{{1,2}}) (?P<month>{'|'.join(f'{one}|{one[:3]}' for one in MONTHS)}) (?P<year>[0-9]{{4}})",
    re.IGNORECASE,
)
_AGE = re.compile(r"(?: \((?:now )?[0-9]+(?: when this form was made)?\))?(?:; aged [0-9]+ at the time)?")
"""What the register adds to a day of birth; a field for the day alone has no need of it."""
_PART_OF_DAY = {
    **dict.fromkeys(("day", "dd"), (DateStyle.DAY, 2)),
    **dict.fromkeys(("month", "mm"), (DateStyle.MONTH, 2)),
    **dict.fromkeys(("year", "yyyy"), (DateStyle.YEAR, 4)),
}


@dataclass(frozen=True, slots=True)
class Question:
    """A question of one of our forms. ``section`` is the heading it stands under; ``member`` as in FieldSource."""

    id: str
    label: str
    section: str
    member: int = 0
    allowed: tuple[str, ...] = ()
    is_date: bool = False


class Likeness:
    """Compares names of fields with labels of questions. ``same`` gives the word that stands for several."""

    def __init__(
        self, questions: Sequence[Question], same: Mapping[str, str], passed_over: frozenset[str]
    ) -> None:
        """Take the words of every question once; words ``passed_over`` say nothing of what is asked."""
        self._same, self._passed_over = same, passed_over
        self._questions = [
            (one, (self._words(one.label), self._words(f"{one.section} {one.label}"))) for one in questions
        ]
        self._known = {word for _, names in self._questions for words in names for word in words}
        self._near: dict[str, dict[str, float]] = {}

    def source_for(self, field: PdfField) -> FieldSource:
        """The question most like a field, or nothing where none is like it."""
        if not field.sort.is_filled:
            return FieldSource(field.name)
        names = [self._read(text) for text in (field.label, field.name) if text]
        best, found = _LEAST_LIKENESS, None
        for question, labels in self._questions:
            near = max((name.likeness(words) for name in names for words in labels), default=0.0)
            if near > best:
                best, found = near, question
        return sourced(field, found) if found is not None else FieldSource(field.name)

    def _read(self, text: str) -> "_Name":
        words = self._words(text)
        near = [self._near_to(word) for word in words]
        best: dict[str, float] = {}
        for one in near:
            for word, alike in one.items():
                best[word] = max(alike, best.get(word, 0.0))
        return _Name(near, best)

    def _words(self, text: str) -> tuple[str, ...]:
        parts = (one.casefold() for one in _PARTS.findall(text[:_LONGEST].replace("’", "").replace("'", "")))
        return tuple(self._same.get(one, one) for one in parts if one not in self._passed_over)

    def _near_to(self, word: str) -> dict[str, float]:
        """The words of our questions that a word is, or nearly is; looked for once."""
        found = self._near.get(word)
        if found is None:
            found = {one: alike for one in self._known if (alike := _alike(word, one))}
            self._near[word] = found
        return found


@dataclass(frozen=True, slots=True)
class _Name:
    """What of our words each word of a name is like, and how much the name as a whole is like each of them."""

    near: list[dict[str, float]]
    best: dict[str, float]

    def likeness(self, words: tuple[str, ...]) -> float:
        """How much of a name and of a label is the same, words that are nearly alike counting in part."""
        if not self.near or not words:
            return 0.0
        back = sum(self.best.get(word, 0.0) for word in words)
        if not back:
            return 0.0
        shared = sum(max((one.get(word, 0.0) for word in words), default=0.0) for one in self.near if one)
        return (shared + back) / (len(self.near) + len(words))


def sourced(field: PdfField, question: Question) -> FieldSource:
    """A field that takes the answer to a question, with its dates and options as they seem to be meant."""
    return FieldSource(
        field.name, question.id, question.member, when=_when(field, question), dates=_dates(field, question)
    )


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
    lines = [one.strip().casefold() for one in answer.split("\n") if one.strip()]
    for exactly in (True, False):
        for when in source.when:
            wanted = [one.strip().casefold() for one in when.answers if one.strip()]
            if any(_says(line, one, exactly=exactly) for line in lines for one in wanted):
                return when.option
    return ""


def _says(line: str, word: str, *, exactly: bool) -> bool:
    """Whether a line is the word, or begins with it: "Yes, by telephone" says yes."""
    if exactly or line == word:
        return line == word
    return line.startswith(word) and not line[len(word)].isalnum()


def _alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    shorter, longer = sorted((len(one), len(other)))
    if shorter < _SHORTEST or 2 * shorter < _NEARLY * (shorter + longer):
        return 0.0
    ratio = SequenceMatcher(None, one, other).ratio()
    return ratio if ratio >= _NEARLY else 0.0


def _dates(field: PdfField, question: Question) -> DateStyle:
    """Cells, the field's own check, a model such as DD/MM/YYYY in its label, or one of three fields for a day."""
    if not question.is_date or not field.sort.is_text:
        return DateStyle.WORDS
    for text in (field.label, field.name) if not _DATE_LIKE.search(field.words) else ():
        last = (_PARTS.findall(text) or [""])[-1].casefold()
        style, letters = _PART_OF_DAY.get(last, (DateStyle.WORDS, 0))
        if letters and field.most in (0, letters):
            return style
    if field.most == 8 or (field.sort is FieldSort.COMB and field.most < 10):
        return DateStyle.DIGITS
    modelled = field.is_date or _DATE_LIKE.search(field.words) or field.most == 10
    return DateStyle.SLASHES if modelled else DateStyle.WORDS


def _when(field: PdfField, question: Question) -> tuple[OptionWhen, ...]:
    """Each option with the answers of ours that sound like it."""
    if field.sort.is_text or not field.options:
        return ()
    if field.sort is FieldSort.TICK:
        option = field.options[0]
        named = [one for one in question.allowed if one.casefold() in field.words.casefold().split(" ")[-4:]]
        return (OptionWhen(option.name, tuple(named) or ("Yes",)),)
    return tuple(
        OptionWhen(one.name, tuple(dict.fromkeys((one.words, *_answers_like(one.words, question.allowed)))))
        for one in field.options
    )


def _answers_like(words: str, allowed: Sequence[str]) -> tuple[str, ...]:
    plain = words.casefold()
    return tuple(
        one for one in allowed if SequenceMatcher(None, one.casefold(), plain).ratio() > _SAME_ANSWER
    )
