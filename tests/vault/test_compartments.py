"""What a person holds no key for does not exist for them: by keys, not by a check that somebody could leave out."""

from pathlib import Path

import pytest

from safeguard_app.domain.identifiers import Compartment, new_record_id
from safeguard_app.vault import database, drafts, reading, sealed_files, searching
from safeguard_app.vault.keys import vault_file
from safeguard_app.vault.keys.identities import unseal
from safeguard_app.vault.problems import DatabaseDamaged, NoKey, StaleVersion
from tests.vault.made_log import DEPUTY, HEAD, JUNIOR, LEAD, MadeForTest, attach, file_incident, incident

MARKER = "Zebedee Quartermaine 7731"
CLOSED_TO = {
    LEAD: {Compartment.NOT_DSL},
    HEAD: {Compartment.NOT_HEAD},
    JUNIOR: {Compartment.ADULTS, Compartment.NOT_HEAD, Compartment.NOT_DSL},
}


@pytest.fixture
def full(log: MadeForTest) -> MadeForTest:
    """A log with a marked record and a marked file in every compartment."""
    vault = log.unlock(DEPUTY)
    for compartment in Compartment:
        record = file_incident(vault, f"{MARKER} in {compartment}", compartment)
        attach(vault, record, MARKER.encode() * 100, compartment)
    log.lock(vault)
    return log


@pytest.mark.parametrize("passphrase", CLOSED_TO)
def test_no_key_of_theirs_opens_it(full: MadeForTest, passphrase: str) -> None:
    vault = full.unlock(passphrase)
    closed = CLOSED_TO[passphrase]
    assert set(vault.compartments) == set(Compartment) - closed
    sealed = vault_file.read(full.folder).compartments
    for compartment in closed:
        with pytest.raises(NoKey):
            vault.compartment(compartment)
        with pytest.raises(ValueError, match="does not open"):
            unseal(sealed[compartment.value].key.encode(), vault.identity.secret_text)
        for key in vault.keys.values():
            salt = (full.folder / f"{compartment}.db").read_bytes()[:16]
            for tried in (key, key[:32] + salt):
                with pytest.raises(DatabaseDamaged):
                    database.open_existing(full.folder / f"{compartment}.db", tried)
        for path in sealed_files.all_files(full.folder / f"{compartment}.files"):
            with pytest.raises(ValueError, match="does not open"):
                unseal(path.read_bytes(), vault.identity.secret_text)


@pytest.mark.parametrize("passphrase", CLOSED_TO)
def test_nothing_that_opens_says_anything_of_it(full: MadeForTest, passphrase: str) -> None:
    vault = full.unlock(passphrase)
    for compartment in vault:
        dump = repr(
            [
                compartment.connection.execute("SELECT * FROM version").fetchall(),
                compartment.connection.execute("SELECT payload FROM event").fetchall(),
                compartment.connection.execute("SELECT text FROM search").fetchall(),
                compartment.connection.execute("SELECT * FROM summary").fetchall(),
                compartment.connection.execute("SELECT * FROM file_key").fetchall(),
                compartment.connection.execute("SELECT * FROM link").fetchall(),
            ]
        )
        for closed in CLOSED_TO[passphrase]:
            assert f"{MARKER} in {closed}" not in dump
        assert f"{MARKER} in {compartment.id}" in dump
        found = searching.search(compartment, MARKER, 10)
        assert len(found) == 1


def test_no_word_of_it_lies_on_the_disk(full: MadeForTest) -> None:
    vault = full.unlock(DEPUTY)
    drafts.save(vault, new_record_id(), MARKER.encode())
    for path in full.folder.rglob("*"):
        if path.is_file():
            raw = path.read_bytes()
            for spelling in (MARKER.encode(), MARKER.encode("utf-16-le"), MARKER.encode().hex().encode()):
                assert spelling not in raw
    plain = (full.folder / vault_file.NAME).read_text(encoding="utf-8")
    for name in ("Imogen", "Larkfield", "Petra", "Underhay", "Osian", "Lowri"):
        assert name not in plain


