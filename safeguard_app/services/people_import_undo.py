"""The imports that were made, and taking one back: further versions put everybody to where they stood before.

Nothing is deleted. Whoever was new and is named nowhere is marked as entered in error; whoever was changed since, or
stands in a record by now, is left as they are and listed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.date_words import count_words, day_words
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.identifiers import RecordId
from safeguard_app.domain.import_fields import WhoIsIn
from safeguard_app.domain.import_plan import Step
from safeguard_app.domain.people import Person, Withdrawal
from safeguard_app.domain.people_imports import (
    ImportedPerson,
    ImportOutcome,
    ImportSource,
    ImportUndone,
    PeopleImport,
)
from safeguard_app.domain.person_rules import shown_name
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.services.incidents import required_reason
from safeguard_app.services.labels import entered
from safeguard_app.services.people_import import import_words, stored_imports
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.vault import reading
from safeguard_app.vault.compartment import Work

_SOURCES = {ImportSource.CSV: "CSV file", ImportSource.CTF: "Common Transfer File"}
_WHO = {WhoIsIn.PUPILS: "Pupils", WhoIsIn.STAFF: "Staff", WhoIsIn.BOTH: "Pupils and staff"}
CHANGED_SINCE = "changed since"
NAMED = "named in a record by now"


class UndoneBefore(KnownProblem):
    """The import was taken back already."""

    code = "import_undone_before"
    sentence = "This was undone before. Nothing was changed."
    next_step = "Bring the file in again if its people are wanted after all."


@dataclass(frozen=True, slots=True)
class ImportLine:
    """One import in the list of them."""

    record: RecordId
    when: str
    by: str
    what: str
    counts: str
    unread: str
    undone: str
    """When, by whom and why it was taken back; empty while it stands."""
    left: tuple[str, ...] = ()
    """Who was left as they were when it was taken back."""


@dataclass(frozen=True, slots=True)
class LeftAsIs:
    """Somebody an undo would not put back, and why."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class UndoPreview:
    """What taking an import back would do."""

    record: RecordId
    back: int
    off: int
    left: tuple[LeftAsIs, ...]
    when: str
    """When it was brought in."""


def import_lines(session: Session) -> tuple[ImportLine, ...]:
    """Every import, newest first."""
    return tuple(_line(session, stored) for stored in reversed(stored_imports(session)))


def undo_preview(session: Session, record: RecordId) -> UndoPreview:
    """What taking an import back would do, now."""
    kept = _stored(session, record).content
    stand = _stand(session)
    undoing = [(one, _why_left(stand, one)) for one in kept.people if one.outcome is not ImportOutcome.SAME]
    left = tuple(LeftAsIs(_name(session, one.person), why) for one, why in undoing if why)
    back = [one for one, why in undoing if not why]
    off = sum(one.outcome is ImportOutcome.NEW for one in back)
    return UndoPreview(record, len(back) - off, off, left, entered(session, kept.at))


def undo_import(
    session: Session, record: RecordId, reason: str, step: Step = lambda _done, _all: None
) -> Changes:
    """Take an import back in one act. Raises RuleViolation naming ``reason``, or :class:`UndoneBefore`."""
    why = required_reason(reason)
    stored = _stored(session, record)
    if stored.content.undone is not None:
        raise UndoneBefore
    left: list[RecordId] = []
    done, stand = 0, _stand(session)
    mark = Withdrawal(session.now(), session.user.name, why)
    daily = session.vault.daily
    wanted = [one for one in stored.content.people if one.outcome is not ImportOutcome.SAME]
    with daily.write(EventKind.PEOPLE_IMPORT_UNDONE, session.user.id, session.now(), record=record) as work:
        for place, one in enumerate(wanted):
            if place % 50 == 0:
                step(place, len(wanted))
            if _why_left(stand, one):
                left.append(one.person)
            else:
                _put_back(session, work, stand.people[one.person], one, mark)
                done += 1
        undone = ImportUndone(session.now(), session.user.name, why, tuple(left))
        work.put(record, replace(stored.content, undone=undone), reason=why, replacing=stored.number)
        work.facts.update({"undone": done, **({"kept": len(left)} if left else {})})
    said = f"Undone for {count_words(done, 'person', 'people')}"
    said += f"; {count_words(len(left), 'person', 'people')} left as they are." if left else "."
    return changed(kinds=(RecordKind.PERSON, RecordKind.PEOPLE_IMPORT), said=said)


@dataclass(frozen=True, slots=True)
class _Stand:
    """The register as it stands, read once for everybody, and whom any record names."""

    people: Mapping[RecordId, Stored[Person]]
    named: frozenset[str]


def _stand(session: Session) -> _Stand:
    daily = session.vault.daily
    people: list[Stored[Person]] = reading.of_kind(daily.connection, daily.id, RecordKind.PERSON)
    named = frozenset[str]().union(*(reading.named_targets(one.connection) for one in session.vault))
    return _Stand({stored.reference.id: stored for stored in people}, named)


def _put_back(
    session: Session, work: Work, newest: Stored[Person], one: ImportedPerson, mark: Withdrawal
) -> None:
    """The entry as it was before the import; one that it made is taken off the register."""
    if one.outcome is ImportOutcome.NEW:
        content = replace(newest.content, entered_in_error=mark)
    else:
        content = reading.content_of(session.vault.daily.connection, one.person, newest.number - 1)
    work.put(one.person, content, reason=mark.reason, replacing=newest.number)


def _why_left(stand: _Stand, one: ImportedPerson) -> str:
    """Why an entry is not put back; empty where nothing speaks against it."""
    stored = stand.people.get(one.person)
    if stored is None or stored.number != one.version:
        return CHANGED_SINCE
    is_new = one.outcome is ImportOutcome.NEW
    return NAMED if is_new and one.person in stand.named else ""


def _stored(session: Session, record: RecordId) -> Stored[PeopleImport]:
    stored = session.vault.daily.get(record)
    if stored is None or stored.kind is not RecordKind.PEOPLE_IMPORT:
        raise KeyError(record)
    found: Stored[PeopleImport] = stored
    return found


def _line(session: Session, stored: Stored[PeopleImport]) -> ImportLine:
    kept = stored.content
    undone = kept.undone
    same = kept.count(ImportOutcome.SAME)
    counts = f"{import_words(kept)}, {same} the same" if same else import_words(kept)
    return ImportLine(
        record=stored.reference.id,
        when=entered(session, kept.at),
        by=kept.by_name,
        what=f"{_WHO[kept.who]}, {_SOURCES[kept.source]}",
        counts=counts,
        unread=f"{count_words(kept.unread, 'row')} not brought in" if kept.unread else "",
        undone=(
            f"Undone on {day_words(undone.at.astimezone(session.zone).date())} by {undone.by_name}: {undone.reason}"
            if undone is not None
            else ""
        ),
        left=tuple(_name(session, one) for one in undone.left) if undone is not None else (),
    )


def _name(session: Session, record: RecordId) -> str:
    stored = session.vault.daily.get(record)
    return (
        shown_name(stored.content)
        if stored is not None and isinstance(stored.content, Person)
        else "Somebody"
    )
