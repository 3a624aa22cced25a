"""Handing in and taking in, as the program's services do it, for trials that interrupt, spoil and search it."""

from random import Random

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.evidence import EvidenceItem, IntakeAnswer, StoredFile, Way
from safeguard_app.domain.identifiers import Compartment, RecordId, UserId, new_record_id
from safeguard_app.vault import drafts, hand_in
from safeguard_app.vault.handed_files import ArrivedFile, HandedFile
from safeguard_app.vault.open_vault import OpenVault
from tests.vault.made_log import START, incident


def hand_in_with_file(vault: OpenVault, to: Compartment, words: str, content: bytes) -> tuple[RecordId, str]:
    """A concern of some words with one file; the id of the record it becomes, and the file's hash.

    As a draft that ends, and with the file taken away again where the concern could not be handed in.
    """
    draft = new_record_id()
    drafts.save(vault, draft, words.encode())
    sealed = hand_in.seal_bytes(vault, to, content)
    handed = HandedFile(sealed.file, sealed.secret, sealed.sha256, sealed.size, words)
    try:
        hand_in.hand_in(vault, to, f"{draft} {words}".encode(), draft, (handed,))
    except BaseException:
        hand_in.discard(vault, to, sealed.file)
        raise
    drafts.end(vault, draft, to)
    return draft, sealed.sha256


def any_hand_in(vault: OpenVault, to: Compartment, chance: Random) -> tuple[RecordId, str]:
    """One of some length."""
    words = "Words of the concern. " * chance.randrange(1, 100)
    return hand_in_with_file(vault, to, words, chance.randbytes(chance.randrange(1, 60_000)))


def filing(vault: OpenVault) -> hand_in.FileOne:
    """Files each under its draft's own id, with its exhibits and their keys, in one write."""

    def file_one(author: str, where: Compartment, content: bytes, files: tuple[ArrivedFile, ...]) -> None:
        record, words = content.decode().split(" ", 1)
        now, compartment = vault.clock.now(), vault.compartment(where)
        letter = vault.series(where).letter
        with compartment.write(EventKind.TAKEN_IN, vault.user.id, now, record=RecordId(record)) as work:
            work.put(RecordId(record), incident(words, work.next_serial(2026), letter))
            for number, one in enumerate(files, 1):
                if one.file:
                    work.put(new_record_id(), _exhibit(one, number, author), about=RecordId(record))
                    work.put_file_key(one.file, one.handed.secret)

    return file_one


def _exhibit(one: ArrivedFile, number: int, author: str) -> EvidenceItem:
    stored = StoredFile(one.file, one.handed.sha256, one.handed.size, "image/png", one.handed.about)
    return EvidenceItem(number, stored, Way.FILE, IntakeAnswer.NO_SEEN_ALL, START, START, UserId(author))
