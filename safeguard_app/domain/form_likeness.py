"""Which question of ours a field of an authority's form asks, by what both are called.

A proposal: a person looks at each, and nothing proposed is better than something wrong. So a field whose words name a
person is proposed only what is asked about that person, one that names none only what is asked about whom the form is
about, and one with a word that our question knows nothing of is proposed nothing. Words are data of the catalogue,
compared with the standard library's own measure of likeness, which needs no language and no model.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise

from safeguard_app.domain.authority_forms import AnswerPart, FieldSource, PdfField
from safeguard_app.domain.form_matching import NAME_PARTS, Question, sourced

_LEAST_LIKENESS = 0.62
_LONGEST = 120
_SHORTEST, _NEARLY = 4, 0.8
_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+|[^\W\d_]+")
_OWNED = re.compile(r"[’']s\b|[’']")
_MODEL = re.compile(r"d+m*y*|m+y*|y+")
"""A model of a date, such as DDMMYYYY."""
_FEW = 3
"""Up to so many words each must be known to a question: "previous school" is not "school"."""
_BARE = frozenset(
    {"name", "telephone", "e-mail", "address", "date", "number", "title", "relationship", "signed"}
)
"""What is asked about everybody: by itself it does not say about whom."""
_WHOM = ("child", "adult")
"""Whom a form can be about."""
_OF_A_DAY = frozenset({"month", "year"})
_NEAR_BY = 3
"""How many fields before it an address may stand that a postcode without a name belongs to."""


@dataclass(frozen=True, slots=True)
class WordsOfForms:
    """What the catalogue knows of words: ``same`` gives the word that stands for several, ``people`` the person.

    ``people`` come with those first that count before others: "mother of the child" is about the mother.
    """

    same: Mapping[str, str]
    passed_over: frozenset[str]
    people: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Known:
    """A question with its person and the words of each way to ask it; ``exact``: those that ask nothing else."""

    question: Question
    person: str
    ways: tuple[tuple[str, ...], ...]
    exact: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a field asks: about whom, which of them, and the words of its label and of its name."""

    person: str
    member: int
    ways: tuple[tuple[str, ...], ...]
    whole: tuple[frozenset[str], ...]
    named_in_part: bool


