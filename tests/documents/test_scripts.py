"""Every script is printed as it is written, and what is copied out of the file is what was typed."""

import io
import re
import unicodedata

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from safeguard_app.documents.content import (
    Answered,
    Block,
    Field,
    FieldTable,
    Paragraph,
    Passage,
    PassageKind,
    Passages,
    Run,
    Section,
    strong,
)
from safeguard_app.documents.engine.faces import has_ink
from safeguard_app.documents.engine.look import USUAL, WIDTH
from safeguard_app.documents.engine.outlines import outlines
from safeguard_app.documents.engine.scripts import EASTERN, SCRIPTS, Script, broken
from safeguard_app.documents.engine.setting import Setter
from safeguard_app.documents.engine.shaping import shaped
from safeguard_app.documents.engine.spans import SetLine
from safeguard_app.documents.engine.typesetting import Typesetter
from safeguard_app.documents.render import render
from tests.documents.reading import failures, pages, pypdf_pages, structure
from tests.documents.samples import AT, simple
from tests.documents.scripts_written import EVERYTHING, LEFTWARD, MIXED, NAMES, RIGHTWARD

each = pytest.mark.parametrize("text", EVERYTHING.values(), ids=EVERYTHING.keys())
SHAPED = [place for place, script in enumerate(SCRIPTS) if script.shaped]


def _paragraphs(*texts: str) -> bytes:
    return render(simple(*(Paragraph(text) for text in texts)), AT)


def _typed(pdf: bytes, tag: str = "P") -> list[str]:
    return [node.text for node in structure(pdf).all(tag)]


def _lines(text: str, width: float = WIDTH) -> list[SetLine]:
    return Setter(Typesetter(), USUAL).lines(text, USUAL.body, width)[0]


# ---------------------------------------------------------------- what is typed is what is copied


def test_everything_typed_is_in_the_structure_in_both_weights_and_keeps_the_rules() -> None:
    blocks: list[Block] = [Paragraph(text) for text in EVERYTHING.values()]
    blocks += [FieldTable(tuple(Field(text, Answered((strong(text),))) for text in EVERYTHING.values()))]
    blocks += [Section(name, (Paragraph(name),)) for name in NAMES.values()]
    pdf = render(simple(*blocks), AT)
    assert _typed(pdf)[: len(EVERYTHING)] == list(EVERYTHING.values())
    assert _typed(pdf, "TH") == _typed(pdf, "TD") == list(EVERYTHING.values())
    assert [title.partition(" ")[2] for title in _typed(pdf, "H2")] == list(NAMES.values())
    assert failures(pdf) == []


def test_pypdf_reads_every_line_as_it_was_typed() -> None:
    read = "\n".join(pypdf_pages(_paragraphs(*EVERYTHING.values(), *NAMES.values())))
    assert [text for text in (*EVERYTHING.values(), *NAMES.values()) if text not in read] == []


def test_pdfium_reads_lines_of_one_direction_as_they_were_typed() -> None:
    """Marks may come in their other order and ligatures as their letters: the same text (Unicode, equivalence)."""
    texts = [*RIGHTWARD.values(), *LEFTWARD.values(), *NAMES.values()]
    read = unicodedata.normalize("NFKC", "".join(pages(_paragraphs(*texts))))
    assert [text for text in texts if unicodedata.normalize("NFKC", text) not in read] == []


def test_pdfium_reads_every_word_of_mixed_lines() -> None:
    """In which order, it decides by a rule of its own that no file can change."""
    read = "".join(pages(_paragraphs(*MIXED.values())))
    words = [word for text in MIXED.values() for word in text.split() if word.strip("(),“”:").isalpha()]
    assert [word for word in words if word.strip("(),“”:") not in read] == []


