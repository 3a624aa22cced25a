"""Leaving the names of people who asked not to be named out of a copy, wherever in the copy they stand."""

import dataclasses
import re
from typing import Any, TypeVar

from safeguard_app.domain.incidents import Incident
from safeguard_app.services.register_facts import without_title

T = TypeVar("T")
WHOLE = "Name withheld"
WITHIN = "[name withheld]"


def withheld_names(incident: Incident) -> tuple[str, ...]:
    """Names that stay out of copies: of every participant who asked for it, with and without Mr, Mrs and the like."""
    names: list[str] = []
    for one in incident.participants:
        if one.name_withheld and one.person.name.strip():
            plain = without_title(one.person.name)
            names += [one.person.name, *([plain] if " " in plain else [])]
    return tuple(sorted(dict.fromkeys(names), key=len, reverse=True))


def without_names(value: T, names: tuple[str, ...]) -> T:
    """The same content with each of ``names`` left out of every text in it, however deep."""
    if not names:
        return value
    within = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in names), re.IGNORECASE)
    whole = {name.casefold() for name in names}
    result: T = _without(value, whole, within)
    return result


def _without(value: Any, whole: set[str], within: re.Pattern[str]) -> Any:
    if isinstance(value, str) and type(value) is str:
        return WHOLE if value.strip().casefold() in whole else within.sub(WITHIN, value)
    if isinstance(value, tuple):
        return tuple(_without(one, whole, within) for one in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {
            f.name: _without(getattr(value, f.name), whole, within)
            for f in dataclasses.fields(value)
            if f.init
        }
        return dataclasses.replace(value, **fields)
    return value
