"""Printing from memory: what the print command is given, what is said when it fails, what is painted."""

import stat
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QPdfWriter

from safeguard_app.documents.content import Document, PageFrame, Paragraph
from safeguard_app.documents.render import render
from safeguard_app.services import page_pictures
from safeguard_app.ui.desktop.page_painting import SheetSize, paint_pages
from safeguard_app.ui.desktop.print_problems import NoPrinter, NoPrinting, PrinterRefused
from safeguard_app.ui.desktop.printing import CommandPrinting, PrintJob, Sides
from tests.services.conftest import at

PDF = b"%PDF-1.7 pretend\x00\xff bytes"


@pytest.fixture
def commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the whole of PATH, with ``cat`` for the scripts in it."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def command(folder: Path, name: str, script: str) -> None:
    """Put a command into the folder."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def fake_lp(folder: Path, ending: str = "") -> Path:
    """An ``lp`` that keeps its words and what comes in on its standard input."""
    out = folder.parent
    command(folder, "lp", f'echo "$@" > "{out}/words"\n/bin/cat > "{out}/stdin"\n{ending}')
    return out


def test_the_pdf_goes_to_lp_on_its_standard_input_byte_for_byte(commands: Path) -> None:
    out = fake_lp(commands)
    CommandPrinting().send(PrintJob(PDF, copies=3, printer="Office"))
    assert (out / "stdin").read_bytes() == PDF
    words = (out / "words").read_text().split()
    assert words[words.index("-t") + 1] == "Document"
    assert words[words.index("-n") + 1] == "3"
    assert words[words.index("-d") + 1] == "Office"


@pytest.mark.parametrize(
    ("job", "wanted", "absent"),
    [
        (PrintJob(PDF), "media=A4", ("sides=", "fit-to-page")),
        (PrintJob(PDF, sides=Sides.BOTH), "sides=two-sided-long-edge", ("fit-to-page",)),
        (PrintJob(PDF, sides=Sides.ONE), "sides=one-sided", ()),
        (PrintJob(PDF, sheet=SheetSize.A3), "media=A3 -o fit-to-page", ("media=A4",)),
    ],
)
def test_paper_and_sides_are_asked_of_lp(
    commands: Path, job: PrintJob, wanted: str, absent: tuple[str, ...]
) -> None:
    out = fake_lp(commands)
    CommandPrinting().send(job)
    words = (out / "words").read_text()
    assert wanted in words
    assert not any(one in words for one in absent)


def test_no_file_is_written_for_printing(commands: Path) -> None:
    out = fake_lp(commands)
    before = set(out.rglob("*"))
    CommandPrinting().send(PrintJob(PDF))
    after = {path.name for path in out.rglob("*")} - {path.name for path in before}
    assert after == {"words", "stdin"}, "only what the pretended command keeps"


def test_the_usual_printer_is_not_named(commands: Path) -> None:
    out = fake_lp(commands)
    CommandPrinting().send(PrintJob(PDF))
    assert "-d" not in (out / "words").read_text().split()


def test_without_lp_it_says_so(commands: Path) -> None:
    with pytest.raises(NoPrinting):
        CommandPrinting().send(PrintJob(PDF))


def test_without_a_printer_it_says_so(commands: Path) -> None:
    fake_lp(commands, 'echo "lp: Error - No default destination." >&2\nexit 1')
    with pytest.raises(NoPrinter):
        CommandPrinting().send(PrintJob(PDF))


def test_a_printer_that_refuses_is_another_problem(commands: Path) -> None:
    fake_lp(commands, 'echo "lp: Unsupported document-format" >&2\nexit 1')
    with pytest.raises(PrinterRefused):
        CommandPrinting().send(PrintJob(PDF))


def test_printers_are_listed_with_the_usual_one_first(commands: Path) -> None:
    command(
        commands,
        "lpstat",
        'if [ "$1" = "-e" ]; then printf "Archive\\nLibrary\\nOffice\\n"; '
        'else echo "system default destination: Library"; fi',
    )
    assert CommandPrinting().printers() == ("Library", "Archive", "Office")


def test_no_printers_where_the_command_is_missing_or_fails(commands: Path) -> None:
    assert CommandPrinting().printers() == ()
    command(commands, "lpstat", "exit 1")
    assert CommandPrinting().printers() == ()


def made_pdf(pages: int) -> bytes:
    """A real document of some pages."""
    blocks = tuple(Paragraph("A line of words that stands on the page. " * 10) for _ in range(pages * 9))
    return render(
        Document("Trial", "Trial", PageFrame("Baylis Lane Primary"), blocks), at("2026-10-12 15:42")
    )


def painted(pdf: bytes, sheet: SheetSize = SheetSize.A4) -> bytes:
    """The document, its pages painted as for a printer, onto a PDF writer in memory."""
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(96)
    count = paint_pages(writer, page_pictures.page_images(pdf, 96), sheet)
    del writer
    buffer.close()
    assert count == page_pictures.page_count(pdf)
    return bytes(kept.data())


def darkness(image: page_pictures.PageImage) -> float:
    """Share of ink on a page."""
    greens = image.pixels[1::4]
    return 1 - sum(greens) / (255 * len(greens))


def test_every_page_is_painted_from_edge_to_edge(qapp: object) -> None:
    pdf = made_pdf(3)
    printed = painted(pdf)
    assert page_pictures.page_count(printed) == page_pictures.page_count(pdf) >= 3
    before, after = page_pictures.page_image(pdf, 1), page_pictures.page_image(printed, 1)
    assert abs(before.width - after.width) <= 1
    assert abs(before.height - after.height) <= 1
    assert abs(darkness(before) - darkness(after)) < 0.02
    assert darkness(after) > 0.01


@pytest.mark.parametrize(("sheet", "times"), [(SheetSize.A3, 2**0.5), (SheetSize.A5, 0.5**0.5)])
def test_on_other_paper_the_page_is_fitted(qapp: object, sheet: SheetSize, times: float) -> None:
    pdf = made_pdf(1)
    before, after = page_pictures.page_image(pdf, 0), page_pictures.page_image(painted(pdf, sheet), 0)
    assert after.width == pytest.approx(before.width * times, abs=3)
    assert abs(darkness(before) - darkness(after)) < 0.02, "the whole page stands on it"


def test_the_environment_of_the_command_is_plain_english(commands: Path) -> None:
    out = commands.parent
    command(commands, "lp", f'echo "$LC_ALL" > "{out}/language"\n/bin/cat > /dev/null')
    CommandPrinting().send(PrintJob(PDF))
    assert (out / "language").read_text().strip() == "C"
