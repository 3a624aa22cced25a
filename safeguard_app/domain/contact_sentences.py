"""The words of a contact verdict: calm, exact, and never more than the register shows."""

from dataclasses import dataclass
from datetime import date, tzinfo

from safeguard_app.domain.contact_check import ContactQuestion, RegisterState, VerdictCode
from safeguard_app.domain.date_words import count_words, day_words, joined_words
from safeguard_app.domain.declaration_rules import late_entry_words
from safeguard_app.domain.declarations import How, Step, StepKind
from safeguard_app.domain.moments import Moment, days_of, describe
from safeguard_app.domain.people import OfficeKind
from safeguard_app.domain.register_reading import Reading, is_continuing
from safeguard_app.domain.standing import StandingCode
from safeguard_app.domain.text_rules import visible
from safeguard_app.domain.title_words import TitleWords

TITLES = {
    VerdictCode.ACKNOWLEDGED_BEFORE: "Acknowledged before this contact",
    VerdictCode.BEGAN_BEFORE_ACKNOWLEDGEMENT: "Began before it was acknowledged",
    VerdictCode.SAME_DAY_ORDER_UNKNOWN: "Same day, order not known",
    VerdictCode.ORDER_UNKNOWN: "Order not known",
    VerdictCode.DECLARED_NOT_ACKNOWLEDGED: "Declared, not yet acknowledged",
    VerdictCode.ACKNOWLEDGED_ONLY_LATER: "Acknowledged only later",
    VerdictCode.LAPSED_OR_ENDED: "Lapsed or ended",
    VerdictCode.REFUSED: "Not acknowledged: refused",
    VerdictCode.NONE_ON_REGISTER: "None on this register",
    VerdictCode.ADULT_NOT_IN_POST: "Adult not in post at the time",
    VerdictCode.PUPIL_NOT_ON_ROLL: "Pupil not on roll at the time",
    VerdictCode.OUTSIDE_PROTOCOL: "Acknowledged, but outside what was agreed",
    VerdictCode.AGAINST_RULE: "Against the school’s own rule",
    VerdictCode.CAUTION_ASKED: "The school’s rule asks for caution",
}
STEP_LABELS = {
    StepKind.DECLARED: "Declared",
    StepKind.DISCUSSED: "Discussed",
    StepKind.ACKNOWLEDGED: "Acknowledged",
    StepKind.ACKNOWLEDGED_WITH_CONDITIONS: "Acknowledged, with conditions",
    StepKind.REFUSED: "Refused",
    StepKind.SUPERSEDED: "Replaced",
    StepKind.ENDED: "Ended",
    StepKind.REVIEW_SET: "Review set",
    StepKind.REVIEWED: "Reviewed",
    StepKind.MORE_INFORMATION: "More information wanted",
}
HOW_WORDS = {
    How.SIGNED_PAPER: "on signed paper",
    How.IN_PERSON: "in person",
    How.ON_SCREEN: "on screen",
}


@dataclass(frozen=True, slots=True)
class Telling:
    """What every sentence needs: the question, the local zone, the words, and who decides.

    ``days`` are the first and last local day the contact may touch; None where its time is not known.
    """

    question: ContactQuestion
    zone: tzinfo
    words: TitleWords
    decides: str
    days: tuple[date, date] | None = None
    noun: str = "relationship"
    none_noun: str = "family relationship"

    def when(self, moment: Moment) -> str:
        """ "on Mon 28 Sep 2026", "between Mon 14 Sep and Fri 16 Oct 2026", "at a time that is not known"."""
        told = describe(moment, self.zone)
        if not moment.is_known:
            return "at a time that is not known"
        return told if told.startswith(("between", "about")) else f"on {told}"

    @property
    def follows(self) -> str:
        """Who decides, as the last sentence of a verdict that needs a decision."""
        return f"The {self.decides} decides what follows."


