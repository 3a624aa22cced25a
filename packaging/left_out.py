"""What a packaged build does not bring along, though a package it needs would.

Qt's network library and whatever links to it (its VNC screen opens a port) are left out so that the program has
nothing to speak to a network with. The rest is unused: QML, databases, development tools, some of them under the GPL,
and sample fonts of reportlab, one of which is under the GPL.
"""

from __future__ import annotations

MODULES = (
    "Network",
    "Qml",
    "Quick",
    "QuickControls2",
    "QuickTest",
    "QuickWidgets",
    "Sql",
    "Designer",
    "Help",
    "UiTools",
)
_LIBRARIES = (
    "network",
    "qml",
    "quick",
    "virtualkeyboard",
    "pdf",
    "sql",
    "designer",
    "help",
    "uitools",
    "labs",
)
_FOLDERS = (
    "networkinformation",
    "tls",
    "qmltooling",
    "qmllint",
    "sqldrivers",
    "designer",
    "qml",
    "libexec",
    "metatypes",
)
_FILES = ("libqvnc.", "qvnc.", "libqpdf.", "qpdf.", "opengl32sw.", "qtvirtualkeyboardplugin")


def left_out(name: str) -> bool:
    """Tell whether a file of a build, named by its path inside the build, stays behind."""
    *folders, file = name.replace("\\", "/").lower().split("/")
    if "reportlab" in folders:
        return "fonts" in folders
    if "pyside6" not in folders and not file.startswith(("libqt6", "qt6")):
        return False
    if file.endswith(".pyi") or any(folder in _FOLDERS for folder in folders):
        return True
    plain = file.removeprefix("lib").removeprefix("qt6").removeprefix("qt")
    is_library = file.startswith(("libqt6", "qt6", "qt"))
    return file.startswith(_FILES) or (is_library and plain.startswith(_LIBRARIES))
