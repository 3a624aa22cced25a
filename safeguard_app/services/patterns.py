"""The pattern radar: what the catalogue's rules find over every record this user's keys open, and putting it aside.

What the Headteacher's part and the lead's hold is never counted together: those who read one are kept from the other.
A finding is put aside in the most closely kept part that one of its records stands in, so that nobody learns from it of
a record they cannot read.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from safeguard_app.catalogue.choices import ListName
from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.date_words import count_words, day_words, joined_words
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference, new_record_id
from safeguard_app.domain.index_lines import IncidentLine
from safeguard_app.domain.pattern_rules import Finding, Measure, PatternDismissal, PatternRule
from safeguard_app.domain.patterns import find_patterns
from safeguard_app.domain.people import Withdrawal
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.domain.school import DaysKind
from safeguard_app.services.incident_choices import ChoiceLine
from safeguard_app.services.incident_lists import short_names
from safeguard_app.services.labels import category_name, label, today
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.vault import reading
from safeguard_app.vault.giving_way import NOBODY_WAITS, GiveWay

_APART = frozenset({Compartment.NOT_HEAD, Compartment.NOT_DSL})
_CLOSELY_KEPT = (Compartment.DAILY, Compartment.ADULTS, Compartment.NOT_HEAD, Compartment.NOT_DSL)
"""From the part most people read to those that fewer do."""
_BACK = "To be looked at again."
_Lines = Sequence[tuple[Reference, IncidentLine]]


@dataclass(frozen=True, slots=True)
class PatternRecord:
    """One record of a finding, in words."""

    reference: Reference
    case: str
    kind: str
    day: str
    people: str


@dataclass(frozen=True, slots=True)
class PatternView:
    """A finding in words: what was found, by which rule, why it matters, and the records."""

    finding: Finding
    title: str
    sentence: str
    rule: str
    why: str
    source: str
    records: tuple[PatternRecord, ...]
    aside: str = ""
    """Where it was put aside: by whom, when and why."""
    dismissal: Reference | None = None


@dataclass(frozen=True, slots=True)
class Radar:
    """What is to be looked at, and what was put aside and still would be found."""

    open: tuple[PatternView, ...] = ()
    aside: tuple[PatternView, ...] = ()

    def about(self, record: RecordId) -> tuple[PatternView, ...]:
        """The findings to be looked at that a record is part of."""
        return tuple(one for one in self.open if record in one.finding.ids)


def radar(session: Session, ways: GiveWay = NOBODY_WAITS) -> Radar:
    """Every finding over what this user's keys open. Reads in short steps, and counts where no database is needed."""
    lines: list[tuple[Reference, IncidentLine]] = []
    for compartment in session.vault:
        ways.pause()
        lines += [
            (Reference(compartment.id, record), line)
            for record, line in compartment.listing.lines(RecordKind.INCIDENT)
            if isinstance(line, IncidentLine)
        ]
    ways.pause()
    dismissals = _dismissals(session)
    count = _counting(session, lines, dismissals)
    found = ways.aside(count)
    ways.pause()
    return _put_in_words(session, found, dict(lines), dismissals)


def dismiss(session: Session, finding: Finding, reason: str) -> Changes:
    """Put a finding aside for one of the stock reasons. A further record brings it back."""
    known = {choice.code for choice in session.catalogue.choices(ListName.PATTERN_REASONS, session.nation)}
    if reason not in known:
        raise RuleViolation({"reason": "Choose a reason from the list."})
    home, record = _home(finding), new_record_id()
    seen, now = tuple(sorted(finding.ids)), session.now()
    made = PatternDismissal(finding.rule, finding.key, seen, reason, now, session.user.name)
    compartment = session.vault.compartment(home)
    with compartment.write(EventKind.PATTERN_DISMISSED, session.user.id, now, record=record) as work:
        work.put(record, made)
    words = label(session, ListName.PATTERN_REASONS, reason)
    said = f"Put aside: {words[:1].lower()}{words[1:]}. A further record brings it back."
    return changed(Reference(home, record), kinds=(RecordKind.PATTERN_DISMISSAL,), said=said)


def reasons(session: Session) -> tuple[ChoiceLine, ...]:
    """The stock reasons for putting a finding aside, in the order of their keys."""
    choices = session.catalogue.choices(ListName.PATTERN_REASONS, session.nation)
    return tuple(ChoiceLine(one.code, one.label, one.help) for one in choices)


def bring_back(session: Session, dismissal: Reference) -> Changes:
    """Have a finding stand among those to be looked at again."""
    compartment = session.vault.compartment(dismissal.compartment)
    stored = compartment.get(dismissal.id)
    if stored is None or not isinstance(stored.content, PatternDismissal):
        raise KeyError(dismissal)
    now = session.now()
    taken_back = replace(stored.content, withdrawn=Withdrawal(now, session.user.name, _BACK))
    with compartment.write(EventKind.PATTERN_BACK, session.user.id, now, record=dismissal.id) as work:
        work.put(dismissal.id, taken_back, reason=_BACK, replacing=stored.number)
    return changed(dismissal, kinds=(RecordKind.PATTERN_DISMISSAL,), said=_BACK)


