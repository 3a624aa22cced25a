"""A PDF that somebody hands back: whether it is byte for byte one that this log issued, and what differs if it is not.

The file is a stranger's: it is read up to a size and opened by a process apart alone (decision 0021). What it says it
is leads to documents that this user's keys open, and to no others. Every check is an event.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import islice
from pathlib import Path

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.documents_issued import IssuedDocument
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.handed_back import Differences, Outcome, PdfPortrait, differences, likeness
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.services.evidence_showing import InQuarantine
from safeguard_app.services.handed_back_words import HandedBack, answer, plain_answer
from safeguard_app.services.paper import issued_bytes
from safeguard_app.services.session import Session
from safeguard_app.system.limited_process import ProcessStopped
from safeguard_app.system.regular_files import NotRegular, read_regular, require_here
from safeguard_app.vault import reading
from safeguard_app.vault.problems import EvidenceDamaged

MOST_BYTES = 100 * 1024 * 1024
_PDF_HEAD_WITHIN = 1_024
_ID = re.compile(rb"/ID[\x00\t\n\f\r ]*\[[\x00\t\n\f\r ]*<([0-9A-Fa-f]{32})>")
_WHOLE_NUMBER = 32
_IDENTITY = re.compile(rb"SAFEGUARD LOG DOCUMENT ([0-9A-Fa-f]{32})\b")
_CREATED = re.compile(rb"<xmp:CreateDate>([^<]{10,40})</xmp:CreateDate>")
_MOST_MARKS = 50
_NEAR = timedelta(minutes=2)
"""Between the moment of making, which stands in the file, and that of keeping, which the log knows."""
_MOST_COMPARED = 4
"""Documents whose pages are looked at, where no mark tells which it is: each takes a process of its own."""
_LEAST_BEGUN = 1_024
"""Bytes in which a document says something of its own; what comes before that may begin any."""
_MOST_BEGUN = 128 * 1024 * 1024
"""Bytes of documents, the newest first, that a file which nothing else tells of is held against."""
_MOST_OPENED = 40
"""Documents whose marks are held against the file's, the newest first."""


class FileNotThere(KnownProblem):
    """The file cannot be read."""

    code = "handed_back_not_read"
    sentence = "That file could not be read. Nothing was changed."
    next_step = "Check that it is a file and that the disk or stick is connected, then choose it again."


class FileTooLarge(KnownProblem):
    """Larger than anything that is looked into."""

    code = "handed_back_too_large"
    sentence = "That file is larger than 100 MB, and no document of this log is. Nothing was opened."
    next_step = "Choose the PDF itself, not a folder or an archive that it came in."


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was handed back, and what a process apart saw in it (None: it could not be looked into safely)."""

    content: bytes = field(repr=False)
    sha256: str
    is_pdf: bool
    portrait: PdfPortrait | None = None


@dataclass(frozen=True, slots=True)
class Likely:
    """A document that the file may be, with its bytes as issued: empty where they cannot be read any more."""

    document: Stored[IssuedDocument]
    pdf: bytes = field(repr=False)
    is_by_mark: bool
    """Whether the file carries this document's own mark, which no other has."""
    portrait: PdfPortrait | None = None
    is_protected_copy: bool = False


def read_path(path: Path) -> bytes:
    """A chosen file, whole, up to a size. Raises FileNotThere, FileTooLarge or InTheCloud."""
    try:
        require_here(path)
        content = read_regular(path, MOST_BYTES + 1)
    except (OSError, NotRegular):
        raise FileNotThere from None
    if len(content) > MOST_BYTES:
        raise FileTooLarge
    return content


def check(session: Session, content: bytes) -> HandedBack:
    """All of it, one step after the other: for the command line, where nobody waits for a window."""
    seen = look(session, content)
    found = find(session, seen)
    return conclude(session, seen, compare(session, seen, found))


def look(session: Session, content: bytes) -> Seen:
    """What the file is and shows. Touches no database; slow."""
    seen = Seen(content, sha256(content).hexdigest(), b"%PDF-" in content[:_PDF_HEAD_WITHIN])
    if not seen.is_pdf:
        return seen
    try:
        return replace(seen, portrait=session.looking_in.portrait(content))
    except ProcessStopped:
        return seen


