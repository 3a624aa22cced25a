"""Who somebody was on a given day: age, on roll, in post, in office, and the same in words."""

from collections.abc import Iterable
from datetime import date

from safeguard_app.domain.date_words import MONTHS
from safeguard_app.domain.people import (
    AdultType,
    KnownPerson,
    Office,
    OfficeKind,
    Person,
    PersonKind,
    PersonRef,
    Post,
    Relation,
)
from safeguard_app.domain.periods import Period

HEAD_OFFICES = frozenset({OfficeKind.HEADTEACHER, OfficeKind.ACTING_HEADTEACHER})

ADULT_TYPE_WORDS = {
    AdultType.EMPLOYEE: "Member of staff",
    AdultType.SUPPLY: "Supply staff",
    AdultType.AGENCY: "Agency worker",
    AdultType.TRAINEE: "Trainee",
    AdultType.APPRENTICE: "Apprentice",
    AdultType.SELF_EMPLOYED: "Self-employed worker",
    AdultType.CONSULTANT: "Consultant",
    AdultType.CONTRACTOR: "Contractor",
    AdultType.VOLUNTEER: "Volunteer",
    AdultType.GOVERNOR: "Governor",
    AdultType.OTHER: "Adult who works here",
}
KIND_WORDS = {
    PersonKind.PUPIL: "Pupil",
    PersonKind.FORMER_PUPIL: "Former pupil",
    PersonKind.STAFF: "Member of staff",
    PersonKind.PARENT_CARER: "Parent or carer",
    PersonKind.OTHER: "Other person",
    PersonKind.UNKNOWN_PERSON: "Unknown person",
    PersonKind.ACCOUNT_ONLY: "Account, not attributed",
}
RELATION_WORDS = {
    Relation.PARENTS_PARTNER: "parent’s partner",
    Relation.AUNT_OR_UNCLE: "aunt or uncle",
    Relation.NIECE_OR_NEPHEW: "niece or nephew",
    Relation.SPOUSE_OR_PARTNER: "spouse or partner",
    Relation.SIBLING: "brother or sister",
    Relation.STEP_SIBLING: "step-brother or step-sister",
    Relation.STEP_PARENT: "step-parent",
    Relation.STEP_CHILD: "step-child",
    Relation.IN_LAW: "relative by marriage",
    Relation.FRIEND_OF_FAMILY: "friend of the family",
    Relation.OTHER: "connected person",
}
_TURNED = {
    Relation.PARENT: Relation.CHILD,
    Relation.STEP_PARENT: Relation.STEP_CHILD,
    Relation.PARENTS_PARTNER: Relation.STEP_CHILD,
    Relation.FOSTER_CARER: Relation.FOSTERED_CHILD,
    Relation.GUARDIAN: Relation.WARD,
    Relation.GRANDPARENT: Relation.GRANDCHILD,
    Relation.AUNT_OR_UNCLE: Relation.NIECE_OR_NEPHEW,
    Relation.CHILD: Relation.PARENT,
    Relation.STEP_CHILD: Relation.STEP_PARENT,
    Relation.FOSTERED_CHILD: Relation.FOSTER_CARER,
    Relation.WARD: Relation.GUARDIAN,
    Relation.GRANDCHILD: Relation.GRANDPARENT,
    Relation.NIECE_OR_NEPHEW: Relation.AUNT_OR_UNCLE,
}


def relation_words(relation: Relation, words: str = "") -> str:
    """The words entered ("aunt"), or plain words for the relation."""
    return words or RELATION_WORDS.get(relation, relation.value.replace("_", " "))


def turned_relation(relation: Relation) -> Relation:
    """The same relation seen from the other side: an aunt's is NIECE_OR_NEPHEW."""
    return _TURNED.get(relation, relation)


def same_person(one: PersonRef, other: PersonRef) -> bool:
    """Whether two references mean the same person: by record where both have one, else by name."""
    if one.reference is not None and other.reference is not None:
        return one.reference == other.reference
    return " ".join(one.name.split()).casefold() == " ".join(other.name.split()).casefold()


