"""Journeys of concerns without names: what was done, in days from the first and in words of the catalogue."""

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
class JourneyPart:
    """One journey. ``steps`` are day, what was done, and how or with what answer; ``people`` called, role, stage."""

    title: str
    facts: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, str, str], ...]
    steps: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Journeys:
    """The content of one paper."""

    frame: PageFrame
    standing: tuple[str, ...]
    parts: tuple[JourneyPart, ...]
    said: tuple[str, ...]


def to_document(made: Journeys) -> Document:
    """The journeys as a document. It is signed by nobody."""
    return Document(
        title="Journeys without names",
        file_title="Journeys without names",
        frame=made.frame,
        standing=made.standing,
        numbered=False,
        blocks=(*(_part(one) for one in made.parts), Box(made.said)),
    )


def _part(one: JourneyPart) -> Section:
    facts = tuple(Field(label, Answered(words)) for label, words in one.facts)
    blocks: tuple[Block, ...] = (
        FieldTable(facts, pairs=True, together=True),
        DataTable(
            (Column("Who", 1.4), Column("Part in it", 1.8), Column("School stage", 1.2)),
            one.people,
            row_headings=True,
            empty="Nobody is entered.",
        ),
        DataTable(
            (Column("When", 0.9), Column("What was done", 1.9), Column("How, or with what answer", 2.2)),
            one.steps,
            row_headings=True,
            empty="Nothing is entered.",
        ),
    )
    return Section(one.title, blocks)
