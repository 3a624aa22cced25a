"""Wrong passphrases tried on this computer, kept outside the log until the next unlock writes them into its chain."""

import contextlib
import json
from datetime import datetime
from pathlib import Path

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.system.atomic_files import make_private_folder, write_whole
from safeguard_app.system.regular_files import read_regular

RECOVERY_KEY_TRIED = "recovery"
"""Stands for a user's id where the recovery key was mistyped."""
_LONGEST = 1024 * 1024


class FailedAttempts:
    """Wrong passphrases tried on this computer since the last unlock: slot ids and times, nothing else."""

    _MOST = 1000

    def __init__(self, path: Path) -> None:
        """Keep them at ``path``, in this computer's own state folder."""
        self._path = path

    def add(self, vault_id: str, slot: str, at: datetime) -> None:
        """Remember one attempt. Never in the log's own folder, which stays as it was.

        Where the state folder cannot be written the attempt goes unremembered: what the user has to be told now is
        that the passphrase was wrong.
        """
        kept = [*self._all(), [vault_id, slot, at.isoformat()]][-self._MOST :]
        with contextlib.suppress(KnownProblem):
            make_private_folder(self._path.parent)
            write_whole(self._path, json.dumps(kept).encode())

    def of(self, vault_id: str) -> list[tuple[str, str]]:
        """The attempts on this log since the last unlock, as (slot, time)."""
        return [(slot, at) for vault, slot, at in self._all() if vault == vault_id]

    def forget(self, vault_id: str) -> None:
        """Drop the attempts on this log: they stand in its chain now."""
        everything = self._all()
        if any(kept[0] == vault_id for kept in everything):
            with contextlib.suppress(KnownProblem):
                write_whole(
                    self._path, json.dumps([kept for kept in everything if kept[0] != vault_id]).encode()
                )

    def _all(self) -> list[list[str]]:
        try:
            loaded = json.loads(read_regular(self._path, _LONGEST))
        except (OSError, ValueError, RecursionError):
            return []
        if not isinstance(loaded, list):
            return []
        return [[str(part) for part in one] for one in loaded if isinstance(one, list) and len(one) == 3]
