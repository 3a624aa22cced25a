"""What a file is, told by its content and never by its name.

Only the types of this list are known; everything else is kept sealed as a file of unknown type. Nothing is ever
executed or unpacked, and only plain pictures and pages of PDFs are shown (security: import hardening).
"""

import re
from dataclasses import dataclass

UNKNOWN = "application/octet-stream"


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
