"""Sets each duty of the school policies against where the program meets it, or against the issue that will.

``python -m safeguard_app.catalogue.policy_map`` in a checkout writes the page ``resources/help/policy-map.md`` anew; a
test fails when a duty is unclaimed, names something that does not exist, or the page is out of date.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from safeguard_app.catalogue.catalogue import Catalogue
from safeguard_app.catalogue.loader import load_catalogue
from safeguard_app.catalogue.placed import Placed, keyed, placed_each
from safeguard_app.catalogue.problems import CatalogueProblem, shown
from safeguard_app.catalogue.shape import read_as
from safeguard_app.domain.nations import Nation
from safeguard_app.system.resources import read_resource, resource_path

DUTIES = 109
"""How many duties the five policies were found to hold. Each has a row."""

MAP_FILE = "policy-map.toml"
PAGE = "help/policy-map.md"


class Later(StrEnum):
    """The issue that brings what is missing."""

    EVIDENCE = "Evidence"
    DESK = "Desk"
    DOCUMENTS = "Documents"


@dataclass(frozen=True, slots=True)
class Feature:
    """A part of the program that is not catalogue data. ``module`` is where its code begins."""

    id: str
    title: str
    module: str


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """One duty. ``where`` holds ``kind:code``; ``later`` and ``missing`` go together."""

    number: int
    clauses: tuple[str, ...]
    duty: str
    where: tuple[str, ...]
    later: Later | None = None
    missing: str = ""


@dataclass(frozen=True, slots=True)
class PolicyMap:
    """``policy-map.toml``."""

    features: tuple[Feature, ...]
    rows: tuple[PolicyRow, ...]


def read_policy_map(content: bytes) -> PolicyMap:
    """The map as it is written. CatalogueProblem when it is not shaped as one."""
    return read_as(PolicyMap, MAP_FILE, content)


def check_policy_map(found: PolicyMap, catalogue: Catalogue) -> None:
    """Every duty has one row, and every row names things that exist. CatalogueProblem at the first that does not."""
    keyed(placed_each(MAP_FILE, "features", found.features), "id", lambda item: item.id)
    rows = placed_each(MAP_FILE, "rows", found.rows)
    numbered = keyed(rows, "number", lambda item: item.number)
    for number in range(1, DUTIES + 1):
        if number not in numbered:
            raise CatalogueProblem(MAP_FILE, "rows", f"expected a row numbered {number}, found none")
    titles = _titles(found, catalogue, Nation.ENGLAND)
    for placed in rows:
        _check_row(placed, catalogue, titles)


def _check_row(
    placed: Placed[PolicyRow], catalogue: Catalogue, titles: Mapping[str, Callable[[str], str]]
) -> None:
    row = placed.item
    if not 1 <= row.number <= DUTIES:
        raise placed.problem("number", f"expected 1 to {DUTIES}, got {row.number}")
    for index, reference in enumerate(row.clauses):
        if reference not in catalogue.clauses:
            raise placed.problem(
                f"clauses[{index}]", f"expected a clause of clauses/*.toml, got {shown(reference)}"
            )
    for index, claim in enumerate(row.where):
        kind, _, code = claim.partition(":")
        if kind not in titles:
            raise placed.problem(
                f"where[{index}]", f"expected one of {', '.join(titles)} before the colon, got {claim}"
            )
        try:
            titles[kind](code)
        except (KeyError, ValueError) as failed:
            raise placed.problem(
                f"where[{index}]", f"expected a {kind} that exists, got {shown(code)}"
            ) from failed
    if not row.where and row.later is None:
        raise placed.problem("where", "expected where the program meets the duty, or later and missing")
    if bool(row.missing) != (row.later is not None):
        raise placed.problem("missing", "expected later and missing together, or neither")


def page(found: PolicyMap, catalogue: Catalogue, nation: Nation = Nation.ENGLAND) -> str:
    """The page in Markdown, in a nation's words, one line for each duty. The file that ships is England's."""
    titles = _titles(found, catalogue, nation)
    lines = [
        "# Where the program meets the school policies",
        "",
        f"Generated from `resources/catalogue/{MAP_FILE}` (catalogue {catalogue.version}); do not edit by hand. "
        "Each row is one duty found in the five policies, told in our own words and in the words of "
        f"{nation.value.replace('_', ' ').title()}.",
        "",
        _counts(found.rows),
        "",
        "| # | Clause | Duty | Met by | Not yet |",
        "|---|---|---|---|---|",
    ]
    for row in found.rows:
        met = "; ".join(_claim(claim, titles) for claim in row.where) or "-"
        later = f"{row.missing} (issue {row.later.value})" if row.later else "-"
        lines.append(f"| {row.number} | {', '.join(row.clauses)} | {row.duty} | {met} | {later} |")
    return "\n".join(lines) + "\n"


def _claim(claim: str, titles: Mapping[str, Callable[[str], str]]) -> str:
    kind, _, code = claim.partition(":")
    return f"{kind}: {titles[kind](code)}" if kind != "feature" else titles[kind](code)


def _counts(rows: Sequence[PolicyRow]) -> str:
    whole = sum(1 for row in rows if row.where and row.later is None)
    partly = sum(1 for row in rows if row.where and row.later is not None)
    return f"{len(rows)} duties: {whole} met, {partly} met in part, {len(rows) - whole - partly} not yet."


def _titles(found: PolicyMap, catalogue: Catalogue, nation: Nation) -> Mapping[str, Callable[[str], str]]:
    """For each kind of claim, how to find the title of what it names. KeyError or ValueError when there is none."""
    fill = catalogue.words(nation).fill
    features = {feature.id: feature.title for feature in found.features}
    agencies = {agency.id: agency.name for agency in catalogue.nations[nation].agencies}
    parts = catalogue.categories.values()
    actions = {action.id: fill(action.text) for category in parts for action in category.actions}
    holds = {hold.id: hold.title for category in parts for hold in category.holds}
    lists = {name.value: entry.title for name, entry in catalogue.lists.items()}
    return {
        "action": actions.__getitem__,
        "agency": agencies.__getitem__,
        "category": lambda code: fill(catalogue.categories[code].name),
        "clause": lambda code: catalogue.clauses[code].reference,
        "clock": lambda code: fill(catalogue.clocks[code].text),
        "evidence": lambda code: catalogue.evidence_items[code].label,
        "feature": features.__getitem__,
        "form": lambda code: fill(catalogue.forms[code].title),
        "hold": holds.__getitem__,
        "ladder": lambda code: fill(catalogue.ladders[code].name),
        "letter": lambda code: fill(catalogue.letters[code].name),
        "list": lists.__getitem__,
        "logbook": lambda code: fill(catalogue.logbooks[code].title),
        "platform": lambda code: catalogue.platforms[code].name,
        "question": lambda code: _question_text(catalogue, code, fill),
        "role": lambda code: catalogue.roles[code].label,
    }


def _question_text(catalogue: Catalogue, code: str, fill: Callable[[str], str]) -> str:
    category, _, question_id = code.partition(".")
    for question in catalogue.categories[category].questions:
        if question.id == question_id:
            return f"{category}, “{fill(question.text)}”"
    raise KeyError(code)


def main() -> None:
    """Write the page anew in this checkout."""
    found = read_policy_map(read_resource(f"catalogue/{MAP_FILE}"))
    catalogue = load_catalogue()
    check_policy_map(found, catalogue)
    target = resource_path(PAGE)
    target.parent.mkdir(exist_ok=True)
    target.write_text(page(found, catalogue), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
