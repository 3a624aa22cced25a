"""Files handed in: sealed beside the concern, signed for, taken in whole or reported, and never its author's again."""

import hashlib
import tracemalloc
from pathlib import Path

import pyrage
import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.evidence import EvidenceItem, IntakeAnswer, StoredFile, Way
from safeguard_app.domain.identifiers import Compartment, RecordId, new_record_id
from safeguard_app.system.problems import DiskFull
from safeguard_app.vault import (
    backup,
    drafts,
    hand_in,
    record_codec,
    restore_check,
    sealed_files,
    user_keys,
    verifying,
)
from safeguard_app.vault.handed_files import ArrivedFile, HandedFile
from safeguard_app.vault.keys.identities import seal, unseal
from safeguard_app.vault.open_vault import Notice, OpenVault
from safeguard_app.vault.problems import NotAReadableFile
from tests.vault.made_log import DEPUTY, JUNIOR, LEAD, START, MadeForTest, incident

ADULTS = Compartment.ADULTS
WORDS = b"He sent her this."
PICTURE = b"\x89PNG\r\n\x1a\n" + b"pixels of an invented screenshot" * 3000
MAIL = b"From: an invented parent\n\nSee the picture."


def _sealed(vault: OpenVault, content: bytes, about: str = "a screenshot") -> HandedFile:
    taken = hand_in.seal_bytes(vault, ADULTS, content)
    return HandedFile(taken.file, taken.secret, taken.sha256, taken.size, about)


def _handed_in(log: MadeForTest, *contents: bytes, draft: RecordId | None = None) -> tuple[HandedFile, ...]:
    vault = log.unlock(JUNIOR)
    files = tuple(_sealed(vault, content) for content in contents)
    hand_in.hand_in(vault, ADULTS, WORDS, draft or new_record_id(), files)
    log.lock(vault)
    return files


def _inbox(log: MadeForTest) -> Path:
    return hand_in.inbox(log.folder, ADULTS)


def _records(log: MadeForTest) -> list[Path]:
    return sorted(_inbox(log).glob("*.age"))


class Filing:
    """What services do: one unit of work with the incident, its exhibits and the keys of their files."""

    def __init__(self, vault: OpenVault, record: RecordId | None = None) -> None:
        self.vault, self.record = vault, record or new_record_id()
        self.got: tuple[ArrivedFile, ...] = ()

    def __call__(
        self, author: str, where: Compartment, content: bytes, files: tuple[ArrivedFile, ...]
    ) -> None:
        self.got = files
        now = self.vault.clock.now()
        compartment = self.vault.compartment(where)
        with compartment.write(EventKind.TAKEN_IN, self.vault.user.id, now, record=self.record) as work:
            work.put(self.record, incident(content.decode(), work.next_serial(now.year)))
            for one in files:
                if one.file:
                    self._exhibit(work, one, author)

    def _exhibit(self, work: object, one: ArrivedFile, author: str) -> None:
        handed = one.handed
        stored = StoredFile(one.file, handed.sha256, handed.size, "image/png", handed.about)
        item = EvidenceItem(1, stored, Way.FILE, IntakeAnswer.NO_SEEN_ALL, START, START, author)  # type: ignore[arg-type]
        work.put(new_record_id(), item, about=self.record)  # type: ignore[attr-defined]
        work.put_file_key(one.file, handed.secret)  # type: ignore[attr-defined]


def test_files_arrive_as_they_were_and_are_the_readers_alone(log: MadeForTest) -> None:
    handed = _handed_in(log, PICTURE, MAIL)
    assert [one.sha256 for one in handed] == [hashlib.sha256(one).hexdigest() for one in (PICTURE, MAIL)]
    lead = log.unlock()
    filing = Filing(lead)
    assert hand_in.take_in_waiting(lead, filing) == 1
    assert [one.handed for one in filing.got] == list(handed)
    files = lead.compartment(ADULTS).files
    for one, content in zip(filing.got, (PICTURE, MAIL), strict=True):
        assert sealed_files.read(files, one.file, one.handed.secret, one.handed.sha256) == content
        assert one.file != one.handed.file, "their author did not choose the name"
    assert hand_in.everything_waiting(log.folder, ADULTS) == []
    assert lead.notices == []
    assert verifying.verify(lead) == []