def register_sentences(code: VerdictCode, reading: Reading | None, tell: Telling) -> tuple[str, ...]:
    """The sentences of what the register shows; ``reading`` is None only for NONE_ON_REGISTER."""
    if reading is None:
        return _none(tell)
    if code is VerdictCode.ACKNOWLEDGED_BEFORE:
        return _acknowledged(reading, tell)
    if code in {VerdictCode.SAME_DAY_ORDER_UNKNOWN, VerdictCode.ORDER_UNKNOWN}:
        return _order_unknown(code, reading, tell)
    if code in {VerdictCode.LAPSED_OR_ENDED, VerdictCode.REFUSED}:
        return _over(reading, tell)
    return _not_in_time(code, reading, tell)


def _none(tell: Telling) -> tuple[str, ...]:
    adult, pupil = tell.question.adult.name, tell.question.pupil.name
    return (f"No {tell.none_noun} between {adult} and {pupil} is on this register.",)


def _history(reading: Reading, decision: Step | None, tell: Telling) -> str:
    """ "The relationship was declared on ... and acknowledged on ... by ..." up to ``decision``."""
    declared = reading.governing.declared_by or _first_declared(reading)
    told = f"declared {tell.when(declared.at)}" if declared is not None else ""
    if decision is not None:
        verb = "refused" if decision.kind is StepKind.REFUSED else "acknowledged"
        decided = f"{verb} {tell.when(decision.at)} by {decision.by.name}"
        told = f"{told} and {decided}" if told else decided
    return f"The {tell.noun} was {told}"


def _first_declared(reading: Reading) -> Step | None:
    return next((step for step in reading.steps if step.kind is StepKind.DECLARED), None)


def _acknowledged(reading: Reading, tell: Telling) -> tuple[str, ...]:
    state = reading.governing
    before = "before this contact began" if is_continuing(tell.question) else "before this contact"
    first = f"{_history(reading, state.by, tell)}, {before}"
    if len({began.conditions for began in reading.began}) > 1:
        told = [f"{first}.", "The conditions changed about that time: read each entry."]
    elif not state.conditions:
        told = [f"{first}. No conditions were set."]
    else:
        told = [f"{first}, under these conditions: {'; '.join(state.conditions)}."]
    return tuple(filter(None, (*told, _overdue(state.review_on, tell))))


def _overdue(review_on: date | None, tell: Telling) -> str:
    """Since when the review was overdue. It ends no acknowledgement (decision 0018), and is said with it."""
    if review_on is None or tell.days is None or review_on >= tell.days[1]:
        return ""
    due = f"Its review was due by {day_words(review_on)}"
    if review_on < tell.days[0]:
        return f"{due} and had been overdue since then."
    if is_continuing(tell.question):
        return f"{due}, while the contact went on: look whether it was held."
    return f"{due}, and was overdue from then on: whether the contact was later cannot be told."


def _order_unknown(code: VerdictCode, reading: Reading, tell: Telling) -> tuple[str, ...]:
    if all(state.is_acknowledged for state in reading.began):
        return _perhaps_past_the_end(reading, tell)
    contact = (
        f"The contact {'began' if is_continuing(tell.question) else 'was'} {tell.when(tell.question.began)}."
    )
    governing = reading.governing
    decision = governing.by if governing.is_acknowledged else reading.next_acknowledgement
    history = f"{_history(reading, decision, tell)}."
    others = [_broken_words(step, tell) for step in reading.doubtful if step.kind in _BROKEN]
    if code is VerdictCode.SAME_DAY_ORDER_UNKNOWN:
        nouns = joined_words(
            list(dict.fromkeys(_NOUNS[s.kind] for s in reading.doubtful if s.kind in _NOUNS))
        )
        told = f"The contact and the {nouns} are dated the same day, and which came first cannot be told."
        return (contact, history, *others, f"{told} Exact times would settle it.", tell.follows)
    told = "Whether the contact came before or after cannot be told from these dates."
    return (contact, history, *others, told, tell.follows)


def _broken_words(step: Step, tell: Telling) -> str:
    return f"It {_BROKEN[step.kind]} {tell.when(step.at)}."


