"""The meeting with the Headteacher: what is to be gone through, what is new since the last, and recording that it was.

Each part of the log keeps what of it was looked at, and no part says anything of another.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.date_words import count_words, day_words
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.head_meetings import AWAITING, ONCE, HeadMeeting, LookedAt, Tile
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference, new_record_id
from safeguard_app.domain.people import Withdrawal
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.services.cleaning import IN_THE_FUTURE, Cleaning
from safeguard_app.services.head_meeting_items import MeetingItem, items_of, shared_parts
from safeguard_app.services.incidents import required_reason
from safeguard_app.services.labels import entered, today
from safeguard_app.services.part_names import part_names
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.vault import reading

KINDS = (RecordKind.HEAD_MEETING,)
PRESENT_LIMIT = 200
NOBODY = "Say who was there."
_Key = tuple[Tile, RecordId]


class AlreadyTakenBack(KnownProblem):
    """The record of a meeting was taken back meanwhile."""

    code = "meeting_taken_back"
    sentence = "This record of a meeting is taken back already. Nothing was changed."
    next_step = "Nothing to do."


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """One item as it is shown: ``looked`` says when a meeting looked at it; ``new``: it is here for the first time."""

    item: MeetingItem
    tile: str
    looked: str
    new: bool

    @property
    def awaits(self) -> bool:
        """Whether it waits for the Headteacher: see :data:`AWAITING`."""
        return self.item.tile in AWAITING


@dataclass(frozen=True, slots=True)
class LastMeeting:
    """The last meeting that was recorded, in words; ``at`` names it for taking it back."""

    reference: Reference
    words: str


@dataclass(frozen=True, slots=True)
class MeetingView:
    """Everything to go through, tile by tile, in the catalogue's order."""

    title: str
    lines: tuple[MeetingLine, ...]
    counts: str
    reads: str
    """Which parts of the log it is over."""
    last: LastMeeting | None
    present: str
    """Who is proposed as having been there."""
    parts: tuple[Compartment, ...]
    head: str = ""
    """The title of whoever it is with."""


def meeting(session: Session) -> MeetingView:
    """What there is to go through now. Leaves no trace: opening a record does."""
    rules, words = session.catalogue.meeting, session.words()
    held = meetings(session)
    looked = _looked_at(held)
    found = items_of(session, rules)
    lines = []
    for rule in rules.tiles:
        title = words.fill(rule.title)
        for item in found[rule.tile]:
            before = looked.get(item.key)
            if _stands(item, looked):
                was = f"Looked at {day_words(before)}" if before is not None else ""
                lines.append(MeetingLine(item, title, was, new=bool(held) and before is None))
    parts = tuple(part.id for part in shared_parts(session))
    return MeetingView(
        title=f"Meeting with the {words.term('head')}",
        lines=tuple(lines),
        counts=_counts(lines),
        reads=f"Over {part_names(session, parts)}: what the keys of both sides open.",
        last=_last(session, held),
        present=_present(session),
        parts=parts,
        head=words.term("head"),
    )


def awaiting_head(session: Session) -> int:
    """How many lines of :func:`meeting` wait for the Headteacher, for Today. Leaves no trace."""
    looked = _looked_at(meetings(session))
    found = items_of(session, session.catalogue.meeting, AWAITING)
    return sum(_stands(item, looked) for items in found.values() for item in items)


def _stands(item: MeetingItem, looked: Mapping[_Key, date]) -> bool:
    """Whether it is brought again, where a meeting looked at it."""
    return item.tile not in ONCE or item.key not in looked


