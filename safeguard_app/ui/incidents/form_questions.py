"""What the incident form asks or tells its writer, in words: handing in, filing elsewhere, leaving, newer versions."""

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.services.incident_correction import Correction
from safeguard_app.services.subject_of_concern import MustBeRefiled
from safeguard_app.ui.messages import Answer, Message
from safeguard_app.ui.theme.meanings import Meaning

HAND_IN, REFILE, KEEP, THROW, BACK = "hand_in", "refile", "keep", "throw", "back"
"""What the answers are called where they are understood."""
_BACK = Answer(BACK, "Go back to the form")
_MOST_CHANGES = 5


def hand_in(problem: KnownProblem) -> Message:
    """The concern belongs where its writer cannot read it."""
    answers = (Answer(HAND_IN, "Hand in", filled=True), _BACK)
    return Message("Hand it in?", problem.sentence, problem.next_step, Meaning.NOTE, answers=answers)


def refile(problem: MustBeRefiled) -> Message:
    """The record belongs where the person it is about cannot read it."""
    answers = (Answer(REFILE, "File it there, corrected", filled=True), _BACK)
    return Message("File it elsewhere?", problem.sentence, problem.next_step, Meaning.DUE, answers=answers)


def refile_out_of_reach(problem: MustBeRefiled) -> Message:
    """The same, where this user holds no key for that part: it can only be taken up anew."""
    next_step = "Your key does not open that part of the log: begin a new concern and hand it in."
    return Message("Not here", problem.sentence, next_step, Meaning.DUE, answers=(_BACK,))


def leave_correction() -> Message:
    """Words that were typed are thrown away only when that is meant."""
    return Message(
        "Leave without changing?",
        "The record stays as it is, and the correction that you began is thrown away.",
        "To go on with it another time, keep it as a draft.",
        Meaning.DUE,
        answers=(Answer(KEEP, "Keep as draft", filled=True), Answer(THROW, "Throw it away"), _BACK),
    )


def newer_version(found: Correction) -> str:
    """What somebody else changed while this was written."""
    shown = [*found.changes[:_MOST_CHANGES]]
    if len(found.changes) > len(shown):
        shown.append(f"and {len(found.changes) - len(shown)} more: see the record.")
    ending = (
        "It is in this form now, but for the fields that you typed in: those are as you left them, unfiled."
        " Look through them again, then file."
    )
    return "\n".join((found.newest, *shown, ending))
