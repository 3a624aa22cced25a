"""All that a finished PDF says, read back out of its bytes: for searching it before it goes out.

Text is read in the order of the structure tree, from what is drawn and from what is said to have been typed; then every
other string and stream of the file, wherever it hangs: bookmarks, properties, alternative texts, notes, attachments.
PDFium's own text is not used: it puts lines of mixed direction in another order.
"""

import hashlib
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pikepdf

from safeguard_app.documents.content import Picture

_DRAWN = frozenset({"/XObject", "/FontDescriptor", "/Font", "/CMap", "/ObjStm", "/XRef"})
_OF_FONTS = (
    "/ToUnicode",
    "/FontFile",
    "/FontFile2",
    "/FontFile3",
    "/CIDSet",
    "/CIDToGIDMap",
    "/DestOutputProfile",
)
_PAIR = re.compile(r"^<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>$", re.MULTILINE)
IN_TEXT, IN_FURNITURE = "in the text", "at the head or foot of a page"
_KEYS = {
    "/Title": "in a bookmark or the title",
    "/Alt": "in the description of a picture",
    "/ActualText": "in the text",
    "/Contents": "in a note on a page",
    "/F": "in the name of an attachment",
    "/UF": "in the name of an attachment",
    "/Desc": "in the description of an attachment",
}
IN_PROPERTIES = "in the properties of the file"


@dataclass(frozen=True, slots=True)
class PdfContents:
    """``texts`` are pairs of where and what; ``pictures`` the hashes of the pixels of each picture."""

    texts: tuple[tuple[str, str], ...]
    pictures: frozenset[str]


def contents_of(pdf: bytes) -> PdfContents:
    """Everything that a PDF of this program holds."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        texts = [*_typed(opened), *_strings(opened)]
        pictures = [_hash(one.read_bytes()) for one in _streams(opened) if one.get("/Subtype") == "/Image"]
    return PdfContents(tuple(texts), frozenset(pictures))


def picture_hash(picture: Picture) -> str:
    """The hash by which a picture is known again in a PDF."""
    return _hash(picture.pixels)


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _typed(opened: pikepdf.Pdf) -> Iterator[tuple[str, str]]:
    """The text of each page's furniture, and of each element of the tree that holds text itself."""
    where = {one.obj.objgen: index for index, one in enumerate(opened.pages)}
    drawn = [_marked(one) for one in opened.pages]
    yield from ((IN_FURNITURE, page.get(-1, "")) for page in drawn)
    for root in _kids(opened.Root.get("/StructTreeRoot")):
        yield from ((IN_TEXT, text) for text in _blocks(root, where, drawn))


_INLINE = frozenset({"/Span", "/Link", "/Quote", "/Lbl"})


def _blocks(
    element: pikepdf.Object, where: dict[tuple[int, int], int], drawn: list[dict[int, str]]
) -> Iterator[str]:
    """The texts of the elements below, each whole where its parts stand in one line of thought."""
    own: list[str] = []
    for kid in _kids(element):
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/StructElem":
            below = list(_blocks(kid, where, drawn))
            if str(kid.get("/S", "")) in _INLINE:
                own += [str(kid["/ActualText"])] if "/ActualText" in kid else below
            else:
                yield from below
            continue
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR":
            continue  # a link: what it is called stands among the other strings of the file
        page = kid.Pg if isinstance(kid, pikepdf.Dictionary) else element.Pg
        number = int(kid.MCID) if isinstance(kid, pikepdf.Dictionary) else int(kid)
        own.append(drawn[where[page.objgen]].get(number, ""))
    if own:
        yield "".join(own)


