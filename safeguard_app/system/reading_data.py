"""Where this computer keeps what Tesseract needs to read words in pictures: its language data. Nothing is fetched."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

LANGUAGE = "eng"
_FILE = "{}.traineddata"
_LINUX = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/share/tesseract/tessdata",
    "/usr/local/share/tessdata",
)
_MACOS = ("/opt/homebrew/share/tessdata", "/usr/local/share/tessdata", "/opt/local/share/tessdata")


def reading_data() -> Path | None:
    """The folder of the language data, where English is there and the program can use it; None turns reading off."""
    if find_spec("tesserocr") is None:
        return None
    return next((folder for folder in _places() if has_language(folder)), None)


def has_language(folder: Path, language: str = LANGUAGE) -> bool:
    """Whether the data of a language lie in a folder."""
    return (folder / _FILE.format(language)).is_file()


def _places() -> list[Path]:
    """What IT says first, then where each system's installer puts it."""
    said = os.environ.get("TESSDATA_PREFIX")
    found = [Path(said), Path(said) / "tessdata"] if said else []
    if sys.platform == "win32":
        roots = [os.environ.get(name) for name in ("ProgramFiles", "ProgramW6432")]
        own = os.environ.get("LOCALAPPDATA")
        found += [Path(root) / "Tesseract-OCR" / "tessdata" for root in roots if root]
        found += [Path(own) / "Programs" / "Tesseract-OCR" / "tessdata"] if own else []
        return found
    return found + [Path(place) for place in (_MACOS if sys.platform == "darwin" else _LINUX)]
