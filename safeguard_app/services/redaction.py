"""Leaving other people out of a finished document for an audience: every text of it, however deep, and its pictures.

The document is the one that would be printed whole; nothing is left out of the record. What was found is told place by
place, so that whoever issues it can look at each, leave out more or put a word back, with a reason.
"""

import dataclasses
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from safeguard_app.documents import content as blocks
from safeguard_app.documents.content import ContactSheet, Document, Figure, PageFrame, Paragraph, Run, Section
from safeguard_app.domain.folded_text import fold, folded_name
from safeguard_app.domain.names_keys import Choice, NamesKey
from safeguard_app.domain.stretches import Stretches
from safeguard_app.services.names_in_text import LEFT_OUT, Called, Match, NameFinder
from safeguard_app.services.names_keys import CopyOf
from safeguard_app.services.own_words import is_own

UNSURE = "[name left out]"
"""What stands where a name may mean several people, or somebody the record does not know."""
NO_DESCRIPTION = "Left out"
_NEVER = frozenset({(Document, "frame"), (Document, "language"), (Figure, "exhibit"), (Figure, "picture")})
_TOP = "At the top"


@dataclass(frozen=True, slots=True)
class Replaced:
    """One stretch that was left out: what stood there, what stands there now, and where, with what is around it."""

    word: str
    label: str
    place: str
    around: str


@dataclass(frozen=True, slots=True)
class PictureOut:
    """The picture of an exhibit that is left out, by the exhibit's name; ``instead`` is a redacted copy of it.

    ``redacted``: it is such a copy itself, of which nobody said yet that it shows nobody else. ``told`` is what is
    hidden in it, and why; ``replaced``: something was said of another picture of this name.
    """

    exhibit: str
    instead: str = ""
    sha256: str = ""
    redacted: bool = False
    told: str = ""
    replaced: bool = False

    @property
    def words(self) -> str:
        """What stands in its place."""
        what = f"{self.exhibit}, a redacted copy," if self.redacted else self.exhibit
        first = f"The picture of {what} is left out of this copy: it may show others."
        return f"{first} {self.instead}, a redacted copy, stands for it." if self.instead else first


@dataclass(frozen=True, slots=True)
class PictureWords:
    """What a machine read in the picture of an exhibit that a copy shows; ``text`` is None where none could.

    ``seen`` are words of it of which a person said that they name nobody who may not be named in this copy. ``beyond``
    says that the paper shows more pictures than are read for one.
    """

    exhibit: str
    sha256: str
    text: str | None
    seen: tuple[str, ...] = ()
    beyond: bool = False


@dataclass(frozen=True, slots=True)
class Redacted:
    """What was done to a document for its audience, and what it must not hold.

    ``key`` is the key as it is kept once the document is issued; ``forbidden`` are the people who may not stand in it,
    ``theirs`` are whoever the copy is about and their family, ``named`` others who may be named, and ``words`` parts of
    names of children whom nobody can place;
    ``lost`` are passages that were to be left out and stand nowhere in these words any more.
    """

    key: NamesKey
    copy: CopyOf
    replaced: tuple[Replaced, ...] = ()
    pictures: tuple[PictureOut, ...] = ()
    forbidden: tuple[Called, ...] = ()
    theirs: tuple[Called, ...] = ()
    named: tuple[Called, ...] = ()
    words: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    lost: tuple[str, ...] = ()
    asked: frozenset[str] = frozenset()
    """What those are called who asked not to be named, as it is compared: it cannot be put back."""
    texts: tuple[tuple[str, str], ...] = ()
    """The texts of the paper as they stand on the record, each with its place."""
    explained: frozenset[str] = frozenset()
    """Short forms that are nobody's initials."""
    in_pictures: tuple[PictureWords, ...] = ()
    """The words in the pictures that it shows."""
    held: tuple[str, ...] = ()
    """What stands against its going to a family: a sentence for each rule on telling, and each hold."""


