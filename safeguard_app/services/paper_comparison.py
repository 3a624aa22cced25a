"""Comparing the log with paper: a chain head as it stands on a printed page, held against the chain as it is now.

Nothing is written, and so a comparison is no event: it reads one hash, tells nothing about anybody, and is made when
the log may have been replaced, where the advice is to leave the folder as it is. Checking everything is the event.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto

from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.services.audit_log import compartment_name
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusLine, StatusMeaning
from safeguard_app.vault import chain

PRINTED_DIGITS, ALL_DIGITS = 16, 64
LONGEST_NUMBER, LONGEST_DIGITS = 20, 120
_MOST_TYPED_AMISS = 2
"""Digits that may differ before a page is called another one: two hashes share fourteen of sixteen by no accident."""
_LARGEST_NUMBER = 10**12
_KEEP = "Keep this folder, the page and the newest backup as they are, and ask somebody who did not find it for help."
_RECORDS = "Check now, on this page, holds the records against it as well."


class Outcome(Enum):
    """How a printed head stands to a chain."""

    MATCHES = auto()
    MATCHES_ANOTHER_PART = auto()
    TYPED_AMISS = auto()
    """All but a digit or two: most likely a slip in typing."""
    ANOTHER_HASH = auto()
    ENDS_BEFORE = auto()
    DOES_NOT_FOLLOW = auto()
    """The events do not add up: to the hash that stands there, or because the one on the page is missing."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The answer, in words: ``line`` with its meaning, and what it means and what to do in ``sentence``."""

    outcome: Outcome
    line: StatusLine
    sentence: str


def compare(session: Session, part: Compartment, number: str, digits: str) -> Comparison:
    """Hold an event number and the first 16 digits, or all 64, as printed, against ``part`` as it is now.

    Raises RuleViolation (``number``, ``digits``) for what cannot stand on a page, NoKey for a part that is not open.
    The chain is recomputed up to that event: a third of a second for 100,000.
    """
    session.vault.compartment(part)
    event, typed = _checked(number, digits)
    if _has(session, part, event, typed):
        return _follows(session, part, event)
    elsewhere = next((one.id for one in session.vault if _has(session, one.id, event, typed)), None)
    if elsewhere is not None:
        found = _follows(session, elsewhere, event)
        if found.outcome is Outcome.MATCHES:
            return _another_part(session, part, elsewhere, event)
        return found
    return _differs(session, part, event, typed)


def _checked(number: str, digits: str) -> tuple[int, str]:
    """Both as numbers and digits, or everything that is wrong with them at once."""
    wrong: dict[str, str] = {}
    plain = re.sub(r"[\s,:]", "", number)
    event = int(plain) if plain.isascii() and plain.isdecimal() and len(plain) <= LONGEST_NUMBER else 0
    if not plain:
        wrong["number"] = "Type the event number: it stands before the digits."
    elif not 1 <= event <= _LARGEST_NUMBER:
        wrong["number"] = "Type the number as printed, in figures, such as 1,214."
    typed = re.sub(r"\s", "", digits).lower()
    said = _wrong_digits(typed)
    if said:
        wrong["digits"] = said
    if wrong:
        raise RuleViolation(wrong)
    return event, typed


def _wrong_digits(typed: str) -> str:
    """What is wrong with the digits, short enough for a link at twice the size of text; empty for nothing."""
    if not typed:
        return "Type the digits, in their groups of four."
    strange = re.search(r"[^0-9a-f]", typed)
    if strange is not None:
        return f"Only 0 to 9 and a to f are printed, no “{strange[0]}”."
    if len(typed) in (PRINTED_DIGITS, ALL_DIGITS):
        return ""
    if len(typed) < PRINTED_DIGITS:
        return f"That is {len(typed)} of {PRINTED_DIGITS} digits. Type four groups of four."
    if len(typed) < ALL_DIGITS:
        return f"That is {len(typed)} digits. Type the first four groups, or all sixteen."
    return f"That is {len(typed)} digits, and a page has {ALL_DIGITS} at most."


def _stored(session: Session, part: Compartment, event: int) -> str:
    """The hash of an event in hex; empty where the part ends before it."""
    found = chain.hash_at(session.vault.compartment(part).connection, event)
    return found.hex() if found is not None else ""


def _has(session: Session, part: Compartment, event: int, typed: str) -> bool:
    return _stored(session, part, event).startswith(typed)


def _follows(session: Session, part: Compartment, event: int) -> Comparison:
    """The digits stand there: whether the events up to it add up to them as well."""
    opened = session.vault.compartment(part)
    name = compartment_name(session, part)
    findings = chain.verify_events(opened.connection, session.vault.file.vault_id, part)
    broken = next((finding.event for finding in findings if finding.event <= event), None)
    if broken is not None:
        words = (
            f"The digits stand at event {event:,}, but event {broken:,} does not follow from the one before."
        )
        return _broken(name, words)
    return Comparison(
        Outcome.MATCHES,
        StatusLine(StatusMeaning.DONE, f"{name} matches the page"),
        f"Event {event:,} has these digits. The audit trail up to it is as it was when the page was printed. "
        f"{_RECORDS}",
    )


def _broken(name: str, words: str) -> Comparison:
    return Comparison(
        Outcome.DOES_NOT_FOLLOW, StatusLine(StatusMeaning.LATE, f"{name} does not add up"), f"{words} {_KEEP}"
    )


def _another_part(session: Session, part: Compartment, found: Compartment, event: int) -> Comparison:
    return Comparison(
        Outcome.MATCHES_ANOTHER_PART,
        StatusLine(StatusMeaning.DONE, f"{compartment_name(session, found)} matches the page"),
        f"The page is from that part, not from “{compartment_name(session, part)}”. Its event {event:,} has these "
        f"digits, and the audit trail up to it is as it was when the page was printed. {_RECORDS}",
    )


def _differs(session: Session, part: Compartment, event: int, typed: str) -> Comparison:
    stored = _stored(session, part, event)
    name = compartment_name(session, part)
    newest = session.vault.compartment(part).head.number
    if not stored and event <= newest:
        return _broken(name, f"Event {event:,} is missing, and later ones are there.")
    if not stored:
        return Comparison(
            Outcome.ENDS_BEFORE,
            StatusLine(StatusMeaning.LATE, f"{name} ends before that event"),
            f"Its newest event is {newest:,}, and the page has {event:,}. If the number is typed as printed and the "
            f"page is from this part, this is an older copy of the log. {_KEEP}",
        )
    amiss = [place for place, digit in enumerate(typed) if digit != stored[place]]
    if len(amiss) <= _MOST_TYPED_AMISS:
        return Comparison(
            Outcome.TYPED_AMISS,
            StatusLine(StatusMeaning.DUE, "Nearly all digits match"),
            f"Look at group {amiss[0] // 4 + 1} on the page again: what is typed there differs from event {event:,}.",
        )
    return Comparison(
        Outcome.ANOTHER_HASH,
        StatusLine(StatusMeaning.LATE, f"Event {event:,} of “{name}” has other digits"),
        "Look at number and digits again, and whether the page is from this part. If they are as printed, this log was "
        f"altered, or another copy was put in its place. {_KEEP}",
    )
