"""What was done about one concern, step by step, in days from the first and in words of the catalogue alone.

A name, a case number, a date, an account or a word that somebody typed has no way in here, but for the reasons of
decisions and of the closing where they are asked for; those stand in ``typed`` and are looked through as such.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from safeguard_app.catalogue.choices import ListName
from safeguard_app.domain.assessments import Assessment
from safeguard_app.domain.date_words import count_words
from safeguard_app.domain.entries import (
    Action,
    Closing,
    Decision,
    Note,
    NoteKind,
    Telling,
    TellingState,
    Whom,
    counts,
)
from safeguard_app.domain.evidence import EvidenceItem
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.letters import Letter
from safeguard_app.domain.moments import Moment, days_of, exactly, sort_key
from safeguard_app.domain.records import Stored
from safeguard_app.domain.referral_steps import ReferralStep
from safeguard_app.domain.responses import ResponseStep
from safeguard_app.domain.support import Support
from safeguard_app.services.clock_words import step_words
from safeguard_app.services.journey_people import CalledPeople, CalledPerson
from safeguard_app.services.labels import category_name, label, labels
from safeguard_app.services.session import Session
from safeguard_app.vault import reading

_SAID_NOTES = frozenset(NoteKind) - {NoteKind.NOTE, NoteKind.LADO_CONTACT}
"""A plain note says nothing without its words; contact about an adult who works here stands on no such paper."""
_ATTENTION = "It came to the school’s attention"
_NOT_KNOWN = "Not known"


@dataclass(frozen=True, slots=True)
class JourneyStep:
    """One step: "Day 3", what was done, and how or with what answer. ``typed`` is what somebody typed of it."""

    day: str
    what: str
    lines: tuple[str, ...] = ()
    typed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Journey:
    """One concern from its first day to its outcome. ``facts`` stand above the steps, each with its label."""

    facts: tuple[tuple[str, str], ...]
    people: tuple[CalledPerson, ...]
    steps: tuple[JourneyStep, ...]


@dataclass(frozen=True, slots=True)
class _Step:
    at: Moment
    what: str
    lines: tuple[str, ...] = ()
    typed: tuple[str, ...] = ()
    acted: bool = True
    """Whether it counts as something that was done about it."""


def journey_of(session: Session, stored: Stored[Incident], *, typed: bool = False) -> Journey:
    """The journey of a record as it stands; ``typed``: with the reasons that were typed."""
    return _Journey(session, stored, typed=typed).made()


class _Journey:
    """Gathers the steps of one record."""

    def __init__(self, session: Session, stored: Stored[Incident], *, typed: bool) -> None:
        self._session = session
        self._incident = stored.content
        self._typed = typed
        connection = session.vault.compartment(stored.reference.compartment).connection
        self._connection = connection
        self._place = stored.reference
        self._entries: list[Stored[Any]] = [
            one for one in reading.about(connection, stored.reference) if counts(one.content)
        ]
        self._called = CalledPeople(session, stored.content)
        self._first = self._first_day()
        self._makers: dict[type[Any], Callable[[Stored[Any]], Iterator[_Step]]] = {
            Decision: self._decision,
            Telling: self._telling,
            Note: self._note,
            ReferralStep: self._referral,
            ResponseStep: self._response,
            Support: self._support,
            Assessment: self._plan,
            Letter: self._letter,
            Closing: self._closing,
        }

    def made(self) -> Journey:
        attention = self._incident.attention
        steps = [_Step(attention.moment, _ATTENTION, acted=False)]
        if attention.reached_lead is not None:
            lead = self._session.words(head_is_subject=self._incident.head_is_subject).term("school_lead")
            steps.append(_Step(attention.reached_lead, f"It reached the {lead}", acted=False))
        for stored in self._entries:
            maker = self._makers.get(type(stored.content))
            if maker is not None:
                steps += maker(stored)
        steps.sort(key=lambda one: sort_key(one.at))
        return Journey(
            tuple(self._facts(steps)),
            self._called.people,
            tuple(JourneyStep(self._day(one.at), one.what, one.lines, one.typed) for one in steps),
        )

    def _facts(self, steps: Sequence[_Step]) -> Iterator[tuple[str, str]]:
        session, incident = self._session, self._incident
        yield "Kind of concern", category_name(session, incident.category)
        if incident.online_risks:
            yield "Area of online risk", labels(session, ListName.RISK_AREAS, incident.online_risks)
        if incident.severity is not None:
            yield "Severity", label(session, ListName.SEVERITIES, incident.severity.value)
        yield "Told after it happened", self._after(incident.happened, incident.attention.moment)
        acted = next((one.at for one in steps if one.acted and one.at.is_known), None)
        first = self._after(incident.attention.moment, acted) if acted is not None else "Nothing is entered"
        yield "First action after that", first
        yield (
            "The child’s wishes and feelings",
            "On the record" if incident.child_wishes.strip() else "Not on the record",
        )
        exhibits = [
            one
            for one in self._entries
            if isinstance(one.content, EvidenceItem) and one.content.derived is None
        ]
        if exhibits:
            yield "Evidence", count_words(len(exhibits), "exhibit")
        actions = [one.content for one in self._entries if isinstance(one.content, Action)]
        if actions:
            done = sum(one.is_done for one in actions)
            yield "Actions", f"{count_words(len(actions), 'action')}, {done} done"

    def _decision(self, stored: Stored[Any]) -> Iterator[_Step]:
        decision: Decision = stored.content
        lines = []
        if decision.considered:
            options = [self._label(ListName.ALTERNATIVES, one.option) for one in decision.considered]
            lines.append(f"Considered and not chosen: {'; '.join(dict.fromkeys(options))}")
        asked = len(decision.consultations) + bool(decision.consulted.strip())
        if asked:
            lines.append(f"Asked for advice first: {count_words(asked, 'person', 'people')}")
        if decision.review_on is not None:
            lines.append(f"To be looked at again on {self._of_day(decision.review_on)}")
        words = (decision.what, decision.reason) if self._typed else ()
        yield _Step(
            decision.at,
            f"Decision: {self._label(ListName.DECISIONS, decision.kind)}",
            tuple(lines),
            _there(words),
        )

    def _telling(self, stored: Stored[Any]) -> Iterator[_Step]:
        telling: Telling = stored.content
        whom = self._label(ListName.WHOM_TOLD, telling.whom)
        if telling.whom is Whom.PARENT:
            whom = self._called.of_parent(telling.name)
        elif telling.whom in (Whom.CHILD, Whom.REPORTER, Whom.ADULT, Whom.OTHER):
            whom = self._called.of(telling.name, whom)
        said = {
            TellingState.TOLD: "Told",
            TellingState.HELD: "Not told yet",
            TellingState.NOT_TOLD: "Not told",
        }
        lines = []
        if telling.state is not TellingState.TOLD:
            if telling.ground:
                lines.append(self._label(ListName.NOT_TELLING_GROUNDS, telling.ground))
            if telling.until is not None:
                lines.append(f"To be looked at again on {self._of_day(telling.until)}")
        told = telling.state is TellingState.TOLD
        yield _Step(telling.at, f"{said[telling.state]}: {whom}", tuple(lines), acted=told)

    def _note(self, stored: Stored[Any]) -> Iterator[_Step]:
        note: Note = stored.content
        if note.kind in _SAID_NOTES:
            lines = ["Advice is on the record"] if note.advised.strip() else []
            if note.agreed:
                lines.append(f"Agreed: {count_words(len(note.agreed), 'action')}")
            yield _Step(note.at, self._label(ListName.NOTE_KINDS, note.kind), tuple(lines))

    def _referral(self, stored: Stored[Any]) -> Iterator[_Step]:
        step: ReferralStep = stored.content
        agency = self._session.catalogue.nations[self._session.nation].agency(step.agency)
        name = self._session.words().fill(agency.name) if agency is not None else "Another agency"
        yield _Step(step.at, f"Referral, {name}", (step_words(step.taken, step.level),))

    def _response(self, stored: Stored[Any]) -> Iterator[_Step]:
        step: ResponseStep = stored.content
        ladder = self._session.catalogue.ladders.get(step.ladder)
        rung = ladder.rung(step.rung) if ladder is not None else None
        words = self._session.words(head_is_subject=self._incident.head_is_subject)
        name = words.fill(rung.name) if rung is not None else "Step of the response"
        lines = []
        if step.platform is not None:
            lines.append(self._label(ListName.PLATFORM_RESULTS, step.platform.result))
        elif step.result is not None:
            lines.append(self._label(ListName.STEP_RESULTS, step.result))
        if step.ban is not None and step.ban.outcome is not None:
            lines.append(self._label(ListName.BAN_OUTCOMES, step.ban.outcome))
        yield _Step(step.at, f"{name[:1].upper()}{name[1:]}", tuple(lines))

    def _support(self, stored: Stored[Any]) -> Iterator[_Step]:
        support: Support = stored.content
        kinds = [self._label(ListName.SUPPORT_KINDS, code) for code in support.offered]
        lines = [*kinds, self._label(ListName.SUPPORT_ANSWERS, support.answer)]
        yield _Step(
            support.at, f"Support offered: {self._called.of(support.to.name, 'Somebody')}", tuple(lines)
        )

    def _plan(self, stored: Stored[Any]) -> Iterator[_Step]:
        """Made, looked at again as often as a further version says a further time, and ended."""
        called = self._called.of(stored.content.child.name, "A child")
        seen: set[Moment] = set()
        for version in reading.versions(self._connection, stored.reference):
            plan: Assessment = version.content
            if plan.at in seen or plan.withdrawn is not None:
                continue
            what = "Safety plan looked at again" if seen else "Safety plan made"
            seen.add(plan.at)
            lines = [count_words(len(plan.measures), "measure")]
            if plan.review_on is not None:
                lines.append(f"To be looked at again on {self._of_day(plan.review_on)}")
            yield _Step(plan.at, f"{what}: {called}", tuple(lines))
        if stored.content.ended is not None:
            yield _Step(self._on(stored.content.ended.on), f"Safety plan ended: {called}")

    def _letter(self, stored: Stored[Any]) -> Iterator[_Step]:
        letter: Letter = stored.content
        template = self._session.catalogue.letters.get(letter.template)
        if letter.sent is not None and template is not None:
            name = self._session.words(head_is_subject=self._incident.head_is_subject).fill(template.name)
            yield _Step(letter.sent, f"Letter sent: {name}")

    def _closing(self, stored: Stored[Any]) -> Iterator[_Step]:
        closing: Closing = stored.content
        words = _there((closing.reason, closing.lessons)) if self._typed else ()
        if not closing.closed:
            yield _Step(exactly(closing.at), "Opened again", typed=words)
            return
        outcome = closing.outcome
        lines = (self._label(ListName.CLOSING_OUTCOMES, outcome),) if outcome is not None else ()
        yield _Step(exactly(closing.at), "Closed", lines, words)

    def _label(self, name: ListName, code: str) -> str:
        """The catalogue's word for a code; a code it does not know is said as such, since anything may stand in it."""
        known = {choice.code for choice in self._session.catalogue.lists[name].choices}
        about = self._incident.head_is_subject
        return label(self._session, name, code, head_is_subject=about) if code in known else "Something else"

    def _first_day(self) -> date:
        days = days_of(self._incident.attention.moment, self._session.zone)
        return days[0] if days is not None else self._local(self._incident.entered_at)

    def _local(self, at: datetime) -> date:
        return at.astimezone(self._session.zone).date()

    def _on(self, day: date) -> Moment:
        return exactly(datetime(day.year, day.month, day.day, 12, tzinfo=self._session.zone))

    def _day(self, at: Moment) -> str:
        """ "Day 3", "Day 3 to day 5", "Before day 1": counted from the day on which it came to attention."""
        days = days_of(at, self._session.zone)
        if days is None:
            return "Day not known"
        first, last = (self._of_day(day) for day in days)
        words = first if first == last else f"{first} to {last}"
        return words[:1].upper() + words[1:]

    def _of_day(self, day: date) -> str:
        number = (day - self._first).days + 1
        return f"day {number}" if number > 0 else "before day 1"

    def _after(self, earlier: Moment, later: Moment) -> str:
        """ "the same day", "3 days", "2 to 4 days": from one to the other, as well as both are known."""
        one, two = days_of(earlier, self._session.zone), days_of(later, self._session.zone)
        if one is None or two is None:
            return _NOT_KNOWN
        least, most = max(0, (two[0] - one[1]).days), max(0, (two[1] - one[0]).days)
        if most == 0:
            return "The same day"
        return count_words(most, "day") if least == most else f"{least} to {most} days"


def _there(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(one.strip() for one in words if one.strip())
