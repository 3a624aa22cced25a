"""Backups: databases through SQLite, sealed files as they lie, everything opened or read again and compared.

Sealed files that an earlier backup holds already are not copied again, but read again; one that is not what it was is
copied afresh.

Only when all of it compared is the signed manifest written and the folder given its name; until then it is not a
backup, and no earlier one has been touched. What this user's key does not open is copied sealed and compared by hash.

Nobody waits for it. Databases are copied a few pages at a time; between two steps, and while files are copied, hashed
and opened on a thread beside, others may write. What a database's copy holds is what stood in it at its last step, and
the files are those that it named then, but for those in quarantine; keys do not change and nothing is filed elsewhere
meanwhile (``long_work``).
"""

import contextlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

import msgspec

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.system.atomic_files import flush_folder, make_private_folder, write_whole
from safeguard_app.system.problems import DiskFault, DiskFull, FileGone, ReadOnlyFolder, problem_for
from safeguard_app.vault import backup_folder, hand_in, sealed_files
from safeguard_app.vault.backup_folder import FILES, FORMAT, MANIFEST, PARTIAL, Head, Manifest
from safeguard_app.vault.compartment import OpenCompartment
from safeguard_app.vault.giving_way import NOBODY_WAITS, GiveWay
from safeguard_app.vault.keys import vault_file
from safeguard_app.vault.open_vault import OpenVault
from safeguard_app.vault.problems import BackupInsideLog, BackupNotMade, NotABackup
from safeguard_app.vault.quarantined import files_to_back_up
from safeguard_app.vault.sealed_files import Progress
from safeguard_app.vault.verified_copy import (
    Copied,
    Pace,
    closed_databases,
    copy_database,
    copy_file,
    measured,
)

KEPT = 7
"""Finished backups kept in one place; the oldest beyond them goes, never one of the last two."""
_SPARE = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class BackupReport:
    """What a finished backup holds. ``absent`` counts stored files that the log names and no longer has.

    ``mended`` counts those of earlier backups here that were missing or damaged and were copied afresh;
    ``doubtful`` those of which the log's own file is not what it was at an earlier backup either.
    """

    place: Path
    number: int
    taken_at: datetime
    opened: tuple[Compartment, ...]
    sealed: tuple[Compartment, ...]
    files: int
    new_files: int
    mended: int
    doubtful: int
    absent: int
    size: int


def back_up(
    vault: OpenVault, destination: Path, progress: Progress | None = None, way: GiveWay = NOBODY_WAITS
) -> BackupReport:
    """Back the log up into a folder on another disk. Raises BackupNotMade with its cause, BackupInsideLog, Cancelled.

    ``progress`` is told bytes and may stop it. Leaves an event with counts in the daily log.
    """
    if _lies_inside(destination, vault.folder):
        raise BackupInsideLog
    with _causes(), vault.long_work():
        place = backup_folder.place_for(destination, vault.folder)
        job = way.aside(partial(_begun, vault, destination, place, Pace(progress)))
        try:
            report = job.run(way)
        finally:
            way.aside(job.clear_up)
        way.aside(partial(_drop_oldest, place))
    facts: dict[str, str | int] = {
        "number": report.number,
        "begun": report.taken_at.isoformat(),
        "sealed": len(report.sealed),
        "absent": report.absent,
        "mended": report.mended,
        "doubtful": report.doubtful,
    }
    vault.daily.note(EventKind.BACKED_UP, vault.user.id, vault.clock.now(), facts=facts)
    return report


def last_backup(vault: OpenVault) -> datetime | None:
    """When the newest verified backup was made, from the chain of the daily log."""
    return vault.last_of(EventKind.BACKED_UP)


def _begun(vault: OpenVault, destination: Path, place: Path, pace: Pace) -> "_Job":
    if not destination.is_dir():
        raise FileGone
    make_private_folder(place)
    return _Job(vault, place, pace)


