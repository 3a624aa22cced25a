"""What a PDF says of itself: pages, times, title, author and program; and whether it is locked, active or holds files.

Opened by pdfium, which runs no script and follows no link here, and only up to a size. That library may be in one
thread at a time only: whoever reads evidence does it in a process that does nothing else with a PDF. What is looked at
for the warnings, and what may stay hidden from them, stands at :mod:`safeguard_app.evidence_files.pdf_objects`.
"""

import ctypes
import re
from typing import TYPE_CHECKING

from safeguard_app.domain.file_statements import FileWarning, StatementKind
from safeguard_app.evidence_files.findings import LETTERS_READ, Findings
from safeguard_app.evidence_files.other_types import opens_otherwise
from safeguard_app.evidence_files.pdf_objects import PdfNames
from safeguard_app.evidence_files.written_times import pdf_time

if TYPE_CHECKING:
    import pypdfium2  # type: ignore[import-untyped]

MOST_BYTES = 100 * 1024 * 1024
"""A larger file is not opened; its warnings are given all the same."""
_HEAD_BYTES = 1_024
_END = re.compile(rb"%%EOF[\x00\t\n\f\r ]*")
_END_BYTES = 2_048
_OBJECT = re.compile(rb"[0-9][\x00\t\n\f\r ]+obj\b")


def say_pdf(content: bytes, findings: Findings) -> None:
    """All that a PDF says."""
    if b"%PDF-" not in content[:_HEAD_BYTES]:
        findings.warn(FileWarning.OTHER_TYPE)
        return
    _warn_of_end(content, findings)
    names = PdfNames(content)
    if names.is_active:
        findings.warn(FileWarning.ACTIVE)
    if names.holds_files:
        findings.warn(FileWarning.HOLDS_FILES)
    if len(content) <= MOST_BYTES:
        _say_opened(content, findings)


def _warn_of_end(content: bytes, findings: Findings) -> None:
    tail_at = max(0, len(content) - _END_BYTES)
    ends = [found.end() for found in _END.finditer(content, tail_at)]
    if opens_otherwise(content, ends[-1] if ends else len(content)):
        findings.warn(FileWarning.OTHER_TYPE)
    elif not ends:
        findings.warn(FileWarning.CUT_SHORT if _OBJECT.search(content) else FileWarning.OTHER_TYPE)


def _say_opened(content: bytes, findings: Findings) -> None:
    """What pdfium tells of it. The one place where its refusal is met."""
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as refused:
        locked = getattr(refused, "err_code", None) in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}
        findings.warn(FileWarning.LOCKED if locked else FileWarning.CUT_SHORT)
        return
    try:
        _say_document(document, content, findings)
    finally:
        document.close()


def _say_document(document: "pypdfium2.PdfDocument", content: bytes, findings: Findings) -> None:
    from pypdfium2 import raw

    pages = int(raw.FPDF_GetPageCount(document))
    if 0 < pages <= len(content):
        findings.say(StatementKind.PAGES, str(pages))
    findings.say(StatementKind.TITLE, _metadata(document, "Title"))
    findings.say(StatementKind.AUTHOR, _metadata(document, "Author"))
    findings.say(
        StatementKind.SOFTWARE, _metadata(document, "Creator").strip() or _metadata(document, "Producer")
    )
    for kind, key in ((StatementKind.MADE, "CreationDate"), (StatementKind.CHANGED, "ModDate")):
        words = _metadata(document, key)
        findings.say(kind, words, pdf_time(words))
    if raw.FPDFDoc_GetAttachmentCount(document) > 0:
        findings.warn(FileWarning.HOLDS_FILES)
    if raw.FPDFDoc_GetJavaScriptActionCount(document) > 0:
        findings.warn(FileWarning.ACTIVE)


def _metadata(document: "pypdfium2.PdfDocument", key: str) -> str:
    """The beginning of an entry of its information; empty where there is none.

    Asked of pdfium itself, because the library around it stumbles over half a character.
    """
    from pypdfium2 import raw

    name = key.encode("ascii") + b"\0"
    size = int(raw.FPDF_GetMetaText(document, name, None, 0))
    if size <= 2:
        return ""
    letters = ctypes.create_string_buffer(size)
    raw.FPDF_GetMetaText(document, name, letters, size)
    return letters.raw[: min(size - 2, 2 * LETTERS_READ)].decode("utf-16-le", "replace")
