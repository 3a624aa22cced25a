"""The facts declared about an adult and each pupil, in words: beside the register, and where it is decided."""

from safeguard_app.catalogue.choices import ListName
from safeguard_app.domain.date_words import day_words, joined_words
from safeguard_app.domain.declarations import (
    Connection,
    Declaration,
    DeclaredPupil,
    Household,
    OtherSide,
    ParentsAware,
    Said,
    Step,
    Teaches,
)
from safeguard_app.domain.people import Handle, PersonRef
from safeguard_app.services.declaration_views import OtherPerson, PupilLine
from safeguard_app.services.labels import label, platform_name, today
from safeguard_app.services.register_facts import name_now, person_now
from safeguard_app.services.session import Session

MITIGATIONS = "What is done about that"
"""Follows whether the adult teaches, assesses or supervises the pupil."""
RISK, ASKED_FOR, COPY = "Risk considered", "Asked for where the adult teaches", "Copy to"
_TEACHES = {Teaches.YES: "Yes", Teaches.NO: "No", Teaches.NOT_KNOWN: "Not known"}


def pupil_lines(
    session: Session, content: Declaration, others: tuple[OtherPerson, ...]
) -> tuple[PupilLine, ...]:
    """Each pupil of a declaration with what was declared about the two; ``others`` are the same pupils, as they are."""
    return tuple(
        PupilLine(other.name, other.description, other.relationship, _facts(session, declared))
        for declared, other in zip(content.pupils, others, strict=True)
    )


def adult_facts(session: Session, content: Declaration) -> tuple[tuple[str, str], ...]:
    """What sort of adult declares, by the register, and where they work, as they said it: each only where known."""
    facts = (
        ("Type", adult_type(session, content.adult)),
        ("Department", content.department),
        ("Line manager", content.line_manager),
    )
    return tuple(fact for fact in facts if fact[1])


def adult_type(session: Session, adult: PersonRef) -> str:
    """What sort of adult somebody is by their post today, or their last one; nothing where no post is known."""
    person = person_now(session, adult)
    posts = person.posts if person is not None else ()
    held = [post for post in posts if post.period.covers(today(session))] or list(posts)
    return label(session, ListName.ADULT_TYPES, held[-1].adult_type.value) if held else ""


def decision_facts(step: Step) -> tuple[tuple[str, str], ...]:
    """What was weighed and asked for when it was decided, and to whom a copy went: each only where entered."""
    on = day_words(step.copy_on) if step.copy_on is not None else ""
    facts = (
        (RISK, step.risk),
        (ASKED_FOR, step.mitigations),
        (COPY, ", ".join(filter(None, (step.copy_to, on)))),
    )
    return tuple(fact for fact in facts if fact[1])


def _facts(session: Session, declared: DeclaredPupil) -> tuple[tuple[str, str], ...]:
    teaching = declared.connection is Connection.NOT_SAID or declared.side is OtherSide.PUPIL
    house = declared.household is not Household.NOT_KNOWN or declared.connection is Connection.NOT_SAID
    facts = (
        *connection_facts(session, declared),
        ("Household", label(session, ListName.HOUSEHOLDS, declared.household.value) if house else ""),
        ("Teaches or supervises", _TEACHES[declared.teaches_or_supervises] if teaching else ""),
        (MITIGATIONS, declared.mitigations),
        ("Parents know", _parents_words(session, declared.parents_aware) if teaching else ""),
        ("Adult’s accounts", _handles(session, declared.adult_handles)),
        (_THEIR_ACCOUNTS.get(declared.side, "Their accounts"), _handles(session, declared.pupil_handles)),
        ("Note", declared.note),
    )
    return tuple(fact for fact in facts if fact[1])


_THEIR_ACCOUNTS = {OtherSide.PUPIL: "Pupil’s accounts", OtherSide.PARENT: "Parent’s accounts"}
WHO_THEY_ARE = "Who they are"
_SAID = {Said.YES: "Yes", Said.NO: "No", Said.NOT_KNOWN: ""}


def connection_facts(session: Session, declared: DeclaredPupil) -> tuple[tuple[str, str], ...]:
    """Who they are and how the two are connected: each only where it was said."""
    side, connection = declared.side, declared.connection
    return (
        (
            WHO_THEY_ARE,
            "" if side is OtherSide.PUPIL else label(session, ListName.DECLARED_SIDES, side.value),
        ),
        (
            "Connected by",
            label(session, ListName.CONNECTIONS, connection.value)
            if connection is not Connection.NOT_SAID
            else "",
        ),
        ("Since", declared.since),
        ("Before the adult worked here", _SAID[declared.before_post]),
        ("Friends apart from the school", _SAID[declared.outside_school]),
        ("Children at the school", joined_words([name_now(session, child) for child in declared.children])),
        ("In touch by", ", ".join(label(session, ListName.CONTACT_WAYS, way.value) for way in declared.ways)),
        ("Tuition is paid for", _SAID[declared.tuition_paid]),
        ("Tuition at or through the school", _SAID[declared.tuition_at_school]),
    )


def _parents_words(session: Session, aware: ParentsAware) -> str:
    if aware is ParentsAware.NOT_KNOWN:
        return "Not known"
    return label(session, ListName.PARENTS_AWARE, aware.value)


def _handles(session: Session, handles: tuple[Handle, ...]) -> str:
    return ", ".join(
        f"{handle.name} ({platform_name(session, handle.platform)})" if handle.platform else handle.name
        for handle in handles
    )
