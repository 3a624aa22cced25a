"""Gather the licence texts of everything a packaged build brings along.

    python packaging/licences/collect.py FOLDER

Run by the project's own Python. Copies, for each package pinned in `requirements.txt`, the licence files it was
published with, then the texts of this folder and of the resources, and the project's own licence. Fails for a package
that has no licence text from either.
"""

from __future__ import annotations

import importlib.metadata
import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORDS = ("licen", "notice", "copying", "authors")
# Packages that name their licence without carrying its text; the text lies in this folder.
TEXT_HERE = {"pyside6-essentials": "LGPL-3.0.txt", "shiboken6": "LGPL-3.0.txt"}


def pinned_packages(requirements: str) -> list[str]:
    """Return the names pinned in a compiled requirement file."""
    return re.findall(r"^([a-z0-9.-]+)==", requirements, flags=re.MULTILINE)


def licence_files(package: str) -> dict[str, Path]:
    """Return the licence files an installed package was published with, by a name that is theirs alone."""
    files = importlib.metadata.files(package) or []
    named = [
        file
        for file in files
        if ".dist-info" in str(file) and any(word in str(file).lower() for word in WORDS)
    ]
    return {"-".join(file.parts[1:]): Path(str(file.locate())) for file in named}


def collect(target: Path) -> None:
    """Fill a folder with one folder of licence texts for each package, and the texts of the project's own parts."""
    here = Path(__file__).parent
    for package in pinned_packages((ROOT / "packaging" / "requirements.txt").read_text(encoding="utf-8")):
        texts = licence_files(package) or {TEXT_HERE[package]: here / TEXT_HERE[package]}
        folder = target / package
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            shutil.copyfile(text, folder / name)
    for text in (*here.glob("*.txt"), here / "THIRD-PARTY.md", ROOT / "LICENSE"):
        shutil.copyfile(text, target / text.name)
    for text in (ROOT / "resources").glob("*/[LO][IF][CL]*"):
        shutil.copyfile(text, target / f"{text.parent.name}-{text.name}")


if __name__ == "__main__":
    collect(Path(sys.argv[1]))
