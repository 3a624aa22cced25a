"""The handover brief: what a new safeguarding lead takes over of one part of the log, signed by both. No names."""

from dataclasses import dataclass

from safeguard_app.documents.content import (
    Answered,
    Box,
    Column,
    DataTable,
    Document,
    Field,
    FieldTable,
    PageFrame,
    Paragraph,
    Section,
    Signature,
    Signatures,
)


@dataclass(frozen=True, slots=True)
class OpenRecord:
    """One open record: since when, for how long, its next step, its open actions, and what is looked at again when."""

    case: str
    kind: str
    since: str
    next_step: str
    actions: str
    review: str


@dataclass(frozen=True, slots=True)
class HandoverBrief:
    """The content of one brief. ``state`` and ``inventory`` are lines, each with its label."""

    frame: PageFrame
    standing: tuple[str, ...]
    state: tuple[tuple[str, str], ...]
    records: tuple[OpenRecord, ...]
    inventory: tuple[tuple[str, str], ...]
    left_out: str
    handed_by: Signature


def to_document(brief: HandoverBrief) -> Document:
    """The brief as a document."""
    columns = (
        Column("Case", 1.15),
        Column("Kind of concern", 1.2),
        Column("Open since", 1.0),
        Column("Next step", 1.05),
        Column("Open actions", 1.15),
        Column("Review", 1.0),
    )
    rows = tuple(
        (one.case, one.kind, one.since, one.next_step, one.actions, one.review) for one in brief.records
    )
    return Document(
        title="Handover brief",
        file_title="Handover brief",
        frame=brief.frame,
        standing=brief.standing,
        numbered=False,
        blocks=(
            Section("How it stands", (_fields(brief.state),)),
            Section(
                "Open records, the oldest first",
                (DataTable(columns, rows, row_headings=True, empty="No record is open."),),
            ),
            Section(
                "Inventory",
                (
                    _fields(brief.inventory, pairs=True)
                    if brief.inventory
                    else Paragraph("Nothing stands here yet."),
                ),
            ),
            Box((brief.left_out,)),
            Signatures((brief.handed_by, Signature("Received by"))),
        ),
    )


def _fields(lines: tuple[tuple[str, str], ...], *, pairs: bool = False) -> FieldTable:
    return FieldTable(
        tuple(Field(name, Answered(words)) for name, words in lines), pairs=pairs, together=True
    )
