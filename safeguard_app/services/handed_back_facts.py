"""Which document it is that was handed back, what became of it since, and to whom it went.

To whom stands apart, because a name that somebody typed is shown in the window alone: a console keeps what is written
to it, and other programs read it.
"""

from collections.abc import Collection, Iterator

from safeguard_app.domain.documents_issued import IssuedDocument
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.domain.sharings import Sharing, WayOut
from safeguard_app.services.audit_log import record_of
from safeguard_app.services.collected import collector_in
from safeguard_app.services.disclosures import grouped
from safeguard_app.services.labels import entered
from safeguard_app.services.paper import line_of
from safeguard_app.services.paper_versions import newest_version
from safeguard_app.services.session import Session
from safeguard_app.services.sharing_pages import receipt_words, way_words
from safeguard_app.vault import reading

NOWHERE = "The log knows of no time that it was printed or saved"


def document_facts(session: Session, document: Stored[IssuedDocument]) -> tuple[tuple[str, str], ...]:
    """Which document it is, of which record, made when and by whom, whether a newer one was issued, where it went."""
    content = document.content
    opened = session.vault.compartment(document.reference.compartment)
    record = record_of(session, opened, document.about)[1] if document.about else ""
    line = line_of(session, document, name_collectors=False)
    rows = (
        ("Document", f"{content.title}, {line.copy}"),
        ("Newer version", newer_version(session, document) or _none_newer(content)),
        ("Record", record),
        ("Made", f"{entered(session, content.issued_at)}, by {session.name_of(content.issued_by)}"),
        ("Chain head", content.chain_head),
        ("Went out", "; ".join(line.went_out) or NOWHERE),
        ("Since then", line.since),
        ("SHA-256", grouped(content.stored.sha256)),
    )
    return tuple((label, words) for label, words in rows if words)


def newer_version(session: Session, document: Stored[IssuedDocument]) -> str:
    """That a newer version was issued, and when: whoever holds this one holds what may no longer stand. Or empty."""
    newest = newest_version(session, document)
    if newest is None or newest.version.number == document.content.version.number:
        return ""
    return f"Version {newest.version.number} was issued on {entered(session, newest.issued_at)}"


def went_nowhere(session: Session, document: Stored[IssuedDocument]) -> bool:
    """Whether the log knows of no time that the document left it."""
    return not line_of(session, document).went_out


def to_whom(
    session: Session, document: Stored[IssuedDocument], sha256: str = ""
) -> tuple[tuple[str, str], ...]:
    """Who was to have this document, of each sharing it was made for, and who collected it.

    ``sha256`` is that of the file that came back: a protected file was made for one sharing, and that one is named
    alone. Sharings stand in the part of the document, so whoever opens the one opens the other.
    """
    opened = session.vault.compartment(document.reference.compartment)
    sharings = [
        one
        for _, _, one in reading.contents_of_kind(opened.connection, RecordKind.SHARING)
        if _holds(one, document)
    ]
    of_file = [one for one in sharings if any(sha256 in way.sha256 for way in one.gone)] if sha256 else []
    rows = [row for one in of_file or sharings for row in _of_sharing(session, document, one, sha256)]
    told = {way.collected_by for one in sharings for way in one.ways}
    return (*rows, *(() if of_file else _collected(session, document, told)))


def _none_newer(content: IssuedDocument) -> str:
    return "None was issued" if content.version.number else ""


def _holds(sharing: Sharing, document: Stored[IssuedDocument]) -> bool:
    return any(one.document == document.reference.id for one in sharing.documents)


def _of_sharing(
    session: Session, document: Stored[IssuedDocument], sharing: Sharing, sha256: str
) -> Iterator[tuple[str, str]]:
    place = [one.document for one in sharing.documents].index(document.reference.id)
    who = ", ".join(filter(None, (sharing.recipient, sharing.organisation)))
    number = f"Sharing no. {sharing.number}"
    gone = [way for way in sharing.gone if way.written is None or place < way.written]
    mine = [way for way in gone if sha256 and sha256 in way.sha256]
    if not gone:
        back = "was taken back" if sharing.withdrawn is not None else "is not known to have gone out"
        yield "Made for", f"{who}. {number}, which {back}"
        return
    for way in mine or gone:
        yield "Went to", _way(session, sharing, way, f"{who}. {number}")
    receipt = receipt_words(session, sharing)
    if receipt:
        yield "Receipt", receipt


def _way(session: Session, sharing: Sharing, way: WayOut, who: str) -> str:
    said = way_words(session, sharing, way)
    return f"{who}: {said[:1].lower()}{said[1:]}"


def _collected(
    session: Session, document: Stored[IssuedDocument], told: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Who else took a printed copy along, as was typed when it was printed."""
    opened = session.vault.compartment(document.reference.compartment)
    for one in reading.versions(opened.connection, document.reference):
        name = collector_in(one.reason)
        if name and name not in told:
            yield "Collected by", f"{name}, {entered(session, one.recorded_at)}"
