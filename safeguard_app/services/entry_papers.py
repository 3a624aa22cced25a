"""The paper that an entry of a register is printed as by itself."""

from dataclasses import dataclass

from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.logbooks import EntryPaper
from safeguard_app.services.logbook_facts import book_of, child_of, stored_entry
from safeguard_app.services.paper_views import (
    AudiencePaper,
    DisposalCertificatePaper,
    PaperJob,
    TransferPackPaper,
)
from safeguard_app.services.session import Session

WORDS = {
    EntryPaper.TRANSFER_PACK: "Transfer pack",
    EntryPaper.DISPOSAL_CERTIFICATE: "Certificate",
}
"""What each is called on its button: nobody's name."""


@dataclass(frozen=True, slots=True)
class PaperOfEntry:
    """A paper, and its name for title bars."""

    title: str
    job: PaperJob


def paper_of(session: Session, entry: Reference) -> PaperOfEntry:
    """What is printed of an entry; a pack leaves the school, so others are called by letters in it."""
    book = book_of(session, stored_entry(session, entry).content.logbook)
    if book.paper is EntryPaper.TRANSFER_PACK:
        child = child_of(session, entry)
        whose = (child,) if child is not None else ()
        job = AudiencePaper(TransferPackPaper(entry), Audience.TRANSFER, whose)
        return PaperOfEntry(WORDS[book.paper], job)
    if book.paper is EntryPaper.DISPOSAL_CERTIFICATE:
        return PaperOfEntry("Disposal certificate", DisposalCertificatePaper(entry))
    raise KeyError(entry)
