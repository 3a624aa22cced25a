"""Files of every kind the program knows, and ways to spoil them."""

from collections.abc import Callable, Sequence
from random import Random

from tests.evidence_files import made_files, made_texts, samples

_MOST = 300_000
"""Bytes of a spoiled file."""
_NUMBERS = (
    b"\0\0\0\0",
    b"\xff\xff\xff\xff",
    b"\x7f\xff\xff\xff",
    b"\xff\xff\xff\x7f",
    b"\0\0\0\1",
    b"\1\0\0\0",
)


def whole_files() -> dict[str, bytes]:
    """One sound file of each kind, small, with as much in it as can be said."""
    pictures = {
        f"picture {name}": samples.picture(name, samples.exif() if name not in {"GIF", "BMP"} else None)
        for name in samples.TYPES
    }
    information = b"/Title (Chat) /Author (Z) /CreationDate (D:20261014210711+01'00')"
    attached = samples.pdf_stream(b"/Type /EmbeddedFile", b"x")
    action = samples.object_stream(b"<< /S /GoTo /D [10 0 R /Fit] >>")
    chat = made_texts.ANDROID_CHAT.encode()
    return pictures | {
        "picture HEIC": made_texts.HEIC,
        "PDF with files": samples.pdf(attached, action, info=information, pages=3),
        "PDF with pages": made_files.pdf(3),
        "PDF locked": made_files.pdf(locked=True),
        "mail": samples.MAIL,
        "saved page as mail": samples.SAVED_PAGE_AS_MAIL,
        "page": samples.PAGE.encode(),
        "SingleFile page": samples.SINGLE_FILE_PAGE.encode(),
        "Outlook message": made_texts.outlook_message(),
        "Word document": made_texts.word(comments="<w:p><w:r><w:t>No</w:t></w:r></w:p>"),
        "workbook": made_texts.archive({"xl/workbook.xml": "<x/>", "docProps/core.xml": made_texts.CORE}),
        "chat": chat,
        "chat of an iPhone": made_texts.IPHONE_CHAT.encode(),
        "chat in an archive": made_texts.archive({"_chat.txt": chat, "IMG-1.jpg": b"\xff\xd8\xff" * 99}),
        "table": b"Name;Year\nElla Tan;4\n" * 20,
        "wide text": "Words of a statement.\r\n".encode("utf-16"),
        "film": made_texts.video(),
        "sound": made_texts.sound(1),
        "sound MP3": b"ID3\x04\0\0\0\0\0\x17TIT2\0\0\0\x0d\0\0\x03Songs of Ely" + b"\xff\xfb\x90\x64" * 200,
        "sound OGG": b"OggS\0\x02" + bytes(20) + b"\x01\x1e\x01vorbis" + bytes(60),
        "film WebM": b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm" + bytes(100),
    }


def spoiled(whole: bytes, others: Sequence[bytes], chance: Random) -> bytes:
    """The file after one to three ways of spoiling it."""
    found = whole
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        found = chance.choice(_WAYS)(found or b"\0", others, chance)[:_MOST]
    return found


def _flip(raw: bytes, _others: Sequence[bytes], chance: Random) -> bytes:
    found = bytearray(raw)
    for _ in range(chance.choice((1, 2, 8, 64))):
        found[_place(found, chance)] ^= 1 << chance.randrange(8)
    return bytes(found)


def _cut(raw: bytes, _others: Sequence[bytes], chance: Random) -> bytes:
    return raw[: _place(raw, chance)]


def _insert(raw: bytes, _others: Sequence[bytes], chance: Random) -> bytes:
    at, length = _place(raw, chance), chance.choice((1, 2, 100, 5_000, 60_000))
    run = chance.choice(
        (b"\0" * length, b"\xff" * length, b"<" * length, b"(" * length, chance.randbytes(length))
    )
    return raw[:at] + run + raw[at:]


def _take_out(raw: bytes, _others: Sequence[bytes], chance: Random) -> bytes:
    first, last = sorted((_place(raw, chance), _place(raw, chance)))
    return raw[:first] + raw[last:]


def _other_head(raw: bytes, others: Sequence[bytes], chance: Random) -> bytes:
    length = chance.choice((4, 12, 64, 512))
    return chance.choice(others)[:length] + raw[chance.choice((0, length)) :]


def _repeat(raw: bytes, _others: Sequence[bytes], chance: Random) -> bytes:
    first, last = sorted((_place(raw, chance), _place(raw, chance)))
    return raw[:first] + raw[first:last] * chance.choice((2, 3, 50, 1_000)) + raw[last:]


def _number(raw: bytes, _others: Sequence[bytes], chance: Random) -> bytes:
    """Lengths and counts stand near the beginning of most kinds."""
    at, put = _place(raw, chance), chance.choice(_NUMBERS)
    return raw[:at] + put + raw[at + len(put) :]


def _place(raw: bytes | bytearray, chance: Random) -> int:
    """Anywhere, and one time in three near the beginning."""
    return chance.randrange(min(len(raw), 256) if chance.random() < 0.35 else len(raw))


_WAYS: tuple[Callable[[bytes, Sequence[bytes], Random], bytes], ...] = (
    _flip,
    _cut,
    _insert,
    _take_out,
    _other_head,
    _repeat,
    _number,
)
