"""From one schema to the next: numbered files, each with its version bump in one transaction.

``user_version`` is major * 1000 + minor. A newer major refuses to open; a newer minor opens (it only added things).
"""

import re
from importlib import resources

from safeguard_app.vault.database import Connection, database_problems
from safeguard_app.vault.problems import LogTooNew

MAJOR = 1
_NAME = re.compile(r"(\d{4})_[a-z0-9_]+\.sql")


def steps() -> list[tuple[int, str]]:
    """Every migration as (number, statements), in order."""
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


def pending(connection: Connection) -> list[int]:
    """Numbers of the steps this database still lacks. Raises :class:`LogTooNew` for one from a newer program."""
    have = version_of(connection)
    known = steps()[-1][0]
    if have > known:
        raise LogTooNew
    return [number for number, _ in steps() if number > have]


def migrate(connection: Connection) -> None:
    """Apply what is pending, each step whole or not at all. The caller has made a verified backup first."""
    wanted = set(pending(connection))
    for number, statements in steps():
        if number not in wanted:
            continue
        with database_problems():
            connection.execute("BEGIN EXCLUSIVE")
            try:
                for statement in _split(statements):
                    connection.execute(statement)
                connection.execute(_BUMP[number])
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")


_BUMP = {1: "PRAGMA user_version = 1"}
"""PRAGMA takes no parameters, and no statement here is built from pieces."""


def _split(script: str) -> list[str]:
    """The statements of a script. A trigger's END; closes it; everything else ends at a line's last semicolon."""
    statements: list[str] = []
    gathered: list[str] = []
    for line in script.splitlines():
        bare = line.split("--", maxsplit=1)[0].rstrip()
        if not bare and not gathered:
            continue
        gathered.append(bare)
        in_trigger = gathered[0].lstrip().startswith("CREATE TRIGGER")
        if bare.endswith("END;") or (bare.endswith(";") and not in_trigger):
            statements.append("\n".join(gathered).rstrip(";"))
            gathered = []
    return [statement + ";" if "TRIGGER" in statement else statement for statement in statements]
