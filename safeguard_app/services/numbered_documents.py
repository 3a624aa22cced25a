"""Documents by their number, in every part that is open: for search, and for checking one that was handed back."""

from safeguard_app.domain.document_identity import DocumentIdentity, identity_typed
from safeguard_app.domain.documents_issued import IssuedDocument
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.services.audit_log import record_of
from safeguard_app.services.labels import entered
from safeguard_app.services.search_views import SearchRow
from safeguard_app.services.session import Session
from safeguard_app.vault import reading


def document_numbered(session: Session, digits: str) -> Stored[IssuedDocument] | None:
    """The document whose number begins with some digits, in whichever open part it is kept."""
    for opened in session.vault:
        found = reading.beginning_with(opened.connection, opened.id, RecordKind.DOCUMENT, digits)
        if found:
            return found[0]
    return None


def rows_of_number(session: Session, typed: str) -> tuple[SearchRow, ...]:
    """What search shows of a number typed whole; it leaves no trace. Empty for anything that is no number."""
    identity = identity_typed(typed)
    found = document_numbered(session, identity.document) if identity is not None else None
    if found is None:
        return ()
    content, place = found.content, found.reference
    record = record_of(session, session.vault.compartment(place.compartment), found.about)[1]
    number = f"Document {DocumentIdentity(place.id, '').printed}"
    parts = (number, record, copy_words(content), entered(session, content.issued_at))
    second = ", ".join(part for part in parts if part)
    return (SearchRow(place, RecordKind.DOCUMENT, content.title, second, ()),)


def copy_words(content: IssuedDocument) -> str:
    """ "copy 1", and which version from the second on."""
    number = content.version.number
    return f"version {number}, copy {content.copy_number}" if number > 1 else f"copy {content.copy_number}"
