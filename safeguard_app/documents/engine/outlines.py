"""Reads TrueType fonts glyph by glyph, and builds from their outlines the font that one document embeds.

What is shaped is drawn as one glyph for each cluster: a letter with its marks, a conjunct, a ligature. Such a glyph
is composed of the font's own at the places the shaper gave (OpenType "glyf", composite glyphs), so that a reader
finds one glyph for the text it stands for, as wide as the cluster. Glyphs of several fonts may stand in one.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from safeguard_app.system.resources import read_resource

_WORDS, _OFFSETS, _SCALED, _MORE, _X_AND_Y, _MATRIX, _OVERLAP = 0x1, 0x2, 0x8, 0x20, 0x40, 0x80, 0x400
WHOLE = 0x4000
_FIXED_HEAD = 10


@dataclass(frozen=True, slots=True)
class Part:
    """One glyph of a font within a shape, and where it stands; ``scale`` in sixteenths of a 1024th (2.14)."""

    font: str
    glyph: int
    across: int = 0
    up: int = 0
    scale: int = WHOLE


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """What one glyph of the document's own font draws, and how far it moves on. No parts: it draws nothing.

    Made by ``shape_with`` alone, so that two that are alike are one.
    """

    parts: tuple[Part, ...]
    advance: int


@cache
def shape_with(parts: tuple[Part, ...], advance: int) -> Shape:
    """The shape of these parts."""
    return Shape(parts, advance)


NOTHING = shape_with((), 0)


class Outlines:
    """One shipped font, read where it is asked for."""

    def __init__(self, name: str) -> None:
        """Read the directory of its tables."""
        import uharfbuzz

        self.data = read_resource(f"fonts/{name}.ttf")
        self.shaper: Any = uharfbuzz.Font(uharfbuzz.Face(self.data))
        self._tables = {}
        self._inked: dict[int, bool] = {}
        for place in range(struct.unpack_from(">H", self.data, 4)[0]):
            tag, _, start, length = struct.unpack_from(">4sLLL", self.data, 12 + 16 * place)
            self._tables[tag] = (start, length)
        self._long = self.table(b"head")[51] == 1
        self._widths = struct.unpack_from(">H", self.table(b"hhea"), 34)[0]

    def table(self, tag: bytes) -> bytes:
        """A table, whole."""
        start, length = self._tables[tag]
        return self.data[start : start + length]

    def glyph_of(self, code: int) -> int | None:
        """The glyph that draws a character by itself."""
        found: int | None = self.shaper.get_nominal_glyph(code)
        return found or None

    def advance(self, glyph: int) -> int:
        """How far a glyph moves on."""
        place = min(glyph, self._widths - 1)
        width: int = struct.unpack_from(">H", self.data, self._tables[b"hmtx"][0] + 4 * place)[0]
        return width

    def has_outline(self, glyph: int) -> bool:
        """Whether a glyph draws anything."""
        found = self._inked.get(glyph)
        if found is None:
            found = self._inked[glyph] = bool(self.outline(glyph))
        return found

    def outline(self, glyph: int) -> bytes:
        """The description of a glyph; empty when it draws nothing."""
        start = self._tables[b"loca"][0]
        if self._long:
            first, end = struct.unpack_from(">LL", self.data, start + 4 * glyph)
        else:
            first, end = (2 * value for value in struct.unpack_from(">HH", self.data, start + 2 * glyph))
        base = self._tables[b"glyf"][0]
        return self.data[base + first : base + end]


@cache
def outlines(name: str) -> Outlines:
    """A shipped font by its file's name, opened on first use."""
    return Outlines(name)


def build(shapes: list[Shape]) -> tuple[bytes, list[int], tuple[int, int, int, int]]:
    """A TrueType font of the shapes: its bytes, the glyph number of each shape, and the box that holds all."""
    from reportlab.pdfbase.ttfonts import TTFontMaker

    built = _Builder()
    numbers = [built.add(shape) for shape in shapes]
    base = outlines("text-regular")
    boxes = [struct.unpack_from(">4h", outline, 2) for outline in built.glyphs if outline]
    box = _around(boxes)
    head = bytearray(base.table(b"head"))
    struct.pack_into(">H", head, 18, 1000)
    struct.pack_into(">4h", head, 36, *box)
    struct.pack_into(">H", head, 50, 1)
    hhea = bytearray(base.table(b"hhea"))
    struct.pack_into(">H", hhea, 10, max(built.advances))
    struct.pack_into(">H", hhea, 34, len(built.glyphs))
    lefts = [struct.unpack_from(">h", outline, 2)[0] if outline else 0 for outline in built.glyphs]
    pairs = b"".join(
        struct.pack(">Hh", width, left) for width, left in zip(built.advances, lefts, strict=True)
    )
    maker = TTFontMaker()
    for tag in ("name", "OS/2"):
        maker.add(tag, base.table(tag.encode("ascii")))
    maker.add("post", b"\x00\x03\x00\x00" + base.table(b"post")[4:16] + bytes(16))
    maker.add("hmtx", pairs)
    maker.add("hhea", bytes(hhea))
    maker.add("maxp", built.maxima())
    maker.add("cmap", struct.pack(">9H", 0, 1, 1, 0, 0, 12, 6, 10, 0) + bytes(4))
    body, places = bytearray(), []
    for outline in built.glyphs:
        places.append(len(body))
        body += outline + bytes(-len(outline) % 4)
    places.append(len(body))
    maker.add("glyf", bytes(body))
    maker.add("loca", struct.pack(f">{len(places)}L", *places))
    maker.add("head", bytes(head))
    return bytes(maker.makeStream()), numbers, box


