"""A document that leaves as a file which a passphrase opens: made in memory, its hash kept, its words told once."""

from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from safeguard_app.documents.protection import protected
from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.records import RecordKind
from safeguard_app.domain.text_rules import display_file_name
from safeguard_app.services.paper import note_way_out, open_issued
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.system.atomic_files import write_whole
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
    session: Session, document: Reference, path: Path, passphrase: str = "", *, way: str = ""
) -> ProtectedCopy:
    """Save a protected copy of a document that was issued. The event comes first; it names no folder.

    ``passphrase`` is one that several files share; without one, new words are drawn. ``way`` is as in
    ``paper.printed``. Raises NotCheckedYet, NotProtected, InQuarantine, EvidenceDamaged, or what is wrong with the
    disk.
    """
    words = passphrase or new_passphrase()
    made = protected(open_issued(session, document).pdf, words)
    digest = sha256(made).hexdigest()
    note_way_out(session, document, EventKind.PROTECTED_OUT, {"protected": digest}, way=way)
    write_whole(path, made)
    said = "Saved, protected by a passphrase that is shown once."
    return ProtectedCopy(
        changed(document, kinds=(RecordKind.DOCUMENT,), said=said),
        words,
        display_file_name(path.name),
        digest,
        len(made),
    )
