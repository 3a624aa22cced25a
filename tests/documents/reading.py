"""Reads a finished PDF with other people's libraries, to see what it says and how it is tagged."""

import io
import re
import subprocess
from dataclasses import dataclass, field

import page
import pdfua
import pikepdf
import pypdf
import pypdfium2  # type: ignore[import-untyped]


def failures(pdf: bytes) -> list[str]:
    """What breaks PDF/UA-1 or PDF/A-3a, and what qpdf finds wrong."""
    found = []
    for profile in ("ua1", "3a"):
        report = page.validate_pdf_bytes(pdf, profile=profile)
        rules = report.failures() if callable(report.failures) else report.failures
        found += [f"{profile}: {failure}" for failure in rules]
        if not report.is_compliant and not rules:
            found.append(f"{profile}: not compliant")
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        found += [str(problem) for problem in opened.check_pdf_syntax()]
    return found


NOT_FOLLOWED = {
    "UA-07-001": "it looks for a title in the information dictionary, which PDF/A-3 makes needless: the title stands "
    "in the XMP metadata (ISO 14289-1, 7.1), which the first validator reads",
}
"""What the second validator finds and is wrong about, each with the reason."""
NOT_RUN = {
    "UA-14-001": "its search for empty headings raises an error of its own where the kids of an element are an array, "
    "which ISO 32000-1, 14.7.2 allows: that no heading is empty is looked at here instead",
}
"""Rules that the second validator cannot run, each with the reason."""
_HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")


def second_opinion(pdf: bytes) -> list[str]:
    """What breaks PDF/UA-1 by another validator, which shares no code with the first; a rule it skips counts too."""
    report = pdfua.validate(io.BytesIO(pdf))  # type: ignore[arg-type]  # it opens what pikepdf opens
    found = [f"{one.rule_id}: {one.message}" for one in report.findings if one.rule_id not in NOT_FOLLOWED]
    found += [f"{one.rule_id}: {one.skipped_reason}" for one in report.skipped if one.rule_id not in NOT_RUN]
    tree = structure(pdf)
    return found + [f"an empty {tag}" for tag in _HEADINGS for one in tree.all(tag) if not one.text.strip()]


def pages(pdf: bytes) -> list[str]:
    """The text of each page as PDFium copies it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [str(one.get_textpage().get_text_range()) for one in document]
    finally:
        document.close()


def pypdf_pages(pdf: bytes) -> list[str]:
    """The text of each page as pypdf reads it."""
    return [one.extract_text() for one in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def poppler_text(pdf: bytes) -> str:
    """The text as pdftotext copies it."""
    ran = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return ran.stdout.decode("utf-8")


@dataclass
class Node:
    """An element of the structure tree with the exact text it owns, page by page."""

    tag: str
    alternative: str = ""
    scope: str = ""
    language: str = ""
    typed: str = ""
    attributes: str = ""
    parts: list["Node | tuple[int, str]"] = field(default_factory=list)
    leads_to: list[int] = field(default_factory=list)
    """The pages, from 0, that its links lead to."""
    link_words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All the text at and below this element, in reading order; what is said to be typed goes before glyphs."""
        return self.typed or "".join(part.text if isinstance(part, Node) else part[1] for part in self.parts)

    @property
    def on_pages(self) -> set[int]:
        """The pages, from 0, that hold any of it."""
        found: set[int] = set()
        for part in self.parts:
            found |= part.on_pages if isinstance(part, Node) else {part[0]}
        return found

    def all(self, tag: str) -> list["Node"]:
        """Every element with a tag, in reading order."""
        found = [self] if self.tag == tag else []
        for part in self.parts:
            if isinstance(part, Node):
                found += part.all(tag)
        return found


def structure(pdf: bytes) -> Node:
    """The structure tree, its text read from the page drawings through the fonts' own maps."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        where = {one.obj.objgen: index for index, one in enumerate(opened.pages)}
        contents = [_marked_text(one) for one in opened.pages]
        return _node(opened.Root.StructTreeRoot.K[0], where, contents)


def artefacts(pdf: bytes) -> list[str]:
    """The text of each page that belongs to no element."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [_marked_text(one).get(-1, "") for one in opened.pages]


def _node(element: pikepdf.Object, where: dict[tuple[int, int], int], contents: list[dict[int, str]]) -> Node:
    node = Node(str(element.S)[1:], str(element.get("/Alt", "")))
    node.language, node.typed = str(element.get("/Lang", "")), str(element.get("/ActualText", ""))
    attributes = element.get("/A")
    if attributes is not None and "/WritingMode" in attributes:
        node.attributes = str(attributes.WritingMode)[1:]
    if attributes is not None and "/Scope" in attributes:
        node.scope = str(attributes.Scope)[1:]
    for kid in element.K:
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR":
            node.leads_to.append(where[kid.Obj.Dest[0].objgen])
            node.link_words.append(str(kid.Obj.Contents))
        elif isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/StructElem":
            node.parts.append(_node(kid, where, contents))
        else:
            is_reference = isinstance(kid, pikepdf.Dictionary)
            on = where[(kid.Pg if is_reference else element.Pg).objgen]
            node.parts.append((on, contents[on][int(kid.MCID) if is_reference else int(kid)]))
    return node


def _marked_text(one: pikepdf.Page) -> dict[int, str]:
    """Text by marked content number; -1 holds the artefacts."""
    maps = {str(name): _map(font) for name, font in one.obj.Resources.Font.items()}
    found: dict[int, str] = {}
    number, current = -1, {}
    for instruction in pikepdf.parse_content_stream(one):
        operator = str(instruction.operator)
        if operator in {"BMC", "BDC"}:
            tagged = operator == "BDC" and "/MCID" in instruction.operands[1]
            number = int(instruction.operands[1]["/MCID"]) if tagged else -1
            found.setdefault(number, "")
        elif operator == "Tf":
            current = maps[str(instruction.operands[0])]
        elif operator == "Tj":
            codes = bytes(instruction.operands[0])
            found[number] = found.get(number, "") + "".join(
                current[codes[start : start + 2]] for start in range(0, len(codes), 2)
            )
    return found


def _map(font: pikepdf.Object) -> dict[bytes, str]:
    """The font's map from glyph numbers to text."""
    text = bytes(font.ToUnicode.read_bytes()).decode("ascii")
    pairs = re.findall(r"^<([0-9A-F]{4})> <([0-9A-F]+)>$", text, re.MULTILINE)
    return {bytes.fromhex(code): bytes.fromhex(typed).decode("utf-16-be") for code, typed in pairs}
