"""Rules of the meeting with the Headteacher that cannot be used are refused with key and expectation."""

import pytest

from safeguard_app.catalogue.loader import load_catalogue
from safeguard_app.catalogue.problems import CatalogueProblem
from tests.catalogue.altered import altered


@pytest.mark.parametrize(
    ("old", "new", "key", "finding"),
    [
        ("days_back = 28", "days_back = 0", "meeting.days_back", "expected 1 to 365, got 0"),
        ("days_ahead = 14", "days_ahead = 400", "meeting.days_ahead", "expected 1 to 365, got 400"),
        ('"policy-review"', '"policy"', "meeting.logbooks[0]", "expected a register, got 'policy'"),
        ('tile = "letters"', 'tile = "bans"', "meeting.tiles", "expected 'letters' once, got 0"),
        ('tile = "letters"', 'tile = "post"', "meeting.tiles[2].tile", "expected one of"),
        (
            "With the {head}",
            "With the {boss}",
            "meeting.tiles[7].title",
            "expected a placeholder among",
        ),
    ],
)
def test_a_rule_that_cannot_be_used_is_refused(old: str, new: str, key: str, finding: str) -> None:
    with pytest.raises(CatalogueProblem) as problem:
        load_catalogue(altered("catalogue/meeting.toml", old, new))
    assert (problem.value.file, problem.value.key) == ("meeting.toml", key)
    assert finding in problem.value.finding
