"""The words of a Word document (DOCX): no macro, no picture, nothing it points to, and no entity of its own."""

import io
import zipfile

from lxml import etree

from safeguard_app.domain.file_texts import SectionKind, TextNote
from safeguard_app.evidence_files.archives import LeftPacked, opened, unpacked
from safeguard_app.evidence_files.pixels import NotShown, Refusal

_MOST_BYTES = 32 * 1024 * 1024
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PARTS = (
    (SectionKind.WORDS, ("word/document.xml",)),
    (SectionKind.COMMENTS, ("word/comments.xml",)),
    (SectionKind.NOTES, ("word/footnotes.xml", "word/endnotes.xml")),
    (
        SectionKind.HEADINGS,
        tuple(f"word/{place}{n}.xml" for place in ("header", "footer") for n in range(1, 7)),
    ),
)
_BLANKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n"}


def document_words(content: bytes) -> tuple[list[tuple[SectionKind, str]], set[TextNote]]:
    """The words of each part of the document, and what is to be said of them. Raises :class:`NotShown`."""
    found: list[tuple[SectionKind, str]] = []
    notes: set[TextNote] = set()
    with opened(content) as archive:
        for kind, names in _PARTS:
            texts = [text for name in names if (text := _part(archive, name, notes))]
            if texts:
                found.append((kind, "\n".join(texts)))
    return found, notes


def _part(archive: zipfile.ZipFile, name: str, notes: set[TextNote]) -> str:
    try:
        raw = unpacked(archive, archive.getinfo(name), _MOST_BYTES)
    except KeyError:
        return ""
    except LeftPacked as left:
        notes.add(left.note)
        return ""
    if len(raw) == _MOST_BYTES:
        notes.add(TextNote.CUT)
    return _words(raw, notes)


def _words(raw: bytes, notes: set[TextNote]) -> str:
    """Paragraph by paragraph; a part that declares anything of its own is none that a word processor writes."""
    lines: list[str] = []
    doubled = 0
    try:
        walk = etree.iterparse(
            io.BytesIO(raw),
            events=("start", "end"),
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
        )
        for event, part in walk:
            if event == "start":
                if part.getparent() is None and part.getroottree().docinfo.doctype:
                    raise NotShown(Refusal.DAMAGED)
                doubled += part.tag == _FALLBACK
                continue
            doubled -= part.tag == _FALLBACK
            if part.tag == f"{_W}p":
                if not doubled:
                    lines.append(_paragraph(part, notes))
                part.clear(keep_tail=True)
    except etree.XMLSyntaxError:
        notes.add(TextNote.DAMAGED)
    return "\n".join(lines).strip("\n")


def _paragraph(part: etree._Element, notes: set[TextNote]) -> str:
    out: list[str] = []
    for piece in part.iter(f"{_W}t", f"{_W}delText", *_BLANKS):
        if piece.tag == f"{_W}delText":
            notes.add(TextNote.DELETED)
            out.append(f"[deleted: {piece.text or ''}]")
        else:
            out.append(_BLANKS.get(str(piece.tag)) or piece.text or "")
    return "".join(out)
