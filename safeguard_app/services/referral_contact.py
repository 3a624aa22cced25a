"""The first contact with the officer an allegation goes to: what counts as one, for everything that asks.

A step of a referral to the officer counts, a message left on an answering machine included; so do a note of such a
contact, and that the officer was told, which is the same said on another page. Asked of the entries of a record, or of
its line in the index.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from safeguard_app.domain.entries import Note, NoteKind, Telling, TellingState, Whom
from safeguard_app.domain.index_lines import IncidentLine
from safeguard_app.domain.moments import Moment, sort_key
from safeguard_app.domain.records import Stored
from safeguard_app.domain.referral_steps import REACHED, ReferralStep
from safeguard_app.services.clock_words import STEP_WORDS

ALLEGATIONS = "allegations"
"""The catalogue's id of the agency that allegations go to."""
_NOTE = NoteKind.LADO_CONTACT
_OFFICER = Whom.ALLEGATIONS_OFFICER


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact: when, with whom as far as that was said, and what was said or left."""

    at: Moment
    who: str
    text: str
    agreed: bool = False
    """Whether it says what came of it."""


def first_contact(entries: Iterable[Stored[Any]]) -> Contact | None:
    """The first contact that stands on a record, by when it was; None where none was made."""
    found = [contact for one in entries if (contact := _contact(one.content)) is not None]
    return min(found, key=lambda contact: sort_key(contact.at), default=None)


_TELLING_OF = {
    "front_door": Whom.SOCIAL_CARE,
    "police": Whom.POLICE,
    "prevent": Whom.PREVENT,
    ALLEGATIONS: _OFFICER,
}
"""Whom a telling names where an agency was told."""


def first_contact_with(agency: str, entries: Iterable[Stored[Any]]) -> Contact | None:
    """The first contact with any agency: a step of a referral to it, or that it was told; None where none was made."""
    if agency == ALLEGATIONS:
        return first_contact(entries)
    whom = _TELLING_OF.get(agency)
    found = []
    for one in entries:
        match one.content:
            case ReferralStep(agency=went, withdrawn=None) if went == agency and one.content.taken in REACHED:
                found.append(_of_step(one.content))
            case Telling(whom=told, state=TellingState.TOLD, withdrawn=None) if told is whom:
                found.append(_of_telling(one.content))
    return min(found, key=lambda contact: sort_key(contact.at), default=None)


def is_contact(content: object) -> bool:
    """Whether one entry is a contact with the officer."""
    return _contact(content) is not None


def contact_made(line: IncidentLine) -> bool:
    """Whether :func:`first_contact` finds one in the entries that an index line was made from."""
    stepped = any(one.agency == ALLEGATIONS and one.reached is not None for one in line.referrals)
    return stepped or _NOTE in line.noted or _OFFICER in line.told


def _contact(content: object) -> Contact | None:
    match content:
        case Note(kind=kind, withdrawn=None) if kind is _NOTE:
            who = ", ".join(part for part in (content.with_whom, content.organisation) if part)
            return Contact(content.at, who, content.text)
        case Telling(whom=whom, state=TellingState.TOLD, withdrawn=None) if whom is _OFFICER:
            return _of_telling(content)
        case ReferralStep(agency=agency, withdrawn=None) if (
            agency == ALLEGATIONS and content.taken in REACHED
        ):
            return _of_step(content)
        case _:
            return None


def _of_telling(telling: Telling) -> Contact:
    said = (telling.how, telling.what, telling.response)
    text = ". ".join(part.rstrip(".") for part in said if part)
    return Contact(telling.at, telling.name, text, bool(telling.response.strip()))


def _of_step(step: ReferralStep) -> Contact:
    said = (STEP_WORDS[step.taken], step.how, step.text)
    words = ". ".join(part.strip().rstrip(".") for part in said if part.strip())
    return Contact(step.at, step.with_whom, f"{words}.", bool(step.text.strip() or step.advised.strip()))
