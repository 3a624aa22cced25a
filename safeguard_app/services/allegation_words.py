"""An allegation file in words, part by part: the same on the record's page and on paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from safeguard_app.catalogue.choices import ListName
from safeguard_app.domain.allegations import (
    AllegationFile,
    AllegationOutcome,
    Duties,
    DutyDecision,
    DutyState,
    Findings,
    Investigation,
    InvestigationState,
    Management,
    Part,
    Suspension,
    SuspensionState,
)
from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.entries import Consulted
from safeguard_app.domain.moments import Moment
from safeguard_app.domain.text_rules import visible
from safeguard_app.services.labels import label, labels, today, when
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusLine, StatusMeaning


class PartKey(StrEnum):
    """The parts of a file; each is the name of the field that holds it."""

    MANAGEMENT = "management"
    INVESTIGATION = "investigation"
    FINDINGS = "findings"
    SUSPENSION = "suspension"
    OUTCOME = "outcome"
    DUTIES = "duties"


@dataclass(frozen=True, slots=True)
class PartLine:
    """One part of a file on the record's page. ``given``: whether it was answered yet."""

    key: PartKey
    title: str
    when: str
    lines: tuple[str, ...]
    status: StatusLine | None
    given: bool


_TITLES = {
    PartKey.MANAGEMENT: "Case manager and advice",
    PartKey.INVESTIGATION: "Investigation",
    PartKey.FINDINGS: "Findings of the investigation",
    PartKey.SUSPENSION: "Suspension",
    PartKey.OUTCOME: "Outcome of the allegation",
    PartKey.DUTIES: "Barring and regulator",
}


def part_title(key: PartKey) -> str:
    """What a part is called."""
    return _TITLES[key]


def key_of(part: Part) -> PartKey:
    """Which part of the file it is."""
    keys: dict[type, PartKey] = {
        Management: PartKey.MANAGEMENT,
        Investigation: PartKey.INVESTIGATION,
        Findings: PartKey.FINDINGS,
        Suspension: PartKey.SUSPENSION,
        AllegationOutcome: PartKey.OUTCOME,
        Duties: PartKey.DUTIES,
    }
    return keys[type(part)]


def lines_of(
    session: Session, file: AllegationFile, *, head_is_subject: bool, locked: bool
) -> tuple[PartLine, ...]:
    """Every part of the file in order, those not answered yet included. ``locked``: nobody may investigate yet."""
    words = _Words(session, head_is_subject=head_is_subject)
    made = []
    for key in PartKey:
        part = getattr(file, key.value)
        at, lines, status = words.of(part) if part is not None else ("", (), None)
        if key is PartKey.INVESTIGATION and locked:
            status = StatusLine(StatusMeaning.DUE, "Not yet")
        kept = tuple(one for one in lines if one)
        made.append(PartLine(key, part_title(key), at, kept, status, part is not None))
    return tuple(made)


def dated_lines(
    session: Session, file: AllegationFile, *, head_is_subject: bool
) -> Iterator[tuple[Moment, str, str]]:
    """What of a file has its day, for a chronology: when, what, and its words. Advice stands at its own time."""
    words = _Words(session, head_is_subject=head_is_subject)
    if file.management is not None:
        officer = words.terms.term("staff_allegation_contact")
        for one in file.management.advice:
            yield one.at, f"Advice of the {officer}", words.asked(one)
    for key in (PartKey.INVESTIGATION, PartKey.FINDINGS, PartKey.SUSPENSION, PartKey.OUTCOME):
        part = getattr(file, key.value)
        at = getattr(part, "ended", None) or getattr(part, "at", None)
        if part is not None and at is not None and at.is_known:
            yield at, part_title(key), _sentences(words.of(part)[1])
    if file.duties is not None:
        for term, duty in (("barring_body", file.duties.barring), ("regulator", file.duties.regulator)):
            if duty.state is not DutyState.NOT_YET:
                yield (
                    duty.at,
                    part_title(PartKey.DUTIES),
                    _sentences((words.duty(words.terms.term(term), duty),)),
                )


def _sentences(lines: tuple[str, ...]) -> str:
    return " ".join(f"{line.rstrip('.')}." for line in lines if line)


_Said = tuple[str, tuple[str, ...], StatusLine | None]


