"""From typed text to glyphs: nothing typed is dropped, hidden or drawn as an empty box.

A character no shipped font covers, a control character or a mark that turns the direction of reading is printed as
its number, ``[U+202E]``. Emoji made of several characters are drawn as one where the font can, and stand for all the
characters typed.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from safeguard_app.documents.content import Run
from safeguard_app.documents.engine.faces import (
    BOLD,
    EMOJI,
    REGULAR,
    FontUse,
    emoji_sequences,
    face,
    face_for,
)

_JOINER = "\u200d"
_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u2de0-\u2dff\ufe20-\ufe2f"
_EXTENDS = "[\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"
_PICTURE = f"(?:[\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]{_EXTENDS}*)"
_CLUSTER = re.compile(
    "(?P<flag>[\U0001f1e6-\U0001f1ff]{2})"
    "|(?P<key>[0-9#*]\ufe0f?\u20e3)"
    f"|(?P<picture>{_PICTURE}(?:\u200d{_PICTURE}){{0,9}}|[\xa9\xae\u203c\u2049\u2122]\ufe0f)"
    f"|(?P<text>.[{_MARKS}]{{0,3}})",
    re.DOTALL,
)
_DROPPED_FROM_SEQUENCE = re.compile("[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")
_TOKEN = re.compile(" {1,8}|[^ ]+")
_LINE_END = re.compile("\r\n|[\r\n\u2028\u2029]")
_LONGEST_WORD = 200
_TAB = "    "


@dataclass(frozen=True, slots=True)
class Span:
    """Glyphs of one font set side by side: which font, its scale, the glyph numbers in hex and their width.

    The width is in thousandths of the size of the text around it.
    """

    face: int
    scale: float
    glyphs: str
    width: float


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or a run of spaces, that fits one weight."""

    spans: tuple[Span, ...]
    width: float
    blank: bool


def lines_typed(text: str) -> list[str]:
    """The lines as typed; tabs become four spaces."""
    return _LINE_END.split(text.replace("\t", _TAB))


def joined(spans: list[Span]) -> tuple[Span, ...]:
    """Neighbouring spans of one font as one."""
    together: list[Span] = []
    start = 0
    while start < len(spans):
        end = start + 1
        while end < len(spans) and spans[end].face == spans[start].face:
            end += 1
        if end == start + 1:
            together.append(spans[start])
        else:
            group = spans[start:end]
            glyphs = "".join([span.glyphs for span in group])
            together.append(Span(group[0].face, group[0].scale, glyphs, sum([span.width for span in group])))
        start = end
    return tuple(together)


