"""The day on paper: case numbers, when, and a few neutral words, each with a box to tick."""

from dataclasses import dataclass

from safeguard_app.documents.content import Box, Document, PageFrame, Paragraph, Section, TickBoxes


@dataclass(frozen=True, slots=True)
class DayGroup:
    """What is late, due, or coming, a line for each. A line names a case by its number and nobody by name."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DaySheet:
    """The content of one sheet. ``made`` completes "Made ..."; ``left_out`` says what does not stand on it."""

    frame: PageFrame
    day: str
    made: str
    groups: tuple[DayGroup, ...]
    left_out: str
    name: str = "Day sheet"
    """What the sheet is: the agenda of a meeting is one too."""
    nothing: str = "Nothing is late, and nothing is due in the days ahead."


def to_document(sheet: DaySheet) -> Document:
    """The sheet as a document. It names no person and no kind of concern."""
    sections = tuple(
        Section(group.heading, (TickBoxes(tuple((line, False) for line in group.lines)),))
        for group in sheet.groups
        if group.lines
    )
    nothing = () if sections else (Paragraph(sheet.nothing),)
    return Document(
        title=f"{sheet.name}, {sheet.day}",
        file_title=sheet.name,
        frame=sheet.frame,
        standing=(sheet.made,),
        numbered=False,
        blocks=(*sections, *nothing, Box((sheet.left_out,))),
    )
