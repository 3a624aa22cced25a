"""A long chronology with pictures, set by this program and by what somebody would pick instead: the same content.

``python -m tests.bench.long_paper ours | weasyprint | libreoffice FOLDER INCIDENTS PICTURES`` sets it in a process of
its own and prints one line of JSON: seconds, the most memory it had, pages. What is typed is the same for all three, as
a frozen document or as HTML that says the same; the pictures are the same files, and each opens them while the clock
runs. Each is asked for a tagged file.
"""

import importlib
import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape
from io import BytesIO
from pathlib import Path
from random import Random
from time import perf_counter

_AT = datetime(2026, 10, 12, 15, 42, tzinfo=UTC)
_WIDE, _HIGH = 296, 640
"""A photograph of a telephone's screen, as small as the program puts it on a contact sheet."""
_COLUMNS = (("When", 1.2), ("Record", 0.9), ("What", 4.2))
_ALIKE = 20
"""Pictures that are drawn: drawing them is not what is measured."""
OURS, WEASYPRINT, LIBREOFFICE = "ours", "weasyprint", "libreoffice"


def missing(tool: str) -> str:
    """Why a tool cannot be measured here; empty where it can."""
    if tool == WEASYPRINT:
        try:
            importlib.import_module("weasyprint")  # with the libraries of the system that it needs
        except (ImportError, OSError):
            return "WeasyPrint is not here, or Pango, which it needs"
    if tool == LIBREOFFICE and shutil.which("soffice") is None:
        return "LibreOffice is not here"
    return ""


def measured(tool: str, folder: Path, incidents: int, pictures: int) -> dict[str, float]:
    """Set it once in a process of its own."""
    command = [
        sys.executable,
        "-m",
        "tests.bench.long_paper",
        tool,
        str(folder),
        str(incidents),
        str(pictures),
    ]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def lines(count: int) -> list[tuple[str, str, str]]:
    """The lines of a chronology: a day, a case number, and what happened."""
    from tests.bench import invented

    chance = Random(11)
    return [
        (
            f"{1 + place % 28} {('Sep', 'Oct', 'Nov')[place % 3]} 2026, about {9 + place % 8}:{place % 60:02}",
            f"2026-{place + 1:04}",
            invented.passage(chance, 3, 6),
        )
        for place in range(count)
    ]


def picture(place: int) -> bytes:
    """The points of one picture: bubbles with lines of text, and a photograph in the middle."""
    from PIL import Image, ImageDraw

    chance = Random(place)
    image = Image.new("RGB", (_WIDE, _HIGH), (244, 246, 248))
    pen = ImageDraw.Draw(image)
    for line in range(18):
        top, left = 16 + line * 34, 10 + 60 * (line % 2)
        pen.rounded_rectangle((left, top, left + 210, top + 26), 8, fill=(255, 255, 255))
        pen.text((left + 8, top + 7), f"invented message {place}.{line}", fill=(20, 24, 28))
    coarse = Image.frombytes("RGB", (30, 24), chance.randbytes(30 * 24 * 3))
    image.paste(coarse.resize((240, 190)), (28, 220))
    return image.tobytes()


def _pictures(count: int) -> Iterator[bytes]:
    """So many pictures, no two of them the same: a few, each drawn once, with a first point of their own."""
    drawn = [picture(place) for place in range(min(_ALIKE, count))]
    return (place.to_bytes(3, "big") + drawn[place % len(drawn)][3:] for place in range(count))


def _ours(folder: Path, incidents: int, pictures: int) -> tuple[float, int]:
    from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

    from safeguard_app.documents.content import (
        Column,
        ContactSheet,
        DataTable,
        Document,
        Figure,
        PageFrame,
        Picture,
        Section,
    )
    from safeguard_app.documents.render import render

    files = [(folder / f"{place}.png").read_bytes() for place in range(pictures)]
    columns = tuple(Column(heading, share) for heading, share in _COLUMNS)
    sections = [Section("Events", (DataTable(columns, tuple(lines(incidents)), row_headings=True),))]
    begun = perf_counter()
    figures = tuple(
        Figure(Picture(_WIDE, _HIGH, points), f"Exhibit {place + 1}", f"Ex{place + 1}, captured")
        for place, points in enumerate(map(_points, files))
    )
    if figures:
        sections.append(Section("Contact sheet", (ContactSheet(figures),)))
    frame = PageFrame("Larkbridge Primary", "OFFICIAL-SENSITIVE", "2026-0042")
    document = Document("Chronology", "Chronology", frame, tuple(sections))
    pdf = render(document, _AT)
    taken = perf_counter() - begun
    (folder / "ours.pdf").write_bytes(pdf)
    return taken, len(PdfDocument(pdf))


