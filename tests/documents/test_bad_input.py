"""What people type into any field of any document: nothing is interpreted, nothing is lost, and no size breaks it."""

import dataclasses
import io
import tracemalloc
from collections.abc import Iterator
from enum import Enum
from typing import Any

import pikepdf
import pypdf
import pytest

from safeguard_app.documents.content import (
    Answered,
    Chart,
    Column,
    ContactSheet,
    Contents,
    Cover,
    DataTable,
    Document,
    Field,
    FieldTable,
    Figure,
    KeyGroups,
    NewPage,
    PageFrame,
    Paragraph,
    Passage,
    PassageKind,
    Passages,
    Picture,
    QrCode,
    Section,
)
from safeguard_app.documents.render import render
from safeguard_app.domain.document_identity import DocumentIdentity
from tests.documents.reading import Node, failures, pypdf_pages, second_opinion, structure
from tests.documents.samples import AT, EVERY_DOCUMENT, FRAME, simple
from tests.documents.scripts_written import EVERYTHING

MARKUP = (
    '<b>&amp;</b><img src="file:///etc/passwd"/><a href="javascript:x()">y</a>&#65;{0}%s\\(\\)'
    "<<</S/URI>>endobj stream"
)
CONTROLS = "a\x00b\x07c\x1b[31md\u202ee\u2066f"
PRINTED = "a[U+0000]b[U+0007]c[U+001B][31md[U+202E]e[U+2066]f"
_NOT_PRINTED = {
    (Figure, "exhibit"),
    (QrCode, "payload"),
    (Document, "language"),
    (Document, "file_title"),
}
_ELSEWHERE = (PageFrame, DocumentIdentity)
_MEGABYTE = 1_000_000


class Typed:
    """Puts a text of its own, with a number, in every field of a document, and knows them all."""

    def __init__(self, words: str, printed: str) -> None:
        self._words, self._printed = words, printed
        self._count = 0
        self.expected: list[str] = []

    def everywhere(self, value: Any) -> Any:
        """The same content with every printed text replaced."""
        if isinstance(value, tuple):
            return tuple(self.everywhere(one) if not isinstance(one, str) else self._next() for one in value)
        if isinstance(value, _ELSEWHERE) or not dataclasses.is_dataclass(value) or isinstance(value, type):
            return value
        changed = {}
        for field in dataclasses.fields(value):
            now = getattr(value, field.name)
            place = (type(value), field.name)
            if place in _NOT_PRINTED or isinstance(now, Enum) or _is_left_out(value, field.name):
                continue
            if isinstance(now, str) and now:
                changed[field.name] = self._next()
            elif not isinstance(now, str):
                changed[field.name] = self.everywhere(now)
        return dataclasses.replace(value, **changed)

    def _next(self) -> str:
        self._count += 1
        self.expected.append(f"({self._count}){self._printed}")
        return f"({self._count}){self._words}"


@pytest.mark.parametrize(
    ("words", "printed"), [(MARKUP, MARKUP), (CONTROLS, PRINTED)], ids=["mark-up", "control characters"]
)
@pytest.mark.parametrize("name", EVERY_DOCUMENT)
def test_what_is_typed_in_any_field_is_words_and_all_of_it_is_there(
    name: str, words: str, printed: str
) -> None:
    typed = Typed(words, printed)
    document = typed.everywhere(EVERY_DOCUMENT[name]())
    pdf = render(document, AT)
    assert failures(pdf) == []
    said = "\n".join(_said(structure(pdf)))
    assert [one for one in typed.expected if one not in said] == []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for one in opened.objects:
            if isinstance(one, pikepdf.Dictionary):
                assert "\u202e" not in str(one.get("/Title", "")), "a bookmark is not turned round either"
                assert not {"/URI", "/JS", "/JavaScript", "/OpenAction", "/AA", "/EF"} & set(one.keys())


def _said(node: Node) -> Iterator[str]:
    """Every text and alternative."""
    yield node.text
    yield node.alternative
    for part in node.parts:
        if isinstance(part, Node):
            yield from _said(part)


def _is_left_out(value: Any, field: str) -> bool:
    """A table prints its sentence without rows alone, its headings with rows alone; so does a chart of nothing."""
    if isinstance(value, Chart) and not value.labels:
        return field in ("heading", "series")
    return isinstance(value, DataTable) and field == ("empty" if value.rows else "columns")


