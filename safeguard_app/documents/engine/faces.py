"""The fonts documents are set in, and the part of each that one document uses.

Shipped fonts: Noto Sans in two weights, symbols, mathematics (letters people decorate names with) and Noto Emoji in
one colour. Only the glyphs used go into a file, each with the exact text it stands for, so that what is copied out
of the PDF is what was typed (ISO 32000-1, 9.10.3).
"""

import io
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from safeguard_app.documents.engine.pdf_file import PdfFile, number, reference
from safeguard_app.system.resources import read_resource

REGULAR, BOLD, SYMBOLS, MATHEMATICS, MORE_SYMBOLS, EMOJI = range(6)
_FILES = ("text-regular", "text-bold", "symbols-2", "mathematics", "symbols-1", "emoji")
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

    font = TTFontFile(io.BytesIO(read_resource(f"fonts/{_FILES[index]}.ttf")))
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
    if not _has_ink(character):
        return None
    first = BOLD if strong else REGULAR
    code = ord(character)
    return next((index for index in (first, *_FALLBACKS) if code in face(index).glyphs), None)


_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")


def _has_ink(character: str) -> bool:
    """Whether a character may stand as itself: not a control, not a direction mark, not an invisible joiner."""
    category = unicodedata.category(character)
    if category in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} or character in _INVISIBLE:
        return False
    return not ("\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef")


@dataclass(slots=True)
class FontUse:
    """The glyphs of one font that one document uses, numbered in order of first use."""

    face: Face
    _numbers: dict[tuple[int, str], int] = field(default_factory=dict)
    _widths: list[float] = field(default_factory=list)

    def glyph(self, code: int, typed: str) -> str:
        """Four hexadecimal digits that draw ``code`` and stand for the text ``typed``."""
        key = (code, typed)
        given = self._numbers.get(key)
        if given is None:
            given = self._numbers[key] = len(self._numbers) + 1
            self._widths.append(self.face.width(code))
        return f"{given:04X}"

    def width(self, given: int) -> float:
        """Advance of a numbered glyph in thousandths of the font size."""
        return self._widths[given - 1]

    def write(self, file: PdfFile) -> int:
        """Put the font's used part into the file; gives the number of its font object."""
        codes = list(dict.fromkeys(code for code, _ in self._numbers))
        place: dict[int, int] = {}
        for code in codes:
            place.setdefault(self.face.glyphs[code], len(place) + 1)
        program = self.face.font.makeSubset(codes)
        tag = "".join(chr(65 + int(digit)) for digit in f"{self.face.index:06d}")
        name = f"{tag}+{self.face.font.name.decode('ascii')}"
        descriptor = self._write_descriptor(file, name, program)
        to_glyph = bytearray(2)
        for code, _ in self._numbers:
            to_glyph += place[self.face.glyphs[code]].to_bytes(2, "big")
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

    def _write_descriptor(self, file: PdfFile, name: str, program: bytes) -> int:
        """The font's measures and its embedded program."""
        font = self.face.font
        embedded = file.add_stream(program, f"/Length1 {len(program)}")
        box = " ".join(number(edge) for edge in font.bbox)
        return file.add(
            f"<</Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[{box}]/ItalicAngle 0"
            f"/Ascent {number(font.ascent)}/Descent {number(font.descent)}/CapHeight {number(font.capHeight)}"
            f"/StemV {120 if self.face.index == BOLD else 80}/FontFile2 {reference(embedded)}>>"
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
