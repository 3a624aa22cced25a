"""Lists are read once and then kept up to date by each commit; search says who matches, best or newest first."""

from dataclasses import replace

import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.entries import Note, NoteKind
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference, new_record_id
from safeguard_app.domain.incidents import Incident, IncidentState, Participant
from safeguard_app.domain.moments import exactly
from safeguard_app.domain.people import PersonRef, Withdrawal
from safeguard_app.domain.records import RecordKind
from safeguard_app.vault import index_check, listing, reading, refiling, searching
from safeguard_app.vault.compartment import OpenCompartment
from safeguard_app.vault.listing import Listing
from safeguard_app.vault.open_vault import OpenVault
from tests.vault.made_log import MadeForTest, file_incident, incident

NOBODY = RecordId("f" * 32)


def _records(compartment: OpenCompartment) -> list[RecordId]:
    return [record for record, _ in compartment.listing.lines(RecordKind.INCIDENT)]


def _content(vault: OpenVault, record: RecordId) -> Incident:
    content = vault.get(Reference(Compartment.DAILY, record)).content
    assert isinstance(content, Incident)
    return content


def _supersede(vault: OpenVault, record: RecordId, content: Incident) -> None:
    with vault.daily.write(EventKind.CORRECTED, vault.user.id, vault.clock.now(), record=record) as work:
        work.put(record, content, reason="Corrected")


def _same_as_read_afresh(compartment: OpenCompartment) -> bool:
    kinds, narrowed = (RecordKind.INCIDENT, RecordKind.PERSON), (("closed",), ("new", "open"))
    fresh, by_state = Listing(compartment.connection), Listing(compartment.connection)
    return all(
        compartment.listing.lines(kind) == fresh.lines(kind)
        and all(
            compartment.listing.lines(kind, states) == by_state.lines(kind, states) for states in narrowed
        )
        and compartment.listing.counts(kind) == fresh.counts(kind)
        and compartment.listing.states(kind) == fresh.states(kind)
        for kind in kinds
    )


def test_lists_follow_every_commit(log: MadeForTest) -> None:
    vault = log.unlock()
    first = file_incident(vault, "The first.")
    assert _records(vault.daily) == [first]
    log.clock.forward(5)
    second = file_incident(vault, "The second.")
    assert set(_records(vault.daily)) == {first, second}
    somebody = PersonRef(Reference(Compartment.DAILY, NOBODY), "Somebody")
    _supersede(vault, first, replace(_content(vault, first), participants=(Participant(somebody, "target"),)))
    assert vault.daily.listing.counts(RecordKind.INCIDENT) == {NOBODY: 1}
    assert _same_as_read_afresh(vault.daily)
    mark = Withdrawal(vault.clock.now(), "Imogen Larkfield", "Typed twice")
    _supersede(vault, first, replace(_content(vault, first), entered_in_error=mark))
    assert _records(vault.daily) == [second]
    assert vault.daily.listing.line(first) is None
    assert not vault.daily.listing.counts(RecordKind.INCIDENT)
    assert _same_as_read_afresh(vault.daily)


def test_lists_follow_a_commit_that_touched_many_records(log: MadeForTest) -> None:
    vault = log.unlock()
    kept, changed_, gone = (file_incident(vault, f"Number {number}.") for number in range(3))
    fresh, somebody = new_record_id(), PersonRef(Reference(Compartment.DAILY, NOBODY), "Somebody")
    assert len(_records(vault.daily)) == 3
    assert not vault.daily.listing.counts(RecordKind.INCIDENT)
    involved = (Participant(somebody, "target"),)
    mark = Withdrawal(vault.clock.now(), "Imogen Larkfield", "Typed twice")
    with vault.daily.write(EventKind.CORRECTED, vault.user.id, vault.clock.now()) as work:
        work.put(changed_, replace(_content(vault, changed_), participants=involved), reason="Corrected")
        work.put(fresh, incident(serial=9))
        work.put(fresh, replace(incident(serial=9), participants=involved), reason="At once")
        work.put(gone, replace(_content(vault, gone), entered_in_error=mark), reason="Typed twice")
    assert set(_records(vault.daily)) == {kept, changed_, fresh}
    assert vault.daily.listing.counts(RecordKind.INCIDENT) == {NOBODY: 2}
    assert _same_as_read_afresh(vault.daily)
    assert index_check.differing(vault.daily.connection, vault.daily.id) == []
    assert index_check.search_is_sound(vault.daily.connection)


def test_what_records_hold_is_read_without_who_wrote_it(log: MadeForTest) -> None:
    vault = log.unlock()
    first = file_incident(vault, "The first.")
    _supersede(vault, first, replace(_content(vault, first), summary="Another summary"))
    note = Note(NoteKind.CALL, exactly(vault.clock.now()), "Rang.")
    with vault.daily.write(EventKind.NOTE_ADDED, vault.user.id, vault.clock.now(), record=first) as work:
        work.put(new_record_id(), note, about=first)
    for kind in (RecordKind.INCIDENT, RecordKind.NOTE):
        whole = reading.of_kind(vault.daily.connection, vault.daily.id, kind)
        assert reading.contents_of_kind(vault.daily.connection, kind) == [
            (one.reference.id, one.about, one.content) for one in whole
        ]
    assert [about for _, about, _ in reading.contents_of_kind(vault.daily.connection, RecordKind.NOTE)] == [
        first
    ]


