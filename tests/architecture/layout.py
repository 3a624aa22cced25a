"""What stands where: the top level, resources and their licences, migrations, decision pages, the changelog."""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import PurePosixPath

FILES_AT_THE_TOP = {"pyproject.toml", "README.md", "LICENSE"}
FOLDERS_AT_THE_TOP = {"safeguard_app", "resources", "tests", "packaging"}
# Folders of resources that were all written for this project and carry its licence; whatever came from elsewhere, or
# lies in a folder not named here, carries a licence file of its own.
OWN_RESOURCES = {"catalogue", "forms", "help", "i18n", "demo"}
DECISION_HEADINGS = ["Summary", "Context", "Decision", "Consequences", "Alternatives"]
CHANGE_KINDS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}

_MIGRATION = re.compile(r"(\d{4})_[a-z0-9_]+\.sql")
_DECISION = re.compile(r"(\d{4})-[a-z0-9-]+\.md")
_RELEASE = re.compile(r"## \[(?:Unreleased|(\d+\.\d+\.\d+))\](?: - (\d{4}-\d{2}-\d{2}))?")


def strangers_at_the_top(paths: Iterable[PurePosixPath]) -> list[str]:
    """Return what lies at the top level and does not belong there. Dot-files and dot-folders may."""
    found = set()
    for path in paths:
        allowed = FILES_AT_THE_TOP if len(path.parts) == 1 else FOLDERS_AT_THE_TOP
        if path.parts[0] not in allowed and not path.parts[0].startswith("."):
            found.add(path.parts[0])
    return sorted(found)


def unlicensed_resources(paths: Iterable[PurePosixPath]) -> list[str]:
    """Return the folders directly below resources/ that need a licence file and have none."""
    paths = [path for path in paths if len(path.parts) > 2 and path.parts[0] == "resources"]
    licensed = {
        path.parts[1] for path in paths if path.name.upper().startswith(("LICENSE", "LICENCE", "OFL"))
    }
    return sorted({path.parts[1] for path in paths} - licensed - OWN_RESOURCES)


def broken_numbering(names: Iterable[str], pattern: re.Pattern[str]) -> list[str]:
    """Return what is wrong with a row of numbered files: strange names, gaps and repeats, counted from 0001."""
    names = sorted(names)
    matches = [pattern.fullmatch(name) for name in names]
    wrong = [
        f"{name} is not a numbered name" for name, match in zip(names, matches, strict=True) if match is None
    ]
    numbers = Counter(int(match[1]) for match in matches if match)
    wrong += [
        f"{number:04} is missing" for number in range(1, max(numbers, default=0)) if number not in numbers
    ]
    return wrong + [f"{number:04} is used twice" for number, count in numbers.items() if count > 1]


def broken_migrations(names: Iterable[str]) -> list[str]:
    """Return what is wrong with the names of the schema's migrations."""
    return broken_numbering(names, _MIGRATION)


def broken_decisions(names: Iterable[str]) -> list[str]:
    """Return what is wrong with the names of the decision pages."""
    return broken_numbering(names, _DECISION)


def broken_decision(text: str) -> list[str]:
    """Return what is wrong with a decision page: a title, then five headings in order with something under each."""
    wrong = [] if text.startswith("# ") else ["does not begin with its title"]
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    headings, bodies = parts[1::2], parts[2::2]
    if headings != DECISION_HEADINGS:
        wrong.append(f"has the headings {headings}")
    wrong += [
        f"says nothing under {name}" for name, body in zip(headings, bodies, strict=True) if not body.strip()
    ]
    return wrong + (["is longer than a page"] if len(text.split()) > 700 else [])


def broken_changelog(text: str, version: str) -> list[str]:
    """Return what is wrong with the changelog: its headings, its order, and whether it knows the current version."""
    wrong, dates, versions = [], [], []
    for line in text.splitlines():
        if line.startswith("## "):
            match = _RELEASE.fullmatch(line)
            if match is None or (match[1] is None) != (match[2] is None):
                wrong.append(f"not a release: {line}")
            elif match[1]:
                versions.append(match[1])
                dates.append(match[2])
        elif line.startswith("### ") and line[4:] not in CHANGE_KINDS:
            wrong.append(f"not a kind of change: {line}")
    if dates != sorted(dates, reverse=True):
        wrong.append("releases are not in order, newest first")
    if version not in versions and "## [Unreleased]" not in text:
        wrong.append(f"says nothing of {version} and has no unreleased part")
    return wrong
