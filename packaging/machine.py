"""What this machine is and has: Python, platform, display, and the system libraries a Linux desktop may lack.

Standard library only, and nothing newer than the grammar of Python 3.8: it has to run before anything is installed,
on a Python that may be too old.
"""

from __future__ import annotations

import ctypes
import os
import platform
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

OLDEST_PYTHON = (3, 11)
OLDEST_GLIBC = (2, 34)
OLDEST_MACOS = 13


class Obstacle(Exception):  # noqa: N818 - nothing went wrong in this script, so it is not called an error
    """Something the person at the keyboard can put right: what stands in the way, and what to do next."""

    def __init__(self, sentence: str, next_step: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.next_step = next_step


class SystemPart(NamedTuple):
    """A library or command of the operating system: what to look for, and the Debian package that brings it."""

    name: str
    package: str


# What the wheels of Qt load from the system (read off their ELF headers), first for any use at all ...
QT_LIBRARIES = (
    SystemPart("libEGL.so.1", "libegl1"),
    SystemPart("libGL.so.1", "libgl1"),
    SystemPart("libxkbcommon.so.0", "libxkbcommon0"),
    SystemPart("libdbus-1.so.3", "libdbus-1-3"),
    SystemPart("libfontconfig.so.1", "libfontconfig1"),
    SystemPart("libfreetype.so.6", "libfreetype6"),
    SystemPart("libglib-2.0.so.0", "libglib2.0-0"),
    SystemPart("libgthread-2.0.so.0", "libglib2.0-0"),
    SystemPart("libX11.so.6", "libx11-6"),
    SystemPart("libzstd.so.1", "libzstd1"),
)
# ... and then for a window on an X11 screen.
SCREEN_LIBRARIES = (
    SystemPart("libX11-xcb.so.1", "libx11-xcb1"),
    SystemPart("libxcb-cursor.so.0", "libxcb-cursor0"),
    SystemPart("libxcb-glx.so.0", "libxcb-glx0"),
    SystemPart("libxcb-icccm.so.4", "libxcb-icccm4"),
    SystemPart("libxcb-image.so.0", "libxcb-image0"),
    SystemPart("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    SystemPart("libxcb-randr.so.0", "libxcb-randr0"),
    SystemPart("libxcb-render-util.so.0", "libxcb-render-util0"),
    SystemPart("libxcb-shape.so.0", "libxcb-shape0"),
    SystemPart("libxcb-shm.so.0", "libxcb-shm0"),
    SystemPart("libxcb-sync.so.1", "libxcb-sync1"),
    SystemPart("libxcb-util.so.1", "libxcb-util1"),
    SystemPart("libxcb-xfixes.so.0", "libxcb-xfixes0"),
    SystemPart("libxcb-xkb.so.1", "libxcb-xkb1"),
    SystemPart("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
)
# The tests read the program's files with tools that share no code with it, and look at a window on a virtual screen.
TEST_COMMANDS = (
    SystemPart("age", "age"),
    SystemPart(
        "cc", "build-essential"
    ),  # the trials note every write of a process with a library compiled on the spot
    SystemPart("pdftotext", "poppler-utils"),
    SystemPart("Xvfb", "xvfb"),
    SystemPart("git", "git"),
)
# They read words in pictures too, with the language data that a person's own Tesseract would bring.
READING_DATA = Path("/usr/share/tesseract-ocr/5/tessdata/eng.traineddata")
READING_PACKAGE = "tesseract-ocr-eng"
FONT_PACKAGE = "fonts-dejavu-core"


def check_python(
    version: Sequence[int] = sys.version_info[:3], pointer_bytes: int = struct.calcsize("P")
) -> None:
    """Raise `Obstacle` unless this Python is new enough and 64-bit."""
    if tuple(version[:2]) < OLDEST_PYTHON:
        raise Obstacle(
            f"This is Python {version[0]}.{version[1]}; Safeguard Log needs Python 3.11 or newer.",
            "Install a newer Python and start this script with it, for example: python3.12 packaging/bootstrap.py",
        )
    if pointer_bytes != 8:
        raise Obstacle(
            "This Python is a 32-bit program; the window library exists for 64-bit Python only.",
            "Install the 64-bit Python and start this script with it.",
        )


def check_platform(system: str, processor: str, libc: tuple[str, str], macos: str) -> None:
    """Raise `Obstacle` unless every pinned package is published for this operating system and processor.

    The arguments are what `platform.system()`, `.machine()`, `.libc_ver()` and `.mac_ver()[0]` return.
    """
    supported = "Supported are Windows and Linux on x86-64, and macOS 13 or newer on Apple silicon."
    if system == "Darwin":
        if processor != "arm64" or version_numbers(macos) < (OLDEST_MACOS,):
            raise Obstacle(f"This Mac (macOS {macos}, {processor}) is not supported.", supported)
    elif system not in {"Windows", "Linux"} or processor.lower() not in {"x86_64", "amd64"}:
        raise Obstacle(f"This system ({system}, {processor}) is not supported.", supported)
    elif system == "Linux" and (libc[0] != "glibc" or version_numbers(libc[1]) < OLDEST_GLIBC):
        raise Obstacle(
            f"The C library of this Linux ({' '.join(libc).strip() or 'unknown'}) is not supported; "
            "the window library needs glibc 2.34 or newer.",
            "Use Debian 12, Ubuntu 22.04, or any Linux of their age or newer.",
        )


def version_numbers(text: str) -> tuple[int, ...]:
    """Return the leading numbers of a dotted version, for comparing."""
    return tuple(int(part) for part in text.split(".") if part.isdigit())


def check_machine() -> None:
    """Raise `Obstacle` unless the program can be installed on this machine by this Python."""
    check_python()
    check_platform(platform.system(), platform.machine(), platform.libc_ver(), platform.mac_ver()[0])


def has_display(environment: Mapping[str, str], system: str) -> bool:
    """Tell whether a window can appear here; Windows and macOS are taken to have a screen."""
    if environment.get("QT_QPA_PLATFORM", "").partition(":")[0] in {"offscreen", "minimal"}:
        return False
    return system != "Linux" or bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def library_found(name: str) -> bool:
    """Tell whether the dynamic linker finds a library, in the only sure way: by loading it."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def font_found(folders: Iterable[Path]) -> bool:
    """Tell whether a scalable font lies in one of the folders; with none, Qt draws empty boxes."""
    for folder in folders:
        for _, _, names in os.walk(folder):
            if any(name.lower().endswith((".ttf", ".otf", ".ttc")) for name in names):
                return True
    return False


def font_folders() -> tuple[Path, ...]:
    """Return where Linux keeps fonts."""
    home = Path.home()
    return (
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".local/share/fonts",
        home / ".fonts",
    )


def missing_packages(on_screen: bool, testing: bool) -> list[str]:
    """Return the Debian packages whose library, command or font this Linux machine lacks, each once."""
    libraries = QT_LIBRARIES + (SCREEN_LIBRARIES if on_screen else ())
    missing = [part.package for part in libraries if not library_found(part.name)]
    if testing:
        missing += [part.package for part in TEST_COMMANDS if shutil.which(part.name) is None]
        missing += [] if READING_DATA.exists() else [READING_PACKAGE]
    if not font_found(font_folders()):
        missing.append(FONT_PACKAGE)
    return list(dict.fromkeys(missing))


def root_prefix() -> list[str] | None:
    """Return what to put before a command to run it as root without being asked, or None where that is not allowed."""
    if os.name == "nt":
        return None
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n", "--preserve-env=DEBIAN_FRONTEND"]
    return None


def install_packages(packages: Sequence[str]) -> None:
    """Install Debian packages, or raise `Obstacle` with the command that would."""
    names = ", ".join(packages)
    by_hand = "sudo apt-get install " + " ".join(packages)
    if shutil.which("apt-get") is None:
        raise Obstacle(
            f"Parts of the operating system are missing. Debian calls them: {names}.",
            "Install what your system calls them, then start this again.",
        )
    prefix = root_prefix()
    if prefix is None:
        raise Obstacle(f"Parts of the operating system are missing: {names}.", f"Install them: {by_hand}")
    print(f"Installing what the operating system lacks: {names}", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    get = [*prefix, "apt-get", "-qq"]
    # Without fresh lists a new machine knows no package; an old list may still do when there is no network.
    subprocess.run([*get, "update"], env=environment, check=False)
    install = [*get, "install", "-y", "--no-install-recommends", *packages]
    if subprocess.run(install, env=environment, check=False).returncode != 0:
        raise Obstacle(
            "System packages could not be installed; the reason stands above.", f"Try by hand: {by_hand}"
        )


def prepare_system(on_screen: bool, testing: bool) -> None:
    """See to the system libraries. On Windows and macOS the packages bring everything themselves."""
    if platform.system() == "Linux":
        missing = missing_packages(on_screen, testing)
        if missing:
            install_packages(missing)
