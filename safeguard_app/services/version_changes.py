"""What differs between two versions of a record, field by field, in words."""

import dataclasses
from datetime import date, datetime
from enum import Enum
from typing import Any

from safeguard_app.catalogue.choices import ListName
from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.incidents import Account, Answer, Attention, Incident, Participant, Passage
from safeguard_app.domain.moments import Moment
from safeguard_app.domain.people import FamilyLink, Handle, Office, PersonRef, Post, Withdrawal
from safeguard_app.domain.periods import Period
from safeguard_app.domain.person_rules import relation_words
from safeguard_app.domain.text_rules import visible
from safeguard_app.services.audit_views import FieldChange
from safeguard_app.services.labels import (
    category_name,
    entered,
    label,
    office_name,
    platform_name,
    role_label,
    when,
)
from safeguard_app.services.session import Session

_LABELS = {
    "at": "Time",
    "attention": "Came to attention",
    "danger": "Anyone in danger",
    "danger_asked_at": "Danger asked",
    "entered_in_error": "Entered in error",
    "facts": "Facts",
    "intake_closed": "Words only",
    "on_roll": "On roll",
    "participants": "People",
    "review_on": "Review",
    "withdrawn": "Taken back",
}
_LISTS = {
    "severity": ListName.SEVERITIES,
    "place": ListName.PLACES,
    "equipment": ListName.EQUIPMENT,
    "protected_characteristics": ListName.PROTECTED_CHARACTERISTICS,
    "online_risks": ListName.RISK_AREAS,
}
_UNSHOWN = frozenset({"catalogue_version", "entered_at", "entered_by", "stored"})


def changes_between(session: Session, before: object, after: object) -> list[FieldChange]:
    """The fields that differ, in the order of the record. Versions of different types differ as a whole."""
    if type(before) is not type(after) or not dataclasses.is_dataclass(after) or isinstance(after, type):
        return []
    found = []
    for field in dataclasses.fields(after):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if old == new or field.name in _UNSHOWN:
            continue
        if _is_plain_dataclass(old) and type(old) is type(new):
            found += changes_between(session, old, new)
            continue
        change = FieldChange(
            _label(field.name), _words(session, field.name, old), _words(session, field.name, new)
        )
        if change.before != change.after:
            found.append(change)
        elif isinstance(after, Incident):
            found.append(FieldChange(change.label, change.before, f"{change.after} (details changed)"))
    return found


def _is_plain_dataclass(value: object) -> bool:
    """A part of a record that is best shown field by field: capture facts and the like."""
    worded = (Moment, Attention, PersonRef, Withdrawal)
    return dataclasses.is_dataclass(value) and not isinstance(value, type) and not isinstance(value, worded)


def _label(name: str) -> str:
    return _LABELS.get(name, name.replace("_", " ").capitalize())


def _words(session: Session, name: str, value: Any) -> str:
    if value is None or value in ((), ""):
        return ""
    if isinstance(value, tuple):
        return "; ".join(_words(session, name, one) for one in value)
    if name in _LISTS and isinstance(value, str):
        return label(session, _LISTS[name], str(value))
    if name == "category":
        return category_name(session, str(value))
    if name == "platform":
        return platform_name(session, str(value))
    return _value(session, value)


def _value(session: Session, value: Any) -> str:
    match value:
        case bool():
            return "Yes" if value else "No"
        case Moment():
            return when(session, value)
        case datetime():
            return entered(session, value)
        case date():
            return day_words(value)
        case Enum():
            return str(value.value).replace("_", " ").capitalize()
        case str():
            user = session.roster.user(value)
            return user.name if user is not None else visible(value)
        case _:
            return _part(session, value)


def _part(session: Session, value: Any) -> str:
    match value:
        case PersonRef():
            return value.name
        case Participant():
            withheld = ", name withheld from copies" if value.name_withheld else ""
            return f"{value.person.name}, {role_label(session, value.role).lower()}{withheld}"
        case Attention():
            told = f", to {value.first_told.name}" if value.first_told is not None else ""
            return f"{when(session, value.moment)}{told}"
        case Account():
            marks = f" ({len(value.passages)} marked passages)" if value.passages else ""
            return f"{value.author.name}: {visible(value.text)}{marks}"
        case Passage():
            return value.kind.value
        case Answer():
            return f"{value.question}: {_answer_words(value)}"
        case Withdrawal():
            return f"{entered(session, value.at)}, {value.by_name}: {value.reason}"
        case _:
            return _person_part(session, value)


def _answer_words(answer: Answer) -> str:
    """What was answered: the codes of options as they are kept, or the text."""
    if answer.not_known:
        return "not known"
    return "; ".join(visible(value) for value in answer.values)


def _person_part(session: Session, value: Any) -> str:
    match value:
        case Period():
            start = day_words(value.start) if value.start else "not known"
            end = day_words(value.end) if value.end else "now"
            return f"{start} to {end}"
        case Post():
            return f"{value.title or value.adult_type.value}, {_person_part(session, value.period)}"
        case Office():
            return f"{office_name(session, value.kind)}, {_person_part(session, value.period)}"
        case Handle():
            return f"{value.name} ({platform_name(session, value.platform)}, {value.confidence.value})"
        case FamilyLink():
            return relation_words(value.relation, value.words)
        case _ if dataclasses.is_dataclass(value) and not isinstance(value, type):
            parts = (_words(session, f.name, getattr(value, f.name)) for f in dataclasses.fields(value))
            return ", ".join(part for part in parts if part)
        case _:
            return str(value)
