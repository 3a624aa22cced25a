"""Whether a log that a crash left behind holds everything that was acknowledged, and nothing that does not add up."""

from dataclasses import dataclass, field

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference, UserId
from safeguard_app.vault import drafts, findings, hand_in, reading, sealed_files, verifying
from safeguard_app.vault.open_vault import Notice, OpenVault
from tests.trials.handed import filing
from tests.vault.made_log import MadeForTest

_HARMLESS = {Notice.ORPHANS, Notice.NO_MEMORY, Notice.FAILED_ATTEMPTS, Notice.KEY_FILE_MENDED}


@dataclass(slots=True)
class Acknowledged:
    """What the writer said was saved."""

    records: dict[tuple[str, str], int] = field(default_factory=dict)
    files: dict[tuple[str, str], str] = field(default_factory=dict)
    drafts: set[str] = field(default_factory=set)
    handed: dict[tuple[str, str], str] = field(default_factory=dict)
    lines: int = 0

    def read(self, output: bytes) -> None:
        """Take in the whole lines of the writer's output."""
        for line in output.decode().split("\n")[:-1]:
            words = line.split()
            self.lines += 1
            match words:
                case ["record", where, record, number]:
                    self.records[where, record] = max(int(number), self.records.get((where, record), 0))
                case ["file", where, file, sha256]:
                    self.files[where, file] = sha256
                case ["handed", where, record, sha256]:
                    self.handed[where, record] = sha256
                case ["draft", draft]:
                    self.drafts.add(draft)
                case ["ending", draft]:
                    self.drafts.discard(draft)


def what_is_wrong(log: MadeForTest, passphrase: str, user: UserId, saved: Acknowledged) -> list[str]:
    """Unlock, check everything, and compare with what was acknowledged; what is wrong, in words."""
    try:
        vault = log.unlock(passphrase, user)
    except KnownProblem as problem:
        return [f"does not open: {problem.code}"]
    try:
        hand_in.take_in_waiting(vault, filing(vault))
        wrong = [f"notice {notice.notice}" for notice in vault.notices if notice.notice not in _HARMLESS]
        wrong += [findings.sentence(finding) for finding in verifying.verify(vault)]
        return wrong + _lost(vault, saved)
    finally:
        log.opened.remove(vault)
        log.lock(vault)


def _lost(vault: OpenVault, saved: Acknowledged) -> list[str]:
    lost = []
    for (where, record), number in saved.records.items():
        stored = vault.compartment(Compartment(where)).get(RecordId(record))
        if stored is None or stored.number < number:
            lost.append(f"lost version {number} of a record")
    for (where, file), sha256 in saved.files.items():
        compartment = vault.compartment(Compartment(where))
        secret = compartment.file_secret(file)
        if secret is None:
            lost.append("lost the key of a file")
            continue
        sealed_files.check(compartment.files, file, secret, sha256)
    kept = {row.id for row in drafts.list_of(vault)}
    lost += ["lost a draft" for draft in saved.drafts if draft not in kept]
    for (where, record), sha256 in saved.handed.items():
        place = Reference(Compartment(where), RecordId(record))
        exhibits = reading.about(vault.compartment(place.compartment).connection, place)
        if [one.content.stored.sha256 for one in exhibits] != [sha256]:
            lost.append("lost a concern that was handed in, or its file")
    return lost
