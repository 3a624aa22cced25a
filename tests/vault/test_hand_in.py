"""Handing in: sealed to the readers, signed, unreadable by its author, taken in once, and no trace in the daily log."""

from pathlib import Path

import pytest

from safeguard_app.domain.identifiers import Compartment, RecordId, new_record_id
from safeguard_app.system.problems import DiskFull
from safeguard_app.vault import drafts, hand_in, user_keys
from safeguard_app.vault.handed_files import ArrivedFile
from safeguard_app.vault.keys.identities import seal, unseal
from safeguard_app.vault.open_vault import Notice, OpenVault
from safeguard_app.vault.problems import HandInTooLarge, NoKey
from tests.vault.made_log import DEPUTY, HEAD, JUNIOR, LEAD, MadeForTest, file_incident

WORDS = "Concern about an adult: “Mr Invented”."
ADULTS, NOT_HEAD, NOT_DSL = Compartment.ADULTS, Compartment.NOT_HEAD, Compartment.NOT_DSL


class Filing:
    """What services do: file each under the draft's id, once."""

    def __init__(self, vault: OpenVault, record: RecordId | None = None) -> None:
        self.vault, self.record = vault, record
        self.got: list[tuple[str, Compartment, str]] = []

    def __call__(
        self, author: str, compartment: Compartment, content: bytes, files: tuple[ArrivedFile, ...]
    ) -> None:
        assert files == ()
        self.got.append((author, compartment, content.decode()))
        file_incident(self.vault, content.decode(), compartment, self.record)


def _waiting(log: MadeForTest, compartment: Compartment = ADULTS) -> list[Path]:
    return sorted(hand_in.inbox(log.folder, compartment).glob("*"))


def _handed_in(log: MadeForTest, to: Compartment = ADULTS, draft: RecordId | None = None) -> None:
    vault = log.unlock(JUNIOR)
    hand_in.hand_in(vault, to, WORDS.encode(), draft)
    log.lock(vault)


def test_its_author_cannot_read_it_and_a_reader_takes_it_in_once(log: MadeForTest) -> None:
    vault = log.unlock(JUNIOR)
    hand_in.hand_in(vault, ADULTS, WORDS.encode())
    (path,) = _waiting(log)
    with pytest.raises(ValueError, match="does not open"):
        unseal(path.read_bytes(), vault.identity.secret_text)
    with pytest.raises(NoKey):
        vault.compartment(ADULTS)
    log.lock(vault)
    reader = log.unlock()
    filing = Filing(reader)
    assert hand_in.take_in_waiting(reader, filing) == 1
    assert filing.got == [(log.users[3], ADULTS, WORDS)]
    assert _waiting(log) == []
    assert hand_in.take_in_waiting(reader, filing) == 0
    assert reader.notices == []


def test_the_recovery_key_opens_it_too(log: MadeForTest) -> None:
    _handed_in(log)
    assert b"Concern about an adult" in unseal(_waiting(log)[0].read_bytes(), log.recovery)


def test_names_say_nothing(log: MadeForTest) -> None:
    draft = new_record_id()
    _handed_in(log, draft=draft)
    (path,) = _waiting(log)
    assert draft not in path.name
    assert len(path.stem) == 32


def test_handing_the_same_draft_in_again_leaves_one(log: MadeForTest) -> None:
    draft = new_record_id()
    _handed_in(log, draft=draft)
    _handed_in(log, draft=draft)
    assert len(_waiting(log)) == 1


def test_a_crash_after_handing_in_ends_the_draft_at_the_next_unlock(log: MadeForTest) -> None:
    vault, draft = log.unlock(JUNIOR), new_record_id()
    drafts.save(vault, draft, WORDS.encode())
    hand_in.hand_in(vault, NOT_DSL, WORDS.encode(), draft)
    vault.abandon()
    assert drafts.list_of(log.unlock(JUNIOR)) == []


def test_a_crash_after_filing_does_not_file_twice(log: MadeForTest) -> None:
    draft = new_record_id()
    _handed_in(log, draft=draft)
    kept = _waiting(log)[0].read_bytes()
    reader = log.unlock()
    hand_in.take_in_waiting(reader, Filing(reader, draft))
    hand_in.inbox(log.folder, ADULTS).joinpath("00.age").write_bytes(kept)
    again = Filing(reader, draft)
    assert hand_in.take_in_waiting(reader, again) == 1
    assert again.got == []
    assert _waiting(log) == []


def _forged(log: MadeForTest) -> dict[str, bytes]:
    """Files that must not be taken in, each made from a good one."""
    vault = log.unlock(JUNIOR)
    hand_in.hand_in(vault, ADULTS, WORDS.encode())
    hand_in.hand_in(vault, NOT_HEAD, WORDS.encode())
    recipients = vault.roster().content.recipients(ADULTS)
    log.lock(vault)
    good = _waiting(log)[0].read_bytes()
    plain = unseal(good, log.recovery)
    flipped = bytearray(good)
    flipped[-1] ^= 1
    return {
        "flipped": bytes(flipped),
        "cut": good[:-1],
        "empty": b"",
        "other author": seal(plain.replace(log.users[3].encode(), log.users[2].encode()), recipients),
        "other words": seal(plain.replace(b"Concern", b"Consern"), recipients),
        "unknown author": seal(plain.replace(log.users[3].encode(), b"8" * 32), recipients),
        "for elsewhere": seal(unseal(_waiting(log, NOT_HEAD)[0].read_bytes(), log.recovery), recipients),
        "not json": seal(b"{", recipients),
        "sealed to somebody else": seal(plain, (recipients[-1],)),
    }


