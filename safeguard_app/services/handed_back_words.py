"""What is said of a file that was handed back: whether it is as it was issued, which document it is, what differs."""

from collections.abc import Sequence
from dataclasses import dataclass

from safeguard_app.domain.date_words import count_words, joined_words
from safeguard_app.domain.documents_issued import IssuedDocument
from safeguard_app.domain.handed_back import MOST_DRAWN, Differences, Outcome
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.records import Stored
from safeguard_app.services.audit_log import record_of
from safeguard_app.services.disclosures import grouped
from safeguard_app.services.evidence_showing import InQuarantine
from safeguard_app.services.labels import entered
from safeguard_app.services.paper import line_of, require_showable
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusLine, StatusMeaning

_MOST_RANGES = 12
_PIECE = 4_096


@dataclass(frozen=True, slots=True)
class HandedBack:
    """The answer. ``facts`` say which document it is, ``found`` what differs, a sentence each."""

    outcome: Outcome
    line: StatusLine
    sentence: str
    facts: tuple[tuple[str, str], ...] = ()
    found: tuple[str, ...] = ()
    document: Reference | None = None
    """The document that was issued, where it can be opened to compare with what was handed back."""

    @property
    def is_as_issued(self) -> bool:
        """Whether every byte is what this log sent out."""
        return self.outcome in (Outcome.SAME, Outcome.PROTECTED)

    @property
    def is_numbered(self) -> bool:
        """Whether paper has the number of a document, and a code that does not contradict it."""
        return self.outcome is Outcome.NUMBERED and self.line.meaning is not StatusMeaning.LATE


_PLAIN = {
    Outcome.UNKNOWN: (
        StatusMeaning.DUE,
        "This is no document that this log is known to have issued",
        "Neither its bytes nor what stands in it are those of a document issued from the parts that your passphrase "
        "opens. It may come from elsewhere, or from a part that you do not open; or all that could identify it was "
        "taken out.",
    ),
    Outcome.LOCKED: (
        StatusMeaning.DUE,
        "This PDF is locked by a passphrase, so its pages were not read",
        "Its bytes are not those of a file that this log made from the parts that your passphrase opens. To compare "
        "its pages, have it opened with its passphrase, saved without one, and check that file.",
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
        "Documents of this log are PDF files. A page on paper is compared by the chain head at its foot, under "
        "“Compare with paper” on the Audit page.",
    ),
}


def plain_answer(outcome: Outcome, size: int, sha256: str) -> HandedBack:
    """Of a file that belongs to no document that is known."""
    meaning, words, sentence = _PLAIN[outcome]
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
    facts = document_facts(session, document)
    opens = document.reference if not why_closed(session, document) else None
    if outcome is Outcome.SAME:
        return HandedBack(
            outcome,
            StatusLine(StatusMeaning.DONE, "Byte for byte as this log issued it"),
            "Every byte is as it was when the document was made and kept.",
            facts,
            document=opens,
        )
    facts = (*facts, ("SHA-256 of this file", grouped(sha256)))
    if outcome is Outcome.PROTECTED:
        return HandedBack(
            outcome,
            StatusLine(StatusMeaning.DONE, "Byte for byte a protected copy that this log made"),
            "Every byte is as it was when the copy was made. It opens with the passphrase that was shown then.",
            facts,
            document=opens,
        )
    found = (*_bytes_words(handed, issued), *_page_words(known))
    if outcome is Outcome.LOCKED:
        found = (*found, "It is locked by a passphrase, so its pages were not compared.")
    elif known is None and issued:
        found = (*found, "Its pages could not be read, so they were not compared.")
    if not issued:
        found = (
            *found,
            "The bytes that were issued cannot be opened here any more, so they were not compared.",
        )
    return HandedBack(
        outcome,
        StatusLine(StatusMeaning.LATE, "Not as this log issued it"),
        "It comes from the document named here, and it was changed after it left. Rely on the copy in the log, and "
        "ask whoever handed this back where they had it from.",
        facts,
        found,
        opens,
    )


def why_closed(session: Session, document: Stored[IssuedDocument]) -> str:
    """Why the pages of a document cannot be looked at; empty where they can."""
    if document.content.removed:
        return "Its pages went with an exhibit that was removed as the police directed, so it opens no more."
    try:
        require_showable(session, document)
    except InQuarantine:
        return "It shows an exhibit that is in quarantine, so it is not opened here."
    return ""


