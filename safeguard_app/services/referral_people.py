"""What the log holds of the people of a referral (adult, children, referrer, school), by the form's dotted paths."""

from collections.abc import Sequence

from safeguard_app.domain.date_words import MONTHS, joined_words
from safeguard_app.domain.identifiers import RecordId
from safeguard_app.domain.incidents import Incident, Participant
from safeguard_app.domain.moments import days_of
from safeguard_app.domain.people import (
    AdultType,
    HandleConfidence,
    KnownPerson,
    Person,
    PersonRef,
    Post,
    Relation,
)
from safeguard_app.domain.person_rules import age_on, posts_on, relation_words, shown_name, turned_relation
from safeguard_app.domain.school import School
from safeguard_app.domain.text_rules import folded
from safeguard_app.services.form_facts import Fact, Given, in_part
from safeguard_app.services.labels import label, platform_name, today
from safeguard_app.services.reference import ListName
from safeguard_app.services.register_facts import known_person, person_on_register, plain_name, relatives_of
from safeguard_app.services.session import Session

_BASES = {
    AdultType.SUPPLY: "Supply",
    AdultType.AGENCY: "Agency worker",
    AdultType.TRAINEE: "Trainee",
    AdultType.APPRENTICE: "Apprentice",
    AdultType.SELF_EMPLOYED: "Self-employed",
    AdultType.CONTRACTOR: "Contractor",
    AdultType.VOLUNTEER: "Volunteer",
    AdultType.GOVERNOR: "Governor",
}
"""Types that say the basis; of an employee the log does not know whether permanent or not, so a person is asked."""
_PARENTS = frozenset(
    {
        Relation.PARENT,
        Relation.STEP_PARENT,
        Relation.FOSTER_CARER,
        Relation.GUARDIAN,
        Relation.PARENTS_PARTNER,
    }
)


def adult_facts(session: Session, adult: PersonRef) -> dict[str, Given]:
    """Paths below ``adult``."""
    found: dict[str, Given] = {
        "adult.name": adult.name,
        "adult.post": adult.description,
        "adult.post_since": in_part(adult.description, "since when"),
    }
    known = known_person(session, adult)
    if known is None:
        return found
    person = known.person
    held = posts_on(person, today(session)) or person.posts[-1:]
    work = "; ".join(post.title for post in held if post.title) or adult.description
    since = _since(held)
    found |= {
        "adult.name": shown_name(person),
        "adult.known_as": person.known_as,
        "adult.all_names": joined_words(
            [*filter(None, [person.known_as]), *(one.name for one in person.names)]
        ),
        "adult.date_of_birth": born_words(session, person),
        "adult.post": work,
        "adult.post_since": in_part(
            ", since ".join(filter(None, (work, since))),
            "" if work else "which work",
            "" if since else "since when",
        ),
        "adult.employer": _employer(session, held),
        "adult.basis": next((_BASES[post.adult_type] for post in held if post.adult_type in _BASES), ""),
        "adult.in_post_since": since,
        "adult.accounts": accounts_words(session, person),
    }
    return found


def child_facts(session: Session, incident: Incident, child: PersonRef) -> dict[str, Given]:
    """Paths below ``child``."""
    found: dict[str, Given] = {"child.name": child.name}
    known = known_person(session, child)
    if known is None:
        return found
    days = days_of(incident.happened, session.zone)
    born = born_words(session, known.person)
    age = age_on(known.person, days[0]) if days is not None else None
    found["child.name"] = shown_name(known.person)
    said = f"{born}; aged {age} at the time" if born and age is not None else born
    found["child.date_of_birth"] = said
    found["child.born_and_age"] = in_part(said, "" if age is not None else "age at the time")
    found["child.parents"] = in_part(_parents(session, known), "address")
    return found


def maker_facts(
    session: Session, makers: Sequence[Participant], adult: PersonRef | None, children: Sequence[PersonRef]
) -> dict[str, str]:
    """Paths below ``reporter``: of several who made the allegation, whose each is stands before it."""
    named = [(one, known_person(session, one.person)) for one in makers]
    names = [shown_name(known.person) if known is not None else one.person.name for one, known in named]
    born = [born_words(session, known.person) if known is not None else "" for _, known in named]
    others = (adult, *children) if adult is not None else tuple(children)
    relationships = [said_of(session, one, others) for one, _ in named]
    return {
        "reporter.name": joined_words(names),
        "reporter.date_of_birth": _of_each(names, born),
        "reporter.relationship": _of_each(names, relationships),
    }


def _of_each(names: Sequence[str], said: Sequence[str]) -> str:
    if len(names) == 1:
        return said[0]
    return "\n".join(f"{name}: {text}" for name, text in zip(names, said, strict=True) if text)


def said_of(session: Session, one: Participant, others: Sequence[PersonRef]) -> str:
    """Who they are as the record has it, and what the register says they are to the people of the form."""
    said = [one.person.description, related_as(session, one, others)]
    return ", ".join(dict.fromkeys(part for part in said if part))


def related_as(session: Session, one: Participant, others: Sequence[PersonRef]) -> str:
    """What was noted of them on the record, and what the register says they are to the people of the form."""
    known = known_person(session, one.person)
    said = [one.note]
    for other in others:
        relative = known_person(session, other)
        if known is not None and relative is not None:
            words = [relation_words(relation, word) for relation, word in _relations(known, relative)]
            said += [f"{word} of {other.name}" for word in words[:1]]
    return ", ".join(dict.fromkeys(part for part in said if part))


