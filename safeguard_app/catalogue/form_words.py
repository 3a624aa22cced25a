"""Words by which an authority's form and ours call the same thing."""

from collections.abc import Mapping
from dataclasses import dataclass

from safeguard_app.catalogue.placed import Placed


@dataclass(frozen=True, slots=True)
class FormWords:
    """``same``: rows of words of one meaning, the first of which stands for all; ``passed_over`` say nothing.

    ``never_left``: questions of our forms whose answers go with an authority's form even where it does not ask them.
    """

    same: tuple[tuple[str, ...], ...]
    passed_over: tuple[str, ...] = ()
    never_left: tuple[str, ...] = ()

    def meanings(self) -> Mapping[str, str]:
        """Each word with the one that stands for it."""
        return {word: row[0] for row in self.same for word in row}


def check_form_words(placed: Placed[FormWords]) -> None:
    """A row has two words at least, in small letters, and no word stands for two things."""
    owners: dict[str, str] = {}
    for row in placed.item.same:
        if len(row) < 2:
            raise placed.problem("same", f"expected two words of one meaning at least, got {list(row)!r}")
        for word in row:
            if word != word.casefold() or not word.strip():
                raise placed.problem("same", f"expected a word in small letters, got {word!r}")
            if owners.setdefault(word, row[0]) != row[0]:
                raise placed.problem(
                    "same", f"expected one meaning, got {word!r} for {owners[word]} and {row[0]}"
                )
