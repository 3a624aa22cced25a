"""Wrong passphrases tried on this computer, kept outside the log until the next unlock writes them into its chain."""

import json
from datetime import datetime
from pathlib import Path

from safeguard_app.system.atomic_files import make_private_folder, write_whole


class FailedAttempts:
    """Wrong passphrases tried on this computer since the last unlock: slot ids and times, nothing else."""

    _MOST = 1000

    def __init__(self, path: Path) -> None:
        """Keep them at ``path``, in this computer's own state folder."""
        self._path = path

    def add(self, vault_id: str, slot: str, at: datetime) -> None:
        """Remember one attempt. Never in the log's own folder, which stays as it was."""
        kept = [*self._all(), [vault_id, slot, at.isoformat()]][-self._MOST :]
        make_private_folder(self._path.parent)
        write_whole(self._path, json.dumps(kept).encode())

    def take(self, vault_id: str) -> list[tuple[str, str]]:
        """The attempts on this log, as (slot, time), which are then forgotten here: they go into its chain."""
        everything = self._all()
        mine = [(slot, at) for vault, slot, at in everything if vault == vault_id]
        if mine:
            write_whole(self._path, json.dumps([kept for kept in everything if kept[0] != vault_id]).encode())
        return mine

    def _all(self) -> list[list[str]]:
        try:
            loaded = json.loads(self._path.read_bytes())
        except (OSError, ValueError):
            return []
        if not isinstance(loaded, list):
            return []
        return [[str(part) for part in one] for one in loaded if isinstance(one, list) and len(one) == 3]
