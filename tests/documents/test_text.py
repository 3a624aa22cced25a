"""What is typed is what is printed: copied out of the PDF it is the same, and nothing is dropped or hidden."""

import re
import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeguard_app.documents.content import (
    Answered,
    Field,
    FieldTable,
    Paragraph,
    Passage,
    PassageKind,
    Passages,
)
from safeguard_app.documents.engine.faces import face_for
from safeguard_app.documents.render import render
from tests.documents.reading import failures, pages, poppler_text, structure
from tests.documents.samples import AT, EMOJI, EUROPE, simple

LETTERS = (
    "AaĄąÁáÀàÂâÄäÃãÅåĀāÆæBbCcĆćČčÇçĊċDdĎďĐđÐðEeĘęÉéÈèÊêËëĚěĖėĒēFfGgĞğĢģĠġHhĦħIiÍíÌìÎîÏïĮįĪīİıJjKkĶķLlŁłĽľĹĺĻļMm"
    "NnŃńŇňÑñŅņOoÓóÒòÔôÖöÕõŐőØøŒœPpQqRrŘřŔŕSsŚśŠšŞşȘșſßẞTtŤťȚțŢţŦŧUuÚúÙùÛûÜüŮůŰűŲųŪūVvWwŴŵẀẁẂẃẄẅXxYyÝýŸÿŶŷỲỳZzŹźŽžŻż"
    "ÞþŊŋΑαΆάΒβΓγΔδΕεΈέΖζΗηΉήΘθΙιΊίΪϊΐΚκΛλΜμΝνΞξΟοΌόΠπΡρΣσςΤτΥυΎύΫϋΰΦφΧχΨψΩωΏώ"
    "АаБбВвГгҐґДдЂђЃѓЕеЁёЄєЖжЗзЅѕИиІіЇїЙйЈјКкЌќЛлЉљМмНнЊњОоПпРрСсТтЋћУуЎўФфХхЦцЧчЏџШшЩщЪъЫыЬьЭэЮюЯя"
)
SIGNS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~£€₴₽¢¥§©®°±²³µ¶·¹º¼½¾¿«»‘’“”„‚–—…†‡•‰™←↑→↓✓✗★♥♪☐☒"
PICTURES = [
    "😀",
    "👍🏽",
    "👩‍🚀",
    "👨‍👩‍👧‍👦",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "🇬🇧",
    "🇺🇦",
    "1️⃣",
    "❤️",
    "☺️",
    "🏳️‍🌈",
    "💀",
    "🫠",
    "🧑🏿‍🤝‍🧑🏻",
]
WORD = st.lists(st.sampled_from([*LETTERS, *SIGNS, *PICTURES]), min_size=1, max_size=12).map("".join)
TEXT = st.lists(WORD, min_size=1, max_size=40).map(" ".join)


def _paragraph(text: str) -> bytes:
    return render(simple(Paragraph(text)), AT)


def _typed(pdf: bytes) -> str:
    """The text of the paragraphs as the file holds it."""
    return "".join(node.text for node in structure(pdf).all("P"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXT)
def test_the_file_holds_the_text_typed(text: str) -> None:
    assert _typed(_paragraph(text)) == text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(WORD)
def test_a_word_is_copied_as_typed(word: str) -> None:
    assert f"»»{word}««" in pages(_paragraph(f"»»{word}««"))[0]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=300))
def test_any_text_at_all_makes_a_document(text: str) -> None:
    document = simple(
        Paragraph(text),
        FieldTable((Field(text, Answered(text)),)),
        Passages((Passage(PassageKind.OWN_WORDS, text, text),)),
        title=text,
    )
    assert failures(render(document, AT)) == []


@pytest.mark.parametrize(
    "text", [EUROPE, EMOJI, LETTERS, SIGNS, "double  space   three", "ends with a hyphen -"]
)
def test_examples(text: str) -> None:
    pdf = _paragraph(text)
    assert _typed(pdf) == text
    copied = "".join(pages(pdf)[0].split())
    assert "".join(text.split()) in copied


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
@pytest.mark.parametrize("text", [EUROPE, EMOJI, LETTERS])
def test_another_reader_copies_the_same(text: str) -> None:
    copied = "".join(poppler_text(_paragraph(text)).split())
    assert "".join(text.split()) in copied


@pytest.mark.parametrize("letter", sorted(set(LETTERS)))
def test_every_european_letter_is_in_both_weights(letter: str) -> None:
    assert face_for(letter, strong=False) == 0
    assert face_for(letter, strong=True) == 1


