"""An exhibit shown inside the program: read from its sealed file, made into pixels by a process apart.

The main program never decodes what came from outside: a hostile file can end the process that looks into it, and that
is said (security: import hardening). Opening leaves its event before anything is shown.
"""

from dataclasses import dataclass, field

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.evidence import EvidenceItem
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.domain.text_rules import display_file_name
from safeguard_app.evidence_files.apart import LookingIn
from safeguard_app.evidence_files.picture_heads import size_of, tells_size
from safeguard_app.evidence_files.pixels import MOST_PIXELS, NotShown, Pixels, Refusal
from safeguard_app.evidence_files.question import MOST_READ
from safeguard_app.services import media_types
from safeguard_app.services.session import Session
from safeguard_app.vault import sealed_files
from safeguard_app.vault.problems import EvidenceDamaged


class CannotShow(KnownProblem):
    """The stored file is of no kind this program shows, too large to be safe, or damaged."""

    code = "cannot_show"
    sentence = "This file is kept, but this program does not show it."
    next_step = "Hand a copy to whoever needs it from the sealed original, and note who has it."


class InQuarantine(KnownProblem):
    """Something was asked of an exhibit in quarantine: nothing is done with it but what the police direct."""

    code = "in_quarantine"
    sentence = (
        "This exhibit is in quarantine, so it is not opened, read, changed or given out. Nothing was done."
    )
    next_step = "Follow what the police direct: choose 'What to do now' beside the exhibit."


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file out of the vault, in memory only, on its way to be shown. ``title`` is the exhibit's: "Ex1"."""

    content: bytes = field(repr=False)
    media_type: str
    title: str
    looking_in: LookingIn = field(repr=False)
    item: Reference
    name: str = field(default="", repr=False)
    """The file's own name, as it may safely be shown."""

    @property
    def is_read(self) -> bool:
        """Whether it is shown in words, and not as pixels."""
        return media_types.is_read(self.media_type)


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A picture or a page, row by row; ``page`` of ``pages``, from 0.

    ``depth`` bytes for each pixel: 3 (red, green, blue), or 4 with its opacity.
    """

    width: int
    height: int
    depth: int
    pixels: bytes = field(repr=False)
    page: int
    pages: int
    title: str


def open_file(session: Session, item: Reference) -> OpenedFile:
    """Read an exhibit in order to show it. The audit event is written before it is returned.

    Raises :class:`CannotShow` for what this program does not show, :class:`InQuarantine`, and EvidenceDamaged where
    the file is not what was sealed.
    """
    stored = usable_item(session, item)
    kept = stored.content.stored
    if not stored.content.has_file:
        raise CannotShow(
            "This exhibit is no file: it is held elsewhere.", "Look under it for who holds it, and where."
        )
    if stored.content.withdrawn is not None:
        raise CannotShow("This exhibit was taken back, so it is not shown.")
    if media_types.is_played_elsewhere(kept.media_type):
        raise CannotShow(NOT_PLAYED)
    if not media_types.shown_as(kept.media_type):
        raise CannotShow
    if kept.size > MOST_READ:
        raise CannotShow("The file is too large to be shown. It is kept.")
    content = sealed_content(session, stored)
    if tells_size(kept.media_type):
        _refuse_by_size(content, kept.media_type)
    session.vault.compartment(item.compartment).note(
        EventKind.EVIDENCE_VIEWED,
        session.user.id,
        session.now(),
        record=about_of(stored).id,
        facts=number_facts(stored.content),
    )
    return opened_as(session, stored, content)


def opened_as(session: Session, stored: Stored[EvidenceItem], content: bytes) -> OpenedFile:
    """An exhibit's content on its way, with its number and its name."""
    kept, item = stored.content.stored, stored.content
    name = display_file_name(kept.original_name) if kept.original_name else ""
    return OpenedFile(content, kept.media_type, item.name, session.looking_in, stored.reference, name)


