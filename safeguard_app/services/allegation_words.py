"""An allegation file in words, part by part: the same on the record's page and on paper."""

from dataclasses import dataclass
from enum import StrEnum

from safeguard_app.catalogue.choices import ListName
from safeguard_app.domain.allegations import (
    AllegationFile,
    AllegationOutcome,
    Duties,
    DutyDecision,
    DutyState,
    Investigation,
    InvestigationState,
    Management,
    Part,
    Suspension,
    SuspensionState,
)
from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.entries import Consulted
from safeguard_app.domain.text_rules import visible
from safeguard_app.services.labels import label, labels, today, when
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusLine, StatusMeaning


class PartKey(StrEnum):
    """The parts of a file; each is the name of the field that holds it."""

    MANAGEMENT = "management"
    INVESTIGATION = "investigation"
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
        Suspension: PartKey.SUSPENSION,
        AllegationOutcome: PartKey.OUTCOME,
        Duties: PartKey.DUTIES,
    }
    return keys[type(part)]


def lines_of(session: Session, file: AllegationFile, *, head_is_subject: bool) -> tuple[PartLine, ...]:
    """Every part of the file in order, those not answered yet included."""
    words = _Words(session, head_is_subject=head_is_subject)
    made = []
    for key in PartKey:
        part = getattr(file, key.value)
        at, lines, status = words.of(part) if part is not None else ("", (), None)
        if key is PartKey.INVESTIGATION and file.is_locked:
            status = StatusLine(StatusMeaning.DUE, "Not yet")
        kept = tuple(one for one in lines if one)
        made.append(PartLine(key, part_title(key), at, kept, status, part is not None))
    return tuple(made)


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
        lines += [f"Advice of the {officer}: {self._asked(one)}" for one in part.advice]
        for one in part.may_tell:
            parts = (
                one.whom,
                f"What: {visible(one.what)}" if one.what else "",
                f"When: {one.when}" if one.when else "",
            )
            lines.append("May be told: " + ". ".join(text.rstrip(".") for text in parts if text))
        return "", tuple(lines), None

    def _investigation(self, part: Investigation) -> _Said:
        begins = part.state is InvestigationState.MAY_BEGIN
        state = label(
            self.session, ListName.INVESTIGATION_STATES, part.state, head_is_subject=self.about_head
        )
        agreed = labels(self.session, ListName.INVESTIGATION_AGREED_BY, part.agreed_by)
        lines = (
            state,
            f"Agreed by: {', '.join(text for text in (agreed, part.who) if text)}" if begins else "",
            f"{'On these terms' if begins else 'It waits'}: {visible(part.terms)}"
            if part.terms.strip()
            else "",
            f"Investigated by {part.investigator}" if part.investigator else "",
        )
        status = StatusLine(StatusMeaning.DONE, "Agreed") if begins else None
        return when(self.session, part.at) if part.at.is_known else "", lines, status

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
            *(f"HR or legal advice: {self._asked(one)}" for one in part.advice),
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
            self._duty(barring, part.barring),
            self._duty(regulator, part.regulator),
        )
        open_ = DutyState.NOT_YET in (part.barring.state, part.regulator.state)
        return "", lines, StatusLine(StatusMeaning.DUE, "Not decided yet") if open_ else None

    def _duty(self, body: str, duty: DutyDecision) -> str:
        state = label(self.session, ListName.DUTY_STATES, duty.state)
        at = f", {when(self.session, duty.at)}" if duty.at.is_known else ""
        return f"{body}: {state[:1].lower()}{state[1:]}{at}" + (
            f". {visible(duty.reason)}" if duty.reason.strip() else ""
        )

    def _asked(self, one: Consulted) -> str:
        at = when(self.session, one.at) if one.at.is_known else ""
        who = ", ".join(text for text in (one.who, one.role, at) if text)
        return f"{who}. {visible(one.advised)}" if one.advised.strip() else who
