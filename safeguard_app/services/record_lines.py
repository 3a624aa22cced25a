"""The dated lines of a record: what happened, and everything that hangs on it and stands, in the words of its page.

One place for every chronology: that of a case, of a person, and of several side by side.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from safeguard_app.catalogue.choices import ListName
from safeguard_app.domain.allegations import AllegationFile
from safeguard_app.domain.assessments import Assessment
from safeguard_app.domain.cases import Attribution
from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.documents_issued import KeptVerdict
from safeguard_app.domain.entries import (
    Action,
    Closing,
    Decision,
    Note,
    NoteKind,
    Telling,
    TellingState,
    Whom,
)
from safeguard_app.domain.evidence import EvidenceItem
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.letters import Letter
from safeguard_app.domain.moments import Moment, exactly, on_day
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.domain.responses import ResponseStep
from safeguard_app.domain.support import Support
from safeguard_app.domain.text_rules import visible
from safeguard_app.services import incident_words as words
from safeguard_app.services.account_words import what_happened
from safeguard_app.services.allegation_words import dated_lines
from safeguard_app.services.case_views import ChronologyLine
from safeguard_app.services.chronology_views import LineKind
from safeguard_app.services.contact_checks import kept_view
from safeguard_app.services.incident_views import EntryLine
from safeguard_app.services.incidents import current
from safeguard_app.services.labels import category_name, entered, label, platform_name, when
from safeguard_app.services.media_types import type_words
from safeguard_app.services.referral_life import lives
from safeguard_app.services.response_words import lines_on_paper
from safeguard_app.services.session import Session

_SIGNIFICANT_NOTES = frozenset(
    {NoteKind.ADVICE, NoteKind.LADO_CONTACT, NoteKind.POLICE, NoteKind.PLATFORM_REPORT}
)
"""Contacts with others; conversations and plain notes stand in the long chronology."""
AGENCIES = frozenset({Whom.POLICE, Whom.SOCIAL_CARE, Whom.ALLEGATIONS_OFFICER, Whom.PREVENT})
KINDS = (
    RecordKind.NOTE,
    RecordKind.DECISION,
    RecordKind.TELLING,
    RecordKind.ACTION,
    RecordKind.CLOSING,
    RecordKind.ATTRIBUTION,
    RecordKind.RESPONSE,
    RecordKind.SUPPORT,
    RecordKind.LETTER,
    RecordKind.REFERRAL,
    RecordKind.REFERRAL_STEP,
    RecordKind.ALLEGATION_FILE,
    RecordKind.ASSESSMENT,
    RecordKind.VERDICT,
    RecordKind.EVIDENCE,
)
"""What of the things that hang on a record has lines."""
_IN_QUARANTINE = "In quarantine: nothing of it is shown"


@dataclass(frozen=True)
class RecordEntries:
    """One record and what hangs on it and stands. Unless it is ``known``, the record is read once a line needs it."""

    session: Session
    reference: Reference
    number: str
    entries: tuple[Stored[Any], ...]
    known: Incident | None = None

    @cached_property
    def incident(self) -> Incident:
        """The record."""
        return self.known or current(self.session, self.reference).content


def record_lines(record: RecordEntries, *, evidence: bool = False) -> list[ChronologyLine]:
    """When it came to attention, when it happened, and the lines of its entries; exhibits only if asked for."""
    session, incident = record.session, record.incident
    kind = category_name(session, incident.category)
    came, said = f"Came to attention: {kind}", what_happened(incident)
    lines = [_line(record, incident.attention.moment, came, said, LineKind.INCIDENT, "attention")]
    if incident.happened.is_known:
        lines.append(_line(record, incident.happened, f"Happened: {kind}", "", LineKind.INCIDENT, "happened"))
    return [*lines, *entry_lines(record, evidence=evidence)]


def entry_lines(record: RecordEntries, *, evidence: bool = True) -> Iterator[ChronologyLine]:
    """The lines of what hangs on it, each kind in the order of writing."""
    for entry in record.entries:
        made = _entry(record, entry)
        if made is None and evidence and isinstance(entry.content, EvidenceItem):
            made = _exhibit(record, entry)
        if made is not None:
            yield made
    yield from _of_referrals(record)
    yield from _of_files(record)


def attribution_line(session: Session, stored: Stored[Attribution]) -> EntryLine:
    """A suspected account on its record, in words that leave it a suspicion."""
    content = stored.content
    lines = (
        f"Rests on: {visible(content.basis)}",
        "A suspicion: until it is shown, this is not an account of theirs.",
    )
    title = f"{account_words(session, content)}, perhaps {content.suspected.name}"
    by = session.name_of(stored.recorded_by)
    return EntryLine(stored.reference.id, title, when(session, content.at), lines, by)


def account_words(session: Session, content: Attribution) -> str:
    """An account with its platform."""
    platform = platform_name(session, content.platform)
    return f"{content.handle} on {platform}" if platform else content.handle


def _entry(record: RecordEntries, stored: Stored[Any]) -> ChronologyLine | None:
    session, content = record.session, stored.content
    match content:
        case Note():
            line, contact = words.note_line(session, stored), content.kind in _SIGNIFICANT_NOTES
            return _of(record, content.at, line.title, line, LineKind.NOTE, stored, significant=contact)
        case Decision():
            line = words.decision_line(session, stored)
            return _of(record, content.at, f"Decision: {line.title}", line, LineKind.DECISION, stored)
        case Telling():
            return _telling(record, stored)
        case Action() if content.done_at is not None:
            line = words.action_line(session, stored)
            at = exactly(content.done_at.astimezone(session.zone))
            return _of(record, at, f"Done: {line.title}", line, LineKind.STEP, stored, significant=False)
        case Closing():
            line = words.closing_line(session, stored)
            at = exactly(content.at.astimezone(session.zone))
            return _of(record, at, line.title, line, LineKind.DECISION, stored)
        case Attribution():
            line = attribution_line(session, stored)
            return _of(record, content.at, f"Suspected: {line.title}", line, LineKind.STEP, stored)
        case KeptVerdict():
            return _verdict(record, stored)
        case Assessment():
            return _plan(record, stored)
        case ResponseStep() | Support():
            return _response(record, content.at, stored)
        case Letter():
            return _response(record, on_day(content.day, session.zone), stored)
        case _:
            return None


def _telling(record: RecordEntries, stored: Stored[Any]) -> ChronologyLine:
    line, content = words.telling_line(record.session, stored), stored.content
    state = f"{line.status.words}: " if line.status is not None else ""
    whom = label(record.session, ListName.WHOM_TOLD, content.whom)
    told = f"{whom}, {content.name}" if content.name else whom
    agency = content.whom in AGENCIES and content.state is TellingState.TOLD
    made = _of(record, content.at, f"{state}{told}", line, LineKind.TOLD, stored)
    return replace(made, in_case_only=not agency)


def _verdict(record: RecordEntries, stored: Stored[Any]) -> ChronologyLine:
    """A contact check as it was kept: its verdict, and the clauses it rests on."""
    shown = kept_view(record.session, stored)
    said = " ".join((*shown.sentences, f"{shown.frozen}."))
    at = exactly(stored.content.checked_at.astimezone(record.session.zone))
    by = record.session.name_of(stored.content.checked_by)
    return _line(record, at, f"Contact check: {shown.title}", said, LineKind.CHECK, stored, by=by)


def _plan(record: RecordEntries, stored: Stored[Any]) -> ChronologyLine:
    plan: Assessment = stored.content
    done = "ended" if plan.ended is not None else "reviewed" if plan.found else "made"
    parts = [f"Found: {visible(plan.found)}"] if plan.found else []
    parts += [visible(one.what) for one in plan.measures]
    if plan.ended is not None:
        parts.append(f"Ended {day_words(plan.ended.on)}: {visible(plan.ended.reason)}")
    said = " ".join(f"{part.rstrip('.')}." for part in parts)
    what = f"Safety plan for {plan.child.name}, {done}"
    return _line(record, plan.at, what, said, LineKind.STEP, stored, by=plan.by)


def _exhibit(record: RecordEntries, stored: Stored[EvidenceItem]) -> ChronologyLine:
    """An exhibit at the time it was captured; of one in quarantine nothing but that it is there."""
    item, session = stored.content, record.session
    if item.quarantine is not None:
        at = exactly(item.entered_at.astimezone(session.zone))
        return _line(record, at, item.name, _IN_QUARANTINE, LineKind.EVIDENCE, stored, significant=False)
    captured = item.facts.captured_at
    at = (
        captured
        if captured is not None and captured.is_known
        else exactly(item.entered_at.astimezone(session.zone))
    )
    what = item.held.what if item.held is not None else item.facts.what or type_words(item.stored.media_type)
    by = item.facts.captured_by or session.name_of(item.entered_by)
    said = f"Taken in {entered(session, item.entered_at)}."
    return _line(
        record, at, f"{item.name}: {what}", said, LineKind.EVIDENCE, stored, significant=False, by=by
    )


def _response(record: RecordEntries, at: Moment, stored: Stored[Any]) -> ChronologyLine | None:
    """A step of the response, an offer of support or a letter, in the words it has on paper."""
    for one in lines_on_paper(record.session, record.incident, [stored]):
        return _line(record, at, one.title.rstrip("."), one.text, LineKind.STEP, stored, by=one.by)
    return None


def _of_referrals(record: RecordEntries) -> Iterator[ChronologyLine]:
    """The steps of each referral: rung, sent, answered."""
    for life in lives(record.session, record.entries):
        for step, line in zip(life.contents, life.steps, strict=True):
            what = f"Referral to the {life.to}: {line.title}"
            yield _line(record, step.at, what, _joined(line), LineKind.REFERRAL, line.entry, by=line.by)


def _of_files(record: RecordEntries) -> Iterator[ChronologyLine]:
    """What of an allegation file has its day: advice, what may begin, suspension, findings, outcome, duties."""
    for entry in record.entries:
        if isinstance(entry.content, AllegationFile):
            about_head = record.incident.head_is_subject
            found = dated_lines(record.session, entry.content, head_is_subject=about_head)
            for place, (at, what, text) in enumerate(found):
                yield _line(record, at, what, text, LineKind.ALLEGATION, f"{entry.reference.id}:{place}")


def _of(
    record: RecordEntries,
    at: Moment,
    what: str,
    line: EntryLine,
    kind: LineKind,
    stored: Stored[Any],
    *,
    significant: bool = True,
) -> ChronologyLine:
    return _line(record, at, what, _joined(line), kind, stored, significant=significant, by=line.by)


def _line(
    record: RecordEntries,
    at: Moment,
    what: str,
    detail: str,
    kind: LineKind,
    source: Stored[Any] | str,
    *,
    significant: bool = True,
    by: str = "",
) -> ChronologyLine:
    """A line at its time; what has none stands where it was entered, and says that the time is not known.

    ``source`` is the entry that it is of, or its own name within the record.
    """
    session = record.session
    written = (at.start or record.incident.entered_at) if isinstance(source, str) else source.recorded_at
    known = when(session, at) if at.is_known else f"Not known, entered {entered(session, written)}"
    key = source if isinstance(source, str) else source.reference.id
    return ChronologyLine(
        at.start or written,
        known,
        record.number,
        record.reference,
        what,
        detail,
        significant,
        f"{record.reference.id}:{key}",
        kind,
        by,
    )


def _joined(line: EntryLine) -> str:
    return " ".join(part if part.endswith((".", "!", "?")) else f"{part}." for part in line.lines if part)


def live(entries: Sequence[Stored[Any]]) -> tuple[Stored[Any], ...]:
    """Those that were not taken back."""
    return tuple(one for one in entries if getattr(one.content, "withdrawn", None) is None)
