"""Compile the pinned requirement files: every version exact, every file hashed, no address of any package index.

Needs a network and pip-tools, which nothing else here does: install it by hand in a throw-away environment.

    python packaging/compile_requirements.py            keep the versions that still fit
    python packaging/compile_requirements.py --upgrade  take the newest of everything

`pip-compile` resolves for the machine it runs on, so a package that only Windows needs is named in the `.in` file
without a condition and given its condition here.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PACKAGING = Path(__file__).resolve().parent
PLATFORM_ONLY = {"colorama": 'sys_platform == "win32"', "tesserocr": 'sys_platform != "darwin"'}
OPTIONS = (
    "--generate-hashes",
    "--strip-extras",
    "--no-header",
    "--no-annotate",
    "--no-emit-index-url",
    "--no-emit-trusted-host",
    "--no-emit-find-links",
    "--no-emit-options",
    "--quiet",
)


def with_condition(line: str) -> str:
    """Return a requirement line with the condition of a package that only one platform needs."""
    name, separator, rest = line.partition("==")
    condition = PLATFORM_ONLY.get(name)
    if not separator or condition is None or ";" in rest:
        return line
    version, continuation, tail = rest.partition(" \\")
    return f"{name}=={version} ; {condition}{continuation}{tail}"


def compile_file(stem: str, extra: list[str]) -> None:
    """Compile `stem`.in to `stem`.txt beside it."""
    target = PACKAGING / f"{stem}.txt"
    command = [sys.executable, "-m", "piptools", "compile", *OPTIONS, *extra, f"{stem}.in", "-o", target.name]
    environment = {**os.environ, "CUSTOM_COMPILE_COMMAND": "python packaging/compile_requirements.py"}
    subprocess.run(command, cwd=PACKAGING, check=True, env=environment)
    lines = [with_condition(line) for line in target.read_text(encoding="utf-8").splitlines()]
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Compile both files, the run-time one first so that the other agrees with it."""
    compile_file("requirements", sys.argv[1:])
    compile_file("requirements-dev", ["-c", "requirements.txt", *sys.argv[1:]])


if __name__ == "__main__":
    main()
