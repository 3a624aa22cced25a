"""What is brought to the meeting with the Headteacher, tile by tile, each a reading of its own.

Only parts that the keys of both sides open are read: see :func:`shared_parts`. Of a record about the Headteacher, or of
which telling the Headteacher is held, there is nothing here; the Headteacher's own declaration goes to the Chair.
"""

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from safeguard_app.catalogue.choices import ListName
from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.away import names_user
from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.entries import Decision, DecisionKind, Whom, counts
from safeguard_app.domain.head_meetings import MeetingRules, Tile
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.domain.incidents import IncidentState
from safeguard_app.domain.index_lines import IncidentLine
from safeguard_app.domain.letters import Letter
from safeguard_app.domain.person_entries import PersonNote
from safeguard_app.domain.person_rules import HEAD_OFFICES
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.domain.text_rules import folded
from safeguard_app.services import follow_ups
from safeguard_app.services.declaration_queue import awaiting
from safeguard_app.services.due import due_items
from safeguard_app.services.labels import category_name, label, today
from safeguard_app.services.logbook_due import due_entries
from safeguard_app.services.logbook_facts import stored_entry
from safeguard_app.services.logbook_words import entry_name
from safeguard_app.services.register_facts import name_now, offices_of
from safeguard_app.services.session import Session
from safeguard_app.vault import reading
from safeguard_app.vault.compartment import OpenCompartment

_APART = frozenset({Compartment.NOT_HEAD, Compartment.NOT_DSL})
_MOST_READ = 500
"""Decisions and notes of a few weeks; a school has some dozens."""


@dataclass(frozen=True, slots=True)
class MeetingItem:
    """One thing to go through. ``item`` is what is remembered as looked at, ``opens`` what opens, as a ``kind``."""

    tile: Tile
    item: RecordId
    part: Compartment
    opens: Reference
    kind: RecordKind
    case: str
    """The case number; empty where it is no incident's."""
    name: str
    """What stands on screen: a kind of concern, or whose declaration."""
    text: str
    when: str
    logbook: str = ""

    @property
    def key(self) -> tuple[Tile, RecordId]:
        """Tells one item from another."""
        return self.tile, self.item

    @property
    def takes_note(self) -> bool:
        """Whether what was agreed can be noted on its record."""
        return self.kind is RecordKind.INCIDENT


def shared_parts(session: Session) -> tuple[OpenCompartment, ...]:
    """The parts of the log that the keys of both sides of the meeting open.

    The other side is the Headteacher; where the Headteacher is signed in, the safeguarding lead. Where nobody of that
    office has a key of their own, it is the daily log alone.
    """
    me = session.user
    others = [
        one
        for one in session.roster.current()
        if one.id != me.id and (one.is_dsl if me.is_head and not me.is_dsl else one.is_head)
    ]
    if not others and not (me.is_head and me.is_dsl):
        return (session.vault.daily,)
    return tuple(
        part
        for part in session.vault
        if part.id not in _APART and all(part.id in other.reads for other in others)
    )


def items_of(
    session: Session, rules: MeetingRules, tiles: Container[Tile] = frozenset(Tile)
) -> dict[Tile, list[MeetingItem]]:
    """Everything there is to bring under ``tiles``, by tile, whether it was looked at before or not."""
    parts = shared_parts(session)
    return {tile: list(find(session, rules, parts)) for tile, find in _FINDERS.items() if tile in tiles}


Parts = tuple[OpenCompartment, ...]


def _open_lines(parts: Parts) -> Iterator[tuple[Reference, IncidentLine]]:
    """Open records of the parts that may be brought."""
    for part in parts:
        for record, line in part.listing.lines(RecordKind.INCIDENT, (IncidentState.NEW, IncidentState.OPEN)):
            if isinstance(line, IncidentLine) and _may_be_brought(line):
                yield Reference(part.id, record), line


def _line_of(part: OpenCompartment, record: RecordId) -> IncidentLine | None:
    known = part.listing.line(record)
    line = known[1] if known is not None else None
    return line if isinstance(line, IncidentLine) and _may_be_brought(line) else None


def _may_be_brought(line: IncidentLine) -> bool:
    return not line.head_is_subject and all(hold.whom is not Whom.HEAD for hold in line.holds)