def find(session: Session, seen: Seen) -> tuple[Likely, ...]:
    """The document whose bytes these are, or those that the file may come from, with what was issued."""
    issued = _issued(session)
    same = [one for one in issued if one.content.stored.sha256 == seen.sha256]
    if same:
        return (Likely(same[-1], seen.content, is_by_mark=True),)
    if not seen.is_pdf:
        return ()
    went = _protected(session)
    copied = [one for one in issued if seen.sha256 in went.get(one.reference.id, ())]
    if copied:
        return (Likely(copied[-1], b"", is_by_mark=True, is_protected_copy=True),)
    numbered = _numbered(issued, seen)
    if numbered:
        return tuple(replace(_opened(session, one, frozenset()), is_by_mark=True) for one in numbered)
    heads = seen.portrait.heads if seen.portrait is not None else ()
    made = _moments(seen.content)
    locked = seen.portrait is not None and seen.portrait.locked
    likely = [
        one for one in issued if _may_be(one.content, heads, made) or (locked and one.reference.id in went)
    ]
    marks = _marks(seen.content)
    opened = [_opened(session, one, marks) for one in reversed(likely[-_MOST_OPENED:])]
    by_mark = tuple(one for one in opened if one.is_by_mark)
    return by_mark or (() if locked else tuple(opened)) or _begun(session, issued, seen)


