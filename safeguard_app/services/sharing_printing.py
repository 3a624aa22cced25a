"""Shared documents on their way to a printer, one after the other: noted before each, entered as far as it was taken.

Before a document goes to the printer the audit says so; where the printer refuses it, the audit says that too. The
sharing names as a way out what was printed, and how many of the documents where the printer did not take all.
"""

from dataclasses import dataclass, replace

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.date_words import count_words
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.sharings import SharedAs, WayOut
from safeguard_app.services import paper
from safeguard_app.services.paper_views import Issued
from safeguard_app.services.session import Changes, Session
from safeguard_app.services.sharing import add_way, places_of, ready_to_go, write
from safeguard_app.services.sharing_reading import stored_sharing
from safeguard_app.services.ways_out import Leaving, way_key


@dataclass(frozen=True, slots=True)
class PrintRun:
    """All documents of a sharing as they are sent once. ``way`` is the place of the way out that this becomes."""

    sharing: Reference
    way: int
    documents: tuple[Issued, ...]


def begin(session: Session, sharing: Reference) -> PrintRun:
    """The exact bytes of all documents; nothing is noted yet. Raises NotCheckedYet, RuleViolation."""
    stored = ready_to_go(session, sharing)
    opened = tuple(paper.open_issued(session, one) for one in places_of(stored))
    return PrintRun(sharing, len(stored.content.ways), opened)


def going(session: Session, run: PrintRun, number: int, copies: int, collector: str = "") -> Changes:
    """Note that one of the documents is printed, before its first page goes to the printer."""
    document = run.documents[number].document
    leaving = Leaving(way_key(run.sharing.id, run.way))
    return paper.printed(session, document, copies, collector, leaving=leaving)


def refused(session: Session, run: PrintRun, number: int, copies: int) -> Changes:
    """The printer did not take that document: those before it were printed, and the sharing says how many."""
    return paper.not_printed(session, run.documents[number].document) | printed(session, run, number, copies)


def printed(session: Session, run: PrintRun, sent: int, copies: int) -> Changes:
    """Enter the way out as far as it went; where a part of it was entered before, that says now how far."""
    stored = stored_sharing(session, run.sharing)
    ways = stored.content.ways
    written = sent if sent < len(run.documents) else None
    said = (
        f"Noted as printed, {count_words(copies, 'copy', 'copies')}. Printing is not sending." if sent else ""
    )
    if run.way >= len(ways):
        way = WayOut(SharedAs.PRINTED, session.now(), session.user.id, copies, written=written)
        return add_way(session, stored, way, said)
    made = replace(
        stored.content,
        ways=(*ways[: run.way], replace(ways[run.way], written=written), *ways[run.way + 1 :]),
    )
    facts: dict[str, str | int] = {"way": SharedAs.PRINTED.value, "printed": sent}
    return write(session, stored, made, EventKind.SHARING_OUT, said=said, facts=facts)
