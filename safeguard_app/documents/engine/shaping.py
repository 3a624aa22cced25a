"""Shapes stretches of one script: which glyphs draw them, and where each stands (OpenType, by HarfBuzz)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from safeguard_app.documents.engine.outlines import (
    NOTHING,
    WHOLE,
    Outlines,
    Part,
    Shape,
    outlines,
    shape_with,
)
from safeguard_app.documents.engine.scripts import SCRIPTS

_BOLD_STEP = 22
"""How far a second strike lies from the first where bold is asked for and a script has one weight."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Characters that are drawn together."""

    typed: str
    shape: Shape


def shaped(place: int, text: str, start: int, end: int, *, strong: bool, leftward: bool) -> list[Cluster]:
    """The clusters of ``text[start:end]`` in the order they are typed; what stands around it decides how it joins.

    Every character must be one the script's font has.
    """
    import uharfbuzz

    script = SCRIPTS[place]
    font = outlines(script.file)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text, start, end - start)
    buffer.script = script.tag
    buffer.direction = "rtl" if leftward else "ltr"
    buffer.language = script.language
    uharfbuzz.shape(font.shaper, buffer)
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    groups: list[tuple[int, list[Part], int]] = []
    for info, position in zip(infos, positions, strict=True):
        if not groups or groups[-1][0] != info.cluster:
            groups.append((info.cluster, [], 0))
        cluster, parts, pen = groups[-1]
        across, up = round((pen + position.x_offset) * script.size), round(position.y_offset * script.size)
        parts.append(Part(script.file, info.codepoint, across, up, round(WHOLE * script.size)))
        groups[-1] = (cluster, parts, pen + position.x_advance)
    groups.sort(key=lambda group: group[0])
    ends = [group[0] for group in groups[1:]] + [end]
    return [
        Cluster(text[first:last], _shape(font, parts, round(advance * script.size), strong=strong))
        for (first, parts, advance), last in zip(groups, ends, strict=True)
    ]


def _shape(font: Outlines, parts: list[Part], advance: int, *, strong: bool) -> Shape:
    """A shape of what has ink; struck twice where it is to be bold."""
    inked = [part for part in parts if font.has_outline(part.glyph)]
    if not inked and advance <= 0:
        return NOTHING
    return shape_with(tuple(heavier(inked) if strong else inked), max(0, advance))


def heavier(parts: Iterable[Part]) -> Iterator[Part]:
    """Each part twice, the second a little to the right."""
    for part in parts:
        yield part
        yield Part(part.font, part.glyph, part.across + _BOLD_STEP, part.up, part.scale)
