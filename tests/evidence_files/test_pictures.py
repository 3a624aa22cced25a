"""What pictures say of themselves: each statement in each format, and what is no statement."""

import io
import re
import struct
import zlib
from datetime import UTC, datetime, timedelta, timezone

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from safeguard_app.domain.file_statements import FileReading, FileWarning, StatementKind
from safeguard_app.evidence_files import jpeg_segments, png_chunks
from safeguard_app.evidence_files.picture_heads import size_of
from safeguard_app.evidence_files.reading import read
from tests.evidence_files.samples import TYPES, exif, picture, png, png_chunk

CLOCK = datetime(2026, 10, 14, 21, 7, 11)  # noqa: DTZ001 - the wall clock of a device that gives no offset
SUMMER = timezone(timedelta(hours=1))


def words(reading: FileReading, kind: StatementKind) -> str | None:
    """The words of the only statement of a kind."""
    found = [one for one in reading.statements if one.kind is kind]
    assert len(found) <= 1
    return found[0].words if found else None


@pytest.mark.parametrize("kind", TYPES)
def test_size_is_that_of_the_picture(kind: str) -> None:
    content = picture(kind)
    reading = read(content, TYPES[kind])
    assert words(reading, StatementKind.SIZE) == "117 × 253"
    assert reading.warnings == ()
    if kind != "TIFF":
        assert size_of(content, TYPES[kind]) == (117, 253)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_says_when_where_and_with_what_it_was_taken(kind: str) -> None:
    reading = read(picture(kind, exif()), TYPES[kind])
    assert [one.kind for one in reading.statements] == [
        StatementKind.TAKEN,
        StatementKind.CHANGED,
        StatementKind.DEVICE,
        StatementKind.SOFTWARE,
        StatementKind.PLACE,
        StatementKind.SIZE,
    ]
    taken, changed, device, software, place, _ = reading.statements
    assert taken.words == "2026:10:14 21:07:11 +01:00"
    assert taken.moment == CLOCK.replace(tzinfo=SUMMER)
    assert (changed.words, changed.moment) == ("2026:10:15 08:00:00", datetime(2026, 10, 15, 8))  # noqa: DTZ001
    assert device.words == "Apple iPhone 12"
    assert software.words == "26.0.1"
    assert place.words == "51.50135, -0.14189"
    assert reading.warnings == ()


def test_the_tags_of_a_tiff_file_are_read_too() -> None:
    reading = read(picture("TIFF", exif()), TYPES["TIFF"])
    assert words(reading, StatementKind.DEVICE) == "Apple iPhone 12"
    assert words(reading, StatementKind.CHANGED) == "2026:10:15 08:00:00"


def test_a_time_without_an_offset_is_a_wall_clock() -> None:
    taken = read(picture("JPEG", exif(taken_offset="")), "image/jpeg").of(StatementKind.TAKEN)
    assert taken is not None
    assert taken.words == "2026:10:14 21:07:11"
    assert taken.moment == CLOCK
    assert taken.moment.tzinfo is None


@pytest.mark.parametrize("unset", ["0000:00:00 00:00:00", "    :  :     :  :  "])
def test_a_clock_that_was_never_set_says_nothing(unset: str) -> None:
    reading = read(picture("JPEG", exif(taken=unset, taken_offset="")), "image/jpeg")
    assert words(reading, StatementKind.TAKEN) is None


def test_a_time_that_cannot_be_keeps_its_words_without_a_moment() -> None:
    taken = read(picture("JPEG", exif(taken="2026:02:31 10:00:00")), "image/jpeg").of(StatementKind.TAKEN)
    assert taken is not None
    assert (taken.words, taken.moment) == ("2026:02:31 10:00:00 +01:00", None)


@pytest.mark.parametrize(
    ("make", "model", "device"),
    [
        ("Canon", "Canon EOS 80D", "Canon EOS 80D"),
        ("samsung", "SM-G991B", "samsung SM-G991B"),
        ("", "Scanner", "Scanner"),
        ("Acme", "", "Acme"),
        ("", "", None),
    ],
)
def test_the_maker_is_named_once(make: str, model: str, device: str | None) -> None:
    assert (
        words(read(picture("JPEG", exif(make=make, model=model)), "image/jpeg"), StatementKind.DEVICE)
        == device
    )


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (("S", (33.0, 51.0, 24.0), "E", (151.0, 12.0, 54.0)), "-33.85667, 151.21500"),
        (("N", (51.50135, 0.0, 0.0), "W", (0.0, 8.5134, 0.0)), "51.50135, -0.14189"),
        (("N", (51.0, 0.0, 0.0), "W", (0.0, 0.0, 0.0)), "51.00000, 0.00000"),
        (("N", (0.0, 0.0, 0.0), "E", (0.0, 0.0, 0.0)), None),
        (("N", (91.0, 0.0, 0.0), "W", (0.0, 8.0, 0.0)), None),
        (("N", (51.0, 0.0, 0.0), "W", (181.0, 0.0, 0.0)), None),
        (("N", (51.0, 77.0, 0.0), "W", (0.0, 8.0, 0.0)), None),
        (("X", (51.0, 0.0, 0.0), "W", (0.0, 8.0, 0.0)), None),
        (("E", (51.0, 0.0, 0.0), "N", (0.0, 8.0, 0.0)), None),
        (None, None),
    ],
)
def test_a_place_is_one_on_earth(
    place: tuple[str, tuple[float, float, float], str, tuple[float, float, float]] | None, said: str | None
) -> None:
    assert words(read(picture("JPEG", exif(place=place)), "image/jpeg"), StatementKind.PLACE) == said