def shown(opened: OpenedFile, page: int = 0) -> ShownPage:
    """A picture, or a page counted from 0. Slow, and touches no database. Raises CannotShow or ProcessStopped."""
    found = pixels_of(opened, page)
    return ShownPage(found.width, found.height, found.depth, found.pixels, page, found.pages, opened.title)


def pixels_of(opened: OpenedFile, page: int, *, fine: bool = False) -> Pixels:
    """The same, as it came; ``fine`` for a copy to be made of it."""
    try:
        return opened.looking_in.show(opened.content, opened.media_type, page, fine=fine)
    except NotShown as refused:
        raise CannotShow(WHY[refused.refusal]) from refused


def thumbnail(opened: OpenedFile) -> ShownPage:
    """A picture made small for a contact sheet. Slow. Raises CannotShow or ProcessStopped."""
    try:
        found = opened.looking_in.small(opened.content, opened.media_type)
    except NotShown as refused:
        raise CannotShow(WHY[refused.refusal]) from refused
    return ShownPage(found.width, found.height, found.depth, found.pixels, 0, 1, opened.title)


NOT_PLAYED = "Sound and video are kept, and never played inside this program."
WHY = {
    Refusal.DAMAGED: "The file is damaged or not what it seems, so it cannot be shown. It is kept as it was handed in.",
    Refusal.TOO_LARGE: "The picture is too large to be opened safely. The file is kept.",
    Refusal.LOCKED: "The file is protected by a password, so it cannot be shown. The file is kept.",
    Refusal.NO_SUCH_PAGE: "The document has no such page.",
    Refusal.TOO_MANY: "The archive holds more files than this program lists, so it is not opened. It is kept.",
    Refusal.NO_WORDS: "There are no words in this file that this program can show. It is kept as it was handed in.",
}


def stored_item(session: Session, item: Reference) -> Stored[EvidenceItem]:
    """The newest version of an exhibit. Raises KeyError."""
    stored = session.vault.get(item)
    if stored.kind is not RecordKind.EVIDENCE or stored.about is None:
        raise KeyError(item.id)
    return stored  # type: ignore[return-value]  # the kind says the type


def usable_item(session: Session, item: Reference) -> Stored[EvidenceItem]:
    """The same, for whatever is about to be done with it. Raises :class:`InQuarantine` too."""
    stored = stored_item(session, item)
    if stored.content.quarantine is not None:
        raise InQuarantine
    return stored


def is_in_quarantine(session: Session, record: RecordId) -> bool:
    """Whether a record is an exhibit in quarantine, of which nothing is told."""
    stored = session.vault.find(record)
    return stored is not None and getattr(stored.content, "quarantine", None) is not None


def number_facts(item: EvidenceItem) -> dict[str, str | int]:
    """How an event says which exhibit it is about: its number, and which copy of it."""
    return {"exhibit": item.exhibit, "copy": item.copy} if item.copy else {"exhibit": item.exhibit}


def about_of(stored: Stored[EvidenceItem]) -> Reference:
    """The record an exhibit hangs on."""
    return Reference(stored.reference.compartment, RecordId(stored.about or ""))


def sealed_content(session: Session, stored: Stored[EvidenceItem]) -> bytes:
    """The bytes of an exhibit, checked against what was sealed. Raises EvidenceDamaged."""
    compartment, kept = session.vault.compartment(stored.reference.compartment), stored.content.stored
    secret = compartment.file_secret(kept.file)
    if secret is None:
        raise EvidenceDamaged
    return sealed_files.read(compartment.files, kept.file, secret, kept.sha256)


def _refuse_by_size(content: bytes, media_type: str) -> None:
    """Before a process is troubled with it: by the picture's own head."""
    size = size_of(content, media_type)
    if size is None:
        raise CannotShow(
            "The picture’s own description cannot be read, so it is not opened. The file is kept."
        )
    if size[0] * size[1] > MOST_PIXELS:
        raise CannotShow(WHY[Refusal.TOO_LARGE])
