"""The project's own Python: `.venv`, filled once with the pinned and hashed requirements.

A stamp in `.venv` remembers which requirement files were installed by which Python, so that a later start costs the
reading of two small files. Standard library only.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import platform
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from machine import Obstacle, install_packages

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP_NAME = "requirements-stamp.json"
RUN_FILE = ROOT / "packaging" / "requirements.txt"
# Holds everything RUN_FILE holds, at the same versions, and more: who has installed it has installed both.
TEST_FILE = ROOT / "packaging" / "requirements-dev.txt"

# How pip says that it reached nobody. Its sentences differ between versions, these parts of them do not.
NETWORK_SIGNS = (
    "NewConnectionError",
    "ConnectTimeoutError",
    "Temporary failure in name resolution",
    "Name or service not known",
    "getaddrinfo failed",
    "Network is unreachable",
    "ProxyError",
    "Read timed out",
    "ConnectionResetError",
    "Failed to establish a new connection",
)
# What pip says about packages that need nothing doing.
QUIET = ("Requirement already satisfied", "Using cached", "Looking in")


def venv_python() -> Path:
    """Return the path of the project's own Python."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def call(arguments: Sequence[str], settings: Mapping[str, str] | None = None) -> int:
    """Run the project's own Python in the checkout, with environment variables on top, and return its exit code."""
    environment = {**os.environ, **(settings or {})}
    return subprocess.run([str(venv_python()), *arguments], cwd=ROOT, env=environment, check=False).returncode


def venv_modules_found() -> bool:
    """Tell whether this Python can make an environment; Debian packs what that needs apart."""
    return all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))


def make_venv() -> None:
    """Make `.venv`, replacing one that is broken or was made by another Python."""
    again = "Put that right and start this again."
    if VENV.exists() and not (VENV / "pyvenv.cfg").exists() and any(VENV.iterdir()):
        raise Obstacle(
            "The folder .venv holds something that is not a Python environment.", "Move it away first."
        )
    if Path(sys.prefix).resolve() == VENV.resolve():
        raise Obstacle(
            "The Python inside .venv cannot replace itself.", "Start this with the system's python3."
        )
    if not venv_modules_found():
        if platform.system() != "Linux":
            raise Obstacle(
                "This Python lacks the modules that make environments.", "Install a complete Python."
            )
        install_packages([f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"])
    print("Making the environment .venv", flush=True)
    if subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=False).returncode != 0:
        raise Obstacle("The environment .venv could not be made; the reason stands above.", again)


def wanted_stamp(requirement_file: Path) -> dict[str, str]:
    """Return what the stamp says once a requirement file is installed, byte for byte, by this very Python."""
    return {
        "python": f"{platform.python_version()} {sys.base_prefix}",
        requirement_file.name: hashlib.sha256(requirement_file.read_bytes()).hexdigest(),
    }


def read_stamp() -> dict[str, str]:
    """Return what the last installation left; empty where there was none or it cannot be read."""
    try:
        stamp = json.loads((VENV / STAMP_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def explain_pip(output: str) -> Obstacle:
    """Turn what pip said on failing into a sentence and what to do next."""
    if "DO NOT MATCH THE HASHES" in output:
        return Obstacle(
            "A downloaded package is not the one this project was checked with; it was not installed.",
            "Try again on another network. If it stays so, tell the developers: it may be tampering.",
        )
    if any(sign in output for sign in NETWORK_SIGNS):
        return Obstacle(
            "The packages could not be downloaded: the package index was not reached.",
            "Connect this computer for the set-up (the program itself never uses a network) and start this again.",
        )
    if "No matching distribution found" in output:
        return Obstacle(
            f"A pinned package does not exist for Python {platform.python_version()} on this system.",
            "Use Python 3.11, 3.12, 3.13 or 3.14. On a Mac the tests need macOS 15, the program macOS 13.",
        )
    if "No space left on device" in output:
        return Obstacle("The disk is full.", "Free one gigabyte and start this again.")
    return Obstacle(
        "The packages could not be installed; the reason stands above.", "Put it right and start again."
    )


def install_requirements(requirement_file: Path) -> None:
    """Install a requirement file into `.venv`, every hash checked, showing pip's lines as they come."""
    print(f"Installing the packages of {requirement_file.name} (once; a few hundred megabytes)", flush=True)
    command = [
        str(venv_python()),
        "-m",
        "pip",
        "install",
        "--require-hashes",
        "--only-binary=:all:",
        "--no-input",
    ]
    command += ["--disable-pip-version-check", "--progress-bar=off", "-r", str(requirement_file)]
    output = []
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace"
    ) as pip:
        for line in pip.stdout or ():
            output.append(line)
            if not line.lstrip().startswith(QUIET):
                print("  " + line, end="", flush=True)
    if pip.returncode != 0:
        raise explain_pip("".join(output))


def prepare_venv(requirement_file: Path) -> None:
    """Make `.venv` hold at least the packages of a requirement file; at once where it already does."""
    wanted, stamp = wanted_stamp(requirement_file), read_stamp()
    usable = venv_python().exists() and stamp.get("python", wanted["python"]) == wanted["python"]
    if usable and all(stamp.get(key) == value for key, value in wanted.items()):
        return
    if not usable:
        make_venv()
    install_requirements(requirement_file)
    if requirement_file == TEST_FILE:
        wanted.update(wanted_stamp(RUN_FILE))
    (VENV / STAMP_NAME).write_text(json.dumps(wanted, indent=1) + "\n", encoding="utf-8")
