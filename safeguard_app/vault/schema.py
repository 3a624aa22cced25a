"""From one schema to the next: numbered files, each with its version bump in one transaction.

``user_version`` is the number of the newest file that was applied. A database from a newer program is refused.
"""

import re
from collections.abc import Callable
from importlib import resources

from sqlcipher3 import dbapi2 as sqlcipher

from safeguard_app.vault.database import Connection, checkpoint, database_problems, faults
from safeguard_app.vault.problems import DatabaseDamaged, LogTooNew

_NAME = re.compile(r"(\d{4})_[a-z0-9_]+\.sql")

Check = Callable[[Connection], bool]
"""Compares what a migration must leave as it was; whether it did."""

Derive = Callable[[Connection], None]
"""Works out anew what is derived from the records."""

Step = tuple[int, str]
"""A migration: its number, and its statements."""


def steps() -> list[Step]:
    """Every migration, in order."""
    folder = resources.files("safeguard_app.vault.migrations")
    found = []
    for entry in folder.iterdir():
        match = _NAME.fullmatch(entry.name)
        if match:
            found.append((int(match[1]), entry.read_text(encoding="utf-8")))
    return sorted(found)


def version_of(connection: Connection) -> int:
    """The schema number stored in the database; 0 in a new one."""
    with database_problems():
        answer = connection.execute("PRAGMA user_version").fetchone()
    return int(answer[0]) if answer else 0


def pending(connection: Connection) -> list[Step]:
    """The steps this database still lacks. Raises :class:`LogTooNew` for one from a newer program."""
    have, known = version_of(connection), steps()
    if have > known[-1][0]:
        raise LogTooNew
    return [step for step in known if step[0] > have]


def migrate(
    connection: Connection, check: Check = lambda _: True, derive: Derive = lambda _: None
) -> list[int]:
    """Apply what is pending, each step whole or not at all; the numbers of the steps that were applied.

    Before each step is committed the database's own checks run, and ``check``, which is given the chain to compare;
    :class:`DatabaseDamaged` where one of them fails. Of a database that holds anything, the caller has made a
    verified backup first. ``derive`` belongs to the last step: it knows the newest schema alone.
    """
    wanted = pending(connection)
    for number, script in wanted:
        with database_problems():
            connection.execute("BEGIN EXCLUSIVE")
            try:
                for statement in statements_of(script):
                    connection.execute(statement)
                connection.execute(_BUMP[number])
                if number == wanted[-1][0]:
                    derive(connection)
                if _faults_inside(connection) or not check(connection):
                    raise DatabaseDamaged
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")
        checkpoint(connection)
        if faults(connection):
            raise DatabaseDamaged
    return [number for number, _ in wanted]


_BUMP = {
    1: "PRAGMA user_version = 1",
    2: "PRAGMA user_version = 2",
    3: "PRAGMA user_version = 3",
    4: "PRAGMA user_version = 4",
    5: "PRAGMA user_version = 5",
    6: "PRAGMA user_version = 6",
    7: "PRAGMA user_version = 7",
}
"""PRAGMA takes no parameters, and no statement here is built from pieces."""


def _faults_inside(connection: Connection) -> bool:
    """What can be checked before the commit: the page check reads the file, which does not hold the step yet."""
    sound = connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
    return not sound or bool(connection.execute("PRAGMA foreign_key_check").fetchall())


def statements_of(script: str) -> list[str]:
    """The statements of a script, told apart by the database's own parser: triggers, comments and texts included.

    Raises ValueError where the last one does not end.
    """
    statements: list[str] = []
    gathered = ""
    for piece in re.split(r"(?<=;)", script):
        gathered += piece
        if sqlcipher.complete_statement(gathered):
            statements.append(gathered.strip())
            gathered = ""
    if _without_comments(gathered).strip():
        raise ValueError("a migration ends in the middle of a statement")
    return statements


def _without_comments(text: str) -> str:
    return re.sub(r"--[^\n]*|/\*.*?\*/", "", text, flags=re.DOTALL)
