"""Opening one compartment's SQLCipher database, and nothing else that could open one.

The settings and the reasons for them were measured (security.md 3.4). Three facts shape this page: a missing or
cut-off file opens as a silent empty database, so it is refused before; a forgotten key, or a build without the cipher,
makes a plain file, so both are checked on every open; and SQLCipher says the same words for a wrong key and a damaged
first page, so a wrong key is excluded by the slot's public key before this page is reached.
"""

import contextlib
import os
import secrets
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from sqlcipher3 import dbapi2 as sqlcipher

from safeguard_app.domain.errors import Cancelled, KnownProblem
from safeguard_app.system.atomic_files import PRIVATE_FILE
from safeguard_app.system.instance_lock import LogInUse
from safeguard_app.system.problems import DiskFault, DiskFull, ReadOnlyFolder
from safeguard_app.system.regular_files import NotRegular, open_regular
from safeguard_app.vault.problems import CipherMissing, DatabaseDamaged

KEY_BYTES = 48
"""32 bytes of key followed by the 16 bytes of salt that are also the file's first 16 bytes."""
SALT_BYTES = 16
PAGE = 4096
_LEAST_CIPHER = (4, 17)
_LEAST_SQLITE = (3, 53, 3)
_PROVIDER = "openssl"
_PLAIN_MAGIC = b"SQLite format 3\x00"

_SETTINGS = (
    "PRAGMA cipher_page_size = 4096",
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA wal_autocheckpoint = 1000",
    "PRAGMA journal_size_limit = 16777216",
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",
    "PRAGMA cell_size_check = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA mmap_size = 0",
)
_COPY_SETTINGS = (
    "PRAGMA cipher_page_size = 4096",
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA temp_store = MEMORY",
)
_MEMORY_SETTING = "PRAGMA cipher_memory_security = ON"
"""Its memory is kept off the disk and wiped. For a whole process: once on, SQLCipher lets nobody turn it off."""
_MAC_SETTINGS = ("PRAGMA fullfsync = ON", "PRAGMA checkpoint_fullfsync = ON")
_CACHE_DAILY = "PRAGMA cache_size = -20480"
_CACHE_OTHER = "PRAGMA cache_size = -8192"

Row = tuple[Any, ...]


def go_on() -> None:
    """The pause between two steps of a check when nobody waits."""


class Cursor(Protocol):
    """What of a database cursor is used here."""

    rowcount: int

    def fetchone(self) -> Row | None:
        """The next row, or None."""

    def fetchall(self) -> list[Row]:
        """All rows that are left."""

    def __iter__(self) -> Iterator[Row]:
        """Rows one after another."""


