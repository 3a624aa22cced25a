"""``vault.json``: every flipped byte is damage and nothing else; the copy stands in; a newer format is believed."""

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest

from safeguard_app.domain.identifiers import UserId
from safeguard_app.vault.keys import vault_file
from safeguard_app.vault.keys.stretching import CHEAPEST
from safeguard_app.vault.keys.vault_file import SealedKey, Slot, VaultFile
from safeguard_app.vault.problems import KeyFileDamaged, LogTooNew, NotALog


def _content() -> VaultFile:
    return VaultFile(
        format=1,
        vault_id="ab" * 16,
        generation=3,
        school="Larchmere Test School",
        demo=True,
        slots=(Slot(UserId("01" * 16), "DSL", "02" * 16, CHEAPEST, "age1invented"),),
        recovery_recipient="age1alsoinvented",
        compartments={name: SealedKey("armoured") for name in ("c1", "c2", "c3", "c4")},
    )


def _resealed(change: dict[str, Any]) -> bytes:
    """The file as a forger writes it: changed, with a checksum that holds."""
    plain = json.loads(vault_file.encode(_content()))
    plain["content"].update(change)
    canonical = json.dumps(plain["content"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    plain["sha256"] = hashlib.sha256(canonical.encode()).hexdigest()
    return json.dumps(plain, sort_keys=True, indent=2, ensure_ascii=False).encode() + b"\n"


def test_what_is_written_is_read() -> None:
    assert vault_file.decode(vault_file.encode(_content())) == _content()


def test_every_single_flipped_bit_is_damage() -> None:
    raw = vault_file.encode(_content())
    for place in range(len(raw)):
        for bit in range(8):
            spoiled = bytearray(raw)
            spoiled[place] ^= 1 << bit
            with pytest.raises(KeyFileDamaged):
                vault_file.decode(bytes(spoiled))


def test_every_truncation_is_damage() -> None:
    raw = vault_file.encode(_content())
    for length in range(len(raw)):
        with pytest.raises(KeyFileDamaged):
            vault_file.decode(raw[:length])


def test_a_newer_format_is_believed_where_its_checksum_holds() -> None:
    with pytest.raises(LogTooNew):
        vault_file.decode(_resealed({"format": vault_file.FORMAT + 1, "something_new": [1, 2]}))


@pytest.mark.parametrize(
    "change",
    [
        {"vault_id": "../../somewhere"},
        {"compartments": {}},
        {"compartments": {"c9": {"key": "k", "previous": None, "change": ""}}},
        {"format": 0},
        {"format": 2},
        {"slots": []} | {"generation": "3"},
        {"unexpected": 1},
    ],
)
def test_a_forged_file_whose_checksum_holds_is_still_damage(change: dict[str, Any]) -> None:
    with pytest.raises(KeyFileDamaged):
        vault_file.decode(_resealed(change))


@pytest.mark.parametrize("salt", ["xyz", "00", "", "é" * 32])
def test_a_forged_salt_is_damage(salt: str) -> None:
    slot = json.loads(vault_file.encode(_content()))["content"]["slots"][0]
    with pytest.raises(KeyFileDamaged):
        vault_file.decode(_resealed({"slots": [slot | {"salt": salt}]}))


def test_the_copy_stands_in_for_a_damaged_or_missing_first(tmp_path: Path) -> None:
    vault_file.write(tmp_path, _content())
    (tmp_path / vault_file.NAME).write_bytes(b"{}")
    assert vault_file.read(tmp_path) == _content()
    (tmp_path / vault_file.NAME).unlink()
    assert vault_file.read(tmp_path) == _content()
    assert vault_file.mend(tmp_path, _content())
    assert vault_file.both_are(tmp_path, _content())
    assert not vault_file.mend(tmp_path, _content())


def test_both_damaged_is_damage_and_neither_there_is_no_log(tmp_path: Path) -> None:
    with pytest.raises(NotALog):
        vault_file.read(tmp_path)
    for name in (vault_file.NAME, vault_file.COPY_NAME):
        (tmp_path / name).write_bytes(b"")
    with pytest.raises(KeyFileDamaged):
        vault_file.read(tmp_path)


def test_a_pipe_or_a_folder_in_its_place_does_not_hold_the_program_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / vault_file.NAME)
    (tmp_path / vault_file.COPY_NAME).mkdir()
    with pytest.raises(KeyFileDamaged):
        vault_file.read(tmp_path)


def test_a_huge_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    with (tmp_path / vault_file.NAME).open("wb") as stream:
        stream.truncate(8 * 1024**3)
    with pytest.raises(KeyFileDamaged):
        vault_file.read(tmp_path)


def test_nothing_but_labels_and_keys_stands_in_it() -> None:
    plain = json.loads(vault_file.encode(_content()))
    assert set(plain["content"]["slots"][0]) == {"id", "label", "salt", "cost", "recipient"}
