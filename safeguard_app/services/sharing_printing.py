"""Shared documents on their way to a printer, one after the other: noted before each, entered as far as it was taken.

Before a document goes to the printer the audit says so, and the sharing names the way out, in one act; where the
printer refuses it, both say that too. How many of the documents it was stands with the way out, and whether how it
ended was noted at all.
"""

from dataclasses import dataclass, replace

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.date_words import count_words
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.sharings import SharedAs, Sharing, WayOut
from safeguard_app.domain.text_rules import checked_name
from safeguard_app.services import paper
from safeguard_app.services.paper_views import Issued
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.services.sharing import KINDS, add_way, places_of, ready_to_go, write
from safeguard_app.services.sharing_reading import incident_of, stored_sharing
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
    """Note that one of the documents is printed, before its first page goes to the printer.

    The sharing names the way out in that same act: a power cut leaves either both or neither, so that nothing that may
    lie in a tray is without its line, and no later way out takes its place.
    """
    stored = stored_sharing(session, run.sharing)
    about = incident_of(stored)
    who = checked_name(collector, "collector", required=False)
    made = _with_way(session, run, stored.content, _sent(run, number + 1), copies, who)
    changes = paper.printed(
        session,
        run.documents[number].document,
        copies,
        collector,
        leaving=Leaving(way_key(run.sharing.id, run.way)),
        beside=lambda work: work.put(run.sharing.id, made, about=about.id, replacing=stored.number),
    )
    return changes | changed(run.sharing, about, kinds=KINDS, said="")


def refused(session: Session, run: PrintRun, number: int, copies: int) -> Changes:
    """The printer did not take that document: those before it were printed, and the sharing says how many."""
    return paper.not_printed(session, run.documents[number].document) | printed(session, run, number, copies)


def printed(session: Session, run: PrintRun, sent: int, copies: int) -> Changes:
    """Enter how far the way out went, once the printer took the last of it, or refused one."""
    stored = stored_sharing(session, run.sharing)
    ways, written = stored.content.ways, _sent(run, sent)
    said = (
        f"Noted as printed, {count_words(copies, 'copy', 'copies')}. Printing is not sending." if sent else ""
    )
    if run.way >= len(ways):
        way = WayOut(SharedAs.PRINTED, session.now(), session.user.id, copies, written=written)
        return add_way(session, stored, way, said)
    ended = replace(ways[run.way], written=written, under_way=False)
    facts: dict[str, str | int] = {"way": SharedAs.PRINTED.value, "printed": sent}
    made = _in_place(stored.content, run, ended)
    return write(session, stored, made, EventKind.SHARING_OUT, said=said, facts=facts)


def _sent(run: PrintRun, many: int) -> int | None:
    """How many of the documents, as a way out keeps it."""
    return many if many < len(run.documents) else None


def _with_way(
    session: Session, run: PrintRun, content: Sharing, written: int | None, copies: int, who: str
) -> Sharing:
    """The sharing with its way out as far as it is noted: begun with the first document, or gone on with."""
    if run.way < len(content.ways):
        gone_on = replace(content.ways[run.way], written=written, under_way=True)
        return _in_place(content, run, gone_on)
    begun = WayOut(
        SharedAs.PRINTED,
        session.now(),
        session.user.id,
        copies,
        check=content.check,
        written=written,
        collected_by=who,
        under_way=True,
    )
    return replace(content, ways=(*content.ways, begun))


def _in_place(content: Sharing, run: PrintRun, way: WayOut) -> Sharing:
    return replace(content, ways=(*content.ways[: run.way], way, *content.ways[run.way + 1 :]))
