"""How a backup lies on its medium, and the signed list that makes it one.

``<log>.safeguard-backup/`` holds one folder for each backup (``0007-2026-11-21``: databases, key file, what waits in
the inboxes, and ``manifest.json``) and one shared folder ``files`` with the sealed files, which never change. A folder
without its manifest is not a backup. To have a log again without this program: put the content of the newest such
folder and of ``files`` together into one folder.
"""

import re
from pathlib import Path

import msgspec

from safeguard_app.system.problems import problem_for
from safeguard_app.system.regular_files import NotRegular, read_regular
from safeguard_app.vault.problems import NotABackup
from safeguard_app.vault.verified_copy import Copied

ENDING = ".safeguard-backup"
MANIFEST = "manifest.json"
FILES = "files"
PARTIAL = ".partial"
FORMAT = 1
_LARGEST = 256 * 1024 * 1024
_GENERATION = re.compile(r"(\d{4,})-\d{4}-\d{2}-\d{2}")
_LABEL = b"safeguard-log backup manifest v1|"


class Head(msgspec.Struct, frozen=True):
    """Where a compartment's audit trail ended when it was backed up."""

    number: int
    hash: str


class Manifest(msgspec.Struct, frozen=True):
    """What a backup holds. ``heads`` names the compartments that were opened and compared; the rest is sealed."""

    format: int
    vault_id: str
    number: int
    taken_at: str
    by: str
    heads: dict[str, Head]
    sealed: tuple[str, ...]
    files: tuple[Copied, ...]
    """Paths are relative to the backup's own folder, or begin with ``files/``."""
    signature: str = ""

    def signed(self) -> bytes:
        """The bytes that the signature covers."""
        return _LABEL + msgspec.json.encode(msgspec.structs.replace(self, signature=""), order="sorted")


def encode(manifest: Manifest) -> bytes:
    """The bytes of ``manifest.json``."""
    return msgspec.json.format(msgspec.json.encode(manifest, order="sorted"), indent=1) + b"\n"


def place_for(destination: Path, log: Path) -> Path:
    """The backup's folder on a medium: ``destination`` itself where that is one, else a folder in it."""
    if destination.name.endswith(ENDING):
        return destination
    return destination / (log.name.removesuffix(".safeguard") + ENDING)


def found_at(path: Path) -> Path:
    """The backup's folder that somebody pointed at: itself, one of its generations, or what lies in the folder."""
    try:
        for candidate in (path, path.parent):
            if candidate.name.endswith(ENDING) and candidate.is_dir():
                return candidate
        inside = [one for one in sorted(path.iterdir()) if one.name.endswith(ENDING) and one.is_dir()]
    except OSError:
        raise NotABackup from None
    if len(inside) != 1:
        raise NotABackup
    return inside[0]


def is_finished_name(name: str) -> bool:
    """Whether a folder with this name can be a finished backup: its number and its date, and nothing else."""
    return _GENERATION.fullmatch(name) is not None


def generations(place: Path) -> list[tuple[int, Path]]:
    """The finished backups of a folder by number, oldest first: those that have a manifest."""
    try:
        if not place.is_dir():
            return []
        found = [(match, one) for one in place.iterdir() if (match := _GENERATION.fullmatch(one.name))]
    except OSError as error:
        raise problem_for(error) from None
    return sorted((int(match[1]), one) for match, one in found if (one / MANIFEST).is_file())


def read_manifest(generation: Path) -> Manifest:
    """The list of a backup. Raises :class:`NotABackup` where it is not one that this program wrote."""
    try:
        raw = read_regular(generation / MANIFEST, _LARGEST)
        found = msgspec.json.decode(raw, type=Manifest)
    except (FileNotFoundError, NotRegular, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise NotABackup from None
    except OSError as error:
        raise problem_for(error) from None
    if encode(found) != raw or found.format != FORMAT or any(_leaves(one.path) for one in found.files):
        raise NotABackup
    return found


def _leaves(path: str) -> bool:
    """Whether a path of a manifest could point outside its backup."""
    return path.startswith("/") or "\\" in path or ":" in path or ".." in path.split("/") or "\0" in path


def located(place: Path, generation: Path, path: str) -> Path:
    """Where a file of the manifest lies."""
    return (place if path.startswith(FILES + "/") else generation) / path
