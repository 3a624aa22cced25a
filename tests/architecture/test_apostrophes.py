"""Words that people read have one apostrophe, the typographic one: in the program, the catalogue, forms and help."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = ROOT / "safeguard_app"
RESOURCES = ROOT / "resources"
_STRAIGHT = re.compile(r"[^\W\d_]'[^\W\d_]|[^\W\d_]s'(?=[ .,;:]|$)")
_CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.MULTILINE | re.DOTALL)
_BLOB = re.compile(r"\b[xX]'\w*'")
"""SQL's way to write bytes."""
_HOLE = "X"
"""Stands for what a formatted text is filled with: before an apostrophe it is a word like any other."""
TYPED = frozenset({"domain/typed_days.py", "domain/typed_time.py"})
"""Modules whose texts are what people may type, with whichever apostrophe their keyboard has."""
DEMO = RESOURCES / "demo"
"""What the demo's people typed, with the apostrophe of a keyboard."""


def straight_in_code(source: str) -> list[str]:
    """Every text of a module with a straight apostrophe in a word; docstrings are for programmers."""
    tree = ast.parse(source)
    passed_over = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            passed_over.update(id(part) for part in node.values)
    return [
        text
        for node in ast.walk(tree)
        if id(node) not in passed_over and (text := _text(node)) and _STRAIGHT.search(_BLOB.sub(_HOLE, text))
    ]


def _text(node: ast.AST) -> str:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(_text(part) or _HOLE for part in parts)
        case _:
            return ""


def straight_in_data(value: object) -> Iterator[str]:
    """Every text of parsed data with a straight apostrophe in a word."""
    match value:
        case str():
            if _STRAIGHT.search(value):
                yield value
        case dict():
            for one in value.values():
                yield from straight_in_data(one)
        case list():
            for one in value:
                yield from straight_in_data(one)
        case _:
            pass


def straight_in_page(markdown: str) -> list[str]:
    """Every line of a page with a straight apostrophe in a word, code apart."""
    return [line for line in _CODE.sub(_HOLE, markdown).splitlines() if _STRAIGHT.search(line)]


def _named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


MODULES = [
    path for path in sorted(PROGRAM.rglob("*.py")) if path.relative_to(PROGRAM).as_posix() not in TYPED
]
DATA = [path for path in sorted(RESOURCES.rglob("*.toml")) if DEMO not in path.parents]
PAGES = sorted((RESOURCES / "help").glob("*.md"))


def test_words_of_the_program_have_the_typographic_apostrophe() -> None:
    found = {_named(path): straight_in_code(path.read_text("utf-8")) for path in MODULES}
    assert {path: texts for path, texts in found.items() if texts} == {}


def test_words_of_the_catalogue_and_the_forms_have_it() -> None:
    found = {_named(path): [*straight_in_data(tomllib.loads(path.read_text("utf-8")))] for path in DATA}
    assert len(found) > 20
    assert {path: texts for path, texts in found.items() if texts} == {}


def test_words_of_the_help_have_it() -> None:
    found = {_named(path): straight_in_page(path.read_text("utf-8")) for path in PAGES}
    assert len(found) > 10
    assert {path: texts for path, texts in found.items() if texts} == {}


@pytest.mark.parametrize(
    "source",
    [
        'SAID = "The school\'s file"',
        'def f(name):\n    return f"{name}\'s own words"',
        'def f(name):\n    return f"The school\'s {name}"',
        'SAID = "The pupils\' families"',
        'SAID = {"a": ("Don\'t",)}',
    ],
)
def test_a_straight_one_in_the_program_is_found(source: str) -> None:
    assert len(straight_in_code(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        '"""The school\'s file."""',
        'NAME = 1\n"""The school\'s name."""',
        'SAID = "The school’s file"',
        "SQL = \"SELECT 'x' WHERE a = 'b'\"",
        "def f(name):\n    return f\"'{name}' is not a name\"",
        "def f(name):\n    return f\"x'{name}'\"",
    ],
)
def test_what_no_user_reads_and_what_is_right_is_passed_over(source: str) -> None:
    assert straight_in_code(source) == []


def test_a_straight_one_in_data_and_in_a_page_is_found() -> None:
    assert list(straight_in_data({"a": [{"b": "the child's wish"}, "the child’s"]})) == ["the child's wish"]
    page = "The log's key.\n\n```\nlog='a'b'c'\n```\nThe `x'y` and the log’s own."
    assert straight_in_page(page) == ["The log's key."]
