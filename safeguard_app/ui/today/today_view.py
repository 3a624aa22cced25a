"""Everything Today shows, gathered in one go on the vault's thread."""

from dataclasses import dataclass

from safeguard_app.services import away, declaration_asks, declaration_queue, drive_pages, follow_ups, today
from safeguard_app.services.away import Covering, OwnAway
from safeguard_app.services.bans_list import BanLine, ban_lines
from safeguard_app.services.declaration_asks import AskLine
from safeguard_app.services.declaration_views import Queue
from safeguard_app.services.drive_views import DriveLine
from safeguard_app.services.due import DueItem
from safeguard_app.services.labels import category_name
from safeguard_app.services.logbook_today import are_few
from safeguard_app.services.session import Session
from safeguard_app.services.since_unlock import SinceUnlock, since_unlock
from safeguard_app.services.today import Today
from safeguard_app.services.unlock_notices import NoticeLine, notice_lines


@dataclass(frozen=True, slots=True)
class TodayView:
    """The day, what waits for the Headteacher, what unlock noticed, what others wrote, and the names of the kinds."""

    today: Today
    queue: Queue
    notices: tuple[NoticeLine, ...]
    news: SinceUnlock
    kinds: dict[str, str]
    head: str
    reviews: int = 0
    """Declarations to look at again by today."""
    asks: tuple[AskLine, ...] = ()
    """Declarations about which something is to be asked: a new post, an arrival, somebody who left."""

    own_away: tuple[OwnAway, ...] = ()
    covering: tuple[Covering, ...] = ()
    bans: tuple[BanLine, ...] = ()
    whole: bool = True
    """Whether what is due in the registers, and the bans, are among it."""
    drive: DriveLine | None = None
    """The declaration drive that runs, if one does."""

    def kind(self, item: DueItem) -> str:
        """The kind of incident an item belongs to."""
        return self.kinds.get(item.category, item.category)


def gather(session: Session, *, at_first: bool = False) -> TodayView:
    """Read it all. Leaves no trace: Today shows no more than that something is due.

    Whoever has just unlocked waits for it: where registers hold thousands of entries, or records thousands of steps,
    these are left for a second reading then.
    """
    whole = not at_first or (are_few(session) and follow_ups.are_few(session))
    found = today.today(session, whole=whole)
    codes = {item.category for item in (*found.before_home, *found.coming)}
    return TodayView(
        found,
        declaration_queue.awaiting(session),
        notice_lines(session),
        since_unlock(session),
        {code: category_name(session, code) for code in codes},
        session.words().term("head"),
        declaration_queue.reviews_due(session),
        declaration_asks.asking(session),
        away.own_away(session),
        away.covering(session, closed=whole),
        ban_lines(session) if whole else (),
        whole,
        drive=drive_pages.drive_line(session),
    )
