"""A school's own switches where its policies differ: parents as friends, former pupils, which declarations are kept.

The policies conflict (domain.md 1): parents never (002 L29), only connected before (000 L37), only friends outside
school (001 L86), with caution (004 §6.11); former pupils never (002 L29), not under 18 (001 L82), with caution (004
§6.10). So the school says which it keeps and since when, and what held on the day of a contact counts.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.declarations import DeclarationKind


class ParentsRule(StrEnum):
    """What a school asks of adults who would connect with parents on social media."""

    NOT_SAID = "not_said"
    NEVER = "never"
    CONNECTED_BEFORE = "connected_before"
    FRIENDS_OUTSIDE = "friends_outside"
    CAUTION = "caution"


class FormerPupilsRule(StrEnum):
    """What a school asks of adults who would be in contact with former pupils."""

    NOT_SAID = "not_said"
    NEVER = "never"
    NOT_UNDER_18 = "not_under_18"
    CAUTION = "caution"


class ReviewRule(StrEnum):
    """When an acknowledged declaration is reviewed unless another day is agreed."""

    A_YEAR_AFTER = "a_year_after"
    EACH_SEPTEMBER = "each_september"


PARENTS_CLAUSES = {
    ParentsRule.NEVER: "002 L29-30",
    ParentsRule.CONNECTED_BEFORE: "000 L37",
    ParentsRule.FRIENDS_OUTSIDE: "001 L86",
    ParentsRule.CAUTION: "004 §6.11",
}
FORMER_CLAUSES = {
    FormerPupilsRule.NEVER: "002 L29-30",
    FormerPupilsRule.NOT_UNDER_18: "001 L82",
    FormerPupilsRule.CAUTION: "004 §6.10",
}
_PARENTS_WORDS = {
    ParentsRule.NEVER: "adults never connect with parents",
    ParentsRule.CONNECTED_BEFORE: (
        "adults connect with parents only where they were connected before, and that is acknowledged"
    ),
    ParentsRule.FRIENDS_OUTSIDE: (
        "adults connect with parents only where they are friends apart from school, and that is acknowledged"
    ),
    ParentsRule.CAUTION: "adults are cautious about connecting with parents",
}
_FORMER_WORDS = {
    FormerPupilsRule.NEVER: "adults are never in contact with former pupils",
    FormerPupilsRule.NOT_UNDER_18: "adults are not in contact with former pupils under 18",
    FormerPupilsRule.CAUTION: "adults are cautious about contact with former pupils",
}
EVERY_KIND = tuple(DeclarationKind)


@dataclass(frozen=True, slots=True)
class ContactRules:
    """What the school keeps from a day on, until the next entry. ``since`` is that day in ISO form."""

    since: str
    parents: ParentsRule = ParentsRule.NOT_SAID
    former_pupils: FormerPupilsRule = FormerPupilsRule.NOT_SAID
    kinds: tuple[DeclarationKind, ...] = EVERY_KIND
    """Which declarations are kept; that of a family relationship always is."""
    review: ReviewRule = ReviewRule.A_YEAR_AFTER


def rules_on(entries: tuple[ContactRules, ...], day: date) -> ContactRules | None:
    """What held on a day; None where the school has said nothing of it."""
    held = [entry for entry in entries if date.fromisoformat(entry.since) <= day]
    return max(held, key=lambda entry: entry.since) if held else None


def parents_sentence(rules: ContactRules | None) -> str:
    """The school's rule on parents with its clause, as a sentence of a verdict; that it has said none."""
    if rules is None or rules.parents is ParentsRule.NOT_SAID:
        return _not_said("parents")
    return _sentence("parents", rules.since, _PARENTS_WORDS[rules.parents], PARENTS_CLAUSES[rules.parents])


def former_pupils_sentence(rules: ContactRules | None) -> str:
    """The same for former pupils."""
    if rules is None or rules.former_pupils is FormerPupilsRule.NOT_SAID:
        return _not_said("former pupils")
    words, clause = _FORMER_WORDS[rules.former_pupils], FORMER_CLAUSES[rules.former_pupils]
    return _sentence("former pupils", rules.since, words, clause)


def _sentence(whom: str, since: str, words: str, clause: str) -> str:
    day = day_words(date.fromisoformat(since))
    return f"The school’s rule on {whom}, since {day}: {words} ({clause})."


def _not_said(whom: str) -> str:
    return f"The school has not said which rule on {whom} it kept on that day (Settings, Rules on contact)."


def review_day(rule: ReviewRule, acknowledged: date) -> date:
    """When an acknowledgement is reviewed unless another day is agreed: a year on, or by the end of next September."""
    if rule is ReviewRule.EACH_SEPTEMBER:
        return date(acknowledged.year + (acknowledged.month >= _SEPTEMBER), _SEPTEMBER, 30)
    return _a_year_after(acknowledged)


def _a_year_after(day: date) -> date:
    leap = (day.month, day.day) == (2, 29)
    return date(day.year + 1, 2, 28) if leap else day.replace(year=day.year + 1)


_SEPTEMBER = 9