def test_what_is_damaged_or_forged_stays_and_is_reported(log: MadeForTest) -> None:
    spoiled = _forged(log)
    for path in (*_waiting(log), *_waiting(log, NOT_HEAD)):
        path.unlink()
    for number, raw in enumerate(spoiled.values()):
        hand_in.inbox(log.folder, ADULTS).joinpath(f"{number:032x}.age").write_bytes(raw)
    hand_in.inbox(log.folder, ADULTS).joinpath("folder.age").mkdir()
    reader = log.unlock()
    filing = Filing(reader)
    assert hand_in.take_in_waiting(reader, filing) == 0
    assert filing.got == []
    assert len(_waiting(log)) == len(spoiled) + 1
    unread = [n for n in reader.notices if n.notice is Notice.WAITING_UNREAD]
    assert [(n.compartment, n.number) for n in unread] == [(ADULTS, len(spoiled) + 1)]


def test_what_cannot_be_filed_now_waits(log: MadeForTest) -> None:
    _handed_in(log)

    def full(_author: str, _where: Compartment, _content: bytes, _files: tuple[ArrivedFile, ...]) -> None:
        raise DiskFull

    reader = log.unlock()
    assert hand_in.take_in_waiting(reader, full) == 0
    assert len(_waiting(log)) == 1
    assert hand_in.take_in_waiting(reader, Filing(reader)) == 1


def test_its_author_may_have_changed_their_passphrase_since(log: MadeForTest) -> None:
    vault = log.unlock(JUNIOR)
    hand_in.hand_in(vault, ADULTS, WORDS.encode())
    user_keys.change_passphrase(vault, JUNIOR, "changed words")
    log.lock(vault)
    reader = log.unlock()
    assert hand_in.take_in_waiting(reader, Filing(reader)) == 1


def test_a_reader_who_changes_their_passphrase_first_still_reads_it(log: MadeForTest) -> None:
    _handed_in(log)
    reader = log.unlock(DEPUTY)
    user_keys.change_passphrase(reader, DEPUTY, "changed words")
    log.lock(reader)
    reader = log.unlock("changed words", log.users[2])
    assert hand_in.take_in_waiting(reader, Filing(reader)) == 1


def test_a_reader_who_recovers_still_reads_it(log: MadeForTest) -> None:
    _handed_in(log, NOT_DSL)
    user_keys.recover(log.folder, log.recovery, log.users[1], "head again", log.around())
    reader = log.unlock("head again", log.users[1])
    assert hand_in.take_in_waiting(reader, Filing(reader)) == 1


def test_whom_it_concerns_finds_nothing(log: MadeForTest) -> None:
    _handed_in(log, NOT_DSL)
    subject = log.unlock(LEAD)
    assert hand_in.take_in_waiting(subject, Filing(subject)) == 0
    assert subject.notices == []
    log.lock(subject)
    reader = log.unlock(HEAD)
    assert hand_in.take_in_waiting(reader, Filing(reader)) == 1


def test_too_much_is_refused_and_nothing_left(log: MadeForTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hand_in, "LARGEST", 1000)
    vault = log.unlock(JUNIOR)
    with pytest.raises(HandInTooLarge):
        hand_in.hand_in(vault, ADULTS, b"x" * 1000)
    assert _waiting(log) == []


@pytest.mark.parametrize(
    ("signed_for", "lies", "taken"),
    [(ADULTS, NOT_HEAD, 1), (NOT_HEAD, ADULTS, 0), (NOT_DSL, NOT_HEAD, 0)],
)
def test_only_from_the_part_about_adults_may_one_have_been_moved_on(
    log: MadeForTest, signed_for: Compartment, lies: Compartment, taken: int
) -> None:
    _handed_in(log, signed_for)
    (path,) = _waiting(log, signed_for)
    reader = log.unlock()
    moved = seal(unseal(path.read_bytes(), log.recovery), reader.roster().content.recipients(lies))
    path.unlink()
    place = hand_in.inbox(log.folder, lies)
    place.mkdir(exist_ok=True)
    (place / path.name).write_bytes(moved)
    filing = Filing(reader)
    assert hand_in.take_in_waiting(reader, filing) == taken
    assert [where for _, where, _ in filing.got] == [lies] * taken
    said = [one.notice for one in reader.notices if one.compartment is lies]
    assert said == [Notice.TAKEN_IN_APART if taken else Notice.WAITING_UNREAD]


def test_what_belongs_elsewhere_is_sealed_on_with_nothing_said(log: MadeForTest) -> None:
    draft = new_record_id()
    _handed_in(log, draft=draft)
    head = log.unlock(HEAD)
    number = head.compartment(ADULTS).head.number
    filing = Filing(head)
    assert hand_in.take_in_waiting(head, filing, lambda _lies, _content: NOT_HEAD) == 0
    assert filing.got == [] and head.notices == []
    assert head.compartment(ADULTS).head.number == number, "no event"
    (path,) = _waiting(log, NOT_HEAD)
    assert _waiting(log) == []
    with pytest.raises(ValueError, match="does not open"):
        unseal(path.read_bytes(), head.identity.secret_text)
    log.lock(head)
    reader = log.unlock()
    filing = Filing(reader, draft)
    assert hand_in.take_in_waiting(reader, filing) == 1
    assert filing.got == [(log.users[3], NOT_HEAD, WORDS)], "signed by its author still"