def test_a_place_divided_by_nothing_is_none() -> None:
    content = picture("JPEG", exif(place=("N", (51.0, 30.0, 0.5), "W", (0.0, 8.0, 0.5))))
    half = struct.pack(">II", 1, 2) if b"MM\0*" in content else struct.pack("<II", 1, 2)
    assert content.count(half) == 2
    assert words(read(content, "image/jpeg"), StatementKind.PLACE) == "51.50014, -0.13347"
    assert words(read(content.replace(half, bytes(8)), "image/jpeg"), StatementKind.PLACE) is None


def test_only_the_first_block_of_a_picture_is_read() -> None:
    first, second = picture("JPEG", exif()), picture("JPEG", exif(model="iPhone 13"))
    block = second[second.index(b"\xff\xe1") : second.index(b"\xff\xdb")]
    at = first.index(b"\xff\xdb")
    assert (
        words(read(first[:at] + block + first[at:], "image/jpeg"), StatementKind.DEVICE) == "Apple iPhone 12"
    )


def test_words_of_a_png() -> None:
    chunks = PngInfo()
    chunks.add_text("Creation Time", "Wed, 14 Oct 2026 21:07:11 +0100")
    chunks.add_text("Software", "Screenshot \u00e9", zip=True)
    chunks.add_itxt("Title", "Chat \u2013 group", zip=True)
    chunks.add_itxt("Author", "Zo\u00eb")
    chunks.add_text("Comment", "not asked for")
    reading = read(picture("PNG", chunks=chunks), "image/png")
    made, software, author, title, _ = reading.statements
    assert (made.kind, made.moment) == (StatementKind.MADE, CLOCK.replace(tzinfo=SUMMER))
    assert (software.kind, software.words) == (StatementKind.SOFTWARE, "Screenshot \u00e9")
    assert (author.kind, author.words) == (StatementKind.AUTHOR, "Zo\u00eb")
    assert (title.kind, title.words) == (StatementKind.TITLE, "Chat \u2013 group")
    assert reading.warnings == ()


@pytest.mark.parametrize("written", ["2026-10-14T21:07:11+01:00", "2026:10:14 21:07:11+01:00"])
def test_creation_time_in_other_ways(written: str) -> None:
    made = read(png(png_chunk(b"tEXt", b"Creation Time\0" + written.encode())), "image/png").of(
        StatementKind.MADE
    )
    assert made is not None
    assert made.moment == CLOCK.replace(tzinfo=SUMMER)


def test_words_in_utf_8_where_the_standard_has_latin_1() -> None:
    for raw in ("é–".encode(), "é".encode("latin-1")):
        title = words(read(png(png_chunk(b"tEXt", b"Title\0" + raw)), "image/png"), StatementKind.TITLE)
        assert title in {"é–", "é"}


def test_the_time_of_change_of_a_png_is_in_utc() -> None:
    raw = struct.pack(">HBBBBB", 2026, 10, 14, 20, 7, 11)
    changed = read(png(png_chunk(b"tIME", raw)), "image/png").of(StatementKind.CHANGED)
    assert changed is not None
    assert changed.moment == datetime(2026, 10, 14, 20, 7, 11, tzinfo=UTC)
    assert read(png(png_chunk(b"tIME", bytes(7))), "image/png").of(StatementKind.CHANGED) is None
    assert read(png(png_chunk(b"tIME", bytes(6))), "image/png").of(StatementKind.CHANGED) is None


def test_the_same_words_stand_once_and_a_kind_three_times() -> None:
    titles = [png_chunk(b"tEXt", b"Title\0" + title) for title in (b"A", b"A", b"B", b"C", b"D")]
    assert [one.words for one in read(png(*titles), "image/png").statements[:-1]] == ["A", "B", "C"]