def test_whoever_handed_them_in_holds_nothing_that_opens_them(log: MadeForTest) -> None:
    vault, draft = log.unlock(JUNIOR), new_record_id()
    drafts.save(vault, draft, WORDS)
    handed = _sealed(vault, PICTURE)
    hand_in.hand_in(vault, ADULTS, WORDS, draft, (handed,))
    drafts.end(vault, draft, ADULTS)
    secret = vault.identity.secret_text
    log.lock(vault)
    for path in hand_in.everything_waiting(log.folder, ADULTS):
        with pytest.raises(ValueError, match="does not open"):
            unseal(path.read_bytes(), secret)
    key = handed.secret.encode()
    bare = log.bare().execute("SELECT payload FROM event UNION ALL SELECT body FROM version")
    assert not any(key in str(row).encode() for row in bare)
    assert not any(key in path.read_bytes() for path in log.folder.rglob("*") if path.is_file())
    assert key in unseal(_records(log)[0].read_bytes(), log.recovery)


def _swap(log: MadeForTest, files: tuple[HandedFile, ...]) -> None:
    first, second = (sealed_files.path_of(_inbox(log), one.file) for one in files)
    kept = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(kept)


def _flip(log: MadeForTest, files: tuple[HandedFile, ...]) -> None:
    for one in files:
        path = sealed_files.path_of(_inbox(log), one.file)
        raw = bytearray(path.read_bytes())
        raw[-9] ^= 1
        path.write_bytes(bytes(raw))


def _cut(log: MadeForTest, files: tuple[HandedFile, ...]) -> None:
    for one in files:
        path = sealed_files.path_of(_inbox(log), one.file)
        path.write_bytes(path.read_bytes()[:-20])


def _remove(log: MadeForTest, files: tuple[HandedFile, ...]) -> None:
    for one in files:
        sealed_files.path_of(_inbox(log), one.file).unlink()


def _other_content(log: MadeForTest, files: tuple[HandedFile, ...]) -> None:
    """Sealed anew to the right key by somebody who has it: only the hash can tell."""
    for one in files:
        to = str(pyrage.x25519.Identity.from_str(one.secret).to_public())
        sealed_files.path_of(_inbox(log), one.file).write_bytes(seal(b"something else", (to,)))


@pytest.mark.parametrize("spoil", [_swap, _flip, _cut, _remove, _other_content])
def test_a_file_that_is_not_what_was_signed_for_is_left_out_and_said(log: MadeForTest, spoil: object) -> None:
    files = _handed_in(log, PICTURE, MAIL)
    spoil(log, files)  # type: ignore[operator]
    lead = log.unlock()
    filing = Filing(lead)
    assert hand_in.take_in_waiting(lead, filing) == 1, "its words are not kept back"
    assert [one.file for one in filing.got] == ["", ""]
    said = {(one.notice, one.compartment, one.number) for one in lead.notices}
    assert (Notice.HANDED_FILE_LOST, ADULTS, 2) in said
    left = [] if spoil is _remove else [(Notice.ORPHANS, ADULTS, 2)]
    assert said - {(Notice.HANDED_FILE_LOST, ADULTS, 2)} == set(left)
    assert len(list((_inbox(log) / sealed_files.ASIDE).glob("*"))) == (0 if spoil is _remove else 2)
    assert sealed_files.all_files(lead.compartment(ADULTS).files) == []
    assert verifying.verify(lead) == []


