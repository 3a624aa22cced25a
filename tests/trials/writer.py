"""The program's real writer in a process of its own: unlocks, files, corrects, attaches, drafts, hands
in, takes in, locks; for ever.

It acknowledges on its standard output what the user would have been told is saved: one line each, written after the
call returned. `python -m tests.trials.writer LOG STATE USER PASSPHRASE SEED [ROUNDS]`
"""

import os
import sys
from dataclasses import replace
from pathlib import Path
from random import Random

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.identifiers import Compartment, RecordId, UserId, new_record_id
from safeguard_app.system.clock import SystemClock
from safeguard_app.vault import drafts, hand_in
from safeguard_app.vault.open_vault import OpenVault
from safeguard_app.vault.unlocking import Surroundings, unlock
from tests.trials.handed import any_hand_in, filing
from tests.vault.made_log import attach, file_incident

_LONGEST_ROUND = 9


def acknowledge(*words: str) -> None:
    """Tell the parent, in one write, that something is saved."""
    os.write(1, (" ".join(words) + "\n").encode())


def one_step(vault: OpenVault, chance: Random, filed: list[tuple[Compartment, RecordId]]) -> None:
    """One thing a user does, acknowledged when it is done."""
    where = chance.choice(list(vault.compartments))
    match chance.randrange(7):
        case 0 | 1:
            record = file_incident(vault, "Words of the account. " * chance.randrange(1, 300), where)
            filed.append((where, record))
            acknowledge("record", where, record, "1")
        case 2 if filed:
            place, record = chance.choice(filed)
            acknowledge("record", place, record, str(correct(vault, place, record)))
        case 3 if filed:
            place, record = chance.choice(filed)
            stored = attach(vault, record, chance.randbytes(chance.randrange(1, 60_000)), place)
            acknowledge("file", place, stored.file, stored.sha256)
        case 4:
            draft = new_record_id()
            drafts.save(vault, draft, b"words " * 200)
            acknowledge("draft", draft)
            if chance.random() < 0.5:
                acknowledge("ending", draft)
                drafts.end(vault, draft)
        case 5:
            record, sha256 = any_hand_in(vault, where, chance)
            acknowledge("handed", where, record, sha256)
        case _:
            vault.daily.note_view(new_record_id(), vault.user.id, vault.clock.now())


def correct(vault: OpenVault, place: Compartment, record: RecordId) -> int:
    """Write a further version with a reason."""
    compartment = vault.compartment(place)
    stored = compartment.get(record)
    content = replace(stored.content, summary=f"Corrected {stored.number} times.")
    now = vault.clock.now()
    with compartment.write(EventKind.CORRECTED, vault.user.id, now, record=record) as work:
        return work.put(record, content, reason="a slip", replacing=stored.number)


def main(log: Path, state: Path, user: UserId, passphrase: str, seed: int, rounds: int) -> None:
    """Work until killed, or for so many rounds from unlock to lock."""
    chance = Random(seed)
    around = Surroundings(SystemClock(), state)
    filed: list[tuple[Compartment, RecordId]] = []
    while rounds != 0:
        vault = unlock(log, user, passphrase, around)
        acknowledge("unlocked")
        hand_in.take_in_waiting(vault, filing(vault))
        for _ in range(chance.randrange(1, _LONGEST_ROUND)):
            one_step(vault, chance, filed)
        vault.close(vault.clock.now())
        acknowledge("locked")
        rounds -= 1


if __name__ == "__main__":
    given = sys.argv[1:]
    try:
        main(
            Path(given[0]),
            Path(given[1]),
            UserId(given[2]),
            given[3],
            int(given[4]),
            int(given[5]) if len(given) > 5 else -1,
        )
    except KnownProblem as met:
        acknowledge("problem", met.code)
