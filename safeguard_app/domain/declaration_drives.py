"""A declaration drive: every adult is asked on paper what they have to declare, and each answer is counted in.

Policy 004 §6.7 wants relationships made known in advance; the guidance keeps the register true by asking everybody at
the beginning of the school year (domain.md 8). A nil return says that somebody was asked and had nothing to declare.
"""

import secrets
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from safeguard_app.domain.declarations import How
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Reference, UserId
from safeguard_app.domain.people import PersonRef, Withdrawal
from safeguard_app.domain.person_rules import same_person

SLIP_LETTERS = "3479CDFGHJKMNPRTWXY"
"""What a printed code is made of: nineteen signs, none of which reads as another by hand (no 0 and O, 1 and I, 2 and Z,
5 and S, 6 and G, 8 and B, U and V), and no vowel, so that no code spells a word.
"""
_SIGNS = 5
_LENGTH = _SIGNS + 1
_MOST_ASKED = 2000
NOT_A_CODE = (
    "This is not a code of a slip: it has six letters and figures, such as {example}. Look at the slip again."
)
MISREAD = "One of these letters was misread or two were exchanged. Look at the slip again."


class ReturnKind(StrEnum):
    """What came back from an adult."""

    NIL = "nil"
    """Nothing to declare."""
    DECLARED = "declared"
    LEFT = "left"
    """They work here no longer, so that nothing is waited for."""


@dataclass(frozen=True, slots=True)
class Return:
    """What one adult answered: the day on their slip, and when and by whom it was entered.

    ``declaration`` is what was declared. One that was taken back stays, and counts no longer.
    """

    kind: ReturnKind
    on: date
    entered_at: datetime
    entered_by: UserId
    entered_by_name: str
    how: How = How.SIGNED_PAPER
    declaration: Reference | None = None
    withdrawn: Withdrawal | None = None
    document: Reference | None = None
    """The scanned slip."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One adult who is asked, the code on their slip, since when, and what came back, the newest last."""

    adult: PersonRef
    code: str
    on: date
    returns: tuple[Return, ...] = ()

    def standing(self) -> Return | None:
        """The return that counts; None while nothing came back."""
        return next((one for one in reversed(self.returns) if one.withdrawn is None), None)


@dataclass(frozen=True, slots=True)
class DriveEnd:
    """When a drive was ended and by whom. What came back, or did not, stays as it stood."""

    at: datetime
    by_name: str


@dataclass(frozen=True, slots=True)
class DeclarationDrive:
    """One drive. ``title`` is what the school calls it ("September 2026") and stands on every slip."""

    title: str
    begun_on: date
    begun_by: UserId
    begun_by_name: str
    asked: tuple[Asked, ...]
    ended: DriveEnd | None = None

    def of_code(self, code: str) -> Asked | None:
        """Whose slip has a code."""
        return next((one for one in self.asked if one.code == code), None)

    def of_adult(self, adult: PersonRef) -> Asked | None:
        """What is asked of an adult; both references are those that go on after merges."""
        return next((one for one in self.asked if same_person(one.adult, adult)), None)


def new_code(taken: frozenset[str]) -> str:
    """A fresh code for a slip, none of ``taken``: five signs drawn at random and one that checks them."""
    while True:
        body = "".join(secrets.choice(SLIP_LETTERS) for _ in range(_SIGNS))
        code = body + check_sign(body)
        if code not in taken:
            return code


def check_sign(body: str) -> str:
    """The sign that makes the weighted sum of a code nought.

    Nineteen is a prime, so that one wrong sign, or two exchanged, always shows.
    """
    total = sum((place + 2) * SLIP_LETTERS.index(sign) for place, sign in enumerate(body))
    return SLIP_LETTERS[-total % len(SLIP_LETTERS)]


def printed_code(code: str) -> str:
    """As it stands on the slip: "K7M-4PX"."""
    half = _LENGTH // 2
    return f"{code[:half]}-{code[half:]}"


def read_code(typed: str) -> str:
    """A code as somebody typed it, in any letters and spacing. Raises RuleViolation naming ``code``."""
    code = "".join(sign for sign in typed.upper() if sign.isalnum())
    if len(code) != _LENGTH or any(sign not in SLIP_LETTERS for sign in code):
        raise RuleViolation({"code": NOT_A_CODE.format(example=printed_code("K7M4P" + check_sign("K7M4P")))})
    if code[-1] != check_sign(code[:-1]):
        raise RuleViolation({"code": MISREAD})
    return code


def with_asked(drive: DeclarationDrive, adults: tuple[PersonRef, ...], on: date) -> DeclarationDrive:
    """The drive with further adults asked, each with a code of their own."""
    if len(drive.asked) + len(adults) > _MOST_ASKED:
        raise RuleViolation({"title": f"A drive asks at most {_MOST_ASKED:,} adults."})
    taken = {one.code for one in drive.asked}
    added = []
    for adult in adults:
        code = new_code(frozenset(taken))
        taken.add(code)
        added.append(Asked(adult, code, on))
    return replace(drive, asked=(*drive.asked, *added))


def with_return(drive: DeclarationDrive, code: str, came: Return) -> DeclarationDrive:
    """The drive with what came back from one adult. Raises RuleViolation where that cannot be.

    Somebody who had nothing to declare may declare something after all: the newer return counts.
    """
    asked = _asked(drive, code)
    held = asked.standing()
    if drive.ended is not None:
        raise RuleViolation(
            {"code": "This drive has ended. Begin another, or enter the declaration by itself."}
        )
    if came.on < asked.on:
        raise RuleViolation({"on": "This is before the adult was asked. Look at the day on the slip."})
    if held is not None and came.kind is not ReturnKind.DECLARED:
        raise RuleViolation({"code": "A return of this adult is entered already. Take that one back first."})
    if came.declaration is not None and any(
        one.declaration == came.declaration and one.withdrawn is None for one in asked.returns
    ):
        raise RuleViolation({"code": "This declaration stands with the drive already."})
    return _changed(drive, replace(asked, returns=(*asked.returns, came)))


def with_taken_back(drive: DeclarationDrive, code: str, mark: Withdrawal) -> DeclarationDrive:
    """The drive with the return of one adult that counted taken back; an earlier one counts again."""
    asked = _asked(drive, code)
    held = asked.standing()
    if held is None:
        raise RuleViolation({"reason": "Nothing is entered for this adult any more."})
    returns = tuple(replace(one, withdrawn=mark) if one is held else one for one in asked.returns)
    return _changed(drive, replace(asked, returns=returns))


def _asked(drive: DeclarationDrive, code: str) -> Asked:
    asked = drive.of_code(code)
    if asked is None:
        raise RuleViolation({"code": "No slip of this drive has this code."})
    return asked


def _changed(drive: DeclarationDrive, made: Asked) -> DeclarationDrive:
    return replace(drive, asked=tuple(made if one.code == made.code else one for one in drive.asked))
