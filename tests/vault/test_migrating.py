"""From one schema to the next: a verified copy first, whole or not at all; stored logs of old schemas still open."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.entries import Decision, DecisionKind
from safeguard_app.domain.identifiers import Compartment, UserId, new_record_id
from safeguard_app.domain.index_lines import IncidentLine, PersonLine
from safeguard_app.domain.moments import exactly
from safeguard_app.domain.people import AdultType, Person, PersonKind, Post
from safeguard_app.domain.periods import Period
from safeguard_app.domain.records import RecordKind
from safeguard_app.vault import database, reading, record_codec, schema, searching, verifying
from safeguard_app.vault.open_vault import Notice
from safeguard_app.vault.problems import BackupNotMade, CipherMissing, DatabaseDamaged, LogTooNew
from tests.vault.made_log import DEPUTY, LEAD, MadeForTest, StoppedClock, attach, file_incident, fingerprint

STORED = Path(__file__).parents[1] / "fixtures" / "vaults"
MORE = "CREATE TABLE more (a TEXT) STRICT;\nINSERT INTO more VALUES ('; END; -- not the end');\n"


def _newest() -> int:
    return schema.steps()[-1][0]


def _with_one_more(monkeypatch: pytest.MonkeyPatch, script: str = MORE) -> int:
    """A program newer by one step; the number of that step."""
    known, number = schema.steps(), _newest() + 1
    monkeypatch.setattr(schema, "steps", lambda: [*known, (number, script)])
    monkeypatch.setattr(schema, "_BUMP", {**schema._BUMP, number: f"PRAGMA user_version = {number}"})
    return number


def test_a_log_is_copied_then_migrated_then_says_so(
    log: MadeForTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = log.unlock()
    record = file_incident(vault)
    attach(vault, record, b"pixels" * 100)
    log.lock(vault)
    newest = _with_one_more(monkeypatch)
    vault = log.unlock()
    assert {n.compartment for n in vault.notices if n.notice is Notice.MIGRATED} == set(vault.compartments)
    for compartment in vault:
        assert schema.version_of(compartment.connection) == newest
        kinds = [one.event.kind for one in reading.events(compartment.connection, newest=99)]
        assert kinds.count(EventKind.MIGRATED) == 1
    assert verifying.verify(vault) == []
    log.lock(vault)
    copy = log.folder.with_name(log.folder.name + f".before-migration-{newest}")
    monkeypatch.undo()
    log.folder, log.state = copy, log.state.with_name("other")
    before = log.unlock(DEPUTY)
    assert before.find(record) is not None
    assert verifying.verify(before) == []


def test_what_one_cannot_open_is_migrated_by_who_can(
    log: MadeForTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    _with_one_more(monkeypatch)
    log.lock(log.unlock())
    vault = log.unlock(DEPUTY)
    assert {n.compartment for n in vault.notices if n.notice is Notice.MIGRATED} == {Compartment.NOT_DSL}


@pytest.mark.parametrize(
    "script", ["CREATE TABLE more (a);\nINSERT INTO nowhere VALUES (1);", "DELETE FROM sqlite_sequence;"]
)
def test_a_step_that_fails_changes_nothing(
    log: MadeForTest, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    _with_one_more(monkeypatch, script)
    before = fingerprint(log.folder)
    with pytest.raises(Exception, match="no such table"):
        log.unlock()
    monkeypatch.undo()
    assert fingerprint(log.folder) == before
    vault = log.unlock()
    assert schema.version_of(vault.daily.connection) == _newest()


@pytest.mark.parametrize(
    "script",
    [
        "DROP TRIGGER version_kept_update; UPDATE version SET body = replace(body, 'Larchmere', 'Otherwise');",
        "DROP TRIGGER event_kept_update; UPDATE event SET payload = replace(payload, 'log', 'lag');",
    ],
)
def test_a_step_that_touches_history_is_taken_back(
    log: MadeForTest, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    _with_one_more(monkeypatch, script)
    with pytest.raises(DatabaseDamaged):
        log.unlock()
    monkeypatch.undo()
    assert verifying.verify(log.unlock()) == []


def test_without_a_copy_nothing_is_migrated(log: MadeForTest, monkeypatch: pytest.MonkeyPatch) -> None:
    def differs(*_: object) -> None:
        raise BackupNotMade("differs")

    _with_one_more(monkeypatch)
    monkeypatch.setattr("safeguard_app.vault.migrating.copy_database", differs)
    with pytest.raises(BackupNotMade):
        log.unlock()
    assert list(log.folder.parent.glob("*.making")) == []
    monkeypatch.undo()
    assert schema.version_of(log.unlock().daily.connection) == _newest()


def test_a_log_from_a_newer_program_is_refused_and_left_alone(
    log: MadeForTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        _with_one_more(patched)
        log.lock(log.unlock())
    before = fingerprint(log.folder)
    with pytest.raises(LogTooNew):
        log.unlock()
    assert fingerprint(log.folder) == before


def test_every_step_has_its_bump_and_ends() -> None:
    numbers = [number for number, _ in schema.steps()]
    assert numbers == list(range(1, len(numbers) + 1))
    assert set(schema._BUMP) == set(numbers)
    for number, script in schema.steps():
        assert schema.statements_of(script)
        assert schema._BUMP[number] == f"PRAGMA user_version = {number}"


def test_lists_of_an_older_log_say_what_they_say_in_a_new_one(log: MadeForTest) -> None:
    """Schema 2 had no day of a decision's review and no last day of a person in its lines."""
    vault = log.unlock()
    record, leaver = file_incident(vault), new_record_id()
    now, review, left = log.clock.now(), date(2026, 10, 6), date(2026, 7, 22)
    decision = Decision(DecisionKind.MONITOR, "Watch", "Too early", "DSL", exactly(now), review_on=review)
    post = Post(AdultType.EMPLOYEE, "Teacher", Period(None, left))
    with vault.daily.write(EventKind.DECISION_ADDED, vault.user.id, now, record=record) as work:
        work.put(new_record_id(), decision, about=record)
    with vault.daily.write(EventKind.PERSON_ADDED, vault.user.id, now, record=leaver) as work:
        work.put(leaver, Person("Robin Marlow", PersonKind.STAFF, posts=(post,)))
    log.lock(vault)
    for compartment in Compartment:
        connection = log.bare(compartment)
        later = (',"clocks":[]', ',"referrals":[],"reported":null')
        for more in (
            f',"decision_review":"{review}"',
            f',"left":"{left}"',
            ',"decision_review":null',
            *later,
        ):
            connection.execute("UPDATE summary SET line = replace(line, ?, '')", (more,))
        connection.execute("DROP TABLE machine_reading")
        connection.execute("DROP TABLE machine_search")
        connection.execute("DROP INDEX event_clock_back")
        connection.execute("PRAGMA user_version = 2")
        connection.close()
    vault = log.unlock()
    assert {n.number for n in vault.notices if n.notice is Notice.MIGRATED} == {_newest()}
    found = [reading.line(vault.daily.connection, one) for one in (record, leaver)]
    of_incident, of_person = (one[1] for one in found if one is not None)
    assert isinstance(of_incident, IncidentLine)
    assert isinstance(of_person, PersonLine)
    assert (of_incident.decision_review, of_person.left) == (review, left)
    assert verifying.verify(vault) == []