ANY_SCRIPT = st.lists(
    st.sampled_from(
        [
            *"abZ 019+-.,:()“”«»/\u200c\u200d",
            *sorted({character for text in EVERYTHING.values() for character in text if has_ink(character)}),
            *"ؤئآةىٹڈڑ\u0651\u064e\u0650\u05b8\u05c1ﷺ\u094d\u0930\u093f\u0cc6\u0bca\u0d4d\u0e33가각힣ㄱがガ㈜漢\u3000",
            "👩‍🚀",
            "👨‍👩‍👧‍👦",
            "🇬🇧",
            "\u1112\u1161\u11ab",
            "か\u3099",
        ]
    ),
    max_size=30,
).map("".join)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ANY_SCRIPT)
@example("\u0d9a\u0964\u05d0")
@example("\u0e01\u0965\u05d0")
def test_any_mixture_is_in_the_structure_as_it_was_typed(text: str) -> None:
    """Joiners stay between letters that they part or join; elsewhere they are printed as their numbers."""
    pdf = _paragraphs(f"»{text}«", f"א{text}")
    found = [re.sub(r"\[U\+(200[CD])\]", lambda number: chr(int(number[1], 16)), one) for one in _typed(pdf)]
    assert found == [f"»{text}«", f"א{text}"]
    assert failures(pdf) == []


@pytest.mark.parametrize("stop", ["\u0964", "\u0965"])
@pytest.mark.parametrize("script", SCRIPTS, ids=[script.file for script in SCRIPTS])
def test_stops_that_scripts_share_are_drawn_after_any_of_them(script: Script, stop: str) -> None:
    """In the font of the word where that has them, else in another."""
    letter = next(
        one
        for first in re.findall(r"(.)-", script.characters)
        for one in map(chr, range(ord(first), ord(first) + 64))
        if unicodedata.category(one) in {"Lo", "Lu", "Ll"} and outlines(script.file).glyph_of(ord(one))
    )
    texts = (f"{letter}{stop}", f"{letter}{stop} {letter}{stop}{stop}", f"{letter}{stop}א")
    assert _typed(_paragraphs(*texts)) == list(texts)
    if script.stops:
        assert outlines(script.file).glyph_of(ord(stop))


# ---------------------------------------------------------------- how it is drawn


@pytest.mark.parametrize("place", SHAPED, ids=[SCRIPTS[place].file for place in SHAPED])
def test_letters_join_or_move_as_the_script_asks(place: int) -> None:
    """A cluster of several letters is not its letters side by side, and has the text of them all."""
    together = {
        "arabic": "لا",
        "hebrew": "שָׁ",
        "devanagari": "क्षि",
        "bengali": "ক্ষি",
        "gurmukhi": "ਪ੍ਰੀ",
        "gujarati": "ક્ષિ",
        "tamil": "கொ",
        "telugu": "క్ష్మి",
        "kannada": "ಕ್ಷ್ಮಿ",
        "malayalam": "ക്ഷി",
        "sinhala": "ක්‍රි",
        "thai": "น้ำ",
    }[SCRIPTS[place].file]
    leftward = SCRIPTS[place].leftward
    clusters = shaped(place, together, 0, len(together), strong=False, leftward=leftward)
    assert "".join(cluster.typed for cluster in clusters) == together
    font = outlines(SCRIPTS[place].file)
    drawn = [part.glyph for cluster in clusters for part in cluster.shape.parts]
    alone = [font.glyph_of(ord(character)) for character in together]
    assert drawn != alone
    assert all(drawn), "a box was drawn"


def test_what_stands_around_a_letter_decides_how_it_joins() -> None:
    word = "ببب"
    (first,), (middle,), (last,) = (
        shaped(0, word, at, at + 1, strong=False, leftward=True) for at in range(3)
    )
    assert len({first.shape, middle.shape, last.shape}) == 3
    assert [c.shape for c in shaped(0, word, 0, 3, strong=False, leftward=True)] == [
        first.shape,
        middle.shape,
        last.shape,
    ]


