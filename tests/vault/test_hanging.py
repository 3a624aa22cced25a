"""What hangs on the record that was written to last is remembered, and is what the database would say, always."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.entries import Note, NoteKind
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference, new_record_id
from safeguard_app.domain.moments import exactly
from safeguard_app.domain.people import Person, PersonKind
from safeguard_app.domain.records import Stored
from safeguard_app.vault import index_check, reading, refiling
from safeguard_app.vault.hanging import Hanging
from safeguard_app.vault.open_vault import OpenVault
from tests.vault.made_log import MadeForTest, file_incident


def _note(vault: OpenVault, record: RecordId, text: str, entry: RecordId | None = None) -> RecordId:
    made = entry or new_record_id()
    with vault.daily.write(EventKind.NOTE_ADDED, vault.user.id, vault.clock.now(), record=record) as work:
        work.put(made, Note(NoteKind.NOTE, exactly(vault.clock.now()), text), about=record)
    return made


def _texts(found: object) -> list[str]:
    assert isinstance(found, tuple | list)
    return [one.content.text for one in found]


def _as_read(vault: OpenVault, record: RecordId) -> bool:
    afresh = reading.hanging_on(vault.daily.connection, Reference(Compartment.DAILY, record))
    return list(vault.daily.hanging_on(record)) == afresh


def _is_right(vault: OpenVault, record: RecordId) -> bool:
    return _as_read(vault, record) and not list(
        index_check.differing(vault.daily.connection, Compartment.DAILY)
    )


@pytest.fixture
def vault(log: MadeForTest) -> OpenVault:
    return log.unlock()


@pytest.fixture
def decoded(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """How many versions that hang on a record were decoded since it was asked last."""
    count = 0
    plain = reading.unstamped

    def counted(compartment: Compartment, *row: object) -> Stored[object]:
        nonlocal count
        count += 1
        return plain(compartment, *row)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "unstamped", counted)

    def since() -> int:
        nonlocal count
        found, count = count, 0
        return found

    return since


def test_each_write_to_one_record_decodes_what_it_wrote_alone(
    vault: OpenVault, decoded: Callable[[], int]
) -> None:
    record = file_incident(vault)
    asked: list[str] = []
    for place in range(30):
        if place == 20:
            decoded()
            vault.daily.connection.set_trace_callback(asked.append)  # type: ignore[attr-defined]  # its stub lacks it
        _note(vault, record, f"Note {place}.")
        vault.daily.hanging_on(record)
    vault.daily.connection.set_trace_callback(None)  # type: ignore[attr-defined]  # its stub lacks it
    assert decoded() == 10, "as many as were written, whatever hung on it before"
    assert [one for one in asked if "v.about" in one] == [], "and nothing of it was read again"
    assert _texts(vault.daily.hanging_on(record)) == [f"Note {place}." for place in range(30)]
    assert _is_right(vault, record)


def test_a_correction_stands_where_it_was_written_and_another_record_is_none_of_it(vault: OpenVault) -> None:
    record, other = file_incident(vault, "One."), file_incident(vault, "Two.")
    first = _note(vault, record, "First.")
    _note(vault, record, "Second.")
    _note(vault, record, "First, corrected.", first)
    assert _texts(vault.daily.hanging_on(record)) == ["Second.", "First, corrected."]
    assert _is_right(vault, record)
    _note(vault, other, "Of the other.")
    assert _texts(vault.daily.hanging_on(other)) == ["Of the other."]
    assert _is_right(vault, other) and _is_right(vault, record)
    moved = _note(vault, record, "To be moved.")
    _note(vault, other, "To be moved.", moved)
    assert _texts(vault.daily.hanging_on(record)) == ["Second.", "First, corrected."]
    assert _as_read(vault, record) and _as_read(vault, other)


def test_a_write_to_something_else_leaves_it_and_one_that_fails_leaves_nothing(
    vault: OpenVault, decoded: Callable[[], int]
) -> None:
    record = file_incident(vault)
    _note(vault, record, "First.")
    with vault.daily.write(EventKind.PERSON_ADDED, vault.user.id, vault.clock.now()) as work:
        work.put(new_record_id(), Person("Mia Rowe", PersonKind.PUPIL))
    vault.daily.note(EventKind.VIEWED, vault.user.id, vault.clock.now(), record=record)
    decoded()
    assert _texts(vault.daily.hanging_on(record)) == ["First."] and decoded() == 0

    def fail() -> None:
        with vault.daily.write(EventKind.NOTE_ADDED, vault.user.id, vault.clock.now()) as work:
            work.put(new_record_id(), Note(NoteKind.NOTE, exactly(vault.clock.now()), "Lost."), about=record)
            work.reindex()
            assert _texts(vault.daily.hanging_on(record)) == ["First.", "Lost."]
            raise LookupError

    for _ in range(2):
        with pytest.raises(LookupError):
            fail()
        assert _texts(vault.daily.hanging_on(record)) == ["First."] and _is_right(vault, record)


def test_two_versions_and_two_entries_in_one_transaction(vault: OpenVault) -> None:
    record, twice, once = file_incident(vault), new_record_id(), new_record_id()
    _note(vault, record, "Before.")
    note = Note(NoteKind.NOTE, exactly(vault.clock.now()), "Again.")
    with vault.daily.write(EventKind.NOTE_ADDED, vault.user.id, vault.clock.now(), record=record) as work:
        work.put(twice, note, about=record)
        work.put(once, replace(note, text="Once."), about=record)
        work.put(twice, replace(note, text="Last."), about=record)
    assert _texts(vault.daily.hanging_on(record)) == ["Before.", "Once.", "Last."] and _is_right(
        vault, record
    )


def test_what_stood_before_an_event_that_it_was_not_told_of_is_read_again(vault: OpenVault) -> None:
    record = file_incident(vault, "One.")
    _note(vault, record, "First.")
    earlier = Hanging(Compartment.DAILY, vault.daily.connection)
    assert _texts(earlier.on(record, 7)) == ["First."]
    _note(vault, record, "Second.")
    assert _texts(earlier.on(record, 7)) == ["First."], "of the same event nothing is read twice"
    assert _texts(earlier.on(record, 8)) == ["First.", "Second."]


def test_what_is_filed_elsewhere_hangs_here_no_more(log: MadeForTest) -> None:
    vault = log.unlock()
    record = file_incident(vault)
    _note(vault, record, "Moves with it.")
    assert _texts(vault.daily.hanging_on(record)) == ["Moves with it."]
    adults = vault.compartment(Compartment.ADULTS)
    refiling.refile(vault.daily, adults, record, vault.user.id, vault.clock.now(), "About an adult")
    assert vault.daily.hanging_on(record) == () and _is_right(vault, record)
