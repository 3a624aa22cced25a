"""The fonts documents are set in, and the part of each that one document uses.

Shipped fonts: Noto Sans in two weights, symbols, mathematics (letters people decorate names with), Noto Emoji in one
colour, and one for each other script (``scripts``), of which a document gets a font of its own. Only the glyphs used
go into a file, each with the exact text it stands for, so that what is copied out of the PDF is what was typed (ISO
32000-1, 9.10.3).
"""

import io
import unicodedata
from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cache
from typing import Any

from safeguard_app.documents.engine.outlines import Shape, build
from safeguard_app.documents.engine.pdf_file import PdfFile, number, reference
from safeguard_app.system.resources import read_resource

REGULAR, BOLD, SYMBOLS, MATHEMATICS, MORE_SYMBOLS, EMOJI = range(6)
DRAWN = 6
"""The font made for a document out of shapes."""
FILES = ("text-regular", "text-bold", "symbols-2", "mathematics", "symbols-1", "emoji")
_FALLBACKS = (SYMBOLS, MATHEMATICS, MORE_SYMBOLS, EMOJI)
_EMOJI_SCALE = 0.9
_ENTRIES_PER_BLOCK = 100


@dataclass(frozen=True, slots=True)
class Face:
    """One shipped font, read once. ``glyphs``: glyph of each code point. ``widths``: in 1/1000 of the size."""

    index: int
    font: Any
    glyphs: dict[int, int]
    scale: float

    def width(self, code: int) -> float:
        """Advance of a character in thousandths of the font size, exact."""
        advance: int = self.font.hmetrics[self.glyphs[code]][0]
        return advance * 1000 / int(self.font.unitsPerEm)


@cache
def face(index: int) -> Face:
    """A shipped font, read on first use."""
    from reportlab.pdfbase.ttfonts import TTFontFile

    font = TTFontFile(io.BytesIO(read_resource(f"fonts/{FILES[index]}.ttf")))
    return Face(index, font, font.charToGlyph, _EMOJI_SCALE if index == EMOJI else 1.0)


@cache
def emoji_sequences() -> dict[str, int]:
    """Emoji made of several characters (joiners kept, skin tones and selectors left out): what draws them."""
    found = {}
    for line in read_resource("fonts/emoji-sequences.txt").decode("ascii").splitlines():
        sequence, drawn = line.split(" = ")
        found["".join(chr(int(code, 16)) for code in sequence.split(" "))] = int(drawn, 16)
    return found


def face_for(character: str, *, strong: bool) -> int | None:
    """Which font draws a single character; None when none does, or when it would be drawn as nothing."""
    if not has_ink(character):
        return None
    first = BOLD if strong else REGULAR
    code = ord(character)
    return next((index for index in (first, *_FALLBACKS) if code in face(index).glyphs), None)


_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")


def has_ink(character: str) -> bool:
    """Whether a character may stand as itself: not a control, not a direction mark, not an invisible joiner."""
    category = unicodedata.category(character)
    if category in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} or character in _INVISIBLE:
        return False
    return not ("\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef")


