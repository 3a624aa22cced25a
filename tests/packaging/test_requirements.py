"""Every package has its reason, its exact version and its hashes, and a licence that a school's tool can live with."""

import importlib.metadata
import re
import tomllib
from pathlib import Path

import pytest

from compile_requirements import with_condition

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
NAMED = re.compile(r"^([A-Za-z0-9._-]+)(?:[!<>=~][^ #]+)? +# \S.*$")
PINNED = re.compile(r"^([a-z0-9-]+)==([^ ;]+)(?: ; [^\\]+)? \\$")
HASHED = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _named(file: str) -> list[str]:
    """Return the packages a file names; each line must say why."""
    lines = (PACKAGING / file).read_text(encoding="utf-8").splitlines()
    matches = {line: NAMED.match(line) for line in lines if line and not line.startswith(("#", "-r "))}
    assert [line for line, match in matches.items() if match is None] == []
    return [_normal(match[1]) for match in matches.values() if match]


def _pinned(file: str) -> dict[str, str]:
    """Return the version of each package a compiled file pins; nothing but pins and hashes may stand in it."""
    versions, bare = {}, []
    for line in (PACKAGING / file).read_text(encoding="utf-8").splitlines():
        if match := PINNED.match(line):
            versions[match[1]] = match[2]
        elif not HASHED.match(line):
            bare.append(line)
    assert bare == []
    return versions


def test_run_time_packages_are_those_of_the_project_file() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {_normal(re.split(r"[><=~!; ]", line)[0]) for line in project["dependencies"]}
    assert declared == set(_named("requirements.in"))


@pytest.mark.parametrize("stem", ["requirements", "requirements-dev"])
def test_every_named_package_is_pinned(stem: str) -> None:
    assert set(_named(f"{stem}.in")) <= set(_pinned(f"{stem}.txt"))


def test_tests_run_with_the_versions_the_program_ships() -> None:
    assert _pinned("requirements.txt").items() <= _pinned("requirements-dev.txt").items()


def test_what_is_installed_is_what_is_pinned() -> None:
    installed = {name: importlib.metadata.version(name) for name in _pinned("requirements.txt")}
    assert installed == _pinned("requirements.txt")


def test_every_shipped_package_is_in_the_table_of_licences() -> None:
    table = (PACKAGING / "licences" / "THIRD-PARTY.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([a-z][a-z0-9-]*) \| ([^|]+) \|", table, flags=re.MULTILINE)
    assert {name for name, _ in rows} == set(_pinned("requirements.txt"))
    assert [name for name, licence in rows if re.search(r"\bA?GPL", licence)] == []


def test_every_shipped_package_brings_its_licence_text(tmp_path: Path) -> None:
    from licences.collect import collect

    collect(tmp_path)
    for package in _pinned("requirements.txt"):
        assert [file.stat().st_size > 100 for file in (tmp_path / package).iterdir()]
    assert (tmp_path / "LGPL-3.0.txt").exists()
    assert (tmp_path / "icons-LICENSE").exists()


def test_a_package_for_one_platform_gets_its_condition() -> None:
    assert with_condition("colorama==0.4.6 \\") == 'colorama==0.4.6 ; sys_platform == "win32" \\'
    assert with_condition("pytest==9.2.0 \\") == "pytest==9.2.0 \\"
    assert with_condition("    --hash=sha256:00 \\") == "    --hash=sha256:00 \\"
    assert _pinned("requirements-dev.txt")["colorama"]
