"""The school's own switches on contact: shown, and changed from a day on, with a reason.

Each change is a version of the school's record. Entries of earlier days stay, because what held on the day of a
contact counts; an entry for a day that already has one takes its place, and the version before keeps what it said.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from safeguard_app.catalogue.choices import ListName
from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.contact_rules import (
    FORMER_CLAUSES,
    PARENTS_CLAUSES,
    ContactRules,
    ReviewRule,
    review_day,
    rules_on,
)
from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.declarations import DeclarationKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.records import RecordKind
from safeguard_app.services.incidents import required_reason
from safeguard_app.services.labels import label, today
from safeguard_app.services.session import Changes, Session, changed

MOST_ENTRIES = 100
AHEAD = timedelta(days=400)
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RulesView:
    """The switches as a page shows them: what holds today, what is set for later, and what there is to choose."""

    now: ContactRules
    """What holds today; where nothing was said, as if nothing were asked."""
    facts: tuple[tuple[str, str], ...]
    later: tuple[str, ...]
    """Entries of other days, newest first, in a sentence each."""
    parents: Choices
    former_pupils: Choices
    kinds: Choices
    reviews: Choices


def rules_view(session: Session) -> RulesView:
    """What the page of settings shows."""
    entries = session.school.contact_rules
    day = today(session)
    now = rules_on(entries, day) or ContactRules(day.isoformat())
    others = sorted((one for one in entries if one != now), key=lambda one: one.since, reverse=True)
    held = [("Since", day_words(date.fromisoformat(now.since)))] if entries else []
    return RulesView(
        now=now,
        facts=(*held, *_facts(session, now)),
        later=tuple(
            f"From {day_words(date.fromisoformat(one.since))}: "
            + "; ".join(f"{name.lower()}: {words}" for name, words in _facts(session, one))
            for one in others
        ),
        parents=_choices(session, ListName.PARENTS_RULES),
        former_pupils=_choices(session, ListName.FORMER_PUPILS_RULES),
        kinds=_choices(session, ListName.DECLARATION_KINDS),
        reviews=_choices(session, ListName.REVIEW_RULES),
    )


def change(session: Session, rules: ContactRules, reason: str) -> Changes:
    """Keep other switches from ``rules.since`` on. Raises RuleViolation naming ``since``, ``reason`` or ``kinds``."""
    why = required_reason(reason)
    clean = _checked(session, rules)
    stored = session.vault.school()
    kept = tuple(one for one in stored.content.contact_rules if one.since != clean.since)
    made = tuple(sorted((*kept, clean), key=lambda one: one.since))
    if made == stored.content.contact_rules:
        return Changes(said="Nothing was changed.")
    if len(made) > MOST_ENTRIES:
        raise RuleViolation({"since": f"Keep to {MOST_ENTRIES} days on which the rules change."})
    with session.vault.daily.write(EventKind.SCHOOL_CHANGED, session.user.id, session.now()) as work:
        school = replace(stored.content, contact_rules=made)
        work.put(stored.reference.id, school, reason=why, replacing=stored.number)
    session.refresh()
    return changed(
        stored.reference,
        kinds=(RecordKind.SCHOOL, RecordKind.DECLARATION),
        said="The rules on contact are kept. Verdicts given before stay as they are.",
    )


def rules_for(session: Session, day: date | None) -> ContactRules | None:
    """What held on a day; today where the day is not known."""
    return rules_on(session.school.contact_rules, day or today(session))


def kinds_kept(session: Session) -> tuple[DeclarationKind, ...]:
    """The kinds of declaration that the school keeps today: that of family always."""
    rules = rules_for(session, None)
    return rules.kinds if rules is not None else tuple(DeclarationKind)


def review_rule(session: Session) -> ReviewRule:
    """The school's own habit of review today; a year on where it has said none."""
    rules = rules_for(session, None)
    return rules.review if rules is not None else ReviewRule.A_YEAR_AFTER


def proposed_review(session: Session, acknowledged: date) -> date:
    """When an acknowledgement of a day is reviewed by the school's own habit."""
    return review_day(review_rule(session), acknowledged)


def _checked(session: Session, rules: ContactRules) -> ContactRules:
    try:
        since = date.fromisoformat(rules.since)
    except ValueError:
        raise RuleViolation({"since": "Type the day from which this holds, such as “1 Sep 2026”."}) from None
    if since > today(session) + AHEAD:
        raise RuleViolation({"since": "This is more than a year ahead. Check the year."})
    chosen = {DeclarationKind.FAMILY_RELATIONSHIP, *rules.kinds}
    return replace(
        rules, since=since.isoformat(), kinds=tuple(kind for kind in DeclarationKind if kind in chosen)
    )


def _facts(session: Session, rules: ContactRules) -> tuple[tuple[str, str], ...]:
    parents = label(session, ListName.PARENTS_RULES, rules.parents.value)
    former = label(session, ListName.FORMER_PUPILS_RULES, rules.former_pupils.value)
    kinds = (label(session, ListName.DECLARATION_KINDS, kind.value) for kind in rules.kinds)
    return (
        ("Parents on social media", _with_clause(parents, PARENTS_CLAUSES.get(rules.parents, ""))),
        ("Former pupils", _with_clause(former, FORMER_CLAUSES.get(rules.former_pupils, ""))),
        ("Declarations kept", "; ".join(kinds)),
        ("Reviews", label(session, ListName.REVIEW_RULES, rules.review.value)),
    )


def _with_clause(words: str, clause: str) -> str:
    return f"{words} ({clause})" if clause else words


def _choices(session: Session, name: ListName) -> Choices:
    fill = session.words().fill
    return tuple((one.code, fill(one.label)) for one in session.catalogue.choices(name, session.nation))
