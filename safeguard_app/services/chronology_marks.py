"""Marks of a person that a line of a chronology is significant, or is not: the rule proposes, whoever knows decides."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.identifiers import Reference, new_record_id
from safeguard_app.domain.line_marks import LineMark
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.services.chronology_views import ChronologyLine
from safeguard_app.services.labels import entered
from safeguard_app.services.one_person import going_on
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.vault import reading


def mark(session: Session, person: Reference, line: ChronologyLine, *, significant: bool) -> Changes:
    """Say of a line in somebody's chronology whether it is significant. The mark is kept where the line is."""
    going = going_on(session, person)
    standing = _found(session, going, [line]).get(line.key)
    made = LineMark(going, line.key, significant, session.now(), session.user.name)
    record = standing.reference.id if standing is not None else new_record_id()
    compartment = session.vault.compartment(line.part)
    with compartment.write(
        EventKind.LINE_MARKED,
        session.user.id,
        session.now(),
        record=record,
        facts={"significant": int(significant)},
    ) as work:
        replacing = standing.number if standing is not None else None
        work.put(record, made, about=line.record.id, replacing=replacing)
    said = "Marked as significant." if significant else "Marked as not significant."
    return changed(person, kinds=(RecordKind.LINE_MARK,), said=said)


def with_marks(
    session: Session, person: Reference, lines: Iterable[ChronologyLine]
) -> tuple[ChronologyLine, ...]:
    """The lines as they were marked, with who said so and when."""
    there = tuple(lines)
    marks = _found(session, going_on(session, person), there)
    return tuple(_marked(session, one, marks.get(one.key)) for one in there)


def _marked(session: Session, line: ChronologyLine, stored: Stored[LineMark] | None) -> ChronologyLine:
    if stored is None:
        return line
    said = stored.content
    words = "significant" if said.significant else "not significant"
    return replace(
        line,
        significant=said.significant,
        marked=f"Marked as {words} by {said.by_name}, {entered(session, said.at)}",
    )


def _found(
    session: Session, person: Reference, lines: Iterable[ChronologyLine]
) -> dict[str, Stored[LineMark]]:
    """The marks in one person's chronology, by the key of the line."""
    return {
        stored.content.line: stored
        for stored in _stored(session, lines)
        if going_on(session, stored.content.person) == person
    }


def _stored(session: Session, lines: Iterable[ChronologyLine]) -> Iterator[Stored[LineMark]]:
    wanted = {(one.part, one.record.id) for one in lines}
    for part in session.vault:
        if not any(part.state_of(RecordKind.LINE_MARK)):
            continue  # nothing was ever marked there, and that is known at once
        records = [record for there, record in wanted if there is part.id]
        yield from reading.about_any(part.connection, part.id, records, (RecordKind.LINE_MARK,))
