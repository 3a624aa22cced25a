"""Clauses of the school policies, in our own words, with the dates between which they held."""

import datetime
from dataclasses import dataclass

from safeguard_app.domain.nations import Nation


@dataclass(frozen=True, slots=True)
class Policy:
    """One school policy. ``id`` is the number clauses are cited by (``004``)."""

    id: str
    title: str
    nation: Nation
    in_force_from: datetime.date
    superseded_on: datetime.date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: ``reference`` is how it is cited (``004 §6.7``, ``001 L84``).

    ``stale_law`` says which law named in the policy has since been replaced; empty when none is named.
    """

    reference: str
    policy: str
    words: str
    in_force_from: datetime.date
    superseded_on: datetime.date | None = None
    stale_law: str = ""

    def in_force_between(self, first: datetime.date, last: datetime.date) -> bool:
        """Whether the clause held on any day from ``first`` to ``last``, both included."""
        return self.in_force_from <= last and (self.superseded_on is None or first < self.superseded_on)