def _relations(one: KnownPerson, other: KnownPerson) -> list[tuple[Relation, str]]:
    """What the register says ``one`` is to ``other``, from either side: the relation, and its words if any."""
    said = [(link.relation, link.words) for link in other.person.family if link.person == one.reference.id]
    return said + [
        (turned_relation(link.relation), "")
        for link in one.person.family
        if link.person == other.reference.id
    ]


def whose_parent(session: Session, name: str, children: Sequence[PersonRef]) -> tuple[PersonRef, ...]:
    """Of which of the children the register says that whoever has this name is a parent or carer; none where unsure.

    A name alone decides nothing: two people who bear it, or a bare surname, could be either.
    """
    found: dict[RecordId, list[PersonRef]] = {}
    for child in children:
        known = known_person(session, child)
        if known is None:
            continue
        for parent in relatives_of(session, known):
            if _is_parent(parent, known) and bears(shown_name(parent.person), name):
                found.setdefault(parent.reference.id, []).append(child)
    return tuple(next(iter(found.values()))) if len(found) == 1 else ()


def _is_parent(adult: KnownPerson, child: KnownPerson) -> bool:
    return any(relation in _PARENTS for relation, _ in _relations(adult, child))


def bears(on_register: str, told: str) -> bool:
    """Whether two names are one: as written, or with a title on one side only and more than a surname left."""
    one, other = (folded(" ".join(name.split())) for name in (on_register, told))
    if one == other:
        return bool(one)
    plain = plain_name(told)
    return plain == plain_name(on_register) and " " in plain and plain in {one, other}


def school_facts(session: Session) -> dict[str, Given]:
    """Paths below ``referrer`` and ``school``."""
    school = session.school
    chair = school.contact("chair")
    hr = school.contact("hr")
    return {
        "referrer.name": session.user.name,
        "referrer.post": session.user.label,
        "referrer.phone": school.phone,
        "referrer.email": _secure_email(school),
        "school.name": school.name,
        "school.address": school.address,
        "school.sector": "Education",
        "school.lead": school.dsl_name,
        "school.head": in_part(_reached_at_school(school), "" if school.phone else "contact"),
        "school.chair": in_part(
            ", ".join(part for part in (school.chair_name, chair.phone if chair else "") if part),
            "" if school.chair_name else "name",
            "" if chair and chair.phone else "contact",
        ),
        "school.hr": ", ".join(part for part in (hr.name, hr.phone) if part) if hr is not None else "",
    }


def _secure_email(school: School) -> Given:
    """The address that the school says is secure; of its other one nobody said that."""
    return school.secure_email or in_part(school.email, "whether it is secure")


def _reached_at_school(school: School) -> str:
    if not school.head_name or not school.phone:
        return school.head_name
    return f"{school.head_name}, by the school’s telephone: {school.phone}"


def born_words(session: Session, person: Person) -> str:
    """The date of birth with the age on the day that it is said; empty where it is not known."""
    born = person.date_of_birth
    if born is None:
        return ""
    age = age_on(person, today(session))
    said = f"{born.day} {MONTHS[born.month - 1]} {born.year}"
    return f"{said} ({age} when this form was made)" if age is not None else said


def reached_words(person: Person) -> str:
    """Telephone and e-mail, as far as the register has them."""
    return ", ".join(part for part in (person.telephone, person.email) if part)


def _employer(session: Session, held: tuple[Post, ...]) -> Fact:
    """The agency or firm where one is entered, else the school."""
    named = [post.employer for post in held if post.employer]
    if named:
        return in_part(f"{'; '.join(named)}. Works at {session.school.name}", "its address")
    if not held:
        return in_part("")
    text = ", ".join(part for part in (session.school.name, session.school.address) if part)
    return in_part(text, "" if session.school.address else "address")


def _since(held: tuple[Post, ...]) -> str:
    starts = [post.period.start for post in held if post.period.start is not None]
    if not starts:
        return ""
    first = min(starts)
    return f"{first.day} {MONTHS[first.month - 1]} {first.year}"


def accounts_words(session: Session, person: Person) -> str:
    """Accounts with how sure it is; a suspicion is never printed as a fact."""
    lines = []
    for handle in person.handles:
        where = f" on {platform_name(session, handle.platform)}" if handle.platform else ""
        sure = label(session, ListName.HANDLE_CONFIDENCE, handle.confidence.value).lower()
        note = "not proved" if handle.confidence is HandleConfidence.SUSPECTED else handle.how_known
        lines.append(f"{handle.name}{where}: {sure}{f', {note}' if note else ''}")
    return "\n".join(lines)


def _parents(session: Session, child: KnownPerson) -> str:
    lines = []
    for link in child.person.family:
        if link.relation not in _PARENTS:
            continue
        parent = person_on_register(session, link.person)
        if parent is None:
            continue
        person = parent.person
        said = [
            f"{shown_name(person)} ({relation_words(link.relation, link.words)})",
            "has parental responsibility" if link.parental_responsibility else "",
            person.telephone,
            f"safe to contact: {person.safe_to_contact}" if person.safe_to_contact else "",
            f"interpreter: {person.interpreter}" if person.interpreter else "",
        ]
        lines.append(", ".join(part for part in said if part))
    return "\n".join(lines)
