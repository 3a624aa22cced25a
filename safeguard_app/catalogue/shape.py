"""From the bytes of a TOML file to frozen dataclasses, or a problem that names file, key and expected value.

msgspec does the conversion; what it leaves alone (a misspelt key, a blank required text) is looked for first, and its
messages are put into words.
"""

import dataclasses
import re
import tomllib
import types
import typing
from enum import Enum
from functools import cache

import msgspec

from safeguard_app.catalogue.problems import CatalogueProblem, shown

T = typing.TypeVar("T")

_WORDS = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list",
    "object": "a table",
    "date": "a date such as 2026-09-01",
    "datetime": "a date with a time",
    "time": "a time",
}
_AT = re.compile(r"^(?P<finding>.*?)(?: - at `\$(?P<key>.*)`)?$", re.DOTALL)
_EXPECTED = re.compile(r"^Expected `(?P<expected>[^`]+)`(?:, got `(?P<got>[^`]+)`)?$")
_MISSING = re.compile(r"^Object missing required field `(?P<name>[^`]+)`$")


def read_as(kind: type[T], file: str, content: bytes) -> T:
    """The content of ``file`` as a ``kind`` (a dataclass). CatalogueProblem when it cannot be."""
    return shaped(kind, file, parsed(file, content))


def parsed(file: str, content: bytes) -> dict[str, typing.Any]:
    """The tables of a TOML file. CatalogueProblem, with the line, when it is not TOML."""
    try:
        return tomllib.loads(content.decode("utf-8"))
    except UnicodeDecodeError as failed:
        raise CatalogueProblem(
            file, "", f"expected UTF-8 text, got another byte at {failed.start}"
        ) from failed
    except (tomllib.TOMLDecodeError, RecursionError) as failed:
        raise CatalogueProblem(file, "", f"expected TOML, but: {failed}") from failed


def shaped(kind: type[T], file: str, data: object) -> T:
    """Plain tables as a ``kind``. CatalogueProblem when a key is unknown or missing, or a value is not as expected."""
    _look_through(kind, file, data, "")
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as failed:
        raise _in_words(file, str(failed)) from failed


def _look_through(kind: typing.Any, file: str, value: object, key: str) -> None:
    """Refuse what msgspec would pass over or could not explain: unknown keys, blank texts, unknown enum values."""
    kind = _without_none(kind)
    if dataclasses.is_dataclass(kind) and isinstance(value, dict):
        _look_through_table(kind, file, value, key)
    elif typing.get_origin(kind) is tuple and isinstance(value, list):
        for index, item in enumerate(value):
            _look_through(typing.get_args(kind)[0], file, item, f"{key}[{index}]")
    elif isinstance(kind, type) and issubclass(kind, Enum):
        members = [member.value for member in kind]
        if value not in members:
            expected = ", ".join(repr(member) for member in members)
            raise CatalogueProblem(file, key, f"expected one of {expected}, got {shown(value)}")


def _look_through_table(kind: typing.Any, file: str, table: dict[str, object], key: str) -> None:
    hints = _hints(kind)
    required = _required(kind)
    for name, value in table.items():
        here = f"{key}.{name}" if key else name
        if name not in hints:
            raise CatalogueProblem(file, here, f"expected one of {', '.join(hints)}; this key is not known")
        if name in required and hints[name] is str and isinstance(value, str) and not value.strip():
            raise CatalogueProblem(file, here, "expected text, got nothing")
        _look_through(hints[name], file, value, here)


@cache
def _hints(kind: typing.Any) -> dict[str, typing.Any]:
    return typing.get_type_hints(kind)


@cache
def _required(kind: typing.Any) -> frozenset[str]:
    fields = dataclasses.fields(kind)
    return frozenset(
        f.name
        for f in fields
        if f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING
    )


def _without_none(kind: typing.Any) -> typing.Any:
    if typing.get_origin(kind) in (types.UnionType, typing.Union):
        return next(part for part in typing.get_args(kind) if part is not types.NoneType)
    return kind


def _in_words(file: str, message: str) -> CatalogueProblem:
    found = _AT.match(message)
    finding, key = (found["finding"], (found["key"] or "").lstrip(".")) if found else (message, "")
    if missing := _MISSING.match(finding):
        return CatalogueProblem(file, f"{key}.{missing['name']}".lstrip("."), "expected a value, got none")
    if wrong := _EXPECTED.match(finding):
        got = f", got {_word(wrong['got'])}" if wrong["got"] else ""
        return CatalogueProblem(file, key, f"expected {_word(wrong['expected'])}{got}")
    return CatalogueProblem(file, key, f"expected another value: {finding}")


def _word(name: str) -> str:
    return " or ".join(_WORDS.get(part, part) for part in name.split(" | ") if part != "null")
