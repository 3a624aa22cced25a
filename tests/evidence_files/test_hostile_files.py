"""Files made to break a reader: cut anywhere, changed anywhere, bombs, and forms that cost time without end.

None may raise, warn, take long or much memory. ``--long`` tries thirty times as many.
"""

import random
import struct
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache

import pytest

from safeguard_app.domain.file_statements import FileReading, FileWarning, StatementKind
from safeguard_app.evidence_files.pixels import NotShown
from safeguard_app.evidence_files.reading import read
from safeguard_app.evidence_files.text_limits import text_within_limits
from safeguard_app.evidence_files.texts import text_of
from tests.evidence_files.made_texts import (
    ANDROID_CHAT,
    IPHONE_CHAT,
    archive,
    outlook_message,
    sound,
    video,
    word,
)
from tests.evidence_files.samples import (
    MAIL,
    PAGE,
    SAVED_PAGE_AS_MAIL,
    SINGLE_FILE_PAGE,
    TYPES,
    exif,
    object_stream,
    pdf,
    pdf_stream,
    picture,
    png,
    png_chunk,
)

MEGABYTE = 1024 * 1024
SECONDS = 5.0
"""Of the processor, with memory traced, which makes it slow; what is guarded against would take minutes."""


@cache
def whole(name: str) -> tuple[bytes, str]:
    """A sound file of each format, small, with as much in it as can be said."""
    if name in TYPES:
        return picture(name, exif() if name not in {"GIF", "BMP"} else None), TYPES[name]
    information = b"/Title (Chat) /Author (Z) /CreationDate (D:20261014210711+01'00')"
    attached = pdf_stream(b"/Type /EmbeddedFile", b"x")
    action = object_stream(b"<< /S /GoTo /D [10 0 R /Fit] >>")
    return {
        "PNG with words": (
            png(
                png_chunk(b"tEXt", b"Creation Time\x002026-10-14T21:07:11Z"),
                png_chunk(b"zTXt", b"Software\0\0" + zlib.compress(b"Screen")),
                png_chunk(b"iTXt", b"Title\0\x01\0en\0Titel\0" + zlib.compress(b"Chat")),
                png_chunk(b"tIME", struct.pack(">HBBBBB", 2026, 10, 14, 20, 7, 11)),
            ),
            "image/png",
        ),
        "PDF": (
            pdf(attached, action, info=information, catalogue=b"/OpenAction 60 0 R", pages=3),
            "application/pdf",
        ),
        "mail": (MAIL, "message/rfc822"),
        "saved page as mail": (SAVED_PAGE_AS_MAIL, "message/rfc822"),
        "page": (PAGE.encode(), "text/html"),
        "SingleFile page": (SINGLE_FILE_PAGE.encode(), "text/plain"),
    }[name]


FORMATS = [*TYPES, "PNG with words", "PDF", "mail", "saved page as mail", "page", "SingleFile page"]


def check(reading: FileReading) -> None:
    """What holds for every reading, whatever the file was."""
    for one in reading.statements:
        assert 0 < len(one.words) <= 500
        one.words.encode("utf-8")
        assert not any(ord(letter) < 32 for letter in one.words)
        assert one.moment is None or 1900 <= one.moment.year <= 2199
    assert len(reading.statements) <= 3 * len(StatementKind)


@contextmanager
def bounded(megabytes: int = 30, seconds: float = SECONDS) -> Iterator[None]:
    """Fails where what is done inside takes longer, or more memory at once."""
    tracemalloc.start()
    begun = time.process_time()
    try:
        yield
        taken, most = time.process_time() - begun, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert taken < seconds, f"took {taken:.1f} s"
    assert most < megabytes * MEGABYTE, f"took {most / MEGABYTE:.0f} MB"


@pytest.fixture
def times(request: pytest.FixtureRequest) -> int:
    """How much more is tried."""
    return 30 if request.config.getoption("--long") else 1


