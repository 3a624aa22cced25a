"""A rule of the pattern radar that cannot be used is refused with its key and what was expected there."""

import pytest

from safeguard_app.catalogue.loader import load_catalogue
from safeguard_app.catalogue.problems import CatalogueProblem
from tests.catalogue.altered import altered

PATTERNS = "catalogue/patterns.toml"


@pytest.mark.parametrize(
    ("old", "new", "key", "finding"),
    [
        ("least = 3", "least = 1", "patterns[0].least", "expected 2 or more, got 1"),
        ("days = 112", "days = 0", "patterns[0].days", "expected 1 to 730, got 0"),
        ("days = 112", "days = 4000", "patterns[0].days", "expected 1 to 730, got 4000"),
        ('"low_level_adult"', '"low_level"', "patterns[0].measure", "expected one of 'low_level_adult'"),
        (
            'roles = ["adult_of_concern", "alleged"]',
            "",
            "patterns[0].roles",
            "expected at least one role for low_level_adult",
        ),
        (
            "days = 98",
            'days = 98\nroles = ["target"]',
            "patterns[1].roles",
            "expected no roles for low_level_review",
        ),
        (
            '["adult_of_concern", "alleged"]',
            '["nobody"]',
            "patterns[0].roles[0]",
            "a role of roles.toml, got 'nobody'",
        ),
        (
            "by_term = true",
            'categories = ["ZZ"]',
            "patterns[0].categories[0]",
            "expected a category, got 'ZZ'",
        ),
        (
            "by_term = true",
            "minutes = 60",
            "patterns[0].minutes",
            "expected none for low_level_adult, got 60",
        ),
        ("minutes = 60", "minutes = 720", "patterns[4].minutes", "expected 1 to 719, got 720"),
        (
            "minutes = 60",
            "minutes = 60\nby_term = true",
            "patterns[4].by_term",
            "a time of day is counted in days",
        ),
        ('id = "same-pair"', 'id = "same-handle"', "patterns[3].id", "a value used once"),
        (
            "the harm threshold name",
            "the {threshold} name",
            "patterns[0].finding",
            "expected a placeholder among",
        ),
    ],
)
def test_a_rule_that_cannot_be_used_is_refused(old: str, new: str, key: str, finding: str) -> None:
    with pytest.raises(CatalogueProblem) as problem:
        load_catalogue(altered(PATTERNS, old, new))
    assert (problem.value.file, problem.value.key) == ("patterns.toml", key)
    assert finding in problem.value.finding