def test_the_list_of_files_cannot_be_changed_without_the_author(log: MadeForTest) -> None:
    one, two = _handed_in(log, PICTURE, MAIL)
    (path,) = _records(log)
    plain = unseal(path.read_bytes(), log.recovery)
    lead = log.unlock()
    recipients = lead.roster().content.recipients(ADULTS)
    without = record_codec.encode((one, two)).encode()
    assert without in plain
    for forged in (
        plain.replace(without, record_codec.encode((one,)).encode()),
        plain.replace(without, b"[]"),
        plain.replace(one.sha256.encode(), two.sha256.encode()),
        plain.replace(b"a screenshot", b"a screenshut"),
    ):
        assert forged != plain
        path.write_bytes(seal(forged, recipients))
        filing = Filing(lead)
        assert hand_in.take_in_waiting(lead, filing) == 0
        assert filing.got == ()
    path.write_bytes(seal(plain, recipients))
    assert hand_in.take_in_waiting(lead, Filing(lead)) == 1


def test_a_hand_in_leads_nobody_out_of_the_inbox(log: MadeForTest) -> None:
    vault = log.unlock(JUNIOR)
    outside = log.folder / "precious.age"
    taken = hand_in.seal_bytes(vault, ADULTS, PICTURE)
    outside.write_bytes(sealed_files.path_of(_inbox(log), taken.file).read_bytes())
    hand_in.discard(vault, ADULTS, taken.file)
    climbing = HandedFile("../precious", taken.secret, taken.sha256, taken.size, "")
    hand_in.hand_in(vault, ADULTS, WORDS, new_record_id(), (climbing,))
    log.lock(vault)
    lead = log.unlock()
    assert hand_in.take_in_waiting(lead, Filing(lead)) == 0
    assert outside.exists()
    assert [one.notice for one in lead.notices] == [Notice.WAITING_UNREAD]


def test_what_cannot_be_filed_now_leaves_everything_as_it_was(log: MadeForTest) -> None:
    _handed_in(log, PICTURE)
    before = {path: path.read_bytes() for path in hand_in.everything_waiting(log.folder, ADULTS)}

    def full(*_: object) -> None:
        raise DiskFull

    lead = log.unlock()
    assert hand_in.take_in_waiting(lead, full) == 0
    assert {path: path.read_bytes() for path in hand_in.everything_waiting(log.folder, ADULTS)} == before
    assert sealed_files.all_files(lead.compartment(ADULTS).files) == []
    filing = Filing(lead)
    assert hand_in.take_in_waiting(lead, filing) == 1
    assert filing.got[0].file


@pytest.mark.parametrize("committed", [False, True])
def test_a_crash_at_intake_loses_no_file_and_files_none_twice(log: MadeForTest, committed: bool) -> None:
    draft = new_record_id()
    _handed_in(log, PICTURE, draft=draft)
    kept = {path: path.read_bytes() for path in hand_in.everything_waiting(log.folder, ADULTS)}
    lead = log.unlock()
    filing = Filing(lead, draft)
    if committed:
        hand_in.take_in_waiting(lead, filing)
    else:  # the copy was made, and then the power failed
        copy = sealed_files.path_of(lead.compartment(ADULTS).files, "ab" * 16)
        copy.parent.mkdir(parents=True)
        copy.write_bytes(next(raw for path, raw in kept.items() if path.parent != _inbox(log)))
    lead.abandon()
    for path, raw in kept.items():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(raw)
    lead = log.unlock()
    again = Filing(lead, draft)
    assert hand_in.take_in_waiting(lead, again) == 1
    assert [bool(one.file) for one in again.got] == ([] if committed else [True])
    assert hand_in.everything_waiting(log.folder, ADULTS) == []
    assert len(sealed_files.all_files(lead.compartment(ADULTS).files)) == 1
    assert verifying.verify(lead) == []


def test_what_an_interrupted_hand_in_left_is_set_aside_by_a_reader(log: MadeForTest) -> None:
    vault = log.unlock(JUNIOR)
    hand_in.seal_bytes(vault, ADULTS, PICTURE)
    (_inbox(log) / "00.age.1234abcd.tmp").write_bytes(b"begun")
    log.lock(vault)
    _handed_in(log, MAIL)
    lead = log.unlock()
    assert hand_in.take_in_waiting(lead, Filing(lead)) == 1
    assert [(one.notice, one.number) for one in lead.notices] == [(Notice.ORPHANS, 2)]
    assert len(list((_inbox(log) / sealed_files.ASIDE).iterdir())) == 2
    assert hand_in.everything_waiting(log.folder, ADULTS) == []