class FontUse(ABC):
    """The glyphs of one font that one document uses, numbered in order of first use."""

    def __init__(self, index: int, scale: float) -> None:
        """No glyph used yet."""
        self.index = index
        self.scale = scale
        self._numbers: dict[tuple[Any, str], int] = {}
        self._widths: list[float] = []

    def glyph(self, drawn: Any, typed: str) -> str:
        """Four hexadecimal digits that draw ``drawn`` and stand for the text ``typed``."""
        key = (drawn, typed)
        given = self._numbers.get(key)
        if given is None:
            given = self._numbers[key] = len(self._numbers) + 1
            self._widths.append(self.width_of(drawn))
        return f"{given:04X}"

    def width(self, given: int) -> float:
        """Advance of a numbered glyph in thousandths of the font size."""
        return self._widths[given - 1]

    @abstractmethod
    def width_of(self, drawn: Any) -> float:
        """Advance of what a glyph draws, in thousandths of the font size."""

    @abstractmethod
    def program(self) -> "Program":
        """The font to embed."""

    def write(self, file: PdfFile) -> int:
        """Put the font's used part into the file; gives the number of its font object."""
        program = self.program()
        tag = "".join(chr(65 + int(digit)) for digit in f"{self.index:06d}")
        name = f"{tag}+{program.name}"
        descriptor = _write_descriptor(file, name, program)
        to_glyph = bytearray(2)
        for given in program.glyphs:
            to_glyph += given.to_bytes(2, "big")
        widths = " ".join(number(width) for width in self._widths)
        mapping = file.add_stream(bytes(to_glyph))
        descendant = file.add(
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/FontDescriptor {reference(descriptor)}"
            f"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            f"/CIDToGIDMap {reference(mapping)}/DW 0/W[1[{widths}]]>>"
        )
        unicode_map = file.add_stream(self._to_unicode().encode("ascii"))
        return file.add(
            f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H"
            f"/DescendantFonts[{reference(descendant)}]/ToUnicode {reference(unicode_map)}>>"
        )

    def _to_unicode(self) -> str:
        """The map from glyph numbers back to text (ISO 32000-1, 9.10.3)."""
        rows = [
            f"<{given:04X}> <{typed.encode('utf-16-be').hex().upper()}>"
            for (_, typed), given in self._numbers.items()
        ]
        parts = [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo <</Registry (Adobe)/Ordering (UCS)/Supplement 0>> def",
            "/CMapName /Adobe-Identity-UCS def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<0000> <FFFF>",
            "endcodespacerange",
        ]
        for first in range(0, len(rows), _ENTRIES_PER_BLOCK):
            block = rows[first : first + _ENTRIES_PER_BLOCK]
            parts += [f"{len(block)} beginbfchar", *block, "endbfchar"]
        return "\n".join([*parts, "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"])


@dataclass(frozen=True, slots=True)
class Program:
    """A font as a file embeds it: its bytes, its measures, and the glyph of each number from 1."""

    name: str
    data: bytes
    glyphs: list[int]
    box: tuple[float, ...]
    ascent: float
    descent: float
    capital: float
    stem: int


class TextUse(FontUse):
    """Of a font whose characters are drawn one by one: what is drawn is a code point."""

    def __init__(self, shipped: Face) -> None:
        """Take the font."""
        super().__init__(shipped.index, shipped.scale)
        self.face = shipped

    def width_of(self, drawn: int) -> float:
        """Advance of a character."""
        return self.face.width(drawn)

    def program(self) -> Program:
        """The part of the font that is used."""
        codes = list(dict.fromkeys(code for code, _ in self._numbers))
        place: dict[int, int] = {}
        for code in codes:
            place.setdefault(self.face.glyphs[code], len(place) + 1)
        font = self.face.font
        return Program(
            font.name.decode("ascii"),
            font.makeSubset(codes),
            [place[self.face.glyphs[code]] for code, _ in self._numbers],
            tuple(font.bbox),
            font.ascent,
            font.descent,
            font.capHeight,
            120 if self.face.index == BOLD else 80,
        )


class ShapeUse(FontUse):
    """Of the font made for one document: what is drawn is a shape, of glyphs of any shipped font."""

    def __init__(self) -> None:
        """No shape yet."""
        super().__init__(DRAWN, 1.0)

    def width_of(self, drawn: Shape) -> float:
        """Advance of a shape."""
        return drawn.advance

    def program(self) -> Program:
        """A font of the shapes used."""
        data, glyphs, box = build([shape for shape, _ in self._numbers])
        return Program("NotoSans-Shaped", data, glyphs, box, 1069, -293, 714, 80)


def _write_descriptor(file: PdfFile, name: str, program: Program) -> int:
    """The font's measures and its embedded program."""
    embedded = file.add_stream(program.data, f"/Length1 {len(program.data)}")
    box = " ".join(number(edge) for edge in program.box)
    return file.add(
        f"<</Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[{box}]/ItalicAngle 0"
        f"/Ascent {number(program.ascent)}/Descent {number(program.descent)}/CapHeight {number(program.capital)}"
        f"/StemV {program.stem}/FontFile2 {reference(embedded)}>>"
    )
