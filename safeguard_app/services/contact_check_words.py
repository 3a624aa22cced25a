"""The status a verdict is shown with, and words that stand beside every check."""

from safeguard_app.domain.contact_check import VerdictCode
from safeguard_app.domain.contact_sentences import TITLES
from safeguard_app.services.status import StatusLine, StatusMeaning

_MEANINGS = {
    VerdictCode.ACKNOWLEDGED_BEFORE: StatusMeaning.DONE,
    VerdictCode.ADULT_NOT_IN_POST: StatusMeaning.NOTE,
    VerdictCode.PUPIL_NOT_ON_ROLL: StatusMeaning.NOTE,
}
CANNOT_SAY = (
    "Whether the content was right. Conditions and the harm threshold are for a person to judge, whatever the register "
    "shows."
)


def verdict_status(code: VerdictCode) -> StatusLine:
    """A verdict as a status. Only an acknowledgement before the contact is "done"; the rest asks for a decision."""
    return StatusLine(_MEANINGS.get(code, StatusMeaning.DUE), TITLES[code])
