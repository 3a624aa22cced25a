"""The project's own files: what git tracks or would track, so that a rule bites before the commit."""

import subprocess
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[2]


@cache
def project_files() -> tuple[PurePosixPath, ...]:
    """Return every file of the checkout but the ignored ones, relative to its root, in order of name."""
    command = [
        "git",
        "-c",
        "safe.directory=*",
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    found = {PurePosixPath(name) for name in listed.split("\0") if name}
    return tuple(sorted(path for path in found if (ROOT / path).is_file()))


def files_in(folder: str, suffix: str = "") -> list[PurePosixPath]:
    """Return the project's files below a folder of the root whose names end with `suffix`."""
    return [path for path in project_files() if path.parts[0] == folder and path.name.endswith(suffix)]


def python_files() -> list[PurePosixPath]:
    """Return every Python file of the project."""
    return [path for path in project_files() if path.suffix == ".py"]


def text_of(path: PurePosixPath) -> str:
    """Return a project file as text; bytes that are no text are replaced, so that any file can be searched."""
    return (ROOT / path).read_text(encoding="utf-8", errors="replace")


def findings(paths: Iterable[PurePosixPath], rule: Callable[[str], list[str]]) -> dict[str, list[str]]:
    """Apply a rule to the text of each file and return what it finds, by file; empty when all is well."""
    found = {str(path): rule(text_of(path)) for path in paths}
    return {path: wrong for path, wrong in found.items() if wrong}
