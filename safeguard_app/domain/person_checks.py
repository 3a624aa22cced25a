"""What a person's record must satisfy before it is kept; every fault is named by its field."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.people import FamilyLink, Handle, OfficeKind, Person, PersonKind, Post
from safeguard_app.domain.periods import Period, check_period
from safeguard_app.domain.person_fact_checks import check_facts, cleaned_facts
from safeguard_app.domain.person_rules import age_on
from safeguard_app.domain.text_rules import HANDLE_LIMIT, checked_line, checked_name, checked_text

MOST_ENTRIES = 50
"""Posts, periods, handles, relatives or offices one record may hold."""
OLDEST = 120
NUMBER_LIMIT = 40
"""Characters of a number in the school's own system."""
YOUNGEST_PUPIL, OLDEST_PUPIL = 2, 25
"""Ages, in years, outside which a date on roll or a date of birth is a slip (nursery; special schools to 25)."""


def checked_person(person: Person, today: date) -> Person:
    """The person with every field cleaned. Raises RuleViolation naming all fields that break a rule at once."""
    faults: dict[str, str] = {}
    for check in (_check_dates, _check_roll, _check_posts, _check_offices, _check_lists, check_facts):
        _gather(faults, check, person, today)
    try:
        cleaned = _cleaned(person)
    except RuleViolation as refused:
        raise RuleViolation({**refused.fields, **faults}) from refused
    if faults:
        raise RuleViolation(faults)
    return cleaned


def _gather(
    faults: dict[str, str], check: Callable[[Person, date], None], person: Person, today: date
) -> None:
    try:
        check(person, today)
    except RuleViolation as refused:
        faults.update(refused.fields)


def _check_dates(person: Person, today: date) -> None:
    born = person.date_of_birth
    if born is None:
        return
    if born > today:
        raise RuleViolation({"date_of_birth": "This date is in the future."})
    if today.year - born.year > OLDEST:
        raise RuleViolation({"date_of_birth": "Check the year: this is more than 120 years ago."})


def _check_roll(person: Person, today: date) -> None:  # noqa: ARG001 - one shape for all checks
    born = person.date_of_birth
    for period in person.on_roll:
        check_period(period, "on_roll")
        if period.start is None or born is None:
            continue
        if period.start < born:
            raise RuleViolation({"on_roll": "This begins before the date of birth. Check both dates."})
        age = age_on(person, period.start)
        if age is not None and not YOUNGEST_PUPIL <= age <= OLDEST_PUPIL:
            sentence = f"On this date the pupil would have been {age}. Check it and the date of birth."
            raise RuleViolation({"on_roll": sentence})
    _refuse_overlap(list(person.on_roll), "on_roll")


def _check_posts(person: Person, today: date) -> None:  # noqa: ARG001 - one shape for all checks
    for post in person.posts:
        check_period(post.period, "posts")
        start = post.period.start
        if start is not None and person.date_of_birth is not None and start < person.date_of_birth:
            raise RuleViolation({"posts": "This post begins before the date of birth. Check both dates."})


def _check_offices(person: Person, today: date) -> None:  # noqa: ARG001 - one shape for all checks
    for office in person.offices:
        check_period(office.period, "offices")
        acting = office.kind is OfficeKind.ACTING_HEADTEACHER
        if acting and (office.period.start is None or office.period.end is None):
            sentence = "Enter from when to when they act. It can be made longer later."
            raise RuleViolation({"offices": sentence})


def _check_lists(person: Person, today: date) -> None:  # noqa: ARG001 - one shape for all checks
    counted = {
        "on_roll": len(person.on_roll),
        "posts": len(person.posts),
        "offices": len(person.offices),
        "handles": len(person.handles),
        "family": len(person.family),
        "names": len(person.names),
        "statuses": len(person.statuses),
        "telling_rules": len(person.telling_rules),
        "not_to_be_used": len(person.not_to_be_used),
        "professionals": len(person.professionals),
    }
    if many := {field: _too_many(count) for field, count in counted.items() if count > MOST_ENTRIES}:
        raise RuleViolation(many)
    relatives = [link.person for link in person.family]
    if len(relatives) != len(set(relatives)):
        raise RuleViolation({"family": "The same person is listed twice. Keep one of the two."})
    if person.kind is PersonKind.ACCOUNT_ONLY and not person.handles:
        raise RuleViolation({"handles": "Enter the username and where it was seen."})


def _too_many(count: int) -> str:
    return f"One record can hold {MOST_ENTRIES} of these; there are {count}."


def _refuse_overlap(periods: list[Period], field: str) -> None:
    for place, period in enumerate(periods):
        if any(period.overlaps(other) for other in periods[place + 1 :]):
            raise RuleViolation({field: "Two of these periods overlap. Check their dates."})


def _cleaned(person: Person) -> Person:
    nameless = person.kind in {PersonKind.ACCOUNT_ONLY, PersonKind.UNKNOWN_PERSON}
    return replace(
        cleaned_facts(person),
        name=checked_name(person.name, "name", required=not nameless),
        known_as=checked_name(person.known_as, "known_as", required=False),
        year_group=checked_line(person.year_group, "year_group", 50),
        class_name=checked_line(person.class_name, "class_name", 50),
        posts=tuple(_cleaned_post(post) for post in person.posts),
        handles=tuple(cleaned_handle(handle, "handles") for handle in person.handles),
        family=tuple(_cleaned_link(link) for link in person.family),
        telephone=checked_line(person.telephone, "telephone", 100),
        email=checked_line(person.email, "email", 254),
        safe_to_contact=checked_line(person.safe_to_contact, "safe_to_contact"),
        interpreter=checked_line(person.interpreter, "interpreter"),
        note=checked_text(person.note, "note"),
        numbers=tuple(
            replace(one, value=checked_line(one.value, "numbers", NUMBER_LIMIT)) for one in person.numbers
        ),
    )


def _cleaned_post(post: Post) -> Post:
    return replace(
        post,
        title=checked_name(post.title, "posts", required=False),
        employer=checked_name(post.employer, "posts", required=False),
    )


def cleaned_handle(handle: Handle, field: str) -> Handle:
    """A handle with its parts cleaned; the username must be there."""
    return replace(
        handle,
        platform=checked_name(handle.platform, field, required=False),
        name=checked_line(handle.name, field, HANDLE_LIMIT, required=True),
        how_known=checked_line(handle.how_known, field),
        claimed_owner=checked_line(handle.claimed_owner, field),
    )


def _cleaned_link(link: FamilyLink) -> FamilyLink:
    return replace(link, words=checked_name(link.words, "family", required=False))
