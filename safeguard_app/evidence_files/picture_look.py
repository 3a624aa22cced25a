"""What a machine makes of a picture: the words in it, and how it looks. Only the process apart comes here.

Tesseract reads from memory and writes nothing; its language data are read before this process is shut out.
"""

import re
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps, ImageStat

from safeguard_app.domain.machine_reading import MOST_LETTERS, SMALL_SIDE, PictureLook, SmallPicture
from safeguard_app.domain.text_rules import pasted_text, visible
from safeguard_app.evidence_files import showing
from safeguard_app.evidence_files.pixels import Pixels
from safeguard_app.system.reading_data import LANGUAGE, has_language

_WELSH = "cym"
_MOST_READ = 8_000_000
"""Pixels that are read; a larger picture is read smaller, which its words survive."""
_DOTS = 150
"""What a picture is taken to have to an inch, so that Tesseract does not guess."""
_VERSION = re.compile("[0-9]+[.][0-9]+([.][0-9]+)?")
_SIDE = 16
_DARK = 110
_ADAPTIVE_OTSU, _SAUVOLA = "1", "2"


class Reader:
    """Tesseract with its language data, ready to read."""

    def __init__(self, folder: Path) -> None:
        """Load it. Raises ImportError where the binding is missing, RuntimeError where the data are no such data."""
        import tesserocr  # type: ignore[import-untyped]

        languages = [LANGUAGE, *([_WELSH] if has_language(folder, _WELSH) else [])]
        self._tesseract: Any = tesserocr.PyTessBaseAPI(path=str(folder), lang="+".join(languages))
        version = _VERSION.search(tesserocr.tesseract_version())
        if version is None:
            raise RuntimeError
        self.name = f"Tesseract {version[0]}, {'+'.join(languages)}"

    def words(self, picture: Image.Image) -> str:
        """The words of a grey picture, line by line; of a dark one, as telephones show at night, from its negative.

        What is ink is told spot by spot: one threshold for all of it would lose the words in coloured bubbles.
        """
        dark = ImageStat.Stat(picture).median[0] < _DARK
        if dark:
            picture = ImageOps.invert(picture)
        self._tesseract.SetVariable("thresholding_method", _SAUVOLA if dark else _ADAPTIVE_OTSU)
        self._tesseract.SetImageBytes(picture.tobytes(), picture.width, picture.height, 1, picture.width)
        self._tesseract.SetSourceResolution(_DOTS)
        read = self._tesseract.GetUTF8Text()
        lines = (" ".join(line.split()) for line in visible(pasted_text(read)).splitlines())
        return "\n".join(line for line in lines if line)[:MOST_LETTERS]


def reader_from(folder: str) -> Reader | None:
    """A reader with the data in ``folder``; None where there is none, so that pictures are not read."""
    if not folder:
        return None
    try:
        return Reader(Path(folder))
    except (ImportError, RuntimeError):
        return None


def look_at(content: bytes, media_type: str, reader: Reader | None) -> PictureLook:
    """Read a picture. Raises :class:`NotShown`."""
    paper = _on_paper(showing.shown(content, media_type))
    grey = paper.convert("L")
    likeness, small = _likeness(grey), _small(paper)
    if reader is None:
        return PictureLook(likeness=likeness, small=small)
    return PictureLook(reader.words(grey), reader.name, likeness, small)


def _small(paper: Image.Image) -> SmallPicture:
    paper.thumbnail((SMALL_SIDE, SMALL_SIDE))
    return SmallPicture(paper.width, paper.height, paper.tobytes())


def _on_paper(shown: Pixels) -> Image.Image:
    """On white, in its colours."""
    size = (shown.width, shown.height)
    picture = Image.frombytes("RGB" if shown.depth == 3 else "RGBA", size, shown.pixels)
    if shown.depth == 4:
        paper = Image.new("RGBA", size, "white")
        paper.alpha_composite(picture)
        picture = paper
    if shown.width * shown.height > _MOST_READ:
        share = (_MOST_READ / (shown.width * shown.height)) ** 0.5
        picture = picture.resize((max(1, int(shown.width * share)), max(1, int(shown.height * share))))
    return picture.convert("RGB")


def _likeness(grey: Image.Image) -> str:
    """For each of 16 by 16 spots, whether it is clearly lighter than the one to its right."""
    small = grey.resize((_SIDE + 1, _SIDE), Image.Resampling.BOX)
    spots = small.tobytes()
    bits = 0
    for row in range(_SIDE):
        for column in range(_SIDE):
            at = row * (_SIDE + 1) + column
            bits = bits << 1 | (spots[at] > spots[at + 1] + 2)
    return f"{bits:064x}"
