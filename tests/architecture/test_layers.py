"""Who may import whom: the contracts of pyproject.toml, run by import-linter, and each shown a line that breaks it."""

import ast
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.project_files import ROOT, files_in, findings

LINT = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
PACKAGES = (
    *("demo", "ui", "services", "vault", "documents", "catalogue", "evidence_files"),
    *("system", "domain"),
)
MODULES = ("__main__", "app", "cli")
# Standard library too, but files, processes, databases and clocks are not for rules.
OUTSIDE_WORLD = {
    "os",
    "pathlib",
    "io",
    "shutil",
    "subprocess",
    "sqlite3",
    "socket",
    "time",
    "locale",
    "threading",
}


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "200"}
    command = [*LINT, "--no-cache"]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def _house(folder: Path, module: str, line: str) -> None:
    """Build an empty house under the project's own contracts, with one line of code in one of its modules."""
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (folder / "pyproject.toml").write_text(settings, encoding="utf-8")
    package = folder / "safeguard_app"
    for name in PACKAGES:
        (package / name).mkdir(parents=True)
        (package / name / "__init__.py").write_text("", encoding="utf-8")
    for name in ("__init__", *MODULES):
        (package / f"{name}.py").write_text("", encoding="utf-8")
    (package / module).write_text(line, encoding="utf-8")


def test_layers_of_the_program() -> None:
    ran = _lint(ROOT)
    assert ran.returncode == 0, ran.stdout


def test_an_empty_house_keeps_every_contract(tmp_path: Path) -> None:
    _house(tmp_path, "domain/people.py", "import dataclasses\n")
    ran = _lint(tmp_path)
    assert ran.returncode == 0, ran.stdout


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("domain/people.py", "import safeguard_app.system\n"),
        ("ui/page.py", "import safeguard_app.cli\n"),
        ("ui/page.py", "import safeguard_app.vault\n"),
        ("services/people.py", "import safeguard_app.ui\n"),
        ("services/people.py", "import sqlcipher3\n"),
        ("services/people.py", "import sqlite3\n"),
        ("services/people.py", "import reportlab\n"),
        ("vault/store.py", "import safeguard_app.documents\n"),
        ("vault/store.py", "from PySide6 import QtCore\n"),
        ("vault/store.py", "import socket\n"),
        ("ui/page.py", "def f() -> None:\n    import http.client\n"),
        ("evidence_files/mails.py", "import safeguard_app.documents\n"),
        ("services/paper.py", "import pikepdf\n"),
        ("ui/page.py", "import safeguard_app.evidence_files\n"),
        ("services/texts.py", "import lxml.etree\n"),
        ("loose.py", ""),
    ],
)
def test_a_broken_contract_is_found(tmp_path: Path, module: str, line: str) -> None:
    _house(tmp_path, module, line)
    ran = _lint(tmp_path)
    assert ran.returncode != 0, ran.stdout


def test_every_contract_is_there() -> None:
    """The number is written here too, so that none can be dropped from the settings without a word."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert len(settings["tool"]["importlinter"]["contracts"]) >= 7


def test_domain_imports_the_standard_library_and_itself_only() -> None:
    domain = [path for path in files_in("safeguard_app", ".py") if path.parts[1] == "domain"]
    assert domain
    assert findings(domain, _foreign_imports) == {}


def test_a_foreign_import_is_found() -> None:
    assert _foreign_imports("import enum\nfrom safeguard_app.domain.people import Person\n") == []
    assert _foreign_imports("def f():\n    import msgspec\n") == ["msgspec"]
    assert _foreign_imports("import os.path\nfrom pathlib import Path\n") == ["os", "pathlib"]


def _foreign_imports(text: str) -> list[str]:
    """Return the imports of a module of rules that are neither pure standard library nor rules themselves."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names = [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        else:
            continue
        roots = [name.partition(".")[0] for name in names if not name.startswith("safeguard_app.domain")]
        found += [root for root in roots if root not in sys.stdlib_module_names or root in OUTSIDE_WORLD]
    return found
