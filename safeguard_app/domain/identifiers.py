"""Names of things: compartments, record ids, references and case numbers.

A reference is (compartment, random 128-bit id). A case number is what people say: ``2026-0042`` in the daily log,
``2026-K-0007`` elsewhere, with a letter drawn at random for each compartment when the log is made.
"""

import re
import secrets
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

RecordId = NewType("RecordId", str)
"""32 lower-case hexadecimal digits, drawn at random: says nothing about order or content."""

UserId = NewType("UserId", str)
"""32 lower-case hexadecimal digits naming a user of the log in slots, rosters and events."""


class Compartment(StrEnum):
    """One store with its own key, roster, audit chain and number series."""

    DAILY = "c1"
    """The daily log: people, declarations, concerns about children and online harm."""
    ADULTS = "c2"
    """Concerns about adults who work here."""
    NOT_HEAD = "c3"
    """As c2, about the Headteacher: every reader of c2 but the Headteacher."""
    NOT_DSL = "c4"
    """As c2, about the DSL: every reader of c2 but the DSL."""


def new_record_id() -> RecordId:
    """A fresh random record id."""
    return RecordId(secrets.token_hex(16))


def new_user_id() -> UserId:
    """A fresh random user id."""
    return UserId(secrets.token_hex(16))


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """Where a record lives and which one it is."""

    compartment: Compartment
    id: RecordId


_CASE_NUMBER = re.compile(r"(?P<year>[0-9]{4})-(?:(?P<letter>[A-Z])-)?(?P<serial>[0-9]{4,6})")

SERIES_LETTERS = "BCDFGHJKMNPQRSTVWXYZ"
"""Letters a compartment's series may draw: no vowels, so that no number spells a word, and no L, which reads as 1."""


@dataclass(frozen=True, slots=True, order=True)
class CaseNumber:
    """``2026-0042`` or ``2026-K-0007``. Raises ValueError when ``parse`` is given anything else."""

    year: int
    letter: str
    serial: int

    @classmethod
    def parse(cls, text: str) -> "CaseNumber":
        """Read a case number as typed or printed; case and surrounding space do not matter."""
        found = _CASE_NUMBER.fullmatch(text.strip().upper())
        if found is None:
            raise ValueError("not a case number")
        return cls(int(found["year"]), found["letter"] or "", int(found["serial"]))

    def __str__(self) -> str:
        """The number as it is shown and printed."""
        middle = f"-{self.letter}-" if self.letter else "-"
        return f"{self.year:04d}{middle}{self.serial:04d}"
