"""Which version of a document is made, what changed since the one before, and by what number it is known again.

What changed is said of the paper and not of the record: a reader holds two papers beside each other, and a version for
one audience must say nothing that stands in no version of it. So each version keeps hashes of its own parts, and the
next compares itself with them; a part that went is counted and not named.
"""

import dataclasses
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any

from safeguard_app.documents.content import (
    Block,
    Contents,
    DataTable,
    Document,
    FieldTable,
    NewPage,
    Passages,
    Section,
    TextList,
)
from safeguard_app.domain.date_words import count_words
from safeguard_app.domain.document_identity import CONTENT_DIGITS, DocumentIdentity
from safeguard_app.domain.documents_issued import DocumentPart, DocumentVersion, IssuedDocument
from safeguard_app.domain.identifiers import Compartment, RecordId
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.services.labels import entered
from safeguard_app.services.paper_prepared import Prepared
from safeguard_app.services.session import Session
from safeguard_app.vault import reading

_UNIT_DIGITS = 8
_MOST_NAMED, _MOST_ON_A_FORM = 8, 2
"""Parts named one by one in the note of a version; of more, the rest is counted. A short form has one line for it."""
_OPENING = "the part before the first heading"


def numbered(
    session: Session, prepared: Prepared, document: RecordId | None
) -> tuple[Document, DocumentVersion]:
    """The document with its number and its version on it, and what is kept of that version.

    Without a number it is looked at and not issued, which the page says. Papers that carry no chain head, such as
    letters, say neither on the page; the file holds the number all the same.
    """
    made = prepared.document
    parts = tuple(_parts(made.blocks))
    content = _content_of(made, parts)
    identity = DocumentIdentity.of(document, content[:CONTENT_DIGITS])
    if not _has_versions(prepared):
        return dataclasses.replace(made, identity=identity), DocumentVersion(0, content)
    number, before = _place(_earlier(session, prepared), content)
    version = DocumentVersion(number, content, parts, prepared.version_of)
    if not made.frame.chain_head:
        return dataclasses.replace(made, identity=identity), version
    most = _MOST_NAMED if made.cover is not None else _MOST_ON_A_FORM
    note = f"Version {number}. {_changed(session, before, parts, most)}" if before is not None else ""
    frame = dataclasses.replace(made.frame, version=f"version {number}")
    return dataclasses.replace(made, identity=identity, frame=frame, version_note=note), version


def known_by(document: Document, number: RecordId) -> Document:
    """A document that has no versions, with its number: one of several that go out together."""
    content = _content_of(document, tuple(_parts(document.blocks)))
    return dataclasses.replace(document, identity=DocumentIdentity.of(number, content[:CONTENT_DIGITS]))


def _content_of(document: Document, parts: Sequence[DocumentPart]) -> str:
    """A hash of what a document says, whenever and for whatever copy."""
    said = "".join((document.title, *(one.title + "".join(one.units) for one in parts)))
    return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def _has_versions(prepared: Prepared) -> bool:
    """What is about a record, or says of what it is a version; a day sheet of tomorrow is no version of today's.

    Nor has an authority's form one of ours: what is written into it is not in the document that is numbered here.
    """
    return prepared.around is None and (prepared.about is not None or bool(prepared.version_of))


def newest_version(session: Session, document: Stored[IssuedDocument]) -> IssuedDocument | None:
    """The newest document of the same paper, which may be this one; None for what has no versions."""
    content = document.content
    if not content.version.number:
        return None
    place = document.reference.compartment
    return _versions(session, place, document.about, content.kind, content.version.version_of)[-1]


def _earlier(session: Session, prepared: Prepared) -> list[IssuedDocument]:
    """Every version of the same paper that was issued, the oldest first."""
    about = prepared.about.id if prepared.about is not None else None
    return _versions(session, prepared.compartment, about, prepared.kind, prepared.version_of)


