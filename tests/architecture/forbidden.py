"""What may not be written in a file: network places, colours outside the tokens, calls that break a promise."""

import ast
import re
from pathlib import PurePosixPath

# One letter of each stands in brackets, so that this file does not break its own rule.
PLACES = re.compile(
    r"pyp[i]\.org|pythonhoste[d]\.org|npmj[s]\.(?:org|com)|debia[n]\.org/debian|crate[s]\.io|/wor[k]/|/roo[t]/",
    re.IGNORECASE,
)
COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{8}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})(?![0-9A-Za-z])")
COLOUR_MODULES = {
    "safeguard_app/ui/theme/tokens.py",  # the window
    "safeguard_app/demo/pictures.py",  # invented screenshots, drawn with the colours of invented platforms
}
BANNED_MODULES = {"tempfile", "pickle", "shelve", "dbm"}
BANNED_NAMES = {
    "QTemporaryFile",
    "QTemporaryDir",
    "mkstemp",
    "mkdtemp",
    "NamedTemporaryFile",
    "QNetworkAccessManager",
}
BANNED_CALLS = {"processEvents", "terminate", "setWindowFilePath", "screen"}
"""``screen``: see ``ui/desktop/screens.py``."""


def places(text: str) -> list[str]:
    """Return the hosts of package registries and the paths of somebody's machine that a file names."""
    return sorted(set(PLACES.findall(text)))


def colours(text: str) -> list[str]:
    """Return the colours written out in the strings of a Python module."""
    strings = (
        node.value
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    return [colour for string in strings for colour in COLOUR.findall(string)]


def may_name_colours(path: PurePosixPath) -> bool:
    """Tell whether a module is one of those that hold the colours of everything else."""
    return str(path) in COLOUR_MODULES


def unsafe_code(text: str) -> list[str]:
    """Return what a module of the program uses that could leave plain text on the disk or break the event loop."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found += [name.name for name in node.names if name.name.partition(".")[0] in BANNED_MODULES]
        elif isinstance(node, ast.ImportFrom):
            module = (node.module or "").partition(".")[0]
            found += [module] if module in BANNED_MODULES else []
            found += [name.name for name in node.names if name.name in BANNED_NAMES]
        elif isinstance(node, ast.Attribute) and node.attr in BANNED_CALLS | BANNED_NAMES:
            found.append(node.attr)
    return found


def built_sql(text: str) -> list[str]:
    """Return the statements that a module puts together from pieces where it runs them, whatever the statement."""
    return [
        ast.unparse(node.args[0])
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"execute", "executemany", "executescript"}
        and node.args
        and _is_put_together(node.args[0])
    ]


def _is_put_together(node: ast.expr) -> bool:
    """Tell whether an expression makes a string from parts: f-string, `+`, `%`, or a call such as format."""
    return isinstance(node, ast.JoinedStr | ast.BinOp) or (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"format", "join"}
    )


def qt_imports(text: str) -> list[str]:
    """Return the Qt modules that a module imports."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found += [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append(node.module or "")
    return [name for name in found if name.partition(".")[0] in {"PySide6", "shiboken6"}]