class _Job:
    """One backup in the making. Only :meth:`run` itself, on the vault's thread, touches a database of the log."""

    def __init__(self, vault: OpenVault, place: Path, pace: Pace) -> None:
        self._vault = vault
        self._place = place
        self._now = vault.clock.now()
        earlier = backup_folder.generations(place)
        self._known = _known_files(earlier, vault.file.vault_id)
        self._read_again: dict[str, bool] = {}
        """Stored files of earlier backups that were read again by now, and whether they are what the list says."""
        self._mended = self._doubtful = 0
        self._number = earlier[-1][0] + 1 if earlier else 1
        self._final = place / f"{self._number:04d}-{self._now:%Y-%m-%d}"
        self._making = self._final.with_name(self._final.name + PARTIAL)
        self._sealed = tuple(one for one in Compartment if one not in vault.compartments)
        self._pace = pace
        self._copied: list[Copied] = []
        self._heads: dict[Compartment, Head] = {}
        self._named: dict[Compartment, set[str]] = {}
        """Stored files that each open database names: first as the backup begins, then as its copy was completed."""

    def run(self, way: GiveWay) -> BackupReport:
        for compartment in self._vault:
            self._named[compartment.id] = files_to_back_up(compartment)
            way.pause()
        way.aside(self._prepare)
        for compartment in self._vault:
            self._database(compartment, way)
        return way.aside(self._rest)

    def _prepare(self) -> None:
        self._set_pace()
        wanted, _ = self._wanted_files()
        self._require_room([path for path in wanted if not self._is_there(path)])
        shutil.rmtree(self._making, ignore_errors=True)
        make_private_folder(self._making)

    def _rest(self) -> BackupReport:
        """Everything but the open databases: which are copied by now, so that what they name is there."""
        wanted, absent = self._wanted_files()
        new = {path for path in wanted if not self._is_there(path)}
        for path in closed_databases(self._vault.folder, self._vault.compartments):
            self._copied.append(copy_file(path, self._making / path.name, self._pace))
        self._small_files()
        for path in wanted:
            self._stored_file(path, copy=path in new)
        self._finish()
        return BackupReport(
            place=self._place,
            number=self._number,
            taken_at=self._now,
            opened=tuple(self._vault.compartments),
            sealed=self._sealed,
            files=len(wanted),
            new_files=sum(self._inside(path) not in self._known for path in new),
            mended=self._mended,
            doubtful=self._doubtful,
            absent=absent,
            size=sum(one.size for one in self._copied),
        )

    def clear_up(self) -> None:
        """Whatever is still called partial never became a backup."""
        shutil.rmtree(self._making, ignore_errors=True)

    def _wanted_files(self) -> tuple[list[Path], int]:
        """Sealed files to be held: those that rows name, and of closed compartments all that are there."""
        folder, wanted, absent = self._vault.folder, list[Path](), 0
        for compartment in Compartment:
            shelf = folder / f"{compartment}.files"
            named = self._named.get(compartment)
            if named is None:
                wanted += [
                    path for path in sealed_files.all_files(shelf) if path.suffix == sealed_files.SUFFIX
                ]
                continue
            for name in sorted(named):
                path = sealed_files.path_of(shelf, name)
                if path.exists() or self._is_there(path):
                    wanted.append(path)
                else:
                    absent += 1
        return wanted, absent

    def _inside(self, path: Path) -> str:
        return f"{FILES}/{path.relative_to(self._vault.folder).as_posix()}"

    def _is_there(self, path: Path) -> bool:
        """Whether an earlier backup holds the file and it is what its list says: read in full, once a backup."""
        inside = self._inside(path)
        known = self._known.get(inside)
        if known is None:
            return False
        if inside not in self._read_again:
            self._read_again[inside] = self._is_sound(known)
        return self._read_again[inside]

    def _is_sound(self, known: Copied) -> bool:
        there = self._place / known.path
        if not there.is_file() or there.stat().st_size != known.size:
            return False
        try:
            return measured(there, known.path, self._pace) == known
        except DiskFault:
            return False  # a worn stick: what it cannot read is copied afresh

    def _set_pace(self) -> None:
        """What is copied, or read again, in bytes. Files that turn out damaged come on top."""
        held = [self._vault.folder / inside.removeprefix(FILES + "/") for inside in self._known]
        stored = [
            sealed_files.path_of(self._vault.folder / f"{compartment}.files", name)
            for compartment, names in self._named.items()
            for name in names
        ]
        closed = [
            path
            for one in self._sealed
            for path in sealed_files.all_files(self._vault.folder / f"{one}.files")
        ]
        self._pace.total = _size_of({*self._databases(), *self._waiting(), *held, *stored, *closed})

    def _databases(self) -> list[Path]:
        return [self._vault.folder / f"{compartment}.db" for compartment in Compartment]

    def _require_room(self, new: list[Path]) -> None:
        needed = _size_of({*self._databases(), *self._waiting(), *new})
        if sealed_files.free_space(self._place) < needed + _SPARE:
            raise DiskFull

    def _database(self, compartment: OpenCompartment, way: GiveWay) -> None:
        def at_last_step() -> None:
            head = compartment.head
            self._heads[compartment.id] = Head(head.number, head.hash.hex())
            self._named[compartment.id] = files_to_back_up(compartment)

        target = self._making / f"{compartment.id}.db"
        key = self._vault.keys[compartment.id]
        self._copied.append(copy_database(compartment.connection, key, target, self._pace, way, at_last_step))

    def _small_files(self) -> None:
        vault_file.write(self._making, self._vault.file)
        for name in (vault_file.NAME, vault_file.COPY_NAME):
            self._copied.append(measured(self._making / name, name))
        for path in self._waiting():
            inside = path.relative_to(self._vault.folder).as_posix()
            copied = copy_file(path, self._making / inside, self._pace)
            self._copied.append(Copied(inside, copied.size, copied.sha256))

    def _waiting(self) -> list[Path]:
        """What was handed in and is not taken in yet, files included: as it lies, for whoever has the key."""
        folder = self._vault.folder
        return [
            path for compartment in Compartment for path in hand_in.everything_waiting(folder, compartment)
        ]

    def _stored_file(self, path: Path, *, copy: bool) -> None:
        inside = self._inside(path)
        if copy:
            copied = copy_file(path, self._place / inside, self._pace)
            self._copied.append(Copied(inside, copied.size, copied.sha256))
            if inside in self._known:
                same = self._copied[-1] == self._known[inside]
                self._mended, self._doubtful = self._mended + same, self._doubtful + (not same)
        else:
            self._copied.append(self._known[inside])

    def _finish(self) -> None:
        """The manifest last, then the name: from here on it is a backup."""
        unsigned = Manifest(
            format=FORMAT,
            vault_id=self._vault.file.vault_id,
            number=self._number,
            taken_at=self._now.isoformat(),
            by=self._vault.user.id,
            heads={compartment.value: head for compartment, head in self._heads.items()},
            sealed=tuple(one.value for one in self._sealed),
            files=tuple(self._copied),
        )
        signature = self._vault.identity.sign(unsigned.signed())
        manifest = msgspec.structs.replace(unsigned, signature=signature)
        write_whole(self._making / MANIFEST, backup_folder.encode(manifest))
        if backup_folder.read_manifest(self._making) != manifest:
            raise BackupNotMade("differs")
        try:
            self._making.rename(self._final)
            flush_folder(self._place)
        except OSError as error:
            with contextlib.suppress(OSError):  # its name is not safe on the disk: it does not count
                self._final.rename(self._making)
            raise problem_for(error) from None