@pytest.mark.parametrize("name", FORMATS)
def test_cut_at_any_length(name: str, times: int) -> None:
    content, media_type = whole(name)
    stride = max(1, len(content) // (150 * times))
    for length in {*range(0, len(content), stride), *range(min(64, len(content)))}:
        check(read(content[:length], media_type))


@pytest.mark.parametrize("name", FORMATS)
def test_changed_anywhere(name: str, times: int) -> None:
    content, media_type = whole(name)
    draw = random.Random(f"mutations of {name}")
    for _ in range(300 * times):
        check(read(mutated(content, draw), media_type))


def mutated(content: bytes, draw: random.Random) -> bytes:
    """The content with a few changes: bytes, spans put in twice or taken out, and numbers at their limits."""
    out = bytearray(content)
    for _ in range(draw.choice((1, 1, 2, 4, 16))):
        at = draw.randrange(len(out)) if draw.random() < 0.5 else min(draw.randrange(400), len(out) - 1)
        change = draw.randrange(5)
        if change == 0:
            out[at] = draw.randrange(256)
        elif change == 1:
            out[at : at + 4] = draw.choice(
                (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff", b"\0\0\0\x01")
            )
        elif change == 2:
            out[at:at] = out[at : at + draw.randrange(1, 60)]
        elif change == 3 and len(out) > 80:
            del out[at : at + draw.randrange(1, 20)]
        else:
            out[at] ^= 1 << draw.randrange(8)
    return bytes(out)


@pytest.mark.parametrize("name", FORMATS)
def test_read_as_any_other_type(name: str) -> None:
    content, _ = whole(name)
    for _, media_type in map(whole, FORMATS):
        check(read(content, media_type))
        check(read(b"", media_type))
        check(read(content[:1], media_type))


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_bytes_say_the_same(name: str) -> None:
    content, media_type = whole(name)
    assert read(content, media_type) == read(content, media_type)


def repeated(unit: bytes, megabytes: float) -> bytes:
    """A unit again and again."""
    return unit * int(megabytes * MEGABYTE / len(unit))


WORDS = {
    "chat": (ANDROID_CHAT.encode(), "text/plain"),
    "chat of an iPhone": (IPHONE_CHAT.encode(), "text/plain"),
    "archive": (archive({"_chat.txt": IPHONE_CHAT, "a.jpg": "x"}), "application/zip"),
    "Word": (word(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "Outlook": (outlook_message(), "application/vnd.ms-outlook"),
    "a mail's words": (MAIL, "message/rfc822"),
    "a page's words": (PAGE.encode(), "text/html"),
    "video": (video(), "video/mp4"),
    "sound": (sound()[:400], "audio/wav"),
}
"""HEIC is not among them: its library may end the process, which is looked at where one is apart."""


@pytest.mark.parametrize("name", WORDS)
def test_what_is_read_may_be_changed_anywhere(name: str, times: int) -> None:
    content, media_type = WORDS[name]
    draw = random.Random(f"words of {name}")
    changed = [mutated(content, draw) for _ in range(120 * times)]
    stride = max(1, len(content) // (40 * times))
    for made in (*changed, *(content[:length] for length in range(0, len(content), stride))):
        check(read(made, media_type))
        with suppress(NotShown):
            assert text_within_limits(text_of(made, media_type))


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        pytest.param(content, media_type, id=name)
        for name, content, media_type in (
            ("stamps", repeated(b"14/10/2026, 21:07 - ", 1), "text/plain"),
            ("many messages", repeated(b"14/10/2026, 21:07 - a: b\n", 0.2), "text/plain"),
            ("attached", b"14/10/2026, 21:07 - a: " + repeated(b"<attached: ", 1), "text/plain"),
            ("dots", b"14/10/2026, 21:07 - a: " + repeated(b".a", 1), "text/plain"),
            ("marks", repeated("\u200e".encode(), 0.2), "text/plain"),
            ("deep page", b"<html>" + repeated(b"<div>", 1), "text/html"),
            ("tags of a page", b"<html>" + repeated(b"<p ", 1), "text/html"),
            ("entities of a page", b"<html>" + repeated(b"&lt;", 1), "text/html"),
            ("boxes", repeated(b"\0\0\0\x08moov", 1), "video/mp4"),
            (
                "boxes in boxes",
                b"".join(struct.pack(">I", 80_000 - 8 * at) + b"moov" for at in range(9_999)),
                "video/mp4",
            ),
            ("pages of sound", repeated(b"OggS\0\0" + bytes(21), 1), "audio/ogg"),
            ("frames of sound", repeated(b"\xff\xfb\x90\0", 1), "audio/mpeg"),
        )
    ],
)
def test_what_is_written_to_keep_a_reader_of_words_busy(content: bytes, media_type: str) -> None:
    with bounded(megabytes=120):
        check(read(content, media_type))
        with suppress(NotShown):
            assert text_within_limits(text_of(content, media_type))


def test_a_deep_document_and_a_wide_one() -> None:
    for body in ("<w:p>" * 5_000, "<w:p><w:r>" + "<w:t>x</w:t>" * 40_000):
        content = archive(
            {"word/document.xml": f"<w:document xmlns:w='x'>{body}" + random.Random(1).randbytes(9_000).hex()}
        )
        with bounded(megabytes=120), suppress(NotShown):
            text_of(content, WORDS["Word"][1])


def test_a_picture_of_400_megapixels_only_gives_its_size() -> None:
    content = png(width=20_000, height=20_000)
    with bounded():
        reading = read(content, "image/png")
    assert [one.words for one in reading.statements] == ["20000 × 20000"]
    assert reading.warnings == ()


@pytest.mark.parametrize("name", [b"zTXt", b"iTXt"])
def test_a_text_that_unpacks_to_gigabytes(name: bytes) -> None:
    packer = zlib.compressobj(9)
    first = packer.compress(b"A" * MEGABYTE) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = first + (packer.compress(b"A" * MEGABYTE) + packer.flush(zlib.Z_FULL_FLUSH)) * 4_000
    head = b"Title\0\0" if name == b"zTXt" else b"Title\0\x01\0\0\0"
    bomb = png_chunk(name, head + packed)
    content = png(*[bomb] * 20)
    with bounded(megabytes=2):
        reading = read(content, "image/png")
    title = reading.of(StatementKind.TITLE)
    assert title is not None
    assert title.words == "A" * 499 + "…"


def test_more_texts_than_are_looked_at() -> None:
    texts = [png_chunk(b"tEXt", b"Comment\0x")] * 200 + [png_chunk(b"tEXt", b"Title\0late")]
    assert read(png(*texts[1:]), "image/png").of(StatementKind.TITLE) is not None
    assert read(png(*texts), "image/png").of(StatementKind.TITLE) is None


def test_sixty_thousand_tags_that_all_mean_the_same_megabytes() -> None:
    size = 16 * MEGABYTE
    tags = b"".join(struct.pack(">HHII", number, 2, size, 8) for number in range(65_535))
    content = b"MM\0*" + struct.pack(">I", size) + b"A" * (size - 8) + struct.pack(">H", 65_535) + tags
    for media_type, file in (("image/tiff", content), ("image/png", png(png_chunk(b"eXIf", content)))):
        with bounded(megabytes=60):
            check(read(file, media_type))


def test_tags_that_point_at_themselves() -> None:
    pointers = struct.pack(">HHHII", 2, 0x8769, 4, 1, 8) + struct.pack(">HHII", 0x8825, 4, 1, 8)
    check(read(b"MM\0*" + struct.pack(">I", 8) + pointers, "image/tiff"))


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        pytest.param(content, media_type, id=name)
        for name, content, media_type in (
            ("fill bytes", b"\xff\xd8" + repeated(b"\xff", 20), "image/jpeg"),
            ("empty segments", b"\xff\xd8" + repeated(b"\xff\xe1\0\2", 1), "image/jpeg"),
            ("markers in a scan", b"\xff\xd8\xff\xda\0\2" + repeated(b"\xff\x01", 1), "image/jpeg"),
            (
                "tag blocks",
                b"\xff\xd8" + repeated(b"\xff\xe1\0\x20Exif\0\0MM\0*\0\0\0\x08\0\x10" + b"A" * 14, 1),
                "image/jpeg",
            ),
            ("empty chunks", b"\x89PNG\r\n\x1a\n" + repeated(png_chunk(b"eXIf", b""), 1), "image/png"),
            (
                "empty chunks of WebP",
                b"RIFF\xff\xff\xff\xffWEBP" + repeated(b"EXIF\0\0\0\0", 1),
                "image/webp",
            ),
            ("object streams", b"%PDF-1.7\n" + repeated(b"/ObjStm stream\nx\x9c", 1), "application/pdf"),
            ("openings", b"%PDF-1.7\n" + repeated(b"/OpenAction 1 0 R ", 1), "application/pdf"),
            ("objects", b"%PDF-1.7\n/OpenAction 1 0 R " + repeated(b"1 0 obj [ ", 1), "application/pdf"),
            ("names", b"%PDF-1.7\n" + repeated(b"/#", 1), "application/pdf"),
            ("arrays", b"%PDF-1.7\n1 0 obj " + repeated(b"[", 2), "application/pdf"),
            ("ends", b"%PDF-1.7\n" + repeated(b"%%EOF", 1), "application/pdf"),
            ("headers", repeated(b"Subject: x\n", 1), "message/rfc822"),
            ("one header", b"Subject: x" + repeated(b"\n x", 1), "message/rfc822"),
            ("comments", b"From: " + b"(" * 4000 + b"\nTo: " + b'"\\' * 2000 + b"\n\nx", "message/rfc822"),
            ("encoded words", b"Subject: " + repeated(b"=?a?q?", 1) + b"\n\nx", "message/rfc822"),
            (
                "parameters",
                b'Content-Type: multipart/mixed; boundary="' + repeated(b'\\";"', 0.1) + b"\n\nx",
                "message/rfc822",
            ),
            (
                "an open quotation",
                b'A: b\nContent-Type: multipart/mixed; boundary="' + b";" * 120_000 + b"\n\nx",
                "message/rfc822",
            ),
            (
                "numbered parameters",
                b"Content-Disposition: x" + b"; filename*9*=a" * 200 + b"\n\nx",
                "message/rfc822",
            ),
            (
                "almost boundaries",
                b"A: b\nContent-Type: multipart/mixed; boundary=x\n\n" + repeated(b"--x--x\n", 1),
                "message/rfc822",
            ),
            *(
                (f"page of {unit!r}", b"<html>" + repeated(unit, 1), "text/html")
                for unit in (
                    b"<!--",
                    b"<",
                    b"<a /",
                    b"<a x='",
                    b"<title>",
                    b"<script>",
                    b"<link ",
                    b"<meta a=",
                    b"</",
                )
            ),
            ("comments in a page", b"<html>" + repeated(b"<!--Mirrored from -->", 1), "text/html"),
            ("one comment in a page", b"<html><!--" + repeated(b"Mirrored from ", 1) + b"-->", "text/html"),
            ("names in a tag", b"<html>" + repeated(b"<meta " + b"a" * 3_990 + b">", 1), "text/html"),
            ("spaces in a tag", b"<html><meta a" + repeated(b" ", 1) + b">", "text/html"),
            ("comments before a page", repeated(b"<!---->", 1), "text/html"),
            ("spaces before a page", repeated(b" ", 1), "text/plain"),
        )
    ],
)
def test_what_is_written_to_keep_a_reader_busy(content: bytes, media_type: str) -> None:
    with bounded(megabytes=60):
        check(read(content, media_type))


def flat_mail(parts: int) -> bytes:
    """A message of so many attachments."""
    part = b"--b\nContent-Disposition: attachment; filename=a.jpg\n\nx\n"
    return b"From: a@example.org\nContent-Type: multipart/mixed; boundary=b\n\n" + part * parts + b"--b--\n"


def deep_mail(depth: int) -> bytes:
    """A message whose only attachment lies so many levels below its top."""
    levels = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (level, level) for level in range(depth)
    )
    ends = b"".join(b"\n--b%d--\n" % level for level in reversed(range(depth)))
    return b"From: a@example.org\n" + levels + b"Content-Disposition: attachment; filename=a.jpg\n\nx" + ends


