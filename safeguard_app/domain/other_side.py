"""Which rule a contact falls under by who the other person was: a pupil, a former pupil, or a parent."""

from datetime import date

from safeguard_app.domain.contact_cautions import ADULT_AGE, Coverage, Days, coverage, links_between
from safeguard_app.domain.contact_check import Caution, ContactQuestion, VerdictCode, WarningCode
from safeguard_app.domain.contact_rules import (
    FORMER_CLAUSES,
    PARENTS_CLAUSES,
    ContactRules,
    FormerPupilsRule,
    ParentsRule,
    former_pupils_sentence,
    parents_sentence,
)
from safeguard_app.domain.declarations import DeclarationKind, DeclaredPupil, OtherSide, Said
from safeguard_app.domain.people import KnownPerson, Person, PersonKind
from safeguard_app.domain.person_rules import age_on, shown_name

DECIDING_KIND = {
    OtherSide.PUPIL: DeclarationKind.FAMILY_RELATIONSHIP,
    OtherSide.FORMER_PUPIL: DeclarationKind.FAMILY_RELATIONSHIP,
    OtherSide.PARENT: DeclarationKind.FRIENDSHIP,
}
"""The kind of declaration that a verdict rests on. A friendship never counts for a pupil (004 §6.7)."""
PARENT_CLAUSE = "004 §6.11"


def other_side(person: Person | None, on_roll: Coverage, *, has_left: bool) -> OtherSide:
    """Who the other person was to the school at the time. Whoever is not known is taken as a pupil."""
    if person is not None and person.kind is PersonKind.PARENT_CARER:
        return OtherSide.PARENT
    former = on_roll is Coverage.NONE or person is None or person.kind is PersonKind.FORMER_PUPIL
    return OtherSide.FORMER_PUPIL if has_left and former else OtherSide.PUPIL


def rule_sentence(side: OtherSide, rules: ContactRules | None) -> str:
    """The school's switch that was looked at, with its clause; empty for a pupil, of whom the policies agree."""
    if side is OtherSide.PARENT:
        return parents_sentence(rules)
    if side is OtherSide.FORMER_PUPIL:
        return former_pupils_sentence(rules)
    return ""


def rule_clauses(side: OtherSide, rules: ContactRules | None) -> tuple[str, ...]:
    """The clause of the switch; 004's where the school has said none."""
    if side is OtherSide.PARENT:
        kept = rules.parents if rules is not None else ParentsRule.NOT_SAID
        return (PARENTS_CLAUSES.get(kept, PARENT_CLAUSE),)
    if side is OtherSide.FORMER_PUPIL and rules is not None and rules.former_pupils in FORMER_CLAUSES:
        return (FORMER_CLAUSES[rules.former_pupils],)
    return ()


def under_the_rule(
    side: OtherSide,
    code: VerdictCode,
    rules: ContactRules | None,
    declared: DeclaredPupil | None,
    age: int | None,
) -> VerdictCode:
    """The verdict with the school's switch taken into account; ``code`` where the switch changes nothing."""
    if rules is None:
        return code
    if side is OtherSide.FORMER_PUPIL:
        under = rules.former_pupils is FormerPupilsRule.NOT_UNDER_18 and age is not None and age < ADULT_AGE
        return VerdictCode.AGAINST_RULE if under or rules.former_pupils is FormerPupilsRule.NEVER else code
    if side is not OtherSide.PARENT:
        return code
    if rules.parents is ParentsRule.NEVER:
        return VerdictCode.AGAINST_RULE
    if rules.parents is ParentsRule.CAUTION:
        return code if code is VerdictCode.ACKNOWLEDGED_BEFORE else VerdictCode.CAUTION_ASKED
    asked = _asked(rules.parents, declared)
    denied = code is VerdictCode.ACKNOWLEDGED_BEFORE and asked is Said.NO
    return VerdictCode.AGAINST_RULE if denied else code


def _asked(rule: ParentsRule, declared: DeclaredPupil | None) -> Said:
    """What the declaration says to the question that the switch asks."""
    if declared is None:
        return Said.NOT_KNOWN
    return declared.before_post if rule is ParentsRule.CONNECTED_BEFORE else declared.outside_school


def parent_cautions(
    question: ContactQuestion,
    parent: Person | None,
    relatives: tuple[KnownPerson, ...],
    rules: ContactRules | None,
    declared: DeclaredPupil | None,
    days: Days,
) -> list[Caution]:
    """What to know about a parent: whether their child was on roll, and what the declaration leaves unsaid."""
    found = _children(question, parent, relatives, days)
    conditional = rules is not None and rules.parents in {
        ParentsRule.CONNECTED_BEFORE,
        ParentsRule.FRIENDS_OUTSIDE,
    }
    if not conditional or rules is None or declared is None:
        return found
    if _asked(rules.parents, declared) is Said.NOT_KNOWN:
        before = rules.parents is ParentsRule.CONNECTED_BEFORE
        what = "began before the adult worked here" if before else "is one apart from the school"
        sentence = f"The declaration does not say whether the friendship {what}. Ask."
        found.append(Caution(WarningCode.RULE_NOT_ANSWERED, sentence))
    return found


def _children(
    question: ContactQuestion, parent: Person | None, relatives: tuple[KnownPerson, ...], days: Days
) -> list[Caution]:
    if parent is None or question.pupil.reference is None:
        return []
    linked = [one.person for one, _, _ in links_between(parent, question.pupil.reference.id, relatives)]
    children = [one for one in linked if one.kind in {PersonKind.PUPIL, PersonKind.FORMER_PUPIL}]
    on_roll = [one for one in children if _was_on_roll(one, days)]
    sentences = [
        f"{shown_name(one)}, child of {question.pupil.name} by the people register, was on roll."
        for one in on_roll
    ]
    if not on_roll:
        sentences = [
            f"The people register links no child on roll to {question.pupil.name}. Check whether they were a parent "
            "of a pupil at the time."
        ]
    return [Caution(WarningCode.CHILD_ON_ROLL, sentence) for sentence in sentences]


def _was_on_roll(child: Person, days: Days) -> bool:
    if not child.on_roll or days is None:
        return child.kind is PersonKind.PUPIL
    return coverage(child.on_roll, days) in {Coverage.ALL, Coverage.PART}


def age_at(person: Person | None, first: date | None) -> int | None:
    """The age on the first day of the contact, where both are known."""
    return age_on(person, first) if person is not None and first is not None else None
