"""Makes the fonts in resources/fonts from the published Noto fonts; run by hand when they are renewed.

    python packaging/make_fonts.py FOLDER

FOLDER holds NotoSans-Regular.ttf, NotoSans-Bold.ttf, NotoSansMath-Regular.ttf, NotoSansSymbols-Regular.ttf,
NotoSansSymbols2-Regular.ttf and NotoEmoji-Regular.woff2. Needs fonttools and brotli, which the program itself
does not. Each font is cut down to the characters documents may show and loses its hints and layout tables: a
document places every glyph itself. Emoji made of several characters (a flag, a family) get a code point of their own
in a private plane, listed in emoji-sequences.txt.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

OUT = Path(__file__).resolve().parents[1] / "resources" / "fonts"
FIRST_SEQUENCE = 0xF0000
UNITS = 1000  # to the em: the library that embeds fonts mistakes the widths of last glyphs in any other
VARIATION_SELECTOR = 0xFE0F
SKIN_TONES = range(0x1F3FB, 0x1F400)

TEXT_BLOCKS = (
    (0x0020, 0x052F),  # Latin with every European letter, phonetic, combining marks, Greek, Cyrillic
    (0x1AB0, 0x1AFF),  # combining marks
    (0x1C80, 0x1C8F),  # Cyrillic
    (
        0x1D00,
        0x20CF,
    ),  # phonetic, Latin and Greek additions, punctuation, raised and lowered figures, currencies
    (0x20D0, 0x214F),
    (0x2150, 0x218F),
    (0x2C60, 0x2C7F),
    (0x2DE0, 0x2E5F),
    (0xA640, 0xA69F),
    (0xA700, 0xA7FF),
    (0xAB30, 0xAB6F),
    (0xFB00, 0xFB06),
    (0xFE20, 0xFE2F),
    (0xFFFC, 0xFFFD),
)
SYMBOL_BLOCKS = ((0x2100, 0x2BFF), (0x1F100, 0x1F1FF), (0x1F650, 0x1F67F), (0x1F780, 0x1F8FF))
MATH_BLOCKS = ((0x2100, 0x22FF), (0x27C0, 0x27EF), (0x2980, 0x2AFF), (0x1D400, 0x1D7FF))


def main() -> None:
    """Write every font and the list of emoji sequences."""
    folder = Path(sys.argv[1])
    covered: set[int] = set()
    for source, target, blocks in (
        ("NotoSans-Regular.ttf", "text-regular.ttf", TEXT_BLOCKS),
        ("NotoSans-Bold.ttf", "text-bold.ttf", TEXT_BLOCKS),
        ("NotoSansMath-Regular.ttf", "mathematics.ttf", MATH_BLOCKS),
        ("NotoSansSymbols2-Regular.ttf", "symbols-2.ttf", SYMBOL_BLOCKS),
        ("NotoSansSymbols-Regular.ttf", "symbols-1.ttf", SYMBOL_BLOCKS),
    ):
        font = TTFont(folder / source)
        wanted = {c for c in font.getBestCmap() if any(first <= c <= last for first, last in blocks)}
        wanted -= covered if target not in {"text-regular.ttf", "text-bold.ttf"} else set()
        covered |= wanted
        write(cut_down(font, wanted), target)
    emoji = TTFont(folder / "NotoEmoji-Regular.woff2")
    lines = name_sequences(emoji)
    write(cut_down(emoji, emoji.getBestCmap().keys()), "emoji.ttf")
    (OUT / "emoji-sequences.txt").write_text("".join(f"{line}\n" for line in sorted(lines)), encoding="ascii")


def cut_down(font: TTFont, wanted: Iterable[int]) -> TTFont:
    """The font with the wanted characters only, and no tables a printed page does not need."""
    options = Options()
    options.hinting = False
    options.layout_features = []
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "DSIG", "STAT", "vhea", "vmtx", "gasp"]
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=list(wanted))
    subsetter.subset(font)
    if font["head"].unitsPerEm != UNITS:
        scale_upem(font, UNITS)
    return font


def write(font: TTFont, name: str) -> None:
    """Save as plain TrueType, with the time stamps it came with."""
    font.flavor = None
    font.recalcTimestamp = False
    font.save(OUT / name)


def name_sequences(emoji: TTFont) -> list[str]:
    """Give each emoji of several characters a code point; lines "sequence in hex = code point in hex"."""
    code_of = {glyph: code for code, glyph in sorted(emoji.getBestCmap().items(), reverse=True)}
    lines = []
    next_code = FIRST_SEQUENCE
    for glyphs, drawn in sorted(_ligatures(emoji)):
        codes = [code_of[g] for g in glyphs if g in code_of]
        codes = [c for c in codes if c != VARIATION_SELECTOR and c not in SKIN_TONES]
        if len(codes) < 2 or len(codes) != len([g for g in glyphs if g != "uniFE0F"]):
            continue
        if drawn not in code_of:
            for table in emoji["cmap"].tables:
                if table.isUnicode() and table.format == 12:
                    table.cmap[next_code] = drawn
            code_of[drawn] = next_code
            next_code += 1
        lines.append(" ".join(f"{c:X}" for c in codes) + f" = {code_of[drawn]:X}")
    return sorted(set(lines))


def _ligatures(font: TTFont) -> list[tuple[tuple[str, ...], str]]:
    """Every glyph sequence the font draws as one glyph."""
    found = []
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            for first, ligatures in getattr(table, "ligatures", {}).items():
                found += [((first, *ligature.Component), ligature.LigGlyph) for ligature in ligatures]
    return found


if __name__ == "__main__":
    main()
