"""The status a verdict is shown with, and words that stand beside every check."""

from safeguard_app.domain.contact_check import Direction, Verdict, VerdictCode
from safeguard_app.domain.contact_sentences import TITLES
from safeguard_app.services.labels import platform_name, when
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusLine, StatusMeaning

_MEANINGS = {
    VerdictCode.ACKNOWLEDGED_BEFORE: StatusMeaning.DONE,
    VerdictCode.ADULT_NOT_IN_POST: StatusMeaning.NOTE,
    VerdictCode.PUPIL_NOT_ON_ROLL: StatusMeaning.NOTE,
    VerdictCode.CAUTION_ASKED: StatusMeaning.NOTE,
}
CANNOT_SAY = (
    "Whether the content was right. Conditions and the harm threshold are for a person to judge, whatever the register "
    "shows."
)


def verdict_status(code: VerdictCode) -> StatusLine:
    """A verdict as a status. Only an acknowledgement before the contact is "done"; the rest asks for a decision."""
    return StatusLine(_MEANINGS.get(code, StatusMeaning.DUE), TITLES[code])


_ACTS = {
    Direction.ADULT_TO_PUPIL: "{adult} contacted {pupil}",
    Direction.PUPIL_TO_ADULT: "{pupil} contacted {adult}",
    Direction.BOTH_WAYS: "{adult} and {pupil} were in contact",
    Direction.NOT_KNOWN: "Contact between {adult} and {pupil}",
}


def summary_of(session: Session, verdict: Verdict) -> str:
    """What a concern begun from a check says in one sentence, until somebody writes it in their own words."""
    asked = verdict.question
    act = _ACTS[asked.direction].format(adult=asked.adult.name, pupil=asked.pupil.name)
    where = f" on {platform_name(session, asked.platform)}" if asked.platform else ""
    return f"{act}{where}, {when(session, asked.began)}."