class Likeness:
    """Compares what fields are called with how questions are asked."""

    def __init__(self, questions: Sequence[Question], words: WordsOfForms) -> None:
        """Take the words of every question once."""
        self._words = words
        self._order = {one: place for place, one in enumerate(dict.fromkeys(words.people.values()))}
        self._questions = [self._known_question(one) for one in questions]
        self._known = {word for one in self._questions for way in one.ways for word in way}
        self._near: dict[str, dict[str, float]] = {}
        about = [one for one in _WHOM if any(known.person == one for known in self._questions)]
        self._subject = about[0] if len(about) == 1 else ""

    def sources_for(self, fields: Sequence[PdfField]) -> tuple[FieldSource, ...]:
        """A proposal for each field, in the order of the pages."""
        found: list[FieldSource] = []
        seen: set[tuple[object, ...]] = set()
        for one in fields:
            source = self._postcode(one, fields, found) or self.source_for(one)
            key = (source.question, source.member, source.part, source.dates)
            if source.question and one.sort.is_text and not self._asked(one).person:
                source = FieldSource(one.name) if key in seen else source
                seen.add(key)
            found.append(source)
        return tuple(found)

    def source_for(self, one: PdfField) -> FieldSource:
        """The question most like a field, or nothing where none is like it or it could be several people's."""
        if not one.sort.is_filled:
            return FieldSource(one.name)
        asked = self._asked(one)
        bare = not asked.person and not asked.named_in_part and all(set(way) <= _BARE for way in asked.ways)
        best, found = _LEAST_LIKENESS, None
        for known in self._questions:
            if not self._may_ask(asked, known):
                continue
            near = self._nearness(asked, known, bare=bare)
            if near > best:
                best, found = near, known.question
        return sourced(one, found) if found is not None else FieldSource(one.name)

    def _may_ask(self, asked: _Asked, known: _Known) -> bool:
        """Whether a question is about whom a field names, and about that one of several."""
        if known.question.member not in (asked.member or 1, 0) or (
            not known.question.member and asked.member > 1
        ):
            return False
        if asked.person:
            return known.person == asked.person
        return known.person in ("", self._subject) or any(one in known.exact for one in asked.whole)

    def _nearness(self, asked: _Asked, known: _Known, *, bare: bool) -> float:
        if any(one in known.exact for one in asked.whole):
            return 2.0
        if bare:
            return 0.0
        return max(
            (self._read(way).likeness(words) for way in asked.ways for words in known.ways), default=0.0
        )

    def _postcode(
        self, one: PdfField, fields: Sequence[PdfField], found: Sequence[FieldSource]
    ) -> FieldSource | None:
        """A postcode that names nobody belongs to the address shortly before it, or nothing is proposed for it."""
        asked = self._asked(one)
        if asked.person or not one.sort.is_text or {"postcode"} not in [set(way) for way in asked.ways]:
            return None
        asks_address = {
            known.question.id for known in self._questions if AnswerPart.POSTCODE in known.question.parts
        }
        for before, source in reversed([*zip(fields, found, strict=False)][-_NEAR_BY:]):
            if source.question in asks_address and before.page == one.page:
                return FieldSource(one.name, source.question, source.member, part=AnswerPart.POSTCODE)
        return FieldSource(one.name)

    # ------------------------------------------------------------ words

    def _known_question(self, one: Question) -> _Known:
        tokens = self._tokens(one.label)
        person = self._person([one.person, *tokens])
        own = [self._core(tokens), self._core(self._tokens(f"{one.section} {one.label}"))]
        also = [self._tokens(text) for text in one.also]
        ways = dict.fromkeys((*own, *(self._core(text) for text in also)))
        exact = tuple(frozenset(self._meant(text)) for text in also)
        return _Known(one, person, tuple(way for way in ways if way), exact)

    def _asked(self, one: PdfField) -> _Asked:
        texts = [self._tokens(text) for text in (one.label, one.name) if text]
        ways = [way for text in texts for way in self._ways(text)]
        return _Asked(
            self._person([word for text in texts for word in text]),
            next((number for text in texts if (number := self._member(text))), 0),
            tuple(dict.fromkeys(way for way in ways if way)),
            tuple(frozenset(self._meant(text)) for text in texts),
            any(NAME_PARTS & set(text) for text in texts),
        )

    def _ways(self, tokens: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """The words of a field; those for a half of a name, a time or a postcode stand for the whole of it as well."""
        core = self._core(tokens)
        if NAME_PARTS & set(tokens) and "name" in core:
            core = tuple(word for word in core if word not in NAME_PARTS)
        if {"born", "date"} & set(core):
            core = tuple(word for word in core if word not in _OF_A_DAY)
        yield core
        if "time" in core and "date" not in core:
            yield tuple("date" if word == "time" else word for word in core)
        if "postcode" in core:
            yield tuple(dict.fromkeys("address" if word == "postcode" else word for word in core))

    def _tokens(self, text: str) -> list[str]:
        plain = (
            _OWNED.sub("", text[:_LONGEST]).replace("Post code", "Postcode").replace("PostCode", "Postcode")
        )
        return [one.casefold() for one in _PARTS.findall(plain)]

    def _meant(self, tokens: Sequence[str]) -> Iterator[str]:
        """The words that say something, each by the one that stands for it."""
        same, people = self._words.same, self._words.people
        for word in tokens:
            if word not in self._words.passed_over and not word.isdigit() and not _MODEL.fullmatch(word):
                yield people.get(word) or same.get(word, word)

    def _core(self, tokens: Sequence[str]) -> tuple[str, ...]:
        """The words that say what is asked, and not about whom."""
        people = self._words.people
        return tuple(dict.fromkeys(self._meant([word for word in tokens if word not in people])))

    def _person(self, tokens: Sequence[str]) -> str:
        found = {self._words.people[word] for word in tokens if word in self._words.people}
        return min(found, key=self._order.__getitem__, default="")

    def _member(self, tokens: Sequence[str]) -> int:
        """The number after a person: "Parent 2"."""
        for word, after in pairwise(tokens):
            if word in self._words.people and after.isdigit() and len(after) == 1:
                return int(after)
        return 0

    def _read(self, words: Sequence[str]) -> "_Name":
        near = [self._near_to(word) for word in words]
        best: dict[str, float] = {}
        for one in near:
            for word, alike in one.items():
                best[word] = max(alike, best.get(word, 0.0))
        return _Name(near, best)

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
        """How much of a name and of a label is the same, words that are nearly alike counting in part.

        A short name with a word that the label does not know asks something else.
        """
        if not self.near or not words:
            return 0.0
        back = sum(self.best.get(word, 0.0) for word in words)
        if not back:
            return 0.0
        each = [max((one.get(word, 0.0) for word in words), default=0.0) for one in self.near]
        if len(each) <= _FEW and not all(each):
            return 0.0
        return (sum(each) + back) / (len(self.near) + len(words))


def _alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    shorter, longer = sorted((len(one), len(other)))
    if shorter < _SHORTEST or 2 * shorter < _NEARLY * (shorter + longer):
        return 0.0
    ratio = SequenceMatcher(None, one, other).ratio()
    return ratio if ratio >= _NEARLY else 0.0
