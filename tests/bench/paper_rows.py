"""The row of paper: a long record as a tagged, archivable PDF, beside the same words set without any of that."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from random import Random

from pypdfium2 import PdfDocument  # type: ignore[import-untyped]
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph as PlainParagraph
from reportlab.platypus import SimpleDocTemplate

from safeguard_app.documents.content import Column, DataTable, Document, PageFrame, Paragraph, Section
from safeguard_app.documents.render import render
from tests.bench import invented
from tests.bench.course import Course
from tests.bench.rows import Baseline, Row, in_turn, within

_PAGES = 200
_LATIN = "amina says that she does not want to go to school tomorrow and nobody may know"
_FOREIGN = "قالت أمينة إنها لا تريد الذهاب غدًا प्रिया शर्मा ने कहा कि 他說不要告訴任何人 她很害怕"
_AT = datetime(2026, 10, 12, 15, 42, tzinfo=UTC)


def rows(course: Course) -> Iterator[Row]:
    """Two hundred pages of prose and tables; pages of messages in three scripts beside pages in Latin letters."""
    texts, sections = _texts(), 1
    per_section = _pages(render(_document(texts, 8), _AT)) / 8
    sections = round(_PAGES / per_section)
    document = _document(texts, sections)
    pages = _pages(render(document, _AT))
    ours, plain = in_turn(partial(render, document, _AT), partial(_plain, texts, sections), 3)
    baseline = Baseline("the same words with reportlab, untagged", plain)
    yield within(
        "a tagged PDF of 200 pages", ours * _PAGES / pages, baseline, 3, note=f"measured on {pages} pages"
    )
    foreign, latin = _messages(_FOREIGN), _messages(_LATIN)
    ours, plain = in_turn(partial(render, foreign, _AT), partial(render, latin, _AT), 3)
    ours, plain = ours / _pages(render(foreign, _AT)), plain / _pages(render(latin, _AT))
    baseline = Baseline("a page in Latin letters", plain)
    yield within("a page of messages in Arabic, Hindi and Chinese", ours, baseline, 0.1)


def _messages(words: str) -> Document:
    chance, known = Random(7), words.split()
    texts = (" ".join(chance.choice(known) for _ in range(60)) for _ in range(120))
    return Document("Messages", "Messages", PageFrame("Larkbridge Primary"), tuple(map(Paragraph, texts)))


def _texts() -> list[str]:
    chance = Random(5)
    return [invented.passage(chance, 6, 12) for _ in range(400)]


def _document(texts: list[str], sections: int) -> Document:
    frame = PageFrame("Larkbridge Primary", "OFFICIAL-SENSITIVE", "2026-0042")
    columns = (Column("Date"), Column("What happened", 4), Column("Who"))
    blocks = tuple(
        Section(
            f"Part {place + 1}",
            (
                *(Paragraph(texts[(place * 7 + line) % len(texts)]) for line in range(6)),
                DataTable(
                    columns,
                    tuple(
                        (f"{line + 1} Sep", texts[(place * 5 + line) % len(texts)][:160], "DSL")
                        for line in range(8)
                    ),
                ),
            ),
        )
        for place in range(sections)
    )
    return Document("A long record", "Record", frame, blocks)


def _pages(content: bytes) -> int:
    return len(PdfDocument(content))


def _plain(texts: list[str], sections: int) -> None:
    style = getSampleStyleSheet()["BodyText"]
    story = []
    for place in range(sections):
        story += [PlainParagraph(texts[(place * 7 + line) % len(texts)], style) for line in range(6)]
        story += [PlainParagraph(texts[(place * 5 + line) % len(texts)][:160], style) for line in range(8)]
    SimpleDocTemplate(BytesIO()).build(story)
