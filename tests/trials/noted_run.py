"""Loading ``write_log.c`` into a process: to note every change it makes to files, or to refuse one of them.

Linux with a C compiler; trials that need it say so where there is none.
"""

import os
import shutil
import subprocess
from pathlib import Path

_SOURCE = Path(__file__).with_name("write_log.c")


def compiled(folder: Path) -> Path:
    """The library, compiled into ``folder``."""
    library = folder / "write_log.so"
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        raise RuntimeError("this trial needs a C compiler (cc)")
    command = [compiler, "-shared", "-fPIC", "-O2", "-Wall", "-o", str(library), str(_SOURCE), "-ldl"]
    subprocess.run(command, check=True)
    return library


def watching(library: Path, under: Path, notes: Path) -> dict[str, str]:
    """The environment of a process whose changes under a folder are noted."""
    return {
        **os.environ,
        "LD_PRELOAD": str(library),
        "WRITE_LOG": str(notes),
        "WRITE_LOG_UNDER": str(under),
    }


def refusing(library: Path, under: Path, notes: Path, start: int, count: int, error: int) -> dict[str, str]:
    """As :func:`watching`, and changes from number ``start`` on fail with an error number, ``count`` of them."""
    refused = {"REFUSE_FROM": str(start), "REFUSE_COUNT": str(count), "REFUSE_WITH": str(error)}
    return {**watching(library, under, notes), **refused}
