"""Being away and covering: who covers for whom until when, and what waits for whoever is away.

It is kept in the daily log, which every user reads. Whoever covers is shown what is assigned to the other by name, and
what is theirs without a name: of a record that the other filed, or of every record where the other is the lead. All of
it over what the cover's own key opens: no key changes hands, and nothing of a part that is closed to them is counted or
hinted at.
"""

from dataclasses import dataclass, replace
from datetime import date

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.away import Away, names_user, problems
from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference, UserId, new_record_id
from safeguard_app.domain.incidents import IncidentState
from safeguard_app.domain.index_lines import IncidentLine
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.domain.text_rules import visible
from safeguard_app.services.cleaning import Cleaning
from safeguard_app.services.due import DueItem, due_items, due_of_closed
from safeguard_app.services.due_limits import DueSource
from safeguard_app.services.incident_lists import all_lines
from safeguard_app.services.labels import category_name, today
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.services.status import StatusMeaning
from safeguard_app.vault import reading

NOTE_LIMIT = 500
_ENDED = "Back early"
_WAITS = frozenset({StatusMeaning.LATE, StatusMeaning.DUE})


@dataclass(frozen=True, slots=True)
class AwayForm:
    """What is asked; a day may be missing still. ``cover`` is the id of a user."""

    first: date | None
    last: date | None
    cover: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class OwnAway:
    """That the user in front of the window is or will be away, in words."""

    reference: Reference
    words: str


@dataclass(frozen=True, slots=True)
class Covering:
    """For whom the user covers until when, what was noted, and what is due of theirs; ``kinds`` in the same order."""

    heading: str
    note: str
    items: tuple[DueItem, ...]
    kinds: tuple[str, ...]


def covers(session: Session) -> tuple[tuple[str, str], ...]:
    """Whoever may cover for this user: every other user of the roster, by id and in words."""
    return tuple(
        (one.id, f"{one.name}, {one.label}")
        for one in session.roster.current()
        if one.id != session.user.id and not one.signs_only
    )


def say_away(session: Session, form: AwayForm) -> Changes:
    """Keep that this user is away and who covers. Raises RuleViolation."""
    cleaning = Cleaning()
    note = cleaning.line(form.note, "note", NOTE_LIMIT)
    for name, day in (("first", form.first), ("last", form.last)):
        if day is None:
            cleaning.say(name, "Give a day, such as 14/9/2026.")
    cleaning.finish()
    assert form.first is not None and form.last is not None
    made = Away(session.user.id, form.first, form.last, UserId(form.cover), note)
    users = {one.id for one in session.roster.current() if not one.signs_only}
    own = [one.content for one in _stored(session) if one.content.user == session.user.id]
    wrong = problems(made, today(session), users, own)
    if wrong:
        raise RuleViolation(wrong)
    record, daily = new_record_id(), session.vault.compartment(Compartment.DAILY)
    with daily.write(EventKind.AWAY_SAID, session.user.id, session.now(), record=record) as work:
        work.put(record, made)
    said = f"{session.name_of(made.cover)} covers until {day_words(made.last)}."
    return changed(Reference(Compartment.DAILY, record), kinds=(RecordKind.AWAY,), said=said)


def back_early(session: Session, away: Reference) -> Changes:
    """Whoever was away, or would have been, is back: the cover ends. Raises RuleViolation for another's."""
    stored = session.vault.get(away)
    content = stored.content
    if not isinstance(content, Away) or content.user != session.user.id or content.ended is not None:
        raise RuleViolation({"away": "This has ended already, or is another user’s."})
    ended = replace(content, ended=session.now())
    daily = session.vault.compartment(away.compartment)
    with daily.write(EventKind.AWAY_ENDED, session.user.id, session.now(), record=away.id) as work:
        work.put(away.id, ended, reason=_ENDED, replacing=stored.number)
    return changed(away, kinds=(RecordKind.AWAY,), said="You are back: nobody covers for you any more.")


