"""Files made for tests: plain pictures and small PDFs."""

import io
from typing import Any

from PIL import Image


def picture(form: str, width: int, height: int, colour: tuple[int, int, int, int], **options: Any) -> bytes:
    """A picture of one colour, in a format of Pillow's."""
    made = Image.new(
        "RGB" if form == "JPEG" else "RGBA", (width, height), colour[:3] if form == "JPEG" else colour
    )
    kept = io.BytesIO()
    made.save(kept, form, **({"lossless": True} if form == "WEBP" else {}), **options)
    return kept.getvalue()


def pdf(pages: int = 1, *, locked: bool = False) -> bytes:
    """A document of blank A4 pages with a block that stands lower on each; locked: by a password nobody knows."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{3 + 2 * page} 0 R" for page in range(pages))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode())
    for page in range(pages):
        block = f"0 0 1 rg 100 {700 - 100 * page} 200 50 re f".encode()
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {4 + 2 * page} 0 R >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(block), block))
    trailer = b""
    if locked:
        owner = b"<" + b"4e" * 32 + b">"
        objects.append(b"<< /Filter /Standard /V 1 /R 2 /O " + owner + b" /U " + owner + b" /P -4 >>")
        trailer = b" /Encrypt %d 0 R /ID [<00> <00>]" % len(objects)
    return _written(objects, trailer)


def _written(objects: list[bytes], trailer: bytes) -> bytes:
    made, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    root = b"trailer\n<< /Size %d /Root 1 0 R%s >>\n" % (len(objects) + 1, trailer)
    return made + head + table + root + b"startxref\n%d\n%%%%EOF\n" % len(made)
