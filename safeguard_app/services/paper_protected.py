"""A document that leaves as a file which a passphrase opens: made in memory, its hash kept, its words told once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path

from safeguard_app.documents.page_images import is_ours
from safeguard_app.documents.protection import PROTECT_LIMITS, protected, protected_apart
from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.records import RecordKind
from safeguard_app.domain.text_rules import display_file_name
from safeguard_app.services.paper import not_left, note_way_out, open_issued
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.services.ways_out import NOT_ASKED, Leaving
from safeguard_app.system.atomic_files import write_all
from safeguard_app.system.own_program import PROTECT
from safeguard_app.vault.keys import passphrases

WORDS = 6
"""About 2^77 guesses, each slowed by the hashing of revision 6."""


@dataclass(frozen=True, slots=True)
class ProtectedCopy:
    """A protected file that lies where it was asked for. ``passphrase`` is told here and never again."""

    changes: Changes
    passphrase: str = field(repr=False)
    file_name: str
    sha256: str
    size: int


def new_passphrase() -> str:
    """Words to tell by telephone."""
    return passphrases.suggested(WORDS)


def protected_name(file_name: str) -> str:
    """What a protected copy is called, from the name of the document: "2026-0041 protected.pdf"."""
    return f"{file_name.removesuffix('.pdf')} protected.pdf"


def save_protected(
    session: Session, document: Reference, path: Path, *, leaving: Leaving = NOT_ASKED
) -> ProtectedCopy:
    """Save a protected copy of a document that was issued, under new words. The event comes first, and names no folder.

    Raises NotCheckedYet, NotProtected, InQuarantine, EvidenceDamaged, or what is wrong with the disk.
    """
    return save_all_protected(session, ((document, path),), leaving=leaving)[0]


def save_all_protected(
    session: Session,
    wanted: Sequence[tuple[Reference, Path]],
    *,
    leaving: Leaving = NOT_ASKED,
    first: Callable[[tuple[str, ...]], object] | None = None,
) -> tuple[ProtectedCopy, ...]:
    """The same of several documents under the same new words: of their files all are written, or none.

    ``first`` is told their hashes before anything is noted of one of them, and before a file has its name.
    """
    words = new_passphrase()
    ready = [
        (document, path, _protected(session, open_issued(session, document).pdf, words))
        for document, path in wanted
    ]

    noted: list[tuple[Reference, int]] = []

    def note() -> None:
        if first is not None:
            first(tuple(sha256(made).hexdigest() for _, _, made in ready))
        for document, _, made in ready:
            facts = {"protected": sha256(made).hexdigest()}
            event = note_way_out(session, document, EventKind.PROTECTED_OUT, facts, leaving=leaving)
            noted.append((document, event))

    try:
        write_all([(path, made) for _, path, made in ready], note)
    except KnownProblem:
        for document, event in noted:
            not_left(session, document, event)
        raise
    said = "Saved, protected by a passphrase that is shown once."
    return tuple(
        ProtectedCopy(
            changed(document, kinds=(RecordKind.DOCUMENT,), said=said),
            words,
            display_file_name(path.name),
            sha256(made).hexdigest(),
            len(made),
        )
        for document, path, made in ready
    )


def _protected(session: Session, pdf: bytes, words: str) -> bytes:
    """What our own engine wrote is protected here; an authority's form apart, where it was filled too."""
    if is_ours(pdf):
        return protected(pdf, words)
    return protected_apart(pdf, words, partial(session.looking_in.apart, PROTECT, PROTECT_LIMITS))
