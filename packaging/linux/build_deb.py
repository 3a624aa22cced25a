"""Build a Debian package of the program: `build/safeguard-log_VERSION_amd64.deb`.

    python packaging/linux/build_deb.py WHEEL

Run by the project's own Python on Debian or Ubuntu. Everything the program imports is laid down, pinned and hashed, in
/usr/lib/safeguard-log, for the system's Python of the same minor version as the one that builds; only system libraries
are dependencies. Needs `dpkg-deb`.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "packaging"))
from left_out import left_out  # noqa: E402 - found only with the line above

BUILD = ROOT / "build"
LIBRARY = "usr/lib/safeguard-log"
DEPENDENCIES = (
    "libegl1, libgl1, libxkbcommon0, libxkbcommon-x11-0, libdbus-1-3, libfontconfig1, libfreetype6, "
    "libglib2.0-0 | libglib2.0-0t64, libx11-6, libx11-xcb1, libzstd1, libxcb-cursor0, libxcb-glx0, libxcb-icccm4, "
    "libxcb-image0, libxcb-keysyms1, libxcb-randr0, libxcb-render-util0, libxcb-shape0, libxcb-shm0, libxcb-sync1, "
    "libxcb-util1, libxcb-xfixes0, libxcb-xkb1"
)
DESKTOP_ENTRY = """\
[Desktop Entry]
Type=Application
Name=Safeguard Log
Comment=Offline, encrypted safeguarding log of a school
Exec=safeguard-log
Icon=safeguard-log
Terminal=false
Categories=Office;Education;
"""


def control(version: str, minor: int, kilobytes: int) -> str:
    """Return the package's control file, for Python 3.`minor`."""
    python = f"python3 (>= 3.{minor}), python3 (<< 3.{minor + 1})"
    return textwrap.dedent(f"""\
        Package: safeguard-log
        Version: {version}
        Architecture: amd64
        Maintainer: The Safeguard Log developers
        Installed-Size: {kilobytes}
        Depends: {python}, {DEPENDENCIES}
        Section: education
        Priority: optional
        Description: offline, encrypted safeguarding log of a school
         Records of online harm and safeguarding concerns, family relationship
         declarations and referrals, kept encrypted on one computer.
        """)


def launcher(function: str) -> str:
    """Return a command that starts one of the program's entry points, whatever the user's Python settings."""
    return textwrap.dedent(f"""\
        #!/usr/bin/python3 -I
        import sys

        sys.path.insert(0, "/{LIBRARY}")
        from safeguard_app.__main__ import {function}

        sys.exit({function}())
        """)


def lay_down(tree: Path, wheel: Path) -> None:
    """Install the pinned packages and the wheel into the tree; add launchers, menu entry and licences."""
    library = tree / LIBRARY
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-compile", "--target", str(library)]
    pinned = ROOT / "packaging" / "requirements.txt"
    subprocess.run([*install, "--require-hashes", "--only-binary=:all:", "-r", str(pinned)], check=True)
    subprocess.run([*install, "--no-index", "--no-deps", str(wheel)], check=True)
    shutil.rmtree(library / "bin", ignore_errors=True)  # launchers for the building environment
    for file in [path for path in library.rglob("*") if not path.is_dir()]:
        if left_out(str(file.relative_to(library))):
            file.unlink()
    for name, function in (("safeguard-log", "window_main"), ("safeguard-log-cli", "cli_main")):
        put(tree / "usr/bin" / name, launcher(function)).chmod(0o755)
    put(tree / "usr/share/applications/safeguard-log.desktop", DESKTOP_ENTRY)
    icon = ROOT / "resources/icons/app/safeguard-log.svg"
    put(tree / "usr/share/icons/hicolor/scalable/apps/safeguard-log.svg", icon.read_text(encoding="utf-8"))
    documents = tree / "usr/share/doc/safeguard-log"
    put(documents / "copyright", (ROOT / "LICENSE").read_text(encoding="utf-8"))
    collect = ROOT / "packaging" / "licences" / "collect.py"
    subprocess.run([sys.executable, str(collect), str(documents / "licences")], check=True)


def put(path: Path, text: str) -> Path:
    """Write a file of the tree, with the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def version_of(wheel: Path) -> str:
    """Return the version a wheel's name gives. ValueError for another project's wheel."""
    match = re.fullmatch(r"safeguard_log-([^-]+)-py3-none-any\.whl", wheel.name)
    if match is None:
        raise ValueError(f"{wheel.name} is not a wheel of this program")
    return match[1]


def main(wheel: Path) -> None:
    """Build the package from a wheel."""
    version = version_of(wheel)
    tree = BUILD / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    lay_down(tree, wheel)
    kilobytes = sum(path.stat().st_size for path in tree.rglob("*") if path.is_file()) // 1024
    put(tree / "DEBIAN/control", control(version, sys.version_info[1], kilobytes))
    package = BUILD / f"safeguard-log_{version}_amd64.deb"
    subprocess.run(["dpkg-deb", "--root-owner-group", "--build", str(tree), str(package)], check=True)
    print(package)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
