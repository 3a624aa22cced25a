"""Who was told, in the words of a referral form; and of which child a parent was told, as far as that is known.

A record says that a parent was told, not whose. Where it names one pupil and nobody else who could be one, it was that
pupil's parent. Where there are more, only the register can say: under a child's name stands what is known of that
child's parents, and nothing else. What is left says whom was told and never whose parent that is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from safeguard_app.domain.date_words import day_words, joined_words
from safeguard_app.domain.entries import Telling, TellingState, Whom
from safeguard_app.domain.incidents import Incident, Participant
from safeguard_app.domain.people import PersonKind, PersonRef
from safeguard_app.domain.records import Stored
from safeguard_app.services.form_facts import Fact, in_part
from safeguard_app.services.labels import label, when
from safeguard_app.services.reference import ListName
from safeguard_app.services.referral_people import bears, whose_parent
from safeguard_app.services.register_facts import bare_name, known_person, plain_name, without_title
from safeguard_app.services.session import Session
from safeguard_app.services.who_is_meant import may_mean

_NO_PUPIL = frozenset({"adult_of_concern", "adult_contacted", "parent", "account"})
"""Roles that a pupil has not: an account has no parents, whoever is behind it."""
PUPILS = frozenset({PersonKind.PUPIL, PersonKind.FORMER_PUPIL})


def told_words(session: Session, entries: Sequence[Stored[Any]], whom: Whom) -> str:
    """Every telling of that kind that stands, one to a line."""
    return "\n".join(_words(session, one, _name(session, one)) for one in _tellings(entries, whom))


def family_tellings(
    session: Session,
    incident: Incident,
    entries: Sequence[Stored[Any]],
    child: PersonRef,
    children: Sequence[PersonRef],
    parents: Sequence[str],
) -> "FamilyTellings":
    """What a form about one child says of parents told or held who are none of ``parents``, and what parents answered.

    ``parents`` are those of the register, by name. What is known to be another child's parent's is left out. Where a
    pupil asked not to be named it could be theirs: then it is said without a name, and what was answered not at all.
    Of several children an answer stands where whoever gave it may be a parent of this one, going by their name.
    """
    others = _other_pupils(session, incident, children)
    hidden = [one.person for one in others if one.name_withheld]
    alone = len(children) == 1 and not others
    told, said, answered = [], [], set()
    for telling in _tellings(entries, Whom.PARENT):
        named = [one for one in parents if bears(one, telling.name)]
        unnamed = not telling.name.strip() and len(parents) == 1 and len(children) == 1
        whose = (child,) if named else _whose(session, incident, telling, children)
        if whose and child not in whose:
            continue
        unsaid = bool(hidden) and not whose
        name = label(session, ListName.WHOM_TOLD, Whom.PARENT.value) if unsaid else _name(session, telling)
        if not named and not unnamed:
            told.append(_words(session, telling, name))
        if telling.response.strip() and not unsaid and (whose or _fits(telling.name, child, parents)):
            answered.add((named[0] if named else parents[0] if unnamed else "", bool(whose)))
            said.append(_answered(session, telling))
    return FamilyTellings(
        in_part("\n".join(told), "which parent that is" if alone else "whose parent that is"),
        in_part(
            "\n".join(said),
            "" if all(known for _, known in answered) else "whose parent that is",
            "" if {name for name, _ in answered} >= set(parents) else "what the others say",
        ),
    )


def _fits(told: str, child: PersonRef, parents: Sequence[str]) -> bool:
    """Whether a name as it was noted may be a parent's of a child: one of the register's, or of the same surname."""
    if may_mean(parents, told):
        return True
    last = [bare_name(name).split()[-1:] for name in (told, child.name)]
    return bool(last[0]) and last[0] == last[1]


@dataclass(frozen=True, slots=True)
class FamilyTellings:
    """``besides``: tellings that no parent of the register takes. ``answered``: what the parents said to theirs."""

    besides: Fact
    answered: Fact


def child_answers(session: Session, entries: Sequence[Stored[Any]]) -> str:
    """What was said by a child who was told."""
    return "\n".join(
        _answered(session, one) for one in _tellings(entries, Whom.CHILD) if one.response.strip()
    )


def _answered(session: Session, telling: Telling) -> str:
    at = f", {when(session, telling.at)}" if telling.at.is_known else ""
    return f"{_name(session, telling)}{at}: {telling.response.strip()}"


def told_as_parents_of(
    session: Session,
    incident: Incident,
    entries: Sequence[Stored[Any]],
    child: PersonRef,
    children: Sequence[PersonRef],
) -> str:
    """What is known to have been said to the parents of one child of a form, and of nobody else's."""
    return "\n".join(
        _words(session, telling, _name(session, telling))
        for telling in _tellings(entries, Whom.PARENT)
        if child in _whose(session, incident, telling, children)
    )