def is_the_one(one: PersonRef, person: PersonRef) -> bool:
    """Whether they are the same entry of the register, or the very same words: a namesake in words is another."""
    if one.reference is not None and person.reference is not None:
        return one.reference == person.reference
    return one == person


def shown_name(person: Person) -> str:
    """The name to show; a bare account is its username."""
    if person.name:
        return person.name
    return person.handles[0].name if person.handles else KIND_WORDS[person.kind]


def person_ref(known: KnownPerson, on: date) -> PersonRef:
    """A frozen copy of ``known`` as they were on a day, for use in another record."""
    return PersonRef(known.reference, shown_name(known.person), describe_person(known.person, on))


def age_on(person: Person, day: date) -> int | None:
    """Age in whole years on ``day``; None when the date of birth is not known or lies after it.

    Somebody born on 29 February is a year older on 1 March in other years.
    """
    born = person.date_of_birth
    if born is None or born > day:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def on_roll_on(person: Person, day: date) -> bool | None:
    """Whether the person was on roll on ``day``; None when a pupil's dates are not recorded."""
    if person.on_roll:
        return any(period.covers(day) for period in person.on_roll)
    return None if person.kind in {PersonKind.PUPIL, PersonKind.FORMER_PUPIL} else False


def posts_on(person: Person, day: date) -> tuple[Post, ...]:
    """The posts held on ``day``."""
    return tuple(post for post in person.posts if post.period.covers(day))


def in_post_on(person: Person, day: date) -> bool | None:
    """Whether the person was in any post on ``day``; None when a member of staff's dates are not recorded."""
    if person.posts:
        return bool(posts_on(person, day))
    return None if person.kind is PersonKind.STAFF else False


def holds_office(offices: Iterable[Office], kinds: Iterable[OfficeKind], day: date) -> bool:
    """Whether any of ``kinds`` is held on ``day``."""
    wanted = frozenset(kinds)
    return any(office.kind in wanted and office.period.covers(day) for office in offices)


def is_head_on(person: Person, day: date) -> bool:
    """Whether the person is Headteacher, or acting Headteacher, on ``day``."""
    return holds_office(person.offices, HEAD_OFFICES, day)


def describe_person(person: Person, on: date) -> str:
    """What somebody was on a day, in a few words: "Pupil, 4B, Year 4, aged 8"; "Midday supervisor"."""
    if person.posts:
        return _describe_staff(person, on)
    parts = [KIND_WORDS[person.kind]]
    if person.kind in {PersonKind.PUPIL, PersonKind.FORMER_PUPIL}:
        parts = _describe_pupil(person, on)
    age = age_on(person, on)
    if age is not None and (age < 18 or person.kind is PersonKind.PUPIL):
        parts.append(f"aged {age}")
    return ", ".join(parts)


def _describe_pupil(person: Person, on: date) -> list[str]:
    left = _latest_end(person.on_roll)
    if person.on_roll and not on_roll_on(person, on):
        if left is not None and left < on:
            return [KIND_WORDS[PersonKind.FORMER_PUPIL], f"left {_month_words(left)}"]
        return ["Future pupil"]
    if person.kind is PersonKind.FORMER_PUPIL and not person.on_roll:
        return [KIND_WORDS[PersonKind.FORMER_PUPIL]]
    return [part for part in (KIND_WORDS[PersonKind.PUPIL], person.class_name, person.year_group) if part]


def _describe_staff(person: Person, on: date) -> str:
    held = posts_on(person, on)
    if held:
        return ", ".join(dict.fromkeys(_post_words(post) for post in held))
    last = max(person.posts, key=lambda post: post.period.end or date.max)
    left = last.period.end
    if left is not None and left < on:
        return f"{_post_words(last)} until {_month_words(left)}"
    return f"{_post_words(last)}, not yet in post"


def _post_words(post: Post) -> str:
    return post.title or ADULT_TYPE_WORDS[post.adult_type]


def _month_words(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


def _latest_end(periods: tuple[Period, ...]) -> date | None:
    ends = [period.end for period in periods if period.end is not None]
    return max(ends) if len(ends) == len(periods) and ends else None
