"""Makes the fonts of the world's scripts in resources/fonts from the published Noto fonts; run by hand.

    python packaging/make_script_fonts.py FOLDER

FOLDER holds the files named below, as three packages of Debian 12 bring them: fonts-noto-core and fonts-noto-ui-core
20201225-1, fonts-noto-cjk 1:20220127+repack1-1 (`apt-get download`, then `dpkg-deb -x`). Needs fonttools, which the
program itself does not. Scripts whose letters join or move keep the layout tables by which they are shaped; all lose
their hints. Chinese, Japanese and Korean are one font of TrueType outlines: what the standard sets of each country
hold, in the shape of that country, and Japanese shapes that differ a second time, in a private plane.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

OUT = Path(__file__).resolve().parents[1] / "resources" / "fonts"
NAMES = [0, 1, 2, 3, 4, 5, 6, 13, 14]
USELESS = ["DSIG", "STAT", "vhea", "vmtx", "gasp", "VORG", "BASE"]
CIRCLE, SPACE = 0x25CC, 0x20
SHAPED = {
    "arabic": (
        "NotoNaskhArabicUI-Regular.ttf",
        ((0x600, 0x6FF), (0x750, 0x77F), (0x8A0, 0x8FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC)),
    ),
    "hebrew": ("NotoSansHebrew-Regular.ttf", ((0x590, 0x5FF), (0xFB1D, 0xFB4F))),
    "devanagari": ("NotoSansDevanagariUI-Regular.ttf", ((0x900, 0x97F), (0xA8E0, 0xA8FF), (0x1CD0, 0x1CFF))),
    "bengali": ("NotoSansBengaliUI-Regular.ttf", ((0x980, 0x9FF), (0x964, 0x965))),
    "gurmukhi": ("NotoSansGurmukhiUI-Regular.ttf", ((0xA00, 0xA7F), (0x964, 0x965))),
    "gujarati": ("NotoSansGujaratiUI-Regular.ttf", ((0xA80, 0xAFF), (0x964, 0x965))),
    "tamil": ("NotoSansTamilUI-Regular.ttf", ((0xB80, 0xBFF), (0x964, 0x965))),
    "telugu": ("NotoSansTeluguUI-Regular.ttf", ((0xC00, 0xC7F), (0x964, 0x965))),
    "kannada": ("NotoSansKannadaUI-Regular.ttf", ((0xC80, 0xCFF), (0x964, 0x965))),
    "malayalam": ("NotoSansMalayalamUI-Regular.ttf", ((0xD00, 0xD7F), (0x964, 0x965))),
    "sinhala": ("NotoSansSinhalaUI-Regular.ttf", ((0xD80, 0xDFF),)),
    "thai": ("NotoSansThaiUI-Regular.ttf", ((0xE00, 0xE7F),)),
}
"""Fonts with layout tables: the file each is made from, and the blocks it keeps."""
PLAIN = {
    "ethiopic": ("NotoSansEthiopic-Regular.ttf", ((0x1200, 0x139F), (0x2D80, 0x2DDF), (0xAB00, 0xAB2F))),
    "armenian": ("NotoSansArmenian-Regular.ttf", ((0x530, 0x58F), (0xFB13, 0xFB17))),
    "georgian": ("NotoSansGeorgian-Regular.ttf", ((0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2F))),
}
CJK = "NotoSansCJK-Regular.ttc"
JAPANESE, KOREAN, SIMPLIFIED, TRADITIONAL, HONG_KONG = range(5)
"""Places of the five in the collection."""
JAPANESE_SHAPES = 0xF0000
EASTERN_BLOCKS = (
    (0x1100, 0x11FF),  # Korean letters by themselves, as they stand when typed apart and joined by no rule
    (0x2E80, 0x2FDF),  # radicals
    (0x3000, 0x33FF),  # punctuation, kana, bopomofo, Korean letters, enclosed signs, squares
    (0xAC00, 0xD7A3),  # every Korean syllable
    (0xFE10, 0xFE1F),
    (0xFE30, 0xFE4F),
    (0xFF00, 0xFFEF),  # full and half width
)
LARGEST_ERROR = 1.0
"""How far an outline may lie from the one it was made from, in thousandths of the size."""


def main() -> None:
    """Write every font."""
    folder = Path(sys.argv[1])
    for target, (source, blocks) in SHAPED.items():
        font = TTFont(folder / source)
        extra = {SPACE, CIRCLE, 0x200C, 0x200D, 0x2010, 0x2011}
        write(cut_down(font, _covered(font, blocks) | extra, layout=True), f"{target}.ttf")
    for target, (source, blocks) in PLAIN.items():
        font = TTFont(folder / source)
        write(cut_down(font, _covered(font, blocks), layout=False), f"{target}.ttf")
    write(eastern(folder / CJK), "cjk.ttf")


def _covered(font: TTFont, blocks: Iterable[tuple[int, int]]) -> set[int]:
    """The characters of some blocks that a font has."""
    return {c for c in font.getBestCmap() if any(first <= c <= last for first, last in blocks)}


def cut_down(font: TTFont, wanted: Iterable[int], *, layout: bool) -> TTFont:
    """The font with the wanted characters only, without hints, with or without what shapes them."""
    options = Options()
    options.hinting = False
    options.layout_features = ["*"] if layout else []
    options.name_IDs = NAMES
    options.drop_tables += USELESS + ([] if layout else ["GSUB", "GPOS", "GDEF"])
    options.notdef_outline = True
    options.glyph_names = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=list(wanted))
    subsetter.subset(font)
    return font


def write(font: TTFont, name: str) -> None:
    """Save as plain TrueType, with the time stamps it came with."""
    font.flavor = None
    font.recalcTimestamp = False
    font.save(OUT / name)


# ---------------------------------------------------------------- Chinese, Japanese, Korean


def encoded(encoding: str) -> set[int]:
    """The ideographs of a national standard."""
    found = set()
    for code in (*range(0x3400, 0xA000), *range(0xF900, 0xFB00)):
        try:
            chr(code).encode(encoding)
        except UnicodeEncodeError:
            continue
        found.add(code)
    return found


def eastern_glyphs(folder: Path) -> dict[int, str]:
    """Which glyph of the collection draws each character, and each Japanese shape that differs."""
    japanese, korean, simplified, traditional, hong_kong = (
        TTFont(folder, fontNumber=number).getBestCmap()
        for number in (JAPANESE, KOREAN, SIMPLIFIED, TRADITIONAL, HONG_KONG)
    )
    mainland, kanji = encoded("gb2312"), encoded("shift_jis")
    taiwan, hong_kong_only = encoded("big5"), encoded("big5hkscs")
    drawn = {c: g for c, g in japanese.items() if any(first <= c <= last for first, last in EASTERN_BLOCKS)}
    drawn |= {c: korean[c] for c in range(0xAC00, 0xD7A4)}
    for codes, shapes in (
        (encoded("euc_kr"), korean),
        (kanji, japanese),
        (hong_kong_only, hong_kong),
        (taiwan, traditional),
        (mainland, simplified),
    ):
        drawn |= {c: shapes[c] for c in codes if c in shapes}
    other = {JAPANESE_SHAPES + c: japanese[c] for c in kanji if japanese[c] != drawn[c]}
    return drawn | other


def eastern(source: Path) -> TTFont:
    """One font of TrueType outlines out of the collection."""
    drawn = eastern_glyphs(source)
    font = TTFont(source, fontNumber=SIMPLIFIED)
    options = Options()
    options.hinting = options.glyph_names = False
    options.layout_features = []
    options.name_IDs = NAMES
    options.drop_tables += [*USELESS, "GSUB", "GPOS", "GDEF"]
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(glyphs=sorted(set(drawn.values())))
    subsetter.subset(font)
    _to_true_type(font)
    table = CmapSubtable.newSubtable(12)
    table.platformID, table.platEncID, table.language = 3, 10, 0
    table.cmap = drawn
    narrow = CmapSubtable.newSubtable(4)
    narrow.platformID, narrow.platEncID, narrow.language = 3, 1, 0
    narrow.cmap = {c: g for c, g in drawn.items() if c <= 0xFFFF}
    font["cmap"].tables = [narrow, table]
    return font


def _to_true_type(font: TTFont) -> None:
    """Redraw cubic outlines as quadratic ones, which is what the writer of documents embeds."""
    outlines, order = font.getGlyphSet(), font.getGlyphOrder()
    glyf = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, {}
    for name in order:
        pen = TTGlyphPen(outlines)
        outlines[name].draw(Cu2QuPen(pen, LARGEST_ERROR, reverse_direction=True))
        glyf.glyphs[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), glyf
    del font["CFF "]
    glyf.compile(font)
    widths = font["hmtx"]
    for name in order:
        widths[name] = (widths[name][0], getattr(glyf[name], "xMin", 0))
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    for field in ("TwilightPoints", "Storage", "FunctionDefs", "InstructionDefs", "StackElements"):
        setattr(maxp, f"max{field}", 0)
    maxp.maxSizeOfInstructions = 0
    maxp.maxZones = 1
    maxp.maxComponentElements = max((len(getattr(glyf[n], "components", ())) for n in order), default=0)
    font["post"].formatType = 3.0
    font["head"].glyphDataFormat = 0
    font.sfntVersion = "\000\001\000\000"


if __name__ == "__main__":
    main()
