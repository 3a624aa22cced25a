"""What has to hold of the rules of the pattern radar, beyond their shape."""

from collections.abc import Sequence

from safeguard_app.catalogue.catalogue import Catalogue
from safeguard_app.catalogue.placed import Placed
from safeguard_app.catalogue.problems import shown
from safeguard_app.domain.pattern_rules import Measure, PatternRule

LONGEST = 730
"""Days: an older record says little about now."""
_NAMES_PEOPLE = frozenset({Measure.LOW_LEVEL_ADULT, Measure.PAIR, Measure.TIME_OF_DAY})
_HALF_A_DAY = 12 * 60


def check_patterns(catalogue: Catalogue, patterns: Sequence[Placed[PatternRule]]) -> None:
    """Counts and spans can be met, a time of day has a width, and roles and categories exist."""
    for placed in patterns:
        rule = placed.item
        one_is_enough = rule.measure is Measure.LOW_LEVEL_REVIEW
        least = 1 if one_is_enough else 2
        if rule.least < least:
            raise placed.problem("least", f"expected {least} or more, got {rule.least}")
        if not 1 <= rule.days <= LONGEST:
            raise placed.problem("days", f"expected 1 to {LONGEST}, got {rule.days}")
        timed = rule.measure is Measure.TIME_OF_DAY
        if timed and not 1 <= rule.minutes < _HALF_A_DAY:
            raise placed.problem("minutes", f"expected 1 to {_HALF_A_DAY - 1}, got {rule.minutes}")
        if not timed and rule.minutes:
            raise placed.problem("minutes", f"expected none for {rule.measure.value}, got {rule.minutes}")
        if rule.by_term and timed:
            raise placed.problem("by_term", "expected false, as a time of day is counted in days")
        if bool(rule.roles) != (rule.measure in _NAMES_PEOPLE):
            wanted = "at least one role" if not rule.roles else "no roles"
            raise placed.problem("roles", f"expected {wanted} for {rule.measure.value}")
        for index, role in enumerate(rule.roles):
            if role not in catalogue.roles:
                raise placed.problem(f"roles[{index}]", f"expected a role of roles.toml, got {shown(role)}")
        for index, code in enumerate(rule.categories):
            if code not in catalogue.categories:
                raise placed.problem(f"categories[{index}]", f"expected a category, got {shown(code)}")
