"""Somebody is away for some days, and another user covers for them: what may be said of that, and who is meant."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from safeguard_app.domain.identifiers import UserId


@dataclass(frozen=True, slots=True)
class Away:
    """``user`` is away from ``first`` to ``last``, both included, and ``cover`` covers. ``ended``: back early."""

    user: UserId
    first: date
    last: date
    cover: UserId
    note: str = ""
    ended: datetime | None = None

    def holds(self, day: date) -> bool:
        """Whether they are away on a day, as far as is known."""
        return self.ended is None and self.first <= day <= self.last


def problems(away: Away, today: date, users: Collection[UserId], others: Sequence[Away]) -> dict[str, str]:
    """What is wrong, by field. ``users`` are on the roster now; ``others`` were said by the same user before."""
    found = {}
    if away.first < today:
        found["first"] = "This day has passed. Give today or a day to come."
    if away.last < away.first:
        found["last"] = "The last day is before the first. Swap them or correct one."
    if away.cover == away.user:
        found["cover"] = "Choose somebody else: nobody covers for themselves."
    elif away.cover not in users:
        found["cover"] = "Choose somebody who can open the log."
    if not found and any(
        one.ended is None and one.first <= away.last and away.first <= one.last for one in others
    ):
        found["first"] = "You are away on some of these days already. Say that you are back first."
    return found


def names_user(words: str, name: str, others: Collection[str]) -> bool:
    """Whether a name somebody typed means the user called ``name``: every word of it, the surname last, and no other.

    "Miss Abbey" means Miss Jo Abbey where no other user could be meant too.
    """
    return _may_mean(words, name) and not any(_may_mean(words, other) for other in others if other != name)


def _may_mean(words: str, name: str) -> bool:
    typed, whole = words.casefold().split(), name.casefold().split()
    return bool(typed) and bool(whole) and typed[-1] == whole[-1] and set(typed) <= set(whole)
