"""What a Word document or an archive says of itself, and what whoever opens it elsewhere should know."""

import re
import zipfile

from lxml import etree

from safeguard_app.domain.file_statements import FileWarning, StatementKind
from safeguard_app.evidence_files.archives import LeftPacked, is_locked, opened, unpacked
from safeguard_app.evidence_files.findings import LETTERS_READ, Findings
from safeguard_app.evidence_files.pixels import NotShown, Refusal
from safeguard_app.evidence_files.written_times import any_time

_MOST_BYTES = 256 * 1024
_RUNS = re.compile(
    r".*\.(?:exe|com|scr|bat|cmd|js|jse|vbs|vbe|msi|lnk|jar|ps1|apk|hta|wsf)|(?:.*/)?vbaProject\.bin",
    re.IGNORECASE,
)
_EMBEDDED = "word/embeddings/"
_PROPERTIES = ("docProps/core.xml", "docProps/app.xml")
_KINDS = {
    "created": StatementKind.MADE,
    "modified": StatementKind.CHANGED,
    "creator": StatementKind.AUTHOR,
    "lastModifiedBy": StatementKind.AUTHOR,
    "title": StatementKind.TITLE,
    "Application": StatementKind.SOFTWARE,
}
_TIMES = frozenset({StatementKind.MADE, StatementKind.CHANGED})


def say_document(content: bytes, findings: Findings) -> None:
    """Author, times and title of a Word document, and whether something in it runs."""
    _say(content, findings, _PROPERTIES)


def say_archive(content: bytes, findings: Findings) -> None:
    """Whether an archive is locked, or holds a program."""
    _say(content, findings, ())


def _say(content: bytes, findings: Findings, properties: tuple[str, ...]) -> None:
    try:
        with opened(content) as archive:
            names = archive.namelist()
            if any(is_locked(one) for one in archive.infolist()):
                findings.warn(FileWarning.LOCKED)
            if any(_RUNS.fullmatch(name) for name in names):
                findings.warn(FileWarning.ACTIVE)
            if any(name.startswith(_EMBEDDED) for name in names):
                findings.warn(FileWarning.HOLDS_FILES)
            for name in properties:
                _say_properties(archive, name, findings)
    except NotShown as refused:
        if refused.refusal is Refusal.DAMAGED:
            findings.warn(FileWarning.CUT_SHORT)


def _say_properties(archive: zipfile.ZipFile, name: str, findings: Findings) -> None:
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(unpacked(archive, archive.getinfo(name), _MOST_BYTES), parser)
    except (KeyError, LeftPacked, etree.XMLSyntaxError):
        return
    for part in root:
        kind = _KINDS.get(etree.QName(part).localname) if isinstance(part.tag, str) else None
        words = (part.text or "").strip()[: LETTERS_READ + 1]
        if kind is not None and words:
            findings.say(kind, words, any_time(words) if kind in _TIMES else None)
