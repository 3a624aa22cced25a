"""What a file is, told by its content and never by its name, and how large a picture is, without decoding it.

Only the types of this list are known; everything else is kept sealed as a file of unknown type. Nothing is ever
executed or unpacked, and only plain pictures and pages of PDFs are shown (security: import hardening).
"""

import re
import struct
from dataclasses import dataclass

UNKNOWN = "application/octet-stream"
MOST_PIXELS = 50_000_000
"""A picture larger than this is not decoded: it could use up the computer's memory."""


@dataclass(frozen=True, slots=True)
class MediaType:
    """A known type: its words, and as what this program shows it; empty where it does not."""

    code: str
    words: str
    shown_as: str = ""


TYPES = {
    entry.code: entry
    for entry in (
        MediaType("image/png", "Picture (PNG)", "picture"),
        MediaType("image/jpeg", "Picture (JPEG)", "picture"),
        MediaType("image/gif", "Picture (GIF)", "picture"),
        MediaType("image/webp", "Picture (WebP)", "picture"),
        MediaType("image/bmp", "Picture (BMP)", "picture"),
        MediaType("image/tiff", "Picture (TIFF)", "picture"),
        MediaType("image/heic", "Picture (HEIC)"),
        MediaType("application/pdf", "PDF document", "document"),
        MediaType("message/rfc822", "E-mail with its headers"),
        MediaType("application/vnd.ms-outlook", "Outlook message or Office document"),
        MediaType("text/plain", "Text"),
        MediaType("text/html", "Saved web page"),
        MediaType("video/mp4", "Video (MP4)"),
        MediaType("video/quicktime", "Video (MOV)"),
        MediaType(UNKNOWN, "File of unknown type"),
    )
}

_HEIC_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif"})
_MAIL_HEADER = re.compile(rb"\A(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}", re.IGNORECASE)
_MAIL_NAMES = re.compile(
    rb"^(?:from|received|return-path|delivered-to|message-id):", re.IGNORECASE | re.MULTILINE
)
_PAGE = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_TEXT_CONTROLS = frozenset(range(32)) - {9, 10, 12, 13}


def media_type_of(head: bytes) -> str:
    """The type that the first bytes of a file say (4,096 of them are enough)."""
    for test, code in _MAGIC:
        if test(head):
            return code
    if len(head) >= 12 and head[4:8] == b"ftyp":
        return _of_brand(head[8:12])
    return _of_text(head)


def tells_size(code: str) -> bool:
    """Whether :func:`image_size` reads the head of pictures of a type; of others the process apart does."""
    return code in _SIZES


def image_size(content: bytes) -> tuple[int, int] | None:
    """Width and height that a picture's own head gives; None where it is no picture this program shows."""
    reader = _SIZES.get(media_type_of(content[:4096]))
    if reader is None:
        return None
    try:
        found = reader(content)
    except (struct.error, IndexError):
        return None
    return found if found is not None and found[0] > 0 and found[1] > 0 else None


def type_words(code: str) -> str:
    """A type in words."""
    return TYPES.get(code, TYPES[UNKNOWN]).words


def shown_as(code: str) -> str:
    """As what this program shows files of a type, "picture" or "document"; empty where it does not."""
    return TYPES.get(code, TYPES[UNKNOWN]).shown_as


def _of_brand(brand: bytes) -> str:
    if brand in _HEIC_BRANDS:
        return "image/heic"
    return "video/quicktime" if brand == b"qt  " else "video/mp4"


def _of_text(head: bytes) -> str:
    if not head or any(byte in _TEXT_CONTROLS for byte in head):
        return UNKNOWN
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as failed:
        if failed.start < len(head) - 3:  # a character may be cut in two at the end of what was read
            return UNKNOWN
    if _MAIL_HEADER.match(head.replace(b"\r\n", b"\n")) and _MAIL_NAMES.search(head):
        return "message/rfc822"
    return "text/html" if _PAGE.match(head) else "text/plain"


def _starts(*magic: bytes) -> "re.Pattern[bytes]":
    return re.compile(rb"\A(?:" + b"|".join(re.escape(one) for one in magic) + rb")")


_MAGIC = (
    (_starts(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR").match, "image/png"),
    (_starts(b"\xff\xd8\xff").match, "image/jpeg"),
    (_starts(b"GIF87a", b"GIF89a").match, "image/gif"),
    (re.compile(rb"\ARIFF....WEBPVP8[ LX]", re.DOTALL).match, "image/webp"),
    (re.compile(rb"\ABM.{12}[\x0c\x28\x34\x38\x40\x6c\x7c]\x00\x00\x00", re.DOTALL).match, "image/bmp"),
    (_starts(b"II*\x00", b"MM\x00*").match, "image/tiff"),
    (_starts(b"%PDF-").match, "application/pdf"),
    (_starts(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").match, "application/vnd.ms-outlook"),
)


def _png(content: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from(">II", content, 16)
    return int(width), int(height)


def _gif(content: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from("<HH", content, 6)
    return int(width), int(height)


def _bmp(content: bytes) -> tuple[int, int]:
    if content[14] == 12:
        width, height = struct.unpack_from("<HH", content, 18)
    else:
        width, height = struct.unpack_from("<ii", content, 18)
    return abs(int(width)), abs(int(height))


def _webp(content: bytes) -> tuple[int, int] | None:
    form = content[12:16]
    if form == b"VP8X":
        return 1 + int.from_bytes(content[24:27], "little"), 1 + int.from_bytes(content[27:30], "little")
    if form == b"VP8L":
        if content[20] != 0x2F:
            return None
        bits = int.from_bytes(content[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if content[23:26] != b"\x9d\x01\x2a":
        return None
    width, height = struct.unpack_from("<HH", content, 26)
    return int(width) & 0x3FFF, int(height) & 0x3FFF


_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_BARE = frozenset(range(0xD0, 0xD9)) | {0x01}


def _jpeg(content: bytes) -> tuple[int, int] | None:
    """Walk the segments to the frame header, which holds height and width."""
    at = 2
    while at + 9 <= len(content):
        if content[at] != 0xFF:
            return None
        marker = content[at + 1]
        if marker == 0xFF or marker in _BARE:
            at += 1 if marker == 0xFF else 2
            continue
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", content, at + 5)
            return int(width), int(height)
        at += 2 + int(struct.unpack_from(">H", content, at + 2)[0])
    return None


_SIZES = {
    "image/png": _png,
    "image/gif": _gif,
    "image/bmp": _bmp,
    "image/webp": _webp,
    "image/jpeg": _jpeg,
}