def test_words_are_cleaned_and_cut() -> None:
    raw = "Title\0\0\0\0\0\u202egpj.\x07exe\n\n" + "x" * 3_000
    title = words(read(png(png_chunk(b"iTXt", raw.encode())), "image/png"), StatementKind.TITLE)
    assert title is not None
    assert title.startswith("[U+202E]gpj.exe xxx")
    assert len(title) == 500
    assert title.endswith("x…")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "BMP"])
def test_a_cut_picture_keeps_its_size_and_is_warned_of(kind: str) -> None:
    content = picture(kind, exif() if kind in {"JPEG", "PNG", "WEBP"} else None)
    reading = read(content[:-40], TYPES[kind])
    assert reading.warnings == (FileWarning.CUT_SHORT,)
    assert words(reading, StatementKind.SIZE) == "117 × 253"


def test_a_wrong_checksum_is_damage() -> None:
    content = bytearray(png(png_chunk(b"tEXt", b"Title\0Chat")))
    content[content.index(b"Chat")] ^= 1
    assert read(bytes(content), "image/png").warnings == (FileWarning.CUT_SHORT,)


def test_a_picture_without_size_is_damaged() -> None:
    reading = read(png(width=0), "image/png")
    assert reading.statements == ()
    assert reading.warnings == (FileWarning.CUT_SHORT,)


@pytest.mark.parametrize("kind", TYPES)
def test_other_bytes_than_the_type_says(kind: str) -> None:
    reading = read(b"Dear Head, please find this attached. " * 9, TYPES[kind])
    assert reading == FileReading(warnings=(FileWarning.OTHER_TYPE,))


ARCHIVE_END = b"PK\x05\x06" + bytes(18)
ARCHIVES = [ARCHIVE_END, b"anything" + ARCHIVE_END[:-2] + b"\x04\0note"]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "BMP"])
@pytest.mark.parametrize("tail", ARCHIVES)
def test_a_picture_that_also_opens_as_an_archive(kind: str, tail: bytes) -> None:
    assert read(picture(kind) + tail, TYPES[kind]).warnings == (FileWarning.OTHER_TYPE,)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "BMP"])
@pytest.mark.parametrize("tail", [b"\r\n<html>", b"%PDF-1.7", b"PK\x03\x04", b"MZ\x90\0"])
def test_a_picture_with_something_else_after_its_end(kind: str, tail: bytes) -> None:
    assert read(picture(kind) + tail, TYPES[kind]).warnings == (FileWarning.OTHER_TYPE,)


@pytest.mark.parametrize(
    "tail", [b"", b"\0" * 40, b"\xff\xd8\xff\xe1 second picture", ARCHIVE_END[:-2] + b"\x02\0note"]
)
def test_harmless_bytes_after_a_photo(tail: bytes) -> None:
    assert read(picture("JPEG") + tail, "image/jpeg").warnings == ()


def test_an_interlaced_photo_of_several_scans_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.BytesIO()
    Image.effect_noise((200, 150), 90).save(out, "JPEG", progressive=True, restart_marker_blocks=3)
    assert len(re.findall(rb"\xff[\xd0-\xd7]", out.getvalue())) > 200
    monkeypatch.setattr(jpeg_segments, "MOST_SEGMENTS", 100)
    reading = read(out.getvalue(), "image/jpeg")
    assert reading.warnings == ()
    assert words(reading, StatementKind.SIZE) == "200 × 150"


@pytest.mark.parametrize("lossless", [True, False])
def test_webp_of_the_plain_kinds(lossless: bool) -> None:
    out = io.BytesIO()
    Image.effect_noise((201, 150), 90).convert("RGB").save(out, "WEBP", lossless=lossless)
    assert out.getvalue()[12:16] == (b"VP8L" if lossless else b"VP8 ")
    assert words(read(out.getvalue(), "image/webp"), StatementKind.SIZE) == "201 × 150"


def test_a_bitmap_of_the_oldest_kind_and_one_from_the_top() -> None:
    old = b"BM" + struct.pack("<IHHI", 26, 0, 0, 26) + struct.pack("<IHHHH", 12, 7, 5, 1, 24)
    assert words(read(old, "image/bmp"), StatementKind.SIZE) == "7 × 5"
    top = b"BM" + struct.pack("<IHHI", 54, 0, 0, 54) + struct.pack("<Iii", 40, 7, -5) + bytes(28)
    assert words(read(top, "image/bmp"), StatementKind.SIZE) == "7 × 5"


def test_compressed_words_that_are_damaged_say_nothing() -> None:
    broken = b"Title\0\0" + zlib.compress(b"Chat")[2:]
    reading = read(png(png_chunk(b"zTXt", broken)), "image/png")
    assert [one.kind for one in reading.statements] == [StatementKind.SIZE]


@pytest.mark.parametrize("media_type", ["video/webm", "application/octet-stream", "", "IMAGE/PNG"])
def test_a_type_without_a_reader_says_nothing(media_type: str) -> None:
    assert read(picture("PNG"), media_type) == FileReading()


