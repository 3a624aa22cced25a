"""The rows of paper: long records as tagged, archivable PDFs, beside the same set by others or without any of that."""

import statistics
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
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.records import RecordKind
from safeguard_app.services import opening, paper, referrals
from safeguard_app.services.paper_kinds import BUILDERS
from safeguard_app.services.paper_views import ReferralPaper
from safeguard_app.vault import reading
from tests.bench import invented, long_paper
from tests.bench.course import Course
from tests.bench.rows import Baseline, LeftOut, Row, at_most, in_turn, median, within

_PAGES = 200
_INCIDENTS, _PICTURES = 200, 100
_TIMES_FASTER, _MOST_MEGABYTES = 5, 200
_LATIN = "amina says that she does not want to go to school tomorrow and nobody may know"
_FOREIGN = "قالت أمينة إنها لا تريد الذهاب غدًا प्रिया शर्मा ने कहा कि 他說不要告訴任何人 她很害怕"
_AT = datetime(2026, 10, 12, 15, 42, tzinfo=UTC)


def rows(course: Course) -> Iterator[Row | LeftOut]:
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
    yield from _long_papers(course)
    yield _as_long_as_it_is()
    yield _referral(course)


def _long_papers(course: Course) -> Iterator[Row | LeftOut]:
    """The same chronology by this program and by what somebody would pick instead, each in a process of its own."""
    folder = course.scratch / "papers"
    folder.mkdir()
    long_paper.write_html(folder, _INCIDENTS, _PICTURES)
    what = f"a chronology of {_INCIDENTS} incidents with {_PICTURES} pictures"
    others = {
        long_paper.WEASYPRINT: "WeasyPrint",
        long_paper.LIBREOFFICE: "LibreOffice headless",
    }
    for tool, name in others.items():
        why = long_paper.missing(tool)
        if why:
            yield LeftOut(f"{what}, beside {name}", why)
            continue
        runs = [
            (long_paper.measured(long_paper.OURS, folder, _INCIDENTS, _PICTURES), theirs)
            for _ in range(1 if course.quick else 3)
            for theirs in [long_paper.measured(tool, folder, _INCIDENTS, _PICTURES)]
        ]
        ours, theirs = (
            {key: statistics.median(one[side][key] for one in runs) for key in runs[0][side]}
            for side in (0, 1)
        )
        pages = f"{ours['pages']:.0f} pages beside {theirs['pages']:.0f}"
        yield at_most(what, ours["seconds"], Baseline(name, theirs["seconds"]), 1 / _TIMES_FASTER, note=pages)
        baseline = Baseline(name, theirs["megabytes"])
        yield within(f"the memory of {what}", ours["megabytes"], baseline, _MOST_MEGABYTES, "MB")


def _as_long_as_it_is() -> Row:
    """Four times the lines take four times as long: nothing is gone over again."""
    few, many = (_chronology(count) for count in (250, 1_000))
    longer, shorter = in_turn(partial(render, many, _AT), partial(render, few, _AT), 3)
    baseline = Baseline("one of 250 lines", shorter)
    return at_most("a chronology of 1,000 lines", longer, baseline, 4.4)


def _chronology(count: int) -> Document:
    columns = (Column("When", 1.2), Column("Record", 0.9), Column("What", 4.2))
    table = DataTable(columns, tuple(long_paper.lines(count)), row_headings=True)
    return Document(
        "Chronology", "Chronology", PageFrame("Larkbridge Primary"), (Section("Events", (table,)),)
    )


def _referral(course: Course) -> Row:
    """A referral about an adult, gathered from the large log and set, as it is looked at before it goes."""
    session = course.log.unlock()
    try:
        part = session.vault.compartment(Compartment.ADULTS)
        found = reading.of_kind(part.connection, part.id, RecordKind.INCIDENT)
        about_adult = next(one for one in reversed(found) if one.content.category == "SPC")
        form, _ = referrals.begin(session, about_adult.reference)
        job = ReferralPaper(form)
        paper.preview(session, job)  # fonts are read once
        ours = median(partial(paper.preview, session, job), course.times(9))
        document = BUILDERS[ReferralPaper](session, job).document
        baseline = Baseline("its pages alone, gathered already", median(partial(render, document, _AT), 3))
        return within("a referral to the LADO", ours, baseline, 0.3)
    finally:
        opening.lock(session)


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
