"""Words by which an authority's form and ours call the same thing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from safeguard_app.catalogue.placed import Placed


@dataclass(frozen=True, slots=True)
class FormWords:
    """``same``: rows of words of one meaning, the first of which stands for all; ``passed_over`` say nothing.

    ``people``: rows of words for one person, of which an earlier row counts before a later one. ``asked``: other ways
    to ask a question of ours. ``never_left``: questions of our forms whose answers go with an authority's form even
    where it does not ask them.
    """

    same: tuple[tuple[str, ...], ...]
    passed_over: tuple[str, ...] = ()
    never_left: tuple[str, ...] = ()
    people: tuple[tuple[str, ...], ...] = ()
    asked: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def meanings(self) -> Mapping[str, str]:
        """Each word with the one that stands for it."""
        return _by_first(self.same)

    def persons(self) -> Mapping[str, str]:
        """Each word for somebody with the one that stands for them, those first that count before others."""
        return _by_first(self.people)


def check_form_words(placed: Placed[FormWords]) -> None:
    """A row has two words at least, in small letters, and no word stands for two things."""
    item = placed.item
    for part, rows, least in (("same", item.same, 2), ("people", item.people, 1)):
        _check_rows(placed, part, rows, least)
    both = set(item.meanings()) & set(item.persons())
    if both:
        raise placed.problem("people", f"expected a word of one kind, got {sorted(both)!r} in “same” as well")


def _by_first(rows: Sequence[Sequence[str]]) -> Mapping[str, str]:
    return {word: row[0] for row in rows for word in row}


def _check_rows(placed: Placed[FormWords], part: str, rows: Sequence[Sequence[str]], least: int) -> None:
    owners: dict[str, str] = {}
    for row in rows:
        if len(row) < least:
            raise placed.problem(part, f"expected two words of one meaning at least, got {list(row)!r}")
        for word in row:
            if word != word.casefold() or not word.strip():
                raise placed.problem(part, f"expected a word in small letters, got {word!r}")
            if owners.setdefault(word, row[0]) != row[0]:
                raise placed.problem(
                    part, f"expected one meaning, got {word!r} for {owners[word]} and {row[0]}"
                )
