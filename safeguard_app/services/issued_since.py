"""What a document that was issued cannot know: who was taken off its record since, and whether that was an error.

The bytes stay as they were issued: they are what somebody was handed. What stands beside them names nobody.
"""

import itertools
from collections.abc import Sequence
from typing import Any

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.date_words import count_words, day_words
from safeguard_app.domain.documents_issued import IssuedDocument
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.people import PersonRef, Withdrawal
from safeguard_app.domain.person_rules import is_the_one, same_person
from safeguard_app.domain.records import Stored
from safeguard_app.services.session import Session
from safeguard_app.vault import reading

LEFT_OVER = (
    "Made to be shared, and the sharing was not finished: it does not go out. Share it anew from its record."
)
"""Beside a document that is kept and goes nowhere."""


def is_left_over(session: Session, document: Stored[IssuedDocument]) -> bool:
    """Whether the sharing that a document was made for was never kept: the two are two acts.

    A sharing may have gone elsewhere with its record since, and a chronology stays: then nothing is said.
    """
    content = document.content
    if content.made_for is None or session.vault.find(content.made_for) is not None:
        return False
    connection = session.vault.compartment(document.reference.compartment).connection
    moved = reading.events_of_kinds(connection, (EventKind.REFILED_AWAY,))
    return all(one.at < content.issued_at for one in moved)


def record_versions(session: Session, document: Stored[IssuedDocument]) -> list[Stored[Any]]:
    """Every version of the record that a document was made of, oldest first; none for a register."""
    if document.about is None:
        return []
    place = Reference(document.reference.compartment, RecordId(document.about))
    return reading.versions(session.vault.compartment(place.compartment).connection, place)


def since_made(session: Session, document: Stored[IssuedDocument], versions: Sequence[Stored[Any]]) -> str:
    """What became of the record after the document was made, and what to do; empty where it still says what it did."""
    if is_left_over(session, document):
        return LEFT_OVER
    before = made_before(session, document, versions)
    return f"{before}. Tell whoever received it." if before else ""


def made_before(session: Session, document: Stored[IssuedDocument], versions: Sequence[Stored[Any]]) -> str:
    """What became of a record after the document was made: "Made before a person was taken off this record on ..." """
    if not versions:
        return ""
    came = []
    left = _taken_off(versions, document.content)
    if left:
        came.append(f"{_what_became(versions, left)}{_on_the_day(session, versions, left)}")
    error = getattr(versions[-1].content, "entered_in_error", None)
    if isinstance(error, Withdrawal):
        day = error.at.astimezone(session.zone).date()
        which = "it" if came else "this record"
        came.append(f"{which} was marked as entered in error on {day_words(day)}")
    return f"Made before {' and before '.join(came)}" if came else ""


def _what_became(versions: Sequence[Stored[Any]], left: Sequence[Stored[Any]]) -> str:
    """Where somebody else came on as they went, it may be one person under another name: not "taken off"."""
    earlier = {after.number: before for before, after in itertools.pairwise(versions)}
    if any(_gone(_people(after), _people(earlier[after.number])) for after in left):
        return "the people on this record were changed"
    who = "a person was" if len(left) == 1 else f"{count_words(len(left), 'person', 'people')} were"
    return f"{who} taken off this record"


def _on_the_day(session: Session, versions: Sequence[Stored[Any]], left: Sequence[Stored[Any]]) -> str:
    """The day of the last time; nothing where the record was filed elsewhere since, and the day with it."""
    last = max(left, key=lambda version: version.number)
    if last.event == versions[0].event:
        return ""
    day = day_words(last.recorded_at.astimezone(session.zone).date())
    return f" on {day}" if len(left) == 1 else f", the last on {day}"


def _taken_off(versions: Sequence[Stored[Any]], document: IssuedDocument) -> list[Stored[Any]]:
    """Of each person who stood on the record then and stands there no more, the version that took them off."""
    later = [version for version in versions if version.number >= _made_of(versions, document)]
    found: list[Stored[Any]] = []
    for person in _gone(_people(later[0]), _people(later[-1])):
        for before, after in zip(reversed(later[:-1]), reversed(later[1:]), strict=True):
            if any(same_person(one, person) for one in _gone(_people(before), _people(after))):
                found.append(after)
                break
    return found


def _made_of(versions: Sequence[Stored[Any]], document: IssuedDocument) -> int:
    """The version it was made of. Of a document that does not say: the newest of its time.

    Where its record was filed elsewhere since, the times went with it: then nothing is said of before and after.
    """
    if document.made_of:
        return document.made_of
    then = [version.number for version in versions if version.recorded_at <= document.issued_at]
    return then[-1] if then else versions[-1].number


def _people(version: Stored[Any]) -> list[PersonRef]:
    """Everybody on a version of a record, each once, in whatever roles."""
    found: list[PersonRef] = []
    content = version.content
    for one in content.participants if isinstance(content, Incident) else ():
        if not any(is_the_one(one.person, other) for other in found):
            found.append(one.person)
    return found


def _gone(before: Sequence[PersonRef], now: Sequence[PersonRef]) -> list[PersonRef]:
    """Who is there no more. Somebody named in words who is now on the register has not gone; a namesake is another."""
    left, gone = list(now), []
    for person in before:
        exact = next((one for one in left if is_the_one(one, person)), None)
        if exact is not None:
            left.remove(exact)
        else:
            gone.append(person)
    for person in list(gone):
        alike = next((one for one in left if same_person(one, person)), None)
        if alike is not None:
            left.remove(alike)
            gone.remove(person)
    return gone
