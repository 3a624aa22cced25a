"""The report to those who govern the school: numbers and what the school did, nobody's name but of those in office."""

from collections.abc import Sequence
from dataclasses import dataclass

from safeguard_app.documents.content import (
    Answered,
    Block,
    Box,
    Document,
    Field,
    FieldTable,
    PageFrame,
    Paragraph,
    Section,
)

MOST_ALONE = 9
"""More facts than this stand two side by side."""


@dataclass(frozen=True, slots=True)
class ReportPart:
    """A section: facts each with its words, then paragraphs, then tables and charts that stand already."""

    title: str
    facts: tuple[tuple[str, str], ...] = ()
    says: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class GovernorsReport:
    """The content of one report. ``rule`` says how small numbers are treated, before any number."""

    frame: PageFrame
    title: str
    standing: tuple[str, ...]
    rule: tuple[str, ...]
    parts: tuple[ReportPart, ...]


def to_document(report: GovernorsReport) -> Document:
    """The report as a document."""
    return Document(
        title=report.title,
        file_title=report.title,
        frame=report.frame,
        standing=report.standing,
        blocks=(Box(report.rule), *(_section(part) for part in report.parts)),
    )


def _section(part: ReportPart) -> Section:
    return Section(part.title, (*_facts(part.facts), *map(Paragraph, part.says), *part.blocks))


def _facts(facts: Sequence[tuple[str, str]]) -> tuple[FieldTable, ...]:
    if not facts:
        return ()
    fields = tuple(Field(label, Answered(words)) for label, words in facts)
    return (FieldTable(fields, pairs=len(fields) > MOST_ALONE, together=True),)