class Typesetter:
    """Turns words into glyphs for one document and remembers which glyphs it used."""

    def __init__(self) -> None:
        """Nothing set yet."""
        self.uses: dict[int, FontUse] = {}
        self._words: dict[tuple[str, bool], Word] = {}
        self._singles: dict[tuple[int, str], Word] = {}
        self._units: dict[tuple[str, bool], tuple[Span, ...]] = {}

    def words(self, run: Run) -> Iterator[Word]:
        """The words and spaces of a run that has no line end in it; overlong words in parts."""
        known = self._words
        for token in _TOKEN.findall(run.text):
            key = (token, run.strong)
            word = known.get(key)
            if word is None:
                if len(token) > _LONGEST_WORD:
                    yield from self._parts(token, strong=run.strong)
                    continue
                word = known[key] = self._word(token, strong=run.strong)
            yield word

    def single_glyphs(self, word: Word) -> Iterator[Word]:
        """The same word glyph by glyph, for one that fits no line."""
        for span in word.spans:
            for start in range(0, len(span.glyphs), 4):
                yield self._single_glyph(span, span.glyphs[start : start + 4], blank=word.blank)

    def _single_glyph(self, span: Span, glyph: str, *, blank: bool) -> Word:
        """One glyph as a word of its own, made once."""
        key = (span.face, glyph)
        single = self._singles.get(key)
        if single is None:
            width = self.uses[span.face].width(int(glyph, 16)) * span.scale
            single = self._singles[key] = Word((Span(span.face, span.scale, glyph, width),), width, blank)
        return single

    def _parts(self, token: str, *, strong: bool) -> Iterator[Word]:
        """An overlong word in parts that end between clusters; not remembered."""
        if token.isascii():
            for start in range(0, len(token), _LONGEST_WORD):
                yield self._word(token[start : start + _LONGEST_WORD], strong=strong)
            return
        part = ""
        for found in _CLUSTER.finditer(token):
            if part and len(part) + len(found[0]) > _LONGEST_WORD:
                yield self._word(part, strong=strong)
                part = ""
            part += found[0]
        if part:
            yield self._word(part, strong=strong)

    def _word(self, token: str, *, strong: bool) -> Word:
        """Set one word: its spans, neighbours of one font joined."""
        spans: list[Span] = []
        for found in _CLUSTER.finditer(token):
            key = (found[0], strong)
            units = self._units.get(key)
            if units is None:
                units = self._units[key] = tuple(self._cluster(found, strong=strong))
            spans.extend(units)
        return Word(joined(spans), sum([span.width for span in spans]), token[0] == " ")

    def _cluster(self, found: re.Match[str], *, strong: bool) -> Iterator[Span]:
        """Set one cluster: an emoji with all that belongs to it, or a letter with its marks."""
        typed = found[0]
        if found["text"] is None:
            yield from self._picture(typed, strong=strong)
            return
        whole = unicodedata.normalize("NFC", typed) if len(typed) > 1 else typed
        if len(typed) > 1 and len(whole) == 1 and (index := face_for(whole, strong=strong)) is not None:
            yield self._span(index, ord(whole), typed)
            return
        for character in typed:
            yield from self._character(character, strong=strong)

    def _picture(self, typed: str, *, strong: bool) -> Iterator[Span]:
        """Set an emoji: as one glyph if the font can, else part by part, joiners kept with the part before."""
        plain = _DROPPED_FROM_SEQUENCE.sub("", typed)
        drawn = emoji_sequences().get(plain)
        if drawn is not None:
            yield self._span(EMOJI, drawn, typed)
            return
        parts = typed.split(_JOINER)
        for place, part in enumerate(parts):
            last = place == len(parts) - 1
            known = ord(part[0]) in face(EMOJI).glyphs and (len(part) > 1 or part[0] >= "\U0001f000")
            if known and not _is_flag(part):
                yield self._span(EMOJI, ord(part[0]), part + ("" if last else _JOINER))
                continue
            index = face_for(part[0], strong=strong)
            if index is not None and (len(part) > 1 or not last) and not _is_flag(part):
                yield self._span(index, ord(part[0]), part + ("" if last else _JOINER))
                continue
            for character in part + ("" if last else _JOINER):
                yield from self._character(character, strong=strong)

    def _character(self, character: str, *, strong: bool) -> Iterator[Span]:
        """Set one character as itself, or as its number in brackets."""
        index = face_for(character, strong=strong)
        if index is not None:
            yield self._span(index, ord(character), character)
            return
        for digit in f"[U+{ord(character):04X}]":
            yield self._span(BOLD if strong else REGULAR, ord(digit), digit)

    def _span(self, index: int, code: int, typed: str) -> Span:
        """One glyph, which stands for ``typed``."""
        use = self.uses.get(index)
        if use is None:
            use = self.uses[index] = FontUse(face(index))
        scale = use.face.scale
        return Span(index, scale, use.glyph(code, typed), use.face.width(code) * scale)


def _is_flag(part: str) -> bool:
    """Two regional letters that make no flag the font knows: they are set letter by letter."""
    return len(part) == 2 and all("\U0001f1e6" <= character <= "\U0001f1ff" for character in part)