def _home(finding: Finding) -> Compartment:
    """The most closely kept part that one of the records stands in."""
    return max((reference.compartment for reference in finding.records), key=_CLOSELY_KEPT.index)


def _dismissals(session: Session) -> list[Stored[PatternDismissal]]:
    return [
        stored
        for part in session.vault
        for stored in reading.of_kind(part.connection, part.id, RecordKind.PATTERN_DISMISSAL)
    ]


def _counting(
    session: Session, lines: _Lines, dismissals: list[Stored[PatternDismissal]]
) -> Callable[[], list[Finding]]:
    """The counting, with everything it needs taken along: it may run beside, and touches no database."""
    rules, on, zone = tuple(session.catalogue.patterns.values()), today(session), session.zone
    terms = [days.period for days in session.school.days if days.kind is DaysKind.TERM]
    reviews = {rule.id for rule in rules if rule.measure is Measure.LOW_LEVEL_REVIEW}
    standing = [one.content for one in dismissals if one.content.withdrawn is None]
    reviewed = frozenset(record for one in standing if one.rule in reviews for record in one.records)

    def count() -> list[Finding]:
        found = [
            finding
            for seen in _seen_together(lines)
            for finding in find_patterns(rules, seen, on=on, zone=zone, terms=terms, reviewed=reviewed)
        ]
        return _largest(found)

    return count


def _seen_together(lines: _Lines) -> list[_Lines]:
    """All lines; where both parts that are kept from each other are open, all but the one, and all but the other."""
    parts = {reference.compartment for reference, _ in lines}
    if not parts >= _APART:
        return [lines]
    return [[one for one in lines if one[0].compartment is not part] for part in sorted(_APART)]


def _largest(found: list[Finding]) -> list[Finding]:
    """Each finding once: one that another of the same rule and key holds all of is left out."""
    kept: list[Finding] = []
    for one in sorted(found, key=lambda finding: len(finding.records), reverse=True):
        same = (other for other in kept if (other.rule, other.key) == (one.rule, one.key))
        if not any(one.ids <= other.ids for other in same):
            kept.append(one)
    return sorted(kept, key=lambda one: (one.last, one.rule, one.key), reverse=True)


def _put_in_words(
    session: Session,
    found: list[Finding],
    lines: Mapping[Reference, IncidentLine],
    dismissals: list[Stored[PatternDismissal]],
) -> Radar:
    open_, aside = [], []
    for finding in found:
        view = _view(session, finding, lines)
        covering = next((one for one in reversed(dismissals) if one.content.covers(finding)), None)
        if covering is None:
            open_.append(view)
            continue
        kept = covering.content
        day = day_words(kept.at.astimezone(session.zone).date())
        why = label(session, ListName.PATTERN_REASONS, kept.reason)
        words = f"{why}. Put aside by {kept.by_name}, {day}."
        aside.append(replace(view, aside=words, dismissal=covering.reference))
    return Radar(tuple(open_), tuple(aside))


def _view(session: Session, finding: Finding, lines: Mapping[Reference, IncidentLine]) -> PatternView:
    rule, fill = session.catalogue.patterns[finding.rule], session.words().fill
    newest_first = sorted(finding.records, key=lambda one: _sort_day(lines[one]), reverse=True)
    words = fill(rule.finding_one if len(finding.records) == 1 and rule.finding_one else rule.finding)
    named = f": {joined_words(list(finding.names))}" if finding.names else ""
    confirm = f" {fill(session.catalogue.confirm_note)}" if rule.confirm else ""
    return PatternView(
        finding,
        fill(rule.title),
        f"{len(finding.records)} {words}{named}.",
        _rule_words(rule),
        fill(rule.why),
        f"{rule.source}.{confirm}",
        tuple(_record(session, one, lines[one]) for one in newest_first),
    )


def _rule_words(rule: PatternRule) -> str:
    """What the rule counts, in a sentence."""
    if rule.measure is Measure.LOW_LEVEL_REVIEW:
        return f"Shown once the oldest of them has waited {count_words(rule.days, 'day')}."
    span = f"{count_words(rule.days, 'day')}"
    within = f"one term, or {span} where the calendar has none" if rule.by_term else span
    hour = f", within {count_words(rule.minutes, 'minute')} of the clock" if rule.minutes else ""
    return f"{rule.least} or more within {within}{hour}."


def _sort_day(line: IncidentLine) -> datetime:
    return line.attention.start or line.entered_at


def _record(session: Session, reference: Reference, line: IncidentLine) -> PatternRecord:
    day = day_words(_sort_day(line).astimezone(session.zone).date())
    names = short_names([person.name for person in line.people if person.role != "reporter"])
    return PatternRecord(reference, line.case, category_name(session, line.category), day, names)
