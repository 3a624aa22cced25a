"""How a record came to the school's attention, for a form: when, by whom, to whom, and when it reached the lead.

Who typed a record is nobody's answer to who noticed. Whoever asked not to be named is not named here either: the form
says that they asked.
"""

from collections.abc import Sequence

from safeguard_app.domain.date_words import joined_words
from safeguard_app.domain.documents_issued import AnswerState
from safeguard_app.domain.incidents import Incident, Participant
from safeguard_app.domain.moments import Moment
from safeguard_app.domain.people import PersonRef
from safeguard_app.services.form_facts import Fact, Given, in_part
from safeguard_app.services.incident_form import REPORTER
from safeguard_app.services.labels import when
from safeguard_app.services.referral_people import said_of
from safeguard_app.services.register_facts import same_name
from safeguard_app.services.session import Session

ASKED = "they asked not to be named"
_UNNAMED = "somebody who asked not to be named"


def attention_facts(session: Session, incident: Incident, others: Sequence[PersonRef]) -> dict[str, Given]:
    """Paths below ``incident``. ``others``: the people of the form, of whom who noticed may be a relative."""
    attention = incident.attention
    at, told = _time(session, attention.moment), attention.first_told
    return {
        "incident.attention_time": at,
        "incident.came_to_attention": _both(at, f"to {told.name}" if told is not None else "", "to whom"),
        "incident.reached_lead": _time(session, attention.reached_lead),
        "incident.reached_referrer": _time(session, attention.reached_lead) if session.user.is_dsl else "",
        "incident.reached": _reached(session, incident),
        "incident.noticed_by": _noticed_by(session, incident, others),
    }


def _both(at: str, whom: str, lacks_whom: str) -> Fact:
    """When and whom, where both are asked."""
    text = ", ".join(part for part in (at, whom) if part)
    return in_part(f"{text[:1].upper()}{text[1:]}", "" if at else "when", "" if whom else lacks_whom)


def _reached(session: Session, incident: Incident) -> Fact:
    """When the lead received it and from whom: whoever was told first, or who told of it where that was the lead."""
    attention, told = incident.attention, incident.attention.first_told
    straight = told is None or _is_lead(session, told)
    at = attention.reached_lead
    if at is None and told is not None and straight:
        at = attention.moment
    whom = _who_told(incident) if straight or told is None else told.name
    return _both(_time(session, at), f"from {whom}" if whom else "", "from whom")


def _is_lead(session: Session, person: PersonRef) -> bool:
    return any(same_name(person.name, name) for name in (session.school.dsl_name, session.user.name) if name)


def _who_told(incident: Incident) -> str:
    """Who told of it, by name; who asked not to be named only as such."""
    named, hidden = _reporters(incident)
    names = [one.person.name for one in named] or [incident.attention.told_by] * (not hidden)
    return joined_words([name for name in (*names, *([_UNNAMED] if hidden else ())) if name])


def _noticed_by(session: Session, incident: Incident, others: Sequence[PersonRef]) -> Fact:
    """Who told of it, and what each is to those the form is about, as the record and the register say."""
    named, hidden = _reporters(incident)
    what = "what they are to the child or adult"
    if not named and hidden:
        return Fact(ASKED, AnswerState.WITHHELD)
    if not named:
        return in_part(incident.attention.told_by, what)
    said = [said_of(session, one, others) for one in named]
    lines = [", ".join(filter(None, (one.person.name, more))) for one, more in zip(named, said, strict=True)]
    if hidden:
        lines.append(f"{_UNNAMED[:1].upper()}{_UNNAMED[1:]}")
    return in_part("\n".join(lines), "" if all(said) else what)


def _reporters(incident: Incident) -> tuple[list[Participant], bool]:
    """Those who told of it and may be named, and whether somebody did who asked not to be."""
    reporters = incident.with_role(REPORTER)
    return [one for one in reporters if not one.name_withheld], any(one.name_withheld for one in reporters)


def _time(session: Session, moment: Moment | None) -> str:
    if moment is None or not moment.is_known:
        return ""
    words = when(session, moment)
    return f"{words[:1].upper()}{words[1:]}"
