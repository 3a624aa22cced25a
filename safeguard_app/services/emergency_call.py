"""A call to 999 or 101 that was made before anything was written: on the form, and on the record once it is filed.

Safety comes before paperwork: whoever rang first and typed hours later is late with nothing. The call becomes a dated
note, and one to 999 meets what a record asks to be done at once, at the time it was made.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from safeguard_app.domain.clock_acts import ActOnClock, ClockAct
from safeguard_app.domain.entries import Note, NoteKind
from safeguard_app.domain.moments import Moment
from safeguard_app.domain.working_time import Unit
from safeguard_app.services.session import Session

NO_TIME = "Say when it was rung, or take away whom and the reference."
NOBODY_RUNG = "Say who was rung: choose one beside the time."


class Rung(StrEnum):
    """Who was rung."""

    POLICE = "police"
    POLICE_ADVICE = "police_advice"
    """101: not an emergency, or for advice."""
    AMBULANCE = "ambulance"


@dataclass(frozen=True, slots=True)
class _Words:
    kind: NoteKind
    organisation: str
    text: str
    at_once: bool = True
    """It is the call to 999 that somebody in danger needs."""


_WORDS = {
    Rung.POLICE: _Words(NoteKind.POLICE, "Police", "999 was rung for the police."),
    Rung.POLICE_ADVICE: _Words(NoteKind.POLICE, "Police", "101 was rung.", at_once=False),
    Rung.AMBULANCE: _Words(NoteKind.CALL, "Ambulance service", "999 was rung for an ambulance."),
}


def fault_of_call(at: Moment | None, whom: Rung | None, reference: str) -> str:
    """What a call on the form still needs; empty where there is none, or nothing is missing."""
    known = at is not None and at.is_known
    if not known and (whom is not None or reference.strip()):
        return NO_TIME
    return NOBODY_RUNG if known and whom is None else ""


def entries_of_call(
    session: Session, at: Moment | None, whom: Rung | None, reference: str
) -> Iterator[Note | ClockAct]:
    """What a call puts on the record that is filed with it: its note, and that "at once" was met by it."""
    if at is None or not at.is_known or whom is None:
        return
    words = _WORDS[whom]
    yield Note(words.kind, at, words.text, organisation=words.organisation, reference=reference)
    for clock in session.catalogue.clocks.values():
        by_word = clock.unit is Unit.IMMEDIATE and clock.met_by is None
        if words.at_once and by_word and clock.serves(session.nation):
            yield ClockAct(clock.id, ActOnClock.MET, at, text=words.text, reference=reference)