def own_away(session: Session) -> tuple[OwnAway, ...]:
    """When this user is or will be away, the first first."""
    now = today(session)
    found = [
        one
        for one in _stored(session)
        if one.content.user == session.user.id and one.content.ended is None and one.content.last >= now
    ]
    return tuple(
        OwnAway(one.reference, _own_words(session, one.content))
        for one in sorted(found, key=lambda one: one.content.first)
    )


def covering(session: Session, *, closed: bool = True) -> tuple[Covering, ...]:
    """For whom this user covers today, and what of theirs is late or due on what this user's own key opens.

    ``closed``: what outlives its record counts too.
    """
    now = today(session)
    found = [
        one.content
        for one in _stored(session)
        if one.content.cover == session.user.id and one.content.holds(now)
    ]
    return tuple(_covering(session, one, closed=closed) for one in found)


def _covering(session: Session, away: Away, *, closed: bool) -> Covering:
    items = _theirs(session, away.user, closed=closed)
    return Covering(
        f"You cover for {session.name_of(away.user)} until {day_words(away.last)}",
        visible(away.note),
        tuple(items),
        tuple(category_name(session, one.category) for one in items),
    )


def _theirs(session: Session, user: UserId, *, closed: bool) -> list[DueItem]:
    """What is late or due and theirs: named to them, or owned by them where nobody is named."""
    name, others = session.name_of(user), [one.name for one in session.roster.current()]
    found: list[DueItem] = []
    unnamed: list[DueItem] = []
    working = all_lines(session, IncidentState.NEW, IncidentState.OPEN)
    due = [(line, item) for reference, line in working for item in due_items(session, reference, line)]
    for line, item in due:
        if item.meaning in _WAITS:
            named = _whose(line, item)
            if names_user(named, name, others):
                found.append(item)
            elif not named:
                unnamed.append(item)
    outliving = due_of_closed(session) if closed else ()
    unnamed += [item for item in outliving if item.meaning in _WAITS]
    return sorted((*found, *_owned(session, unnamed, user)), key=lambda item: item.by)


def _owned(session: Session, items: list[DueItem], user: UserId) -> list[DueItem]:
    """Those of ``items``, for which a record names nobody, that are this user's to do.

    What nobody is named for is the lead's; of a record that somebody else filed it is also theirs. Of a part that the
    user does not read nothing is theirs, even where they handed it in.
    """
    me = next((one for one in session.roster.current() if one.id == user), None)
    if me is None:
        return []
    read = [item for item in items if item.reference.compartment in me.reads]
    if me.is_dsl:
        return read
    filed = _filed_by(session, user, {item.reference for item in read})
    return [item for item in read if filed[item.reference.id]]


def _filed_by(session: Session, user: UserId, records: set[Reference]) -> dict[RecordId, bool]:
    """Whether each of some records was entered by a user, which never changes: asked of the database once."""
    memory: dict[RecordId, bool] = session.worked_out("entered by", user)
    asked: dict[Compartment, list[RecordId]] = {}
    for record in records:
        if record.id not in memory:
            asked.setdefault(record.compartment, []).append(record.id)
    for part, ids in asked.items():
        entered = reading.entered_by(session.vault.compartment(part).connection, ids, user)
        memory.update({record: record in entered for record in ids})
    return memory


def _whose(line: IncidentLine, item: DueItem) -> str:
    """Who is named as having to do it: of an action, or of the record's review. Of all else nobody is."""
    if item.action:
        return next((one.assigned_to for one in line.actions if one.id == item.action), "")
    is_review = item.source is DueSource.REVIEW and item.text == f"Review, {line.review_owner}"
    return line.review_owner if is_review else ""


def _own_words(session: Session, away: Away) -> str:
    return (
        f"You are away from {day_words(away.first)} to {day_words(away.last)}. "
        f"{session.name_of(away.cover)} covers."
    )


def _stored(session: Session) -> list[Stored[Away]]:
    daily = session.vault.compartment(Compartment.DAILY)
    return reading.of_kind(daily.connection, Compartment.DAILY, RecordKind.AWAY)