def wide_and_deep_mail(_: int) -> bytes:
    """A message of levels that each hold the same boundary, so that every part could be looked for in every level."""
    return b"From: a@example.org\n" + b"Content-Type: multipart/mixed; boundary=b\n\n--b\n" * 100_000


@pytest.mark.parametrize(
    ("mail", "number", "attachments"),
    [
        (flat_mail, 200, "200: " + ", ".join(["a.jpg"] * 20) + ", …"),
        (flat_mail, 10_000, "200 or more: " + ", ".join(["a.jpg"] * 20) + ", …"),
        (flat_mail, 1_000_000, "200 or more: " + ", ".join(["a.jpg"] * 20) + ", …"),
        (deep_mail, 20, "1: a.jpg"),
        (deep_mail, 21, None),
        (deep_mail, 10_000, None),
        (wide_and_deep_mail, 0, None),
    ],
)
def test_a_mail_of_many_parts(mail: Callable[[int], bytes], number: int, attachments: str | None) -> None:
    content = mail(number)
    with bounded(megabytes=10):
        reading = read(content, "message/rfc822")
    said = reading.of(StatementKind.ATTACHMENTS)
    assert (said.words if said else None) == attachments
    assert (FileWarning.CUT_SHORT in reading.warnings) is (mail is wide_and_deep_mail)


def test_a_mail_that_hides_its_parts_too_deep_says_so() -> None:
    reading = read(deep_mail(21), "message/rfc822")
    assert FileWarning.HOLDS_FILES in reading.warnings


def test_a_pdf_that_unpacks_to_gigabytes() -> None:
    packed = zlib.compress(b" " * 20 * MEGABYTE, 9)
    bomb = pdf_stream(b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", packed)
    content = pdf(*[bomb] * 100)
    with bounded(megabytes=150):
        check(read(content, "application/pdf"))


def test_a_pdf_of_thousand_million_pages() -> None:
    content = pdf().replace(b"/Count 1", b"/Count 1000000000")
    check(read(content, "application/pdf"))