def test_a_line_is_ordered_from_left_to_right() -> None:
    (line,) = _lines("abc אבג 12 דה. def")
    places = {stretch.typed or "rest": stretch.pieces[0][0] for stretch in line.stretches}
    pieces = [piece for stretch in line.stretches for piece in stretch.pieces]
    assert line.stretches[1].typed == "אבג 12 דה"
    inside = [place for place, _ in line.stretches[1].pieces]
    assert inside[0] == max(inside), "what is read first stands at the right"
    assert places["rest"] > max(inside)
    assert len(pieces) > 5


def test_a_paragraph_read_leftward_begins_at_the_right_and_a_single_line_at_the_left() -> None:
    long = _lines(" ".join([LEFTWARD["arabic"]] * 6))
    assert len(long) > 2
    assert all(line.leftward and line.shift == pytest.approx(WIDTH - line.width) for line in long)
    (single,) = _lines(LEFTWARD["arabic"])
    assert single.leftward
    assert single.shift == 0
    assert [n.attributes for n in structure(_paragraphs(LEFTWARD["arabic"])).all("P")] == ["RlTb"]


def test_a_label_stands_above_words_read_leftward() -> None:
    passages = Passages((Passage(PassageKind.OWN_WORDS, LEFTWARD["urdu"]),))
    found = structure(render(simple(passages), AT)).all("BlockQuote")[0].all("P")
    assert [node.text for node in found[-2:]] == ["Child’s own words.", LEFTWARD["urdu"]]


def test_marks_drawn_by_one_glyph_are_as_wide_as_the_file_says() -> None:
    with pikepdf.open(io.BytesIO(_paragraphs(*EVERYTHING.values()))) as opened:
        font = opened.pages[0].obj.Resources.Font["/F6"].DescendantFonts[0]
        said = [float(width) for width in font.W[1]]
        mapping = bytes(font.CIDToGIDMap.read_bytes())
        program = TTFont(io.BytesIO(bytes(font.FontDescriptor.FontFile2.read_bytes())))
        order = program.getGlyphOrder()
        for place, width in enumerate(said, 1):
            glyph = int.from_bytes(mapping[2 * place : 2 * place + 2], "big")
            assert glyph > 0
            assert program["hmtx"][order[glyph]][0] == width
        parts = [program["glyf"][name] for name in order]
        assert (
            max(len(p.components) for p in parts if p.isComposite()) == program["maxp"].maxComponentElements
        )


# ---------------------------------------------------------------- lines


def test_chinese_and_japanese_are_broken_between_characters() -> None:
    lines = _lines(RIGHTWARD["chinese"] * 8 + RIGHTWARD["japanese"] * 8)
    assert len(lines) > 4
    assert all(line.width > WIDTH * 0.93 for line in lines[:-1])
    parts = broken("「不要。」ちょっと（二）")
    assert parts == ["「不", "要。」", "ちょっ", "と", "（二）"]


def test_korean_is_broken_at_its_spaces() -> None:
    assert broken("학교에") == ["학교에"]


@pytest.mark.parametrize("letter", ["ب", "क", "漢"])
def test_a_word_of_fifty_thousand_letters_is_printed_whole(letter: str) -> None:
    assert _typed(_paragraphs(letter * 50_000)) == [letter * 50_000]


@pytest.mark.parametrize("letter", ["ب", "א", "क", "漢", "가", "க"])
def test_a_word_longer_than_lines_stays_on_the_page(letter: str) -> None:
    lines = _lines(letter * 3_000)
    assert all(line.width <= WIDTH + 0.01 for line in lines)
    assert all(line.width > WIDTH * 0.9 for line in lines[:-1])
    assert failures(_paragraphs(letter * 3_000)) == []


# ---------------------------------------------------------------- what is said of it


def test_a_language_is_said_where_the_script_tells_it() -> None:
    texts = {
        "ko": NAMES["korean"],
        "ja": NAMES["japanese"],
        "ta": NAMES["tamil"],
        "und-Arab": NAMES["urdu"],
        "und-Hani": NAMES["chinese"],
        "und-Deva": NAMES["hindi"],
    }
    found = structure(_paragraphs(*texts.values())).all("Span")
    assert [node.language for node in found] == list(texts)
    assert structure(_paragraphs("Żółć Ελληνικά 😀")).all("Span") == []


