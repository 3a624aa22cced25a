"""What others wrote since the signed-in user last unlocked: told from the audit chains that this user's keys open.

Each chain holds its users' own unlocks, so nothing else has to remember when somebody was last here. What stands in a
part of the log that the user holds no key for is not among what is read.
"""

from dataclasses import dataclass
from datetime import datetime

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.moments import clock_words
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.services.audit_log import record_of
from safeguard_app.services.event_details import detail_of
from safeguard_app.services.session import Session
from safeguard_app.vault import reading
from safeguard_app.vault.compartment import OpenCompartment
from safeguard_app.vault.problems import DatabaseDamaged
from safeguard_app.vault.reading import LoggedEvent

_WORDS: dict[EventKind, str] = {
    EventKind.FILED: "{who} filed it",
    EventKind.TAKEN_IN: "Handed in",
    EventKind.CORRECTED: "{who} corrected it",
    EventKind.ENTERED_IN_ERROR: "{who} marked it as entered in error",
    EventKind.REFILED_HERE: "{who} filed it here from elsewhere",
    EventKind.CLOSED: "{who} closed it",
    EventKind.REOPENED: "{who} opened it again",
    EventKind.NOTE_ADDED: "{who} added a note",
    EventKind.DECISION_ADDED: "{who} added a decision",
    EventKind.TELLING_ADDED: "{who} added who was told",
    EventKind.ACTION_ADDED: "{who} added an action",
    EventKind.ACTION_DONE: "{who} noted that an action is done",
    EventKind.ENTRY_CORRECTED: "{who} corrected an entry",
    EventKind.EVIDENCE_SEALED: "{who} added evidence",
    EventKind.EVIDENCE_DERIVED: "{who} made a copy of an exhibit",
    EventKind.EVIDENCE_FACTS: "{who} corrected what is said of evidence",
    EventKind.DECLARATION_ENTERED: "{who} entered it",
    EventKind.DECLARATION_STEP: "{who} added a step",
    EventKind.ACKNOWLEDGED: "{who} entered the decision",
    EventKind.LOGBOOK_ENTERED: "{who} entered it",
    EventKind.LOGBOOK_STEP: "{who} added a step",
    EventKind.LOGBOOK_CHANGED: "{who} entered a change",
    EventKind.CHECK_KEPT: "{who} kept a contact check",
    EventKind.REFERRAL_SAVED: "{who} wrote in a referral",
    EventKind.DOCUMENT_ISSUED: "{who} made a document",
    EventKind.PERSON_ADDED: "{who} added this person",
    EventKind.PERSON_CORRECTED: "{who} corrected this person’s entry",
    EventKind.PERSON_NOTE_ADDED: "{who} added a note on this person",
    EventKind.IDENTIFIED: "{who} entered who an unknown person is",
}
NEWS = tuple(_WORDS)
"""What is filed, corrected or added. Unlocks, views, prints and drafts are no news."""
SHOWN = 5
_MOST_READ = 500
_FIRST_TIME = "You are here for the first time."
_NOTHING = "Nobody else has filed, corrected or added anything"
_UNREADABLE = "The audit trail cannot be read, so this is not known."


@dataclass(frozen=True, slots=True)
class NewLine:
    """What is new about one record: its name, and the newest of it in words. ``reference`` None: nothing to open."""

    reference: Reference | None
    kind: RecordKind
    name: str
    words: str
    detail: str


@dataclass(frozen=True, slots=True)
class SinceUnlock:
    """Everything new, a line for each record, the newest first. ``records`` counts those left out of ``lines`` too."""

    words: str
    """Since when, or why there is nothing."""
    lines: tuple[NewLine, ...] = ()
    records: int = 0


@dataclass(frozen=True, slots=True)
class _News:
    compartment: OpenCompartment
    logged: LoggedEvent
    about: Stored[object]
    """The incident, person or declaration that it is about, as it stands now."""


def since_unlock(session: Session) -> SinceUnlock:
    """What others filed, corrected or added since this user's own unlock before this one. Leaves no trace."""
    try:
        before = _unlock_before(session)
        if before is None:
            return SinceUnlock(_FIRST_TIME)
        news = [one for compartment in session.vault for one in _news(session, compartment, before)]
    except DatabaseDamaged:
        return SinceUnlock(_UNREADABLE)
    news.sort(key=lambda one: (one.logged.event.at, one.logged.event.number), reverse=True)
    grouped: dict[RecordId, list[_News]] = {}
    for one in news:
        grouped.setdefault(one.about.reference.id, []).append(one)
    lines = tuple(_line(session, group) for group in list(grouped.values())[:SHOWN])
    local = before.astimezone(session.zone)
    since = f"since you unlocked on {day_words(local.date(), year=False)} at {clock_words(local)}"
    words = f"{since[:1].upper()}{since[1:]}." if lines else f"{_NOTHING} {since}."
    return SinceUnlock(words, lines, len(grouped))


def _unlock_before(session: Session) -> datetime | None:
    """When this user unlocked before this time; every user opens the daily log."""
    unlocks = reading.unlocks_of(session.vault.daily.connection, session.user.id, 2)
    return unlocks[1].at if len(unlocks) > 1 else None


def _news(session: Session, compartment: OpenCompartment, before: datetime) -> list[_News]:
    """What is new in one compartment.

    Of what this user's own program wrote only hand-ins that it took in at this unlock: somebody else wrote those. One
    whose key came later has no unlock of their own before: there the time counts.
    """
    unlocks = reading.unlocks_of(compartment.connection, session.user.id, 2)
    this = unlocks[0].number if unlocks else 0
    after = unlocks[1].number if len(unlocks) > 1 else 0
    found = []
    kinds = [kind.value for kind in NEWS]
    for logged in reading.newest_of_kinds(compartment.connection, kinds, after, _MOST_READ):
        event = logged.event
        if event.record is None or (not after and event.at <= before):
            continue
        taken_in_now = event.kind is EventKind.TAKEN_IN and event.number > this
        if event.actor == session.user.id and not taken_in_now:
            continue
        about = _root(compartment, RecordId(event.record))
        if about is not None:
            found.append(_News(compartment, logged, about))
    return found


def _root(compartment: OpenCompartment, record: RecordId) -> Stored[object] | None:
    """What an entry hangs on in the end; None where it was filed elsewhere since."""
    stored: Stored[object] | None = compartment.get(record)
    while stored is not None and stored.about:
        stored = compartment.get(RecordId(stored.about))
    return stored


def _line(session: Session, group: list[_News]) -> NewLine:
    newest = group[0]
    event = newest.logged.event
    reference, name = record_of(session, newest.compartment, newest.about.reference.id)
    words = _WORDS[event.kind].format(who=session.name_of(event.actor))
    return NewLine(reference, newest.about.kind, name, words, _detail(session, group))


def _detail(session: Session, group: list[_News]) -> str:
    """When, in a few words what, and how much more there is on the same record."""
    newest = group[0]
    compartment, event = newest.compartment, newest.logged.event
    local = event.at.astimezone(session.zone)
    parts = [f"{day_words(local.date(), year=False)}, {clock_words(local)}"]
    written = reading.of_event(compartment.connection, compartment.id, event.number)
    if detail := detail_of(session, newest.logged, written):
        parts.append(detail)
    more = len(group) - 1
    if more:
        parts.append("and one thing more" if more == 1 else f"and {more} things more")
    return ", ".join(parts)
