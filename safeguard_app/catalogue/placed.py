"""Things of the catalogue together with the file and key they were read from, so that a problem can name both."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from safeguard_app.catalogue.problems import CatalogueProblem, shown

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Placed(Generic[T]):
    """One thing and where it stands: ``categories/prevent.toml``, ``categories[0]``."""

    file: str
    key: str
    item: T

    def problem(self, key: str, finding: str) -> CatalogueProblem:
        """A problem with this thing, at ``key`` below it."""
        return CatalogueProblem(self.file, f"{self.key}.{key}" if self.key else key, finding)


def placed_each(file: str, name: str, items: Sequence[T]) -> list[Placed[T]]:
    """The items of a list called ``name`` in ``file``, each with its place."""
    return [Placed(file, f"{name}[{index}]", item) for index, item in enumerate(items)]


def keyed(things: Iterable[Placed[T]], key_name: str, key_of: Callable[[T], K]) -> dict[K, T]:
    """The things by their key, in order. CatalogueProblem when two have the same."""
    found: dict[K, T] = {}
    for thing in things:
        key = key_of(thing.item)
        if key in found:
            raise thing.problem(key_name, f"expected a value used once, got {shown(str(key))} a second time")
        found[key] = thing.item
    return found
