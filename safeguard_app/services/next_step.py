"""The one next step of a record, inferred from what stands on it and what is due; every other act stays reachable.

In order: what is late or due today (telling first, whatever the record lacks), triage, a decision, what is to be done,
a review that has come, closing. Nothing waits for it, and a record with none of these has none.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from safeguard_app.catalogue.choices import ListName
from safeguard_app.domain.entries import DecisionKind, NoteKind, Whom
from safeguard_app.domain.incidents import NOT_SORTED, IncidentState
from safeguard_app.domain.index_lines import IncidentLine
from safeguard_app.services.due import DueItem
from safeguard_app.services.due_limits import DueSource
from safeguard_app.services.labels import label
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusMeaning

_REFERS = frozenset({DecisionKind.REFER, DecisionKind.HARM_THRESHOLD_MET})
_AGENCIES = frozenset({Whom.SOCIAL_CARE, Whom.POLICE, Whom.ALLEGATIONS_OFFICER, Whom.PREVENT})
_CONTACTS = frozenset({NoteKind.LADO_CONTACT, NoteKind.POLICE})
_OFFICES = frozenset({Whom.HEAD, Whom.CHAIR, Whom.ALLEGATIONS_OFFICER})
_LONGEST = 40


class NextAct(StrEnum):
    """What a next step opens."""

    TELL = "tell"
    NOTE = "note"
    TRIAGE = "triage"
    DECIDE = "decide"
    REFER = "refer"
    DONE = "done"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class NextStep:
    """One step: what it opens, in words for a button and in fewer for a list."""

    act: NextAct
    words: str
    short: str
    text: str = ""
    """The whole of it, where the words were shortened; it may name somebody."""
    whom: Whom | None = None
    noted: NoteKind | None = None
    action: str = ""


def next_step(
    session: Session, line: IncidentLine, due: Sequence[DueItem], *, referring: bool = False
) -> NextStep | None:
    """The step to offer on a record; None for one that is closed, or waits for a day.

    ``referring``: a referral was begun on it.
    """
    if line.state is IncidentState.CLOSED:
        return None
    pressing = [one for one in due if one.meaning in (StatusMeaning.LATE, StatusMeaning.DUE)]
    found = _told_or_noted(session, line, pressing) or _triage(line) or _decision(line, pressing, referring)
    return found or _to_do(line, pressing) or _closing(line, due)


def _told_or_noted(session: Session, line: IncidentLine, pressing: Iterable[DueItem]) -> NextStep | None:
    for item in pressing:
        if item.whom is not None:
            who = label(session, ListName.WHOM_TOLD, item.whom, head_is_subject=line.head_is_subject)
            return NextStep(NextAct.TELL, _telling(who, item.whom), "who is told", item.text, whom=item.whom)
        if item.noted is not None:
            return NextStep(NextAct.NOTE, "Note the contact", "note the contact", item.text, noted=item.noted)
    return None


def _telling(who: str, whom: Whom) -> str:
    """ "Tell the Headteacher, or hold"; offices keep their capitals within the sentence."""
    keeps = whom in _OFFICES or who[:2].isupper()
    named = who if keeps else f"{who[:1].lower()}{who[1:]}"
    article = (
        "" if whom in (Whom.SOCIAL_CARE, Whom.HR, Whom.OTHER) else "a " if whom is Whom.PARENT else "the "
    )
    return f"Tell {article}{named}, or hold"


def _triage(line: IncidentLine) -> NextStep | None:
    unsorted = line.category == NOT_SORTED
    if unsorted or (line.severity is None and not line.decided):
        return NextStep(NextAct.TRIAGE, "Kind and severity", "triage")
    return None


def _decision(line: IncidentLine, pressing: Iterable[DueItem], begun: object) -> NextStep | None:
    if not line.decided:
        return NextStep(NextAct.DECIDE, "Decide, with the reason", "decide")
    asked = bool(_REFERS & set(line.decided))
    went = bool(line.referrals) or bool(_AGENCIES & set(line.told)) or bool(_CONTACTS & set(line.noted))
    if asked and not went and not begun:
        return NextStep(NextAct.REFER, "Start the referral", "refer")
    for item in pressing:
        if item.source is DueSource.REVIEW:
            return NextStep(NextAct.DECIDE, "Look at the decision again", "review", item.text)
    return None


def _to_do(line: IncidentLine, pressing: Iterable[DueItem]) -> NextStep | None:
    """What is late or due, else the first that is still to be done."""
    due = next((item for item in pressing if item.source is DueSource.ACTION and item.action), None)
    if due is not None:
        return _done(due.action, due.text)
    first = next(iter(line.actions), None)
    return _done(first.id, first.what) if first is not None else None


def _done(action: str, what: str) -> NextStep:
    short = what if len(what) <= _LONGEST else what[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"
    return NextStep(NextAct.DONE, short, "to do", what, action=action)


def _closing(line: IncidentLine, due: Sequence[DueItem]) -> NextStep | None:
    """Nothing is left to wait for: no hold, no day that is still to come."""
    if due or line.holds:
        return None
    return NextStep(NextAct.CLOSE, "Close with an outcome", "close")
