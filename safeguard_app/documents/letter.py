"""A letter to somebody outside, in the school's name: no case number, no marking, no chain head; signed by hand."""

from dataclasses import dataclass

from safeguard_app.documents.content import (
    Block,
    Document,
    PageFrame,
    Paragraph,
    strong,
)

_ROOM_TO_SIGN = "\n\n\n\n\n"
"""Between "Yours sincerely" and the name; a letter has no box and no second date. One paragraph is never parted."""


@dataclass(frozen=True, slots=True)
class LetterPage:
    """The content of one letter. ``sender`` are the lines under the school's name; ``to`` those of the addressee."""

    frame: PageFrame
    school: str
    sender: tuple[str, ...]
    to: tuple[str, ...]
    day: str
    subject: str
    greeting: str
    paragraphs: tuple[str, ...]
    ending: str
    signed_by: str
    signed_as: str


def to_document(letter: LetterPage) -> Document:
    """The letter as a document, the school's name at its head. Its file's own properties name nobody."""
    blocks: list[Block] = [Paragraph("\n".join(letter.to)), Paragraph(letter.day), Paragraph(letter.greeting)]
    blocks.append(Paragraph((strong(letter.subject),)))
    blocks += [Paragraph(one) for one in letter.paragraphs]
    signed = "\n".join(line for line in (letter.signed_by, letter.signed_as) if line)
    blocks.append(Paragraph(f"{letter.ending}{_ROOM_TO_SIGN}{signed}"))
    return Document(
        title=letter.school,
        file_title="Letter",
        frame=letter.frame,
        standing=letter.sender,
        numbered=False,
        blocks=tuple(blocks),
    )
