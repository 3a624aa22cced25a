"""The list that an inspection asks for in the morning: concerns and what became of them, by case numbers, no names."""

from dataclasses import dataclass

from safeguard_app.documents.content import (
    Answered,
    Block,
    Box,
    Column,
    DataTable,
    Document,
    Field,
    FieldTable,
    PageFrame,
    Section,
)


@dataclass(frozen=True, slots=True)
class ListedCase:
    """One record: its number, kind, day, to whom it was referred and when, whether it is open or how it ended, and
    whether a safety plan is in force."""

    case: str
    kind: str
    raised: str
    referred: str
    stands: str
    plan: str


@dataclass(frozen=True, slots=True)
class InspectionList:
    """The content of one paper. ``counts`` are its headline figures, each with its label."""

    frame: PageFrame
    standing: tuple[str, ...]
    counts: tuple[tuple[str, str], ...]
    raised: tuple[ListedCase, ...]
    earlier: tuple[ListedCase, ...]
    left_out: tuple[str, ...]


def to_document(made: InspectionList) -> Document:
    """The list as a document. It names no person, quotes no account, and is signed by nobody."""
    figures = tuple(Field(label, Answered(words)) for label, words in made.counts)
    blocks: tuple[Block, ...] = (
        Section("In numbers", (FieldTable(figures, pairs=True, together=True),)),
        Section("Concerns raised in this time", (_table(made.raised, "No concern was raised."),)),
        Section("Raised earlier and still open", (_table(made.earlier, "None is open."),)),
        Box(made.left_out),
    )
    return Document(
        title="Concerns and referrals",
        file_title="Concerns and referrals",
        frame=made.frame,
        standing=made.standing,
        numbered=False,
        blocks=blocks,
    )


def _table(cases: tuple[ListedCase, ...], empty: str) -> DataTable:
    columns = (
        Column("Case", 1.1),  # a number with the letter of a part in one line, and a day
        Column("Kind of concern", 1.25),
        Column("Raised", 1.05),
        Column("Referred", 1.1),
        Column("How it stands", 1.5),
        Column("Plan", 0.5),
    )
    rows = tuple((one.case, one.kind, one.raised, one.referred, one.stands, one.plan) for one in cases)
    return DataTable(columns, rows, row_headings=True, empty=empty)
