"""What a picture says of itself: its size, and when, where and with what it was taken or made.

Only heads and marked blocks are read, by position and never by decoding: a picture of 400 megapixels, or a text that
unpacks to gigabytes, costs no more than any other.
"""

from collections.abc import Callable

from safeguard_app.domain.file_statements import FileWarning
from safeguard_app.evidence_files.camera_statements import say_exif, say_tags
from safeguard_app.evidence_files.exif_tags import TagBlock, number
from safeguard_app.evidence_files.findings import Findings
from safeguard_app.evidence_files.jpeg_segments import say_jpeg
from safeguard_app.evidence_files.other_types import opens_otherwise
from safeguard_app.evidence_files.picture_heads import size_of
from safeguard_app.evidence_files.png_chunks import say_png

_MOST_WEBP_CHUNKS = 10_000
_TIFF_WIDTH, _TIFF_HEIGHT = 0x0100, 0x0101
_BIG_TIFF = (b"II+\0", b"MM\0+")


def say_gif(content: bytes, findings: Findings) -> None:
    """The size of a GIF picture, and whether its last byte is there."""
    if not content.startswith((b"GIF87a", b"GIF89a")):
        findings.warn(FileWarning.OTHER_TYPE)
        return
    findings.say_size(size_of(content, "image/gif"))
    if opens_otherwise(content, len(content)):
        findings.warn(FileWarning.OTHER_TYPE)
    elif not content[-64:].rstrip(b"\0\r\n").endswith(b";"):
        findings.warn(FileWarning.CUT_SHORT)


def say_bmp(content: bytes, findings: Findings) -> None:
    """The size of a bitmap, and whether it is as long as it says."""
    if not content.startswith(b"BM"):
        findings.warn(FileWarning.OTHER_TYPE)
        return
    findings.say_size(size_of(content, "image/bmp"))
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
    exif_seen = False
    findings.say_size(size_of(content, "image/webp"))
    for _ in range(_MOST_WEBP_CHUNKS):
        if at + 8 > min(end, len(content)):
            break
        name, length = content[at : at + 4], _little(content, at + 4, 4)
        if name == b"EXIF" and not exif_seen:
            exif_seen = True
            say_exif(content[at + 8 : at + 8 + length], findings)
        at += 8 + length + length % 2


def say_tiff(content: bytes, findings: Findings) -> None:
    """The size and the tags of the first picture of a TIFF file."""
    if content.startswith(_BIG_TIFF):
        return  # for pictures of more than four gigabytes; no camera of a school writes it
    block = TagBlock(content)
    if not block.is_known:
        findings.warn(FileWarning.OTHER_TYPE)
        return
    width, height = number(block.main.get(_TIFF_WIDTH)), number(block.main.get(_TIFF_HEIGHT))
    findings.say_size((width or 0, height or 0))
    say_tags(block, findings)


def _little(content: bytes, at: int, size: int) -> int:
    return int.from_bytes(content[at : at + size], "little")


PICTURES: dict[str, Callable[[bytes, Findings], None]] = {
    "image/png": say_png,
    "image/jpeg": say_jpeg,
    "image/gif": say_gif,
    "image/bmp": say_bmp,
    "image/webp": say_webp,
    "image/tiff": say_tiff,
}