class _Words:
    """The words of the parts of one file."""

    def __init__(self, session: Session, *, head_is_subject: bool) -> None:
        self.session = session
        self.terms = session.words(head_is_subject=head_is_subject)
        self.about_head = head_is_subject

    def of(self, part: Part) -> _Said:
        match part:
            case Management():
                return self._management(part)
            case Investigation():
                return self._investigation(part)
            case Findings():
                return self._findings(part)
            case Suspension():
                return self._suspension(part)
            case AllegationOutcome():
                term = label(self.session, ListName.ALLEGATION_OUTCOMES, part.term)
                lines = (f"{term}: {visible(part.reason)}", f"By {part.decided_by}")
                return when(self.session, part.at), lines, StatusLine(StatusMeaning.DONE, term)
            case Duties():
                return self._duties(part)

    def _management(self, part: Management) -> _Said:
        officer = self.terms.term("staff_allegation_contact")
        lines = [f"Case manager: {part.manager}"]
        if part.why_other.strip():
            lines.append(f"Why not the {self.terms.term('head')}: {visible(part.why_other)}")
        lines += [f"Advice of the {officer}: {self.asked(one)}" for one in part.advice]
        for one in part.may_tell:
            parts = (
                one.whom,
                f"What: {visible(one.what)}" if one.what else "",
                f"When: {one.when}" if one.when else "",
            )
            lines.append("May be told: " + ". ".join(text.rstrip(".") for text in parts if text))
        return "", tuple(lines), None

    def _investigation(self, part: Investigation) -> _Said:
        begins = part.state is not InvestigationState.LOCKED
        agreed_to = part.state is InvestigationState.MAY_BEGIN
        state = label(
            self.session, ListName.INVESTIGATION_STATES, part.state, head_is_subject=self.about_head
        )
        agreed = labels(self.session, ListName.INVESTIGATION_AGREED_BY, part.agreed_by)
        lines = (
            state,
            f"Agreed by: {', '.join(text for text in (agreed, part.who) if text)}" if agreed_to else "",
            f"{'On these terms' if begins else 'It waits'}: {visible(part.terms)}"
            if part.terms.strip()
            else "",
            f"What is looked into: {visible(part.scope)}" if part.scope.strip() else "",
            self._investigated(part),
        )
        status = StatusLine(StatusMeaning.DONE, "Agreed") if agreed_to else None
        return when(self.session, part.at) if part.at.is_known else "", lines, status

    def _investigated(self, part: Investigation) -> str:
        since = f"since {when(self.session, part.since)}" if part.since.is_known else ""
        by = f"by {part.investigator}" if part.investigator else ""
        said = ", ".join(text for text in (by, since) if text)
        return f"Investigated {said}" if said else ""

    def _findings(self, part: Findings) -> _Said:
        outcome = label(self.session, ListName.INVESTIGATION_OUTCOMES, part.outcome) if part.outcome else ""
        lines = (
            f"Looked at: {visible(part.looked_at)}",
            f"Found: {visible(part.findings)}" if part.findings.strip() else "",
            f"Outcome: {outcome}" if outcome else "",
            f"What follows: {visible(part.follows)}" if part.follows.strip() else "",
        )
        status = StatusLine(StatusMeaning.NOTE, "Under way")
        if outcome:
            status = StatusLine(StatusMeaning.DONE, outcome)
        return when(self.session, part.ended) if part.ended.is_known else "", lines, status

    def _suspension(self, part: Suspension) -> _Said:
        state = label(self.session, ListName.SUSPENSION_STATES, part.state)
        considered = [
            f"Considered: {label(self.session, ListName.SUSPENSION_ALTERNATIVES, one.instead)}. "
            f"{visible(one.decided)}"
            for one in part.considered
        ]
        neutral = (
            " A neutral act, which says nothing about what happened."
            if part.state is SuspensionState.SUSPENDED
            else ""
        )
        lines = (
            *considered,
            *(f"HR or legal advice: {self.asked(one)}" for one in part.advice),
            f"{state}: {visible(part.reason)}",
            f"By {part.decided_by}.{neutral}" if neutral else f"By {part.decided_by}",
        )
        status = StatusLine(StatusMeaning.NOTE, state)
        if part.review_on is not None:
            day, now = part.review_on, today(self.session)
            if day < now:
                status = StatusLine(StatusMeaning.LATE, f"Review was due {day_words(day)}")
            else:
                meaning = StatusMeaning.DUE if day == now else StatusMeaning.NOTE
                status = StatusLine(meaning, f"Review {day_words(day)}")
        return when(self.session, part.at), lines, status

    def _duties(self, part: Duties) -> _Said:
        barring, regulator = self.terms.term("barring_body"), self.terms.term("regulator")
        legs = labels(self.session, ListName.BARRING_LEGS, part.legs)
        lines = (
            f"Applies: {legs}" if legs else "",
            self.duty(barring, part.barring),
            self.duty(regulator, part.regulator),
        )
        open_ = DutyState.NOT_YET in (part.barring.state, part.regulator.state)
        return "", lines, StatusLine(StatusMeaning.DUE, "Not decided yet") if open_ else None

    def duty(self, body: str, duty: DutyDecision) -> str:
        state = label(self.session, ListName.DUTY_STATES, duty.state)
        at = f", {when(self.session, duty.at)}" if duty.at.is_known else ""
        return f"{body}: {state[:1].lower()}{state[1:]}{at}" + (
            f". {visible(duty.reason)}" if duty.reason.strip() else ""
        )

    def asked(self, one: Consulted) -> str:
        at = when(self.session, one.at) if one.at.is_known else ""
        who = ", ".join(text for text in (one.who, one.role, at) if text)
        return f"{who}. {visible(one.advised)}" if one.advised.strip() else who
