"""What a file is, told by its content and never by its name.

Only the types of this list are known; everything else is kept sealed as a file of unknown type. Nothing is ever
executed, played or unpacked to a disk; pictures and pages of PDFs are shown, and of some others the words (security:
import hardening).
"""

import codecs
import re
from dataclasses import dataclass

UNKNOWN = "application/octet-stream"
_OLD_OFFICE = ("doc", "xls", "ppt")


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ARCHIVE = "application/zip"


@dataclass(frozen=True, slots=True)
class MediaType:
    """A known type: its words, and as what this program shows it; empty where it does not.

    ``endings`` are those that its files have; none where it has no ending of its own.
    """

    code: str
    words: str
    shown_as: str = ""
    endings: tuple[str, ...] = ()


TYPES = {
    entry.code: entry
    for entry in (
        MediaType("image/png", "Picture (PNG)", "picture", ("png",)),
        MediaType("image/jpeg", "Picture (JPEG)", "picture", ("jpg", "jpeg", "jpe", "jfif")),
        MediaType("image/gif", "Picture (GIF)", "picture", ("gif",)),
        MediaType("image/webp", "Picture (WebP)", "picture", ("webp",)),
        MediaType("image/bmp", "Picture (BMP)", "picture", ("bmp", "dib")),
        MediaType("image/tiff", "Picture (TIFF)", "picture", ("tif", "tiff", "dng")),
        MediaType("image/heic", "Picture (HEIC)", "picture", ("heic", "heif", "hif")),
        MediaType("image/avif", "Picture (AVIF)", "picture", ("avif",)),
        MediaType("application/pdf", "PDF document", "document", ("pdf",)),
        MediaType("message/rfc822", "E-mail with its headers", "e-mail", ("eml", "mht", "mhtml")),
        MediaType(
            "application/vnd.ms-outlook", "Outlook message or Office document", "text", ("msg", *_OLD_OFFICE)
        ),
        MediaType(WORD, "Word document (DOCX)", "text", ("docx", "docm")),
        MediaType(
            "application/vnd.openxmlformats-officedocument", "Office document", "", ("xlsx", "xlsm", "pptx")
        ),
        MediaType(ARCHIVE, "ZIP archive", "list", ("zip",)),
        MediaType("text/plain", "Text", "text", ("txt", "csv", "log", "md", "json", "xml", "vcf", "ics")),
        MediaType("text/html", "Saved web page", "text", ("html", "htm", "xhtml")),
        MediaType("video/mp4", "Video (MP4)", endings=("mp4", "m4v", "3gp")),
        MediaType("video/quicktime", "Video (MOV)", endings=("mov", "qt")),
        MediaType("video/webm", "Video (WebM or MKV)", endings=("webm", "mkv")),
        MediaType("audio/mp4", "Sound (M4A)", endings=("m4a", "m4b")),
        MediaType("audio/mpeg", "Sound (MP3)", endings=("mp3",)),
        MediaType("audio/ogg", "Sound (OGG)", endings=("ogg", "oga", "opus")),
        MediaType("audio/wav", "Sound (WAV)", endings=("wav",)),
        MediaType(UNKNOWN, "File of unknown type"),
    )
}
_OWNER = {ending: entry for entry in TYPES.values() for ending in entry.endings}
_TOGETHER = (
    {"text/plain", "text/html", "message/rfc822"},
    {"video/mp4", "video/quicktime", "audio/mp4"},
    {"image/heic", "image/avif"},
    {ARCHIVE, WORD, "application/vnd.openxmlformats-officedocument"},
    {
        "application/vnd.ms-outlook",
        WORD,
        "application/vnd.openxmlformats-officedocument",
    },  # behind a password
)
_PROGRAMS = frozenset({"exe", "com", "scr", "bat", "cmd", "js", "vbs", "msi", "lnk", "jar", "ps1", "apk"})
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"})
_AVIF_BRANDS = frozenset({b"avif", b"avis"})
_SOUND_BRANDS = frozenset({b"M4A ", b"M4B ", b"M4P "})
_MAIL_HEADER = re.compile(rb"\A(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}", re.IGNORECASE)
_MAIL_NAMES = re.compile(
    rb"^(?:from|received|return-path|delivered-to|message-id):", re.IGNORECASE | re.MULTILINE
)
_PAGE = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_WORD_PARTS = re.compile(rb"word/(?:_rels/|document\.xml|styles\.xml|settings\.xml)")
_OFFICE_PARTS = re.compile(rb"(?:xl|ppt)/(?:_rels/|workbook\.xml|presentation\.xml|worksheets/|slides/)")
_TEXT_CONTROLS = frozenset(range(32)) - {9, 10, 12, 13}
_NOT_IN_WINDOWS = frozenset({0x81, 0x8D, 0x8F, 0x90, 0x9D})


