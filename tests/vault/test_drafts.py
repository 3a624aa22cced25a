"""Drafts: readable by their author alone, gone when ended, lost in no crash and no change of passphrase."""

import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.identifiers import Compartment, new_record_id
from safeguard_app.vault import drafts, reading, user_keys
from safeguard_app.vault.keys.identities import unseal
from safeguard_app.vault.open_vault import OpenVault
from safeguard_app.vault.problems import DraftUnreadable
from tests.vault.made_log import HEAD, JUNIOR, LEAD, MadeForTest, file_incident

WORDS = b"Words that nobody else may read yet."


def _kinds(vault: OpenVault) -> list[EventKind]:
    newest = vault.daily.head.number
    return [one.event.kind for one in reading.events(vault.daily.connection, newest=newest)]


def test_the_first_save_is_an_event_and_later_ones_are_not(log: MadeForTest) -> None:
    vault, draft = log.unlock(), new_record_id()
    drafts.save(vault, draft, b"one")
    drafts.save(vault, draft, b"two")
    assert drafts.load(vault, draft) == b"two"
    assert [row.id for row in drafts.list_of(vault)] == [draft]
    drafts.end(vault, draft)
    drafts.end(vault, draft)
    assert drafts.list_of(vault) == []
    kinds = _kinds(vault)
    assert (kinds.count(EventKind.DRAFT_BEGUN), kinds.count(EventKind.DRAFT_ENDED)) == (1, 1)
    with pytest.raises(KeyError):
        drafts.load(vault, draft)


def test_the_events_do_not_name_the_draft(log: MadeForTest) -> None:
    vault, draft = log.unlock(), new_record_id()
    drafts.save(vault, draft, WORDS)
    drafts.end(vault, draft)
    payloads = vault.daily.connection.execute("SELECT group_concat(payload) FROM event").fetchone()
    assert payloads is not None
    assert draft not in payloads[0]


def test_nobody_else_can_read_or_change_it(log: MadeForTest) -> None:
    vault, draft = log.unlock(), new_record_id()
    drafts.save(vault, draft, WORDS)
    log.lock(vault)
    other = log.unlock(HEAD)
    assert drafts.list_of(other) == []
    with pytest.raises(KeyError):
        drafts.load(other, draft)
    drafts.end(other, draft)
    stored = other.daily.connection.execute("SELECT sealed FROM draft").fetchone()
    assert stored is not None
    for secret in (other.identity.secret_text, log.recovery):
        with pytest.raises(ValueError, match="does not open"):
            unseal(bytes(stored[0]), secret)
    log.lock(other)
    assert drafts.load(log.unlock(), draft) == WORDS


def test_a_crash_between_filing_and_ending_heals_at_the_next_unlock(log: MadeForTest) -> None:
    for where in (Compartment.DAILY, Compartment.ADULTS):
        vault, draft = log.unlock(), new_record_id()
        drafts.save(vault, draft, WORDS)
        file_incident(vault, where=where, record=draft)
        vault.abandon()
        vault = log.unlock()
        assert drafts.list_of(vault) == []
        assert vault.find(draft) is not None
        log.lock(vault)


def test_a_draft_survives_its_authors_new_passphrase(log: MadeForTest) -> None:
    vault, draft = log.unlock(), new_record_id()
    drafts.save(vault, draft, WORDS)
    user_keys.change_passphrase(vault, LEAD, "changed words")
    assert drafts.load(vault, draft) == WORDS
    log.lock(vault)
    assert drafts.load(log.unlock("changed words", log.users[0]), draft) == WORDS


def test_a_draft_from_before_a_recovery_is_kept_and_says_so(log: MadeForTest) -> None:
    vault, draft = log.unlock(JUNIOR), new_record_id()
    drafts.save(vault, draft, WORDS)
    log.lock(vault)
    user_keys.recover(log.folder, log.recovery, log.users[3], "fresh words", log.around())
    vault = log.unlock("fresh words", log.users[3])
    with pytest.raises(DraftUnreadable):
        drafts.load(vault, draft)
    assert drafts.list_of(vault) == []
    assert [row.id for row in drafts.unreadable(vault)] == [draft]