@dataclass(slots=True)
class Redaction:
    """Goes over one document. ``keeps`` says of the record of an exhibit why its picture does not go out, or None.

    ``described`` are what those who are left out were: beside a letter in a table, no class and no age tells who it is.
    """

    finder: NameFinder
    left_out: tuple[str, ...]
    described: frozenset[str]
    keeps: Callable[[str], PictureOut | None]
    replaced: list[Replaced] = dataclasses.field(default_factory=list)
    pictures: list[PictureOut] = dataclasses.field(default_factory=list)
    texts: list[tuple[str, str]] = dataclasses.field(default_factory=list)
    met: set[str] = dataclasses.field(default_factory=set)

    def of(self, document: Document) -> Document:
        """The document without those people and pictures; its frame stays as it is."""
        done = self._dataclass(document, _TOP)
        assert isinstance(done, Document)
        return done

    def lost(self) -> tuple[str, ...]:
        """Passages to be left out that the document does not hold in these words."""
        return tuple(one for one in self.left_out if one not in self.met)

    def _value(self, value: Any, place: str, *, own: bool = False) -> Any:
        if type(value) is str:
            return self._text(value, place, own=own)
        if isinstance(value, tuple):
            return self._several(value, place, own=own)
        if isinstance(value, PageFrame) or not dataclasses.is_dataclass(value) or isinstance(value, type):
            return value
        return self._dataclass(value, place)

    def _several(self, values: tuple[Any, ...], place: str, *, own: bool) -> tuple[Any, ...]:
        if values and all(isinstance(one, Run) for one in values):
            return self._runs(values, place, own=own)
        done: list[Any] = []
        for one in values:
            if isinstance(one, Figure):
                done.append(self._figure(one, place))
            elif isinstance(one, ContactSheet):
                done += self._sheet(one, place)
            else:
                done.append(self._value(one, place, own=own))
        return tuple(done)

    def _dataclass(self, value: Any, place: str) -> Any:
        below = _place_of(value, place)
        changed = {
            field.name: self._value(getattr(value, field.name), below, own=is_own(type(value), field.name))
            for field in dataclasses.fields(value)
            if (type(value), field.name) not in _NEVER
        }
        done = replace(value, **changed)
        if isinstance(done, blocks.DataTable):
            rows = tuple(
                self._row(before, after) for before, after in zip(value.rows, done.rows, strict=True)
            )
            return replace(done, rows=rows)
        return done

    def _row(self, before: tuple[Any, ...], after: tuple[Any, ...]) -> tuple[Any, ...]:
        """A row about somebody who is left out, without what they are."""
        labels = {one.label for one in self.replaced}
        if not any(was != now and now in labels for was, now in zip(before, after, strict=True)):
            return after
        return tuple(NO_DESCRIPTION if cell in self.described else cell for cell in after)

    def _figure(self, figure: Figure, place: str) -> Figure | Paragraph:
        out = self.keeps(figure.exhibit)
        if out is None:
            done: Figure = self._dataclass(figure, place)
            return done
        self.pictures.append(out)
        return Paragraph(out.words)

    def _sheet(self, sheet: ContactSheet, place: str) -> Iterator[ContactSheet | Paragraph]:
        """The sheet with what stays, and under it what does not."""
        done = [self._figure(one, place) for one in sheet.figures]
        stay = tuple(one for one in done if isinstance(one, Figure))
        if stay:
            yield ContactSheet(stay)
        yield from (one for one in done if isinstance(one, Paragraph))

    def _text(self, text: str, place: str, *, own: bool) -> str:
        return "".join(self._pieces((text,), place, own=own))

    def _runs(self, runs: tuple[Run, ...], place: str, *, own: bool) -> tuple[Run, ...]:
        """A name that begins in one run and ends in the next stands in both."""
        texts = self._pieces(tuple(run.text for run in runs), place, own=own)
        return tuple(replace(run, text=text) for run, text in zip(runs, texts, strict=True))

    def _pieces(self, texts: tuple[str, ...], place: str, *, own: bool) -> list[str]:
        whole = "".join(texts)
        matches = self._matches(whole, own=own)
        if not own:
            self.texts.append((place, whole))
        for one in matches:
            self.replaced.append(Replaced(one.word, one.label, place, _around(whole, one)))
        done, at = [], 0
        for text in texts:
            done.append(_replaced(whole, at, at + len(text), matches))
            at += len(text)
        return done

    def _matches(self, text: str, *, own: bool) -> list[Match]:
        passages = [match for words in self.left_out for match in self._passage(text, words)]
        apart = _apart(passages)
        taken = Stretches(_joined(passages))
        names = [one for one in self.finder.find(text, own=own) if not taken.touch(one.start, one.end)]
        return sorted((*apart, *names), key=lambda one: one.start)

    def _passage(self, text: str, words: str) -> Iterator[Match]:
        wanted, seen = folded_name(words), fold(text)
        if not wanted:
            return
        plain, places = _single_blanks(seen.text)
        start = plain.find(wanted)
        while start >= 0:
            first, last = seen.span(places[start], places[start + len(wanted) - 1] + 1)
            self.met.add(words)
            yield Match(first, last, LEFT_OUT, words)
            start = plain.find(wanted, start + len(wanted))


