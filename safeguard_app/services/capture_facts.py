"""Capture facts: what a reader in court asks about a screenshot, checked, in words, and how complete they are."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from safeguard_app.catalogue.choices import ListName
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.evidence import CaptureFacts, EvidenceItem, Reached, TakenWith
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.moments import describe, span_of
from safeguard_app.domain.text_rules import HANDLE_LIMIT, URL_LIMIT, checked_line, checked_text, visible
from safeguard_app.domain.typed_time import understand
from safeguard_app.services.cleaning import Cleaning
from safeguard_app.services.evidence_views import FactLine
from safeguard_app.services.labels import label, platform_name, when
from safeguard_app.services.reference import ExpectedEvidence
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusLine, StatusMeaning

FILE_ITSELF = "file"
OF_A_CHILD = "It is shown to nobody who need not see it, and covered in copies for others"
_EXHIBIT = re.compile(r"(?:ex)?(?P<number>[1-9][0-9]{0,3})(?P<copy>(?:-[a-z]{1,2})?)", re.IGNORECASE)
_LATER = timedelta(days=100)
"""Words that mean another day when they are read later ("Fri", "2 h ago") do not say by themselves which day it was."""
_LIMITS = {"url": URL_LIMIT, "handle": HANDLE_LIMIT}
_LINES = (
    "what",
    "captured_by",
    "posted_as_shown",
    "url",
    "handle",
    "platform",
    "device",
    "device_owner",
    "supplied_by",
    "whole_thread",
    "original_kept",
    "copies",
    "related",
    "child",
)
FACT_LABELS = {
    "what": "What it shows",
    "child": "Image of a child",
    "captured_at": "Captured",
    "captured_by": "Captured by",
    "posted_as_shown": "Posted, as shown",
    "url": "Full address",
    "handle": "Account name",
    "platform": "Platform",
    "device": "Device",
    "device_owner": "Whose device",
    "supplied_by": "Supplied by",
    "reached": "How it was reached",
    "whole_thread": "What came before and after",
    "original_kept": "Where the original is",
    "taken_with": "Taken with",
    "copies": "Other copies",
    "related": "Belongs with",
    "note": "Note",
}


def checked_facts(session: Session, facts: CaptureFacts) -> CaptureFacts:
    """The facts with every field cleaned. Raises RuleViolation naming all fields that need another look."""
    problems: dict[str, str] = {}
    cleaned: dict[str, str] = {}
    for field in (*_LINES, "note"):
        try:
            text = getattr(facts, field)
            limit = _LIMITS.get(field)
            if field == "note":
                cleaned[field] = checked_text(text, field)
            else:
                cleaned[field] = checked_line(text, field, limit) if limit else checked_line(text, field)
        except RuleViolation as refused:
            problems.update(refused.fields)
    if "related" in cleaned:
        cleaned["related"] = _exhibit_names(cleaned["related"], problems)
    cleaning = Cleaning()
    captured = facts.captured_at
    if captured is not None:
        captured = cleaning.passed(captured, "captured_at", session.now())
    problems.update(cleaning.problems)
    if problems:
        raise RuleViolation(problems)
    return replace(facts, captured_at=captured, **cleaned)  # type: ignore[arg-type]  # every field of _LINES and the note is text


def _exhibit_names(typed: str, problems: dict[str, str]) -> str:
    """ "2 and ex4" as "Ex2, Ex4"."""
    words = [word for word in re.split(r"[\s,;]+|\band\b", typed) if word]
    found = [_EXHIBIT.fullmatch(word) for word in words]
    if not all(found):
        problems["related"] = "Type the numbers of exhibits, such as Ex2, Ex4."
        return typed
    return ", ".join(f"Ex{one['number']}{one['copy'].upper()}" for one in found if one is not None)


def names_related(facts: CaptureFacts) -> tuple[str, ...]:
    """The exhibits that one is said to belong with."""
    return tuple(facts.related.split(", ")) if facts.related else ()


def expected(session: Session, incident: Incident | None) -> tuple[ExpectedEvidence, ...]:
    """What a complete set of evidence has for an incident's category; nothing where no file is kept."""
    if incident is None or incident.category not in session.catalogue.categories:
        return ()
    return session.catalogue.evidence_of(incident.category)


def gives(item: EvidenceItem, fact: str) -> bool:
    """Whether an exhibit gives a fact of the catalogue."""
    if fact == FILE_ITSELF:
        return True
    if fact == "captured_at":
        return item.facts.captured_at is not None and item.facts.captured_at.is_known
    value = getattr(item.facts, fact)
    if fact == "device_owner":
        return bool(value or item.facts.device)
    return value not in {"", None, Reached.NOT_KNOWN, TakenWith.NOT_KNOWN}


def capture_queries(session: Session, facts: CaptureFacts) -> tuple[str, ...]:
    """A question where a capture, as given, comes before the time that the post itself shows; never a verdict."""
    captured, posted = facts.captured_at, _posted_at(session, facts.posted_as_shown)
    if captured is None or posted is None or not captured.is_known:
        return ()
    stop = span_of(captured).stop
    if stop is None or stop > posted:
        return ()
    return (
        f"Captured {describe(captured, session.zone)} as given, and the post shows a later time:"
        f" {visible(facts.posted_as_shown)}. Ask who captured it: one of the times may be wrong, or a clock was.",
    )


def _posted_at(session: Session, words: str) -> datetime | None:
    """When a post shows that it was posted, at the earliest; None where its words do not name the day themselves."""
    now = session.now()
    meant = understand(words, now, session.zone).moment
    if meant is None or not meant.is_known or understand(words, now + _LATER, session.zone).moment != meant:
        return None
    return span_of(meant).earliest


def fact_words(session: Session, facts: CaptureFacts, field: str) -> str:
    """One fact in words; empty when it is not given."""
    value = getattr(facts, field)
    if field == "captured_at":
        return when(session, value) if value is not None and value.is_known else ""
    if field == "reached":
        return "" if value is Reached.NOT_KNOWN else label(session, ListName.REACHED, value.value)
    if field == "taken_with":
        return "" if value is TakenWith.NOT_KNOWN else label(session, ListName.TAKEN_WITH, value.value)
    if field == "platform":
        return platform_name(session, value)
    if field == "child" and value:
        return f"{visible(value).rstrip('.')}. {OF_A_CHILD}"
    return visible(str(value))


def fact_lines(
    session: Session, facts: CaptureFacts, wanted: tuple[ExpectedEvidence, ...]
) -> tuple[FactLine, ...]:
    """Every fact in the order it is asked, with the help for those the category asks for."""
    asked = {one.fact: one for one in wanted}
    words = session.words()
    return tuple(
        FactLine(
            field=field,
            label=words.fill(asked[field].label) if field in asked else name,
            words=fact_words(session, facts, field),
            help=words.fill(asked[field].help) if field in asked else "",
            asked=field in asked,
        )
        for field, name in FACT_LABELS.items()
    )


def completeness(
    items: tuple[EvidenceItem, ...], wanted: tuple[ExpectedEvidence, ...]
) -> tuple[StatusLine, tuple[ExpectedEvidence, ...]]:
    """How many of the wanted things the exhibits give between them, and which are missing."""
    if not wanted:
        return StatusLine(StatusMeaning.PLAIN, ""), ()
    missing = tuple(one for one in wanted if not any(gives(item, one.fact) for item in items))
    given = len(wanted) - len(missing)
    words = f"{given} of {len(wanted)}"
    return StatusLine(StatusMeaning.DONE if not missing else StatusMeaning.DUE, words), missing