def _kids(element: pikepdf.Object | None) -> list[pikepdf.Object]:
    if element is None:
        return []
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _marked(page: pikepdf.Page) -> dict[int, str]:
    """What is drawn on a page, by the number of the content it belongs to; -1 is nobody's."""
    fonts = page.obj.Resources.get("/Font")
    maps = {name: _map(font) for name, font in fonts.items()} if fonts is not None else {}
    found: dict[int, str] = {}
    number, current = -1, dict[bytes, str]()
    for instruction in pikepdf.parse_content_stream(page):
        operator, operands = str(instruction.operator), instruction.operands
        if operator in {"BMC", "BDC"}:
            tagged = (
                operator == "BDC" and isinstance(operands[1], pikepdf.Dictionary) and "/MCID" in operands[1]
            )
            number = int(operands[1]["/MCID"]) if tagged else -1
        elif operator == "EMC":
            number = -1
        elif operator == "Tf":
            current = maps.get(str(operands[0]), {})
        elif operator in {"Tj", "TJ", "'", '"'}:
            found[number] = found.get(number, "") + "".join(_shown(operands, current))
        elif operator == "ET" and number == -1:
            found[-1] = f"{found.get(-1, '')} "
    return found


def _shown(operands: Iterable[pikepdf.Object], current: dict[bytes, str]) -> Iterator[str]:
    for operand in operands:
        parts = operand if isinstance(operand, pikepdf.Array) else [operand]
        for part in parts:
            if isinstance(part, pikepdf.String):
                codes = bytes(part)
                yield from (current.get(codes[at : at + 2], "") for at in range(0, len(codes), 2))


def _map(font: pikepdf.Object) -> dict[bytes, str]:
    """From the glyphs of a font to what was typed."""
    if "/ToUnicode" not in font:
        return {}
    text = font.ToUnicode.read_bytes().decode("ascii", "replace")
    return {
        bytes.fromhex(code): bytes.fromhex(typed).decode("utf-16-be", "replace")
        for code, typed in _PAIR.findall(text)
    }


def _streams(opened: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    return (one for one in opened.objects if isinstance(one, pikepdf.Stream))


def _strings(opened: pikepdf.Pdf) -> Iterator[tuple[str, str]]:
    """Every string that is no drawing, and the text of every stream that draws nothing and is no font."""
    fonts = _fonts(opened)
    for one in opened.objects:
        if isinstance(one, pikepdf.Dictionary | pikepdf.Array | pikepdf.Stream | pikepdf.String):
            yield from _within(one, IN_PROPERTIES)
    drawings = {stream.objgen for page in opened.pages for stream in _contents(page)}
    for stream in _streams(opened):
        plain = stream.get("/Subtype") != "/Image" and "/N" not in stream
        if plain and stream.objgen not in drawings | fonts and stream.get("/Type") not in _DRAWN:
            place = "in an attachment" if stream.get("/Type") == "/EmbeddedFile" else IN_PROPERTIES
            yield place, stream.read_bytes().decode("utf-8", "replace")
    yield from ((IN_PROPERTIES, str(value)) for value in (opened.trailer.get("/Info") or {}).values())


def _within(value: pikepdf.Object, place: str) -> Iterator[tuple[str, str]]:
    """Strings directly in an object; what it refers to is another object."""
    if isinstance(value, pikepdf.String):
        yield place, str(value)
    elif isinstance(value, pikepdf.Array):
        for one in value:
            if isinstance(one, pikepdf.Object) and not one.is_indirect:
                yield from _within(one, place)
    elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        for key, one in value.items():
            if isinstance(one, pikepdf.Object) and not one.is_indirect:
                yield from _within(one, _KEYS.get(key, place))


def _contents(page: pikepdf.Page) -> list[pikepdf.Object]:
    contents = page.obj.get("/Contents")
    if contents is None:
        return []
    return list(contents) if isinstance(contents, pikepdf.Array) else [contents]


def _fonts(opened: pikepdf.Pdf) -> set[tuple[int, int]]:
    """The streams that fonts and colour profiles are made of."""
    found = set()
    for one in opened.objects:
        if isinstance(one, pikepdf.Dictionary):
            found |= {one[key].objgen for key in _OF_FONTS if isinstance(one.get(key), pikepdf.Stream)}
    return found
