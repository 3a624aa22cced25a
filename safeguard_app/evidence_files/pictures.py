"""What a picture says of itself: its size, and when, where and with what it was taken or made.

Only heads and marked blocks are read, by position and never by decoding: a picture of 400 megapixels, or a text that
unpacks to gigabytes, costs no more than any other.
"""

from collections.abc import Callable

from safeguard_app.domain.file_statements import FileWarning
from safeguard_app.evidence_files.camera_statements import say_exif, say_tags
from safeguard_app.evidence_files.exif_tags import TagBlock
from safeguard_app.evidence_files.findings import Findings
from safeguard_app.evidence_files.jpeg_segments import say_jpeg
from safeguard_app.evidence_files.other_types import opens_otherwise
from safeguard_app.evidence_files.png_chunks import say_png, say_size

_MOST_WEBP_CHUNKS = 10_000
_TIFF_WIDTH, _TIFF_HEIGHT = 0x0100, 0x0101
_BIG_TIFF = (b"II+\0", b"MM\0+")
_OLD_BITMAP_HEAD = 12


def say_gif(content: bytes, findings: Findings) -> None:
    """The size of a GIF picture, and whether its last byte is there."""
    if not content.startswith((b"GIF87a", b"GIF89a")):
        findings.warn(FileWarning.OTHER_TYPE)
        return
    say_size(_little(content, 6, 2), _little(content, 8, 2), findings)
    if opens_otherwise(content, len(content)):
        findings.warn(FileWarning.OTHER_TYPE)
    elif not content[-64:].rstrip(b"\0\r\n").endswith(b";"):
        findings.warn(FileWarning.CUT_SHORT)


def say_bmp(content: bytes, findings: Findings) -> None:
    """The size of a bitmap, and whether it is as long as it says."""
    if not content.startswith(b"BM"):
        findings.warn(FileWarning.OTHER_TYPE)
        return
    old = content[14:15] == bytes([_OLD_BITMAP_HEAD])
    width, height = (_little(content, at, 2) for at in (18, 20)) if old else _signed_pair(content, 18)
    say_size(abs(width), abs(height), findings)
    end = _little(content, 2, 4)
    if end > len(content):
        findings.warn(FileWarning.CUT_SHORT)
    elif opens_otherwise(content, end or len(content)):
        findings.warn(FileWarning.OTHER_TYPE)


def say_webp(content: bytes, findings: Findings) -> None:
    """The size and the EXIF block of a WebP picture."""
    if not (content.startswith(b"RIFF") and content[8:12] == b"WEBP"):
        findings.warn(FileWarning.OTHER_TYPE)
        return
    end, at = 8 + _little(content, 4, 4), 12
    if end > len(content):
        findings.warn(FileWarning.CUT_SHORT)
    elif opens_otherwise(content, end):
        findings.warn(FileWarning.OTHER_TYPE)
    sized = exif_seen = False
    for _ in range(_MOST_WEBP_CHUNKS):
        if at + 8 > min(end, len(content)):
            break
        name, length = content[at : at + 4], _little(content, at + 4, 4)
        if name == b"EXIF" and not exif_seen:
            exif_seen = True
            say_exif(content[at + 8 : at + 8 + length], findings)
        elif not sized and (size := _webp_size(name, content[at + 8 : at + 18])) is not None:
            say_size(*size, findings)
            sized = True
        at += 8 + length + length % 2
    if not sized:
        findings.warn(FileWarning.CUT_SHORT)


def say_tiff(content: bytes, findings: Findings) -> None:
    """The size and the tags of the first picture of a TIFF file."""
    if content.startswith(_BIG_TIFF):
        return  # for pictures of more than four gigabytes; no camera of a school writes it
    block = TagBlock(content)
    if not block.is_known:
        findings.warn(FileWarning.OTHER_TYPE)
        return
    width, height = block.number(block.main.get(_TIFF_WIDTH)), block.number(block.main.get(_TIFF_HEIGHT))
    say_size(width or 0, height or 0, findings)
    say_tags(block, findings)


def _webp_size(name: bytes, head: bytes) -> tuple[int, int] | None:
    """Width and height by the first chunk that has them; None for every other chunk."""
    if name == b"VP8X":
        return 1 + _little(head, 4, 3), 1 + _little(head, 7, 3)
    if name == b"VP8L":
        bits = _little(head, 1, 4)
        return (1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)) if head[:1] == b"\x2f" else (0, 0)
    if name == b"VP8 ":
        keyed = head[3:6] == b"\x9d\x01\x2a"
        return (_little(head, 6, 2) & 0x3FFF, _little(head, 8, 2) & 0x3FFF) if keyed else (0, 0)
    return None


def _little(content: bytes, at: int, size: int) -> int:
    return int.from_bytes(content[at : at + size], "little")


def _signed_pair(content: bytes, at: int) -> tuple[int, int]:
    """Two signed numbers: a bitmap that is stored from its top has a negative height."""
    first, second = content[at : at + 4], content[at + 4 : at + 8]
    return int.from_bytes(first, "little", signed=True), int.from_bytes(second, "little", signed=True)


PICTURES: dict[str, Callable[[bytes, Findings], None]] = {
    "image/png": say_png,
    "image/jpeg": say_jpeg,
    "image/gif": say_gif,
    "image/bmp": say_bmp,
    "image/webp": say_webp,
    "image/tiff": say_tiff,
}
