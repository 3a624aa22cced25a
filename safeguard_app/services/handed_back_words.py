"""What is said of a file that was handed back: whether it is as it was issued, which document it is, what differs."""

from dataclasses import dataclass, replace

from safeguard_app.domain.documents_issued import IssuedDocument
from safeguard_app.domain.handed_back import Differences, Outcome
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.records import Stored
from safeguard_app.services.disclosures import grouped
from safeguard_app.services.evidence_showing import InQuarantine
from safeguard_app.services.handed_back_differences import bytes_words, page_words
from safeguard_app.services.handed_back_facts import document_facts, newer_version, to_whom, went_nowhere
from safeguard_app.services.paper import require_showable
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusLine, StatusMeaning


@dataclass(frozen=True, slots=True)
class HandedBack:
    """The answer. ``facts`` say which document it is, ``found`` what differs, a sentence each.

    ``to_whom`` says who was to have it: it is shown in the window and never written to a console.
    """

    outcome: Outcome
    line: StatusLine
    sentence: str
    facts: tuple[tuple[str, str], ...] = ()
    found: tuple[str, ...] = ()
    document: Reference | None = None
    """The document that was issued, where it can be opened to compare with what was handed back."""
    to_whom: tuple[tuple[str, str], ...] = ()

    @property
    def is_as_issued(self) -> bool:
        """Whether every byte is what this log sent out."""
        return self.outcome in (Outcome.SAME, Outcome.PROTECTED)

    @property
    def is_numbered(self) -> bool:
        """Whether paper has the number of a document, and a code that does not contradict it."""
        return self.outcome is Outcome.NUMBERED and self.line.meaning is not StatusMeaning.LATE


_NOWHERE = (
    "The log knows of no time that this document was printed or saved, so ask as well how it came to leave."
)
_COMPARE_LOCKED = (
    "To compare its pages, have it opened with its passphrase, saved without one, and check that file."
)
_OF_OURS = {
    Outcome.SAME: (
        StatusMeaning.DONE,
        "Byte for byte as this log issued it",
        "Every byte is as it was when the document was made and kept.",
    ),
    Outcome.PROTECTED: (
        StatusMeaning.DONE,
        "Byte for byte a protected copy that this log made",
        "Every byte is as it was when the copy was made. It opens with the passphrase that was shown then.",
    ),
    Outcome.SAME_PAGES: (
        StatusMeaning.DUE,
        "The pages are as issued; the file was saved anew",
        "It comes from the document named here. Every page reads and looks as it was issued, with nothing laid over it "
        "and nothing attached. Opening a file and saving it elsewhere does that, and so does saving a protected copy "
        "without its passphrase. What does not show, such as its title, may differ. Where every byte counts, rely on "
        "the copy in the log.",
    ),
    Outcome.CUT_SHORT: (
        StatusMeaning.DUE,
        "The beginning of what this log issued; the rest is missing",
        "It comes from the document named here, and every byte of it is as it was issued. A file is cut short where it "
        "was not sent or copied to its end. Ask for it again, or rely on the copy in the log.",
    ),
    Outcome.LOCKED: (
        StatusMeaning.DUE,
        "This PDF is locked by a passphrase, so its pages were not read",
        "By its number it comes from the document named here. Its bytes are not those of a protected copy that this "
        f"log made: somebody may have saved it under a passphrase of their own. {_COMPARE_LOCKED}",
    ),
    Outcome.CHANGED: (
        StatusMeaning.LATE,
        "Not as this log issued it",
        "It comes from the document named here, and it was changed since that was made. Rely on the copy in the log, "
        "and ask whoever handed this back where they had it from.",
    ),
}
_NOT_SAVED_ANEW = "The pages are as issued; some bytes of the file are not"
_READS_THE_SAME = (
    "The text of its pages is as issued; the file was saved anew",
    "It comes from the document named here. Every page reads as it was issued, with nothing laid over it and nothing "
    "attached; how the later ones look was not compared. Opening a file and saving it elsewhere does that. Where every "
    "byte counts, rely on the copy in the log.",
)
_BY_NUMBER = (
    "Where its pages show a number at their foot, after “document”, or a code on the first one, check that: it says "
    "which document they claim to be."
)
_PLAIN = {
    Outcome.UNKNOWN: (
        StatusMeaning.DUE,
        "This is no document that this log is known to have issued",
        "Neither its bytes nor what stands in it are those of a document issued from the parts that your passphrase "
        "opens. It may come from elsewhere, or from a part that you do not open; or all that could identify it was "
        f"taken out. {_BY_NUMBER}",
    ),
    Outcome.LOCKED: (
        StatusMeaning.DUE,
        "This PDF is locked by a passphrase, so its pages were not read",
        "Its bytes are not those of a file that this log made from the parts that your passphrase opens. "
        f"{_COMPARE_LOCKED}",
    ),
    Outcome.UNREADABLE: (
        StatusMeaning.DUE,
        "This PDF is damaged, or could not be looked into safely",
        "Its bytes are not those of a document issued from the parts that your passphrase opens, and its pages could "
        "not be read. Ask for it again, as it came.",
    ),
    Outcome.NOT_PDF: (
        StatusMeaning.DUE,
        "This is no PDF",
        "Documents of this log are PDF files. A page on paper, or a photograph of one, is known by its number: check "
        "what stands at its foot after “document”, or scan the code on its first page.",
    ),
}
_PICTURES = (
    "This PDF is pictures alone, such as a scan",
    f"Pictures hold nothing that a file is known by, so it was not compared. {_BY_NUMBER} Then open that document and "
    "compare the two page by page.",
)


