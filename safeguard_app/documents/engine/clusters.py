"""Cuts text into what is drawn together: letters with their marks, emoji of several characters, shaped clusters."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from safeguard_app.documents.engine.direction import mirrored
from safeguard_app.documents.engine.faces import (
    BOLD,
    EMOJI,
    FILES,
    REGULAR,
    emoji_sequences,
    face,
    face_for,
    has_ink,
)
from safeguard_app.documents.engine.outlines import WHOLE, Part, Shape, outlines, shape_with
from safeguard_app.documents.engine.scripts import (
    EASTERN,
    JOINER,
    NON_JOINER,
    SCRIPTS,
    STRETCH,
    language_of,
)
from safeguard_app.documents.engine.shaping import heavier, shaped

_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u2de0-\u2dff\ufe20-\ufe2f"
_EXTENDS = "[\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"
_PICTURE = f"(?:[\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]{_EXTENDS}*)"
CLUSTER = re.compile(
    "(?P<flag>[\U0001f1e6-\U0001f1ff]{2})"
    "|(?P<key>[0-9#*]\ufe0f?\u20e3)"
    f"|(?P<picture>{_PICTURE}(?:\u200d{_PICTURE}){{0,9}}|[\xa9\xae\u203c\u2049\u2122]\ufe0f)"
    f"|(?P<text>.[{_MARKS}]{{0,3}})",
    re.DOTALL,
)
"""Finds one cluster of text that no script of its own claims."""
_EASTERN_CLUSTER = re.compile("[\u1100-\u115f][\u1160-\u11a7][\u11a8-\u11ff]?|.[\u3099\u309a]?", re.DOTALL)
_DROPPED_FROM_SEQUENCE = re.compile("[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")
_JAPANESE_SHAPES = 0xF0000
_REMEMBERED = 40
_MOST_REMEMBERED = 10_000
"""Words up to this long, and so many, are set once: a text is made of few."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One glyph and the text it stands for: a code point of one of the fonts for text, or a shape."""

    typed: str
    index: int
    code: int


@dataclass(frozen=True, slots=True)
class Shaped:
    """One shape, the text it stands for and what is said of its language."""

    typed: str
    shape: Shape
    language: str = ""


def plain(found: re.Match[str], *, strong: bool) -> Iterator[Drawn]:
    """Set one cluster: an emoji with all that belongs to it, or a letter with its marks."""
    typed = found[0]
    if found["text"] is None:
        yield from _picture(typed, strong=strong)
        return
    whole = unicodedata.normalize("NFC", typed) if len(typed) > 1 else typed
    if len(typed) > 1 and len(whole) == 1 and (index := face_for(whole, strong=strong)) is not None:
        yield Drawn(typed, index, ord(whole))
        return
    for character in typed:
        yield from _character(character, strong=strong)


def _picture(typed: str, *, strong: bool) -> Iterator[Drawn]:
    """Set an emoji: as one glyph if the font can, else part by part, joiners kept with the part before."""
    sequence = _DROPPED_FROM_SEQUENCE.sub("", typed)
    drawn = emoji_sequences().get(sequence)
    if drawn is not None:
        yield Drawn(typed, EMOJI, drawn)
        return
    parts = typed.split(JOINER)
    for place, part in enumerate(parts):
        last = place == len(parts) - 1
        known = ord(part[0]) in face(EMOJI).glyphs and (len(part) > 1 or part[0] >= "\U0001f000")
        if known and not _is_flag(part):
            yield Drawn(part + ("" if last else JOINER), EMOJI, ord(part[0]))
            continue
        index = face_for(part[0], strong=strong)
        if index is not None and (len(part) > 1 or not last) and not _is_flag(part):
            yield Drawn(part + ("" if last else JOINER), index, ord(part[0]))
            continue
        for character in part + ("" if last else JOINER):
            yield from _character(character, strong=strong)


def _character(character: str, *, strong: bool) -> Iterator[Drawn]:
    """Set one character as itself, or as its number in brackets."""
    index = face_for(character, strong=strong)
    if index is not None:
        yield Drawn(character, index, ord(character))
        return
    for digit in f"[U+{ord(character):04X}]":
        yield Drawn(digit, BOLD if strong else REGULAR, ord(digit))


def _is_flag(part: str) -> bool:
    """Two regional letters that make no flag the font knows: they are set letter by letter."""
    return len(part) == 2 and all("\U0001f1e6" <= character <= "\U0001f1ff" for character in part)


# ---------------------------------------------------------------- text with scripts of its own


def printed(text: str) -> str:
    """The text as it will be printed: what no font draws is its number."""
    parts, done = [], 0
    for found in STRETCH.finditer(text):
        parts.append(_printed_plain(text[done : found.start()]))
        place = _script_of(found)
        parts += [c if _covered(place, c) else f"[U+{ord(c):04X}]" for c in _composed(place, found[0])]
        done = found.end()
    parts.append(_printed_plain(text[done:]))
    return "".join(parts)


def units(
    text: str, start: int, end: int, *, strong: bool, japanese: bool, leftward: bool = False
) -> Iterator[Drawn | Shaped]:
    """What draws ``text[start:end]``, in the order it is typed; all of it is read in one direction."""
    done = start
    for found in STRETCH.finditer(text, start, end):
        yield from _plain_units(text[done : found.start()], strong=strong, leftward=leftward)
        place = _script_of(found)
        if SCRIPTS[place].shaped:
            yield from _shaped_units(place, text, found.span(), strong=strong, leftward=leftward)
        else:
            yield from _unshaped_units(place, found[0], strong=strong, japanese=japanese)
        done = found.end()
    yield from _plain_units(text[done:end], strong=strong, leftward=leftward)