def media_type_of(head: bytes) -> str:
    """The type that the first bytes of a file say (4,096 of them are enough)."""
    for test, code in _MAGIC:
        if test(head):
            return code
    if len(head) >= 12 and head[4:8] == b"ftyp":
        return _of_brand(head[8:12])
    if head.startswith(b"PK\x03\x04"):
        return _of_archive(head)
    return _of_text(head)


def type_words(code: str) -> str:
    """A type in words."""
    return TYPES.get(code, TYPES[UNKNOWN]).words


def shown_as(code: str) -> str:
    """As what this program shows files of a type: "picture", "document", "text"; empty where it does not."""
    return TYPES.get(code, TYPES[UNKNOWN]).shown_as


def is_read(code: str) -> bool:
    """Whether the words of a type are shown, and not its pixels."""
    return shown_as(code) not in {"", "picture", "document"}


def is_played_elsewhere(code: str) -> bool:
    """Whether a type is sound or video."""
    return code.startswith(("video/", "audio/"))


def mislabelled(name: str, code: str) -> str:
    """What is to be said of a file whose name ends as another type's does; empty where the two agree.

    A name without an ending, or with one that no type of this list has, promises nothing.
    """
    ending = name.rpartition(".")[2].strip().casefold() if "." in name else ""
    if ending in _PROGRAMS:
        return f"Its name ends in .{ending}, as programs do. It is kept and never run."
    promised = _OWNER.get(ending)
    if promised is None or promised.code == code or _alike(promised.code, code):
        return ""
    return (
        f"Its name ends in .{ending} ({promised.words}), but what is in it says another type:"
        f" {type_words(code)}. Ask where it came from before anybody opens it elsewhere."
    )


def _alike(promised: str, code: str) -> bool:
    """Types that programs name freely one as another, or that cannot be told apart by their beginning."""
    return any({promised, code} <= group for group in _TOGETHER)


def _of_brand(brand: bytes) -> str:
    if brand in _HEIC_BRANDS:
        return "image/heic"
    if brand in _AVIF_BRANDS:
        return "image/avif"
    if brand in _SOUND_BRANDS:
        return "audio/mp4"
    return "video/quicktime" if brand == b"qt  " else "video/mp4"


def _of_archive(head: bytes) -> str:
    """Office documents are archives whose first files have names of their own."""
    if _WORD_PARTS.search(head):
        return WORD
    return "application/vnd.openxmlformats-officedocument" if _OFFICE_PARTS.search(head) else ARCHIVE


def _of_text(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _of_wide_text(head)
    if not head or any(byte in _TEXT_CONTROLS for byte in head):
        return UNKNOWN
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as failed:
        # a character may be cut in two at the end of what was read; else it is what Windows writes, or no text
        if failed.start < len(head) - 3 and not _may_be_windows_text(head):
            return UNKNOWN
    if _MAIL_HEADER.match(head.replace(b"\r\n", b"\n")) and _MAIL_NAMES.search(head):
        return "message/rfc822"
    return "text/html" if _PAGE.match(head) else "text/plain"


def _of_wide_text(head: bytes) -> str:
    try:
        text = head[: len(head) // 2 * 2].decode("utf-16")
    except UnicodeDecodeError as failed:
        if failed.start < len(head) - 4:
            return UNKNOWN
        text = head[: failed.start].decode("utf-16")
    return UNKNOWN if any(ord(letter) in _TEXT_CONTROLS for letter in text) else "text/plain"


def _may_be_windows_text(head: bytes) -> bool:
    """Whether most of it is plain letters, and the rest are letters that Windows has."""
    beyond = sum(byte >= 0x80 for byte in head)
    return beyond * 4 < len(head) and not any(byte in _NOT_IN_WINDOWS for byte in head)


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
    (_starts(b"\x1a\x45\xdf\xa3").match, "video/webm"),
    (_starts(b"OggS").match, "audio/ogg"),
    (re.compile(rb"\ARIFF....WAVE", re.DOTALL).match, "audio/wav"),
    (re.compile(rb"\A(?:ID3[\x02-\x04]|\xff[\xfa\xfb\xf3\xf2][\x10-\xeb])").match, "audio/mpeg"),
    (_starts(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").match, "application/vnd.ms-outlook"),
)
