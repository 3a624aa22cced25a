"""The shipped fonts: their licences are beside them, and their glyphs are as wide as the file says."""

import io

import pikepdf
from fontTools.ttLib import TTFont

from safeguard_app.documents.engine.faces import EMOJI, emoji_sequences, face
from safeguard_app.documents.render import render
from safeguard_app.system.resources import list_resources, read_resource
from tests.documents.samples import AT, every_block


def test_every_font_has_its_licence_beside_it() -> None:
    readme = read_resource("fonts/README.md").decode("utf-8")
    for name in list_resources("fonts", ".ttf"):
        assert name.removeprefix("fonts/") in readme
        licence = TTFont(io.BytesIO(read_resource(name)))["name"].getDebugName(13)
        assert licence is None or "Open Font License" in licence
    for name in ("fonts/OFL-noto-sans.txt", "fonts/OFL-noto-emoji.txt", "fonts/OFL-noto-cjk.txt"):
        assert "SIL OPEN FONT LICENSE Version 1.1" in read_resource(name).decode("utf-8")


def test_widths_are_those_of_the_fonts() -> None:
    for index in range(6):
        shipped = face(index)
        font = TTFont(io.BytesIO(shipped.font._ttf_data))
        names, widths = font.getBestCmap(), font["hmtx"]
        for code in names.keys() - {0xA0}:
            assert shipped.width(code) == widths[names[code]][0] * 1000 / font["head"].unitsPerEm


def test_embedded_glyphs_are_as_wide_as_the_file_says() -> None:
    with pikepdf.open(io.BytesIO(render(every_block(), AT))) as opened:
        fonts = opened.pages[0].obj.Resources.Font
        assert len(fonts) >= 4
        for font in fonts.values():
            inner = font.DescendantFonts[0]
            said = [float(width) for width in inner.W[1]]
            mapping = bytes(inner.CIDToGIDMap.read_bytes())
            program = TTFont(io.BytesIO(bytes(inner.FontDescriptor.FontFile2.read_bytes())))
            order = program.getGlyphOrder()
            for place, width in enumerate(said, 1):
                glyph = int.from_bytes(mapping[2 * place : 2 * place + 2], "big")
                assert glyph > 0
                assert abs(program["hmtx"][order[glyph]][0] - width) < 0.01


def test_every_emoji_sequence_can_be_drawn() -> None:
    assert len(emoji_sequences()) > 300
    assert set(emoji_sequences().values()) <= set(face(EMOJI).glyphs)
