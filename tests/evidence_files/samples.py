"""Files as phones, browsers and mail programs write them, made in memory; people and places in them are invented."""

import io
import struct
import zlib

from PIL import Image
from PIL.PngImagePlugin import PngInfo

EXIF_DIRECTORY, GPS_DIRECTORY = 0x8769, 0x8825
TYPES = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "GIF": "image/gif",
    "BMP": "image/bmp",
    "TIFF": "image/tiff",
}


def exif(
    *,
    taken: str = "2026:10:14 21:07:11",
    taken_offset: str = "+01:00",
    changed: str = "2026:10:15 08:00:00",
    make: str = "Apple",
    model: str = "iPhone 12",
    place: tuple[str, tuple[float, float, float], str, tuple[float, float, float]] | None = (
        ("N", (51.0, 30.0, 4.86), "W", (0.0, 8.0, 30.804))
    ),
) -> Image.Exif:
    """Tags as a phone writes them."""
    tags = Image.Exif()
    tags[0x010F], tags[0x0110], tags[0x0131], tags[0x0132] = make, model, "26.0.1", changed
    below = tags.get_ifd(EXIF_DIRECTORY)
    below[0x9003] = taken
    if taken_offset:
        below[0x9011] = taken_offset
    if place is not None:
        gps = tags.get_ifd(GPS_DIRECTORY)
        gps[1], gps[2], gps[3], gps[4] = place
    return tags


def picture(kind: str, tags: Image.Exif | None = None, chunks: PngInfo | None = None) -> bytes:
    """A small picture of a kind."""
    out = io.BytesIO()
    options: dict[str, object] = {}
    if tags is not None:
        options["exif"] = tags
    if chunks is not None:
        options["pnginfo"] = chunks
    gradient = Image.linear_gradient("L").resize((1170 // 10, 2532 // 10))
    gradient.convert("RGB").save(out, kind, **options)
    return out.getvalue()


def png_chunk(name: bytes, content: bytes) -> bytes:
    """A chunk with its length and checksum."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(*chunks: bytes, width: int = 4, height: int = 3) -> bytes:
    """A PNG with chunks of our own between its head and its pixels."""
    head = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    pixels = png_chunk(b"IDAT", zlib.compress(bytes(20)))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + pixels + png_chunk(b"IEND", b"")


def pdf(
    *objects: bytes, info: bytes = b"", catalogue: bytes = b"", trailer: bytes = b"", pages: int = 1
) -> bytes:
    """A PDF written by hand: catalogue 1, pages 2, information 3, pages from 10, then ``objects`` from 50."""
    kids = b" ".join(b"%d 0 R" % (10 + number) for number in range(pages))
    parts = {
        1: b"<< /Type /Catalog /Pages 2 0 R " + catalogue + b" >>",
        2: b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % pages,
        3: b"<< " + info + b" >>",
    }
    for number in range(pages):
        parts[10 + number] = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>"
    parts |= {50 + number: content for number, content in enumerate(objects)}
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, content in parts.items():
        places[number] = len(out)
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start = len(out)
    out += b"xref\n"
    for number, place in places.items():
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    out += (
        b"trailer << /Size 100 /Root 1 0 R /Info 3 0 R " + trailer + b" >>\nstartxref\n%d\n%%%%EOF\n" % start
    )
    return bytes(out)


def pdf_stream(dictionary: bytes, content: bytes) -> bytes:
    """A stream for :func:`pdf`."""
    return b"<< " + dictionary + b" /Length %d >>\nstream\n" % len(content) + content + b"\nendstream"


def object_stream(*objects: bytes, first_number: int = 60) -> bytes:
    """Objects packed together, as programs have done since PDF 1.5; numbered from ``first_number``."""
    places, body = b"", b""
    for number, content in enumerate(objects, first_number):
        places += b"%d %d " % (number, len(body))
        body += content + b" "
    dictionary = b"/Type /ObjStm /N %d /First %d /Filter /FlateDecode" % (len(objects), len(places))
    return pdf_stream(dictionary, zlib.compress(places + body))


MAIL = b"""\
Received: from mail.example.org by inbox.example.net; Wed, 14 Oct 2026 20:07:13 +0000
Date: Wed, 14 Oct 2026 21:07:11 +0100
From: =?utf-8?q?Zo=C3=AB?= Fernside <zoe@example.org>
To: Head <head@example.net>,
 Office <office@example.net>
Subject: =?utf-8?b?UGhvdG9zIG9mIHRoZSB0cmlwIOKAkyBwbGVhc2UgcmVtb3Zl?=
Message-ID: <20261014.1@example.org>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="=_outer"

This is a message in several parts.
--=_outer
Content-Type: multipart/alternative; boundary=inner

--inner
Content-Type: text/plain; charset=utf-8

Please look at these.
--inner
Content-Type: text/html; charset=utf-8

<p>Please look at these.</p>
--inner--

--=_outer
Content-Type: image/jpeg; name="photo.jpg"
Content-Disposition: attachment; filename="photo.jpg"
Content-Transfer-Encoding: base64

/9j/4AAQ
--=_outer
Content-Type: application/pdf
Content-Disposition: attachment; filename*=utf-8''list%20of%20names.pdf

%PDF-
--=_outer--
"""

SAVED_PAGE_AS_MAIL = b"""\
From: <Saved by Blink>
Snapshot-Content-Location: https://social.example/post/17?lang=en
Subject: Fernside parents | Social
Date: Wed, 14 Oct 2026 20:07:11 -0000
MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html";
\tboundary="----MultipartBoundary--x----"

------MultipartBoundary--x----
Content-Type: text/html
Content-ID: <frame-1@mhtml.blink>
Content-Location: https://social.example/post/17?lang=en

<html><title>Fernside parents</title></html>
------MultipartBoundary--x----
Content-Type: image/png
Content-Location: https://social.example/logo.png

x
------MultipartBoundary--x------
"""

PAGE = """\
<!DOCTYPE html>
<!-- saved from url=(0028)https://social.example/p/17/ -->
<html lang="en"><head><meta charset="utf-8">
<title>Fernside &amp; friends \u2013 posts</title>
<link rel="canonical" href="https://social.example/canonical">
</head><body><p>Hello</p></body></html>
"""

SINGLE_FILE_PAGE = """\
<!DOCTYPE html> <html lang=en><!--
 Page saved with SingleFile\x20
 url: https://social.example/p/17\x20
 saved date: Wed Oct 14 2026 21:07:11 GMT+0100 (British Summer Time)
--><head><title>Posts</title></head></html>
"""
