"""One list of everything that ever went out of what this user's keys open: sharings, evidence, documents, letters.

It keeps nothing of its own: each line is worked out of what stands with its record and of the audit. A line never goes:
what went out went out, and what was made to be shared and taken back says that it was. What a key does not open has no
line, no count and no hint.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from safeguard_app.domain.audit_trail import Event, EventKind
from safeguard_app.domain.date_words import count_words
from safeguard_app.domain.disclosures import Disclosure, HandedOverAs
from safeguard_app.domain.documents_issued import IssuedDocument
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.letters import Letter
from safeguard_app.domain.records import RecordKind
from safeguard_app.domain.sharings import SharedAs, Sharing, WayOut
from safeguard_app.domain.text_rules import folded
from safeguard_app.services.audit_log import compartment_name, record_of
from safeguard_app.services.collected import collected_words, collector_of
from safeguard_app.services.disclosures import exhibit_words, receiver_words
from safeguard_app.services.labels import entered, when
from safeguard_app.services.session import Session
from safeguard_app.services.sharing_pages import (
    back_words,
    basis_words,
    check_then,
    check_words,
    receipt_words,
    way_words,
)
from safeguard_app.services.ways_out import KEPT_FACT, KEPT_WORDS, WAY_FACT, came_to_nothing, way_key
from safeguard_app.vault import reading
from safeguard_app.vault.compartment import OpenCompartment

_OUT = {
    EventKind.PRINTED: "Printed",
    EventKind.SAVED_OUT: "Saved as a file",
    EventKind.PROTECTED_OUT: "Saved, protected by a passphrase",
}
_OF_WAY = {
    EventKind.PRINTED: SharedAs.PRINTED,
    EventKind.SAVED_OUT: SharedAs.SAVED,
    EventKind.PROTECTED_OUT: SharedAs.PROTECTED,
}
_NOT_SHARED = "Not shared after all"
_HANDED = {
    HandedOverAs.ZIP: "Encrypted zip",
    HandedOverAs.AGE: "age file",
    HandedOverAs.BY_HAND: "Handed over by hand",
}


class WentAs(StrEnum):
    """What kind of thing a line is about."""

    SHARED = "shared"
    EVIDENCE = "evidence"
    DOCUMENT = "document"
    LETTER = "letter"


KIND_WORDS = {
    WentAs.SHARED: "Shared with a purpose and a basis",
    WentAs.EVIDENCE: "Evidence",
    WentAs.DOCUMENT: "Printed or saved",
    WentAs.LETTER: "Letters",
}


@dataclass(frozen=True, slots=True)
class WentLine:
    """One time that something went out. ``record`` is what to open: the record, or the document that stands alone."""

    key: str
    at: datetime
    kind: WentAs
    part: Compartment
    when: str
    what: str
    to: str
    purpose: str
    how: str
    checked: str
    receipt: str
    record: Reference | None
    record_words: str
    sharing: Reference | None = None
    document: Reference | None = None
    basis: str = ""
    """The lawful basis and the further condition, of what was shared."""

    @property
    def searched(self) -> str:
        """Everything of it that a search looks in."""
        told = (self.when, self.what, self.to, self.purpose, self.basis)
        said = (*told, self.how, self.checked, self.receipt)
        return folded(" ".join((*said, self.record_words)))


@dataclass(frozen=True, slots=True)
class WentOut:
    """The whole list, newest first, and the parts that it is of."""

    lines: tuple[WentLine, ...]
    parts: tuple[tuple[Compartment, str], ...]


def went_out(session: Session, part: Compartment | None = None) -> WentOut:
    """Everything of all open parts, or of one. To look at the list is no event. Raises NoKey."""
    opened = [session.vault.compartment(part)] if part is not None else list(session.vault)
    lines = [line for one in opened for line in _of_part(session, one)]
    lines.sort(key=lambda line: line.at, reverse=True)
    parts = tuple((one.id, compartment_name(session, one.id)) for one in session.vault)
    return WentOut(tuple(lines), parts)


def filtered(
    found: WentOut, *, text: str = "", kind: WentAs | None = None, part: Compartment | None = None
) -> tuple[WentLine, ...]:
    """The lines that hold every word of ``text``, of a kind, of a part."""
    words = folded(text).split()
    return tuple(
        line
        for line in found.lines
        if (kind is None or line.kind is kind)
        and (part is None or line.part is part)
        and all(word in line.searched for word in words)
    )


def _of_part(session: Session, opened: OpenCompartment) -> Iterator[WentLine]:
    connection = opened.connection
    shared = reading.contents_of_kind(connection, RecordKind.SHARING)
    ways = {
        way_key(record, place): way for record, _, content in shared for place, way in enumerate(content.ways)
    }
    for record, about, content in shared:
        yield from _of_sharing(session, opened, record, about, content)
    for record, about, content in reading.contents_of_kind(connection, RecordKind.DISCLOSURE):
        yield _of_evidence(session, opened, record, about, content)
    documents = {
        record: (about, content)
        for record, about, content in reading.contents_of_kind(connection, RecordKind.DOCUMENT)
    }
    nothing = came_to_nothing(reading.events_of_kind(connection, EventKind.NOT_LEFT))
    left = [one for one in reading.events_of_kinds(connection, tuple(_OUT)) if one.number not in nothing]
    newest = {_of_which(one): one.number for one in left}
    for event in left:
        document = RecordId(str(event.facts.get("document", "")))
        told = newest[_of_which(event)] == event.number and _told_as_shared(event, ways)
        if document in documents and not told:
            about, content = documents[document]
            yield _of_document(session, opened, event, document, about, content)
    for record, about, content in reading.contents_of_kind(connection, RecordKind.LETTER):
        if content.sent is not None and content.withdrawn is None:
            yield _of_letter(session, opened, record, about, content)


def _of_which(event: Event) -> tuple[object, ...]:
    """What one line of a way out can tell of once only: a document that went so, or one protected file of it.

    A way out was entered after its pages once, so that one which followed a power cut took its place: what was printed
    before the cut has a line of its own.
    """
    facts = event.facts
    return event.kind, facts.get(WAY_FACT, ""), facts.get("document", ""), facts.get("protected", "")


def _told_as_shared(event: Event, ways: Mapping[str, WayOut]) -> bool:
    """Whether an event of a document is part of a way out that has its own line: only then it needs none.

    A protected file counts as part of it by its hash: what was written before the disk was full is of no way out.
    """
    way = ways.get(str(event.facts.get(WAY_FACT, "")))
    if way is None or way.how is not _OF_WAY[event.kind]:
        return False
    return "protected" not in event.facts or event.facts["protected"] in way.sha256


def _of_sharing(
    session: Session, opened: OpenCompartment, record: RecordId, about: RecordId | None, content: Sharing
) -> Iterator[WentLine]:
    place, words = _record(session, opened, about)
    line = WentLine(
        key=record,
        at=content.prepared_at,
        kind=WentAs.SHARED,
        part=opened.id,
        when="",
        what="; ".join(f"{one.title}, copy {one.copy_number}" for one in content.documents),
        to=", ".join(filter(None, (content.recipient, content.organisation))),
        purpose=content.purpose,
        how="",
        checked=check_words(session, content.check),
        receipt=receipt_words(session, content),
        record=place,
        record_words=words,
        sharing=Reference(opened.id, record),
        basis=basis_words(session, content),
    )
    for number, way in enumerate(content.ways):
        yield replace(
            line,
            key=way_key(record, number),
            at=way.at,
            when=entered(session, way.at),
            how=way_words(session, content, way),
            checked=check_then(session, content, way),
        )
    back = content.withdrawn
    if back is not None:
        when_back, how = entered(session, back.at), f"{_NOT_SHARED}, {back_words(session, content)}"
        yield replace(line, at=back.at, when=when_back, how=how)


def _of_evidence(
    session: Session, opened: OpenCompartment, record: RecordId, about: RecordId | None, given: Disclosure
) -> WentLine:
    place, words = _record(session, opened, about)
    back = given.withdrawn
    error = f". Entered in error: {back.reason}" if back is not None else ""
    moment = (
        when(session, given.handed_at) if given.handed_at is not None else entered(session, given.entered_at)
    )
    return WentLine(
        key=record,
        at=given.entered_at,
        kind=WentAs.EVIDENCE,
        part=opened.id,
        when=moment,
        what=exhibit_words(given),
        to=receiver_words(given),
        purpose=given.purpose,
        how=f"{_HANDED[given.handed_as]}, by {session.name_of(given.entered_by)}{error}",
        checked="",
        receipt=given.receipt,
        record=place,
        record_words=words,
    )


def _of_document(
    session: Session,
    opened: OpenCompartment,
    event: Event,
    document: RecordId,
    about: RecordId | None,
    content: IssuedDocument,
) -> WentLine:
    place, words = _record(session, opened, about)
    copies = (
        f", {count_words(int(event.facts['copies']), 'copy', 'copies')}" if "copies" in event.facts else ""
    )
    by = f"by {session.name_of(event.actor)}{collected_words(collector_of(opened, event))}"
    return WentLine(
        key=f"event/{opened.id}/{event.number}",
        at=event.at,
        kind=WentAs.DOCUMENT,
        part=opened.id,
        when=entered(session, event.at),
        what=f"{content.title}, copy {content.copy_number}",
        to=KEPT_WORDS if KEPT_FACT in event.facts else "",
        purpose="",
        how=f"{_OUT[event.kind]}{copies}, {by}",
        checked="",
        receipt="",
        record=place,
        record_words=words,
        document=Reference(opened.id, document),
    )


def _of_letter(
    session: Session, opened: OpenCompartment, record: RecordId, about: RecordId | None, letter: Letter
) -> WentLine:
    place, words = _record(session, opened, about)
    assert letter.sent is not None
    at = letter.sent.start or session.now()
    return WentLine(
        key=record,
        at=at,
        kind=WentAs.LETTER,
        part=opened.id,
        when=when(session, letter.sent),
        what=f"Letter: {letter.subject}",
        to=letter.to,
        purpose="",
        how=letter.sent_how,
        checked="",
        receipt="",
        record=place,
        record_words=words,
    )


def _record(
    session: Session, opened: OpenCompartment, about: RecordId | None
) -> tuple[Reference | None, str]:
    """What to open from a line, and what to call it."""
    if about is None:
        return None, ""
    stored: Any = opened.get(about)
    if stored is not None and isinstance(stored.content, Incident):
        return stored.reference, str(stored.content.case)
    return record_of(session, opened, about)
