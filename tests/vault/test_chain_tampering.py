"""What a holder of the database's key does behind the program's back is found, and named by case number."""

import json
import shutil
from collections.abc import Callable

import pytest

from safeguard_app.domain.audit_trail import chained, genesis, row_digest
from safeguard_app.domain.identifiers import Compartment, RecordId
from safeguard_app.vault import findings, reading, sealed_files, verifying
from safeguard_app.vault.database import Connection
from safeguard_app.vault.findings import Finding
from safeguard_app.vault.open_vault import Notice, OpenVault
from safeguard_app.vault.problems import DatabaseDamaged
from safeguard_app.vault.refiling import refile
from tests.vault.made_log import HEAD, MadeForTest, attach, file_incident

Tamper = Callable[[Connection], None]
_WHOLE = "SELECT row, kind, record, number, about, body, reason, salt, event FROM version WHERE record = ?"
_PUT_BACK = """
INSERT INTO version (row, kind, record, number, about, body, reason, salt, event) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


def _drop_guards(connection: Connection) -> None:
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute("DROP TRIGGER " + name)


def _edit(connection: Connection) -> None:
    connection.execute(
        "UPDATE version SET body = replace(body, 'Marker', 'Market') "
        "WHERE kind = 'incident' AND case_serial = 1"
    )


def _edit_and_fix_lists(connection: Connection) -> None:
    _edit(connection)
    connection.execute("UPDATE summary SET line = replace(line, 'Marker', 'Market')")
    connection.execute("UPDATE search SET text = replace(text, 'Marker', 'Market')")


def _change_reason(connection: Connection) -> None:
    connection.execute("UPDATE version SET reason = 'another' WHERE kind = 'incident' AND case_serial = 1")


def _other_record(connection: Connection) -> None:
    connection.execute("UPDATE version SET about = record WHERE kind = 'incident' AND case_serial = 1")


def _delete(connection: Connection) -> None:
    connection.execute("DELETE FROM version WHERE kind = 'incident' AND case_serial = 1")


def _delete_with_tombstone(connection: Connection) -> None:
    connection.execute(
        "INSERT INTO tombstone (row, event) SELECT (SELECT max(row) FROM version "
        "WHERE kind = 'incident' AND case_serial = 1), max(number) FROM event"
    )
    _delete(connection)


def _insert(connection: Connection) -> None:
    connection.execute(
        "INSERT INTO version (row, kind, record, number, body, salt, event) SELECT 9999, kind, record, number + 1,"
        " body, salt, event FROM version WHERE kind = 'incident' AND case_serial = 1"
    )


def _swap(connection: Connection) -> None:
    connection.execute("DROP INDEX version_case")
    rows = connection.execute(
        "SELECT row, body FROM version WHERE kind = 'incident' ORDER BY row LIMIT 2"
    ).fetchall()
    for (row, _), (_, body) in zip(rows, reversed(rows), strict=True):
        connection.execute("UPDATE version SET body = ? WHERE row = ?", (body, row))


def _event_edited(connection: Connection) -> None:
    connection.execute("UPDATE event SET payload = replace(payload, '2026-09', '2026-08') WHERE number = 3")


def _event_deleted(connection: Connection) -> None:
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("DELETE FROM event WHERE number = 3")


def _event_inserted(connection: Connection) -> None:
    connection.execute(
        "INSERT INTO event (number, payload, hash) SELECT max(number) + 1, '{}', zeroblob(32) FROM event"
    )


def _events_reordered(connection: Connection) -> None:
    connection.execute(
        "UPDATE event SET payload = (SELECT e.payload FROM event e WHERE e.number = 7 - event.number)"
        " WHERE number IN (3, 4)"
    )


def _hash_edited(connection: Connection) -> None:
    connection.execute("UPDATE event SET hash = zeroblob(32) WHERE number = 3")


def _not_an_event(connection: Connection) -> None:
    connection.execute("UPDATE event SET payload = '[1]' WHERE number = 3")


def _signature_dropped(connection: Connection) -> None:
    connection.execute("UPDATE event SET signature = NULL WHERE signature IS NOT NULL")


def _signature_forged(connection: Connection) -> None:
    connection.execute("UPDATE event SET signature = hex(zeroblob(64)) WHERE signature IS NOT NULL")


def _rechained(connection: Connection) -> None:
    """The whole chain written again, hashes and digests included: only the signatures of others are out of reach."""
    _edit(connection)
    row = connection.execute(
        "SELECT row, kind, record, number, about, body, reason, salt, event FROM version "
        "WHERE kind = 'incident' AND case_serial = 1"
    ).fetchone()
    assert row is not None
    digest = row_digest(bytes(row[7]), (*row[:7], row[8]))
    series = connection.execute("SELECT body FROM version WHERE kind = 'series'").fetchone()
    assert series is not None
    hash_ = genesis(json.loads(series[0])["vault_id"], Compartment.DAILY)
    for number, payload in connection.execute("SELECT number, payload FROM event ORDER BY number").fetchall():
        content = json.loads(payload)
        for sealed in content.get("rows", []):
            if sealed[0] == row[0]:
                sealed[1] = digest
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        hash_ = chained(hash_, number, text)
        connection.execute("UPDATE event SET payload = ?, hash = ? WHERE number = ?", (text, hash_, number))


def _list_edited(connection: Connection) -> None:
    connection.execute("UPDATE summary SET line = replace(line, 'Marker', 'Market')")


def _list_row_gone(connection: Connection) -> None:
    connection.execute("DELETE FROM summary")


def _link_added(connection: Connection) -> None:
    connection.execute(
        "INSERT INTO link (record, target, role) SELECT record, hex(zeroblob(16)), 'pupil' FROM version"
        " WHERE kind = 'incident'"
    )


def _stray_link(connection: Connection) -> None:
    connection.execute("INSERT INTO link (record, target, role) VALUES (hex(zeroblob(16)), 'x', 'pupil')")


def _search_shadow(connection: Connection) -> None:
    connection.execute("UPDATE search_content SET c0 = 'nothing to be found'")


def _search_index(connection: Connection) -> None:
    connection.execute("DELETE FROM search_data WHERE id > 10")


def _stray_search(connection: Connection) -> None:
    connection.execute("INSERT INTO search (rowid, text) VALUES (777, 'planted')")


def _two_rosters(connection: Connection) -> None:
    connection.execute(
        "INSERT INTO version (row, kind, record, number, body, salt, event) SELECT 9998, kind,"
        " lower(hex(randomblob(16))), 1, body, salt, event FROM version WHERE kind = 'roster'"
    )


def _file_key_gone(connection: Connection) -> None:
    connection.execute("DELETE FROM file_key")


WAYS: dict[str, tuple[Tamper, str, bool]] = {
    "row edited": (_edit, "row_altered", True),
    "row and lists edited": (_edit_and_fix_lists, "row_altered", True),
    "reason changed": (_change_reason, "row_altered", True),
    "moved to another record": (_other_record, "row_altered", True),
    "row deleted": (_delete, "row_removed", False),
    "row deleted with a tombstone": (_delete_with_tombstone, "tombstone_false", False),
    "row inserted": (_insert, "row_added", True),
    "rows swapped": (_swap, "row_altered", True),
    "event edited": (_event_edited, "event_altered", False),
    "event deleted": (_event_deleted, "event_missing", False),
    "event inserted": (_event_inserted, "event_altered", False),
    "events reordered": (_events_reordered, "event_altered", False),
    "hash edited": (_hash_edited, "event_altered", False),
    "not an event": (_not_an_event, "event_altered", False),
    "signatures dropped": (_signature_dropped, "signature_missing", False),
    "signatures forged": (_signature_forged, "signature_false", False),
    "re-chained": (_rechained, "signature_false", False),
    "list edited": (_list_edited, "index_differs", True),
    "list emptied": (_list_row_gone, "index_differs", True),
    "link added": (_link_added, "index_differs", True),
    "stray link": (_stray_link, "index_differs", False),
    "search text edited": (_search_shadow, "search_broken", False),
    "search index emptied": (_search_index, "search_broken", False),
    "search text planted": (_stray_search, "search_broken", False),
    "file key gone": (_file_key_gone, "file_key_missing", True),
}


@pytest.fixture
def used(log: MadeForTest) -> MadeForTest:
    """A log in which two users have worked."""
    vault = log.unlock()
    record = file_incident(vault)
    attach(vault, record, b"pixels" * 1000)
    log.lock(vault)
    vault = log.unlock(HEAD)
    file_incident(vault, "Marker of a second account.")
    log.lock(vault)
    return log


def _tampered(log: MadeForTest, tamper: Tamper) -> OpenVault:
    connection = log.bare()
    _drop_guards(connection)
    tamper(connection)
    connection.close()
    return log.unlock()


@pytest.mark.parametrize("way", WAYS)
def test_found_and_named(used: MadeForTest, way: str) -> None:
    tamper, code, named = WAYS[way]
    vault = _tampered(used, tamper)
    found = verifying.verify(vault)
    assert code in {finding.code for finding in found}
    assert all(findings.sentence(finding) for finding in found)
    if named:
        cases = {finding.case for finding in found if finding.code == code}
        assert cases & {"2026-0001", "2026-0002"}


def test_untouched_is_clean(used: MadeForTest) -> None:
    assert verifying.verify(used.unlock()) == []


def test_the_row_that_was_edited_is_the_one_that_is_named(used: MadeForTest) -> None:
    found = verifying.verify(_tampered(used, _edit_and_fix_lists))
    altered = [finding for finding in found if finding.code == "row_altered"]
    assert [finding.case for finding in altered] == ["2026-0001"]
    assert "case 2026-0001" in findings.sentence(altered[0])


def test_every_unlock_notices_a_broken_chain(used: MadeForTest) -> None:
    vault = _tampered(used, _event_edited)
    assert [n.number for n in vault.notices if n.notice is Notice.CHAIN_BROKEN] == [3]


def test_this_computers_memory_notices_a_chain_written_again(used: MadeForTest) -> None:
    vault = _tampered(used, _rechained)
    assert Notice.CHAIN_BROKEN not in {notice.notice for notice in vault.notices}
    assert Notice.OLDER_COPY in {notice.notice for notice in vault.notices}
    assert "older_copy" in {finding.code for finding in verifying.verify(vault)}


def test_a_chain_cut_off_at_its_end_is_noticed(used: MadeForTest) -> None:
    def cut(connection: Connection) -> None:
        connection.execute("DELETE FROM version WHERE event > 4")
        connection.execute("DELETE FROM event WHERE number > 4")

    assert Notice.OLDER_COPY in {notice.notice for notice in _tampered(used, cut).notices}


def _foreign(connection: Connection) -> None:
    connection.execute("UPDATE version SET body = replace(body, '\"c1\"', '\"c2\"') WHERE kind = 'series'")


def test_a_database_of_another_compartment_under_its_key_is_foreign(used: MadeForTest) -> None:
    assert "foreign_compartment" in _codes(_tampered(used, _foreign))


def test_two_rosters_are_damage_at_unlock(used: MadeForTest) -> None:
    with pytest.raises(DatabaseDamaged):
        _tampered(used, _two_rosters)


def test_sealed_files_swapped_damaged_missing_or_planted(used: MadeForTest) -> None:
    vault = used.unlock()
    record = file_incident(vault, "Third.")
    first = attach(vault, record, b"one" * 500)
    second = attach(vault, record, b"two" * 500)
    paths = [sealed_files.path_of(vault.daily.files, stored.file) for stored in (first, second)]
    kept = [path.read_bytes() for path in paths]
    assert verifying.verify(vault) == []
    paths[0].write_bytes(kept[1])
    paths[1].write_bytes(kept[0])
    assert _codes(vault) == ["file_damaged", "file_damaged"]
    paths[0].write_bytes(kept[0][:-1])
    paths[1].unlink()
    found = verifying.verify(vault)
    assert {(f.code, f.case, f.exhibit) for f in found} == {
        ("file_damaged", "2026-0003", 1),
        ("file_missing", "2026-0003", 1),
    }
    for path, raw in zip(paths, kept, strict=True):
        path.write_bytes(raw)
    shutil.copy(paths[0], paths[0].with_name("" * 32 + ".age"))
    assert _codes(vault) == ["file_extra"]


def test_a_check_leaves_counts_and_nothing_else(used: MadeForTest) -> None:
    vault = used.unlock()
    verifying.verify(vault)
    newest = reading.events(vault.daily.connection, newest=vault.daily.head.number)[0].event
    assert newest.kind.value == "log.checked"
    assert set(newest.facts) == {"findings", "events"}
    assert all(isinstance(value, int) for value in newest.facts.values())


def test_re_filing_is_not_tampering_and_a_row_brought_back_is(used: MadeForTest) -> None:
    vault = used.unlock()
    found = vault.daily.connection.execute("SELECT record FROM version WHERE case_serial = 1").fetchone()
    assert found is not None
    bare = vault.daily.connection
    kept = bare.execute(_WHOLE, (found[0],)).fetchall()
    target = vault.compartment(Compartment.ADULTS)
    refile(vault.daily, target, RecordId(str(found[0])), vault.user.id, used.clock.now(), "moved")
    assert verifying.verify(vault) == []
    used.lock(vault)

    def bring_back(connection: Connection) -> None:
        connection.executemany(_PUT_BACK, kept)
        connection.execute("DELETE FROM tombstone")

    assert "row_returned" in _codes(_tampered(used, bring_back))


def test_every_code_has_a_sentence() -> None:
    for code in findings.known_codes():
        assert findings.sentence(Finding(code)).endswith(".")


def _codes(vault: OpenVault) -> list[str]:
    return [finding.code for finding in verifying.verify(vault)]
