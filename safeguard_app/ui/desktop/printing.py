"""Sending a finished document to a printer from memory. We write no file; the system's own spool is out of reach.

On Linux and macOS the PDF goes to ``lp`` on its standard input. On Windows its pages are drawn and painted onto a
``QPrinter``. The job is called "Document" everywhere, so that no queue shows a name or a case number. Both run off
the window's thread.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final, Protocol

from safeguard_app.ui.desktop.page_painting import PagePixels, SheetSize, paint_pages
from safeguard_app.ui.desktop.print_problems import NoPrinter, NoPrinting, PrinterRefused

JOB_TITLE: Final = "Document"
_DOTS_PER_INCH: Final = 300.0
_SENDING_SECONDS: Final = 60
_ASKING_SECONDS: Final = 5

Pages = Callable[[bytes, float], Iterable[PagePixels]]
"""Draws every page of a PDF at a resolution, one at a time."""


class Sides(Enum):
    """On which sides of a sheet it prints; the value is what ``lp`` calls it."""

    AS_SET = ""
    ONE = "one-sided"
    BOTH = "two-sided-long-edge"


@dataclass(frozen=True, slots=True)
class PrintJob:
    """What goes to a printer. An empty ``printer`` is the computer's usual one. Pages are A4, and fitted to others."""

    pdf: bytes
    copies: int = 1
    printer: str = ""
    sheet: SheetSize = SheetSize.A4
    sides: Sides = Sides.AS_SET


class Printing(Protocol):
    """The way to printers on this computer."""

    def printers(self) -> tuple[str, ...]:
        """Names of printers, the usual one first; empty when there is none. Slow: not on the window's thread."""

    def send(self, job: PrintJob) -> None:
        """Send a document. Returns once the print system has taken all of it; raises a KnownProblem otherwise."""


class CommandPrinting:
    """Linux and macOS: the ``lp`` and ``lpstat`` commands that come with the system's own printing."""

    def printers(self) -> tuple[str, ...]:
        """Ask ``lpstat`` for the usual printer and all others."""
        named = [name for name in _asked(["lpstat", "-e"]).split("\n") if name]
        _, _, usual = _asked(["lpstat", "-d"]).partition(":")
        chosen = usual.strip()
        return tuple(sorted(set(named), key=lambda name: (name != chosen, name.casefold())))

    def send(self, job: PrintJob) -> None:
        """Pipe the PDF to ``lp``."""
        command = shutil.which("lp")
        if command is None:
            raise NoPrinting
        words = [command, "-s", "-t", JOB_TITLE, "-n", str(job.copies)]
        words += ["-o", f"media={job.sheet.value}"]
        if job.sheet is not SheetSize.A4:
            words += ["-o", "fit-to-page"]
        if job.sides is not Sides.AS_SET:
            words += ["-o", f"sides={job.sides.value}"]
        if job.printer:
            words += ["-d", job.printer]
        try:
            ended = subprocess.run(  # noqa: S603 - a fixed command of the system; the printer's name is one argument
                words, input=job.pdf, capture_output=True, timeout=_SENDING_SECONDS, check=False, env=_plain()
            )
        except (OSError, subprocess.TimeoutExpired):
            raise PrinterRefused from None
        if ended.returncode != 0:
            said = ended.stderr.decode("utf-8", "replace").casefold()
            raise NoPrinter if "destination" in said else PrinterRefused


class PaintedPrinting:
    """Windows: pages drawn at 300 dots per inch and painted by Qt onto the system's printer."""

    def __init__(self, pages: Pages) -> None:
        """``pages`` draws the document."""
        self._pages = pages

    def printers(self) -> tuple[str, ...]:
        """Ask the system."""
        from PySide6.QtPrintSupport import QPrinterInfo

        usual = QPrinterInfo.defaultPrinterName()
        names = set(QPrinterInfo.availablePrinterNames())
        return tuple(sorted(names, key=lambda name: (name != usual, name.casefold())))

    def send(self, job: PrintJob) -> None:
        """Paint every page."""
        from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

        name = job.printer or QPrinterInfo.defaultPrinterName()
        if not name or QPrinterInfo.printerInfo(name).isNull():
            raise NoPrinter
        device = QPrinter(QPrinter.PrinterMode.HighResolution)
        device.setPrinterName(name)
        device.setDocName(JOB_TITLE)
        device.setFullPage(True)
        device.setResolution(round(_DOTS_PER_INCH))
        device.setCopyCount(job.copies)
        modes = {Sides.ONE: QPrinter.DuplexMode.DuplexNone, Sides.BOTH: QPrinter.DuplexMode.DuplexLongSide}
        if job.sides in modes:
            device.setDuplex(modes[job.sides])
        paint_pages(device, self._pages(job.pdf, _DOTS_PER_INCH), job.sheet)


def printing_here(pages: Pages) -> Printing:
    """The way to printers on this system."""
    return PaintedPrinting(pages) if sys.platform == "win32" else CommandPrinting()


def _asked(words: Sequence[str]) -> str:
    """What a command of the print system answers; nothing where it is missing, fails or does not answer in time."""
    command = shutil.which(words[0])
    if command is None:
        return ""
    try:
        ended = subprocess.run(  # noqa: S603 - a fixed command of the system without input
            [command, *words[1:]], capture_output=True, timeout=_ASKING_SECONDS, check=False, env=_plain()
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return ended.stdout.decode("utf-8", "replace") if ended.returncode == 0 else ""


def _plain() -> dict[str, str]:
    """The environment with the command's own messages in plain English, which :meth:`send` reads."""
    return {**os.environ, "LC_ALL": "C"}
