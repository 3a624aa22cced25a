"""What has to hold in the rules of whom to ask whether they are related, beyond their shape."""

from safeguard_app.catalogue.placed import Placed
from safeguard_app.catalogue.problems import shown
from safeguard_app.domain.person_names import plain_person_name
from safeguard_app.domain.relation_questions import RelationRules, Shares

LARGEST = 50
"""A name that more people have says nothing about two of them in any school."""


def check_relations(placed: Placed[RelationRules]) -> None:
    """A limit that can be met, words for each thing in common once, and names as they are compared."""
    rules = placed.item
    if not 2 <= rules.most_sharing <= LARGEST:
        raise placed.problem("most_sharing", f"expected 2 to {LARGEST}, got {rules.most_sharing}")
    seen = [one.shares for one in rules.shared]
    for shares in Shares:
        if seen.count(shares) != 1:
            raise placed.problem(
                "shared", f"expected words for {shares.value!r} once, got {seen.count(shares)}"
            )
    for index, one in enumerate(rules.shared):
        if bool(one.through) != (one.shares is not Shares.FAMILY_NAME):
            wanted = "words" if not one.through else "none"
            raise placed.problem(f"shared[{index}].through", f"expected {wanted} for {one.shares.value!r}")
    for index, name in enumerate(rules.passed_over):
        if not name or plain_person_name(name) != name:
            raise placed.problem(
                f"passed_over[{index}]", f"expected a name in small letters, got {shown(name)}"
            )
