"""Cases: starting one over two records, linking, taking out again with a reason, and finding what to link to.

A case over a record of the daily log and one of a part apart stands in the part apart: nothing is written in the daily
log, not even an event. What a reader cannot open of a case is not there for them: no row, no count.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.cases import Case, CaseLink, home_of_both, may_hold
from safeguard_app.domain.date_words import count_words, day_words, joined_words
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import RecordId, Reference, new_record_id
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.index_lines import IncidentLine
from safeguard_app.domain.people import Withdrawal
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.domain.text_rules import folded
from safeguard_app.services import search
from safeguard_app.services.case_views import CaseRecord, CaseRow, LinkTarget
from safeguard_app.services.cleaning import Cleaning
from safeguard_app.services.incident_lists import row_of
from safeguard_app.services.incidents import current, required_reason
from safeguard_app.services.labels import category_name
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.vault import reading

_KINDS = (RecordKind.CASE, RecordKind.INCIDENT)
_KEPT_APART = "These two are kept from each other’s readers. They cannot stand in one case."
_DAILY_ONLY = "This case stands where others read it too. Start another with these two."
_MOST_TARGETS = 12


def link(
    session: Session, record: Reference, target: Reference, reason: str, title: str = ""
) -> tuple[Reference, Changes]:
    """Link a record to a case, or to another record: then to its case, or to a new one called ``title``.

    Where the other is in no case and this one is in one, the other joins that: whoever reads a case adds to it.
    """
    why = required_reason(reason)
    stored = session.vault.get(target)
    if isinstance(stored.content, Case):
        return target, _add(session, target, record, why)
    if target.id == record.id:
        raise RuleViolation({"target": "This is the record itself. Choose another."})
    for case in _cases_of(session, target.id):
        if may_hold(case.reference.compartment, record.compartment):
            return case.reference, _add(session, case.reference, record, why)
    mine = [
        case
        for case in _cases_of(session, record.id)
        if may_hold(case.reference.compartment, target.compartment)
    ]
    if len(mine) == 1:
        return mine[0].reference, _add(session, mine[0].reference, target, why)
    return start(session, record, target, why, title)


def start(
    session: Session, first: Reference, second: Reference, reason: str, title: str = ""
) -> tuple[Reference, Changes]:
    """Start a case over two records, in the more closely kept part of theirs."""
    why = required_reason(reason)
    home = home_of_both(first.compartment, second.compartment)
    if home is None:
        raise RuleViolation({"target": _KEPT_APART})
    incidents = [current(session, one).content for one in (first, second)]
    called = _checked_title(title, incidents) or _from_kinds(session, incidents)
    now, case = session.now(), new_record_id()
    links = tuple(CaseLink(one, why, now, session.user.name) for one in (first, second))
    made = Case(called, now, session.user.id, links)
    with session.vault.compartment(home).write(
        EventKind.CASE_STARTED, session.user.id, now, record=case
    ) as work:
        work.put(case, made)
    reference = Reference(home, case)
    return reference, changed(reference, first, second, kinds=_KINDS, said="A case was started over both.")


def unlink(session: Session, case: Reference, record: RecordId, reason: str) -> Changes:
    """Take a record out of a case. That it was there, and why, stays on file."""
    why = required_reason(reason)
    stored = _stored(session, case)
    if not stored.content.holds(record):
        raise RuleViolation({"reason": "This record is not in the case any more."})
    mark = Withdrawal(session.now(), session.user.name, why)
    links = tuple(
        replace(one, unlinked=mark) if one.record.id == record and one.unlinked is None else one
        for one in stored.content.links
    )
    taken = _write(session, stored, replace(stored.content, links=links), EventKind.CASE_UNLINKED, why)
    return _told(case, stored.content, taken)


def rows(session: Session) -> tuple[CaseRow, ...]:
    """Every case this user's keys open that still holds a record of theirs, the newest first."""
    made = [_row(session, stored) for stored in _all(session)]
    return tuple(row for row in reversed(made) if row.records)


def of_record(session: Session, record: Reference) -> tuple[CaseRow, ...]:
    """The cases a record is in, with the other records of each."""
    return tuple(_row(session, stored) for stored in _cases_of(session, record.id))


def targets(session: Session, record: Reference, words: str) -> tuple[LinkTarget, ...]:
    """What a record can be linked to, for a field being typed in: cases, then records, by number, person or words."""
    wanted = folded(words.strip())
    if not wanted:
        return ()
    found = [
        LinkTarget(row.reference, True, row.title, f"Case, {row.counts}")
        for row in rows(session)
        if may_hold(row.reference.compartment, record.compartment)
        and wanted in folded(f"{row.title} {row.search}")
        and not any(one.reference.id == record.id for one in row.records)
    ]
    for hit in search.search(session, words, _MOST_TARGETS).rows:
        other = hit.kind is RecordKind.INCIDENT and hit.reference.id != record.id
        if other and home_of_both(hit.reference.compartment, record.compartment) is not None:
            found.append(LinkTarget(hit.reference, False, hit.title, hit.second))
    return tuple(found[:_MOST_TARGETS])


