"""A word without an end, wherever somebody may have typed it: it wraps, stays on the page, and is whole."""

from collections.abc import Callable
from dataclasses import replace

import pypdfium2  # type: ignore[import-untyped]
import pytest

from safeguard_app.documents.content import (
    Amount,
    Answered,
    Box,
    ChartKind,
    ChartSeries,
    Contents,
    Cover,
    Document,
    Field,
    FieldTable,
    Figure,
    ListItem,
    Paragraph,
    Picture,
    Section,
    Signature,
    Signatures,
    TextList,
    TickBoxes,
    WritingSpace,
)
from safeguard_app.documents.engine.look import LEFT, RIGHT
from safeguard_app.documents.engine.page import PAPER_HEIGHT
from safeguard_app.documents.render import render
from tests.documents.reading import failures, structure
from tests.documents.samples import AT, chart, simple

PICTURE = Picture(3, 2, bytes(range(18)))
X = Paragraph("x")
PLACES: dict[str, Callable[[str], Document]] = {
    "list": lambda word: simple(TextList((word, "b"))),
    "list within": lambda word: simple(TextList((ListItem(word, TextList((word,))),), numbered=True)),
    "caption": lambda word: simple(Figure(PICTURE, word, word)),
    "signature": lambda word: simple(X, Signatures((Signature(word, word, word, word), Signature("B")))),
    "cover": lambda word: replace(simple(X, title=word), cover=Cover((("Label", word), (word, "words")))),
    "standing": lambda word: replace(simple(X), standing=(word,), head=(("To", word), (word, "x"))),
    "contents": lambda word: simple(Contents(), Section(word, (X, Section(word, (X,))))),
    "box": lambda word: simple(Box((word, word), heavy=True)),
    "answers": lambda word: simple(
        FieldTable((Field(word, Answered(word)), Field("a", Answered("b"))), pairs=True)
    ),
    "ticks": lambda word: simple(TickBoxes(((word, True),), across=True), WritingSpace(word, 2)),
    "chart": lambda word: simple(replace(chart(ChartKind.BARS, (1, 2)), title=word, labels=(word, word))),
}


def outside(pdf: bytes, letters: str) -> list[tuple[float, ...]]:
    """Stretches of text that leave the page's edges; a word of 3,000 of each of these letters stands on the pages."""
    document = pypdfium2.PdfDocument(pdf)
    found: list[tuple[float, ...]] = []
    drawn = ""
    for page in document:
        text = page.get_textpage()
        drawn += text.get_text_bounded()
        for at in range(text.count_rects()):
            left, low, right, high = text.get_rect(at)
            if left < LEFT - 2 or right > RIGHT + 5 or low < 20 or high > PAPER_HEIGHT - 15:
                found.append((left, low, right, high))
    document.close()
    assert all(drawn.count(letter) >= 3_000 for letter in letters)
    return found


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("letter", ["x", "漢"])
def test_it_stays_on_the_page(place: str, letter: str) -> None:
    assert outside(render(PLACES[place](letter * 3_000), AT), letter) == []


@pytest.mark.parametrize("place", PLACES)
def test_fifty_thousand_letters_are_whole_and_keep_the_rules(place: str) -> None:
    word = "x" * 50_000
    pdf = render(PLACES[place](word), AT)
    assert failures(pdf) == []

    def said(node: object) -> bool:
        return word in getattr(node, "text", "") or word in str(getattr(node, "alternative", ""))

    tags = ("P", "LBody", "Caption", "TH", "TD", "H1", "H2", "Lbl", "Figure")
    found = structure(pdf)
    assert any(said(node) for tag in tags for node in found.all(tag))


def test_an_endless_title_is_shortened_in_the_contents_and_whole_where_it_begins() -> None:
    word = "x" * 3_000
    found = structure(render(simple(Contents(), *(Section(word, (X,)) for _ in range(44))), AT))
    lengths = [len(node.text) for node in found.all("TOCI")]
    assert len(lengths) == 44 and all(190 <= length < 220 for length in lengths), lengths
    assert word in found.all("H2")[1].text


@pytest.mark.parametrize("kind", [ChartKind.BARS, ChartKind.STACKED])
def test_endless_words_at_a_bar_stay_on_the_page(kind: ChartKind) -> None:
    series = tuple(ChartSeries(name, (Amount(3, "9" * 3_000),)) for name in ("One", "y" * 3_000))
    made = replace(chart(kind, (1,)), labels=("Label",), series=series)
    assert outside(render(simple(made), AT), "9y") == []
