"""The regular meeting of the safeguarding lead and the Headteacher: what is gone through, and that it took place.

What each part of the log contributes is kept in that part alone, so that nobody learns from the record of a meeting
that there was something they cannot read.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from safeguard_app.domain.identifiers import RecordId, UserId
from safeguard_app.domain.people import Withdrawal


class Tile(StrEnum):
    """What is gone through, one after another."""

    DECLARATIONS = "declarations"
    TELL = "tell"
    """Records of which the Headteacher is to be told."""
    LETTERS = "letters"
    BANS = "bans"
    DECISIONS = "decisions"
    LOW_LEVEL = "low_level"
    NOTES = "notes"
    """Notes about adults who work here."""
    ACTIONS = "actions"
    """What the Headteacher said they would do."""
    PLANS = "plans"
    POLICIES = "policies"


ONCE = frozenset({Tile.DECISIONS, Tile.LOW_LEVEL, Tile.NOTES})
"""Looked at in one meeting, they are not brought to the next. The others stand until they are done."""

AWAITING = frozenset({Tile.DECLARATIONS, Tile.TELL, Tile.LETTERS, Tile.BANS, Tile.DECISIONS})
"""What waits for the Headteacher to decide, sign, agree or hear of it; the others are to be looked at together."""


@dataclass(frozen=True, slots=True)
class TileRule:
    """One tile of the catalogue: its title, and the neutral words that stand for one item of it on paper."""

    tile: Tile
    title: str
    on_paper: str


@dataclass(frozen=True, slots=True)
class MeetingRules:
    """The catalogue's rules. ``days_back``: how old an item may be that no meeting has looked at yet.

    ``days_ahead``: how long before its review something is brought. ``logbooks`` are registers that count as policies.
    """

    days_back: int
    days_ahead: int
    logbooks: tuple[str, ...]
    tiles: tuple[TileRule, ...]


@dataclass(frozen=True, slots=True)
class LookedAt:
    """One item that was looked at: under which tile, and the record that it is about."""

    tile: Tile
    item: RecordId


@dataclass(frozen=True, slots=True)
class HeadMeeting:
    """A meeting that took place: when, who was there, and what of this part of the log was looked at."""

    on: date
    present: str
    looked_at: tuple[LookedAt, ...]
    entered_at: datetime
    entered_by: UserId
    entered_by_name: str
    withdrawn: Withdrawal | None = None