@cache
def shape_of(index: int, code: int) -> Shape:
    """The shape that draws the same as a character of a font for text."""
    font = face(index)
    part = Part(FILES[index], font.glyphs[code], scale=round(WHOLE * font.scale))
    return shape_with((part,), round(font.width(code) * font.scale))


def _script_of(found: re.Match[str]) -> int:
    """Which script a stretch is in."""
    assert found.lastgroup is not None
    return int(found.lastgroup[1:])


@lru_cache(_MOST_REMEMBERED)
def _printed_plain(text: str) -> str:
    return "".join(unit.typed for found in CLUSTER.finditer(text) for unit in plain(found, strong=False))


def _composed(place: int, stretch: str) -> Iterator[str]:
    """The characters of a stretch one by one; eastern ones that are drawn as one stay together."""
    if place != EASTERN:
        yield from stretch
        return
    for found in _EASTERN_CLUSTER.finditer(stretch):
        whole = unicodedata.normalize("NFC", found[0])
        if len(whole) == 1 and len(found[0]) > 1 and _covered(place, whole):
            yield found[0]
        else:
            yield from found[0]


@lru_cache(_MOST_REMEMBERED)
def _covered(place: int, typed: str) -> bool:
    """Whether a script's font draws a character, or what several make together."""
    if len(typed) > 1:
        return True
    script = SCRIPTS[place]
    if script.shaped and typed in {JOINER, NON_JOINER}:
        return True
    if not script.shaped and not has_ink(typed):
        return False
    return outlines(script.file).glyph_of(ord(typed)) is not None


def _plain_units(text: str, *, strong: bool, leftward: bool) -> Iterable[Drawn]:
    if len(text) > _REMEMBERED:
        return _set_plain(text, strong=strong, leftward=leftward)
    return _remembered_plain(text, strong, leftward)


@lru_cache(_MOST_REMEMBERED)
def _remembered_plain(text: str, strong: bool, leftward: bool) -> tuple[Drawn, ...]:
    return tuple(_set_plain(text, strong=strong, leftward=leftward))


def _set_plain(text: str, *, strong: bool, leftward: bool) -> Iterator[Drawn]:
    for found in CLUSTER.finditer(text):
        for unit in plain(found, strong=strong):
            if leftward and (other := mirrored(unit.typed)) != unit.typed:
                index = face_for(other, strong=strong)
                yield unit if index is None else Drawn(unit.typed, index, ord(other))
            else:
                yield unit


def _number(character: str, *, strong: bool, leftward: bool) -> Iterator[Drawn]:
    yield from _plain_units(f"[U+{ord(character):04X}]", strong=strong, leftward=leftward)


def _shaped_units(
    place: int, text: str, span: tuple[int, int], *, strong: bool, leftward: bool
) -> Iterable[Drawn | Shaped]:
    """A stretch that goes through the shaper; what stands around it matters where that is the same script."""
    start, end = span
    beside = text[max(0, start - 1) : start] + text[end : end + 1]
    if end - start > _REMEMBERED or STRETCH.search(beside):
        return _set_shaped(place, text, span, strong=strong, leftward=leftward)
    return _remembered_shaped(place, text[start:end], strong, leftward)


@lru_cache(_MOST_REMEMBERED)
def _remembered_shaped(place: int, text: str, strong: bool, leftward: bool) -> tuple[Drawn | Shaped, ...]:
    return tuple(_set_shaped(place, text, (0, len(text)), strong=strong, leftward=leftward))


def _set_shaped(
    place: int, text: str, span: tuple[int, int], *, strong: bool, leftward: bool
) -> Iterator[Drawn | Shaped]:
    """The clusters of a stretch, and the numbers of characters its font lacks."""
    language = language_of(place, "", japanese=False)
    start, end = span
    begun = start
    for at in range(start, end + 1):
        if at < end and _covered(place, text[at]):
            continue
        if begun < at:
            for cluster in shaped(place, text, begun, at, strong=strong, leftward=leftward):
                yield Shaped(cluster.typed, cluster.shape, language)
        if at < end:
            yield from _number(text[at], strong=strong, leftward=leftward)
        begun = at + 1


def _unshaped_units(place: int, stretch: str, *, strong: bool, japanese: bool) -> Iterator[Drawn | Shaped]:
    """A stretch whose characters are drawn one by one."""
    language = language_of(place, stretch, japanese=japanese)
    font = outlines(SCRIPTS[place].file)
    for typed in _composed(place, stretch):
        if not _covered(place, typed):
            yield from _number(typed, strong=strong, leftward=False)
            continue
        code = ord(unicodedata.normalize("NFC", typed) if len(typed) > 1 else typed)
        other = font.glyph_of(_JAPANESE_SHAPES + code) if japanese and code <= 0xFFFF else None
        glyph = other or font.glyph_of(code) or 0
        part = Part(SCRIPTS[place].file, glyph)
        parts = (part,) if font.has_outline(glyph) else ()
        shape = shape_with(tuple(heavier(parts)) if strong else parts, font.advance(glyph))
        yield Shaped(typed, shape, language)