def test_lines_of_an_older_log_can_be_read(log: MadeForTest) -> None:
    vault = log.unlock()
    line = reading.line(vault.daily.connection, file_incident(vault))
    assert line is not None
    older = record_codec.encode(line[1])
    for more in (',"decision_review":null', ',"clocks":[]', ',"referrals":[],"reported":null'):
        assert more in older
        older = older.replace(more, "")
    assert record_codec.decode_line(RecordKind.INCIDENT, older) == line[1]


def test_lists_of_a_backup_of_an_older_log_are_not_called_damaged(
    log: MadeForTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = log.unlock()
    file_incident(vault)
    for compartment in vault:
        compartment.connection.execute(
            "UPDATE summary SET line = replace(line, ',\"decision_review\":null', '')"
        )
    assert {finding.code for finding in verifying.verify(vault)} == {"index_differs"}
    monkeypatch.setattr(schema, "version_of", lambda _: _newest() - 1)
    assert verifying.verify(vault) == []


def test_statements_are_told_apart_by_the_databases_own_parser() -> None:
    script = (
        "-- a comment; with a semicolon\nCREATE TABLE a (b TEXT DEFAULT 'x;y');\n"
        "CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; SELECT 2; END;\n/* last; */ SELECT ';';\n-- end;\n"
    )
    statements = schema.statements_of(script)
    assert [statement.split()[-1] for statement in statements] == ["'x;y');", "END;", "';';"]
    with pytest.raises(ValueError, match="middle"):
        schema.statements_of("SELECT 1; SELECT 2")


@pytest.mark.parametrize("stored", sorted(STORED.glob("schema-*")), ids=lambda path: path.name)
def test_a_stored_log_of_every_released_schema_still_opens(stored: Path, tmp_path: Path) -> None:
    """Made by ``tests/fixtures/vaults/make.py`` with the program as it was then; never made again."""
    shutil.copytree(stored, tmp_path / "stored")
    users = tuple(UserId(line) for line in (stored / "users.txt").read_text(encoding="ascii").split())
    recovery = (stored / "recovery.txt").read_text(encoding="ascii").strip()
    folder = tmp_path / "stored" / "larchmere.safeguard"
    log = MadeForTest(folder, tmp_path / "state", recovery, users, StoppedClock())
    vault = log.unlock(LEAD)
    assert verifying.verify(vault) == []
    (found,) = searching.search(vault.daily, "larch tree", 5)
    assert vault.daily.get(found.reference.id).number == 2
    log.lock(vault)
    vault = log.unlock(DEPUTY)
    assert set(vault.compartments) == set(Compartment)
    assert verifying.verify(vault) == []
    log.lock(vault)


def test_there_is_a_stored_log_for_every_schema() -> None:
    stored = {path.name for path in STORED.glob("schema-*")}
    assert stored == {f"schema-{number:04}" for number, _ in schema.steps()}


class OtherLibrary:
    """A database library of other versions; None for one that has no cipher."""

    def __init__(self, sqlite: str, cipher: str | None) -> None:
        self.sqlite_version = sqlite
        self._cipher = cipher

    def connect(self, _place: str) -> "OtherLibrary":
        return self

    def execute(self, _statement: str) -> "OtherLibrary":
        return self

    def fetchone(self) -> tuple[str] | None:
        return (self._cipher,) if self._cipher is not None else None

    def close(self) -> None:
        """Nothing is open."""


def test_the_library_is_recent_enough_and_encrypts() -> None:
    database.check_library()


@pytest.mark.parametrize(
    ("sqlite", "cipher"),
    [
        ("3.53.2", "4.19.0 community"),
        ("3.51.3", "4.19.0 community"),
        ("3.53.4", "4.16.9 community"),
        ("3.53.4", "3.4.2"),
        ("3.53.4", None),
    ],
)
def test_another_library_is_refused(sqlite: str, cipher: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "sqlcipher", OtherLibrary(sqlite, cipher))
    with pytest.raises(CipherMissing):
        database.check_library()


def test_another_provider_of_the_cipher_is_refused(log: MadeForTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_PROVIDER", "another")
    with pytest.raises(CipherMissing):
        log.unlock(LEAD)


def test_the_least_that_is_safe_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "sqlcipher", OtherLibrary("3.53.3", "4.17.0 community"))
    database.check_library()