class Connection(Protocol):
    """What of a SQLCipher connection is used here (the library carries no types)."""

    in_transaction: bool
    total_changes: int
    """Rows changed since it was opened; what is rolled back counts too."""

    def execute(self, statement: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> Cursor:
        """Run one statement."""

    def executemany(self, statement: str, parameters: Iterable[Sequence[Any]]) -> Cursor:
        """Run one statement for each row of parameters."""

    def set_key(self, key: str) -> None:
        """Give the cipher its key, without the key ever standing in a statement."""

    def reset_key(self, key: str) -> None:
        """Encrypt every page again with another key, in one transaction."""

    def set_authorizer(self, callback: Callable[..., int] | None) -> None:
        """Have every action of every statement allowed or denied by ``callback``."""

    def backup(
        self, target: Any, *, pages: int, progress: Callable[[int, int, int], None], sleep: float
    ) -> None:
        """Copy every page to ``target``, some at a time; ``progress`` hears what is left, and of how many."""

    def interrupt(self) -> None:
        """Stop the statement that is running."""

    def close(self) -> None:
        """Close the database."""


def check_library() -> None:
    """Raise :class:`CipherMissing` unless the installed library encrypts and is recent enough to be safe."""
    if tuple(int(part) for part in sqlcipher.sqlite_version.split(".")) < _LEAST_SQLITE:
        raise CipherMissing
    connection = sqlcipher.connect(":memory:")
    try:
        answer = connection.execute("PRAGMA cipher_version").fetchone()
    finally:
        connection.close()
    if answer is None or _version(str(answer[0])) < _LEAST_CIPHER:
        raise CipherMissing


def create(path: Path, key: bytes) -> Connection:
    """A new encrypted database at ``path``, which must not exist."""
    os.close(
        os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
    )  # SQLite would let others read it
    return _connected(path, key, daily=path.stem == "c1")


def create_copy(path: Path, key: bytes) -> Connection:
    """An empty database at ``path``, for the pages of another with the same key; the caller makes it durable."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE))
    connection: Connection = sqlcipher.connect(str(path), isolation_level=None)
    try:
        _unlock(connection, key)
        for setting in _COPY_SETTINGS:
            connection.execute(setting)
    except BaseException:
        connection.close()
        raise
    return connection


def open_existing(path: Path, key: bytes) -> Connection:
    """Open the database at ``path``. Raises :class:`DatabaseDamaged` for a missing, cut or damaged file."""
    _refuse_stumps(path, key)
    return _connected(path, key, daily=path.stem == "c1")


def open_for_reading(path: Path, key: bytes) -> Connection:
    """Open a finished copy (a backup) without changing a byte of it."""
    _refuse_stumps(path, key)
    with database_problems():
        connection: Connection = sqlcipher.connect(
            f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None
        )
        try:
            _unlock(connection, key)
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except (sqlcipher.Error, KnownProblem, MemoryError):
            connection.close()
            raise
    return connection


def _connected(path: Path, key: bytes, *, daily: bool) -> Connection:
    if not os.access(path, os.W_OK):
        raise ReadOnlyFolder
    with database_problems():
        connection: Connection = sqlcipher.connect(str(path), isolation_level=None, cached_statements=256)
        try:
            _unlock(connection, key)
            for setting in _SETTINGS:
                connection.execute(setting)
            connection.execute(_CACHE_DAILY if daily else _CACHE_OTHER)
            if sys.platform == "darwin":
                for setting in _MAC_SETTINGS:
                    connection.execute(setting)
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except (sqlcipher.Error, KnownProblem, MemoryError):
            connection.close()
            raise
    return connection


def _unlock(connection: Connection, key: bytes) -> None:
    if len(key) != KEY_BYTES:
        raise DatabaseDamaged
    connection.execute("PRAGMA cipher_log_level = NONE")
    if sys.platform != "win32":
        connection.execute(_MEMORY_SETTING)
    connection.set_key(f"x'{key.hex()}'")
    if connection.execute("PRAGMA cipher_version").fetchone() is None:
        raise CipherMissing
    provider = connection.execute("PRAGMA cipher_provider").fetchone()
    if provider is None or provider[0] != _PROVIDER:
        raise CipherMissing


def _refuse_stumps(path: Path, key: bytes) -> None:
    """A file shorter than a page would open as an empty log; a plain header means the cipher was not there."""
    try:
        size = path.stat().st_size
        with open_regular(path) as stream:
            head = stream.read(16)
    except (FileNotFoundError, NotRegular):
        raise DatabaseDamaged from None
    except PermissionError:
        raise ReadOnlyFolder from None
    except OSError:
        raise DiskFault from None
    if not _length_is_sound(path, size) or head == _PLAIN_MAGIC or head != key[-SALT_BYTES:]:
        raise DatabaseDamaged


def _length_is_sound(path: Path, size: int) -> bool:
    """Whole pages, at least one; a torn end may still be healed by the write-ahead file."""
    hot = path.with_name(path.name + "-wal")
    wal_may_heal = hot.exists() and hot.stat().st_size > 0
    return size >= PAGE and (size % PAGE == 0 or wal_may_heal)


def looks_whole(path: Path) -> bool:
    """What can be said of a database without its key: it is there, and of a length a whole database can have."""
    return path.is_file() and _length_is_sound(path, path.stat().st_size)


_FULL = ("disk is full", "disk full")
_DAMAGED = (
    "not a database",
    "malformed",
    "file is encrypted",
    "hmac",
    "corrupt",
    "vtable constructor failed",  # a damaged page of the search index
    "readonly database",  # the cipher lets nothing be written any more once it has met a damaged page
)


@contextlib.contextmanager
def database_problems() -> Iterator[None]:
    """Turn what SQLite raises about the outside world into problems for people. Mistakes in SQL stay bugs."""
    try:
        yield
    except sqlcipher.Error as error:
        problem = _problem_for(error)
        if problem is None:
            raise
        raise problem from None
    except MemoryError:
        raise DatabaseDamaged from None


def _problem_for(error: sqlcipher.Error) -> KnownProblem | None:
    text = str(error).lower()
    if any(words in text for words in _FULL):
        return DiskFull()
    if "interrupted" in text:
        return Cancelled()
    if "is locked" in text:
        return LogInUse("Another program is using a database of this log, so it was not opened.")
    if "unable to open" in text or "disk i/o error" in text:
        return DiskFault()  # a folder that may not be written was met when the log's lock was taken
    if any(words in text for words in _DAMAGED):
        return DatabaseDamaged()
    return None


def rekey(connection: Connection, key: bytes) -> None:
    """Encrypt the database again with ``key``, which keeps the file's salt. Whole or not at all, then durable."""
    with database_problems():
        connection.reset_key(f"x'{key.hex()}'")
    checkpoint(connection)


def fresh_key(salt: bytes = b"") -> bytes:
    """A new random key; with the salt of a database that exists already, or a new one."""
    return secrets.token_bytes(KEY_BYTES - SALT_BYTES) + (salt or secrets.token_bytes(SALT_BYTES))


def faults(connection: Connection, pause: Callable[[], None] = go_on) -> list[str]:
    """What SQLCipher's and SQLite's own checks find, as short codes; empty for a sound database.

    Call :func:`checkpoint` before: the page check reads the main file only, and would raise false alarms. Others get
    their turn in ``pause``, between two checks.
    """
    found = []
    with database_problems():
        if connection.execute("PRAGMA cipher_integrity_check").fetchall():
            found.append("page_damaged")
        pause()
        if connection.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
            found.append("database_malformed")
        pause()
        if connection.execute("PRAGMA foreign_key_check").fetchall():
            found.append("reference_broken")
    return found


def checkpoint(connection: Connection) -> None:
    """Fold the write-ahead file into the database, so that the integrity checks see every page."""
    with database_problems():
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(maxsplit=1)[0].split("."))
