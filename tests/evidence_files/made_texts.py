"""Archives, documents, messages, chats and recordings made for tests, and one HEIC photograph; all invented."""

import base64
import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

HEIC = zlib.decompress(
    base64.b64decode(
        b"eNpdUkFLG0EUfpNp4lJajY1CEJF4E73sLmJLTqnao+BPcDvZZR/sJkMSJN4URPGWk+eSQwtevFoPovgD/AU9tPTUigheAlW3"
        b"702mRXzs2/fNN9/MvHlvAGA66mzpOEQFZClGHuMUgwhAnKVhJ4Chzcb1pGUxaFQdeGaLmDTNJqs1yIFgJH4MI9k0ccw8/mf2"
        b"yN8hNiIz4tlJGoRDGUC8qTx4QgqWfOiikY9q7KRglfCAuqUpfkOtmhQ3ae2KkEz1jGjmFu4fBgOAMblBK8o18UpkGQskKyR/"
        b"M6e5WkCT88tCPJv5VNnJH/76+fnriRO7FaIk/2D2I8kLq+KifX5Ah5RUM2k1VNIl9jUUtomawLYO7XVr1udUEmiLOXnXRlOE"
        b"LMtubTGKGrvIpHQch0IZdfqvFwJEficn87uEp7AVRpYfVfW2MsXnHY/SesBdKs+J49L2oPj9S/bnTf/k7vLm+vddv3fFGRaG"
        b"FV1bg3kaOSDFmDm9QO6LosEvuVH7CC9spst81HutkxBwPW42wornU849adQT5Bu9cYNHyM078V1/qeq5VW+x4ntV923V82DB"
        b"JUS3/wvEMXGl"
    )
)
"""64 by 48 pixels of one colour, with the tags of a telephone. Made once, because no free library makes them."""