def test_pypdf_reads_what_was_typed_too() -> None:
    words = "Words <b>typed</b> & kept; 100% \\n of {them}, “all”."
    assert words in " ".join(pypdf_pages(render(simple(Paragraph(words)), AT))[0].split())


# ---------------------------------------------------------------- scripts


@pytest.mark.parametrize("script", EVERYTHING)
def test_a_name_and_a_post_in_every_script_in_every_place(script: str) -> None:
    words = EVERYTHING[script]
    document = Document(
        words,
        words,
        FRAME,
        (
            Contents(),
            NewPage(),
            Section(
                words,
                (
                    FieldTable((Field(words, Answered(words)),)),
                    DataTable((Column(words), Column("What", 2)), ((words, words),), row_headings=True),
                    Passages((Passage(PassageKind.OWN_WORDS, words),)),
                ),
            ),
        ),
        cover=Cover(((words, words),)),
    )
    pdf = render(document, AT)
    assert failures(pdf) == []
    assert second_opinion(pdf) == []
    found = structure(pdf)
    for tag in ("H1", "H2", "TH", "TD", "BlockQuote", "TOCI"):
        assert any(words in node.text for node in found.all(tag)), tag
    assert pypdf.PdfReader(io.BytesIO(pdf)).outline[0].title == f"1 {words}"  # type: ignore[union-attr]


# ---------------------------------------------------------------- sizes


def test_a_word_of_fifty_thousand_characters_is_whole_wherever_it_stands() -> None:
    word = "x" * 50_000
    frame = PageFrame("School", "OFFICIAL-SENSITIVE", "2026-0001")
    blocks = (
        Contents(),
        Section(word, (FieldTable((Field(word, Answered(word)),)),)),
        DataTable((Column("a" * 50), Column("Wide", 4)), (("y", word),)),
        Passages((Passage(PassageKind.HEARSAY, word),)),
    )
    pdf = render(Document(word, "Record", frame, blocks), AT)
    found = structure(pdf)
    assert found.all("H1")[0].text == word
    assert found.all("H2")[1].text == f"1 {word}"
    assert found.all("TH")[0].text == word
    assert found.all("TD")[0].text == word
    assert found.all("P")[-1].text == f"Hearsay, not checked. {word}"
    assert failures(pdf) == []


@pytest.mark.parametrize(("width", "height"), [(1, 1), (20_000, 1), (1, 20_000), (3_000, 2)])
def test_a_picture_of_any_shape_stays_on_the_page(width: int, height: int) -> None:
    picture = Picture(width, height, bytes(width * height), grey=True)
    figure = Figure(picture, "A picture", "Caption", width_mm=500)
    pdf = render(simple(figure, ContactSheet((figure, figure, figure))), AT)
    assert failures(pdf) == []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        boxes = [one.A.BBox for one in opened.objects if isinstance(one, pikepdf.Dictionary) and "/A" in one]
        edges = [[float(edge) for edge in box] for box in boxes]
        images = [one for one in opened.objects if isinstance(one, pikepdf.Stream) and "/Width" in one]
    assert len(edges) == 4
    assert all(0 <= left < right <= 596 and 0 <= low < high <= 842 for left, low, right, high in edges)
    assert len(images) == 1, "a picture that is shown again is kept once"


def test_a_picture_of_twenty_thousand_by_twenty_thousand_is_kept_once_more_at_most() -> None:
    side = 20_000
    picture = Picture(side, side, bytes(side * side), grey=True)
    tracemalloc.start()
    pdf = render(simple(Figure(picture, "Very large")), AT)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 40 * _MEGABYTE, "what it is made of is handed to the compressor as it lies"
    assert len(pdf) < 2 * _MEGABYTE, "four hundred megabytes of one grey"


def test_a_caption_longer_than_its_place_stands_whole_under_its_row() -> None:
    caption = " ".join(f"w{number}" for number in range(400))
    picture = Picture(2, 2, bytes(12))
    sheet = ContactSheet((Figure(picture, "a", caption), Figure(picture, "b", "short"), Figure(picture, "c")))
    found = structure(render(simple(sheet), AT))
    assert [node.text for node in found.all("Div")] == [caption, "short", ""]


def test_a_key_of_no_groups_and_groups_longer_than_a_line_are_whole() -> None:
    pdf = render(simple(KeyGroups(()), KeyGroups(("K" * 300, "L"))), AT)
    assert "K" * 300 in structure(pdf).text.replace(" ", "")
    assert failures(pdf) == []