def _points(file: bytes) -> bytes:
    from PIL import Image

    return Image.open(BytesIO(file)).convert("RGB").tobytes()


def write_html(folder: Path, incidents: int, pictures: int) -> Path:
    """The same as HTML, with its pictures beside it as PNG."""
    from PIL import Image

    rows = "".join(
        "<tr><th scope=row>{}</th><td>{}</td><td>{}</td></tr>".format(*map(escape, line))
        for line in lines(incidents)
    )
    heads = "".join(f"<th scope=col>{heading}</th>" for heading, _ in _COLUMNS)
    shown = []
    for place, points in enumerate(_pictures(pictures)):
        Image.frombytes("RGB", (_WIDE, _HIGH), points).save(folder / f"{place}.png")
        shown.append(
            f"<figure><img src='{place}.png' width=148 height=320 alt='Exhibit {place + 1}'>"
            f"<figcaption>Ex{place + 1}, captured</figcaption></figure>"
        )
    style = (
        "@page{size:A4;margin:23mm 15mm 20mm 20mm;@bottom-right{content:'Page ' counter(page) ' of ' counter(pages)}"
        "@top-left{content:'Larkbridge Primary'}@top-right{content:'OFFICIAL-SENSITIVE'}}"
        "body{font:11pt sans-serif}table{border-collapse:collapse;width:100%}"
        "td,th{border:.6pt solid;padding:3pt 6pt;text-align:left;vertical-align:top}"
        "figure{display:inline-block;width:44%;margin:4pt}"
    )
    page = folder / "chronology.html"
    page.write_text(
        f"<!doctype html><html lang=en-GB><meta charset=utf-8><title>Chronology</title><style>{style}</style>"
        f"<h1>Chronology</h1><h2>1 Events</h2><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        f"<h2>2 Contact sheet</h2>{''.join(shown)}</html>",
        encoding="utf-8",
    )
    return page


def _weasyprint(folder: Path, _incidents: int, _pictures: int) -> tuple[float, int]:
    from pypdfium2 import PdfDocument

    weasyprint = importlib.import_module("weasyprint")

    page = folder / "chronology.html"
    begun = perf_counter()
    pdf = weasyprint.HTML(filename=str(page)).write_pdf(pdf_variant="pdf/ua-1")
    taken = perf_counter() - begun
    (folder / "weasyprint.pdf").write_bytes(pdf)
    return taken, len(PdfDocument(pdf))


def _libreoffice(folder: Path, _incidents: int, _pictures: int) -> tuple[float, int]:
    """As long as somebody waits for it: it starts anew for every document."""
    from pypdfium2 import PdfDocument

    empty = folder / "empty.html"
    empty.write_text("<!doctype html><title>Empty</title><p>Empty", encoding="utf-8")
    _convert(folder, empty)  # makes its profile
    taken = _convert(folder, folder / "chronology.html")
    return taken, len(PdfDocument((folder / "chronology.pdf").read_bytes()))


def _convert(folder: Path, page: Path) -> float:
    tagged = 'pdf:writer_web_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
    begun = perf_counter()
    subprocess.run(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--convert-to",
            tagged,
            "--outdir",
            str(folder),
            str(page),
        ],
        capture_output=True,
        check=True,
        timeout=600,
    )
    return perf_counter() - begun


def _most_here() -> float:
    """The most memory of this process, in megabytes: the system's own count goes over from whoever started it."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    line = next(one for one in status.read_text(encoding="ascii").splitlines() if one.startswith("VmHWM"))
    return int(line.split()[1]) / 1000


def _most_of_children() -> float:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000


_WAYS = {OURS: _ours, WEASYPRINT: _weasyprint, LIBREOFFICE: _libreoffice}


def main(arguments: list[str]) -> int:
    """Set it, and say how long it took and how much memory there was at most."""
    tool, folder, incidents, pictures = arguments
    taken, pages = _WAYS[tool](Path(folder), int(incidents), int(pictures))
    most = _most_of_children() if tool == LIBREOFFICE else _most_here()
    print(json.dumps({"seconds": taken, "megabytes": most, "pages": pages}))
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