class _Builder:
    """Collects outlines and numbers them; ``glyphs`` and ``advances`` begin with the glyph for what is missing."""

    def __init__(self) -> None:
        base = outlines("text-regular")
        self.glyphs: list[bytes] = [base.outline(0)]
        self.advances = [base.advance(0)]
        self._copied: dict[tuple[str, int], int] = {}
        self._shapes: dict[Shape, int] = {}
        self._points: dict[int, tuple[int, int, int]] = {0: _points(self.glyphs[0])}
        self._most_parts = 0

    def add(self, shape: Shape) -> int:
        """The number of the glyph that draws a shape."""
        number = self._shapes.get(shape)
        if number is None:
            number = self._shapes[shape] = self._compose(shape)
        return number

    def _compose(self, shape: Shape) -> int:
        parts = [part for part in shape.parts if outlines(part.font).has_outline(part.glyph)]
        if not parts:
            return self._append(b"", shape.advance, (0, 0, 0))
        if len(parts) == 1 and parts[0] == Part(parts[0].font, parts[0].glyph):
            font = outlines(parts[0].font)
            if shape.advance == font.advance(parts[0].glyph):
                return self._copy(parts[0].font, parts[0].glyph)
        numbers = [self._copy(part.font, part.glyph) for part in parts]
        boxes, records, points = [], bytearray(), [0, 0, 0]
        for place, (part, number) in enumerate(zip(parts, numbers, strict=True)):
            flags = _WORDS | _OFFSETS | (_OVERLAP if place == 0 else 0)
            flags |= _MORE if place + 1 < len(parts) else 0
            scaled = part.scale != WHOLE
            records += struct.pack(">HHhh", flags | (_SCALED * scaled), number, part.across, part.up)
            records += struct.pack(">h", part.scale) if scaled else b""
            edges = struct.unpack_from(">4h", self.glyphs[number], 2)
            moves = (part.across, part.up) * 2
            boxes.append(
                tuple(edge * part.scale // WHOLE + move for edge, move in zip(edges, moves, strict=True))
            )
            inner = self._points[number]
            points = [points[0] + inner[0], points[1] + inner[1], max(points[2], inner[2] + 1)]
        self._most_parts = max(self._most_parts, len(parts))
        outline = struct.pack(">5h", -1, *_around(boxes)) + bytes(records)
        return self._append(outline, shape.advance, (points[0], points[1], points[2]))

    def _copy(self, font: str, glyph: int) -> int:
        """A glyph of a font as it is, with those it is composed of."""
        key = (font, glyph)
        number = self._copied.get(key)
        if number is not None:
            return number
        source = outlines(font)
        outline = bytearray(source.outline(glyph))
        points = _points(bytes(outline))
        if outline and struct.unpack_from(">h", outline)[0] < 0:
            total = [0, 0, 0]
            places = list(_references(outline))
            for place in places:
                inner = self._copy(font, struct.unpack_from(">H", outline, place)[0])
                struct.pack_into(">H", outline, place, inner)
                held = self._points[inner]
                total = [total[0] + held[0], total[1] + held[1], max(total[2], held[2] + 1)]
            self._most_parts = max(self._most_parts, len(places))
            points = (total[0], total[1], total[2])
        number = self._copied[key] = self._append(bytes(outline), source.advance(glyph), points)
        return number

    def _append(self, outline: bytes, advance: int, points: tuple[int, int, int]) -> int:
        self.glyphs.append(outline)
        self.advances.append(advance)
        self._points[len(self.glyphs) - 1] = points
        return len(self.glyphs) - 1

    def maxima(self) -> bytes:
        """The table of what a reader has to make room for."""
        simple = [held for held in self._points.values() if held[2] == 0]
        joined = [held for held in self._points.values() if held[2]] or [(0, 0, 0)]
        return struct.pack(
            ">L14H",
            0x00010000,
            len(self.glyphs),
            max(held[0] for held in simple),
            max(held[1] for held in simple),
            max(held[0] for held in joined),
            max(held[1] for held in joined),
            1,
            *([0] * 6),
            self._most_parts,
            max(held[2] for held in joined),
        )


def _around(boxes: list[tuple[int, ...]]) -> tuple[int, int, int, int]:
    """The box around boxes."""
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _points(outline: bytes) -> tuple[int, int, int]:
    """Points and contours of a simple glyph, and depth 0."""
    contours = struct.unpack_from(">h", outline)[0] if outline else 0
    if contours <= 0:
        return 0, 0, 0
    return struct.unpack_from(">H", outline, _FIXED_HEAD + 2 * (contours - 1))[0] + 1, contours, 0


def _references(outline: bytearray) -> Iterator[int]:
    """Where a composite glyph names the glyphs it is composed of."""
    place, flags = _FIXED_HEAD, _MORE
    while flags & _MORE:
        flags = struct.unpack_from(">H", outline, place)[0]
        yield place + 2
        place += 4 + (4 if flags & _WORDS else 2)
        place += 2 if flags & _SCALED else 4 if flags & _X_AND_Y else 8 if flags & _MATRIX else 0