def _numbered(issued: Sequence[Stored[IssuedDocument]], seen: Seen) -> list[Stored[IssuedDocument]]:
    """Documents whose own number stands in the file: as its identifier, in its properties, or at the foot of a page.

    Of a file's own numbers the first two kinds tell more than what is printed, which may name another document.
    """
    own = {mark.lower() for mark in _marks(seen.content)}
    own |= {
        match[1].decode("ascii").lower() for match in islice(_IDENTITY.finditer(seen.content), _MOST_MARKS)
    }
    printed = seen.portrait.numbers if seen.portrait is not None else ()
    own |= {one for one in printed if len(one) == _WHOLE_NUMBER}
    found = [one for one in issued if one.reference.id in own]
    return (found or [one for one in issued if one.reference.id[: _WHOLE_NUMBER // 2] in printed])[
        -_MOST_OPENED:
    ]


def _begun(session: Session, issued: Sequence[Stored[IssuedDocument]], seen: Seen) -> tuple[Likely, ...]:
    """The one document that a file which cannot be read is the beginning of: a file cut short lost its end, and marks.

    Where several begin so, it says nothing about which it was.
    """
    if len(seen.content) < _LEAST_BEGUN or (seen.portrait is not None and not seen.portrait.damaged):
        return ()
    found, budget = list[Likely](), _MOST_BEGUN
    for one in reversed(issued):
        size = one.content.stored.size
        if size <= len(seen.content) or size > budget:
            continue
        budget -= size
        opened = _opened(session, one, frozenset())
        if opened.pdf.startswith(seen.content):
            found.append(opened)
    return tuple(found) if len(found) == 1 else ()


def compare(session: Session, seen: Seen, found: Sequence[Likely]) -> tuple[Likely, ...]:
    """The same, each with what its own pages show. Touches no database; slow."""
    if seen.portrait is None or seen.portrait.locked or seen.portrait.damaged:
        return tuple(found)
    compared = []
    for one in found[:_MOST_COMPARED]:
        if one.pdf and one.pdf != seen.content:
            try:
                compared.append(replace(one, portrait=session.looking_in.portrait(one.pdf)))
                continue
            except ProcessStopped:
                pass
        compared.append(one)
    return tuple(compared)


def conclude(session: Session, seen: Seen, found: Sequence[Likely]) -> HandedBack:
    """The answer in words, after its event."""
    best = max(found, key=lambda one: _rank(seen, one), default=None)
    known = None
    if best is not None and best.portrait is not None and seen.portrait is not None:
        known = differences(best.portrait, seen.portrait)
    outcome = _outcome(seen, best, known)
    _note(session, seen, best, outcome)
    if best is None:
        alone = seen.portrait is not None and seen.portrait.shows_pictures_alone
        return plain_answer(outcome, len(seen.content), seen.sha256, pictures_alone=alone)
    return answer(session, outcome, best.document, seen.content, best.pdf, known, seen.sha256)


def _outcome(seen: Seen, best: Likely | None, known: Differences | None) -> Outcome:
    if best is not None:
        return _outcome_of(seen, best, known)
    if not seen.is_pdf:
        return Outcome.NOT_PDF
    if seen.portrait is None or seen.portrait.damaged:
        return Outcome.UNREADABLE
    return Outcome.LOCKED if seen.portrait.locked else Outcome.UNKNOWN


def _outcome_of(seen: Seen, best: Likely, known: Differences | None) -> Outcome:
    """How a file stands to the document that it is, or comes from."""
    if best.document.content.stored.sha256 == seen.sha256:
        return Outcome.SAME
    if best.is_protected_copy:
        return Outcome.PROTECTED
    if best.pdf.startswith(seen.content):
        return Outcome.CUT_SHORT
    if seen.portrait is not None and seen.portrait.locked:
        return Outcome.LOCKED
    return Outcome.SAME_PAGES if known is not None and known.shows_the_same else Outcome.CHANGED


def _rank(seen: Seen, one: Likely) -> tuple[bool, int, int]:
    alike = 0
    if one.portrait is not None and seen.portrait is not None:
        alike = likeness(one.portrait, seen.portrait)
    return one.is_by_mark, alike, one.document.row


def _issued(session: Session) -> list[Stored[IssuedDocument]]:
    """Every document that was issued from what is open, in the order of issuing."""
    found: list[Stored[IssuedDocument]] = []
    for opened in session.vault:
        found += reading.of_kind(opened.connection, opened.id, RecordKind.DOCUMENT)
    return sorted(found, key=lambda one: one.content.issued_at)


def _protected(session: Session) -> dict[RecordId, set[str]]:
    """Of each document the hashes of the protected copies that were made of it."""
    found: dict[RecordId, set[str]] = {}
    for opened in session.vault:
        for event in reading.events_of_kind(opened.connection, EventKind.PROTECTED_OUT):
            copied = RecordId(str(event.facts.get("document", "")))
            found.setdefault(copied, set()).add(str(event.facts.get("protected", "")))
    return found


def _may_be(issued: IssuedDocument, heads: Sequence[str], made: Sequence[datetime]) -> bool:
    """Whether the file names the document's chain head, or the moment at which it was made."""
    return (bool(issued.chain_head) and issued.chain_head in heads) or any(
        abs(issued.issued_at - at) <= _NEAR for at in made
    )


def _opened(session: Session, document: Stored[IssuedDocument], marks: frozenset[str]) -> Likely:
    try:
        pdf = issued_bytes(session, document)
    except (EvidenceDamaged, InQuarantine):
        pdf = b""
    return Likely(document, pdf, is_by_mark=bool(_marks(pdf) & marks))


def _marks(content: bytes) -> frozenset[str]:
    """The identifiers a PDF carries: the first of each pair stays when it is saved anew (ISO 32000-1, 14.4)."""
    found = (match[1].decode("ascii").upper() for match in _ID.finditer(content))
    return frozenset(one for one, _ in zip(found, range(_MOST_MARKS), strict=False))


def _moments(content: bytes) -> tuple[datetime, ...]:
    """When the file says that it was made, as far as that stands in it unpacked."""
    made = []
    for match, _ in zip(_CREATED.finditer(content), range(_MOST_MARKS), strict=False):
        try:
            at = datetime.fromisoformat(match[1].decode("ascii", "replace"))
        except ValueError:
            continue
        if at.tzinfo is not None:
            made.append(at)
    return tuple(made)


def _note(session: Session, seen: Seen, best: Likely | None, outcome: Outcome) -> None:
    """With the document's record, or in the daily log where the file is none that is known."""
    facts: dict[str, str | int] = {"sha256": seen.sha256, "found": outcome.value}
    if best is None:
        session.vault.daily.note(
            EventKind.DOCUMENT_CHECKED, session.user.id, session.now(), record=None, facts=facts
        )
        return
    place: Reference = best.document.reference
    about = RecordId(best.document.about or place.id)
    session.vault.compartment(place.compartment).note(
        EventKind.DOCUMENT_CHECKED,
        session.user.id,
        session.now(),
        record=about,
        facts={**facts, "document": place.id},
    )
