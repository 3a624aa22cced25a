"""How long a file, a function and a class may be, and which module names say nothing."""

import ast
from collections.abc import Iterator
from pathlib import PurePosixPath

MOST_LINES_OF_FILE = 500
MOST_LINES_OF_FUNCTION = 60
MOST_PUBLIC_METHODS = 20
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}

_Function = ast.FunctionDef | ast.AsyncFunctionDef


def long_file(text: str) -> list[str]:
    """Return what is wrong with the length of a file."""
    lines = len(text.splitlines())
    return [f"{lines} lines, at most {MOST_LINES_OF_FILE}"] if lines > MOST_LINES_OF_FILE else []


def long_functions(text: str) -> list[str]:
    """Return the functions of a module that are too long, each with its length."""
    sizes = ((node.name, (node.end_lineno or node.lineno) - node.lineno + 1) for node in _functions(text))
    return [
        f"{name}: {size} lines, at most {MOST_LINES_OF_FUNCTION}"
        for name, size in sizes
        if size > MOST_LINES_OF_FUNCTION
    ]


def crowded_classes(text: str) -> list[str]:
    """Return the classes of a module with too many public methods, each with their number."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ClassDef):
            names = {inner.name for inner in node.body if isinstance(inner, _Function)}
            public = [name for name in names if not name.startswith("_")]
            if len(public) > MOST_PUBLIC_METHODS:
                found.append(f"{node.name}: {len(public)} public methods, at most {MOST_PUBLIC_METHODS}")
    return found


def empty_names(path: PurePosixPath) -> list[str]:
    """Return the parts of a module's path that do not say what is in it."""
    words = {word for part in path.with_suffix("").parts for word in (part, *part.split("_"))}
    return sorted(f"'{word}' does not say what is in {path}" for word in words & EMPTY_NAMES)


def _functions(text: str) -> Iterator[_Function]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, _Function):
            yield node