def test_a_record_filed_elsewhere_is_in_the_other_list(log: MadeForTest) -> None:
    vault = log.unlock()
    record = file_incident(vault)
    adults = vault.compartment(Compartment.ADULTS)
    assert (_records(vault.daily), _records(adults)) == ([record], [])
    refiling.refile(vault.daily, adults, record, vault.user.id, vault.clock.now(), "About an adult")
    assert (_records(vault.daily), _records(adults)) == ([], [record])


def test_what_is_rolled_back_was_never_in_a_list(log: MadeForTest) -> None:
    vault = log.unlock()
    kept = file_incident(vault)
    assert _records(vault.daily) == [kept]

    class LostPowerError(Exception):
        pass

    with (
        pytest.raises(LostPowerError),
        vault.daily.write(EventKind.FILED, vault.user.id, vault.clock.now(), record=NOBODY) as work,
    ):
        work.put(NOBODY, incident(serial=2))
        raise LostPowerError
    assert _records(vault.daily) == [kept]
    assert _same_as_read_afresh(vault.daily)


def test_the_same_line_stands_until_its_record_is_touched(log: MadeForTest) -> None:
    vault = log.unlock()
    one, other = file_incident(vault), file_incident(vault)
    before = dict(vault.daily.listing.lines(RecordKind.INCIDENT))
    _supersede(vault, one, replace(_content(vault, one), summary="Another summary"))
    after = dict(vault.daily.listing.lines(RecordKind.INCIDENT))
    assert after[other] is before[other]
    assert after[one] != before[one]


def test_of_very_many_matches_the_newest_come_first(
    log: MadeForTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = log.unlock()
    filed = [file_incident(vault, f"Everybody wrote zephyr, number {number}.") for number in range(5)]
    assert {found.reference.id for found in searching.search(vault.daily, "zephyr", 9)} == set(filed)
    monkeypatch.setattr(searching, "RANKED_UP_TO", 3)
    found = searching.search(vault.daily, "zeph", 2)
    assert [one.reference.id for one in found] == [filed[4], filed[3]]
    assert "\x02zephyr\x03" in found[0].snippet
    assert set(searching.matching(vault.daily, "zephyr")) == set(filed)
    assert searching.matching(vault.daily, " ") == []
    file_incident(vault, "A zephyr, and nobody else.")
    found = searching.search(vault.daily, "zephyr w", 2)
    assert [one.reference.id for one in found] == [filed[4], filed[3]], "the letter counts for what is found"
    assert "\x02zephyr\x03" in found[0].snippet and "\x02wrote" not in found[0].snippet
    assert len(searching.search(vault.daily, "! e", 2)) == 2


def test_open_ones_come_before_the_whole_table_is_read(log: MadeForTest) -> None:
    """What Today asks for is the same by index as out of the whole table, and one line stays one object."""
    vault = log.unlock()
    closed, _, first = (file_incident(vault, words) for words in ("Closed.", "New.", "Corrected."))
    with vault.daily.without_guard() as connection:
        connection.execute("UPDATE summary SET state = 'closed' WHERE record = ?", (closed,))
    working = (IncidentState.NEW.value, IncidentState.OPEN.value)
    early, whole = Listing(vault.daily.connection), Listing(vault.daily.connection)
    assert len(whole.lines(RecordKind.INCIDENT)) == 3
    assert early.states(RecordKind.INCIDENT) == {"closed": 1, "new": 2}
    lines = early.lines(RecordKind.INCIDENT, working)
    assert lines == whole.lines(RecordKind.INCIDENT, working)
    assert len(lines) == 2
    assert early.line(closed) == whole.line(closed)
    assert early.line(NOBODY) is None
    _supersede(vault, first, replace(_content(vault, first), summary="Corrected since."))
    for one in (early, whole):
        one.refresh({first})
    again = early.lines(RecordKind.INCIDENT, working)
    assert again == whole.lines(RecordKind.INCIDENT, working) != lines
    assert early.lines(RecordKind.INCIDENT) == whole.lines(RecordKind.INCIDENT)
    kept = dict(early.lines(RecordKind.INCIDENT, working))
    assert all(kept[record] is line for record, line in again)


def test_what_today_asks_for_is_found_by_index(log: MadeForTest) -> None:
    connection = log.unlock().daily.connection
    for statement, given in ((listing._IN_STATE, ("incident", "new")), (listing._STATES, ("incident",))):
        (plan,) = connection.execute(f"EXPLAIN QUERY PLAN {statement}", given).fetchall()
        assert "summary_state" in plan[3]