def document_facts(session: Session, document: Stored[IssuedDocument]) -> tuple[tuple[str, str], ...]:
    """Which document it is, of which record, made when and by whom, where it went, and what became of it since."""
    content = document.content
    opened = session.vault.compartment(document.reference.compartment)
    record = record_of(session, opened, document.about)[1] if document.about else ""
    line = line_of(session, document)
    rows = (
        ("Document", f"{content.title}, {line.copy}"),
        ("Record", record),
        ("Made", f"{entered(session, content.issued_at)}, by {session.name_of(content.issued_by)}"),
        ("Chain head", content.chain_head),
        ("Went out", "; ".join(line.went_out) or "Not printed or saved since it was made"),
        ("Since then", line.since),
        ("SHA-256", grouped(content.stored.sha256)),
    )
    return tuple((label, words) for label, words in rows if words)


def _bytes_words(handed: bytes, issued: bytes) -> tuple[str, ...]:
    """What the bytes alone tell."""
    if not issued:
        return ()
    if handed.startswith(issued):
        added = len(handed) - len(issued)
        were = "1 was" if added == 1 else f"{added:,} were"
        return (
            f"All {len(issued):,} bytes that were issued are there, and {were} added after their end. Programs that "
            "sign, fill in or mark a PDF do that.",
        )
    if issued.startswith(handed):
        return (f"It ends early: {len(handed):,} of {len(issued):,} bytes are there.",)
    place, count = _compared(issued, handed)
    if len(handed) == len(issued):
        return (f"{_differ(count)} of {len(issued):,}, the first at place {place:,}.",)
    return (
        f"It has {len(handed):,} bytes, and {len(issued):,} were issued; they differ from place {place:,} on.",
    )


def _compared(issued: bytes, handed: bytes) -> tuple[int, int]:
    """Where the first byte differs, counted from 1, and how many differ; piece by piece, since most are the same."""
    first = count = 0
    for start in range(0, min(len(issued), len(handed)), _PIECE):
        ours, theirs = issued[start : start + _PIECE], handed[start : start + _PIECE]
        if ours == theirs:
            continue
        places = [at for at, (one, other) in enumerate(zip(ours, theirs, strict=False)) if one != other]
        if places:
            first = first or start + places[0] + 1
            count += len(places)
        if first and len(issued) != len(handed):
            break
    return first, count


def _differ(count: int) -> str:
    return f"{count:,} bytes differ" if count > 1 else "One byte differs"


def _page_words(known: Differences | None) -> tuple[str, ...]:
    """What the pages show, and what hangs on them."""
    if known is None:
        return ()
    words = []
    if known.texts:
        words.append(f"The text of {_pages(known.texts)} differs from what was issued.")
    if known.pictures:
        verb = "reads" if len(known.pictures) == 1 else "read"
        looks = "looks" if len(known.pictures) == 1 else "look"
        words.append(
            f"{_pages(known.pictures).capitalize()} {verb} the same and {looks} otherwise: a picture, or something "
            "drawn or laid over the page."
        )
    if known.missing:
        words.append(f"Missing: {_pages(known.missing)} of what was issued.")
    if known.added:
        words.append(f"Added: {_pages(known.added)}.")
    if known.annotated:
        words.append(
            f"Something is laid over {_pages(known.annotated)}, or was taken off: a note, a mark, a link or a field."
        )
    if known.attachments:
        words.append(f"{count_words(known.attachments, 'file')} attached to it.".capitalize())
    if known.scripts:
        words.append("It holds a script, which nothing here ran.")
    if known.shows_the_same:
        words.append(
            "Every page reads and looks as it was issued. Opening and saving a PDF elsewhere changes its bytes; so "
            "does changing what does not show, such as its title."
        )
    if known.text_alone:
        words.append(f"Of pages after {MOST_DRAWN} only the text was compared.")
    return tuple(words)


def _pages(numbers: Sequence[int]) -> str:
    """ "page 2", or "pages 2, 5 to 8 and 11"."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    words = [str(first) if first == last else f"{first} to {last}" for first, last in ranges[:_MOST_RANGES]]
    if len(ranges) > _MOST_RANGES:
        words.append("further ones")
    return f"page{'' if len(numbers) == 1 else 's'} {joined_words(words)}"