def _perhaps_past_the_end(reading: Reading, tell: Telling) -> tuple[str, ...]:
    """Acknowledged when it began, and perhaps no longer when it ended."""
    broke = next(s.by for s in reading.throughout if not s.is_acknowledged and s.by is not None)
    ended = tell.question.ended
    last = f"The contact ended {tell.when(ended)}." if ended is not None else ""
    told = "Whether the contact was over by then cannot be told from these dates."
    history = f"{_history(reading, reading.governing.by, tell)}, before this contact began."
    return tuple(part for part in (history, _broken_words(broke, tell), last, told, tell.follows) if part)


_BROKEN = {
    StepKind.ENDED: "ended",
    StepKind.SUPERSEDED: "was replaced by another declaration",
    StepKind.REFUSED: "was refused",
}
_NOUNS = {
    StepKind.DECLARED: "declaration",
    StepKind.ACKNOWLEDGED: "acknowledgement",
    StepKind.ACKNOWLEDGED_WITH_CONDITIONS: "acknowledgement",
    StepKind.ENDED: "end",
    StepKind.SUPERSEDED: "replacement",
    StepKind.REFUSED: "refusal",
}


def _over(reading: Reading, tell: Telling) -> tuple[str, ...]:
    state = reading.governing
    if state.is_acknowledged:
        broke = next(s.by for s in reading.throughout if not s.is_acknowledged and s.by is not None)
        history = f"{_history(reading, state.by, tell)}, before this contact began."
        broken = _broken_words(broke, tell).rstrip(".")
        return (history, f"{broken}, while the contact went on.", tell.follows)
    if state.code is StandingCode.REFUSED:
        later = _later_words(reading, tell)
        return (f"{_history(reading, state.by, tell)}, before this contact.", *later, tell.follows)
    acknowledged = [s for s in reading.steps[: _place(reading)] if s.kind in _GIVEN]
    history = f"{_history(reading, acknowledged[-1] if acknowledged else None, tell)}."
    ended = "" if state.by is None else f"{_broken_words(state.by, tell).rstrip('.')}, before this contact."
    return (history, ended, *_later_words(reading, tell), tell.follows)


_GIVEN = frozenset({StepKind.ACKNOWLEDGED, StepKind.ACKNOWLEDGED_WITH_CONDITIONS})


def _place(reading: Reading) -> int:
    by = reading.governing.by
    return reading.steps.index(by) if by is not None else 0


def _later_words(reading: Reading, tell: Telling) -> tuple[str, ...]:
    later = reading.next_acknowledgement
    if later is None:
        return ()
    return (f"It was acknowledged only afterwards, {tell.when(later.at)} by {later.by.name}.",)


def _not_in_time(code: VerdictCode, reading: Reading, tell: Telling) -> tuple[str, ...]:
    """Declared, acknowledged later, or begun before: what was there at the time, then what came."""
    had = {state.code for state in reading.began} == {StandingCode.DECLARED}
    began = "before this contact began" if is_continuing(tell.question) else "before this contact"
    at_time = "" if had else _at_the_time(reading, tell)
    declared = f"{_history(reading, None, tell)}, {began}," if had else _history(reading, None, tell)
    if code is VerdictCode.DECLARED_NOT_ACKNOWLEDGED:
        refusal = next((s for s in reading.steps if s.kind is StepKind.REFUSED), None)
        if refusal is not None:
            told = f"{declared} and was refused {tell.when(refusal.at)} by {refusal.by.name}."
        else:
            told = f"{declared} and is not acknowledged."
        return tuple(part for part in (at_time, told, tell.follows) if part)
    later = reading.next_acknowledgement
    begun = code is VerdictCode.BEGAN_BEFORE_ACKNOWLEDGEMENT
    start = f"The contact began {tell.when(tell.question.began)}." if begun else ""
    told = f"{declared}."
    if later is not None:
        gap = _gap_words(tell.question.began, later.at, tell.zone, began=begun)
        only = "acknowledged only" if had else "acknowledged"
        told = f"{declared} and {only} {tell.when(later.at)} by {later.by.name}{gap}."
    return tuple(part for part in (start, at_time, told, tell.follows) if part)