def test_a_picture_of_more_chunks_than_are_looked_at_is_not_called_damaged(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    content = png(*[png_chunk(b"teSt", b"")] * 20, png_chunk(b"tEXt", b"Title\0late"))
    assert read(content, "image/png").of(StatementKind.TITLE) is not None
    monkeypatch.setattr(png_chunks, "MOST_CHUNKS", 10)
    assert read(content, "image/png").warnings == ()
    assert read(content, "image/png").of(StatementKind.TITLE) is None
    assert read(content[:100], "image/png").warnings == (FileWarning.CUT_SHORT,)


def tag_block(*tags: tuple[int, int, int, bytes], rest: bytes = b"") -> bytes:
    """A block of tags written by hand: number, type, count, and four bytes of value or place."""
    entries = b"".join(struct.pack(">HHI", *head) + value for *head, value in tags)
    return b"MM\0*" + struct.pack(">IH", 8, len(tags)) + entries + rest


def test_what_a_hand_made_block_says() -> None:
    artist = (0x013B, 2, 4, b"Zo\xc3\xab")
    content = tag_block(artist, (0x0131, 2, 3, b"v1\0x"), (0x0110, 3, 2, b"none"))
    reading = read(png(png_chunk(b"eXIf", content)), "image/png")
    assert words(reading, StatementKind.AUTHOR) == "Zoë"
    assert words(reading, StatementKind.SOFTWARE) == "v1"
    assert words(reading, StatementKind.DEVICE) is None


def test_the_offset_of_a_change() -> None:
    tags = exif()
    tags.get_ifd(0x8769)[0x9010] = "+02:00"
    changed = read(picture("JPEG", tags), "image/jpeg").of(StatementKind.CHANGED)
    assert changed is not None
    assert changed.words == "2026:10:15 08:00:00 +02:00"
    assert changed.moment == datetime(2026, 10, 15, 8, tzinfo=timezone(timedelta(hours=2)))


def test_a_place_whose_last_byte_is_missing_is_none() -> None:
    gps = struct.pack(">H", 4) + b"".join(
        struct.pack(">HHI", number, kind, count) + value
        for number, kind, count, value in (
            (1, 2, 2, b"N\0\0\0"),
            (2, 5, 3, struct.pack(">I", 76)),
            (3, 2, 2, b"W\0\0\0"),
            (4, 5, 3, struct.pack(">I", 100)),
        )
    )
    fractions = struct.pack(">6I", 51, 1, 30, 1, 0, 1) + struct.pack(">6I", 1, 1, 8, 1, 0, 256)
    block = tag_block((0x8825, 4, 1, struct.pack(">I", 22)), rest=gps + fractions)
    assert len(block) == 22 + 50 + 48
    whole = block.replace(struct.pack(">I", 76), struct.pack(">I", 72)).replace(
        struct.pack(">HHII", 4, 5, 3, 100), struct.pack(">HHII", 4, 5, 3, 96)
    )
    assert words(read(whole, "image/tiff"), StatementKind.PLACE) == "51.50000, -1.13333"
    assert words(read(whole[:-1], "image/tiff"), StatementKind.PLACE) is None


def test_more_tags_than_are_looked_at() -> None:
    for filling, software in ((4_095, "v1"), (4_096, None)):
        tags = [(0x9999, 3, 1, bytes(4))] * filling
        content = tag_block(*tags, (0x0131, 2, 3, b"v1\0\0"))
        assert words(read(content, "image/tiff"), StatementKind.SOFTWARE) == software


def test_only_the_first_block_of_a_png_and_of_a_webp_is_read() -> None:
    first, second = (tag_block((0x0131, 2, 3, version)) for version in (b"v1\0\0", b"v2\0\0"))
    reading = read(png(png_chunk(b"eXIf", first), png_chunk(b"eXIf", second)), "image/png")
    assert words(reading, StatementKind.SOFTWARE) == "v1"
    parts = (b"VP8X", bytes(4) + b"\x06\0\0\x04\0\0"), (b"ODD ", b"x"), (b"EXIF", first), (b"EXIF", second)
    chunks = b"".join(
        name + struct.pack("<I", len(raw)) + raw + b"\0" * (len(raw) % 2) for name, raw in parts
    )
    webp = b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WEBP" + chunks
    reading = read(webp, "image/webp")
    assert words(reading, StatementKind.SOFTWARE) == "v1"
    assert words(reading, StatementKind.SIZE) == "7 × 5"
    assert reading.warnings == ()


def test_a_photo_whose_tables_come_before_its_frame() -> None:
    tables = b"\xff\xc4\0\x0b" + b"\1" * 9
    content = picture("JPEG")
    assert words(read(content[:2] + tables + content[2:], "image/jpeg"), StatementKind.SIZE) == "117 × 253"
