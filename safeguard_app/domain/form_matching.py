"""A field of an authority's form that takes the answer to a question of ours: how its day, part or options are meant.

What is read off the words of the field is a proposal, whoever chose the question: a person looks at each.
"""

import re
from collections.abc import Sequence
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

_SAME_ANSWER = 0.85
_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+|[^\W\d_]+")
_DATE_LIKE = re.compile(r"d{1,2}\W*m{1,2}\W*y{2,4}", re.IGNORECASE)
_FIRST = frozenset({"first", "forename", "forenames", "firstname", "given", "christian"})
_LAST = frozenset({"surname", "last", "lastname", "family"})
NAME_PARTS = _FIRST | _LAST
"""Words by which a field asks for a half of a name."""
_PARTS_ASKED = (
    (AnswerPart.FIRST_NAMES, _FIRST),
    (AnswerPart.LAST_NAME, _LAST),
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
    and is answered in words. ``person``: about whom, where it does not say so itself; ``also``: other ways to ask it.
    """

    id: str
    label: str
    section: str
    member: int = 0
    allowed: tuple[str, ...] = ()
    is_date: bool = False
    parts: tuple[AnswerPart, ...] = ()
    is_told: bool = False
    person: str = ""
    also: tuple[str, ...] = ()


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