def record(session: Session, on: date, present: str, looked: Iterable[_Key]) -> Changes:
    """Keep that a meeting took place and what was looked at. Raises RuleViolation naming ``on`` or ``present``."""
    cleaning = Cleaning()
    who = cleaning.line(present, "present", PRESENT_LIMIT, needed=NOBODY)
    if on > today(session):
        cleaning.say("on", IN_THE_FUTURE)
    cleaning.finish()
    marked, now = set(looked), session.now()
    items = [line.item for line in meeting(session).lines if line.item.key in marked]
    touched = []
    for part in reversed(shared_parts(session)):  # the daily log last: from then on the meeting counts
        ours = tuple(LookedAt(item.tile, item.item) for item in items if item.part is part.id)
        if not ours and part.id is not Compartment.DAILY:
            continue
        made = HeadMeeting(on, who, ours, now, session.user.id, session.user.name)
        kept = new_record_id()
        facts: dict[str, str | int] = {"items": len(ours)}
        with part.write(EventKind.MEETING_HELD, session.user.id, now, record=kept, facts=facts) as work:
            work.put(kept, made)
        touched.append(Reference(part.id, kept))
    said = f"The meeting is recorded: {count_words(len(items), 'item')} looked at."
    return changed(*touched, kinds=KINDS, said=said)


def take_back(session: Session, reference: Reference, reason: str) -> Changes:
    """Take the record of a meeting back, with a reason, in every part: what it looked at is brought again."""
    why = required_reason(reason)
    named = session.vault.get(reference)
    if not isinstance(named.content, HeadMeeting):
        raise KeyError(reference)
    if named.content.withdrawn is not None:
        raise AlreadyTakenBack
    mark, touched = Withdrawal(session.now(), session.user.name, why), []
    for stored in meetings(session):
        if (stored.content.entered_at, stored.content.entered_by) != (
            named.content.entered_at,
            named.content.entered_by,
        ):
            continue
        part, kept = session.vault.compartment(stored.reference.compartment), stored.reference.id
        with part.write(EventKind.MEETING_BACK, session.user.id, session.now(), record=kept) as work:
            work.put(kept, replace(stored.content, withdrawn=mark), reason=why, replacing=stored.number)
        touched.append(stored.reference)
    return changed(*touched, kinds=KINDS, said="The record of the meeting is taken back.")


def meetings(session: Session) -> list[Stored[HeadMeeting]]:
    """Every meeting that stands, from the parts of the log that both sides open, the oldest first."""
    found: list[Stored[HeadMeeting]] = [
        stored
        for part in shared_parts(session)
        for stored in reading.of_kind(part.connection, part.id, RecordKind.HEAD_MEETING)
    ]
    standing = (one for one in found if one.content.withdrawn is None)
    return sorted(standing, key=lambda one: (one.content.on, one.content.entered_at))


def _looked_at(held: Iterable[Stored[HeadMeeting]]) -> dict[_Key, date]:
    """When each item was last looked at."""
    return {(one.tile, one.item): stored.content.on for stored in held for one in stored.content.looked_at}


def _last(session: Session, held: list[Stored[HeadMeeting]]) -> LastMeeting | None:
    """The daily log's record of it, with what both parts together looked at."""
    daily = [one for one in held if one.reference.compartment is Compartment.DAILY]
    if not daily:
        return None
    stored, last = daily[-1], daily[-1].content
    count = sum(len(one.content.looked_at) for one in held if one.content.entered_at == last.entered_at)
    words = (
        f"Last meeting {day_words(last.on)}, with {last.present}: {count_words(count, 'item')} looked at. "
        f"Entered {entered(session, last.entered_at)}, by {last.entered_by_name}."
    )
    return LastMeeting(stored.reference, words)


def _present(session: Session) -> str:
    """ "Miss Jo Abbey and Mrs Carol Denning"."""
    me, head = session.user, session.school.head_name
    leads = (one.name for one in session.roster.current() if one.is_dsl and one.id != me.id)
    other = next(leads, "") if me.is_head else head
    return " and ".join(dict.fromkeys(name for name in (me.name, other) if name))


def _counts(lines: list[MeetingLine]) -> str:
    if not lines:
        return "Nothing waits to be gone through."
    new = sum(line.new for line in lines)
    words = f"{count_words(len(lines), 'item')} to go through."
    return f"{words} {new} new since the last meeting." if new else words
