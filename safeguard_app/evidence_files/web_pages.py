"""What a saved web page says of itself: where it was saved from, when, and its title.

Browsers and the programs that save pages write it into a comment or a ``meta`` tag; the address that a page names for
itself (``canonical``, ``og:url``) is the second choice, because the page's author wrote it and not whoever saved it.

Only the beginning is read, by a scanner of its own that never goes back: the standard library's parser can be kept
busy for minutes by so many letters that were written for it.
"""

import codecs
import html
import re
from collections.abc import Iterator
from itertools import islice

from safeguard_app.domain.file_statements import FileWarning, StatementKind
from safeguard_app.evidence_files.findings import LETTERS_READ, Findings
from safeguard_app.evidence_files.written_times import any_time

MOST_BYTES = 256 * 1024
MOST_PIECES = 500
"""Comments, titles and tags that are looked at."""
_MOST_LETTERS_OF_PIECE = 4_000
_LETTERS_BEFORE_BEGINNING = 4_000

_SHOWN = re.compile(r"\S")
_BEGINNING = re.compile(r"<(?:!doctype\s+html|html|head|body|title|meta)\b", re.IGNORECASE)
_TAG = re.compile(r"<(title|link|meta|script|style)(?=[\s/>])", re.IGNORECASE)
_CLOSING = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("title", "script", "style")}
_ATTRIBUTE = re.compile(r"(?<![\w:-])([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_SCRIPT = re.compile(rb"<script[\s/>]", re.IGNORECASE)

_SAVED_FROM = re.compile(r"saved from url=\([0-9]{1,6}\)(\S{1,2000})", re.IGNORECASE)
_SINGLE_FILE = re.compile(r"Page saved with SingleFile\s{1,20}url: ?(\S{1,2000})")
_SAVED_DATE = re.compile(r"saved date: ?([^\r\n]{1,200})")
_MIRRORED = re.compile(
    r"Mirrored from (\S{1,2000}) by HTTrack [^\r\n]{0,100}?, ([A-Z][a-z]{2}, [^\r\n]{1,60})"
)
_META = {
    "savepage-url": StatementKind.SAVED_FROM,
    "savepage-title": StatementKind.TITLE,
    "savepage-date": StatementKind.SAVED_AT,
}


def say_web_page(content: bytes, findings: Findings) -> None:
    """All that a saved page says; nothing where the text is no page."""
    text = _text(content[:MOST_BYTES])
    if not _is_page(text):
        return
    own_addresses = []
    for kind, words in islice(_pieces(text), MOST_PIECES):
        if kind == "comment":
            _say_comment(words, findings)
        elif kind == "title":
            findings.say(StatementKind.TITLE, html.unescape(words))
        elif address := _own_address(kind, words, findings):
            own_addresses.append(address)
    if own_addresses and not findings.has(StatementKind.SAVED_FROM):
        findings.say(StatementKind.SAVED_FROM, own_addresses[0])
    if _SCRIPT.search(content):
        findings.warn(FileWarning.ACTIVE)


def _text(content: bytes) -> str:
    """UTF-8, or what Windows writes; a letter may be cut in two at the end."""
    try:
        return codecs.getincrementaldecoder("utf-8-sig")().decode(content)
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _is_page(text: str) -> bool:
    """Whether a page begins here, after any space, comment or XML declaration."""
    at = 0
    while at < _LETTERS_BEFORE_BEGINNING:
        shown = _SHOWN.search(text, at)
        at = len(text) if shown is None else shown.start()
        end = {"<!--": "-->", "<?xm": "?>"}.get(text[at : at + 4])
        if end is None:
            return _BEGINNING.match(text, at) is not None
        closed = text.find(end, at + 4)
        if closed < 0:
            return False
        at = closed + len(end)
    return False


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Comments, titles, and ``link`` and ``meta`` tags in order, up to one that is not closed."""
    at = 0
    while (at := text.find("<", at)) >= 0:
        if text.startswith("<!--", at):
            end = text.find("-->", at)
            yield (
                "comment",
                text[at + 4 : at + _MOST_LETTERS_OF_PIECE if end < 0 else end][:_MOST_LETTERS_OF_PIECE],
            )
            at = end + 3
            if end < 0:
                return
            continue
        found = _TAG.match(text, at)
        if found is None:
            at += 1
            continue
        name, end = found[1].lower(), text.find(">", at)
        if end < 0:
            return
        if name not in _CLOSING:
            yield name, text[at : min(end, at + _MOST_LETTERS_OF_PIECE)]
            at = end
            continue
        closing = _CLOSING[name].search(text, end)
        if closing is None:
            return
        if name == "title":
            yield name, text[end + 1 : min(closing.start(), end + LETTERS_READ)]
        at = closing.end()


def _say_comment(words: str, findings: Findings) -> None:
    """What browsers (Internet Explorer, Chrome, Firefox), SingleFile and HTTrack write into a comment."""
    for pattern in (_SAVED_FROM, _SINGLE_FILE):
        if (found := pattern.search(words)) and "://" in found[1]:
            findings.say(StatementKind.SAVED_FROM, found[1])
    if found := _SAVED_DATE.search(words):
        findings.say(StatementKind.SAVED_AT, found[1], any_time(found[1]))
    if found := _MIRRORED.search(words):
        findings.say(StatementKind.SAVED_FROM, found[1])
        findings.say(StatementKind.SAVED_AT, found[2], any_time(found[2]))


def _own_address(tag: str, words: str, findings: Findings) -> str:
    """The address that a ``link`` or ``meta`` tag gives the page; what Save Page WE keeps in ``meta`` is said."""
    given = {
        one[1].lower(): html.unescape(one[2] or one[3] or one[4] or "") for one in _ATTRIBUTE.finditer(words)
    }
    if tag == "link":
        return given.get("href", "") if given.get("rel", "").lower() == "canonical" else ""
    kind = _META.get(given.get("name", "").lower())
    content = given.get("content", "")
    if kind is not None:
        findings.say(kind, content, any_time(content) if kind is StatementKind.SAVED_AT else None)
        return ""
    return content if given.get("property", "").lower() == "og:url" else ""