def _on_record(
    session: Session,
    tile: Tile,
    item: RecordId,
    record: Reference,
    line: IncidentLine,
    text: str,
    when: str = "",
) -> MeetingItem:
    kind = category_name(session, line.category)
    return MeetingItem(
        tile, item, record.compartment, record, RecordKind.INCIDENT, line.case, kind, text, when
    )


def _declarations(session: Session, _rules: MeetingRules, _parts: Parts) -> Iterator[MeetingItem]:
    head = session.words().term("head")
    for one in awaiting(session).items:
        if one.decides == head:
            others = ", ".join(other.name for other in one.others)
            text = f"{one.kind_words}: {others}" if others else one.kind_words
            yield MeetingItem(
                Tile.DECLARATIONS,
                one.reference.id,
                one.reference.compartment,
                one.reference,
                RecordKind.DECLARATION,
                "",
                f"{one.adult}’s declaration",
                text,
                one.waiting or one.declared,
            )


def _to_tell(session: Session, _rules: MeetingRules, parts: Parts) -> Iterator[MeetingItem]:
    for record, line in _open_lines(parts):
        asked = next((one for one in due_items(session, record, line) if one.whom is Whom.HEAD), None)
        if asked is not None:
            when = ", ".join(filter(None, (asked.when, asked.how_late)))
            yield _on_record(session, Tile.TELL, record.id, record, line, asked.text, when)


def _actions(session: Session, _rules: MeetingRules, parts: Parts) -> Iterator[MeetingItem]:
    for record, line in _open_lines(parts):
        for action in line.actions:
            if _is_heads(session, action.assigned_to):
                when = f"by {day_words(action.due)}" if action.due is not None else ""
                yield _on_record(session, Tile.ACTIONS, action.id, record, line, action.what, when)


def _is_heads(session: Session, assigned: str) -> bool:
    """Whether what somebody typed for who does it means the Headteacher: by title, or by name."""
    name, title = session.school.head_name, session.words().term("head")
    return folded(assigned).removeprefix("the ") == folded(title) or (
        bool(name) and names_user(assigned, name, ())
    )


def _plans(session: Session, rules: MeetingRules, parts: Parts) -> Iterator[MeetingItem]:
    last = today(session) + timedelta(days=rules.days_ahead)
    for record, line in _open_lines(parts):
        for plan in line.plans:
            if plan.review_on is not None and plan.review_on <= last:
                text = f"The safety plan for {plan.child}"
                when = f"to review by {day_words(plan.review_on)}"
                yield _on_record(session, Tile.PLANS, plan.id, record, line, text, when)


def _bans(session: Session, rules: MeetingRules, parts: Parts) -> Iterator[MeetingItem]:
    last, open_parts = today(session) + timedelta(days=rules.days_ahead), {part.id: part for part in parts}
    for record in follow_ups.with_bans(session):
        part = open_parts.get(record.compartment)
        line = _line_of(part, record.id) if part is not None else None
        if line is None:
            continue
        due = [one for one in follow_ups.of_record(session, record) if one.lasting]
        near = [one for one in due if one.by.astimezone(session.zone).date() <= last]
        if near:
            text = "; ".join(one.text for one in near)
            when = f"by {day_words(near[0].by.astimezone(session.zone).date())}"
            yield _on_record(session, Tile.BANS, record.id, record, line, text, when)


def _letters(session: Session, _rules: MeetingRules, parts: Parts) -> Iterator[MeetingItem]:
    name, title = folded(session.school.head_name), folded(session.words().term("head"))
    for part in parts:
        letters: list[tuple[RecordId, RecordId | None, Letter]] = reading.contents_of_kind(
            part.connection, RecordKind.LETTER
        )
        for kept, record, letter in letters:
            if not counts(letter) or letter.sent is not None or record is None:
                continue
            signs = folded(letter.signed_as) == title or (bool(name) and folded(letter.signed_by) == name)
            line = _line_of(part, record)
            if signs and line is not None:
                text = f"{letter.subject}, to {letter.to}" if letter.subject else f"To {letter.to}"
                when = f"dated {day_words(letter.day)}"
                reference = Reference(part.id, record)
                yield _on_record(session, Tile.LETTERS, kept, reference, line, text, when)


def _decisions(session: Session, rules: MeetingRules, parts: Parts) -> Iterator[MeetingItem]:
    return _decided(session, rules, parts, Tile.DECISIONS)


