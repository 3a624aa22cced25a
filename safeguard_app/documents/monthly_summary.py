"""The summary of a month on one page: numbers, and the case numbers behind each."""

from dataclasses import dataclass

from safeguard_app.documents.content import Box, Column, DataTable, Document, PageFrame

MOST_CASES = 12
"""Case numbers in a line: the page stays one page, and the list in the program has them all."""


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """What is counted, how many, and the case numbers where there are any."""

    label: str
    count: int
    cases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MonthlySummary:
    """The content of one page."""

    frame: PageFrame
    title: str
    standing: tuple[str, ...]
    lines: tuple[SummaryLine, ...]
    left_out: tuple[str, ...]


def to_document(summary: MonthlySummary) -> Document:
    """The page as a document."""
    columns = (Column("", 2.0), Column("Number", 0.7), Column("Case numbers", 3.0))
    rows = tuple((line.label, str(line.count), _cases(line.cases)) for line in summary.lines)
    return Document(
        title=summary.title,
        file_title="Monthly summary",
        frame=summary.frame,
        standing=summary.standing,
        numbered=False,
        compact=True,
        blocks=(DataTable(columns, rows, row_headings=True), Box(summary.left_out)),
    )


def _cases(cases: tuple[str, ...]) -> str:
    more = len(cases) - MOST_CASES
    said = ", ".join(cases[:MOST_CASES])
    return f"{said} and {more} more" if more > 0 else said
