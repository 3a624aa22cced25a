"""The school's own policies: read from what is pasted, kept with their days, and cited in place of the general list."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.date_words import count_words, day_words
from safeguard_app.domain.identifiers import RecordId, Reference, new_record_id
from safeguard_app.domain.people import Withdrawal
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.domain.school_policies import (
    MOST_CLAUSES,
    LikeClauses,
    PolicyClause,
    SchoolPolicy,
    read_clauses,
)
from safeguard_app.services.cleaning import Cleaning
from safeguard_app.services.incidents import required_reason
from safeguard_app.services.labels import category_name, today
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.vault import reading

SHORT_LIMIT = 40
PLACE_LIMIT = 40
TOO_MANY_CLAUSES = (
    f"This reads as {{count}} clauses, and a policy here has at most {MOST_CLAUSES}. Paste one policy at a time, "
    "without its appendices."
)
NO_CLAUSES = "No clause was found in this. Paste the words of the policy, not only its headings."
_YEARS_AHEAD = timedelta(days=3 * 366)


@dataclass(frozen=True, slots=True)
class PolicyInput:
    """A policy as the form gives it. ``replaces`` is the one that ends when this one begins."""

    title: str
    short: str
    in_force_from: date | None
    text: str
    clauses: tuple[PolicyClause, ...] = ()
    replaces: Reference | None = None


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """One policy in Settings, in ready words."""

    reference: Reference
    version: int
    policy: SchoolPolicy
    title: str
    days: str
    counts: str
    is_in_force: bool


@dataclass(frozen=True, slots=True)
class KindLine:
    """A kind of incident that a clause may be cited for."""

    code: str
    name: str


def kinds(session: Session) -> tuple[KindLine, ...]:
    """Every kind of incident, in the order of the catalogue."""
    found = sorted(session.catalogue.categories.values(), key=lambda one: (one.group.value, one.order))
    return tuple(KindLine(one.code, category_name(session, one.code)) for one in found)


def policies(session: Session) -> tuple[PolicyLine, ...]:
    """Every policy that was not taken back, the newest first."""
    found = sorted(_stored(session), key=lambda one: one.content.in_force_from, reverse=True)
    return tuple(_line(session, one) for one in found)


def propose(session: Session, text: str) -> tuple[PolicyClause, ...]:
    """The clauses of a pasted policy, each with the kinds of incident it is probably cited for.

    The kinds are those for which the general list cites the clause most alike: a proposal, which a person changes.
    Raises RuleViolation where there is nothing to read.
    """
    cleaning = Cleaning()
    clean = cleaning.text(text, "text", needed="Paste the words of the policy.")
    cleaning.finish()
    found = read_clauses(clean)
    if not found:
        cleaning.say("text", NO_CLAUSES)
    elif len(found) > MOST_CLAUSES:
        cleaning.say("text", TOO_MANY_CLAUSES.format(count=f"{len(found):,}"))
    cleaning.finish()
    fill = session.words().fill
    like = LikeClauses({one.reference: fill(one.words) for one in session.catalogue.clauses.values()})
    cited = _cited_by(session)
    return tuple(
        replace(
            one,
            categories=tuple(
                dict.fromkeys(code for near in like.nearest(one.words) for code in cited.get(near, ()))
            ),
        )
        for one in found
    )


def _cited_by(session: Session) -> dict[str, list[str]]:
    """The kinds of incident that cite each clause of the general list.

    A kind whose records are in words only is left out where others share the clause: "keep every message" must never
    be proposed for an indecent image.
    """
    cited: dict[str, list[str]] = {}
    closed = [one.code for one in session.catalogue.categories.values() if one.evidence_closed]
    for category in session.catalogue.categories.values():
        for reference in category.clauses:
            cited.setdefault(reference, []).append(category.code)
    return {
        reference: [code for code in codes if code not in closed] or codes
        for reference, codes in cited.items()
    }


def add(session: Session, given: PolicyInput) -> Changes:
    """Keep a policy; the one it replaces ends on the day it begins, in the same write. Raises RuleViolation."""
    policy = _checked(session, given)
    before = _one(session, given.replaces) if given.replaces is not None else None
    if before is not None and policy.in_force_from <= before.content.in_force_from:
        cleaning = Cleaning()
        cleaning.say("in_force_from", "It has to begin after the policy that it replaces.")
        cleaning.finish()
    daily = session.vault.daily
    record = new_record_id()
    with daily.write(EventKind.POLICY_ADDED, session.user.id, session.now(), record=record) as work:
        work.put(record, policy)
        if before is not None:
            ended = replace(before.content, superseded_on=policy.in_force_from)
            work.put(
                before.reference.id, ended, reason=f"Replaced by {policy.title}", replacing=before.number
            )
    touched = (Reference(daily.id, record), *([before.reference] if before is not None else []))
    return _written(*touched, said=f"{policy.title} is kept.")


def change(
    session: Session, reference: Reference, given: PolicyInput, reason: str, *, replacing: int
) -> Changes:
    """Correct title, days or clauses of a policy, with a reason. Raises RuleViolation."""
    why = required_reason(reason)
    stored = _one(session, reference)
    asked = replace(given, text=given.text or stored.content.text)
    policy = replace(_checked(session, asked), superseded_on=stored.content.superseded_on)
    return _put(session, stored, policy, why, replacing, f"{policy.title} is corrected.")


def end(session: Session, reference: Reference, on: date | None, reason: str) -> Changes:
    """A policy holds no longer from a day on. Raises RuleViolation."""
    why = required_reason(reason)
    stored = _one(session, reference)
    cleaning = Cleaning()
    if on is None:
        cleaning.say("on", "Enter the first day on which it holds no longer.")
    elif on <= stored.content.in_force_from:
        cleaning.say(
            "on", "It cannot end before it began. If it never held, take it back as entered in error."
        )
    cleaning.finish()
    policy = replace(stored.content, superseded_on=on)
    return _put(session, stored, policy, why, stored.number, f"{policy.title} is ended.")


def take_back(session: Session, reference: Reference, reason: str) -> Changes:
    """A policy was entered in error: it is cited no more; what was printed stays as it was."""
    why = required_reason(reason)
    stored = _one(session, reference)
    policy = replace(stored.content, withdrawn=Withdrawal(session.now(), session.user.name, why))
    return _put(session, stored, policy, why, stored.number, f"{policy.title} is taken back.")


def held(session: Session, first: date, last: date) -> tuple[SchoolPolicy, ...]:
    """The school's own policies that held on a day of the span, the older first."""
    found = (one.content for one in _stored(session))
    return tuple(sorted((p for p in found if p.held_between(first, last)), key=lambda one: one.in_force_from))


