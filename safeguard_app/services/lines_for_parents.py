"""The lines of a chronology that a copy for a parent holds: what it says of who was told is who, and when.

The same as the record itself says to a parent (``paper_incident.part_for``): a copy may come to either of them. No copy
for a family, nor for the next school, holds a line of what is about others alone.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services.case_views import ChronologyLine as CaseLine
from safeguard_app.services.chronology_views import ChronologyLine, LineKind
from safeguard_app.services.incident_words import TOLD
from safeguard_app.services.of_others import LeftOut

_NOT_THEIRS = frozenset({LineKind.REFERRAL, LineKind.ALLEGATION})
Line = TypeVar("Line", ChronologyLine, CaseLine)


def without_others(lines: Iterable[Line], left_out: LeftOut) -> tuple[Line, ...]:
    """The lines but those of entries, and of records, that are about others alone."""
    return tuple(one for one in lines if not left_out.has(_record_of(one), one.key.split(":")[1]))


def _record_of(line: CaseLine | ChronologyLine) -> Reference:
    return line.reference if isinstance(line, CaseLine) else line.record


def lines_for(audience: Audience | None, lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines as an audience may have them: all of them, but for a parent."""
    if audience is not Audience.PARENT:
        return tuple(lines)
    return tuple(
        replace(one, detail="") if one.kind is LineKind.TOLD else one
        for one in lines
        if one.kind not in _NOT_THEIRS and (one.kind is not LineKind.TOLD or one.what.startswith(f"{TOLD}: "))
    )
