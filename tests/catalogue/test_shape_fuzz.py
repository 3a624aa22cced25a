"""Whatever a file of the catalogue holds, reading it gives a record or a known problem: never anything else."""

import datetime
import tomllib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeguard_app.catalogue.files import (
    CategoriesFile,
    ClocksFile,
    HeaderFile,
    ListsFile,
    PlatformsFile,
    PolicyFile,
)
from safeguard_app.catalogue.loader import SHIPPED, load_catalogue
from safeguard_app.catalogue.nations import NationProfile
from safeguard_app.catalogue.problems import CatalogueProblem, shown
from safeguard_app.catalogue.shape import parsed, shaped
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.forms import Form
from tests.catalogue.altered import replaced

KINDS = [CategoriesFile, ClocksFile, HeaderFile, ListsFile, PlatformsFile, PolicyFile, NationProfile, Form]
NAMES = [
    "catalogue/catalogue.toml",
    "catalogue/clocks.toml",
    "catalogue/roles.toml",
    "catalogue/actions.toml",
    "catalogue/questions.toml",
    "catalogue/platforms.toml",
    "catalogue/categories/trolling.toml",
    "catalogue/lists/allegations.toml",
    "catalogue/clauses/policy-003.toml",
    "catalogue/nations/scotland.toml",
    "forms/lado.toml",
]

scalars = st.one_of(
    st.text(max_size=20),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=12), inner, max_size=3)
    ),
    max_leaves=8,
)


@pytest.mark.parametrize("kind", KINDS)
@settings(deadline=None)
@given(data=st.dictionaries(st.text(max_size=12), values, max_size=4))
def test_any_tables_are_a_record_or_a_known_problem(kind: type[Any], data: dict[str, Any]) -> None:
    try:
        shaped(kind, "any.toml", data)
    except CatalogueProblem as problem:
        assert problem.file == "any.toml"
        assert problem.finding


@settings(deadline=None)
@given(content=st.binary(max_size=200))
def test_any_bytes_are_tables_or_a_known_problem(content: bytes) -> None:
    try:
        parsed("any.toml", content)
    except CatalogueProblem as problem:
        assert problem.sentence.startswith("any.toml: expected")


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    return [path, *(place for key, item in inner for place in _places(item, (*path, key)))]


def _put(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = _put(value[path[0]], path[1:], new)
    return copy


def _as_toml(value: Any) -> str:
    """An inline TOML value; enough for what the shipped files and the strategies hold."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, str):
        escaped = "".join(c if c.isprintable() and c not in '"\\' else f"\\U{ord(c):08X}" for c in value)
        return f'"{escaped}"'
    if isinstance(value, list):
        return "[" + ", ".join(_as_toml(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_as_toml(key)} = {_as_toml(item)}" for key, item in value.items()) + "}"
    return repr(value)


@pytest.mark.parametrize("name", NAMES)
@settings(deadline=None, max_examples=20)
@given(data=st.data())
def test_a_shipped_file_with_any_value_changed_loads_or_names_its_problem(
    name: str, data: st.DataObject
) -> None:
    tables = tomllib.loads(SHIPPED.read(name).decode())
    path = data.draw(st.sampled_from([place for place in _places(tables) if place]))
    new = data.draw(values)
    changed = _put(tables, path, new)
    content = "\n".join(f"{key} = {_as_toml(value)}" for key, value in changed.items()).encode(
        "utf-8", "replace"
    )
    try:
        load_catalogue(replaced(name, content))
    except KnownProblem as problem:
        assert isinstance(problem, CatalogueProblem)


def test_a_long_value_is_shown_short() -> None:
    assert len(shown("x" * 500)) == 60
    assert shown("x") == "'x'"
