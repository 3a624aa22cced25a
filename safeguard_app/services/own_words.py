"""Where in a document the program's own words stand: labels, headings, answers to tick.

What a person's name has in common with them says nothing of that person, and a gap in them would.
"""

from typing import Any

from safeguard_app.documents import content
from safeguard_app.documents.content import Document, Section

_OWN = frozenset(
    {
        (content.Field, "label"),
        (content.Column, "heading"),
        (content.Passage, "asked"),
        (content.Signature, "caption"),
        (content.WritingSpace, "label"),
        (content.ToTick, "options"),
        (content.TickBoxes, "options"),
        (content.DataTable, "empty"),
        (Document, "title"),
        (Document, "file_title"),
        (Section, "title"),
    }
)


def is_own(kind: type[Any], field: str) -> bool:
    """Whether a field of a part of a document holds the program's own words, with a whole name at most."""
    return (kind, field) in _OWN