def test_files_of_a_hand_in_that_cannot_be_read_yet_stay_with_it(log: MadeForTest) -> None:
    _handed_in(log, PICTURE)
    (path,) = _records(log)
    raw = path.read_bytes()
    path.write_bytes(raw[:-1])
    lead = log.unlock()
    assert hand_in.take_in_waiting(lead, Filing(lead)) == 0
    path.write_bytes(raw)
    filing = Filing(lead)
    assert hand_in.take_in_waiting(lead, filing) == 1
    assert filing.got[0].file


def test_a_source_that_cannot_be_read_hands_nothing_in(log: MadeForTest, tmp_path: Path) -> None:
    vault = log.unlock(JUNIOR)
    for name in ("gone.png", "folder.png"):
        place = tmp_path / name
        if name == "folder.png":
            place.mkdir()
        with pytest.raises(NotAReadableFile):
            hand_in.seal_path(vault, ADULTS, place)
    assert hand_in.everything_waiting(log.folder, ADULTS) == []


def test_a_change_of_passphrase_in_between_keeps_files_readable(log: MadeForTest) -> None:
    _handed_in(log, PICTURE)
    deputy = log.unlock(DEPUTY)
    user_keys.change_passphrase(deputy, DEPUTY, "changed words")
    log.lock(deputy)
    deputy = log.unlock("changed words", log.users[2])
    filing = Filing(deputy)
    assert hand_in.take_in_waiting(deputy, filing) == 1
    assert filing.got[0].file


def test_a_backup_of_somebody_without_the_key_holds_files_that_wait(log: MadeForTest, tmp_path: Path) -> None:
    handed = _handed_in(log, PICTURE)
    stick = tmp_path / "stick"
    stick.mkdir()
    vault = log.unlock(JUNIOR)
    report = backup.back_up(vault, stick)
    log.lock(vault)
    inside = f"c2.inbox/{handed[0].file[:2]}/{handed[0].file}.age"
    copy = next(report.place.glob("0001-*")) / inside
    assert copy.read_bytes() == (log.folder / inside).read_bytes()
    assert restore_check.restore_check(stick, LEAD, log.users[0]).findings == ()
    copy.write_bytes(copy.read_bytes()[:-1])
    found = restore_check.restore_check(stick, LEAD, log.users[0]).findings
    assert [(one.code, one.about) for one in found] == [("copy_altered", inside)]


def test_memory_stays_flat(log: MadeForTest, tmp_path: Path) -> None:
    source = tmp_path / "long.mp4"
    with source.open("wb") as stream:
        for number in range(48):
            stream.write(bytes([number]) * 1024 * 1024)
    vault = log.unlock(JUNIOR)
    tracemalloc.start()
    try:
        taken = hand_in.seal_path(vault, ADULTS, source)
        handed = HandedFile(taken.file, taken.secret, taken.sha256, taken.size, "")
        hand_in.hand_in(vault, ADULTS, WORDS, new_record_id(), (handed,))
        log.lock(vault)
        lead = log.unlock()
        filing = Filing(lead)
        assert hand_in.take_in_waiting(lead, filing) == 1
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert filing.got[0].file
    assert peak < 16 * 1024 * 1024, "nowhere near the 48 MB that went through"


def test_a_hand_in_from_before_files_is_taken_in(log: MadeForTest) -> None:
    """Signed as the first version did: nothing about files in what is signed."""
    vault, draft = log.unlock(JUNIOR), new_record_id()
    hand_in.hand_in(vault, ADULTS, WORDS, draft)
    (path,) = _records(log)
    recipients = vault.roster().content.recipients(ADULTS)
    log.lock(vault)
    plain = unseal(path.read_bytes(), log.recovery)
    older = plain.replace(b'"files":[],', b"")
    assert older != plain
    path.write_bytes(seal(older, recipients))
    lead = log.unlock()
    assert hand_in.take_in_waiting(lead, Filing(lead)) == 1
    assert lead.notices == []
