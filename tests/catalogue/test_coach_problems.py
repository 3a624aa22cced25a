"""A rule of the writing coach that cannot be used is refused with its key and what was expected there."""

import pytest

from safeguard_app.catalogue.loader import load_catalogue
from safeguard_app.catalogue.problems import CatalogueProblem
from tests.catalogue.altered import altered

COACH = "catalogue/coach.toml"
FAULTS = {
    "no words": ('words = ["victim", "victims"]\n', "", "coach[2].words", "expected words for 'words'"),
    "a word twice": ('"victim", "victims"', '"victim", "Victim"', "coach[2].words[1]", "a second time"),
    "two spaces": (
        '"victim", "victims"',
        '"the  victim"',
        "coach[2].words[0]",
        "expected words, one space between",
    ),
    "no such kind": (
        '"GRM", "II", "SPC", "FPC"',
        '"GRM", "XX"',
        "coach[2].except_categories[1]",
        "expected a category",
    ),
    "looks nowhere": (
        'looks_in = ["account", "note", "decision"]',
        "looks_in = []",
        "coach[0].looks_in",
        "expected at least one text",
    ),
    "no short form": ('"II", "III"', '"Two", "III"', "coach[0].explained[0]", "expected 2 to 4 capitals"),
    "no such check": ('check = "initials"', 'check = "guess"', "coach[0].check", "expected one of"),
    "a placeholder of no nation": (
        'remark = "write names in full',
        'remark = "{nobody} write names in full',
        "coach[0].remark",
        "expected a placeholder among",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_rule_that_cannot_be_used_names_its_key(fault: str) -> None:
    old, new, key, finding = FAULTS[fault]
    with pytest.raises(CatalogueProblem) as raised:
        load_catalogue(altered(COACH, old, new))
    said = str(raised.value)
    assert "coach.toml" in said and key in said and finding in said
