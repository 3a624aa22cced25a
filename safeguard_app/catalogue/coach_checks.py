"""What has to hold in the rules of the writing coach: each looks somewhere, and has the plain words that it needs."""

import re
from collections.abc import Sequence

from safeguard_app.catalogue.catalogue import Catalogue
from safeguard_app.catalogue.placed import Placed
from safeguard_app.catalogue.problems import shown
from safeguard_app.domain.coaching import Check, CoachRule

_SHORT_FORM = re.compile(r"[A-Z]{2,4}")
_LISTS = ("words", "explained", "letter_after", "letter_before")


def check_coach(catalogue: Catalogue, rules: Sequence[Placed[CoachRule]]) -> None:
    """Each rule looks somewhere, has the words it needs and no others, and names kinds that exist."""
    for placed in rules:
        rule = placed.item
        if not rule.looks_in:
            raise placed.problem("looks_in", "expected at least one text to look into, got none")
        listed = rule.check in (Check.WORDS, Check.NO_ACTION)
        if listed != bool(rule.words):
            raise placed.problem(
                "words", f"expected {'words' if listed else 'none'} for {rule.check.value!r}"
            )
        for name in _LISTS:
            _plain_words(placed, name, getattr(rule, name))
        for index, form in enumerate(rule.explained):
            if not _SHORT_FORM.fullmatch(form):
                raise placed.problem(f"explained[{index}]", f"expected 2 to 4 capitals, got {shown(form)}")
        for name in ("categories", "except_categories"):
            for index, code in enumerate(getattr(rule, name)):
                if code not in catalogue.categories:
                    raise placed.problem(f"{name}[{index}]", f"expected a category, got {shown(code)}")


def _plain_words(placed: Placed[CoachRule], name: str, words: Sequence[str]) -> None:
    """Words as they are written, one space between them, none twice in any case."""
    seen: set[str] = set()
    for index, word in enumerate(words):
        at = f"{name}[{index}]"
        if not word.strip() or word != " ".join(word.split()):
            raise placed.problem(at, f"expected words, one space between, got {shown(word)}")
        if word.lower() in seen:
            raise placed.problem(at, f"expected a value used once, got {shown(word)} a second time")
        seen.add(word.lower())