def test_letters_with_marks_typed_apart_stay_as_typed() -> None:
    decomposed = "e\u0301 a\u0323\u0302 x\u0301 q\u0308"
    assert _typed(_paragraph(decomposed)) == decomposed


def test_flags_of_nowhere_and_broken_sequences_are_kept() -> None:
    for text in ("🇽🇶", "🇬", "👩‍👽", "🐈‍⬛", "#️⃣"):
        assert _typed(_paragraph(text)) == text


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("\u0d64", "[U+0D64]"),
        ("\u9fef", "[U+9FEF]"),
        ("\u0e9a", "[U+0E9A]"),
        ("a\u202eb", "a[U+202E]b"),
        ("a\u2066b\u2069", "a[U+2066]b[U+2069]"),
        ("a\u200bb\u200dc", "a[U+200B]b[U+200D]c"),
        ("a\u00adb", "a[U+00AD]b"),
        ("\x00\x07\x1b\x7f", "[U+0000][U+0007][U+001B][U+007F]"),
        ("\ufeff\ufffe", "[U+FEFF][U+FFFE]"),
        ("\ud800", "[U+D800]"),
        ("\ue000", "[U+E000]"),
        ("\U000f0001", "[U+F0001]"),
        ("A\ufe0fB", "A[U+FE0F]B"),
        ("\U000e0041", "[U+E0041]"),
        ("\u3164\u115f", "[U+3164][U+115F]"),
        ("a\x0bb\x0cc\x85d", "a[U+000B]b[U+000C]c[U+0085]d"),
    ],
)
def test_what_cannot_be_shown_is_shown_as_its_number(typed: str, printed: str) -> None:
    pdf = _paragraph(f"»{typed}«")
    assert _typed(pdf) == f"»{printed}«"
    assert f"»{printed}«" in pages(pdf)[0]
    assert failures(pdf) == []


def test_a_code_of_our_own_never_draws_an_emoji_for_a_private_character() -> None:
    assert face_for("\U000f0001", strong=False) is None


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u2029"])
def test_a_line_end_typed_is_a_line_end_printed(end: str) -> None:
    found = structure(_paragraph(f"first{end}{end}third")).all("P")
    assert [node.text for node in found] == ["first", "third"]


def test_a_tab_is_four_spaces() -> None:
    assert _typed(_paragraph("a\tb")) == "a    b"


@pytest.mark.parametrize(
    "text",
    [
        '<img src="file:///etc/hostname"/>',
        '<a href="javascript:alert(1)">press</a>',
        "Fish & chips &amp; peas &#x202e; &nbsp;",
        "<b>unclosed",
        "</para></b>",
        '<font color="white">hidden</font>',
        "<para>one</para>",
        "5 < 6 > 4",
        "%PDF-1.7 (BT) Tj ET \\) endstream endobj",
    ],
)
def test_mark_up_is_only_words(text: str) -> None:
    pdf = render(simple(Paragraph(text), FieldTable((Field(text, Answered(text)),)), title=text), AT)
    found = structure(pdf)
    assert [node.text for tag in ("H1", "P", "TH", "TD") for node in found.all(tag)] == [text] * 4
    assert text in pages(pdf)[0]
    assert b"/URI" not in pdf
    assert b"/Subtype/Image" not in pdf
    assert failures(pdf) == []


def test_a_word_of_fifty_thousand_letters_wraps_within_the_page() -> None:
    word = "abcdefghij" * 5000
    pdf = render(simple(Paragraph(word), FieldTable((Field("Label", Answered(word)),))), AT)
    found = structure(pdf)
    assert found.all("P")[0].text == word
    assert found.all("TD")[0].text == word
    assert len(found.all("P")[0].on_pages) > 5
    longest = max(len(line) for text in pages(pdf) for line in re.split(r"\r?\n", text))
    assert longest < 130
    assert failures(pdf) == []


def test_a_long_word_of_joined_emoji_is_cut_only_between_them() -> None:
    text = "👩‍🚀" * 2000
    assert _typed(_paragraph(text)) == text


def test_spaces_without_end_stay_on_the_page() -> None:
    text = "a" + " " * 5000 + "b"
    pdf = _paragraph(text)
    assert _typed(pdf) == text
    assert failures(pdf) == []


def test_ten_million_characters_make_a_document() -> None:
    sentence = "The quick brown fox jumps over the lazy dog again and again. "
    pdf = _paragraph(sentence * (10_000_000 // len(sentence)))
    assert len(pages(pdf)) > 2000