def _stored(session: Session) -> list[Stored[SchoolPolicy]]:
    daily = session.vault.daily
    found: list[Stored[SchoolPolicy]] = reading.of_kind(daily.connection, daily.id, RecordKind.POLICY)
    return [one for one in found if one.content.withdrawn is None]


def _one(session: Session, reference: Reference) -> Stored[SchoolPolicy]:
    """Raises KeyError for what is no policy of this log."""
    found = next((one for one in _stored(session) if one.reference == reference), None)
    if found is None:
        raise KeyError(reference.id)
    return found


def _put(
    session: Session, stored: Stored[SchoolPolicy], policy: SchoolPolicy, why: str, replacing: int, said: str
) -> Changes:
    record: RecordId = stored.reference.id
    with session.vault.daily.write(
        EventKind.POLICY_CHANGED, session.user.id, session.now(), record=record
    ) as work:
        work.put(record, policy, reason=why, replacing=replacing)
    return _written(stored.reference, said=said)


def _written(*touched: Reference, said: str) -> Changes:
    return changed(*touched, kinds=(RecordKind.POLICY,), said=said)


def _checked(session: Session, given: PolicyInput) -> SchoolPolicy:
    cleaning = Cleaning()
    title = cleaning.line(given.title, "title", 120, needed="Enter what the policy is called.")
    short = cleaning.line(given.short, "short", SHORT_LIMIT) or title[:SHORT_LIMIT].strip()
    text = cleaning.text(given.text, "text")
    begins = given.in_force_from
    if begins is None:
        cleaning.say("in_force_from", "Enter the day from which it holds.")
    elif begins > today(session) + _YEARS_AHEAD:
        cleaning.say("in_force_from", "That is more than three years ahead. Check the year.")
    clauses = tuple(_clause(session, one, number, cleaning) for number, one in enumerate(given.clauses, 1))
    places = [one.place.casefold() for one in clauses]
    twice = next((one.place for one in clauses if places.count(one.place.casefold()) > 1), None)
    if not clauses or len(clauses) > MOST_CLAUSES:
        cleaning.say("clauses", f"A policy here has from 1 to {MOST_CLAUSES} clauses.")
    elif twice is not None:
        cleaning.say("clauses", f"Two clauses have the number {twice}. Give one of them another.")
    cleaning.finish()
    assert begins is not None
    return SchoolPolicy(title, short, begins, clauses, text)


def _clause(session: Session, given: PolicyClause, number: int, cleaning: Cleaning) -> PolicyClause:
    place = cleaning.line(given.place, "clauses", PLACE_LIMIT)
    if not place:
        cleaning.say("clauses", f"Clause {number} of the list has no number.")
    words = cleaning.text(given.words, "clauses")
    if not words.strip():
        cleaning.say("clauses", f"Clause {place or number} has no words.")
    known = session.catalogue.categories
    codes = cleaning.lines(given.categories, "clauses")
    return PolicyClause(place, words, tuple(code for code in codes if code in known))


def _line(session: Session, stored: Stored[SchoolPolicy]) -> PolicyLine:
    policy, day = stored.content, today(session)
    ended = policy.superseded_on
    if policy.in_force_from > day:
        days = f"Holds from {day_words(policy.in_force_from)}"
    elif ended is None or ended > day:
        until = f", until the day before {day_words(ended)}" if ended is not None else ""
        days = f"In force since {day_words(policy.in_force_from)}{until}"
    else:
        days = f"Held from {day_words(policy.in_force_from)} until the day before {day_words(ended)}"
    cited = sum(bool(one.categories) for one in policy.clauses)
    counts = f"{count_words(len(policy.clauses), 'clause')}, {cited} of them cited on records"
    return PolicyLine(
        stored.reference,
        stored.number,
        policy,
        policy.title,
        days,
        counts,
        is_in_force=policy.held_between(day, day),
    )