def _low_level(session: Session, rules: MeetingRules, parts: Parts) -> Iterator[MeetingItem]:
    return _decided(session, rules, parts, Tile.LOW_LEVEL)


def _decided(session: Session, rules: MeetingRules, parts: Parts, tile: Tile) -> Iterator[MeetingItem]:
    """Decisions of the last weeks: those that something is a low-level concern under a tile of their own."""
    for part in parts:
        for stored, day in _filed(session, rules, part, EventKind.DECISION_ADDED):
            decision = stored.content
            if not isinstance(decision, Decision) or not counts(decision) or stored.about is None:
                continue
            low = decision.kind is DecisionKind.LOW_LEVEL_CONCERN
            record = RecordId(stored.about)
            line = _line_of(part, record)
            if line is None or low is not (tile is Tile.LOW_LEVEL):
                continue
            if not low and _is_heads(session, decision.decided_by.partition(",")[0]):
                continue  # there is nothing to agree
            words = decision.what or label(session, ListName.DECISIONS, decision.kind.value)
            when = f"entered {day_words(day)}, by {decision.decided_by}"
            reference = Reference(part.id, record)
            yield _on_record(session, tile, stored.reference.id, reference, line, words, when)


def _notes(session: Session, rules: MeetingRules, parts: Parts) -> Iterator[MeetingItem]:
    """Notes on adults who work here, which stand apart from the daily log; none on the Headteacher."""
    for part in parts:
        if part.id is Compartment.DAILY:
            continue
        for stored, day in _filed(session, rules, part, EventKind.PERSON_NOTE_ADDED):
            content = stored.content
            if not isinstance(content, PersonNote) or not counts(content) or content.person.reference is None:
                continue
            if any(one.kind in HEAD_OFFICES for one in offices_of(session, content.person)):
                continue
            kind = label(session, ListName.NOTE_KINDS, content.note.kind.value)
            yield MeetingItem(
                Tile.NOTES,
                stored.reference.id,
                part.id,
                content.person.reference,
                RecordKind.PERSON,
                "",
                name_now(session, content.person),
                kind,
                f"entered {day_words(day)}",
            )


def _policies(session: Session, rules: MeetingRules, parts: Parts) -> Iterator[MeetingItem]:
    shared = {part.id for part in parts}
    last = today(session) + timedelta(days=rules.days_ahead)
    for one in due_entries(session):
        day = one.by.astimezone(session.zone).date()
        ours = one.logbook in rules.logbooks and day <= last
        if ours and one.reference is not None and one.reference.compartment in shared:
            entry = stored_entry(session, one.reference).content
            name = entry_name(session, session.catalogue.logbooks[one.logbook], entry.states[-1])
            yield MeetingItem(
                Tile.POLICIES,
                one.reference.id,
                one.reference.compartment,
                one.reference,
                RecordKind.LOGBOOK_ENTRY,
                "",
                name,
                one.text,
                f"by {day_words(day)}",
                one.logbook,
            )


def _filed(
    session: Session, rules: MeetingRules, part: OpenCompartment, kind: EventKind
) -> Iterator[tuple[Stored[object], date]]:
    """What was entered by one kind of event within the days that count, the oldest first, as it stands now."""
    since = today(session) - timedelta(days=rules.days_back)
    found = []
    for logged in reading.newest_of_kinds(part.connection, [kind.value], 0, _MOST_READ):
        day = logged.event.at.astimezone(session.zone).date()
        if day < since:
            break
        found.append((logged.event.number, day))
    for event, day in reversed(found):
        for written in reading.of_event(part.connection, part.id, event):
            stored: Stored[object] | None = part.get(written.reference.id)
            if stored is not None:
                yield stored, day


Finder = Callable[[Session, MeetingRules, Parts], Iterator[MeetingItem]]
_FINDERS: dict[Tile, Finder] = {
    Tile.DECLARATIONS: _declarations,
    Tile.TELL: _to_tell,
    Tile.LETTERS: _letters,
    Tile.BANS: _bans,
    Tile.DECISIONS: _decisions,
    Tile.LOW_LEVEL: _low_level,
    Tile.NOTES: _notes,
    Tile.ACTIONS: _actions,
    Tile.PLANS: _plans,
    Tile.POLICIES: _policies,
}
