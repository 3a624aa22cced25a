"""People who may be entered twice, and making two entries one: with a reason, both kept, to be taken apart again."""

from dataclasses import dataclass, replace
from functools import partial

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.duplicates import possible_duplicates
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.import_fields import NUMBER_WORDS
from safeguard_app.domain.people import Merged, Person
from safeguard_app.domain.person_checks import checked_person
from safeguard_app.domain.person_merging import combined, parted, taken_over
from safeguard_app.domain.person_rules import describe_person, shown_name
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.services.incidents import required_reason
from safeguard_app.services.labels import today
from safeguard_app.services.one_person import going_on
from safeguard_app.services.people import record_counts, stored_person
from safeguard_app.services.people_import import register_now
from safeguard_app.services.relatives import check_relatives
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.vault import reading
from safeguard_app.vault.giving_way import NOBODY_WAITS, GiveWay

SAID = "Said to be the same person"
TOLD_APART = "Found to be another person than somebody whose entry looks alike"


class AlreadyOne(KnownProblem):
    """One of the two entries was merged, or taken off, meanwhile."""

    code = "already_one"
    sentence = "One of these entries was merged or taken off the register meanwhile. Nothing was changed."
    next_step = "Look at the list again."


class NotMerged(KnownProblem):
    """The two are two entries already."""

    code = "not_merged"
    sentence = "These are two entries already. Nothing was changed."
    next_step = "Nothing to do."


@dataclass(frozen=True, slots=True)
class EntryWords:
    """One of two entries, so that they can be told apart: who, what is known, in how many records."""

    reference: Reference
    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PairWords:
    """Two entries that may be one person, and why."""

    one: EntryWords
    other: EntryWords
    why: str


@dataclass(frozen=True, slots=True)
class MergedEntry:
    """An entry that was merged into the person in view."""

    id: RecordId
    name: str
    words: str


def duplicates(session: Session, ways: GiveWay = NOBODY_WAITS) -> tuple[PairWords, ...]:
    """Everybody who may be entered twice. Leaves no trace, as the list of people does not.

    Ten thousand people are compared where no database is needed.
    """
    counts = record_counts(session)
    ways.pause()
    people = register_now(session).people
    found = ways.aside(partial(possible_duplicates, people))
    ways.pause()
    daily = session.vault.daily.id
    return tuple(
        PairWords(
            _entry(session, Reference(daily, pair.one.id), pair.one.person, counts.get(pair.one.id, 0)),
            _entry(session, Reference(daily, pair.other.id), pair.other.person, counts.get(pair.other.id, 0)),
            pair.why,
        )
        for pair in found
    )


def pair_of(session: Session, one: Reference, other: Reference) -> PairWords:
    """Two entries that somebody says are one person. Raises :class:`AlreadyOne` for one and the same."""
    one, other = going_on(session, one), going_on(session, other)
    if one == other:
        raise AlreadyOne("This is the same entry. Nothing was changed.", "Choose the other one.")
    counts = record_counts(session)
    first, second = (
        _entry(session, reference, stored_person(session, reference).content, counts.get(reference.id, 0))
        for reference in (one, other)
    )
    return PairWords(first, second, SAID)


def would_take_over(session: Session, kept: Reference, other: Reference) -> tuple[str, ...]:
    """What the entry that goes on would gain from the other."""
    one, two = stored_person(session, kept).content, stored_person(session, other).content
    return taken_over(one, combined(one, kept.id, two, other.id))