ANDROID_CHAT = """\
14/10/2026, 21:07 - Messages and calls are end-to-end encrypted. Only people in this chat can read them.
14/10/2026, 21:08 - Kai: hello
there
14/10/2026, 9:09\u202fpm - Ella T: IMG-1.jpg (file attached)
look at this: all of it
"""
IPHONE_CHAT = """\
\u200e[03/04/26, 9:07:11\u202fPM] Year 6: \u200eMessages and calls are end-to-end encrypted.
[03/04/26, 9:08:11\u202fPM] ~\u202fKai: hi
\u200e[03/05/26, 12:09:00\u202fAM] Ella: mine \u200e<attached: 0001-PHOTO.jpg>
"""
"""Every number is 12 or less: nothing proves which is the month."""

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def archive(files: Mapping[str, bytes | str]) -> bytes:
    """A ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(zipfile.ZipInfo(name, (2026, 9, 1, 8, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def word(
    body: str = "<w:p><w:r><w:t>Dear Head</w:t></w:r></w:p>", *, before: str = "", **parts: str
) -> bytes:
    """A Word document whose body is given; ``before`` stands before it, ``parts`` are further ones by name."""
    files = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<?xml version='1.0'?>{before}<w:document {_W}><w:body>{body}</w:body></w:document>",
    }
    files |= {f"word/{name}.xml": f"<w:{name} {_W}>{text}</w:{name}>" for name, text in parts.items()}
    return archive(files)


CORE = """\
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">
<dc:title>Statement</dc:title><dc:creator>Z. Fernside</dc:creator><cp:lastModifiedBy>Office</cp:lastModifiedBy>
<dcterms:created>2026-10-14T20:07:11Z</dcterms:created><dcterms:modified>2026-10-15T08:00:00Z</dcterms:modified>
</cp:coreProperties>"""

_SECTOR, _FREE, _END, _FAT = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def outlook(streams: Mapping[str, bytes]) -> bytes:
    """An OLE file with these streams, each padded to 4,096 bytes so that all lie in plain sectors."""
    folders = list(dict.fromkeys(path.partition("/")[0] for path in streams if "/" in path))
    names = [*folders, *streams]
    content, starts = b"", {}
    for path, raw in streams.items():
        starts[path] = len(content) // _SECTOR
        content += raw.ljust(max(4096, -(-len(raw) // _SECTOR) * _SECTOR), b"\0")
    entries = -(-(len(names) + 1) // 4)
    data = len(content) // _SECTOR
    fat = -(-(data + entries + 40) // 128)
    table = [_FREE] * (128 * fat)
    ends = [*starts.values(), data]
    for first, stop in zip(ends, [*ends[1:], data + entries], strict=True):
        table[first:stop] = [*range(first + 1, stop), _END]
    table[data + entries : data + entries + fat] = [_FAT] * fat
    directory = _entry("Root Entry", 5, _children(names, ""), _FREE, _END, 0)
    for name in names:
        is_stream = name in streams
        folder = name.rpartition("/")[0]
        beside = [one for one in names if one.rpartition("/")[0] == folder]
        following = beside[beside.index(name) + 1 :]
        right = names.index(following[0]) + 1 if following else _FREE
        below = _FREE if is_stream else _children(names, name)
        size = max(4096, len(streams[name])) if is_stream else 0
        directory += _entry(
            name.rpartition("/")[2], 2 if is_stream else 1, below, right, starts.get(name, 0), size
        )
    directory = directory.ljust(entries * _SECTOR, b"\0")
    where = [*range(data + entries, data + entries + fat)]
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
    )
    head += struct.pack("<IIIIIIIII", 0, fat, data, 0, 4096, _END, 0, _END, 0)
    head += struct.pack("<109I", *where, *[_FREE] * (109 - len(where)))
    return head + content + directory + struct.pack(f"<{len(table)}I", *table)


def _children(names: list[str], folder: str) -> int:
    inside = [one for one in names if one.rpartition("/")[0] == folder]
    return names.index(inside[0]) + 1 if inside else _FREE


def _entry(name: str, kind: int, child: int, right: int, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le")
    head = raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw) + 2, kind, 1)
    return head + struct.pack("<III", _FREE, right, child) + bytes(36) + struct.pack("<IQ", start, size)


def outlook_message(**more: bytes) -> bytes:
    """A message with one attachment; ``more`` are further streams of its own."""
    ticks = 134_364_820_310_000_000
    sent = bytes(32) + struct.pack("<HHIQ", 0x40, 0x39, 6, ticks)
    streams = {
        "__properties_version1.0": sent,
        "__substg1.0_0037001F": "Photos – please".encode("utf-16-le"),
        "__substg1.0_0C1A001F": "Zoë Fernside".encode("utf-16-le"),
        "__substg1.0_5D01001F": "zoe@example.org".encode("utf-16-le"),
        "__substg1.0_0E04001F": "Head; Office".encode("utf-16-le"),
        "__substg1.0_1000001F": "Please look at these.\r\nZoë".encode("utf-16-le"),
        "__attach_version1.0_#00000000/__substg1.0_3707001F": "photo.jpg".encode("utf-16-le"),
        "__attach_version1.0_#00000000/__substg1.0_370E001F": "image/jpeg".encode("utf-16-le"),
        "__attach_version1.0_#00000000/__substg1.0_37010102": b"x" * 5_000,
    }
    return outlook(streams | {f"__substg1.0_{name}": raw for name, raw in more.items()})


def box(name: bytes, content: bytes) -> bytes:
    """A box of the MP4 family."""
    return struct.pack(">I", 8 + len(content)) + name + content


def video(seconds_since_1904: int = 3_874_853_231, *, model: str = "iPhone 12") -> bytes:
    """A film of 7 seconds without a picture in it, with the date and the device that a telephone writes."""
    head = struct.pack(">IIIII", 0, seconds_since_1904, seconds_since_1904, 1_000, 7_000) + bytes(80)
    keys = (b"com.apple.quicktime.model", b"com.apple.quicktime.creationdate")
    values = (model.encode(), b"2026-10-14T21:07:11+0100")
    names = struct.pack(">II", 0, len(keys)) + b"".join(box(b"mdta", key) for key in keys)
    said = b"".join(
        box(struct.pack(">I", number), box(b"data", struct.pack(">II", 1, 0) + value))
        for number, value in enumerate(values, 1)
    )
    meta = box(b"meta", box(b"keys", names) + box(b"ilst", said))
    film = box(b"moov", box(b"mvhd", head) + meta)
    return box(b"ftyp", b"qt  \0\0\0\0qt  ") + film + box(b"mdat", bytes(200))


def sound(seconds: int = 3) -> bytes:
    """A WAV file of silence."""
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, 8_000, 8_000, 1, 8)
    data = b"data" + struct.pack("<I", 8_000 * seconds) + bytes(8_000 * seconds)
    return b"RIFF" + struct.pack("<I", 4 + len(form) + len(data)) + b"WAVE" + form + data
