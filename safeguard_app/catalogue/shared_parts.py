"""Puts a category together from its own entry and the questions, first actions and holds it shares with others."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from safeguard_app.catalogue.categories import Category, FirstAction, Hold, Question
from safeguard_app.catalogue.files import CategoryEntry
from safeguard_app.catalogue.placed import Placed, keyed
from safeguard_app.catalogue.problems import shown

T = TypeVar("T")

_AS_THEY_STAND = tuple(
    field.name
    for field in dataclasses.fields(CategoryEntry)
    if field.name not in ("also_ask", "actions", "holds", "questions")
)


@dataclass(frozen=True, slots=True)
class SharedParts:
    """Questions, first actions and holds by id."""

    questions: Mapping[str, Question]
    actions: Mapping[str, FirstAction]
    holds: Mapping[str, Hold]

    @classmethod
    def of(
        cls,
        questions: Sequence[Placed[Question]],
        actions: Sequence[Placed[FirstAction]],
        holds: Sequence[Placed[Hold]],
    ) -> "SharedParts":
        """The parts by id. CatalogueProblem when two have the same id."""
        return cls(
            keyed(questions, "id", lambda item: item.id),
            keyed(actions, "id", lambda item: item.id),
            keyed(holds, "id", lambda item: item.id),
        )

    def complete(self, entry: Placed[CategoryEntry]) -> Placed[Category]:
        """The category an entry stands for. CatalogueProblem when it names a part that does not exist."""
        item = entry.item
        taken: dict[str, Any] = {name: getattr(item, name) for name in _AS_THEY_STAND}
        category = Category(
            **taken,
            questions=item.questions + _named(entry, "also_ask", lambda one: one.also_ask, self.questions),
            actions=_named(entry, "actions", lambda one: one.actions, self.actions),
            holds=_named(entry, "holds", lambda one: one.holds, self.holds),
        )
        return Placed(entry.file, entry.key, category)


def _named(
    entry: Placed[CategoryEntry],
    key: str,
    ids_of: Callable[[CategoryEntry], tuple[str, ...]],
    parts: Mapping[str, T],
) -> tuple[T, ...]:
    found: list[T] = []
    file = "questions.toml" if key == "also_ask" else f"{key}.toml"
    for index, part_id in enumerate(ids_of(entry.item)):
        part = parts.get(part_id)
        if part is None:
            raise entry.problem(f"{key}[{index}]", f"expected an id of {file}, got {shown(part_id)}")
        found.append(part)
    return tuple(found)