def texts_of(document: Any) -> Iterator[tuple[str, str]]:
    """Every text of a document, or of a record, with the place where it stands; a frame's are the school's own."""
    yield from _texts(document, _TOP)


def _texts(value: Any, place: str) -> Iterator[tuple[str, str]]:
    if type(value) is str:
        if value.strip():
            yield place, value
    elif isinstance(value, tuple):
        if value and all(isinstance(one, Run) for one in value):
            yield place, "".join(one.text for one in value)
            return
        for one in value:
            yield from _texts(one, place)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type | PageFrame):
        below = _place_of(value, place)
        for field in dataclasses.fields(value):
            if (type(value), field.name) not in _NEVER:
                yield from _texts(getattr(value, field.name), below)


def own_texts_of(value: Any, *, own: bool = False) -> Iterator[str]:
    """The texts of a document that stand where the program's own words do: labels, headings, answers to tick."""
    if type(value) is str:
        if own and value.strip():
            yield value
    elif isinstance(value, tuple):
        if own and value and all(isinstance(one, Run) for one in value):
            yield "".join(one.text for one in value)
            return
        for one in value:
            yield from own_texts_of(one, own=own)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type | PageFrame):
        for field in dataclasses.fields(value):
            if (type(value), field.name) not in _NEVER:
                there = getattr(value, field.name)
                yield from own_texts_of(there, own=is_own(type(value), field.name))


def figures_of(value: Any) -> dict[str, list[Figure]]:
    """The pictures of a document by the exhibits they show."""
    found: dict[str, list[Figure]] = {}
    for figure in _figures(value):
        found.setdefault(figure.exhibit, []).append(figure)
    return found


def _figures(value: Any) -> Iterator[Figure]:
    if isinstance(value, Figure):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _figures(one)
    elif isinstance(value, Document | Section | ContactSheet):
        for field in dataclasses.fields(value):
            yield from _figures(getattr(value, field.name))


def _place_of(value: Any, place: str) -> str:
    """Under which heading, or beside which label, the texts of a part stand."""
    if isinstance(value, Section):
        return value.title
    if isinstance(value, blocks.Field):
        return f"{place}, {value.label}" if place != _TOP else value.label
    if isinstance(value, Figure):
        return f"{place}, under a picture"
    return place


def _replaced(whole: str, start: int, end: int, matches: Sequence[Match]) -> str:
    """The stretch of a text from ``start`` to ``end`` with matches replaced, each where it begins."""
    parts, at = [], start
    for one in matches[bisect_right(matches, start, key=lambda match: match.end) :]:
        if one.start >= end:
            break
        parts.append(whole[at : max(at, one.start)])
        if one.start >= start:
            parts.append(one.label)
        at = max(at, min(one.end, end))
    return "".join((*parts, whole[at:end]))


_AROUND = 40


def _around(text: str, match: Match) -> str:
    """A little of the text around a match, in whole words on one line, as it will read."""
    first, last = max(0, match.start - _AROUND), min(len(text), match.end + _AROUND)
    before, after = text[first : match.start], text[match.end : last]
    if first > 0:
        before = f"…{before.partition(' ')[2] if ' ' in before else before}"
    if last < len(text):
        after = f"{after.rpartition(' ')[0] if ' ' in after else after}…"
    return " ".join(f"{before}{match.label}{after}".split())


def _single_blanks(text: str) -> tuple[str, list[int]]:
    """A text with one blank for several, and where each sign stood."""
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        if sign == " " and (not signs or signs[-1] == " "):
            continue
        signs.append(sign)
        places.append(place)
    return "".join(signs), places


def _joined(matches: list[Match]) -> Iterator[tuple[int, int]]:
    """Where matches stand, those that lie over each other as one."""
    first, last = 0, 0
    for one in sorted(matches, key=lambda match: match.start):
        if one.start >= last:
            yield first, last
            first, last = one.start, one.end
        last = max(last, one.end)
    yield first, last


def _apart(matches: list[Match]) -> list[Match]:
    """Matches of which none lies over an earlier one."""
    kept: list[Match] = []
    for one in sorted(matches, key=lambda match: (match.start, -match.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept
