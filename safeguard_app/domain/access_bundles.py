"""What is given to somebody who asked to see their records: each record decided on, with exemptions and their reasons.

domain.md 7.3. One for each person and part of the log, kept in that part, so that it holds nothing of another. It is
decided anew by a further version; the decisions in between stay, in order.
"""

from dataclasses import dataclass
from datetime import datetime

from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.people import PersonRef

ItemKey = tuple[Reference, str]
"""A record, and which section of it; empty for the record."""


@dataclass(frozen=True, slots=True)
class AccessItem:
    """One record that holds something about them. ``exemptions`` are codes of the catalogue's list.

    One that is left out needs an exemption and a reason. One that is given may have exemptions too, where passages of
    it are left out. ``stood`` tells what the record held when it was decided on: what is added is decided on anew. It
    is empty in what an earlier version of this program kept. ``section`` is a part of the record that is decided on by
    itself.
    """

    record: Reference
    given: bool
    exemptions: tuple[str, ...] = ()
    reason: str = ""
    stood: str = ""
    section: str = ""

    @property
    def key(self) -> ItemKey:
        """By which it is found again."""
        return (self.record, self.section)


@dataclass(frozen=True, slots=True)
class AccessDecision:
    """What was decided at one time: when, by whom, what changed, and what was said to it."""

    at: datetime
    by_name: str
    what: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class AccessBundle:
    """A bundle. ``subjects`` are those who stay named; ``request`` is its entry in the register, where there is one."""

    person: PersonRef
    subjects: tuple[PersonRef, ...]
    items: tuple[AccessItem, ...] = ()
    decisions: tuple[AccessDecision, ...] = ()
    request: Reference | None = None

    def item(self, record: Reference, section: str = "") -> AccessItem | None:
        """What was decided on a record, or a section of it; None where nothing was yet."""
        return next((one for one in self.items if one.key == (record, section)), None)