def _at_the_time(reading: Reading, tell: Telling) -> str:
    began = "when this contact began" if is_continuing(tell.question) else "at the time of this contact"
    if {state.code for state in reading.began} == {StandingCode.NOTHING}:
        return f"Nothing was on file {began}."
    return f"Whether it had been declared {began} cannot be told; it had not been acknowledged."


LONGEST_GAP = 60
"""Days; a longer gap is told by its dates alone."""


def _gap_words(contact: Moment, later: Moment, zone: tzinfo, *, began: bool) -> str:
    """ ", 9 days after the contact": only where both days are certain."""
    one, two = days_of(contact, zone), days_of(later, zone)
    after = "it began" if began else "the contact"
    if one is None or two is None or one[0] != one[1] or two[0] != two[1]:
        return f", after {after}"
    days = (two[0] - one[0]).days
    if days > LONGEST_GAP:
        return f", after {after}"
    return f", {count_words(days, 'day')} after {after}" if days else f", later the same day as {after}"


def completeness_words(state: RegisterState, first_day: date | None, holder: str) -> tuple[str, bool]:
    """What "none" means, and whether the paper file must be asked for first.

    ``first_day`` is the first day of the contact; ``holder`` the title of whoever holds the paper file.
    """
    ask = f"Ask for the {holder}’s paper file before concluding."
    if state.complete_since is None:
        return (f"This register is not yet complete. {ask}", True)
    since = day_words(state.complete_since)
    if first_day is None or first_day < state.complete_since:
        return (f"This register is complete only since {since}, and the contact may be earlier. {ask}", True)
    return (f"This register is complete since {since}.", False)


def entry_words(step: Step, relation: str, pupil: str) -> str:
    """What one register entry says, in a few words."""
    if step.kind is StepKind.DECLARED:
        said = f"{relation[:1].upper()}{relation[1:]} of {pupil}, {HOW_WORDS[step.how]}"
    elif step.conditions:
        said = "; ".join(step.conditions)
    elif step.kind is StepKind.ACKNOWLEDGED:
        said = "No conditions"
    elif step.present:
        said = f"With {joined_words([person.name for person in step.present])}"
    elif step.review_on is not None:
        said = f"Review by {day_words(step.review_on)}"
    else:
        said = HOW_WORDS[step.how].capitalize()
    return visible(f"{said}. {step.note}" if step.note else said)


def late_entry_sentence(step: Step, zone: tzinfo) -> str:
    """Both dates of an entry made on a later day than the step itself; empty when it was made the same day."""
    late = late_entry_words(step, zone)
    if not late:
        return ""
    paper = ""
    if step.how is How.SIGNED_PAPER:
        paper = ", from signed paper" if step.document is None else ", from a signed sheet kept here"
    label = STEP_LABELS[step.kind].partition(",")[0]
    return f"“{label}” is {late} by {step.entered_by_name}{paper}."


def nothing_signed_sentence(step: Step, words: TitleWords, dated: date | None) -> str:
    """That nothing signed is kept here for an acknowledgement; empty where it was scanned or given on screen.

    ``dated`` names the acknowledgement by its day, where the verdict rests on more than one.
    """
    if step.document is not None or step.how is How.ON_SCREEN:
        return ""
    holder = _holder(step.capacity, words)
    of_day = "" if dated is None else f" of {day_words(dated)}"
    if step.how is How.SIGNED_PAPER:
        return (
            f"No scan of the signed sheet{of_day} is kept here. "
            f"Look at the paper in the {holder}’s file before relying on it."
        )
    given = "it was acknowledged" if dated is None else f"the acknowledgement{of_day} was given"
    return (
        f"Nothing signed is kept here: {given} in person. "
        f"Ask the {holder} what was agreed before relying on it."
    )


def _holder(capacity: OfficeKind | None, words: TitleWords) -> str:
    """Whose file the paper of an acknowledgement given in this capacity is in."""
    titles = {
        OfficeKind.CHAIR: words.chair,
        OfficeKind.VICE_CHAIR: words.chair,
        OfficeKind.TRUST_LEAD: words.trust_lead,
        OfficeKind.AUTHORITY_OFFICER: words.authority_officer,
    }
    return words.head if capacity is None else titles.get(capacity, words.head)