def test_each_compartment_numbers_its_own_cases(full: MadeForTest) -> None:
    vault = full.unlock(DEPUTY)
    letters = [vault.series(compartment).letter for compartment in Compartment]
    assert letters[0] == ""
    assert all(len(letter) == 1 for letter in letters[1:])
    file_incident(vault, where=Compartment.ADULTS)
    assert reading.last_serial(vault.compartment(Compartment.ADULTS).connection, 2026) == 2
    assert reading.last_serial(vault.daily.connection, 2026) == 1


def test_versions_supersede_and_a_stale_one_is_refused(log: MadeForTest) -> None:
    from safeguard_app.domain.audit_trail import EventKind

    vault = log.unlock()
    record = file_incident(vault)
    now = vault.clock.now()
    with vault.daily.write(EventKind.CORRECTED, vault.user.id, now, record=record) as work:
        assert work.put(record, incident("Second words."), reason="misspelt", replacing=1) == 2
    head = vault.daily.head
    with (
        pytest.raises(StaleVersion),
        vault.daily.write(EventKind.CORRECTED, vault.user.id, now, record=record) as work,
    ):
        work.put(record, incident("Third words."), reason="late", replacing=1)
    assert vault.daily.head == head
    stored = vault.daily.get(record)
    assert (stored.number, stored.reason, stored.content.accounts[0].text) == (2, "misspelt", "Second words.")
    first = reading.versions(vault.daily.connection, stored.reference)[0]
    assert first.content.accounts[0].text == "Marker text of the account."


def test_a_failed_write_leaves_nothing(log: MadeForTest) -> None:
    from safeguard_app.domain.audit_trail import EventKind

    vault = log.unlock()
    before = (vault.daily.head, vault.daily.connection.execute("SELECT count(*) FROM version").fetchone())
    with (
        pytest.raises(ZeroDivisionError),
        vault.daily.write(EventKind.FILED, vault.user.id, vault.clock.now()) as work,
    ):
        work.put(new_record_id(), incident())
        raise ZeroDivisionError
    after = (vault.daily.head, vault.daily.connection.execute("SELECT count(*) FROM version").fetchone())
    assert before == after
    assert not vault.daily.connection.in_transaction


def test_text_that_composes_oddly_comes_back_as_it_was(log: MadeForTest) -> None:
    """A line break followed by a loose accent must not swallow the n of its own escape."""
    vault = log.unlock()
    text = "line\n\u0301 break, caf\u00e9, \u202e turned, \U0001f600 \u200d, tab\t\u0323"
    record = file_incident(vault, text)
    log.lock(vault)
    vault = log.unlock()
    assert vault.daily.get(record).content.accounts[0].text == text


@pytest.mark.parametrize(
    "query", ['"', "'", "*", "(", "NEAR(", "a AND", "-", "^a", "text:", "\x00", "…", " "]
)
def test_nothing_typed_into_search_can_break_it(log: MadeForTest, query: str) -> None:
    vault = log.unlock()
    file_incident(vault)
    for tried in (query, "marker " + query, query + " marker"):
        assert len(searching.search(vault.daily, tried, 5)) in {0, 1}


def test_a_viewed_record_is_one_event_for_each_unlock(log: MadeForTest) -> None:
    vault = log.unlock()
    record = file_incident(vault)
    head = vault.daily.head.number
    for _ in range(3):
        vault.daily.note_view(record, vault.user.id, vault.clock.now())
    assert vault.daily.head.number == head + 1


def test_files_are_private_to_this_account(full: MadeForTest) -> None:
    vault = full.unlock()
    loose: list[Path] = [
        path for path in (full.folder, *full.folder.rglob("*")) if path.stat().st_mode & 0o077
    ]
    assert loose == []
    assert full.folder.stat().st_mode & 0o777 == 0o700
    full.lock(vault)
