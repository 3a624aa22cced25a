"""Where the name of somebody taken off a record would still stand: in words that people typed, which are not altered.

Said before they are taken off, so that whoever does it knows what to correct by hand. A part of the name counts where
nobody who stays on the record bears it, in whatever letters; one that is a word as well with a capital letter only.
"""

import dataclasses
from collections.abc import Iterator
from typing import Any

from safeguard_app.catalogue.choices import ListName
from safeguard_app.domain.allegations import AllegationFile
from safeguard_app.domain.assessments import Assessment
from safeguard_app.domain.cases import Attribution
from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.documents_issued import IssuedDocument, KeptVerdict, Referral
from safeguard_app.domain.entries import Action, Closing, Decision, Note, Telling
from safeguard_app.domain.evidence import EvidenceItem
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.letters import Letter
from safeguard_app.domain.names_keys import NamesKey
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.records import Stored
from safeguard_app.domain.responses import ResponseStep
from safeguard_app.domain.support import Support
from safeguard_app.services.answer_words import question_text
from safeguard_app.services.labels import entered, label, when
from safeguard_app.services.register_facts import known_person
from safeguard_app.services.session import Session
from safeguard_app.services.withheld_names import names_of
from safeguard_app.services.wrong_person import what_stays
from safeguard_app.vault import reading

_FIELDS = {
    "danger_note": "Danger now",
    "attention": "Came to attention",
    "summary": "What happened",
    "platform": "Where online",
    "online_location": "Where online",
    "child_wishes": "Child’s wishes and feelings",
    "severity_reason": "Why this severity",
    "review_owner": "Review",
}


_ON_THE_PAGE = ("danger_note", "summary", "attention", "participants", "accounts", "answers")
"""What stands first on the page of a record, in order; the rest follows as it is kept."""


def where_named(session: Session, reference: Reference, person: PersonRef) -> tuple[str, ...]:
    """The places of a record where the name, or a part of it, would still stand, in the order of its page."""
    incident, entries = what_stays(session, reference, person)
    known = known_person(session, person)
    own = [person.name, known.person.known_as if known is not None else ""]
    names = names_of(
        [name for name in own if name.strip()], [one.person.name for one in incident.participants]
    )
    texts = [
        *_in_incident(session, incident),
        *((_entry_place(session, entry), text) for entry in entries for text in _texts(entry.content)),
        *_reasons(session, reference),
    ]
    return tuple(dict.fromkeys(place for place, text in texts if names.stands_in(text)))


def _in_incident(session: Session, incident: Incident) -> Iterator[tuple[str, str]]:
    for field in dict.fromkeys((*_ON_THE_PAGE, *(one.name for one in dataclasses.fields(incident)))):
        value = getattr(incident, field)
        match field:
            case "accounts":
                for number, account in enumerate(value, 1):
                    place = "Account" if number == 1 else f"Account {number}"
                    yield from ((place, text) for text in _texts(account))
            case "participants":
                for one in value:
                    yield from ((f"Who, beside {one.person.name}", text) for text in _texts(one))
            case "answers":
                for answer in value:
                    place = question_text(session, answer.question, incident.category)
                    yield from ((place, text) for text in answer.values)
            case name:
                place = _FIELDS.get(name, name.replace("_", " ").capitalize())
                yield from ((place, text) for text in _texts(value))


_CALLED: dict[type[Any], str] = {
    Referral: "Referral being prepared",
    Attribution: "Account suspected to be somebody’s",
}


def _file_name(content: Assessment | AllegationFile) -> str:
    if isinstance(content, Assessment):
        return f"Plan for {content.child.name}"
    return f"Allegation file about {content.adult.name}"


def _entry_place(session: Session, stored: Stored[Any]) -> str:
    """What an entry is called, without a word that was typed in it."""
    content = stored.content
    match content:
        case Note():
            return f"{label(session, ListName.NOTE_KINDS, content.kind)}, {when(session, content.at)}"
        case Decision():
            return f"Decision, {when(session, content.at)}"
        case Telling():
            return f"Who was told, {when(session, content.at)}"
        case Action():
            return f"Action, entered {entered(session, stored.recorded_at)}"
        case Closing():
            what = "Closing" if content.closed else "Opening again"
            return f"{what}, {entered(session, content.at)}"
        case EvidenceItem():
            return f"Exhibit {content.name}"
        case ResponseStep():
            return f"Step of the response, {when(session, content.at)}"
        case Support():
            return f"Offer of support, {when(session, content.at)}"
        case Letter():
            return f"Letter of {day_words(content.day)}"
        case Assessment() | AllegationFile():
            return _file_name(content)
        case KeptVerdict():
            return f"Contact check, {entered(session, content.checked_at)}"
        case _:
            return _CALLED.get(type(content)) or stored.kind.value.replace("_", " ").capitalize()


def _reasons(session: Session, reference: Reference) -> Iterator[tuple[str, str]]:
    """Why each version was made stands on the page as well."""
    connection = session.vault.compartment(reference.compartment).connection
    for version in reading.versions(connection, reference):
        yield f"Reason of version {version.number}", version.reason or ""


def _texts(value: Any) -> Iterator[str]:
    """Every text in a part of a record, however deep. Somebody else's name is theirs; what stands beside it counts."""
    if type(value) is str:
        yield value
    elif isinstance(value, PersonRef):
        yield value.description
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif dataclasses.is_dataclass(value) and not isinstance(
        value, type | IssuedDocument | NamesKey | Reference
    ):
        for field in dataclasses.fields(value):
            yield from _texts(getattr(value, field.name))
