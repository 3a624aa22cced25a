"""Rules of whom to ask whether they are related that cannot be used are refused with key and expectation."""

import pytest

from safeguard_app.catalogue.loader import load_catalogue
from safeguard_app.catalogue.problems import CatalogueProblem
from tests.catalogue.altered import altered

FILE = "catalogue/relation-questions.toml"


@pytest.mark.parametrize(
    ("old", "new", "key", "finding"),
    [
        ("most_sharing = 8", "most_sharing = 1", "relations.most_sharing", "expected 2 to 50, got 1"),
        ("most_sharing = 8", "most_sharing = 51", "relations.most_sharing", "expected 2 to 50, got 51"),
        (
            'shares = "contact"',
            'shares = "family_name"',
            "relations.shared",
            "words for 'contact' once, got 0",
        ),
        ('shares = "contact"', 'shares = "friend"', "relations.shared[1].shares", "expected one of"),
        (
            'through = "are both linked as family with"\n',
            "",
            "relations.shared[0].through",
            "expected words for 'family_link'",
        ),
        ('"kaur"', '"Kaur"', "relations.passed_over[0]", "expected a name in small letters, got 'Kaur'"),
        (
            "Many people share",
            "Many {people} share",
            "relations.shared[2].note",
            "expected a placeholder among",
        ),
    ],
)
def test_a_rule_that_cannot_be_used_is_refused(old: str, new: str, key: str, finding: str) -> None:
    with pytest.raises(CatalogueProblem) as problem:
        load_catalogue(altered(FILE, old, new))
    assert (problem.value.file, problem.value.key) == ("relation-questions.toml", key)
    assert finding in problem.value.finding
