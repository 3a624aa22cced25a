"""The program's own connection cannot change history: every known way past the triggers is denied."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from safeguard_app.vault.open_vault import OpenVault
from tests.vault.made_log import MadeForTest, file_incident

ROOT = Path(__file__).parents[2]
WAYS = [
    "UPDATE version SET body = '{}'",
    "UPDATE event SET payload = '{}'",
    "UPDATE tombstone SET event = 1",
    "DELETE FROM version",
    "DELETE FROM event",
    "DELETE FROM tombstone",
    "INSERT OR REPLACE INTO version (row, kind, record, number, body, salt, event)"
    " SELECT row, kind, record, number, '{}', salt, event FROM version LIMIT 1",
    "REPLACE INTO event (number, payload, hash) VALUES (1, '{}', zeroblob(32))",
    "DROP TRIGGER version_kept_update",
    "DROP TABLE version",
    "DROP INDEX version_kind",
    "ALTER TABLE version RENAME TO other",
    "ALTER TABLE version ADD COLUMN more TEXT",
    "CREATE TRIGGER mine AFTER INSERT ON event BEGIN SELECT 1; END",
    "CREATE TABLE mine (a)",
    "CREATE TEMP TABLE mine (a)",
    "CREATE TEMP TRIGGER mine BEFORE INSERT ON event BEGIN SELECT RAISE(IGNORE); END",
    "CREATE VIEW mine AS SELECT 1",
    "CREATE VIRTUAL TABLE mine USING fts5 (a)",
    "ATTACH ':memory:' AS other",
    "VACUUM INTO '/nowhere/at/all'",
    "PRAGMA writable_schema = ON",
    "PRAGMA writable_schema = RESET",
    "PRAGMA recursive_triggers = OFF",
    "PRAGMA foreign_keys = OFF",
    "PRAGMA user_version = 7",
    "PRAGMA journal_mode = DELETE",
    "PRAGMA synchronous = OFF",
    "PRAGMA locking_mode = NORMAL",
    "PRAGMA temp_store = FILE",
    "PRAGMA temp_store_directory = '/nowhere'",
    "PRAGMA rekey = 'another'",
    "PRAGMA key = 'another'",
    "PRAGMA cipher_plaintext_header_size = 32",
    "UPDATE sqlite_master SET sql = ''",
    "UPDATE sqlite_schema SET sql = ''",
    "DELETE FROM sqlite_master",
    "INSERT INTO sqlite_master (name) VALUES ('x')",
    "SELECT load_extension('x')",
]


@pytest.fixture
def vault(log: MadeForTest) -> OpenVault:
    opened = log.unlock()
    file_incident(opened)
    return opened


@pytest.mark.parametrize("statement", WAYS)
def test_denied(vault: OpenVault, statement: str) -> None:
    before = _rows(vault)
    with pytest.raises(sqlcipher.DatabaseError):
        vault.daily.connection.execute(statement)
    assert _rows(vault) == before


def test_the_list_of_ways_would_notice_an_open_door(vault: OpenVault) -> None:
    """Without the guard the same statements go through to the triggers or beyond: the guard is what denies them."""
    with vault.daily.without_guard() as connection:
        connection.execute("PRAGMA recursive_triggers = ON")
        connection.execute("CREATE TEMP TABLE mine (a)")
        connection.execute("DROP TABLE temp.mine")
    with pytest.raises(sqlcipher.DatabaseError):
        vault.daily.connection.execute("CREATE TEMP TABLE mine (a)")


def test_the_triggers_hold_by_themselves(vault: OpenVault) -> None:
    with vault.daily.without_guard() as connection:
        for statement in [way for way in WAYS[:8] if "tombstone" not in way]:
            with pytest.raises(sqlcipher.IntegrityError, match="append-only"):
                connection.execute(statement)


def test_settings_that_must_hold(vault: OpenVault) -> None:
    expected = {
        "PRAGMA journal_mode": "wal",
        "PRAGMA synchronous": 2,
        "PRAGMA foreign_keys": 1,
        "PRAGMA recursive_triggers": 1,
        "PRAGMA secure_delete": 1,
        "PRAGMA trusted_schema": 0,
        "PRAGMA temp_store": 2,
        "PRAGMA cell_size_check": 1,
        "PRAGMA mmap_size": 0,
        "PRAGMA locking_mode": "exclusive",
        "PRAGMA cipher_page_size": "4096",
        "PRAGMA cipher_provider": "openssl",
        "PRAGMA wal_autocheckpoint": 1000,
        "PRAGMA journal_size_limit": 16 * 1024 * 1024,
        "PRAGMA cache_size": -20 * 1024,
    }
    with vault.daily.without_guard() as connection:
        found = {pragma: (connection.execute(pragma).fetchone() or (None,))[0] for pragma in expected}
    assert found == expected


_OPEN_ONE = """
import sys
from pathlib import Path
from safeguard_app.vault import database
connection = database.create(Path(sys.argv[1]), bytes(database.KEY_BYTES))
print(connection.execute("PRAGMA cipher_memory_security").fetchone()[0])
"""


def test_memory_is_locked_and_wiped(tmp_path: Path) -> None:
    """In a process of its own: this one is spared it (see the fixture ``memory_is_not_locked``)."""
    command = [sys.executable, "-c", _OPEN_ONE, str(tmp_path / "c1.db")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == ("0" if sys.platform == "win32" else "1")


def _rows(vault: OpenVault) -> list[tuple[object, ...]]:
    connection = vault.daily.connection
    return [
        *connection.execute("SELECT number, payload, hash, signature FROM event").fetchall(),
        *connection.execute("SELECT row, body, salt FROM version").fetchall(),
        *connection.execute("SELECT name, sql FROM sqlite_master").fetchall(),
    ]
