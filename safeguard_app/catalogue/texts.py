"""Every text of the catalogue, with where it stands and in which nations it is shown."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from safeguard_app.domain.nations import Nation

ALL_NATIONS = frozenset(Nation)


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A text as it is written in the catalogue; ``key`` is the path to it within its file."""

    key: str
    text: str
    nations: frozenset[Nation]


def texts_in(value: object, key: str = "", nations: frozenset[Nation] = ALL_NATIONS) -> Iterator[PlacedText]:
    """Every text in a dataclass of the catalogue, however deep.

    A table with its own ``nations`` (or ``nation``) narrows the nations of everything below it.
    """
    if isinstance(value, str):
        yield PlacedText(key, value, nations)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from texts_in(item, f"{key}[{index}]", nations)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        narrowed = nations & _own_nations(value)
        for name in _field_names(type(value)):
            yield from texts_in(getattr(value, name), f"{key}.{name}" if key else name, narrowed)


@cache
def _field_names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


def _own_nations(value: Any) -> frozenset[Nation]:
    own = getattr(value, "nations", ())
    one = getattr(value, "nation", None)
    if isinstance(one, Nation):
        return frozenset({one})
    return frozenset(own) or ALL_NATIONS
