"""The process that looks into one evidence file, and ends with its answer.

It is started anew for each file and knows no log, no key and no name. Everything it may need is imported first; then
it is limited and can open nothing any more; only then does it read: a line with the question, and the file.
"""

import encodings.aliases
import importlib
import pkgutil
from contextlib import suppress
from typing import BinaryIO

import msgspec
from PIL import Image

from safeguard_app.evidence_files import heif_pictures, pdf_portraits, pupil_transfer, reading, showing, texts
from safeguard_app.evidence_files.pixels import NotShown
from safeguard_app.evidence_files.question import LIMITS, Question, asked
from safeguard_app.system.limited_process import limit_this_process, shut_out


def main() -> int:
    """Answer one question about one file; the code is 0, or why nothing is shown."""
    _read_ahead()
    limit_this_process(LIMITS)
    shut_out()
    # By their numbers: where a packaged build has no console, Python gives them no names.
    with open(0, "rb", closefd=False) as asking, open(1, "wb", closefd=False) as answering:
        question, content = asked(asking)
        try:
            _answer(question, content, answering)
        except NotShown as refused:
            return refused.refusal
    return 0


def _answer(question: Question, content: bytes, pipe: BinaryIO) -> None:
    if question.words:
        pipe.write(msgspec.json.encode(texts.text_of(content, question.media_type)))
    elif question.pupils:
        pipe.write(msgspec.json.encode(pupil_transfer.pupils_of(content)))
    elif question.portrait:
        pipe.write(msgspec.json.encode(pdf_portraits.portrait(content)))
    elif question.show is None:
        pipe.write(msgspec.json.encode(reading.read(content, question.media_type)))
    else:
        found = showing.shown(
            content,
            question.media_type,
            question.show,
            small=question.small,
            fine=question.fine,
            forms=question.forms,
        )
        found.put(pipe)
    pipe.flush()


def _read_ahead() -> None:
    """Import whatever the libraries import only when they need it: later nothing can be opened."""
    get_pictures_ready()
    for name in ("pypdfium2.raw", "lxml.etree"):
        importlib.import_module(name)
    ways = {
        *encodings.aliases.aliases.values(),
        *(one.name for one in pkgutil.iter_modules(encodings.__path__)),
    }
    for name in sorted(ways):
        with suppress(ImportError):  # those of another system
            importlib.import_module(f"encodings.{name}")


def get_pictures_ready() -> None:
    """Import what decodes pictures."""
    Image.init()
    heif_pictures.get_ready()
    for name in ("PIL.ImageFile", "PIL.TiffImagePlugin"):
        importlib.import_module(name)
