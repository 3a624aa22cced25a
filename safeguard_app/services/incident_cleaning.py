"""Cleaning the parts of an incident form that are more than one text: people, answers, marked passages, times."""

from dataclasses import replace

from safeguard_app.domain.incidents import Answer, Participant, Passage
from safeguard_app.domain.moments import Moment
from safeguard_app.services.cleaning import Cleaning
from safeguard_app.services.session import Session

EACH_NEEDS_A_ROLE = "Each person needs a role."
ROLE_NOT_KNOWN = "One of these roles is not known here. Choose each person’s role from the list."
TWICE = "Somebody stands here twice in the same role. Take one of the two off."


def cleaned_participants(
    session: Session, participants: tuple[Participant, ...], cleaning: Cleaning
) -> tuple[Participant, ...]:
    """Everybody with a name and a role of the catalogue, nobody twice in one."""
    field = "participants"
    found = tuple(
        replace(
            one,
            person=cleaning.person(one.person, field),
            role=cleaning.line(one.role, field, needed=EACH_NEEDS_A_ROLE),
            note=cleaning.line(one.note, field),
        )
        for one in participants
    )
    if any(one.role and one.role not in session.catalogue.roles for one in found):
        cleaning.say(field, ROLE_NOT_KNOWN)
    if len({(one.person.reference or one.person, one.role) for one in found}) < len(found):
        cleaning.say(field, TWICE)
    return found


def cleaned_answers(answers: tuple[Answer, ...], cleaning: Cleaning) -> tuple[Answer, ...]:
    """Answers in words and codes."""
    return tuple(
        replace(
            one,
            question=cleaning.line(one.question, "answers"),
            values=tuple(cleaning.text(value, "answers") for value in one.values),
        )
        for one in answers
    )


def cleaned_speakers(passages: tuple[Passage, ...], cleaning: Cleaning) -> tuple[Passage, ...]:
    """Passages with whoever said the words."""
    return tuple(replace(one, speaker=cleaning.name(one.speaker, "account")) for one in passages)


def cleaned_time(
    text: str, moment: Moment | None, field: str, cleaning: Cleaning
) -> tuple[str, Moment | None]:
    """A time as typed and as understood."""
    return cleaning.line(text, field), moment if moment is None else cleaning.moment(moment, field)
