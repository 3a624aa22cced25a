"""What people type for a date or time, and what was understood.

Nothing is guessed silently: what was understood is said back in words, what could mean two things becomes a question
with choices, and what cannot be a date is refused with a sentence. No input raises.
"""

from dataclasses import dataclass
from enum import StrEnum

from safeguard_app.domain.moments import Moment


class Outcome(StrEnum):
    """What came of reading the typed words."""

    UNDERSTOOD = "understood"
    QUESTION = "question"
    REFUSED = "refused"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible meaning, to be offered as a button or a row."""

    label: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class Understanding:
    """What was made of the typed words.

    UNDERSTOOD: ``moment`` is set and ``sentence`` says it back. QUESTION: ``sentence`` asks, ``choices`` answer it
    (there may be none when only the user can say). REFUSED: ``sentence`` says why and what would work.
    ``in_future`` when some of the moment lies after now; the sentence then says so.
    """

    outcome: Outcome
    sentence: str
    moment: Moment | None = None
    choices: tuple[Choice, ...] = ()
    in_future: bool = False
