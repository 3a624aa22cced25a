"""Which policy clauses are cited for a day, and what is said of each: one rule for forms, records, paper and checks.

What happened is measured by the policy of its day, so a clause is cited where it held then. One replaced since is
cited and says so, because whoever looks it up finds other words today. One that came later is not cited: nobody could
have kept to it.

Where nothing held yet, silence would be read as "no policy applies", and a bare list as "this applied". Most often
neither is true: the catalogue's first days are defaults, and a school may have had its policy, or another edition, for
longer. So both are said: that the catalogue knows no clause of that day, and which came later, each with its first
day, for the reader to compare with the school's own copy.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from safeguard_app.catalogue.clauses import Clause
from safeguard_app.domain.contact_check import Verdict
from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.moments import Grain, Moment
from safeguard_app.domain.register_reading import is_continuing
from safeguard_app.domain.school_policies import SchoolPolicy
from safeguard_app.services import school_policies
from safeguard_app.services.labels import today
from safeguard_app.services.session import Session

NOT_NAMED = (
    "No clause of the school’s own policy of {day} is set to be cited for this. Settings has the list."
)


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """A clause cited: its number, its words in our own words, how it stands to the day, and law replaced since.

    ``standing`` is "Superseded on Tue 1 Sep 2026" or "In force from Tue 1 Sep 2015"; empty for one that held and holds.
    ``policy`` and ``in_force_from`` say which text it is of, and since when it holds; empty for one no list knows.
    """

    reference: str
    words: str
    standing: str = ""
    stale_law: str = ""
    policy: str = ""
    in_force_from: date | None = None


@dataclass(frozen=True, slots=True)
class CitedClauses:
    """The clauses cited for a day. ``none_held`` says so where the catalogue has none that held then."""

    lines: tuple[ClauseLine, ...] = ()
    none_held: str = ""

    @property
    def sentence(self) -> str:
        """All of them by number in one sentence, for records and paper; empty where nothing is cited."""
        numbers = ", ".join(
            f"{one.reference} ({one.standing[:1].lower()}{one.standing[1:]})"
            if one.standing
            else one.reference
            for one in self.lines
        )
        return " ".join(part for part in (self.none_held, f"Policy {numbers}." if numbers else "") if part)


def of_incident(session: Session, incident: Incident) -> CitedClauses:
    """What a record cites: the clauses of its category, for the day it is about."""
    day = day_of(session, incident.happened, incident.attention.moment, incident.entered_at)
    return of_category(session, incident.category, day, about_head=incident.head_is_subject)


def of_category(session: Session, category: str, day: date, *, about_head: bool = False) -> CitedClauses:
    """What a category cites for a day; nothing where this catalogue has no such category.

    The school's own clauses, where it has put in a policy that held on that day; else those of the general list.
    """
    if category not in session.catalogue.categories:
        return CitedClauses()
    own = school_policies.held(session, day, day)
    if own:
        return _of_own(session, own, category, day)
    return cited(session, session.catalogue.clauses_of(category), day, day, about_head=about_head)


def _of_own(session: Session, policies: tuple[SchoolPolicy, ...], category: str, day: date) -> CitedClauses:
    lines = tuple(
        ClauseLine(
            f"{policy.short} {clause.place}",
            clause.words,
            _ended(session, policy.superseded_on),
            policy=f"{policy.title}, the school’s own",
            in_force_from=policy.in_force_from,
        )
        for policy in policies
        for clause in policy.clauses_for(category)
    )
    return CitedClauses(lines, "" if lines else NOT_NAMED.format(day=day_words(day)))


def of_contact(session: Session, verdict: Verdict) -> CitedClauses:
    """What a verdict of a contact check cites: the clauses frozen in it, none left out, each as it stands.

    Those that had not come or were gone by then were left out when it was given: see :func:`held_for_contact`.
    """
    first, last = _days_of_contact(session, verdict)
    known = session.catalogue.clauses
    found = {number: known[number] for number in verdict.clauses if number in known}
    held, later = held_or_later(found.values(), first, last)
    none_held = found and not held
    return CitedClauses(
        tuple(
            _line(session, found[number], last) if number in found else ClauseLine(number, "")
            for number in verdict.clauses
        ),
        _none_held(first, last, some_later=len(later) == len(found)) if none_held else "",
    )


def held_for_contact(session: Session, verdict: Verdict) -> tuple[str, ...]:
    """The clauses of a verdict just given that it is to be frozen with, by the rule above."""
    first, last = _days_of_contact(session, verdict)
    known = session.catalogue.clauses
    held, later = held_or_later((known[number] for number in verdict.clauses), first, last)
    return tuple(one.reference for one in held or later)


def day_of(
    session: Session, happened: Moment | None, told: Moment | None, entered: datetime | None = None
) -> date:
    """The day stated first of when it happened; where not known of when it came to attention, or was entered.

    What is not entered yet is entered today.
    """
    for moment in (happened, told):
        if moment is not None and moment.start is not None:
            return _local_day(session, moment, moment.start)
    return entered.astimezone(session.zone).date() if entered is not None else today(session)


def _days_of_contact(session: Session, verdict: Verdict) -> tuple[date, date]:
    """One day, unless the contact went on: then until it ended, or until the verdict was given."""
    asked = verdict.question
    first = day_of(session, asked.began, asked.came_to_attention, verdict.known_at)
    if not is_continuing(asked):
        return first, first
    last = verdict.known_at.astimezone(session.zone).date()
    if asked.ended is not None and asked.ended.start is not None:
        last = _local_day(session, asked.ended, asked.ended.end or asked.ended.start)
    return first, max(first, last)


def _local_day(session: Session, moment: Moment, at: datetime) -> date:
    """Whole days are those of the offset they were entered with."""
    return (at if moment.grain is Grain.DAY else at.astimezone(session.zone)).date()


def cited(
    session: Session, clauses: Iterable[Clause], first: date, last: date, *, about_head: bool = False
) -> CitedClauses:
    """What is cited of some clauses for the days from ``first`` to ``last``, by the rule above."""
    known = tuple(clauses)
    held, later = held_or_later(known, first, last)
    return CitedClauses(
        tuple(_line(session, one, last, about_head=about_head) for one in held or later),
        _none_held(first, last, some_later=bool(later)) if known and not held else "",
    )


def _line(session: Session, clause: Clause, last: date, *, about_head: bool = False) -> ClauseLine:
    fill = session.words(head_is_subject=about_head).fill
    policy = session.catalogue.policies.get(clause.policy)
    return ClauseLine(
        clause.reference,
        fill(clause.words),
        _standing(session, clause, last),
        fill(clause.stale_law),
        policy=fill(policy.title) if policy is not None else "",
        in_force_from=clause.in_force_from,
    )


def held_or_later(
    clauses: Iterable[Clause], first: date, last: date
) -> tuple[tuple[Clause, ...], tuple[Clause, ...]]:
    """The clauses that held on a day of the span, and those that came after it."""
    known = tuple(clauses)
    return (
        tuple(one for one in known if one.in_force_between(first, last)),
        tuple(one for one in known if one.in_force_from > last),
    )


def _standing(session: Session, clause: Clause, last: date) -> str:
    if clause.in_force_from > last:
        return f"In force from {day_words(clause.in_force_from)}"
    return _ended(session, clause.superseded_on)


def _ended(session: Session, ended: date | None) -> str:
    return f"Superseded on {day_words(ended)}" if ended is not None and ended <= today(session) else ""


def _none_held(first: date, last: date, *, some_later: bool) -> str:
    span = f"on {day_words(first)}" if first == last else f"from {day_words(first)} to {day_words(last)}"
    sentence = f"None of the clauses that the catalogue gives for this held {span}."
    after = " These came into force later: compare the school’s own policy of that day."
    return sentence + after if some_later else sentence
