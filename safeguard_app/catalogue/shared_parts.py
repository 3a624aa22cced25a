"""Puts a category together from its own entry and the questions, first actions and holds it shares with others."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from safeguard_app.catalogue.categories import ADULT_OF_CONCERN, Category, FirstAction, Hold, Question
from safeguard_app.catalogue.files import CategoryEntry
from safeguard_app.catalogue.placed import Placed, keyed
from safeguard_app.catalogue.problems import shown

T = TypeVar("T", Question, FirstAction, Hold)

_PARTS = ("questions", "actions", "holds")
_AS_THEY_STAND = tuple(field.name for field in dataclasses.fields(Category) if field.name not in _PARTS)


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
        taken: dict[str, Any] = {name: getattr(entry.item, name) for name in _AS_THEY_STAND}
        category = Category(
            **taken,
            questions=entry.item.questions + _both(entry, "also_ask", "questions.toml", self.questions),
            actions=_both(entry, "actions", "actions.toml", self.actions),
            holds=_both(entry, "holds", "holds.toml", self.holds),
        )
        return Placed(entry.file, entry.key, category)


def _both(entry: Placed[CategoryEntry], key: str, file: str, parts: Mapping[str, T]) -> tuple[T, ...]:
    """The parts a category names under ``key``, then those that apply only to an adult of concern."""
    of_adult = _named(entry, f"{key}_of_adult", file, parts)
    marked = tuple(dataclasses.replace(part, when_role=ADULT_OF_CONCERN) for part in of_adult)
    return _named(entry, key, file, parts) + marked


def _named(entry: Placed[CategoryEntry], key: str, file: str, parts: Mapping[str, T]) -> tuple[T, ...]:
    found: list[T] = []
    for index, part_id in enumerate(getattr(entry.item, key)):
        part = parts.get(part_id)
        if part is None:
            raise entry.problem(f"{key}[{index}]", f"expected an id of {file}, got {shown(part_id)}")
        found.append(part)
    return tuple(found)
