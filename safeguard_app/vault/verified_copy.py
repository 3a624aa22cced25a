"""Copies of a log's files that are only called copies after they were opened, or read again, and compared.

A database that is open is copied by SQLite itself, page by page, with the same key and salt and never a plain byte on
the disk; copying it by file functions would drop its locks. Between two steps others may write: SQLite brings what they
change into the copy as well, so that it is the database as it stands at the last step, and of no moment before.
Everything else is copied as it lies, and compared by hash.
"""

import contextlib
import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from safeguard_app.domain.errors import Cancelled
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.system.atomic_files import (
    TEMPORARY_SUFFIX,
    flush_folder,
    make_private_folder,
    replace,
    whole_file,
)
from safeguard_app.system.problems import problem_for
from safeguard_app.system.regular_files import open_regular
from safeguard_app.vault import chain, database
from safeguard_app.vault.database import Connection, Row, database_problems
from safeguard_app.vault.giving_way import NOBODY_WAITS, GiveWay
from safeguard_app.vault.problems import BackupNotMade
from safeguard_app.vault.sealed_files import Progress

Databases = dict[Compartment, tuple[Connection, bytes]]
"""Open databases, each with its key."""

_CHUNK = 1024 * 1024
_PAGES_AT_ONCE = 64
"""Pages copied in one step, about three milliseconds: nobody who types notices it."""
_COUNTS = """
SELECT (SELECT count(*) FROM event), (SELECT count(*) FROM version), (SELECT count(*) FROM tombstone),
       (SELECT count(*) FROM file_key), (SELECT count(*) FROM draft), (SELECT count(*) FROM summary),
       (SELECT count(*) FROM link), (SELECT count(*) FROM searched)
"""


@dataclass(frozen=True, slots=True)
class Copied:
    """A file of a copy: its path inside, its size and its SHA-256, measured on the copy."""

    path: str
    size: int
    sha256: str


@dataclass(slots=True)
class Pace:
    """Tells progress over several files; stops the work with :class:`Cancelled` when told to."""

    progress: Progress | None
    total: int = 0
    done: int = 0

    def add(self, size: int) -> None:
        """Report ``size`` more bytes."""
        self.done += size
        if self.progress is not None and not self.progress(min(self.done, self.total), self.total):
            raise Cancelled


def copy_database(
    connection: Connection,
    key: bytes,
    target: Path,
    pace: Pace | None = None,
    way: GiveWay = NOBODY_WAITS,
    at_last_step: Callable[[], None] = lambda: None,
) -> Copied:
    """A verified copy of an open database at ``target``. Raises :class:`BackupNotMade` where it does not compare.

    ``at_last_step`` is called when the copy is complete, before anybody can write again.
    """
    temporary = target.with_name(target.name + TEMPORARY_SUFFIX)
    try:
        temporary.unlink(missing_ok=True)
        with database_problems():
            _copy_pages(connection, key, temporary, pace or Pace(None), way)
        at_last_step()
        stood = _state(connection)
        return way.aside(partial(_compared, key, temporary, target, stood))
    except OSError as error:
        raise problem_for(error) from None
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _copy_pages(connection: Connection, key: bytes, temporary: Path, pace: Pace, way: GiveWay) -> None:
    copied = 0

    def stepped(_status: int, left: int, of: int) -> None:
        nonlocal copied
        pace.add(max(0, of - left - copied) * database.PAGE)
        copied = max(copied, of - left)
        if left:
            way.pause()

    copy = database.create_copy(temporary, key)
    try:
        connection.backup(copy, pages=_PAGES_AT_ONCE, progress=stepped, sleep=0)
        copy.execute("PRAGMA journal_mode = DELETE")  # so that it opens from where nothing can be written
    finally:
        copy.close()


def _compared(key: bytes, temporary: Path, target: Path, stood: tuple[Row | None, ...]) -> Copied:
    """Open the copy, compare it with what stood in the database, and give it its name."""
    _flush_file(temporary)
    opened = database.open_for_reading(temporary, key)
    try:
        sound = not database.faults(opened) and _state(opened) == stood
    finally:
        opened.close()
    if not sound:
        raise BackupNotMade("differs")
    replace(temporary, target)
    flush_folder(target.parent)
    return measured(target, target.name)


def _state(connection: Connection) -> tuple[Row | None, ...]:
    """What has to be the same in a database and its copy: head of the chain, number of rows, schema."""
    with database_problems():
        return (
            connection.execute(chain.HEAD).fetchone(),
            connection.execute(_COUNTS).fetchone(),
            connection.execute("PRAGMA user_version").fetchone(),
        )


def copy_file(source: Path, target: Path, pace: Pace) -> Copied:
    """Copy a file as it lies, then read the copy from the disk and compare its hash with what was read."""
    read = hashlib.sha256()
    make_private_folder(target.parent)
    try:
        with open_regular(source) as stream, whole_file(target) as copy:
            while chunk := stream.read(_CHUNK):
                read.update(chunk)
                copy.write(chunk)
                pace.add(len(chunk))
    except OSError as error:
        raise problem_for(error) from None
    found = measured(target, target.name)
    if found.sha256 != read.hexdigest():
        raise BackupNotMade("differs")
    return found


def measured(path: Path, name: str, pace: Pace | None = None) -> Copied:
    """Size and hash of a file as the disk gives it back, past the system's cache where it lets us."""
    digest, size = hashlib.sha256(), 0
    try:
        with open_regular(path) as stream:
            if hasattr(os, "posix_fadvise"):
                os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
                if pace is not None:
                    pace.add(len(chunk))
    except OSError as error:
        raise problem_for(error) from None
    return Copied(name, size, digest.hexdigest())


def _flush_file(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def closed_databases(folder: Path, opened: Mapping[Compartment, object]) -> list[Path]:
    """The database files of compartments that are not open here, each with its write-ahead file where it has one."""
    found = []
    for compartment in Compartment:
        if compartment not in opened:
            names = (f"{compartment}.db", f"{compartment}.db-wal")
            found += [folder / name for name in names if (folder / name).exists()]
    return found
