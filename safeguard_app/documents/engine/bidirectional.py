"""Lines of a paragraph in which anything is read from right to left.

Such a paragraph is set from one font, made of shapes. It is drawn in the order in which it is read, cluster by cluster,
each at its place; the glyphs of a cluster that is read leftward run from left to right all the same, and the one of
its first character draws it all: whoever copies them and turns them round has what was typed. The structure says
the text of each such stretch as well, since a reader that goes by places alone may take its words in another order.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from safeguard_app.documents.content import Run
from safeguard_app.documents.engine import clusters
from safeguard_app.documents.engine.direction import base_level, in_order, levels
from safeguard_app.documents.engine.outlines import Shape
from safeguard_app.documents.engine.scripts import broken, is_japanese
from safeguard_app.documents.engine.spans import SetLine, Span, Stretch, joined
from safeguard_app.documents.engine.typesetting import Typesetter


@dataclass(frozen=True, slots=True)
class _Unit:
    """One cluster: what it draws, its level, and its language (None: that of what stands before it)."""

    typed: str
    shape: Shape
    level: int
    language: str | None

    @property
    def blank(self) -> bool:
        return self.typed == " "


def lines_in_order(
    typesetter: Typesetter, runs: tuple[Run, ...], size: float, room: float
) -> Iterator[SetLine]:
    """The lines of one paragraph, each put in order after it is broken (UAX 9); ``room`` in thousandths."""
    texts = [clusters.printed(run.text) for run in runs]
    text = "".join(texts)
    base = base_level(text)
    units = list(_units(text, texts, runs, base))
    line: list[_Unit] = []
    filled = inked = 0
    for word in _words(text, units):
        width = sum([unit.shape.advance for unit in word])
        blank = word[0].blank
        for part in [word] if width <= room or blank else [[unit] for unit in word]:
            wide = width if part is word else part[0].shape.advance
            full = filled >= room if blank else filled + wide > room
            if full and line:
                yield _set(typesetter, line, base, inked, size)
                line, filled, inked = [], 0, 0
            line += part
            filled += wide
            if not blank:
                inked = filled
    yield _set(typesetter, line, base, inked, size)


def _units(text: str, texts: list[str], runs: tuple[Run, ...], base: int) -> Iterator[_Unit]:
    """The clusters of a paragraph in the order they are typed."""
    found = levels(text, base)
    japanese = is_japanese(text)
    start = 0
    for run, own in zip(runs, texts, strict=True):
        end = start + len(own)
        while start < end:
            stop = start + 1
            while stop < end and found[stop] == found[start]:
                stop += 1
            level = found[start]
            for unit in clusters.units(
                text, start, stop, strong=run.strong, japanese=japanese, leftward=level % 2 == 1
            ):
                if isinstance(unit, clusters.Shaped):
                    yield _Unit(unit.typed, unit.shape, level, unit.language)
                else:
                    tongue = "" if unit.typed[0].isalpha() else None
                    yield _Unit(unit.typed, clusters.shape_of(unit.index, unit.code), level, tongue)
            start = stop


def _words(text: str, units: list[_Unit]) -> Iterator[list[_Unit]]:
    """What a line may be broken between: a single blank, or the clusters of a word."""
    cuts, place = set(), 0
    for token in text.split(" "):
        for part in broken(token) if token else []:
            cuts.add(place)
            place += len(part)
        cuts |= {place, place + 1}
        place += 1
    word: list[_Unit] = []
    place = 0
    for unit in units:
        if place in cuts and word:
            yield word
            word = []
        word.append(unit)
        place += len(unit.typed)
    if word:
        yield word


def _set(typesetter: Typesetter, line: list[_Unit], base: int, inked: int, size: float) -> SetLine:
    """Put a line in order: blanks at its end go where the paragraph ends (rule L1), then rule L2."""
    last = len(line)
    while last and line[last - 1].blank:
        last -= 1
    line = line[:last] + [_Unit(unit.typed, unit.shape, base, None) for unit in line[last:]]
    order = in_order([unit.level for unit in line])
    across = 0 if not base else -sum([unit.shape.advance for unit in line[last:]])
    places = [0] * len(line)
    for place in order:
        places[place] = across
        across += line[place].shape.advance
    stretches = tuple(_stretches(typesetter, line, places, base, size / 1000))
    return SetLine((), inked * size / 1000, stretches, leftward=base == 1)


def _stretches(
    typesetter: Typesetter, line: list[_Unit], places: list[int], base: int, scale: float
) -> Iterator[Stretch]:
    """The parts of a line by language, in the order of reading, each with its pieces of one direction."""
    languages = _languages(line, base)
    start = 0
    while start < len(line):
        end = start + 1
        while end < len(line) and languages[end] == languages[start]:
            end += 1
        part = line[start:end]
        typed = "".join([unit.typed for unit in part]) if any(unit.level for unit in part) else ""
        yield Stretch(languages[start], typed, tuple(_pieces(typesetter, part, places[start:end], scale)))
        start = end


def _languages(line: list[_Unit], base: int) -> list[str]:
    """The language of each cluster: signs and numbers take that of the direction they stand in."""
    leftward = next((unit.language for unit in line if unit.level % 2 and unit.language), "")
    found: list[str] = []
    for unit in line:
        if unit.language is not None:
            leftward = unit.language if unit.level % 2 else leftward
            found.append(unit.language)
        elif unit.level % 2 or not found:
            found.append(leftward if base or unit.level else "")
        else:
            found.append(found[-1] if unit.level else "")
    return found


def _pieces(
    typesetter: Typesetter, part: list[_Unit], places: list[int], scale: float
) -> Iterator[tuple[float, tuple[Span, ...]]]:
    """What is drawn, in the order of reading: clusters one by one, but for strings that begin with a letter.

    Readers guess from what is drawn in one go which way it runs, and turn it round; of one cluster they cannot.
    """
    start = 0
    while start < len(part):
        end = _end_of_piece(part, start)
        leftward = part[start].level % 2 == 1
        drawn = part[start:end][::-1] if leftward else part[start:end]
        first = start if drawn[0] is part[start] else end - 1
        spans: list[Span] = []
        for unit in drawn:
            spans += typesetter.cluster(unit.typed, unit.shape, leftward=leftward and bool(unit.language))
        yield places[first] * scale, joined(spans)
        start = end


def _end_of_piece(part: list[_Unit], start: int) -> int:
    """How far what is drawn in one go reaches.

    With a leftward cluster goes what moves on by nothing, and a blank that ends its word: by itself neither would be
    seen. A string takes one blank before it along.
    """
    level, end = part[start].level, start + 1
    if level % 2:
        while end < len(part) and part[end].level == level and not part[end].shape.advance:
            end += 1
        inside = start and part[start - 1].level == level and not part[start].blank
        if inside and end < len(part) and part[end].level == level and part[end].blank:
            end += 1
        return end
    first = start + 1 if part[start].blank and start + 1 < len(part) else start
    if part[first].level == level and _begins_string(part[first].typed[0]):
        while end < len(part) and part[end].level == level:
            end += 1
    return end


def _begins_string(character: str) -> bool:
    """Whether no reader takes what begins with this for a string to be turned round."""
    return character.isascii() and character.isalnum()
