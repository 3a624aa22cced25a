"""The words of a file, for reading inside the program. Only the process apart comes here: it decodes.

Nothing is fetched, run or unpacked to a disk. What is longer than is shown is cut, and that is said.
"""

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace

from safeguard_app.domain.file_texts import (
    MOST_FILES,
    MOST_LETTERS,
    Chat,
    FileText,
    HeldFile,
    SectionKind,
    TextNote,
    TextSection,
)
from safeguard_app.domain.text_rules import display_file_name
from safeguard_app.evidence_files import archives, outlook, reading
from safeguard_app.evidence_files.chats import chat_of
from safeguard_app.evidence_files.html_words import words_of
from safeguard_app.evidence_files.letters import MOST_BYTES, decoded, shown
from safeguard_app.evidence_files.mail_parts import MailParts
from safeguard_app.evidence_files.mails import is_attached, is_saved_page
from safeguard_app.evidence_files.pixels import NotShown, Refusal
from safeguard_app.evidence_files.word_documents import document_words

_CHAT_FILE = re.compile(r"(?:.*/)?(?:_chat|WhatsApp Chat\b.*)\.txt", re.IGNORECASE)
_SIGNS = re.compile(r"\[picture[^\]\n]{0,500}\]|[\W_]")
_LONGEST_TYPE = 100


class _Page:
    """What is collected for :class:`FileText`, within its limits."""

    def __init__(self) -> None:
        self.sections: list[TextSection] = []
        self.files: list[HeldFile] = []
        self.chat: Chat | None = None
        self.notes: set[TextNote] = set()
        self._left = MOST_LETTERS

    def add(self, kind: SectionKind, text: str, *, guessed: bool = False) -> None:
        """Keep a text as far as there is room."""
        words = shown(text)
        if guessed:
            self.notes.add(TextNote.GUESSED)
        if len(words) > self._left:
            self.notes.add(TextNote.CUT)
        words = words[: self._left].strip("\n")
        self._left -= len(words)
        if words.strip():
            self.sections.append(TextSection(kind, words))

    def add_plain(self, raw: bytes) -> None:
        """A plain text, or the chat that it is."""
        text, guessed = decoded(raw)
        if len(raw) >= MOST_BYTES or len(text) > MOST_LETTERS:
            self.notes.add(TextNote.CUT)
            text = text[:MOST_LETTERS]
        found = chat_of(text.replace("\r\n", "\n"))
        if found is None:
            self.add(SectionKind.WORDS, text, guessed=guessed)
            return
        self.chat, notes = found
        self.notes |= notes | ({TextNote.GUESSED} if guessed else set())

    def list_file(self, file: HeldFile) -> None:
        """List a file that is inside."""
        if len(self.files) < MOST_FILES:
            self.files.append(replace(file, type=shown(file.type)[:_LONGEST_TYPE]))
        else:
            self.notes.add(TextNote.MORE_PARTS)


def text_of(content: bytes, media_type: str) -> FileText:
    """What is shown of a file in words. Raises :class:`NotShown`."""
    reader = _READERS.get(media_type)
    if reader is None:
        raise NotShown(Refusal.DAMAGED)
    page = _Page()
    reader(content, page)
    if not (page.sections or page.files or page.chat):
        page.notes.add(TextNote.NO_WORDS)
    notes = tuple(one for one in TextNote if one in page.notes)
    says = reading.read(content, media_type)
    return FileText(tuple(page.sections), tuple(page.files), page.chat, notes, says)


def _plain(content: bytes, page: _Page) -> None:
    page.add_plain(content[:MOST_BYTES])


def _web_page(content: bytes, page: _Page) -> None:
    words, guessed = words_of(content[:MOST_BYTES])
    if len(content) > MOST_BYTES:
        page.notes.add(TextNote.CUT)
    page.add(SectionKind.WORDS, words, guessed=guessed)


def _mail(content: bytes, page: _Page) -> None:
    mail = MailParts(content)
    saved = is_saved_page(mail)
    plain: list[str] = []
    pages: list[str] = []
    for part in mail.leaves:
        if is_attached(part, saved):
            page.list_file(HeldFile(display_file_name(part.file_name), part.content_type, part.size))
            if part.disposition == "attachment":
                continue
        if part.content_type not in {"text/plain", "text/html"} or (saved and pages):
            continue
        raw, charset = part.body(content, MOST_BYTES), part.charset
        as_page = part.content_type == "text/html"
        words, guessed = words_of(raw, charset) if as_page else decoded(raw, charset)
        (pages if as_page else plain).append(words)
        if guessed:
            page.notes.add(TextNote.GUESSED)
        if part.end - part.start > MOST_BYTES:
            page.notes.add(TextNote.CUT)
    if mail.has_more:
        page.notes.add(TextNote.MORE_PARTS)
    page.add(SectionKind.WORDS, "\n\n".join(plain or pages))
    if plain and _says_otherwise("".join(plain), "".join(pages)):
        page.add(SectionKind.AS_PAGE, "\n\n".join(pages))


def _says_otherwise(text: str, page: str) -> bool:
    """Whether the two forms of a message differ in more than their signs and spaces."""
    return _SIGNS.sub("", text) != _SIGNS.sub("", page)


def _outlook(content: bytes, page: _Page) -> None:
    message = outlook.message_of(content)
    for file in message.files:
        page.list_file(file)
    words, guessed = words_of(message.html) if message.html else ("", False)
    page.add(SectionKind.WORDS, message.body or words, guessed=guessed)
    if message.body and _says_otherwise(message.body, words):
        page.add(SectionKind.AS_PAGE, words)


def _document(content: bytes, page: _Page) -> None:
    """The words of a Word document; a list of files where it is another archive after all."""
    sections, notes = document_words(content)
    page.notes |= notes
    if not sections:
        _archive(content, page)
    for kind, text in sections:
        page.add(kind, text)


def _archive(content: bytes, page: _Page) -> None:
    """The list of its files; the chat, where it is a chat's export."""
    with archives.opened(content) as archive:
        entries = [one for one in archive.infolist() if not one.is_dir()]
        chat = next((one for one in entries if _CHAT_FILE.fullmatch(one.filename)), None)
        if chat is not None:
            _read_chat(archive, chat, page)
        for entry in entries:
            if entry is not chat:
                page.list_file(HeldFile(display_file_name(entry.filename), size=entry.file_size))
            if archives.is_locked(entry):
                page.notes.add(TextNote.LOCKED)


def _read_chat(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, page: _Page) -> None:
    try:
        page.add_plain(archives.unpacked(archive, entry, MOST_BYTES))
    except archives.LeftPacked as left:
        page.notes.add(left.note)
        page.list_file(HeldFile(display_file_name(entry.filename), size=entry.file_size))


_READERS: dict[str, Callable[[bytes, _Page], None]] = {
    "text/plain": _plain,
    "text/html": _web_page,
    "message/rfc822": _mail,
    "application/vnd.ms-outlook": _outlook,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": _document,
    "application/zip": _archive,
}