def _versions(
    session: Session, place: Compartment, about: str | None, kind: str, version_of: str
) -> list[IssuedDocument]:
    """Every version of one paper: of a kind, about a record, of what it is a version of; the oldest first."""
    found: list[Stored[IssuedDocument]] = reading.of_kind(
        session.vault.compartment(place).connection, place, RecordKind.DOCUMENT
    )
    ours = (
        one.content
        for one in found
        if one.about == about
        and one.content.kind == kind
        and one.content.version.number
        and one.content.version.version_of == version_of
    )
    return sorted(ours, key=lambda one: (one.version.number, one.issued_at))


def _place(earlier: Sequence[IssuedDocument], content: str) -> tuple[int, IssuedDocument | None]:
    """The number of this version, and the newest document of the one before: the same words are the same version."""
    if not earlier:
        return 1, None
    newest = earlier[-1]
    if newest.version.content != content:
        return newest.version.number + 1, newest
    number = newest.version.number
    return number, next((one for one in reversed(earlier) if one.version.number < number), None)


def _changed(session: Session, before: IssuedDocument, now: Sequence[DocumentPart], most: int) -> str:
    """What a reader of the version before finds changed: ``most`` parts by name, of the rest how many."""
    was = {one.title: one.units for one in before.version.parts}
    found = [words for one in now if (words := _of_part(one, was.get(one.title), alone=len(now) == 1))]
    gone = len(was.keys() - {one.title for one in now})
    if len(found) > most:
        rest = count_words(len(found) - most, "further part")
        found = [*found[:most], f"{rest} changed"]
    if gone:
        found.append(f"{count_words(gone, 'part')} taken out")
    since = f"version {before.version.number} (issued {entered(session, before.issued_at)})"
    what = "; ".join(found) or "the order of its parts"
    return f"Changed since {since}: {what}."


def _of_part(part: DocumentPart, was: tuple[str, ...] | None, *, alone: bool) -> str:
    """How a part differs from what it was, in a few words; empty where it does not. One part alone needs no name."""
    title = part.title or ("" if alone else _OPENING)
    return _how(part, was, f"{title}, " if title else "")


def _how(part: DocumentPart, was: tuple[str, ...] | None, title: str) -> str:
    if was is None:
        return f"{title}new"
    old, new = Counter(was), Counter(part.units)
    added, removed = (new - old).total(), (old - new).total()
    if added and not removed:
        return f"{title}{added} added"
    if removed and not added:
        return f"{title}{removed} taken out"
    return f"{title}changed" if added else ""


# ---------------------------------------------------------------- hashes of what a document says


def _parts(blocks: tuple[Block, ...]) -> Iterator[DocumentPart]:
    """What stands before the first heading, and each section; appendices and what is told elsewhere are left out."""
    opening = [block for block in blocks if not isinstance(block, Section | Contents | NewPage)]
    if opening:
        yield DocumentPart("", tuple(unit for block in opening for unit in _units(block)))
    for block in blocks:
        if isinstance(block, Section) and not block.appendix and not block.told_elsewhere:
            yield DocumentPart(block.title, tuple(unit for one in block.blocks for unit in _units(one)))


def _units(block: Block) -> Iterator[str]:
    """A short hash of each row, field, passage or item; of anything else as a whole."""
    match block:
        case Section(title, blocks):
            yield _hashed(title)
            for one in blocks:
                yield from _units(one)
        case DataTable(_, rows):
            yield from (_hashed(row) for row in rows)
        case FieldTable(fields):
            yield from (_hashed(field) for field in fields)
        case Passages(passages):
            yield from (_hashed(passage) for passage in passages)
        case TextList(items):
            yield from (_hashed(item) for item in items)
        case _:
            yield _hashed(block)


def _hashed(value: object) -> str:
    running = sha256()
    for piece in _pieces(value):
        running.update(len(piece).to_bytes(8, "big") + piece)
    return running.hexdigest()[:_UNIT_DIGITS]


def _pieces(value: Any) -> Iterator[bytes]:
    """Everything in a content, however deep, as bytes."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        yield type(value).__name__.encode()
        for field in dataclasses.fields(value):
            yield from _pieces(getattr(value, field.name))
    elif isinstance(value, tuple):
        yield b"("
        for one in value:
            yield from _pieces(one)
        yield b")"
    elif isinstance(value, bytes):
        yield value
    else:
        yield str(value).encode("utf-8", "surrogatepass")