def told_as_parent(session: Session, entries: Sequence[Stored[Any]], parent: str, *, only: bool) -> str:
    """What was said to one parent, by name; ``only``: a telling without a name can be nobody else's."""
    return "\n".join(
        _words(session, telling, parent)
        for telling in _tellings(entries, Whom.PARENT)
        if (bears(parent, telling.name) if telling.name.strip() else only)
    )


def parents_told_besides(
    session: Session,
    incident: Incident,
    entries: Sequence[Stored[Any]],
    children: Sequence[PersonRef],
    *,
    of_nobody_known: bool | None = None,
) -> str:
    """The parents told of whom it is not known that they are a parent of one of the children of a form.

    By their name only. Where a pupil asked not to be named it could be theirs, and give them away: then without it.
    ``of_nobody_known``: only those of whom nothing is known of whose parent they are, or only those of other pupils.
    """
    others = _other_pupils(session, incident, children)
    hidden = [one.person for one in others if one.name_withheld]
    lines = []
    for telling in _tellings(entries, Whom.PARENT):
        whose = _whose(session, incident, telling, children)
        if any(one in children for one in whose) or any(one in hidden for one in whose):
            continue
        if of_nobody_known is not None and of_nobody_known is bool(whose):
            continue
        unsaid = bool(hidden) and not whose
        name = label(session, ListName.WHOM_TOLD, Whom.PARENT.value) if unsaid else _name(session, telling)
        lines.append(_words(session, telling, name))
    return "\n".join(lines)


def parents_told_whose(session: Session, incident: Incident, entries: Sequence[Stored[Any]]) -> Fact:
    """Every parent told, each with whose parent that is; of a record of several pupils that may not be known."""
    pupils = _other_pupils(session, incident, ())
    hidden = [one.person for one in pupils if one.name_withheld]
    lines, known = [], True
    for telling in _tellings(entries, Whom.PARENT):
        whose = _whose(session, incident, telling, ())
        known = known and bool(whose)
        named = joined_words([one.name for one in whose if one not in hidden])
        name = _name(session, telling) + (f" (parent of {named})" if named else "")
        lines.append(_words(session, telling, name))
    return in_part("\n".join(lines), "" if known else "whose parent that is")


def _whose(
    session: Session, incident: Incident, telling: Telling, children: Sequence[PersonRef]
) -> tuple[PersonRef, ...]:
    """Of which pupils of a record whoever was told is a parent; none where that cannot be known."""
    pupils = (*children, *(one.person for one in _other_pupils(session, incident, children)))
    return pupils if len(pupils) == 1 else whose_parent(session, telling.name, pupils)


def _other_pupils(
    session: Session, incident: Incident, children: Sequence[PersonRef]
) -> tuple[Participant, ...]:
    """Whoever else of a record is a pupil, or could be one, as is everybody of whom no more than a name is known."""
    seen = {_key(child) for child in children}
    found = []
    for one in incident.participants:
        if _key(one.person) not in seen and may_be_pupil(session, one):
            seen.add(_key(one.person))
            found.append(one)
    return tuple(found)


def may_be_pupil(session: Session, one: Participant) -> bool:
    """Whether somebody of a record is a pupil, or could be one as far as is known."""
    if one.role in _NO_PUPIL or not one.person.name.strip():
        return False
    known = known_person(session, one.person)
    if known is not None:
        return known.person.kind in PUPILS
    return without_title(one.person.name) == " ".join(one.person.name.split())


def _key(person: PersonRef) -> str:
    return person.reference.id if person.reference is not None else plain_name(person.name)


def _tellings(entries: Sequence[Stored[Any]], whom: Whom) -> list[Telling]:
    contents = [one.content for one in entries]
    return [
        one for one in contents if isinstance(one, Telling) and one.whom is whom and one.withdrawn is None
    ]


def _name(session: Session, telling: Telling) -> str:
    return telling.name or label(session, ListName.WHOM_TOLD, telling.whom.value)


def telling_words(session: Session, telling: Telling) -> str:
    """ "Erik Lund: held until 3 November on the advice of PC 3391"."""
    return _words(session, telling, _name(session, telling))


def _words(session: Session, telling: Telling, name: str) -> str:
    if telling.state is TellingState.TOLD:
        at = when(session, telling.at) if telling.at.is_known else ""
        by = f" by {telling.by}" if telling.by else ""
        return f"{name} told {at}{by}".strip()
    ground = label(session, ListName.NOT_TELLING_GROUNDS, telling.ground) if telling.ground else ""
    if telling.state is TellingState.HELD:
        until = f" until {day_words(telling.until)}" if telling.until is not None else ""
        held = f"{name}: held{until} on the advice of {telling.advised_by}"
        return f"{held}. {ground}" if ground else held
    return f"{name}: not told. {ground}".strip()
