"""The house keeps its plan: what stands at the top, in resources, in the row of migrations and of decisions."""

import tomllib
from pathlib import PurePosixPath

import pytest

from tests.architecture import layout
from tests.architecture.project_files import files_in, project_files, text_of

DECISIONS = [path for path in files_in("safeguard_app", ".md") if path.parent.name == "decisions"]
GOOD_DECISION = "# One\n\n" + "".join(f"## {name}\n\nWords.\n\n" for name in layout.DECISION_HEADINGS)
GOOD_CHANGELOG = (
    "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A.\n\n## [0.1.0] - 2026-11-21\n\n### Fixed\n\n- B.\n"
)


def test_top_level_is_fixed() -> None:
    assert layout.strangers_at_the_top(project_files()) == []


def test_a_stranger_at_the_top_is_found() -> None:
    paths = [
        "setup.py",
        "docs/index.md",
        "README.md",
        ".ci/run",
        ".gitignore",
        "safeguard_app/app.py",
        "LICENSE/x",
    ]
    assert layout.strangers_at_the_top(map(PurePosixPath, paths)) == ["LICENSE", "docs", "setup.py"]


def test_resources_from_elsewhere_carry_their_licence() -> None:
    assert layout.unlicensed_resources(project_files()) == []


def test_a_missing_licence_is_found() -> None:
    paths = [
        "resources/fonts/a.ttf",
        "resources/icons/LICENSE",
        "resources/icons/a.svg",
        "resources/forms/a.toml",
    ]
    assert layout.unlicensed_resources(map(PurePosixPath, paths)) == ["fonts"]


def test_migrations_are_numbered_without_gaps() -> None:
    names = [path.name for path in files_in("safeguard_app", ".sql")]
    assert names
    assert layout.broken_migrations(names) == []


@pytest.mark.parametrize(
    ("names", "wrong"),
    [
        (["0001_first.sql", "0003_third.sql"], ["0002 is missing"]),
        (["0002_second.sql"], ["0001 is missing"]),
        (["0001_a.sql", "0001_b.sql"], ["0001 is used twice"]),
        (["1_first.sql"], ["1_first.sql is not a numbered name"]),
    ],
)
def test_a_gap_between_migrations_is_found(names: list[str], wrong: list[str]) -> None:
    assert layout.broken_migrations(names) == wrong


def test_decisions_are_numbered_pages_with_five_headings() -> None:
    assert layout.broken_decisions(path.name for path in DECISIONS) == []
    assert {path.name: layout.broken_decision(text_of(path)) for path in DECISIONS} == {
        p.name: [] for p in DECISIONS
    }
    assert len(DECISIONS) >= 9


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# One", "One"),
        ("## Decision\n\nWords.\n\n", ""),
        ("## Context\n\nWords.", "## Context\n\n"),
        ("Words.", "Words. " * 701),
    ],
)
def test_a_broken_decision_is_found(old: str, new: str) -> None:
    assert layout.broken_decision(GOOD_DECISION) == []
    assert layout.broken_decision(GOOD_DECISION.replace(old, new, 1))


def test_changelog() -> None:
    version = tomllib.loads(text_of(PurePosixPath("pyproject.toml")))["project"]["version"]
    assert layout.broken_changelog(text_of(PurePosixPath("packaging/CHANGELOG.md")), version) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("## [0.1.0] - 2026-11-21", "## 0.1.0"),
        ("## [0.1.0] - 2026-11-21", "## [0.1.0]"),
        ("### Added", "### Improved"),
        ("## [Unreleased]", "## [0.2.0] - 2026-01-01"),
        ("## [Unreleased]\n\n### Added\n\n- A.\n\n## [0.1.0]", "## [0.0.9]"),
    ],
)
def test_a_broken_changelog_is_found(old: str, new: str) -> None:
    assert layout.broken_changelog(GOOD_CHANGELOG, "0.1.0") == []
    assert layout.broken_changelog(GOOD_CHANGELOG.replace(old, new), "0.1.0")
