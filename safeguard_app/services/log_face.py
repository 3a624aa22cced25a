"""What may be shown of a locked log. Apart from :mod:`.opening`, so that the unlock page waits for nothing else."""

from dataclasses import dataclass
from pathlib import Path

from safeguard_app.domain.identifiers import UserId
from safeguard_app.domain.nations import Nation
from safeguard_app.vault.keys import vault_file
from safeguard_app.vault.problems import KeyFileDamaged


@dataclass(frozen=True, slots=True)
class WayIn:
    """One line of *Open as*: a role label, never a name."""

    user: UserId
    label: str


@dataclass(frozen=True, slots=True)
class LogFace:
    """What may be shown of a locked log: its school's name and the roles that can open it."""

    folder: Path
    school: str
    demo: bool
    nation: Nation
    ways_in: tuple[WayIn, ...]


def face_of(folder: Path) -> LogFace:
    """What the unlock page shows. Raises NotALog, KeyFileDamaged, LogTooNew."""
    content = vault_file.read(folder)
    ways_in = tuple(WayIn(slot.id, slot.label) for slot in content.slots if not slot.signs)
    return LogFace(folder, content.school, content.demo, _nation(content.nation), ways_in)


def _nation(text: str) -> Nation:
    try:
        return Nation(text)
    except ValueError:
        raise KeyFileDamaged from None