def records_of(session: Session, stored: Stored[Case]) -> list[Stored[Incident]]:
    """The records of a case that this user's keys open, the earliest first.

    One that was filed elsewhere since, where not every reader of the case reads, is no part of it any more: neither
    on its page nor in a document that is kept with it.
    """
    found: list[Stored[Incident]] = []
    for one in stored.content.standing():
        record = session.vault.find(one.record.id)
        if record is None or not may_hold(stored.reference.compartment, record.reference.compartment):
            continue
        if isinstance(record.content, Incident) and record.content.entered_in_error is None:
            found.append(record)  # type: ignore[arg-type]  # the content says the type
    return sorted(found, key=_came_to_attention)


def _came_to_attention(stored: Stored[Incident]) -> datetime:
    return stored.content.attention.moment.start or stored.content.entered_at


def stored_case(session: Session, case: Reference) -> Stored[Case]:
    """A case as it stands. Raises KeyError where there is none such here."""
    return _stored(session, case)


def case_record(
    session: Session, case: Case, stored: Stored[Incident], *, on_paper: bool = False
) -> CaseRecord | None:
    """One record of a case in words, ``on_paper`` every day by its date; None where lists do not show it."""
    found = session.vault.compartment(stored.reference.compartment).listing.line(stored.reference.id)
    if found is None or not isinstance(found[1], IncidentLine):
        return None
    shown = row_of(session, stored.reference, found[1], on_paper=on_paper)
    link_ = next(one for one in reversed(case.standing()) if one.record.id == stored.reference.id)
    day = day_words(link_.at.astimezone(session.zone).date())
    reason = f"{link_.reason.rstrip('.')}. {link_.by_name}, {day}."
    return CaseRecord(
        stored.reference, shown.case, shown.title, shown.day, shown.people, shown.status, reason
    )


def _add(session: Session, case: Reference, record: Reference, why: str) -> Changes:
    stored = _stored(session, case)
    if not may_hold(case.compartment, record.compartment):
        raise RuleViolation({"target": _DAILY_ONLY})
    if stored.content.holds(record.id):
        raise RuleViolation({"target": "This record is in that case already."})
    current(session, record)
    added = CaseLink(record, why, session.now(), session.user.name)
    wanted = replace(stored.content, links=(*stored.content.links, added))
    said = _write(session, stored, wanted, EventKind.CASE_LINKED, why)
    return _told(case, wanted, said)


def _write(session: Session, stored: Stored[Case], content: Case, kind: EventKind, why: str) -> str:
    compartment = session.vault.compartment(stored.reference.compartment)
    with compartment.write(kind, session.user.id, session.now(), record=stored.reference.id) as work:
        work.put(stored.reference.id, content, reason=why, replacing=stored.number)
    return "Linked to the case." if kind is EventKind.CASE_LINKED else "Taken out of the case."


def _told(case: Reference, content: Case, said: str) -> Changes:
    return changed(case, *(one.record for one in content.links), kinds=_KINDS, said=said)


def _stored(session: Session, case: Reference) -> Stored[Case]:
    stored = session.vault.compartment(case.compartment).get(case.id)
    if stored is None or not isinstance(stored.content, Case):
        raise KeyError(case)
    found: Stored[Case] = stored
    return found


def _all(session: Session) -> Iterator[Stored[Case]]:
    for part in session.vault:
        yield from reading.of_kind(part.connection, part.id, RecordKind.CASE)


def _cases_of(session: Session, record: RecordId) -> list[Stored[Case]]:
    return [stored for stored in _all(session) if stored.content.holds(record)]


def _row(session: Session, stored: Stored[Case]) -> CaseRow:
    made = [case_record(session, stored.content, one) for one in records_of(session, stored)]
    records = tuple(one for one in made if one is not None)
    day = day_words(stored.content.opened_at.astimezone(session.zone).date())
    known = " ".join(part for one in records for part in (one.number, one.people, one.kind))
    counts = count_words(len(records), "record")
    return CaseRow(stored.reference, stored.content.title, counts, day, records, known)


def _checked_title(title: str, incidents: list[Incident]) -> str:
    """Neutral words: no name of anybody in one of the records, since a title is read in lists."""
    cleaning = Cleaning()
    called = cleaning.line(title, "title").strip()
    plain = folded(called)
    names = {folded(one.person.name) for incident in incidents for one in incident.participants}
    if called and any(name and name in plain for name in names):
        cleaning.say("title", "Use neutral words: a title is read in lists, so it names nobody.")
    cleaning.finish()
    return called


def _from_kinds(session: Session, incidents: list[Incident]) -> str:
    """What a case is called where nobody says: the kinds of its first records."""
    kinds = [category_name(session, one.category) for one in incidents]
    first, *rest = dict.fromkeys(kinds)
    return joined_words([first, *(f"{kind[:1].lower()}{kind[1:]}" for kind in rest)])