def _size_of(paths: set[Path]) -> int:
    return sum(path.stat().st_size for path in paths if path.exists())


def _known_files(earlier: list[tuple[int, Path]], vault_id: str) -> dict[str, Copied]:
    """Sealed files that earlier backups here hold. Refuses a folder that holds another log's."""
    known: dict[str, Copied] = {}
    for _, generation in earlier:
        try:
            manifest = backup_folder.read_manifest(generation)
        except NotABackup:
            continue  # damaged: what only that one knows of is copied again
        if manifest.vault_id != vault_id:
            raise BackupNotMade(
                "another_log",
                "There is a backup of another log in this folder, so none was made.",
                "Choose another folder on the stick or disk.",
            )
        known.update({one.path: one for one in manifest.files if one.path.startswith(FILES + "/")})
    return known


def _drop_oldest(place: Path) -> None:
    """Keep the newest; what cannot be removed today can be another day."""
    for _, generation in backup_folder.generations(place)[:-KEPT]:
        shutil.rmtree(generation, ignore_errors=True)


def _lies_inside(destination: Path, log: Path) -> bool:
    place, inner = destination.resolve(), log.resolve()
    return place == inner or inner in place.parents


_BECAUSE = {
    DiskFull.code: (
        "There is not enough room there for the backup, so it was not made. Earlier backups there are untouched.",
        "Free some space on the stick or disk, or use a larger one.",
    ),
    ReadOnlyFolder.code: (
        "That place cannot be written to, so the backup was not made. Earlier backups there are untouched.",
        "Check whether the stick is write-protected, or choose another folder.",
    ),
    FileGone.code: (
        "There is no such folder, or the stick was taken out, so no backup was made. Earlier backups are untouched.",
        "Connect the stick again or choose a folder, then make the backup again.",
    ),
    DiskFault.code: (None, None),
}


@contextlib.contextmanager
def _causes() -> Iterator[None]:
    """Say of what the disk refuses that it concerns the backup, not the log."""
    try:
        yield
    except (DiskFull, ReadOnlyFolder, FileGone, DiskFault) as problem:
        raise BackupNotMade(problem.code, *_BECAUSE[problem.code]) from None
    except OSError as error:
        problem_code = problem_for(error).code
        raise BackupNotMade(problem_code, *_BECAUSE[problem_code]) from None
