"""Decision 0004 names every table that may change; every other table refuses UPDATE and DELETE by trigger."""

import re
from pathlib import Path, PurePosixPath

from sqlcipher3 import dbapi2 as sqlcipher

from tests.architecture.project_files import ROOT, files_in, text_of

DECISION = PurePosixPath("safeguard_app/decisions/0004-what-is-mutable.md")
APPEND_ONLY = {"event", "version", "tombstone"}


def unguarded_tables(script: str) -> set[str]:
    """Return the tables a schema makes without triggers against both UPDATE and DELETE."""
    connection = sqlcipher.connect(":memory:")
    try:
        connection.executescript(script)
        rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
    finally:
        connection.close()
    virtual = [
        name for kind, name, _, sql in rows if kind == "table" and str(sql).startswith("CREATE VIRTUAL")
    ]
    tables = {
        str(name)
        for kind, name, *_ in rows
        if kind == "table"
        and not name.startswith("sqlite_")
        and not any(name.startswith(f"{owner}_") for owner in virtual)
    }
    guards = [(str(table), str(sql).upper()) for kind, _, table, sql in rows if kind == "trigger"]
    return {
        table
        for table in tables
        for action in ("BEFORE UPDATE ON", "BEFORE DELETE ON")
        if not any(guarded == table and action in sql and "RAISE(ABORT" in sql for guarded, sql in guards)
    }


def _schema() -> str:
    scripts = [path for path in files_in("safeguard_app", ".sql") if path.parent.name == "migrations"]
    return "\n".join(text_of(path) for path in scripts)


def _named_by_the_decision() -> set[str]:
    """Return the names that begin the points of the decision: "- `draft`: ...", "- `summary`, `link` ...: ..."."""
    beginnings = re.findall(r"^- ((?:`[a-z_]+`(?:, | and )?)+):", text_of(DECISION), flags=re.MULTILINE)
    return {name for beginning in beginnings for name in re.findall(r"`([a-z_]+)`", beginning)}


def test_the_tables_that_may_change_are_those_of_the_decision() -> None:
    assert unguarded_tables(_schema()) == _named_by_the_decision()
    assert not _named_by_the_decision() & APPEND_ONLY


def test_an_unguarded_table_is_found() -> None:
    guard = "CREATE TRIGGER on_{0} BEFORE {0} ON kept BEGIN SELECT RAISE(ABORT, 'kept'); END;"
    table = "CREATE TABLE kept (a INTEGER);"
    assert unguarded_tables(table) == {"kept"}
    assert unguarded_tables(table + guard.format("UPDATE")) == {"kept"}
    assert unguarded_tables(table + guard.format("UPDATE") + guard.format("DELETE")) == set()


def test_every_decision_is_listed_on_the_architecture_page() -> None:
    page = (ROOT / "safeguard_app" / "README.md").read_text(encoding="utf-8")
    pages = Path(ROOT, "safeguard_app", "decisions").glob("*.md")
    assert [name for name in sorted(path.name for path in pages) if f"decisions/{name}" not in page] == []
