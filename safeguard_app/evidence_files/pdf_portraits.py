"""Portraits of PDF files, for comparing one that was handed back with the one that was issued: hashes of its pages.

Only the process apart comes here: pdfium opens a stranger's file. Nothing of a form acts, because no form is opened.
"""

import ctypes
import hashlib
import re
from typing import TYPE_CHECKING, Any

from safeguard_app.domain.handed_back import (
    MOST_DRAWN,
    MOST_HEADS,
    MOST_NUMBERS,
    MOST_PAGES,
    PagePortrait,
    PdfPortrait,
)

if TYPE_CHECKING:
    import pypdfium2  # type: ignore[import-untyped]

MOST_LETTERS = 400_000
"""Letters of one page that are read; a page of ours has some 5,000."""
MOST_LAID_OVER = 2_000
_DOTS = 50
"""To an inch: 10 points of type are 7 dots high, so that a changed figure shows."""
_SIDE = 1_200
_IDENTIFIER = 16
_HEAD = re.compile(r"Chain head\s+([0-9][0-9,]{0,14}:(?:\s[0-9a-f]{4}){4})")


_NUMBER = re.compile(r"\bdocument\s+([0-9A-F]{4}(?:\s[0-9A-F]{4}){3})\b")
"""As it stands at the foot of each page."""


def portrait(content: bytes) -> PdfPortrait:
    """What a PDF shows. Of a locked or damaged one only that."""
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as refused:
        locked = getattr(refused, "err_code", None) in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}
        return PdfPortrait(locked=locked, damaged=not locked)
    try:
        return _opened(document)
    except pypdfium2.PdfiumError:
        return PdfPortrait(damaged=True)
    finally:
        document.close()


def is_sound(found: PdfPortrait) -> bool:
    """Whether a portrait is as one is made here: what comes through a pipe may be a stranger's."""
    hashes = (one for page in found.pages for one in (page.text, page.picture) if one)
    return (
        len(found.pages) <= MOST_PAGES
        and len(found.heads) <= MOST_HEADS
        and 0 <= len(found.pages) <= found.page_count + 1
        and all(re.fullmatch("[0-9a-f]{64}", one) for one in hashes)
        and all(len(page.annotations) <= MOST_LAID_OVER for page in found.pages)
        and len(found.numbers) <= MOST_NUMBERS
        and all(re.fullmatch("[0-9a-f]{16}|[0-9a-f]{32}", one) for one in found.numbers)
        and all(_HEAD.fullmatch(f"Chain head {one}") for one in found.heads)
    )


def _opened(document: "pypdfium2.PdfDocument") -> PdfPortrait:
    from pypdfium2 import raw

    count = len(document)
    pages, heads, numbers = [], dict[str, None](), dict.fromkeys(_identifier(document))
    for number in range(min(count, MOST_PAGES)):
        page = document[number]
        try:
            text = _text(page)
            heads.update(dict.fromkeys(" ".join(found.split()) for found in _HEAD.findall(text)))
            numbers.update(dict.fromkeys("".join(found.split()).lower() for found in _NUMBER.findall(text)))
            picture = _picture(page) if number < MOST_DRAWN else ""
            annotations = _laid_over(page)
        finally:
            page.close()
        pages.append(PagePortrait(_hash(text.encode("utf-8", "replace")), picture, annotations))
    return PdfPortrait(
        pages=tuple(pages),
        heads=tuple(list(heads)[:MOST_HEADS]),
        attachments=int(raw.FPDFDoc_GetAttachmentCount(document)),
        scripts=int(raw.FPDFDoc_GetJavaScriptActionCount(document)),
        page_count=count,
        numbers=tuple(list(numbers)[:MOST_NUMBERS]),
    )


def _identifier(document: "pypdfium2.PdfDocument") -> tuple[str, ...]:
    """The first half of the file's identifier, however it is written, where it is as long as one of ours."""
    found = document.get_identifier()
    return (found.hex(),) if len(found) == _IDENTIFIER else ()


def _text(page: Any) -> str:
    """The text of a page, asked of pdfium itself: the library around it stumbles over half a character."""
    from pypdfium2 import raw

    opened = raw.FPDFText_LoadPage(page)
    if not opened:
        return ""
    try:
        count = min(int(raw.FPDFText_CountChars(opened)), MOST_LETTERS)
        if count <= 0:
            return ""
        letters = (ctypes.c_ushort * (count + 1))()
        written = int(raw.FPDFText_GetText(opened, 0, count, letters))
        return bytes(letters)[: 2 * max(0, written - 1)].decode("utf-16-le", "replace")
    finally:
        raw.FPDFText_ClosePage(opened)


def _laid_over(page: Any) -> tuple[int, ...]:
    """The kind of each thing that lies over the page; of very many, the first."""
    from pypdfium2 import raw

    kinds = []
    for place in range(min(int(raw.FPDFPage_GetAnnotCount(page)), MOST_LAID_OVER)):
        found = raw.FPDFPage_GetAnnot(page, place)
        if found:
            kinds.append(int(raw.FPDFAnnot_GetSubtype(found)))
            raw.FPDFPage_CloseAnnot(found)
    return tuple(kinds)


def _picture(page: Any) -> str:
    """How the page looks, with whatever is laid over it."""
    width, height = page.get_size()
    scale = min(_DOTS / 72, _SIDE / max(width, height, 1))
    bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
    try:
        return _hash(f"{bitmap.width} {bitmap.height}\n".encode() + bytes(bitmap.buffer))
    finally:
        bitmap.close()


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
