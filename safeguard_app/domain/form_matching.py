"""Which question of ours a field of an authority's form asks, by what both are called; and answers put into options.

A proposal: a person looks at each. Words that mean the same are data of the catalogue. Compared with the standard
library's own measure of likeness, which needs no language and no model.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from safeguard_app.domain.authority_forms import (
    AnswerPart,
    DateStyle,
    FieldSort,
    FieldSource,
    OptionWhen,
    PdfField,
    TickWhen,
)

_LEAST_LIKENESS = 0.62
_LONGEST = 120
_SHORTEST, _NEARLY = 4, 0.8
_SAME_ANSWER = 0.85
_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+|[^\W\d_]+")
_DATE_LIKE = re.compile(r"d{1,2}\W*m{1,2}\W*y{2,4}", re.IGNORECASE)
_PARTS_ASKED = (
    (
        AnswerPart.FIRST_NAMES,
        frozenset({"first", "forename", "forenames", "firstname", "given", "christian"}),
    ),
    (AnswerPart.LAST_NAME, frozenset({"surname", "last", "lastname", "family"})),
    (AnswerPart.TIME, frozenset({"time", "hour"})),
    (AnswerPart.POSTCODE, frozenset({"postcode", "postal", "post"})),
)
"""Words by which a field asks for a part of an answer."""
_ALSO_WHOLE = {
    AnswerPart.FIRST_NAMES: frozenset({"surname", "last", "lastname", "full"}),
    AnswerPart.LAST_NAME: frozenset({"first", "forename", "forenames", "full"}),
    AnswerPart.TIME: frozenset({"date", "day", "when"}),
    AnswerPart.POSTCODE: frozenset({"address", "addresses", "including", "with"}),
}
"""Words with which it asks for the whole all the same: "Date and time", "Address and postcode"."""
_SAYS_TOLD = frozenset({"told", "informed", "aware", "notified", "contacted", "knows", "know"})
_SAYS_NOT = frozenset({"not", "no", "without", "un", "unaware", "against", "why", "except"})
_PART_OF_DAY = {
    **dict.fromkeys(("day", "dd"), (DateStyle.DAY, 2)),
    **dict.fromkeys(("month", "mm"), (DateStyle.MONTH, 2)),
    **dict.fromkeys(("year", "yyyy"), (DateStyle.YEAR, 4)),
}


@dataclass(frozen=True, slots=True)
class Question:
    """A question of one of our forms. ``section`` is the heading it stands under; ``member`` as in FieldSource.

    ``parts``: what a field can take of its answer besides the whole. ``is_told``: it asks whether somebody was told,
    and is answered in words.
    """

    id: str
    label: str
    section: str
    member: int = 0
    allowed: tuple[str, ...] = ()
    is_date: bool = False
    parts: tuple[AnswerPart, ...] = ()
    is_told: bool = False


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
    """A field that takes the answer to a question, with its dates, parts and options as they seem to be meant."""
    part = _part(field, question)
    return FieldSource(
        field.name,
        question.id,
        question.member,
        when=_when(field, question),
        dates=_dates(field, question) if part is AnswerPart.WHOLE else DateStyle.WORDS,
        part=part,
        ticks=_ticks(field, question),
    )


def _spoken(field: PdfField) -> list[set[str]]:
    """The words of a field's label, and those of its name."""
    return [_parts(text) for text in (field.label, field.name) if text]


def _part(field: PdfField, question: Question) -> AnswerPart:
    """The part of an answer that the words of a field ask for, where the question has such a part."""
    if not field.sort.is_text:
        return AnswerPart.WHOLE
    for words in _spoken(field):
        for part, asked in _PARTS_ASKED:
            if part in question.parts and words & asked and not words & _ALSO_WHOLE.get(part, frozenset()):
                return part
    return AnswerPart.WHOLE


def _ticks(field: PdfField, question: Question) -> TickWhen:
    """A box that says that somebody was told is ticked when they were; none that says that they were not."""
    words = set().union(*_spoken(field))
    told = field.sort is FieldSort.TICK and question.is_told and words & _SAYS_TOLD and not words & _SAYS_NOT
    return TickWhen.TOLD if told else TickWhen.ANSWERS


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
        said = set().union(*_spoken(field))
        named = [one for one in question.allowed if (parts := _parts(one)) and parts <= said]
        yes = ("Yes",) if not question.allowed or "Yes" in question.allowed else ()
        return (OptionWhen(field.options[0].name, tuple(named) or yes),)
    return tuple(
        OptionWhen(one.name, tuple(dict.fromkeys((one.words, *_answers_like(one.words, question.allowed)))))
        for one in field.options
    )


def _parts(text: str) -> set[str]:
    return {one.casefold() for one in _PARTS.findall(text)}


def _answers_like(words: str, allowed: Sequence[str]) -> tuple[str, ...]:
    plain = words.casefold()
    return tuple(
        one for one in allowed if SequenceMatcher(None, one.casefold(), plain).ratio() > _SAME_ANSWER
    )
