"""What has to hold of ladders and letters, beyond their shape. Each check raises a CatalogueProblem."""

import re
from collections.abc import Sequence

from safeguard_app.catalogue.catalogue import Catalogue
from safeguard_app.catalogue.ladders import FILLED_IN, Ladder, LetterTemplate, Rung
from safeguard_app.catalogue.placed import Placed
from safeguard_app.catalogue.problems import shown
from safeguard_app.domain.responses import RungKind

_FILL = re.compile(r"\[([^\[\]]*)\]")
_WITHOUT_FORM = frozenset({RungKind.EVIDENCE, RungKind.TELLING})


def check_ladders(catalogue: Catalogue, ladders: Sequence[Placed[Ladder]]) -> None:
    """Categories, roles and letters that a ladder names exist, no category has two, and each step is named once."""
    taken: set[str] = set()
    for placed in ladders:
        ladder = placed.item
        for index, category in enumerate(ladder.categories):
            if category not in catalogue.categories:
                raise placed.problem(f"categories[{index}]", f"expected a category, got {shown(category)}")
            if category in taken:
                raise placed.problem(
                    f"categories[{index}]",
                    f"expected one ladder for each category, got a second for {category}",
                )
            taken.add(category)
        _towards(catalogue, placed, "towards", ladder.towards)
        codes: set[str] = set()
        for index, rung in enumerate(ladder.rungs):
            if rung.code in codes:
                raise placed.problem(
                    f"rungs[{index}].code", f"expected a code used once, got {shown(rung.code)}"
                )
            codes.add(rung.code)
            _rung(catalogue, placed, f"rungs[{index}]", rung)


def check_letters(catalogue: Catalogue, letters: Sequence[Placed[LetterTemplate]]) -> None:
    """What a letter is filled with is known, and so are the roles it goes to."""
    for placed in letters:
        for index, role in enumerate(placed.item.to_roles):
            if role not in catalogue.roles:
                raise placed.problem(
                    f"to_roles[{index}]", f"expected a role of roles.toml, got {shown(role)}"
                )
        texts = {"subject": placed.item.subject}
        texts |= {f"paragraphs[{at}].text": one.text for at, one in enumerate(placed.item.paragraphs)}
        for key, text in texts.items():
            for name in _FILL.findall(text):
                if name not in FILLED_IN:
                    known = ", ".join(sorted(FILLED_IN))
                    raise placed.problem(
                        key, f"expected one of {known} in square brackets, got {shown(name)}"
                    )


def _rung(catalogue: Catalogue, placed: Placed[Ladder], key: str, rung: Rung) -> None:
    if rung.letter and rung.letter not in catalogue.letters:
        raise placed.problem(
            f"{key}.letter", f"expected a letter of letters/*.toml, got {shown(rung.letter)}"
        )
    _towards(catalogue, placed, f"{key}.towards", rung.towards)
    if (rung.kind is RungKind.TELLING) != (rung.whom is not None):
        raise placed.problem(f"{key}.whom", "expected who is told for a telling, and for nothing else")
    if rung.kind in _WITHOUT_FORM and (rung.records or rung.letter):
        raise placed.problem(f"{key}.records", f"expected none for a step of kind {rung.kind.value}")
    if rung.kind is RungKind.STEP and not rung.records:
        raise placed.problem(f"{key}.records", "expected what the step records")


def _towards(catalogue: Catalogue, placed: Placed[Ladder], key: str, roles: Sequence[str]) -> None:
    for index, role in enumerate(roles):
        if role not in catalogue.roles:
            raise placed.problem(f"{key}[{index}]", f"expected a role of roles.toml, got {shown(role)}")
