"""What a person said of a line of somebody's chronology: that it is significant, or that it is not.

A chronology proposes by rule which of its lines are significant events; whoever knows the case decides. The mark hangs
on the record that the line is of, in its part of the log, so that nobody learns of a line that they cannot read.
"""

from dataclasses import dataclass
from datetime import datetime

from safeguard_app.domain.identifiers import Reference


@dataclass(frozen=True, slots=True)
class LineMark:
    """One mark. ``line`` is the line's own key; a further version of it says what was said later."""

    person: Reference
    """In whose chronology: what matters for one child may be beside the point for another."""
    line: str
    significant: bool
    at: datetime
    by_name: str
