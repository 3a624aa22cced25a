"""The register of declarations on paper."""

from collections.abc import Sequence

from safeguard_app.documents.content import (
    Block,
    Column,
    DataTable,
    Document,
    PageFrame,
    Paragraph,
    Section,
)
from safeguard_app.domain.date_words import day_words, joined_words
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.services.declaration_views import Register, RegisterRow
from safeguard_app.services.paper_frames import REGISTER_KIND, page_frame
from safeguard_app.services.paper_prepared import Prepared
from safeguard_app.services.paper_views import RegisterPaper
from safeguard_app.services.register import register
from safeguard_app.services.session import Session


def register_paper(session: Session, job: RegisterPaper) -> Prepared:
    """The register as at a day, ready to go out."""
    frame, copy = page_frame(session, Compartment.DAILY, None, REGISTER_KIND)
    shown = register(session, job.on, as_known_then=job.as_known_then)
    document = register_document(shown, frame)
    return Prepared(document, Compartment.DAILY, None, REGISTER_KIND, copy, "Register of declarations.pdf")


def register_document(shown: Register, frame: PageFrame) -> Document:
    """The register as at a day, as it is shown: each kind of declaration under its own heading."""
    headings = dict.fromkeys(row.heading for row in shown.rows)
    parts = [(heading, [row for row in shown.rows if row.heading == heading]) for heading in headings]
    blocks: tuple[Block, ...] = tuple(
        Section(heading, (_table(rows), *_notes(rows))) for heading, rows in parts
    )
    return Document(
        title="Register of declarations",
        file_title="Register of declarations",
        frame=frame,
        blocks=blocks or (_table([]),),
        standing=(f"As at {day_words(shown.on)}. {shown.counts}", shown.completeness),
        numbered=False,
    )


def _notes(shown: Sequence[RegisterRow]) -> tuple[Paragraph, ...]:
    return tuple(
        Paragraph(
            f"{row.adult} and {joined_words([other.name for other in row.others])}: {row.note}", small=True
        )
        for row in shown
        if row.note
    )


def _table(shown: Sequence[RegisterRow]) -> DataTable:
    columns = (
        Column("Adult", 1.5),
        Column("Other person, relationship", 1.9),
        Column("Declared", 1.1),
        Column("Acknowledged", 1.7),
        Column("Status, review", 1.6),
    )
    rows = tuple(
        (
            _two(row.adult, row.adult_role),
            "\n".join(
                _two(f"{other.name} ({other.relationship})", other.description) for other in row.others
            ),
            row.declared,
            _two(row.acknowledged, row.acknowledged_by),
            f"{row.status.words}. Review {row.review}" if row.review else row.status.words,
        )
        for row in shown
    )
    return DataTable(columns, rows, row_headings=True, empty="No declarations on the register.")


def _two(first: str, second: str) -> str:
    return f"{first}, {second}" if first and second else first or second
