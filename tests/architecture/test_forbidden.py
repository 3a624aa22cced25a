"""Promises that a line of code could break quietly."""

import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest

from tests.architecture import forbidden
from tests.architecture.project_files import ROOT, files_in, findings, project_files, text_of

PROGRAM = files_in("safeguard_app", ".py")


def test_no_file_names_a_registry_or_a_path_of_this_machine() -> None:
    assert findings(project_files(), forbidden.places) == {}


def test_a_registry_or_a_path_is_found() -> None:
    halves = ("https://pyp", "i.org/simple"), ("see /wo", "rk/notes"), ("in /ro", "ot/notes")
    assert all(forbidden.places("".join(pair)) for pair in halves)
    assert not forbidden.places("homework/rooted at home; a network/path; /home/lead is anybody")


def test_colours_stand_in_the_token_files_only() -> None:
    others = [path for path in PROGRAM if not forbidden.may_name_colours(path)]
    assert findings(others, forbidden.colours) == {}


def test_a_colour_is_found() -> None:
    assert forbidden.colours("a = '#1F4E79'; b = f'color: #fff; {a}'") == ["#1F4E79", "#fff"]
    assert forbidden.colours("# '#1F4E79' in a comment\ncase = '#2026-0042'; tag = '#feedback'") == []


def test_the_token_file_of_the_window_is_where_the_rule_says() -> None:
    assert forbidden.colours(text_of(PurePosixPath("safeguard_app/ui/theme/tokens.py")))


def test_nothing_writes_temporary_files_or_pumps_events() -> None:
    assert findings(PROGRAM, forbidden.unsafe_code) == {}


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import tempfile", ["tempfile"]),
        ("from tempfile import mkstemp", ["tempfile", "mkstemp"]),
        ("from PySide6.QtCore import QTemporaryFile", ["QTemporaryFile"]),
        ("QtCore.QTemporaryDir()", ["QTemporaryDir"]),
        ("app.processEvents()", ["processEvents"]),
        ("thread.terminate()", ["terminate"]),
        ("page.screen().size()", ["screen"]),
        ("def f():\n    import pickle", ["pickle"]),
        ("import template; thread.wait()", []),
    ],
)
def test_unsafe_code_is_found(code: str, found: list[str]) -> None:
    assert forbidden.unsafe_code(code) == found


def test_qt_lives_in_the_window_and_where_it_is_put_together() -> None:
    others = [path for path in PROGRAM if path.parts[1] not in {"ui", "app", "app.py"}]
    assert findings(others, forbidden.qt_imports) == {}


def test_a_qt_import_is_found() -> None:
    assert forbidden.qt_imports("def f():\n    from PySide6.QtCore import QObject") == ["PySide6.QtCore"]


def test_sql_is_never_put_together_from_strings() -> None:
    """The linter's rule S608 is on everywhere, and nobody switches it off in a comment."""
    assert [
        str(path) for path in PROGRAM if "noqa: S608" in text_of(path) or "ruff: noqa" in text_of(path)
    ] == []
    assert _sql_findings(
        "def f(name: str) -> str:\n    return f\"SELECT body FROM version WHERE id = '{name}'\"\n"
    )
    assert not _sql_findings('QUERY = "SELECT body FROM version WHERE id = :id"\n')


def test_no_statement_is_put_together_where_it_runs() -> None:
    assert findings(PROGRAM, forbidden.built_sql) == {}


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("c.execute(f'PRAGMA user_version = {n}')", True),
        ("c.execute('VACUUM INTO ' + name())", True),
        ("c.execute('DELETE FROM %s' % table)", True),
        ("c.executescript('{}'.format(script))", True),
        ("c.execute(QUERY, (1,))", False),
        ("c.execute('SELECT 1')", False),
        ("c.execute(statements[kind])", False),
    ],
)
def test_a_statement_put_together_is_found(code: str, found: bool) -> None:
    assert bool(forbidden.built_sql(code)) is found


def _sql_findings(code: str) -> bool:
    """Ask the linter, with the project's own settings, about a module of the program."""
    command = [
        sys.executable,
        "-m",
        "ruff",
        "check",
        "--stdin-filename",
        "safeguard_app/vault/sample.py",
        "-",
    ]
    ran = subprocess.run(command, cwd=ROOT, input=code.encode(), capture_output=True, check=False)
    return b"S608" in ran.stdout


def test_pinned_files_hold_versions_and_hashes_only() -> None:
    for path in sorted(Path(ROOT, "packaging").glob("requirements*.txt")):
        assert "http" not in path.read_text(encoding="utf-8")
