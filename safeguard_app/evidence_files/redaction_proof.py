"""The proof that a copy holds what it may and nothing else, from its bytes and from what another process decoded.

It shares no code with whoever drew the copy: pixels are compared with the original's, row by row.
"""

import zlib

from safeguard_app.domain.derivatives import Alterations, Area, MarkKind, touched
from safeguard_app.evidence_files.pixels import Pixels

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PLAIN_RGB = bytes((8, 2, 0, 0, 0))
"""Eight bits for each of three colours, no interlacing."""
_BLACK = bytes(3)


class NotProven(Exception):  # noqa: N818 - not for people: the service says it in words
    """The copy is not what it has to be; the text says where, in the program's terms."""


def prove(original: Pixels, alterations: Alterations, png: bytes, decoded: Pixels) -> None:
    """Raise :class:`NotProven` unless ``png`` is the original with these alterations, and holds nothing else.

    ``decoded`` is what a process apart made of ``png``. Every covered pixel is black; outside what a mark may touch
    every pixel is the original's; the file has pixels and nothing besides.
    """
    crop = alterations.crop or Area(0, 0, original.width, original.height)
    _prove_bare(png, crop)
    if (decoded.width, decoded.height, decoded.depth) != (crop.width, crop.height, 3):
        raise NotProven("size")
    if len(decoded.pixels) != 3 * crop.width * crop.height or decoded.reduced:
        raise NotProven("length")
    _prove_covered(alterations, crop, decoded)
    _prove_rest(original, alterations, crop, decoded)


def _prove_covered(alterations: Alterations, crop: Area, decoded: Pixels) -> None:
    for mark in alterations.marks:
        if mark.kind is not MarkKind.HIDE:
            continue
        part = mark.area.within(crop)
        black = _BLACK * part.width
        for row in range(part.top - crop.top, part.bottom - crop.top):
            at = 3 * (row * crop.width + part.left - crop.left)
            if decoded.pixels[at : at + len(black)] != black:
                raise NotProven("covered")


def _prove_rest(original: Pixels, alterations: Alterations, crop: Area, decoded: Pixels) -> None:
    """The same black is laid over everything that may differ, in both; then they are the same."""
    before, after = bytearray(), bytearray(decoded.pixels)
    for row in range(crop.top, crop.bottom):
        at = 3 * (row * original.width + crop.left)
        before += original.pixels[at : at + 3 * crop.width]
    for mark in alterations.marks:
        whole = mark.area if mark.kind is MarkKind.HIDE else touched(mark, original.width, original.height)
        part = whole.within(crop)
        black = _BLACK * part.width
        for row in range(part.top - crop.top, part.bottom - crop.top):
            at = 3 * (row * crop.width + part.left - crop.left)
            before[at : at + len(black)] = black
            after[at : at + len(black)] = black
    if before != after:
        raise NotProven("rest")


def _prove_bare(png: bytes, crop: Area) -> None:
    """A head, pixels and an end; checksums right; nothing behind the end, nor behind the pixels within them."""
    if png[:8] != _SIGNATURE:
        raise NotProven("signature")
    names, packed, at = [], bytearray(), 8
    while at < len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        name, body = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        checksum = png[at + 8 + length : at + 12 + length]
        if checksum != zlib.crc32(name + body).to_bytes(4, "big"):
            raise NotProven("checksum")
        if name == b"IHDR":
            size = crop.width.to_bytes(4, "big") + crop.height.to_bytes(4, "big")
            if body != size + _PLAIN_RGB:
                raise NotProven("head")
        elif name == b"IDAT":
            packed += body
        elif name != b"IEND" or body:
            raise NotProven("chunk")
        names.append(name)
        at += 12 + length
    if names[:1] != [b"IHDR"] or names[-1:] != [b"IEND"] or set(names[1:-1]) != {b"IDAT"}:
        raise NotProven("order")
    _prove_packed(bytes(packed), (3 * crop.width + 1) * crop.height)


def _prove_packed(packed: bytes, length: int) -> None:
    unpacking = zlib.decompressobj()
    try:
        rows = unpacking.decompress(packed, length + 1)
    except zlib.error:
        raise NotProven("packed") from None
    if len(rows) != length or not unpacking.eof or unpacking.unused_data:
        raise NotProven("packed")