def plain_answer(outcome: Outcome, size: int, sha256: str, *, pictures_alone: bool = False) -> HandedBack:
    """Of a file that belongs to no document that is known."""
    meaning, words, sentence = _PLAIN[outcome]
    if pictures_alone and outcome is Outcome.UNKNOWN:
        words, sentence = _PICTURES
    facts = (("Size", f"{size:,} bytes"), ("SHA-256", grouped(sha256)))
    return HandedBack(outcome, StatusLine(meaning, words), sentence, facts)


def answer(
    session: Session,
    outcome: Outcome,
    document: Stored[IssuedDocument],
    handed: bytes,
    issued: bytes,
    known: Differences | None,
    sha256: str,
) -> HandedBack:
    """Of a file that is a document of this log, or was once. ``known``: what its pages show, if compared."""
    meaning, words, sentence = _OF_OURS[outcome]
    if outcome is Outcome.SAME_PAGES and known is not None and known.text_alone:
        words, sentence = _READS_THE_SAME
    elif outcome is Outcome.SAME_PAGES and (handed.startswith(issued) or len(handed) == len(issued)):
        words = _NOT_SAVED_ANEW
    facts = document_facts(session, document)
    answered = HandedBack(
        outcome,
        StatusLine(meaning, words),
        " ".join((sentence, *_besides(session, outcome, document))),
        facts,
        document=document.reference if not why_closed(session, document) else None,
        to_whom=to_whom(session, document, sha256),
    )
    if outcome is Outcome.SAME:
        return answered
    facts = (*facts, ("SHA-256 of this file", grouped(sha256)))
    if outcome is Outcome.PROTECTED:
        return replace(answered, facts=facts)
    return replace(answered, facts=facts, found=_found(outcome, handed, issued, known))


def _besides(session: Session, outcome: Outcome, document: Stored[IssuedDocument]) -> tuple[str, ...]:
    """What whoever holds it, or asks about it, has to know before anything else."""
    said = []
    if went_nowhere(session, document):
        said.append(_NOWHERE)
    if outcome is not Outcome.CHANGED and newer_version(session, document):
        said.append("A newer version was issued since.")
    return tuple(said)


def _found(outcome: Outcome, handed: bytes, issued: bytes, known: Differences | None) -> tuple[str, ...]:
    """What differs, a sentence each, and what was not compared."""
    found = (*bytes_words(handed, issued), *page_words(known))
    if outcome is Outcome.LOCKED:
        return (*found, "It is locked by a passphrase, so its pages were not compared.")
    if not issued:
        return (
            *found,
            "The bytes that were issued cannot be opened here any more, so they were not compared.",
        )
    if known is None and outcome is not Outcome.CUT_SHORT:
        return (*found, "Its pages could not be read, so they were not compared.")
    return found


def why_closed(session: Session, document: Stored[IssuedDocument]) -> str:
    """Why the pages of a document cannot be looked at; empty where they can."""
    if document.content.removed:
        return "Its pages went with an exhibit that was removed as the police directed, so it opens no more."
    try:
        require_showable(session, document)
    except InQuarantine:
        return "It shows an exhibit that is in quarantine, so it is not opened here."
    return ""