def test_english_within_another_direction_keeps_its_language() -> None:
    spans = structure(_paragraphs(MIXED["english in arabic"])).all("Span")
    assert [(node.text, node.language) for node in spans][1] == ("Tyler Green", "")
    quoted = structure(_paragraphs(MIXED["quotation"])).all("Span")
    assert [(node.text, node.language) for node in quoted] == [("أنا لا أريد الذهاب", "und-Arab")]


# ---------------------------------------------------------------- what no font draws


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("ا\u202eب", "ا[U+202E]ب"),
        ("א\u2067ב\u2069", "א[U+2067]ב[U+2069]"),
        ("א\u200f\x07ב", "א[U+200F][U+0007]ב"),
        ("ا\u061cب", "ا[U+061C]ب"),
        ("क\u0378ख", "क[U+0378]ख"),
        ("漢\U00020000字", "漢[U+20000]字"),
        ("漢\ufe00", "漢[U+FE00]"),
        ("\u3164\u1160", "[U+3164][U+1160]"),
        ("ދިވެހި", "".join(f"[U+{ord(c):04X}]" for c in "ދިވެހި")),
        ("א\ud800", "א[U+D800]"),
    ],
)
def test_what_cannot_be_shown_is_shown_as_its_number(typed: str, printed: str) -> None:
    pdf = _paragraphs(f"»{typed}«")
    assert _typed(pdf) == [f"»{printed}«"]
    assert f"»{printed}«" in pypdf_pages(pdf)[0]
    assert failures(pdf) == []


def test_letters_typed_apart_are_drawn_together_and_stay_as_typed() -> None:
    for apart in ("\u1112\u1161\u11ab\u1100\u116e\u11a8", "か\u3099き\u3099"):
        assert _typed(_paragraphs(apart)) == [apart]
        whole = unicodedata.normalize("NFC", apart)
        assert _lines(apart)[0].width == _lines(whole)[0].width


def test_japanese_takes_the_shapes_of_japan() -> None:
    font = outlines(SCRIPTS[EASTERN].file)
    assert font.glyph_of(0xF0000 + ord("骨")) != font.glyph_of(ord("骨"))
    first = {node.text for node in structure(_paragraphs("骨", "骨の")).all("P")}
    assert first == {"骨", "骨の"}
    with pikepdf.open(io.BytesIO(_paragraphs("骨", "骨の"))) as opened:
        unicode_map = opened.pages[0].obj.Resources.Font["/F6"].ToUnicode.read_bytes()
    assert unicode_map.count(b"<9AA8>") == 2


def test_standard_sets_are_covered() -> None:
    font = outlines(SCRIPTS[EASTERN].file)
    for encoding in ("gb2312", "big5", "shift_jis", "euc_kr"):
        for code in range(0x4E00, 0x9FA6):
            character = chr(code)
            try:
                character.encode(encoding)
            except UnicodeEncodeError:
                continue
            assert font.glyph_of(code), f"{character} of {encoding}"
    assert all(font.glyph_of(code) for code in range(0xAC00, 0xD7A4))


@each
def test_no_letter_that_is_used_is_missing(text: str) -> None:
    assert "[U+" not in "".join(_typed(_paragraphs(text)))


def test_text_in_latin_letters_never_meets_the_shaper(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a plain page was shaped")

    monkeypatch.setattr("safeguard_app.documents.engine.clusters.units", refuse)
    monkeypatch.setattr("safeguard_app.documents.engine.lines.lines_in_order", refuse)
    pdf = render(
        simple(Paragraph("Plain Żółć Ελληνικά Кириллица 😀"), Paragraph((Run("x"), strong("y")))), AT
    )
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert "/F6" not in opened.pages[0].obj.Resources.Font