def merge(session: Session, kept: Reference, other: Reference, reason: str) -> Changes:
    """Make two entries one, in one act; records that name either are about ``kept`` from now on.

    Raises RuleViolation naming ``reason`` or what of both together cannot be, and :class:`AlreadyOne`.
    """
    why = required_reason(reason)
    one, two = stored_person(session, kept), stored_person(session, other)
    if kept == other or _is_gone(one.content) or _is_gone(two.content):
        raise AlreadyOne
    made = checked_person(combined(one.content, kept.id, two.content, other.id), today(session))
    check_relatives(session, kept.id, made, (other.id,))
    now = session.now()
    mark = Merged(kept.id, now, session.user.name, why, one.number + 1)
    daily = session.vault.daily
    with daily.write(EventKind.PEOPLE_MERGED, session.user.id, now, record=kept.id) as work:
        work.put(kept.id, made, reason=why, replacing=one.number)
        work.put(other.id, replace(two.content, merged_into=mark), reason=why, replacing=two.number)
    return changed(kept, other, kinds=(RecordKind.PERSON,), said="Merged. Both entries are kept.")


def part(session: Session, kept: Reference, other: RecordId, reason: str) -> Changes:
    """Take two merged entries apart again. Raises RuleViolation naming ``reason``, and :class:`NotMerged`.

    The entry that went on is as it was before where nothing was changed since; else it stays, and only no longer
    stands for the other.
    """
    why = required_reason(reason)
    one = stored_person(session, kept)
    gone = stored_person(session, Reference(kept.compartment, other))
    mark = gone.content.merged_into
    if mark is None or mark.into != kept.id:
        raise NotMerged
    before = _before(session, one, mark)
    daily = session.vault.daily
    with daily.write(EventKind.PEOPLE_UNMERGED, session.user.id, session.now(), record=kept.id) as work:
        work.put(
            kept.id, before or parted(one.content, gone.content, other), reason=why, replacing=one.number
        )
        work.put(other, replace(gone.content, merged_into=None), reason=why, replacing=gone.number)
    said = (
        "Two entries again."
        if before
        else "Two entries again. What was taken over stays: correct it by hand."
    )
    return changed(kept, gone.reference, kinds=(RecordKind.PERSON,), said=said)


def tell_apart(session: Session, one: Reference, other: Reference) -> Changes:
    """Two entries that look alike are two people: they are not proposed again."""
    stored = stored_person(session, one)
    if _is_gone(stored.content):
        raise AlreadyOne
    apart = replace(stored.content, told_apart=(*stored.content.told_apart, other.id))
    with session.vault.daily.write(
        EventKind.PERSON_CORRECTED, session.user.id, session.now(), record=one.id
    ) as work:
        work.put(one.id, apart, reason=TOLD_APART, replacing=stored.number)
    return changed(one, kinds=(RecordKind.PERSON,), said="They stay two people, and are not proposed again.")


def merged_entries(session: Session, person: Reference) -> tuple[MergedEntry, ...]:
    """The entries that were merged into somebody, each with when, by whom and why."""
    found = []
    for gone in stored_person(session, person).content.merged_from:
        content = stored_person(session, Reference(person.compartment, gone)).content
        mark = content.merged_into
        if mark is not None and mark.into == person.id:
            day = day_words(mark.at.astimezone(session.zone).date())
            words = f"Merged with this entry on {day} by {mark.by_name}: {mark.reason}"
            found.append(MergedEntry(gone, shown_name(content), words))
    return tuple(found)


def _before(session: Session, stored: Stored[Person], mark: Merged) -> Person | None:
    """The entry that went on, as it was before the merge; None where it was changed since."""
    if stored.number != mark.version:
        return None
    versions = reading.versions(session.vault.daily.connection, stored.reference)
    found: Person = versions[-2].content
    return found


def _is_gone(person: Person) -> bool:
    return person.merged_into is not None or person.entered_in_error is not None


def _entry(session: Session, reference: Reference, person: Person, count: int) -> EntryWords:
    born = person.date_of_birth
    lines = [describe_person(person, today(session))]
    lines.append(f"Born {born.day} {born:%b %Y}" if born is not None else "No date of birth entered")
    lines += [f"{NUMBER_WORDS[one.kind]} {one.value}" for one in person.numbers]
    lines += [f"Account {handle.name}" for handle in person.handles]
    lines.append("In no records" if not count else f"In {count} record{'' if count == 1 else 's'}")
    return EntryWords(reference, shown_name(person), tuple(lines))
