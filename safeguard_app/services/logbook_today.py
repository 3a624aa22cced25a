"""What is due in the registers, as Today shows it: a running clock by itself, reviews as one line for each register."""

from dataclasses import replace

from safeguard_app.domain.date_words import count_words, day_words
from safeguard_app.domain.working_time import is_over
from safeguard_app.services.due import DueItem
from safeguard_app.services.due_limits import DueSource
from safeguard_app.services.logbook_due import DueEntry, due_entries, how_late
from safeguard_app.services.logbook_facts import counts
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusMeaning

_FEW = 500
CASE = "Register"
"""Stands where an incident has its case number."""


def are_few(session: Session) -> bool:
    """Whether all entries of all registers are read in no time; of thousands Today is told a moment later."""
    return sum(counts(session).values()) <= _FEW


def register_items(session: Session) -> list[DueItem]:
    """Soonest first. Nobody is named: opening it says whom it is about."""
    clocks: list[DueItem] = []
    reviews: dict[tuple[str, StatusMeaning], list[DueItem]] = {}
    for one in due_entries(session):
        item = _item(session, one)
        if item is None:
            continue
        if one.is_clock:
            clocks.append(item)
        else:
            reviews.setdefault((one.logbook, item.meaning), []).append(item)
    gathered = [_gathered(items) for items in reviews.values()]
    return sorted((*clocks, *gathered), key=lambda item: item.by)


def clock_items(session: Session) -> list[DueItem]:
    """The clocks alone, with the register as the only reason: for a paper that names nobody."""
    found = [_item(session, one) for one in due_entries(session) if one.is_clock]
    return [replace(item, reason=item.category) for item in found if item is not None]


def _item(session: Session, one: DueEntry) -> DueItem | None:
    if one.reference is None:
        return None
    now = session.now().astimezone(session.zone)
    by = one.by.astimezone(session.zone)
    meaning = StatusMeaning.NOTE
    if is_over(by, now):
        meaning = StatusMeaning.LATE
    elif by.date() <= now.date():
        meaning = StatusMeaning.DUE
    return DueItem(
        reference=one.reference,
        case=CASE,
        category=one.title,
        text=one.text,
        meaning=meaning,
        source=DueSource.REGISTER,
        by=by,
        when="Today" if by.date() == now.date() else day_words(by.date(), year=by.year != now.year),
        how_late=how_late(by, now),
        logbook="" if one.is_clock else one.logbook,
    )


def _gathered(items: list[DueItem]) -> DueItem:
    """Several of one register as one line, which leads to the register."""
    first = items[0]
    if len(items) == 1:
        return first
    return replace(first, text=f"{first.text}: {count_words(len(items), 'entry', 'entries')}")
