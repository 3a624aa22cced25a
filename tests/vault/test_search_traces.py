"""A record filed elsewhere leaves no word of itself in the full-text index it came from, not even to bare tools."""

from dataclasses import replace

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.vault import refiling, searching
from safeguard_app.vault.open_vault import OpenVault
from tests.vault.made_log import MadeForTest, file_incident

_TABLES = ("SELECT block FROM search_data", "SELECT c0 FROM search_content", "SELECT body FROM version")


def test_refiling_leaves_no_word_behind(log: MadeForTest) -> None:
    vault = log.unlock()
    record = file_incident(vault, "Somebody wrote quizzaciously about this.")
    file_incident(vault, "Another account that stays here.")
    _correct(vault, record, "Somebody wrote zephyranthes about this.")
    moved = refiling.refile(
        vault.daily,
        vault.compartment(Compartment.ADULTS),
        record,
        vault.user.id,
        log.clock.now(),
        "Wrong place",
    )
    for word in (b"izzacious", b"phyranthes"):
        assert not _holds(vault, Compartment.DAILY, word)
    assert _holds(vault, Compartment.DAILY, b"nother")
    found = searching.search(vault.compartment(Compartment.ADULTS), "zephyranthes", 5)
    assert [hit.reference for hit in found] == [moved]


def test_a_replaced_text_is_found_no_more(log: MadeForTest) -> None:
    vault = log.unlock()
    record = file_incident(vault, "Somebody wrote quizzaciously about this.")
    _correct(vault, record, "Somebody wrote zephyranthes about this.")
    assert not searching.search(vault.daily, "quizzaciously", 5)
    assert searching.search(vault.daily, "zephyr", 5)


def _correct(vault: OpenVault, record: RecordId, text: str) -> None:
    stored = vault.get(Reference(Compartment.DAILY, record))
    content = stored.content
    account = replace(content.accounts[0], text=text)  # type: ignore[attr-defined]  # an incident
    with vault.daily.write(EventKind.CORRECTED, vault.user.id, vault.clock.now(), record=record) as work:
        work.put(record, replace(content, accounts=(account,)), reason="Corrected")  # type: ignore[type-var]


def _holds(vault: OpenVault, compartment: Compartment, word: bytes) -> bool:
    connection = vault.compartment(compartment).connection
    cells = [cell for table in _TABLES for (cell,) in connection.execute(table).fetchall()]
    return any(word in (cell if isinstance(cell, bytes) else str(cell).encode()) for cell in cells)
